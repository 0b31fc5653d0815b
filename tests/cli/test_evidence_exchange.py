"""Items between cases, by the files of others: links, statuses and ids come over, nothing is believed by itself."""

import io
import json
from pathlib import Path

import pytest

from cli.letters import dispute
from cli.run import run

Capture = pytest.CaptureFixture[str]
CITED = ("a joint survey of the stock", "Iceland demands that Norway open its waters", "fair share of the catch")


@pytest.fixture
def case(capsys: Capture, tmp_path: Path) -> str:
    """The invented dispute, with three items: one accepted, one edited, one rejected, two of them linked."""
    case = dispute(capsys, tmp_path)
    add = ("evidence", "add", case, "claim.txt")
    survey, waters, catch = (run(capsys, *add, quote, "--who", "rules").out.strip() for quote in CITED)
    run(capsys, "evidence", "accept", case, survey, "--who", "Ann")
    run(capsys, "evidence", "edit", case, waters, "--set", "holder=ISL", "--who", "Ann")
    run(capsys, "evidence", "reject", case, catch, "--who", "Ann")
    run(capsys, "evidence", "link", case, survey, "contradicts", waters)
    run(capsys, "read", str(tmp_path / "claim.txt"), "--into", case, "--publisher", "The Courier", "--grade", "B")
    return case


@pytest.fixture
def other(capsys: Capture, tmp_path: Path) -> str:
    """Another case with the same documents."""
    (tmp_path / "other").mkdir()
    return dispute(capsys, tmp_path / "other")


def items(capsys: Capture, case: str) -> dict[str, dict]:
    found = run(capsys, "evidence", "list", case, "--json").data["items"]
    return {item["id"]: item for item in found}


def exported(capsys: Capture, case: str, file: Path, *words: str) -> str:
    assert run(capsys, "evidence", "export", case, "-o", str(file), *words).status == 0
    return str(file)


FORMATS = pytest.mark.parametrize("format", ["csv", "jsonld"])


@FORMATS
def test_ids_edits_and_links_come_over_and_statuses_are_told(
    capsys: Capture, tmp_path: Path, case: str, other: str, format: str
) -> None:
    file = exported(capsys, case, tmp_path / f"items.{format}", "--to", format)
    done = run(capsys, "evidence", "import", other, file, "--who", "Ben", "--json")
    theirs, mine = items(capsys, case), items(capsys, other)
    assert done.data["proposed"] == list(theirs) == list(mine)
    for id, item in theirs.items():
        assert (mine[id]["content"], mine[id]["contradicts"]) == (item["content"], item["contradicts"])
        assert mine[id]["status"] == "proposed"
    shown = run(capsys, "evidence", "show", other, next(iter(mine))).out
    assert "proposed by Ben: accepted by Ann on " in shown
    assert "in the imported file; proposed by rules on " in shown


@FORMATS
def test_ones_own_file_changes_nothing(capsys: Capture, tmp_path: Path, case: str, format: str) -> None:
    before = (Path(case) / "ledger.jsonl").read_bytes()
    file = exported(capsys, case, tmp_path / f"items.{format}", "--to", format)
    assert run(capsys, "evidence", "import", case, file).out == "0 proposed, 3 known, 0 left out.\n"
    assert (Path(case) / "ledger.jsonl").read_bytes() == before


def test_a_status_is_kept_when_asked(capsys: Capture, tmp_path: Path, case: str, other: str) -> None:
    file = exported(capsys, case, tmp_path / "items.jsonld")
    assert run(capsys, "evidence", "import", other, file, "--keep-status", "--who", "Ben").status == 0
    assert [i["status"] for i in items(capsys, other).values()] == ["accepted", "proposed", "rejected"]
    assert {i["reviewed"]["who"] for i in items(capsys, other).values()} == {"Ben"}


def test_a_cell_that_was_changed_is_named_and_nothing_is_changed(capsys: Capture, tmp_path: Path, case: str) -> None:
    file = Path(exported(capsys, case, tmp_path / "items.csv", "--to", "csv"))
    file.write_text(file.read_text(encoding="utf-8").replace(",ISL,", ",NOR,"), encoding="utf-8")
    done = run(capsys, "evidence", "import", case, str(file), "--json")
    assert len(done.data["differing"]) == 1
    assert "another content" in run(capsys, "evidence", "import", case, str(file)).err


@FORMATS
def test_what_is_piped_in_is_known_by_its_first_sign(
    capsys: Capture, case: str, other: str, monkeypatch: pytest.MonkeyPatch, format: str
) -> None:
    text = run(capsys, "evidence", "export", case, "--to", format).out
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
    assert run(capsys, "evidence", "import", other, "-").out.startswith("3 proposed")


def test_who_published_a_text_goes_out_with_its_items(capsys: Capture, case: str) -> None:
    page = json.loads(run(capsys, "evidence", "export", case).out)
    record = page["items"][0]["target"]["source"]["detente:csl"]
    assert (record["publisher"], record["custom"]["reliability"]) == ("The Courier", "B")
    table = run(capsys, "evidence", "export", case, "--to", "csv", "--json").data
    assert "The Courier" in table["text"]
    assert table["items"] == 3
