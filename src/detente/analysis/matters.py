"""What matters for an answer: how much of its variance each unknown explains, and what learning it would be worth.

The unknowns are what is believed of the parties: for each party (or each group that goes together) which *profile* is
the true one, and for each in which *order* it ranks what it wants, its unknown pairs settled. Variance is decomposed
over the ensemble [Saltelli2010]_: the *first-order* effect of an unknown is the share of the variance that goes if it
is learned and nothing else is; its *total* effect is the share that stays if all else is learned. An order belongs to
a profile: what learning it adds is counted once the profile is known, and a profile comes with its order open.

Where all combinations are enumerated all of it is exact. Where draws were sampled hardly two have the same orders, so
that what hangs on orders is estimated from pairs of draws that share just some unknowns, solved for that end (after
Jansen, as in [Saltelli2010]_).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np

from detente.analysis.beliefs import Choice, Draw, draw_of
from detente.analysis.solve import Solution
from detente.conflict.states import FloatArray, IntArray

__all__ = ["Matter", "Matters", "matters_of"]

Values = Callable[[Sequence[Draw]], FloatArray]

ROUNDING = 1e-16  # a variance that the rounding of chances, exact to 1e-9, may leave where nothing moves
MOST_PAIRS = 1000  # pairs of draws for each effect: its error is then about 1/30 of the variance


@dataclass(frozen=True, slots=True)
class Matter:
    """One unknown and how much depends on it.

    Parameters
    ----------
    parties
        Whose wants are unknown: one party, or several that go together.
    of
        What is unknown of them: which profile is the true one, or in which order it ranks what it wants.
    first, total
        First-order and total effect, as shares of the variance; equal where it does not interact.
    learning
        How far the answer would move, on average, if this were learned: the value of asking. Of an order in a sample
        it is at most that.
    by_profile
        For each combination of these parties' profiles: names, how likely it is, the answer if it is the true one.
        Empty for an order.
    """

    parties: tuple[int, ...]
    of: Literal["profile", "order"]
    first: float
    total: float
    learning: float
    by_profile: tuple[tuple[tuple[str, ...], float, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Matters:
    """All unknowns, the largest total effect first.

    Parameters
    ----------
    estimate, variance
        Of the answer over the draws: the variance is what is not known about the parties, not chance.
    order_share
        The share of the variance that lies within profiles: the order of what parties want.
    """

    matters: tuple[Matter, ...]
    estimate: float
    variance: float
    order_share: float


def matters_of(solution: Solution, values: FloatArray, more: Values) -> Matters:
    """Decompose the variance of an answer over what is believed.

    Parameters
    ----------
    values
        [draw] the answer in each draw.
    more
        The answers in other draws.
    """
    seen = _Seen(solution, solution.weights(), values)
    effects = _Exact(seen) if solution.ensemble.exact else _Paired(seen, more)
    scale = seen.variance if seen.variance > 0 else 1.0
    found = [_of_profiles(seen, effects, group, scale) for group in seen.groups if len(seen.profiles_of(group)) > 1]
    found += [_of_order(effects, party, scale) for party in seen.ordered]
    share = 1 - seen.explained(seen.profiles) / seen.variance if seen.variance > 0 else 0.0
    ranked = sorted(found, key=lambda each: -each.total)
    return Matters(tuple(ranked), seen.estimate, seen.variance, max(share, 0.0))


def _of_profiles(seen: "_Seen", effects: "_Exact | _Paired", group: tuple[int, ...], scale: float) -> Matter:
    means, names = seen.profiles_of(group), seen.solution.case.parties
    by_profile = tuple(
        (tuple(names[k].profiles[p].name for k, p in zip(group, row, strict=True)), chance, mean)
        for row, (chance, mean) in sorted(means.items())
    )
    learning = sum(chance * abs(mean - seen.estimate) for chance, mean in means.values())
    first, total = seen.explained(seen.profiles[:, group]), max(effects.total_of_profiles(group), 0.0)
    return Matter(group, "profile", first / scale, total / scale, learning, by_profile)


def _of_order(effects: "_Exact | _Paired", party: int, scale: float) -> Matter:
    first, total = (max(value, 0.0) for value in effects.of_order(party))
    return Matter((party,), "order", first / scale, total / scale, effects.learning_order(party, first))


@dataclass(frozen=True, eq=False)
class _Seen:
    """The draws with the answer in each."""

    solution: Solution
    weights: FloatArray
    values: FloatArray

    @cached_property
    def estimate(self) -> float:
        return float(self.weights @ self.values)

    @cached_property
    def variance(self) -> float:
        found = float(self.weights @ (self.values - self.estimate) ** 2)
        return found if found > ROUNDING else 0.0

    @cached_property
    def profiles(self) -> IntArray:
        """[draw, party] the profile of each party."""
        return np.asarray([draw.profiles for draw in self.solution.ensemble.draws], dtype=np.int64)

    @cached_property
    def orders(self) -> IntArray:
        """[draw, party] a number for its profile, the order of that and its pairs as they are settled."""
        numbers: dict[tuple[int, Choice], int] = {}
        parties = range(self.profiles.shape[1])
        return np.asarray(
            [
                [numbers.setdefault((party, draw.choice(party)), len(numbers)) for party in parties]
                for draw in self.solution.ensemble.draws
            ],
            dtype=np.int64,
        )

    @cached_property
    def groups(self) -> tuple[tuple[int, ...], ...]:
        """The parties; those whose profiles go together are one group."""
        case = self.solution.case
        ids = [party.id for party in case.parties]
        groups = [{number} for number in range(len(ids))]
        for bond in case.together:
            bound = {ids.index(party) for party, _ in bond.profiles}
            joined = set[int]().union(*(group for group in groups if group & bound))
            groups = [group for group in groups if not group & bound] + [joined]
        return tuple(sorted(tuple(sorted(group)) for group in groups))

    @cached_property
    def ordered(self) -> tuple[int, ...]:
        """The parties of which the profile does not settle the order."""
        likely = self.weights > 0
        several = [
            len(np.unique(self.orders[likely, party])) > len(np.unique(self.profiles[likely, party]))
            for party in range(self.profiles.shape[1])
        ]
        return tuple(np.flatnonzero(several).tolist())

    def group_of(self, party: int) -> tuple[int, ...]:
        return next(group for group in self.groups if party in group)

    def profiles_of(self, group: Sequence[int]) -> dict[tuple[int, ...], tuple[float, float]]:
        """For each combination of these parties' profiles: its probability, and the mean answer under it."""
        rows, chances, means = self.means(self.profiles[:, group])
        return {
            tuple(row): (float(p), float(mean)) for row, p, mean in zip(rows.tolist(), chances, means, strict=True)
        }

    def means(self, columns: IntArray) -> tuple[IntArray, FloatArray, FloatArray]:
        """The different rows that are likely at all, how likely each is, and the mean answer under it."""
        likely = self.weights > 0
        rows, which = np.unique(columns[likely], axis=0, return_inverse=True)
        chances: FloatArray = np.bincount(which.reshape(-1), self.weights[likely]).astype(float)
        sums = np.bincount(which.reshape(-1), self.weights[likely] * self.values[likely])
        return rows, chances, sums / chances

    def explained(self, *columns: IntArray) -> float:
        """The variance of the conditional mean, given [draw, …] what is known of each draw."""
        _, chances, means = self.means(np.concatenate(columns, axis=1))
        return float(chances @ (means - self.estimate) ** 2)

    def others(self, group: Sequence[int]) -> list[int]:
        return [party for party in range(self.profiles.shape[1]) if party not in group]


