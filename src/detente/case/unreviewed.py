"""What of a case nobody has decided on yet: items of its draft that wait for review, and placeholders.

A case is called a draft as long as a line of it is *proposed* or a reason begins with PLACEHOLDER.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from detente.case.check import warrants
from detente.case.drafting.model import PLACEHOLDER
from detente.case.model import Case
from detente.case.standing import find_item
from detente.case.warrant import Assumed, Cited

__all__ = ["Unreviewed", "unreviewed"]


@dataclass(frozen=True, slots=True)
class Unreviewed:
    """How far a draft is from a case.

    Parameters
    ----------
    items, accepted
        How many items it rests on, and how many of them somebody has accepted.
    weights
        Ids of the parties whose weights of profiles are placeholders.
    placeholders
        How many other judgements are.
    """

    items: int
    accepted: int
    weights: tuple[str, ...]
    placeholders: int


def unreviewed(case: Case) -> Unreviewed | None:
    """What nobody has decided on; None where nothing is left of a draft."""
    given = [(key, warrant) for key, warrant in warrants(case) if warrant is not None]
    proposed = {id for _, warrant in given if isinstance(warrant, Assumed) for id in warrant.proposed}
    cited = {id for _, warrant in given if isinstance(warrant, Cited) for id in warrant.evidence}
    stand_ins = [key for key, warrant in given if isinstance(warrant, Assumed) and _stands_in(warrant.why)]
    stand_ins += [f"impossible[{n}]" for n, rule in enumerate(case.conflict.impossible) if _stands_in(rule.because)]
    if not (proposed or stand_ins):
        return None
    weights = tuple(_weighed(case))
    weighing = {f"party.{id}.profile" for id in weights}
    others = sum(key.rpartition("[")[0] not in weighing for key in stand_ins)
    found = [find_item(case, id) for id in proposed | cited]
    return Unreviewed(len(found), sum(item is not None and item.warrants for item in found), weights, others)


def _weighed(case: Case) -> Iterator[str]:
    """Parties of several profiles that a placeholder weighs."""
    for party in case.parties:
        reasons = [profile.warrant for profile in party.profiles if len(party.profiles) > 1]
        if any(isinstance(reason, Assumed) and _stands_in(reason.why) for reason in reasons):
            yield party.id


def _stands_in(why: str) -> bool:
    return why.startswith(PLACEHOLDER.rstrip())
