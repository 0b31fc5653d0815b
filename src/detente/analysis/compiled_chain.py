"""The same ends and dates as `chain`, compiled, for chains held as arrays.

Classes of states that lead to each other by Tarjan's algorithm, the long run by state reduction
(`compiled_reduction`); dates by uniformisation, a Poisson-weighted sum of steps, cut where the rest is below 1e-12.
"""

from math import exp, lgamma, log

import numpy as np
from numba import njit

from detente.analysis.compiled_board import Numbers, uncounted
from detente.analysis.compiled_reduction import Class, class_of, held_in, join
from detente.conflict.states import BoolArray, FloatArray

__all__ = ["mass_after", "mass_at_the_end"]

MOST_TOGETHER = 2_000  # states of one class of which a table, 48 MB, is still quick; beyond, the sparse solution
REST = 1e-12  # what is cut off a date's sum
TINY = 1e-300  # in the place of 0 where that is divided by, or its logarithm taken


@njit(cache=True, nogil=True)
def _classes(first: Numbers, target: Numbers) -> tuple[Numbers, int]:
    """[m] the strongly connected class of each state, and how many there are (Tarjan, without recursion)."""
    m = len(first) - 1
    index, low = np.full(m, -1, dtype=np.int32), np.zeros(m, dtype=np.int32)
    member = np.full(m, -1, dtype=np.int32)
    stack, way = np.empty(m, dtype=np.int32), np.empty(m, dtype=np.int32)
    edge = first[:-1].copy()
    on_stack = np.zeros(m, dtype=np.bool_)
    top = depth = counter = classes = 0
    for root in range(m):
        if index[root] >= 0:
            continue
        way[0], depth = root, 1
        while depth:
            v = way[depth - 1]
            if index[v] < 0:
                index[v] = low[v] = counter
                counter += 1
                stack[top] = v
                top += 1
                on_stack[v] = True
            if edge[v] < first[v + 1]:
                w = target[edge[v]]
                edge[v] += 1
                if index[w] < 0:
                    way[depth] = w
                    depth += 1
                elif on_stack[w]:
                    low[v] = min(low[v], index[w])
                continue
            depth -= 1
            if depth:
                low[way[depth - 1]] = min(low[way[depth - 1]], low[v])
            if low[v] == index[v]:
                while True:
                    top -= 1
                    on_stack[stack[top]] = False
                    member[stack[top]] = classes
                    if stack[top] == v:
                        break
                classes += 1
    return member, classes


@njit(cache=True, nogil=True)
def mass_at_the_end(first: Numbers, target: Numbers, rate: FloatArray) -> tuple[FloatArray, Numbers]:
    """[m] the long-run share of each state, and the closed class it is in (−1: none).

    An empty first array says that some class has too many states for a table of them.
    """
    member, classes = _classes(first, target)
    order, begin = _by_class(member, classes)
    if (begin[1:] - begin[:-1]).max() > MOST_TOGETHER:
        return np.empty(0), member
    closed = _closed(first, target, member, classes)
    mass, place = np.zeros(len(member)), np.empty(len(member), dtype=np.int32)
    entered = np.zeros(len(member))  # how often each state is entered from another class
    entered[0] = 1.0
    for c in range(classes - 1, -1, -1):  # a class is numbered after all that it leads to
        inside = order[begin[c] : begin[c + 1]]
        if len(inside) == 1:
            _pass_through(first, target, rate, inside[0], entered, mass)
            continue
        place[inside] = np.arange(len(inside))
        chance = entered[inside].sum()
        of = _steps_in(first, target, rate, member, inside, place)
        held = held_in(of, closed[c], entered[inside])
        if closed[c]:
            mass[inside] = held / held.sum() * chance
        else:
            _pass_on(first, target, rate, member, inside, held, entered)
    return mass / mass.sum(), np.where(closed[member], member, np.int32(-1))


@uncounted
def _pass_through(  # noqa: PLR0917 - compiled
    first: Numbers, target: Numbers, rate: FloatArray, v: int, entered: FloatArray, mass: FloatArray
) -> None:
    """Hand on what enters a state that makes a class alone, or keep it there if nothing leads out of it."""
    leaving = 0.0
    for e in range(first[v], first[v + 1]):
        leaving += rate[e] if target[e] != v else 0.0
    if leaving == 0.0:
        mass[v] = entered[v]
        return
    for e in range(first[v], first[v + 1]):
        if target[e] != v:
            entered[target[e]] += entered[v] * rate[e] / leaving


