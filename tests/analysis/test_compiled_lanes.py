"""What is settled 32 draws side by side is what each draw comes to alone."""

import numpy as np
import pytest

from analysis.small import case_of
from detente.analysis.arrays import arrays_of
from detente.analysis.chain import chain_from
from detente.analysis.compiled import FEWEST_LANES, board_of, solve_many
from detente.analysis.compiled_lanes import LANES, best_in_lanes, least_in_lanes, stable_in_lanes
from detente.analysis.compiled_least import best_within_reach, least_forced, stable
from detente.analysis.play import RULES, Play
from detente.analysis.structure import structure_of
from detente.conflict.graph import graph_model
from detente.conflict.preference import Preference

JOINT = '[[joint]]\noptions = ["a.x", "b.y"]\n'
PARTS = ("states", "first", "target", "movers", "share", "stable")


def payoffs(seed: int, n: int, draws: int, levels: int = 9) -> np.ndarray:
    """Random dense payoffs of three parties over n states."""
    rng = np.random.default_rng(seed)
    drawn = rng.integers(0, levels, (draws, 3, n))
    return np.apply_along_axis(lambda row: np.unique(row, return_inverse=True)[1], 2, drawn).astype(np.int16)


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("credible", [True, False])
def test_each_lane_is_its_draw(seed: int, credible: bool) -> None:
    structure = structure_of(case_of(seed, extra=JOINT if seed % 2 else ""))
    board = board_of(structure.lattice)
    drawn = payoffs(seed, len(structure.states), LANES)
    lanes = np.ascontiguousarray(np.moveaxis(drawn, 0, -1))
    best = best_in_lanes(board, lanes)
    for regret in (lanes, best):
        least = least_in_lanes(board, lanes, regret, credible)
        calm = stable_in_lanes(board, lanes, least)
        for number, payoff in enumerate(drawn):
            mine = np.ascontiguousarray(regret[:, :, number])
            assert np.array_equal(least[:, :, number], least_forced(board, payoff, mine, credible))
            alone = np.ascontiguousarray(least[:, :, number])
            assert np.array_equal(calm[:, :, number], stable(board, payoff, alone))
            assert np.array_equal(best[:, :, number], best_within_reach(board, payoff))


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("draws", [FEWEST_LANES - 1, FEWEST_LANES, LANES + FEWEST_LANES])
def test_many_draws_make_the_chains_of_the_definitions(seed: int, rule: str, draws: int) -> None:
    case = case_of(seed, extra=JOINT if seed % 2 else "")
    structure = structure_of(case)
    drawn = payoffs(seed, len(structure.states), draws)
    found = solve_many(board_of(structure.lattice), drawn, structure.start, rule)
    for payoff, swift in zip(drawn, found, strict=True):
        game = graph_model(case.conflict, [Preference(row.astype(np.int64)) for row in payoff])
        play = Play(game, structure.lattice, rule)  # type: ignore[arg-type]
        plain = arrays_of(chain_from(play, structure.start), play.stable())
        for part in PARTS:
            assert np.array_equal(getattr(plain, part), getattr(swift, part)), part


def test_a_chain_longer_than_its_room_is_written_again(monkeypatch: pytest.MonkeyPatch) -> None:
    structure = structure_of(case_of(3))
    board, drawn = board_of(structure.lattice), payoffs(3, len(structure.states), 8)
    roomy = solve_many(board, drawn, 0, "sequential")
    monkeypatch.setattr("detente.analysis.compiled.FIRST_ROOM", 1)
    tight = solve_many(board, drawn, 0, "sequential")
    assert all(np.array_equal(a.target, b.target) for a, b in zip(roomy, tight, strict=True))
