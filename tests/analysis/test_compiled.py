"""The compiled forms equal the definitions: steps, stability, ends and dates."""

from dataclasses import replace

import numpy as np
import pytest

from analysis.small import case_of
from detente.analysis import solve
from detente.analysis.arrays import arrays_of, chain_of
from detente.analysis.chain import Tempi, chain_from, ends_of, state_after
from detente.analysis.compiled import board_of, solve_draw
from detente.analysis.compiled_chain import mass_after, mass_at_the_end
from detente.analysis.play import RULES, Play, Rule
from detente.analysis.solve import Settings, solution_of, solver_of
from detente.analysis.structure import game_of, structure_of

JOINT = '[[joint]]\noptions = ["a.x", "b.y"]\n'


@pytest.mark.parametrize("seed", range(25))
@pytest.mark.parametrize("rule", RULES)
def test_the_same_steps_and_stable_states(seed: int, rule: str) -> None:
    case = case_of(seed, extra=JOINT if seed % 2 else "")
    structure = structure_of(case)
    game = game_of(case, states=structure.states)
    for minimal in (True, False):
        play = Play(game, structure.lattice, rule, minimal)  # type: ignore[arg-type]
        plain = arrays_of(chain_from(play, structure.start), play.stable())
        payoffs = [want.payoff for want in game.preferences]
        swift = solve_draw(board_of(structure.lattice), payoffs, structure.start, rule, minimal=minimal)
        for part in ("states", "first", "target", "movers", "share", "stable"):
            assert np.array_equal(getattr(plain, part), getattr(swift, part)), part


@pytest.mark.parametrize("seed", range(25))
def test_the_same_ends_and_dates(seed: int) -> None:
    case, tempi = case_of(seed), Tempi()
    structure = structure_of(case)
    play = Play(game_of(case, states=structure.states), structure.lattice)
    arrays = arrays_of(chain_from(play, structure.start), play.stable())
    chain, rates = chain_of(arrays), arrays.rates(tempi)
    ends = ends_of(chain, tempi)
    mass, member = mass_at_the_end(arrays.first, arrays.target, rates)
    there = dict(zip(map(int, arrays.states), mass, strict=True))
    assert {s for s in there if there[s] > 0} <= set(map(int, ends.states))
    assert [there[int(s)] for s in ends.states] == pytest.approx(list(ends.mass), abs=1e-12)
    groups = {tuple(sorted(map(int, arrays.states[member == c]))) for c in set(member) - {-1}}
    assert groups == set(ends.classes)
    dates = (0.0, 1.0, 90.0, 4000.0)
    for days, after in zip(dates, mass_after(arrays.first, arrays.target, rates, np.asarray(dates)), strict=True):
        assert after == pytest.approx(state_after(chain, tempi, days), abs=1e-9)


UNKNOWN = '["YNNNN", "NYNNN"], ["--YYN", "--NNY"]'


@pytest.mark.parametrize("unknown", ["", UNKNOWN])
def test_a_solution_is_the_same_compiled_or_not(monkeypatch: pytest.MonkeyPatch, unknown: str) -> None:
    case = case_of(4, wants=2 if unknown else 3, noise=0.2, unknown=unknown)
    found = []
    for bound in (0, 10**9):
        monkeypatch.setattr(solve, "COMPILED_FROM", bound)
        solution = solution_of(case, Settings())
        holds = solution.states.taken("a.x")
        found.append((solution.masses(holds), solution.masses(holds, 100.0)))
    assert found[0][0] == pytest.approx(found[1][0], abs=1e-9)
    assert found[0][1] == pytest.approx(found[1][1], abs=1e-9)


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("rule", RULES)
def test_the_same_chains_where_something_is_unknown(seed: int, rule: Rule) -> None:
    structure = structure_of(case_of(seed, unknown=UNKNOWN, extra=JOINT if seed % 2 else ""))
    settings = Settings(rule=rule)
    draws = solution_of(structure.case, settings, structure=structure).ensemble.draws
    assert any(draw.ways for draw in draws)
    both = [solver_of(structure, settings, compiled=compiled)(draws) for compiled in (True, False)]
    for swift, plain in zip(*both, strict=True):
        for part in ("states", "first", "target", "movers", "share", "stable"):
            assert np.array_equal(getattr(plain, part), getattr(swift, part)), part


def test_the_same_seed_gives_the_same_answer() -> None:
    case = case_of(4, wants=8, noise=0.4)
    one, two = (solution_of(case, Settings(draws=200, seed=9)) for _ in range(2))
    holds = one.states.taken("a.x")
    assert one.weights() @ one.masses(holds) == two.weights() @ two.masses(holds)
    other = solution_of(case, replace(Settings(draws=200), seed=10))
    assert other.ensemble.draws != one.ensemble.draws
