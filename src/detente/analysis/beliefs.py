"""What we believe the parties want: every combination of profiles, orders and ways, with its weight.

One *draw* settles, for each party, its profile, the order of that profile's statements, and which side of each of its
unknown pairs is preferred; with it the conflict is an ordinary one and is solved exactly. While there are at most
`MOST_ENUMERATED` combinations they are all listed, with exact weights, and there is no sampling error at all; beyond,
draws are sampled.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations, product
from math import factorial, isfinite, prod

import numpy as np

from detente.analysis.gaps import Gaps
from detente.case import Case, Party, Profile, Together
from detente.conflict.settled import Way
from detente.conflict.states import FloatArray, IntArray
from detente.errors import CaseError, ModelError

__all__ = [
    "POINTS",
    "Choice",
    "Draw",
    "Ensemble",
    "combinations",
    "draw_of",
    "ensemble",
    "mallows_order",
    "mallows_orders",
    "named_or_likeliest",
    "profile_weights",
]

Weights = Mapping[str, Sequence[float]]  # party id → weight of each of its profiles, summing to one
Order = tuple[int, ...]
Choice = tuple[int, Order, Way]  # a profile, the order of its statements, and how its unknown pairs are settled
GapsOf = Callable[[int, int], Gaps | None]  # the unknown pairs of a profile of a party

POINTS = 21  # values of a driver's range at which weights are looked at: as many as a sweep has
UNLIKELY = 0.1  # of the draws, for what is impossible today but not for ever
MOST_ENUMERATED = 20_000  # combinations listed with exact weights; beyond, sampling is faster and nearly as good


@dataclass(frozen=True, slots=True)
class Draw:
    """One way things may be: for each party its profile, the order of its statements, its unknown pairs settled.

    A party without profiles has profile −1 and is indifferent between all states. No ways at all: nothing is unknown.
    """

    profiles: tuple[int, ...]
    orders: tuple[Order, ...]
    ways: tuple[Way, ...] = ()

    def choice(self, party: int) -> Choice:
        """What it says of one party."""
        return self.profiles[party], self.orders[party], self.ways[party] if self.ways else ()


@dataclass(frozen=True, slots=True, eq=False)
class Ensemble:
    """Draws with weights that sum to one.

    Parameters
    ----------
    draws, weights
        Different draws, and how much each counts. A draw counts nothing today if one of its profiles has become
        possible only where a driver has another value.
    given
        How much each counts given its combination of profiles.
    sampled
        How many were sampled; 0 if all combinations were enumerated, which is exact.
    """

    draws: tuple[Draw, ...]
    weights: FloatArray
    given: FloatArray
    sampled: int = 0

    @property
    def exact(self) -> bool:
        """Whether every combination is here with its exact weight."""
        return self.sampled == 0

    def weighed(self, chances: Mapping[tuple[int, ...], float]) -> FloatArray:
        """[draw] how much each counts where combinations of profiles have other chances."""
        weights = self.given * np.asarray([chances.get(draw.profiles, 0.0) for draw in self.draws])
        return weights / weights.sum() if weights.sum() > 0 else weights


def profile_weights(party: Party, drivers: Mapping[str, float]) -> tuple[float, ...]:
    """How likely each of a party's profiles is: evaluated, clamped to 0–1, normalised.

    Raises
    ------
    CaseError
        If a weight is no number, or all of them are zero.
    """
    raw = [profile.weight.value(drivers) for profile in party.profiles]
    for profile, weight in zip(party.profiles, raw, strict=True):
        if not isfinite(weight):
            raise CaseError(f'party.{party.id}: the weight "{profile.weight}" of {profile.name} is not a number')
    clamped = [min(max(weight, 0.0), 1.0) for weight in raw]
    if party.profiles and sum(clamped) <= 0:
        raise CaseError(f"party.{party.id}: all its profiles have weight 0; at least one must be possible")
    return tuple(weight / sum(clamped) for weight in clamped)


def weights_today(case: Case, drivers: Mapping[str, float] | None = None) -> dict[str, tuple[float, ...]]:
    """Every party's profile weights at the drivers' values, some of which may be given another one."""
    values = case.values() | dict(drivers or {})
    return {party.id: profile_weights(party, values) for party in case.parties}


def named_or_likeliest(case: Case, named: Mapping[str, str] | None = None) -> tuple[int, ...]:
    """For each party the profile that is named, or else its likeliest today; −1 for a party without profiles.

    Parameters
    ----------
    named
        Party id → profile name.

    Raises
    ------
    UnknownName
        For a party or profile that the case does not have.
    """
    chosen = {id: case.party(id).profile(name) for id, name in (named or {}).items()}
    likely = weights_today(case)

    def place(party: Party) -> int:
        if party.id in chosen:
            return party.profiles.index(chosen[party.id])
        return int(np.argmax(likely[party.id])) if party.profiles else -1

    return tuple(map(place, case.parties))


def combinations(case: Case, weights: Weights) -> dict[tuple[int, ...], float]:
    """Every combination of profiles that can occur, with its probability.

    Parties are independent, but for those of a `Together`: all of it occurs or none, as often as the first of its
    profiles does by its own weight.
    """
    found: dict[tuple[int, ...], float] = {}
    for profiles in product(*(range(len(party.profiles)) or (-1,) for party in case.parties)):
        chance = prod(
            weights[party.id][k] if k >= 0 else 1.0 for party, k in zip(case.parties, profiles, strict=True)
        )
        for bond in case.together:
            chance *= _bond_factor(case, bond, profiles, weights)
        if chance > 0:
            found[profiles] = chance
    total = sum(found.values())
    if total <= 0:
        raise ModelError("no combination of profiles is possible: the profiles that go together exclude all")
    return {profiles: chance / total for profiles, chance in found.items()}


def _bond_factor(case: Case, bond: Together, profiles: tuple[int, ...], weights: Weights) -> float:
    """What a bond makes of the independent chance: the followers' own weights are divided out."""
    ids = [party.id for party in case.parties]
    inside, followers = [], []
    for number, (party, name) in enumerate(bond.profiles):
        place = ids.index(party)
        wanted = [profile.name for profile in case.parties[place].profiles].index(name)
        inside.append(profiles[place] == wanted)
        if number:
            followers.append(weights[party][wanted])
    if all(inside):
        return 1 / prod(followers) if all(followers) else 0.0
    if any(inside):
        return 0.0
    rest = prod(1 - weight for weight in followers)
    return 1 / rest if rest > 0 else 0.0


