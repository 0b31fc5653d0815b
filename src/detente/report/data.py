"""Answers as data: what `--json` prints, with a versioned schema."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import timedelta
from math import isnan
from typing import Any

from detente.analysis.answer import Answer
from detente.analysis.choose import Chosen
from detente.analysis.credible import Credible
from detente.analysis.effect import Effect
from detente.analysis.excluded import Excluded
from detente.analysis.holds import Holds
from detente.analysis.kinds import Probability
from detente.analysis.matters import Matters
from detente.analysis.obstacles import Obstacles
from detente.analysis.outcome import Outcome
from detente.analysis.settle import Settlement
from detente.case import Assumed, Case, Cited, Warrant
from detente.conflict.states import States
from detente.report.commitment import credible_data, excluded_data, holds_data
from detente.report.outside import outside_data
from detente.report.sensitivity import choose_data, effect_data, matters_data
from detente.report.settle import settle_data

__all__ = ["answer_data", "warrant_data"]


def answer_data(answer: Answer, case: Case, states: States) -> dict[str, Any]:
    """One answer, with names in the place of indexes."""
    low, high = answer.belief_range or (None, None)
    detail = WRITERS.get(type(answer.detail))
    return {
        "question": answer.question.id,
        "ask": answer.question.ask,
        "text": answer.question.text,
        "of": answer.question.of_text or None,
        "given": answer.question.given_text or None,
        "by": answer.question.by.isoformat() if answer.question.by and answer.dated else None,
        "estimate": _number(answer.estimate),
        "interval": None if low is None else [_number(low), _number(high)],
        "standard_error": answer.standard_error,
        "draws": answer.draws,
        "exact": answer.exact,
        "calibrated": answer.calibrated,
        "basis": "dated" if answer.dated else "structure only",
        "rules": {rule: _number(value) for rule, value in answer.rules.items()},
        "rule_spread": _number(answer.rule_spread),
        "confidence": answer.confidence,
        "confidence_reason": answer.confidence_reason,
        "rests_on": [
            {
                "key": each.key,
                "name": each.name,
                "low": _number(each.low),
                "high": _number(each.high),
                "warrant": warrant_data(each.warrant),
            }
            for each in answer.rests_on
        ],
        "outside": outside_data(answer),
        "shocks": answer.shocks,
        "detail": detail(answer.detail, case, states) if detail else None,
        "digest": answer.digest,
        "settings": asdict(answer.settings),
        "seconds": round(answer.seconds, 3),
    }


def warrant_data(warrant: Warrant) -> dict[str, Any] | None:
    """Why a number stands, as data."""
    if isinstance(warrant, Cited):
        return {"kind": "cited", "evidence": list(warrant.evidence), "source": warrant.source or None}
    if isinstance(warrant, Assumed):
        return {"kind": "assumed", "why": warrant.why}
    return None


def _number(value: float | None) -> float | None:
    return None if value is None or isnan(value) else float(value)


def _probability(detail: Probability, case: Case, states: States) -> dict[str, Any]:
    del states
    return {
        "among": _number(detail.among),
        "if_done": _number(detail.if_done),
        "no_rest": detail.no_rest,
        "course": [
            {"date": (case.as_of + timedelta(days=days)).isoformat(), "estimate": _number(value)}
            for days, value in detail.course
        ],
    }


def _outcome(detail: Outcome, case: Case, states: States) -> dict[str, Any]:
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
        "events": dict(detail.events),
    }


def _obstacles(detail: Obstacles, case: Case, states: States) -> dict[str, Any]:
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


WRITERS: dict[type, Callable[[Any, Case, States], dict[str, Any]]] = {
    Probability: _probability,
    Outcome: _outcome,
    Obstacles: _obstacles,
    Effect: effect_data,
    Matters: matters_data,
    Credible: credible_data,
    Holds: holds_data,
    Excluded: excluded_data,
    Chosen: choose_data,
    Settlement: settle_data,
}
