"""A chain as a few arrays: what is kept of each draw when there are thousands."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from detente.analysis.chain import Chain, Tempi, balanced
from detente.analysis.play import Step
from detente.conflict.states import BoolArray, FloatArray

__all__ = ["Arrays", "arrays_of", "chain_of"]


@dataclass(frozen=True, slots=True, eq=False)
class Arrays:
    """One draw's chain: reached states, and the steps out of each.

    Parameters
    ----------
    states
        [m] the reached states, the start first; places of the chain, where a state may stand several times.
    first
        [m + 1] where each state's steps begin.
    target
        [steps] which of the reached states each leads to.
    movers
        [steps] who makes it, a bit for each decision maker: one moves, several agree; −1 − k for shock k of the case.
    share
        [steps] its part of what they do; of a shock, how often it comes, per day.
    calm
        [DM, n / 8] which states are stable for whom, eight states to a byte.
    n
        How many states the conflict has.
    """

    states: NDArray[np.int32]
    first: NDArray[np.int32]
    target: NDArray[np.int32]
    movers: NDArray[np.int32]
    share: FloatArray
    calm: NDArray[np.uint8]
    n: int

    @property
    def stable(self) -> BoolArray:
        """[DM, n] which states are stable for whom."""
        return np.unpackbits(self.calm, axis=1, count=self.n).astype(np.bool_)

    def rates(self, tempi: Tempi) -> FloatArray:
        """[steps] how often each comes, per day."""
        size = np.bitwise_count(self.movers)
        rate = np.where(size == 1, tempi.move, tempi.agreement)
        for members, each in tempi.sizes:
            rate[size == members] = each
        for group, each in tempi.groups:
            rate[self.movers == group] = each
        rate[self.movers < 0] = tempi.shock
        return self.share * rate

    def fastest(self, rates: FloatArray) -> float:
        """How often the state is left that is left most often, per day, at rates [steps]."""
        place = np.repeat(np.arange(len(self.states)), np.diff(self.first))
        return float(np.bincount(place, rates, minlength=1).max())

    def generator(self, tempi: Tempi) -> csr_matrix:
        """[m, m] rates per day from state to state, rows summing to zero."""
        m = len(self.states)
        return balanced(csr_matrix((self.rates(tempi), self.target, self.first), shape=(m, m)))


def arrays_of(chain: Chain, stable: BoolArray) -> Arrays:
    """A chain as arrays."""
    steps = [step for each in chain.steps for step in each]
    return Arrays(
        chain.states.astype(np.int32),
        np.cumsum([0, *map(len, chain.steps)]).astype(np.int32),
        np.asarray([place for each in chain.targets for place in each], dtype=np.int32),
        np.asarray([_mask(step) for step in steps], dtype=np.int32),
        np.asarray([step.share for step in steps], dtype=float),
        np.packbits(stable, axis=1),
        stable.shape[1],
    )


def _mask(step: Step) -> int:
    return sum(1 << dm for dm in step.movers) if step.shock is None else -1 - step.shock


def chain_of(arrays: Arrays) -> Chain:
    """The chain that the arrays hold."""
    places = range(len(arrays.states))
    return Chain(
        arrays.states.astype(np.int64),
        tuple(tuple(_steps(arrays, k)) for k in places),
        tuple(tuple(map(int, arrays.target[arrays.first[k] : arrays.first[k + 1]])) for k in places),
    )


def _steps(arrays: Arrays, k: int) -> Iterator[Step]:
    for e in range(arrays.first[k], arrays.first[k + 1]):
        who, share = int(arrays.movers[e]), float(arrays.share[e])
        target = int(arrays.states[arrays.target[e]])
        if who < 0:
            yield Step("shock", (), target, share, -1 - who)
            continue
        movers = tuple(dm for dm in range(who.bit_length()) if who >> dm & 1)
        yield Step("move" if len(movers) == 1 else "agreement", movers, target, share)
