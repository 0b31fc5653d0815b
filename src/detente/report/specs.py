"""What each kind of answer looks like as a chart: Vega-Lite specifications, plain dicts."""

from collections.abc import Sequence
from datetime import timedelta
from math import isnan
from typing import Any

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
from detente.report.words import event_in_words, mark

__all__ = [
    "Spec",
    "able",
    "alternatives",
    "blocks",
    "chances",
    "departures",
    "ends",
    "helped",
    "ranks",
    "sweep",
    "unknowns",
]

BLUE, PALE, SHADE, INK, SOFT, AMBER = "#1f5f8b", "#a9c6dc", "#e3edf5", "#1d2433", "#5a6478", "#8a4b08"
COLOURS = ("#1f5f8b", "#b3541e", "#3f7d4e", "#7a4f9a", "#8c6d1f", "#a23b5e", "#4a6a78", "#5a5a5a")
WIDTH = 560  # of the plot, in CSS pixels; the page scales it down where it must
ROW = 26  # of a bar with its gap
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
Rows = list[dict[str, Any]]


def chances(answer: Answer, letters: Letters) -> Spec | None:
    """A probability from today to its date or, in the long run, under each rule of play."""
    found: Probability = answer.detail
    return _course(answer, letters) if found.course else _by_rule(answer)


def _course(answer: Answer, letters: Letters) -> Spec | None:
    """How the probability grows or falls until the date of the question; what other rules come to by then."""
    found: Probability = answer.detail
    start = letters.case.as_of
    rows: Rows = [
        {"date": (start + timedelta(days=days)).isoformat(), "chance": value}
        for days, value in found.course
        if not isnan(value)
    ]
    if not rows:
        return None
    x = {"field": "date", "type": "temporal", "title": None, "axis": {"format": "%-d %b %Y", "tickCount": 5}}
    y = {**_share("chance", "chance by then"), "scale": {"domain": [0, 1]}}
    line = {"mark": {"type": "line", "color": BLUE, "strokeWidth": 2.5}, "encoding": {"x": x, "y": y}}
    others = [
        {"date": rows[-1]["date"], "chance": value, "rule": name}
        for name, value in _others(answer)
        if not isnan(value)
    ]
    place = {"x": x, "y": y}
    dots = {"data": {"values": others}, "mark": {"type": "tick", "color": AMBER, "thickness": 2}, "encoding": place}
    words = {"type": "text", "align": "left", "dx": 12, "color": INK, "fontSize": 11}
    named = {"data": {"values": _apart(others)}, "mark": words, "encoding": {**place, "text": {"field": "rule"}}}
    return _chart(rows, [line, dots, named], 170)


def _others(answer: Answer) -> list[tuple[str, float]]:
    """What the other rules of play, and the condition brought about, come to."""
    own = answer.settings.rule
    said = [(rule.replace("_", " "), value) for rule, value in answer.rules.items() if rule != own]
    done = answer.detail.if_done
    return said + ([("if it is done", done)] if done is not None else [])


def _apart(rows: Rows, least: float = 0.075) -> Rows:
    """Labels moved apart upwards, so that none covers another."""
    found: Rows = []
    for row in sorted(rows, key=lambda row: float(row["chance"])):
        above = found[-1]["chance"] + least if found else 0.0
        found.append({**row, "chance": max(row["chance"], above)})
    return found


def _by_rule(answer: Answer) -> Spec | None:
    """A probability under each rule of play, the one in force dark; and with the condition brought about."""
    own, done = answer.settings.rule, answer.detail.if_done
    said = [(rule.replace("_", " "), value, BLUE if rule == own else PALE) for rule, value in answer.rules.items()]
    said += [("if it is done", done, AMBER)] if done is not None else []
    rows = [{"what": what, "value": value, "colour": colour} for what, value, colour in said if not isnan(value)]
    colour = {"field": "colour", "type": "nominal", "scale": None}
    x = {**_share("value", "chance under each rule of play"), "scale": {"domain": [0, 1]}}
    return _chart(rows, [_bars(_names("what"), x, color=colour)], ROW * len(rows)) if rows else None


