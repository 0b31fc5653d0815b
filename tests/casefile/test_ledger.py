"""The ledger file: appended to, never rewritten, nothing half written."""

import pytest

from detente.casefile import append_to_ledger, read_case, read_ledger
from detente.errors import CaseError, EvidenceError, FileProblem
from detente.evidence.document import Document, Span
from detente.evidence.ledger import Ledger
from detente.evidence.record import Evidence
from detente.evidence.review import Entry

TEXT = Document("The envoy said: “We will sign in May.” The mayor would not say when.", name="note.txt")
ITEMS = [Evidence.cite(TEXT, span, "quote", form="direct") for span in (Span(17, 36), Span(42, 67))]
WHEN = "2025-08-07T09:30:00Z"


def entry(act: str, item: Evidence = ITEMS[0], **more) -> Entry:
    content = {"content": item} if act == "proposed" else {}
    return Entry(act=act, item=item.id, who="a reader", when=WHEN, **content, **more)


def test_a_folder_without_a_ledger_has_an_empty_one(tmp_path):
    assert read_ledger(tmp_path).entries == ()


def test_entries_stand_behind_those_that_stood_there_byte_for_byte(tmp_path):
    append_to_ledger(tmp_path, entry("proposed"))
    first = (tmp_path / "ledger.jsonl").read_bytes()
    after = append_to_ledger(tmp_path, entry("accepted"), entry("proposed", ITEMS[1]))
    assert (tmp_path / "ledger.jsonl").read_bytes().startswith(first)
    assert read_ledger(tmp_path) == after
    assert after.find(ITEMS[0].id).warrants
    assert len(after.entries) == 3


def test_a_missing_last_line_end_is_made_good(tmp_path):
    append_to_ledger(tmp_path, entry("proposed"))
    file = tmp_path / "ledger.jsonl"
    file.write_bytes(file.read_bytes().rstrip(b"\n"))
    assert len(append_to_ledger(tmp_path, entry("accepted")).entries) == 2
    assert len(read_ledger(tmp_path).entries) == 2


def test_what_is_not_possible_is_not_written(tmp_path):
    append_to_ledger(tmp_path, entry("proposed"))
    before = (tmp_path / "ledger.jsonl").read_bytes()
    with pytest.raises(EvidenceError):
        append_to_ledger(tmp_path, entry("proposed", ITEMS[1]), entry("retracted"))
    assert (tmp_path / "ledger.jsonl").read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["ledger.jsonl"]


def test_nothing_is_put_behind_a_broken_ledger(tmp_path):
    append_to_ledger(tmp_path, entry("proposed"), entry("accepted"))
    file = tmp_path / "ledger.jsonl"
    file.write_text(file.read_text().replace("a reader", "A reader", 1))
    with pytest.raises(CaseError, match=r"ledger\.jsonl:1: .*changed"):
        append_to_ledger(tmp_path, entry("proposed", ITEMS[1]))


def test_a_case_has_its_ledger(tmp_path):
    (tmp_path / "case.toml").write_text(
        'format = 1\n[case]\ntitle = "T"\nas_of = 2025-01-01\n[party.a.option]\nx = "X"\n', encoding="utf-8"
    )
    append_to_ledger(tmp_path, entry("proposed"))
    assert list(read_case(tmp_path).ledger.items) == [ITEMS[0].id]


def test_a_folder_that_is_a_file(tmp_path):
    (tmp_path / "case").write_text("x")
    with pytest.raises(FileProblem, match="this is a file; expected a folder"):
        append_to_ledger(tmp_path / "case", entry("proposed"))


def test_what_was_read_is_not_read_again_to_append(tmp_path, monkeypatch):
    known = append_to_ledger(tmp_path, entry("proposed"))

    def refuse(*args, **more):
        raise AssertionError("the ledger was read again")

    monkeypatch.setattr(Ledger, "parse", refuse)
    known = append_to_ledger(tmp_path, entry("accepted"), known=known)
    monkeypatch.undo()
    assert read_ledger(tmp_path) == known


def test_what_another_wrote_since_is_read_before_appending(tmp_path):
    known = append_to_ledger(tmp_path, entry("proposed"))
    append_to_ledger(tmp_path, entry("rejected"))
    after = append_to_ledger(tmp_path, entry("accepted"), known=known)
    assert [each.act for each in after.entries] == ["proposed", "rejected", "accepted"]
    path = tmp_path / "ledger.jsonl"
    path.write_bytes(path.read_bytes().replace(b"a reader", b"a rEader"))
    with pytest.raises(CaseError, match=r"ledger\.jsonl:1: it was changed"):
        append_to_ledger(tmp_path, entry("retracted"), known=after)
