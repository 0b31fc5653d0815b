"""Charts as Vega-Lite specifications, and as SVG where the converter is installed (`detente[charts]`).

The specification is a plain dict: the same for a page, a notebook or another tool. A page without the converter shows
the tables alone, which say the same.
"""

import re
from collections.abc import Callable
from importlib.util import find_spec

from markupsafe import Markup, escape

from detente.analysis.answer import Answer
from detente.analysis.choose import Chosen
from detente.analysis.credible import Credible
from detente.analysis.effect import Effect
from detente.analysis.excluded import Excluded
from detente.analysis.holds import Holds
from detente.analysis.kinds import Probability
from detente.analysis.matters import Matters
from detente.analysis.obstacles import Obstacles
from detente.analysis.outcome import Outcome
from detente.analysis.settle import Settlement
from detente.report.letters import Letters
from detente.report.specs import (
    Spec,
    able,
    alternatives,
    blocks,
    chances,
    departures,
    ends,
    helped,
    ranks,
    sweep,
    unknowns,
)

__all__ = ["says_all", "spec_of", "svg_of"]

CHARTS: dict[type, Callable[[Answer, Letters], Spec | None]] = {
    Probability: chances,
    Outcome: ends,
    Obstacles: blocks,
    Effect: sweep,
    Matters: unknowns,
    Credible: ranks,
    Holds: departures,
    Excluded: able,
    Chosen: alternatives,
    Settlement: helped,
}
SAYS_ALL = (Effect, Matters, Credible, Chosen)  # their tables say the same in numbers


def spec_of(answer: Answer, letters: Letters) -> Spec | None:
    """The chart that belongs to an answer, as a Vega-Lite specification; None where there is nothing to draw.

    Parameters
    ----------
    letters
        What the states are called.
    """
    return CHARTS[type(answer.detail)](answer, letters)


def says_all(answer: Answer) -> bool:
    """Whether the table of an answer holds no more than its chart shows."""
    return isinstance(answer.detail, SAYS_ALL)


def svg_of(spec: Spec, *, name: str, label: str) -> Markup | None:
    """The chart as inline SVG; None where the converter is not installed.

    Parameters
    ----------
    name
        A prefix that keeps ids of several charts on one page apart.
    label
        What a reader who does not see it is told.
    """
    if find_spec("vl_convert") is None:
        return None
    import vl_convert  # noqa: PLC0415 - large, and only pages with charts need it

    svg = vl_convert.vegalite_to_svg(spec)
    svg = re.sub(r' (?:role|aria-[a-z]+)="[^"]*"', "", svg)  # the whole is one picture, with one label
    svg = re.sub(r'(id="|url\(#|href="#)', rf"\g<1>{name}-", svg)
    head = f'<svg role="img" aria-label="{escape(label)}" style="max-width:100%;height:auto" '
    return Markup(svg.replace("<svg ", head, 1))  # noqa: S704 - our own
