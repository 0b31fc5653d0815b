"""A small graph as inline SVG: from the start at the top down to the ends, with a place of its own for every label.

It draws what a table beside it also says; a reader who sees no picture misses nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from textwrap import wrap
from typing import Literal

from detente.report.layout import Layout, Place, layout_of

__all__ = ["Arrow", "Box", "Kind", "drawn"]

BOX_WIDTH, LINE, PAD = 168.0, 17.0, 11.0  # in SVG units, one CSS pixel each at full size
LABEL_WIDTH, LABEL_LINE = 132.0, 14.0
MARGIN = 8.0
LETTERS_A_LINE, LINES = 19, 4  # of box text at 13 px: wide fonts take 7.7 px a letter
LETTERS_ON_ARROW, LINES_ON_ARROW = 18, 4  # at 11.5 px: 6.9 px a letter
SPREAD = 0.5  # the part of a box's edge over which its arrows spread
ROOMY = 660.0  # wider pictures keep at least this width on a small screen, and scroll

Kind = Literal["start", "way", "end"]


@dataclass(frozen=True, slots=True)
class Box:
    """A state: what it is called, some words, and what kind of place it is."""

    id: str
    title: str
    text: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Arrow:
    """A step: who makes it; dashed where it is an agreement."""

    source: str
    target: str
    label: str
    agreed: bool = False


def drawn(boxes: Sequence[Box], arrows: Sequence[Arrow], *, name: str, title: str, description: str) -> str:
    """The graph as an SVG element, for a reader that can see and one that cannot.

    Parameters
    ----------
    name
        A prefix that keeps ids of several pictures on one page apart.
    """
    lines = {box.id: [*shortened(box.title, 1), *shortened(box.text, LINES)] for box in boxes}
    labels = {(a.source, a.target): shortened(a.label, LINES_ON_ARROW, letters=LETTERS_ON_ARROW) for a in arrows}
    layout = layout_of(
        {id: (BOX_WIDTH, len(text) * LINE + 2 * PAD) for id, text in lines.items()},
        {edge: (LABEL_WIDTH, len(text) * LABEL_LINE + 4) for edge, text in labels.items()},
    )
    ports = _ports(layout)
    inside = [
        *(_line(arrow, layout, ports, name) for arrow in arrows),
        *(_label(layout.labels[edge], text) for edge, text in labels.items()),
        *(_box(box, layout.boxes[box.id], lines[box.id]) for box in boxes),
    ]
    width, height = layout.width + 2 * MARGIN, layout.height + 2 * MARGIN
    roomy = f"min-width:{min(width, ROOMY):.0f}px;" if width > ROOMY / 2 else ""
    return (
        f'<svg viewBox="{-MARGIN:g} {-MARGIN:g} {width:g} {height:g}" role="img" '
        f'aria-labelledby="{name}-title {name}-text" class="graph" style="{roomy}max-width:{width:.0f}px">'
        f'<title id="{name}-title">{escape(title)}</title><desc id="{name}-text">{escape(description)}</desc>'
        f'<defs><marker id="{name}-tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" '
        'orient="auto-start-reverse"><path d="M0,0 L8,4 L0,8 z"/></marker></defs>' + "".join(inside) + "</svg>"
    )


def shortened(text: str, lines: int, *, letters: int = LETTERS_A_LINE) -> list[str]:
    """A text in at most so many lines, with … where it goes on; words too long for a line are broken."""
    folded = wrap(text, letters)
    if len(folded) <= lines:
        return folded
    last = folded[lines - 1]
    while len(last) > letters - 2:
        last = last.rsplit(" ", 1)[0] if " " in last else last[: letters - 2]
    return [*folded[: lines - 1], last.rstrip(" ,;:+−") + " …"]


def _ports(layout: Layout) -> dict[tuple[tuple[str, str], bool], float]:
    """Where on its upper (True) and lower box each arrow starts and ends: side by side, in the order they arrive."""
    sides: dict[tuple[Place, bool], list[tuple[float, tuple[str, str]]]] = {}
    for edge, route in layout.routes.items():
        sides.setdefault((route[0], True), []).append((route[1].middle, edge))
        sides.setdefault((route[-1], False), []).append((route[-2].middle, edge))
    found = {}
    for (box, upper), arriving in sides.items():
        for number, (_, edge) in enumerate(sorted(arriving), start=1):
            share = number / (len(arriving) + 1) - 0.5
            found[edge, upper] = box.middle + box.width * SPREAD * share * 2 * (len(arriving) > 1)
    return found


def _line(arrow: Arrow, layout: Layout, ports: Mapping[tuple[tuple[str, str], bool], float], name: str) -> str:
    """The path of an arrow: down through its slots, bending in the gaps between rows alone."""
    edge = arrow.source, arrow.target
    route = layout.routes[edge]
    xs = [ports[edge, True], *(slot.middle for slot in route[1:-1]), ports[edge, False]]
    path = f"M{xs[0]:.1f},{route[0].bottom:.1f}"
    for number, (upper, lower) in enumerate(pairwise(route)):
        x, target = xs[number], xs[number + 1]
        bend = (lower.y - upper.bottom) * 0.6
        tip = 2 if number == len(route) - 2 else 0  # the arrow's point needs a little room
        path += (
            f" C{x:.1f},{upper.bottom + bend:.1f} {target:.1f},{lower.y - bend:.1f} {target:.1f},{lower.y - tip:.1f}"
        )
        if number < len(route) - 2:
            path += f" L{target:.1f},{lower.bottom:.1f}"
    end = "start" if edge in layout.upward else "end"
    style = "step agreed" if arrow.agreed else "step"
    return f'<path class="{style}" d="{path}" marker-{end}="url(#{name}-tip)"/>'


def _label(place: Place, lines: Sequence[str]) -> str:
    words = "".join(
        f'<tspan x="{place.middle:.1f}" y="{place.y + 12 + k * LABEL_LINE:.1f}">{escape(line)}</tspan>'
        for k, line in enumerate(lines)
    )
    wide = min(place.width, max(map(len, lines), default=0) * 7.2 + 8)
    return (
        f'<g class="label"><rect x="{place.middle - wide / 2:.1f}" y="{place.y:.1f}" width="{wide:.1f}" '
        f'height="{place.height:.1f}"/><text>{words}</text></g>'
    )


def _box(box: Box, place: Place, lines: Sequence[str]) -> str:
    words = "".join(
        f'<tspan x="{place.x + PAD:.1f}" y="{place.y + PAD + 13 + k * LINE:.1f}" '
        f'class="{"text" if k else "name"}">{escape(line)}</tspan>'
        for k, line in enumerate(lines)
    )
    return (
        f'<g class="box {box.kind}"><rect x="{place.x:.1f}" y="{place.y:.1f}" width="{place.width:.1f}" '
        f'height="{place.height:.1f}" rx="8"/><text>{words}</text></g>'
    )
