"""Sweeps, unknowns and choices, in words, tables and data."""

from typing import Any

import numpy as np

from detente.analysis.choose import Chosen
from detente.analysis.effect import Effect
from detente.analysis.matters import Matter, Matters
from detente.case import Case
from detente.conflict.states import States
from detente.report.tables import Table
from detente.report.words import chance, joined, percent, raised

__all__ = [
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


def effect_sentences(found: Effect, text: str, case: Case, _: States) -> list[str]:
    """How an answer moves with a driver."""
    del case
    today = float(_at(found))
    ends = f"from {percent(float(found.estimates[0]))} where it is {percent(float(found.values[0]))}"
    ends += f" to {percent(float(found.estimates[-1]))} where it is {percent(float(found.values[-1]))}"
    crossing = "" if found.crossing is None else f" It crosses one half at {percent(found.crossing)}."
    driver = found.means or found.driver
    lines = [
        f"{raised(chance(today))} today: {text}, with {driver} at {percent(found.today)}.",
        f"It goes {ends}.{crossing}",
    ]
    if found.elasticity is not None:
        lines.append(
            f"At today's value, one per cent more of it moves the answer by {found.elasticity:+.1f} per cent."
        )
    return lines


def _at(found: Effect) -> float:
    return float(np.interp(found.today, found.values, found.estimates))


def effect_table(found: Effect, _: Case, __: States) -> Table:
    """The sweep, every fourth point."""
    rows = tuple(
        (
            percent(float(found.values[k])),
            percent(float(found.estimates[k])),
            f"{percent(float(found.low[k]))}–{percent(float(found.high[k]))}",
        )
        for k in range(0, len(found.values), 4)
    )
    head = (found.means or found.driver, "Answer", "Range with profile weights ±0.1")
    return Table("The answer as the driver moves over its range", head, rows, frozenset({0, 1, 2}))


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


def matters_sentences(found: Matters, text: str, case: Case, _: States) -> list[str]:
    """What an answer depends on, and what would be worth asking."""
    if found.variance <= 0 or not found.matters:
        return [f"Nothing that is uncertain here moves {text}: it is {percent(found.estimate)} whatever they want."]
    first = found.matters[0]
    who = _whose(first, case)
    ends = joined([f"{percent(mean)} if {joined(list(names))}" for names, _, mean in first.by_profile], last="or")
    return [
        f"What {who} wants explains {percent(first.total)} of what is unknown about {text} "
        f"({percent(found.estimate)} today).",
        f"Learning it would move the answer by {100 * first.learning:.0f} percentage points on average: {ends}.",
    ]


def _whose(matter: Matter, case: Case) -> str:
    return joined([case.parties[party].name for party in matter.parties])


def matters_table(found: Matters, case: Case, _: States) -> Table:
    """Every unknown with its effects."""
    rows = tuple(
        (
            _whose(each, case),
            percent(each.first),
            percent(each.total),
            percent(each.learning),
            "; ".join(f"{joined(list(names))}: {percent(mean)}" for names, _, mean in each.by_profile),
        )
        for each in found.matters
    )
    head = ("What is unknown", "First-order", "Total", "Value of learning", "The answer if …")
    return Table("Shares of the variance over what is believed", head, rows, frozenset({1, 2, 3}))


def matters_data(found: Matters, case: Case, _: States) -> dict[str, Any]:
    """The decomposition as data."""
    return {
        "variance": found.variance,
        "order_share": found.order_share,
        "unknowns": [
            {
                "parties": [case.parties[party].id for party in each.parties],
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


def choose_sentences(found: Chosen, text: str, case: Case, _: States) -> list[str]:
    """Which alternative is chosen, and how firmly."""
    del text
    names = {party.id: party.name for party in case.parties}
    winners = dict(found.winners)
    if not winners["nash_product"]:
        return ["Every alternative is vetoed by somebody."]
    rules = {"nash_product": "the Nash product", "maximin": "maximin", "borda": "Borda count"}
    lines = ["; ".join(f"{joined(list(winners[rule]))} by {name}" for rule, name in rules.items()) + "."]
    if found.vetoed:
        said = "; ".join(f"{a} (by {joined([names[p] for p in who])})" for a, who in found.vetoed)
        lines.append(f"Vetoed: {said}.")
    tight = min(found.ranges, key=lambda r: min(r.today - r.low, r.high - r.today) or 1.0)
    lines.append(
        f"The winner stands while the weight of {tight.criterion} lies between {percent(tight.low)} and "
        f"{percent(tight.high)} ({percent(tight.today)} now)."
    )
    return lines


def choose_table(found: Chosen, case: Case, _: States) -> Table:
    """What each alternative is worth to each party."""
    names = {party.id: party.name for party in case.parties}
    vetoed = dict(found.vetoed)
    rows = tuple(
        (alternative, *(f"{100 * value:.0f}" for value in worth), "vetoed" if alternative in vetoed else "")
        for alternative, worth in zip(found.choice.alternatives, found.worth, strict=True)
    )
    head = ("Alternative", *(names[p] for p in found.choice.parties), "")
    return Table("What each alternative is worth, 0 to 100", head, rows, frozenset(range(1, len(head) - 1)))


def choose_data(found: Chosen, _: Case, __: States) -> dict[str, Any]:
    """A choice as data."""
    return {
        "worth": {
            alternative: dict(zip(found.choice.parties, worth, strict=True))
            for alternative, worth in zip(found.choice.alternatives, found.worth, strict=True)
        },
        "vetoed": {alternative: list(who) for alternative, who in found.vetoed},
        "pareto": list(found.pareto),
        "winners": {rule: list(names) for rule, names in found.winners},
        "weight_ranges": {r.criterion: {"today": r.today, "low": r.low, "high": r.high} for r in found.ranges},
    }
