"""Preconditions, commitment and deals over others' heads, in words, tables and data."""

import re
from math import isnan
from typing import Any

from detente.analysis.answer import Answer
from detente.analysis.credible import Credible
from detente.analysis.excluded import Answered, Bargain, Excluded, Vantage
from detente.analysis.holds import Guarantee, Holding, Holds
from detente.case import Case
from detente.conflict.states import States
from detente.report.letters import Letters
from detente.report.tables import Cell, Table
from detente.report.words import (
    by_date,
    chance,
    changes_in_words,
    condition_in_words,
    joined,
    option_in_words,
    party_names,
    percent,
    raised,
)

__all__ = [
    "credible_data",
    "credible_sentences",
    "credible_table",
    "excluded_data",
    "excluded_sentences",
    "excluded_table",
    "holds_data",
    "holds_sentences",
    "holds_table",
]

MOST_BARGAINS = 3  # of each state, in the table; the data have more

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


def holds_sentences(found: Holds, answer: Answer, case: Case, _: States) -> list[str]:
    """Whether a settlement survives the next move."""
    text = condition_in_words(case, answer.question.of_text)
    if not found.states:
        return [f"{raised(text)} holds in no state that can occur."]
    first = found.states[0]
    lines = [
        f"{raised(chance(found.reached))} that it comes to {text}{by_date(answer)}; in its likeliest form "
        f"everybody's own interest keeps it with a chance of {percent(first.holds)}."
    ]
    leaving = [f"{case.parties[d.party].name} ({percent(d.share)})" for d in first.departures if d.share > 0]
    kept = "; ".join(_guarantee(each, case) for each in first.guarantees)
    if leaving:
        lines.append(f"Would leave it: {joined(leaving)}.")
        lines.append(f"What would hold them: {kept}." if kept else "No cost on a single option would hold them.")
    return lines


def _guarantee(given: Guarantee, case: Case) -> str:
    cost = "a cost on giving up" if given.taken else "a cost on"
    who, option = case.parties[given.party].name, option_in_words(case, given.option)
    return f"{cost} “{option}” that weighs with {who} {_weighs(given)}"


def _weighs(given: Guarantee) -> str:
    """Where a cost stands among what a party wants, itself counted."""
    if given.length == 1:
        return "as its only want"
    if given.levels:
        return f"in place {given.rank} of {given.length} of its ranking"
    return f"as its {'first' if given.rank == 1 else _ordinal(given.rank)} want of {given.length}"


def _ordinal(rank: int) -> str:
    ending = "th" if rank % 100 in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}.get(rank % 10, "th")
    return f"{rank}{ending}"


def holds_table(found: Holds, case: Case, letters: Letters) -> Table:
    """Who would leave each likely state, for what, and what deters it."""
    rows = tuple(row for state in found.states for row in _departures(state, case, letters))
    head = ("State", "Ends there", "All stay", "Who could gain by leaving", "Could gain", "Would go", "To")
    return Table("Its likeliest forms, and who would leave", head, rows, letters=frozenset({0, 6}))


def _departures(held: Holding, case: Case, letters: Letters) -> list[tuple[Cell, ...]]:
    first: tuple[Cell, ...] = letters.of(held.state), held.reached, held.holds
    if not held.departures:
        return [(*first, "nobody", "", "", "")]
    return [
        (
            *(first if number == 0 else ("", "", "")),
            case.parties[d.party].name,
            d.tempted,
            d.share,
            letters.of(d.target) if d.share else "",
        )
        for number, d in enumerate(held.departures)
    ]


def holds_data(found: Holds, case: Case, states: States) -> dict[str, Any]:
    """Commitment as data."""
    return {
        "reached": found.reached,
        "states": [
            {
                "state": states.pattern(held.state),
                "options": list(states.options_taken(held.state)),
                "reached": held.reached,
                "holds": held.holds,
                "left_by_agreement": held.agreed,
                "departures": [
                    {
                        "party": case.parties[d.party].id,
                        "to": states.pattern(d.target),
                        "tempted": d.tempted,
                        "goes": d.share,
                        "levels": d.levels,
                        "deterred": dict(d.deterred),
                    }
                    for d in held.departures
                ],
                "guarantees": [
                    {
                        "party": case.parties[g.party].id,
                        "option": g.option,
                        "kept": "taken" if g.taken else "not taken",
                        "rank": g.rank,
                        "length": g.length,
                        "of": "levels" if g.levels else "wants",
                        "holds": g.holds,
                    }
                    for g in held.guarantees
                ],
            }
            for held in found.states
        ],
    }


def excluded_sentences(found: Excluded, _: Answer, case: Case, states: States) -> list[str]:
    """What a coalition can do without the others, and what they can do back."""
    who = party_names(case, found.coalition)
    first = found.vantages[0]
    if not first.bargains:
        return [f"From the status quo {who} can agree on nothing that all of them would gain from."]
    best = first.bargains[0]
    does = changes_in_words(case, states, first.state, best.target)
    lines = [f"{raised(chance(first.able))} that {who} can act without the others; most often: {does}."]
    losers = [f"{case.parties[dm].name} ({percent(share)})" for dm, share in best.loses if share > 0]
    back = [f"{_back(answer, best, case, states, ' could')} ({percent(answer.share)})" for answer in best.answers]
    worse = f"Worse off by it: {joined(losers)}" if losers else "Nobody else is worse off by it"
    lines.append(f"{worse}; what the others can do back: {'; '.join(back) or 'nothing that they would gain from'}.")
    return lines


def excluded_table(found: Excluded, case: Case, letters: Letters) -> Table:
    """Every bargain, from the status quo and the likely ends."""
    rows = tuple(row for vantage in found.vantages for row in _bargains(vantage, case, letters))
    return Table(
        f"What {party_names(case, found.coalition)} would agree on without the others",
        ("From", "They", "Chance", "Worse off", "What the others would do back"),
        rows,
        letters=frozenset({0}),
    )


def _bargains(vantage: Vantage, case: Case, letters: Letters) -> list[tuple[Cell, ...]]:
    return [
        (
            letters.of(vantage.state) if number == 0 else "",
            changes_in_words(case, letters.states, vantage.state, b.target),
            b.share,
            joined([case.parties[dm].name for dm, share in b.loses if share >= 0.5]) or "–",
            "; ".join(_back(a, b, case, letters.states) for a in b.answers) or "–",
        )
        for number, b in enumerate(vantage.bargains[:MOST_BARGAINS])
    ]


def _back(answer: Answered, bargain: Bargain, case: Case, states: States, verb: str = ":") -> str:
    who = case.parties[answer.party]
    return f"{who.name}{verb} {changes_in_words(case, states, bargain.target, answer.target, focal=who.id)}"


def excluded_data(found: Excluded, case: Case, states: States) -> dict[str, Any]:
    """Deals over others' heads as data."""
    return {
        "coalition": [case.parties[dm].id for dm in found.coalition],
        "from": [
            {
                "state": states.pattern(vantage.state),
                "able": vantage.able,
                "bargains": [
                    {
                        "to": states.pattern(b.target),
                        "share": b.share,
                        "worse_off": {case.parties[dm].id: share for dm, share in b.loses},
                        "answers": [
                            {
                                "party": case.parties[a.party].id,
                                "to": states.pattern(a.target),
                                "share": a.share,
                                "undoes": a.undoes,
                            }
                            for a in b.answers
                        ],
                    }
                    for b in vantage.bargains
                ],
            }
            for vantage in found.vantages
        ],
    }
