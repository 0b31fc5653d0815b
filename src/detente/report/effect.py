"""How an answer moves with a driver, in words, a table and data."""

from typing import Any

import numpy as np

from detente.analysis.answer import Answer
from detente.analysis.effect import Effect
from detente.case import Case
from detente.conflict.states import States
from detente.report.letters import Letters
from detente.report.tables import Cell, Table
from detente.report.words import by_date, chance, condition_in_words, measured, percent, raised

__all__ = ["effect_data", "effect_sentences", "effect_table"]


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
