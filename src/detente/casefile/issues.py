"""The issues of a case: from the scale 0–100 that people write to 0–1."""

from collections.abc import Mapping
from decimal import Decimal

from detente.case.model import Issue, Stance
from detente.casefile.complaints import Complaints
from detente.casefile.locate import Key
from detente.casefile.schema import IssueTable, StanceTable
from detente.casefile.warrants import warrant

__all__ = ["issues"]


def share(percent: float) -> float:
    """A number from 0–100 on the scale 0–1, the nearest to what was written: 0.29 for 29, not 0.29000000000000004.

    >>> share(29.0), share(56.7)
    (0.29, 0.567)
    """
    return float(Decimal(repr(percent)) / 100)


def issues(tables: Mapping[str, IssueTable], complaints: Complaints) -> tuple[Issue, ...]:
    """The issues, on the scale 0–1."""
    return tuple(_issue(id, table, ("issue", id), complaints) for id, table in tables.items())


def _issue(id: str, table: IssueTable, key: Key, complaints: Complaints) -> Issue:
    start = None if table.status_quo is None else share(table.status_quo)
    stances = (_stance(actor, one, (*key, "stance", actor), complaints) for actor, one in table.stance.items())
    return Issue(id, table.means, table.low, table.high, start, tuple(stances), warrant(table, key, complaints))


def _stance(actor: str, table: StanceTable, key: Key, complaints: Complaints) -> Stance:
    accepts = (share(table.accepts[0]), share(table.accepts[1])) if table.accepts else None
    scaled = (share(table.position), share(table.salience), share(table.capability))
    return Stance(actor, *scaled, accepts, warrant(table, key, complaints))
