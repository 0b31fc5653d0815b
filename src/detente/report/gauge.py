"""One number as a picture: the scale of likelihood, the answer on it, its belief range, and other rules of play."""

from html import escape
from itertools import pairwise
from math import isnan

from markupsafe import Markup

from detente.analysis.answer import Answer
from detente.analysis.kinds import Probability
from detente.report.words import SCALE, chance, percent

__all__ = ["gauge"]

WIDTH, TOP, THICK = 560, 10, 12  # in SVG units


def gauge(answer: Answer) -> Markup | None:
    """The picture of an answer's probability; None where it has none."""
    if answer.estimate is None or isnan(answer.estimate) or answer.belief_range is None:
        return None
    low, high = answer.belief_range
    parts = [*_bands(), _range(low, high)]
    parts += [
        f'<path class="rule" d="M{_x(value)},{TOP + THICK + 2} v8"/>'
        for value in answer.rules.values()
        if not isnan(value)
    ]
    done = answer.detail.if_done if isinstance(answer.detail, Probability) else None
    if done is not None:
        parts.append(f'<circle class="done" cx="{_x(done)}" cy="{TOP + THICK / 2:g}" r="6"/>')
    parts.append(f'<circle class="point" cx="{_x(answer.estimate)}" cy="{TOP + THICK / 2:g}" r="7"/>')
    words = f'<text x="0" y="47">0 %</text><text x="{WIDTH / 2:g}" y="47" class="mid">50 %</text>'
    words += f'<text x="{WIDTH}" y="47" class="end">100 %</text>'
    return Markup(  # noqa: S704 - numbers and our own words alone
        f'<svg class="gauge" viewBox="-8 0 {WIDTH + 16} 52" role="img" aria-label="{escape(_said(answer, done))}">'
        + "".join(parts)
        + words
        + "</svg>"
    )


def _said(answer: Answer, done: float | None) -> str:
    low, high = answer.belief_range or (0.0, 0.0)
    estimate = answer.estimate or 0.0
    values = [value for value in answer.rules.values() if not isnan(value)]
    rules = f", other rules of play {percent(min(values))} to {percent(max(values))}" if values else ""
    forced = f", if done {percent(done)}" if done is not None else ""
    return f"{chance(estimate)}, belief range {percent(low)} to {percent(high)}{rules}{forced}"


def _bands() -> list[str]:
    """The bands of the scale of likelihood, in turn lighter and darker."""
    bounds = [0.0, *(upper for upper, _ in SCALE)]
    return [
        f'<rect class="band{number % 2}" x="{_x(low)}" y="{TOP}" width="{_x(high - low)}" height="{THICK}"/>'
        for number, (low, high) in enumerate(pairwise(bounds))
    ]


def _range(low: float, high: float) -> str:
    wide = max(high - low, 0.006)  # a range of no width is still seen
    return f'<rect class="range" x="{_x(low)}" y="{TOP}" width="{_x(wide)}" height="{THICK}" rx="5"/>'


def _x(value: float) -> str:
    return f"{WIDTH * value:.1f}"
