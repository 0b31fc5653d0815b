"""Every kind of answer as sentences, in few words, and its table; what must be said first is said first."""

from dataclasses import replace

import pytest

from detente.analysis.answer import Answer
from detente.analysis.kinds import KINDS
from detente.analysis.questions import answer
from detente.analysis.session import Session
from detente.case import Assumed, Case, Cited
from detente.casefile import bundled, read_case
from detente.report.answers import caveats, doubts, headline, sentences, table_of, three_doubts, unasked
from detente.report.data import answer_data
from detente.report.gist import figure_of, gist
from detente.report.letters import Letters
from report.small import QUESTIONS, answered, mill

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
        "Likely (60 %) that “runs” comes about; some form of it is acceptable to all in 60 % of the draws.",
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
    "against": "In the way: East (40 %) would refuse it, wanting not “open the mill”.",
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
    assert all(each.swing == 0 for each in found.rests_on)
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


def test_what_was_put_in_is_no_finding() -> None:
    case = read_case(bundled("summit-2025"))
    _, found = answered("likely")
    said = caveats(replace(found, calibrated=True), case)
    assert said[0] == "This is the outside view that the rates were fitted to, not a finding."


def test_the_three_doubts_have_three_names_and_confidence_stands_apart() -> None:
    _, found = answered("ever")
    assert [name for name, _, _ in three_doubts(found)] == ["Belief range", "Sampling error", "Rule spread"]
    said = doubts(found)
    assert [line.split(":")[0] for line in said] == [
        "Belief range",
        "Sampling error",
        "Rule spread",
        "Confidence",
        "Structure only",
    ]
    assert said[0].startswith("Belief range: 20 % to 90 %")
    assert said[1].startswith("Sampling error: none")


def test_sampled_answers_say_their_error() -> None:
    _, found = answered("ever")
    sampled = replace(found, exact=False, standard_error=0.02, draws=500)
    assert three_doubts(sampled)[1] == ("Sampling error", "±4 %", "two standard errors over 500 draws")


def test_rules_that_agree_have_no_spread() -> None:
    _, found = answered("ever")
    same = replace(found, rules=dict.fromkeys(found.rules, 0.6))
    assert three_doubts(same)[2] == ("Rule spread", "none", "the same under every rule of play")


def test_dated_answers_are_more_than_structure() -> None:
    assert not any("Structure only" in line for line in doubts(answered("likely")[1]))


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
    from detente.casefile import parse_case
    from report.small import MILL

    case = parse_case(MILL + f'\n[[question]]\nid = "{id}"\n{QUESTIONS[id]}\n' + IMPOSSIBLE)
    session = Session(case)
    found = answer(session, case.question(id))
    said = sentences(found, case, session.structure.states)
    assert said == ["“runs” holds in no state that can occur."]
    assert gist(found, case) == "it cannot occur"
