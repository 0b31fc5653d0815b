"""Words for numbers, conditions, states and steps; the published scale of likelihood, bound by bound."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.analysis.outcome import PathStep
from detente.analysis.session import Session
from detente.casefile import parse_case
from detente.report.words import (
    SCALE,
    by_date,
    chance,
    changes_in_words,
    changes_of_step,
    condition_in_words,
    joined,
    likelihood,
    percent,
    raised,
    state_in_words,
    step_in_words,
)
from report.small import GRAPH, answered, mill
from report.small import MILL as MILL_TEXT

ICD_203 = {  # lower and upper bound in per cent, as published [ICD203]_
    "almost no chance": (1, 5),
    "very unlikely": (5, 20),
    "unlikely": (20, 45),
    "roughly even chance": (45, 55),
    "likely": (55, 80),
    "very likely": (80, 95),
    "almost certain": (95, 99),
}


@pytest.mark.parametrize("words", ICD_203)
def test_the_scale_is_the_published_one(words: str) -> None:
    low, high = ICD_203[words]
    assert likelihood(low / 100) == words
    assert likelihood((low + high) / 200) == words
    assert likelihood(high / 100 - 1e-6) == words


@pytest.mark.parametrize(("probability", "words"), [(0.0, "almost no chance"), (1.0, "almost certain")])
def test_the_ends_of_the_scale_are_named_too(probability: float, words: str) -> None:
    assert likelihood(probability) == words


@given(st.floats(0, 1))
def test_the_words_never_stand_without_the_number(probability: float) -> None:
    said = chance(probability)
    assert said == f"{likelihood(probability)} ({percent(probability)})"
    assert said.split(" (")[0] in {words for _, words in SCALE}


@pytest.mark.parametrize(
    ("probability", "said"),
    [
        (0.0, "0 %"),
        (1e-15, "0 %"),
        (0.004, "under 1 %"),
        (0.01, "1 %"),
        (0.5849, "58 %"),
        (0.99, "99 %"),
        (0.996, "over 99 %"),
        (1 - 1e-15, "100 %"),
        (1.0, "100 %"),
        (float("nan"), "undefined"),
    ],
)
def test_percentages_claim_no_more_than_they_know(probability: float, said: str) -> None:
    assert percent(probability) == said


def test_an_undefined_number_has_no_likelihood() -> None:
    assert chance(float("nan")) == "undefined"


@pytest.mark.parametrize(
    ("parts", "said"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_lists_are_said_as_people_say_them(parts: list[str], said: str) -> None:
    assert joined(parts) == said
    assert raised(said) == said[:1].upper() + said[1:]


MILL = Session(mill())
CASE, STATES = MILL.case, MILL.structure.states


def test_the_parts_of_the_name_of_an_event_are_words() -> None:
    text = (
        MILL_TEXT.replace("runs =", "mill_runs =").replace('"runs"', '"mill_runs"').replace("if runs", "if mill_runs")
    )
    case = parse_case(text.replace("unless runs", "unless mill_runs"))
    assert condition_in_words(case, "mill_runs") == "“mill runs”"
    assert condition_in_words(case, "not mill_runs unless east.pay") == "not mill runs unless “pay a toll” (East)"


@pytest.mark.parametrize(
    ("text", "focal", "said"),
    [
        ("runs", "", "“runs”"),
        ("east.grind", "", "“open the mill” (East)"),
        ("east.grind", "east", "“open the mill”"),
        ("not east.grind", "", "not “open the mill” (East)"),
        ("not east.grind unless west.water", "east", "not “open the mill” unless “let the water through” (West)"),
        ("count.tax if runs", "count", "“tax the mill” if runs"),
        (
            "!east.grind & west.water|runs",
            "",
            "not “open the mill” (East) and “let the water through” (West) or runs",
        ),
        ("east.nothing", "", "east.nothing"),
        ("count.tax iff east.pay", "count", "“tax the mill” exactly if “pay a toll” (East)"),
    ],
)
def test_conditions_in_words(text: str, focal: str, said: str) -> None:
    assert condition_in_words(CASE, text, focal=focal) == said


def test_states_and_steps_in_words() -> None:
    start, end = STATES.at(()), STATES.at(("east.grind", "east.pay", "west.water"))
    assert state_in_words(CASE, STATES, start) == "nobody takes any of the options"
    assert state_in_words(CASE, STATES, end) == "East: open the mill and pay a toll; West: let the water through"
    said = "take up “open the mill” and “pay a toll” (East), “let the water through” (West)"
    assert changes_in_words(CASE, STATES, start, end) == said
    assert changes_in_words(CASE, STATES, end, end) == "nothing"
    assert (
        step_in_words(CASE, STATES, PathStep("agreement", (0, 1), start, end, 1.0)) == f"East and West agree: {said}"
    )


def test_who_moves_alone_is_named_once() -> None:
    start, end = STATES.at(()), STATES.at(("east.grind",))
    step = PathStep("move", (0,), end, start, 1.0)
    assert changes_of_step(CASE, STATES, step) == "give up “open the mill”"
    assert step_in_words(CASE, STATES, step) == "East moves: give up “open the mill”"
    assert step_in_words(CASE, STATES, replace(step, kind="shock", movers=())).startswith("it happens: ")


def test_acronyms_and_names_of_parties_keep_their_first_letter() -> None:
    text = """
format = 1
[case]
title = "t"
as_of = 2025-01-01
status_quo = []
[party.a]
name = "Russia"
[party.a.option]
x = "Russia withdraws"
y = "NATO is joined"
z = "A wall is built"
"""
    case = parse_case(text)
    states = Session(case).structure.states
    said = state_in_words(case, states, states.at(("a.x", "a.y", "a.z")))
    assert said == "Russia: Russia withdraws, NATO is joined and a wall is built"


def test_graph_form_has_states_and_no_options() -> None:
    session = Session(parse_case(GRAPH))
    case, states = session.case, session.structure.states
    assert state_in_words(case, states, 1) == "state 2"
    assert changes_in_words(case, states, 0, 1) == "go to state 2"
    assert condition_in_words(case, "state.2") == "state 2"


@pytest.mark.parametrize(("id", "said"), [("likely", " by 31 December 2025"), ("ever", "")])
def test_dates_are_said_only_where_they_count(id: str, said: str) -> None:
    assert by_date(answered(id)[1]) == said
