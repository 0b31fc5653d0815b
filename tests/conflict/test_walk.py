"""Walks are legal sequences, all of them, the shortest first."""

from collections.abc import Iterator

import numpy as np
from hypothesis import given, settings

from conflict.games import games
from conflict.published import elmira, moving_twice, treaty
from detente.conflict.coalition import coalition_improvements
from detente.conflict.graph import GraphModel
from detente.conflict.step import Path, Walker, walkers
from detente.conflict.walk import coalition_at_once, coalition_in_turn, walk_from

by_draw = settings(max_examples=60, deadline=None)


def every_path(everybody: tuple[Walker, ...], start: int, length: int) -> Iterator[Path]:
    """Every legal sequence of that many steps, by trying everything."""
    paths: list[tuple[int | None, Path]] = [(None, ())]
    for _ in range(length):
        paths = [
            (k, (*path, walker.step(here, int(target))))
            for last, path in paths
            for here in [path[-1].target if path else start]
            for k, walker in enumerate(everybody)
            if k != last
            for target in walker.targets(here)
        ]
    yield from (path for _, path in paths)


@by_draw
@given(games())
def test_walks_reach_what_legal_sequences_reach(game: GraphModel) -> None:
    for willing, improving in (("any", False), ("credible", True)):
        for members in game.coalitions():
            reached = np.zeros((len(game), len(game)), dtype=np.bool_)
            for start in range(len(game)):
                for level in walk_from(game, start, walkers(game, members, willing=willing)).levels():
                    reached[start, level] = True
            assert (reached == game.responses(members, improving=improving)).all()


@settings(max_examples=40, deadline=None)
@given(games())
def test_paths_are_all_the_shortest_and_only_those(game: GraphModel) -> None:
    everybody = walkers(game, game.dms)
    walk = walk_from(game, 0, everybody)
    for length, level in enumerate(walk.levels(), start=1):
        if length > 3:
            break
        tried = list(every_path(everybody, 0, length))
        for target in map(int, level):
            found = list(walk.paths(target))
            assert walk.length(target) == length
            assert len(set(found)) == len(found)
            assert set(found) == {path for path in tried if path[-1].target == target}
            assert found == sorted(found, key=lambda path: [step.source for step in reversed(path)])


@settings(max_examples=30, deadline=None)
@given(games())
def test_a_coalition_in_turn_makes_its_improvements(game: GraphModel) -> None:
    every = np.arange(len(game))
    for members in game.coalitions():
        walker, wanted = coalition_in_turn(game, members, improving=True), coalition_improvements(game, members)
        for start in range(len(game)):
            assert walker.targets(start).tolist() == np.flatnonzero(wanted[start]).tolist()
        assert walker.join(every, len(game) // 2).tolist() == wanted[:, len(game) // 2].tolist()


@by_draw
@given(games())
def test_a_coalition_at_once_spares_nobody_and_hurts_none(game: GraphModel) -> None:
    for members in (each for each in game.coalitions() if len(each) > 1):
        walker = coalition_at_once(game, members)
        for start in range(len(game)):
            for target in map(int, walker.targets(start)):
                assert all(game.prefers(dm, start, target) for dm in members)
                assert not any(target in game.reachable(dm, start) for dm in members)
                assert walker.join(np.asarray([start]), target).all()


def test_somebody_may_have_to_move_twice() -> None:
    case = moving_twice()
    walk = walk_from(case.game, case[2], walkers(case.game, (1, 2)))
    assert [[case.number(state) for state in level] for level in walk.levels()] == [[4], [6], [8]]
    (path,) = walk.paths(case[8])
    assert [(step.movers, case.number(step.target)) for step in path] == [((1,), 4), ((2,), 6), ((1,), 8)]


def test_the_start_is_reached_by_no_step() -> None:
    case = elmira()
    walk = walk_from(case.game, case[1], walkers(case.game, case.game.dms))
    assert case[1] not in np.concatenate(list(walk.levels()))
    assert walk.length(case[1]) == 0
    assert list(walk.paths(case[1])) == [()]


def test_what_is_not_reached_has_no_path() -> None:
    case = elmira()
    walk = walk_from(case.game, case[5], walkers(case.game, case.game.dms))
    assert len(list(walk.levels())) > 0
    assert walk.length(case[1]) is None
    assert list(walk.paths(case[1])) == []


def test_a_treaty_is_signed_at_once_or_not_at_all() -> None:
    case = treaty()
    assert coalition_in_turn(case.game, (0, 1)).targets(case[1]).tolist() == []
    assert coalition_at_once(case.game, (0, 1)).targets(case[1]).tolist() == [case[2]]
    assert coalition_at_once(case.game, (0, 1, 2)).targets(case[1]).tolist() == []
