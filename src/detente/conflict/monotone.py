"""How likely a condition is to hold that more members can only help.

Notation: a *term* is a set of variables and holds if all of them are in W; a *clause* is a set of terms and holds if
one of them does; a *condition* is a set of clauses and holds if all of them do. Each variable is in W with chance p,
by itself, and out of it with chance q = 1 − p. The chance that a condition holds is then a sum of c p^e q^a with
whole numbers c, kept as a mapping from (e, a) to c: exact, and short, since a term of k variables fails with chance
1 − p^k and k terms of one variable fail together with chance q^k.

The method is inclusion and exclusion over clauses, part by part where clauses share no variable: a set of clauses
fails together where no term of any of them holds. Cost: 2^c for c entangled clauses.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import reduce
from math import comb
from typing import TypeVar

from detente.errors import TooLarge

__all__ = ["Chance", "Clause", "Condition", "Term", "holds"]

Term = frozenset[int]
Clause = frozenset[Term]
Condition = frozenset[Clause]
Chance = Mapping[tuple[int, int], int]  # (e, a) → c, for c p^e q^a

Item = TypeVar("Item")

MOST_ENTANGLED = 16  # clauses that share variables: 65,536 cases, some seconds
MOST_OVERLAPPING = 24  # variables of terms that overlap, decided one by one

ONE: Chance = {(0, 0): 1}
IN: Chance = {(1, 0): 1}
OUT: Chance = {(0, 1): 1}


def holds(condition: Condition) -> Chance:
    """The chance that every clause holds.

    Parameters
    ----------
    condition
        Every clause has a term, and every term a variable.

    Raises
    ------
    TooLarge
        If too many clauses or terms are entangled to be reckoned exactly.

    Examples
    --------
    >>> dict(holds(frozenset({frozenset({frozenset({0}), frozenset({1})})})))  # 1 − q²
    {(0, 0): 1, (0, 2): -1}
    """
    parts = _parts(condition, lambda clause: frozenset().union(*clause))
    return reduce(_times, map(_all_hold, parts), ONE)


def _all_hold(clauses: Collection[Clause]) -> Chance:
    if len(clauses) > MOST_ENTANGLED:
        raise TooLarge(
            f"{len(clauses)} improvements depend on one another; rankings are counted exactly for at most "
            f"{MOST_ENTANGLED}"
        )
    cases: Counter[Clause] = Counter({frozenset(): 1})  # terms that all fail → sign
    for clause in clauses:
        for terms, sign in list(cases.items()):
            cases[terms | clause] -= sign
    return _sum((sign, _none_holds(terms)) for terms, sign in cases.items() if sign)


def _none_holds(terms: Clause) -> Chance:
    """The chance that none of the terms holds."""
    parts = _parts(_least(terms), lambda term: term)
    alone = Counter(len(part[0]) for part in parts if len(part) == 1)
    overlapping = (_none_of_overlapping(frozenset(part)) for part in parts if len(part) > 1)
    return reduce(_times, [*(_none_alone(length, count) for length, count in alone.items()), *overlapping], ONE)


def _none_alone(length: int, count: int) -> Chance:
    """The chance that none of so many terms of this length holds, which share nothing: (1 − p^length)^count."""
    if length == 1:
        return {(0, count): 1}
    return {(length * k, 0): (-1) ** k * comb(count, k) for k in range(count + 1)}


def _none_of_overlapping(terms: Clause) -> Chance:
    """The same for terms that overlap, by deciding the variable that most of them have."""
    often = Counter(variable for term in terms for variable in term)
    if len(often) > MOST_OVERLAPPING:
        raise TooLarge(
            f"escapes to {len(often)} states depend on one another; rankings are counted exactly for at most "
            f"{MOST_OVERLAPPING}"
        )
    chosen = max(sorted(often), key=often.__getitem__)
    inside = _none_holds(frozenset(term - {chosen} for term in terms))
    outside = _none_holds(frozenset(term for term in terms if chosen not in term))
    return _sum(((1, _times(IN, inside)), (1, _times(OUT, outside))))


def _sum(signed: Iterable[tuple[int, Chance]]) -> Chance:
    total: Counter[tuple[int, int]] = Counter()
    for sign, chance in signed:
        for powers, c in chance.items():
            total[powers] += sign * c
    return {powers: c for powers, c in total.items() if c}


def _times(left: Chance, right: Chance) -> Chance:
    product: Counter[tuple[int, int]] = Counter()
    for (e, a), c in left.items():
        for (f, b), d in right.items():
            product[e + f, a + b] += c * d
    return {powers: c for powers, c in product.items() if c}


def _least(terms: Clause) -> Clause:
    """The terms without those that hold only where another does."""
    by_variable: dict[int, list[Term]] = {}
    kept = []
    for term in sorted(terms, key=len):
        if not any(small <= term for variable in term for small in by_variable.get(variable, ())):
            kept.append(term)
            by_variable.setdefault(min(term), []).append(term)
    return frozenset(kept)


def _parts(items: Collection[Item], variables: Callable[[Item], Term]) -> list[list[Item]]:
    """The items in parts that share no variable."""
    above: dict[int, int] = {}

    def top(variable: int) -> int:
        while above.setdefault(variable, variable) != variable:
            above[variable] = above[above[variable]]
            variable = above[variable]
        return variable

    for item in items:
        first, *rest = variables(item)
        for variable in rest:
            above[top(variable)] = top(first)
    parts: dict[int, list[Item]] = {}
    for item in items:
        parts.setdefault(top(min(variables(item))), []).append(item)
    return list(parts.values())
