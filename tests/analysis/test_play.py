"""Laws of play and of the chain it makes; a simulation of the same chain agrees with its exact solution."""

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


@pytest.mark.parametrize("seed", [0, 3, 5])
def test_ten_thousand_walks_end_where_the_solution_says(seed: int) -> None:
    chain = chain_from(play_of(seed), 0)
    ends = ends_of(chain, TEMPI)
    rng, walks = np.random.default_rng(seed), 10_000
    place = {int(s): k for k, s in enumerate(chain.states)}
    home = {s: number for number, group in enumerate(ends.classes) for s in group}
    count = np.zeros(len(ends.classes))
    for _ in range(walks):
        state = int(chain.states[0])
        while state not in home:
            steps = chain.steps[place[state]]
            rates = np.asarray([TEMPI.rate(step) for step in steps])
            state = steps[rng.choice(len(steps), p=rates / rates.sum())].target
        count[home[state]] += 1
    error = np.sqrt(ends.chances * (1 - ends.chances) / walks)
    assert (abs(count / walks - ends.chances) <= 4 * error + 1e-12).all()


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
