"""Evidence at the terminal: proposed once, reviewed with one key each, exchanged, found again or orphaned."""

import io
import json
import socket
from pathlib import Path

import pytest

from cli.letters import CLAIM, dispute
from cli.run import run
from detente.evidence.extraction import load_model

Capture = pytest.CaptureFixture[str]
needs_parse = pytest.mark.skipif(load_model() is None, reason="detente[nlp] is not installed")


@pytest.fixture
def case(capsys: Capture, tmp_path: Path) -> str:
    """The invented dispute, read."""
    return dispute(capsys, tmp_path)


def items(capsys: Capture, case: str, *words: str) -> list[dict]:
    return run(capsys, "evidence", "list", case, "--json", *words).data["items"]


def typed(monkeypatch: pytest.MonkeyPatch, keys: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(keys))


# ---- extract ----------------------------------------------------------------------------------


@needs_parse
def test_a_second_extraction_proposes_nothing(capsys: Capture, case: str) -> None:
    first = run(capsys, "evidence", "extract", case, "--json")
    assert first.status == 0
    assert first.data["extractor"].startswith("rules with en_core_web_sm")
    assert first.data["kinds"]["demand"] >= 4
    before = (Path(case) / "ledger.jsonl").read_bytes()
    again = run(capsys, "evidence", "extract", case, "--json").data
    assert (again["new"], again["known"], again["contradictions"]) == ([], len(first.data["new"]), [])
    assert (Path(case) / "ledger.jsonl").read_bytes() == before


def test_without_a_parse_the_half_that_needs_none_is_read_and_the_rest_named(capsys: Capture, case: str) -> None:
    done = run(capsys, "evidence", "extract", case, "--no-parse")
    assert done.status == 0
    assert "detente[nlp]" in done.err
    kinds = {item["content"]["kind"] for item in items(capsys, case)}
    assert {"mention", "quote", "poll", "status"} <= kinds
    assert "demand" not in kinds


@needs_parse
def test_a_parse_betters_what_was_read_without_one_and_not_the_other_way(capsys: Capture, case: str) -> None:
    run(capsys, "evidence", "extract", case, "--no-parse")
    better = run(capsys, "evidence", "extract", case, "--json").data
    assert better["superseded"]
    quotes = [item for item in items(capsys, case, "--kind", "quote") if not item["superseded_by"]]
    assert any(item["content"].get("speaker") == "ISL" for item in quotes)
    assert run(capsys, "evidence", "extract", case, "--no-parse", "--json").data["new"] == []


def test_what_a_person_decided_is_not_superseded(capsys: Capture, case: str) -> None:
    run(capsys, "evidence", "extract", case, "--no-parse")
    quote = items(capsys, case, "--kind", "quote")[0]["id"]
    run(capsys, "evidence", "accept", case, quote)
    run(capsys, "evidence", "extract", case)
    kept = run(capsys, "evidence", "show", case, quote, "--json").data["item"]
    assert (kept["status"], kept["superseded_by"]) == ("accepted", [])


def test_one_document_alone(capsys: Capture, case: str) -> None:
    run(capsys, "evidence", "extract", case, "denial.txt", "--no-parse")
    assert {item["document"] for item in items(capsys, case)} == {"denial.txt"}
    done = run(capsys, "evidence", "extract", case, "denail.txt")
    assert done.status == 2
    assert 'did you mean "denial.txt"' in done.err


@needs_parse
def test_a_denial_is_linked_to_what_it_denies_until_somebody_takes_the_link_back(capsys: Capture, case: str) -> None:
    run(capsys, "evidence", "extract", case)
    pair = items(capsys, case, "--contradicted", "--kind", "demand")
    assert [item["document"] for item in pair] == ["claim.txt", "denial.txt"]
    assert pair[0]["contradicts"] == [pair[1]["id"]]
    done = run(capsys, "evidence", "link", case, pair[0]["id"], "contradicts", pair[1]["id"], "--undo")
    assert done.status == 0
    run(capsys, "evidence", "extract", case)
    assert items(capsys, case, "--contradicted", "--kind", "demand") == []


