"""Every kind of answer as sentences, in few words, and its table; what must be said first is said first."""

from dataclasses import replace

import pytest

from detente.analysis.answer import Answer
from detente.analysis.kinds import KINDS
from detente.analysis.questions import answer, answers
from detente.analysis.session import Session
from detente.case import Assumed, Case, Cited
from detente.casefile import parse_case
from detente.report.answers import caveats, headline, sentences, table_of, unasked
from detente.report.charts import spec_of
from detente.report.confidence import reasons_in_words
from detente.report.data import answer_data
from detente.report.doubts import behind, three_doubts
from detente.report.gist import figure_of, gist
from detente.report.letters import Letters
from detente.report.page import page_of
from report.small import MILL, QUESTIONS, answered, mill

SAID = {  # first sentence, the rest in few words, the gist
    "likely": ("Likely (59 %) by 31 December 2025: “runs”.", "likely (59 %)"),
    "ever": ("Likely (60 %): “runs”.", "likely (60 %)"),
    "taxed": (
        "Almost certain (100 %): “tax the mill” (The Count), where it comes to “runs” (60 % of all).",
        "almost certain (100 %)",
    ),
    "where": (
        "The likeliest single state by 31 December 2025, likely (58 %): East: open the mill and pay a toll; "
        "West: let the water through; The Count: tax the mill.",
        "runs 59 %",
    ),
    "against": (
        "Likely (60 %) that “runs” comes about.",
        "in the way: East",
    ),
    "rainy": (
        "Likely (60 %): “runs”, with the chance of a wet year at 60 %, as today.",
        "60 % today, 20 % to 90 % over its range",
    ),
    "unknown": (
        "What East wants makes 100 % of what is unknown about “runs” (60 %).",
        "East: 100 % of what is unknown",
    ),
    "toll": (
        "It binds: “let the water through” (West) comes about with a chance of 60 %, and in 0 % of those cases "
        "without “pay a toll” (East).",
        "binds: broken in 0 %",
    ),
    "lasting": (
        "Likely (60 %) that it comes to “runs”; in its likeliest form everybody's own interest keeps it with a "
        "chance of 60 %.",
        "East would leave with a chance of 40 %",
    ),
    "secret": (
        "Likely (60 %) that East and West can act without the others; most often: take up “open the mill” and "
        "“pay a toll” (East), “let the water through” (West).",
        "they can act: likely (60 %)",
    ),
    "smallest": (
        "“runs” comes to hold as things are, if each party wants what it most likely does.",
        "none is needed",
    ),
    "place": ("The inn, by the Nash product, the worst placed party and Borda count alike.", "the inn"),
}

THEN = {
    "taxed": "If “runs” is brought about from the start and kept: almost certain (100 %).",
    "where": "Over all 3 possible states: runs 59 %.",
    "against": "Apart from that, with a chance of 60 %, some form of it suits all parties: none would refuse it "
    "today, and none would leave it.",
    "rainy": "As that goes from 20 % to 90 %, “runs” goes from 20 % to 90 %, crossing one half at 50 %.",
    "unknown": "Learning it would move the answer by 48 percentage points on average: 100 % if keen or 0 % if shy.",
    "toll": "West means it in “poor” (100 %), first of 2 wants, where it is kept; to bind at all it would have to "
    "stand third or higher in every profile.",
    "lasting": "Would leave it: East (40 %).",
    "secret": "Worse off by it: The Count (100 %); what the others can do back: The Count could take up “tax the "
    "mill” (100 %).",
    "place": "Vetoed: the church (by East).",
}


def test_every_kind_is_here() -> None:
    assert {answered(id)[1].question.ask for id in SAID} == set(KINDS)
    assert set(SAID) == set(QUESTIONS)


@pytest.mark.parametrize("id", SAID)
def test_each_kind_in_words(id: str) -> None:
    session, found = answered(id)
    said = sentences(found, session.case, session.structure.states)
    assert (said[0], gist(found, session.case)) == SAID[id]
    assert id not in THEN or said[1] == THEN[id]
    assert len(said) <= 5


@pytest.mark.parametrize("id", SAID)
def test_each_kind_as_a_table_and_as_data(id: str) -> None:
    session, found = answered(id)
    letters = Letters(session.case, session.structure.states)
    table = table_of(found, session.case, letters)
    if table:
        assert table.caption
        assert all(len(row) == len(table.head) for row in table.rows)
        assert {row[k] for k in table.letters for row in table.rows} <= {*letters.given.values(), ""}
    data = answer_data(found, session.case, session.structure.states)
    assert (data["question"], data["confidence"]) == (id, found.confidence)


