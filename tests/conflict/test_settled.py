"""Unknown pairs settled: which orders remain, each once, and that they are drawn evenly."""

from collections import Counter
from itertools import combinations, permutations, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.conflict.settled import Opening, opening_of
from detente.errors import ModelError
from strategies import some


def sides(n: int, *pairs: tuple[set[int], set[int]]) -> np.ndarray:
    return np.asarray([[[s in side for s in range(n)] for side in pair] for pair in pairs], dtype=np.bool_)


def opening(levels: list[int], *pairs: tuple[set[int], set[int]]) -> Opening:
    return opening_of(np.asarray(levels), sides(len(levels), *pairs), "party.a")


def orders(found: Opening) -> list[list[int]]:
    assert found.ways is not None
    return sorted(found.settled(way).tolist() for way in found.ways)  # type: ignore[union-attr]


@some
@given(data=st.data(), n=st.integers(2, 5))
def test_of_strict_orders_the_ways_are_the_linear_extensions_of_what_is_known(data, n):
    levels = data.draw(st.permutations(range(n)))
    every = list(combinations(range(n), 2))
    pairs = data.draw(st.lists(st.sampled_from(every), min_size=1, max_size=6, unique=True))
    kept = [pair for pair in every if pair not in pairs]
    extensions = [
        list(order)
        for order in permutations(range(n))
        if all((order[s] > order[q]) == (levels[s] > levels[q]) for s, q in kept)
    ]
    assert orders(opening(list(levels), *(({s}, {q}) for s, q in pairs))) == sorted(extensions)


@some
@given(data=st.data(), n=st.integers(2, 6))
def test_a_way_keeps_what_is_strictly_known_and_settles_what_is_open(data, n):
    levels = np.unique(data.draw(st.lists(st.integers(0, 3), min_size=n, max_size=n)), return_inverse=True)[1]
    side = st.sets(st.integers(0, n - 1), min_size=1)
    pairs = data.draw(st.lists(st.tuples(side, side).filter(lambda pair: pair[0] != pair[1]), min_size=1, max_size=3))
    found = opening(levels.tolist(), *pairs)
    try:
        ways = found.ways
    except ModelError:
        assert len(pairs) > 1  # one pair always leaves both orders
        return
    assert ways is not None
    unknown = {(s, q) for one, other in pairs for s in one for q in other if not ({s, q} <= one & other)}
    for way in ways:
        settled = found.settled(way)
        assert settled is not None
        for s, q in product(range(n), repeat=2):
            if levels[s] > levels[q] and not {(s, q), (q, s)} & unknown:
                assert settled[s] > settled[q]
            if (s, q) in unknown and s != q:
                assert settled[s] != settled[q]
    assert len({tuple(found.settled(way)) for way in ways}) == len(ways)  # type: ignore[arg-type]


def test_one_pair_goes_either_way() -> None:
    assert orders(opening([2, 1, 0], ({0}, {1}))) == [[1, 2, 0], [2, 1, 0]]
    assert orders(opening([0, 0], ({0}, {1}))) == [[0, 1], [1, 0]]


def test_indifference_gives_way_where_it_must() -> None:
    """States NN, YN, NY, YY of a party that wants the first option, and nobody knows of YN and NY."""
    assert orders(opening([0, 1, 0, 1], ({1}, {2}))) == [[0, 1, 0, 1], [0, 1, 2, 3]]
    assert orders(opening([0, 0, 0], ({0}, {2}))) == [[0, 1, 2], [2, 1, 0]]  # what was tied with both lies between


def test_what_follows_from_what_is_known_is_not_open() -> None:
    found = opening([2, 1, 0], ({0}, {2}))
    assert not found.is_open.any()
    assert orders(found) == [[2, 1, 0]]


def test_whole_sides_go_together() -> None:
    assert orders(opening([3, 2, 1, 0], ({0, 2}, {1, 3}))) == [[1, 3, 0, 2], [3, 1, 2, 0]]


def test_pairs_that_contradict_each_other_are_refused() -> None:
    with pytest.raises(ModelError, match=r"party\.a: its unknown pairs contradict each other"):
        _ = opening([3, 2, 1, 0], ({0, 2}, {1, 3}), ({0, 3}, {1, 2})).ways


@pytest.mark.parametrize("among", [3, 6])
def test_ways_are_drawn_evenly(among: int) -> None:
    """All pairs among some states: of six the most ways to settle the pairs one by one are no order."""
    found = opening(list(range(among)), *(({s}, {q}) for s, q in combinations(range(among), 2)))
    rng, draws = np.random.default_rng(1), 6_000
    count = Counter(found.drawn(rng) for _ in range(draws))
    assert found.ways is not None
    assert set(count) <= set(found.ways)
    assert len(found.ways) == np.prod(range(1, among + 1))
    expected = draws / len(found.ways)
    assert all(abs(count[way] - expected) < 5 * np.sqrt(expected) for way in found.ways)


def test_more_pairs_than_can_be_listed_are_drawn_each_for_itself() -> None:
    found = opening(list(range(40)), *(({2 * k}, {2 * k + 1}) for k in range(20)))
    assert found.ways is None
    drawn = np.asarray([found.drawn(np.random.default_rng(seed)) for seed in range(400)])
    assert abs(drawn.mean(axis=0) - 0.5).max() < 0.15


def test_too_many_that_hang_together_are_refused() -> None:
    found = opening(list(range(9)), *(({s}, {q}) for s, q in combinations(range(9), 2)))
    with pytest.raises(ModelError, match=r"party\.a: too many of its 36 unknown pairs hang together"):
        found.drawn(np.random.default_rng(0))
