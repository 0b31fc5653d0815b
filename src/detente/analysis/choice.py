"""What a `choose` question puts to the choice: its settings, read and checked.

================  ==================================================================================================
setting           meaning
================  ==================================================================================================
``alternatives``  a list of two names or more, each once
``criteria``      a table of weights by criterion, or one such table for each party that scores
``scores``        party → alternative → criterion → 0 to 100
``accepts``       party → the least worth that it accepts, 0 to 100; 0 where left out
``vetoes``        party → a list of alternatives that it refuses by name
``evidence``      ids of items in the ledger on which the scores rest
``assumed``       why they are assumed, where nothing is cited
================  ==================================================================================================
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from detente.case import Assumed, Case, Cited, Question
from detente.conflict.states import BoolArray, FloatArray
from detente.errors import CaseError, Problem, did_you_mean, dotted

__all__ = ["CHOICE_SETTINGS", "Choice", "choice_of", "warrant_of"]

Weights = tuple[tuple[str, ...], FloatArray]  # criteria, and [party, criterion] what they weigh

HEAVIEST = 1_000_000_000  # of a criterion: weights count by their proportions, which larger ones lose
CHOICE_SETTINGS = ("alternatives", "criteria", "scores", "accepts", "vetoes", "evidence", "assumed")


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
        [party, criterion] summing to one for each party; given weights count by their proportions.
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
    refused: BoolArray

    @property
    def weighs(self) -> bool:
        """Whether there is anything to weigh: with one criterion its weight can be no other."""
        return len(self.criteria) > 1

    def worth(self) -> FloatArray:
        """[party, alternative] the weighted mean of the scores."""
        return np.einsum("pac,pc->pa", self.scores, self.weights)


def choice_of(case: Case, question: Question) -> Choice:
    """The choice that a question's settings describe.

    Raises
    ------
    CaseError
        With the key of the setting that is missing, unknown or out of range.
    """
    said = question.settings
    alternatives = _alternatives(said.get("alternatives"))
    scores = _table(said.get("scores", {}), "scores")
    parties = tuple(party.id for party in case.parties if party.id in scores)
    _known(scores, [party.id for party in case.parties], "party", "scores")
    criteria, weights = _weights(said.get("criteria"), parties)
    accepts = _table(said.get("accepts", {}), "accepts")
    _known(accepts, parties, "party that scores", "accepts")
    warrant_of(question)
    return Choice(
        alternatives,
        criteria,
        parties,
        np.asarray([_scores(scores[party], alternatives, criteria, "scores", party) for party in parties]) / 100,
        weights,
        np.asarray([_number(accepts.get(party, 0), 100, "accepts", party) / 100 for party in parties]),
        _refused(_table(said.get("vetoes", {}), "vetoes"), parties, alternatives),
    )


def warrant_of(question: Question) -> Cited | Assumed:
    """Why the scores and weights of a choice stand."""
    cited, why = question.settings.get("evidence", []), question.settings.get("assumed", "")
    if not isinstance(cited, list | tuple) or not all(isinstance(id, str) for id in cited):
        raise _wrong(f"expected a list of items, got {cited!r}", "evidence")
    if not isinstance(why, str):
        raise _wrong(f"expected a reason in quotes, got {why!r}", "assumed")
    return Cited(evidence=tuple(cited)) if cited else Assumed(why or "scores and weights are judgements")


def _wrong(message: str, *key: str) -> CaseError:
    return CaseError(Problem(message, key=dotted(("settings", *key))))


def _table(value: Any, *key: str) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise _wrong(f"expected a table, got {'nothing' if value is None else repr(value)}", *key)
    return value


def _known(names: Iterable[Any], allowed: Sequence[str], what: str, *key: str) -> None:
    for name in names:
        if name not in allowed:
            raise _wrong(f'unknown {what} "{name}"{did_you_mean(str(name), allowed)}', *key)


def _number(value: Any, most: float, *key: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= most:
        what = "a number from 0 to 100" if most < HEAVIEST else f"a weight from 0 to {HEAVIEST:,}"
        raise _wrong(f"expected {what}, got {'nothing' if value is None else repr(value)}", *key)
    return float(value)


def _alternatives(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list | tuple) or len(value) < 2 or not all(isinstance(v, str) for v in value):
        raise _wrong(f"expected a list of two names or more, got {value!r}", "alternatives")
    twice = next((name for place, name in enumerate(value) if name in value[:place]), None)
    if twice is not None:
        raise _wrong(f'the alternative "{twice}" stands twice', "alternatives")
    return tuple(value)


def _scores(value: Any, alternatives: Sequence[str], criteria: Sequence[str], *key: str) -> list[list[float]]:
    """[alternative, criterion] what one party scores, 0 to 100."""
    own = _table(value, *key)
    _known(own, alternatives, "alternative", *key)
    for alternative, each in own.items():
        _known(_table(each, *key, alternative), criteria, "criterion", *key, alternative)
    return [[_number(own.get(a, {}).get(c), 100, *key, a, c) for c in criteria] for a in alternatives]


def _refused(vetoes: Mapping[str, Any], parties: Sequence[str], alternatives: Sequence[str]) -> BoolArray:
    _known(vetoes, parties, "party that scores", "vetoes")
    for party, own in vetoes.items():
        if not isinstance(own, list | tuple):
            raise _wrong(f"expected a list of alternatives, got {own!r}", "vetoes", party)
        _known(own, alternatives, "alternative", "vetoes", party)
    return np.asarray([[a in vetoes.get(party, ()) for a in alternatives] for party in parties], dtype=np.bool_)


def _weights(value: Any, parties: Sequence[str]) -> Weights:
    """The criteria and what they weigh with each party, in proportions."""
    said = _table(value, "criteria")
    common = not any(isinstance(each, Mapping) for each in said.values())
    if not common:
        _known(said, parties, "party that scores", "criteria")
    tables = [said if common else _table(said.get(party), "criteria", party) for party in parties]
    criteria = tuple(dict.fromkeys(name for table in tables for name in table))
    where = [() if common else (party,) for party in parties]
    raw = np.asarray(
        [
            [_number(table.get(name, 0), HEAVIEST, "criteria", *own, name) for name in criteria]
            for table, own in zip(tables, where, strict=True)
        ]
    )
    if not len(parties) or not criteria or not (raw.sum(axis=1) > 0).all():
        raise _wrong("expected for each party that scores positive weights of the criteria", "criteria")
    return criteria, raw / raw.sum(axis=1, keepdims=True)