def test_a_driver_that_is_no_share_is_no_percentage() -> None:
    text = MILL.replace("value = 0.6\nrange = [0.2, 0.9]", "value = 1200\nrange = [400, 1800]")
    text = text.replace('weight = "rain"', 'weight = "rain / 2000"').replace('"1 - rain"', '"1 - rain / 2000"')
    session = Session(parse_case(f'{text}\n[[question]]\nid = "rainy"\n{QUESTIONS["rainy"]}\n'))
    found = answer(session, session.case.question("rainy"))
    said = sentences(found, session.case, session.structure.states)
    assert "with the chance of a wet year at 1,200, as today." in said[0]
    assert said[1] == "As that goes from 400 to 1,800, “runs” goes from 20 % to 90 %, crossing one half at 1,000."
    letters = Letters(session.case, session.structure.states)
    table, spec = table_of(found, session.case, letters), spec_of(found, letters)
    assert table is not None
    assert spec is not None
    assert table.rows[0][0] == "400"
    assert spec["layer"][1]["encoding"]["x"]["axis"] == {}
    assert '<td class="num">1,200</td><td class="num">400–1,800</td>' in page_of(session, given=[found])


@pytest.mark.parametrize(
    ("accepted", "begins"),
    [
        (1.0, "Whatever they want, some form of it suits all"),
        (0.0, "Whatever they want, no form of it suits all"),
        (0.995, "Apart from that, with a chance of over 99 %, some form of it suits all"),
    ],
)
def test_whether_it_suits_all_is_a_number_of_its_own(accepted: float, begins: str) -> None:
    session, found = answered("against")
    told = replace(found, detail=replace(found.detail, accepted=accepted))
    _, suits, reasons = sentences(told, session.case, session.structure.states)
    assert suits.startswith(begins)
    assert reasons == "In the way, reason by reason: East (40 %) would refuse it, wanting not “open the mill”."


def test_where_all_alternatives_tie_nothing_is_chosen() -> None:
    session, found = answered("place")
    chosen = found.detail
    every = tuple((rule, chosen.choice.alternatives) for rule, _ in chosen.winners)
    told = replace(found, detail=replace(chosen, winners=every, vetoed=()))
    assert sentences(told, session.case, session.structure.states) == [
        "All alternatives tie, so that nothing is chosen."
    ]
    assert gist(told, session.case) == "all tie"


def test_a_driver_with_a_name_is_no_part_of_the_sentence() -> None:
    session, found = answered("rainy")
    told = replace(found, detail=replace(found.detail, means="Millers: it is wet"))
    assert "with “Millers: it is wet” at 60 %" in sentences(told, session.case, session.structure.states)[0]


def of(case: Case, id: str) -> Answer:
    return answer(Session(case), case.question(id))


def test_an_answer_that_rests_mainly_on_assumptions_says_so_first() -> None:
    session, found = answered("ever")
    states = session.structure.states
    assert headline(found, session.case, states)[0].startswith("Likely")
    guessed = replace(found, rests_on=tuple(replace(each, warrant=Assumed("why")) for each in found.rests_on))
    assert headline(guessed, session.case, states)[0] == "This answer rests mainly on assumptions."


def test_where_nothing_moves_an_answer_the_whole_case_decides_what_it_rests_on() -> None:
    session, found = answered("taxed")
    assert found.rests_on == ()
    assert caveats(found, session.case) == ["This answer rests mainly on assumptions."]
    case = session.case
    parties = tuple(
        replace(
            party,
            profiles=tuple(
                replace(
                    profile,
                    warrant=Cited(source="a book"),
                    wants=tuple(replace(want, warrant=Cited(source="a book")) for want in profile.wants),
                )
                for profile in party.profiles
            ),
        )
        for party in case.parties
    )
    assert caveats(found, replace(case, parties=parties)) == []


def test_scores_are_judgements_unless_somebody_cites_them() -> None:
    session, found = answered("place")
    assert caveats(found, session.case) == ["This answer rests on scores that are judgements."]
    cited = replace(found.question, settings={**found.question.settings, "evidence": ["p-1"]})
    assert caveats(replace(found, question=cited), session.case) == []


WISH = """calibrate = { event = "runs", by = 2025-12-31, to = %s, source = "an almanac" }
"""


def fitted(to: str, *asked: str) -> Session:
    """A session of the mill whose rates shall give its running such a chance."""
    text = MILL + WISH % to + "".join(f'[[question]]\nid = "{id}"\n{QUESTIONS[id]}\n' for id in asked)
    return Session(parse_case(text))


def test_what_was_put_in_is_no_finding() -> None:
    session = fitted("0.3", "likely", "where", "ever", "taxed")
    likely, where, ever, _ = answers(session)
    case, states = session.case, session.structure.states
    assert caveats(likely, case)[0] == "This is the outside view that the rates were fitted to, not a finding."
    assert gist(likely, case) == "unlikely (30 %) (put in)"
    assert "runs 30 % (put in)" in sentences(where, case, states)[1]
    assert gist(where, case) == "runs 30 % (put in)"
    assert answer_data(where, case, states)["detail"]["events"]["runs"]["put_in"] is True
    spec = spec_of(where, Letters(case, states))
    assert spec is not None
    assert spec["data"]["values"][0]["what"] == "runs (put in)"
    assert not ever.calibrated


