"""Why a number of the file stands."""

from detente.case.warrant import Assumed, Cited, Warrant
from detente.casefile.complaints import Complaints
from detente.casefile.locate import Key
from detente.casefile.schema import Warranted

__all__ = ["warrant"]


def warrant(table: Warranted, key: Key, complaints: Complaints) -> Warrant:
    """The warrant that stands beside a number or judgement: cited, or assumed, or none."""
    cited = bool(table.evidence or table.source)
    if cited and table.assumed:
        message = "this is cited and assumed at once; keep `assumed`, or `evidence` and `source`"
        complaints.add((*key, "assumed"), message)
    for place, id in enumerate(table.evidence):
        if id in table.evidence[:place]:
            complaints.add((*key, "evidence", place), f'the item "{id}" is cited twice here')
    if cited:
        return Cited(tuple(table.evidence), table.source)
    return Assumed(table.assumed) if table.assumed else None
