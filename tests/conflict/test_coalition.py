"""Coalitions on published conflicts."""

import numpy as np
import pytest

from conflict.published import elmira, moving_twice, treaty
from detente.conflict import coalition
from detente.conflict.concepts import equilibria
from detente.conflict.model import Joint

UNIVERSAL = {
    "coalition_nash": [5, 6, 10, 11, 12],
    "coalition_general_metarational": [1, 4, 5, 6, 10, 11, 12],
    "coalition_symmetric_metarational": [1, 4, 5, 6, 10, 11, 12],
    "coalition_sequential": [5, 6, 10, 11, 12],
    "coalition_sequential_class": [5, 6, 10, 11, 12],
}

ELSEWHERE = {
    "coalition_nash": [],
    "coalition_general_metarational": [2, 4, 6],
    "coalition_symmetric_metarational": [2, 4, 6],
    "coalition_sequential": [6],
    "coalition_sequential_class": [6],
}


@pytest.mark.parametrize("concept", UNIVERSAL)
def test_universal_equilibria(concept):
    for case, expected in ((elmira(), UNIVERSAL), (moving_twice(), ELSEWHERE)):
        found = [case.number(int(s)) for s in equilibria(case.game, concept)]
        assert sorted(found) == expected[concept]


def test_two_leave_the_deadlock_that_nobody_leaves_alone():
    case = elmira()
    pair = (case.dm("moe"), case.dm("uniroyal"))
    moves = np.flatnonzero(case.game.responses(pair)[case[7]])
    improvements = np.flatnonzero(coalition.coalition_improvements(case.game, pair)[case[7]])
    assert len(moves) == 5
    assert [case.number(int(t)) for t in improvements] == [10]
    for concept in UNIVERSAL:
        assert not getattr(coalition, concept)(case.game, pair)[case[7]]


def test_coalitions_do_not_jump_over_what_is_impossible():
    case = treaty()
    assert not case.game.responses((0, 1)).any()
    assert coalition.coalition_nash(case.game, (0, 1)).all()


def test_a_joint_move_is_a_coalition_improvement():
    case = treaty(Joint(("p.sign", "q.sign")))
    assert coalition.coalition_improvements(case.game, (0, 1))[case[1], case[2]]
    assert not coalition.coalition_improvements(case.game, (0, 2))[case[1], case[2]]
    assert not coalition.coalition_nash(case.game, (0, 1))[case[1]]


def test_one_party_s_row_is_the_row_of_all():
    game = elmira().game
    rows = coalition.universal(game, coalition.coalition_nash)
    for dm in game.dms:
        assert (coalition.universal_for(game, dm, coalition.coalition_nash) == rows[dm]).all()
