"""The kinds of question a case can ask, one function each: from a session and a question to a result.

Each kind has a *detail*, a value that holds what belongs to it. A new kind is a function entered in `KINDS`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from detente.analysis.answer import Reason, Reliance
from detente.analysis.asked import coalition_of, condition_of, days_until, precondition_of
from detente.analysis.beliefs import Draw
from detente.analysis.choice import choice_of, warrant_of
from detente.analysis.choose import chosen, leans_on
from detente.analysis.credible import credible_of
from detente.analysis.effect import effect_of
from detente.analysis.excluded import able_of, excluded_of
from detente.analysis.holds import holds_of
from detente.analysis.matters import matters_of
from detente.analysis.obstacles import obstacles_to
from detente.analysis.outcome import outcome_of
from detente.analysis.reliance import Measure
from detente.analysis.session import Session
from detente.analysis.settle import settlement_of
from detente.analysis.settle_search import Progress
from detente.analysis.solve import Solution
from detente.case import Question
from detente.conflict.statement import And, Not, Statement
from detente.conflict.states import FloatArray
from detente.errors import CaseError, ModelError, Problem, did_you_mean

__all__ = ["KINDS", "Measure", "Probability", "Result"]

COURSE = 13  # dates at which the course of a dated probability is told, today and the last among them


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
    course
        (days, estimate after so many days), evenly from today to the date of the question; empty for the long run.
    """

    among: float | None = None
    if_done: float | None = None
    no_rest: float = 0.0
    course: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Result:
    """What one kind of question found: its detail and, where it asks for one, its probability.

    `rests_on` is said where there is no probability that inputs could move, and in `reasons` why there is none.
    `played` is false where no draw was needed.
    """

    detail: Any
    measure: Measure | None = None
    days: float | None = None
    rests_on: tuple[Reliance, ...] = ()
    reasons: tuple[Reason, ...] = ()
    played: bool = True


def probability(session: Session, question: Question) -> Result:
    """How likely a condition is in the end, or by a date."""
    of, given, days = condition_of(question), question.given, days_until(session.case, question)

    def after(solution: Solution, weights: FloatArray, days: float | None) -> float:
        if given is None:
            return _likely(solution, weights, of, days)
        return _likely_given(solution, weights, of, given, days)

    solution = session.solution
    among = if_done = None
    if given is not None:
        among = _likely(solution, solution.weights(), given, days)
        if_done = _if_done(session, of, given, days)
    dates = () if days is None else tuple(np.linspace(0.0, days, COURSE).tolist())
    solution.look_ahead(dates)
    course = tuple((each, after(solution, solution.weights(), each)) for each in dates)
    found = Probability(among, if_done, _no_rest(solution), course)
    return Result(found, lambda solution, weights: after(solution, weights, days), days)


def _if_done(session: Session, of: Statement, given: Statement, days: float | None) -> float | None:
    if session.structure.states.labels:
        return None
    try:
        forced = session.forced(given)
    except ModelError:
        return None
    return float(np.mean([_likely(each, each.weights(), of, days) for each in forced]))


def _likely(solution: Solution, weights: FloatArray, of: Statement, days: float | None) -> float:
    """How likely a condition holds at the end, or after so many days, the draws weighed so."""
    return float(weights @ solution.masses(solution.holds(of), days))


def _likely_given(
    solution: Solution, weights: FloatArray, of: Statement, given: Statement, days: float | None
) -> float:
    """The share of what is given in which a condition holds too; NaN where that never comes about."""
    among = _likely(solution, weights, given, days)
    return _likely(solution, weights, And((of, given)), days) / among if among > 0 else float("nan")


def _no_rest(solution: Solution) -> float:
    shares = solution.shares()
    draw = np.repeat(np.arange(len(solution.arrays)), np.diff([*shares.first, len(shares.mass)]))
    inside = shares.member >= 0
    _, group, size = np.unique(
        np.stack([draw[inside], shares.member[inside]]), axis=1, return_inverse=True, return_counts=True
    )
    moving = size[group.ravel()] > 1
    return float(solution.weights()[draw[inside][moving]] @ shares.mass[inside][moving])


