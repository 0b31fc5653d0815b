"""What an answer rests on: each uncertain input moved over its range, one at a time.

Drivers move over the ranges that the case gives, profile weights by 0.1 either way, rates and the outside view that
they are fitted to as `detente.analysis.pace` says. The two profiles of a party that has just two are one input: what
one gains the other loses.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from operator import itemgetter

import numpy as np

from detente.analysis.answer import Reliance, weakest
from detente.analysis.beliefs import Weights, weights_today
from detente.analysis.plans import as_written, least_change
from detente.analysis.session import Session
from detente.analysis.solve import Solution
from detente.case import Case, Party, Profile
from detente.conflict.states import FloatArray

__all__ = ["WEIGHT_STEP", "Measure", "reliances", "shifted_weights"]

WEIGHT_STEP = 0.1  # how far a profile's weight is moved either way, where nobody gave a range

Measure = Callable[[Solution, FloatArray], float]


def reliances(session: Session, measure: Measure) -> tuple[Reliance, ...]:
    """Every uncertain input that moves an answer, with the answer at the ends of its range; largest swing first."""
    solution = session.solution
    found = [
        *_of_drivers(solution, measure),
        *_of_profiles(solution, measure),
        *_of_paces(session, measure),
    ]
    today = measure(solution, solution.weights())
    moving = [each for each in (replace(each, today=today) for each in found) if each.moves]
    return tuple(sorted(moving, key=lambda each: -each.swing))


def _of_drivers(solution: Solution, measure: Measure) -> Iterator[Reliance]:
    for driver in solution.case.drivers:
        low, high = (measure(solution, solution.with_drivers({driver.id: to})) for to in (driver.low, driver.high))
        yield Reliance(f"driver.{driver.id}", driver.means or driver.id, low, high, driver.warrant)


def _of_profiles(solution: Solution, measure: Measure) -> Iterator[Reliance]:
    shifted = list(shifted_weights(solution.case, weights_today(solution.case)))
    for (party, profile), group in groupby(shifted, key=itemgetter(0)):
        if len(party.profiles) == 2 and profile == party.profiles[1]:
            continue
        low, high = (measure(solution, solution.weights(weights)) for _, weights in group)
        meant = party.profiles if len(party.profiles) == 2 else (profile,)
        name = f"{party.name}: {' or '.join(each.name for each in meant)}"
        key = f"party.{party.id}.profile.{profile.name}"
        yield Reliance(key, name, low, high, weakest([each.warrant for each in meant]))


def _of_paces(session: Session, measure: Measure) -> Iterator[Reliance]:
    for pace in session.paces:
        paced = (session.at(tempi) for tempi in (pace.low, pace.high))
        low, high = (measure(each, each.weights()) for each in paced)
        yield Reliance(pace.key, pace.name, low, high, pace.warrant)


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
