"""Weights as expressions over drivers: what they are worth, and what is no weight."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.case.expression import parse_expression
from detente.errors import CaseError, UnknownName

TODAY = {"support": 0.69, "trend": 0.2, "minimum": 0.5, "none": 0.0}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0.7", 0.7),
        (0.7, 0.7),
        (1, 1),
        ("1e-2", 0.01),
        ("support", 0.69),
        ("1 - support", 0.31),
        ("0.5 * support + 0.1", 0.445),
        ("1 - support - trend", 0.11),
        ("1 - (support - trend)", 0.51),
        ("12 / 4 / 3", 1),
        ("2 * -trend", -0.4),
        ("min(support, trend) + max(support, trend)", 0.89),
        ("minimum", 0.5),
        (" 1-support ", 0.31),
    ],
)
def test_what_an_expression_is_worth(text, value):
    assert parse_expression(text).value(TODAY) == pytest.approx(value)


def test_drivers_are_named_in_order_and_once():
    assert parse_expression("trend * support + trend / 2").drivers == ("trend", "support")
    assert parse_expression(0.3).drivers == ()


def test_a_division_by_nothing_is_no_number():
    assert math.isnan(parse_expression("1 / none").value(TODAY))


def test_an_unknown_driver_is_told_with_the_nearest():
    with pytest.raises(UnknownName, match='unknown driver "suport"; did you mean "support"'):
        parse_expression("suport").value(TODAY)


NONE = [
    "",
    "support +",
    "(support",
    "support support",
    "0.7.1",
    "a.b",
    "exp(1)",
    "__import__('os')",
    "1 ** 2",
    "min(1)",
]


@pytest.mark.parametrize("text", [*NONE, "[1]", "1;2", "x" * 401, math.nan, math.inf, -math.inf])
def test_what_is_no_expression_is_refused(text):
    with pytest.raises(CaseError):
        parse_expression(text)


@given(st.floats(0, 1e6) | st.integers(0, 10**9))
def test_a_number_is_the_same_expression_with_and_without_the_grammar(number):
    plain, read = parse_expression(number), parse_expression(f"({number})")
    assert plain.tree == read.tree
    assert plain.value({}) == number


sums = st.recursive(
    st.sampled_from(["support", "trend", "0.5", "2"]),
    lambda inner: st.tuples(inner, st.sampled_from("+-*"), inner).map("({0[0]}) {0[1]} ({0[2]})".format),
)


@given(sums)
def test_arithmetic_is_that_of_python(text):
    assert parse_expression(text).value(TODAY) == pytest.approx(eval(text, {}, TODAY))
