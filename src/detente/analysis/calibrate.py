"""Fitting one rate to an outside view: how often such things happened, before anyone modelled anything.

Free agreement is far too easy in a model of this kind. A calibration chooses the agreement rate at which the
ensemble's probability of one named event by a date equals what the outside view says; everything else then follows
from the structure, and the calibrated number itself is never a finding. Where coalitions have rates of their own, all
are multiplied by the same factor; moves and shocks keep theirs.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from math import exp, log

from scipy.optimize import brentq

from detente.analysis.chain import Tempi
from detente.case import Calibration
from detente.conflict.statement import Statement

__all__ = ["Calibrated", "calibrated"]

SLOWEST, FASTEST = 1e-4, 1e3  # factors tried on the agreement rate: from centuries to hours
# where the ends alone do not tell: faster agreements may make an event likelier at first, and then less likely again
TRIED = (SLOWEST, 1e-3, 1e-2, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0, 30.0, 100.0, FASTEST)
REACHES = (4.0, 64.0)  # how far from a factor another one is looked for, where inputs are moved a little
ROUNDING = 1e-9  # probabilities that differ by less are the same


@dataclass(frozen=True, slots=True)
class Calibrated:
    """What became of a calibration.

    Parameters
    ----------
    tempi
        The rates that answers use.
    reached
        The probability at these rates.
    wish
        What was to be fitted: whose probability, by when, and where the outside view comes from.
    factor
        By which the rates of agreement as written were multiplied.
    met
        Whether the outside view can be met at all; if not, the nearest rate is used and this is said.
    """

    tempi: Tempi
    wish: Calibration
    reached: float
    factor: float
    met: bool

    def gave(self, statement: Statement | None, by: date | None) -> bool:
        """Whether the chance of a statement by a date was put in: rates were fitted to that very number."""
        return self.met and statement == self.wish.statement and by == self.wish.by


def calibrated(
    wish: Calibration,
    as_of: date,
    tempi: Tempi,
    probability: Callable[[Tempi, float], float],
    *,
    near: float | None = None,
) -> Calibrated:
    """The rates at which a calibration holds, or those at which it misses least.

    Parameters
    ----------
    as_of
        The day from which its date is counted.
    tempi
        The rates as written.
    probability
        The ensemble's probability of the calibrated event at given rates after so many days.
    near
        A factor on the rates of agreement that is not far from the one looked for, which then takes less time.
    """
    days = float((wish.by - as_of).days)

    def miss(factor: float) -> float:
        return probability(tempi.eased(factor), days) - wish.to

    factor, met = _fitted(miss) if near is None else _fitted_near(miss, near)
    chosen = tempi.eased(factor)
    return Calibrated(chosen, wish, probability(chosen, days), factor, met)


def _fitted_near(miss: Callable[[float], float], near: float) -> tuple[float, bool]:
    """The factor around a given one at which nothing is missed; if there is none, the farthest that misses least."""
    ends = (near, near)
    for reach in REACHES:
        ends = (near / reach, near * reach)
        if miss(ends[0]) * miss(ends[1]) <= 0:
            return exp(brentq(lambda power: miss(exp(power)), *map(log, ends), xtol=1e-9, rtol=1e-9)), True
    return min(ends, key=lambda factor: abs(miss(factor))), False


def _fitted(miss: Callable[[float], float]) -> tuple[float, bool]:
    """The factor at which nothing is missed, and whether there is one; if not, the one that misses least."""
    slow, fast = miss(SLOWEST), miss(FASTEST)
    if slow * fast <= 0 and abs(slow - fast) > ROUNDING:
        return float(brentq(miss, SLOWEST, FASTEST, xtol=1e-9, rtol=1e-9)), True
    missed = [slow, *map(miss, TRIED[1:-1]), fast]
    crossed = [
        k
        for k in range(len(TRIED) - 1)
        if missed[k] * missed[k + 1] <= 0 and abs(missed[k] - missed[k + 1]) > ROUNDING
    ]
    if crossed:
        k = min(crossed, key=lambda k: abs(log(TRIED[k] * TRIED[k + 1])))  # nearest to the rates as written
        return float(brentq(miss, TRIED[k], TRIED[k + 1], xtol=1e-9, rtol=1e-9)), True
    least = min(map(abs, missed))
    nearest = [factor for factor, each in zip(TRIED, missed, strict=True) if abs(each) < least + ROUNDING]
    return min(nearest, key=lambda factor: abs(log(factor))), least < ROUNDING
