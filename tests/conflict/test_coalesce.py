"""States that are one, parties that act as one."""

import numpy as np
import pytest

from conflict.published import elmira, moving_twice, treaty
from detente.conflict.coalesce import Uneven, coalesced, merged
from detente.conflict.concepts import CONCEPTS, equilibria
from detente.conflict.graph import Mover, graph_model
from detente.conflict.model import Conflict, DecisionMaker, GraphForm, Joint, Option
from detente.conflict.preference import Preference
from detente.conflict.statement import parse
from detente.errors import ModelError

KEPT = [name for name, each in CONCEPTS.items() if each.kind in ("ordinary", "coalition")]


@pytest.mark.parametrize("concept", KEPT)
def test_elmira_has_nine_states_and_keeps_its_equilibria(concept):
    case = elmira()
    found = coalesced(case.game, [case.game.states.holds(parse("uniroyal.abandon"))])
    assert len(found.game) == 9
    assert found.warnings == ()
    assert np.unique(found.place[equilibria(case.game, concept)]).tolist() == equilibria(found.game, concept).tolist()


def test_a_class_is_called_by_its_pattern():
    case = elmira()
    found = coalesced(case.game, [case.game.states.holds(parse("uniroyal.abandon"))])
    assert "-NNY-" in found.game.states.labels
    odd = coalesced(case.game, [np.isin(np.arange(12), [0, 3])])  # no pattern stands for just these two
    assert odd.game.states.labels[0] == case.game.states.pattern(0)


def test_the_conflict_s_own_classes_are_used():
    options = (Option("a.x", ("a",)), Option("b.y", ("b",)))
    conflict = Conflict((DecisionMaker("a"), DecisionMaker("b")), options, indistinguishable=(parse("a.x"),))
    game = graph_model(conflict, [Preference(np.array([0, 1, 0, 1]))] * 2)
    found = coalesced(game)
    assert found.game.states.labels == ("NN", "Y-", "NY")
    assert found.place.tolist() == [0, 1, 2, 1]


def test_classes_that_overlap_are_one():
    masks = [np.isin(np.arange(12), group) for group in ([2, 5], [5, 7], [1, 3])]
    place = coalesced(elmira().game, masks).place
    assert len({place[2], place[5], place[7]}) == 1
    assert place[1] == place[3] != place[2]


def test_who_is_not_indifferent_is_said():
    case = elmira()
    group = (case[1], case[7])
    found = coalesced(case.game, [np.isin(np.arange(12), group)])
    assert found.warnings == tuple(Uneven(dm, tuple(sorted(group))) for dm in range(3))


def test_strength_and_gaps_can_be_uneven_too():
    conflict = Conflict((DecisionMaker("a"),), (Option("a.x", ("a",)), Option("a.y", ("a",))))
    gap = np.zeros((4, 4), dtype=np.bool_)
    gap[0, 2] = gap[2, 0] = True
    flat = np.zeros(4, dtype=np.int64)
    for want in (Preference(flat, np.array([0, 1, 1, 1])), Preference(flat, None, gap)):
        found = coalesced(graph_model(conflict, [want]), [np.array([True, True, False, False])])
        assert [each.focal for each in found.warnings] == [0]


def test_joint_moves_lead_between_classes():
    case = treaty(Joint(("p.sign", "q.sign")))
    indifferent = Preference(np.array([0, 1, 0, 1]))
    game = case.game.with_preferences([Preference(case.game.preferences[0].payoff)] * 2 + [indifferent])
    found = coalesced(game, [np.isin(np.arange(4), [case[1], case[3]]), np.isin(np.arange(4), [case[2], case[4]])])
    assert found.game.relation(Mover((0, 1), 0)).tolist() == [[False, True], [False, False]]


def test_a_block_owns_what_its_members_own():
    case = elmira()
    game = merged(case.game, [0, 1], case.game.preferences[0], id="industry", name="Ministry and company")
    assert [str(dm) for dm in game.conflict.decision_makers] == ["Ministry and company", "local"]
    assert game.conflict.owned(0) == (0, 1, 2, 3)
    assert len(game.reachable(0, case[7])) == 5
    assert game.preferences[1] is case.game.preferences[2]


def test_a_block_signs_its_own_treaty_alone():
    """What was a joint move inside the block is an ordinary move, over states that none could pass alone."""
    case = treaty(Joint(("p.sign", "q.sign")), Joint(("q.sign", "r.r")))
    game = merged(case.game, [0, 1], case.game.preferences[0], id="pq")
    assert game.reachable(0, case[1]).tolist() == [case[2]]
    assert [joint.options for joint in game.conflict.joints] == [("q.sign", "r.r")]
    assert game.signatories(0) == (0, 1)


def test_a_block_of_listed_moves_makes_legal_sequences():
    graph = GraphForm(("1", "2", "3"), ((("1", "2"),), (("2", "3"),), (("3", "1"),)))
    conflict = Conflict(tuple(map(DecisionMaker, "abc")), graph=graph)
    game = graph_model(conflict, [Preference(np.array([0, 1, 2]))] * 3)
    block = merged(game, [0, 1], game.preferences[0], id="ab")
    assert block.conflict.graph.moves == ((("1", "2"), ("1", "3"), ("2", "3")), (("3", "1"),))
    assert block.reachable(0, 0).tolist() == [1, 2]


def test_a_coalesced_game_can_be_merged():
    case = treaty(Joint(("p.sign", "q.sign")), Joint(("q.sign", "r.r")))
    listed = coalesced(case.game, []).game
    game = merged(listed, [0, 1], listed.preferences[0], id="pq")
    assert game.reachable(0, case[1]).tolist() == [case[2]]
    assert len(game.moves.joints) == 1


@pytest.mark.parametrize(
    ("members", "id", "message"),
    [
        ([0], "x", r"two or more of the 3 parties, got \[0\]"),
        ([0, 0], "x", "two or more"),
        ([0, 7], "x", "two or more"),
        ([0, 1], "b", 'decision maker "b" stands twice'),
    ],
)
def test_blocks_that_are_none_are_refused(members, id, message):
    game = moving_twice().game
    with pytest.raises(ModelError, match=message):
        merged(game, members, game.preferences[0], id=id)
