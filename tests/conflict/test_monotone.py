"""Chances of monotone conditions, against all sets."""

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.conflict import monotone
from detente.conflict.monotone import holds
from detente.errors import TooLarge

terms = st.frozensets(st.integers(0, 6), min_size=1, max_size=4)
conditions = st.frozensets(st.frozensets(terms, min_size=1, max_size=4), max_size=4)


def clause(*texts):
    return frozenset(frozenset(map(int, text)) for text in texts)


def by_trying(condition, p):
    every = sorted({variable for each in condition for term in each for variable in term})
    chance = 0
    for size in range(len(every) + 1):
        for chosen in combinations(every, size):
            if all(any(term <= set(chosen) for term in each) for each in condition):
                chance += p**size * (1 - p) ** (len(every) - size)
    return chance


@settings(max_examples=100, deadline=None)
@given(condition=conditions, p=st.integers(0, 5))
def test_it_is_what_trying_all_sets_gives(condition, p):
    """Polynomials that agree at so many points are equal; whole numbers keep it exact."""
    assert sum(c * p**e * (1 - p) ** a for (e, a), c in holds(condition).items()) == by_trying(condition, p)


@pytest.mark.parametrize(
    ("condition", "chance"),
    [
        (frozenset(), {(0, 0): 1}),
        (frozenset({clause("0")}), {(0, 0): 1, (0, 1): -1}),
        (frozenset({clause("01")}), {(2, 0): 1}),
        (frozenset({clause("0", "1"), clause("2")}), {(0, 0): 1, (0, 1): -1, (0, 2): -1, (0, 3): 1}),
        (frozenset({clause("0", "01")}), {(0, 0): 1, (0, 1): -1}),
    ],
)
def test_by_hand(condition, chance):
    assert dict(holds(condition)) == chance


def test_what_is_too_entangled_is_refused():
    chained = frozenset(clause(str(k), str((k + 1) % 10)) for k in range(10))
    wide = frozenset({frozenset({frozenset({k, k + 1}) for k in range(30)})})
    holds(chained)
    with pytest.raises(TooLarge, match="escapes to 31 states depend on one another"):
        holds(wide)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(monotone, "MOST_ENTANGLED", 9)
        with pytest.raises(TooLarge, match="10 improvements depend on one another"):
            holds(chained)
