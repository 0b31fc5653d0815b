"""The five concepts on published conflicts, and their switches by hand."""

import numpy as np
import pytest

from conflict.published import elmira, euphrates, moving_twice, two_improvements
from detente.conflict import stability
from detente.conflict.graph import graph_model
from detente.conflict.model import Conflict, DecisionMaker, GraphForm
from detente.conflict.preference import Preference

FIVE = ("nash", "general_metarational", "symmetric_metarational", "sequential", "symmetric_sequential")


def stable(case, party, concept, **how):
    found = getattr(stability, concept)(case.game, case.dm(party), **how)
    return sorted(case.number(int(s)) for s in np.flatnonzero(found))


@pytest.mark.parametrize(
    ("concept", "uniroyal", "local"),
    [
        ("nash", [1, 4, 5, 6, 7, 10, 11, 12], [5, 6, 7, 8, 9, 10, 11, 12]),
        ("general_metarational", [1, 4, 5, 6, 7, 10, 11, 12], list(range(1, 13))),
        ("symmetric_metarational", [1, 4, 5, 6, 7, 10, 11, 12], list(range(1, 13))),
        ("sequential", [1, 4, 5, 6, 7, 10, 11, 12], [2, 3, 5, 6, 7, 8, 9, 10, 11, 12]),
        ("symmetric_sequential", [1, 4, 5, 6, 7, 10, 11, 12], [2, 3, 5, 6, 7, 8, 9, 10, 11, 12]),
    ],
)
def test_elmira(concept, uniroyal, local):
    assert stable(elmira(), "uniroyal", concept) == uniroyal
    assert stable(elmira(), "local", concept) == local


@pytest.mark.parametrize(
    ("concept", "syria", "iraq"),
    [
        ("nash", [1, 6], [2, 4, 6]),
        ("general_metarational", [1, 3, 6], [1, 2, 4, 5, 6]),
        ("symmetric_metarational", [1, 3, 6], [2, 4, 6]),
        ("sequential", [1, 3, 6], [2, 4, 5, 6]),
        ("symmetric_sequential", [1, 3, 6], [2, 4, 6]),
    ],
)
def test_euphrates(concept, syria, iraq):
    assert stable(euphrates(), "syria", concept) == syria
    assert stable(euphrates(), "iraq", concept) == iraq


@pytest.mark.parametrize("concept", FIVE[1:])
def test_an_opponent_may_move_twice(concept):
    """One move an opponent would find no sanction; the legal sequence A, B, A does."""
    assert 1 in stable(moving_twice(), "f", concept)


def test_every_improvement_is_asked_about():
    assert stable(two_improvements(), "f", "sequential") == [1, 2, 3, 5]


def three_in_a_line(unknown=(), tier=None):
    """1 may go from 0 to 1, 2 from 1 to 2 and both back; 1 prefers 1 to 0 to 2, 2 the reverse."""
    graph = GraphForm(("0", "1", "2"), ((("0", "1"),), (("1", "2"), ("1", "0"))))
    gaps = np.zeros((3, 3), dtype=np.bool_)
    for a, b in unknown:
        gaps[a, b] = gaps[b, a] = True
    wants = [Preference(np.array([1, 2, 0]), tier, gaps), Preference(np.array([1, 0, 2]))]
    return graph_model(Conflict((DecisionMaker("p"), DecisionMaker("q")), graph=graph), wants)


@pytest.mark.parametrize(("extension", "verdict"), [("a", False), ("b", True), ("c", False), ("d", True)])
def test_who_takes_chances_moves_where_nobody_knows(extension, verdict):
    game = three_in_a_line(unknown=[(0, 1)])
    assert stability.nash(game, 0, extension=extension)[0] == verdict


@pytest.mark.parametrize(("extension", "verdict"), [("a", False), ("b", False), ("c", True), ("d", True)])
def test_who_is_cautious_fears_what_nobody_knows(extension, verdict):
    game = three_in_a_line(unknown=[(0, 2)])
    found = stability.sequential(game, 0, extension=extension, returning=False)
    assert found[0] == verdict


@pytest.mark.parametrize(("returning", "verdict"), [(True, True), (False, False)])
def test_coming_back_counts_or_does_not(returning, verdict):
    game = three_in_a_line()
    only_back = game.with_preferences([Preference(np.array([1, 2, 2])), game.preferences[1]])
    assert stability.general_metarational(only_back, 0, returning=returning)[0] == verdict


def test_a_strong_sanction_is_greatly_worse():
    mild, great = three_in_a_line(tier=np.array([0, 0, 0])), three_in_a_line(tier=np.array([1, 1, 0]))
    assert stability.sequential(mild, 0, grade="weak")[0]
    assert not stability.sequential(mild, 0, grade="strong")[0]
    assert stability.sequential(great, 0, grade="strong")[0]
    assert not stability.sequential(great, 0, grade="weak")[0]
