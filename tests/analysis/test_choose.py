"""A choice: what is wrong in its settings gets one message that names the key."""

from typing import Any

import pytest

from detente.analysis.kinds import KINDS
from detente.analysis.session import Session
from detente.case import Question
from detente.casefile import bundled, read_case
from detente.errors import CaseError

SCORES = {party: {"here": {"cost": 40}, "there": {"cost": 60}} for party in ("usa", "russia")}
GOOD: dict[str, Any] = {"alternatives": ["here", "there"], "criteria": {"cost": 1}, "scores": SCORES}


def ask(**settings: Any) -> Any:
    session = Session(read_case(bundled("summit-2025")))
    return KINDS["choose"](session, Question("q", "choose", settings={**GOOD, **settings}))


def test_the_better_scored_wins() -> None:
    found = ask().detail
    assert dict(found.winners) == {"nash_product": ("there",), "maximin": ("there",), "borda": ("there",)}


def test_what_a_party_refuses_is_out() -> None:
    assert dict(ask(vetoes={"usa": ["there"]}).detail.winners)["nash_product"] == ("here",)


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"criteria": {"cost": "much"}}, "settings.criteria.cost: expected a weight"),
        ({"criteria": {"cost": float("inf")}}, "settings.criteria.cost: expected a weight"),
        ({"criteria": {"cost": True}}, "settings.criteria.cost: expected a weight"),
        ({"accepts": {"usaa": 50}}, 'settings.accepts: unknown party that scores "usaa"; did you mean "usa"'),
        ({"vetoes": {"russa": ["here"]}}, 'settings.vetoes: unknown party that scores "russa"'),
        ({"vetoes": {"russia": "here"}}, "settings.vetoes.russia: expected a list"),
    ],
)
def test_wrong_settings(settings: dict[str, Any], message: str) -> None:
    with pytest.raises(CaseError, match=message.replace("?", r"\?")):
        ask(**settings)
