"""State reduction, compiled: for how long a chain is in each state of a class, by taking them out one by one.

A state that is taken out leaves each step that led to it leading on to where it leads itself, at the rate at which it
does, so that what is left moves as the chain does while nobody looks at the states that are gone; then they are put
back in the reverse order [GrassmannTaksarHeyman1985]_. Nothing is ever subtracted, so no digits are lost. States with
few ways through them go first: most classes of hundreds of states stay sparse nearly to the end.

Notation: k states of a class, numbered within it.
"""

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from detente.analysis.compiled_board import Numbers, uncounted
from detente.conflict.states import FloatArray

__all__ = ["Class", "class_of", "held_in", "join"]

Short = NDArray[np.int16]


class Class(NamedTuple):
    """The states of a class and the steps between them, of which states can be taken out.

    Parameters
    ----------
    rate
        [k, k + 1] how often one state leads to another; last, how often it leads out of the class.
    onward, back
        [k, k] the states that each leads to, and that lead to it, those that are gone included.
    reached, reaching
        [k] how many these are.
    outs, ins
        [k] how many of them are still there.
    leaving
        [k] how often each was left when it was taken out; 0 while it is there.
    """

    rate: FloatArray
    onward: Short
    back: Short
    reached: Numbers
    reaching: Numbers
    outs: Numbers
    ins: Numbers
    leaving: FloatArray


@njit(cache=True, nogil=True)
def class_of(k: int) -> Class:
    """So many states without any steps."""
    return Class(
        np.zeros((k, k + 1)),
        np.empty((k, k), dtype=np.int16),
        np.empty((k, k), dtype=np.int16),
        np.zeros(k, dtype=np.int32),
        np.zeros(k, dtype=np.int32),
        np.zeros(k, dtype=np.int32),
        np.zeros(k, dtype=np.int32),
        np.zeros(k),
    )


@njit(inline="always")
def join(of: Class, v: int, t: int, rate: float) -> None:
    """Add to how often v leads to t."""
    if rate > 0.0 and of.rate[v, t] == 0.0:
        of.onward[v, of.reached[v]] = t
        of.back[t, of.reaching[t]] = v
        of.reached[v] += 1
        of.reaching[t] += 1
        of.outs[v] += 1
        of.ins[t] += 1
    of.rate[v, t] += rate


@njit(cache=True, nogil=True)
def held_in(of: Class, closed: bool, entered: FloatArray) -> FloatArray:
    """[k] for how long each state is held in all.

    Of a closed class, which is never left, only how these relate to each other.

    Parameters
    ----------
    entered
        [k] how often each is entered from elsewhere; it is used up.
    """
    k = len(entered)
    taken, held = np.empty(k - closed, dtype=np.int32), np.zeros(k)
    _take_all_out(of, np.arange(k).astype(np.int32), taken)
    _put_back(of, closed, taken, entered, held)
    return held


@uncounted
def _put_back(of: Class, closed: bool, taken: Numbers, entered: FloatArray, held: FloatArray) -> None:
    """Write down for how long each state is held, the one that was taken out last first."""
    for v in taken:
        for t in of.onward[v, : of.reached[v]]:
            entered[t] += entered[v] * of.rate[v, t] / of.leaving[v]
    if closed:
        for v in range(len(held)):
            held[v] = of.leaving[v] == 0.0
            entered[v] = 0.0
    for v in taken[::-1]:
        flow = entered[v]
        for p in of.back[v, : of.reaching[v]]:
            flow += held[p] * of.rate[p, v]
        held[v] = flow / of.leaving[v]


@uncounted
def _take_all_out(of: Class, waiting: Numbers, taken: Numbers) -> None:
    """Take out states that wait, as many as there is room for in `taken`, where they stand in the order they went.

    Those go first that have few ways through them: all that have no more than a bound, which then rises.
    """
    left, count, bound = len(waiting), 0, 0
    while count < len(taken):
        still, fewest = 0, left * left
        for v in waiting[:left]:
            ways = of.ins[v] * of.outs[v]
            if ways <= bound and count < len(taken):
                _take_out(of, v)
                taken[count] = v
                count += 1
            else:
                fewest = min(fewest, ways)
                waiting[still] = v
                still += 1
        if still == left:
            bound = fewest + fewest // 4
        left = still


@uncounted
def _take_out(of: Class, v: int) -> None:
    """Take a state out: whatever leads to it leads on to where it leads. Its lists lose what is gone."""
    outside, rate = len(of.leaving), of.rate
    of.reached[v] = _strike(of.onward[v], of.reached[v], of.leaving)
    of.reaching[v] = _strike(of.back[v], of.reaching[v], of.leaving)
    onward, back = of.onward[v, : of.reached[v]], of.back[v, : of.reaching[v]]
    leaving = rate[v, outside]
    for t in onward:
        leaving += rate[v, t]
        of.ins[t] -= 1
    for p in back:
        part = rate[p, v] / leaving
        rate[p, outside] += part * rate[v, outside]
        of.outs[p] -= 1
        for t in onward:
            if t != p:
                join(of, p, t, part * rate[v, t])
    of.leaving[v] = leaving


@njit(inline="always")
def _strike(some: Short, count: int, leaving: FloatArray) -> int:
    """Strike the states that are gone from a list; gives how many are left."""
    left = 0
    for v in some[:count]:
        if leaving[v] == 0.0:
            some[left] = v
            left += 1
    return left
