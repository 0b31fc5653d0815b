"""From what a case says of wants to preferences over states, and so to games that can be solved."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from detente.analysis.beliefs import Choice, Draw, Ensemble, Order, named_or_likeliest
from detente.analysis.classes import Classes, classes_of, kind_of
from detente.analysis.gaps import Gaps
from detente.analysis.plans import came_of, case_after, planned
from detente.analysis.play import OptionShock
from detente.case import Case, Profile
from detente.case.preference import known_preference, preference_of, truths_of
from detente.conflict.graph import GraphModel, graph_model
from detente.conflict.lattice import Lattice, applies, lattice_of
from detente.conflict.preference import Preference
from detente.conflict.settled import sides_of
from detente.conflict.states import BoolArray, IntArray, States, enumerate_states
from detente.errors import ModelError

__all__ = ["Equal", "Structure", "game_of", "structure_of", "structure_today"]

Equal: TypeAlias = tuple[IntArray, IntArray]  # numbers of draws that are unlike; for each draw which of these it is


@dataclass(frozen=True, slots=True, eq=False)
class Structure:
    """What all draws of a case share: states, and where each statement of each profile holds.

    Parameters
    ----------
    start
        The status quo, a state.
    truths
        For each party and profile [k, n]: where each of its wants holds, in the order written.
    later
        What is different once drivers have moved, the fewer of them before the more.
    drawn
        For so many draws and a seed: these draws, once they are made; see `alike`.
    """

    case: Case
    states: States
    start: int
    truths: tuple[tuple[BoolArray, ...], ...]
    lattice: Lattice | None
    later: tuple["Era", ...] = ()
    drawn: dict[tuple[int, int], tuple[Ensemble, Equal]] = field(default_factory=dict, repr=False)
    _classes: dict[tuple[int, int], Classes] = field(default_factory=dict)
    _gaps: dict[tuple[int, int], Gaps | None] = field(default_factory=dict)

    @property
    def shocks(self) -> tuple[OptionShock, ...]:
        """The options that change by themselves."""
        place = {id: k for k, id in enumerate(self.states.options)}
        return tuple(
            OptionShock(number, 1 << place[shock.option], shock.becomes, shock.rate)
            for number, shock in enumerate(self.case.shocks)
            if shock.option
        )

    def classes(self, party: int, profile: int) -> Classes:
        """The states that a profile of a party does not tell apart; of a party without profiles (−1), all."""
        if (party, profile) not in self._classes:
            self._classes[party, profile] = self._classed(party, profile)
        return self._classes[party, profile]

    def _classed(self, party: int, profile: int) -> Classes:
        if profile < 0:
            return classes_of(self._indifferent(), _no_rows(len(self.states)))
        return _classes_in(self.case.parties[party].profiles[profile], self.states, self.truths[party][profile])

    def gaps(self, party: int, profile: int) -> Gaps | None:
        """The unknown pairs of a profile of a party; None where all is known."""
        if (party, profile) not in self._gaps:
            known = profile < 0 or not self.case.parties[party].profiles[profile].unknown
            self._gaps[party, profile] = None if known else self._gapped(party, profile)
        return self._gaps[party, profile]

    def _gapped(self, party: int, profile: int) -> Gaps:
        who, whole = self.case.parties[party], enumerate_states(self.case.conflict)
        wanted, kept = who.profiles[profile], np.searchsorted(whole.codes, self.states.codes)
        name = f'party.{who.id}: profile "{wanted.name}"'
        return Gaps(name, _classes_in(wanted, whole), sides_of(wanted.unknown, whole), kept)

    def payoffs(self, draws: Sequence[Draw]) -> NDArray[np.signedinteger]:
        """[draw, party, n] ordinal payoffs, in the narrowest whole numbers."""
        out = np.empty((len(draws), len(self.case.parties), len(self.states)), dtype=kind_of(len(self.states)))
        for party in range(len(self.case.parties)):
            for profile, rows, choices in _by_profile([draw.choice(party) for draw in draws]):
                out[rows, party] = self._ranked(party, profile, choices)
        return out

    def _ranked(self, party: int, profile: int, choices: Sequence[Choice]) -> IntArray:
        """[choice, n] the payoffs of a profile in some orders, with its unknown pairs settled."""
        gaps = self.gaps(party, profile)
        if gaps is None:
            return self.classes(party, profile).payoffs(_orders(choices))
        return np.stack([gaps.payoff(order, way) for _, order, way in choices])

    def alike(self, draws: Sequence[Draw]) -> Equal:
        """Which draws come to different preferences, as numbers of draws, and for each draw which of these it is."""
        eras = [(self, draws), *((era.structure, era.draws(self.case, draws)) for era in self.later)]
        parties = range(len(self.case.parties))
        marks = np.stack([of._marks(party, some) for of, some in eras for party in parties], axis=1)
        _, first, which = np.unique(marks, axis=0, return_index=True, return_inverse=True)
        rising = np.argsort(first)
        place = np.empty(len(first), dtype=np.int64)
        place[rising] = np.arange(len(first))
        return first[rising], place[which.reshape(-1)]

    def _marks(self, party: int, draws: Sequence[Draw]) -> IntArray:
        """[draw] a number for the party's preference; the same where the preferences are."""
        wanted = [draw.choice(party) for draw in draws]
        each, numbers = list(dict.fromkeys(wanted)), dict[bytes, int]()
        found: dict[Choice, int] = {}
        for profile, rows, choices in _by_profile(each):
            for row, mark in zip(rows, self._marked(party, profile, choices), strict=True):
                found[each[row]] = numbers.setdefault(mark, len(numbers))
        return np.asarray([found[key] for key in wanted], dtype=np.int64)

    def _marked(self, party: int, profile: int, choices: Sequence[Choice]) -> list[bytes]:
        gaps = self.gaps(party, profile)
        if gaps is None:
            return self.classes(party, profile).marks(_orders(choices))
        settled = (Preference(gaps.payoff(order, way)) for _, order, way in choices)
        return [
            classes_of(each, _no_rows(len(self.states))).marks(np.zeros((1, 0), dtype=np.int64))[0]
            for each in settled
        ]

    def game(self, draw: Draw) -> GraphModel:
        """The ordinary conflict of one draw: nothing is unknown in it."""
        preferences = [self._preference(party, draw.choice(party)) for party in range(len(self.case.parties))]
        return graph_model(self.case.conflict, preferences, states=self.states)

    def _preference(self, party: int, choice: Choice) -> Preference:
        profile, order, _ = choice
        wanted = self.case.parties[party].profiles[profile] if profile >= 0 else None
        if wanted is None or wanted.unknown or not (wanted.great_after or any(want.great for want in wanted.wants)):
            return Preference(self._ranked(party, profile, [choice])[0])
        return preference_of(wanted, self.states, self.truths[party][profile], order)

    def _indifferent(self) -> Preference:
        return Preference(np.zeros(len(self.states), dtype=np.int64))


