"""Ends and dates of random chains, compiled, against the sparse solution; loops that are left again included."""

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from detente.analysis import compiled_chain
from detente.analysis.arrays import Arrays, chain_of
from detente.analysis.chain import Tempi, balanced, ends_in, ends_of, state_after
from detente.analysis.compiled_chain import mass_after, mass_at_the_end

TEMPI = Tempi(move=1.0, agreement=1.0)


def chain(seed: int) -> Arrays:
    """A random chain of which every state is reached from the first; loops are common."""
    rng = np.random.default_rng(seed)
    m = int(rng.integers(1, 14))
    edges = rng.random((m, m)) < rng.uniform(0.05, 0.35)
    np.fill_diagonal(edges, False)
    found = [0]
    for v in found:
        found += [int(w) for w in np.flatnonzero(edges[v]) if w not in found]
    onward = [[found.index(w) for w in found if edges[v, w]] for v in found]
    count = sum(map(len, onward))
    return Arrays(
        np.arange(len(found), dtype=np.int32),
        np.cumsum([0, *map(len, onward)]).astype(np.int32),
        np.asarray([w for row in onward for w in row], dtype=np.int32),
        np.ones(count, dtype=np.int32),
        rng.uniform(0.1, 3.0, count),
        np.zeros((1, 2), dtype=np.uint8),
        len(found),
    )


@pytest.mark.parametrize("seed", range(60))
def test_ends_and_dates_of_any_chain(seed: int) -> None:
    arrays = chain(seed)
    mass, member = mass_at_the_end(arrays.first, arrays.target, arrays.rates(TEMPI))
    ends = ends_of(chain_of(arrays), TEMPI)
    expected = np.zeros(len(arrays.states))
    expected[ends.states] = ends.mass
    assert mass == pytest.approx(expected, abs=1e-12)
    assert {tuple(np.flatnonzero(member == c)) for c in set(member.tolist()) - {-1}} == set(ends.classes)
    for days in (0.5, 7.0):
        swift = mass_after(arrays.first, arrays.target, arrays.rates(TEMPI), np.asarray([days]))[0]
        assert swift == pytest.approx(state_after(chain_of(arrays), TEMPI, days), abs=1e-9)


def test_some_chain_passes_through_a_loop() -> None:
    chains = [chain(seed) for seed in range(60)]
    loops = [np.unique(compiled_chain._classes(c.first, c.target)[0], return_counts=True)[1].max() for c in chains]
    assert sum(size > 1 for size in loops) > 20


@pytest.mark.parametrize("back", [True, False])
def test_a_class_of_hundreds_of_states(back: bool) -> None:
    """A thousand states that lead to a few others each; all lead to each other, or are left in the end."""
    rng, m = np.random.default_rng(7), 1000
    onward = [sorted({(v + 1) % m, *rng.integers(0, m, 3).tolist()} - {v}) for v in range(m)]
    if not back:
        onward += [[]]
        onward[500] += [m]
    rates = rng.uniform(0.01, 3.0, sum(map(len, onward)))
    first = np.cumsum([0, *map(len, onward)]).astype(np.int32)
    target = np.asarray([w for row in onward for w in row], dtype=np.int32)
    mass, member = mass_at_the_end(first, target, rates)
    ends = ends_in(balanced(csr_matrix((rates, target, first), shape=(len(onward),) * 2)), np.arange(len(onward)))
    assert (member >= 0).sum() == len(ends.states) == (m if back else 1)
    assert mass[ends.states] == pytest.approx(ends.mass, abs=1e-12, rel=1e-9)


def test_a_large_class_is_left_to_the_sparse_solution() -> None:
    m = compiled_chain.MOST_TOGETHER + 1
    ring = np.roll(np.arange(m), -1).astype(np.int32)
    mass, _ = mass_at_the_end(np.arange(m + 1, dtype=np.int32), ring, np.ones(m))
    assert len(mass) == 0
