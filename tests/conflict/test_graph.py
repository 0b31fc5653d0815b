"""Moves, joint moves and legal sequences."""

import numpy as np
import pytest

from conflict.published import elmira, moving_twice, treaty
from detente.conflict.graph import Mover, graph_model
from detente.conflict.model import Conflict, DecisionMaker, GraphForm, Impossible, Joint, Option
from detente.conflict.preference import Preference
from detente.conflict.statement import parse
from detente.errors import ModelError, TooLarge

A, B = DecisionMaker("a"), DecisionMaker("b")


def indifferent(conflict, n):
    return graph_model(conflict, [Preference(np.zeros(n, dtype=np.int64))] * len(conflict.decision_makers))


def test_a_party_changes_any_of_its_options_in_one_move():
    game = indifferent(Conflict((A, B), (Option("a.x", ("a",)), Option("a.y", ("a",)), Option("b.z", ("b",)))), 8)
    assert game.reachable(0, 0).tolist() == [1, 2, 3]
    assert game.reachable(1, 0).tolist() == [4]


def test_a_shared_option_is_changed_by_each_owner():
    game = indifferent(Conflict((A, B), (Option("a.x", ("a", "b")), Option("b.y", ("b",)))), 4)
    assert game.reachable(0, 0).tolist() == [1]
    assert game.reachable(1, 0).tolist() == [1, 2, 3]


def test_irreversible_both_ways():
    once, never = Option("a.x", ("a",), irreversible="taken"), Option("a.y", ("a",), irreversible="dropped")
    game = indifferent(Conflict((A,), (once, never)), 4)
    assert [game.reachable(0, s).tolist() for s in range(4)] == [[1], [], [0, 1, 3], [1]]


def test_listed_moves_are_not_closed():
    graph = GraphForm(("1", "2", "3"), ((("1", "2"), ("2", "3"), ("3", "3")), ()))
    game = indifferent(Conflict((A, B), graph=graph), 3)
    assert [game.reachable(0, s).tolist() for s in range(3)] == [[1], [2], []]
    assert game.responses((0,)).tolist() == game.relation(0).tolist()


def test_only_a_legal_sequence_of_three_moves_leads_there():
    twice = moving_twice()
    game = twice.game
    found = np.flatnonzero(game.responses((1, 2))[twice[2]])
    assert sorted(twice.number(int(s)) for s in found) == [4, 6, 8]


def test_a_joint_move_is_made_where_every_signatory_prefers_it():
    signed = treaty(Joint(("p.sign", "q.sign")))
    game = signed.game
    together = Mover((0, 1), 0)
    assert together in game.movers((0, 1, 2))
    assert together not in game.movers((0, 2))
    assert game.reachable(together, signed[1]).tolist() == [signed[2]]
    assert game.reachable(together, signed[2]).tolist() == []
    assert game.responses((0, 1))[signed[1]].nonzero()[0].tolist() == [signed[2]]
    unwilling = game.with_preferences([Preference(-game.preferences[0].payoff), *game.preferences[1:]])
    assert unwilling.reachable(together, signed[1]).tolist() == []
    assert not unwilling.relation(together).any()


def test_who_is_outside():
    game = elmira().game
    assert game.others(1) == (0, 2)
    assert game.others((0, 2)) == (1,)
    assert list(game.coalitions()) == [(0,), (1,), (2,), (0, 1), (0, 2), (1, 2), (0, 1, 2)]


def test_improvements_of_the_status_quo():
    case = elmira()
    improvements = [np.flatnonzero(case.game.improvements(dm)[case[1]]) for dm in case.game.dms]
    assert [[case.number(int(t)) for t in each] for each in improvements] == [[], [], [7]]


@pytest.mark.parametrize(
    ("wants", "message"),
    [
        ([Preference(np.zeros(2))], "expected 2 preferences, got 1"),
        ([Preference(np.zeros(2)), Preference(np.zeros(3))], r"b: expected payoffs of 2 states, got \(3,\)"),
    ],
)
def test_preferences_that_do_not_fit_are_refused(wants, message):
    with pytest.raises(ModelError, match=message):
        graph_model(Conflict((A, B), (Option("a.x", ("a",)),)), wants)


def test_a_relation_of_too_many_states_is_refused():
    options = tuple(Option(f"a.o{k}", ("a",)) for k in range(15))
    game = indifferent(Conflict((A, B), options), 2**15)
    for ask in (lambda: game.relation(0), lambda: game.responses((0, 1))):
        with pytest.raises(TooLarge, match=r"32,768 states make relations of 1\.0 GB each"):
            ask()
    assert len(game.reachable(0, 0)) == 2**15 - 1


def test_impossible_states_are_not_moved_to():
    rule = Impossible(parse("a.x and b.y"))
    game = indifferent(Conflict((A, B), (Option("a.x", ("a",)), Option("b.y", ("b",))), (rule,)), 3)
    assert [game.reachable(0, s).tolist() for s in range(3)] == [[1], [0], []]
