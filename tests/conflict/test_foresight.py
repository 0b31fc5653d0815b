"""Looking ahead: limited moves and no horizon."""

import numpy as np
import pytest

from conflict.published import elmira, euphrates, option, published
from detente.conflict import foresight
from detente.conflict.coalesce import merged
from detente.conflict.concepts import equilibria
from detente.conflict.preference import Preference
from detente.errors import ModelError, TooLarge


def two_by_two(row, column):
    return published([option("row.yes"), option("column.yes")], [], "NN YN NY YY", {"row": row, "column": column})


def prisoners():
    return two_by_two([3, 4, 1, 2], [2, 4, 1, 3])


def chicken():
    return two_by_two([3, 4, 2, 1], [2, 4, 3, 1])


def cuba():
    return published(
        [option("us.strike", "taken"), option("us.blockade"), option("ussr.withdraw"), option("ussr.escalate")],
        ["ussr.withdraw and ussr.escalate"],
        "NNNN YNNN NYNN YYNN NNYN YNYN NYYN YYYN NNNY YNNY NYNY YYNY",
        {"us": [5, 7, 6, 8, 3, 2, 4, 1, 12, 10, 11, 9], "ussr": [1, 5, 7, 3, 6, 2, 8, 4, 12, 10, 11, 9]},
    )


def numbers(case, concept):
    return sorted(case.number(int(s)) for s in equilibria(case.game, concept))


@pytest.mark.parametrize(
    ("case", "by_horizon", "without"),
    [
        (prisoners(), {1: [1], 2: [1, 4], 3: [1, 4], 6: [1, 4]}, [1, 4]),
        (chicken(), {1: [2, 3], 2: [], 3: [4], 6: [4]}, [4]),
        (cuba(), {1: [6], 2: [5, 6, 7], 3: [5, 6], 6: [5, 6]}, [5, 6]),
        (euphrates(), {1: [6], 2: [6], 3: [], 4: [1, 6], 5: [6], 6: [6]}, []),
    ],
)
def test_published_equilibria(case, by_horizon, without):
    assert {horizon: numbers(case, f"limited_move_{horizon}") for horizon in by_horizon} == by_horizon
    assert numbers(case, "non_myopic") == without


def test_a_verdict_that_goes_round_is_a_cycle():
    case = euphrates()
    cycles = {
        party: [case.number(int(s)) for s in np.flatnonzero(foresight.non_myopic(case.game, case.dm(party)).cycles)]
        for party in ("syria", "iraq")
    }
    assert cycles == {"syria": [3, 6], "iraq": [1]}


def test_a_cycle_alternates_for_ever():
    case = euphrates()
    held = [foresight.limited_move(case.game, 0, horizon)[case[3]] for horizon in range(1, 30)]
    assert any(held[-8:])
    assert not all(held[-8:])


@pytest.mark.parametrize(
    ("game", "message"),
    [
        (elmira().game, "needs two parties, got 3; merge the parties into two blocks"),
        (
            chicken().game.with_preferences([Preference(np.zeros(4, dtype=np.int64))] * 2),
            "row has 1 levels for 4 states: break the ties",
        ),
        (
            chicken().game.with_preferences([Preference(np.arange(4), None, ~np.eye(4, dtype=np.bool_))] * 2),
            "row has unknown pairs",
        ),
    ],
)
def test_what_cannot_be_anticipated_is_refused(game, message):
    with pytest.raises(ModelError, match=message):
        foresight.limited_move(game, 0, 2)
    with pytest.raises(ModelError, match=message):
        foresight.non_myopic(game, 0)


def test_a_horizon_is_one_or_more():
    with pytest.raises(ModelError, match="1 move or more, got 0"):
        foresight.limited_move(chicken().game, 0, 0)


def test_two_blocks_can_look_ahead():
    case = elmira()
    strict = [Preference(np.argsort(np.argsort(want.payoff, kind="stable"))) for want in case.game.preferences]
    blocks = merged(case.game.with_preferences(strict), [0, 1], strict[1], id="industry")
    assert foresight.limited_move(blocks, 0, 1).tolist() == [
        not row.any() for row in np.asarray(blocks.improvements(0))
    ]
    foresight.non_myopic(blocks, 1)


def test_an_anticipation_that_does_not_repeat_is_refused(monkeypatch):
    monkeypatch.setattr(foresight, "MOST_ROUNDS", 2)
    with pytest.raises(TooLarge, match="does not repeat within 2 horizons"):
        foresight.non_myopic(euphrates().game, 0)
