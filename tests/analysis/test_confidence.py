"""How far an answer can be relied on: never a matter of how likely it is, and never high on assumptions."""

from dataclasses import replace

import pytest

from detente.analysis.answer import Answer, Reason, Reliance, is_cited
from detente.analysis.confidence import confidence, mainly_assumed
from detente.analysis.questions import answer
from detente.analysis.session import Session
from detente.case import Assumed, Case, Cited, Warrant
from detente.casefile import bundled, parse_case, read_case

DAM = read_case(bundled("teyne-dam"))
GRADED = replace(DAM, sources={name: replace(each, reliability="B") for name, each in DAM.sources.items()})
UNGRADED = replace(DAM, sources={name: replace(each, reliability="F") for name, each in DAM.sources.items()})
POLL, MONEY = DAM.ledger.items["p-0eb2d2a2b1e5"], "a suit costs money"
CITED, SOURCED, GUESSED = Cited(evidence=(POLL.content.id,)), Cited(source="a paper"), Assumed(MONEY)
FIRM = Cited(evidence=(POLL.content.id,), source="a paper")  # two sources


def reliance(warrant: Warrant, low: float = 0.4, high: float = 0.6) -> Reliance:
    return Reliance("key", "name", low, high, warrant)


BARE = answer(Session(DAM), DAM.questions[0])


def given(*warrants: Warrant, spread: float = 0.0, span: float = 0.2) -> Answer:
    return replace(
        BARE,
        rests_on=tuple(map(reliance, warrants)),
        rules={"nash": 0.5, "sequential": 0.5 + spread},
        belief_range=(0.5 - span / 2, 0.5 + span / 2),
    )


def guessed(case: Case) -> Case:
    """The case with one profile's weight assumed."""
    first, *rest = case.parties
    profiles = tuple(replace(profile, warrant=GUESSED) for profile in first.profiles)
    return replace(case, parties=(replace(first, profiles=profiles), *rest))


def against(case: Case) -> Case:
    """The case in which another item contradicts the poll."""
    other = next(id for id in case.ledger.items if id != POLL.id)
    items = {**case.ledger.items, POLL.id: replace(POLL, contradicts=(other,))}
    return replace(case, ledger=replace(case.ledger, items=items))


def copied(case: Case) -> Case:
    """The case in which the poll was printed twice, word for word."""
    (name, document), *_ = [pair for pair in case.documents.items() if pair[1].digest == POLL.content.source]
    documents = {**case.documents, "copy.txt": replace(document, name="copy.txt", raw=document.raw + "\n")}
    assert len(documents) == len(case.documents) + 1, name
    return replace(case, documents=documents)


@pytest.mark.parametrize(
    ("found", "case", "level", "reason"),
    [
        (given(FIRM, SOURCED), GRADED, "high", Reason("sound")),
        (given(FIRM, SOURCED, spread=0.26), GRADED, "low", Reason("rules disagree", 0.26)),
        (given(FIRM, SOURCED, spread=0.11), GRADED, "moderate", Reason("rules differ", 0.11)),
        (given(FIRM, SOURCED, span=0.31), GRADED, "moderate", Reason("wide", 0.31)),
        (given(FIRM, GUESSED), GRADED, "moderate", Reason("assumed", 0.5)),
        (given(GUESSED, None), GRADED, "low", Reason("all assumed")),
        (given(Cited(evidence=("p-none",))), GRADED, "low", Reason("all assumed")),
        (given(FIRM, CITED), GRADED, "moderate", Reason("single-source", 0.5)),
        (given(CITED, CITED), GRADED, "moderate", Reason("single-source")),
        (given(FIRM, SOURCED), UNGRADED, "moderate", Reason("ungraded", 0.5)),
        (given(FIRM, SOURCED, SOURCED), against(GRADED), "moderate", Reason("contradicted", 0.33)),
        (given(FIRM), against(GRADED), "low", Reason("mostly contradicted")),
        (given(CITED), copied(GRADED), "moderate", Reason("single-source")),
        (given(FIRM, SOURCED), guessed(GRADED), "moderate", Reason("weights assumed")),
    ],
)
def test_each_reason_to_doubt_lowers_it_and_is_the_one_that_is_told(
    found: Answer, case: Case, level: str, reason: Reason
) -> None:
    found_level, told = confidence(found, case)
    assert found_level == level
    assert reason in [replace(each, size=round(each.size, 2)) for each in told]


