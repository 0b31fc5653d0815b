"""Sweeps, unknowns and choices, in words, tables and data."""

from collections import defaultdict
from typing import Any

import numpy as np

from detente.analysis.answer import Answer
from detente.analysis.choose import Chosen
from detente.analysis.effect import Effect
from detente.analysis.matters import Matter, Matters
from detente.case import Case
from detente.conflict.states import States
from detente.report.letters import Letters
from detente.report.tables import Cell, Table
from detente.report.words import by_date, chance, condition_in_words, joined, measured, percent, raised

__all__ = [
    "all_tie",
    "choose_data",
    "choose_sentences",
    "choose_table",
    "effect_data",
    "effect_sentences",
    "effect_table",
    "matters_data",
    "matters_sentences",
    "matters_table",
]


def effect_sentences(found: Effect, answer: Answer, case: Case, _: States) -> list[str]:
    """How an answer moves with a driver."""
    text, driver = condition_in_words(case, answer.question.of_text), _named(found)
    low, high = float(found.estimates[0]), float(found.estimates[-1])
    span = _span(found)
    first, last, today = (measured(value, *span) for value in (*span, found.today))
    crossing = "" if found.crossing is None else f", crossing one half at {measured(found.crossing, *span)}"
    return [
        f"{raised(chance(float(_at(found))))}{by_date(answer)}: {text}, with {driver} at {today}, as today.",
        f"As that goes from {first} to {last}, {text} goes from {percent(low)} to {percent(high)}{crossing}.",
    ]


def _named(found: Effect) -> str:
    """The driver inside a sentence: as what it is the share of, or between quotation marks where it is a name."""
    means = found.means or found.driver
    return f"the {means}" if found.means and means[:1].islower() else f"“{means}”"


def _span(found: Effect) -> tuple[float, float]:
    """The ends of the driver's range."""
    return float(found.values[0]), float(found.values[-1])


def _at(found: Effect) -> float:
    return float(np.interp(found.today, found.values, found.estimates))


def effect_table(found: Effect, _: Case, __: Letters) -> Table:
    """The sweep, every fourth point."""
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            measured(float(found.values[k]), *_span(found)),
            float(found.estimates[k]),
            f"{percent(float(found.low[k]))}–{percent(float(found.high[k]))}",
        )
        for k in range(0, len(found.values), 4)
    )
    head = (raised(found.means or found.driver), "Chance", "With profile weights 10 points off")
    elastic = (
        "" if found.elasticity is None else f"; today 1 % more of it moves the chance by {found.elasticity:+.1f} %"
    )
    return Table(f"The chance as the driver moves over its range{elastic}", head, rows, numeric=frozenset({0, 2}))


def effect_data(found: Effect, _: Case, __: States) -> dict[str, Any]:
    """A sweep as data."""
    return {
        "driver": found.driver,
        "today": found.today,
        "values": found.values.tolist(),
        "estimates": found.estimates.tolist(),
        "low": found.low.tolist(),
        "high": found.high.tolist(),
        "crosses_half_at": found.crossing,
        "elasticity": found.elasticity,
    }


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


def choose_sentences(found: Chosen, _: Answer, case: Case, __: States) -> list[str]:
    """Which alternative is chosen, and how firmly."""
    names = {party.id: party.name for party in case.parties}
    winners = dict(found.winners)
    if not winners["nash_product"]:
        return ["Every alternative is vetoed by somebody."]
    lines = ["All alternatives tie, so that nothing is chosen." if all_tie(found) else f"{_winners(winners)}."]
    if found.vetoed:
        said = "; ".join(f"{a} (by {joined([names[p] for p in who])})" for a, who in found.vetoed)
        lines.append(f"Vetoed: {said}.")
    if all_tie(found):
        return lines
    tight = min(found.ranges, key=lambda r: r.high - r.low, default=None)
    if tight is None:
        return lines
    if tight.low <= 0 and tight.high >= 1:
        lines.append("By the Nash product it wins whatever any one criterion weighs.")
    else:
        lines.append(
            f"By the Nash product it wins while the weight of {tight.criterion} lies between {percent(tight.low)} "
            f"and {percent(tight.high)} ({percent(tight.today)} now)."
        )
    return lines


def all_tie(found: Chosen) -> bool:
    """Whether no rule tells any alternative from another."""
    everything = set(found.choice.alternatives)
    return len(everything) > 1 and all(set(names) == everything for _, names in found.winners)


def _winners(winners: dict[str, tuple[str, ...]]) -> str:
    """Who wins by which rule; once where the rules agree."""
    rules = {"nash_product": "the Nash product", "maximin": "the worst placed party", "borda": "Borda count"}
    by: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for rule, name in rules.items():
        by[winners[rule]].append(name)
    alike = " alike" if len(by) == 1 else ""
    return raised("; ".join(f"{joined(list(names))}, by {joined(own)}{alike}" for names, own in by.items()))


def choose_table(found: Chosen, case: Case, _: Letters) -> Table:
    """What each alternative is worth to each party."""
    names = {party.id: party.name for party in case.parties}
    vetoed = dict(found.vetoed)
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            alternative,
            *(f"{100 * value:.0f}" for value in worth),
            f"vetoed by {joined([names[p] for p in vetoed[alternative]])}"
            if alternative in vetoed
            else "no other is better for somebody and worse for nobody"
            if alternative in found.pareto
            else "",
        )
        for alternative, worth in zip(found.choice.alternatives, found.worth, strict=True)
    )
    accepts = joined(
        [f"{names[p]} {100 * a:.0f}" for p, a in zip(found.choice.parties, found.choice.accepts, strict=True)]
    )
    head = ("Alternative", *(names[p] for p in found.choice.parties), "Standing")
    caption = f"What each is worth to each party, 0 to 100 (accepts at least: {accepts})"
    return Table(caption, head, rows, numeric=frozenset(range(1, len(head) - 1)))


def choose_data(found: Chosen, _: Case, __: States) -> dict[str, Any]:
    """A choice as data."""
    return {
        "worth": {
            alternative: dict(zip(found.choice.parties, worth, strict=True))
            for alternative, worth in zip(found.choice.alternatives, found.worth, strict=True)
        },
        "unvetoed": list(found.unvetoed),
        "vetoed": {alternative: list(who) for alternative, who in found.vetoed},
        "pareto": list(found.pareto),
        "winners": {rule: list(names) for rule, names in found.winners},
        "weight_ranges": {r.criterion: {"today": r.today, "low": r.low, "high": r.high} for r in found.ranges},
    }
