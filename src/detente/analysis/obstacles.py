"""What stands in the way of a condition: who would leave it or refuse to enter it, and over which statement.

In one draw a decision maker (DM) *accepts* a state if it would not leave it (the state is stable for it under the
rule) and, where it has a say over entering it, does not prefer the status quo to it. It has a say where options of
its own would have to change; a state that the others can bring about without it, it can only leave, not refuse. (In
graph form nothing tells whose options a state takes, and every DM is taken to have a say.)

A condition is blocked where no state of it is accepted by all. Its *nearest* states are then those that the fewest
DMs do not accept, and a DM *blocks* it if it does not accept one of these: others who would need that form of it are
kept from it. Where one DM alone stands in the way of a state, these are the DMs that accept none of what all others
accept; where three would each sign their own draft only, all three.
"""

from collections import defaultdict
from dataclasses import dataclass
from typing import Literal

import numpy as np

from detente.analysis.solve import Solution, Solved
from detente.conflict.statement import Statement
from detente.conflict.states import BoolArray, IntArray

__all__ = ["Obstacle", "Obstacles", "obstacles_to"]

Way = Literal["leaves", "refuses"]


@dataclass(frozen=True, slots=True)
class Obstacle:
    """One party's statement that stands in the way.

    Parameters
    ----------
    party
        The DM's index.
    want
        The statement that tells what it would rather have from what it would have to accept; empty where the order
        was not written as statements.
    share
        The weight of the draws in which it stands in the way.
    way
        Whether the party would leave (it improves by a move of its own) or refuses to enter (the status quo is
        better for it, and an option of its own would have to change).
    state, rather
        An example: the state of the condition it would have to accept, and the one it would rather have.
    """

    party: int
    want: str
    share: float
    way: Way
    state: int
    rather: int


@dataclass(frozen=True, slots=True)
class Obstacles:
    """The obstacles to a condition, the largest share first.

    Parameters
    ----------
    accepted
        The weight of the draws in which some state of the condition is accepted by all.
    blocks
        For each DM, the weight of the draws in which it blocks: it does not accept one of the nearest states.
    possible
        Whether the condition holds in any state at all.
    """

    obstacles: tuple[Obstacle, ...]
    accepted: float
    blocks: tuple[float, ...]
    possible: bool = True


def obstacles_to(solution: Solution, condition: Statement) -> Obstacles:
    """Who blocks a condition, and why, over all draws."""
    wanted = np.flatnonzero(solution.holds(condition))
    dms = len(solution.case.parties)
    if not len(wanted):
        return Obstacles((), 0.0, (0.0,) * dms, possible=False)
    blocks, accepted, start = np.zeros(dms), 0.0, solution.structure.start
    asked = _asked(solution)
    shares: dict[tuple[int, str, Way], float] = defaultdict(float)
    examples: dict[tuple[int, str, Way], tuple[float, int, int]] = {}
    for weight, solved in zip(solution.weights(), solution.solved, strict=True):
        if not weight:  # draws of what is impossible today count nothing
            continue
        accepts = _accepts(solved, wanted, asked, start)
        accepted += weight * bool(accepts.all(axis=0).any())
        nearest = _nearest(accepts)
        for dm in np.flatnonzero((~accepts & nearest).any(axis=1)).tolist():
            blocks[dm] += weight
            state, rather, way = _instead(solved, dm, wanted[~accepts[dm] & nearest], asked[dm], start)
            key = dm, _telling(solution, solved, dm, state, rather), way
            shares[key] += weight
            if weight > examples.get(key, (0.0, 0, 0))[0]:
                examples[key] = float(weight), state, rather
    found = (Obstacle(dm, want, shares[dm, want, way], way, *examples[dm, want, way][1:]) for dm, want, way in shares)
    ranked = tuple(sorted(found, key=lambda each: (-each.share, each.party, each.want)))
    return Obstacles(ranked, float(accepted), tuple(map(float, blocks)))


def _asked(solution: Solution) -> BoolArray:
    """[DM, state] an option of the DM is not as it is at the status quo: it has a say over entering the state."""
    states, conflict = solution.states, solution.case.conflict
    if states.labels:
        return np.ones((len(conflict.decision_makers), len(states)), dtype=np.bool_)
    changed = states.codes ^ states.codes[solution.structure.start]
    own = [
        sum(1 << k for k, option in enumerate(conflict.options) if dm.id in option.owners)
        for dm in conflict.decision_makers
    ]
    return (changed & np.asarray(own)[:, None]) != 0


def _accepts(solved: Solved, wanted: IntArray, asked: BoolArray, start: int) -> BoolArray:
    """[DM, wanted] it would not leave the state, and does not refuse to enter it."""
    payoffs = np.stack([want.payoff for want in solved.play.game.preferences])
    refused = asked[:, wanted] & (payoffs[:, wanted] < payoffs[:, [start]])
    return solved.stable[:, wanted] & ~refused


def _nearest(accepts: BoolArray) -> BoolArray:
    """[wanted] the states that the fewest DMs do not accept."""
    missing = (~accepts).sum(axis=0)
    return np.asarray(missing == missing.min())


def _instead(solved: Solved, dm: int, unwanted: IntArray, asked: BoolArray, start: int) -> tuple[int, int, Way]:
    """The best of the states that the DM would have to accept and does not, and what it would rather have."""
    payoff = solved.play.game.preferences[dm].payoff
    state = int(unwanted[np.argmax(payoff[unwanted])])
    if asked[state] and payoff[start] > payoff[state]:
        return state, start, "refuses"
    better = solved.play.credible_improvements(dm, state)
    return state, int(better[np.argmax(payoff[better])]), "leaves"


def _telling(solution: Solution, solved: Solved, dm: int, state: int, rather: int) -> str:
    """The first statement, in the DM's order, that holds in what it would rather have and not in the state."""
    party, k = solution.case.parties[dm], solved.draw.profiles[dm]
    if k < 0 or not party.profiles[k].wants:
        return ""
    truths = solution.structure.truths[dm][k]
    for number in solved.draw.orders[dm]:
        if truths[number, rather] != truths[number, state]:
            return party.profiles[k].wants[number].text
    return ""
