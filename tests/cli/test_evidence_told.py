"""What the commands on evidence say: one JSON document each, passages that stand out, edits field by field."""

import getpass
import io
from pathlib import Path

import pytest

from cli.letters import dispute
from cli.run import run
from detente.cli.terminal import marked

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def case(capsys: Capture, tmp_path: Path) -> str:
    return dispute(capsys, tmp_path)


def add(capsys: Capture, case: str, quote: str, *words: str) -> str:
    return run(capsys, "evidence", "add", case, "claim.txt", quote, *words).out.strip()


def test_each_act_prints_how_the_items_stand_and_the_head(capsys: Capture, case: str) -> None:
    one, two = add(capsys, case, "a joint survey of the stock"), add(capsys, case, "open its waters")
    calls = [
        (["accept", case, one, two], "accepted"),
        (["retract", case, one, two], "retracted"),
        (["edit", case, one, "--set", "holder=ISL"], "retracted"),
        (["link", case, one, "contradicts", two], "retracted"),
        (["accept", case, one], "accepted"),
    ]
    for words, status in calls:
        done = run(capsys, "evidence", *words, "--json")
        assert done.data["items"][0] == {"id": one, "status": status}
        assert done.err == ""
    head = run(capsys, "evidence", "verify", case, "--json").data["head"]
    assert done.data["head"] == head
    assert run(capsys, "evidence", "reject", case, add(capsys, case, "the catch"), "--json").data["items"]


def test_a_review_prints_its_summary_alone(capsys: Capture, case: str, monkeypatch: pytest.MonkeyPatch) -> None:
    add(capsys, case, "a joint survey of the stock")
    add(capsys, case, "open its waters")
    monkeypatch.setattr("sys.stdin", io.StringIO("aq"))
    done = run(capsys, "evidence", "review", case, "--json")
    assert (done.data["decided"], done.data["waiting"], done.data["of"]) == ({"accepted": 1}, 1, 2)
    assert "⟦open its waters⟧" in done.err


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("typed", [["aas", "q"], ["a", "a", "s", "q"], ["aa\x1b[A", "\x1b[A", "sq"]])
def test_keys_count_one_by_one_however_fast_they_are_typed(
    capsys: Capture, case: str, monkeypatch: pytest.MonkeyPatch, typed: list[str]
) -> None:
    for quote in ("a joint survey of the stock", "open its waters", "the catch", "reporters"):
        add(capsys, case, quote)
    keys = iter(typed)
    monkeypatch.setattr("sys.stdin", Terminal())
    monkeypatch.setattr("click.getchar", lambda: next(keys))
    done = run(capsys, "evidence", "review", case, "--json")
    assert (done.data["decided"], done.data["waiting"]) == ({"accepted": 2}, 2)


def test_a_line_typed_fast_is_one_line(capsys: Capture, case: str, monkeypatch: pytest.MonkeyPatch) -> None:
    id = add(capsys, case, "a joint survey of the stock")
    monkeypatch.setattr("sys.stdin", Terminal("L\n\n"))
    keys = iter(["eholder=IS", "q"])
    monkeypatch.setattr("click.getchar", lambda: next(keys))
    run(capsys, "evidence", "review", case)
    assert run(capsys, "evidence", "show", case, id, "--json").data["item"]["content"]["holder"] == "ISL"


def test_an_edit_is_shown_field_by_field(capsys: Capture, case: str) -> None:
    id = add(capsys, case, "a joint survey of the stock", "--set", "holder=NOR")
    run(
        capsys, "evidence", "edit", case, id, "--set", "holder=ISL", "--set", "hedged=true", "--quote", "joint survey"
    )
    shown = run(capsys, "evidence", "show", case, id).out
    for change in ("holder: NOR → ISL", "hedged: - → True", "exact: a joint survey of the stock → joint survey"):
        assert change in shown


def test_a_passage_stands_out_by_its_look_or_by_brackets(monkeypatch: pytest.MonkeyPatch) -> None:
    assert marked("sign") == "⟦sign⟧"
    monkeypatch.setattr("sys.stdout", Terminal())
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert marked("sign") == "\x1b[1m\x1b[4msign\x1b[0m"
    monkeypatch.setenv("NO_COLOR", "1")
    assert marked("sign") == "⟦sign⟧"


def test_a_name_that_the_machine_does_not_know_is_asked_for(
    capsys: Capture, case: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nobody() -> str:
        raise KeyError("getpwuid(): uid not found: 4711")

    monkeypatch.setattr(getpass, "getuser", nobody)
    done = run(capsys, "evidence", "add", case, "claim.txt", "a joint survey of the stock")
    assert (done.status, "--who NAME" in done.err) == (2, True)


def test_a_partys_items_are_those_it_says_or_holds(capsys: Capture, case: str) -> None:
    own = add(capsys, case, "a joint survey of the stock", "--set", "holder=ISL")
    asked = add(capsys, case, "open its waters", "--set", "holder=NOR", "--set", "of=ISL")
    done = run(capsys, "evidence", "accept", case, "--party", "ISL", "--json")
    assert [item["id"] for item in done.data["items"]] == [own]
    listed = run(capsys, "evidence", "list", case, "--party", "ISL", "--json").data["items"]
    assert {item["id"] for item in listed} == {own, asked}


def test_one_is_one(capsys: Capture, case: str) -> None:
    id = add(capsys, case, "a joint survey of the stock")
    assert "1 of 1 item." in run(capsys, "evidence", "list", case).err
    (Path(case) / "documents" / "claim.txt").unlink()
    (Path(case) / "documents" / "claim.txt.toml").unlink()
    done = run(capsys, "evidence", "reanchor", case)
    assert id in done.out
    assert "0 passages found again, 1 orphan." in done.err


@pytest.mark.parametrize(
    "name",
    [
        *("extract", "review", "add", "list", "show", "accept", "reject", "retract"),
        *("edit", "link", "cite", "verify", "reanchor", "export", "import"),
    ],
)
def test_every_command_shows_examples(capsys: Capture, name: str) -> None:
    assert f"detente evidence {name} mycase" in run(capsys, "evidence", name, "--help").out
