"""Beliefs: weights, combinations that go together, orders by the Mallows model."""

from collections import Counter
from dataclasses import replace
from itertools import permutations
from time import process_time

import numpy as np
import pytest

from analysis.small import case_of, text_of
from detente.analysis.beliefs import combinations, ensemble, mallows_order, mallows_orders, weights_today
from detente.analysis.solve import Settings, solution_of
from detente.analysis.structure import structure_of
from detente.case import Case
from detente.casefile import parse_case
from detente.errors import CaseError, ModelError

DRIVER = """
[driver.support]
value = 0.6
range = [0.2, 0.8]
assumed = "test"
"""


def test_weights_are_clamped_and_normalised() -> None:
    text = (
        text_of(1).replace("weight = 0.75", 'weight = "support * 2"', 1).replace("weight = 0.25", "weight = 0.5", 1)
    )
    weights = weights_today(parse_case(text + DRIVER))
    assert weights["a"] == pytest.approx((1 / 1.5, 0.5 / 1.5))


def test_all_weights_zero_is_refused() -> None:
    text = text_of(1).replace("weight = 0.75", 'weight = "support - 1"', 1).replace("weight = 0.25", "weight = 0", 1)
    with pytest.raises(CaseError, match="no profile of this party has a weight above 0"):
        weights_today(parse_case(text + DRIVER))


def test_independent_parties_multiply() -> None:
    case = case_of(2)
    found = combinations(case, weights_today(case))
    assert found[(0, 0, 0)] == pytest.approx(0.75 * 0.75)
    assert sum(found.values()) == pytest.approx(1)


def test_profiles_that_go_together_are_all_or_none() -> None:
    case = case_of(2, extra='[[together]]\nprofiles = [["a", "p0"], ["b", "p1"]]\nassumed = "test"\n')
    found = combinations(case, weights_today(case))
    assert found == pytest.approx({(0, 1, 0): 0.75, (1, 0, 0): 0.25})


def test_noise_enumerates_every_order_with_its_weight() -> None:
    case = case_of(2, wants=3, noise=0.3, profiles=1)
    draws = ensemble(case)
    assert draws.exact
    assert len(draws.draws) == 6**3
    assert draws.weights.sum() == pytest.approx(1)


def test_too_many_orders_need_a_generator() -> None:
    case = case_of(2, wants=8, noise=0.3)
    with pytest.raises(ModelError, match="random generator"):
        ensemble(case)
    sample = ensemble(case, draws=500, rng=np.random.default_rng(1))
    assert sample.sampled == 500
    assert sample.weights.sum() == pytest.approx(1)


@pytest.mark.parametrize("noise", [0.2, 0.7, 1.0])
def test_repeated_insertion_draws_from_the_mallows_model(noise: float) -> None:
    rng, draws = np.random.default_rng(3), 20_000
    count = Counter(mallows_order(3, noise, rng) for _ in range(draws))

    def distance(order: tuple[int, ...]) -> int:
        return sum(order[i] > order[j] for i in range(3) for j in range(i + 1, 3))

    weight = {order: noise ** distance(order) for order in permutations(range(3))}
    for order, each in weight.items():
        expected = each / sum(weight.values())
        assert abs(count[order] / draws - expected) < 4 * np.sqrt(expected * (1 - expected) / draws) + 1e-12


def test_no_noise_is_the_order_as_written() -> None:
    assert mallows_order(5, 0.0, np.random.default_rng(0)) == (0, 1, 2, 3, 4)


@pytest.mark.parametrize("noise", [0.0, 0.01, 0.3, 0.99, 1.0])
@pytest.mark.parametrize("count", [0, 1, 2, 5, 13])
def test_many_orders_at_once_are_the_orders_one_at_a_time(noise: float, count: int) -> None:
    one, many = np.random.default_rng(7), np.random.default_rng(7)
    drawn = [mallows_order(count, noise, one) for _ in range(200)]
    assert list(map(tuple, mallows_orders(noise, many.random((200, count))).tolist())) == drawn


def test_the_ends_of_the_chances_are_orders_too() -> None:
    below_one = np.nextafter(1.0, 0.0)
    for noise in (0.0, 1e-9, 0.5, 1.0):
        found = mallows_orders(noise, np.asarray([[0.0] * 6, [below_one] * 6]))
        assert np.array_equal(np.sort(found, axis=1), np.tile(np.arange(6), (2, 1)))


def test_a_sample_has_the_profiles_and_orders_of_its_weights() -> None:
    case = case_of(2, wants=8, noise=0.4)
    sample = ensemble(case, draws=20_000, rng=np.random.default_rng(5))
    first = np.asarray([draw.profiles[0] == 0 for draw in sample.draws])
    assert sample.weights @ first == pytest.approx(0.75, abs=0.013)
    as_written = np.asarray([draw.orders[1] == tuple(range(8)) for draw in sample.draws])
    exact = 1 / np.prod([sum(0.4**j for j in range(item + 1)) for item in range(8)])
    assert sample.weights @ as_written == pytest.approx(exact, abs=4 * np.sqrt(exact / 20_000))


def test_ten_thousand_draws_of_long_orders_take_well_under_a_second() -> None:
    case = case_of(2, wants=12, noise=0.5)
    started = process_time()
    sample = ensemble(case, draws=10_000, rng=np.random.default_rng(5))
    assert process_time() - started < 1.0
    assert len(sample.draws) > 9_000


SUPPORT = """
[driver.support]
value = 0.4
range = [0.2, 0.8]
assumed = "test"
"""


def swept(noise: float, wants: int) -> Case:
    """Profile p1 of party a is possible only where the support exceeds one half, which it does not today."""
    text = text_of(26, wants=wants, noise=noise)
    text = text.replace("weight = 0.75", "weight = 0.5", 1).replace("weight = 0.25", 'weight = "support - 0.5"', 1)
    return parse_case(text + SUPPORT)


