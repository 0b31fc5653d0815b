"""How fast things move, as inputs of an answer: rates at half and at double, an outside view over its range.

A rate is moved as if the case had been written with another one: where rates of agreement are fitted to an outside
view, they are fitted again. So the rate of agreements as written moves nothing there, unless some coalitions have
rates of their own.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from detente.analysis.answer import weakest
from detente.analysis.chain import Tempi
from detente.case import Assumed, Calibration, Case, Cited, Warrant

__all__ = ["FACTOR", "Pace", "paces"]

FACTOR = 2.0  # by which a rate, or the odds of an outside view, may be off either way where nobody gave a range
UNSAID = Assumed("the case gives no tempo: a move a month and an agreement twice a year are taken")

Fit = Callable[[Tempi, Calibration | None], Tempi]


@dataclass(frozen=True, slots=True)
class Pace:
    """Something that was put in about speed, and the rates that answers use with it at both ends of its range.

    Parameters
    ----------
    key
        Where it stands in the case.
    name
        What people call it.
    warrant
        Why it stands.
    low, high
        The rates with it at the lower end, and at the higher.
    """

    key: str
    name: str
    warrant: Warrant
    low: Tempi
    high: Tempi


@dataclass(frozen=True, slots=True)
class _Rate:
    """One rate of `Tempi`: its field there and, where that holds several, its place among them."""

    key: str
    name: str
    warrant: Warrant
    field: str
    place: int | None = None

    def times(self, factor: float, tempi: Tempi) -> Tempi:
        """The rates with this one multiplied."""
        value: Any = getattr(tempi, self.field)
        changed: Any = (
            value * factor
            if self.place is None
            else tuple((who, rate * factor if k == self.place else rate) for k, (who, rate) in enumerate(value))
        )
        return replace(tempi, **{self.field: changed})


def paces(case: Case, tempi: Tempi, fit: Fit) -> tuple[Pace, ...]:
    """Every rate of a case, and the outside view that rates are fitted to.

    Parameters
    ----------
    tempi
        The rates as written.
    fit
        The rates that answers use, from rates as written and from what they are fitted to.
    """
    wish = case.tempo.calibrate if case.tempo else None
    found = []
    for each in _rates(case, tempi):
        low, high = (fit(each.times(factor, tempi), wish) for factor in (1 / FACTOR, FACTOR))
        found.append(Pace(each.key, each.name, each.warrant, low, high))
    if wish:
        ends = wish.range or (_odds_times(1 / FACTOR, wish.to), _odds_times(FACTOR, wish.to))
        low, high = (fit(tempi, replace(wish, to=to)) for to in ends)
        name = f"outside view of {wish.event}"
        found.append(Pace("tempo.calibrate.to", name, Cited(source=wish.source), low, high))
    return tuple(found)


def _odds_times(factor: float, chance: float) -> float:
    """A chance whose odds are multiplied.

    >>> round(_odds_times(2, 0.2), 3), _odds_times(2, 1.0)
    (0.333, 1.0)
    """
    return chance * factor / (1 + chance * (factor - 1))


def _rates(case: Case, tempi: Tempi) -> Iterator[_Rate]:
    """The rates that can matter."""
    tempo = case.tempo
    why = tempo.warrant if tempo else UNSAID
    yield _Rate("tempo.move", "pace of moves", why, "move")
    if not (tempo and tempo.calibrate) or tempi.sizes or tempi.groups:
        yield _Rate("tempo.agreement", "pace of agreements", why, "agreement")
    for place, (size, _) in enumerate(tempi.sizes):
        yield _Rate(f"tempo.agreement_of_size.{size}", f"pace of agreements of {size}", why, "sizes", place)
    for place, group in enumerate(tempo.groups if tempo else ()):
        names = " and ".join(case.party(id).name for id in group.parties)
        key = f"tempo.group[{place}].rate"
        yield _Rate(key, f"pace of agreements of {names}", group.warrant or why, "groups", place)
    if case.shocks:
        yield _Rate("shock", "pace of shocks", weakest([shock.warrant for shock in case.shocks]), "shock")
