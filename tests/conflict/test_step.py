"""Steps for many states at a time are the moves of the graph model."""

import numpy as np
from hypothesis import given, settings

from conflict.games import games
from conflict.published import elmira
from detente.conflict import step as steps
from detente.conflict.graph import GraphModel
from detente.conflict.relation import Relation
from detente.conflict.step import Step, improves, may_prefer, prefer, walkers


def pairs(walker: steps.Walker, n: int) -> set[tuple[int, int]]:
    return {pair for s, t in walker.onward(np.arange(n)) for pair in zip(s.tolist(), t.tolist(), strict=True)}


def related(relation: Relation) -> set[tuple[int, int]]:
    return {(int(s), int(t)) for s, t in np.argwhere(relation)}


@settings(max_examples=60, deadline=None)
@given(games())
def test_a_walker_makes_the_moves_of_its_mover(game: GraphModel) -> None:
    n = len(game)
    for walker in walkers(game, game.dms):
        wanted = {(s, int(t)) for s in range(n) for t in game.reachable(walker.mover, s)}
        assert pairs(walker, n) == wanted == related(game.relation(walker.mover))
        for s in range(n):
            assert walker.targets(s).tolist() == game.reachable(walker.mover, s).tolist()
            assert walker.join(np.arange(n), s).tolist() == [(q, s) in wanted for q in range(n)]


@settings(max_examples=60, deadline=None)
@given(games())
def test_a_willing_walker_makes_those_it_prefers_or_may_prefer(game: GraphModel) -> None:
    n = len(game)
    for willing in ("improving", "credible"):
        for walker in walkers(game, game.dms, willing=willing):
            want = game.preferences[walker.mover.members[0]]
            wished = want.prefers() if willing == "improving" else want.prefers_or_unknown()
            steps = game.relation(walker.mover)
            wanted = steps if walker.mover.joint is not None else steps & wished
            assert pairs(walker, n) == related(wanted)


@settings(max_examples=60, deadline=None)
@given(games())
def test_preferences_are_those_of_the_relation(game: GraphModel) -> None:
    every = np.arange(len(game))
    for dm, want in enumerate(game.preferences):
        assert (prefer(game, (dm,), every[:, None], every[None, :]) == want.prefers()).all()
        assert (may_prefer(game, dm, every[:, None], every[None, :]) == want.prefers_or_unknown()).all()
    for s, t in np.argwhere(~np.eye(len(game), dtype=bool)):
        everybody = all(want.prefers()[s, t] for want in game.preferences)
        assert improves(game, Step(tuple(game.dms), int(s), int(t))) == everybody


def test_many_candidates_are_looked_at_in_turn(monkeypatch) -> None:
    game = elmira().game
    at_once = [pairs(walker, 12) for walker in walkers(game, game.dms)]
    monkeypatch.setattr(steps, "STEPS_AT_ONCE", 3)
    assert [pairs(walker, 12) for walker in walkers(game, game.dms)] == at_once
