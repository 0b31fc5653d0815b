"""Whether a candidate settles the conflict: play leads from the status quo to an equilibrium of the condition."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from detente.analysis.play import Play, Rule
from detente.analysis.settle_change import Added, Bond, Bound, Opened, Removed
from detente.analysis.settle_space import Order
from detente.analysis.solve import Settings
from detente.analysis.structure import Structure
from detente.conflict.graph import graph_model
from detente.conflict.lattice import CONCEPTS, Lattice, lattice_of
from detente.conflict.model import Conflict, Irreversible, Joint, Option
from detente.conflict.preference import Preference
from detente.conflict.states import BoolArray, IntArray

__all__ = ["Candidate", "Judge", "bound_conflict"]

COMPILED_FROM = 5_000  # states times candidates; below, compiled code takes longer to load than the work it saves


@dataclass(frozen=True, slots=True, eq=False)
class Candidate:
    """An order of each party, and changes to who can do what."""

    orders: tuple[Order, ...]
    bonds: tuple[Bond, ...]


def bound_conflict(conflict: Conflict, absent: Sequence[str], bonds: Sequence[Bond]) -> Conflict:
    """The structure with some changes made.

    An option that cannot be taken any more is *once dropped, for good*: from a status quo in which it is not taken,
    that is the same as if it did not exist.
    """
    ids = [option.id for option in conflict.options]
    ways: dict[str, Irreversible] = {}
    gone, signed = set(absent), list(conflict.joints)
    for bond in bonds:
        match bond:
            case Bound(option, once):
                ways[ids[option]] = once
            case Removed(option):
                gone.add(ids[option])
            case Added(option):
                gone.discard(ids[option])
            case Opened(options):
                signed.append(Joint(tuple(ids[k] for k in options)))
    ways |= dict.fromkeys(gone, "dropped")
    changed = tuple(_bound(option, ways) for option in conflict.options)
    lost = {option.id for option in changed if option.irreversible == "dropped"}
    return replace(conflict, options=changed, joints=tuple(j for j in signed if not lost & set(j.options)))


def _bound(option: Option, ways: Mapping[str, Irreversible]) -> Option:
    return replace(option, irreversible=ways[option.id]) if option.id in ways else option


@dataclass(slots=True, eq=False)
class Judge:
    """Says of candidates whether they settle the conflict; by the definitions, and compiled once it pays.

    Parameters
    ----------
    wanted
        [n] where the condition holds.
    absent
        Options that are off the table unless added.
    unknown
        For each party the pairs of states of which nobody knows, or None.
    opened
        Every joint move that a candidate may open.
    at_rest
        Whether no coalition may leave the settlement either.
    """

    structure: Structure
    settings: Settings
    wanted: BoolArray
    absent: tuple[str, ...]
    unknown: tuple[BoolArray | None, ...]
    opened: tuple[Opened, ...]
    at_rest: bool
    _judged: int = 0
    _compiled: "Callable[[Sequence[Candidate]], BoolArray] | None" = field(default=None)

    @property
    def lattice(self) -> Lattice | None:
        """The options as axes, where the fast form holds: nothing is kept unknown."""
        return None if any(pairs is not None for pairs in self.unknown) else self.structure.lattice

    def settled(self, candidates: Sequence[Candidate]) -> BoolArray:
        """[candidate] whether play comes to a state of the condition that is an equilibrium."""
        self._judged += len(candidates)
        lattice = self.lattice
        if self._compiled is None and lattice is not None and self._pays(lattice):
            self._compiled = _compiled(self, lattice)
        if self._compiled is not None:
            return self._compiled(candidates)
        return np.asarray([self.settles(each) for each in candidates], dtype=np.bool_)

    def _pays(self, lattice: Lattice) -> bool:
        owned = [option for own in lattice.owned for option in own]
        return len(owned) == len(set(owned)) and self._judged * len(self.wanted) >= COMPILED_FROM

    def settles(self, candidate: Candidate) -> bool:
        """The same for one candidate, by the definitions."""
        return any(True for _ in self.settlements(candidate))

    def settlements(self, candidate: Candidate) -> Iterator[int]:
        """The equilibria of the condition that play reaches, the nearest first."""
        play = self.play(candidate)
        queue, seen = [self.structure.start], {self.structure.start}
        for state in queue:  # grows as it goes
            steps = play.steps(state)
            moved = any(step.kind == "move" for step in steps)
            if self.wanted[state] and not moved and not (self.at_rest and steps):
                yield state
            queue += [t for t in dict.fromkeys(step.target for step in steps) if t not in seen]
            seen.update(queue)

    def under(self, rule: Rule) -> "Judge":
        """The same under another rule."""
        settings = replace(self.settings, rule=rule)
        return replace(self, settings=settings, _judged=0, _compiled=None)

    def play(self, candidate: Candidate) -> Play:
        """The candidate's play."""
        conflict = bound_conflict(self.structure.case.conflict, self.absent, candidate.bonds)
        wants = [Preference(o.payoff, None, u) for o, u in zip(candidate.orders, self.unknown, strict=True)]
        game = graph_model(conflict, wants, states=self.structure.states)
        lattice = lattice_of(game) if self.lattice is not None else None
        return Play(game, lattice, self.settings.rule, self.settings.minimal, self.settings.agreements)


