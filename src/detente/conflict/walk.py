"""Walking through a conflict from one state: legal sequences found shortest first, without matrices.

Notation: a walk s = x_0 → x_1 → … → x_k is a sequence of steps in which no walker steps twice running.
``depth[w, q]`` is the least number of steps in which a walk that ends with walker w reaches state q, 0 where there is
none. The walks themselves are found backwards from these depths, so that a walk costs the steps it looks at and
nothing n × n.

The relations of `detente.conflict.relation` say the same for all states at once; a law of the tests holds the two
equal.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from itertools import count
from operator import or_

import numpy as np

from detente.conflict.graph import GraphModel, Mover, OptionMoves
from detente.conflict.states import BoolArray, IntArray
from detente.conflict.step import Changes, Pairs, Path, Walker, everybody_prefers, prefer, walkers

__all__ = ["Walk", "coalition_at_once", "coalition_in_turn", "walk_from"]


@dataclass(frozen=True, slots=True, eq=False)
class Walk:
    """The walks from a start, as far as `levels` has been followed.

    Parameters
    ----------
    start
        Where they begin.
    walkers
        Who makes steps.
    depth
        [walker, n] the least number of steps of a walk that ends there with that walker; 0 where none is found.
    """

    start: int
    walkers: tuple[Walker, ...]
    depth: IntArray

    def levels(self) -> Iterator[IntArray]:
        """Walk on, a step further each time: the states reached in that many steps and not in fewer, ascending.

        There may be none at some length and yet some at the next. The start is never among them. To be followed once.
        """
        stepped = np.zeros(self.depth.shape, dtype=np.bool_)  # [walker, n] has been asked where it steps from there
        reached = np.zeros(self.depth.shape[1], dtype=np.bool_)
        reached[self.start] = True
        fresh = [np.asarray([self.start])] * len(self.walkers)  # where walks end with each; at first with nobody
        for length in count(1):
            here = [self._asked(k, fresh, stepped, first=length == 1) for k in range(len(self.walkers))]
            fresh = [self._reached(k, sources, length) for k, sources in enumerate(here)]
            if not any(map(len, fresh)):
                return
            new = _marked((states[~reached[states]] for states in fresh), len(reached))
            reached[new] = True
            yield new

    def _asked(self, k: int, fresh: Sequence[IntArray], stepped: BoolArray, *, first: bool) -> IntArray:
        """The states from which walker k may step next, and has not yet: those where another stepped last."""
        last = (states for j, states in enumerate(fresh) if j != k or first)
        sources = _marked(last, self.depth.shape[1])
        sources = sources[~stepped[k, sources]]
        stepped[k, sources] = True
        return sources

    def _reached(self, k: int, sources: IntArray, length: int) -> IntArray:
        """Where walker k comes to from there and ends no shorter walk."""
        targets = _marked((targets for _, targets in self.walkers[k].onward(sources)), self.depth.shape[1])
        targets = targets[self.depth[k, targets] == 0]
        self.depth[k, targets] = length
        return targets

    def length(self, target: int) -> int | None:
        """The number of steps of the shortest walk to a state, None where none has been found."""
        if target == self.start:
            return 0
        found = self.depth[:, target]
        return int(found[found > 0].min()) if found.any() else None

    def paths(self, target: int) -> Iterator[Path]:
        """Every shortest walk to a state; first those whose states, read from the end, have the lowest index."""
        length = self.length(target)
        unfinished: list[tuple[int, int, int | None, Path]] = []
        if length is not None:
            unfinished.append((target, length, None, ()))
        while unfinished:
            state, left, before, rest = unfinished.pop()
            if left == 0:
                yield rest
            for source, k in sorted(self._last_steps(state, left, before), reverse=True):
                unfinished.append((source, left - 1, k, (self.walkers[k].step(source, state), *rest)))

    def _last_steps(self, state: int, length: int, before: int | None) -> Iterator[tuple[int, int]]:
        """From where, and by which walker, walks of that length come to a state if walker `before` steps next."""
        for k, walker in enumerate(self.walkers):
            if length > 0 and k != before and self.depth[k, state] == length:
                sources = self._at(length - 1, but=k)
                yield from ((int(source), k) for source in sources[walker.join(sources, state)])

    def _at(self, length: int, *, but: int) -> IntArray:
        """The states to which walks of that length lead, the last step not by that walker."""
        if length == 0:
            return np.asarray([self.start])
        others = np.arange(len(self.walkers)) != but
        return np.flatnonzero((self.depth[others] == length).any(axis=0))


def walk_from(game: GraphModel, start: int, walkers: Sequence[Walker]) -> Walk:
    """Begin to walk: no step is made yet."""
    return Walk(start, tuple(walkers), np.zeros((len(walkers), len(game)), dtype=np.int64))


def _marked(groups: Iterator[IntArray], n: int) -> IntArray:
    """The states that are in some group, ascending."""
    mark = np.zeros(n, dtype=np.bool_)
    for group in groups:
        mark[group] = True
    return np.flatnonzero(mark)


@dataclass(frozen=True, slots=True, eq=False)
class _InTurn:
    """R_H: where the members of a coalition lead when they move in turn."""

    game: GraphModel
    walkers: tuple[Walker, ...]

    def onward(self, sources: IntArray) -> Iterator[Pairs]:
        for source in sources:
            for reached in walk_from(self.game, int(source), self.walkers).levels():
                yield np.full(len(reached), source), reached

    def join(self, sources: IntArray, target: int) -> BoolArray:
        reaching = (walk_from(self.game, int(source), self.walkers) for source in sources)
        return np.asarray([any(target in reached for reached in walk.levels()) for walk in reaching], dtype=np.bool_)

    def path(self, source: int, target: int) -> Path:
        """The first of the shortest ways."""
        walk = walk_from(self.game, source, self.walkers)
        next(reached for reached in walk.levels() if target in reached)
        return next(walk.paths(target))


def coalition_in_turn(game: GraphModel, members: Sequence[int], *, improving: bool = False) -> Walker:
    """A coalition that steps wherever its members' moves lead in turn, R_H.

    Parameters
    ----------
    improving
        Only where every member is known to prefer the end to the start, whatever lies between: R_H^{++}.
    """
    inside = tuple(members)
    if len(inside) == 1:
        return walkers(game, inside, willing="improving" if improving else "any")[0]
    arcs = _InTurn(game, walkers(game, inside))
    return Walker(Mover(inside), arcs, everybody_prefers(game, inside) if improving else None, arcs.path)


def coalition_at_once(game: GraphModel, members: Sequence[int]) -> Walker:
    """A coalition that changes its members' options at once, where each prefers the result and none can be spared.

    In graph form, where nothing can be changed at once, the members' moves lead there in turn.
    """
    moves, inside = game.moves, tuple(members)
    if not isinstance(moves, OptionMoves):
        return _in_turn_needing_all(game, inside)
    codes = moves.codes
    without = [_united(moves.owned[other] for other in inside if other != dm) for dm in inside]

    def agree(source: IntArray, target: IntArray) -> BoolArray:
        change = codes[source] ^ codes[target]
        needed = np.logical_and.reduce([change & ~rest != 0 for rest in without])
        return np.asarray(needed & prefer(game, inside, source, target))

    return Walker(Mover(inside), Changes(moves, _united(moves.owned[dm] for dm in inside)), agree)


def _united(codes: Iterable[int]) -> int:
    return reduce(or_, codes, 0)


def _in_turn_needing_all(game: GraphModel, members: tuple[int, ...]) -> Walker:
    together = coalition_in_turn(game, members, improving=True)
    parts = [coalition_in_turn(game, [other for other in members if other != dm]) for dm in members]

    def agree(source: IntArray, target: IntArray) -> BoolArray:
        spared = [[part.join(source[k : k + 1], int(target[k])) for part in parts] for k in range(len(source))]
        needed = ~np.asarray(spared, dtype=np.bool_).reshape(len(source), len(parts)).any(axis=1)
        return np.asarray(needed & prefer(game, members, source, target))

    return replace(together, would=agree)
