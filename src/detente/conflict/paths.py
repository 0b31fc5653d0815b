"""Status-quo analysis: how a conflict can get from where it stands to where it might rest.

From a start, the shortest legal sequences to each target are found three ways: by *improvements* alone, each of which
its mover prefers, joint moves among them; by improvements and *agreements*, in which a coalition changes options of
all its members at once and each of them prefers the result; and by *moves* of any kind, with the first step that is
no improvement. What a target needs is the first of these that leads there, so that a target that needs moves is
reached only if somebody acts against what it wants [FangHipelKilgour1993]_, [KilgourHipelFangPeng2001]_.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Literal

import numpy as np

from detente.conflict.graph import GraphModel
from detente.conflict.step import Path, Walker, improves, walkers
from detente.conflict.walk import Walk, coalition_at_once, walk_from
from detente.errors import TooLarge

__all__ = ["Needs", "Route", "Way", "agreements", "status_quo_analysis"]

Needs = Literal["improvements", "agreement", "moves", "unreachable"]

MOST_PATHS = 12  # shortest paths that are listed; more than a page of them tell nothing new
MOST_STATES_AGREEING = 20_000  # every set of parties looks at every change of its options: minutes beyond


@dataclass(frozen=True, slots=True)
class Way:
    """One shortest legal sequence from the start to a target.

    Parameters
    ----------
    steps
        In order; none where the start is the target.
    against
        The index of the first step that its mover is not known to prefer; None where there is none.
    """

    steps: Path
    against: int | None = None


@dataclass(frozen=True, slots=True)
class Route:
    """How the conflict gets from the start to one target.

    Parameters
    ----------
    start, target
        States.
    needs
        ``"improvements"``: each step is one; ``"agreement"``: a coalition must act at once; ``"moves"``: somebody
        must act against what it wants; ``"unreachable"``: no moves lead there.
    ways
        Every shortest legal sequence of the kind that it needs, first those whose states, read from the end, have
        the lowest index.
    moves
        Every shortest legal sequence of moves, whether anybody gains by them or not.
    joint
        There is no sequence of the kind that it needs without a joint move.
    more
        There are more shortest sequences, of either kind, than are listed.
    """

    start: int
    target: int
    needs: Needs
    ways: tuple[Way, ...] = ()
    moves: tuple[Way, ...] = ()
    joint: bool = False
    more: bool = False


def status_quo_analysis(
    game: GraphModel, start: int, targets: Sequence[int], *, agreeing: bool = True, most: int = MOST_PATHS
) -> tuple[Route, ...]:
    """How each target can be reached from the start.

    Parameters
    ----------
    targets
        States, usually equilibria.
    agreeing
        Whether agreements are looked for. They are where improvements do not lead to every target.
    most
        The number of sequences listed of each kind.

    Returns
    -------
    tuple[Route, ...]
        One for each target, in order.

    Raises
    ------
    TooLarge
        If agreements are needed among more than 20,000 states.
    """
    surveys = tuple(_surveys(game, start, targets, agreeing))
    return tuple(_route(game, target, surveys, most) for target in targets)


@dataclass(frozen=True, slots=True, eq=False)
class _Survey:
    """The walks of one kind, as far as all targets; alone: those without joint moves."""

    needs: Needs
    every: Walk
    alone: Walk


def _surveys(game: GraphModel, start: int, targets: Sequence[int], agreeing: bool) -> Iterator[_Survey]:
    """The kinds of walk, the least demanding first; agreements only where they are needed."""
    improving = walkers(game, game.dms, willing="improving")
    survey = _surveyed(game, start, targets, "improvements", improving)
    yield survey
    if agreeing and any(survey.every.length(target) is None for target in targets):
        yield _surveyed(game, start, targets, "agreement", (*improving, *agreements(game)))
    yield _surveyed(game, start, targets, "moves", walkers(game, game.dms))


def _surveyed(
    game: GraphModel, start: int, targets: Sequence[int], needs: Needs, everybody: Sequence[Walker]
) -> _Survey:
    alone = [walker for walker in everybody if walker.mover.joint is None]
    every = _walked(walk_from(game, start, everybody), targets)
    return _Survey(
        needs, every, every if len(alone) == len(everybody) else _walked(walk_from(game, start, alone), targets)
    )


def _walked(walk: Walk, targets: Iterable[int]) -> Walk:
    """A walk as far as every target that it comes to."""
    missing = set(targets) - {walk.start}
    levels = walk.levels()
    while missing and (reached := next(levels, None)) is not None:
        missing -= set(np.intersect1d(reached, list(missing)).tolist())
    return walk


def agreements(game: GraphModel) -> tuple[Walker, ...]:
    """Every coalition of two or more, as one that changes its members' options at once if each of them gains.

    Raises
    ------
    TooLarge
        Among more than 20,000 states.
    """
    if len(game) > MOST_STATES_AGREEING:
        raise TooLarge(
            f"agreements are looked for among at most {MOST_STATES_AGREEING:,} states, and there are {len(game):,}; "
            "ask without agreements, or coalesce states that nobody distinguishes"
        )
    return tuple(coalition_at_once(game, members) for members in game.coalitions() if len(members) > 1)


def _route(game: GraphModel, target: int, surveys: Sequence[_Survey], most: int) -> Route:
    *_, moves = surveys
    start = moves.every.start
    survey = next((each for each in surveys if each.every.length(target) is not None), None)
    if survey is None:
        return Route(start, target, "unreachable")
    ways, cut = _ways(game, survey.every, target, most)
    plain, plain_cut = _ways(game, moves.every, target, most)
    joint = survey.alone.length(target) is None
    return Route(start, target, survey.needs, ways, plain, joint, cut or plain_cut)


def _ways(game: GraphModel, walk: Walk, target: int, most: int) -> tuple[tuple[Way, ...], bool]:
    """The first of the shortest sequences, and whether there are more."""
    paths = list(islice(_told_once(walk.paths(target)), most + 1))
    return tuple(Way(path, _against(game, path)) for path in paths[:most]), len(paths) > most


def _told_once(paths: Iterable[Path]) -> Iterator[Path]:
    """What signatories do by a joint move is no second path where they could agree on it anyhow."""
    told = set()
    for path in paths:
        key = tuple((step.movers, step.source, step.target) for step in path)
        if key not in told:
            told.add(key)
            yield path


def _against(game: GraphModel, path: Path) -> int | None:
    return next((k for k, step in enumerate(path) if not improves(game, step)), None)