@njit(cache=True, nogil=True)
def _steps_in(  # noqa: PLR0917 - compiled
    first: Numbers, target: Numbers, rate: FloatArray, member: Numbers, inside: Numbers, place: Numbers
) -> Class:
    """The steps within a class, and how often each of its states leads out of it."""
    of = class_of(len(inside))
    for k, v in enumerate(inside):
        for e in range(first[v], first[v + 1]):
            t = target[e]
            if member[t] != member[v]:
                of.rate[k, len(inside)] += rate[e]
            elif t != v:
                join(of, k, place[t], rate[e])
    return of


@njit(cache=True, nogil=True)
def _closed(first: Numbers, target: Numbers, member: Numbers, classes: int) -> BoolArray:
    """[class] whether nothing leads out of it."""
    closed = np.ones(classes, dtype=np.bool_)
    for v in range(len(member)):
        for e in range(first[v], first[v + 1]):
            closed[member[v]] &= member[target[e]] == member[v]
    return closed


@uncounted
def _pass_on(  # noqa: PLR0917 - compiled
    first: Numbers,
    target: Numbers,
    rate: FloatArray,
    member: Numbers,
    inside: Numbers,
    held: FloatArray,
    entered: FloatArray,
) -> None:
    """Hand on what enters a class that is left again, from each state for as long as it is held."""
    for k, v in enumerate(inside):
        for e in range(first[v], first[v + 1]):
            if member[target[e]] != member[v]:
                entered[target[e]] += held[k] * rate[e]


@njit(cache=True, nogil=True)
def _by_class(member: Numbers, classes: int) -> tuple[Numbers, Numbers]:
    """The states class by class, and where each class begins [classes + 1]."""
    begin = np.zeros(classes + 1, dtype=np.int32)
    for c in member:
        begin[c + 1] += 1
    begin = np.cumsum(begin).astype(np.int32)
    at, order = begin.copy(), np.empty(len(member), dtype=np.int32)
    for v in range(len(member)):
        order[at[member[v]]] = v
        at[member[v]] += 1
    return order, begin


@njit(cache=True, nogil=True)
def mass_after(first: Numbers, target: Numbers, rate: FloatArray, dates: FloatArray) -> FloatArray:
    """[dates, m] how likely each state is after so many days."""
    m = len(first) - 1
    begin, source, inflow, leaving = _turned(first, target, rate)
    fastest = leaving.max()
    inflow, staying = inflow / max(fastest, TINY), 1 - leaving / max(fastest, TINY)
    now, onward = np.zeros(m), np.empty(m)
    now[0] = 1.0
    total, covered = np.zeros((len(dates), m)), np.zeros(len(dates))
    jumps = np.maximum(fastest * dates, TINY)
    k, last = 0, jumps.max()
    while covered.min() < 1 - REST and k < last + 20 * np.sqrt(last) + 60:
        for d in range(len(dates)):
            weight = exp(k * log(jumps[d]) - jumps[d] - lgamma(k + 1.0))
            if weight > 0.0:
                total[d] += weight * now
                covered[d] += weight
        _step(begin, source, inflow, staying, now, onward)
        now, onward = onward, now
        k += 1
    for d in range(len(dates)):
        total[d] /= total[d].sum()
    return total


@uncounted
def _step(  # noqa: PLR0917 - compiled
    begin: Numbers, source: Numbers, inflow: FloatArray, staying: FloatArray, now: FloatArray, onward: FloatArray
) -> None:
    """Where each share is a step later: what stays in a state, and what comes from others."""
    for v in range(len(now)):
        there = staying[v] * now[v]
        for e in range(begin[v], begin[v + 1]):
            there += inflow[e] * now[source[e]]
        onward[v] = there


@njit(cache=True, nogil=True)
def _turned(first: Numbers, target: Numbers, rate: FloatArray) -> tuple[Numbers, Numbers, FloatArray, FloatArray]:
    """The steps by where they lead: where those into a state begin, whence, how often; how often each is left."""
    order, begin = _by_class(target, len(first) - 1)
    source, leaving = np.empty_like(target), np.zeros(len(first) - 1)
    for v in range(len(first) - 1):
        source[first[v] : first[v + 1]] = v
        leaving[v] = rate[first[v] : first[v + 1]].sum()
    return begin, source[order], rate[order], leaving
