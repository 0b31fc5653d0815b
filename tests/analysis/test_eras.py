"""Shocks to drivers: the exact solution through eras against simulated walks, and what is kept of it."""

import pickle

import numpy as np
import pytest

from analysis.shaken import shaken_text, shock
from detente.analysis.beliefs import weights_today
from detente.analysis.chain import Tempi
from detente.analysis.credible import credible_of
from detente.analysis.holds import holds_of
from detente.analysis.play import Play
from detente.analysis.questions import answer
from detente.analysis.session import Session
from detente.analysis.solve import Settings, one_by_one, solution_of, solver_of
from detente.analysis.structure import game_of, structure_of
from detente.case import Case
from detente.casefile import parse_case
from detente.conflict.statement import Name
from detente.runners.work import work_of

WALKS = 100_000
SEEDS = (6, 13, 26, 62)
RATES = Tempi(1 / 30, 1 / 60)
BOTH = (shock("pull", 0.9), shock("push", 0.2, "1 per 50 days"))


# ---- simulation: it shares the steps of an ordinary draw with the library, and nothing of eras ----


def profile_pairs(case: Case, party: str, driver: str, to: float) -> dict[tuple[int, int], float]:
    """How likely a party of two profiles has one before and one after: the one that gains never leaves."""
    before = case.values()[driver]
    moved = to - before
    stay = {(0, 0): min(before, to), (1, 1): min(1 - before, 1 - to)}
    return stay | ({(1, 0): moved} if moved > 0 else {(0, 1): -moved})


def simulated(case: Case, shocks: dict[str, tuple[str, float, float]], days: float) -> dict[int, float]:
    """The share of walks in each state after so many days, every walk one by one, all of one kind together.

    `shocks`: party → driver, its value afterwards, rate.
    """
    rng, start = np.random.default_rng(7), structure_of(case).start
    found: dict[int, float] = {}
    for names, chance in kinds(case, shocks).items():
        count = rng.binomial(WALKS, chance) if chance < 1 else WALKS
        for state in walks(case, shocks, names, start, days, count, rng):
            found[state] = found.get(state, 0) + 1
    total = sum(found.values())
    return {state: number / total for state, number in found.items()}


def kinds(case: Case, shocks: dict[str, tuple[str, float, float]]) -> dict[tuple[tuple[int, int], ...], float]:
    """For the parties with two profiles: what they want before and after, with its chance."""
    found = {(): 1.0}
    for party in ("a", "b"):
        if party in shocks:
            own = profile_pairs(case, party, *shocks[party][:2])
        else:
            own = {(k, k): weight for k, weight in enumerate(weights_today(case)[party])}
        found = {(*key, pair): w * share for key, w in found.items() for pair, share in own.items()}
    return found


def walks(case, shocks, names, start, days, count, rng):
    """Where `count` walks are after so many days; the shocks' own clocks are drawn first."""
    come = {p: rng.exponential(1 / shocks[p][2], count) if p in shocks else np.full(count, np.inf) for p in "ab"}
    place, clock, going = np.full(count, start), np.zeros(count), np.ones(count, dtype=bool)
    while going.any():
        for key in {tuple(bool(clock[w] >= come[p][w]) for p in "ab") for w in np.flatnonzero(going)}:
            here = going & np.all([(clock >= come[p]) == k for p, k in zip("ab", key, strict=True)], axis=0)
            play = play_of(case, tuple(pair[k] for pair, k in zip(names, key, strict=True)))
            for state in set(place[here].tolist()):
                own = np.flatnonzero(here & (place == state))
                steps = play.steps(state)
                rate = np.asarray([RATES.rate(step) for step in steps])
                wait = rng.exponential(1 / rate.sum(), len(own)) if len(steps) else np.full(len(own), np.inf)
                ahead = np.min([np.where(come[p][own] > clock[own], come[p][own], np.inf) for p in "ab"], axis=0)
                after = np.minimum(clock[own] + wait, ahead)
                moves = (clock[own] + wait < ahead) & (after < days)
                if len(steps):
                    targets = np.asarray([step.target for step in steps])
                    place[own[moves]] = rng.choice(targets, moves.sum(), p=rate / rate.sum())
                clock[own] = after
                going[own] = after < days
    return place.tolist()


PLAYS: dict[tuple[str, tuple[int, ...]], Play] = {}


def play_of(case: Case, profiles: tuple[int, ...]) -> Play:
    key = str(case.parties) + str(case.conflict), profiles
    if key not in PLAYS:
        chosen = {p: case.party(p).profiles[k].name for p, k in zip("ab", profiles, strict=True)}
        plain = structure_of(case)
        PLAYS[key] = Play(game_of(case, chosen, states=plain.states), plain.lattice)
    return PLAYS[key]


SHAKEN = {
    "one": ((BOTH[0],), {"a": ("pull", 0.9, 1 / 100)}),
    "two": (BOTH, {"a": ("pull", 0.9, 1 / 100), "b": ("push", 0.2, 1 / 50)}),
}


@pytest.mark.parametrize("days", [60.0, 400.0, None])
@pytest.mark.parametrize("which", SHAKEN)
@pytest.mark.parametrize("seed", SEEDS)
def test_a_hundred_thousand_walks_are_where_the_solution_says(seed: int, which: str, days: float | None) -> None:
    text, shocks = SHAKEN[which]
    case = parse_case(shaken_text(seed, *text))
    solution = solution_of(case, Settings(tempi=RATES))
    solved = mass_by_state(solution, days)
    found = simulated(case, shocks, days or 20_000.0)
    for state in solved | found:
        wanted = min(solved.get(state, 0.0), 1.0)
        allowed = 4 * np.sqrt(wanted * (1 - wanted) / WALKS) + (1e-3 if days is None else 1e-12)
        assert abs(found.get(state, 0.0) - wanted) <= allowed, solution.states.pattern(state)


