"""That a case is a draft nobody has reviewed: what is said before any answer that rests on it."""

from dataclasses import asdict
from typing import Any

from detente.case import Case
from detente.case.unreviewed import Unreviewed, unreviewed
from detente.errors import counted
from detente.report.words import joined

__all__ = ["unreviewed_data", "unreviewed_line"]


def unreviewed_line(case: Case) -> str:
    """How far the draft that a case is has been reviewed, in one line; nothing where no draft is left of it."""
    found = unreviewed(case)
    return f"{_reviewed(found)}; {_stand_ins(found, case)}." if found else ""


def unreviewed_data(case: Case) -> dict[str, Any] | None:
    """The same as data; None where no draft is left of the case."""
    found = unreviewed(case)
    return asdict(found) if found else None


def _reviewed(found: Unreviewed) -> str:
    if not found.items:
        return "This is a draft: it rests on no item of evidence"
    one = found.items == 1
    if not found.accepted:
        none = "the one item it rests on is not" if one else f"none of the {found.items:,} items it rests on is"
        return f"This is a draft that nobody has reviewed: {none} accepted"
    some = "the one item" if one else f"{found.accepted:,} of the {found.items:,} items"
    return f"This is a draft: {some} it rests on {'is' if found.accepted == 1 else 'are'} accepted"


def _stand_ins(found: Unreviewed, case: Case) -> str:
    """Which of its judgements are placeholders."""
    names = joined([party.name for party in case.parties if party.id in found.weights])
    weights = [f"the weights of what {names} may want"] if names else []
    others = [counted(found.placeholders, "other judgement" if names else "judgement")] if found.placeholders else []
    if not (weights or others):
        return "no judgement is a placeholder"
    return f"{joined([*weights, *others])} {'is a placeholder' if _is_one(found) else 'are placeholders'}"


def _is_one(found: Unreviewed) -> bool:
    return not found.weights and found.placeholders == 1
