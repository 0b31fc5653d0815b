"""Whether a settlement would hold, and what guarantee it would take, in words, a table and data."""

from typing import Any

from detente.analysis.answer import Answer
from detente.analysis.holds import Guarantee, Holding, Holds
from detente.case import Case
from detente.conflict.states import States
from detente.report.letters import Letters
from detente.report.tables import Cell, Table
from detente.report.words import (
    by_date,
    chance,
    condition_in_words,
    joined,
    option_in_words,
    percent,
    raised,
)

__all__ = ["holds_data", "holds_sentences", "holds_table"]


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
