"""The smallest changes under which a condition would hold: a state of it an equilibrium, and reached by play.

A search starts from one conflict: each party has its likeliest profile, or a named one. It tries changes in rising
order of cost until, in the changed conflict, play leads from the status quo to a state of the condition that is
stable for every party under the rule in force. What it finds is a smallest change, with the proof that nothing
cheaper exists: everything cheaper was tried. Each of the changes found is then made in the whole case, and the
probability of the condition over all profiles is worked out before and after.

Changes: statements moved in an order (adjacent swaps), guarantees entering one, options made irreversible, removed or
added, joint moves opened. See `detente.analysis.settle_wish` for what may be asked of it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Literal

from detente.analysis.asked import days_until
from detente.analysis.beliefs import named_or_likeliest
from detente.analysis.chain import chain_from
from detente.analysis.outcome import PathStep, likeliest_path
from detente.analysis.play import RULES, Rule
from detente.analysis.session import Session
from detente.analysis.settle_case import Wants, changed_case, changes_of, wants_of
from detente.analysis.settle_change import Change, Opened
from detente.analysis.settle_judge import Candidate, Judge
from detente.analysis.settle_search import Progress, Purse, Search, search
from detente.analysis.settle_space import Ascending, Order, bond_sets, bonds_of, orders, within_reach
from detente.analysis.settle_wish import Wish, wish_of
from detente.analysis.solve import Settings
from detente.analysis.structure import Structure
from detente.case import Case, Question
from detente.case.preference import preference_of
from detente.conflict.states import BoolArray

__all__ = ["Settlement", "Way", "settlement_of"]

Why = Literal["", "holds nowhere", "out of reach", "nothing helps"]


@dataclass(frozen=True, slots=True)
class Way:
    """One smallest set of changes.

    Parameters
    ----------
    changes
        None at all where the condition comes to hold as things are.
    state
        The settlement: a state of the condition that is an equilibrium and is reached.
    path
        The likeliest way there from the status quo.
    at_rest
        Whether no coalition leaves it.
    after
        How likely the condition is over all profiles, once the changes are made.
    rules
        The play rules under which it holds with these changes, that of the search among them.
    case
        The case with the changes made.
    """

    changes: tuple[Change, ...]
    state: int
    path: tuple[PathStep, ...]
    at_rest: bool
    after: float
    rules: tuple[Rule, ...]
    case: Case = field(repr=False)


@dataclass(frozen=True, slots=True)
class Settlement:
    """The smallest changes under which a condition would hold, or how far the search came.

    Parameters
    ----------
    cost
        Of the smallest changes; None where none were found.
    bound
        Nothing cheaper than this exists; None where nothing exists at all.
    proved
        Whether the cost, or that nothing exists, is proved; otherwise only the bound is.
    why
        Why nothing exists; empty where something does, or may.
    ways
        Some of the smallest sets of changes, the one that helps most first.
    found
        How many there are of that cost; `complete` says whether all were tried.
    before
        How likely the condition is over all profiles as things are.
    profiles
        The profile of each party that the search started from; empty where it has none.
    tried
        How many candidates and orders were looked at.
    """

    wish: Wish
    cost: Fraction | None
    bound: Fraction | None
    proved: bool
    why: Why
    ways: tuple[Way, ...]
    found: int
    complete: bool
    before: float
    profiles: tuple[str, ...]
    rule: str
    tried: int


def settlement_of(session: Session, question: Question, *, progress: Progress | None = None) -> Settlement:
    """The smallest changes under which the condition of a question would hold.

    Parameters
    ----------
    question
        Its condition, date and settings; see `detente.analysis.settle_wish`.
    progress
        Called with (tries made, tries allowed); where it gives False the search stops, with what it has shown so far.

    Raises
    ------
    CaseError
        For settings that do not exist or are wrong.
    """
    wish = wish_of(session.case, question)
    structure, days = session.today, days_until(session.case, question)
    task = _Task(session, wish, replace(session.settings, tempi=session.tempi), _wants(structure, wish), days)
    judge, purse = task.judge(), Purse(wish.budget)
    if not judge.wanted.any():
        return task.told(judge, Search(bound=None, complete=True), purse, "holds nowhere")
    if not (judge.wanted & within_reach(structure, wish)).any():
        return task.told(judge, Search(bound=None, complete=True), purse, "out of reach")
    bonds = bond_sets(bonds_of(structure, wish), wish.unit)
    found = search(task.orders(purse.spend), bonds, judge.settled, purse, progress=progress)
    return task.told(judge, found, purse, "nothing helps" if found.bound is None else "")


@dataclass(frozen=True, slots=True)
class _Task:
    """A wish, and what the search for it starts from."""

    session: Session
    wish: Wish
    settings: Settings
    wants: tuple[Wants, ...]
    days: float | None

    @property
    def structure(self) -> Structure:
        return self.session.today

    def judge(self) -> Judge:
        opened = tuple(bond for bond in bonds_of(self.structure, self.wish) if isinstance(bond, Opened))
        return Judge(
            self.structure,
            self.settings,
            self.structure.states.holds(self.wish.condition),
            self.wish.absent,
            tuple(_unknown(self.structure, each) for each in self.wants),
            opened,
            self.wish.at_rest,
        )

    def orders(self, spend: Callable[[], bool]) -> list[Ascending[Order]]:
        """What the search may make of each party's order."""
        return [orders(each.rows, each.guards, *self._prices(each), spend) for each in self.wants]

    def _prices(self, wants: Wants) -> tuple[int | None, list[int | None]]:
        """In units, what a swap costs and what each guarantee costs for a place."""
        case = self.session.case
        party = case.parties[wants.party].id
        ids = [case.conflict.options[k].id for k in wants.options]
        places = [self.wish.price("guarantee", id) if self.wish.may([party]) else None for id in ids]
        prices = [self.wish.price("order", party), *places]
        swap, *rest = [None if price is None else int(price / self.wish.unit) for price in prices]
        return swap, rest

    def told(self, judge: Judge, found: Search, purse: Purse, why: Why) -> Settlement:
        """What a search found, its first finds worked out in full."""
        unit = self.wish.unit
        ways = [self._way(judge, each) for each in _plainest(self, found.found)[: self.wish.limit]]
        return Settlement(
            self.wish,
            None if found.cost is None else found.cost * unit,
            None if found.bound is None else found.bound * unit,
            found.cost is not None or found.bound is None,
            why,
            tuple(sorted(ways, key=lambda way: (-round(way.after, 9), len(way.changes)))),
            len(found.found),
            found.complete,
            self._likely(self._changed((), ())),
            tuple(self._name(each) for each in self.wants),
            self.settings.rule,
            purse.spent,
        )

    def _name(self, wants: Wants) -> str:
        return self.session.case.parties[wants.party].profiles[wants.profile].name if wants.profile >= 0 else ""

    def changes(self, candidate: Candidate) -> tuple[Change, ...]:
        """The changes that make a candidate of the case."""
        case = self.session.case
        moved = [
            change
            for wants, order in zip(self.wants, candidate.orders, strict=True)
            for change in changes_of(case, self.wish, wants, order)
        ]
        return (*moved, *candidate.bonds)

    def _way(self, judge: Judge, candidate: Candidate) -> Way:
        play, changes = judge.play(candidate), self.changes(candidate)
        state = next(judge.settlements(candidate))
        path = likeliest_path(chain_from(play, self.structure.start), self.settings.tempi, (state,))
        case = self._changed(candidate.orders, changes)
        rules = tuple(rule for rule in RULES if judge.under(rule).settles(candidate))
        return Way(changes, state, path, not play.steps(state), self._likely(case), rules, case)

    def _changed(self, own: Sequence[Order], changes: Sequence[Change]) -> Case:
        if not changes and not self.wish.absent:
            return self.session.case
        return changed_case(self.structure, self.wish, self.wants, own, changes)

    def _likely(self, case: Case) -> float:
        session = self.session if case is self.session.case else self.session.varied(case)
        solution = session.under(self.settings.rule)
        return float(solution.weights() @ solution.masses(solution.holds(self.wish.condition), self.days))


def _plainest(task: _Task, found: Sequence[Candidate]) -> list[Candidate]:
    """Candidates with the fewest changes first, else in the order found."""
    return sorted(found, key=lambda each: len(task.changes(each)))


def _wants(structure: Structure, wish: Wish) -> tuple[Wants, ...]:
    """The profiles that the search starts from: the named ones, or each party's likeliest."""
    chosen = named_or_likeliest(structure.case, wish.profiles)
    return tuple(wants_of(structure, party, profile) for party, profile in enumerate(chosen))


def _unknown(structure: Structure, wants: Wants) -> BoolArray | None:
    if wants.profile < 0:
        return None
    return preference_of(structure.case.parties[wants.party].profiles[wants.profile], structure.states).unknown
