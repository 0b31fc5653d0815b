"""A text that is not TOML: each usual slip gets its line, the line itself, and what is likely missing."""

import re
import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.casefile.source import parse_toml
from detente.errors import CaseError

SLIPS = {  # the text, the line and column that are named, what is said
    # ---- commas
    "no comma between lines": ('a = [\n  "x" # one\n  "y",\n]\n', "2:6", "a comma is missing after this item"),
    "no comma on a line": ('a = ["x" "y"]', "1:9", "a comma is missing after this item"),
    "no comma between lists": ('a = [["x"]\n ["y"]]', "1:11", "a comma is missing after this item"),
    "a semicolon": ('a = ["x"; "y"]', "1:9", "separated by commas, not by ;"),
    "two commas": ('a = ["x",, "y"]', "1:10", "a comma too many"),
    "a comma after a text": ('a = "x",\nb = 1', "1:8", "this comma is one too many"),
    "a comma after a number": ("a = 1,\nb = 1", "1:6", "this comma is one too many"),
    "no comma in braces": ('a = { b = "x" c = "y" }', "1:14", "a comma is missing after this"),
    "a comma before a brace": ("a = { b = 1, }", "1:12", "a comma before } is one too many"),
    # ---- quotation marks
    "a quote not closed": ('a = "x\nb = 1', "1:7", 'not closed on its line: " is missing'),
    "a quote not closed in a list": ('a = [\n "x,\n "y",\n]', "2:5", 'not closed on its line: " is missing'),
    "a quote not opened": ('a = x y"', "1:5", 'the quotation mark that opens the text is missing: "x y"'),
    "a single quote not closed": ("b = 1\na = 'x\nb = 1", "2:5", "' is missing"),
    "three quotes not closed": ('b = 1\na = """x\nb = 1', "2:5", '""" is missing'),
    "quotes in a text": ('a = "The "big" deal"', "1:11", r"inside a text " + '" is written \\"'),
    "quotes in a text of a list": ('a = ["The "big" deal"]', "1:12", "the text ends here"),
    "an apostrophe in single quotes": ("a = 'Kyiv's'", "1:11", 'a text with \' in it stands in "…"'),
    "curly quotes": ("a = “x”", "1:5", "curly quotation marks"),
    "curly quotes in a list": ("a = [“x”]", "1:6", "curly quotation marks"),
    "one curly quote": ('a = "x”\nb = 1', "1:7", "curly quotation marks"),
    "curly quotes round a key": ("“a” = 1", "1:1", "curly quotation marks"),
    "no quotes": ("a = A summit # one", "1:5", 'text stands in quotes: "A summit"'),
    "no quotes in a list": ("a = [russia.fight, b]", "1:6", 'text stands in quotes: "russia.fight"'),
    "no quotes and a number": ("a = 1 per 30 days", "1:7", 'text stands in quotes: "1 per 30 days"'),
    "a path": ('a = "C:\\Users"', "1:10", "a backslash"),
    "another path": ('a = "C:\\data"', "1:10", "a backslash"),
    # ---- brackets
    "a list not closed": ('a = ["x", "y"\nb = 1', "1:14", "opens on line 1 is not closed: ] is missing after this"),
    "a list not closed before a heading": ('a = [\n "x",\n\n[event]\nl = 1', "2:6", "opens on line 1 is not closed"),
    "a list not closed before a table of a list": ('a = ["x"\n[[b.c]]\nl = 1', "1:9", "is not closed: ] is missing"),
    "a list not closed at all": ('b = 1\na = ["x",', "2:5", "the list that [ opens here is never closed"),
    "a bracket too many": ('a = ["x"]]', "1:10", "this ] closes nothing"),
    "a bracket alone": ("]", "1:1", "this ] closes nothing"),
    "a brace not closed": ('a = { b = "x"\nc = 1', "1:14", "a table in { } stands on one line"),
    "a brace over two lines": ('a = [\n { b = "x",\n  c = "y" },\n]', "2:12", "a table in { } stands on one line"),
    "round brackets": ("a = (1, 2)", "1:5", "a list stands in [ ], not in ( )"),
    "a heading not closed": ("[a.b\nx = 1", "1:5", "the heading is not closed: ] is missing"),
    "a heading half closed": ("[[a.b]\nx = 1", "1:6", "the heading is not closed: ]] is missing"),
    # ---- keys
    "no equals": ('title "T"', "1:7", "= is missing between the key and its value"),
    "a colon": ('title: "T"', "1:6", "a key is set by = and not by :"),
    "no value": ("a =\nb = 1", "1:4", "a value is missing after ="),
    "a letter": ("Dear all,", "1:6", "this is no line of TOML"),
    "a remark of another language": ("// x", "1:1", "# before a remark"),
    "a remark after a value": ("a = 1 // x", "1:7", "a remark begins with #"),
    "a name with a space": ("[party.united states]", "1:15", '"united states"'),
    "a name with an umlaut": ("[party.türkiye]", "1:9", '"türkiye"'),
    "a key with an umlaut": ("ärger = 1", "1:1", '"ärger"'),
    "a name left out": ("[party.]", "1:8", "a name is missing here"),
    "a table twice": ("[a]\nx = 1\n[b]\n[a]", "4:1", "the table [a] stands twice, first on line 1"),
    "a table and a list of tables": ("[[a]]\n[a]", "2:1", "[[a]] stands on line 1"),
    "a key twice": (
        "[b]\na = 1\n[c]\na = 1\n a = 2",
        "5:2",
        "the key `a` stands twice in this table, first on line 4",
    ),
    "a key twice in braces": ("a = { x = 1, x = 2 }", "1:19", "'x' stands twice"),
    "two keys on a line": ("a = 1 b = 2", "1:7", "each key stands on a line of its own"),
    "two texts on a line": ('a = "x" b = "y"', "1:9", "each key stands on a line of its own"),
    # ---- dates and numbers
    "a thirteenth month": ("as_of = 2026-13-23", "1:9", "there is no such day as 2026-13-23: a year has 12 months"),
    "a thirtieth of February": ("a = 2025-02-30", "1:5", "2025-02-30: February 2025 has 28 days"),
    "a month of one digit": ("a = 2025-8-7", "1:5", "2025-08-07, not 2025-8-7"),
    "a date with points": ("a = 31.12.2025", "1:5", "year-month-day, such as 2025-12-31, not 31.12.2025"),
    "a date with strokes": ("a = 31/12/2025", "1:5", "not 31/12/2025"),
    "a date in words": ("a = 7 August 2025", "1:5", "not 7 August 2025"),
    "another date in words": ("a = August 7, 2025", "1:5", "not August 7, 2025"),
    "no such time": ("a = 2025-08-07T25:00:00", "1:5", "no such time as 25:00:00"),
    "a decimal comma": ("a = 0,69", "1:6", "a point, not a comma: 0.69"),
    "a percentage": ("a = 69%", "1:7", "a number stands without %"),
    "a number without its zero": ("a = .7", "1:5", "a number begins with a digit: 0.7"),
    "a number with a zero": ("a = 07", "1:6", "a number does not begin with 0: 7"),
    "a dash as minus": ("a = –5", "1:5", "write -5"),
    "true in capitals": ("a = True", "1:5", "small letters"),
    "yes": ("a = yes", "1:5", "write true"),
    "none": ("a = None", "1:5", "leave the line out"),
    # ---- what nobody sees
    "a no-break space": ("\u00a0a = 1", "1:1", "U+00A0, no-break space"),
    "a zero-width space": ("a = \u200b1", "1:5", "U+200B, zero width space"),
    "lines that end in CR alone": ("a = 1\rb = 2", "1:6", "CR alone"),
    "a control character": ('a = "x\x01"', "1:7", "the character U+0001 cannot stand here"),
}


