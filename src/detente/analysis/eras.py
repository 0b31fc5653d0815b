"""A conflict that passes through eras: one chain for what the parties want before drivers move, and after.

An era is the set of shocks to drivers that have come. Its chain begins with every state that the eras before it
reach, since the shock may come at any of them; from each of its states a step leads to the same state of the next
era, at the rate of the shock. The chains of the eras are put side by side, so that a state stands in the whole as
often as there are eras that reach it; ends and dates are then solved as for any other chain, and exactly.
"""

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from detente.analysis.arrays import Arrays
from detente.analysis.beliefs import Draw
from detente.analysis.structure import Structure
from detente.conflict.states import IntArray

__all__ = ["InEra", "through_eras"]

InEra = Callable[[Sequence[Draw], int | Sequence[IntArray]], list[Arrays]]  # draws, where they begin → their chains
Came = frozenset[int]


def through_eras(structure: Structure, draws: Sequence[Draw], here: InEra, then: Sequence[InEra]) -> list[Arrays]:
    """The chains of some draws, from the status quo through all eras.

    Parameters
    ----------
    here, then
        What solves draws in the first era, and in each that is later.
    """
    found: list[dict[Came, Arrays]] = [{frozenset(): arrays} for arrays in here(draws, structure.start)]
    for era, solve in zip(structure.later, then, strict=True):
        begun = [_begun(eras, era.came) for eras in found]
        for eras, arrays in zip(found, solve(era.draws(structure.case, draws), begun), strict=True):
            eras[era.came] = arrays
    moving = frozenset().union(*(era.came for era in structure.later))
    rates = {number: structure.case.shocks[number].rate for number in sorted(moving)}
    return [_joined(eras, rates) for eras in found]


def _begun(eras: Mapping[Came, Arrays], came: Came) -> IntArray:
    """The states in which an era may begin: those of the eras that one shock leads from, each once."""
    before = np.concatenate([eras[came - {number}].states for number in sorted(came)])
    return np.asarray(list(dict.fromkeys(before.tolist())), dtype=np.int64)


def _joined(eras: Mapping[Came, Arrays], rates: Mapping[int, float]) -> Arrays:
    """One chain of the chains of the eras, the first era first."""
    begins = dict(zip(eras, np.cumsum([0, *(len(each.states) for each in eras.values())]), strict=False))
    parts = [_onward(eras, came, begins, rates) for came in eras]
    own, target, movers, share = (np.concatenate(each) for each in zip(*parts, strict=True))
    first = eras[frozenset()]
    return Arrays(
        np.concatenate([each.states for each in eras.values()]),
        np.cumsum([0, *own]).astype(np.int32),
        target.astype(np.int32),
        movers.astype(np.int32),
        share,
        first.calm,
        first.n,
    )


def _onward(
    eras: Mapping[Came, Arrays], came: Came, begins: Mapping[Came, int], rates: Mapping[int, float]
) -> tuple[IntArray, ...]:
    """The steps of one era, and the shocks that end it: [m] how many each state has; targets, movers, shares."""
    era, left = eras[came], [number for number in rates if number not in came]
    m = len(era.states)
    row = np.concatenate([np.repeat(np.arange(m), np.diff(era.first)), *([np.arange(m)] * len(left))])
    order = np.argsort(row, kind="stable")
    ahead = [begins[came | {number}] + _places(era, eras[came | {number}]) for number in left]
    target = np.concatenate([era.target + begins[came], *ahead])
    movers = np.concatenate([era.movers, *(np.full(m, -1 - number) for number in left)])
    share = np.concatenate([era.share, *(np.full(m, rates[number]) for number in left)])
    return np.diff(era.first) + len(left), target[order], movers[order], share[order]


def _places(era: Arrays, later: Arrays) -> IntArray:
    """[m] where each state of an era stands in a later one."""
    place = np.empty(era.n, dtype=np.int64)
    place[later.states] = np.arange(len(later.states))
    return place[era.states]
