"""Steps of play; `laws/test_play` has what holds of any conflict, `test_tempo` rates, dates and a simulation."""

from dataclasses import replace

import pytest

from analysis.small import case_of
from detente.analysis.play import RULES, Play
from detente.analysis.structure import game_of, structure_of

SEEDS = range(12)


def play_of(seed: int, rule: str = "sequential", **settings: object) -> Play:
    case = case_of(seed)
    structure = structure_of(case)
    return Play(game_of(case, states=structure.states), structure.lattice, rule, **settings)  # type: ignore[arg-type]


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("rule", RULES)
def test_the_fast_form_and_the_definitions_make_the_same_steps(seed: int, rule: str) -> None:
    fast = play_of(seed, rule)
    plain = replace(fast, lattice=None, _least_known=[], _credible=[], _answers={})
    for state in range(len(fast.game)):
        assert fast.steps(state) == plain.steps(state)


@pytest.mark.parametrize("seed", SEEDS)
def test_an_agreement_is_better_for_every_member_and_changes_only_their_options(seed: int) -> None:
    play = play_of(seed)
    game, conflict = play.game, play.game.conflict
    for state in range(len(game)):
        for step in play.steps(state):
            assert all(game.prefers(dm, state, step.target) for dm in step.movers)
            changed = set(game.states.options_taken(state)) ^ set(game.states.options_taken(step.target))
            owners = {o.owners[0] for o in conflict.options if o.id in changed}
            assert owners == {conflict.decision_makers[dm].id for dm in step.movers}


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("seed", [6, 26, 27, 62, 87])
def test_nobody_takes_part_in_an_agreement_idly(seed: int, rule: str) -> None:
    """Without a member's part, some member is worse off, or the rest undoes it."""
    play = play_of(seed, rule)
    game, seen = play.game, 0
    for state in range(len(game)):
        for step in (step for step in play.steps(state) if step.kind == "agreement"):
            for dm in step.movers:
                own = {o.id for o in game.conflict.options if o.owners[0] == game.conflict.decision_makers[dm].id}
                here, there = (set(game.states.options_taken(s)) for s in (state, step.target))
                lesser = [
                    s for s in range(len(game)) if set(game.states.options_taken(s)) == there - own | here & own
                ]
                worse = [any(game.prefers(m, s, step.target) for m in step.movers) for s in lesser]
                undone = [play._undone(step.movers, state, s) for s in lesser]
                assert all(w or u for w, u in zip(worse, undone, strict=True))
                seen += len(lesser)
    assert seen