def ends(answer: Answer, letters: Letters) -> Spec:
    """How likely each event of the case is, those put in marked; or, where it has none, each end."""
    found: Outcome = answer.detail
    events = [
        (event_in_words(name) + mark(answer, letters.case.events[name][1]), held) for name, held in found.events
    ]
    said = events or [(_label(letters, end.states), end.probability) for end in found.ends]
    rows = [{"what": name, "held": held} for name, held in said]
    x = {**_share("held", "probability"), "scale": {"domain": [0, 1]}}
    return _chart(rows, [_bars(_names("what", sort="-x"), x)], ROW * len(rows))


def _label(letters: Letters, states: Sequence[int]) -> str:
    return ", ".join(letters.known(state) for state in states)


def blocks(answer: Answer, letters: Letters) -> Spec | None:
    """How likely each party is to stand in the way."""
    found: Obstacles = answer.detail
    if not any(found.blocks):
        return None
    rows = [
        {"who": party.name, "chance": share} for party, share in zip(letters.case.parties, found.blocks, strict=True)
    ]
    title = "in the way for any reason; the text gives each reason by itself"
    x = {**_share("chance", title), "scale": {"domain": [0, 1]}}
    return _chart(rows, [_bars(_names("who", sort="-x"), x)], ROW * len(rows))


def sweep(answer: Answer, _: Letters) -> Spec:
    """How the answer moves with a driver, with the band of the profile weights."""
    found: Effect = answer.detail
    rows = [
        {"x": float(x), "y": float(y), "low": float(low), "high": float(high)}
        for x, y, low, high in zip(found.values, found.estimates, found.low, found.high, strict=True)
    ]
    x = {
        "field": "x",
        "type": "quantitative",
        "title": found.means or found.driver,
        "axis": {"format": ".0%"} if 0 <= found.values[0] <= found.values[-1] <= 1 else {},
        "scale": {"zero": False, "nice": False},
    }
    y = _share("y", "chance")
    band = {"x": x, "y": {**y, "field": "low"}, "y2": {"field": "high"}}
    today = {"x": {"datum": found.today, "type": "quantitative"}}
    layers = [
        {"mark": {"type": "area", "color": PALE, "opacity": 0.5}, "encoding": band},
        {"mark": {"type": "line", "color": BLUE, "strokeWidth": 2.5}, "encoding": {"x": x, "y": y}},
        {"mark": {"type": "rule", "color": SOFT, "strokeDash": [4, 4]}, "encoding": today},
    ]
    return _chart(rows, layers, 190)


ORDER = ": its order"  # of whose wants the order is unknown, not the profile


def unknowns(answer: Answer, letters: Letters) -> Spec | None:
    """How much of what is unknown each party's wants make."""
    found: Matters = answer.detail
    if found.variance <= 0:
        return None
    names = [party.name for party in letters.case.parties]
    rows = [
        {
            "what": " + ".join(names[p] for p in each.parties) + ORDER * (each.of == "order"),
            "total": each.total,
            "first": each.first,
        }
        for each in found.matters
    ]
    title = "share of what is unknown: by itself (dark), with others (pale)"
    layers = [
        _bars(_names("what"), _share("total", title), fill=PALE, height=18),
        _bars(_names("what"), _share("first", ""), height=8),
    ]
    return _chart(rows, layers, 34 * len(rows))


def ranks(answer: Answer, _: Letters) -> Spec:
    """How likely a precondition is to be broken at each place in the party's order."""
    found: Credible = answer.detail
    rows = [
        {"rank": rank, "broken": chance, "binds": rank in found.binding}
        for rank, chance in enumerate(found.by_rank, start=1)
    ]
    title = "place in the party's order, 1 the most important"
    title += "; shaded where it binds" if found.binding else ""
    apart = {"paddingInner": 0.1}
    x = {"field": "rank", "type": "ordinal", "title": title, "axis": {"labelAngle": 0}, "scale": apart}
    shade = {"mark": {"type": "rect", "color": SHADE}, "transform": [{"filter": "datum.binds"}], "encoding": {"x": x}}
    bars = {"mark": {"type": "bar", "color": BLUE}, "encoding": {"x": x, "y": _share("broken", "broken")}}
    return _chart(rows, [shade, bars], 150)


