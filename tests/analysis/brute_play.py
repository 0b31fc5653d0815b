"""Where a conflict goes, from the definitions: plain loops over states and moves.

Nothing is taken from the library but the shapes of a case as it was read. A state is a whole number whose bit k says
whether option k is taken. Words: i, j are parties (0, 1, …), `members` a coalition; s is the state in question, t
where somebody would go from there, x what the rest would answer.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import combinations

from detente.case import Case, Profile
from detente.conflict.statement import And, Constant, If, Iff, Name, Not, Or, Statement, Unless

Want = Mapping[int, int]  # state → its place in a party's order; the larger, the better
Joint = tuple[tuple[int, ...], int]  # who signs; the options that are taken together
Step = tuple[tuple[int, ...], int]  # who; where to

# ---- which states there are -------------------------------------------------------------------


def holds(statement: Statement, s: int, bit: Mapping[str, int]) -> bool:
    """Whether a statement holds in a state; `bit` is the place of each option."""
    match statement:
        case Constant(value):
            return value
        case Name(id):
            return bool(s >> bit[id] & 1)
        case Not(part):
            return not holds(part, s, bit)
        case And(parts):
            return all(holds(part, s, bit) for part in parts)
        case Or(parts):
            return any(holds(part, s, bit) for part in parts)
        case If(conclusion, condition):
            return not holds(condition, s, bit) or holds(conclusion, s, bit)
        case Iff(left, right):
            return holds(left, s, bit) == holds(right, s, bit)
        case Unless(duty, release):
            return holds(duty, s, bit) or holds(release, s, bit)


def places(case: Case) -> dict[str, int]:
    """The place of each option in a state; there are none in a case whose moves are listed."""
    assert case.conflict.graph is None
    return {option.id: k for k, option in enumerate(case.conflict.options)}


def holds_in(case: Case, statement: Statement, states: Collection[int]) -> set[int]:
    """The states in which a statement holds."""
    bit = places(case)
    return {s for s in states if holds(statement, s, bit)}


def states_of(case: Case) -> list[int]:
    """Every combination of options that no rule calls impossible."""
    every = range(2 ** len(case.conflict.options))
    impossible = [holds_in(case, rule.when, every) for rule in case.conflict.impossible]
    return [s for s in every if not any(s in states for states in impossible)]


def code_of(case: Case, options: Collection[str]) -> int:
    """The state, or the set of options, in which just these are."""
    return sum(1 << k for id, k in places(case).items() if id in options)


def start_of(case: Case) -> int:
    return code_of(case, case.status_quo)


# ---- who wants what ---------------------------------------------------------------------------


def likeliest(case: Case) -> tuple[int, ...]:
    """The profile of each party that weighs most today; the first of several."""
    today = case.values()
    weights = [[min(max(profile.weight.value(today), 0), 1) for profile in party.profiles] for party in case.parties]
    return tuple(each.index(max(each)) for each in weights)


def own_sets(case: Case, profile: Profile, states: Sequence[int]) -> list[set[int]]:
    """What a profile wants, the most important first: each want as the set of states that fulfil it.

    A ranking, or weights, wants most of all a state of the best level, then one of the next, and so on.
    """
    assert not profile.unknown
    if profile.wants:
        return [holds_in(case, want.statement, states) for want in profile.wants]
    level = _ranked(case, profile, states) if profile.ranking else _weighed(case, profile, states)
    return [{s for s in states if level[s] == each} for each in sorted(set(level.values()))]


def _ranked(case: Case, profile: Profile, states: Sequence[int]) -> dict[int, Fraction]:
    """The group that names a state first; what none names comes last."""
    ids = list(places(case))

    def fits(s: int, pattern: str) -> bool:
        return all(mark in ("-", "NY"[s >> k & 1]) for k, mark in zip(range(len(ids)), pattern, strict=True))

    def group(s: int) -> Fraction:
        named = [g for g, patterns in enumerate(profile.ranking) if any(fits(s, each) for each in patterns)]
        return Fraction(min(named, default=len(profile.ranking)))

    return {s: group(s) for s in states}


def _weighed(case: Case, profile: Profile, states: Sequence[int]) -> dict[int, Fraction]:
    """The sum of the weights of what holds, the larger the better."""
    true = [(holds_in(case, want.statement, states), weight) for want, weight in profile.weights]
    return {s: -sum((weight for where, weight in true if s in where), Fraction(0)) for s in states}


def want_of(sets: Sequence[Collection[int]], states: Sequence[int]) -> Want:
    """An order of wants as an order of states: compared by the first want, then by the second, and so on."""
    truths = {s: tuple(s in each for each in sets) for s in states}
    place = {each: k for k, each in enumerate(sorted(set(truths.values())))}
    return {s: place[truths[s]] for s in states}


# ---- who can change what ----------------------------------------------------------------------


class Board:
    """The states, the options in each party's hands, and those that cannot be dropped, or taken, any more."""

    def __init__(self, states: Collection[int], own: Sequence[int], kept: int, lost: int) -> None:
        self.states, self.own, self.kept, self.lost = set(states), own, kept, lost
        self.parts = [[part for part in range(1, bits + 1) if part & ~bits == 0] for bits in own]
        self.known: dict[tuple[int, int], list[int]] = {}

    def allowed(self, s: int, t: int) -> bool:
        """Whether every option that changes from s to t may change that way."""
        dropped, taken = s & ~t, t & ~s
        return not dropped & self.kept and not taken & self.lost

    def reach(self, i: int, s: int) -> list[int]:
        """Where a party can go alone: it changes some of its own options."""
        if (i, s) not in self.known:
            targets = [s ^ part for part in self.parts[i]]
            self.known[i, s] = [t for t in targets if t in self.states and self.allowed(s, t)]
        return self.known[i, s]

    def in_hands(self, members: Sequence[int], s: int) -> Iterator[int]:
        """Where a coalition can go together: only options of members change, at least one of each."""
        if not members:
            yield s
            return
        *first, last = members
        for q in self.in_hands(first, s):
            yield from (q ^ part for part in self.parts[last])

    def together(self, members: Sequence[int], s: int) -> set[int]:
        """The same, where that state can occur and the way is open."""
        every = {t for t in self.in_hands(members, s) if t in self.states and self.allowed(s, t)}
        return {t for t in every if all((s ^ t) & self.own[i] for i in members)}


