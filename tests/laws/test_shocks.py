"""Laws of shocks to drivers: what a rate does at its ends, and what as little change of mind as can be means."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.shaken import shaken_text, shock
from detente.analysis.chain import Tempi
from detente.analysis.plans import least_change
from detente.analysis.solve import Settings, Solution, solution_of
from detente.casefile import parse_case

SEEDS = (6, 13, 26)
TEMPI = Tempi(1 / 30, 1 / 60)


def solved(text: str, tempi: Tempi = TEMPI) -> Solution:
    return solution_of(parse_case(text), Settings(tempi=tempi))


def by_state(solution: Solution, days: float | None) -> np.ndarray:
    """[n] how likely each state is over all draws."""
    shares, weights = solution.shares(days), solution.weights()
    draw = np.repeat(np.arange(len(weights)), np.diff([*shares.first, len(shares.mass)]))
    found = np.zeros(len(solution.states))
    np.add.at(found, shares.states, shares.mass * weights[draw])
    return found


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("days", [10.0, 200.0, None])
def test_chances_sum_to_one(seed: int, days: float | None) -> None:
    assert by_state(solved(shaken_text(seed, shock("pull", 0.9), shock("push", 0.2))), days).sum() == pytest.approx(1)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("days", [30.0, 300.0, None])
def test_a_shock_to_the_value_that_a_driver_has_changes_nothing(seed: int, days: float | None) -> None:
    shaken, still = (solved(text) for text in (shaken_text(seed, shock("pull", 0.4)), shaken_text(seed)))
    assert by_state(shaken, days) == pytest.approx(by_state(still, days), abs=1e-9)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_shock_that_hardly_ever_comes_changes_nothing_by_a_date(seed: int) -> None:
    shaken, still = (
        solved(text) for text in (shaken_text(seed, shock("pull", 0.9, "1 per 1000000000 days")), shaken_text(seed))
    )
    assert by_state(shaken, 200.0) == pytest.approx(by_state(still, 200.0), abs=1e-6)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_shock_that_comes_at_once_leaves_the_case_of_the_moved_driver(seed: int) -> None:
    shaken = solved(shaken_text(seed, shock("pull", 0.8, "100000 per day")))
    moved = solved(shaken_text(seed, pull=0.8))
    assert by_state(shaken, 100.0) == pytest.approx(by_state(moved, 100.0), abs=1e-4)


@pytest.mark.parametrize("seed", SEEDS)
def test_all_rates_ten_times_as_fast_is_time_ten_times_as_short(seed: int) -> None:
    slow = solved(shaken_text(seed, shock("pull", 0.9, "1 per 100 days")))
    fast = solved(shaken_text(seed, shock("pull", 0.9, "10 per 100 days")), Tempi(10 / 30, 10 / 60))
    assert by_state(fast, 20.0) == pytest.approx(by_state(slow, 200.0), abs=1e-8)


WEIGHTS = st.lists(st.floats(0.01, 1), min_size=3, max_size=3).map(lambda given: np.array(given) / sum(given))


@given(WEIGHTS, WEIGHTS)
def test_as_few_minds_change_as_can_be(before: np.ndarray, after: np.ndarray) -> None:
    found = least_change(before, after)
    assert (found >= 0).all()
    assert found.sum(axis=1) == pytest.approx(before)
    assert found.sum(axis=0) == pytest.approx(after)
    assert np.trace(found) == pytest.approx(np.minimum(before, after).sum())  # no coupling keeps more