def departures(answer: Answer, letters: Letters) -> Spec | None:
    """From each likely state, how likely each party is to gain by leaving (pale), and to leave (dark)."""
    found: Holds = answer.detail
    parties = letters.case.parties
    rows = [
        {"what": f"{letters.known(held.state)}: {parties[d.party].name}", "gain": d.tempted, "go": d.share}
        for held in found.states
        for d in held.departures
    ]
    title = "could gain by leaving (pale), would leave (dark)"
    whole = {"domain": [0, 1]}
    layers = [
        _bars(_names("what"), {**_share("gain", title), "scale": whole}, fill=PALE, height=16),
        _bars(_names("what"), {**_share("go", ""), "scale": whole}, height=7),
    ]
    return _chart(rows, layers, ROW * len(rows)) if rows else None


def able(answer: Answer, letters: Letters) -> Spec | None:
    """From the status quo and each likely end, how likely a coalition can act over the others' heads."""
    found: Excluded = answer.detail
    rows = [
        {"where": f"from {letters.known(each.state)}{'' if number else ' (today)'}", "able": each.able}
        for number, each in enumerate(found.vantages)
    ]
    x = {**_share("able", "they can act without the others"), "scale": {"domain": [0, 1]}}
    return _chart(rows, [_bars(_names("where"), x)], ROW * len(rows))


def alternatives(answer: Answer, letters: Letters) -> Spec:
    """What each alternative is worth to each party."""
    found: Chosen = answer.detail
    names = {party.id: party.name for party in letters.case.parties}
    whose = [names[id] for id in found.choice.parties]
    rows = [
        {"what": alternative, "who": who, "worth": 100 * value}
        for alternative, worth in zip(found.choice.alternatives, found.worth, strict=True)
        for who, value in zip(whose, worth, strict=True)
    ]
    legend = {"title": None, "orient": "top", "labelFontSize": 12, "labelColor": INK, "symbolSize": 90}
    shown = {"field": "who", "type": "nominal", "sort": None}
    encoding = {
        "y": _names("what"),
        "x": {"field": "worth", "type": "quantitative", "title": "worth to each", "scale": {"domain": [0, 100]}},
        "color": {**shown, "scale": {"domain": whose, "range": list(COLOURS)}, "legend": legend},
        "shape": {**shown, "scale": {"domain": whose}, "legend": legend},
    }
    mark = {"type": "point", "filled": True, "size": 110, "opacity": 0.9}
    return _chart(rows, [{"mark": mark, "encoding": encoding}], 38 * len(found.choice.alternatives))


def helped(answer: Answer, letters: Letters) -> Spec | None:
    """How likely the condition is as things are (pale), and with each of the smallest changes (dark)."""
    found: Settlement = answer.detail
    rows: Rows = [
        {"what": f"to {letters.known(way.state)} (change {number})", "before": found.before, "after": way.after}
        for number, way in enumerate(found.ways, start=1)
        if way.changes
    ]
    whole = {"domain": [0, 1]}
    layers = [
        _bars(_names("what"), {**_share("after", "chance: today (pale), with the change (dark)"), "scale": whole}),
        _bars(_names("what"), {**_share("before", ""), "scale": whole}, fill=PALE, height=6),
    ]
    return _chart(rows, layers, ROW * len(rows)) if rows else None


def _chart(rows: Rows, layers: list[Spec], height: int) -> Spec:
    return {
        "$schema": SCHEMA,
        "width": WIDTH,
        "height": height,
        "config": LOOK,
        "data": {"values": rows},
        "layer": layers,
    }


def _names(field: str, *, sort: str | None = None) -> Spec:
    return {"field": field, "type": "nominal", "sort": sort, "title": None, "axis": {"labelLimit": 220}}


def _bars(y: Spec, x: Spec, *, fill: str = BLUE, height: int = 14, color: Spec | None = None) -> Spec:
    encoding = {"y": y, "x": x} | ({"color": color} if color else {})
    return {"mark": {"type": "bar", "color": fill, "height": height}, "encoding": encoding}


def _share(field: str, title: str) -> Spec:
    return {
        "field": field,
        "type": "quantitative",
        "title": title,
        "axis": {"format": ".0%"},
        "scale": {"domainMin": 0},
    }