@pytest.mark.parametrize(("noise", "wants"), [(0.0, 4), (0.5, 3)])
def test_a_profile_that_is_impossible_today_counts_where_a_driver_makes_it_possible(noise: float, wants: int) -> None:
    case = swept(noise, wants)
    solution = solution_of(case)
    holds = solution.states.taken("b.x")
    assert solution.ensemble.exact
    other = solution_of(replace(case, drivers=tuple(replace(d, value=0.8) for d in case.drivers)))
    assert solution.with_drivers({"support": 0.8}) @ solution.masses(holds) == pytest.approx(
        float(other.weights() @ other.masses(holds))
    )
    never = [w for w, draw in zip(solution.weights(), solution.ensemble.draws, strict=True) if draw.profiles[0] == 1]
    assert never
    assert not any(never)


def test_a_sample_looks_at_what_is_impossible_today_too() -> None:
    case = swept(0.4, 7)
    draws = ensemble(case, draws=4000, rng=np.random.default_rng(5))
    there = [draw.profiles[0] == 1 for draw in draws.draws]
    assert 0.05 < sum(there) / len(there) < 0.2
    assert draws.weights[there].sum() == 0
    assert draws.weights.sum() == pytest.approx(1)
    wanted = combinations(case, weights_today(case, {"support": 0.8}))
    weighed = draws.weighed(wanted)
    for profiles, chance in wanted.items():
        mine = [draw.profiles == profiles for draw in draws.draws]
        assert weighed[mine].sum() == pytest.approx(chance, abs=0.06)


# ---- what is unknown --------------------------------------------------------------------------

PAIR = """
format = 1
[case]
title = "One may build, the other buy"
as_of = 2025-01-01
status_quo = []
[party.north]
name = "North"
[party.north.option]
build = "Build"
[[party.north.profile]]
{north}
[party.south]
name = "South"
[party.south.option]
buy = "Buy"
[[party.south.profile]]
wants = ["not south.buy"]
[[question]]
id = "q"
ask = "probability"
of = "north.build"
[[question]]
id = "m"
ask = "matters"
of = "north.build"
"""


def pair(north: str) -> Case:
    return parse_case(PAIR.format(north=north))


def test_an_unknown_pair_is_drawn_evenly_between_the_two_strict_directions() -> None:
    """Nobody knows whether North would rather build: half of the weight builds, whatever stands in the ranking."""
    for ranking in (
        '[["NN"], ["YN"], ["NY", "YY"]]',
        '[["YN"], ["NN"], ["NY", "YY"]]',
        '[["NN", "YN"], ["NY", "YY"]]',
    ):
        solution = solution_of(pair(f'ranking = {ranking}\nunknown = [["NN", "YN"]]'))
        assert solution.ensemble.exact
        assert len(solution.ensemble.draws) == 2
        holds = solution.states.taken("north.build")
        assert solution.weights() @ solution.masses(holds) == pytest.approx(0.5)


def test_unknown_pairs_are_counted_with_their_exact_weights() -> None:
    """Three states nobody can rank have six orders, not eight ways to settle three pairs."""
    unknown = '[["NN", "YN"], ["YN", "NY"], ["NN", "NY"]]'
    ensemble_ = solution_of(pair(f'ranking = [["NN"], ["YN"], ["NY"], ["YY"]]\nunknown = {unknown}')).ensemble
    assert ensemble_.exact
    assert ensemble_.weights.tolist() == pytest.approx([1 / 6] * 6)


def test_whole_sides_are_unknown_together() -> None:
    """Every state in which North builds is compared with every one in which it does not; South's part is known."""
    case = pair('wants = ["south.buy"]\nunknown = [["Y-", "N-"]]')
    solution = solution_of(case)
    payoffs = {tuple(row) for row in solution.structure.payoffs(solution.ensemble.draws)[:, 0].tolist()}
    assert payoffs == {(0, 2, 1, 3), (2, 0, 3, 1)}  # states NN, YN, NY, YY


def test_unknown_pairs_are_sampled_where_there_are_too_many_combinations() -> None:
    case = case_of(2, wants=8, noise=0.4, unknown='["YNNNN", "NYNNN"], ["--YYN", "--NNY"]')
    sample, again = (solution_of(case, Settings(draws=2000, seed=3)).ensemble for _ in range(2))
    assert sample.sampled == 2000
    assert sample.draws == again.draws
    mine = np.asarray([draw.ways[0] for draw in sample.draws], dtype=float)
    structure = structure_of(case)
    free = np.asarray([structure.gaps(0, d.profiles[0]).opening(d.orders[0]).is_open for d in sample.draws])
    weights = np.where(free[:, 1], sample.weights, 0.0)
    assert 0.3 < weights.sum() < 0.7  # in the other orders what is known settles it
    assert weights @ mine[:, 1] / weights.sum() == pytest.approx(0.5, abs=0.06)


def test_what_is_known_of_all_states_is_so_where_a_condition_is_forced() -> None:
    case = case_of(3, unknown='["YNNNN", "NYNNN"], ["YN-N-", "NY-N-"]')
    whole = structure_of(case)
    kept = np.flatnonzero(~whole.states.taken("b.y"))
    left = structure_of(case, states=replace(whole.states, codes=whole.states.codes[kept]), start=0)
    draws = solution_of(case, structure=whole).ensemble.draws
    assert len({draw.ways for draw in draws}) > 1
    for all_of_it, part in zip(whole.payoffs(draws), left.payoffs(draws), strict=True):
        ranks = np.stack([np.unique(row, return_inverse=True)[1] for row in all_of_it[:, kept]])
        assert np.array_equal(part, ranks)
