"""Asking: an answer is a result with its estimate, its three doubts and what it rests on."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

import numpy as np

from detente.analysis.answer import Answer
from detente.analysis.confidence import confidence
from detente.analysis.kinds import KINDS, Measure, Result
from detente.analysis.play import RULES
from detente.analysis.reliance import reliances
from detente.analysis.session import Session
from detente.analysis.solve import Solution
from detente.case import Question
from detente.errors import CaseError, ModelError, Problem, Unanswered, UnknownName, did_you_mean
from detente.forecast.base_rate import OutsideView, named_in, outside_view

__all__ = ["answer", "answers", "attempts", "played"]

Find = Callable[[Session, Question], Result]

MOST_NAMED = 3  # inputs that an answer says it rests on
JACKKNIFE_PARTS = 20  # enough for an error that is itself right to about a sixth


def answer(session: Session, question: Question, *, find: Find | None = None) -> Answer:
    """The answer to one question, played by its own concept where it has one.

    Parameters
    ----------
    find
        How to look for it, where that is another way than that of its kind.

    Raises
    ------
    Unanswered
        If there is no such kind of question, it lacks what its kind needs, or nothing can be worked out for it.
    """
    try:
        return _answer(session, question, find)
    except (CaseError, ModelError) as error:
        problems = error.problems if isinstance(error, CaseError) else (Problem(str(error)),)
        raise Unanswered([Problem(f'question "{question.id}": {each}') for each in problems]) from error


def played(session: Session, question: Question) -> Session:
    """The session in which a question is answered: the case played by the question's own concept, if it has one.

    Raises
    ------
    CaseError
        If that is no rule of play.
    """
    concept = question.settings.get("concept")
    if concept is not None and concept not in RULES:
        near = did_you_mean(str(concept), RULES)
        raise CaseError(Problem(f'expected one of {", ".join(RULES)}, got "{concept}"{near}', key="concept"))
    return session.playing(concept)


def _answer(own: Session, question: Question, find: Find | None) -> Answer:
    session = played(own, question)
    if question.ask not in KINDS:
        near = did_you_mean(question.ask, KINDS)
        raise CaseError(Problem(f'no kind of question is called "{question.ask}"{near}', key="ask"))
    began = session.clock() if session.clock else None
    found = (find or KINDS[question.ask])(session, question)
    bare = _bare(session, question, found, fitted=session is own)
    told = _measured(session, bare, found) if found.measure else _judged(session, bare, found)
    return replace(told, seconds=session.clock() - began) if session.clock and began is not None else told


def _bare(session: Session, question: Question, found: Result, *, fitted: bool) -> Answer:
    """What was asked, and what was solved to answer it."""
    ensemble, calibration = (session.solution.ensemble, session.calibration) if found.played else (None, None)
    return Answer(
        question=question,
        detail=found.detail,
        digest=session.digest,
        settings=session.settings,
        draws=ensemble.sampled or len(ensemble.draws) if ensemble else 0,
        exact=ensemble is None or ensemble.exact,
        dated=found.days is not None,
        calibration=calibration,
        calibrated=bool(
            calibration and fitted and question.given is None and calibration.gave(question.of, question.by)
        ),
        outside=_outside(session, question),
        shocks=sum(bool(shock.option) for shock in session.case.shocks),
    )


def _outside(session: Session, question: Question) -> OutsideView | None:
    """The base rate that the question names; or that of the calibration, where the question is about its event."""
    named = question.settings.get("base_rate")
    if named is not None:
        return outside_view(str(named))
    wish = session.case.tempo.calibrate if session.case.tempo else None
    if wish is None or question.of != wish.statement or question.given is not None:
        return None
    try:
        return outside_view(named_in(wish.source) or "")
    except UnknownName:  # a source is free text; `detente check` says so where it names no class
        return None


def _judged(session: Session, bare: Answer, found: Result) -> Answer:
    """An answer without a number, by the inputs that it rests on."""
    resting = replace(bare, rests_on=found.rests_on[:MOST_NAMED])
    level, reasons = confidence(resting, session.case)
    return replace(resting, confidence=level, reasons=(*reasons, *found.reasons))


def _measured(session: Session, bare: Answer, found: Result) -> Answer:
    """An answer with its number: the estimate, its three doubts and what it rests on."""
    measure = found.measure
    assert measure is not None  # noqa: S101 - asked before
    solution = session.solution
    estimate = measure(solution, solution.weights())
    leaning = reliances(session, measure)
    ends = [estimate, *(each.low for each in leaning), *(each.high for each in leaning)]
    known = [end for end in ends if not np.isnan(end)]
    valued = replace(
        bare,
        estimate=estimate,
        belief_range=(min(known), max(known)) if known else None,
        standard_error=standard_error(solution, measure),
        rules={rule: measure(other, other.weights()) for rule in RULES for other in [session.under(rule)]},
        rests_on=leaning[:MOST_NAMED],
    )
    level, reasons = confidence(valued, session.case)
    return replace(valued, confidence=level, reasons=reasons)


def standard_error(solution: Solution, measure: Measure) -> float:
    """Sampling error by the jackknife: how much the answer moves when one part of the draws is left out.

    It holds for ratios as well as for shares; 0 where all combinations were enumerated, or the answer is undefined.
    """
    parts = min(JACKKNIFE_PARTS, len(solution.arrays))
    if solution.ensemble.exact or parts < 2:
        return 0.0
    part = np.arange(len(solution.arrays)) % parts
    without = []
    for number in range(parts):
        weights = np.where(part == number, 0.0, solution.weights())
        without.append(measure(solution, weights / weights.sum()))
    spread = np.asarray(without) - np.mean(without)
    error = float(np.sqrt((parts - 1) / parts * (spread**2).sum()))
    return 0.0 if np.isnan(error) else error


def answers(session: Session) -> tuple[Answer, ...]:
    """The answers to all questions of a case, in order."""
    return tuple(answer(session, question) for question in session.case.questions)


def attempts(session: Session, questions: Iterable[Question]) -> Iterator[Answer | Unanswered]:
    """The answer to each of some questions, or why it has none."""
    for question in questions:
        try:
            yield answer(session, question)
        except Unanswered as error:
            yield error
