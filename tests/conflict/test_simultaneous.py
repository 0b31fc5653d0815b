"""Both rules that are called SIM."""

import numpy as np
import pytest

from conflict.published import elmira, euphrates, moving_twice, option, published, two_improvements
from detente.conflict import simultaneous
from detente.conflict.coalesce import coalesced
from detente.conflict.concepts import stable
from detente.conflict.preference import Preference
from detente.errors import ModelError, TooLarge


def numbers(case, mask):
    return sorted(case.number(int(s)) for s in np.flatnonzero(mask))


@pytest.mark.parametrize(
    ("case", "party", "expected"),
    [
        (two_improvements(), "f", [1, 2, 3, 5]),  # every improvement is asked about, not the first alone
        (two_improvements(), "o", [4, 5, 6]),
        (euphrates(), "syria", [1, 3, 6]),
        (euphrates(), "iraq", [2, 4, 5, 6]),
        (moving_twice(), "f", [2, 4, 5, 6, 7]),
        (moving_twice(), "a", [3, 4, 7, 8]),
        (elmira(), "local", [2, 3, 5, 6, 7, 8, 9, 10, 11, 12]),
    ],
)
def test_improvements_at_the_same_moment(case, party, expected):
    assert numbers(case, simultaneous.simultaneous(case.game, case.dm(party))) == expected


def korea(invade, us, north):
    """The United States and North Korea in 2017, after Jacobi: states by the numbers of the source, plus one."""
    return published(
        [
            option("us.strike", "taken"),
            option("us.withdraw"),
            option("north.invade", invade),
            option("north.abandon"),
        ],
        ["us.strike and us.withdraw"],
        "NNNN YNNN NYNN - NNYN YNYN NYYN - NNNY YNNY NYNY - NNYY YNYY NYYY",
        {"us": [s + 1 for s in us], "north": [s + 1 for s in north]},
    )


BASE = (None, [8, 0, 9, 10, 12, 5, 4, 13, 14, 1, 2, 6], [6, 14, 2, 10, 0, 4, 12, 5, 1, 13, 8, 9])
PACIFIST = ("taken", [8, 0, 10, 2, 9, 12, 4, 5, 14, 13, 6, 1], [6, 14, 2, 10, 0, 8, 4, 12, 5, 1, 9, 13])


@pytest.mark.parametrize(
    ("model", "us", "north"),
    [
        (BASE, [0, 1, 4, 5, 8, 9, 10, 12, 13], [0, 2, 4, 5, 6, 10, 14]),
        (PACIFIST, [0, 1, 4, 5, 8, 9, 12, 13], [0, 2, 4, 5, 6, 10, 14]),
    ],
)
def test_the_published_tables_follow_the_classic_rule(model, us, north):
    case = korea(*model)
    for party, expected in (("us", us), ("north", north)):
        found = simultaneous.simultaneous_classic(case.game, case.dm(party))
        assert [number - 1 for number in numbers(case, found)] == expected


def test_the_two_rules_differ():
    """State 2 of the pacifist model: North Korea would stay, so that it does not spoil the other's improvement."""
    case = korea(*PACIFIST)
    assert simultaneous.simultaneous(case.game, 0)[case[3]]
    assert not simultaneous.simultaneous_classic(case.game, 0)[case[3]]


@pytest.mark.parametrize("concept", ["simultaneous", "simultaneous_classic"])
def test_listed_moves_cannot_be_combined(concept):
    listed = coalesced(euphrates().game, []).game
    with pytest.raises(ModelError, match="has no options; use sequential"):
        stable(listed, concept)


def test_an_opponent_may_improve_where_nobody_knows():
    case = two_improvements()
    game, n = case.game, len(case.game)
    still = Preference(np.zeros(n, dtype=np.int64), None, ~np.eye(n, dtype=np.bool_))
    assert case[1] in np.flatnonzero(
        simultaneous.simultaneous(game.with_preferences([game.preferences[0], still]), 0)
    )


def test_too_many_choices_are_refused(monkeypatch):
    monkeypatch.setattr(simultaneous, "MOST_CHOICES", 10)
    with pytest.raises(TooLarge, match="more than 0 choices in 12 states"):
        simultaneous.simultaneous(elmira().game, 0)
