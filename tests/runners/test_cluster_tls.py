"""A cluster with TLS, set up to the letter of its guide; and what is said to whoever comes without certificates."""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import pytest

from detente.casefile import bundled
from runners.test_cluster import STARTING, free_port

pytest.importorskip("distributed", reason="detente[cluster] is not installed")

GUIDE = Path(__file__).parents[2] / "docs" / "how-to" / "cluster.md"
BIN = Path(sys.executable).parent

pytestmark = [
    pytest.mark.skipif(shutil.which("openssl") is None, reason="the openssl program is not here"),
    pytest.mark.skipif(not (BIN / "dask").exists(), reason="the dask program is not beside this Python"),
]


def block(beginning: str) -> str:
    """The example in the guide that begins so."""
    found = re.search(rf"```\w+\n({beginning}.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    assert found, beginning
    return found[1]


def ask(*words: str, config: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "detente", "ask", str(bundled("teyne-dam")), "--json", *words]
    return subprocess.run(
        command, capture_output=True, text=True, check=False, env=os.environ | {"DASK_CONFIG": str(config)}
    )


def answers(done: subprocess.CompletedProcess[str]) -> list[dict[str, Any]]:
    assert done.returncode == 0, done.stderr
    found: list[dict[str, Any]] = json.loads(done.stdout)["answers"]
    return [{key: value for key, value in each.items() if key != "seconds"} for each in found]


@contextmanager
def running(line: str, folder: Path) -> Iterator[Path]:
    """A command line of the guide, and what it writes."""
    written = folder / f"{shlex.split(line)[1]}.log"
    words = [str(BIN / "dask"), *shlex.split(line, comments=True)[1:]]
    with written.open("wb") as log:
        process = subprocess.Popen(
            words, cwd=folder, stdout=log, stderr=log, env=os.environ | {"DASK_CONFIG": str(folder)}
        )
    try:
        yield written
    finally:
        process.terminate()
        process.wait(timeout=STARTING)


def await_words(words: str, written: Path) -> None:
    until = monotonic() + STARTING
    while words not in written.read_text(encoding="utf-8"):
        assert monotonic() < until, written.read_text(encoding="utf-8")
        sleep(0.2)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Certificates and configuration, made as the guide says."""
    made = tmp_path_factory.mktemp("tls")
    for line in block("openssl").splitlines():
        subprocess.run(shlex.split(line), cwd=made, check=True, capture_output=True)
    (made / "detente.yaml").write_text(block("distributed:").replace("/path/", f"{made}/"), encoding="utf-8")
    return made


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    """A scheduler and a worker, started as the guide says, but on this machine alone."""
    port = free_port()
    scheduler, worker = (
        line.replace("10.0.0.5", "127.0.0.1").replace("8786", str(port)).replace("--nworkers 4", "--nworkers 1")
        for line in block("dask scheduler").splitlines()
    )
    with running(scheduler, folder) as written:
        await_words(f"tls://127.0.0.1:{port}", written)
        with running(worker, folder) as its_own:
            await_words("Registered to", its_own)
            yield f"tls://127.0.0.1:{port}"


def test_the_answer_comes_through_tls(address: str, folder: Path) -> None:
    assert answers(ask("--cluster", address, config=folder)) == answers(ask(config=folder))


@pytest.mark.parametrize(
    ("scheme", "certified", "said"),
    [
        ("tls", False, "needs certificates, and Dask's configuration names none"),
        ("tcp", False, "it may want TLS: tls://127.0.0.1:"),
        ("tcp", True, "it may want TLS: tls://127.0.0.1:"),
    ],
)
def test_who_comes_without_tls_is_told_so(
    address: str, folder: Path, tmp_path: Path, scheme: str, certified: bool, said: str
) -> None:
    done = ask("--cluster", address.replace("tls", scheme), config=folder if certified else tmp_path)
    assert done.returncode == 2
    assert said in done.stderr
    assert "docs/how-to/cluster.md" in done.stderr
    assert done.stderr.count("\n") == 1, "one message, and nothing after it"


def test_certificates_that_are_not_there_are_named(address: str, folder: Path, tmp_path: Path) -> None:
    text = (folder / "detente.yaml").read_text(encoding="utf-8")
    (tmp_path / "detente.yaml").write_text(text.replace("/ca.pem", "/none.pem"), encoding="utf-8")
    done = ask("--cluster", address, config=tmp_path)
    assert done.returncode == 2
    assert "the certificates that Dask's configuration names" in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("scheme", ["tcp", "tls"])
def test_nobody_there_is_said_at_once(tmp_path: Path, scheme: str) -> None:
    where = f"{scheme}://127.0.0.1:{free_port()}"
    done = ask("--cluster", where, config=tmp_path)
    assert done.returncode == 2
    assert f'no Dask scheduler answers at "{where}"' in done.stderr
    assert done.stderr.count("\n") == 1