def test_no_command_on_evidence_opens_a_socket(capsys: Capture, case: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: object, **more: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    typed(monkeypatch, "aq")
    calls = (["extract"], ["list"], ["review", "--kind", "poll"], ["verify"], ["reanchor"], ["export"])
    for name, *words in calls:
        assert run(capsys, "evidence", name, case, *words).status == 0


# ---- list, show -------------------------------------------------------------------------------


@needs_parse
@pytest.mark.parametrize(
    ("words", "least"),
    [
        (["--party", "Iceland", "--kind", "demand"], 3),
        (["--party", "NOR", "--kind", "demand"], 2),
        (["--kind", "poll"], 1),
        (["--document", "denial.txt", "--kind", "quote"], 2),
        (["--status", "proposed", "--kind", "demand", "--kind", "poll"], 5),
        (["--status", "accepted"], 0),
    ],
)
def test_lists_are_narrowed(capsys: Capture, case: str, words: list[str], least: int) -> None:
    run(capsys, "evidence", "extract", case)
    everything, some = items(capsys, case), items(capsys, case, *words)
    assert least <= len(some) < len(everything)
    assert run(capsys, "evidence", "list", case, *words).status == 0


def test_show_has_the_passage_in_context_and_its_history(capsys: Capture, case: str) -> None:
    id = run(capsys, "evidence", "add", case, "claim.txt", "a joint survey of the stock", "--who", "Ann").out.strip()
    shown = run(capsys, "evidence", "show", case, id).out
    assert "claim.txt, line 5" in shown
    assert "It also insists on ⟦a joint survey of the stock⟧" in shown
    assert "proposed by Ann" in shown


def test_signs_that_a_terminal_acts_on_are_written_out(capsys: Capture, tmp_path: Path, case: str) -> None:
    bad = tmp_path / "bad.txt"
    bad.write_text(
        "The envoy said “we \x1b[2Jwill sign \u202etxt.exe” on Monday.\n\nIt was late.\n", encoding="utf-8"
    )
    run(capsys, "read", str(bad), "--into", case)
    run(capsys, "evidence", "extract", case, "bad.txt", "--no-parse")
    shown = [run(capsys, "evidence", name, case).out for name in ("list",)]
    shown += [run(capsys, "read", str(bad)).out]
    ids = [item["id"] for item in items(capsys, case, "--kind", "quote")]
    shown += [run(capsys, "evidence", "show", case, id).out for id in ids]
    assert ids
    for text in shown:
        assert "\x1b[2J" not in text
        assert "\u202e" not in text
    exact = items(capsys, case, "--kind", "quote")[0]["content"]["exact"]
    assert exact == "we \x1b[2Jwill sign \u202etxt.exe"


# ---- acts -------------------------------------------------------------------------------------


def test_an_item_is_edited_and_keeps_its_id(capsys: Capture, case: str) -> None:
    id = run(capsys, "evidence", "add", case, "claim.txt", "a joint survey of the stock").out.strip()
    done = run(
        capsys, "evidence", "edit", case, id, "--set", "holder=ISL", "--set", "hedged=true", "--quote", "joint survey"
    )
    assert done.status == 0
    content = run(capsys, "evidence", "show", case, id, "--json").data["item"]["content"]
    assert (content["holder"], content["hedged"], content["exact"]) == ("ISL", True, "joint survey")
    assert run(capsys, "evidence", "edit", case, id, "--set", "holder=").status == 0
    assert "holder" not in run(capsys, "evidence", "show", case, id, "--json").data["item"]["content"]
    assert run(capsys, "evidence", "verify", case).status == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["edit", "{}", "--set", "holdr=USA"], 'did you mean "holder"'),
        (["edit", "{}", "--set", "start=4"], "no field"),
        (["edit", "{}", "--set", "value=many"], "expected a number"),
        (["edit", "{}", "--set", "holder"], "FIELD=VALUE"),
        (["edit", "{}", "--quote", "not there at all"], "is not in the text"),
        (["edit", "{}"], "nothing of it is changed"),
        (["retract", "{}"], "not accepted"),
        (["accept"], "name items"),
        (["link", "{}", "contradicts", "{}"], "linked to itself"),
        (["list", "--party", "Atlantis"], "no item names"),
        (["import", "nowhere.csv"], "no such file"),
    ],
)
def test_what_cannot_be_done_is_one_message(capsys: Capture, case: str, words: list[str], said: str) -> None:
    id = run(capsys, "evidence", "add", case, "claim.txt", "a joint survey of the stock").out.strip()
    done = run(capsys, "evidence", words[0], case, *(word.format(id) for word in words[1:]))
    assert done.status == 2
    assert said in done.err
    assert "Traceback" not in done.err


