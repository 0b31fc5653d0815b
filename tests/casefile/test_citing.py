"""A draft's lines cite what was accepted, with their comments; what was not is said."""

import pytest

from detente.case.standing import grounds
from detente.casefile import append_to_ledger, check_folder, cite_accepted, propose, read_case
from detente.evidence.document import Document, Span
from detente.evidence.record import Evidence
from detente.evidence.review import Entry

TEXT = Document("The envoy said that the fleet would stay. The mayor would not say when.", name="note.txt")
STAY = Evidence.cite(TEXT, Span(20, 40), "claim")
WHEN_ = Evidence.cite(TEXT, Span(42, 70), "claim")
WHEN = "2025-08-07T09:30:00Z"
CASE = """format = 1
[case]
title = "T"
as_of = 2025-01-01
[party.a]
[party.a.option]
x = "X"  # what it does
y = "Y"
[[party.a.profile]]
weight = "d"
wants = [
  {{ want = "a.x", proposed = ["{0}"] }},  # from the envoy
  {{ want = "a.y", proposed = ["{0}", "{1}"] }},  # from both
]
[driver.d]
value = 0.5
range = [0.2, 0.9]
proposed = ["{1}"]
assumed = "a guess"
[[question]]
id = "q"
ask = "effect"
of = "a.x"
driver = "d"
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "case.toml").write_text(CASE.format(STAY.id, WHEN_.id), encoding="utf-8")
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "note.txt").write_text(TEXT.raw, encoding="utf-8")
    propose(tmp_path, [STAY, WHEN_], who="rules 1", when=WHEN)
    return tmp_path


def act(folder, name, item):
    append_to_ledger(folder, Entry(name, item.id, "a reader", WHEN))


def standings(folder):
    return {ground.key: ground.standing for ground in grounds(read_case(folder))}


def test_a_draft_has_no_findings_and_stands_on_nothing_but_proposals(folder):
    assert check_folder(folder)[1] == ()
    assert set(standings(folder).values()) == {"proposed"}


def test_what_is_accepted_is_cited_and_the_rest_waits(folder):
    act(folder, "accepted", STAY)
    assert [f.key for f in check_folder(folder)[1]] == [
        "party.a.profile[0].wants[0].proposed[0]",
        "party.a.profile[0].wants[1].proposed[0]",
    ]
    done = cite_accepted(folder)
    assert done.cited == ("party.a.profile[0].wants[0]", "party.a.profile[0].wants[1]")
    text = (folder / "case.toml").read_text(encoding="utf-8")
    assert "# from the envoy" in text
    assert "# what it does" in text
    assert check_folder(folder)[1] == ()
    assert standings(folder)["party.a.profile[0].wants[0]"] == "single-source"
    assert cite_accepted(folder).cited == ()


def test_what_has_an_assumption_of_its_own_is_left_to_a_person(folder):
    act(folder, "accepted", WHEN_)
    assert cite_accepted(folder).assumed == ("driver.d",)


def test_what_was_rejected_is_named(folder):
    act(folder, "rejected", STAY)
    assert cite_accepted(folder).dropped == ("party.a.profile[0].wants[0]", "party.a.profile[0].wants[1]")
    assert {f.kind for f in check_folder(folder)[1]} == {"evidence"}
