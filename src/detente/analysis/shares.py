"""How likely each state that play reaches is, draw by draw: in the long run, or by a date."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from detente.analysis.arrays import Arrays
from detente.analysis.chain import Tempi, ends_in, mass_by
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
    days: float | None,
    *,
    compiled: bool,
    spread: Spread = in_turn,
    progress: Progress | None = None,
) -> Shares:
    """The shares of all draws; those that have a chain in common are worked out once.

    Parameters
    ----------
    days
        After so many days; None is the long run.
    spread
        How the work on them is divided.
    """
    each = list({id(one): one for one in arrays}.values())
    parts = [each[low : low + TOGETHER] for low in range(0, len(each), TOGETHER)]
    shares = spread(parts, partial(shares_in, tempi=tempi, days=days, compiled=compiled), progress)
    known = dict(zip(map(id, each), shares, strict=True))
    found = [known[id(one)] for one in arrays]
    return Shares(
        np.cumsum([0, *(len(one.states) for one in arrays)])[:-1],
        np.concatenate([one.states for one in arrays]),
        np.concatenate([mass for mass, _ in found]),
        np.concatenate([member for _, member in found]),
    )


def shares_in(arrays: Sequence[Arrays], *, tempi: Tempi, days: float | None, compiled: bool) -> list[Share]:
    """The share of each state that each of some chains reaches, and its closed class."""
    return [(_swiftly if compiled else _plainly)(one, tempi, days) for one in arrays]


def _swiftly(arrays: Arrays, tempi: Tempi, days: float | None) -> Share:
    from detente.analysis.compiled_chain import mass_after, mass_at_the_end  # noqa: PLC0415 - slow to load

    rates = arrays.rates(tempi)
    if days is not None:
        return mass_after(arrays.first, arrays.target, rates, days), _in_no_class(arrays)
    mass, member = mass_at_the_end(arrays.first, arrays.target, rates)
    return (mass, member) if len(mass) else _plainly(arrays, tempi, days)


def _plainly(arrays: Arrays, tempi: Tempi, days: float | None) -> Share:
    rates, member = arrays.generator(tempi), _in_no_class(arrays)
    if days is not None:
        return mass_by(rates, days), member
    mass, ends = np.zeros(len(arrays.states)), ends_in(rates, arrays.states.astype(np.int64))
    mass[np.concatenate(ends.places)] = ends.mass
    for number, places in enumerate(ends.places):
        member[places] = number
    return mass, member


def _in_no_class(arrays: Arrays) -> Numbers:
    return np.full(len(arrays.states), -1, dtype=np.int32)
