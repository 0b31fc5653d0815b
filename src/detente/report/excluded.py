"""What some could do over the others' heads, and the others back, in words, a table and data."""

from typing import Any

from detente.analysis.answer import Answer
from detente.analysis.excluded import Answered, Bargain, Excluded, Vantage
from detente.case import Case
from detente.conflict.states import States
from detente.report.letters import Letters
from detente.report.tables import Cell, Table
from detente.report.words import chance, changes_in_words, joined, party_names, percent, raised

__all__ = ["excluded_data", "excluded_sentences", "excluded_table"]

MOST_BARGAINS = 3  # of each state, in the table; the data have more


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
