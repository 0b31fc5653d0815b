"""Answers as data: what `--json` prints, with a versioned schema."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import timedelta
from math import isnan
from typing import Any

from detente.analysis.answer import Answer, Reliance
from detente.analysis.chain import Tempi
from detente.analysis.choose import Chosen
from detente.analysis.confidence import mainly_assumed
from detente.analysis.credible import Credible
from detente.analysis.effect import Effect
from detente.analysis.excluded import Excluded
from detente.analysis.holds import Holds
from detente.analysis.kinds import Probability
from detente.analysis.matters import Matters
from detente.analysis.obstacles import Obstacles
from detente.analysis.outcome import Outcome
from detente.analysis.settle import Settlement
from detente.case import Assumed, Case, Cited
from detente.case.standing import grade_of, grounds_of
from detente.conflict.states import States
from detente.report.choose import choose_data
from detente.report.confidence import reasons_in_words
from detente.report.credible import credible_data
from detente.report.effect import effect_data
from detente.report.excluded import excluded_data
from detente.report.holds import holds_data
from detente.report.matters import matters_data
from detente.report.outside import outside_data
from detente.report.settle import settle_data
from detente.report.words import put_in

__all__ = ["answer_data", "warrant_data"]


def answer_data(answer: Answer, case: Case, states: States) -> dict[str, Any]:
    """One answer, with names in the place of indexes."""
    low, high = answer.belief_range or (None, None)
    return {
        "question": answer.question.id,
        "ask": answer.question.ask,
        "text": answer.question.text,
        "of": answer.question.of_text or None,
        "given": answer.question.given_text or None,
        "by": answer.question.by.isoformat() if answer.question.by and answer.dated else None,
        "estimate": _number(answer.estimate),
        "belief_range": None if low is None else [_number(low), _number(high)],
        "standard_error": answer.standard_error,
        "draws": answer.draws,
        "exact": answer.exact,
        "calibrated": answer.calibrated,
        "calibration": _calibration(answer),
        "basis": _basis(answer),
        "mainly_assumed": mainly_assumed(answer, case),
        "rules": {rule: _number(value) for rule, value in answer.rules.items()},
        "rule_spread": _number(answer.rule_spread),
        "confidence": answer.confidence,
        "confidence_reason": reasons_in_words(answer.reasons),
        "rests_on": [
            {
                "key": each.key,
                "name": each.name,
                "low": _number(each.low),
                "high": _number(each.high),
                "warrant": warrant_data(each, case),
            }
            for each in answer.rests_on
        ],
        "outside": outside_data(answer),
        "shocks": answer.shocks,
        "detail": WRITERS[type(answer.detail)](answer, case, states),
        "digest": answer.digest,
        "settings": asdict(answer.settings) | {"tempi_used": asdict(_tempi(answer))},
        "seconds": None if answer.seconds is None else round(answer.seconds, 3),
    }


def _basis(answer: Answer) -> str:
    if not answer.played:
        return "scores"
    return "dated" if answer.dated else "structure only"


def _tempi(answer: Answer) -> Tempi:
    """The rates that were used: as fitted, or as written."""
    return answer.calibration.tempi if answer.calibration else answer.settings.tempi


def _calibration(answer: Answer) -> dict[str, Any] | None:
    """What the rates were fitted to, and whether they could be."""
    if answer.calibration is None:
        return None
    wish = answer.calibration.wish
    return {
        "event": wish.event,
        "by": wish.by.isoformat(),
        "wanted": wish.to,
        "reached": answer.calibration.reached,
        "met": answer.calibration.met,
        "source": wish.source,
    }


def warrant_data(given: Reliance, case: Case) -> dict[str, Any]:
    """Why an input stands, all that is true of it (the weakest first), and how its passages are graded."""
    (ground,) = grounds_of(case, [(given.key, given.warrant)])
    found = {"kind": "none", "standing": list(ground.standings)}
    match given.warrant:
        case Cited(evidence, source):
            items = {id: case.ledger.items.get(id) for id in evidence}
            grades = {id: grade_of(case, item) if item else None for id, item in items.items()}
            return found | {"kind": "cited", "evidence": list(evidence), "grades": grades, "source": source or None}
        case Assumed(why):
            return found | {"kind": "assumed", "why": why}
    return found


def _number(value: float | None) -> float | None:
    return None if value is None or isnan(value) else float(value)


def _probability(answer: Answer, case: Case, _: States) -> dict[str, Any]:
    detail: Probability = answer.detail
    return {
        "among": _number(detail.among),
        "if_done": _number(detail.if_done),
        "no_rest": detail.no_rest,
        "course": [
            {"date": (case.as_of + timedelta(days=days)).isoformat(), "estimate": _number(value)}
            for days, value in detail.course
        ],
    }


def _outcome(answer: Answer, case: Case, states: States) -> dict[str, Any]:
    detail: Outcome = answer.detail
    marks = {name: put_in(answer, of) for name, (_, of) in case.events.items()}
    return {
        "ends": [
            {
                "states": [states.pattern(state) for state in end.states],
                "options": [list(states.options_taken(state)) for state in end.states],
                "probability": end.probability,
                "events": list(end.events),
                "path": [
                    {
                        "kind": step.kind,
                        "movers": [case.parties[mover].id for mover in step.movers],
                        "from": states.pattern(step.source),
                        "to": states.pattern(step.target),
                        "chance": step.chance,
                    }
                    for step in end.path
                ],
            }
            for end in detail.ends
        ],
        "other_ends": detail.others,
        "rest": detail.rest,
        "entropy_bits": detail.entropy,
        "events": {name: {"probability": held, "put_in": marks[name]} for name, held in detail.events},
    }


def _obstacles(answer: Answer, case: Case, states: States) -> dict[str, Any]:
    detail: Obstacles = answer.detail
    return {
        "possible": detail.possible,
        "accepted_by_all": detail.accepted,
        "blocks": {party.id: share for party, share in zip(case.parties, detail.blocks, strict=True)},
        "obstacles": [
            {
                "party": case.parties[each.party].id,
                "way": each.way,
                "want": each.want,
                "share": each.share,
                "state": states.pattern(each.state),
                "rather": states.pattern(each.rather),
            }
            for each in detail.obstacles
        ],
    }


Writer = Callable[[Answer, Case, States], dict[str, Any]]


def _of(write: Callable[[Any, Case, States], dict[str, Any]]) -> Writer:
    """A writer that looks at the detail of an answer alone."""
    return lambda answer, case, states: write(answer.detail, case, states)


WRITERS: dict[type, Writer] = {
    Probability: _probability,
    Outcome: _outcome,
    Obstacles: _obstacles,
    Effect: _of(effect_data),
    Matters: _of(matters_data),
    Credible: _of(credible_data),
    Holds: _of(holds_data),
    Excluded: _of(excluded_data),
    Chosen: _of(choose_data),
    Settlement: _of(settle_data),
}
