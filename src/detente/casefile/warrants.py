"""Why a number of the file stands."""

from detente.case.warrant import Assumed, Cited, Warrant
from detente.casefile.complaints import Complaints
from detente.casefile.locate import Key
from detente.casefile.schema import Warranted

__all__ = ["warrant"]


def warrant(table: Warranted, key: Key, complaints: Complaints) -> Warrant:
    """The warrant that stands beside a number or judgement: cited, or assumed (a draft is), or none."""
    cited = bool(table.evidence or table.source)
    if cited and table.assumed:
        message = "this is cited and assumed at once; keep `assumed`, or `evidence` and `source`"
        complaints.add((*key, "assumed"), message)
    named = [("evidence", place, id) for place, id in enumerate(table.evidence)]
    named += [("proposed", place, id) for place, id in enumerate(table.proposed)]
    for number, (list_, place, id) in enumerate(named):
        if id in [other for _, _, other in named[:number]]:
            complaints.add((*key, list_, place), f'the item "{id}" is cited twice here')
    if cited:
        return Cited(tuple(table.evidence), table.source)
    drafted = f"proposed by {', '.join(table.proposed)}, which nobody has reviewed yet" if table.proposed else ""
    return Assumed(table.assumed or drafted, tuple(table.proposed)) if table.assumed or drafted else None
