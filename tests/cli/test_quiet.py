"""`--quiet`: what is no data and no error is not told; all else is as without."""

import re
from pathlib import Path

import click
import pytest

from cli.run import run
from detente.casefile import bundled
from detente.cli import cli, extractors, solving, terminal
from detente.cli.terminal import hushable

Capture = pytest.CaptureFixture[str]

DAM, SUMMIT = str(bundled("teyne-dam")), str(bundled("summit-2025"))


def every(command: click.Command, path: str = "") -> list[tuple[str, click.Command]]:
    """Each command that is no group, with its path."""
    if not isinstance(command, click.Group):
        return [(path, command)]
    context = click.Context(command)
    names = command.list_commands(context)
    return [each for name in names for each in every(command.get_command(context, name), f"{path} {name}")]


@pytest.mark.parametrize(("path", "command"), every(cli))
def test_every_command_takes_it_once(path: str, command: click.Command) -> None:
    taken = [each.name for each in hushable(command).params]
    assert taken.count("quiet") == 1, path


def untimed(told: str) -> str:
    """What was told without how long it took."""
    return re.sub(r"\d+\.\d s\b", "… s", told)


@pytest.mark.parametrize(
    "words",
    [
        ["check", DAM],
        ["stability", DAM],
        ["evidence", "verify", SUMMIT],
        ["evidence", "list", SUMMIT],
        ["settle", DAM, "raised"],
        ["ask", DAM, "dam"],
    ],
)
def test_the_data_are_the_same_and_nothing_else_is_told(capsys: Capture, words: list[str]) -> None:
    plain, hushed = run(capsys, *words), run(capsys, *words, "--quiet")
    assert untimed(hushed.out) == untimed(plain.out)
    assert hushed.status == plain.status
    assert hushed.err == ""
    assert plain.err or words[0] == "ask"


def test_what_is_written_is_not_told(capsys: Capture, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert "Wrote" in run(capsys, "new", "one").err
    done = run(capsys, "new", "two", "--quiet")
    assert (done.status, done.out, done.err) == (0, "", "")
    assert (tmp_path / "two" / "case.toml").exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["ask", "nowhere"], "nowhere"),
        (["ask", DAM, "raisd"], "raisd"),
        (["check", DAM, "--jsn"], "--jsn"),
        (["stability", SUMMIT, "--concept", "seqential"], "seqential"),
    ],
)
def test_errors_are_still_told(capsys: Capture, words: list[str], said: str) -> None:
    done = run(capsys, *words, "--quiet")
    assert done.status == 2
    assert said in done.err


def test_progress_and_notices_are_hushed_and_warnings_are_not(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    monkeypatch.setattr(solving, "monotonic", iter(range(0, 1000, 2)).__next__)
    monkeypatch.setattr(solving.sys.stderr, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(click, "echo", lambda text="", **_: told.append(text))
    context = click.Context(click.Command("ask"))
    context.meta[terminal.QUIET] = True
    with context:
        solving.Progress()(1, 9)
        terminal.say("a notice")
        extractors.say_how([("a.txt", "a notice")])
        assert told == []
        terminal.warn("a warning")
    assert told == ["a warning"]
    terminal.say("outside of any command")
    assert told[1:] == ["outside of any command"]
