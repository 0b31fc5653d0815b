"""What an answer is: a number or a finding that knows its question, its error and what it rests on.

Three kinds of doubt have three names and are never mixed: *sampling error* (how many draws), *belief range* (how the
answer moves as drivers move over their ranges and profile weights by ±0.1), *rule spread* (how far the play rules
differ).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import isnan
from typing import Any, Literal

from detente.analysis.solve import Settings
from detente.case import Cited, Question, Warrant
from detente.forecast import OutsideView

__all__ = ["Answer", "Confidence", "Reliance", "is_cited", "mainly_assumed"]

Confidence = Literal["low", "moderate", "high"]


@dataclass(frozen=True, slots=True)
class Reliance:
    """An input that an answer depends on, and how much.

    Parameters
    ----------
    key
        Where it stands in the case: ``driver.support``, ``party.usa.profile.dealmaker``.
    name
        What people call it.
    low, high
        The answer's estimate with the input at the ends of its range; equal where it does not matter.
    warrant
        Why the input stands.
    """

    key: str
    name: str
    low: float
    high: float
    warrant: Warrant = None

    @property
    def swing(self) -> float:
        """How far the input moves the answer."""
        return abs(self.high - self.low)


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one question of a case.

    Parameters
    ----------
    estimate
        A probability, where the question asks for one.
    belief_range
        Lowest and highest estimate as inputs move over their ranges, one at a time.
    standard_error
        Sampling error; 0 where all combinations were enumerated.
    rules
        The estimate under each play rule.
    dated
        Whether the answer holds by a date; otherwise it is the long run, *structure only*.
    calibrated
        Whether it is the very number that the rates were fitted to, and so no finding.
    rests_on
        The inputs it depends on most, the largest swing first.
    detail
        What belongs to the kind of question: see `detente.analysis.questions`.
    digest
        Of the model that was solved.
    outside
        How often such things happened, where the question names a base rate, or is what the rates were fitted to.
    shocks
        How many shocks change options: with them the long run need not be a state of rest, and is a share of time.
    """

    question: Question
    detail: Any
    digest: str
    settings: Settings
    draws: int
    exact: bool
    estimate: float | None = None
    belief_range: tuple[float, float] | None = None
    standard_error: float = 0.0
    rules: Mapping[str, float] = field(default_factory=dict)
    dated: bool = False
    calibrated: bool = False
    rests_on: tuple[Reliance, ...] = ()
    confidence: Confidence = "low"
    confidence_reason: str = ""
    seconds: float = 0.0
    outside: OutsideView | None = None
    shocks: int = 0

    @property
    def rule_spread(self) -> float:
        """How far the play rules differ: the largest estimate less the smallest."""
        known = [value for value in self.rules.values() if not isnan(value)]
        return max(known) - min(known) if known else 0.0


def is_cited(warrant: Warrant) -> bool:
    """Whether a passage or an outside source stands behind a number."""
    return isinstance(warrant, Cited) and bool(warrant.evidence or warrant.source)


def mainly_assumed(answer: Answer) -> bool:
    """Whether most of what moves the answer is assumed or has no warrant."""
    swings = [(each.swing, is_cited(each.warrant)) for each in answer.rests_on]
    total = sum(swing for swing, _ in swings)
    cited = sum(swing for swing, known in swings if known)
    return total == 0 or cited < total / 2
