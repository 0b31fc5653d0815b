"""Why a number or a judgement stands: it is cited, or it is assumed."""

from dataclasses import dataclass

__all__ = ["Assumed", "Cited", "Warrant"]


@dataclass(frozen=True, slots=True)
class Cited:
    """It rests on passages: `evidence` holds the ids of items in the case's ledger.

    `source` names an outside reference instead, where there is no document in the case (a base rate, a paper).
    """

    evidence: tuple[str, ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True)
class Assumed:
    """It rests on a judgement, and this is why.

    `proposed` holds ids of ledger items that speak for it and that nobody has accepted yet: a draft.
    """

    why: str
    proposed: tuple[str, ...] = ()


Warrant = Cited | Assumed | None
"""None: nobody said why. `detente check` lists such numbers as unwarranted."""