def _compiled(judge: Judge, lattice: Lattice) -> Callable[[Sequence[Candidate]], BoolArray]:
    from detente.analysis.settle_compiled import Arena, Candidates, settled  # noqa: PLC0415 - slow to load

    settings, owned = judge.settings, [_bits(own) for own in lattice.owned]
    credible, symmetric = CONCEPTS.get(settings.rule, (False, False))
    joints = [(_bits(who), bits) for who, bits in lattice.joints]
    joints += [(_signers(owned, each), _bits(each.options)) for each in judge.opened]
    changes = [(dm, change) for dm, bits in enumerate(owned) for change in _parts(bits)]
    arena = Arena(
        lattice.codes,
        lattice.place,
        np.asarray([dm for dm, _ in changes], dtype=np.int32),
        np.asarray([change for _, change in changes], dtype=np.int64),
        np.asarray(owned, dtype=np.int64),
        np.asarray(_sets(len(owned)), dtype=np.int64),
        np.asarray([who for who, _ in joints], dtype=np.int64),
        np.asarray([bits for _, bits in joints], dtype=np.int64),
        judge.structure.start,
        judge.wanted,
        credible,
        symmetric,
        settings.rule != "nash",
        settings.minimal,
        settings.agreements,
        judge.at_rest,
    )
    table = _Table(judge, lattice)
    return lambda candidates: settled(arena, Candidates(*table.of(candidates)))


def _bits(members: Sequence[int]) -> int:
    return sum(1 << k for k in members)


def _parts(bits: int) -> list[int]:
    """Every non-empty part of a set."""
    own = [k for k in range(bits.bit_length()) if bits >> k & 1]
    return [_bits(part) for size in range(1, len(own) + 1) for part in combinations(own, size)]


def _sets(dms: int) -> list[int]:
    return [_bits(part) for size in range(1, dms + 1) for part in combinations(range(dms), size)]


def _signers(owned: Sequence[int], joint: Opened) -> int:
    return _bits([dm for dm, bits in enumerate(owned) if bits & _bits(joint.options)])


class _Table:
    """Candidates as arrays; the orders they have met keep their rows."""

    def __init__(self, judge: Judge, lattice: Lattice) -> None:
        ids = [option.id for option in judge.structure.case.conflict.options]
        self._kept, self._lost = lattice.kept, lattice.lost | _bits([ids.index(id) for id in judge.absent])
        self._joints = len(lattice.joints)
        self._opened = {each: self._joints + k for k, each in enumerate(judge.opened)}
        self._rows: dict[Order, int] = {}
        self._payoffs = np.empty((64, len(judge.wanted)), dtype=np.int32)

    def of(
        self, candidates: Sequence[Candidate]
    ) -> tuple[NDArray[np.int32], NDArray[np.int32], IntArray, IntArray, BoolArray]:
        """The parts of `detente.analysis.settle_compiled.Candidates`."""
        rows = np.asarray([[self._row(order) for order in each.orders] for each in candidates], dtype=np.int32)
        kept = np.full(len(candidates), self._kept, dtype=np.int64)
        lost = np.full(len(candidates), self._lost, dtype=np.int64)
        open_to = np.zeros((len(candidates), self._joints + len(self._opened)), dtype=np.bool_)
        open_to[:, : self._joints] = True
        for b, each in enumerate(candidates):
            for bond in each.bonds:
                match bond:
                    case Bound(option, "taken"):
                        kept[b] |= 1 << option
                    case Bound(option) | Removed(option):
                        lost[b] |= 1 << option
                    case Added(option):
                        lost[b] &= ~(1 << option)
                    case Opened():
                        open_to[b, self._opened[bond]] = True
        return self._payoffs, rows, kept, lost, open_to

    def _row(self, order: Order) -> int:
        if order not in self._rows:
            row = self._rows[order] = len(self._rows)
            if row == len(self._payoffs):
                self._payoffs = np.concatenate([self._payoffs, np.empty_like(self._payoffs)])
            self._payoffs[row] = order.payoff
        return self._rows[order]
