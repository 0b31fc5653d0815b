"""Lines and columns of keys: right for every way in which TOML lets a key be written."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.casefile.locate import Locator, Place
from detente.casefile.scan import scan

CASES = sorted((Path(__file__).parents[2] / "cases").glob("*/case.toml"))

TEXT = r"""# a comment with [brackets] = "and quotes"
top = 1
"quo ted" = { a = 1, b = [1,
  2] }
dotted.key.deep = "x"

[table]
one = 'literal # no comment'  # a comment
two = [
  "a",  # "b",
  # "c"
  { x = "]", y = "}" },
  [1, [2,
    3]],
]
three = '''
several
lines'''
four = "escaped \" quote # no comment"
after = true

[table.inner]
n = 1
[[list]]
a = 1
[[list]]
a = 2
[list.sub]
b = "\u00e9"
[[list.deep]]
c = 1
[[list.deep]]
c = 2
[other."é.ö"]
d = 2025-01-01T10:00:00Z
"""

PLACES = {
    ("top",): (2, 1),
    ("quo ted",): (3, 1),
    ("quo ted", "a"): (3, 15),
    ("quo ted", "b"): (3, 22),
    ("quo ted", "b", 0): (3, 27),
    ("quo ted", "b", 1): (4, 3),
    ("dotted",): (5, 1),
    ("dotted", "key", "deep"): (5, 1),
    ("table",): (7, 1),
    ("table", "one"): (8, 1),
    ("table", "two"): (9, 1),
    ("table", "two", 0): (10, 3),
    ("table", "two", 1): (12, 3),
    ("table", "two", 1, "y"): (12, 14),
    ("table", "two", 2, 1, 1): (14, 5),
    ("table", "three"): (16, 1),
    ("table", "four"): (19, 1),
    ("table", "after"): (20, 1),
    ("table", "inner", "n"): (23, 1),
    ("list",): (24, 1),
    ("list", 0): (24, 1),
    ("list", 1): (26, 1),
    ("list", 1, "a"): (27, 1),
    ("list", 1, "sub"): (28, 1),
    ("list", 1, "sub", "b"): (29, 1),
    ("list", 1, "deep", 0, "c"): (31, 1),
    ("list", 1, "deep", 1): (32, 1),
    ("other",): (34, 1),
    ("other", "é.ö", "d"): (35, 1),
}


def keys_of(value, key=()):
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, item in inside:
        yield (*key, name), item
        yield from keys_of(item, (*key, name))


@pytest.mark.parametrize(("key", "place"), PLACES.items(), ids=map(str, PLACES))
def test_where_a_key_stands(key, place):
    assert Locator(TEXT).place(key) == Place(*place)


def test_the_test_knows_every_kind_of_key():
    tomllib.loads(TEXT)
    assert {key for key, _ in keys_of(tomllib.loads(TEXT))} >= set(PLACES)


def test_a_key_that_is_not_there_is_where_its_table_is():
    found = Locator(TEXT)
    assert found.place(("table", "two", 1, "missing")) == Place(12, 3)
    assert found.place(("list", 1, "missing", 4)) == Place(26, 1)
    assert found.place(("nothing",)) is None


@pytest.mark.parametrize(
    ("value", "line", "column", "place"),
    [
        ('"abc"', 1, 3, Place(1, 8)),
        ("'abc'", 1, 1, Place(1, 6)),
        ('"a\\"bc"', 1, 3, Place(1)),
        ('"""abc"""', 1, 2, Place(1)),
        ('"""\nabc\ndef"""', 2, 1, Place(3)),
        ("'''\r\nabc'''", 1, 1, Place(2)),
        ('"abc"', 1, None, Place(1)),
    ],
)
def test_where_a_place_inside_a_text_is(value, line, column, place):
    assert Locator(f"k = {value}\n").inside(("k",), line, column) == place


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.parent.name)
def test_every_key_of_every_case_is_found_with_its_value(path):
    text = path.read_text(encoding="utf-8")
    found = scan(text)
    for key, value in keys_of(tomllib.loads(text)):
        assert key in found.keys
        if key in found.values:
            start, end = found.values[key]
            assert tomllib.loads(f"x = {text[start:end]}")["x"] == value


@settings(deadline=None)
@given(st.text(alphabet="ab=[]{}\".,#\n' 1\\"))
def test_a_broken_text_is_scanned_without_an_error(text):
    scan(text)