def test_all_of_a_kind_are_rejected_at_once(capsys: Capture, case: str) -> None:
    run(capsys, "evidence", "extract", case, "--no-parse")
    run(capsys, "evidence", "reject", case, "--kind", "mention", "--why", "noise")
    assert items(capsys, case, "--kind", "mention", "--status", "proposed") == []


# ---- review -----------------------------------------------------------------------------------


def reviewed(capsys: Capture, monkeypatch: pytest.MonkeyPatch, case: str, keys: str, *words: str):
    typed(monkeypatch, keys)
    return run(capsys, "evidence", "review", case, "--who", "Ann", *words)


@needs_parse
def test_review_takes_one_key_an_item(capsys: Capture, monkeypatch: pytest.MonkeyPatch, case: str) -> None:
    run(capsys, "evidence", "extract", case)
    before = [item["id"] for item in items(capsys, case, "--kind", "demand")]
    done = reviewed(capsys, monkeypatch, case, "?arxs" + "q", "--kind", "demand")
    assert done.status == 0
    assert "accept: a number" in done.err
    assert "'x' is no key here" in done.err
    assert f"1 accepted, 1 rejected; {len(before) - 2} of {len(before)} wait" in done.err
    statuses = {item["id"]: item["status"] for item in items(capsys, case, "--kind", "demand")}
    assert [statuses[id] for id in before[:3]] == ["accepted", "rejected", "proposed"]
    assert "Iceland drops its mackerel quota" in done.out


@needs_parse
def test_back_takes_an_acceptance_back_and_a_rejection_too(
    capsys: Capture, monkeypatch: pytest.MonkeyPatch, case: str
) -> None:
    run(capsys, "evidence", "extract", case)
    reviewed(capsys, monkeypatch, case, "abrrbaq", "--kind", "demand")
    found = items(capsys, case, "--kind", "demand")
    assert [item["status"] for item in found[:2]] == ["retracted", "accepted"]


@needs_parse
def test_items_are_edited_and_linked_in_review(capsys: Capture, monkeypatch: pytest.MonkeyPatch, case: str) -> None:
    run(capsys, "evidence", "extract", case)
    first, second = (item["id"] for item in items(capsys, case, "--kind", "demand")[:2])
    keys = f"eholder=ISL\nhedged=true\n\nesatnce=denied\n\nlcontradicts {second}\naq"
    done = reviewed(capsys, monkeypatch, case, keys, "--kind", "demand")
    found = run(capsys, "evidence", "show", case, first, "--json").data["item"]
    assert (found["content"]["holder"], found["content"]["hedged"], found["status"]) == ("ISL", True, "accepted")
    assert second in found["contradicts"]
    assert 'did you mean "stance"' in done.err


def test_the_end_of_what_is_typed_ends_the_review(
    capsys: Capture, monkeypatch: pytest.MonkeyPatch, case: str
) -> None:
    run(capsys, "evidence", "extract", case, "--no-parse")
    done = reviewed(capsys, monkeypatch, case, "a")
    assert done.status == 0
    assert len(items(capsys, case, "--status", "accepted")) == 1
    assert "passed over" in done.err


def test_nothing_is_lost_when_the_review_is_interrupted(
    capsys: Capture, monkeypatch: pytest.MonkeyPatch, case: str
) -> None:
    class Interrupted(io.StringIO):
        def read(self, size: int | None = -1) -> str:
            found = super().read(size)
            if not found:
                raise KeyboardInterrupt
            return found

    run(capsys, "evidence", "extract", case, "--no-parse")
    monkeypatch.setattr("sys.stdin", Interrupted("ar"))
    done = run(capsys, "evidence", "review", case)
    assert done.status == 130
    assert "1 accepted, 1 rejected" in done.err
    assert len(items(capsys, case, "--status", "accepted")) == 1
    assert run(capsys, "evidence", "verify", case).status == 0


# ---- files ------------------------------------------------------------------------------------


@pytest.mark.parametrize("format", ["csv", "jsonld"])
def test_what_is_exported_can_be_imported_into_another_case(
    capsys: Capture, tmp_path: Path, case: str, format: str
) -> None:
    run(capsys, "evidence", "extract", case, "--no-parse")
    file = str(tmp_path / f"items.{format}")
    assert run(capsys, "evidence", "export", case, "--to", format, "-o", file).status == 0
    (tmp_path / "other").mkdir()
    other = dispute(capsys, tmp_path / "other")
    done = run(capsys, "evidence", "import", other, file, "--who", "Ann")
    assert done.status == 0
    assert [i["id"] for i in items(capsys, other)] == [i["id"] for i in items(capsys, case)]
    assert {i["proposed"]["who"] for i in items(capsys, other)} == {"Ann"}
    assert run(capsys, "evidence", "import", other, file).out.startswith("0 proposed")


