"""The parts of a report: letters, notes, the table of states, pictures, inputs, the appendix for the sceptic."""

import re
from itertools import pairwise
from math import isnan
from typing import Any

import numpy as np
import pytest

from detente.analysis.outcome import Outcome, outcome_of
from detente.analysis.questions import answer
from detente.analysis.session import Session
from detente.analysis.solve import Settings
from detente.case import Assumed, Cited
from detente.casefile import bundled, parse_case, read_case
from detente.conflict import stable
from detente.report.answers import table_of
from detente.report.charts import spec_of, svg_of
from detente.report.context import context_of
from detente.report.gauge import gauge
from detente.report.graph import ends_table, ways_of
from detente.report.letters import Letters, letter
from detente.report.markdown import markdown_of
from detente.report.matrix import matrices
from detente.report.notes import Notes
from detente.report.page import page_of
from detente.report.sceptic import likeliest, sceptic_of, stays_table, why_of
from detente.report.specs import _apart
from detente.report.wants import inputs_of, often, parties_of
from report.small import GRAPH, QUESTIONS, answered, mill
from report.small import MILL as MILL_TEXT

MILL = Session(mill())
DAM = Session(read_case(bundled("teyne-dam")))
ROUND = Session(parse_case(GRAPH), Settings(rule="nash"))


def letters_of(session: Session) -> Letters:
    return Letters(session.case, session.structure.states)


def ends_of(session: Session) -> Outcome:
    return outcome_of(session.solution, session.case)


# ---- letters and notes ------------------------------------------------------------------------


def test_letters_are_given_in_order_and_kept() -> None:
    letters = letters_of(MILL)
    assert [letters.of(s) for s in (5, 2, 5, 7)] == ["A", "B", "A", "C"]
    assert letters.known(2) == "B"
    assert letters.known(3) == MILL.structure.states.pattern(3)
    assert 3 not in letters.given


def test_letters_go_on_after_z() -> None:
    names = [letter(k) for k in range(800)]
    assert len(set(names)) == 800
    assert (names[25], names[26], names[701], names[702]) == ("Z", "AA", "ZZ", "AAA")


def test_notes_count_each_reason_once() -> None:
    notes = Notes(DAM.case)
    first, again = (notes.of(Assumed("because")) for _ in range(2))
    assert first == again
    assert notes.of(Cited(("p-0eb2d2a2b1e5",)))[0].number == 1
    assert notes.of(Cited(source="a book"))[0].kind == "source"
    assert notes.of(None)[0].kind == "none"
    assert notes.footing() == "1 cited passage, 1 outside source and 1 stated assumption"
    assert notes.unwarranted == 1


def test_a_passage_that_another_contradicts_says_so() -> None:
    notes = Notes(DAM.case)
    notes.of(Cited(("d-04d6fe089ac5", "q-29576d08d72d")))
    told = {each["id"]: each["against"] for each in notes.passages()}
    assert told["d-04d6fe089ac5"] == ["evidence 2"]


def test_items_that_the_ledger_lacks_are_named() -> None:
    notes = Notes(DAM.case)
    assert notes.of(Cited(("p-000000000000",)))[0].text == "not in the ledger"
    assert notes.passages()[0]["item"] is None


# ---- the table of states ----------------------------------------------------------------------


def test_the_table_of_states_says_what_is_done_in_each() -> None:
    letters = letters_of(DAM)
    start = DAM.structure.start
    for state in (start, *range(14)):
        letters.of(state)
    parts = matrices(letters, start, {0: 0.004}, "chance")
    assert [name for part in parts for name in part.letters] == list(letters.given.values())
    assert [len(part.letters) for part in parts] == [7, 8]  # no part of two columns beside one of twelve
    rows = {row.name: row for _, group in parts[0].groups for row in group}
    for number, state in enumerate(list(letters.given)[: len(parts[0].letters)]):
        for option in DAM.case.conflict.options:
            row = rows[option.means]
            taken = option.id in DAM.structure.states.options_taken(state)
            assert (row.cells[number] == "●") is taken
            assert row.changed[number] is (taken != (option.id in DAM.case.status_quo))
    assert "<1 %" in rows["chance"].cells


def test_graph_form_has_events_and_chances_alone() -> None:
    letters = letters_of(ROUND)
    letters.of(0)
    assert matrices(letters, 0, {0: 1.0}, "chance")[0].groups[0][0] == "Chance"


# ---- pictures ---------------------------------------------------------------------------------


def test_the_scale_shows_the_answer_its_range_and_the_other_rules() -> None:
    _, found = answered("taxed")
    svg = str(gauge(found))
    assert svg.count('class="rule"') == len([v for v in found.rules.values() if not isnan(v)])
    assert 'class="done"' in svg
    assert f'cx="{560 * (found.estimate or 0):.1f}"' in svg
    assert "almost certain (100 %), belief range" in svg


def test_what_has_no_number_has_no_scale() -> None:
    assert gauge(answered("place")[1]) is None


CHARTLESS = {"smallest"}  # it holds as things are: nothing is changed, and so nothing is to be compared