def mass_by_state(solution, days: float | None) -> dict[int, float]:
    n = len(solution.states)
    every = [float(solution.weights() @ solution.masses(np.arange(n) == state, days)) for state in range(n)]
    return {state: mass for state, mass in enumerate(every) if mass > 1e-12}


# ---- compiled and by definition, whole and pickled --------------------------------------------


@pytest.mark.parametrize("seed", SEEDS)
def test_the_compiled_form_is_the_definition(seed: int) -> None:
    structure = structure_of(parse_case(shaken_text(seed, *BOTH)))
    draws = solution_of(structure.case, structure=structure).ensemble.draws
    plain, swift = (solver_of(structure, Settings(), compiled=way)(draws) for way in (False, True))
    for one, other in zip(plain, swift, strict=True):
        for part in ("states", "first", "target", "movers", "share", "stable"):
            assert np.array_equal(getattr(one, part), getattr(other, part)), part


def test_a_case_whose_wants_move_can_be_sent_elsewhere() -> None:
    structure = structure_of(parse_case(shaken_text(26, *BOTH)))
    sent = pickle.dumps(work_of(structure, Settings(), compiled=False))
    again = structure_of(pickle.loads(sent).case)  # what a worker makes of the case it is sent
    assert [era.came for era in again.later] == [era.came for era in structure.later]
    draws = solution_of(structure.case, structure=structure).ensemble.draws
    for one, other in zip(*(one_by_one(each, draws, Settings()) for each in (structure, again)), strict=True):
        assert np.array_equal(one.target, other.target)


# ---- what the questions make of it ------------------------------------------------------------

RIVER = """
format = 1
[case]
title = "A river"
as_of = 2025-01-01
[driver.support]
means = "share for a deal"
value = 0.3
range = [0.2, 0.8]
[party.a]
name = "A"
[party.a.option]
sign = "Sign"
[[party.a.profile]]
name = "hawk"
weight = "1 - support"
wants = ["not a.sign"]
[[party.a.profile]]
name = "dove"
weight = "support"
wants = ["a.sign and b.sign", "not a.sign unless b.sign", "not a.sign"]
[party.b]
name = "B"
[party.b.option]
sign = "Sign"
[[party.b.profile]]
name = "p"
wants = ["a.sign and b.sign", "not b.sign"]
[event]
deal = "a.sign and b.sign"
[[shock]]
driver = "support"
to = 0.8
rate = "1 per year"
"""
ASK = '[[question]]\nid = "q"\nask = "{}"\nof = "deal"\n'


def asked(kind: str, more: str = "") -> tuple[Session, object]:
    session = Session(parse_case(RIVER + ASK.format(kind) + more))
    return session, answer(session, session.case.questions[0])


def test_the_long_run_is_that_of_the_moved_driver_and_the_ranges_are_of_profiles_as_written() -> None:
    _, found = asked("probability")
    assert found.estimate == pytest.approx(0.8)
    (only,) = found.rests_on  # the driver's value of today is past by then; what hawk loses, dove gains
    assert only.key == "party.a.profile.hawk"
    assert (only.low, only.high) == pytest.approx((0.9, 0.7))


def test_what_matters_names_both_wants() -> None:
    _, found = asked("matters")
    assert {names: chance for names, chance, _ in found.detail.matters[0].by_profile} == pytest.approx(
        {("hawk",): 0.2, ("hawk, then dove",): 0.5, ("dove",): 0.3}
    )


def test_a_sweep_moves_the_value_of_today_alone() -> None:
    _, found = asked("effect", 'driver = "support"\nby = 2025-12-31\n[tempo]\nmove = "1 per 9 days"\n')
    for value, estimate in zip(found.detail.values[::10], found.detail.estimates[::10], strict=True):
        text = RIVER.replace("value = 0.3", f"value = {value:.3f}") + ASK.format("probability")
        other = Session(parse_case(text + 'by = 2025-12-31\n[tempo]\nmove = "1 per 9 days"\n'))
        assert answer(other, other.case.questions[0]).estimate == pytest.approx(estimate)
    assert found.detail.estimates[0] < found.detail.estimates[-1]


def test_obstacles_and_settle_look_at_today_and_commitment_at_the_time_after() -> None:
    _, found = asked("obstacles")
    assert found.detail.accepted == pytest.approx(0.3)
    session, found = asked("settle")
    assert found.detail.profiles == ("hawk", "p")
    session = Session(parse_case(RIVER))
    kept = holds_of(session, session.case.events["deal"][1])
    assert (kept.reached, kept.states[0].holds) == pytest.approx((0.8, 0.8))
    assert session.later.case.values() == {"support": 0.8}


def test_a_precondition_is_meant_by_those_who_keep_it() -> None:
    session = Session(parse_case(RIVER))
    statement = session.case.party("a").profile("dove").wants[1].statement
    found = credible_of(session, statement, 0, "not a.sign unless b.sign", None)
    assert (found.rank, found.length) == (2, 3)
    assert found.meant == pytest.approx(0.3)


def test_a_settlement_is_tried_with_the_shocks_to_come() -> None:
    session = Session(parse_case(RIVER + ASK.format("settle") + 'settings = { profiles = { a = "dove" } }\n'))
    found = answer(session, session.case.questions[0]).detail
    assert (found.cost, found.profiles, found.before) == (0, ("dove", "p"), pytest.approx(0.8))


def test_a_forced_condition_is_kept_in_every_era() -> None:
    session = Session(parse_case(shaken_text(6, *BOTH)))
    for forced in session.forced(Name("c.x")):
        assert forced.masses(forced.states.taken("c.x"), 500.0) == pytest.approx(1)
