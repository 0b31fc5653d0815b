"""The same ends and dates as `chain`, compiled, for chains held as arrays.

Classes of states that lead to each other by Tarjan's algorithm; what enters a class is handed on to the next in their
order, by one small linear solution a class; dates by uniformisation, a Poisson-weighted sum of steps, cut where the
rest is below 1e-12.
"""

from math import exp, lgamma, log

import numpy as np
from numba import njit
from numpy.typing import NDArray

__all__ = ["MOST_TOGETHER", "mass_after", "mass_at_the_end"]

FloatArray = NDArray[np.float64]
Numbers = NDArray[np.int32]

MOST_TOGETHER = 600  # states of one class for which a dense solution is quick; beyond, the sparse one
REST = 1e-12  # what is cut off a date's sum


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

    An empty first array says that some class has too many states for a dense solution.
    """
    m = len(first) - 1
    member, classes = _classes(first, target)
    order, begin = _by_class(member, classes)
    closed = np.ones(classes, dtype=np.bool_)
    for v in range(m):
        for e in range(first[v], first[v + 1]):
            if member[target[e]] != member[v]:
                closed[member[v]] = False
    if (begin[1:] - begin[:-1]).max() > MOST_TOGETHER:
        return np.empty(0), member
    mass, place = np.zeros(m), np.empty(m, dtype=np.int32)
    entered = np.zeros(m)  # how often each state is entered from another class
    entered[0] = 1.0
    for c in range(classes - 1, -1, -1):  # a class is numbered after all that it leads to
        inside = order[begin[c] : begin[c + 1]]
        if closed[c]:
            _share_out(first, target, rate, inside, entered, place, mass)
        else:
            _pass_on(first, target, rate, member, inside, entered, place)
    for v in range(m):
        if not closed[member[v]]:
            member[v] = -1
    return mass / mass.sum(), member


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
def _pass_on(  # noqa: PLR0917 - compiled
    first: Numbers,
    target: Numbers,
    rate: FloatArray,
    member: Numbers,
    inside: Numbers,
    entered: FloatArray,
    place: Numbers,
) -> None:
    """Hand on what enters a class that is left again: each state as often as it is visited."""
    visits = entered[inside]
    if len(inside) > 1:
        visits[:] = np.linalg.solve(_balance(first, target, rate, member, inside, place), visits)
    for k in range(len(inside)):
        v = inside[k]
        total = rate[first[v] : first[v + 1]].sum()
        for e in range(first[v], first[v + 1]):
            if member[target[e]] != member[v]:
                entered[target[e]] += visits[k] * rate[e] / total


@njit(cache=True, nogil=True)
def _balance(  # noqa: PLR0917 - compiled
    first: Numbers, target: Numbers, rate: FloatArray, member: Numbers, inside: Numbers, place: Numbers
) -> FloatArray:
    """I − P within a class, transposed: times the visits it gives how often each state is entered from outside."""
    balance = np.eye(len(inside))
    for k in range(len(inside)):
        place[inside[k]] = k
    for k in range(len(inside)):
        v = inside[k]
        total = rate[first[v] : first[v + 1]].sum()
        for e in range(first[v], first[v + 1]):
            if member[target[e]] == member[v]:
                balance[place[target[e]], k] -= rate[e] / total
    return balance


@njit(cache=True, nogil=True)
def _share_out(  # noqa: PLR0917 - compiled
    first: Numbers,
    target: Numbers,
    rate: FloatArray,
    inside: Numbers,
    entered: FloatArray,
    place: Numbers,
    mass: FloatArray,
) -> None:
    """Divide the chance of a closed class among its states, by how long each is held."""
    chance = entered[inside].sum()
    if len(inside) == 1:
        mass[inside[0]] = chance
        return
    for k in range(len(inside)):
        place[inside[k]] = k
    balance = np.zeros((len(inside), len(inside)))
    for k in range(len(inside)):
        v = inside[k]
        for e in range(first[v], first[v + 1]):
            balance[place[target[e]], k] += rate[e]
            balance[k, k] -= rate[e]
    balance[-1, :] = 1.0
    one = np.zeros(len(inside))
    one[-1] = 1.0
    held = np.linalg.solve(balance, one)
    for k in range(len(inside)):
        mass[inside[k]] = chance * max(held[k], 0.0)


@njit(cache=True, nogil=True)
def mass_after(first: Numbers, target: Numbers, rate: FloatArray, days: float) -> FloatArray:
    """[m] how likely each state is after so many days."""
    m = len(first) - 1
    now = np.zeros(m)
    now[0] = 1.0
    fastest = 0.0
    for v in range(m):
        fastest = max(fastest, rate[first[v] : first[v + 1]].sum())
    jumps = fastest * days
    if jumps == 0.0:
        return now
    total, covered, k = np.zeros(m), 0.0, 0
    while covered < 1 - REST and k < jumps + 20 * np.sqrt(jumps) + 60:
        weight = exp(k * log(jumps) - jumps - lgamma(k + 1.0))
        total += weight * now
        covered += weight
        onward = now.copy()
        for v in range(m):
            for e in range(first[v], first[v + 1]):
                flow = now[v] * rate[e] / fastest
                onward[v] -= flow
                onward[target[e]] += flow
        now = onward
        k += 1
    return total / total.sum()