def test_what_nothing_moves_is_as_firm_as_what_the_case_says() -> None:
    """It follows from the wants: low where most of the case is assumed, else moderate."""
    bare = replace(DAM, drivers=(), parties=tuple(replace(party, profiles=()) for party in DAM.parties))
    assert confidence(given(), bare) == ("low", (Reason("unmoved, assumed"),))
    assert confidence(given(), DAM) == ("moderate", (Reason("unmoved"),))


def test_what_is_undefined_says_so() -> None:
    found = replace(given(FIRM, SOURCED), estimate=float("nan"))
    assert confidence(found, GRADED) == ("low", (Reason("undefined"),))


def test_it_says_nothing_of_how_likely_something_is() -> None:
    likely, unlikely = (replace(given(FIRM, SOURCED), estimate=estimate) for estimate in (0.99, 0.01))
    assert confidence(likely, GRADED) == confidence(unlikely, GRADED)


@pytest.mark.parametrize(("warrant", "cited"), [(CITED, True), (SOURCED, True), (Cited(), False), (GUESSED, False)])
def test_what_is_cited(warrant: Warrant, cited: bool) -> None:
    assert is_cited(warrant) is cited
    assert mainly_assumed(given(warrant), DAM) is not cited


def test_what_moves_an_answer_most_decides_whether_it_is_mainly_assumed() -> None:
    small, large = reliance(CITED, 0.49, 0.51), reliance(GUESSED, 0.2, 0.8)
    assert mainly_assumed(replace(given(), rests_on=(large, small)), DAM)
    small, large = reliance(GUESSED, 0.49, 0.51), reliance(CITED, 0.2, 0.8)
    assert not mainly_assumed(replace(given(), rests_on=(large, small)), DAM)


TOWN = """
format = 1
[case]
title = "A gate"
as_of = 2025-01-01
status_quo = []
[party.town]
name = "Town"
[party.town.option]
open = "Open the gate"
[[party.town.profile]]
name = "firm"
weight = 0.25
wants = ["not town.open unless camp.pay", "town.open"]
[[party.town.profile]]
name = "soft"
weight = 0.75
wants = ["town.open"]
[party.camp]
name = "Camp"
[party.camp.option]
pay = "Pay"
[[party.camp.profile]]
name = "poor"
wants = ["not camp.pay"]
[party.hill]
name = "Hill"
[party.hill.option]
sing = "Sing"
[[question]]
id = "toll"
ask = "credible"
of = "not town.open unless camp.pay"
[[question]]
id = "duty"
ask = "credible"
of = "town.open unless camp.pay"
[[question]]
id = "end"
ask = "outcome"
[[question]]
id = "two"
ask = "excluded"
coalition = ["town", "camp"]
"""
GATE = Session(parse_case(TOWN))


def test_a_precondition_is_told_apart_from_whether_it_is_meant() -> None:
    found = answer(GATE, GATE.case.question("toll"))
    assert (found.estimate, found.detail.label) == (1.0, "bluff")
    assert (found.detail.meant, found.detail.rank, found.detail.length) == (0.25, 1, 2)
    assert found.detail.broken_if_meant != found.detail.broken_if_meant  # where it is meant the gate stays shut


def test_a_duty_guards_against_its_opposite() -> None:
    found = answer(GATE, GATE.case.question("duty"))
    assert found.detail.happens == pytest.approx(0.25)  # the gate stays shut
    assert found.estimate == 1.0


def test_the_number_of_an_outcome_is_that_of_its_likeliest_end() -> None:
    found = answer(GATE, GATE.case.question("end"))
    assert found.estimate == pytest.approx(found.detail.ends[0].probability) == pytest.approx(0.75)
    assert found.belief_range == pytest.approx((0.65, 0.85))


def test_the_number_of_a_coalition_is_whether_it_can_act() -> None:
    found = answer(GATE, GATE.case.question("two"))
    assert found.estimate == found.detail.vantages[0].able
    assert found.rule_spread == 0
