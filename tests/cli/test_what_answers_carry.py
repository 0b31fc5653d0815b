"""Every kind of answer says what was solved, how, for how long, and what it rests on: asked of the summit case."""

import json
from functools import cache
from typing import Any

import pytest
from click.testing import CliRunner

from detente.analysis.kinds import KINDS
from detente.analysis.play import RULES
from detente.analysis.session import Session
from detente.case.standing import STANDINGS
from detente.casefile import bundled, read_case
from detente.cli import cli

CASE = "summit-2025"
JUDGED = "choose"  # no play enters a choice: it has judgements instead of a probability


@cache
def told() -> tuple[dict[str, Any], ...]:
    done = CliRunner().invoke(cli, ["ask", str(bundled(CASE)), "--json"], catch_exceptions=False)
    return tuple(json.loads(done.stdout)["answers"])


def of_kind(ask: str) -> list[dict[str, Any]]:
    return [each for each in told() if each["ask"] == ask]


def test_the_case_asks_every_kind_of_question() -> None:
    assert {each["ask"] for each in told()} == set(KINDS)


@pytest.mark.parametrize("ask", KINDS)
def test_it_says_what_was_solved_and_how(ask: str) -> None:
    session = Session(read_case(bundled(CASE)))
    for each in of_kind(ask):
        assert each["digest"] == session.digest
        assert each["settings"]["rule"] == session.settings.rule
        assert each["settings"]["seed"] == session.settings.seed
        assert each["exact"] is True
        assert (each["draws"], each["basis"] == "scores") == ((0, True) if ask == JUDGED else (24, False))
        assert each["settings"]["tempi"]["agreement"] == pytest.approx(1 / 180)
        fitted = each["calibration"]
        assert (fitted is None) == (ask == JUDGED)
        if fitted:
            assert (fitted["event"], fitted["wanted"], fitted["met"]) == ("ceasefire", 0.16, True)
            assert each["settings"]["tempi_used"]["agreement"] == pytest.approx(1 / 93, rel=0.01)


def test_it_says_how_long_it_took() -> None:
    """Written to a thousandth; at least one kind takes longer than that."""
    assert all(each["seconds"] >= 0 for each in told())
    assert any(each["seconds"] > 0 for each in told())


@pytest.mark.parametrize("ask", sorted(set(KINDS) - {JUDGED}))
def test_it_says_what_each_rule_gives(ask: str) -> None:
    for each in of_kind(ask):
        assert set(each["rules"]) == set(RULES)
        assert each["rules"][each["settings"]["rule"]] == pytest.approx(each["estimate"])


@pytest.mark.parametrize("ask", KINDS)
def test_it_says_what_it_rests_on_and_how_firmly(ask: str) -> None:
    for each in of_kind(ask):
        assert 1 <= len(each["rests_on"]) <= 3
        assert isinstance(each["mainly_assumed"], bool)
        for ground in each["rests_on"]:
            warrant = ground["warrant"]
            assert warrant["kind"] in {"cited", "assumed"}
            assert set(warrant["standing"]) <= set(STANDINGS)
            assert set(warrant.get("grades", {})) == set(warrant.get("evidence", []))
            assert ground["low"] != ground["high"]
        swings = [abs(ground["high"] - ground["low"]) for ground in each["rests_on"]]  # monotone in this case
        assert swings == sorted(swings, reverse=True)
        assert each["confidence"] in {"low", "moderate", "high"}
        assert each["confidence_reason"]


def test_the_chance_that_was_put_in_is_marked_among_those_of_an_outcome() -> None:
    (found,) = of_kind("outcome")
    events = found["detail"]["events"]
    assert {name for name, each in events.items() if each["put_in"]} == {"ceasefire"}
    assert events["ceasefire"]["probability"] == pytest.approx(0.16)


def test_how_fast_parties_move_is_an_input_like_any_other() -> None:
    (found,) = [each for each in told() if each["question"] == "alliance"]
    pace = found["rests_on"][0]
    assert pace["key"] == "tempo.move"
    assert (pace["low"], pace["high"]) == pytest.approx((0.162, 0.263), abs=0.001)


def test_a_choice_has_judgements_instead_of_a_probability() -> None:
    for each in of_kind(JUDGED):
        assert each["estimate"] is None
        assert each["rules"] == {}
        assert each["rests_on"][0]["key"].startswith(f"question.{each['question']}.settings.criteria.")
