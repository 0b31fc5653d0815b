"""Preconditions, commitment and deals over others' heads, in words, tables and data."""

from math import isnan
from typing import Any

from detente.analysis.credible import Credible
from detente.analysis.excluded import Excluded, Vantage
from detente.analysis.holds import Guarantee, Holding, Holds
from detente.case import Case
from detente.conflict.states import States
from detente.report.tables import Table
from detente.report.words import changes_in_words, joined, option_in_words, party_names, percent, state_in_words

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

LABELS = {
    "binds": "It binds",
    "bends": "It bends",
    "bluff": "It is a bluff",
    "untested": "It is not put to the test",
}


def credible_sentences(found: Credible, text: str, case: Case, _: States) -> list[str]:
    """Whether a precondition binds, with the numbers."""
    who = case.parties[found.party].name
    if found.label == "untested":
        said = f"{LABELS[found.label]}: what {text} rules out never comes about."
    else:
        said = (
            f"{LABELS[found.label]}: {text} is broken in {percent(found.broken_if_happens)} of the cases in which "
            f"what it guards against comes about ({percent(found.broken)} of all)."
        )
    stands = f"stands {_place(found.rank)} of {found.length}" if found.rank else "stands in none of its profiles"
    if found.binding_rank is None:
        return [said, f"For {who} it {stands}; even at the top of every profile it would not always bind."]
    return [said, f"For {who} it {stands}; it would bind down to place {found.binding_rank} of every profile."]


def _place(rank: int) -> str:
    return {1: "first", 2: "second", 3: "third"}.get(rank, f"in place {rank}")


def credible_table(found: Credible, _: Case, __: States) -> Table:
    """How likely it is to be broken at each rank."""
    rows = tuple((str(rank), percent(chance)) for rank, chance in enumerate(found.by_rank, start=1))
    return Table(
        "If it stood at this place of every profile, it would be broken in",
        ("Place", "Broken"),
        rows,
        frozenset({0, 1}),
    )


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
        "binding_rank": found.binding_rank,
        "by_rank": list(found.by_rank),
    }


def holds_sentences(found: Holds, text: str, case: Case, _: States) -> list[str]:
    """Whether a settlement survives the next move."""
    if not found.states:
        return [f"{text} holds in no state that can occur."]
    first = found.states[0]
    lines = [
        f"{text} is where the conflict ends in {percent(found.reached)}. Its likeliest form is kept by "
        f"everybody's own interest in {percent(first.holds)} of the draws."
    ]
    leaving = [each for each in first.departures if each.share > 0]
    if leaving:
        who = joined([f"{case.parties[d.party].name} ({percent(d.share)})" for d in leaving])
        lines.append(f"Would leave it: {who}.")
    if first.guarantees:
        lines.append("Smallest guarantees: " + "; ".join(_guarantee(g, case) for g in first.guarantees) + ".")
    return lines


def _guarantee(given: Guarantee, case: Case) -> str:
    keep = "keeping" if given.taken else "not taking"
    return (
        f"for {case.parties[given.party].name}, {keep} “{option_in_words(case, given.option)}” must stand in place "
        f"{given.rank} or higher of {given.length}"
    )


def holds_table(found: Holds, case: Case, states: States) -> Table:
    """Who would leave each likely state, for what, and what deters it."""
    rows = tuple(row for state in found.states for row in _departures(state, case, states))
    head = ("State", "Ends there", "Who could gain", "By", "Tempted", "Goes")
    return Table("Who could gain by leaving", head, rows, frozenset({1, 4, 5}))


def _departures(held: Holding, case: Case, states: States) -> list[tuple[str, ...]]:
    words, reached = state_in_words(case, states, held.state), percent(held.reached)
    if not held.departures:
        return [(words, reached, "nobody", "", "", "")]
    return [
        (
            words if number == 0 else "",
            reached if number == 0 else "",
            case.parties[d.party].name,
            changes_in_words(case, states, held.state, d.target) if d.share else "deterred",
            percent(d.tempted),
            percent(d.share),
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
                        "holds": g.holds,
                    }
                    for g in held.guarantees
                ],
            }
            for held in found.states
        ],
    }


def excluded_sentences(found: Excluded, text: str, case: Case, states: States) -> list[str]:
    """What a coalition can do without the others, and what they can do back."""
    del text
    who = party_names(case, found.coalition)
    first = found.vantages[0]
    if not first.bargains:
        return [f"From the status quo {who} can agree on nothing that both would gain from."]
    best = first.bargains[0]
    does = changes_in_words(case, states, first.state, best.target)
    able = f"From the status quo {who} can act without the others in {percent(first.able)} of the draws"
    lines = [f"{able}; most often: {does}."]
    losers = [f"{case.parties[dm].name} ({percent(share)})" for dm, share in best.loses if share > 0]
    back = [
        f"{case.parties[a.party].name} could {changes_in_words(case, states, best.target, a.target)} "
        f"({percent(a.share)})"
        for a in best.answers
    ]
    lines.append(("Worse off by it: " + joined(losers) if losers else "Nobody else is worse off by it") + ".")
    lines.append(f"What the others can do back: {'; '.join(back) or 'nothing that they would gain from'}.")
    return lines


def excluded_table(found: Excluded, case: Case, states: States) -> Table:
    """Every bargain, from the status quo and the likely ends."""
    rows = tuple(row for vantage in found.vantages for row in _bargains(vantage, case, states))
    return Table(
        f"What {party_names(case, found.coalition)} would agree on without the others",
        ("From", "They", "Draws", "Worse off", "Back"),
        rows,
        frozenset({2}),
    )


def _bargains(vantage: Vantage, case: Case, states: States) -> list[tuple[str, ...]]:
    return [
        (
            state_in_words(case, states, vantage.state) if number == 0 else "",
            changes_in_words(case, states, vantage.state, b.target),
            percent(b.share),
            joined([case.parties[dm].name for dm, share in b.loses if share >= 0.5]) or "–",
            "; ".join(
                f"{case.parties[a.party].name}: {changes_in_words(case, states, b.target, a.target)}"
                for a in b.answers
            )
            or "–",
        )
        for number, b in enumerate(vantage.bargains)
    ]


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
