"""Laws of the picture: nothing lies on anything else, nothing falls out of it, arrows keep to their gaps."""

from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.report.layout import Layout, Place, layout_of

WIDE, TALL = 100.0, 40.0


@st.composite
def graphs(draw: st.DrawFn) -> tuple[dict[str, tuple[float, float]], dict[tuple[str, str], tuple[float, float]]]:
    """Boxes and labels of any size, arrows between any two of them, cycles among them."""
    count = draw(st.integers(1, 9))
    size = st.tuples(st.floats(20, 180), st.floats(15, 90))
    boxes = {f"b{k}": draw(size) for k in range(count)}
    pairs = [(one, two) for one in boxes for two in boxes if one != two]
    chosen = draw(st.lists(st.sampled_from(pairs), unique=True, max_size=14)) if pairs else []
    return boxes, {edge: draw(size) for edge in chosen}


def apart(one: Place, two: Place) -> bool:
    return (
        one.x + one.width <= two.x + 1e-6
        or two.x + two.width <= one.x + 1e-6
        or one.bottom <= two.y + 1e-6
        or two.bottom <= one.y + 1e-6
    )


def everything(layout: Layout) -> list[Place]:
    return [*layout.boxes.values(), *layout.labels.values()]


@given(graphs())
def test_nothing_lies_on_anything_else(graph: tuple[dict, dict]) -> None:
    assert all(apart(one, two) for one, two in combinations(everything(layout_of(*graph)), 2))


@given(graphs())
def test_everything_is_inside_the_picture(graph: tuple[dict, dict]) -> None:
    layout = layout_of(*graph)
    for place in everything(layout):
        assert -1e-6 <= place.x <= place.x + place.width <= layout.width + 1e-6
        assert -1e-6 <= place.y <= place.bottom <= layout.height + 1e-6


@given(graphs())
def test_every_box_and_every_arrow_has_its_place_in_full_size(graph: tuple[dict, dict]) -> None:
    boxes, labels = graph
    layout = layout_of(boxes, labels)
    assert set(layout.boxes) == set(boxes)
    assert set(layout.labels) == set(layout.routes) == set(labels)
    for key, place in [*layout.boxes.items(), *layout.labels.items()]:
        width, height = boxes[key] if isinstance(key, str) else labels[key]
        assert (place.width, place.height >= height) == (pytest.approx(width), True)


@given(graphs())
def test_arrows_pass_boxes_and_labels_that_are_not_theirs_by_the_lane(graph: tuple[dict, dict]) -> None:
    layout = layout_of(*graph)
    for edge, route in layout.routes.items():
        assert {route[0], route[-1]} == {layout.boxes[edge[0]], layout.boxes[edge[1]]}
        others = [p for id, p in layout.boxes.items() if id not in edge]
        others += [p for other, p in layout.labels.items() if other != edge]
        lanes = [Place(slot.middle, slot.y, 0.0, slot.height) for slot in route[1:-1]]
        assert all(apart(lane, other) for lane in lanes for other in others)
        assert all(upper.bottom < lower.y for upper, lower in pairwise(route))


@given(graphs())
def test_an_arrow_leads_up_only_to_break_a_cycle(graph: tuple[dict, dict]) -> None:
    layout = layout_of(*graph)
    for source, target in graph[1]:
        down = layout.boxes[source].bottom <= layout.boxes[target].y
        assert down is ((source, target) not in layout.upward)


@given(graphs())
def test_the_same_graph_is_drawn_the_same_way(graph: tuple[dict, dict]) -> None:
    assert layout_of(*graph) == layout_of(*graph)


def tree(ends: int) -> tuple[dict, dict]:
    boxes = {"start": (WIDE, TALL)} | {f"end{k}": (WIDE, TALL) for k in range(ends)}
    return boxes, {("start", f"end{k}"): (80.0, 20.0) for k in range(ends)}


@pytest.mark.parametrize("ends", [1, 3, 6])
def test_ends_stand_side_by_side_under_the_middle_of_the_start(ends: int) -> None:
    layout = layout_of(*tree(ends))
    below = [place for id, place in layout.boxes.items() if id != "start"]
    assert len({place.y for place in below}) == 1
    middle = (min(place.x for place in below) + max(place.x + place.width for place in below)) / 2
    assert layout.boxes["start"].middle == pytest.approx(middle, abs=1)


def test_a_box_alone_is_the_picture() -> None:
    layout = layout_of({"a": (WIDE, TALL)}, {})
    assert (layout.width, layout.height, layout.routes) == (WIDE, TALL, {})
