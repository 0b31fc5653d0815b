"""Asking: an answer is a finding with its estimate, its three doubts and what it rests on."""

from dataclasses import replace

import numpy as np

from detente.analysis.answer import Answer, Confidence, is_cited
from detente.analysis.kinds import KINDS, Finding, Measure
from detente.analysis.play import RULES
from detente.analysis.reliance import reliances
from detente.analysis.session import Session
from detente.analysis.solve import Solution
from detente.case import Assumed, Case, Cited, Question
from detente.errors import CaseError, ModelError, Problem, Unanswered, UnknownName, did_you_mean
from detente.forecast.base_rate import OutsideView, named_in, outside_view

__all__ = ["answer", "answers", "played"]

DISAGREE, DIFFER = 0.25, 0.1  # rule spreads of which the first makes confidence low, the second not high
WIDE = 0.3  # a belief range that keeps confidence from being high
JACKKNIFE_PARTS = 20  # enough for an error that is itself right to about a sixth


def answer(session: Session, question: Question, found: Finding | None = None) -> Answer:
    """The answer to one question, played by its own concept where it has one.

    Parameters
    ----------
    found
        What its kind finds, where that was looked for already.

    Raises
    ------
    Unanswered
        If there is no such kind of question, it lacks what its kind needs, or nothing can be worked out for it.
    """
    try:
        return _answer(played(session, question), question, found, fitted=session)
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


def _answer(session: Session, question: Question, found: Finding | None, *, fitted: Session) -> Answer:
    if question.ask not in KINDS:
        near = did_you_mean(question.ask, KINDS)
        raise CaseError(Problem(f'no kind of question is called "{question.ask}"{near}', key="ask"))
    found = found or KINDS[question.ask](session, question)
    bare = Answer(
        question=question,
        detail=found.detail,
        digest=session.digest,
        settings=session.settings,
        draws=session.solution.ensemble.sampled or len(session.solution.arrays),
        exact=session.solution.ensemble.exact,
        dated=found.days is not None,
        calibrated=session is fitted and _is_calibrated(session, question),
        outside=_outside(session, question),
        shocks=sum(bool(shock.option) for shock in session.case.shocks),
    )
    if found.measure:
        return _measured(session, bare, found)
    return _judged(bare, found) if found.rests_on else bare


def _is_calibrated(session: Session, question: Question) -> bool:
    """Whether the answer was put in: it is the event by the date that the rates were fitted to."""
    wish = session.case.tempo.calibrate if session.case.tempo else None
    return wish is not None and question.of == wish.statement and question.by == wish.by and question.given is None


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


def _judged(bare: Answer, found: Finding) -> Answer:
    """An answer without a number, by the judgements that it rests on: no play enters it."""
    cited = any(is_cited(each.warrant) for each in found.rests_on)
    level: Confidence = "moderate" if cited else "low"
    reason = "what is scored is cited, how it is weighed is judged" if cited else "it rests on judgements alone"
    return replace(bare, rests_on=found.rests_on[:3], confidence=level, confidence_reason=reason)


def _measured(session: Session, bare: Answer, found: Finding) -> Answer:
    """An answer with its number: the estimate, its three doubts and what it rests on."""
    measure = found.measure
    assert measure is not None  # noqa: S101 - asked before
    solution = session.solution
    estimate = measure(solution, solution.weights())
    leaning = reliances(session.case, solution, measure)
    ends = [estimate, *(each.low for each in leaning), *(each.high for each in leaning)]
    known = [end for end in ends if not np.isnan(end)]
    valued = replace(
        bare,
        estimate=estimate,
        belief_range=(min(known), max(known)) if known else None,
        standard_error=standard_error(solution, measure),
        rules={rule: measure(other, other.weights()) for rule in RULES for other in [session.under(rule)]},
        rests_on=leaning[:3],
    )
    level, reason = confidence(valued, session.case)
    return replace(valued, confidence=level, confidence_reason=reason)


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


def confidence(given: Answer, case: Case) -> tuple[Confidence, str]:
    """How far the answer can be relied on: from the evidence behind it and the spread between rules.

    It is never high where the weight of any profile is assumed: an input that an answer does not lean on today may
    still be wrong.
    """
    if given.rule_spread > DISAGREE:
        return "low", "the play rules disagree"
    if not given.rests_on:
        return "low", "no input was given a range, so that nothing tells how far it could be off"
    cited = [is_cited(each.warrant) for each in given.rests_on]
    if not any(cited):
        return "low", "it rests on assumptions"
    low, high = given.belief_range or (0.0, 1.0)
    if given.rule_spread > DIFFER or high - low > WIDE or not all(cited):
        return "moderate", "part of what it rests on is assumed, or it moves with what is uncertain"
    if any(isinstance(p.warrant, Assumed) for party in case.parties for p in party.profiles):
        return "moderate", "what moves it is cited and the play rules agree, but weights of profiles are assumed"
    if len(_documents(given, case)) == 1:
        return "moderate", "what moves it rests on one document, though the play rules agree"
    return "high", "it rests on cited passages, and the play rules agree"


def _documents(given: Answer, case: Case) -> set[str]:
    """The documents, and outside sources, on which the inputs that move an answer most stand."""
    warrants = [each.warrant for each in given.rests_on if isinstance(each.warrant, Cited)]
    items = [case.ledger.items.get(id) for warrant in warrants for id in warrant.evidence]
    return {item.content.source for item in items if item} | {each.source for each in warrants if each.source}


def answers(session: Session) -> tuple[Answer, ...]:
    """The answers to all questions of a case, in order."""
    return tuple(answer(session, question) for question in session.case.questions)
