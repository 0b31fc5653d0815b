"""Preferences: prioritised, ranked, weighed; with strength and gaps."""

from fractions import Fraction

import numpy as np
import pytest

from detente.conflict.preference import Preference, prioritize, rank_groups, weigh
from detente.errors import ModelError


def rows(*texts):
    return np.array([[mark == "1" for mark in text] for text in texts])


def test_the_more_important_statement_decides():
    assert prioritize(rows("0011", "0101")).payoff.tolist() == [0, 1, 2, 3]
    assert prioritize(rows("0101", "0011")).payoff.tolist() == [0, 2, 1, 3]
    assert prioritize(rows("0000", "0011")).payoff.tolist() == [0, 0, 1, 1]


def test_nothing_wanted_is_indifference():
    assert prioritize(np.zeros((0, 3), dtype=np.bool_)).payoff.tolist() == [0, 0, 0]


def test_a_great_statement_makes_its_step_great():
    want = prioritize(rows("0011", "0101"), [True, False])
    assert want.tier.tolist() == [0, 0, 1, 1]
    assert want.greatly_prefers()[0].tolist() == [False, False, True, True]
    want = prioritize(rows("0011", "0101"), [False, True])
    assert want.tier.tolist() == [0, 1, 1, 2]


def test_a_ranking_has_ties_and_a_rest():
    first, second = np.array([0, 0, 1, 0], bool), np.array([1, 0, 0, 1], bool)
    assert rank_groups([[first], [second]], 4).payoff.tolist() == [1, 0, 2, 1]
    great = rank_groups([[first], [second]], 4, great_after=[0])
    assert great.tier.tolist() == [0, 0, 1, 0]
    assert great.greatly_prefers()[0].tolist() == [False, False, True, False]


def test_a_state_belongs_to_the_first_group_that_has_it():
    everything, first = np.ones(3, bool), np.array([1, 0, 0], bool)
    assert rank_groups([[first], [everything]], 3).payoff.tolist() == [1, 0, 0]


def test_weights_are_added_exactly():
    third = Fraction(1, 3)
    want = weigh(rows("1001", "0101", "0011"), [third, third, -third])
    assert want.payoff.tolist() == [1, 1, 0, 1]
    assert weigh(np.zeros((0, 2), dtype=np.bool_), []).payoff.tolist() == [0, 0]


def test_weights_beyond_exactness_are_refused():
    with pytest.raises(ModelError, match="differ too much in size"):
        weigh(rows("01", "10"), [Fraction(1, 10**15), Fraction(10**15)])


def test_an_unknown_pair_is_neither_better_nor_worse():
    gap = np.array([[0, 1, 0], [1, 0, 0], [0, 0, 0]], bool)
    want = Preference(np.array([0, 1, 2]), np.array([0, 1, 1]), gap)
    assert want.prefers().tolist() == [[False, False, True], [False, False, True], [False, False, False]]
    assert want.prefers_or_unknown()[0].tolist() == [False, True, True]
    assert want.prefers_or_unknown()[1].tolist() == [True, False, True]
    assert want.greatly_prefers()[0].tolist() == [False, False, True]


def test_without_strength_nothing_is_great():
    assert not Preference(np.array([0, 5])).greatly_prefers().any()
