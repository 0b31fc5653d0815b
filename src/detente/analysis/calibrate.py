"""Fitting one rate to an outside view: how often such things happened, before anyone modelled anything.

Free agreement is far too easy in a model of this kind. A calibration chooses the agreement rate at which the
ensemble's probability of one named event by a date equals what the outside view says; everything else then follows
from the structure, and the calibrated number itself is never a finding. Where coalitions have rates of their own, all
are multiplied by the same factor; moves and shocks keep theirs.
"""

from collections.abc import Callable
from dataclasses import dataclass

from scipy.optimize import brentq

from detente.analysis.chain import Tempi
from detente.case import Case

__all__ = ["Calibrated", "calibrated"]

SLOWEST, FASTEST = 1e-4, 1e3  # factors tried on the agreement rate: from centuries to hours


@dataclass(frozen=True, slots=True)
class Calibrated:
    """What became of a calibration.

    Parameters
    ----------
    tempi
        The rates that answers use.
    wanted, reached
        The outside view, and the probability at these rates.
    event, source
        Whose probability was fitted, and where the outside view comes from.
    met
        Whether the outside view can be met at all; if not, the nearest rate is used and this is said.
    """

    tempi: Tempi
    wanted: float
    reached: float
    event: str
    source: str
    met: bool


def calibrated(case: Case, tempi: Tempi, probability: Callable[[Tempi, float], float]) -> Calibrated | None:
    """The rates at which a case's calibration holds; None where it has none.

    Parameters
    ----------
    tempi
        The rates as written.
    probability
        The ensemble's probability of the calibrated event at given rates after so many days.
    """
    wish = case.tempo.calibrate if case.tempo else None
    if wish is None:
        return None
    days = float((wish.by - case.as_of).days)

    def miss(factor: float) -> float:
        return probability(tempi.eased(factor), days) - wish.to

    slow, fast = miss(SLOWEST), miss(FASTEST)
    met = slow * fast <= 0 and slow != fast
    factor = (
        brentq(miss, SLOWEST, FASTEST, xtol=1e-9, rtol=1e-9)
        if met
        else (1.0 if slow == fast else _nearest(slow, fast))
    )
    chosen = tempi.eased(float(factor))
    return Calibrated(chosen, wish.to, probability(chosen, days), wish.event, wish.source, met)


def _nearest(slow: float, fast: float) -> float:
    return SLOWEST if abs(slow) < abs(fast) else FASTEST