@pytest.mark.parametrize("id", QUESTIONS)
def test_every_kind_of_answer_has_a_chart_that_is_drawn_the_same_way_each_time(id: str) -> None:
    session, found = answered(id)
    spec = spec_of(found, letters_of(session))
    if spec is None:
        assert id in CHARTLESS
        return
    one, two = (svg_of(spec, name="c", label='a "label"') for _ in range(2))
    if one is None:
        pytest.skip("the converter is not installed")
    assert one == two
    assert 'aria-label="a &#34;label&#34;"' in one
    assert all(id.startswith("c-") for id in re.findall(r' id="([^"]+)"', one))


def shown(id: str) -> list[dict[str, Any]]:
    session, found = answered(id)
    spec = spec_of(found, letters_of(session))
    assert spec is not None
    return list(spec["data"]["values"])


def test_the_course_of_a_probability_begins_today_and_ends_with_the_answer() -> None:
    rows, (_, found) = shown("likely"), answered("likely")
    assert (rows[0]["date"], rows[-1]["date"]) == ("2025-01-01", "2025-12-31")
    assert rows[0]["chance"] == 0  # the mill does not run yet
    assert rows[-1]["chance"] == pytest.approx(found.estimate)
    assert [row["chance"] for row in rows] == sorted(row["chance"] for row in rows)


def test_labels_at_the_end_of_a_course_do_not_cover_each_other() -> None:
    told = [("b", 0.2), ("a", 0.19), ("c", 0.2), ("d", 0.9)]
    placed = _apart([{"chance": value, "rule": name} for name, value in told])
    heights = [row["chance"] for row in placed]
    assert [row["rule"] for row in placed] == ["a", "b", "c", "d"]
    assert all(high - low >= 0.07 for low, high in pairwise(heights))
    assert heights[-1] == 0.9


def test_in_the_long_run_a_probability_is_shown_under_each_rule_and_if_it_is_done() -> None:
    rows, (_, found) = shown("taxed"), answered("taxed")
    assert {row["what"]: row["value"] for row in rows} == {
        **{rule.replace("_", " "): value for rule, value in found.rules.items() if not isnan(value)},
        "if it is done": found.detail.if_done,
    }


def test_the_places_at_which_a_precondition_binds_are_shaded() -> None:
    session, found = answered("toll")
    spec = spec_of(found, letters_of(session))
    assert spec is not None
    rows, shade = spec["data"]["values"], spec["layer"][0]
    assert [row["rank"] for row in rows if row["binds"]] == list(found.detail.binding) != []
    assert (shade["mark"]["type"], "y" in shade["encoding"]) == ("rect", False)  # as high as the chart, however low
    assert shade["encoding"]["x"]["title"].endswith("shaded where it binds")


def test_a_chart_of_departures_holds_the_numbers_of_its_table() -> None:
    session, found = answered("lasting")
    letters = letters_of(session)
    table = table_of(found, session.case, letters)
    assert table is not None
    spec = spec_of(found, letters)
    assert spec is not None
    drawn = [(row["what"].split(": ")[1], row["gain"], row["go"]) for row in spec["data"]["values"]]
    assert drawn == [(row[3], row[4], row[5]) for row in table.rows if row[3] != "nobody"]


@pytest.mark.parametrize("session", [MILL, DAM, ROUND], ids=["mill", "dam", "graph"])
def test_the_picture_and_its_tables_tell_one_story(session: Session) -> None:
    letters, outcome, start = letters_of(session), ends_of(session), session.structure.start
    letters.of(start)
    ways = ways_of(outcome, session.case, letters, start)
    ends = ends_table(outcome, session.case, letters, start)
    drawn = re.findall(r'class="name">([^<· ]+)', ways.svg)
    stepped = {row[k] for row in ways.steps.rows for k in (1, 2)}
    assert stepped <= {name.replace("&amp;", "&") for name in drawn} | stepped
    assert len(ways.steps.rows) == ways.svg.count('marker-end="') + ways.svg.count('marker-start="')
    assert sum(float(row[1]) for row in ends.rows) <= 1 + 1e-9
    assert [row[0] for row in ends.rows] == [letters.of(end.states[0]) for end in outcome.ends[: len(ends.rows)]]


def test_where_nobody_moves_the_picture_is_one_box() -> None:
    text = """
format = 1
[case]
title = "Quiet"
as_of = 2025-01-01
status_quo = []
[party.a]
name = "A"
[party.a.option]
x = "Shout"
[[party.a.profile]]
name = "one"
wants = ["not a.x"]
"""
    session = Session(parse_case(text))
    ways = ways_of(ends_of(session), session.case, letters_of(session), session.structure.start)
    assert ways.svg.count('class="box') == 1
    assert ways.steps.rows == ()
    assert "as things are today" in ways.svg
    assert "Nobody moves." in ways.svg


# ---- inputs -----------------------------------------------------------------------------------


