"""Over the others' heads: what a coalition can do, who loses by it, and what the excluded can do back."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from detente.analysis.outcome import outcome_of
from detente.analysis.play import Play
from detente.analysis.session import Session
from detente.analysis.solve import Solved
from detente.conflict.states import BoolArray, IntArray

__all__ = ["Answered", "Bargain", "Excluded", "Vantage", "able_of", "excluded_of"]

MOST_BARGAINS = 5  # for each state it starts from
MOST_ENDS = 3  # likely ends from which the coalition is looked at, besides the status quo


@dataclass(frozen=True, slots=True)
class Answered:
    """What the excluded can do back: who moves where, and whether it takes the gain of a member away."""

    party: int
    target: int
    share: float
    undoes: float


@dataclass(frozen=True, slots=True)
class Bargain:
    """Something the coalition would agree on.

    Parameters
    ----------
    target, share
        Where it leads, and the weight of the draws in which every member prefers it and nothing better is open.
    loses
        For each excluded party, the weight of those draws in which it is worse off.
    answers
        What the excluded would do from there by moves that improve on it.
    """

    target: int
    share: float
    loses: tuple[tuple[int, float], ...]
    answers: tuple[Answered, ...]


@dataclass(frozen=True, slots=True)
class Vantage:
    """A state the coalition could act from: the status quo or a likely end."""

    state: int
    able: float
    bargains: tuple[Bargain, ...]


@dataclass(frozen=True, slots=True)
class Excluded:
    """What a coalition can do without the others."""

    coalition: tuple[int, ...]
    vantages: tuple[Vantage, ...]


def excluded_of(session: Session, coalition: Sequence[int]) -> Excluded:
    """What a coalition can do from the status quo and from each likely end, over the others' heads.

    Where shocks to drivers move what the parties want, the ends are looked at once all of these have come.
    """
    ends = outcome_of(session.solution, session.case).ends[:MOST_ENDS]
    start, members = session.structure.start, tuple(sorted(coalition))
    later = dict.fromkeys(end.states[0] for end in ends if end.states[0] != start)
    vantages = [(session, start), *((session.later, state) for state in later)]
    return Excluded(members, tuple(_vantage(asked, members, state) for asked, state in vantages))


def _vantage(session: Session, coalition: tuple[int, ...], state: int) -> Vantage:
    found: dict[int, list[tuple[float, Solved]]] = defaultdict(list)
    able = 0.0
    for weight, solved in zip(session.solution.weights(), session.solution.solved, strict=True):
        targets = gains_of(solved, coalition, state)
        able += float(weight) * (len(targets) > 0)
        for target in map(int, targets):
            if weight:  # draws of what is impossible today count nothing
                found[target].append((float(weight), solved))
    bargains = [_bargain(coalition, state, target, draws) for target, draws in found.items()]
    return Vantage(state, able, tuple(sorted(bargains, key=lambda b: (-b.share, b.target))[:MOST_BARGAINS]))


def able_of(session: Session, coalition: Sequence[int]) -> BoolArray:
    """[draw] whether the coalition can agree on anything from the status quo."""
    members, start = tuple(sorted(coalition)), session.structure.start
    return np.asarray([len(gains_of(solved, members, start)) > 0 for solved in session.solution.solved])


def gains_of(solved: Solved, coalition: tuple[int, ...], state: int) -> IntArray:
    """The undominated states in the coalition's own hands that every member prefers, sanctions or not."""
    return Play(solved.play.game, solved.play.lattice, "nash").agreements_of(coalition, state)


def _bargain(coalition: tuple[int, ...], state: int, target: int, draws: list[tuple[float, Solved]]) -> Bargain:
    share = sum(weight for weight, _ in draws)
    game = draws[0][1].play.game
    loses = []
    for dm in game.others(coalition):
        worse = sum(w for w, solved in draws if _worse(solved, dm, target, state))
        loses.append((dm, worse / share))
    return Bargain(target, share, tuple(loses), tuple(_answers(coalition, state, target, draws, share)))


def _worse(solved: Solved, dm: int, target: int, state: int) -> bool:
    payoff = solved.play.game.preferences[dm].payoff
    return bool(payoff[target] < payoff[state])


def _answers(
    coalition: tuple[int, ...], state: int, target: int, draws: list[tuple[float, Solved]], share: float
) -> list[Answered]:
    moved: dict[tuple[int, int], float] = defaultdict(float)
    undone: dict[tuple[int, int], float] = defaultdict(float)
    for weight, solved in draws:
        for dm in solved.play.game.others(coalition):
            best = _best_move(solved, dm, target)
            if best is not None:
                moved[dm, best] += weight
                undone[dm, best] += weight * _takes_away(solved, coalition, state, best)
    ranked = sorted(moved, key=lambda key: (-moved[key], key))
    return [Answered(dm, end, moved[dm, end] / share, undone[dm, end] / moved[dm, end]) for dm, end in ranked]


def _best_move(solved: Solved, dm: int, state: int) -> int | None:
    game = solved.play.game
    payoff, reach = game.preferences[dm].payoff, game.reachable(dm, state)
    better = reach[payoff[reach] > payoff[state]]
    return int(better[np.argmax(payoff[better])]) if len(better) else None


def _takes_away(solved: Solved, coalition: tuple[int, ...], state: int, end: int) -> bool:
    worse: BoolArray = np.asarray(
        [
            solved.play.game.preferences[dm].payoff[end] <= solved.play.game.preferences[dm].payoff[state]
            for dm in coalition
        ]
    )
    return bool(worse.any())
