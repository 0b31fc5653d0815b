"""The mail: the same words as the page, in tables that Markdown knows, with no mark of a stranger's in force."""

import re
from functools import cache
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.analysis.session import Session
from detente.casefile import bundled, read_case
from detente.report.answers import sentences
from detente.report.markdown import escaped, markdown_of, table
from detente.report.tables import Table
from report.small import EVIL, GRAPH, HOSTILE, QUESTIONS, mill

MARKS = set("\\`*_[]<>|#~^$")


@cache
def mail(name: str) -> str:
    return markdown_of(session(name))


def session(name: str) -> Session:
    from detente.casefile import parse_case

    texts = {"graph": GRAPH, "evil": EVIL}
    if name == "mill":
        return Session(mill(*QUESTIONS))
    return Session(parse_case(texts[name]) if name in texts else read_case(bundled(name)))


@pytest.mark.parametrize("name", ["mill", "graph", "evil", "teyne-dam", "elmira-1991"])
def test_tables_have_as_many_cells_in_every_row(name: str) -> None:
    rows: list[str] = []
    for line in [*mail(name).splitlines(), ""]:
        if line.startswith("|"):
            rows.append(line)
        elif rows:
            assert len({len(re.findall(r"(?<!\\)\|", row)) for row in rows}) == 1
            assert re.fullmatch(r"\|( ---:? \|)+", rows[1])
            rows = []


@pytest.mark.parametrize("name", ["mill", "teyne-dam"])
def test_it_says_what_the_page_says(name: str) -> None:
    from detente.analysis.questions import answers

    asked = session(name)
    flat = " ".join(mail(name).split())
    for found in answers(asked):
        for line in sentences(found, asked.case, asked.structure.states):
            assert escaped(line) in flat


def test_no_name_becomes_markup() -> None:
    assert HOSTILE not in mail("evil")
    assert not re.search(r"(?<!\\)<script", mail("evil"))
    assert not re.search(r"(?<!\\)\[x\]\(", mail("evil"))


@given(st.text(max_size=60))
def test_marks_lose_their_meaning_and_lines_their_ends(text: str) -> None:
    said = escaped(text)
    assert "\n" not in said
    assert not any(mark in re.sub(r"\\.", "", said) for mark in MARKS)
    assert not re.match(r"(\d*[-+.)])", said) or said.startswith("\\")


def test_the_same_case_gives_the_same_text() -> None:
    assert markdown_of(session("mill")) == mail("mill")


def test_probabilities_are_percentages_and_stand_right() -> None:
    told = table(Table("A | B", ("What", "How likely"), (("a*b", 0.25), ("c", 0.999))))
    assert told.splitlines() == [
        "*A \\| B*",
        "",
        "| What | How likely |",
        "| --- | ---: |",
        "| a\\*b | 25 % |",
        "| c | over 99 % |",
    ]


def test_headings_come_in_order() -> None:
    levels = [len(found) for found in re.findall(r"^(#+) ", mail("mill"), re.MULTILINE)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
