"""What an answer turns on, in words, a table and data."""

from typing import Any

from detente.analysis.answer import Answer
from detente.analysis.matters import Matter, Matters
from detente.case import Case
from detente.conflict.states import States
from detente.report.letters import Letters
from detente.report.tables import Cell, Table
from detente.report.words import by_date, chance, condition_in_words, joined, percent

__all__ = ["matters_data", "matters_sentences", "matters_table"]


def matters_sentences(found: Matters, answer: Answer, case: Case, _: States) -> list[str]:
    """What an answer depends on, and what would be worth asking."""
    text = condition_in_words(case, answer.question.of_text)
    if found.variance <= 0 or not found.matters:
        return [f"Nothing that is uncertain here moves {text}: {chance(found.estimate)} whatever they want."]
    first = found.matters[0]
    ends = joined([f"{percent(mean)} if {joined(list(names))}" for names, _, mean in first.by_profile], last="or")
    most = "at most " if first.of == "order" and not answer.exact else ""
    return [
        f"{_unknown(first, case)} makes {percent(first.total)} of what is unknown about {text} "
        f"({percent(found.estimate)}{by_date(answer)}).",
        f"Learning it would move the answer by {most}{100 * first.learning:.0f} percentage points on average"
        + (f": {ends}." if ends else "."),
    ]


def _unknown(matter: Matter, case: Case) -> str:
    """What is unknown of whom."""
    who = joined([case.parties[party].name for party in matter.parties])
    return f"What {who} wants" if matter.of == "profile" else f"In which order {who} ranks what it wants"


def matters_table(found: Matters, case: Case, _: Letters) -> Table:
    """Every unknown with its effects."""
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            _unknown(each, case),
            each.first,
            each.total,
            f"{100 * each.learning:.0f} points",
            "; ".join(f"{joined(list(names))}: {percent(mean)}" for names, _, mean in each.by_profile),
        )
        for each in found.matters
    )
    head = ("Unknown", "By itself", "With others", "Learning it moves the answer by", "The answer if …")
    return Table("How much of what is unknown each makes", head, rows, numeric=frozenset({3}))


def matters_data(found: Matters, case: Case, _: States) -> dict[str, Any]:
    """The decomposition as data."""
    return {
        "variance": found.variance,
        "order_share": found.order_share,
        "unknowns": [
            {
                "parties": [case.parties[party].id for party in each.parties],
                "of": each.of,
                "first": each.first,
                "total": each.total,
                "learning": each.learning,
                "profiles": [
                    {"profiles": list(names), "chance": chance, "estimate": mean}
                    for names, chance, mean in each.by_profile
                ],
            }
            for each in found.matters
        ],
    }
