"""Wrong words and files at the terminal: one message, exit status 2, nothing written, never a traceback."""

from pathlib import Path

import pytest

from cli.run import run
from detente.casefile import bundled

ELMIRA = str(bundled("elmira-1991"))
DAM = str(bundled("teyne-dam"))

WRONG = [
    (["stabilty", ELMIRA], "stability"),
    (["stability"], "CASE is missing; the command is: detente stability CASE"),
    (["stability", "nowhere"], "nowhere"),
    (["stability", ELMIRA, "--concept", "nahs"], 'did you mean "nash"'),
    (["stability", ELMIRA, "--concept", "symetric"], 'did you mean "symmetric_metarational"'),
    (["ask", DAM, "--rule", "sequentail"], 'did you mean "sequential"'),
    (["export", DAM, "--to", "jsn"], 'did you mean "json"'),
    (["stability", ELMIRA, "a\u202eb\x07"], r"a\u202eb\u0007"),
    (["stability", ELMIRA, "--concept", "limited_move_0"], "limited_move"),
    (["stability", ELMIRA, "--concept", "non_myopic"], "two"),
    (["stability", ELMIRA, "--profile", "moe"], "PARTY=NAME"),
    (["stability", ELMIRA, "--profile", "mo=x"], 'did you mean "moe"'),
    (["stability", ELMIRA, "--profile", "moe=x"], "no profile"),
    (["stability", DAM, "--profile", "saltmere=river", "--profile", "saltmere=purse"], '"saltmere" stands twice'),
    (
        ["settle", DAM, "raised", "--profile", "saltmere=river", "--profile", "saltmere=purse"],
        '"saltmere" stands twice',
    ),
    (["stability", str(bundled("dvd-four-state")), "--concept", "simultaneous"], "option"),
    (["explain", ELMIRA, "NYNN"], "5 marks"),
    (["explain", ELMIRA, "nynny"], 'did you mean "NYNNY"?'),
    (["explain", ELMIRA, "NYYNN"], "impossible"),
    (["explain", ELMIRA, "XYNNN"], "Y, N or -"),
    (["explain", ELMIRA, "NYNNN", "--party", "locl"], 'did you mean "local"'),
    (["explain", str(bundled("dvd-four-state")), "7"], "unknown state"),
    (["ask", DAM, "nothing"], "unknown question"),
    (["ask", DAM, "--draws", "0"], "0"),
    (["ask", DAM, "--seed", "x"], '--seed: expected a whole number, 0 or more, got "x"'),
    (["ask", DAM, "--workers", "0"], "--workers: expected a whole number, 1 or more, got 0"),
    (["ask", DAM, "--sed", "1"], 'there is no option "--sed"; did you mean "--seed"?'),
    (["ask", DAM, "--zz", "1"], 'there is no option "--zz"; detente ask --help lists them'),
    (["ask", DAM, "--seed"], "--seed: expected a value, got none"),
    (["ask", DAM, "--json=3"], "--json: expected no value"),
    (["check", DAM, "x"], '"x" was not expected; the command is: detente check CASE'),
    (["evidence", "lst", DAM], 'there is no command "lst"; did you mean "list"?'),
    (["evidence", "extract", DAM, "--model-timeout", "x"], '--model-timeout: expected a number, 0 or more, got "x"'),
    (["read", "--grade", "g"], '--grade: expected A, B, C, D, E or F, got "g"'),
    (["report", DAM], "--output is missing; the command is: detente report CASE -o FILE"),
    (["report", DAM, "-o", "page.txt"], ".html"),
    (["report", DAM, "-o", "no/such/folder/page.html"], "there is no folder to write it into"),
    (["demo", "-o", "no/such/folder/page.html"], "there is no folder to write it into"),
    (["demo", "--case", "foo"], "comes with Detente; expected one of chicken, "),
    (["settle", DAM, "zzz"], 'EVENT: unknown event "zzz"; known here: '),
    (["export", DAM, "--to", "xml"], "xml"),
    (["import", "nothing.gmcr"], "nothing.gmcr"),
    (["import", "case.toml"], ".gmcr"),
    (["read", "nothing.html"], "nothing.html"),
    (["read", "."], "folder"),
    (["evidence", "add", DAM, "nothing.txt", "x"], "no document"),
    (["evidence", "accept", DAM, "q-000"], "q-000"),
    (["evidence", "show", DAM, "zzz"], "zzz"),
    (["demo", "--case", "sumit-2025"], "summit-2025"),
]


def test_a_word_may_be_typed_in_capitals_or_small_letters(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text("The toll was raised on Monday.\n", encoding="utf-8")
    case = str(tmp_path / "case")
    assert run(capsys, "new", case).status == 0
    assert run(capsys, "read", str(tmp_path / "page.txt"), "--into", case, "--grade", "b").status == 0
    assert 'reliability = "B"' in (tmp_path / "case" / "documents" / "page.txt.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize(("words", "said"), WRONG, ids=[" ".join(w[0:1] + w[2:4]) for w, _ in WRONG])
def test_one_message_and_nothing_written(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    done = run(capsys, *words)
    assert done.status == 2, done.err
    assert said in done.err
    assert done.out == ""
    assert "Traceback" not in done.err
    assert done.err.startswith("detente: ")
    assert done.err.count("\n") == 1
    assert list(tmp_path.iterdir()) == []
