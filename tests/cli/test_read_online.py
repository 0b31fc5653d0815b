"""`detente read --online`: asked for by name, the host said first, the source kept with address, day and digest."""

import sys
import tomllib
from datetime import date
from functools import partial
from hashlib import sha256
from pathlib import Path

import pytest

from cli.letters import dispute
from cli.run import run
from detente.casefile import Documents
from detente.intake import fetch
from intake.web import LOCAL, answer, serving, to

pytest.importorskip("trafilatura")

Capture = pytest.CaptureFixture[str]
TALKS = "".join(f"<p>On day {day} both towns met about berth {day}, and said so.</p>" for day in range(9))
PAGE = f"<html><head><title>Ferry talks</title></head><body><article>{TALKS}</article></body></html>".encode()


@pytest.fixture
def near(monkeypatch: pytest.MonkeyPatch) -> None:
    """A web in which every name is a server on this machine."""
    local = partial(fetch.fetch, resolve=lambda host, port: [LOCAL], public=LOCAL.__eq__)
    monkeypatch.setattr(fetch, "fetch", local)


@pytest.mark.usefixtures("near")
def test_a_page_is_taken_into_a_case(capsys: Capture, tmp_path: Path) -> None:
    case = dispute(capsys, tmp_path)
    with serving(answer(PAGE)) as there, serving(to(there.url("/talks", host="b.example"))) as here:
        done = run(capsys, "read", "--online", here.url("/x"), "--into", case, "--no-ask", "--grade", "B")
    assert done.status == 0, done.err
    said = done.err.splitlines()
    assert said[0] == f"Asking http://page.example:{here.port} …"
    assert said[1] == f"Asking http://b.example:{there.port} …"
    name = f"b.example-{there.port}-talks.html"
    assert (Path(case) / "documents" / name).read_bytes() == PAGE
    kept = tomllib.loads((Path(case) / "documents" / f"{name}.toml").read_text(encoding="utf-8"))
    assert kept["sha256"] == sha256(PAGE).hexdigest()
    documents = Documents(Path(case))
    source = documents.source(name).as_csl()
    assert source["URL"] == there.url("/talks", host="b.example")
    today = date.today()
    assert source["accessed"] == {"date-parts": [[today.year, today.month, today.day]]}
    assert source["custom"] == {"sha256": documents[name].digest, "reliability": "B"}
    assert source["title"] == "Ferry talks"


@pytest.mark.usefixtures("near")
def test_a_page_is_shown_and_nothing_written(capsys: Capture) -> None:
    with serving(answer(PAGE)) as web:
        done = run(capsys, "read", "--online", web.url(), "--json")
    (document,) = done.data["documents"]
    assert document["saved"] is None
    assert document["url"] == document["source"]["URL"] == web.url()
    assert "berth 3" in document["article"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--online", "http://127.0.0.1/"], "leads to 127.0.0.1, no machine of the public internet"),
        (["--online", "http://localhost:8080/"], "no machine of the public internet"),
        (["--online", "http://0x7f.1/"], "no machine of the public internet"),
        (["--online", "http://[::1]/"], "no machine of the public internet"),
        (["--online", "http://169.254.169.254/latest/meta-data"], "no machine of the public internet"),
        (["--online", "https://me:secret@page.example/"], "names a user"),
        (["--online", "page.example"], "expected http:// or https://"),
        (["--online", "file:///etc/passwd"], 'got "file:"'),
        (["https://page.example/"], "nothing is fetched unless you ask: detente read --online"),
        (["--online", "https://page.example/", "--url", "https://x.example/"], "is known to come from there"),
        (["--online", "https://a.example/", "--online", "https://b.example/", "--title", "x"], "of one document"),
        ([], "name a FILE"),
    ],
)
def test_wrong_words_are_one_message(capsys: Capture, words: list[str], said: str) -> None:
    done = run(capsys, "read", *words)
    assert done.status == 2
    assert said in done.err
    assert "secret" not in done.err
    assert done.out == ""


def test_nothing_is_asked_where_nothing_is_fetched(capsys: Capture, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_bytes(PAGE)
    loaded = sys.modules.pop("detente.intake.fetch")
    try:
        assert run(capsys, "read", str(page)).status == 0
        assert "detente.intake.fetch" not in sys.modules
    finally:
        sys.modules["detente.intake.fetch"] = loaded