@dataclass(frozen=True, eq=False)
class _Exact:
    """Effects where every combination is there."""

    seen: _Seen

    def total_of_profiles(self, group: tuple[int, ...]) -> float:
        seen, rest = self.seen, self.seen.orders[:, self.seen.others(group)]
        return seen.explained(seen.profiles[:, group], rest) - (seen.explained(rest) if rest.shape[1] else 0.0)

    def of_order(self, party: int) -> tuple[float, float]:
        seen, own = self.seen, self.seen.profiles[:, self.seen.group_of(party)]
        first = seen.explained(own, seen.orders[:, [party]]) - seen.explained(own)
        return first, seen.variance - seen.explained(seen.profiles, seen.orders[:, seen.others([party])])

    def learning_order(self, party: int, _: float) -> float:
        seen, group = self.seen, self.seen.group_of(party)
        rows, chances, means = seen.means(np.c_[seen.profiles[:, group], seen.orders[:, party]])
        before = seen.profiles_of(group)
        return float(chances @ np.abs(means - [before[tuple(row)][1] for row in rows[:, :-1].tolist()]))


class _Paired:
    """Effects where draws were sampled: half the mean square between draws that share some unknowns and not others.

    All draws that are needed are made of those that there are, and solved together.
    """

    def __init__(self, seen: _Seen, more: Values) -> None:
        self.seen = seen
        rng, draws = np.random.default_rng(seen.solution.settings.seed), seen.solution.ensemble.draws
        several = [group for group in seen.groups if len(seen.profiles_of(group)) > 1]
        mixed = [group for group in several if set(group) & set(seen.ordered)]
        count = 2 * len(seen.ordered) + len(several) + len(mixed)
        pairs = max(1, min(MOST_PAIRS, seen.solution.ensemble.sampled // max(count, 1)))
        self.base = rng.choice(len(draws), size=pairs, p=seen.weights)
        asked: dict[tuple[str, tuple[int, ...]], list[Draw]] = {}
        for group in several:
            other = rng.choice(len(draws), size=pairs, p=seen.weights)
            asked["swapped", group] = self._mixed(self.base, other, group)
        for group in mixed:
            asked["reordered", group] = self._mixed(self.base, self._alike(group, rng), group)
        for party in seen.ordered:
            asked["reordered", (party,)] = self._mixed(self.base, self._alike((party,), rng), [party])
            asked["shared", (party,)] = self._mixed(self._alike(seen.group_of(party), rng), self.base, [party])
        values = iter(np.split(more([draw for each in asked.values() for draw in each]), max(len(asked), 1)))
        self.apart = {key: float(np.mean((seen.values[self.base] - next(values)) ** 2)) / 2 for key in asked}

    def _alike(self, group: Sequence[int], rng: np.random.Generator) -> IntArray:
        """[pair] another draw in which these parties have the profiles of the first."""
        _, which = np.unique(self.seen.profiles[:, group], axis=0, return_inverse=True)
        which, found = which.reshape(-1), np.empty(len(self.base), dtype=np.int64)
        for kind in np.unique(which[self.base]):
            rows, weights = np.flatnonzero(which == kind), self.seen.weights[which == kind]
            mine = which[self.base] == kind
            found[mine] = rng.choice(rows, size=int(mine.sum()), p=weights / weights.sum())
        return found

    def _mixed(self, first: IntArray, second: IntArray, taken: Sequence[int]) -> list[Draw]:
        """[pair] the first draws, some parties as in the second."""
        draws = self.seen.solution.ensemble.draws
        return [_with_choices(draws[one], draws[other], taken) for one, other in zip(first, second, strict=True)]

    def total_of_profiles(self, group: tuple[int, ...]) -> float:
        return self.apart["swapped", group] - self.apart.get(("reordered", group), 0.0)

    def of_order(self, party: int) -> tuple[float, float]:
        seen, own = self.seen, self.seen.profiles[:, self.seen.group_of(party)]
        known = seen.variance - self.apart["shared", (party,)]
        return known - seen.explained(own), self.apart["reordered", (party,)]

    def learning_order(self, _: int, first: float) -> float:
        return float(np.sqrt(first))


def _with_choices(one: Draw, other: Draw, taken: Sequence[int]) -> Draw:
    return draw_of([(other if party in taken else one).choice(party) for party in range(len(one.profiles))])
