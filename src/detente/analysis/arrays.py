"""A chain as a few arrays: what is kept of each draw when there are thousands."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.analysis.chain import Chain, Tempi
from detente.analysis.play import Step
from detente.conflict.states import BoolArray, IntArray

__all__ = ["Arrays", "arrays_of", "chain_of"]

FloatArray = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Arrays:
    """One draw's chain: reached states, and the steps out of each.

    Parameters
    ----------
    states
        [m] the reached states, the start first.
    first
        [m + 1] where each state's steps begin.
    target
        [steps] which of the reached states each leads to.
    movers
        [steps] who makes it, a bit for each decision maker: one moves, several agree.
    share
        [steps] its part of what they do.
    stable
        [DM, n] which states are stable for whom.
    """

    states: NDArray[np.int32]
    first: NDArray[np.int32]
    target: NDArray[np.int32]
    movers: IntArray
    share: FloatArray
    stable: BoolArray

    def rates(self, tempi: Tempi) -> FloatArray:
        """[steps] how often each comes, per day."""
        alone = (self.movers & (self.movers - 1)) == 0
        return self.share * np.where(alone, tempi.move, tempi.agreement)


def arrays_of(chain: Chain, stable: BoolArray) -> Arrays:
    """A chain as arrays."""
    place = {int(state): k for k, state in enumerate(chain.states)}
    steps = [step for each in chain.steps for step in each]
    return Arrays(
        chain.states.astype(np.int32),
        np.cumsum([0, *map(len, chain.steps)]).astype(np.int32),
        np.asarray([place[step.target] for step in steps], dtype=np.int32),
        np.asarray([sum(1 << dm for dm in step.movers) for step in steps], dtype=np.int64),
        np.asarray([step.share for step in steps], dtype=float),
        stable,
    )


def chain_of(arrays: Arrays) -> Chain:
    """The chain that the arrays hold."""
    count = len(arrays.states)
    return Chain(arrays.states.astype(np.int64), tuple(tuple(_steps(arrays, k)) for k in range(count)))


def _steps(arrays: Arrays, k: int) -> Iterator[Step]:
    for e in range(arrays.first[k], arrays.first[k + 1]):
        who = int(arrays.movers[e])
        movers = tuple(dm for dm in range(who.bit_length()) if who >> dm & 1)
        target = int(arrays.states[arrays.target[e]])
        yield Step("move" if len(movers) == 1 else "agreement", movers, target, float(arrays.share[e]))
