"""Which alternative suits the parties best, in words, a table and data."""

from collections import defaultdict
from typing import Any

from detente.analysis.answer import Answer
from detente.analysis.choose import Chosen
from detente.case import Case
from detente.conflict.states import States
from detente.report.letters import Letters
from detente.report.tables import Cell, Table
from detente.report.words import joined, percent, raised

__all__ = ["all_tie", "choose_data", "choose_sentences", "choose_table"]


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
