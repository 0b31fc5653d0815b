"""Where the boxes and arrows of a small graph go: rows from top to bottom, nothing on top of anything else.

The graph is drawn in layers [Sugiyama1981]_: cycles are broken, each box goes one row below the lowest that leads
to it, and between two rows of boxes lies a row of labels, in which every arrow has a place of its own. An arrow that
spans several rows keeps a lane in each of them. So arrows bend in the gaps between rows alone, and no label meets a
box or another label, whatever the graph.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from scipy.optimize import isotonic_regression

__all__ = ["Layout", "Place", "Size", "layout_of"]

GAP_X = 14.0  # between neighbours of a row, in SVG units
LANE = 10.0  # width of the lane of an arrow that passes a row
FAN, LEAD = 30.0, 18.0  # height of the gap below a row of boxes, where arrows spread, and below one of labels
SWEEPS = 12  # of ordering and of placing; small graphs settle after three or four

Size = tuple[float, float]
Edge = tuple[str, str]
Key = tuple[str, ...]  # ("box", id), ("label", source, target) or ("lane", source, target, row)


@dataclass(frozen=True, slots=True)
class Place:
    """A rectangle: left, top, width, height."""

    x: float
    y: float
    width: float
    height: float

    @property
    def middle(self) -> float:
        """Its horizontal centre."""
        return self.x + self.width / 2

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.y + self.height


@dataclass(frozen=True, slots=True)
class Layout:
    """Where everything is.

    Parameters
    ----------
    boxes, labels
        By id, and by arrow (source, target).
    routes
        For each arrow the slots it passes from the upper to the lower box, each as tall as its row: the box, lanes,
        its label's, the box.
    upward
        Arrows that lead up the page: they were turned round to break a cycle, and their route begins at the target.
    """

    boxes: Mapping[str, Place]
    labels: Mapping[Edge, Place]
    routes: Mapping[Edge, tuple[Place, ...]]
    upward: frozenset[Edge]
    width: float
    height: float


def layout_of(boxes: Mapping[str, Size], labels: Mapping[Edge, Size]) -> Layout:
    """Places for boxes, the start first, and for the label of each arrow (source, target)."""
    upward = _upward(list(boxes), labels)
    down = {edge: (edge[1], edge[0]) if edge in upward else edge for edge in labels}
    depth = _depths(list(boxes), down.values())
    chains = {edge: _chain(edge, way, depth) for edge, way in down.items()}
    sizes: dict[Key, Size] = {("box", id): size for id, size in boxes.items()}
    for edge, chain in chains.items():
        sizes |= {key: labels[edge] if key[0] == "label" else (LANE, 0.0) for key in chain[1:-1]}
    rows = _rows(boxes, depth, chains)
    places, slots = _placed(_ordered(rows, chains.values()), sizes, chains.values())
    return Layout(
        {id: places["box", id] for id in boxes},
        {edge: places["label", *edge] for edge in labels},
        {edge: tuple(slots[key] for key in chain) for edge, chain in chains.items()},
        upward,
        max((place.x + place.width for place in places.values()), default=0.0),
        max((place.bottom for place in places.values()), default=0.0),
    )


def _upward(ids: Sequence[str], edges: Iterable[Edge]) -> frozenset[Edge]:
    """The arrows that close a cycle, as a walk from the first box meets them."""
    onward: dict[str, list[str]] = defaultdict(list)
    for source, target in edges:
        onward[source].append(target)
    closing, open_to, done = set(), set(), set()

    def visit(id: str) -> None:
        open_to.add(id)
        for target in onward[id]:
            if target in open_to:
                closing.add((id, target))
            elif target not in done:
                visit(target)
        open_to.discard(id)
        done.add(id)

    for id in ids:
        if id not in done:
            visit(id)
    return frozenset(closing)


def _depths(ids: Sequence[str], edges: Iterable[Edge]) -> dict[str, int]:
    """The row of each box: one below the lowest that leads to it."""
    known, depth = list(edges), dict.fromkeys(ids, 0)
    for _ in ids:
        for source, target in known:
            depth[target] = max(depth[target], depth[source] + 1)
    return depth


def _chain(edge: Edge, way: Edge, depth: Mapping[str, int]) -> tuple[Key, ...]:
    """What an arrow passes, from box to box, one thing a row; its label stands just above the lower box."""
    upper, lower = way
    lanes = [("lane", *edge, str(row)) for row in range(2 * depth[upper] + 1, 2 * depth[lower] - 1)]
    return ("box", upper), *lanes, ("label", *edge), ("box", lower)


def _rows(boxes: Iterable[str], depth: Mapping[str, int], chains: Mapping[Edge, tuple[Key, ...]]) -> list[list[Key]]:
    """Rows of boxes and rows of labels in turn, in the order given."""
    rows: dict[int, list[Key]] = defaultdict(list)
    for id in boxes:
        rows[2 * depth[id]].append(("box", id))
    for chain in chains.values():
        for row, key in enumerate(chain[1:-1], start=2 * depth[chain[0][1]] + 1):
            rows[row].append(key)
    return [rows[row] for row in sorted(rows)]


def _neighbours(chains: Iterable[Sequence[Key]]) -> tuple[dict[Key, list[Key]], dict[Key, list[Key]]]:
    above, below = defaultdict(list), defaultdict(list)
    for chain in chains:
        for upper, lower in pairwise(chain):
            above[lower].append(upper)
            below[upper].append(lower)
    return above, below


def _ordered(rows: list[list[Key]], chains: Iterable[Sequence[Key]]) -> list[list[Key]]:
    """Rows sorted by where their neighbours stand, down and up the page, as long as fewer arrows cross."""
    above, below = _neighbours(chains)
    best, least = rows, _crossings(rows, below)
    for sweep in range(SWEEPS):
        down = sweep % 2 == 0
        rows = _swept(rows, above if down else below, down=down)
        crossing = _crossings(rows, below)
        if crossing < least:
            best, least = rows, crossing
    return best


def _swept(rows: list[list[Key]], beside: Mapping[Key, list[Key]], *, down: bool) -> list[list[Key]]:
    turned = rows if down else rows[::-1]
    swept = [turned[0]]
    for row in turned[1:]:
        place = {key: number for number, key in enumerate(swept[-1])}
        own = {key: number for number, key in enumerate(row)}
        wish = {key: [place[each] for each in beside.get(key, ()) if each in place] for key in row}
        swept.append(sorted(row, key=lambda key: (np.mean(wish[key]) if wish[key] else own[key], own[key])))
    return swept if down else swept[::-1]


def _crossings(rows: Sequence[Sequence[Key]], below: Mapping[Key, list[Key]]) -> int:
    crossing = 0
    for upper, lower in pairwise(rows):
        place = {key: number for number, key in enumerate(lower)}
        lines = [(number, place[each]) for number, key in enumerate(upper) for each in below.get(key, ())]
        crossing += sum((a - c) * (b - d) < 0 for k, (a, b) in enumerate(lines) for c, d in lines[k + 1 :])
    return crossing


def _placed(
    rows: Sequence[Sequence[Key]], sizes: Mapping[Key, Size], chains: Iterable[Sequence[Key]]
) -> tuple[dict[Key, Place], dict[Key, Place]]:
    """The place of each thing, and its slot, which is as tall as its row."""
    middle = _middles(rows, sizes, chains)
    left = min((middle[key] - sizes[key][0] / 2 for key in middle), default=0.0)
    places, slots, top = {}, {}, 0.0
    for number, row in enumerate(rows):
        height = max((sizes[key][1] for key in row), default=0.0)
        for key in row:
            width, own = sizes[key]
            slots[key] = Place(middle[key] - width / 2 - left, top, width, height)
            foot = key[0] == "label"  # labels stand just above the box they lead to, boxes fill their row
            places[key] = Place(slots[key].x, top + height - own, width, own) if foot else slots[key]
        top += height + (LEAD if number % 2 else FAN)
    return places, slots


def _middles(
    rows: Sequence[Sequence[Key]], sizes: Mapping[Key, Size], chains: Iterable[Sequence[Key]]
) -> dict[Key, float]:
    """The horizontal centre of each thing: as near as can be to its neighbours', clear of the next in its row."""
    above, below = _neighbours(chains)
    middle: dict[Key, float] = {}
    for row in rows:
        middle |= _spread(row, sizes, [0.0] * len(row))
    for sweep in range(SWEEPS):
        down = sweep % 2 == 0
        beside = above if down else below
        for row in rows if down else rows[::-1]:
            wish = [float(np.mean([middle[each] for each in beside.get(key, ()) or [key]])) for key in row]
            middle |= _spread(row, sizes, wish)
    return middle


def _spread(row: Sequence[Key], sizes: Mapping[Key, Size], wish: Sequence[float]) -> dict[Key, float]:
    """Centres nearest to those wished for, in the least squares, in order and a gap apart."""
    if not row:
        return {}
    apart = [(sizes[one][0] + sizes[two][0]) / 2 + GAP_X for one, two in pairwise(row)]
    offset = np.concatenate([[0.0], np.cumsum(apart)])
    found = isotonic_regression(np.asarray(wish) - offset).x + offset
    return dict(zip(row, map(float, found), strict=True))
