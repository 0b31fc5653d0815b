"""Single steps: who can, and would, take a conflict from one state to another, for many states at a time.

A *walker* is whoever makes a step: a decision maker (DM), those who sign a joint move, or a coalition. Its *arcs* are
the steps it is able to make, as sources and targets one beside the other and never as a matrix, so that looking a
step ahead costs the steps that lead from there.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, Protocol

import numpy as np

from detente.conflict.graph import GraphModel, ListedMoves, Mover, OptionMoves, parts_of
from detente.conflict.relation import Relation
from detente.conflict.states import BoolArray, IntArray

__all__ = [
    "Arcs",
    "Changes",
    "Pairs",
    "Path",
    "Step",
    "Walker",
    "Willing",
    "everybody_prefers",
    "improves",
    "may_prefer",
    "prefer",
    "walkers",
]

STEPS_AT_ONCE = 2**21  # candidate steps held in memory together: about 100 MB

Willing = Literal["any", "credible", "improving"]
Pairs = tuple[IntArray, IntArray]  # sources and targets
Would = Callable[[IntArray, IntArray], BoolArray]


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a sequence: who takes the conflict from where to where.

    Parameters
    ----------
    movers
        The DM who moves; all who sign or act together where they are several.
    source, target
        The states before and after.
    joint
        The index of the joint move that is signed, if it is one.
    through
        The moves by which a coalition makes this step in turn; empty where it is one move, or is made at once.
    """

    movers: tuple[int, ...]
    source: int
    target: int
    joint: int | None = None
    through: tuple["Step", ...] = ()


Path = tuple[Step, ...]


def prefer(game: GraphModel, members: Iterable[int], source: int | IntArray, target: int | IntArray) -> BoolArray:
    """Where every member is known to prefer the target to the source (broadcast)."""
    every = np.ones(np.broadcast_shapes(np.shape(source), np.shape(target)), dtype=np.bool_)
    for want in (game.preferences[dm] for dm in members):
        every &= want.payoff[target] > want.payoff[source]
        if want.unknown is not None:
            every &= ~want.unknown[source, target]
    return every


def may_prefer(game: GraphModel, focal: int, source: int | IntArray, target: int | IntArray) -> BoolArray:
    """Where a DM prefers the target to the source, or nobody knows (broadcast)."""
    better, unknown = prefer(game, (focal,), source, target), game.preferences[focal].unknown
    return better if unknown is None else better | unknown[source, target]


def improves(game: GraphModel, step: Step) -> bool:
    """Everyone who makes the step is known to prefer where it leads."""
    return all(game.prefers(dm, step.source, step.target) for dm in step.movers)


class Arcs(Protocol):
    """The steps that somebody is able to make."""

    def onward(self, sources: IntArray) -> Iterator[Pairs]:
        """Every step from these states, as many at a time as fit into memory."""

    def join(self, sources: IntArray, target: int) -> BoolArray:
        """[source] whether a step leads from there to the target."""


