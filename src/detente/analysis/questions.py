"""The questions a case can ask, one function a kind; `answer` asks one, `answers` all of a case.

Each kind has a *detail*, a value that holds what belongs to it. A new kind is a function from a `Session` and a
question to a `Finding`, entered in `KINDS`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from detente.analysis.answer import Answer, Confidence
from detente.analysis.effect import effect_of
from detente.analysis.obstacles import obstacles_to
from detente.analysis.outcome import outcome_of
from detente.analysis.play import RULES
from detente.analysis.reliance import reliances
from detente.analysis.session import Session
from detente.analysis.solve import FloatArray, Solution
from detente.case import Case, Question
from detente.conflict.statement import And, Statement
from detente.errors import CaseError, ModelError, did_you_mean

__all__ = ["KINDS", "Finding", "Probability", "answer", "answers"]


@dataclass(frozen=True, slots=True)
class Probability:
    """How likely a condition is.

    Parameters
    ----------
    among
        With a `given` condition: how likely that condition is, on which the estimate is conditioned (evidential).
    if_done
        The estimate when the condition is forced from the start and kept; None where nothing is given, or the
        condition cannot be brought about.
    no_rest
        How likely it is that the conflict never comes to rest.
    """

    among: float | None = None
    if_done: float | None = None
    no_rest: float = 0.0


@dataclass(frozen=True, slots=True)
class Finding:
    """What one kind of question found: its detail and, where it asks for one, its probability."""

    detail: Any
    measure: Callable[[Solution, FloatArray], float] | None = None
    days: float | None = None


def probability(session: Session, question: Question) -> Finding:
    """How likely a condition is in the end, or by a date."""
    of, given, days = _wanted(question), question.given, days_until(session.case, question)

    def measure(solution: Solution, weights: FloatArray) -> float:
        if given is None:
            return float(weights @ solution.masses(solution.holds(of), days))
        both = weights @ solution.masses(solution.holds(And((of, given))), days)
        among = weights @ solution.masses(solution.holds(given), days)
        return float(both / among) if among > 0 else float("nan")

    solution = session.solution
    among = if_done = None
    if given is not None:
        among = float(solution.weights() @ solution.masses(solution.holds(given), days))
        if_done = _if_done(session, of, given, days)
    return Finding(Probability(among, if_done, _no_rest(solution)), measure, days)


def _if_done(session: Session, of: Statement, given: Statement, days: float | None) -> float | None:
    if session.structure.states.labels:
        return None
    try:
        forced = session.forced(given)
    except ModelError:
        return None
    return float(np.mean([each.weights() @ each.masses(each.holds(of), days) for each in forced]))


def _no_rest(solution: Solution) -> float:
    shares = solution.shares()
    draw = np.repeat(np.arange(len(solution.arrays)), np.diff([*shares.first, len(shares.mass)]))
    inside = shares.member >= 0
    _, group, size = np.unique(
        np.stack([draw[inside], shares.member[inside]]), axis=1, return_inverse=True, return_counts=True
    )
    moving = size[group.ravel()] > 1
    return float(solution.weights()[draw[inside][moving]] @ shares.mass[inside][moving])


def outcome(session: Session, _: Question) -> Finding:
    """Where the conflict ends: the likeliest states, each with a path to it."""
    return Finding(outcome_of(session.solution, session.case))


def obstacles(session: Session, question: Question) -> Finding:
    """Who would leave or refuse a condition, and over what."""
    of, days = _wanted(question), days_until(session.case, question)

    def measure(solution: Solution, weights: FloatArray) -> float:
        return float(weights @ solution.masses(solution.holds(of), days))

    return Finding(obstacles_to(session.solution, of), measure, days)


def effect(session: Session, question: Question) -> Finding:
    """How the answer moves as a driver moves over its range."""
    of, days = _wanted(question), days_until(session.case, question)
    wanted = question.settings.get("driver")
    known = {driver.id: driver for driver in session.case.drivers}
    if wanted not in known:
        near = did_you_mean(str(wanted), known)
        raise CaseError(f'question "{question.id}": driver: expected one of {", ".join(known)}, got "{wanted}"{near}')

    def measure(solution: Solution, weights: FloatArray) -> float:
        return float(weights @ solution.masses(solution.holds(of), days))

    return Finding(effect_of(session.solution, known[str(wanted)], measure), measure, days)


KINDS: Mapping[str, Callable[[Session, Question], Finding]] = {
    "probability": probability,
    "outcome": outcome,
    "obstacles": obstacles,
    "effect": effect,
}


def _wanted(question: Question) -> Statement:
    if question.of is None:
        raise CaseError(f'question "{question.id}": expected "of", the condition that is asked about')
    return question.of


def days_until(case: Case, question: Question) -> float | None:
    """Days from the case's date to the question's, or None for the long run.

    Raises
    ------
    CaseError
        If the question's date is past.
    """
    if question.by is None or case.tempo is None:
        return None
    days = (question.by - case.as_of).days
    if days < 0:
        raise CaseError(f'question "{question.id}": by = {question.by} lies before as_of = {case.as_of}')
    return float(days)


def answer(session: Session, question: Question) -> Answer:
    """The answer to one question.

    Raises
    ------
    CaseError
        If there is no such kind of question, or it lacks what its kind needs.
    """
    if question.ask not in KINDS:
        near = did_you_mean(question.ask, KINDS)
        raise CaseError(f'question "{question.id}": no kind of question is called "{question.ask}"{near}')
    found = KINDS[question.ask](session, question)
    bare = Answer(
        question=question,
        detail=found.detail,
        digest=session.digest,
        settings=session.settings,
        draws=session.solution.ensemble.sampled or len(session.solution.arrays),
        exact=session.solution.ensemble.exact,
        dated=found.days is not None,
        calibrated=_is_calibrated(session, question),
    )
    return _measured(session, bare, found) if found.measure else bare


def _is_calibrated(session: Session, question: Question) -> bool:
    """Whether the answer was put in: it is the event by the date that the rates were fitted to."""
    wish = session.case.tempo.calibrate if session.case.tempo else None
    return wish is not None and question.of == wish.statement and question.by == wish.by and question.given is None


def _measured(session: Session, bare: Answer, found: Finding) -> Answer:
    """An answer with its number: the estimate, its three doubts and what it rests on."""
    measure = found.measure
    assert measure is not None  # noqa: S101 - asked before
    solution = session.solution
    estimate = measure(solution, solution.weights())
    leaning = reliances(session.case, solution, measure)
    ends = [estimate, *(each.low for each in leaning), *(each.high for each in leaning)]
    rules: dict[str, float] = {
        rule: measure(other, other.weights()) for rule in RULES for other in [session.under(rule)]
    }
    sampled = solution.ensemble.sampled
    error = float(np.sqrt(estimate * (1 - estimate) / sampled)) if sampled else 0.0
    valued = replace(
        bare,
        estimate=estimate,
        belief_range=(float(np.nanmin(ends)), float(np.nanmax(ends))),
        standard_error=error,
        rules=rules,
        rests_on=leaning[:3],
    )
    level, reason = confidence(valued)
    return replace(valued, confidence=level, confidence_reason=reason)


def confidence(given: Answer) -> tuple[Confidence, str]:
    """How far the answer can be relied on: from the evidence behind it and the spread between rules."""
    cited = [each for each in given.rests_on if getattr(each.warrant, "evidence", ())]
    if given.rule_spread > 0.25 or not cited:
        return "low", "the play rules disagree" if given.rule_spread > 0.25 else "it rests on assumptions"
    low, high = given.belief_range or (0.0, 1.0)
    if given.rule_spread > 0.1 or high - low > 0.3 or len(cited) < len(given.rests_on):
        return "moderate", "part of what it rests on is assumed, or it moves with what is uncertain"
    return "high", "it rests on cited passages, and the play rules agree"


def answers(session: Session) -> tuple[Answer, ...]:
    """The answers to all questions of a case, in order."""
    return tuple(answer(session, question) for question in session.case.questions)
