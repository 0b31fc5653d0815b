"""Laws of play and of the chain it makes; see `test_tempo` for rates, dates and a simulation of the same chain."""

from dataclasses import replace

import numpy as np
import pytest

from analysis.small import case_of
from detente.analysis.chain import Tempi, chain_from, ends_of, state_after
from detente.analysis.play import RULES, Play
from detente.analysis.structure import game_of, structure_of
from detente.conflict import stable

SEEDS = range(12)
TEMPI = Tempi()


def play_of(seed: int, rule: str = "sequential", **settings: object) -> Play:
    case = case_of(seed)
    structure = structure_of(case)
    return Play(game_of(case, states=structure.states), structure.lattice, rule, **settings)  # type: ignore[arg-type]


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("rule", RULES)
def test_without_agreements_what_rests_is_what_is_stable_for_all(seed: int, rule: str) -> None:
    play = play_of(seed, rule, agreements=False)
    resting = [s for s in range(len(play.game)) if not play.steps(s)]
    assert resting == list(np.flatnonzero(stable(play.game, rule).all(axis=0)))
    assert (play.stable() == stable(play.game, rule)).all()


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("rule", RULES)
def test_the_fast_form_and_the_definitions_make_the_same_steps(seed: int, rule: str) -> None:
    fast = play_of(seed, rule)
    plain = replace(fast, lattice=None, _least_known=[], _credible=[], _answers={})
    for state in range(len(fast.game)):
        assert fast.steps(state) == plain.steps(state)


@pytest.mark.parametrize("seed", SEEDS)
def test_ends_sum_to_one_and_dates_tend_to_the_long_run(seed: int) -> None:
    chain = chain_from(play_of(seed), 0)
    ends = ends_of(chain, TEMPI)
    assert ends.mass.sum() == pytest.approx(1)
    assert ends.chances.sum() == pytest.approx(1)
    for days in (0, 30, 365):
        assert state_after(chain, TEMPI, days).sum() == pytest.approx(1)
    late = dict(zip(chain.states, state_after(chain, TEMPI, 40_000), strict=True))
    assert sum(abs(late[s] - m) for s, m in zip(ends.states, ends.mass, strict=True)) < 1e-6


@pytest.mark.parametrize("seed", SEEDS)
def test_scaling_all_rates_scales_time_alone(seed: int) -> None:
    chain, fast = chain_from(play_of(seed), 0), Tempi(4 * TEMPI.move, 4 * TEMPI.agreement)
    assert ends_of(chain, TEMPI).mass == pytest.approx(ends_of(chain, fast).mass)
    assert state_after(chain, TEMPI, 400) == pytest.approx(state_after(chain, fast, 100), abs=1e-9)


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
