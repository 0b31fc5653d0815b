"""Where a conflict goes: the steps that parties would take from a state (this project's own rule).

Stability says where a conflict can rest; play says where it will go. Three kinds of step, the first two judged under
one rule, a stability concept:

*Move.* A decision maker (DM) has a *credible improvement* t if t is an improvement that is not sanctioned in the
sense of the rule. It takes its most preferred one, ties evenly.

*Agreement.* A coalition H of two or more DMs has an agreement t if t changes only options of H, at least one of
each member; every member strictly prefers t; no member's gain is undone by a sanction of the rest in the sense of
the rule; no member's part is idle; and t is undominated for H among such states, ties evenly. A part is idle if it
could be left out with every member as well off and nothing undone: an option that nobody cares for lets nobody in.
With `minimal`, a coalition acts only when no part of it can already agree. Nothing binds: who can credibly improve by
breaking its word will, and the chain shows it.

*Shock.* An option changes by itself, at a rate that the case states; a shock into a state that cannot occur does not
happen. Nobody reckons with shocks: moves, agreements and sanctions are judged as if none were to come.

States without a step are at rest: the equilibria of the rule that no coalition leaves, and that no shock disturbs. In
graph form there are no options to agree on, and so no agreements, and no shocks.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Literal, get_args

import numpy as np

from detente.conflict.graph import GraphModel, OptionMoves
from detente.conflict.lattice import CONCEPTS, Lattice, Table, improvable, least_forced
from detente.conflict.relation import closed_under, product
from detente.conflict.stability import incentives, sanctions
from detente.conflict.states import BoolArray, IntArray

__all__ = ["RULES", "OptionShock", "Play", "Rule", "Step"]

Rule = Literal["sequential", "nash", "general_metarational", "symmetric_metarational"]  # the default first
RULES: tuple[Rule, ...] = get_args(Rule)


@dataclass(frozen=True, slots=True)
class Step:
    """One possible next step from a state.

    Parameters
    ----------
    movers
        The DM that moves, or the members of the coalition that agrees; nobody makes a shock.
    target
        The state it leads to.
    share
        Its part of what the mover does from here; alternatives share evenly. Of a shock: how often it comes, per day.
    shock
        Which shock of the case it is.
    """

    kind: Literal["move", "agreement", "shock"]
    movers: tuple[int, ...]
    target: int
    share: float
    shock: int | None = None


@dataclass(frozen=True, slots=True)
class OptionShock:
    """An option that changes by itself.

    Parameters
    ----------
    number
        Which shock of the case it is.
    bit
        The option, as a bit of a state's code.
    becomes
        What the option becomes.
    rate
        How often it comes, per day.
    """

    number: int
    bit: int
    becomes: Literal["taken", "dropped", "toggled"]
    rate: float

    def changed(self, code: int) -> int:
        """The code after it, from the code before; the same where there is nothing to change."""
        if self.becomes == "toggled":
            return code ^ self.bit
        return code | self.bit if self.becomes == "taken" else code & ~self.bit


@dataclass(slots=True, eq=False)
class Play:
    """The steps of one game under one rule; what it works out is kept while it lives.

    Parameters
    ----------
    lattice
        The game's options as axes, where the fast form holds; else None.
    minimal
        A coalition acts only when no part of it can already agree.
    agreements
        Whether coalitions agree at all.
    shocks
        Options that change by themselves.
    """

    game: GraphModel
    lattice: Lattice | None
    rule: Rule = "sequential"
    minimal: bool = True
    agreements: bool = True
    shocks: tuple[OptionShock, ...] = ()
    _least_known: list[Table] = field(default_factory=list)
    _credible: list[BoolArray] = field(default_factory=list)
    _answers: dict[tuple[tuple[int, ...], int], IntArray] = field(default_factory=dict)

    def steps(self, state: int) -> tuple[Step, ...]:
        """Every step from a state."""
        moves = [step for focal in self.game.dms for step in self._moves(focal, state)]
        return (*moves, *(self._agreed(state) if self.agreements else ()), *self._shocked(state))

    def stable(self) -> BoolArray:
        """[DM, n] the states that a DM has no credible improvement from: its stable states under the rule."""
        return ~np.stack([self._leaves(focal) for focal in self.game.dms])

    def _leaves(self, focal: int) -> BoolArray:
        if self.lattice is not None:
            tables = self._tables
            unstable = improvable(self.lattice, tables[focal], self._least(focal), focal)
            return unstable[:, 0]
        return np.logical_or.reduce(self._relation(focal), axis=1)

    def credible_improvements(self, focal: int, state: int) -> IntArray:
        """The states to which the DM would move from this one, whatever the others could answer."""
        reach = self.game.reachable(focal, state)
        if self.lattice is None:
            return np.flatnonzero(self._relation(focal)[state])
        payoff = self.game.preferences[focal].payoff
        least = self._least(focal)[reach, 0]
        return reach[(payoff[reach] > payoff[state]) & (least > payoff[state])]

    def _moves(self, focal: int, state: int) -> Iterator[Step]:
        open_to = self.credible_improvements(focal, state)
        if len(open_to):
            payoff = self.game.preferences[focal].payoff[open_to]
            best = open_to[payoff == payoff.max()]
            for target in best:
                yield Step("move", (focal,), int(target), 1 / len(best))

    def _agreed(self, state: int) -> Iterator[Step]:
        acting: list[tuple[int, ...]] = []
        for coalition in self._coalitions():
            if self.minimal and any(set(part) < set(coalition) for part in acting):
                continue
            targets = self.agreements_of(coalition, state)
            if len(targets):
                acting.append(coalition)
            for target in targets:
                yield Step("agreement", coalition, int(target), 1 / len(targets))

    def _shocked(self, state: int) -> Iterator[Step]:
        codes = self.game.states.codes
        for shock in self.shocks:
            code = shock.changed(int(codes[state]))
            target = int(np.searchsorted(codes, code))
            if target not in (state, len(codes)) and codes[target] == code:
                yield Step("shock", (), target, shock.rate, shock.number)

    def _coalitions(self) -> Iterator[tuple[int, ...]]:
        for size in range(2, len(self.game.dms) + 1):
            yield from combinations(self.game.dms, size)

    def agreements_of(self, coalition: Sequence[int], state: int) -> IntArray:
        """The undominated states that a coalition would agree to go to."""
        payoffs = np.stack([self.game.preferences[dm].payoff for dm in coalition])
        open_to = np.flatnonzero(self._in_their_hands(coalition, state) & self._all_prefer(coalition, state))
        while len(open_to):
            best = open_to[_undominated(payoffs[:, open_to])]
            broken = [target for target in best if not self._kept(coalition, state, int(target))]
            if not broken:
                return best
            open_to = np.setdiff1d(open_to, broken)
        return open_to

    def _all_prefer(self, coalition: Sequence[int], state: int) -> BoolArray:
        better = np.ones(len(self.game), dtype=np.bool_)
        for dm in coalition:
            want = self.game.preferences[dm]
            better &= want.payoff > want.payoff[state]
            if want.unknown is not None:
                better &= ~want.unknown[state]
        return better

    def _in_their_hands(self, coalition: Sequence[int], state: int) -> BoolArray:
        """[n] the states that differ in options of this coalition only, at least one of each member."""
        moves = self.game.moves
        if not isinstance(moves, OptionMoves):
            return np.zeros(len(self.game), dtype=np.bool_)
        code = moves.codes[state]
        change = moves.codes ^ code
        within = moves.allowed(code, change)
        together = np.bitwise_or.reduce([moves.owned[dm] for dm in coalition])
        within &= (change & ~together) == 0
        for dm in coalition:
            within &= (change & moves.owned[dm]) != 0
        return within

    def _kept(self, coalition: Sequence[int], state: int, target: int) -> bool:
        """Whether nobody undoes a target, and no member's part in it is idle."""
        if self._undone(coalition, state, target):
            return False
        lesser = (self._without(dm, state, target) for dm in coalition)
        return all(each is None or self._falls_short(coalition, state, target, each) for each in lesser)

    def _without(self, focal: int, state: int, target: int) -> int | None:
        """The target without what one DM changes; None where it cannot occur."""
        codes, moves = self.game.states.codes, self.game.moves
        assert isinstance(moves, OptionMoves)  # noqa: S101 - otherwise there is nothing to agree on
        code = codes[target] ^ ((codes[target] ^ codes[state]) & moves.owned[focal])
        place = int(np.searchsorted(codes, code))
        return place if place < len(codes) and codes[place] == code else None

    def _falls_short(self, coalition: Sequence[int], state: int, target: int, lesser: int) -> bool:
        """Whether a lesser target is worse for some member, or would be undone."""
        payoffs = [self.game.preferences[dm].payoff for dm in coalition]
        worse = any(payoff[lesser] < payoff[target] for payoff in payoffs)
        return worse or self._undone(coalition, state, lesser)

    def _undone(self, coalition: Sequence[int], state: int, target: int) -> bool:
        """Whether a sanction of the rest takes away what a member gained."""
        if self.rule == "nash":
            return False
        answers = self._answers_of(self.game.others(coalition), target)
        for dm in coalition:
            payoff = self.game.preferences[dm].payoff
            for answer in answers[payoff[answers] <= payoff[state]]:
                if not CONCEPTS[self.rule][1] or self._trapped(dm, state, int(answer)):
                    return True
        return False

    def _trapped(self, focal: int, state: int, answer: int) -> bool:
        """Whether nothing the DM can do alone at the answer is better for it than the state it left."""
        payoff = self.game.preferences[focal].payoff
        return bool(np.all(payoff[self.game.reachable(focal, answer)] <= payoff[state]))

    def _answers_of(self, others: tuple[int, ...], state: int) -> IntArray:
        """What the others can bring about from a state, credibly if the rule asks for that."""
        if (others, state) not in self._answers:
            self._answers[others, state] = self._reached(others, state)
        return self._answers[others, state]

    def _reached(self, others: tuple[int, ...], state: int) -> IntArray:
        credible = CONCEPTS[self.rule][0]
        movers = self.game.movers(others)
        queue, seen = [(state, None)], set()
        found: set[int] = set()
        for source, last in queue:
            for mover in movers:
                if mover == last:
                    continue
                for target in map(int, self.game.reachable(mover, source)):
                    if credible and not all(self.game.prefers(dm, source, target) for dm in mover.members):
                        continue
                    if (target, mover) not in seen:
                        seen.add((target, mover))
                        found.add(target)
                        queue.append((target, mover))  # type: ignore[arg-type]
        return np.asarray(sorted(found - {state}), dtype=np.int64)

    @property
    def _tables(self) -> list[Table]:
        assert self.lattice is not None  # noqa: S101 - callers asked before
        return [self.lattice.table(want.payoff[:, None]) for want in self.game.preferences]

    def _least(self, focal: int) -> Table:
        """[state] the least payoff of the DM that sanctions under the rule can bring about."""
        if not self._least_known:
            assert self.lattice is not None  # noqa: S101 - callers asked before
            tables = self._tables
            self._least_known = [least_forced(self.lattice, tables, dm, self.rule) for dm in self.game.dms]
        return self._least_known[focal]

    def _relation(self, focal: int) -> BoolArray:
        """[s, t] the credible improvements of a DM, where the fast form does not hold."""
        if not self._credible:
            self._credible = [self._credible_relation(dm) for dm in self.game.dms]
        return self._credible[focal]

    def _credible_relation(self, focal: int) -> BoolArray:
        tempting = incentives(self.game, focal, "d")
        if self.rule == "nash":
            return tempting
        credible, symmetric = CONCEPTS[self.rule]
        feared = sanctions(self.game, focal, "d")
        if symmetric:
            feared = closed_under(feared, self.game.relation(focal))
        responses = self.game.responses(self.game.others(focal), improving=credible)
        return tempting & ~product(feared, responses.T)


def _undominated(payoffs: IntArray) -> BoolArray:
    """[candidate] no other candidate is at least as good for every member and better for one."""
    kept = np.ones(payoffs.shape[1], dtype=np.bool_)
    for number in range(payoffs.shape[1]):
        mine = payoffs[:, [number]]
        beats = (payoffs >= mine).all(axis=0) & (payoffs > mine).any(axis=0)
        kept[number] = not beats.any()
    return kept
