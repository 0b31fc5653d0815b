"""The picture from the status quo."""

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conflict.games import games
from conflict.published import Published, elmira, treaty
from detente.conflict.graph import GraphModel
from detente.conflict.model import Joint
from detente.conflict.reach import Reach, reach

by_draw = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def drawn(
    case: Published, picture: Reach
) -> tuple[list[tuple[int, int, bool]], list[tuple[tuple[int, ...], int, int]]]:
    nodes = [(case.number(node.state), node.distance, node.ends) for node in picture.nodes]
    steps = [edge.step for edge in picture.edges]
    return nodes, [(step.movers, case.number(step.source), case.number(step.target)) for step in steps]


def test_elmira_ends_in_deadlock_unless_two_agree() -> None:
    case = elmira()
    nodes, edges = drawn(case, reach(case.game, case[1]))
    assert nodes == [(1, 0, False), (7, 1, True)]
    assert edges == [((2,), 1, 7)]
    nodes, edges = drawn(case, reach(case.game, case[1], by="agreements"))
    assert nodes == [(1, 0, False), (7, 1, False), (10, 2, True)]
    assert edges == [((2,), 1, 7), ((0, 1), 7, 10)]


def test_elmira_by_moves() -> None:
    case = elmira()
    picture = reach(case.game, case[1], by="moves")
    assert len(picture.nodes) == 12
    assert not picture.more
    assert [step for step, edge in zip(drawn(case, picture)[1], picture.edges, strict=True) if edge.improves][:1] == [
        ((2,), 1, 7)
    ]
    assert all(edge.improves for edge in reach(case.game, case[1], by="agreements").edges)


def test_a_joint_move_is_drawn_once() -> None:
    case = treaty(Joint(("p.sign", "q.sign")))
    picture = reach(case.game, case[1], by="agreements")
    assert [(edge.step.movers, edge.step.joint) for edge in picture.edges] == [((0, 1), 0)]


def test_a_picture_is_bounded() -> None:
    case = elmira()
    whole, part = reach(case.game, case[1], by="moves"), reach(case.game, case[1], by="moves", most=6)
    assert (len(part.nodes), part.more) == (6, True)
    assert part.nodes == whole.nodes[:6]
    shown = {node.state for node in part.nodes}
    assert part.edges == tuple(e for e in whole.edges if {e.step.source, e.step.target} <= shown)
    assert reach(case.game, case[1], by="moves", most=12) == whole


@by_draw
@given(games(), st.data())
def test_nodes_are_what_is_reached_and_edges_what_is_done(game: GraphModel, data) -> None:
    start = data.draw(st.integers(0, len(game) - 1))
    picture = reach(game, start, by="moves")
    assert {node.state for node in picture.nodes} - {start} == set(
        np.flatnonzero(game.responses(tuple(game.dms))[start]).tolist()
    )
    assert [node.distance for node in picture.nodes] == sorted(node.distance for node in picture.nodes)
    leaving = {edge.step.source for edge in picture.edges}
    for node in picture.nodes:
        assert node.ends == (not any(len(game.reachable(mover, node.state)) for mover in game.movers(game.dms)))
        assert not (node.ends and node.state in leaving)
