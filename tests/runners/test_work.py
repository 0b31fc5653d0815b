"""What a worker is sent and what it gives back."""

import pickle
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from time import sleep

import numpy as np
import pytest

from detente.analysis.arrays import Arrays
from detente.analysis.beliefs import Draw, ensemble
from detente.analysis.session import Session
from detente.analysis.solve import Settings, large, one_by_one
from detente.analysis.structure import structure_of
from detente.casefile import bundled, read_case
from detente.errors import RunnerError
from detente.runners import work
from detente.runners.work import gathered, sent_out, work_of, work_on
from runners.same import PARTS, swift_case


def draws(count: int) -> list[Draw]:
    return [Draw((k,), ((),)) for k in range(count)]


def numbered(some: list[Draw]) -> list[int]:
    return [draw.profiles[0] for draw in some]


def test_no_document_ledger_or_question_is_sent() -> None:
    case = read_case(bundled("summit-2025"))
    assert case.documents
    assert case.ledger.items
    packed = pickle.dumps(work_of(structure_of(case), Settings(), compiled=False))
    assert len(packed) < 60_000
    for document in case.documents.values():
        assert document.raw[200:300].encode() not in packed
    for item in case.ledger.items.values():
        assert item.content.exact.encode() not in packed
    for question in case.questions:
        assert question.text.encode() not in packed


def test_what_is_left_of_the_states_is_sent_in_bits() -> None:
    whole = structure_of(swift_case())
    for left in (np.arange(len(whole.states)), np.arange(0, len(whole.states), 3)):
        states = replace(whole.states, codes=whole.states.codes[left])
        packed = pickle.loads(
            pickle.dumps(work_of(structure_of(whole.case, states=states, start=1), Settings(), compiled=False))
        )
        rebuilt = work.structure_for(packed)
        assert np.array_equal(rebuilt.states.codes, states.codes)
        assert rebuilt.start == 1


@pytest.mark.parametrize("rule", ["sequential", "symmetric_metarational"])
def test_a_worker_solves_a_case_of_which_a_condition_is_forced(rule: str) -> None:
    case = swift_case()
    session = Session(case, Settings(rule=rule, draws=30))  # type: ignore[arg-type]
    condition = next(iter(case.parties[0].profiles[0].wants)).statement
    for forced in session.forced(condition):
        packed = pickle.dumps(work_of(forced.structure, session.settings, compiled=False))
        found = work_on(packed, forced.ensemble.draws)
        for mine, theirs in zip(forced.arrays, found, strict=True):
            assert all(np.array_equal(getattr(mine, part), getattr(theirs, part)) for part in PARTS)


def test_a_worker_of_another_version_is_refused() -> None:
    other = replace(work_of(structure_of(swift_case()), Settings(), compiled=False), version="0.0.1")
    with pytest.raises(RunnerError, match=r"expected 0\.0\.1: install the same there"):
        work_on(pickle.dumps(other), [])


def test_a_structure_is_rebuilt_once_for_all_portions(monkeypatch: pytest.MonkeyPatch) -> None:
    case, built = swift_case(), []
    structure = structure_of(case)
    monkeypatch.setattr(work, "structure_of", lambda *a, **k: built.append(1) or structure_of(*a, **k))
    work._solver.cache_clear()
    some = ensemble(case, draws=40, rng=np.random.default_rng(0)).draws
    with ThreadPoolExecutor(1) as pool:
        found = sent_out(structure, some, Settings(), executor=pool, workers=1)
    assert len(built) == 1
    assert not large(structure, len(some))
    for mine, theirs in zip(one_by_one(structure, some, Settings()), found, strict=True):
        assert all(np.array_equal(getattr(mine, part), getattr(theirs, part)) for part in PARTS)


class Backwards(ThreadPoolExecutor):
    """An executor that finishes what it was given last first."""

    def submit(self, fn, /, *args):  # type: ignore[no-untyped-def, override]
        future: Future[list[Arrays]] = Future()
        self.waiting = [(future, fn, args), *getattr(self, "waiting", [])]
        if len(self.waiting) == 4:
            for each, call, given in self.waiting:
                each.set_result(call(*given))
        return future


def test_portions_come_together_in_the_order_of_the_draws() -> None:
    parts, told = [draws(9)[low : low + 3] for low in (0, 3, 6)] + [[]], []
    with Backwards() as pool:
        found = gathered(pool, parts, numbered, lambda done, count: told.append((done, count)))  # type: ignore[arg-type]
    assert found == list(range(9))
    assert told[-1] == (9, 9)
    assert told == sorted(told)


def test_what_has_not_begun_is_taken_back_when_something_ends_it_early() -> None:
    worked = []

    def stop(_: int, __: int) -> None:
        raise KeyboardInterrupt

    def slow(part: list[Draw]) -> list[Draw]:
        worked.append(part)
        sleep(0.001)
        return part

    with ThreadPoolExecutor(1) as pool, pytest.raises(KeyboardInterrupt):
        gathered(pool, [[each] for each in draws(5_000)], slow, stop)  # type: ignore[arg-type]
    assert len(worked) < 5_000
