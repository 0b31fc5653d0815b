"""How likely each state that play reaches is, draw by draw: in the long run, or by a date."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from detente.analysis.arrays import Arrays
from detente.analysis.chain import Tempi, ends_in, mass_by
from detente.analysis.stiff import STIFF, mass_by_resolvents
from detente.conflict.states import BoolArray, FloatArray, IntArray

__all__ = ["Found", "Given", "Progress", "Shares", "Spread", "in_turn", "shares_in", "shares_of"]

Numbers = NDArray[np.int32]
Share = tuple[FloatArray, Numbers]  # [m] how likely each reached state is; its closed class, −1: none
Progress = Callable[[int, int], None]
Given = TypeVar("Given")
Found = TypeVar("Found")

TOGETHER = 32  # chains handed on at a time


class Spread(Protocol):
    """What does some work on each of many portions, in any order or side by side, and puts its results in order."""

    def __call__(
        self,
        parts: Sequence[Sequence[Given]],
        work: Callable[[Sequence[Given]], list[Found]],
        progress: Progress | None = None,
        /,
    ) -> list[Found]:
        """What all portions come to."""


def in_turn(
    parts: Sequence[Sequence[Given]],
    work: Callable[[Sequence[Given]], list[Found]],
    progress: Progress | None = None,
    /,
) -> list[Found]:
    """Work on one portion after the other, in this thread."""
    count, found = sum(map(len, parts)), list[Found]()
    for part in parts:
        found += work(part)
        if progress:
            progress(len(found), count)
    return found


@dataclass(frozen=True, slots=True, eq=False)
class Shares:
    """[M] every reached state of every draw, how likely it is, and the closed class it is in (−1: none).

    `first` says where each draw begins; in the long run a class is told apart by draw and number.
    """

    first: IntArray
    states: Numbers
    mass: FloatArray
    member: Numbers

    def over(self, holds: BoolArray) -> FloatArray:
        """[draw] the mass on the states where `holds` is true."""
        return np.add.reduceat(np.where(holds[self.states], self.mass, 0.0), self.first)


def shares_of(
    arrays: Sequence[Arrays],
    tempi: Tempi,
    dates: Sequence[float] | None,
    *,
    compiled: bool,
    spread: Spread = in_turn,
    progress: Progress | None = None,
) -> list[Shares]:
    """The shares of all draws on each date; those that have a chain in common are worked out once.

    Parameters
    ----------
    dates
        After so many days each; None is the long run alone.
    spread
        How the work on them is divided.
    """
    each = list({id(one): one for one in arrays}.values())
    parts = [each[low : low + TOGETHER] for low in range(0, len(each), TOGETHER)]
    shares = spread(parts, partial(shares_in, tempi=tempi, dates=dates, compiled=compiled), progress)
    known = dict(zip(map(id, each), shares, strict=True))
    first = np.cumsum([0, *(len(one.states) for one in arrays)])[:-1]
    states = np.concatenate([one.states for one in arrays])
    on_each_date = zip(*(known[id(one)] for one in arrays), strict=True)
    return [Shares(first, states, *map(np.concatenate, zip(*found, strict=True))) for found in on_each_date]


def shares_in(
    arrays: Sequence[Arrays], *, tempi: Tempi, dates: Sequence[float] | None, compiled: bool
) -> list[list[Share]]:
    """For each of some chains, on each date: the share of each state that it reaches, and its closed class."""
    if dates is None:
        return [[(_at_the_end if compiled else _at_the_end_plainly)(one, tempi)] for one in arrays]
    masses = [(_on_dates if compiled else _on_dates_plainly)(one, tempi, dates) for one in arrays]
    return [[(mass, _in_no_class(one)) for mass in each] for one, each in zip(arrays, masses, strict=True)]


def _on_dates(arrays: Arrays, tempi: Tempi, dates: Sequence[float]) -> FloatArray:
    from detente.analysis.compiled_chain import mass_after  # noqa: PLC0415 - slow to load

    rates = arrays.rates(tempi)
    if arrays.fastest(rates) * max(dates) > STIFF:
        found = mass_by_resolvents(arrays.generator(tempi), dates)
        if found is not None:
            return found
    return mass_after(arrays.first, arrays.target, rates, np.asarray(dates, dtype=float))


def _on_dates_plainly(arrays: Arrays, tempi: Tempi, dates: Sequence[float]) -> FloatArray:
    return mass_by(arrays.generator(tempi), dates)


def _at_the_end(arrays: Arrays, tempi: Tempi) -> Share:
    from detente.analysis.compiled_chain import mass_at_the_end  # noqa: PLC0415 - slow to load

    mass, member = mass_at_the_end(arrays.first, arrays.target, arrays.rates(tempi))
    return (mass, member) if len(mass) else _at_the_end_plainly(arrays, tempi)


def _at_the_end_plainly(arrays: Arrays, tempi: Tempi) -> Share:
    rates, member = arrays.generator(tempi), _in_no_class(arrays)
    mass, ends = np.zeros(len(arrays.states)), ends_in(rates, arrays.states.astype(np.int64))
    mass[np.concatenate(ends.places)] = ends.mass
    for number, places in enumerate(ends.places):
        member[places] = number
    return mass, member


def _in_no_class(arrays: Arrays) -> Numbers:
    return np.full(len(arrays.states), -1, dtype=np.int32)
