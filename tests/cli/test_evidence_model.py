"""A language model is asked only where the user names it, and what it says is held to the text and reviewed."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from cli.letters import dispute
from cli.run import run
from intake.stub import Reply, serving

Capture = pytest.CaptureFixture[str]
ANSWER = json.dumps(
    {
        "items": [
            {
                "kind": "demand",
                "quote": "Iceland demands that Norway open its waters",
                "sentence": 4,
                "form": "demand",
                "holder": "Iceland",
                "of": "Norway",
            },
            {"kind": "claim", "quote": "Norway has sunk a trawler", "sentence": 1},
        ]
    }
)


@pytest.fixture
def case(capsys: Capture, tmp_path: Path) -> str:
    return dispute(capsys, tmp_path)


def test_what_a_model_finds_is_proposed_under_its_name(
    capsys: Capture, case: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DETENTE_MODEL_KEY", "sesame")
    with serving(Reply(ANSWER)) as stub:
        words = ["evidence", "extract", case, "claim.txt", "--model", stub.url, "--model-name", "stub 1"]
        done = run(capsys, *words)
        again = run(capsys, *words)
    assert (done.status, again.status) == (0, 0)
    assert "go to 127.0.0.1" in done.err
    assert "ungrounded, left out: claim “Norway has sunk a trawler”" in done.err
    assert done.out.startswith("1 new item: 1 demand")
    assert (again.out, len(stub.asked)) == ("0 new items.\n", 1)  # the answer was kept
    assert stub.headers[0]["Authorization"] == "Bearer sesame"
    item = run(capsys, "evidence", "list", case, "--json").data["items"][0]
    assert item["proposed"]["who"].startswith("model:stub_1 at 127.0.0.1")
    assert item["status"] == "proposed"
    assert run(capsys, "evidence", "verify", case).status == 0
    assert not any("sesame" in file.read_text(errors="ignore") for file in Path(case).rglob("*") if file.is_file())


def test_a_model_that_is_not_there_changes_nothing(capsys: Capture, case: str) -> None:
    with serving(Reply("x")) as stub:
        url = stub.url
    done = run(capsys, "evidence", "extract", case, "--model", url, "--model-name", "stub")
    assert done.status == 2
    assert "cannot be reached" in done.err
    assert not (Path(case) / "ledger.jsonl").exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--model", "http://127.0.0.1:1/v1"], "go together"),
        (["--model-name", "x"], "go together"),
        (["--model", "gopher://x/", "--model-name", "x"], "expected http"),
        (["--model", "http://127.0.0.1:1/v1", "--model-name", "x", "--model-timeout", "0"], "time-out"),
    ],
)
def test_wrong_words_are_one_message(capsys: Capture, case: str, words: list[str], said: str) -> None:
    done = run(capsys, "evidence", "extract", case, *words)
    assert done.status == 2
    assert said in done.err


def test_no_http_is_even_loaded_unless_a_model_is_asked(case: str) -> None:
    script = (
        "import sys; from detente.cli import cli\n"
        "for words in (['extract', sys.argv[1], '--no-parse'], ['list', sys.argv[1], '--json']):\n"
        "    cli(['evidence', *words], standalone_mode=False)\n"
        "loaded = {'http.client', 'urllib.request', 'requests', 'httpx', 'aiohttp'} & set(sys.modules)\n"
        "sys.exit(f'loaded: {loaded}' if loaded else 0)"
    )
    done = subprocess.run([sys.executable, "-c", script, case], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
