"""Beliefs: weights, combinations that go together, orders by the Mallows model."""

from collections import Counter
from dataclasses import replace
from itertools import permutations
from time import process_time

import numpy as np
import pytest

from analysis.small import case_of, text_of
from detente.analysis.beliefs import combinations, ensemble, mallows_order, mallows_orders, weights_today
from detente.analysis.solve import solution_of
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
