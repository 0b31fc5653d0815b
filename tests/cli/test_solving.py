"""Settings, workers and interrupts of the commands that answer questions."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar

import pytest
from click.testing import CliRunner, Result

from detente.analysis import questions
from detente.casefile import bundled
from detente.cli import cli, extractors, main, solving

DAM = str(bundled("teyne-dam"))


def run(*words: str) -> Result:
    return CliRunner().invoke(cli, [*words])


def answers(*words: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(run("ask", DAM, *words, "--json").stdout)["answers"]
    for each in found:
        del each["seconds"]
    return found


@pytest.fixture(scope="module")
def plain() -> list[dict[str, Any]]:
    return answers()


@pytest.mark.parametrize("count", ["1", "3"])
def test_the_answer_is_the_same_on_any_number_of_cores(count: str, plain: list[dict[str, Any]]) -> None:
    assert answers("--workers", count) == plain


def test_another_rule_gives_what_the_answer_says_of_it(plain: list[dict[str, Any]]) -> None:
    other = answers("--rule", "nash")
    assert {each["settings"]["rule"] for each in other} == {"nash"}
    told = [each["rules"]["nash"] for each in plain if each["ask"] != "outcome"]  # its likeliest end is another's
    assert told == pytest.approx([each["estimate"] for each in other if each["ask"] != "outcome"])


def test_a_rule_goes_by_its_acronym_too() -> None:
    assert {each["settings"]["rule"] for each in answers("--rule", "GMR")} == {"general_metarational"}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--workers", "0"], "--workers"),
        (["--workers", "two"], "--workers"),
        (["--workers", "2", "--cluster", "tcp://127.0.0.1:1"], "expected one of them"),
        (
            ["--cluster", "10.0.0.5"],
            'expected the address of a Dask scheduler such as tls://10.0.0.5:8786, got "10.0',
        ),
        (["--rule", "sequental"], "--rule"),
    ],
)
@pytest.mark.parametrize("command", ["ask", "report"])
def test_a_wrong_setting_is_one_message(command: str, words: list[str], said: str) -> None:
    output = ["-o", "never.html"] if command == "report" else []
    found = run(command, DAM, *output, *words)
    assert found.exit_code != 0
    assert said in found.output + str(found.exception)


@pytest.fixture
def stopped(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    """Ctrl-C is pressed while a question is being answered."""
    answer, asked = questions.answer, []

    def interrupted(session: Any, question: Any) -> Any:
        asked.append(question)
        if len(asked) == request.param:
            raise KeyboardInterrupt
        return answer(session, question)

    monkeypatch.setattr(questions, "answer", interrupted)


@pytest.mark.parametrize("stopped", [2], indirect=True)
@pytest.mark.usefixtures("stopped")
def test_an_interrupt_keeps_what_was_answered() -> None:
    found = run("ask", DAM, "--json")
    assert found.exit_code == 130
    assert len(json.loads(found.stdout)["answers"]) == 1
    assert "Stopped; 1 of 3 questions answered." in found.stderr


@pytest.mark.parametrize("stopped", [2], indirect=True)
@pytest.mark.usefixtures("stopped")
def test_an_interrupted_report_holds_what_was_answered(tmp_path: Path) -> None:
    found = run("report", DAM, "-o", str(tmp_path / "dam.md"))
    assert found.exit_code == 130
    assert "Stopped before 2 of 3 questions were answered" in (tmp_path / "dam.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("stopped", [1], indirect=True)
@pytest.mark.usefixtures("stopped")
def test_a_report_without_an_answer_is_not_written(tmp_path: Path) -> None:
    found = run("report", DAM, "-o", str(tmp_path / "dam.md"))
    assert found.exit_code == 130
    assert "nothing was written" in found.stderr
    assert list(tmp_path.iterdir()) == []


class Clock:
    """A clock that goes on by two seconds whenever it is read."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        self.now += 2
        return self.now


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    said: list[str] = []
    monkeypatch.setattr(solving, "monotonic", Clock())
    monkeypatch.setattr(solving.sys.stderr, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(solving.click, "echo", lambda text, **_: said.append(text))
    return said


def test_work_of_more_than_a_second_tells_how_long_it_has_left(told: list[str]) -> None:
    progress = solving.Progress()
    for done in (10, 20, 40):
        progress(done, 40)
    assert "10 of 40 draws, 6 s left" in told[0]
    assert "20 of 40 draws, 4 s left" in told[1]
    assert told[-1] == "\r\x1b[K"  # taken away at the end


def test_each_round_through_the_draws_has_its_own_time(told: list[str]) -> None:
    progress = solving.Progress()
    for done in (10, 20, 5):
        progress(done, 40)
    assert "5 of 40 draws, 14 s left" in told[-1]


def test_what_a_hostile_file_makes_a_message_say_cannot_act_on_a_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "case.toml").write_text('format = 1\n[case]\n"\\u202e\\u001b[2J" = 1\n', encoding="utf-8")
    monkeypatch.setattr("sys.argv", ["detente", "ask", str(tmp_path)])
    with pytest.raises(SystemExit) as ended:
        main()
    said = capsys.readouterr().err
    assert ended.value.code == 2
    assert not {"\u202e", "\x1b"} & set(said)


class Parser:
    """Stands for a language model that parses: it gives back what it is given."""

    meta: ClassVar = {"version": "1"}

    def pipe(self, docs: list[str], **_: object) -> Iterator[str]:
        yield from docs


def test_reading_that_takes_longer_than_a_second_tells_how_far_it_is(told: list[str]) -> None:
    with extractors._watched(Parser(), "a{b}.txt") as model:
        assert list(model.pipe(["x"] * 20, batch_size=9)) == ["x"] * 20
        assert model.meta == {"version": "1"}
    assert "a{b}.txt: 32 % read, " in told[9]
    assert told[-1] == "\r\x1b[K"
    with extractors._watched(None, "b.txt") as model:
        assert model is None
