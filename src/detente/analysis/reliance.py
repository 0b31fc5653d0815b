"""What an answer rests on: each uncertain input moved over its range, one at a time."""

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

import numpy as np

from detente.analysis.answer import Reliance
from detente.analysis.beliefs import Weights, weights_today
from detente.analysis.plans import as_written, least_change
from detente.analysis.solve import Solution
from detente.case import Case, Party, Profile

__all__ = ["WEIGHT_STEP", "reliances", "shifted_weights"]

WEIGHT_STEP = 0.1  # how far a profile's weight is moved either way, where nobody gave a range


def reliances(
    case: Case, solution: Solution, measure: Callable[[Solution, "np.ndarray[Any, Any]"], float]
) -> tuple[Reliance, ...]:
    """Every driver and uncertain profile weight with the answer at the ends of its range, largest swing first."""
    found = [*_of_drivers(case, solution, measure), *_of_profiles(solution, measure)]
    return tuple(sorted(found, key=lambda each: -np.nan_to_num(each.swing)))


def _of_drivers(case: Case, solution: Solution, measure: Callable[..., float]) -> Iterator[Reliance]:
    for driver in case.drivers:
        ends = [measure(solution, solution.with_drivers({driver.id: value})) for value in (driver.low, driver.high)]
        yield Reliance(f"driver.{driver.id}", driver.means or driver.id, ends[0], ends[1], driver.warrant)


def _of_profiles(solution: Solution, measure: Callable[..., float]) -> Iterator[Reliance]:
    shifted = list(shifted_weights(solution.case, weights_today(solution.case)))
    for (party, profile), group in groupby(shifted, key=itemgetter(0)):
        low, high = (measure(solution, solution.weights(weights)) for _, weights in group)
        key, name = f"party.{party.id}.profile.{profile.name}", f"{party.name}: {profile.name}"
        yield Reliance(key, name, low, high, profile.warrant)


def shifted_weights(case: Case, weights: Weights) -> Iterator[tuple[tuple[Party, Profile], Weights]]:
    """Profile weights with that of one profile a step lower, then a step higher, for each uncertain profile.

    Where shocks to drivers move them, the weight is a step lower or higher both before and after.
    """
    for party in map(as_written, case.parties):
        for k, profile in enumerate(party.profiles if len(party.profiles) > 1 else ()):
            for step in (-WEIGHT_STEP, WEIGHT_STEP):
                yield (party, profile), {**weights, party.id: _shifted(party, weights[party.id], k, step)}


def _shifted(party: Party, weights: Sequence[float], k: int, step: float) -> tuple[float, ...]:
    """The weights of a party's profiles, or of its plans, with that of profile k moved."""
    count = len(party.profiles)
    if len(weights) == count:
        return _moved(weights, k, step)
    plans = np.reshape(weights, (count, count))  # [before, after]
    before, after = (_moved(own, k, step) for own in (plans.sum(axis=1).tolist(), plans.sum(axis=0).tolist()))
    return tuple(least_change(before, after).ravel().tolist())


def _moved(weights: Sequence[float], k: int, step: float) -> tuple[float, ...]:
    """One weight moved, the others shrunk or grown in proportion."""
    target = min(max(weights[k] + step, 0.0), 1.0)
    rest = 1 - weights[k]
    factor = (1 - target) / rest if rest > 0 else 0.0
    return tuple(target if number == k else weight * factor for number, weight in enumerate(weights))
