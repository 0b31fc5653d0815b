"""All evidence in a report: by party and kind, in context, graded, contradictions side by side."""

from dataclasses import replace

import pytest

from detente.analysis.session import Session
from detente.case import Assumed
from detente.casefile import bundled, parse_case, read_case
from detente.evidence.document import Document, Span
from detente.evidence.ledger import Entry, Ledger
from detente.evidence.record import Evidence
from detente.evidence.source import Source
from detente.report.evidence import OTHERS, evidence_of
from detente.report.page import page_of

WHEN = "2025-08-07T09:30:00Z"
TEXT = Document(
    "A heading\nThe envoy of Norway said that the fleet would stay until May. <b>It</b> left.\n"
    "Norway denied that the fleet would stay until May. Iceland was silent.",
    name="note.txt",
)
CASE = parse_case(
    'format = 1\n[case]\ntitle = "T"\nas_of = 2025-01-01\n[party.norway]\nname = "Norway"\n[party.norway.option]\n'
    'stay = "Stay"\n[[party.norway.profile]]\nassumed = "so"\nwants = ["norway.stay"]\n'
)


def item(words: str, kind: str = "claim", *, last: bool = False, **body: object) -> Evidence:
    start = TEXT.raw.rindex(words) if last else TEXT.raw.index(words)
    return Evidence.cite(TEXT, Span(start, start + len(words)), kind, **body)


CLAIM = item("the fleet would stay until May", holder="NOR", stance="reported_by_unnamed", speaker_text="the envoy")
SAME = item("that the fleet would stay", "quote", speaker="NOR")
DENIAL = item("the fleet would stay until May", last=True, holder="NOR", stance="denied", credibility=2)
SILENT = item("Iceland was silent")
NAMED = item("Norway", "mention", actor="NOR", acts_for="NOR")
OLD = item("<b>It</b> left")


@pytest.fixture
def case():
    contents = (CLAIM, SAME, DENIAL, SILENT, NAMED, OLD)
    acts = [Entry.propose(content, who="w", when=WHEN) for content in contents]
    acts += [Entry("accepted", CLAIM.id, "w", WHEN), Entry("supersedes", SILENT.id, "w", WHEN, other=OLD.id)]
    acts += [Entry("contradicts", DENIAL.id, "w", WHEN, other=each.id) for each in (CLAIM, SAME)]
    source = Source.of(replace(TEXT, publisher="The Courier", date="2025-08-06"), reliability="C")
    return replace(CASE, documents={"note.txt": TEXT}, sources={"note.txt": source}, ledger=Ledger().appended(*acts))


def test_it_is_listed_by_party_and_kind_and_what_is_no_claim_is_counted(case) -> None:
    found = evidence_of(case, {})
    listed = {name: {kind: [p.id for p in passages] for kind, passages in kinds} for name, kinds in found.parties}
    assert listed == {
        "Norway": {"claim": [CLAIM.id, DENIAL.id], "quote": [SAME.id]},
        OTHERS: {"claim": [SILENT.id]},
    }
    assert found.not_listed == 2


def test_a_passage_stands_in_its_paragraph_with_voice_place_grade_and_stance(case) -> None:
    found = evidence_of(case, {CLAIM.id: 3}).known[CLAIM.id]
    assert found.before == "The envoy of Norway said that "
    assert found.after == ". <b>It</b> left."
    assert found.where == "note.txt, line 2, The Courier, 2025-08-06"
    assert found.voice == "the envoy (Norway)"
    assert (found.stance, found.status, found.number) == ("reported by somebody unnamed", "accepted", 3)
    assert (found.grade, found.unverified) == ("C–", True)
    assert "fairly reliable" in found.grade_words
    assert evidence_of(case, {}).known[DENIAL.id].grade == "C2"


def test_the_weightier_voice_stands_on_the_right_and_the_same_words_stand_once(case) -> None:
    pairs = [(one.id, other.id) for one, other in evidence_of(case, {}).contradictions]
    assert pairs == [(SAME.id, DENIAL.id)]


def test_an_orphan_says_so(case) -> None:
    found = evidence_of(replace(case, documents={}, sources={}), {}).known[CLAIM.id]
    assert (found.before, found.after) == ("", "")
    assert "not in the case" in found.where


def test_the_page_shows_it_and_runs_nothing_of_it(case) -> None:
    page = page_of(Session(case))
    assert "All evidence, by party and kind" in page
    assert "<mark>the fleet would stay until May</mark>" in page
    assert "&lt;b&gt;It&lt;/b&gt; left" in page
    assert "<b>It</b>" not in page


def test_every_item_of_a_bundled_case_is_shown() -> None:
    case = read_case(bundled("teyne-dam"))
    page = page_of(Session(case))
    for item in case.ledger.items.values():
        assert f"<code>{item.id}</code>" in page


def test_items_named_in_a_reason_or_against_another_lead_to_their_passages(case) -> None:
    (party,) = case.parties
    reason = f"proposed by {CLAIM.id} and {NAMED.id}"
    profile = replace(party.profiles[0], warrant=Assumed(reason))
    page = page_of(Session(replace(case, parties=(replace(party, profiles=(profile,)),))))
    linked = f'<a href="#i-{CLAIM.id}">{CLAIM.id}</a>'
    assert f"proposed by {linked} and {NAMED.id}<" in page  # who is only named is not listed, so nothing to lead to
    assert f"contradicted by {linked}" in page
    assert f'<li id="i-{CLAIM.id}">' in page
