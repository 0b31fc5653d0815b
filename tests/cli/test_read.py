"""Documents taken in: what they do not say is said by their reader or stays unknown, and copies are noticed."""

import io
import tomllib
from pathlib import Path

import pytest

from cli.letters import CLAIM, dispute
from cli.run import run

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def case(capsys: Capture, tmp_path: Path) -> str:
    return dispute(capsys, tmp_path)


def sidecar(case: str, name: str) -> dict:
    return tomllib.loads((Path(case) / "documents" / f"{name}.toml").read_text(encoding="utf-8"))


def test_what_the_reader_says_is_kept(capsys: Capture, tmp_path: Path, case: str) -> None:
    page = tmp_path / "note.txt"
    page.write_text("The toll was raised.\n\nNobody was asked.\n", encoding="utf-8")
    said = ["--date", "2031-03", "--publisher", "The Courier", "--grade", "C", "--author", "A. Voss"]
    assert run(capsys, "read", str(page), "--into", case, *said).status == 0
    kept = sidecar(case, "note.txt")
    assert (kept["date"], kept["publisher"], kept["author"]) == ("2031-03", "The Courier", "A. Voss")
    assert kept["source"]["reliability"] == "C"


def test_what_nobody_says_stays_unknown(case: str) -> None:
    assert {"date", "author", "publisher", "url"}.isdisjoint(sidecar(case, "claim.txt"))


def test_asked_at_a_terminal_an_empty_answer_is_unknown(
    capsys: Capture, tmp_path: Path, case: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = tmp_path / "note.txt"
    page.write_text("The toll was raised.\n\nNobody was asked.\n", encoding="utf-8")
    monkeypatch.setattr("sys.stdin", io.StringIO("\n2031-03-04\n\n\n"))
    assert run(capsys, "read", str(page), "--into", case, "--ask").status == 0
    kept = sidecar(case, "note.txt")
    assert kept["date"] == "2031-03-04"
    assert {"author", "publisher"}.isdisjoint(kept)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--date", "last May"], "EDTF"),
        (["--grade", "G"], "G"),
        (["--into", "nowhere"], "nowhere"),
        (["--kind", "htlm"], 'did you mean "html"'),
    ],
)
def test_wrong_words_are_one_message(capsys: Capture, tmp_path: Path, words: list[str], said: str) -> None:
    page = tmp_path / "note.txt"
    page.write_text("The toll was raised.\n", encoding="utf-8")
    done = run(capsys, "read", str(page), *words)
    assert done.status == 2
    assert said in done.err


def test_a_document_is_not_read_into_another(
    capsys: Capture, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("note.txt").write_text("The toll was raised.\n", encoding="utf-8")
    done = run(capsys, "read", "note.txt", "--into", "note.txt")
    assert (done.status, "this file is no case" in done.err) == (2, True)
    assert not Path("documents").exists()


def test_a_fact_is_said_of_one_document(capsys: Capture, tmp_path: Path, case: str) -> None:
    done = run(capsys, "read", str(tmp_path / "claim.txt"), str(tmp_path / "denial.txt"), "--date", "2031")
    assert done.status == 2
    assert "one document" in done.err


def test_a_copy_under_another_name_is_the_same_story(capsys: Capture, tmp_path: Path, case: str) -> None:
    copy = tmp_path / "wire.txt"
    copy.write_text(CLAIM.replace("Six in ten", "60 per cent of all"), encoding="utf-8")
    done = run(capsys, "read", str(copy), "--into", case)
    assert done.status == 0
    assert "the same story as claim.txt" in done.err
