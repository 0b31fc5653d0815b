"""A whole case as one JSON document: what stands in its file, its documents and its ledger, for other programs.

``schema`` is ``detente.case/1``. Units are those of the case's values: weights, drivers and issues on a scale from 0
to 1, rates per day, dates in ISO 8601. Statements are given as written and, under ``meaning``, in options only.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from detente.case.model import Case, Driver, Issue, Party, Profile, Question, Shock, Stance, Tempo, Want
from detente.case.warrant import Assumed, Warrant
from detente.casefile.toml import number
from detente.conflict.model import Conflict
from detente.evidence.document import FACTS, Document
from detente.evidence.review import Item

__all__ = ["SCHEMA", "case_data", "export_json"]

SCHEMA = "detente.case/1"


def export_json(case: Case) -> str:
    """The whole case as JSON text."""
    return json.dumps(case_data(case), indent=1, ensure_ascii=False) + "\n"


def case_data(case: Case) -> dict[str, Any]:
    """The whole case as plain values.

    Raises
    ------
    CaseError
        If a document of the case cannot be read.
    """
    return {
        "schema": SCHEMA,
        "title": case.title,
        "about": case.about,
        "as_of": case.as_of.isoformat(),
        "status_quo": list(case.status_quo),
        "conflict": _conflict(case.conflict),
        "events": [{"id": id, "text": text, "meaning": str(said)} for id, (text, said) in case.events.items()],
        "parties": [_party(party) for party in case.parties],
        "together": [
            {"profiles": [list(pair) for pair in group.profiles], "warrant": _warrant(group.warrant)}
            for group in case.together
        ],
        "drivers": [_driver(driver) for driver in case.drivers],
        "issues": [_issue(issue) for issue in case.issues],
        "tempo": _tempo(case.tempo) if case.tempo else None,
        "shocks": [_shock(shock) for shock in case.shocks],
        "meant": [asdict(meant) for meant in case.meant],
        "questions": [_question(question) for question in case.questions],
        "documents": [_document(name, document) for name, document in case.documents.items()],
        "sources": [{"document": name, **source.as_csl()} for name, source in case.sources.items()],
        "ledger": {"head": case.ledger.head, "items": [_item(item) for item in case.ledger.items.values()]},
    }


def _warrant(warrant: Warrant) -> dict[str, Any] | None:
    if warrant is None:
        return None
    if isinstance(warrant, Assumed):
        return {"assumed": warrant.why} | ({"proposed": list(warrant.proposed)} if warrant.proposed else {})
    return {"evidence": list(warrant.evidence), "source": warrant.source}


def _conflict(conflict: Conflict) -> dict[str, Any]:
    graph = conflict.graph
    moves = zip(conflict.decision_makers, graph.moves, strict=True) if graph else ()
    return {
        "decision_makers": [{"id": maker.id, "name": maker.name} for maker in conflict.decision_makers],
        "options": [
            {
                "id": option.id,
                "owners": list(option.owners),
                "means": option.means,
                "irreversible": option.irreversible,
            }
            for option in conflict.options
        ],
        "impossible": [{"when": str(rule.when), "because": rule.because} for rule in conflict.impossible],
        "joint": [{"options": list(joint.options), "name": joint.name} for joint in conflict.joints],
        "indistinguishable": [str(statement) for statement in conflict.indistinguishable],
        "graph": {
            "states": list(graph.states),
            "moves": {maker.id: [list(move) for move in listed] for maker, listed in moves},
        }
        if graph
        else None,
    }


def _party(party: Party) -> dict[str, Any]:
    return {"id": party.id, "name": party.name, "profiles": [_profile(profile) for profile in party.profiles]}


def _profile(profile: Profile) -> dict[str, Any]:
    return {
        "name": profile.name,
        "weight": profile.weight.text,
        "wants": [_want(want) for want in profile.wants],
        "ranking": [list(group) for group in profile.ranking],
        "great_after": list(profile.great_after),
        "weights": [_want(want) | {"weight": number(weight)} for want, weight in profile.weights],
        "unknown": [list(pair) for pair in profile.unknown],
        "noise": profile.noise,
        "warrant": _warrant(profile.warrant),
    }


def _want(want: Want) -> dict[str, Any]:
    said = {"text": want.text, "meaning": str(want.statement)}
    return said | {"great": want.great, "warrant": _warrant(want.warrant)}


def _driver(driver: Driver) -> dict[str, Any]:
    said = {"id": driver.id, "means": driver.means, "value": driver.value, "range": [driver.low, driver.high]}
    return said | {"warrant": _warrant(driver.warrant)}


def _issue(issue: Issue) -> dict[str, Any]:
    said = {"id": issue.id, "means": issue.means, "low": issue.low, "high": issue.high}
    stances = [_stance(stance) for stance in issue.stances]
    return said | {"status_quo": issue.status_quo, "stances": stances, "warrant": _warrant(issue.warrant)}


def _stance(stance: Stance) -> dict[str, Any]:
    return {
        "actor": stance.actor,
        "position": stance.position,
        "salience": stance.salience,
        "capability": stance.capability,
        "accepts": list(stance.accepts) if stance.accepts else None,
        "warrant": _warrant(stance.warrant),
    }


def _tempo(tempo: Tempo) -> dict[str, Any]:
    outside = tempo.calibrate
    fitted = outside and {
        "event": outside.event,
        "meaning": str(outside.statement),
        "by": outside.by.isoformat(),
        "to": outside.to,
        "source": outside.source,
        "range": list(outside.range) if outside.range else None,
    }
    return {
        "move": tempo.move,
        "agreement": tempo.agreement,
        "agreement_of_size": {str(size): each for size, each in tempo.sizes},
        "groups": [
            {"parties": list(each.parties), "rate": each.rate, "warrant": _warrant(each.warrant)}
            for each in tempo.groups
        ],
        "calibrate": fitted,
        "warrant": _warrant(tempo.warrant),
    }


def _shock(shock: Shock) -> dict[str, Any]:
    moves = bool(shock.driver)
    return {
        "option": None if moves else shock.option,
        "becomes": None if moves else shock.becomes,
        "driver": shock.driver or None,
        "to": shock.to if moves else None,
        "rate": shock.rate,
        "means": shock.means,
        "warrant": _warrant(shock.warrant),
    }


def _question(question: Question) -> dict[str, Any]:
    return {
        "id": question.id,
        "ask": question.ask,
        "text": question.text,
        "of": question.of_text or None,
        "given": question.given_text or None,
        "by": question.by.isoformat() if question.by else None,
        "settings": _plain(question.settings),
    }


def _plain(value: Any) -> Any:
    """Settings as JSON has them: lists for tuples."""
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value


def _document(name: str, document: Document) -> dict[str, Any]:
    said = {key: getattr(document, key) for key in FACTS}
    return {"name": name, "digest": document.digest} | said | {"notices": list(document.notices)}


def _item(item: Item) -> dict[str, Any]:
    return {
        "id": item.id,
        "status": item.status,
        "content": item.content.as_mapping(),
        "contradicts": list(item.contradicts),
        "supersedes": list(item.supersedes),
    }
