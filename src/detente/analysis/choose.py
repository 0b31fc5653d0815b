"""A choice among alternatives (a venue, a mediator, a format), judged by criteria and parties, with vetoes.

Each party scores each alternative by each criterion, 0–1; its worth is the mean of the scores by the party's weights.
What a party does not accept, by name or because its worth lies below what it accepts, is vetoed. Among what is left:
the Pareto set, and the winners by the Nash product of gains over what each accepts [Nash1950]_, by maximin (the worst
placed party), and by Borda count.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import inf
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.analysis.answer import Reliance
from detente.analysis.reliance import WEIGHT_STEP
from detente.case import Case, Question, Warrant
from detente.errors import CaseError, did_you_mean

__all__ = ["Choice", "Chosen", "WeightRange", "choice_of", "chosen", "leans_on"]

FloatArray = NDArray[np.float64]

STEPS = 200  # the weight share of a criterion is moved in steps of half a per cent
RULES = ("nash_product", "maximin", "borda")


@dataclass(frozen=True, slots=True, eq=False)
class Choice:
    """What there is to choose from.

    Parameters
    ----------
    alternatives, criteria, parties
        Names; parties are ids of the case.
    scores
        [party, alternative, criterion] 0–1.
    weights
        [party, criterion] summing to one for each party.
    accepts
        [party] the least worth that a party accepts.
    refused
        [party, alternative] what it refuses by name.
    """

    alternatives: tuple[str, ...]
    criteria: tuple[str, ...]
    parties: tuple[str, ...]
    scores: FloatArray
    weights: FloatArray
    accepts: FloatArray
    refused: NDArray[np.bool_]

    def worth(self) -> FloatArray:
        """[party, alternative] the weighted mean of the scores."""
        return np.einsum("pac,pc->pa", self.scores, self.weights)


@dataclass(frozen=True, slots=True)
class WeightRange:
    """Between which shares a criterion's weight can lie, all parties alike, without another winner."""

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
    vetoed
        (alternative, the parties that do not accept it).
    pareto
        What no other unvetoed alternative betters for one party and equals for all.
    winners
        By each rule, the winners (several where they tie, none where all is vetoed).
    ranges
        For the Nash product, how far each criterion's weight may move before the winner changes.
    """

    choice: Choice
    worth: tuple[tuple[float, ...], ...]
    vetoed: tuple[tuple[str, tuple[str, ...]], ...]
    pareto: tuple[str, ...]
    winners: tuple[tuple[str, tuple[str, ...]], ...]
    ranges: tuple[WeightRange, ...]


def leans_on(choice: Choice, key: str, warrant: Warrant) -> tuple[Reliance, ...]:
    """The lead of the winner by the Nash product, with each criterion's weight a tenth lower and higher.

    The lead is the winner's product of gains less that of the best rival; below zero, the rival wins. The weight
    that moves it most comes first; nothing where fewer than two alternatives are left.

    Parameters
    ----------
    key
        Where the weights stand in the case.
    warrant
        Why they stand.
    """
    winners = _winners(choice, "nash_product")
    found = []
    for c, criterion in enumerate(choice.criteria if len(winners) else ()):
        today = float(choice.weights[:, c].mean())
        shares = (max(0.0, today - WEIGHT_STEP), min(1.0, today + WEIGHT_STEP))
        low, high = (_lead(_reweighed(choice, c, share), int(winners[0])) for share in shares)
        found.append(Reliance(f"{key}.{criterion}", f"the weight of {criterion}", low, high, warrant))
    return tuple(sorted(found, key=lambda each: -each.swing))


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
        vetoed,
        tuple(choice.alternatives[a] for a in open_to if not _dominated(worth, np.int64(a), open_to)),
        tuple((rule, _names(choice, _winners(choice, rule))) for rule in RULES),
        tuple(_range(choice, c) for c in range(len(choice.criteria))) if len(open_to) else (),
    )


def _refused(choice: Choice, worth: FloatArray) -> NDArray[np.bool_]:
    return choice.refused | (worth < choice.accepts[:, None] - 1e-12)


def _dominated(worth: FloatArray, a: np.int64, open_to: NDArray[np.int64]) -> bool:
    rival = worth[:, open_to]
    mine = worth[:, [a]]
    return bool(((rival >= mine).all(axis=0) & (rival > mine).any(axis=0)).any())


def _winners(choice: Choice, rule: str) -> NDArray[np.int64]:
    worth = choice.worth()
    open_to = np.flatnonzero(~_refused(choice, worth).any(axis=0))
    if not len(open_to):
        return open_to
    value = VALUES[rule](worth[:, open_to], choice.accepts)
    return open_to[value >= value.max() - 1e-12]


def _nash_product(worth: FloatArray, accepts: FloatArray) -> FloatArray:
    return np.prod(np.maximum(worth - accepts[:, None], 0.0), axis=0)


def _maximin(worth: FloatArray, accepts: FloatArray) -> FloatArray:
    return np.min(worth - accepts[:, None], axis=0)


def _borda(worth: FloatArray, accepts: FloatArray) -> FloatArray:
    """For each alternative how many rivals it beats, half a point a tie, over all parties."""
    del accepts
    beats = worth[:, :, None] > worth[:, None, :] + 1e-12
    ties = np.abs(worth[:, :, None] - worth[:, None, :]) <= 1e-12
    return beats.sum(axis=(0, 2)) + (ties.sum(axis=(0, 2)) - worth.shape[0]) / 2


VALUES: Mapping[str, Callable[[FloatArray, FloatArray], FloatArray]] = {
    "nash_product": _nash_product,
    "maximin": _maximin,
    "borda": _borda,
}


def _names(choice: Choice, places: NDArray[np.int64]) -> tuple[str, ...]:
    return tuple(choice.alternatives[a] for a in places)


def _range(choice: Choice, criterion: int) -> WeightRange:
    """How far a criterion's weight may move, the others in proportion, with the same winner by the Nash product."""
    today = float(choice.weights[:, criterion].mean())
    winner = set(_winners(choice, "nash_product").tolist())

    def same(share: float) -> bool:
        return set(_winners(_reweighed(choice, criterion, share), "nash_product").tolist()) == winner

    low = high = today
    for share in np.linspace(today, 0, STEPS):
        if not same(float(share)):
            break
        low = float(share)
    for share in np.linspace(today, 1, STEPS):
        if not same(float(share)):
            break
        high = float(share)
    return WeightRange(choice.criteria[criterion], today, low, high)


