"""Threads and processes give the answer of a single thread, whatever their number."""

import os

import pytest

from detente.analysis.structure import structure_of
from detente.errors import RunnerError
from detente.runners import local
from detente.runners.local import cores, processes, threads, workers
from detente.runners.work import compiles
from runners.same import assert_same, plain_case, solved, swift_case, unknown_case

DRAWS = 900  # enough for compiled code


def test_the_two_cases_are_solved_in_two_ways() -> None:
    assert compiles(structure_of(swift_case()), DRAWS)
    assert not compiles(structure_of(swift_case()), 10)
    assert not compiles(structure_of(plain_case()), DRAWS)


@pytest.mark.parametrize("count", [1, 2, 5])
def test_threads_give_the_same_answer(count: int) -> None:
    with threads(count) as runner:
        for case, draws in ((swift_case(), DRAWS), (unknown_case(), DRAWS), (plain_case(), 60)):
            assert_same(solved(case, draws), solved(case, draws, runner))


def test_processes_give_the_same_answer_compiled_or_not() -> None:
    with processes(2) as runner:
        for case, draws in ((swift_case(), DRAWS), (unknown_case(), DRAWS), (plain_case(), 60)):
            assert_same(solved(case, draws), solved(case, draws, runner))


def test_a_thread_tells_how_far_it_is() -> None:
    told: list[tuple[int, int]] = []
    with threads(2) as runner:
        whole = solved(swift_case(), DRAWS, runner, progress=lambda *done: told.append(done))
    count = len({id(arrays) for arrays in whole.arrays})
    assert told[-1] == (count, count)
    assert told == sorted(told)


@pytest.mark.parametrize(("worth", "chosen"), [(0.0, "apart"), (1e9, "threads")])
def test_definitions_go_to_processes_where_that_is_worth_it(
    monkeypatch: pytest.MonkeyPatch, worth: float, chosen: str
) -> None:
    def sent(structure, draws, settings, progress=None, **_):  # type: ignore[no-untyped-def]
        asked.append("apart")
        return local.one_by_one(structure, draws, settings, progress)

    asked: list[str] = []
    monkeypatch.setattr(local, "WORTH_STARTING", worth)
    monkeypatch.setattr(local, "_start", lambda _: None)
    monkeypatch.setattr(local, "sent_out", sent)
    with workers(2) as runner:
        assert_same(solved(plain_case(), 80), solved(plain_case(), 80, runner))
        assert_same(solved(swift_case(), DRAWS), solved(swift_case(), DRAWS, runner))
    assert asked == (["apart"] if chosen == "apart" else [])


def test_a_process_that_dies_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(local, "sent_out", _die)
    with processes(1) as runner, pytest.raises(RunnerError, match="worker processes ended unexpectedly"):
        solved(plain_case(), 10, runner)


def _die(*_: object, executor, workers: int):  # type: ignore[no-untyped-def]
    return executor.submit(os._exit, 3).result()


def test_there_is_a_core() -> None:
    assert cores() >= 1
