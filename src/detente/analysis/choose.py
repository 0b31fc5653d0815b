"""A choice among alternatives (a venue, a mediator, a format), judged by criteria and parties, with vetoes.

Each party scores each alternative by each criterion, 0–1; its worth is the mean of the scores by the party's weights.
What a party does not accept, by name or because its worth lies below what it accepts, is vetoed. Among what is left:
the Pareto set, and the winners by the Nash product of gains over what each accepts [Nash1950]_, by maximin (the worst
placed party), and by Borda count.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from detente.analysis.answer import Reliance
from detente.analysis.choice import Choice
from detente.analysis.reliance import WEIGHT_STEP
from detente.case import Warrant
from detente.conflict.states import BoolArray, FloatArray, IntArray

__all__ = ["Chosen", "WeightRange", "chosen", "leans_on"]

STEPS = 200  # the weight of a criterion is moved in this many steps, and the step where the winner changes is halved
HALVINGS = 40
SAME = 1e-12  # worths that differ by less are the same
RULES = ("nash_product", "maximin", "borda")


@dataclass(frozen=True, slots=True)
class WeightRange:
    """Between which shares a criterion's mean weight can lie without another winner by the Nash product.

    Where it gains, every party gives up the same part of its other weights; where it loses, every party keeps the
    same part of what it gave it, and the others gain in proportion.
    """

    criterion: str
    today: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Chosen:
    """What comes of a choice.

    Parameters
    ----------
    worth
        For each alternative, its worth to each party.
    unvetoed
        What every party accepts.
    vetoed
        (alternative, the parties that do not accept it).
    pareto
        What no other unvetoed alternative betters for one party and equals for all.
    winners
        By each rule, the winners (several where they tie, none where all is vetoed).
    ranges
        For the Nash product, how far each criterion's weight may move before the winner changes; none for one alone.
    """

    choice: Choice
    worth: tuple[tuple[float, ...], ...]
    unvetoed: tuple[str, ...]
    vetoed: tuple[tuple[str, tuple[str, ...]], ...]
    pareto: tuple[str, ...]
    winners: tuple[tuple[str, tuple[str, ...]], ...]
    ranges: tuple[WeightRange, ...]


def leans_on(choice: Choice, key: str, warrant: Warrant) -> tuple[Reliance, ...]:
    """The lead of the winner by the Nash product, with each criterion's weight a tenth lower and higher.

    The lead is the winner's product of gains less that of the best rival; below zero, the rival wins. The weight
    that moves it most comes first; nothing where fewer than two alternatives are left, and none that moves nothing.

    Parameters
    ----------
    key
        Where the weights stand in the case.
    warrant
        Why they stand.
    """
    winners = _winners(choice, "nash_product")
    found = []
    for c, criterion in enumerate(choice.criteria if len(winners) and choice.weighs else ()):
        today = float(choice.weights[:, c].mean())
        shares = (max(0.0, today - WEIGHT_STEP), min(1.0, today + WEIGHT_STEP))
        low, high = (_lead(_reweighed(choice, c, share), int(winners[0])) for share in shares)
        leads = low, high, warrant, _lead(choice, int(winners[0]))
        found.append(Reliance(f"{key}.{criterion}", f"the weight of {criterion}", *leads))
    return tuple(sorted((each for each in found if each.moves), key=lambda each: -each.swing))


def _lead(choice: Choice, winner: int) -> float:
    """The Nash product of one alternative less that of its best rival; what is vetoed counts for nothing."""
    worth = choice.worth()
    value = np.where(_refused(choice, worth).any(axis=0), 0.0, _nash_product(worth, choice.accepts))
    return float(value[winner] - np.delete(value, winner).max())


def chosen(choice: Choice) -> Chosen:
    """The unvetoed set, the Pareto set, the winners, and how firm they are."""
    worth = choice.worth()
    refused = _refused(choice, worth)
    open_to = np.flatnonzero(~refused.any(axis=0))
    vetoed = tuple(
        (choice.alternatives[a], tuple(choice.parties[p] for p in np.flatnonzero(refused[:, a])))
        for a in np.flatnonzero(refused.any(axis=0))
    )
    return Chosen(
        choice,
        tuple(map(tuple, worth.T.tolist())),
        _names(choice, open_to),
        vetoed,
        _names(choice, np.asarray([a for a in open_to if not _dominated(worth, a, open_to)], dtype=np.int64)),
        tuple((rule, _names(choice, _winners(choice, rule))) for rule in RULES),
        tuple(_range(choice, c) for c in range(len(choice.criteria))) if len(open_to) and choice.weighs else (),
    )


def _refused(choice: Choice, worth: FloatArray) -> BoolArray:
    return choice.refused | (worth < choice.accepts[:, None] - SAME)


def _dominated(worth: FloatArray, a: np.int64, open_to: IntArray) -> bool:
    gain = worth[:, open_to] - worth[:, [a]]
    return bool(((gain >= -SAME).all(axis=0) & (gain > SAME).any(axis=0)).any())


def _winners(choice: Choice, rule: str) -> IntArray:
    worth = choice.worth()
    open_to = np.flatnonzero(~_refused(choice, worth).any(axis=0))
    if not len(open_to):
        return open_to
    value = VALUES[rule](worth[:, open_to], choice.accepts)
    return open_to[value >= value.max() - SAME]


def _nash_product(worth: FloatArray, accepts: FloatArray) -> FloatArray:
    return np.prod(np.maximum(worth - accepts[:, None], 0.0), axis=0)


def _maximin(worth: FloatArray, accepts: FloatArray) -> FloatArray:
    return np.min(worth - accepts[:, None], axis=0)


def _borda(worth: FloatArray, accepts: FloatArray) -> FloatArray:
    """For each alternative how many rivals it beats, half a point a tie, over all parties."""
    del accepts
    beats = worth[:, :, None] > worth[:, None, :] + SAME
    ties = np.abs(worth[:, :, None] - worth[:, None, :]) <= SAME
    return beats.sum(axis=(0, 2)) + (ties.sum(axis=(0, 2)) - worth.shape[0]) / 2


VALUES: Mapping[str, Callable[[FloatArray, FloatArray], FloatArray]] = {
    "nash_product": _nash_product,
    "maximin": _maximin,
    "borda": _borda,
}


def _names(choice: Choice, places: IntArray) -> tuple[str, ...]:
    return tuple(choice.alternatives[a] for a in places)


def _range(choice: Choice, criterion: int) -> WeightRange:
    """How far a criterion's weight may move, the others in proportion, with the same winner by the Nash product."""
    today = float(choice.weights[:, criterion].mean())
    winner = set(_winners(choice, "nash_product").tolist())

    def same(share: float) -> bool:
        return set(_winners(_reweighed(choice, criterion, share), "nash_product").tolist()) == winner

    low, high = (_furthest(same, today, end) for end in (0.0, 1.0))
    return WeightRange(choice.criteria[criterion], today, low, high)