def outcome(session: Session, question: Question) -> Result:
    """Where the conflict ends, or is by a date: the likeliest states, each with a path to it.

    Its probability is that of the likeliest end.
    """
    days = days_until(session.case, question)
    found = outcome_of(session.solution, session.case, days)
    likeliest = np.isin(np.arange(len(session.structure.states)), found.ends[0].states)
    return Result(found, lambda solution, weights: float(weights @ solution.masses(likeliest, days)), days)


def obstacles(session: Session, question: Question) -> Result:
    """Who would leave or refuse a condition, and over what."""
    measure, days = _chance_of(session, question)
    return Result(obstacles_to(session.solution, condition_of(question)), measure, days)


def effect(session: Session, question: Question) -> Result:
    """How the answer moves as a driver moves over its range."""
    wanted = question.settings.get("driver")
    known = {driver.id: driver for driver in session.case.drivers}
    if wanted not in known:
        near = did_you_mean(str(wanted), known)
        raise CaseError(Problem(f'expected one of {", ".join(known)}, got "{wanted}"{near}', key="driver"))
    measure, days = _chance_of(session, question)
    return Result(effect_of(session.solution, known[str(wanted)], measure), measure, days)


def matters(session: Session, question: Question) -> Result:
    """Which unknowns the answer depends on, and what learning each would be worth."""
    measure, days = _chance_of(session, question)
    solution = session.solution
    holds = solution.holds(condition_of(question))

    def more(draws: Sequence[Draw]) -> FloatArray:
        return session.of_draws(draws).masses(holds, days)

    return Result(matters_of(solution, solution.masses(holds, days), more), measure, days)


def credible(session: Session, question: Question) -> Result:
    """Whether a precondition binds, bends or is a bluff.

    Its probability is that it is broken, where what it guards against comes about.
    """
    party, guarded, release = precondition_of(session.case, question)
    days = days_until(session.case, question)

    def measure(solution: Solution, weights: FloatArray) -> float:
        return _likely_given(solution, weights, Not(release), guarded, days)

    found = credible_of(session, condition_of(question), party, question.of_text, days)
    return Result(found, measure, days)


def holds(session: Session, question: Question) -> Result:
    """Whether a settlement, once reached, survives every party's next move."""
    measure, days = _chance_of(session, question)
    return Result(holds_of(session, condition_of(question), days), measure, days)


def excluded(session: Session, question: Question) -> Result:
    """What a coalition can do over the others' heads.

    Its probability is that it can do anything from the status quo.
    """
    members = coalition_of(session.case, question)
    able = able_of(session, members)  # whether they can is no matter of how far they look ahead
    return Result(excluded_of(session, members), lambda _, weights: float(weights @ able))


def choose(session: Session, question: Question) -> Result:
    """Which of several alternatives is chosen; no play enters, so that there is no probability and no other rule."""
    choice, key = choice_of(session.case, question), f"question.{question.id}.settings.criteria"
    return Result(chosen(choice), rests_on=leans_on(choice, key, warrant_of(question)), played=False)


def settle(session: Session, question: Question, progress: Progress | None = None) -> Result:
    """The smallest changes under which a condition would hold.

    Its probability is that the condition holds as things are; none is given where the search plays without some
    options, as that is another game than the case's.
    """
    measure, days = _chance_of(session, question)
    found = settlement_of(session, question, progress=progress)
    if "absent" in question.settings:
        return Result(found, days=days, reasons=(Reason("another game"),))
    return Result(found, measure, days)


def _chance_of(session: Session, question: Question) -> tuple[Measure, float | None]:
    """The probability of the question's condition, and by when it is asked."""
    of, days = condition_of(question), days_until(session.case, question)
    return lambda solution, weights: _likely(solution, weights, of, days), days


KINDS: Mapping[str, Callable[[Session, Question], Result]] = {
    "probability": probability,
    "outcome": outcome,
    "obstacles": obstacles,
    "effect": effect,
    "matters": matters,
    "credible": credible,
    "holds": holds,
    "excluded": excluded,
    "choose": choose,
    "settle": settle,
}