@dataclass(frozen=True, slots=True, eq=False)
class Changes:
    """Steps that change any of some options (a code with their bits), each in an allowed direction."""

    moves: OptionMoves
    bits: int

    def onward(self, sources: IntArray) -> Iterator[Pairs]:
        """Every step from these states, as many at a time as fit into memory."""
        parts = parts_of(self.bits)
        rows = max(1, STEPS_AT_ONCE // len(parts))
        yield from (self._onward(sources[k : k + rows], parts) for k in range(0, len(sources), rows))

    def _onward(self, sources: IntArray, parts: IntArray) -> Pairs:
        codes = self.moves.codes[sources]
        row, part = np.nonzero(self.moves.allowed(codes[:, None], parts[None, :]))
        place, feasible = _places(self.moves.codes, codes[row] ^ parts[part])
        return sources[row[feasible]], place[feasible]

    def join(self, sources: IntArray, target: int) -> BoolArray:
        """[source] whether a step leads from there to the target."""
        code = self.moves.codes[sources]
        change = code ^ self.moves.codes[target]
        return np.asarray(self.moves.allowed(code, change) & (change & ~self.bits == 0))


@dataclass(frozen=True, slots=True, eq=False)
class _Signing:
    """The step that takes a set of options together."""

    codes: IntArray
    bits: int

    def onward(self, sources: IntArray) -> Iterator[Pairs]:
        unsigned = sources[self.codes[sources] & self.bits == 0]
        place, feasible = _places(self.codes, self.codes[unsigned] | self.bits)
        yield unsigned[feasible], place[feasible]

    def join(self, sources: IntArray, target: int) -> BoolArray:
        code = self.codes[sources]
        return np.asarray((code & self.bits == 0) & (code | self.bits == self.codes[target]))


@dataclass(frozen=True, slots=True, eq=False)
class _Listed:
    """Steps that are listed."""

    relation: Relation

    def onward(self, sources: IntArray) -> Iterator[Pairs]:
        row, target = np.nonzero(self.relation[sources])
        yield sources[row], target

    def join(self, sources: IntArray, target: int) -> BoolArray:
        return np.asarray(self.relation[sources, target])


def _places(codes: IntArray, wanted: IntArray) -> tuple[IntArray, BoolArray]:
    """Where each wanted code stands, and whether it is there."""
    place = np.minimum(np.searchsorted(codes, wanted), len(codes) - 1)
    return place, np.asarray(codes[place] == wanted)


@dataclass(frozen=True, slots=True, eq=False)
class Walker:
    """Someone who makes steps, and which of them it would make.

    Parameters
    ----------
    mover
        Who it is.
    arcs
        The steps it is able to make.
    would
        Where it would make them, of sources and targets; None: everywhere.
    spell
        For a coalition that acts in turn: the moves of which its step from a state to another consists.
    """

    mover: Mover
    arcs: Arcs
    would: Would | None = None
    spell: Callable[[int, int], Path] | None = None

    def onward(self, sources: IntArray) -> Iterator[Pairs]:
        """Every step that it would make from these states, as many at a time as fit into memory."""
        for source, target in self.arcs.onward(sources):
            kept = slice(None) if self.would is None else self.would(source, target)
            yield source[kept], target[kept]

    def targets(self, source: int) -> IntArray:
        """The states to which it would step from this one, ascending."""
        return np.sort(np.concatenate([target for _, target in self.onward(np.asarray([source]))] or [_NONE]))

    def join(self, sources: IntArray, target: int) -> BoolArray:
        """[source] whether it would step from there to the target."""
        able = self.arcs.join(sources, target)
        return able if self.would is None else able & self.would(sources, np.full(len(sources), target))

    def step(self, source: int, target: int) -> Step:
        """That step, written down."""
        through = self.spell(source, target) if self.spell else ()
        return Step(self.mover.members, source, target, self.mover.joint, through)


_NONE = np.zeros(0, dtype=np.int64)


def walkers(game: GraphModel, members: Iterable[int], *, willing: Willing = "any") -> tuple[Walker, ...]:
    """Everyone who makes steps among these DMs: each alone, and those who can sign a joint move.

    Parameters
    ----------
    willing
        Which steps a DM makes alone: ``"any"``; ``"credible"``, those it prefers or may prefer; ``"improving"``,
        those that it is known to prefer. A joint move is signed only by those who prefer it, always.
    """
    return tuple(Walker(mover, _arcs(game, mover), _would(game, mover, willing)) for mover in game.movers(members))


def _arcs(game: GraphModel, mover: Mover) -> Arcs:
    focal, joint, moves = mover.members[0], mover.joint, game.moves
    if isinstance(moves, ListedMoves):
        return _Listed(moves.relations[focal] if joint is None else moves.joints[joint])
    if joint is not None:
        return _Signing(game.states.codes, game.joint_bits(joint))
    return Changes(moves, moves.owned[focal]) if isinstance(moves, OptionMoves) else _Listed(moves.relation(focal))


def _would(game: GraphModel, mover: Mover, willing: Willing) -> Would | None:
    if mover.joint is not None or willing == "improving":
        return everybody_prefers(game, mover.members)
    focal = mover.members[0]
    return None if willing == "any" else lambda source, target: may_prefer(game, focal, source, target)


def everybody_prefers(game: GraphModel, members: tuple[int, ...]) -> Would:
    """Where all of them are known to prefer the target."""
    return lambda source, target: prefer(game, members, source, target)