def _furthest(same: Callable[[float], bool], start: float, end: float) -> float:
    """How far from start to end it stays the same: the step where it changes, halved until it is no wider."""
    shares = [float(share) for share in np.linspace(start, end, STEPS + 1)]
    changed = next((k for k, share in enumerate(shares) if k and not same(share)), None)
    if changed is None:
        return end
    inside, outside = shares[changed - 1], shares[changed]
    for _ in range(HALVINGS):
        middle = (inside + outside) / 2
        inside, outside = (middle, outside) if same(middle) else (inside, middle)
    return inside


def _reweighed(choice: Choice, criterion: int, share: float) -> Choice:
    """The mean weight of the criterion made that share: all parties go the same part of the way to all or nothing.

    On the way to nothing the other weights keep their proportions (alike where there are none).
    """
    weights, only = choice.weights, np.eye(len(choice.criteria))[criterion]
    today = float(weights[:, criterion].mean())
    if share >= today:
        end, part = np.broadcast_to(only, weights.shape), (share - today) / (1 - today) if today < 1 else 0.0
    else:
        end, part = _without(weights, criterion), 1 - share / today
    return replace(choice, weights=(1 - part) * weights + part * end)


def _without(weights: FloatArray, criterion: int) -> FloatArray:
    rest = np.array(weights)
    rest[:, criterion] = 0
    nothing = rest.sum(axis=1) <= 0
    rest[nothing] = 1
    rest[nothing, criterion] = 0
    return rest / rest.sum(axis=1, keepdims=True)
