"""Documents named again, edited where they stand, or read wrongly: what was said of them stays."""

import io
import json
import tomllib
from pathlib import Path

import pytest

from cli.letters import dispute
from cli.run import Done, run

Capture = pytest.CaptureFixture[str]
TOLL = "The toll was raised.\n\nNobody was asked.\n"
SAID = [
    "--date",
    "2031-03",
    "--title",
    "The toll",
    "--publisher",
    "The Courier",
    "--grade",
    "C",
    "--author",
    "A. Voss",
]


@pytest.fixture
def case(capsys: Capture, tmp_path: Path) -> str:
    return dispute(capsys, tmp_path)


@pytest.fixture
def note(capsys: Capture, tmp_path: Path, case: str) -> str:
    """A note in the case of which everything was said."""
    page = tmp_path / "note.txt"
    page.write_text(TOLL, encoding="utf-8")
    assert run(capsys, "read", str(page), "--into", case, *SAID).status == 0
    return str(page)


def sidecar(case: str, name: str) -> dict:
    return tomllib.loads((Path(case) / "documents" / f"{name}.toml").read_text(encoding="utf-8"))


def pasted(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))


# ---- named again ------------------------------------------------------------------------------


@pytest.mark.parametrize("words", [[], ["--force"]])
def test_the_same_bytes_named_again_keep_what_was_said(
    capsys: Capture, case: str, note: str, words: list[str]
) -> None:
    before = sidecar(case, "note.txt")
    done = run(capsys, "read", note, "--into", case, "--json", *words)
    assert done.status == 0
    assert sidecar(case, "note.txt") == before
    assert done.data["documents"][0]["source"]["custom"]["reliability"] == "C"


def test_a_grade_alone_is_changed(capsys: Capture, case: str, note: str) -> None:
    before = sidecar(case, "note.txt")
    assert run(capsys, "read", note, "--into", case, "--grade", "A").status == 0
    assert sidecar(case, "note.txt") == before | {"source": {"reliability": "A"}}


def test_a_fact_alone_is_changed_also_against_what_the_document_says(
    capsys: Capture, tmp_path: Path, case: str
) -> None:
    page = tmp_path / "note.txt"
    page.write_text(f"Title: As printed\nDate: 2031-01-01\n\n{TOLL}", encoding="utf-8")
    run(capsys, "read", str(page), "--into", case, "--title", "As we call it")
    run(capsys, "read", str(page), "--into", case, "--publisher", "The Courier")
    kept = sidecar(case, "note.txt")
    assert (kept["title"], kept["date"], kept["publisher"]) == ("As we call it", "2031-01-01", "The Courier")