@dataclass(frozen=True, slots=True, eq=False)
class Era:
    """What is different once shocks to drivers have come.

    Parameters
    ----------
    came
        Which shocks of the case.
    structure
        The same states, with what the parties want from then on.
    """

    came: frozenset[int]
    structure: Structure

    def draws(self, case: Case, draws: Sequence[Draw]) -> list[Draw]:
        """Draws of the first era as they are in this one: other wants stand in the order as written."""
        then = self.structure.case.parties
        moved = [
            [before is not after for before, after in zip(one.profiles, other.profiles, strict=True)]
            for one, other in zip(case.parties, then, strict=True)
        ]

        def order(party: int, k: int, given: Order) -> Order:
            return tuple(range(len(then[party].profiles[k].wants))) if k >= 0 and moved[party][k] else given

        return [
            replace(draw, orders=tuple(map(order, range(len(then)), draw.profiles, draw.orders))) for draw in draws
        ]


def _by_profile(wanted: Sequence[Choice]) -> Iterator[tuple[int, list[int], list[Choice]]]:
    """Each profile, where it stands in the list, and what is chosen there."""
    rows: dict[int, list[int]] = {}
    for row, (profile, _, _) in enumerate(wanted):
        rows.setdefault(profile, []).append(row)
    for profile, own in rows.items():
        yield profile, own, [wanted[row] for row in own]


def _orders(choices: Sequence[Choice]) -> IntArray:
    """[choice, k] the orders of the statements."""
    return np.asarray([order for _, order, _ in choices], dtype=np.int64).reshape(len(choices), -1)


def structure_of(case: Case, *, states: States | None = None, start: int | None = None) -> Structure:
    """The structure of a case; where shocks to drivers move what the parties want, of the case with plans.

    Parameters
    ----------
    states, start
        Fewer states or another start, for answers that force a condition.

    Raises
    ------
    ModelError
        If the status quo is impossible, or the rules leave no state.
    """
    whole = planned(case)
    first = _structure(whole, states, start)
    return replace(
        first,
        later=tuple(
            Era(came, _structure(case_after(whole, came), first.states, first.start)) for came in came_of(whole)
        ),
    )


def structure_today(case: Case) -> Structure:
    """The structure of a case with what the parties want today, as if no shock to a driver ever came."""
    return _structure(case, None, None)


def _structure(case: Case, states: States | None, start: int | None) -> Structure:
    known = enumerate_states(case.conflict) if states is None else states
    truths = tuple(tuple(truths_of(profile, known) for profile in party.profiles) for party in case.parties)
    bare = Structure(case, known, _start(case, known) if start is None else start, truths, None)
    simplest = Draw(tuple(-1 for _ in case.parties), tuple(() for _ in case.parties))
    game = bare.game(simplest)
    lattice = lattice_of(game) if applies(game) else None
    return Structure(case, known, bare.start, truths, lattice)


def _start(case: Case, states: States) -> int:
    if states.labels:
        if len(case.status_quo) > 1:
            raise ModelError(f"the status quo of a graph is one state, got {', '.join(case.status_quo)}")
        return states.find(case.status_quo[0]) if case.status_quo else 0
    return states.at(case.status_quo)


def _classes_in(profile: Profile, states: States, truths: BoolArray | None = None) -> Classes:
    """What a profile tells apart, as it is written."""
    holds = truths_of(profile, states) if truths is None else truths
    ordered = bool(profile.wants) and not profile.ranking and not profile.weights
    return classes_of(known_preference(profile, states, holds), holds if ordered else holds[:0])


def _no_rows(n: int) -> BoolArray:
    return np.zeros((0, n), dtype=np.bool_)


def game_of(case: Case, profiles: Mapping[str, str] | None = None, *, states: States | None = None) -> GraphModel:
    """The ordinary conflict in which each party has a named profile, or else its likeliest.

    Parameters
    ----------
    profiles
        Party id → profile name.
    states
        Those of its conflict, if they are known already.

    Raises
    ------
    UnknownName
        For a party or profile that the case does not have.
    """
    known = enumerate_states(case.conflict) if states is None else states
    indifferent = Preference(np.zeros(len(known), dtype=np.int64))
    preferences = [
        preference_of(party.profiles[k], known) if k >= 0 else indifferent
        for party, k in zip(case.parties, named_or_likeliest(case, profiles), strict=True)
    ]
    return graph_model(case.conflict, preferences, states=known)
