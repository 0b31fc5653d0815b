"""What an answer is: a number or a finding that knows its question, its error and what it rests on.

Three kinds of doubt have three names and are never mixed: *sampling error* (how many draws), *belief range* (how the
answer moves as what was put in moves over its range, one input at a time), *rule spread* (how far the play rules
differ).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import isnan, nan
from typing import Any, Literal

from detente.analysis.calibrate import Calibrated
from detente.analysis.solve import Settings
from detente.case import Cited, Question, Warrant
from detente.forecast import OutsideView

__all__ = ["Answer", "Confidence", "Reason", "Reliance", "Weakness", "Why", "is_cited", "weakest"]

Confidence = Literal["low", "moderate", "high"]
Why = Literal[
    "undefined",  # it has no number: what it asks about never comes about
    "rules disagree",  # by more than leaves anything to rely on
    "rules differ",  # by `size`
    "wide",  # it moves by `size` with what is uncertain
    "unmoved",  # by anything that was given a range
    "unmoved, assumed",  # the same, and most of what it follows from is assumed
    "all assumed",  # nothing that moves it is cited
    "mostly contradicted",  # most of what moves it
    "weights assumed",  # of some profile
    "another game",  # than the case's: the search leaves options out
    "sound",  # nothing speaks against relying on it
]
Weakness = Literal["assumed", "not accepted", "contradicted", "unverified", "single-source", "ungraded"]

ROUNDING = 1e-6  # estimates that differ by less are the same


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
        The answer's estimate with the input at the ends of its range; NaN where there is none.
    warrant
        Why the input stands.
    today
        The estimate with the input as it is.
    """

    key: str
    name: str
    low: float
    high: float
    warrant: Warrant = None
    today: float = nan

    @property
    def swing(self) -> float:
        """How far the input moves the answer, at the ends of its range or between them."""
        known = [value for value in (self.low, self.high, self.today) if not isnan(value)]
        return max(known) - min(known) if known else 0.0

    @property
    def moves(self) -> bool:
        """Whether the input moves the answer at all, or takes it away."""
        return self.swing > ROUNDING or isnan(self.low) != isnan(self.high)


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an answer can be relied on as far as it can.

    Parameters
    ----------
    kind
        What is so of the answer; a weakness is so of inputs that move it.
    size
        Of a difference or range, how large it is; of a weakness, the share of those inputs that have it; else 1.
    """

    kind: Why | Weakness
    size: float = 1.0


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
    calibration
        What became of the case's calibration, at whose rates it was worked out; None where there is none.
    calibrated
        Whether it is the very number that the rates were fitted to, and so no finding.
    rests_on
        The inputs it depends on most, the largest swing first; what moves nothing is left out.
    confidence, reasons
        How far it can be relied on, and why: see `detente.analysis.confidence`.
    detail
        What belongs to the kind of question: see `detente.analysis.questions`.
    digest
        Of the model that was solved.
    draws
        How many were solved; none where nothing is played.
    exact
        Whether they are all that there can be, with their exact weights.
    seconds
        How long it took to find; None where the session has no clock.
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
    calibration: Calibrated | None = None
    calibrated: bool = False
    rests_on: tuple[Reliance, ...] = ()
    confidence: Confidence = "low"
    reasons: tuple[Reason, ...] = ()
    seconds: float | None = None
    outside: OutsideView | None = None
    shocks: int = 0

    @property
    def played(self) -> bool:
        """Whether draws were played to find it; a choice among alternatives is only weighed."""
        return self.draws > 0

    @property
    def rule_spread(self) -> float:
        """How far the play rules differ: the largest estimate less the smallest."""
        known = [value for value in self.rules.values() if not isnan(value)]
        return max(known) - min(known) if known else 0.0


def weakest(warrants: Iterable[Warrant]) -> Warrant:
    """Of several warrants that stand behind one number, the one that is worth least."""
    return min(warrants, key=lambda each: (each is not None, isinstance(each, Cited)), default=None)


def is_cited(warrant: Warrant) -> bool:
    """Whether a passage or an outside source stands behind a number."""
    return isinstance(warrant, Cited) and bool(warrant.evidence or warrant.source)
