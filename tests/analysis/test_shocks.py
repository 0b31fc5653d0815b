"""Shocks: what happens by itself, in the definition and the compiled form alike."""

import numpy as np
import pytest

from analysis.small import case_of, text_of
from detente.analysis import solve
from detente.analysis.arrays import arrays_of, chain_of
from detente.analysis.chain import Tempi, chain_from, ends_of, state_after
from detente.analysis.compiled import board_of, solve_draw
from detente.analysis.compiled_chain import mass_after, mass_at_the_end
from detente.analysis.play import RULES, Play
from detente.analysis.questions import answer
from detente.analysis.session import Session
from detente.analysis.solve import Settings, solution_of
from detente.analysis.structure import game_of, structure_of
from detente.casefile import parse_case

SEEDS = range(12)
BECOMES = ("taken", "dropped", "toggled")


def shock(option: str, becomes: str, rate: str = "1 per 100 days") -> str:
    return f'[[shock]]\noption = "{option}"\nbecomes = "{becomes}"\nrate = "{rate}"\n'


SHOCKS = shock("c.x", "toggled") + shock("b.x", "taken", "1 per year") + shock("b.x", "dropped", "3 per year")


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("rule", RULES)
def test_the_compiled_form_is_the_definition(seed: int, rule: str) -> None:
    structure = structure_of(case_of(seed, extra=SHOCKS))
    game = game_of(structure.case, states=structure.states)
    play = Play(game, structure.lattice, rule, shocks=structure.shocks)  # type: ignore[arg-type]
    plain = arrays_of(chain_from(play, structure.start), play.stable())
    payoffs = [want.payoff for want in game.preferences]
    swift = solve_draw(board_of(structure.lattice, structure.shocks), payoffs, structure.start, rule)
    for part in ("states", "first", "target", "movers", "share", "stable"):
        assert np.array_equal(getattr(plain, part), getattr(swift, part)), part
    assert (plain.movers < 0).any()


@pytest.mark.parametrize("seed", SEEDS)
def test_ends_and_dates_are_the_same_compiled(seed: int) -> None:
    structure = structure_of(case_of(seed, extra=SHOCKS))
    play = Play(game_of(structure.case, states=structure.states), structure.lattice, shocks=structure.shocks)
    arrays = arrays_of(chain_from(play, structure.start), play.stable())
    chain, tempi = chain_of(arrays), Tempi()
    ends, rates = ends_of(chain, tempi), arrays.rates(tempi)
    mass, _ = mass_at_the_end(arrays.first, arrays.target, rates)
    assert mass[np.concatenate(ends.places)] == pytest.approx(ends.mass, abs=1e-9)
    assert mass.sum() == pytest.approx(1)
    dated = mass_after(arrays.first, arrays.target, rates, np.asarray([200.0]))[0]
    assert dated == pytest.approx(state_after(chain, tempi, 200.0), abs=1e-9)


def test_a_large_class_is_left_to_the_sparse_solution(monkeypatch: pytest.MonkeyPatch) -> None:
    case = case_of(2, extra=SHOCKS)
    whole = solution_of(case, Settings())
    holds = whole.states.taken("a.x")
    monkeypatch.setattr(solve, "COMPILED_FROM", 0)
    assert solution_of(case, Settings()).masses(holds) == pytest.approx(whole.masses(holds), abs=1e-9)


@pytest.mark.parametrize("becomes", BECOMES)
@pytest.mark.parametrize("seed", SEEDS)
def test_a_shock_changes_its_option_alone_and_never_into_what_cannot_be(seed: int, becomes: str) -> None:
    structure = structure_of(case_of(seed, extra=shock("b.x", becomes)))
    states = structure.states
    play = Play(game_of(structure.case, states=states), structure.lattice, shocks=structure.shocks)
    for state in range(len(states)):
        before = set(states.options_taken(state))
        after = {"taken": before | {"b.x"}, "dropped": before - {"b.x"}, "toggled": before ^ {"b.x"}}[becomes]
        found = [step for step in play.steps(state) if step.kind == "shock"]
        wanted = [s for s in range(len(states)) if set(states.options_taken(s)) == after and after != before]
        assert [step.target for step in found] == wanted
        assert all((step.movers, step.share, step.shock) == ((), 1 / 100, 0) for step in found)


@pytest.mark.parametrize("seed", SEEDS)
def test_nobody_reckons_with_shocks(seed: int) -> None:
    structure = structure_of(case_of(seed, extra=SHOCKS))
    game = game_of(structure.case, states=structure.states)
    calm, shaken = (Play(game, structure.lattice, shocks=shocks) for shocks in ((), structure.shocks))
    assert (calm.stable() == shaken.stable()).all()
    for state in range(len(game)):
        assert calm.steps(state) == tuple(step for step in shaken.steps(state) if step.kind != "shock")


def test_a_shock_that_comes_all_the_time_leaves_no_rest_and_the_answer_says_so() -> None:
    ask = '[[question]]\nid = "q"\nask = "probability"\nof = "c.x"\n'
    text = text_of(4)
    session = Session(parse_case(text + shock("c.x", "toggled") + ask))
    found = answer(session, session.case.questions[0])
    assert found.shocks == 1
    assert found.detail.no_rest == pytest.approx(1)
    calm = Session(parse_case(text + ask))
    assert answer(calm, calm.case.questions[0]).shocks == 0


def test_an_option_that_only_shocks_change_is_held_as_long_as_its_rates_say() -> None:
    """Nobody cares for c.x: taken once in 100 days, dropped once in 300, it is taken three quarters of the time."""
    text = 'format = 1\n[case]\ntitle = "T"\nas_of = 2025-01-01\n'
    text += '[party.a]\n[party.a.option]\nx = "X"\n[party.c]\n[party.c.option]\nx = "X"\n'
    text += shock("c.x", "taken", "1 per 100 days") + shock("c.x", "dropped", "1 per 300 days")
    solution = solution_of(parse_case(text))
    holds = solution.states.taken("c.x")
    assert solution.masses(holds) == pytest.approx([0.75])
    rate = 1 / 100 + 1 / 300
    assert solution.masses(holds, 50.0) == pytest.approx([0.75 * (1 - np.exp(-50 * rate))])


def test_a_forced_condition_is_kept_against_shocks() -> None:
    session = Session(case_of(1, extra=shock("c.x", "dropped")))
    holds = session.structure.states.taken("c.x")
    assert holds.any()
    from detente.conflict.statement import Name

    for forced in session.forced(Name("c.x")):
        assert forced.masses(forced.states.taken("c.x"), 500.0) == pytest.approx(1)
