"""A draft as text: it reads as a case, says what each line comes from, and drops what decides nothing."""

from datetime import date

import pytest

from detente.case.check import check_case
from detente.case.drafting.model import (
    PLACEHOLDER,
    Draft,
    DraftDriver,
    DraftEvent,
    DraftOption,
    DraftParty,
    DraftProfile,
    DraftQuestion,
    DraftWant,
)
from detente.casefile import parse_case
from detente.casefile.draft import settled
from detente.casefile.draft_text import draft_text
from detente.evidence.document import Document, Span
from detente.evidence.ledger import Item, Stamp
from detente.evidence.record import Evidence

TEXT = Document("Alpha wants the fleet to leave. \x1b[2J\u202e“Never”, said Beta.\nIt left.", name="note.txt")
STAMP = Stamp("rules 1", "2025-08-07T09:30:00Z")
LEAVE = Evidence.cite(TEXT, Span(12, 30), "demand", holder="ALPHA")
NEVER = Evidence.cite(TEXT, Span(32, 64), "quote", speaker_text="Beta")


def item(content: Evidence, status: str = "proposed") -> Item:
    return Item(content.id, content, status, STAMP)


def draft(*wants: DraftWant, **more) -> Draft:
    alpha = DraftParty("alpha", "Alpha", "ALPHA", (DraftOption("ask", "Ask", (LEAVE.id,)),), profiles=())
    beta = DraftParty(
        "beta",
        "Beta",
        "BETA",
        (DraftOption("leave", "Take the fleet away"),),
        (DraftProfile("main", (DraftWant("not beta.leave", (NEVER.id,)),)),),
    )
    main = DraftProfile("main", wants or (DraftWant("beta.leave", (LEAVE.id,)), DraftWant("alpha.ask", assumed="x")))
    alpha = DraftParty(alpha.id, alpha.name, alpha.actor, alpha.options, (main,))
    return Draft("T", date(2025, 8, 7), (alpha, beta), **more)


ITEMS = {LEAVE.id: item(LEAVE), NEVER.id: item(NEVER)}


def test_it_reads_as_a_case_and_marks_what_waits() -> None:
    text = draft_text(draft(), ITEMS)
    case = parse_case(text)
    assert [party.id for party in case.parties] == ["alpha", "beta"]
    want = f'{{ want = "beta.leave", proposed = ["{LEAVE.id}"] }}'
    assert f"{want},  # Alpha, demanding: “the fleet to leave” ({LEAVE.id})" in text
    assert f'ask = "Ask"  # proposed: {LEAVE.id}' in text
    assert case.party("alpha").profiles[0].wants[0].warrant.proposed == (LEAVE.id,)


def test_what_was_accepted_is_cited() -> None:
    text = draft_text(draft(), ITEMS | {LEAVE.id: item(LEAVE, "accepted")})
    assert f'evidence = ["{LEAVE.id}"]' in text
    assert f'proposed = ["{NEVER.id}"]' in text


def test_words_of_a_document_stay_on_their_line_and_act_on_nothing() -> None:
    text = draft_text(draft(), ITEMS)
    assert not set(text) & {"\x1b", "\u202e"}
    assert "[2J “Never”, said Beta. It left" in text


@pytest.mark.parametrize(
    ("more", "gone"),
    [
        ({"events": (DraftEvent("gone", "alpha.ask"),)}, "[event]"),
        ({"drivers": (DraftDriver("mood", "m", 0.5, 0.4, 0.6, (LEAVE.id,)),)}, "driver.mood"),
    ],
)
def test_what_nobody_uses_is_dropped(more: dict, gone: str) -> None:
    assert gone in draft_text(draft(**more), ITEMS)
    assert gone not in draft_text(settled(draft(**more)), ITEMS)


def test_a_question_about_a_number_that_moves_nothing_is_dropped_with_it() -> None:
    mood = DraftDriver("mood", "m", 0.5, 0.4, 0.6, (LEAVE.id,))
    swept = DraftQuestion("q", "How?", "effect", of="beta.leave", driver="mood")
    found = settled(draft(drivers=(mood,), questions=(swept,)))
    assert (found.drivers, found.questions) == ((), ())


def test_a_want_that_decides_nothing_is_listed_as_left_out() -> None:
    twice = draft(DraftWant("beta.leave", (LEAVE.id,)), DraftWant("beta.leave or beta.leave", (NEVER.id,)))
    found = settled(twice)
    assert [want.text for want in found.parties[0].profiles[0].wants] == ["beta.leave", "not alpha.ask"]
    assert NEVER.id in found.left_out[0].what


def test_an_option_that_nobody_minds_costs_its_owner_something() -> None:
    found = settled(draft(DraftWant("beta.leave", (LEAVE.id,))))
    assert found.parties[0].profiles[0].wants[-1].assumed.startswith(PLACEHOLDER)
    assert {each.kind for each in check_case(parse_case(draft_text(found, ITEMS)))} == {"evidence"}  # no ledger


def test_a_question_keeps_its_settings() -> None:
    scores = {"alpha": {"A": {"x y": 1}, "B": {"x y": 2}}}
    settings = {"alternatives": ["A", "B"], "criteria": {"x y": 1}, "scores": scores}
    asked = DraftQuestion("q", "Where?", "choose", settings=settings)
    case = parse_case(draft_text(draft(questions=(asked,)), ITEMS))
    assert case.questions[0].settings["criteria"] == {"x y": 1}