def all_known(_: int, __: int) -> None:
    """The unknown pairs of a profile where there are none."""


def ensemble(
    case: Case,
    *,
    draws: int = 10_000,
    rng: np.random.Generator | None = None,
    gaps: GapsOf = all_known,
) -> Ensemble:
    """The draws of a case: all of them where they are few, else a sample.

    Parameters
    ----------
    draws
        How many to sample where there are too many to list.
    rng
        Where chance comes from; needed only then.
    gaps
        The unknown pairs of each profile; as `Structure.gaps` tells them.

    Raises
    ------
    ModelError
        If a sample is needed and no generator given; if the unknown pairs of a profile leave no order.
    """
    today = weights_today(case)
    likely = combinations(case, today)
    chances = dict.fromkeys(combinations(case, _ever(case, today)), 0.0) | likely
    if sum(_count(case, profiles, gaps) for profiles in chances) <= MOST_ENUMERATED:
        return _enumerated(case, chances, gaps)
    if rng is None:
        raise ModelError("there are too many combinations to list; sampling needs a random generator")
    return _sampled(case, chances, draws, rng, gaps)


def _ever(case: Case, today: Weights) -> Weights:
    """Weights above 0 for each profile that is possible today, or where one driver has another value of its range."""
    if all(map(all, today.values())):
        return today
    seen = {id: np.asarray(weights) for id, weights in today.items()}
    for driver in case.drivers:
        for value in np.linspace(driver.low, driver.high, POINTS):
            try:
                there = weights_today(case, {driver.id: float(value)})
            except CaseError:  # no profile is possible there; whoever asks for that value is told
                continue
            seen = {id: weights + np.asarray(there[id]) for id, weights in seen.items()}
    return {id: tuple(weights / weights.sum() if len(weights) else ()) for id, weights in seen.items()}


