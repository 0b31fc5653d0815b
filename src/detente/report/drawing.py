"""A small graph as inline SVG: layers from left to right, boxes with words, arrows with who makes them.

It draws what a table beside it also says; a reader who sees no picture misses nothing.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from textwrap import wrap
from typing import Literal

__all__ = ["Arrow", "Box", "Kind", "drawn"]

BOX_WIDTH, LINE, PAD = 172, 17, 11  # in SVG units, one CSS pixel each at full size
GAP_X, GAP_Y, MARGIN = 128, 34, 14
LETTERS_A_LINE = 22  # of box text at 13 px
LETTERS_ON_ARROW = 17

Kind = Literal["start", "way", "end"]


@dataclass(frozen=True, slots=True)
class Box:
    """A state: its letter, one or two lines of words, and what kind of place it is."""

    id: str
    title: str
    text: str
    kind: Kind
    share: float = 0.0


@dataclass(frozen=True, slots=True)
class Arrow:
    """A step: who makes it; dashed where it is an agreement."""

    source: str
    target: str
    label: str
    agreed: bool = False


def drawn(boxes: Sequence[Box], arrows: Sequence[Arrow], *, title: str, description: str) -> str:
    """The graph as an SVG element, for a reader that can see and one that cannot."""
    layers = _layers(boxes, arrows)
    lines = {box.id: [box.title, *wrap(box.text, LETTERS_A_LINE)[:4]] for box in boxes}
    places = _places(boxes, layers, lines)
    width = MARGIN * 2 + (max(layers.values(), default=0) + 1) * (BOX_WIDTH + GAP_X) - GAP_X
    height = max((y + h for _, y, h in places.values()), default=0) + MARGIN
    inside = [
        *(_arrow(arrow, places) for arrow in arrows),
        *(_box(box, places[box.id], lines[box.id]) for box in boxes),
    ]
    return (
        f'<svg viewBox="0 0 {width} {height}" role="img" '
        f'aria-labelledby="graph-title graph-text" class="graph">'
        f'<title id="graph-title">{escape(title)}</title><desc id="graph-text">{escape(description)}</desc>'
        '<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
        '<path d="M0,0 L8,4 L0,8 z"/></marker></defs>' + "".join(inside) + "</svg>"
    )


def _layers(boxes: Sequence[Box], arrows: Sequence[Arrow]) -> dict[str, int]:
    """The column of each box: the fewest steps from the start."""
    layers = {box.id: 0 for box in boxes if box.kind == "start"}
    frontier = list(layers)
    while frontier:
        onward = [a.target for a in arrows if a.source in frontier and a.target not in layers]
        for id in onward:
            layers[id] = layers[next(a.source for a in arrows if a.target == id and a.source in frontier)] + 1
        frontier = list(dict.fromkeys(onward))
    return {box.id: layers.get(box.id, 0) for box in boxes}


def _places(
    boxes: Sequence[Box], layers: Mapping[str, int], lines: Mapping[str, Sequence[str]]
) -> dict[str, tuple[int, int, int]]:
    """Left, top and height of each box; columns centred on the tallest."""
    columns: dict[int, list[Box]] = defaultdict(list)
    for box in boxes:
        columns[layers[box.id]].append(box)
    tall = {id: len(text) * LINE + 2 * PAD for id, text in lines.items()}
    heights = {k: sum(tall[b.id] + GAP_Y for b in column) - GAP_Y for k, column in columns.items()}
    most = max(heights.values(), default=0)
    places = {}
    for k, column in columns.items():
        top = MARGIN + (most - heights[k]) // 2
        for box in column:
            places[box.id] = MARGIN + k * (BOX_WIDTH + GAP_X), top, tall[box.id]
            top += tall[box.id] + GAP_Y
    return places


def _box(box: Box, place: tuple[int, int, int], lines: Sequence[str]) -> str:
    x, y, height = place
    words = "".join(
        f'<tspan x="{x + PAD}" y="{y + PAD + 13 + k * LINE}" class="{"text" if k else "name"}">{escape(line)}</tspan>'
        for k, line in enumerate(lines)
    )
    return (
        f'<g class="box {box.kind}"><rect x="{x}" y="{y}" width="{BOX_WIDTH}" height="{height}" rx="8"/>'
        f"<text>{words}</text></g>"
    )


def _arrow(arrow: Arrow, places: Mapping[str, tuple[int, int, int]]) -> str:
    x1, y1, h1 = places[arrow.source]
    x2, y2, h2 = places[arrow.target]
    onward = x2 > x1
    start = (x1 + BOX_WIDTH if onward else x1, y1 + h1 // 2)
    end = (x2 - 3 if onward else x2 + BOX_WIDTH + 3, y2 + h2 // 2)
    bend = GAP_X * 0.5 if onward else -GAP_X * 0.5
    path = f"M{start[0]},{start[1]} C{start[0] + bend},{start[1]} {end[0] - bend},{end[1]} {end[0]},{end[1]}"
    label = wrap(arrow.label, LETTERS_ON_ARROW)[:3]
    at_x, at_y = end[0] - GAP_X * 0.44 if onward else end[0] + GAP_X * 0.44, (start[1] + 2 * end[1]) / 3
    words = "".join(
        f'<tspan x="{at_x:.0f}" y="{at_y - 4 - (len(label) - 1 - k) * 13:.0f}">{escape(line)}</tspan>'
        for k, line in enumerate(label)
    )
    style = "step agreed" if arrow.agreed else "step"
    return f'<g class="{style}"><path d="{path}" marker-end="url(#tip)"/><text>{words}</text></g>'