def test_what_is_known_is_not_asked_again(
    capsys: Capture, case: str, note: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    assert run(capsys, "read", note, "--into", case, "--ask").status == 0


def test_other_bytes_under_the_name_are_another_document(capsys: Capture, case: str, note: str) -> None:
    Path(note).write_text("The toll was lowered.\n\nEverybody was asked.\n", encoding="utf-8")
    refused = run(capsys, "read", note, "--into", case)
    assert (refused.status, "another document has this name" in refused.err) == (2, True)
    assert run(capsys, "read", note, "--into", case, "--force").status == 0
    assert {"date", "publisher", "source"}.isdisjoint(sidecar(case, "note.txt"))


def test_ranges_and_texts_put_right_by_hand_stay_unless_it_is_read_anew(
    capsys: Capture, case: str, note: str
) -> None:
    side = Path(case) / "documents" / "note.txt.toml"
    side.write_text(side.read_text(encoding="utf-8").replace("[[0, 39]]", "[[0, 20]]"))
    run(capsys, "read", note, "--into", case, "--grade", "B")
    assert sidecar(case, "note.txt")["kept"] == [[0, 20]]
    run(capsys, "read", note, "--into", case, "--force")
    assert sidecar(case, "note.txt")["kept"] == [[0, 39]]


def test_signs_that_show_nothing_are_no_part_of_what_is_said(capsys: Capture, case: str, note: str) -> None:
    assert run(capsys, "read", note, "--into", case, "--publisher", "The \x1b[2JPost\u202e").status == 0
    assert sidecar(case, "note.txt")["publisher"] == "The [2JPost"


# ---- edited where it stands -------------------------------------------------------------------


@pytest.fixture
def edited(capsys: Capture, case: str, note: str) -> Path:
    """The note in the case, cited and then edited in place."""
    run(capsys, "evidence", "add", case, "note.txt", "Nobody was asked")
    file = Path(case) / "documents" / "note.txt"
    file.write_text(TOLL.replace("raised", "raised at last"), encoding="utf-8")
    return file


def test_verify_finds_an_edited_text_and_names_the_way_out(capsys: Capture, case: str, edited: Path) -> None:
    done = run(capsys, "evidence", "verify", case, "--json")
    assert done.status == 1
    (problem,) = done.data["problems"]
    assert f"detente read {edited} --into {case} --force, then detente evidence reanchor {case}" in problem
    assert done.data["head"]


@pytest.mark.parametrize("words", [["evidence", "reanchor"], ["check"], ["evidence", "list", "--json"]])
def test_what_needs_the_text_names_the_way_out(capsys: Capture, case: str, edited: Path, words: list[str]) -> None:
    run(capsys, "evidence", "add", case, "claim.txt", "a joint survey of the stock")
    done = run(capsys, *words, case)
    assert done.status == 2
    assert "--force" in done.err


def test_the_way_out_leads_out_and_keeps_what_was_said(capsys: Capture, case: str, edited: Path) -> None:
    before = sidecar(case, "note.txt")
    assert run(capsys, "read", str(edited), "--into", case).status == 2
    assert run(capsys, "read", str(edited), "--into", case, "--force").status == 0
    after = sidecar(case, "note.txt")
    own = {"sha256": "", "digest": "", "kept": []}  # of the text alone
    assert after | own == before | own
    assert run(capsys, "evidence", "reanchor", case).status == 0
    assert run(capsys, "evidence", "verify", case).status == 0


def test_the_original_is_put_back(capsys: Capture, case: str, note: str, edited: Path) -> None:
    assert run(capsys, "read", note, "--into", case, "--force").status == 0
    assert edited.read_text(encoding="utf-8") == TOLL
    assert sidecar(case, "note.txt")["publisher"] == "The Courier"
    assert run(capsys, "evidence", "verify", case).status == 0


def test_another_document_is_taken_in_beside_an_edited_one(
    capsys: Capture, tmp_path: Path, case: str, edited: Path
) -> None:
    (tmp_path / "new.txt").write_text("The bridge is shut.\n", encoding="utf-8")
    assert run(capsys, "read", str(tmp_path / "new.txt"), "--into", case).status == 0


# ---- pasted, and in an encoding that nobody sees ----------------------------------------------


def test_every_paste_has_its_own_name_and_the_same_paste_the_same(
    capsys: Capture, case: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = []
    for data in (b"The toll was raised.\n", b"The toll was lowered.\n", b"The toll was raised.\n"):
        pasted(monkeypatch, data)
        done = run(capsys, "read", "-", "--into", case, "--json")
        assert done.status == 0, done.err
        names.append(done.data["documents"][0]["name"])
    assert names[0] == names[2] != names[1]
    assert all(name.startswith("pasted-") for name in names)


def test_a_paste_is_given_a_name(capsys: Capture, case: str, monkeypatch: pytest.MonkeyPatch) -> None:
    pasted(monkeypatch, b"The toll was raised.\n")
    assert run(capsys, "read", "-", "--into", case, "--name", "toll note.txt").status == 0
    assert (Path(case) / "documents" / "toll-note.txt").exists()


def wrongly_read(capsys: Capture, tmp_path: Path, case: str, *words: str) -> Done:
    page = tmp_path / "rech.txt"
    page.write_bytes("Пошлина повышена.\r\n\r\nНикого не спросили.\r\n".encode("windows-1251"))
    return run(capsys, "read", str(page), "--into", case, "--json", *words)


def test_an_encoding_that_nobody_can_see_is_said(capsys: Capture, tmp_path: Path, case: str) -> None:
    first = wrongly_read(capsys, tmp_path, case)
    assert "Пошлина" not in first.data["documents"][0]["article"]
    assert "--encoding" in json.dumps(first.data["documents"][0]["notices"])
    assert (
        "Пошлина"
        in wrongly_read(capsys, tmp_path, case, "--encoding", "windows-1251").data["documents"][0]["article"]
    )
    again = wrongly_read(capsys, tmp_path, case, "--grade", "B").data["documents"][0]
    assert "Пошлина" in again["article"]


@pytest.mark.parametrize(
    ("encoding", "said"),
    [("windows-12511", 'did you mean "windows_1251"'), ("utf-8", "is not utf-8: the byte 0xCF at position 0")],
)
def test_a_wrong_encoding_is_one_message(
    capsys: Capture, tmp_path: Path, case: str, encoding: str, said: str
) -> None:
    done = wrongly_read(capsys, tmp_path, case, "--encoding", encoding)
    assert done.status == 2
    assert said in done.err


def test_an_impossible_day_is_asked_for_again_and_the_answers_before_it_stay(
    capsys: Capture, tmp_path: Path, case: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = tmp_path / "day.txt"
    page.write_text(TOLL, encoding="utf-8")
    monkeypatch.setattr("sys.stdin", io.StringIO("The toll\n2031-02-30\n4 March 2031\nA. Voss\n\n"))
    done = run(capsys, "read", str(page), "--into", case, "--ask")
    assert done.status == 0
    assert 'got "2031-02-30"' in done.err
    kept = sidecar(case, "day.txt")
    assert (kept["title"], kept["date"], kept["author"]) == ("The toll", "2031-03-04", "A. Voss")