def _count(case: Case, profiles: tuple[int, ...], gaps: GapsOf) -> int:
    """How many orders and ways there are, at most, with a combination of profiles."""
    return prod(_choices(case, party, k, gaps) for party, k in enumerate(profiles) if k >= 0)


def _choices(case: Case, party: int, k: int, gaps: GapsOf) -> int:
    profile, own = case.parties[party].profiles[k], gaps(party, k)
    orders = factorial(len(profile.wants)) if profile.noise > 0 else 1
    if own is None or orders > MOST_ENUMERATED:
        return orders
    if profile.noise > 0:  # what is open depends on the order
        return int(orders * 2 ** len(profile.unknown))
    ways = own.opening(_as_written(profile)).ways
    return len(ways) if ways is not None else MOST_ENUMERATED + 1


def _as_written(profile: Profile | None) -> Order:
    return tuple(range(len(profile.wants))) if profile else ()


def _enumerated(case: Case, chances: Mapping[tuple[int, ...], float], gaps: GapsOf) -> Ensemble:
    found: dict[Draw, tuple[float, float]] = {}
    every = {
        (party, k): _weighted_choices(case, party, k, gaps)
        for party, own in enumerate(zip(*chances, strict=True))
        for k in set(own)
    }
    for profiles, chance in chances.items():
        for chosen in product(*(every[each] for each in enumerate(profiles))):
            draw, given = draw_of([choice for choice, _ in chosen]), prod(weight for _, weight in chosen)
            found[draw] = chance * given, given
    weights, given_profiles = np.asarray(list(found.values())).T
    return Ensemble(tuple(found), weights, given_profiles)


def draw_of(choices: Sequence[Choice]) -> Draw:
    """The draw in which each party's choice is given."""
    profiles, orders, ways = zip(*choices, strict=True)
    return Draw(profiles, orders, ways if any(ways) else ())


def _weighted_choices(case: Case, party: int, k: int, gaps: GapsOf) -> list[tuple[Choice, float]]:
    """Every order of a profile, with every way to settle its unknown pairs, and how likely they are."""
    own, found = gaps(party, k), list[tuple[Choice, float]]()
    for order, weight in _weighted_orders(case.parties[party].profiles[k] if k >= 0 else None):
        ways = (own.opening(order).ways if own else None) or ((),)
        found += [((k, order, way), weight / len(ways)) for way in ways]
    return found


def _weighted_orders(profile: Profile | None) -> Iterator[tuple[Order, float]]:
    if profile is None or profile.noise == 0:
        yield _as_written(profile), 1.0
        return
    count = len(profile.wants)
    total = prod(sum(profile.noise**j for j in range(i + 1)) for i in range(count))
    for order in permutations(range(count)):
        yield order, profile.noise ** _inversions(order) / total


def _inversions(order: Sequence[int]) -> int:
    """Kendall distance from the order as written."""
    return sum(order[i] > order[j] for i in range(len(order)) for j in range(i + 1, len(order)))


