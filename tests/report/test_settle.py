"""Smallest changes in words and data: every kind of change, and every way a search can end."""

import json
from typing import Any

import pytest

from detente.analysis.session import Session
from detente.analysis.settle import Settlement, settlement_of
from detente.analysis.settle_change import Added, Bound, Change, Guaranteed, Moved, Opened, Removed
from detente.case import Question
from detente.casefile import bundled, read_case
from detente.conflict.statement import parse
from detente.report.letters import Letters
from detente.report.settle import change_in_words, path_sentences, settle_data, settle_sentences, settle_table

DAM = Session(read_case(bundled("teyne-dam")))
EUPHRATES = Session(read_case(bundled("syria-iraq-1975")))

CHANGES: list[tuple[Change, str]] = [
    (
        Moved(2, "not company.raise", "above", "saltmere.sue", 1, 1),
        "Saltmere puts not “raise the Corrie dam by three metres” (Teyne Water & Power) above "
        "“keep the plan before the court”",
    ),
    (Moved(0, "A", "below", "B", 3, 3, level=True), "Teyne Water & Power ranks A below B, 3 places lower"),
    (
        Guaranteed(2, 5, 2, "company.release", 4),
        "for Saltmere not to “keep the plan before the court” becomes a want of its own, in place 2, just above "
        "“guarantee a minimum flow in summer” (Teyne Water & Power)",
    ),
    (
        Bound(3, "taken", 1),
        "Brackwater can no longer give up “grant the building permit” once it is taken up",
    ),
    (
        Bound(5, "dropped", 1),
        "Saltmere can no longer return to “keep the plan before the court” once it is given up",
    ),
    (
        Opened((1, 4), 1),
        "Teyne Water & Power (“guarantee a minimum flow in summer”) and Brackwater (“share the valley fund with "
        "Saltmere”) can sign in one step",
    ),
    (Removed(2, 1), "Teyne Water & Power gives “pay into a valley fund” out of its hands"),
    (Added(2, 1), "Teyne Water & Power comes to have “pay into a valley fund”"),
]


@pytest.mark.parametrize(("change", "words"), CHANGES, ids=[type(change).__name__ for change, _ in CHANGES])
def test_each_change_in_words(change: Change, words: str) -> None:
    assert change_in_words(change, DAM.case) == words


def found(session: Session, text: str, **settings: Any) -> Settlement:
    return settlement_of(session, Question("q", "settle", of=parse(text), of_text=text, settings=settings))


def said(session: Session, text: str, **settings: Any) -> str:
    return " ".join(settle_sentences(found(session, text, **settings), "it", session.case, session.structure.states))


def test_every_way_a_search_can_end() -> None:
    assert said(EUPHRATES, "syria.release").startswith("Smallest change, at a cost of 1: ")
    assert "Other ways at the same cost: 2." in said(EUPHRATES, "syria.release")
    assert said(EUPHRATES, "syria.escalate").startswith("It comes to hold as things are")
    assert "no state that can occur" in said(EUPHRATES, "syria.escalate and syria.release")
    assert said(EUPHRATES, "syria.release and iraq.attack", budget=50).startswith("No change cheaper than ")
    assert "Nothing leads from the status quo" in said(DAM, "company.fund", absent=["company.fund"], allow=["order"])
    assert "None of the changes" in said(EUPHRATES, "syria.release and iraq.attack", allow=["irreversible"])


def test_the_data_can_be_printed_and_the_table_has_every_way() -> None:
    detail, states = found(EUPHRATES, "syria.release"), EUPHRATES.structure.states
    data = json.loads(json.dumps(settle_data(detail, EUPHRATES.case, states), allow_nan=False))
    assert data["alternatives"][0]["changes"][0]["words"]
    assert data["holds_under"]
    assert len(settle_table(detail, EUPHRATES.case, Letters(EUPHRATES.case, states)).rows) == 3
    assert len(path_sentences(detail, EUPHRATES.case, states)) == len(data["path"])
