"""What a profile means: an order over the states of a conflict."""

from collections.abc import Sequence

import numpy as np

from detente.case.model import Profile
from detente.conflict.preference import Preference, prioritize, rank_groups, weigh
from detente.conflict.settled import sides_of
from detente.conflict.states import BoolArray, States

__all__ = ["known_preference", "preference_of", "truths_of"]


def truths_of(profile: Profile, states: States) -> BoolArray:
    """[k, n] where each statement of a profile holds, in the order written; no rows for a ranking."""
    rows = [states.holds(want.statement) for want in profile.statements]
    return np.stack(rows) if rows else np.zeros((0, len(states)), dtype=np.bool_)


def preference_of(
    profile: Profile, states: States, truths: BoolArray | None = None, order: Sequence[int] | None = None
) -> Preference:
    """What a profile means as an order over states, with what is unknown in it kept unknown.

    Parameters
    ----------
    truths
        Where its statements hold, if that is known already.
    order
        Another order of its statements.
    """
    known = known_preference(profile, states, truths, order)
    return Preference(known.payoff, known.tier, _unknown(profile, states)) if profile.unknown else known


def known_preference(
    profile: Profile, states: States, truths: BoolArray | None = None, order: Sequence[int] | None = None
) -> Preference:
    """The same as if nothing were unknown."""
    if profile.ranking:
        groups = [[states.matching(pattern) for pattern in group] for group in profile.ranking]
        return rank_groups(groups, len(states), profile.great_after)
    holds = truths_of(profile, states) if truths is None else truths
    if profile.weights:
        return weigh(holds, [weight for _, weight in profile.weights])
    places = list(range(len(profile.wants)) if order is None else order)
    return prioritize(holds[places], [profile.wants[k].great for k in places])


def _unknown(profile: Profile, states: States) -> BoolArray:
    """[n, n] the pairs of which nobody knows."""
    pairs = np.zeros((len(states), len(states)), dtype=np.bool_)
    for one, other in sides_of(profile.unknown, states):
        pairs |= one[:, None] & other[None, :]
    pairs |= pairs.T
    np.fill_diagonal(pairs, False)
    return pairs