def test_what_cannot_be_met_is_not_told_as_met() -> None:
    session = fitted("0.99", "likely", "where", "place")
    likely, where, place = answers(session)
    case, states = session.case, session.structure.states
    assert not likely.calibrated
    missed = (
        "The rates could not be fitted: “runs” was to have a chance of 99 % by 31 December 2025, and the nearest "
        "that any rate gives is 60 %."
    )
    assert caveats(likely, case)[0] == caveats(where, case)[0] == missed
    assert missed not in caveats(place, case)
    data = answer_data(likely, case, states)
    assert data["calibrated"] is False
    told = data["calibration"]
    assert (told["wanted"], told["met"], round(told["reached"], 2)) == (0.99, False, 0.6)
    assert "No rate gives that" in page_of(session, given=[likely])
    assert "(put in)" not in sentences(where, case, states)[1]


def test_the_three_doubts_have_three_names_and_confidence_stands_apart() -> None:
    session, found = answered("ever")
    assert [name for name, _, _ in three_doubts(found)] == ["Belief range", "Sampling error", "Rule spread"]
    lines = dict(behind(found, session.case))
    assert list(lines) == ["Belief range", "Rule spread", "Confidence", "Rests on", "Worked out"]
    assert lines["Belief range"] == "20 % to 90 %"


@pytest.mark.parametrize(("error", "said"), [(0.02, "±4 %"), (0.001, "less than ±1 %")])
def test_sampled_answers_say_their_error_and_their_seed(error: float, said: str) -> None:
    session, found = answered("ever")
    sampled = replace(found, exact=False, standard_error=error, draws=500)
    assert three_doubts(sampled)[1] == ("Sampling error", said, "two standard errors over 500 draws")
    lines = dict(behind(sampled, session.case))
    assert lines["Sampling error"] == f"{said}: two standard errors over 500 draws"
    assert "500 draws from seed 0" in lines["Worked out"]


def test_rules_that_agree_have_no_spread() -> None:
    _, found = answered("ever")
    same = replace(found, rules=dict.fromkeys(found.rules, 0.6))
    assert three_doubts(same)[2] == ("Rule spread", "none", "the same under every rule of play")


@pytest.mark.parametrize("id", SAID)
def test_every_kind_says_what_it_rests_on_and_how_it_was_worked_out(id: str) -> None:
    session, found = answered(id)
    timed = replace(found, seconds=0.25)
    lines = behind(timed, session.case)
    name, last = lines[-1]
    assert name == "Worked out"
    assert last.startswith(f"model {session.digest[:6]}, ")
    assert "0.2 s" in last
    assert dict(lines)["Confidence"] == f"{found.confidence}: {reasons_in_words(found.reasons)}"
    assert ("Rests on" in dict(lines)) == bool(found.rests_on)


@pytest.mark.parametrize(
    ("id", "said"),
    [
        ("likely", "sequential, 2 combinations, by 31 December 2025"),
        ("ever", "sequential, 2 combinations, structure only"),
        ("place", "nothing is played"),
    ],
)
def test_dated_answers_are_more_than_structure_and_a_choice_is_not_played(id: str, said: str) -> None:
    session, found = answered(id)
    assert dict(behind(found, session.case))["Worked out"].endswith(said)


@pytest.mark.parametrize("id", [id for id in SAID if id not in {"place", "smallest"}])
def test_every_number_is_told_what_it_is_a_chance_of(id: str) -> None:
    session, found = answered(id)
    assert found.estimate is not None
    assert figure_of(found, session.case).startswith("chance ")


def test_a_case_that_asks_nothing_still_says_where_it_goes() -> None:
    from detente.analysis.outcome import outcome_of

    session = Session(mill())
    said = unasked(outcome_of(session.solution, session.case), session.case, session.structure.states)
    assert said[0].startswith("The likeliest single end, likely (60 %)")


IMPOSSIBLE = '\n[[impossible]]\nwhen = "east.grind and west.water"\nbecause = "no"\n'


@pytest.mark.parametrize("id", ["against", "lasting"])
def test_what_cannot_occur_is_said_to_be_so(id: str) -> None:
    case = parse_case(MILL + f'\n[[question]]\nid = "{id}"\n{QUESTIONS[id]}\n' + IMPOSSIBLE)
    session = Session(case)
    found = answer(session, case.question(id))
    said = sentences(found, case, session.structure.states)
    assert said == ["“runs” holds in no state that can occur."]
    assert gist(found, case) == "it cannot occur"