def test_every_profile_with_its_weight_and_its_reasons() -> None:
    notes = Notes(MILL.case)
    parties = parties_of(MILL, notes)
    east = parties[0]["profiles"]
    assert [(p["name"], p["weight"], p["from"]) for p in east] == [
        ("keen", 0.6, "“chance of a wet year”"),
        ("shy", 0.4, "1 \N{MINUS SIGN} “chance of a wet year”"),
    ]
    assert parties[1]["profiles"][0]["weight"] is None
    assert parties[1]["profiles"][0]["wants"][0][0] == "not “let the water through” unless “pay a toll” (East)"


def test_rates_are_told_in_days_and_a_fitted_one_is_said_to_be_put_in() -> None:
    case = read_case(bundled("summit-2025"))
    told = inputs_of(Session(case), Notes(case))
    assert "That number was put in and is no finding." in " ".join(told["tempo"]["lines"])
    assert told["tempo"]["source"].startswith("base rate")
    assert [issue["table"].head[0] for issue in told["issues"]] == ["Party", "Party"]


@pytest.mark.parametrize(
    ("rate", "said"),
    [(1 / 30, "once in 30 days"), (0.5, "once in 2 days"), (0.0, "never"), (1 / 93.4, "once in 93.4 days")],
)
def test_rates_in_words(rate: float, said: str) -> None:
    assert often(rate) == said


# ---- the sceptic ------------------------------------------------------------------------------


def test_the_appendix_holds_every_equilibrium_of_the_likeliest_draw() -> None:
    letters = letters_of(DAM)
    letters.of(DAM.structure.start)
    told = sceptic_of(DAM, letters, ())
    solved, weight = likeliest(DAM)
    held = np.flatnonzero(stable(solved.play.game, "sequential").all(axis=0))
    assert {row[0] for row in told.equilibria.rows} == {letters.known(int(s)) for s in held}
    assert told.others == 0
    assert told.weight == weight == DAM.solution.weights().max()
    assert sum(float(row[0]) for row in told.draws.rows) == pytest.approx(1)


def test_routes_say_what_it_takes() -> None:
    session = Session(read_case(bundled("elmira-1991")))
    letters = letters_of(session)
    letters.of(session.structure.start)
    told = sceptic_of(session, letters, ())
    assert told.routes is not None
    needs = {row[1] for row in told.routes.rows}
    assert needs == {"improvements alone", "an agreement", "a step against somebody's interest"}
    against = [row[2] for row in told.routes.rows if row[1] == "a step against somebody's interest"]
    assert all("is no improvement for" in str(way) for way in against)


def test_how_likely_each_party_is_to_stay_follows_the_draws() -> None:
    letters, start = letters_of(DAM), DAM.structure.start
    row = stays_table(DAM, [start], letters).rows[0]
    stays = np.asarray([each.stable[:, start] for each in DAM.solution.arrays])
    assert row[1:-1] == pytest.approx(DAM.solution.weights() @ stays)
    assert row[-1] == pytest.approx(DAM.solution.weights() @ stays.all(axis=1))


def test_parties_with_nothing_better_are_named_once() -> None:
    solved, _ = likeliest(DAM)
    for state in range(len(DAM.structure.states)):
        lines = why_of(DAM, solved, state)
        nothing = [line for lines in lines for line in lines if "nothing better" in line]
        assert len(nothing) <= 1


def test_context_has_a_letter_for_every_state_that_it_speaks_of() -> None:
    context = context_of(Session(mill(*QUESTIONS)))
    lettered = context["lettered"]
    told = [name for part in context["matrices"] for name in part.letters]
    assert set(told) == set(lettered)
    for each in context["answers"]:
        if each["table"]:
            cells = {row[k] for row in each["table"].rows for k in each["table"].letters}
            assert cells - {""} <= set(lettered)


def test_of_what_goes_together_one_alone_cannot_be() -> None:
    rule = '\n[[impossible]]\nwhen = "not (east.grind iff west.water)"\nbecause = "it takes water"\n'
    said = context_of(Session(parse_case(MILL_TEXT + rule)))["impossible"]
    assert said == [("only one of “open the mill” (East) and “let the water through” (West)", "it takes water")]


def test_answers_that_are_given_are_not_asked_again_and_the_rest_is_named() -> None:
    session = Session(mill("ever", "where"))
    found = answer(session, session.case.questions[0])
    context = context_of(session, given=[found])
    assert [each["id"] for each in context["answers"]] == ["ever"]
    assert context["unanswered"] == ["where"]
    for page in (page_of(session, given=[found]), markdown_of(session, given=[found])):
        assert "Stopped before 1 of 2 questions were answered" in page
        assert "Worked out: model" in page
    assert context_of(session)["unanswered"] == []


@pytest.mark.parametrize("write", [page_of, markdown_of])
def test_a_choice_has_its_confidence_and_its_inputs(write) -> None:
    text = " ".join(write(Session(mill("place"))).split())
    assert "Confidence" in text
    assert "what moves it is assumed" in text
    assert "the weight of near" in text
    assert "nothing is played" in text
    assert "Structure only: where" not in text
