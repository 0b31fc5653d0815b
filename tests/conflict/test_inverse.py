"""Under what preferences a state would hold: published counts, witnesses, refusals."""

from fractions import Fraction

import pytest

from conflict.published import elmira, euphrates, moving_twice, option, published, treaty
from detente.conflict.concepts import stable
from detente.conflict.inverse import Count, count_rankings, settling, tried
from detente.conflict.model import Joint
from detente.errors import ModelError, TooLarge, UnknownName

COUNTS = {
    "nash": 240,
    "general_metarational": 384,
    "symmetric_metarational": 300,
    "sequential": 384,
    "symmetric_sequential": 300,
}


@pytest.mark.parametrize("concept", COUNTS)
def test_euphrates_state_2_varying_syria(concept):
    case = euphrates()
    expected = Count(COUNTS[concept], 720)
    assert count_rankings(case.game, 0, state=case[2], concept=concept) == expected
    assert tried(case.game, 0, state=case[2], concept=concept) == expected
    assert expected.share == Fraction(COUNTS[concept], 720)


def test_aliases_are_counted_too():
    case = euphrates()
    assert count_rankings(case.game, 0, state=case[2], concept="SEQ").count == 384


def test_many_states_are_counted_without_trying():
    case = elmira()
    found = count_rankings(case.game, case.dm("uniroyal"), state=case[1], concept="sequential")
    assert 0 < found.count < found.of
    assert found.of == 479_001_600


@pytest.mark.parametrize(
    ("concept", "error", "message"),
    [
        ("simultaneous", ModelError, "rankings are counted under nash, .*; not under simultaneous"),
        ("coalition_nash", ModelError, "not under coalition_nash"),
        ("sequental", UnknownName, 'did you mean "sequential"'),
    ],
)
def test_other_concepts_are_refused(concept, error, message):
    with pytest.raises(error, match=message):
        count_rankings(euphrates().game, 0, state=0, concept=concept)


def test_too_many_states_to_try_are_refused():
    with pytest.raises(TooLarge, match="12 states have 12! rankings; at most 7! = 5,040 are tried"):
        tried(elmira().game, 0, state=0, concept="nash")


@pytest.mark.parametrize("concept", [*COUNTS, "coalition_nash", "simultaneous", "limited_move_4", "non_myopic"])
def test_everybody_s_preferences_can_settle_any_state(concept):
    case = euphrates()
    for state in range(len(case.game)):
        found = settling(case.game, state, concept=concept)
        assert stable(case.game.with_preferences(found), concept)[:, state].all()


def test_one_party_cannot_settle_what_another_leaves_whatever_happens():
    case = euphrates()
    assert settling(case.game, case[3], concept="nash", varied=[0]) is None
    assert settling(case.game, case[3], concept="sequential", varied=[0]) is None


def test_few_rankings_are_all_tried():
    """For coalitions there is no proof but trying."""
    case = euphrates()
    assert settling(case.game, case[3], concept="coalition_nash", varied=[0]) is None


def test_with_nobody_varied_it_holds_or_does_not():
    case = euphrates()
    assert settling(case.game, case[6], concept="nash", varied=[]) == case.game.preferences
    assert settling(case.game, case[1], concept="nash", varied=[]) is None


def test_one_party_settles_by_threatening():
    """At 1 Iraq attacks; a Syria that would answer by escalating deters it, one that would not does not."""
    case = euphrates()
    found = settling(case.game, case[1], concept="sequential", varied=[0])
    assert stable(case.game.with_preferences(found), "sequential")[:, case[1]].all()
    assert found[1] is case.game.preferences[1]
    assert sorted(found[0].payoff.tolist()) == list(range(6))


def test_a_threat_by_two_in_turn():
    case = moving_twice()
    found = settling(case.game, case[1], concept="sequential", varied=[1, 2])
    assert found is not None
    assert stable(case.game.with_preferences(found), "sequential")[:, case[1]].all()


def test_a_joint_threat():
    """R would leave 3 for 1, but not if P and Q would then sign."""
    case = treaty(Joint(("p.sign", "q.sign")))
    found = settling(case.game, case[3], concept="sequential", varied=[0, 1])
    assert stable(case.game.with_preferences(found), "sequential")[:, case[3]].all()
    assert settling(treaty().game, case[3], concept="sequential", varied=[0, 1]) is None


def test_where_it_cannot_decide_it_says_so():
    case = published(
        [option("a.x"), option("b.y"), option("c.z")],
        [],
        "NNN YNN NYN YYN NNY YNY NYY YYY",
        {"a": [2, 1, 3, 4, 5, 6, 7, 8], "b": [1, 2, 3, 4, 5, 6, 7, 8], "c": [1, 2, 3, 4, 5, 6, 7, 8]},
    )
    with pytest.raises(ModelError, match=r"no ranking .* was found .* \(coalition_nash\), nor a proof"):
        settling(case.game, case[1], concept="coalition_nash", varied=[1])


def test_the_condition_of_a_state_that_nobody_can_leave():
    case = treaty()
    assert count_rankings(case.game, 0, state=0, concept="sequential") == Count(24, 24)
    assert {count_rankings(case.game, 2, state=s, concept="nash").count for s in range(4)} == {12}
