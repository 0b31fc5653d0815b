"""The effect of a driver: how an answer moves as one sourced number moves over its range."""

from dataclasses import dataclass
from math import isnan

import numpy as np

from detente.analysis.beliefs import POINTS, Weights, weights_today
from detente.analysis.reliance import Measure, shifted_weights
from detente.analysis.solve import Solution
from detente.case import Driver
from detente.conflict.states import FloatArray

__all__ = ["Effect", "effect_of"]


@dataclass(frozen=True, slots=True, eq=False)
class Effect:
    """A sweep of one driver over its range.

    Parameters
    ----------
    values, estimates
        [k] the driver's values, and the answer at each.
    low, high
        [k] the band as the profile weights of one party at a time move by ±0.1.
    crossing
        The value at which the answer crosses one half, or None if it does not within the range.
    elasticity
        By how many per cent the answer moves where the driver moves by one, at today's value; None at an answer of 0.
    """

    driver: str
    means: str
    today: float
    values: FloatArray
    estimates: FloatArray
    low: FloatArray
    high: FloatArray
    crossing: float | None
    elasticity: float | None


def effect_of(solution: Solution, driver: Driver, measure: Measure) -> Effect:
    """Sweep a driver over its range."""
    values = np.linspace(driver.low, driver.high, POINTS)
    estimates, low, high = np.empty(POINTS), np.empty(POINTS), np.empty(POINTS)
    for k, value in enumerate(values):
        weights = weights_today(solution.case, {driver.id: float(value)})
        estimates[k] = measure(solution, solution.weights(weights))
        band = [measure(solution, solution.weights(each)) for _, each in shifted_weights(solution.case, weights)]
        low[k], high[k] = np.nanmin([estimates[k], *band]), np.nanmax([estimates[k], *band])
    slope = _slope(solution, driver, measure)
    return Effect(
        driver.id, driver.means, driver.value, values, estimates, low, high, _crossing(values, estimates), slope
    )


def _crossing(values: FloatArray, estimates: FloatArray) -> float | None:
    above = estimates - 0.5
    for k in range(len(values) - 1):
        if above[k] == 0 or above[k] * above[k + 1] < 0:
            return float(values[k] + (values[k + 1] - values[k]) * above[k] / (above[k] - above[k + 1] or 1))
    return None


def _slope(solution: Solution, driver: Driver, measure: Measure) -> float | None:
    step = (driver.high - driver.low) / 200

    def at(value: float) -> float:
        weights: Weights = weights_today(solution.case, {driver.id: value})
        return measure(solution, solution.weights(weights))

    here = at(driver.value)
    if not here or isnan(here) or step <= 0:
        return None
    low, high = max(driver.value - step, driver.low), min(driver.value + step, driver.high)
    slope = (at(high) - at(low)) / (high - low)
    return float(slope * driver.value / here)
