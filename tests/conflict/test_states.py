"""States: which can occur, in which order, and what they are called."""

import pytest

from detente.conflict.model import Conflict, DecisionMaker, GraphForm, Impossible, Option
from detente.conflict.statement import parse
from detente.conflict.states import enumerate_states
from detente.errors import ModelError, TooLarge

A = (DecisionMaker("a"),)


def options(count):
    return tuple(Option(f"a.o{k}", ("a",)) for k in range(count))


def states(*rules, count=3):
    return enumerate_states(Conflict(A, options(count), tuple(Impossible(parse(rule)) for rule in rules)))


def test_the_first_option_changes_fastest():
    found = states()
    assert [found.pattern(s) for s in range(4)] == ["NNN", "YNN", "NYN", "YYN"]
    assert found.options_taken(5) == ("a.o0", "a.o2")
    assert found.changes(5, 6) == (("a.o1",), ("a.o0",))
    assert found.changes(5, 5) == ((), ())


def test_what_is_impossible_is_left_out():
    found = states("a.o0 and a.o1", "not a.o2")
    assert [found.pattern(s) for s in range(len(found))] == ["NNY", "YNY", "NYY"]
    assert found.find("YNY") == 1
    assert found.at(["a.o2"]) == 0


def test_patterns_stand_for_states():
    found = states("a.o0 and a.o1")
    assert found.matching("-N-").tolist() == [True, True, False, True, True, False]
    assert found.holds(parse("a.o0 or a.o2")).tolist() == [False, True, False, True, True, True]
    assert found.holds(parse("true")).all()


def test_listed_states_have_labels():
    graph = GraphForm(("war", "peace"), ((("war", "peace"),),))
    found = enumerate_states(Conflict(A, graph=graph))
    assert found.find("peace") == 1
    assert found.pattern(0) == "war"
    assert found.holds(parse("not state.war")).tolist() == [False, True]
    assert found.matching("war").tolist() == [True, False]
    with pytest.raises(ModelError, match='unknown state "peas"; did you mean "peace"'):
        found.find("peas")


@pytest.mark.parametrize(
    ("label", "message"),
    [
        ("YYN", '"YYN" is not one state of the conflict: it is impossible'),
        ("-N-", "it stands for 4 states"),
        ("YN", 'expected a pattern of 3 marks .*, got "YN"'),
        ("YN?", "expected a pattern of 3 marks"),
    ],
)
def test_what_is_no_state_is_refused(label, message):
    with pytest.raises(ModelError, match=message):
        states("a.o0 and a.o1").find(label)


def test_an_impossible_combination_is_no_state():
    with pytest.raises(ModelError, match=r"just a\.o0, a\.o1 is taken is impossible"):
        states("a.o0 and a.o1").at(["a.o0", "a.o1"])
    with pytest.raises(ModelError, match="just nothing is taken"):
        states("not a.o0").at([])


def test_rules_that_leave_nothing_are_refused():
    with pytest.raises(ModelError, match="leave no state"):
        states("a.o0", "not a.o0")


def test_too_many_options_are_refused_with_the_size():
    with pytest.raises(TooLarge, match=r"40 options make 2\^40 = 1,099,511,627,776 combinations .* GB.*at most 24"):
        states(count=40)


def test_an_unknown_option_is_refused():
    with pytest.raises(ModelError, match=r'unknown option "a\.o9"; did you mean'):
        states().holds(parse("a.o9"))
