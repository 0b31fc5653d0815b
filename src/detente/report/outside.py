"""The outside view beside an answer: how often such things happened, and how that misleads."""

import re
from typing import Any

from detente.analysis.answer import Answer
from detente.errors import counted
from detente.forecast import Figure
from detente.report.words import joined, percent

__all__ = ["outside_data", "outside_sentences"]

MOST_FIGURES = 4  # of one class in a sentence; the reference has the rest


def outside_sentences(answer: Answer) -> list[str]:
    """What the base rate says that the question names, and its trap; nothing where it names none."""
    if answer.outside is None:
        return []
    rate, figures = answer.outside.rate, answer.outside.figures
    shown = joined([_figure(figure, rate.ends_in) for figure in figures[:MOST_FIGURES]])
    more = f"; {len(figures) - MOST_FIGURES} more in the reference" if len(figures) > MOST_FIGURES else ""
    numbers = f": {shown}{more}" if figures else ""
    return [f"Outside view, {rate.counts}{numbers} ({rate.source}). Beware: {rate.trap}"]


def _figure(figure: Figure, unit: str) -> str:
    value = f"{figure.value:g} days" if figure.kind == "days" else percent(figure.value)
    interval = figure.interval
    size = f", {counted(figure.n, 'case')}" if figure.n else ""
    span = f", {percent(interval[0])} to {percent(interval[1])}" if interval else ""
    return f"{_called(figure.name, unit)} {value}{f' ({(span + size)[2:]})' if span or size else ''}"


def _called(name: str, unit: str) -> str:
    """The name of a figure as words, given what a number at its end counts.

    >>> _called("lognormal-147", "days"), _called("1975-89-5", "years"), _called("peace-agreement", "")
    ('lognormal at 147 days', '1975–89 at 5 years', 'peace agreement')
    """
    dated = re.sub(r"-(\d+)$", rf" at \1 {unit}", name) if unit else name
    return re.sub(r"\b(\d{4})-(\d\d)\b", r"\1–\2", dated).replace("-", " ")


def outside_data(answer: Answer) -> dict[str, Any] | None:
    """The same as data; `value` and `n` where the question names one figure."""
    if answer.outside is None:
        return None
    rate, figures = answer.outside.rate, answer.outside.figures
    only = figures[0] if len(figures) == 1 else None
    return {
        "id": rate.id,
        "counts": rate.counts,
        "value": only.value if only else None,
        "n": only.n if only else None,
        "figures": [
            {
                "name": figure.name,
                "value": figure.value,
                "kind": figure.kind,
                "n": figure.n,
                "interval": list(figure.interval) if figure.interval else None,
            }
            for figure in figures
        ],
        "source": rate.source,
        "evidence": rate.evidence,
        "trap": rate.trap,
    }