def _reweighed(choice: Choice, criterion: int, share: float) -> Choice:
    """Every party's weight of the criterion moved by as much as the mean is, the others in proportion."""
    moved = choice.weights.copy()
    move = share - float(moved[:, criterion].mean())
    target = np.clip(moved[:, criterion] + move, 0, 1)
    rest = 1 - moved[:, criterion]
    factor = np.divide(1 - target, rest, out=np.full_like(rest, 0.0), where=rest > 0)
    moved *= factor[:, None]
    moved[:, criterion] = target
    return replace(choice, weights=moved)


def choice_of(case: Case, question: Question) -> Choice:
    """The choice that a question's settings describe.

    ``alternatives`` is a list of names; ``criteria`` a table of weights, or one such table for each party;
    ``scores`` a table party → alternative → criterion → 0 to 100; ``accepts`` party → the least worth, 0 to 100;
    ``vetoes`` party → a list of alternatives.

    Raises
    ------
    CaseError
        Naming the setting that is missing, unknown or out of range.
    """
    said = _Settings(case, question)
    alternatives = said.names("alternatives")
    scores = said.table("scores", {})
    parties = tuple(party.id for party in case.parties if party.id in scores)
    said.known("scores", scores, [party.id for party in case.parties], "party")
    for key in ("accepts", "vetoes"):
        said.known(key, said.table(key, {}), parties, "party that scores")
    criteria, weights = said.weights(parties)
    return Choice(
        alternatives,
        criteria,
        parties,
        np.asarray([[[said.score(scores, p, a, c) for c in criteria] for a in alternatives] for p in parties]),
        weights,
        np.asarray([said.number("accepts", said.table("accepts", {}).get(p, 0)) / 100 for p in parties]),
        np.asarray([[a in said.vetoes(p, alternatives) for a in alternatives] for p in parties]),
    )


@dataclass(frozen=True, slots=True)
class _Settings:
    """The settings of one question, read with messages that name their key."""

    case: Case
    question: Question

    def wrong(self, key: str, message: str) -> CaseError:
        return CaseError(f'question "{self.question.id}": settings.{key}: {message}')

    def table(self, key: str, default: Any = None) -> Mapping[str, Any]:
        value = self.question.settings.get(key, default)
        if not isinstance(value, Mapping):
            raise self.wrong(key, f"expected a table, got {value!r}")
        return value

    def names(self, key: str) -> tuple[str, ...]:
        value = self.question.settings.get(key)
        if not isinstance(value, list | tuple) or len(value) < 2 or not all(isinstance(v, str) for v in value):
            raise self.wrong(key, f"expected a list of two names or more, got {value!r}")
        return tuple(value)

    def known(self, key: str, names: Any, allowed: Sequence[str], what: str) -> None:
        for name in names:
            if name not in allowed:
                raise self.wrong(key, f'unknown {what} "{name}"{did_you_mean(str(name), allowed)}')

    def number(self, key: str, value: Any) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 100:
            raise self.wrong(key, f"expected a number from 0 to 100, got {value!r}")
        return float(value)

    def weight(self, criterion: str, value: Any) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < inf:
            raise self.wrong(f"criteria.{criterion}", f"expected a weight of 0 or more, got {value!r}")
        return float(value)

    def score(self, scores: Mapping[str, Any], party: str, alternative: str, criterion: str) -> float:
        key = f"scores.{party}.{alternative}.{criterion}"
        own = scores[party].get(alternative) if isinstance(scores[party], Mapping) else None
        if not isinstance(own, Mapping) or criterion not in own:
            raise self.wrong(key, "expected a number from 0 to 100, got nothing")
        return self.number(key, own[criterion]) / 100

    def vetoes(self, party: str, alternatives: Sequence[str]) -> Sequence[str]:
        own = self.table("vetoes", {}).get(party, [])
        if not isinstance(own, list | tuple):
            raise self.wrong(f"vetoes.{party}", f"expected a list of alternatives, got {own!r}")
        self.known(f"vetoes.{party}", own, alternatives, "alternative")
        return list(own)

    def weights(self, parties: Sequence[str]) -> tuple[tuple[str, ...], FloatArray]:
        said = self.table("criteria")
        common = all(not isinstance(value, Mapping) for value in said.values())
        tables = [said if common else said.get(party, {}) for party in parties]
        criteria = tuple(dict.fromkeys(name for table in tables for name in table))
        raw = np.asarray([[self.weight(name, table.get(name, 0)) for name in criteria] for table in tables])
        if not len(parties) or not criteria or (raw < 0).any() or not (raw.sum(axis=1) > 0).all():
            raise self.wrong("criteria", "expected for each party that scores positive weights of the criteria")
        return criteria, raw / raw.sum(axis=1, keepdims=True)
