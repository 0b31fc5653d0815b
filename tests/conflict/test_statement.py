"""Reading and printing statements; what is refused, with its place."""

import numpy as np
import pytest

from detente.conflict.statement import expand, names, parse, truth
from detente.errors import StatementError

TABLE = {"a.x": np.array([0, 1, 0, 1], bool), "b.y": np.array([0, 0, 1, 1], bool)}


@pytest.mark.parametrize(
    ("text", "printed", "holds"),
    [
        ("a.x", "a.x", "0101"),
        ("!a.x", "not a.x", "1010"),
        ("not not a.x", "not not a.x", "0101"),
        ("a.x & b.y", "a.x and b.y", "0001"),
        ("a.x and b.y and true", "a.x and b.y and true", "0001"),
        ("a.x | b.y", "a.x or b.y", "0111"),
        ("a.x or a.x and b.y", "a.x or a.x and b.y", "0101"),
        ("(a.x or b.y) and b.y", "(a.x or b.y) and b.y", "0011"),
        ("a.x if b.y", "a.x if b.y", "1101"),
        ("a.x iff b.y", "a.x iff b.y", "1001"),
        ("a.x unless b.y", "a.x unless b.y", "0111"),
        ("not a.x unless b.y", "not a.x unless b.y", "1011"),
        ("a.x if (b.y if a.x)", "a.x if (b.y if a.x)", "0101"),
        ("true", "true", "1111"),
        ("false or false", "false or false", "0000"),
        ("  a.x\n and\tb.y ", "a.x and b.y", "0001"),
    ],
)
def test_it_says_what_it_says(text, printed, holds):
    statement = parse(text)
    assert str(statement) == printed
    found = np.broadcast_to(truth(statement, TABLE.__getitem__), 4)
    assert "".join(str(int(each)) for each in found) == holds


def test_names_know_where_they_were_written():
    found = list(names(parse("a.x and\n  not b.y")))
    assert [(name.id, name.line, name.column) for name in found] == [("a.x", 1, 1), ("b.y", 2, 7)]


@pytest.mark.parametrize("word", ["android", "iffy", "notable", "unlessor", "or-else", "if-only", "true-north"])
def test_a_name_may_begin_with_a_word_of_the_language(word):
    assert str(parse(f"not {word}.{word}")) == f"not {word}.{word}"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "empty"),
        ("  \n ", "empty"),
        ("a.x and", "line 1, column 8: expected .*, got the end of the statement"),
        ("a.x b.y", 'line 1, column 5: expected .*, got "b.y"'),
        ("a.x\nand or b.y", 'line 2, column 5: expected .*, got "or"'),
        ("(a.x", "line 1, column 5: expected .*got the end"),
        ("a.x)", r'got "\)"'),
        ("a.x § b.y", "line 1, column 5: .*character '§'"),
        ("a.x = b.y", "column 5: .*character '='"),
        ("a.x if b.y if a.x", "column 12"),
        ("a.x\0", "character"),
        ("a.", "column 2"),
        (".x", "column 1"),
        ("3", "column 1"),
        ("a.x or " * 1000 + "a.x", "7,003 characters, more than 4,000; split"),
        ("(" * 150 + "a.x" + ")" * 150, "nested 150 deep, more than 100"),
        ("not " * 150 + "a.x", "nested 150 deep"),
        ("!" * 3000 + "a.x", "nested 3,000 deep"),
        ("(" * 3000, "nested"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_place(text, message):
    with pytest.raises(StatementError, match=f"(?s){message}"):
        parse(text)


def test_events_are_replaced_by_what_they_mean():
    events = {"deal": parse("a.x and b.y"), "peace": parse("deal or not a.x")}
    assert str(expand(parse("not peace"), events)) == "not (a.x and b.y or not a.x)"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("pease", 'unknown event "pease"; did you mean "peace"'),
        ("a.x and\nwar", "line 2, column 1: unknown event"),
        ("round", "events go in a circle: round → about → round"),
    ],
)
def test_events_that_mean_nothing_are_refused(text, message):
    events = {"peace": parse("a.x"), "round": parse("about"), "about": parse("a.x and round")}
    with pytest.raises(StatementError, match=message):
        expand(parse(text), events)
