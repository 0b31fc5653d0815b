"""The smallest changes by brute force: every edit of a case, one after the other, breadth first.

It shares the definition of play with the library and nothing of its search. An order is a list of what a party wants,
each an own statement (or level of its ranking) or a guarantee; payoffs are compared as lists of truths. A removed
option is one whose states are impossible. All edits cost 1, so that the depth of a case is its cost.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np

from detente.analysis.play import Play
from detente.analysis.structure import preference_of
from detente.case import Case
from detente.conflict.graph import GraphModel, graph_model
from detente.conflict.lattice import lattice_of
from detente.conflict.model import Impossible, Joint
from detente.conflict.preference import Preference
from detente.conflict.statement import Name, Statement
from detente.conflict.states import States, enumerate_states

MOST_BY_RELATION = 500  # states; beyond, the definition of a move takes minutes

Item = tuple[str, int]  # ("own", place as written) or ("not", option)
Bond = tuple[str, tuple[int, ...]]


@dataclass(frozen=True)
class Edited:
    """A case after some edits."""

    orders: tuple[tuple[Item, ...], ...]
    bonds: frozenset[Bond] = frozenset()


class Brute:
    """A case, each party with the profile of that index; what comes of an edit is worked out once."""

    def __init__(self, case: Case, profiles: tuple[int, ...]) -> None:
        self.case = case
        self.states = enumerate_states(case.conflict)
        self.own = [self._own(party, k) for party, k in enumerate(profiles)]
        self.taken = [self.states.taken(o.id) for o in case.conflict.options] if not self.states.labels else []
        self.known: dict[object, frozenset[int]] = {}
        self.payoffs: dict[tuple[int, tuple[Item, ...]], np.ndarray] = {}

    def _own(self, party: int, k: int) -> list[np.ndarray]:
        profile = self.case.parties[party].profiles[k]
        if profile.wants:
            return [self.states.holds(want.statement) for want in profile.wants]
        payoff = preference_of(profile, self.states).payoff
        return [payoff == level for level in sorted(set(payoff.tolist()), reverse=True)]

    def smallest(self, condition: Statement, most: int) -> tuple[int | None, int]:
        """The depth of the first settlements and how many differ there; None if there are none up to `most`."""
        wanted = set(self.states.codes[self.states.holds(condition)].tolist())
        level = [Edited(tuple(tuple(("own", k) for k in range(len(own))) for own in self.own))]
        seen, tried = set(level), set()
        for depth in range(most + 1):
            marks = dict.fromkeys(map(self.settlements, level))
            settled = [mark for mark in marks if mark not in tried and wanted & self.known[mark]]
            if settled:
                return depth, len(settled)
            tried.update(marks)
            if depth == most:
                break
            level = [e for e in dict.fromkeys(e for each in level for e in self.edits(each)) if e not in seen]
            seen.update(level)
        return None, 0

    # ---- edits ------------------------------------------------------------------------------

    def edits(self, here: Edited) -> Iterator[Edited]:
        for party, order in enumerate(here.orders):
            for other in self._reordered(party, order):
                yield replace(here, orders=(*here.orders[:party], other, *here.orders[party + 1 :]))
        for bond in self._bonds():
            if not any(set(bond[1]) & set(o) and bond[0] != "joint" != kind for kind, o in here.bonds):
                yield replace(here, bonds=here.bonds | {bond})

    def _reordered(self, party: int, order: tuple[Item, ...]) -> Iterator[tuple[Item, ...]]:
        for k in range(len(order) - 1):
            one, other = order[k], order[k + 1]
            if one[0] == "own":  # own statements change places; a guarantee rises past one
                yield (*order[:k], other, one, *order[k + 2 :])
        for option in self.case.conflict.owned(party) if self.taken else ():
            if ("not", option) not in order:
                yield (*order, ("not", option))

    def _bonds(self) -> Iterator[Bond]:
        options = self.case.conflict.options
        for k, option in enumerate(options):
            if option.irreversible is None:
                yield "taken", (k,)
                if option.id in self.case.status_quo:
                    yield "dropped", (k,)
            if option.id not in self.case.status_quo and option.irreversible != "dropped":
                yield "remove", (k,)
        for one, other in combinations(range(len(options)), 2):
            if options[one].owners != options[other].owners and self._signable(one, other):
                yield "joint", (one, other)

    def _signable(self, one: int, other: int) -> bool:
        options = self.case.conflict.options
        ids = {options[one].id, options[other].id}
        before = {self.states.pattern(s) for s in np.flatnonzero(~self.taken[one] & ~self.taken[other])}
        after = {self.states.pattern(s) for s in np.flatnonzero(self.taken[one] & self.taken[other])}

        def signed(pattern: str) -> str:
            return "".join("Y" if k in (one, other) else mark for k, mark in enumerate(pattern))

        open_to = all(options[k].irreversible != "dropped" for k in (one, other))
        known = any(set(joint.options) == ids for joint in self.case.conflict.joints)
        return open_to and not known and any(signed(pattern) in after for pattern in before)

    # ---- what comes of them -----------------------------------------------------------------

    def settlements(self, edited: Edited) -> object:
        """A mark of what the edits mean, under which the equilibria that play comes to are known."""
        for party, order in enumerate(edited.orders):
            if (party, order) not in self.payoffs:
                self.payoffs[party, order] = self._payoff(party, order)
        payoffs = [self.payoffs[party, order] for party, order in enumerate(edited.orders)]
        mark = tuple(payoff.tobytes() for payoff in payoffs), edited.bonds
        if mark not in self.known:
            game = self._game(edited, payoffs)
            codes = game.states.codes
            self.known[mark] = frozenset(int(codes[state]) for state in self._equilibria(game))
        return mark

    def _equilibria(self, game: GraphModel) -> Iterator[int]:
        play = Play(game, lattice_of(game) if len(game) > MOST_BY_RELATION else None)
        queue = [self._start(game.states)]
        for state in queue:
            steps = play.steps(state)
            if not any(step.kind == "move" for step in steps):
                yield state
            queue += sorted({step.target for step in steps} - set(queue))

    def _start(self, states: States) -> int:
        return states.find(self.case.status_quo[0]) if states.labels else states.at(self.case.status_quo)

    def _payoff(self, party: int, order: tuple[Item, ...]) -> np.ndarray:
        rows = [self.own[party][k] if kind == "own" else ~self.taken[k] for kind, k in order]
        lists = [tuple(bool(row[s]) for row in rows) for s in range(len(self.states))]
        place = {each: rank for rank, each in enumerate(sorted(set(lists)))}
        return np.asarray([place[each] for each in lists])

    def _game(self, edited: Edited, payoffs: list[np.ndarray]) -> GraphModel:
        conflict = self.case.conflict
        options, impossible, joints = list(conflict.options), list(conflict.impossible), list(conflict.joints)
        for kind, chosen in edited.bonds:
            if kind == "remove":
                impossible.append(Impossible(Name(options[chosen[0]].id)))
            elif kind == "joint":
                joints.append(Joint(tuple(options[k].id for k in chosen)))
            else:
                options[chosen[0]] = replace(options[chosen[0]], irreversible=kind)
        lost = {option.id for option in options if option.irreversible == "dropped"}
        kept = tuple(joint for joint in joints if not lost & set(joint.options))
        changed = replace(conflict, options=tuple(options), impossible=tuple(impossible), joints=kept)
        states = enumerate_states(changed)
        still = np.isin(self.states.codes, states.codes)
        return graph_model(changed, [Preference(payoff[still]) for payoff in payoffs], states=states)
