"""Threads and processes give the answer of a single thread, whatever their number."""

import pytest

from detente.analysis.structure import structure_of
from detente.errors import RunnerError
from detente.runners import local
from detente.runners.local import processes, threads
from runners.same import assert_same, plain_case, solved, swift_case

DRAWS = 900  # enough for compiled code


@pytest.mark.parametrize("count", [1, 2, 5])
def test_threads_give_the_same_answer(count: int) -> None:
    case, told = swift_case(), []
    with threads(count) as runner:
        assert_same(solved(case, DRAWS), solved(case, DRAWS, runner))
        runner(structure_of(case), solved(case, 40).ensemble.draws, local_settings(), lambda *done: told.append(done))
    assert told[-1] == (len(solved(case, 40).arrays),) * 2


def local_settings():  # type: ignore[no-untyped-def]
    from detente.analysis.solve import Settings

    return Settings()


def test_processes_give_the_same_answer_compiled_or_not() -> None:
    with processes(2) as runner:
        for case, draws in ((swift_case(), DRAWS), (plain_case(), 60)):
            assert_same(solved(case, draws), solved(case, draws, runner))


def test_a_process_that_dies_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(local, "sent_out", _die)
    with processes(1) as runner, pytest.raises(RunnerError, match="worker processes ended unexpectedly"):
        solved(plain_case(), 10, runner)


def _die(*_: object, executor, workers: int):  # type: ignore[no-untyped-def]
    import os

    return executor.submit(os._exit, 3).result()