def test_items_of_a_document_that_is_not_here_are_left_out_and_said(
    capsys: Capture, tmp_path: Path, case: str
) -> None:
    run(capsys, "evidence", "extract", case, "--no-parse")
    file = str(tmp_path / "items.csv")
    run(capsys, "evidence", "export", case, "--to", "csv", "-o", file)
    bare = str(tmp_path / "bare")
    run(capsys, "new", bare)
    done = run(capsys, "evidence", "import", bare, file)
    assert done.status == 1
    assert "not in the case" in done.err
    assert items(capsys, bare) == []


def test_after_an_edit_passages_are_found_exactly_or_are_orphans(capsys: Capture, tmp_path: Path, case: str) -> None:
    run(capsys, "evidence", "extract", case, "claim.txt", "--no-parse")
    before = {item["id"] for item in items(capsys, case)}
    edited = tmp_path / "claim.txt"
    edited.write_text(
        CLAIM.replace("Six in ten", "Seven in ten").replace("Norway and", "So Norway and"), encoding="utf-8"
    )
    run(capsys, "read", str(edited), "--into", case, "--force")
    assert run(capsys, "evidence", "verify", case).status == 1
    done = run(capsys, "evidence", "reanchor", case, "--json")
    assert done.status == 1
    found, orphans = set(done.data["reanchored"]), set(done.data["orphans"])
    assert found | orphans == before
    polls = {item["id"] for item in items(capsys, case, "--kind", "poll")}
    assert polls <= orphans
    assert found
    raw = edited.read_text(encoding="utf-8")
    for item in items(capsys, case):
        if item["id"] in found:
            content = item["content"]
            assert raw[content["start"] : content["end"]] == content["exact"]
    assert len(run(capsys, "evidence", "verify", case, "--json").data["problems"]) == len(orphans)


def test_check_finds_what_is_cited_from_a_text_that_is_gone(capsys: Capture, case: str) -> None:
    quotes = ("a joint survey of the stock", "Iceland demands that Norway open its waters", "fair share of the catch")
    add = ("evidence", "add", case, "claim.txt")
    ids = [run(capsys, *add, quote, "--accept").out.strip() for quote in quotes]
    file = Path(case) / "case.toml"
    text = file.read_text(encoding="utf-8")
    cited = f"[driver.catch]\nvalue = 0.5\nevidence = {json.dumps(ids[:2])}\n"
    cited += f"[driver.fleet]\nvalue = 1\nevidence = {json.dumps(ids[2:])}\n"
    file.write_text(text + "\n" + cited, encoding="utf-8")
    before = run(capsys, "check", case, "--json").data["findings"]
    (Path(case) / "documents" / "claim.txt").unlink()
    (Path(case) / "documents" / "claim.txt.toml").unlink()
    done = run(capsys, "check", case, "--json")
    (new,) = [finding for finding in done.data["findings"] if finding not in before]
    assert (new["kind"], new["key"]) == ("evidence", "driver.catch.evidence[0]")
    assert all(id in new["message"] for id in ids)
    assert "detente evidence reanchor" in new["message"]
    assert done.data["rests_on"]["orphaned"] == 2


def test_verify_holds_the_ledger_to_a_noted_hash(capsys: Capture, case: str) -> None:
    run(capsys, "evidence", "add", case, "claim.txt", "a joint survey of the stock")
    head = run(capsys, "evidence", "verify", case, "--json").data["head"]
    assert run(capsys, "evidence", "verify", case, "--head", head).status == 0
    ledger = Path(case) / "ledger.jsonl"
    ledger.write_text("", encoding="utf-8")
    assert run(capsys, "evidence", "verify", case, "--head", head).status == 1


def test_a_changed_line_is_named(capsys: Capture, case: str) -> None:
    run(capsys, "evidence", "add", case, "claim.txt", "a joint survey of the stock", "--accept")
    ledger = Path(case) / "ledger.jsonl"
    ledger.write_text(ledger.read_text(encoding="utf-8").replace("survey", "surwey"), encoding="utf-8")
    done = run(capsys, "evidence", "verify", case, "--json")
    assert done.status == 1
    assert "ledger.jsonl:1" in json.dumps(done.data)
    assert run(capsys, "evidence", "list", case).status == 2
