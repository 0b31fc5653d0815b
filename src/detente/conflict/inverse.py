"""The question turned round: the preferences under which a state would hold.

Notation: s* is the state that should hold, i the focal decision maker (DM), n the number of states, W the states
that i ranks below s*. The others' preferences are given.

Under the five ordinary concepts whether s* is stable for i depends on W alone, and a larger W can only help: every
improvement t must be in W, or meet an answer that is in W (and whose escapes all are). `condition` says just that.
Draw a strict ranking by giving every state a number between 0 and 1, evenly; if that of s* is p, each other state is
in W with chance p, by itself. A condition that holds with chance Σ c p^e q^a (`detente.conflict.monotone`) then makes
s* stable with chance Σ c e! a! / (e + a + 1)!, its integral over p, and n! times that is how many of the n! rankings
do.

After [KinsaraKilgourHipel2015]_, whose counts come from trying the rankings; `tried` does that.

Whether *some* ranking of chosen DMs makes s* hold for everybody is a harder question, since their improvements answer
those of the others. A DM that ranks s* first never leaves it; the rest of its ranking is free to lead, step by
step, to what deters the others. `settling` tries such rankings, proves where none can exist, tries all where there
are few, and says so where it cannot decide.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from itertools import permutations
from math import comb, factorial

import numpy as np

from detente.conflict import concepts, stability
from detente.conflict.graph import GraphModel, Mover
from detente.conflict.monotone import Clause, Condition, holds
from detente.conflict.preference import Preference
from detente.conflict.relation import Relation, closed_under, deterred, legal_sequences
from detente.conflict.states import BoolArray, IntArray
from detente.errors import ModelError, TooLarge

__all__ = ["Count", "condition", "count_rankings", "settling", "tried"]

COUNTED = concepts.DEFAULT_CONCEPTS
MOST_TRIED = 7  # states; 7! = 5,040 rankings, some seconds; each further state multiplies that


@dataclass(frozen=True, slots=True)
class Count:
    """How many strict rankings of a DM make a state stable for it.

    Parameters
    ----------
    count, of
        So many, of so many that there are.
    """

    count: int
    of: int

    @property
    def share(self) -> Fraction:
        """The chance that a ranking drawn evenly does."""
        return Fraction(self.count, self.of)


def count_rankings(game: GraphModel, focal: int, *, state: int, concept: str) -> Count:
    """How many of the focal DM's strict rankings make the state stable for it, everybody else's kept: exact.

    Parameters
    ----------
    concept
        One of the five ordinary concepts, by name or alias.

    Raises
    ------
    ModelError
        For another concept.
    TooLarge
        If the improvements depend on one another in too many ways.
    """
    chance = holds(condition(game, focal, state=state, concept=concept))
    rankings = factorial(len(game))
    count = sum(c * rankings // ((e + a + 1) * comb(e + a, a)) for (e, a), c in chance.items())
    return Count(count, rankings)


def tried(game: GraphModel, focal: int, *, state: int, concept: str) -> Count:
    """The same by trying every ranking: the definition, for up to seven states.

    Raises
    ------
    ModelError
        For a concept that is not ordinary.
    TooLarge
        With more than seven states.
    """
    definition = getattr(stability, _counted(concept))
    games = [_with(game, {focal: ranking}) for ranking in _rankings(len(game))]
    return Count(sum(bool(definition(each, focal)[state]) for each in games), len(games))


def condition(game: GraphModel, focal: int, *, state: int, concept: str) -> Condition:
    """What the focal DM must rank below the state for it to be stable.

    Returns
    -------
    Condition
        Every clause (an improvement) needs one of its terms (ways to be deterred), all states of which rank below.

    Raises
    ------
    ModelError
        For a concept that is not ordinary.
    """
    name = _counted(concept)
    if name == "nash":
        return frozenset(frozenset({frozenset({int(target)})}) for target in game.reachable(focal, state))
    responses = game.responses(game.others(focal), improving=name.endswith("sequential"))
    moves = game.relation(focal) if name.startswith("symmetric") else None
    clauses = (_clause(int(t), responses[t], moves, state) for t in game.reachable(focal, state))
    return frozenset(clause for clause in clauses if frozenset() not in clause)


def _clause(target: int, responses: BoolArray, moves: Relation | None, state: int) -> Clause:
    """The improvement ranks below the state itself, or an answer to it does with all that can be escaped to."""
    escapes = {x: np.flatnonzero(moves[x]) if moves is not None else () for x in np.flatnonzero(responses)}
    answers = (frozenset({int(x), *map(int, ys)} - {state}) for x, ys in escapes.items())
    return frozenset({frozenset({target}), *answers})


def _counted(concept: str) -> str:
    name = concepts.concept(concept).name
    if name not in COUNTED:
        raise ModelError(f"rankings are counted under {', '.join(COUNTED)}; not under {name}")
    return name


def _rankings(n: int) -> Iterator[IntArray]:
    """Every strict ranking, as payoffs."""
    if n > MOST_TRIED:
        raise TooLarge(f"{n} states have {n}! rankings; at most {MOST_TRIED}! = {factorial(MOST_TRIED):,} are tried")
    return (np.asarray(payoffs) for payoffs in permutations(range(n)))


def settling(
    game: GraphModel, state: int, *, concept: str, varied: Sequence[int] | None = None
) -> tuple[Preference, ...] | None:
    """Preferences under which the state is stable for every DM, found by varying those of some DMs.

    Parameters
    ----------
    concept
        Any concept, by name or alias.
    varied
        The DMs whose preferences are free; the others keep theirs. None: all.

    Returns
    -------
    tuple of Preference or None
        One for each DM; those of the varied ones are strict rankings. None: there are none.

    Raises
    ------
    ModelError
        If neither such preferences nor a proof that there are none is found.
    """
    name = concepts.concept(concept).name
    free = list(game.dms) if varied is None else sorted(set(varied))
    if not free:
        return game.preferences if _holds(game, state, name) else None
    for rankings in _promising(game, state, name, free):
        if _holds(found := _with(game, rankings), state, name):
            return found.preferences
    if name in COUNTED and any(_hopeless(game, dm, state, name, free) for dm in game.others(free)):
        return None
    if len(free) > 1 or len(game) > MOST_TRIED:
        raise ModelError(
            f"no ranking of the varied parties was found under which the state holds ({name}), nor a proof that "
            f"there is none; all rankings are tried for one party and at most {MOST_TRIED} states"
        )
    attempts = (_with(game, {free[0]: ranking}) for ranking in _rankings(len(game)))
    return next((each.preferences for each in attempts if _holds(each, state, name)), None)


def _with(game: GraphModel, rankings: Mapping[int, IntArray]) -> GraphModel:
    """The game in which these DMs have these strict payoffs."""
    given = enumerate(game.preferences)
    return game.with_preferences([Preference(rankings[dm]) if dm in rankings else want for dm, want in given])


def _holds(game: GraphModel, state: int, name: str) -> bool:
    return bool(concepts.stable(game, name)[:, state].all())


def _promising(game: GraphModel, state: int, name: str, free: Sequence[int]) -> Iterator[dict[int, IntArray]]:
    """Rankings of the free DMs with the state first: as they are, then those that lead to what deters the rest."""
    yield {dm: _first(state, game.preferences[dm].payoff) for dm in free}
    if name not in COUNTED or name == "nash":
        return
    ways = [_distances(game, dm, state, name, free) for dm in game.others(free)]
    for way in [*ways, sum(ways, np.zeros(len(game), dtype=np.int64))]:
        yield dict.fromkeys(free, _first(state, -way))


def _first(state: int, payoff: IntArray) -> IntArray:
    """Strict payoffs in this order, ties by index, with the state on top."""
    strict = np.argsort(np.argsort(payoff, kind="stable")).astype(np.int64)
    strict[state] = len(payoff)
    return np.argsort(np.argsort(strict)).astype(np.int64)


def _hopeless(game: GraphModel, focal: int, state: int, name: str, free: Sequence[int]) -> bool:
    """An improvement of the DM stays unanswered even if the free DMs would do whatever they can."""
    tempting = stability.incentives(game, focal, "d")
    if name == "nash":
        return bool(tempting[state].any())
    answers = legal_sequences(_willing(game, focal, name, free), len(game))
    return not deterred(tempting, answers, _feared(game, focal, name))[state]


def _distances(game: GraphModel, focal: int, state: int, name: str, free: Sequence[int]) -> IntArray:
    """[s] how many steps lead from s to what the DM fears; n where none do."""
    step = np.logical_or.reduce(_willing(game, focal, name, free))
    distance = np.full(len(game), len(game), dtype=np.int64)
    reached, steps = _feared(game, focal, name)[state], 0
    while reached.any():
        distance[reached] = steps
        reached = step[:, reached].any(axis=1) & (distance == len(game))
        steps += 1
    return distance


def _feared(game: GraphModel, focal: int, name: str) -> Relation:
    feared = stability.sanctions(game, focal, "d")
    return closed_under(feared, game.relation(focal)) if name.startswith("symmetric") else feared


def _willing(game: GraphModel, focal: int, name: str, free: Sequence[int]) -> list[Relation]:
    """Steps of everyone else, the free DMs moving at will and the rest as the concept lets them."""
    credible = name.endswith("sequential")
    return [_steps(game, mover, free, credible=credible) for mover in game.movers(game.others(focal))]


def _steps(game: GraphModel, mover: Mover, free: Sequence[int], *, credible: bool) -> Relation:
    bound = [game.preferences[dm] for dm in mover.members if dm not in free]
    if mover.joint is not None:
        return reduce(np.logical_and, (want.prefers() for want in bound), game.signing(mover.joint))
    steps = game.relation(mover)
    return steps & bound[0].prefers_or_unknown() if credible and bound else steps
