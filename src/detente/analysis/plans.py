"""Shocks to drivers: what a party wants until a driver moves, and from then on.

A driver moves the weights of profiles. Where a shock moves the driver, a party whose weights change may want
something else from then on, with as few changes of mind as the weights allow: of the chance p of each profile before
and q after, min(p, q) stays, and what a profile loses goes to those that gain, in proportion to their gains. A *plan*
is a profile until then and another one from then on. Plans stand in the place of profiles while draws are worked out,
and with them the conflict passes through *eras*, one for each set of drivers that have moved: see
`detente.analysis.eras`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from itertools import combinations

import numpy as np

from detente.analysis.beliefs import profile_weights
from detente.case import Case, Expression, Party, Profile
from detente.case.shock import moved_by, objections
from detente.conflict.states import FloatArray
from detente.errors import CaseError, Problem

__all__ = ["Plan", "as_written", "came_of", "case_after", "least_change", "once_moved", "planned"]


@dataclass(frozen=True, slots=True)
class Plan(Profile):
    """A profile that a party has until a shock, and the one that it has from then on.

    Parameters
    ----------
    later
        What it wants once the shock has come.
    shock
        Which shock of the case that is.
    """

    later: Profile | None = None
    shock: int = -1


@dataclass(frozen=True, slots=True)
class _Share(Expression):
    """How likely a party has one profile before a driver moves and another, or the same, afterwards."""

    party: Party
    before: int
    after: int
    driver: str
    to: float

    @property
    def drivers(self) -> tuple[str, ...]:
        """The drivers that the weights of the party depend on."""
        return tuple(dict.fromkeys(id for profile in self.party.profiles for id in profile.weight.drivers))

    def value(self, drivers: Mapping[str, float]) -> float:
        """The chance, given the drivers' values today."""
        now, then = (profile_weights(self.party, each) for each in (drivers, {**drivers, self.driver: self.to}))
        return float(least_change(now, then)[self.before, self.after])


def least_change(before: Sequence[float], after: Sequence[float]) -> FloatArray:
    """[before, after] how likely one profile was had and another is, so that as few minds change as can be."""
    p, q = np.asarray(before, dtype=float), np.asarray(after, dtype=float)
    stay = np.minimum(p, q)
    gains = q - stay
    moved = np.outer(p - stay, gains) / gains.sum() if gains.sum() > 0 else 0.0
    return np.diag(stay) + moved


def planned(case: Case) -> Case:
    """The case with plans in the place of profiles, where shocks to drivers move their weights.

    Raises
    ------
    CaseError
        For shocks that cannot be worked out; see `detente.case.shock`.
    """
    if came_of(case) or not any(shock.driver for shock in case.shocks):
        return case
    for number, message in objections(case):
        raise CaseError(Problem(message, key=f"shock[{number}]"))
    return replace(case, parties=tuple(_with_plans(case, party) for party in case.parties))


def _with_plans(case: Case, party: Party) -> Party:
    moving = moved_by(case, party)
    if not moving:
        return party
    every = range(len(party.profiles))
    plans = tuple(_plan(case, party, before, after, moving[0]) for before in every for after in every)
    return replace(party, profiles=plans)


def _plan(case: Case, party: Party, before: int, after: int, number: int) -> Profile:
    now, then, shock = party.profiles[before], party.profiles[after], case.shocks[number]
    name = now.name if before == after else f"{now.name}, then {then.name}"
    weight = _Share(name, now.weight.tree, party, before, after, shock.driver, shock.to)
    if before == after:
        return replace(now, weight=weight)
    own = {field.name: getattr(now, field.name) for field in fields(Profile)}
    return Plan(**{**own, "name": name, "weight": weight}, later=then, shock=number)


def as_written(party: Party) -> Party:
    """The party with its profiles, where plans stand in their place."""
    first = party.profiles[0].weight if party.profiles else None
    return first.party if isinstance(first, _Share) else party


def came_of(case: Case) -> tuple[frozenset[int], ...]:
    """The eras after the first, each as the shocks that have come, the fewer before the more; of a planned case."""
    plans = [profile for party in case.parties for profile in party.profiles if isinstance(profile, Plan)]
    moving = sorted({plan.shock for plan in plans})
    return tuple(frozenset(came) for size in range(1, len(moving) + 1) for came in combinations(moving, size))


def case_after(case: Case, came: frozenset[int]) -> Case:
    """A planned case once some shocks have come: the later wants in the place of the earlier."""

    def now(profile: Profile) -> Profile:
        if isinstance(profile, Plan) and profile.later and profile.shock in came:
            return replace(profile.later, name=profile.name, weight=profile.weight)
        return profile

    parties = tuple(replace(party, profiles=tuple(map(now, party.profiles))) for party in case.parties)
    return replace(case, parties=parties)


def once_moved(case: Case) -> Case:
    """The case as written, all its drivers moved for good by the shocks that move them, and none of these to come."""
    moved = {shock.driver: shock.to for shock in case.shocks if shock.driver}
    drivers = tuple(
        replace(each, value=to, low=min(each.low, to), high=max(each.high, to))
        if (to := moved.get(each.id)) is not None
        else each
        for each in case.drivers
    )
    return replace(case, drivers=drivers, shocks=tuple(shock for shock in case.shocks if not shock.driver))
