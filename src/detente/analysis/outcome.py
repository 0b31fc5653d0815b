"""Where a conflict ends: the likeliest ends over all draws, and how each is reached."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log2

import numpy as np

from detente.analysis.chain import Chain, Tempi
from detente.analysis.play import Step
from detente.analysis.solve import Solution
from detente.case import Case

__all__ = ["End", "Outcome", "PathStep", "likeliest_path", "outcome_of"]

COVERED = 0.95  # ends are listed until this much of the probability is covered


@dataclass(frozen=True, slots=True)
class PathStep:
    """One step on the way: who, by what kind of step, from which state to which, and how likely it was there.

    Nobody makes a shock; `shock` says which of the case it is.
    """

    kind: str
    movers: tuple[int, ...]
    source: int
    target: int
    chance: float
    shock: int | None = None


@dataclass(frozen=True, slots=True)
class End:
    """One end of the conflict.

    Parameters
    ----------
    states
        One state at rest, or the several that are gone round for ever.
    probability
        Over all draws.
    events
        The case's events that hold there (in all of the states).
    path
        The likeliest way there from the status quo, in the draw that contributes most.
    """

    states: tuple[int, ...]
    probability: float
    events: tuple[str, ...]
    path: tuple[PathStep, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """The ends by probability, until 95 % is covered.

    Parameters
    ----------
    others
        How many ends share the rest.
    entropy
        In bits, over all ends: 0 is one certain end.
    events
        How likely each event of the case is at the end.
    """

    ends: tuple[End, ...]
    others: int
    rest: float
    entropy: float
    events: tuple[tuple[str, float], ...]


def outcome_of(solution: Solution, case: Case, days: float | None = None) -> Outcome:
    """The states by probability, each with a path from the status quo.

    Parameters
    ----------
    days
        After so many days; None: the ends, in the long run.
    """
    chances, sources = _chances(solution, days)
    ranked = sorted((group for group in chances if chances[group] > 0), key=lambda g: (-chances[g], g))
    shown = _covering([chances[group] for group in ranked])
    held = {name: solution.holds(statement) for name, (_, statement) in case.events.items()}
    ends = tuple(
        End(
            group,
            chances[group],
            tuple(name for name, holds in held.items() if holds[list(group)].all()),
            likeliest_path(solution.solved[sources[group]].chain, solution.settings.tempi, group),
        )
        for group in ranked[:shown]
    )
    return Outcome(
        ends,
        len(ranked) - shown,
        max(0.0, 1 - sum(end.probability for end in ends)),
        -sum(chance * log2(chance) for chance in chances.values() if chance > 0),
        tuple((name, float(solution.weights() @ solution.masses(holds, days))) for name, holds in held.items()),
    )


def _chances(
    solution: Solution, days: float | None
) -> tuple[dict[tuple[int, ...], float], dict[tuple[int, ...], int]]:
    """The probability of each end (or state by a date) over all draws, and the draw that contributes most to it."""
    shares, weights = solution.shares(days), solution.weights()
    chances: dict[tuple[int, ...], float] = defaultdict(float)
    most: dict[tuple[int, ...], tuple[float, int]] = {}
    bounds = [*shares.first, len(shares.mass)]
    for number, (start, stop) in enumerate(pairwise(bounds)):
        reached = shares.mass[start:stop] > 0
        inside = np.flatnonzero(reached if days is not None else shares.member[start:stop] >= 0) + start
        groups: dict[int, list[int]] = defaultdict(list)
        for k in inside:
            groups[int(k if days is not None else shares.member[k])].append(int(k))
        for places in groups.values():
            end = tuple(sorted(int(shares.states[k]) for k in places))
            share = float(weights[number] * shares.mass[places].sum())
            chances[end] += share
            if share > most.get(end, (0.0, 0))[0]:
                most[end] = share, number
    return chances, {end: number for end, (_, number) in most.items()}


def _covering(chances: Sequence[float]) -> int:
    """How many of the descending chances it takes to cover enough."""
    total = 0.0
    for number, chance in enumerate(chances):
        total += chance
        if total >= COVERED - 1e-9:
            return number + 1
    return len(chances)


def likeliest_path(chain: Chain, tempi: Tempi, targets: Sequence[int]) -> tuple[PathStep, ...]:
    """The path with the largest product of step probabilities from the start to one of the targets."""
    best: dict[int, float] = {0: 1.0}  # place of the chain → chance of the likeliest path to it
    back: dict[int, tuple[int, PathStep]] = {}
    open_to, done = dict(best), set()
    while open_to:
        place = max(open_to, key=lambda k: open_to[k])
        chance = open_to.pop(place)
        done.add(place)
        if chain.states[place] in targets:
            return _walked(back, place)
        for target, step, share in _choices(chain.steps[place], chain.targets[place], tempi):
            if target not in done and chance * share > best.get(target, 0.0):
                best[target] = open_to[target] = chance * share
                source = int(chain.states[place])
                back[target] = place, PathStep(step.kind, step.movers, source, step.target, share, step.shock)
    return ()


def _choices(steps: Sequence[Step], targets: Sequence[int], tempi: Tempi) -> list[tuple[int, Step, float]]:
    """For each next place the likeliest kind of step to it, and how likely the place is next."""
    total = sum(map(tempi.rate, steps))
    chances: dict[int, float] = defaultdict(float)
    leading: dict[int, Step] = {}
    for target, step in zip(targets, steps, strict=True):
        chances[target] += tempi.rate(step) / total
        if target not in leading or tempi.rate(step) > tempi.rate(leading[target]):
            leading[target] = step
    return [(target, leading[target], chances[target]) for target in leading]


def _walked(back: dict[int, tuple[int, PathStep]], place: int) -> tuple[PathStep, ...]:
    path: list[PathStep] = []
    while place in back:
        place, step = back[place]
        path.append(step)
    return tuple(reversed(path))
