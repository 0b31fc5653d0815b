"""What an answer rests on: each uncertain input moved over its range, one at a time."""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from detente.analysis.answer import Reliance
from detente.analysis.beliefs import weights_today
from detente.analysis.solve import Solution
from detente.case import Case

__all__ = ["reliances"]

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
    today = weights_today(case)
    for party in case.parties:
        for k, profile in enumerate(party.profiles if len(party.profiles) > 1 else ()):
            ends = []
            for step in (-WEIGHT_STEP, WEIGHT_STEP):
                moved = _moved(today[party.id], k, step)
                ends.append(measure(solution, solution.weights(today | {party.id: moved})))
            name = f"{party.name}: {profile.name}"
            yield Reliance(f"party.{party.id}.profile.{profile.name}", name, ends[0], ends[1], profile.warrant)


def _moved(weights: tuple[float, ...], k: int, step: float) -> tuple[float, ...]:
    """One weight moved, the others shrunk or grown in proportion."""
    target = min(max(weights[k] + step, 0.0), 1.0)
    rest = 1 - weights[k]
    factor = (1 - target) / rest if rest > 0 else 0.0
    return tuple(target if number == k else weight * factor for number, weight in enumerate(weights))
