"""Commitment: whether a settlement, once reached, survives every party's next move; and the smallest guarantee.

For each likely state in which the condition holds: who could gain by leaving it alone, by how many levels of its
order, in how many draws nothing deters it, and under which concepts something would. A *guarantee* is a cost put on
one option: the statement "not that option" (or "that option", if leaving would drop it) enters the order of the party
that would leave; among its statements, or among the levels of its ranking. The smallest one stands as far down as it
can and still holds the state in place.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from detente.analysis.play import RULES
from detente.analysis.session import Session
from detente.analysis.settle_case import rows_of
from detente.analysis.solve import Solution, Solved
from detente.conflict.graph import GraphModel
from detente.conflict.preference import Preference, prioritize
from detente.conflict.settled import opening_of
from detente.conflict.statement import Statement
from detente.conflict.states import BoolArray, IntArray
from detente.conflict.witness import verdict

__all__ = ["Departure", "Guarantee", "Holding", "Holds", "holds_of"]

MOST_STATES = 3  # states of the condition looked into: the likeliest
NEARLY_ALL = 0.95  # weight of the draws in which a guarantee must hold the state


@dataclass(frozen=True, slots=True)
class Departure:
    """A party that would leave a state.

    Parameters
    ----------
    party, target
        Who, and to which state in most draws.
    tempted
        Weight of the draws in which it could gain by a move of its own.
    share
        Weight of the draws in which it would go, since nothing deters it under the rule in force.
    levels
        By how many levels of its order it would gain, on average where it goes.
    deterred
        For each concept, the weight of the draws in which it is tempted and something deters it.
    """

    party: int
    target: int
    tempted: float
    share: float
    levels: float
    deterred: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Guarantee:
    """A cost on an option that keeps a party in place.

    Parameters
    ----------
    party, option, taken
        Whose order it enters; the option, and whether it is kept taken (True) or not taken.
    rank
        The lowest rank, in every profile of the party, at which it holds the state; 1 is most important.
    length
        How long the party's longest order is, the cost in it.
    levels
        Whether that counts levels, as some profile of the party is a ranking and no order of statements.
    holds
        Weight of the draws in which all stay, with it.
    """

    party: int
    option: str
    taken: bool
    rank: int
    length: int
    levels: bool
    holds: float


@dataclass(frozen=True, slots=True)
class Holding:
    """One state in which the condition holds.

    Parameters
    ----------
    reached
        How likely the conflict is to end there, or to be there by a date.
    holds
        Weight of the draws in which no party would leave it alone.
    guarantees
        One each for parties that would leave and can be kept, the smallest found.
    agreed
        Weight of the draws in which some coalition would leave it together.
    """

    state: int
    reached: float
    holds: float
    agreed: float
    departures: tuple[Departure, ...]
    guarantees: tuple[Guarantee, ...]


@dataclass(frozen=True, slots=True)
class Holds:
    """Whether a condition survives the next move, for its likely states."""

    states: tuple[Holding, ...]
    reached: float


def holds_of(session: Session, condition: Statement, days: float | None = None) -> Holds:
    """Whether a condition, once it holds, is kept by everybody's own interest.

    Where shocks to drivers move what the parties want, it is what they want once all of these have come.

    Parameters
    ----------
    days
        How likely it is to be reached is meant after so many days; None is the long run.
    """
    later = session.later
    wanted = np.flatnonzero(session.solution.holds(condition))
    reached = _reached(session.solution, wanted, days)
    chosen = _likely(later.solution, wanted, reached)
    total = sum(reached.values())
    return Holds(tuple(_holding(later, state, reached.get(state, 0.0)) for state in chosen), total)


def _reached(solution: Solution, wanted: IntArray, days: float | None) -> dict[int, float]:
    shares = solution.shares(days)
    draw = np.repeat(np.arange(len(solution.arrays)), np.diff([*shares.first, len(shares.mass)]))
    inside = np.isin(shares.states, wanted) & (shares.mass > 0)
    found: dict[int, float] = defaultdict(float)
    for state, share in zip(
        shares.states[inside], solution.weights()[draw[inside]] * shares.mass[inside], strict=True
    ):
        found[int(state)] += float(share)
    return found


def _likely(solution: Solution, wanted: IntArray, reached: dict[int, float]) -> list[int]:
    """The likeliest states of the condition; where none is reached, those that most draws would keep."""
    if reached:
        return sorted(reached, key=lambda s: (-reached[s], s))[:MOST_STATES]
    kept = sum(
        w * each.stable[:, wanted].mean(axis=0) for w, each in zip(solution.weights(), solution.arrays, strict=True)
    )
    return [int(wanted[k]) for k in np.argsort(-np.asarray(kept), kind="stable")[:MOST_STATES]]


def _holding(session: Session, state: int, reached: float) -> Holding:
    solution = session.solution
    weights = solution.weights()
    stays = _staying(solution, state)
    departures = tuple(filter(None, (_departure(session, state, dm, stays[:, dm]) for dm in range(stays.shape[1]))))
    guarantees = tuple(filter(None, (_guarantee(session, state, each.party, stays) for each in departures)))
    agreed = sum(
        float(w) for w, solved in zip(weights, solution.solved, strict=True) if len(_together(solved, state)) > 0
    )
    return Holding(state, reached, float(weights @ stays.all(axis=1)), agreed, departures, guarantees)


def _staying(solution: Solution, state: int) -> BoolArray:
    """[draw, DM] whether the DM would not leave the state; only its own byte is looked at."""
    calm = np.stack([each.calm[:, state // 8] for each in solution.arrays])
    return (calm >> (7 - state % 8) & 1).astype(np.bool_)


def _together(solved: Solved, state: int) -> list[int]:
    return [step.target for step in solved.play.steps(state) if step.kind == "agreement"]


def _departure(session: Session, state: int, dm: int, stays: BoolArray) -> Departure | None:
    solution, weights = session.solution, session.solution.weights()
    tempted = levels = 0.0
    targets: dict[int, float] = defaultdict(float)
    for weight, solved, stay in zip(weights, solution.solved, stays, strict=True):
        payoff = solved.play.game.preferences[dm].payoff
        reach = solved.play.game.reachable(dm, state)
        better = reach[payoff[reach] > payoff[state]]
        tempted += float(weight) * (len(better) > 0)
        if not stay:
            goes = solved.play.credible_improvements(dm, state)
            best = int(goes[np.argmax(payoff[goes])])
            targets[best] += float(weight)
            levels += float(weight) * int(payoff[best] - payoff[state])
    gone = sum(targets.values())
    if tempted == 0:
        return None
    best = max(targets, key=lambda t: targets[t]) if targets else state
    deterred = tuple((rule, max(tempted - _leaving(session, rule, state, dm), 0.0)) for rule in RULES)
    return Departure(dm, best, tempted, gone, levels / gone if gone else 0.0, deterred)


def _leaving(session: Session, rule: str, state: int, dm: int) -> float:
    solution = session.under(rule)
    return float(solution.weights() @ ~_staying(solution, state)[:, dm])


def _guarantee(session: Session, state: int, dm: int, stays: BoolArray) -> Guarantee | None:
    """The option and the lowest rank at which a cost on it keeps the party in the state in nearly all draws."""
    solution, profiles = session.solution, session.case.parties[dm].profiles
    own = {k: rows_of(solution.structure, dm, k) for k in range(len(profiles)) or (-1,)}
    levels = any(not profile.wants for profile in profiles)
    found = []
    options = () if solution.states.labels else session.case.conflict.owned(dm)
    trial = _Trial(solution, dm, state, stays, own, len(options))
    for number, option in enumerate(options):
        id = session.case.conflict.options[option].id
        here = solution.states.taken(id)
        rank, holds = trial.smallest(here if here[state] else ~here, number)
        if rank:
            found.append(Guarantee(dm, id, bool(here[state]), rank, trial.longest + 1, levels, holds))
    return max(found, key=lambda each: (each.rank, each.holds), default=None)


@dataclass(frozen=True, eq=False)
class _Trial:
    """Costs on options of one party, tried at ranks of its orders.

    Parameters
    ----------
    stays
        [draw, DM] who stays in the state without any cost.
    own
        For each profile of the party its statements or levels [k, n].
    options
        How many options are tried.
    """

    solution: Solution
    dm: int
    state: int
    stays: BoolArray
    own: Mapping[int, BoolArray]
    options: int

    @property
    def longest(self) -> int:
        """The length of the party's longest order."""
        return max(map(len, self.own.values()))

    def smallest(self, kept: BoolArray, number: int) -> tuple[int, float]:
        """The lowest rank at which a cost holds the state, 0 for none, and the weight of the draws in which all stay.

        The higher the cost stands, the better it holds: it makes improvements fewer and sanctions more.
        """
        weights, low, high = self.solution.weights(), 0, self.longest + 1
        turns, best = high.bit_length(), np.zeros(len(self.stays), dtype=np.bool_)
        turn = number * turns
        while low < high:
            middle = (low + high + 1) // 2
            held = self._held(kept, middle, turn, self.options * turns)
            turn += 1
            if weights @ held >= NEARLY_ALL:
                low, best = middle, held
            else:
                high = middle - 1
        others = np.delete(self.stays, self.dm, axis=1).all(axis=1)
        return low, float(weights @ (best & others))

    def _held(self, kept: BoolArray, rank: int, turn: int, turns: int) -> BoolArray:
        """[draw] whether the party stays with that statement at that rank; how far the turns are is told."""
        held, progress = self.stays[:, self.dm].copy(), self.solution.progress
        for done, number in enumerate(np.flatnonzero(~held).tolist(), start=turn * len(held) + 1):
            held[number] = self._stays_with(self.solution.solved[number], kept, rank)
            if progress:
                progress(done, turns * len(held))
        return held

    def _stays_with(self, solved: Solved, kept: BoolArray, rank: int) -> bool:
        costed = self._with_cost(solved, kept, rank)
        if costed is None:
            return False
        preferences = [costed if k == self.dm else want for k, want in enumerate(solved.play.game.preferences)]
        game: GraphModel = solved.play.game.with_preferences(preferences)
        return verdict(game, self.dm, self.state, self.solution.settings.rule).stable

    def _with_cost(self, solved: Solved, kept: BoolArray, rank: int) -> Preference | None:
        """The party's order in a draw with the statement in it; None where unknown pairs would then contradict it."""
        profile, order, way = solved.draw.choice(self.dm)
        rows = list(self.own[profile][list(order)] if order else self.own[profile])
        rows.insert(min(rank - 1, len(rows)), kept)
        payoff, gaps = prioritize(np.stack(rows)).payoff, self.solution.structure.gaps(self.dm, profile)
        settled = opening_of(payoff, gaps.sides, gaps.name).settled(way) if gaps else payoff
        return None if settled is None else Preference(settled)