def _sampled(
    case: Case, chances: Mapping[tuple[int, ...], float], draws: int, rng: np.random.Generator, gaps: GapsOf
) -> Ensemble:
    """So many draws: profiles first, then, party by party, orders from one row of even chances a draw, then ways.

    Combinations that are impossible today but not for ever have a tenth of the draws, which count nothing today.
    """
    every, today = list(chances), np.asarray(list(chances.values()))
    never = today == 0
    drawn_with = np.where(never, UNLIKELY / max(never.sum(), 1), today * (1 - UNLIKELY * never.any()))
    chosen = rng.choice(len(every), size=draws, p=drawn_with)
    profiles = np.asarray(every, dtype=np.int64).reshape(len(every), -1)[chosen]
    orders = [_sampled_orders(party, profiles[:, k], rng) for k, party in enumerate(case.parties)]
    ways = [_sampled_ways(party, profiles[:, party], own, rng, gaps) for party, own in enumerate(orders)]
    columns = [list(zip(*each, strict=True)) for each in zip(profiles.T.tolist(), orders, ways, strict=True)]
    count = Counter(zip(*columns, strict=True))
    found = tuple(map(draw_of, count))
    place = {profile: k for k, profile in enumerate(every)}
    rows = np.asarray([place[draw.profiles] for draw in found])
    given = np.asarray(list(count.values()), dtype=float) / draws / drawn_with[rows]
    weights = given * today[rows]
    return Ensemble(found, weights / weights.sum(), given, sampled=draws)


def _sampled_orders(party: Party, chosen: IntArray, rng: np.random.Generator) -> list[Order]:
    """[draw] the order of the statements of the profile that each draw has of a party."""
    longest = max((len(profile.wants) for profile in party.profiles if profile.noise > 0), default=0)
    chances = rng.random((len(chosen), longest))
    found: list[Order] = [()] * len(chosen)
    for k, profile in enumerate(party.profiles):
        rows, count = np.flatnonzero(chosen == k), len(profile.wants)
        drawn = chances[rows, :count] if profile.noise > 0 else np.zeros((len(rows), count))
        for row, order in zip(rows.tolist(), mallows_orders(profile.noise, drawn).tolist(), strict=True):
            found[row] = tuple(order)
    return found


def _sampled_ways(
    party: int, chosen: IntArray, orders: Sequence[Order], rng: np.random.Generator, gaps: GapsOf
) -> list[Way]:
    """[draw] how the unknown pairs are settled of the profile that each draw has of a party, in its order."""
    found: list[Way] = [()] * len(chosen)
    for k in np.unique(chosen).tolist():
        own = gaps(party, k)
        if own is not None:
            for row in np.flatnonzero(chosen == k).tolist():
                found[row] = own.opening(orders[row]).drawn(rng)
    return found


def mallows_order(count: int, noise: float, rng: np.random.Generator) -> Order:
    """An order drawn from a Mallows model around 0, 1, …, by repeated insertion [DoignonPekecRegenwetter2004]_.

    Each item in turn is inserted into the order of those before it, at a place found by one even chance in 0–1.

    Parameters
    ----------
    noise
        Dispersion φ in 0–1: an order at Kendall distance d has a probability proportional to φ^d. 0 is the order
        as written, 1 all orders evenly.
    """
    order: list[int] = []
    for item, chance in enumerate(rng.random(count)):
        order.insert(int(np.searchsorted(_insertion(item, noise), chance, side="right")), item)
    return tuple(order)


def _insertion(item: int, noise: float) -> FloatArray:
    """[item] the bounds, in 0–1, between the places 0 … item where an item may be inserted.

    At place j it stands before item − j others that it should follow, and so the distance grows by item − j.
    """
    weight = float(noise) ** np.arange(item, -1, -1, dtype=float)
    return np.cumsum(weight / weight.sum())[:-1]


def mallows_orders(noise: float, chances: FloatArray) -> IntArray:
    """[draw, place] many orders at once: each row of even chances becomes the order that `mallows_order` makes of it.

    Parameters
    ----------
    chances
        [draw, item] numbers in 0–1.
    """
    draws, count = chances.shape
    places = np.empty((count, draws), dtype=np.int64)  # of each item, among those inserted so far
    for item in range(count):
        places[item] = np.searchsorted(_insertion(item, noise), chances[:, item], side="right")
        places[:item] += places[:item] >= places[item]
    orders = np.empty((draws, count), dtype=np.int64)
    np.put_along_axis(orders, places.T, np.arange(count)[None, :], axis=1)
    return orders
