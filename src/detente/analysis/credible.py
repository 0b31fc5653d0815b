"""Which preconditions bind: would the party really walk away, or does it bend? This project's own measure.

A precondition "not X unless Y" is a statement in a party's order. It is *broken* where the conflict ends with X and
without Y. Whether it binds shows in how often X comes without Y, and in how far down the party's order the statement
could stand and still not be broken.
"""

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from detente.analysis.asked import duty_and_release
from detente.analysis.session import Session
from detente.analysis.settle_case import ranked, rows_of
from detente.analysis.structure import Structure
from detente.case import Case, Profile, Want, parse_expression
from detente.conflict.statement import And, Not, Statement

__all__ = ["Credible", "credible_of"]

Label = Literal["binds", "bends", "bluff", "untested"]

BINDS, BLUFF = 0.05, 0.5  # broken in at most one case in twenty: it binds; in half the cases or more: it is a bluff


@dataclass(frozen=True, slots=True)
class Credible:
    """How much a precondition is worth.

    Parameters
    ----------
    party
        Whose it is, as an index.
    happens
        How likely X is at the end.
    broken
        How likely X without Y is.
    broken_if_happens
        The share of the ends with X that lack Y; NaN where X does not happen.
    rank, length
        Where the statement stands now in the party's likeliest profile that has it (1 is most important), and how
        long that order is; rank 0: it stands in none.
    meant
        How likely it is that the party has a profile in which the statement stands.
    broken_if_meant
        Of the ends with X in those draws, the share that lacks Y; NaN where there are none.
    by_rank
        For each rank, how likely it is to be broken if it stood there.
    """

    party: int
    happens: float
    broken: float
    broken_if_happens: float
    rank: int
    length: int
    meant: float
    broken_if_meant: float
    by_rank: tuple[float, ...]
    label: Label

    @property
    def binding(self) -> tuple[int, ...]:
        """The ranks at which it would bind in every profile of the party."""
        most = BINDS * max(self.happens, BINDS)
        return tuple(rank for rank, chance in enumerate(self.by_rank, start=1) if chance <= most)

    @property
    def binding_rank(self) -> int | None:
        """The lowest rank down to which it would bind without a gap from the top; None if it would not there."""
        return max((rank for place, rank in enumerate(self.binding, start=1) if rank == place), default=None)


def credible_of(session: Session, statement: Statement, party: int, text: str, days: float | None) -> Credible:
    """How much a precondition of a party is worth.

    Parameters
    ----------
    statement, text
        The precondition, in options only and as written.
    days
        By when; None is the long run.
    """
    x, y = duty_and_release(statement)
    happens, broken = (_chance(session, each, days) for each in (x, And((x, Not(y)))))
    rank, length = _rank_of(session, statement, party)
    meant, broken_if_meant = _if_meant(session, statement, party, days)
    profiles = range(len(session.case.parties[party].profiles))
    longest = max((len(rows_of(session.today, party, k)) for k in profiles), default=0)
    moved = tuple(
        _chance(session.varied(_standing(session.today, party, statement, text, at)), And((x, Not(y))), days)
        for at in range(1, longest + 2)
    )
    ratio = broken / happens if happens > 0 else float("nan")
    return Credible(party, happens, broken, ratio, rank, length, meant, broken_if_meant, moved, _label(ratio))


def _label(ratio: float) -> Label:
    if np.isnan(ratio):
        return "untested"
    return "binds" if ratio <= BINDS else "bluff" if ratio >= BLUFF else "bends"


def _chance(session: Session, statement: Statement, days: float | None) -> float:
    solution = session.solution
    return float(solution.weights() @ solution.masses(solution.holds(statement), days))


def _places(structure: Structure, statement: Statement, party: int) -> dict[int, int]:
    """For each profile of the party that has the statement, where it stands there; 1 is most important."""
    truth = structure.states.holds(statement)
    found = {}
    for k, profile in enumerate(structure.case.parties[party].profiles):
        rows = structure.truths[party][k]
        same = [number for number in range(len(profile.wants)) if np.array_equal(rows[number], truth)]
        if same:
            found[k] = same[0] + 1
    return found


def _rank_of(session: Session, statement: Statement, party: int) -> tuple[int, int]:
    """Where it stands in the likeliest profile that has it (1 is most important), and how long that is."""
    weights, places = session.weights[session.case.parties[party].id], _places(session.today, statement, party)
    if not places:
        return 0, 0
    likeliest = max(places, key=lambda k: weights[k])
    return places[likeliest], len(session.case.parties[party].profiles[likeliest].wants)


def _if_meant(session: Session, statement: Statement, party: int, days: float | None) -> tuple[float, float]:
    """How likely it is that the party has the statement, in all eras, and how often it is broken where it does."""
    x, y = duty_and_release(statement)
    solution, eras = session.solution, (session.structure, *(era.structure for era in session.structure.later))
    places = set.intersection(*(set(_places(era, statement, party)) for era in eras))
    has = np.asarray([draw.profiles[party] in places for draw in solution.ensemble.draws])
    weights = np.where(has, solution.weights(), 0.0)
    happens = float(weights @ solution.masses(solution.holds(x), days))
    broken = float(weights @ solution.masses(solution.holds(And((x, Not(y)))), days))
    return float(weights.sum()), broken / happens if happens > 0 else float("nan")


def _standing(structure: Structure, party: int, statement: Statement, text: str, rank: int) -> Case:
    """The case with the statement at that rank in every profile of the party, among its wants or the levels of it."""
    case, whose = structure.case, structure.case.parties[party]
    bare = () if whose.profiles else (Profile("main", parse_expression(1)),)

    def moved(k: int, profile: Profile) -> Profile:
        if profile.wants or bare:
            rest = [want for want in profile.wants if want.statement != statement]
            place = min(rank - 1, len(rest))
            return replace(profile, wants=(*rest[:place], Want(text, statement), *rest[place:]))
        rows = list(rows_of(structure, party, k))
        rows.insert(min(rank - 1, len(rows)), structure.states.holds(statement))
        return ranked(structure, profile, np.stack(rows))

    profiles = tuple(moved(k, profile) for k, profile in enumerate(whose.profiles or bare))
    return replace(
        case, parties=(*case.parties[:party], replace(whose, profiles=profiles), *case.parties[party + 1 :])
    )
