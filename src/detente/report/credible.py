"""Whether a precondition binds, bends or is a bluff, in words, a table and data."""

import re
from math import isnan
from typing import Any

from detente.analysis.answer import Answer
from detente.analysis.credible import Credible
from detente.case import Case
from detente.conflict.states import States
from detente.report.letters import Letters
from detente.report.tables import Table
from detente.report.words import by_date, condition_in_words, joined, percent

__all__ = ["LABELS", "credible_data", "credible_sentences", "credible_table"]

LABELS = {
    "binds": "It binds",
    "bends": "It bends",
    "bluff": "It is a bluff",
    "untested": "It is not put to the test",
}


def credible_sentences(found: Credible, answer: Answer, case: Case, _: States) -> list[str]:
    """Whether a precondition binds, with the numbers."""
    guarded, release = (condition_in_words(case, part) for part in _parts(answer.question.of_text))
    if isnan(found.broken_if_happens):
        first = f"{LABELS[found.label]}: {guarded} never comes about, with {release} or without."
    else:
        first = (
            f"{LABELS[found.label]}: {guarded} comes about with a chance of {percent(found.happens)}"
            f"{by_date(answer)}, and in {percent(found.broken_if_happens)} of those cases without {release}."
        )
    return [first, f"{_standing(found, answer, case)}; {_binding(found)}."]


def _parts(text: str) -> tuple[str, str]:
    """What a precondition guards against, and what releases it, as written."""
    guards = re.fullmatch(r"not (?P<guarded>.+?) unless (?P<release>.+)", text)
    duty = re.fullmatch(r"(?P<duty>.+?) unless (?P<release>.+)", text)
    converse = re.fullmatch(r"(?P<release>.+?) if (?P<guarded>.+)", text)
    if guards or not duty:
        found = guards or converse
        return (_bare(found["guarded"]), _bare(found["release"])) if found else (f"not ({text})", "what it asks for")
    return f"not {duty['duty']}", _bare(duty["release"])


def _bare(text: str) -> str:
    """A text without the parentheses round all of it."""
    return text[1:-1] if re.fullmatch(r"\([^()]*\)", text) else text


def _standing(found: Credible, answer: Answer, case: Case) -> str:
    """In which profiles the precondition stands, how likely those are, and whether it is kept where it is meant."""
    party = case.parties[found.party]
    if not found.rank:
        return f"It stands in none of {party.name}'s profiles, word for word"
    holding = [p.name for p in party.profiles if any(want.statement == answer.question.of for want in p.wants)]
    where = joined([f"“{name}”" for name in holding]) or "part of its profiles"
    said = f"{party.name} means it in {where} ({percent(found.meant)}), {_place(found.rank)} of {found.length} wants"
    if isnan(found.broken_if_meant):
        return f"{said}, where it is never put to the test"
    return f"{said}, where it is " + (
        f"broken in {percent(found.broken_if_meant)}" if found.broken_if_meant > 0 else "kept"
    )


def _binding(found: Credible) -> str:
    if found.binding_rank is None:
        return "put first in every profile, it would still be broken at times"
    if found.binding_rank == 1:
        return "to bind at all it would have to stand first in every profile"
    return f"to bind at all it would have to stand {_place(found.binding_rank)} or higher in every profile"


def _place(rank: int) -> str:
    return {1: "first", 2: "second", 3: "third"}.get(rank, f"in place {rank}")


def credible_table(found: Credible, _: Case, __: Letters) -> Table:
    """How likely it is to be broken at each rank."""
    head = ("Place", *(str(rank) for rank in range(1, len(found.by_rank) + 1)))
    caption = "If it stood at this place of every profile, it would be broken with this chance"
    return Table(caption, head, (("Broken", *found.by_rank),))


def credible_data(found: Credible, case: Case, _: States) -> dict[str, Any]:
    """A precondition's worth as data."""
    return {
        "party": case.parties[found.party].id,
        "label": found.label,
        "happens": found.happens,
        "broken": found.broken,
        "broken_if_happens": None if isnan(found.broken_if_happens) else found.broken_if_happens,
        "rank": found.rank or None,
        "length": found.length,
        "meant": found.meant,
        "broken_if_meant": None if isnan(found.broken_if_meant) else found.broken_if_meant,
        "binding_rank": found.binding_rank,
        "by_rank": list(found.by_rank),
    }
