"""The same ends and dates as `chain`, compiled, for chains held as arrays.

Closed classes by Tarjan's algorithm; the chance of each by expected visits, one linear solution a draw; dates by
uniformisation, a Poisson-weighted sum of steps, cut where the rest is below 1e-12.
"""

from math import exp, lgamma, log

import numpy as np
from numba import njit
from numpy.typing import NDArray

__all__ = ["MOST_PASSING", "mass_after", "mass_at_the_end"]

FloatArray = NDArray[np.float64]
Numbers = NDArray[np.int32]

MOST_PASSING = 600  # states passed through, or in one closed class, for which a dense solution is quick; then sparse
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

    An empty first array says that a dense solution would have too many states: those passed through, or of one class.
    """
    m = len(first) - 1
    member, classes = _classes(first, target)
    closed = np.ones(classes, dtype=np.bool_)
    for v in range(m):
        for e in range(first[v], first[v + 1]):
            if member[target[e]] != member[v]:
                closed[member[v]] = False
    passing = np.full(m, -1, dtype=np.int32)
    inside = np.zeros(classes, dtype=np.int32)
    count = 0
    for v in range(m):
        if closed[member[v]]:
            inside[member[v]] += 1
        else:
            passing[v] = count
            count += 1
    if count > MOST_PASSING or inside.max() > MOST_PASSING:
        return np.empty(0), member
    arrived = _arrivals(first, target, rate, passing, count)
    mass = np.zeros(m)
    for c in range(classes):
        if closed[c]:
            _share_out(first, target, rate, member, c, arrived, mass)
    for v in range(m):
        if passing[v] >= 0:
            member[v] = -1
    return mass / mass.sum(), member


@njit(cache=True, nogil=True)
def _arrivals(first: Numbers, target: Numbers, rate: FloatArray, passing: Numbers, count: int) -> FloatArray:
    """[m] how likely each state of a closed class is the first of its class to be entered."""
    m = len(first) - 1
    arrived = np.zeros(m)
    if passing[0] < 0:
        arrived[0] = 1.0
        return arrived
    balance = np.zeros((count, count))  # visits · (I − P) = start, transposed
    for v in range(m):
        if passing[v] >= 0:
            balance[passing[v], passing[v]] += 1.0
            total = rate[first[v] : first[v + 1]].sum()
            for e in range(first[v], first[v + 1]):
                if passing[target[e]] >= 0:
                    balance[passing[target[e]], passing[v]] -= rate[e] / total
    start = np.zeros(count)
    start[passing[0]] = 1.0
    visits = np.linalg.solve(balance, start)
    for v in range(m):
        if passing[v] >= 0:
            total = rate[first[v] : first[v + 1]].sum()
            for e in range(first[v], first[v + 1]):
                if passing[target[e]] < 0:
                    arrived[target[e]] += visits[passing[v]] * rate[e] / total
    return arrived


@njit(cache=True, nogil=True)
def _share_out(  # noqa: PLR0917 - compiled
    first: Numbers,
    target: Numbers,
    rate: FloatArray,
    member: Numbers,
    c: int,
    arrived: FloatArray,
    mass: FloatArray,
) -> None:
    """Divide the chance of a closed class among its states, by how long each is held."""
    inside = np.flatnonzero(member == c)
    chance = arrived[inside].sum()
    if len(inside) == 1:
        mass[inside[0]] = chance
        return
    place = np.full(len(member), -1, dtype=np.int32)
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