# ---- play -------------------------------------------------------------------------------------


class Play:
    """Moves and agreements where everybody reckons with the credible answers of the rest (the sequential rule)."""

    def __init__(self, board: Board, wants: Sequence[Want], joints: Sequence[Joint]) -> None:
        self.board, self.wants, self.joints = board, wants, joints
        self.parties = range(len(wants))
        self.known: dict[tuple[tuple[int, ...], int], set[int]] = {}
        self.gained: dict[tuple[int, int], list[int]] = {}

    def gains(self, i: int, s: int) -> list[int]:
        """Where a party can go alone and is better off than at s."""
        if (i, s) not in self.gained:
            want = self.wants[i]
            self.gained[i, s] = [t for t in self.board.reach(i, s) if want[t] > want[s]]
        return self.gained[i, s]

    def all_gain(self, members: Sequence[int], s: int, t: int) -> bool:
        return all(self.wants[i][t] > self.wants[i][s] for i in members)

    def signed(self, joint: Joint, s: int) -> list[int]:
        """Where a joint move leads: all its options are taken at once, and everyone who signs is better off."""
        signers, options = joint
        t = s | options
        possible = not s & options and t in self.board.states and not options & self.board.lost
        return [t] if possible and self.all_gain(signers, s, t) else []

    def answers(self, members: tuple[int, ...], t: int) -> set[int]:
        """Where legal sequences of improvements lead the rest from t: nobody moves twice running."""
        if (members, t) not in self.known:
            self.known[members, t] = self._answers([i for i in self.parties if i not in members], t)
        return self.known[members, t]

    def _answers(self, rest: Sequence[int], t: int) -> set[int]:
        signable = [(-1 - k, joint) for k, joint in enumerate(self.joints) if set(joint[0]) <= set(rest)]
        seen: set[tuple[int, int | None]] = set()
        waiting: list[tuple[int, int | None]] = [(t, None)]
        while waiting:
            s, last = waiting.pop()
            steps = [(j, self.gains(j, s)) for j in rest] + [(k, self.signed(joint, s)) for k, joint in signable]
            new = {(x, mover) for mover, targets in steps if mover != last for x in targets} - seen
            seen |= new
            waiting += new
        return {x for x, _ in seen} - {t}

    def undone(self, members: tuple[int, ...], s: int, t: int) -> bool:
        """Whether the rest would answer t with a state that some member likes no better than s."""
        return any(self.wants[i][x] <= self.wants[i][s] for x in self.answers(members, t) for i in members)

    def moves(self, i: int, s: int) -> set[int]:
        """The best of the improvements that the rest would not undo."""
        credible = [t for t in self.gains(i, s) if not self.undone((i,), s, t)]
        best = max((self.wants[i][t] for t in credible), default=0)
        return {t for t in credible if self.wants[i][t] == best}

    def agreements(self, members: tuple[int, ...], s: int) -> set[int]:
        """Where a coalition goes: all gain, nobody undoes it, nobody's part is idle, nothing else is better."""
        better = [t for t in self.board.together(members, s) if self.all_gain(members, s, t)]
        firm = [t for t in better if not self.undone(members, s, t) and not self.idle(members, s, t)]
        return {t for t in firm if not any(self.dominates(members, other, t) for other in firm)}

    def idle(self, members: tuple[int, ...], s: int, t: int) -> bool:
        """Whether a member's part could be left out: all are as well off, and nobody undoes that either."""
        without = [t ^ ((s ^ t) & self.board.own[i]) for i in members]
        as_good = [q for q in without if q in self.board.states and self.at_least(members, q, t)]
        return any(not self.undone(members, s, q) for q in as_good)

    def at_least(self, members: Sequence[int], q: int, t: int) -> bool:
        return all(self.wants[i][q] >= self.wants[i][t] for i in members)

    def dominates(self, members: Sequence[int], q: int, t: int) -> bool:
        return self.at_least(members, q, t) and any(self.wants[i][q] > self.wants[i][t] for i in members)

    def steps(self, s: int) -> set[Step]:
        """Everything that may come next; a coalition acts only where no part of it can agree."""
        found: set[Step] = {((i,), t) for i in self.parties for t in self.moves(i, s)}
        acting: list[set[int]] = []
        sizes = range(2, len(self.parties) + 1)
        for members in (each for size in sizes for each in combinations(self.parties, size)):
            if not any(part < set(members) for part in acting):
                targets = self.agreements(members, s)
                found |= {(members, t) for t in targets}
                acting += [set(members)] if targets else []
        return found

    def course(self, start: int) -> dict[int, set[Step]]:
        """Every state that play comes to from the start, with the steps from there."""
        course, waiting = dict[int, set[Step]](), [start]
        while waiting:
            s = waiting.pop()
            if s not in course:
                course[s] = self.steps(s)
                waiting += [t for _, t in course[s]]
        return course


def equilibria(course: Mapping[int, Collection[Step]]) -> set[int]:
    """The states that no party leaves alone, though a coalition may."""
    return {s for s, steps in course.items() if not any(len(who) == 1 for who, _ in steps)}


def at_rest(course: Mapping[int, Collection[Step]]) -> set[int]:
    """The states that nobody leaves, alone or together."""
    return {s for s, steps in course.items() if not steps}
