"""How far an answer can be relied on: never a matter of how likely it is, and never high on assumptions."""

from dataclasses import replace

import pytest

from detente.analysis.answer import Answer, Reliance, is_cited, mainly_assumed
from detente.analysis.questions import answer, confidence
from detente.analysis.session import Session
from detente.case import Assumed, Case, Cited, Warrant
from detente.casefile import bundled, parse_case, read_case

DAM = read_case(bundled("teyne-dam"))
POLL, MONEY = DAM.ledger.items["p-0eb2d2a2b1e5"], "a suit costs money"
CITED, SOURCED, GUESSED = Cited(evidence=(POLL.content.id,)), Cited(source="a paper"), Assumed(MONEY)


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


@pytest.mark.parametrize(
    ("found", "case", "level"),
    [
        (given(CITED, SOURCED), DAM, "high"),
        (given(CITED, SOURCED, spread=0.26), DAM, "low"),
        (given(CITED, SOURCED, spread=0.11), DAM, "moderate"),
        (given(CITED, SOURCED, span=0.31), DAM, "moderate"),
        (given(CITED, GUESSED), DAM, "moderate"),
        (given(GUESSED, None), DAM, "low"),
        (given(), DAM, "low"),
        (given(CITED, CITED), DAM, "moderate"),
        (given(CITED, SOURCED), guessed(DAM), "moderate"),
    ],
    ids=["best", "rules", "rules a little", "wide", "part", "none", "no range", "one document", "assumed elsewhere"],
)
def test_each_reason_to_doubt_lowers_it(found: Answer, case: Case, level: str) -> None:
    found_level, reason = confidence(found, case)
    assert (found_level, bool(reason)) == (level, True)


def test_it_says_nothing_of_how_likely_something_is() -> None:
    likely, unlikely = (replace(given(CITED, SOURCED), estimate=estimate) for estimate in (0.99, 0.01))
    assert confidence(likely, DAM) == confidence(unlikely, DAM)


@pytest.mark.parametrize(("warrant", "cited"), [(CITED, True), (SOURCED, True), (Cited(), False), (GUESSED, False)])
def test_what_is_cited(warrant: Warrant, cited: bool) -> None:
    assert is_cited(warrant) is cited
    assert mainly_assumed(given(warrant)) is not cited


def test_what_moves_an_answer_most_decides_whether_it_is_mainly_assumed() -> None:
    small, large = reliance(CITED, 0.49, 0.51), reliance(GUESSED, 0.2, 0.8)
    assert mainly_assumed(replace(given(), rests_on=(large, small)))
    small, large = reliance(GUESSED, 0.49, 0.51), reliance(CITED, 0.2, 0.8)
    assert not mainly_assumed(replace(given(), rests_on=(large, small)))


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
