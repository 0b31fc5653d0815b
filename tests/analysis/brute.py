"""The smallest changes by brute force: every edit of a case, one after the other, breadth first.

It shares nothing with the library but the shapes of a case as it was read; what an edited case comes to is worked out
in `analysis.brute_play`, from the definitions. An order is a list of what a party wants, each an own statement (or
level of its ranking) or a guarantee. A removed option is one whose states are impossible. All edits cost 1, so that
the depth of a case is its cost.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import combinations

from analysis.brute_play import (
    Board,
    Joint,
    Play,
    Step,
    Want,
    at_rest,
    code_of,
    equilibria,
    holds_in,
    likeliest,
    own_sets,
    start_of,
    states_of,
    want_of,
)
from detente.case import Case
from detente.conflict.statement import Statement

Item = tuple[str, int]  # ("own", place as written) or ("not", option)
Bond = tuple[str, tuple[int, ...]]  # ("taken" or "dropped" or "remove", one option) or ("joint", options)


@dataclass(frozen=True)
class Edited:
    """A case after some edits."""

    orders: tuple[tuple[Item, ...], ...]
    bonds: frozenset[Bond] = frozenset()


class Brute:
    """A case, each party with the profile of that index (its likeliest if none is given).

    What comes of an edit is worked out once: `known` gives by its mark the equilibria and the states at rest.
    """

    def __init__(self, case: Case, profiles: tuple[int, ...] = ()) -> None:
        self.case, self.options = case, case.conflict.options
        self.parties = [maker.id for maker in case.conflict.decision_makers]
        self.states = states_of(case)
        chosen = zip(case.parties, profiles or likeliest(case), strict=True)
        self.own = [own_sets(case, party.profiles[k], self.states) for party, k in chosen]
        self.known: dict[object, tuple[frozenset[int], frozenset[int]]] = {}
        self.wants: dict[tuple[int, tuple[Item, ...]], tuple[int, Want]] = {}
        self.numbers: dict[tuple[int, ...], int] = {}
        self.boards: dict[frozenset[Bond], Board] = {}
        self.bonds = list(self._bonds())
        self.levels: list[list[Edited]] = [[self.as_it_is()]]
        self.meant: list[list[object]] = []

    def as_it_is(self) -> Edited:
        return Edited(tuple(tuple(("own", k) for k in range(len(own))) for own in self.own))

    def smallest(self, condition: Statement, most: int, *, resting: bool = False) -> tuple[int | None, int]:
        """The depth of the first settlements and how many differ there; None if there are none up to `most`."""
        wanted = holds_in(self.case, condition, self.states)
        for depth in range(most + 1):
            settled = [mark for mark in self.marks(depth) if wanted & self.known[mark][resting]]
            if settled:
                return depth, len(settled)
        return None, 0

    def marks(self, depth: int) -> list[object]:
        """What so many edits mean, and fewer do not."""
        if depth == len(self.meant):
            before = {mark for marks in self.meant for mark in marks}
            found = dict.fromkeys(self.settlements(each) for each in self.level(depth))
            self.meant.append([mark for mark in found if mark not in before])
        return self.meant[depth]

    def level(self, depth: int) -> list[Edited]:
        """The case after so many edits, where no fewer lead."""
        if depth == len(self.levels):
            before = {each for level in self.levels for each in level}
            found = dict.fromkeys(other for each in self.level(depth - 1) for other in self.edits(each))
            self.levels.append([each for each in found if each not in before])
        return self.levels[depth]

    # ---- edits ------------------------------------------------------------------------------

    def edits(self, here: Edited) -> Iterator[Edited]:
        for party, order in enumerate(here.orders):
            for other in self._reordered(party, order):
                yield replace(here, orders=(*here.orders[:party], other, *here.orders[party + 1 :]))
        for bond in self.bonds:
            if bond not in here.bonds and not any(_clash(bond, other) for other in here.bonds):
                yield replace(here, bonds=here.bonds | {bond})

    def _reordered(self, party: int, order: tuple[Item, ...]) -> Iterator[tuple[Item, ...]]:
        for k in range(len(order) - 1):
            one, other = order[k], order[k + 1]
            if one[0] == "own":  # own statements change places; a guarantee rises past one
                yield (*order[:k], other, one, *order[k + 2 :])
        for option in self._owned(party):
            if ("not", option) not in order:
                yield (*order, ("not", option))

    def _owned(self, party: int) -> list[int]:
        return [k for k, option in enumerate(self.options) if self.parties[party] in option.owners]

    def _bonds(self) -> Iterator[Bond]:
        for k, option in enumerate(self.options):
            today = option.id in self.case.status_quo
            if option.irreversible is None:
                yield "taken", (k,)
                if today:
                    yield "dropped", (k,)
            if not today and option.irreversible != "dropped":
                yield "remove", (k,)
        for one, other in combinations(range(len(self.options)), 2):
            if self.options[one].owners != self.options[other].owners and self._signable(one, other):
                yield "joint", (one, other)

    def _signable(self, one: int, other: int) -> bool:
        """Whether two options can be taken together somewhere, and no joint move of the case does so."""
        both = 1 << one | 1 << other
        ids = {self.options[one].id, self.options[other].id}
        free = all(self.options[k].irreversible != "dropped" for k in (one, other))
        known = any(set(joint.options) == ids for joint in self.case.conflict.joints)
        able = {s for s in self.states if s & both == both}
        return free and not known and any(not s & both and s | both in able for s in self.states)

    # ---- what comes of them -----------------------------------------------------------------

    def settlements(self, edited: Edited) -> object:
        """A mark of what the edits mean, under which what play comes to is known."""
        orders = [self._want(party, order)[0] for party, order in enumerate(edited.orders)]
        mark = tuple(orders), edited.bonds
        if mark not in self.known:
            course = self.course(edited)
            self.known[mark] = frozenset(equilibria(course)), frozenset(at_rest(course))
        return mark

    def course(self, edited: Edited) -> Mapping[int, set[Step]]:
        """Every state that play comes to from the status quo, with the steps from there."""
        return self.play(edited).course(start_of(self.case))

    def play(self, edited: Edited) -> Play:
        """The play of the edited case."""
        wants = [self._want(party, order)[1] for party, order in enumerate(edited.orders)]
        return Play(self._board(edited.bonds), wants, self._joints(edited.bonds))

    def _want(self, party: int, order: tuple[Item, ...]) -> tuple[int, Want]:
        """What an order means, with a number that is the same for all orders that mean the same."""
        if (party, order) not in self.wants:
            sets = [self.own[party][k] if kind == "own" else self._without(k) for kind, k in order]
            want = want_of(sets, self.states)
            number = self.numbers.setdefault(tuple(want.values()), len(self.numbers))
            self.wants[party, order] = number, want
        return self.wants[party, order]

    def _without(self, option: int) -> set[int]:
        return {s for s in self.states if not s >> option & 1}

    def _board(self, bonds: frozenset[Bond]) -> Board:
        """Who can change what; joint moves change nothing of that."""
        single = frozenset(bond for bond in bonds if bond[0] != "joint")
        if single not in self.boards:
            ways: dict[int, str | None] = {k: option.irreversible for k, option in enumerate(self.options)}
            ways |= {k: kind for kind, (k,) in single if kind != "remove"}
            gone = sum(1 << k for kind, (k,) in single if kind == "remove")
            kept, lost = (sum(1 << k for k, way in ways.items() if way == word) for word in ("taken", "dropped"))
            own = [sum(1 << k for k in self._owned(party)) for party in range(len(self.parties))]
            self.boards[single] = Board([s for s in self.states if not s & gone], own, kept, lost)
        return self.boards[single]

    def _joints(self, bonds: frozenset[Bond]) -> list[Joint]:
        """The joint moves of the case, and those that were opened."""
        signed = [code_of(self.case, joint.options) for joint in self.case.conflict.joints]
        signed += [1 << one | 1 << other for kind, (one, *more) in sorted(bonds) if kind == "joint" for other in more]
        parties = range(len(self.parties))
        return [(tuple(i for i in parties if any(bits >> k & 1 for k in self._owned(i))), bits) for bits in signed]


def _clash(one: Bond, other: Bond) -> bool:
    """Two edits that fix the same option."""
    return "joint" not in (one[0], other[0]) and one[1] == other[1]
