"""What an answer rests on: each uncertain input moved over its range, one at a time."""

from collections.abc import Callable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any

import numpy as np

from detente.analysis.answer import Reliance
from detente.analysis.beliefs import Weights, weights_today
from detente.analysis.solve import Solution
from detente.case import Case, Party, Profile

__all__ = ["reliances", "shifted_weights"]

WEIGHT_STEP = 0.1  # how far a profile's weight is moved either way, where nobody gave a range


def reliances(
    case: Case, solution: Solution, measure: Callable[[Solution, "np.ndarray[Any, Any]"], float]
) -> tuple[Reliance, ...]:
    """Every driver and uncertain profile weight with the answer at the ends of its range, largest swing first."""
    found = [*_of_drivers(case, solution, measure), *_of_profiles(case, solution, measure)]
    return tuple(sorted(found, key=lambda each: -np.nan_to_num(each.swing)))


def _of_drivers(case: Case, solution: Solution, measure: Callable[..., float]) -> Iterator[Reliance]:
    for driver in case.drivers:
        ends = [measure(solution, solution.with_drivers({driver.id: value})) for value in (driver.low, driver.high)]
        yield Reliance(f"driver.{driver.id}", driver.means or driver.id, ends[0], ends[1], driver.warrant)


def _of_profiles(case: Case, solution: Solution, measure: Callable[..., float]) -> Iterator[Reliance]:
    shifted = list(shifted_weights(case, weights_today(case)))
    for (party, profile), group in groupby(shifted, key=itemgetter(0)):
        low, high = (measure(solution, solution.weights(weights)) for _, weights in group)
        key, name = f"party.{party.id}.profile.{profile.name}", f"{party.name}: {profile.name}"
        yield Reliance(key, name, low, high, profile.warrant)


def shifted_weights(case: Case, weights: Weights) -> Iterator[tuple[tuple[Party, Profile], Weights]]:
    """Profile weights with that of one profile a step lower, then a step higher, for each uncertain profile."""
    for party in case.parties:
        for k, profile in enumerate(party.profiles if len(party.profiles) > 1 else ()):
            for step in (-WEIGHT_STEP, WEIGHT_STEP):
                yield (party, profile), {**weights, party.id: _moved(tuple(weights[party.id]), k, step)}


def _moved(weights: tuple[float, ...], k: int, step: float) -> tuple[float, ...]:
    """One weight moved, the others shrunk or grown in proportion."""
    target = min(max(weights[k] + step, 0.0), 1.0)
    rest = 1 - weights[k]
    factor = (1 - target) / rest if rest > 0 else 0.0
    return tuple(target if number == k else weight * factor for number, weight in enumerate(weights))
