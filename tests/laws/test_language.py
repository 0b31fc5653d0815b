"""The language of statements, against Python's own truth; prioritising, against tuples."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.conflict.preference import prioritize, rank_groups
from detente.conflict.statement import And, Constant, If, Iff, Name, Not, Or, Unless, expand, names, parse, truth
from strategies import few, some, statements

NAMES = ("a.one", "a.two", "b.one", "c-d.e-f", "événement.été")


def python_truth(statement, state) -> bool:
    match statement:
        case Constant(value):
            return value
        case Name(id):
            return state[id]
        case Not(part):
            return not python_truth(part, state)
        case And(parts):
            return all(python_truth(part, state) for part in parts)
        case Or(parts):
            return any(python_truth(part, state) for part in parts)
        case If(conclusion, condition):
            return python_truth(conclusion, state) or not python_truth(condition, state)
        case Iff(left, right):
            return python_truth(left, state) == python_truth(right, state)
        case Unless(duty, release):
            return python_truth(duty, state) or python_truth(release, state)
    raise AssertionError(statement)


@some
@given(statement=statements(NAMES))
def test_what_is_printed_is_read_back(statement):
    assert str(parse(str(statement))) == str(statement)


@some
@given(statement=statements(NAMES))
def test_truth_is_python_s(statement):
    n = 2 ** len(NAMES)
    table = {name: np.arange(n) >> k & 1 == 1 for k, name in enumerate(NAMES)}
    found = np.broadcast_to(truth(statement, table.__getitem__), n)
    read_back = np.broadcast_to(truth(parse(str(statement)), table.__getitem__), n)
    for s in range(n):
        assert found[s] == read_back[s] == python_truth(statement, {name: table[name][s] for name in NAMES})


@few
@given(statement=statements(("x", "y", *NAMES)), x=statements(NAMES), y=statements(("x", *NAMES)))
def test_events_stand_for_what_they_mean(statement, x, y):
    full = expand(statement, {"x": x, "y": y})
    assert all("." in name.id for name in names(full))
    for s in range(2 ** len(NAMES)):
        state = {name: bool(s >> k & 1) for k, name in enumerate(NAMES)}
        state["x"] = python_truth(x, state)
        state["y"] = python_truth(y, state)
        assert python_truth(full, state) == python_truth(statement, state)


@few
@given(k=st.sampled_from([1, 2, 31, 32, 33, 53, 54, 63, 64, 65, 200]), n=st.integers(1, 40), data=st.data())
def test_prioritising_compares_truth_vectors(k, n, data):
    rng = np.random.default_rng(data.draw(st.integers(0, 2**32 - 1)))
    truths = rng.random((k, n)) < data.draw(st.sampled_from([0.02, 0.5, 0.98]))
    payoff = prioritize(truths).payoff
    vectors = [tuple(truths[:, s]) for s in range(n)]
    levels = sorted(set(vectors))
    assert payoff.tolist() == [levels.index(vector) for vector in vectors]


@few
@given(k=st.integers(1, 6), n=st.integers(1, 12), data=st.data())
def test_a_great_statement_that_tells_two_states_apart_tells_them_greatly(k, n, data):
    rng = np.random.default_rng(data.draw(st.integers(0, 2**32 - 1)))
    truths, great = rng.random((k, n)) < 0.5, data.draw(st.lists(st.booleans(), min_size=k, max_size=k))
    want = prioritize(truths, great)
    better, greatly = want.prefers(), want.greatly_prefers()
    assert not (greatly & ~better).any()
    for s in range(n):
        for q in range(n):
            differs = np.flatnonzero(truths[:, s] != truths[:, q])
            if better[s, q] and great[differs[0]]:
                assert greatly[s, q]


@few
@given(n=st.integers(1, 12), data=st.data())
def test_a_ranking_written_down_is_the_ranking(n, data):
    place = data.draw(st.lists(st.integers(0, 4), min_size=n, max_size=n))
    groups = [[np.asarray(place) == level] for level in range(4)]  # level 4 stands in no group and ranks last
    want = rank_groups(groups, n)
    for s in range(n):
        for q in range(n):
            assert want.prefers()[s, q] == (place[q] < place[s])


@pytest.mark.parametrize("count", [1, 53, 64, 200])
def test_any_number_of_statements_is_compared_exactly(count):
    """The two states differ in the last statement alone, where sums of powers of two lose it."""
    truths = np.ones((count, 2), dtype=np.bool_)
    truths[-1, 0] = False
    assert prioritize(truths).payoff.tolist() == [0, 1]
