"""Classes of states ranked in any order are the preference of that order; draws that come to the same are found."""

from itertools import permutations

import numpy as np
import pytest

from analysis.small import case_of, text_of
from detente.analysis.beliefs import Draw, ensemble, mallows_orders
from detente.analysis.classes import EXACT, Classes, classes_of, kind_of
from detente.analysis.structure import structure_of
from detente.case.preference import preference_of
from detente.casefile import parse_case
from detente.conflict.preference import prioritize


def classes(truths: np.ndarray) -> Classes:
    return classes_of(prioritize(truths), truths)


@pytest.mark.parametrize("k", [0, 1, 3, 12, EXACT, EXACT + 1, 80])
@pytest.mark.parametrize("seed", range(4))
def test_ranked_classes_are_the_preference_of_each_order(k: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    truths = rng.random((k, 60)) < 0.5
    truths = np.concatenate([truths, truths[:, :20]], axis=1)  # some states that nothing tells apart
    orders = mallows_orders(0.8, rng.random((30, k)))
    found = classes(truths).payoffs(orders)
    for order, payoff in zip(orders, found, strict=True):
        assert np.array_equal(payoff, prioritize(truths[order]).payoff)


def test_marks_are_the_same_where_the_preferences_are() -> None:
    truths = np.asarray([[0, 0, 1, 1, 1], [0, 0, 0, 1, 1], [0, 1, 1, 1, 1]], dtype=np.bool_)  # nested: order is idle
    own = classes(truths)
    orders = np.asarray(list(permutations(range(3))))
    payoffs, marks = own.payoffs(orders), own.marks(orders)
    for payoff, mark in zip(payoffs, marks, strict=True):
        same = [np.array_equal(payoff, other) for other in payoffs]
        assert same == [mark == other for other in marks]
    assert own.marks(orders[:1]) == classes(truths[::-1]).marks(orders[-1:])  # another profile, the same preference


def test_narrow_numbers_hold_what_they_must() -> None:
    assert np.iinfo(kind_of(2**15)).max == 2**15 - 1
    assert kind_of(2**15 + 1) is np.int32


@pytest.mark.parametrize("seed", range(6))
def test_payoffs_of_draws_are_those_of_their_profiles_and_orders(seed: int) -> None:
    case = case_of(seed, noise=0.5, wants=5)
    structure = structure_of(case)
    draws = ensemble(case, draws=40, rng=np.random.default_rng(seed)).draws
    for draw, payoffs in zip(draws, structure.payoffs(draws), strict=True):
        for party, k, order, payoff in zip(case.parties, draw.profiles, draw.orders, payoffs, strict=True):
            expected = preference_of(party.profiles[k], structure.states, order=order)
            assert np.array_equal(payoff, expected.payoff)
        game = structure.game(draw)
        assert all(np.array_equal(want.payoff, row) for want, row in zip(game.preferences, payoffs, strict=True))


@pytest.mark.parametrize("seed", range(6))
def test_alike_are_the_draws_with_the_same_payoffs(seed: int) -> None:
    case = case_of(seed, noise=0.5, wants=3)
    structure = structure_of(case)
    draws = ensemble(case).draws[:400]
    first, which = structure.alike(draws)
    keys = [payoffs.tobytes() for payoffs in structure.payoffs(draws)]
    assert [keys[first[k]] for k in which] == keys
    assert len(first) == len(set(keys)) < len(draws)
    assert list(first) == sorted(first)


def test_draws_are_told_apart_by_how_an_unknown_pair_is_settled() -> None:
    wants = 'wants = ["a.x"]'
    text = text_of(1, profiles=1, wants=1)
    profile = '[[party.a.profile]]\nname = "{}"\nweight = 0.5\n' + wants
    known = profile.format("known")
    unknown = profile.format("unknown") + '\nunknown = [["YNNNN", "NYNNN"]]'
    before, rest = text.split("[[party.a.profile]]", 1)
    structure = structure_of(
        parse_case(before + known + "\n" + unknown + "\n[party.b]" + rest.split("[party.b]", 1)[1])
    )
    orders = ((0,), (0,), (0,))
    draws = [Draw((k, 0, 0), orders, ways) for k, ways in ((0, ()), (1, ((True,), (), ())), (1, ((False,), (), ())))]
    assert list(structure.alike(draws)[1]) == [0, 0, 1]  # the one way is as written, as if nothing were unknown
