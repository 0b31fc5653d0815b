"""Charts as Vega-Lite specifications, and as SVG where the converter is installed (`detente[charts]`).

The specification is a plain dict: the same for a page, a notebook or another tool. A page without the converter shows
the tables alone, which say the same.
"""

import re
from importlib.util import find_spec
from typing import Any

from markupsafe import Markup, escape

from detente.analysis.answer import Answer
from detente.analysis.credible import BINDS, Credible
from detente.analysis.effect import Effect
from detente.analysis.matters import Matters
from detente.analysis.outcome import Outcome
from detente.case import Case

__all__ = ["spec_of", "svg_of"]

BLUE, PALE, INK, SOFT = "#1f5f8b", "#a9c6dc", "#1d2433", "#5a6478"
WIDTH = 560  # of the plot, in CSS pixels; the page scales it down where it must
SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json"
LOOK: dict[str, Any] = {
    "font": "Inter, Helvetica Neue, Arial, Liberation Sans, sans-serif",
    "background": None,
    "view": {"stroke": None},
    "padding": {"left": 28, "right": 8, "top": 4, "bottom": 4},  # a reader's font may be wider than the converter's
    "axis": {
        "labelColor": SOFT,
        "titleColor": INK,
        "titleFontWeight": "normal",
        "labelFontSize": 12,
        "titleFontSize": 12,
        "gridColor": "#e6e9ef",
        "domain": False,
    },
}

Spec = dict[str, Any]


def spec_of(answer: Answer, case: Case) -> Spec | None:
    """The chart that belongs to an answer, as a Vega-Lite specification."""
    found = answer.detail
    if isinstance(found, Effect):
        return _sweep(found)
    if isinstance(found, Matters) and found.variance > 0:
        return _unknowns(found, case)
    if isinstance(found, Credible):
        return _ranks(found)
    return _events(found) if isinstance(found, Outcome) and found.events else None


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


def _chart(values: list[dict[str, Any]], layers: list[Spec], height: int) -> Spec:
    return {
        "$schema": SCHEMA,
        "width": WIDTH,
        "height": height,
        "config": LOOK,
        "data": {"values": values},
        "layer": layers,
    }


def _share(field: str, title: str) -> Spec:
    return {
        "field": field,
        "type": "quantitative",
        "title": title,
        "axis": {"format": ".0%"},
        "scale": {"domainMin": 0},
    }


def _sweep(found: Effect) -> Spec:
    values = [
        {"x": float(x), "y": float(y), "low": float(low), "high": float(high)}
        for x, y, low, high in zip(found.values, found.estimates, found.low, found.high, strict=True)
    ]
    x = {
        "field": "x",
        "type": "quantitative",
        "title": found.means or found.driver,
        "axis": {"format": ".0%"},
        "scale": {"zero": False, "nice": False},
    }
    y = _share("y", "answer")
    today = {"datum": found.today, "type": "quantitative"}
    return _chart(
        values,
        [
            {
                "mark": {"type": "area", "color": PALE, "opacity": 0.5},
                "encoding": {"x": x, "y": {**y, "field": "low"}, "y2": {"field": "high"}},
            },
            {"mark": {"type": "line", "color": BLUE, "strokeWidth": 2.5}, "encoding": {"x": x, "y": y}},
            {"mark": {"type": "rule", "color": SOFT, "strokeDash": [4, 4]}, "encoding": {"x": today}},
        ],
        190,
    )


def _unknowns(found: Matters, case: Case) -> Spec:
    values = [
        {"what": " + ".join(case.parties[p].name for p in each.parties), "total": each.total, "first": each.first}
        for each in found.matters
    ]
    y = {"field": "what", "type": "nominal", "sort": None, "title": None}
    return _chart(
        values,
        [
            {
                "mark": {"type": "bar", "color": PALE, "height": 18},
                "encoding": {"y": y, "x": _share("total", "share of the variance: total (pale), first-order (dark)")},
            },
            {"mark": {"type": "bar", "color": BLUE, "height": 8}, "encoding": {"y": y, "x": _share("first", "")}},
        ],
        34 * len(values),
    )


def _ranks(found: Credible) -> Spec:
    values = [
        {"rank": rank, "broken": chance, "binds": chance <= BINDS * max(found.happens, BINDS)}
        for rank, chance in enumerate(found.by_rank, start=1)
    ]
    color = {
        "field": "binds",
        "type": "nominal",
        "scale": {"domain": [True, False], "range": [BLUE, PALE]},
        "legend": None,
    }
    x = {
        "field": "rank",
        "type": "ordinal",
        "title": "place in the party's order, 1 the most important; dark where it binds",
        "axis": {"labelAngle": 0},
    }
    return _chart(
        values, [{"mark": "bar", "encoding": {"x": x, "y": _share("broken", "broken"), "color": color}}], 150
    )


def _events(found: Outcome) -> Spec:
    values = [{"event": name, "held": held} for name, held in found.events]
    y = {"field": "event", "type": "nominal", "sort": "-x", "title": None}
    x = {**_share("held", "probability"), "scale": {"domain": [0, 1]}}
    return _chart(
        values,
        [{"mark": {"type": "bar", "color": BLUE, "height": 14}, "encoding": {"y": y, "x": x}}],
        26 * len(values),
    )
