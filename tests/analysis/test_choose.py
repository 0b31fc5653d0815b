"""A choice: what is wrong in its settings gets one message that names the key."""

from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from detente.analysis.choice import Choice
from detente.analysis.choose import _reweighed, _winners, chosen
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


def test_one_criterion_has_nothing_to_weigh() -> None:
    found = ask()
    assert (found.detail.ranges, found.rests_on) == ((), ())


def test_what_nobody_vetoes_is_listed() -> None:
    assert ask(vetoes={"usa": ["there"]}).detail.unvetoed == ("here",)


def test_worths_alike_but_for_rounding_are_both_in_the_pareto_set() -> None:
    """0.1 × 3 is not 0.3 in binary: without a tolerance one of two equal alternatives was dominated."""
    table = {"here": {"a": 10, "b": 10, "c": 10}, "there": {"a": 30, "b": 0, "c": 0}}
    found = ask(criteria=dict.fromkeys("abc", 1), scores=dict.fromkeys(("usa", "russia"), table))
    assert found.detail.pareto == ("here", "there")


unit = st.integers(0, 20).map(lambda n: n / 20)


@st.composite
def choices(draw: st.DrawFn) -> Choice:
    parties, alternatives, criteria = (draw(st.integers(*span)) for span in ((1, 3), (2, 4), (2, 4)))
    weights = draw(arrays(float, (parties, criteria), elements=unit))
    assume((weights.sum(axis=1) > 0).all())
    return Choice(
        tuple("vwxyz"[:alternatives]),
        tuple("abcd"[:criteria]),
        tuple("pqr"[:parties]),
        draw(arrays(float, (parties, alternatives, criteria), elements=unit)),
        weights / weights.sum(axis=1, keepdims=True),
        draw(arrays(float, parties, elements=st.integers(0, 4).map(lambda n: n / 20))),
        draw(arrays(bool, (parties, alternatives), elements=st.booleans(), fill=st.just(False))),
    )


@given(choices(), st.floats(0, 1), st.data())
def test_a_criterion_gets_the_share_that_is_asked_and_the_others_keep_their_proportions(
    choice: Choice, share: float, data: st.DataObject
) -> None:
    c = data.draw(st.integers(0, len(choice.criteria) - 1))
    moved = _reweighed(choice, c, share).weights
    assert np.isclose(moved[:, c].mean(), share, atol=1e-9)
    assert (moved >= -1e-12).all()
    assert np.allclose(moved.sum(axis=1), 1)
    before, after = (np.delete(weights, c, axis=1) for weights in (choice.weights, moved))
    kept = before.sum(axis=1) > 0
    assert np.allclose((before * after.sum(axis=1, keepdims=True))[kept], (after * before.sum(axis=1)[:, None])[kept])


@given(choices())
def test_the_winner_stays_inside_the_range_and_changes_right_beyond_it(choice: Choice) -> None:
    winner = set(_winners(choice, "nash_product"))
    for c, each in enumerate(chosen(choice).ranges):
        for share in np.linspace(each.low, each.high, 7):
            assert set(_winners(_reweighed(choice, c, float(share)), "nash_product")) == winner
        for beyond in (each.low - 1e-14, each.high + 1e-14):
            if 0 <= beyond <= 1:
                assert set(_winners(_reweighed(choice, c, beyond), "nash_product")) != winner


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"criteria": {"cost": "much"}}, "settings.criteria.cost: expected a weight"),
        ({"criteria": {"cost": float("inf")}}, "settings.criteria.cost: expected a weight"),
        ({"criteria": {"cost": 1e308, "calm": 1e308}}, "settings.criteria.cost: expected a weight from 0 to 1,000"),
        ({"criteria": {"cost": True}}, "settings.criteria.cost: expected a weight"),
        ({"accepts": {"usaa": 50}}, 'settings.accepts: unknown party that scores "usaa"; did you mean "usa"'),
        ({"vetoes": {"russa": ["here"]}}, 'settings.vetoes: unknown party that scores "russa"'),
        ({"vetoes": {"russia": "here"}}, "settings.vetoes.russia: expected a list"),
        ({"criteria": {"usa": {"cost": 1}, "rusia": {"cost": 1}}}, 'unknown party that scores "rusia"; did you mean'),
        ({"criteria": {"usa": {"cost": 1}, "russia": 3}}, "settings.criteria.russia: expected a table, got 3"),
        ({"evidence": "e-12"}, "settings.evidence: expected a list of items"),
    ],
)
def test_wrong_settings(settings: dict[str, Any], message: str) -> None:
    with pytest.raises(CaseError, match=message.replace("?", r"\?")):
        ask(**settings)