def said(text: str) -> str:
    with pytest.raises(CaseError) as caught:
        parse_toml(text, "case.toml")
    return str(caught.value)


@pytest.mark.parametrize(("text", "place", "words"), SLIPS.values(), ids=list(SLIPS))
def test_a_slip_is_told_with_its_place_and_its_remedy(text, place, words):
    message = said(text)
    assert message.startswith(f"case.toml:{place}: broken TOML: ")
    assert words in message
    assert not re.search("invalid value|invalid statement|unterminated", message, re.IGNORECASE)


@pytest.mark.parametrize(("text", "place", "words"), SLIPS.values(), ids=list(SLIPS))
def test_the_line_itself_is_shown_and_the_place_marked(text, place, words):
    _, line, mark = said(text).split("\n")
    number, column = map(int, place.split(":"))
    assert line == "    " + text.split("\n")[number - 1]
    assert mark == " " * (4 + column - 1) + "^"


def test_of_a_long_line_only_the_part_around_the_place_is_shown():
    text = "a = [" + '"x", ' * 100 + '"y" ' + '"x", ' * 100 + "]"
    _, line, mark = said(text).split("\n")
    assert len(line) < 85
    assert line[len(mark) - 4 : len(mark) - 1] == '"y"'
    assert line.startswith("    … ")
    assert line.endswith(" …")


GOOD = """
[case]
title = "T"
as_of = 2025-01-01
[[party.a.profile]]
wants = [
  "a.x", # one
  { want = "b", n = 1.5 },
]
"""


@given(data=st.data())
def test_every_broken_text_gets_a_place_inside_it(data):
    text = GOOD
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(text)))
        skip = data.draw(st.integers(0, 2))
        text = text[:at] + data.draw(st.sampled_from(["", *"\"[]{}=,.'#\n\r\\ “\u00a0x1-"])) + text[at + skip :]
    try:
        tomllib.loads(text)
    except ValueError:
        with pytest.raises(CaseError) as caught:
            parse_toml(text, "case.toml")
        problem = caught.value.problems[0]
        assert 1 <= problem.line <= text.count("\n") + 1
        assert 1 <= problem.column <= len(text.split("\n")[problem.line - 1]) + 1
