"""The cheapest candidates that settle a conflict, found by trying all in rising order of cost.

Nothing dearer is tried before everything cheaper has been, so that the first settlement found is a cheapest one, and
what was tried without one is a proof that there is none so cheap. Tries are counted, never timed: the same search
gives the same answer on every machine.
"""

import heapq
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice, product
from typing import Any

from detente.analysis.settle_change import Bond
from detente.analysis.settle_judge import Candidate
from detente.analysis.settle_space import Ascending, Order
from detente.conflict.states import BoolArray

__all__ = ["Purse", "Search", "search"]

AT_ONCE = 512  # candidates judged together; a stop is noticed between

Progress = Callable[[int, int], object]


@dataclass(slots=True)
class Purse:
    """How many tries a search may still make; `overdrawn` where it would have made more."""

    left: int
    spent: int = 0
    overdrawn: bool = False

    def spend(self, tries: int = 1) -> bool:
        """Count some tries, if there is that much left; otherwise none of them may be made."""
        if tries > self.left:
            self.overdrawn = True
            return False
        self.left -= tries
        self.spent += tries
        return True


@dataclass(slots=True)
class Search:
    """What a search found.

    Parameters
    ----------
    cost
        Of the cheapest candidates that settle the conflict; None where none was found.
    bound
        Nothing cheaper than this exists; None where nothing exists at all.
    found
        The candidates of that cost, in the order tried.
    complete
        Whether all of them were tried; where nothing was found, whether everything was.
    """

    cost: int | None = None
    bound: int | None = 0
    found: list[Candidate] = field(default_factory=list)
    complete: bool = False


def search(
    orders: Sequence[Ascending[Order]],
    bonds: Ascending[tuple[Bond, ...]],
    settled: Callable[[Sequence[Candidate]], BoolArray],
    purse: Purse,
    *,
    progress: Progress | None = None,
) -> Search:
    """Try all candidates in rising order of cost until some settle the conflict, or the purse is empty.

    Parameters
    ----------
    orders, bonds
        What a candidate is made of: one order of each party, one set of bonds.
    settled
        Which of some candidates settle the conflict.
    progress
        Called with (tries made, tries allowed); where it gives False the search stops.
    """
    result = Search()
    for cost, candidates in _levels([*orders, bonds]):
        if result.cost is not None and cost > result.cost:
            break
        result.bound = cost
        while some := list(islice(candidates, max(1, min(AT_ONCE, purse.left)))):
            if not purse.spend(len(some)):
                return result
            _note(result, cost, some, settled(some))
            if progress and progress(purse.spent, purse.spent + purse.left) is False:
                return result
        if purse.overdrawn:
            return result
    result.complete = True
    if result.cost is None:
        result.bound = None
    return result


def _note(result: Search, cost: int, some: Sequence[Candidate], settled: BoolArray) -> None:
    result.found += [each for each, does in zip(some, settled, strict=True) if does]
    if result.found:
        result.cost = cost


def _levels(parts: Sequence[Ascending[Any]]) -> Iterator[tuple[int, Iterator[Candidate]]]:
    """Every combination of one level a part, in rising order of cost, each with its candidates."""
    waiting = [(0, (0,) * len(parts))]
    while waiting:
        cost, levels = heapq.heappop(waiting)
        yield cost, _candidates(parts, levels)
        last = max((k for k, level in enumerate(levels) if level), default=0)
        for k in range(last, len(parts)):  # each combination is made once: its last part rises, or one behind it
            dearer, now = parts[k].cost(levels[k] + 1), parts[k].cost(levels[k])
            if dearer is not None and now is not None:
                heapq.heappush(waiting, (cost + dearer - now, (*levels[:k], levels[k] + 1, *levels[k + 1 :])))


def _candidates(parts: Sequence[Ascending[Any]], levels: Sequence[int]) -> Iterator[Candidate]:
    """The candidates of one level a part; nothing is worked out before the first is asked for."""
    chosen = [part.level(level) for part, level in zip(parts, levels, strict=True)]
    for *own, bonds in product(*chosen):
        yield Candidate(tuple(own), bonds)
