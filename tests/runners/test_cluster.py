"""A Dask cluster on loopback: the same answer, also when a worker is killed; and what is said where there is none."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from time import monotonic, sleep

import pytest

from detente.errors import RunnerError
from detente.runners import cluster as room
from detente.runners.cluster import cluster
from runners.same import assert_same, plain_case, solved, swift_case, unknown_case

pytest.importorskip("distributed", reason="detente[cluster] is not installed")

STARTING = 60  # seconds for a process of the cluster to come up on a busy machine


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def running(*words: str, folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A process of Dask's command line, ended with the block."""
    command = [sys.executable, "-m", "distributed.cli." + words[0], *words[1:]]
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def scheduler(folder: Path, port: int):  # type: ignore[no-untyped-def]
    return running(
        "dask_scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard", "--no-show", folder=folder
    )


def worker(folder: Path, address: str, name: str):  # type: ignore[no-untyped-def]
    words = ["dask_worker", address, "--host", "127.0.0.1", "--nthreads", "1", "--no-nanny", "--no-dashboard"]
    return running(*words, "--name", name, "--memory-limit", "0", folder=folder)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A scheduler with one worker that stays."""
    folder, port = tmp_path_factory.mktemp("cluster"), free_port()
    where = f"tcp://127.0.0.1:{port}"
    with scheduler(folder, port), worker(folder, where, "stays"):
        await_workers(where, 1)
        yield where


def await_workers(where: str, count: int) -> None:
    from distributed import Client

    until = monotonic() + STARTING
    while True:
        try:
            with Client(where, timeout=5, set_as_default=False) as client:
                if count:
                    client.wait_for_workers(count, timeout=STARTING)
                return
        except OSError:
            assert monotonic() < until, "no scheduler came up"
            sleep(0.2)


@pytest.mark.parametrize("case", [swift_case, unknown_case, plain_case])
def test_a_cluster_gives_the_answer_of_this_process(address: str, case) -> None:  # type: ignore[no-untyped-def]
    draws = 60 if case is plain_case else 900
    with cluster(address) as runner:
        assert_same(solved(case(), draws), solved(case(), draws, runner))


def test_a_worker_killed_at_work_changes_nothing(address: str, tmp_path: Path) -> None:
    case, draws = plain_case(), 400  # by the definitions, so that there is time to kill
    here = solved(case, draws)
    with worker(tmp_path, address, "dies") as doomed:
        await_workers(address, 2)
        killed = Event()

        def progress(done: int, count: int) -> None:
            if not killed.is_set() and done < count:
                os.kill(doomed.pid, signal.SIGKILL)
                killed.set()

        with cluster(address) as runner:
            there = solved(case, draws, runner, progress)
        doomed.wait(timeout=10)
    assert killed.is_set(), "it was killed before all was done"
    assert doomed.returncode == -signal.SIGKILL
    assert_same(here, there)


def test_no_scheduler_at_an_address_is_said_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "PATIENCE", 1)
    where = f"tcp://127.0.0.1:{free_port()}"
    with pytest.raises(RunnerError, match=f'no Dask scheduler answers at "{where}"'), cluster(where):
        pass


@pytest.mark.parametrize("where", ["nowhere", "ftp://127.0.0.1:1", "tcp://127.0.0.1", "tcp://127.0.0.1:port", ""])
def test_what_is_no_address_is_said(where: str) -> None:
    with pytest.raises(RunnerError, match="expected the address of a Dask scheduler such as"), cluster(where):
        pass


def test_a_scheduler_without_workers_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    port = free_port()
    where = f"tcp://127.0.0.1:{port}"
    with scheduler(tmp_path, port):
        await_workers(where, 0)
        monkeypatch.setattr(room, "PATIENCE", 1)
        with pytest.raises(RunnerError, match="has no worker; start one with"), cluster(where):
            pass


def test_without_dask_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(RunnerError, match=r"install detente\[cluster\]"), cluster("tcp://127.0.0.1:1"):
        pass
