"""A structure that contradicts itself is refused."""

import pytest

from detente.conflict.model import Conflict, DecisionMaker, GraphForm, Impossible, Joint, Option
from detente.conflict.statement import parse
from detente.errors import ModelError

A, B = DecisionMaker("a", "Aland"), DecisionMaker("b")
X, Y = Option("a.x", ("a",)), Option("b.y", ("b",))


def test_who_owns_what():
    both = Option("a.z", ("a", "b"))
    conflict = Conflict((A, B), (X, Y, both))
    assert conflict.owned(0) == (0, 2)
    assert conflict.owned(1) == (1, 2)
    assert conflict.number("b") == 1
    assert [str(dm) for dm in conflict.decision_makers] == ["Aland", "b"]


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        ({"decision_makers": (A, A)}, 'decision maker "a" stands twice'),
        ({"options": (X, X)}, 'option "a.x" stands twice'),
        ({"options": (Option("a.x", ()),)}, '"a.x" has no owner'),
        ({"options": (Option("a.x", ("aa",)),)}, 'unknown party "aa"; did you mean "a"'),
        ({"options": (X,), "impossible": (Impossible(parse("a.xx")),)}, 'unknown option "a.xx"; did you mean "a.x"'),
        ({"options": (X,), "indistinguishable": (parse("b.y"),)}, 'unknown option "b.y"'),
        ({"options": (X, Y), "joints": (Joint(("a.x", "b.z")),)}, 'joint move names the unknown option "b.z"'),
        ({"options": (X, Y), "joints": (Joint(("a.x",)),)}, "needs options of two parties"),
        (
            {"options": (X, Option("b.y", ("b",), irreversible="dropped")), "joints": (Joint(("a.x", "b.y")),)},
            'cannot take "b.y"',
        ),
        ({"options": (X,), "graph": GraphForm(("1",), ((), ()))}, "options or listed states, not both"),
        ({"graph": GraphForm(("1", "1"), ((), ()))}, 'state "1" stands twice'),
        ({"graph": GraphForm(("1",), ((),))}, "expected moves of 2 parties, got 1"),
        ({"graph": GraphForm(("one",), ((("one", "onn"),), ()))}, 'unknown state "onn"; did you mean "one"'),
    ],
)
def test_contradictions_are_refused(parts, message):
    with pytest.raises(ModelError, match=message):
        Conflict(**{"decision_makers": (A, B), **parts})
