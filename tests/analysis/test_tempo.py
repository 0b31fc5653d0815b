"""How fast things move: rates by size and group, dates and the long run, and a simulation that agrees with both."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.small import case_of, text_of
from detente.analysis.arrays import Arrays, arrays_of
from detente.analysis.calibrate import Calibrated, _fitted
from detente.analysis.chain import Chain, Tempi, chain_from, ends_of, state_after
from detente.analysis.play import Play, Step
from detente.analysis.questions import answer
from detente.analysis.reliance import reliances
from detente.analysis.session import Session, tempi_of
from detente.analysis.structure import game_of, structure_of
from detente.case import Cited
from detente.casefile import parse_case
from detente.conflict.statement import parse

SEEDS = (6, 26, 27, 41, 62, 77, 87, 88, 97, 99)  # cases whose chains have moves, agreements and several ends
OWN = Tempi(1 / 30, 1 / 180, sizes=((2, 1 / 90), (3, 1 / 400)), groups=((0b101, 1 / 7),))
OF = parse("b.x")
SHOCKS = """
[[shock]]
option = "c.x"
becomes = "toggled"
rate = "1 per 100 days"
[[shock]]
option = "b.x"
becomes = "dropped"
rate = "1 per year"
"""
TEMPO = """
[tempo]
move = "1 per 10 days"
agreement = "1 per 50 days"
agreement_of_size = { 3 = "1 per 200 days" }
[[tempo.group]]
parties = ["c", "a"]
rate = "1 per week"
"""


def chain_of_case(seed: int, *, extra: str = "") -> tuple[Chain, Arrays]:
    case = case_of(seed, extra=extra)
    structure = structure_of(case)
    game = game_of(case, states=structure.states)
    play = Play(game, structure.lattice, shocks=structure.shocks)
    chain = chain_from(play, structure.start)
    return chain, arrays_of(chain, play.stable())


# ---- rates ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("step", "rate"),
    [
        (Step("move", (0,), 1, 0.5), 0.5 / 30),
        (Step("agreement", (0, 1), 1, 1.0), 1 / 90),
        (Step("agreement", (0, 2), 1, 0.25), 0.25 / 7),
        (Step("agreement", (0, 1, 2), 1, 1.0), 1 / 400),
        (Step("agreement", (0, 1, 2, 3), 1, 1.0), 1 / 180),
        (Step("shock", (), 1, 0.01, 0), 0.01),
    ],
)
def test_a_group_goes_before_a_size_and_a_size_before_all(step: Step, rate: float) -> None:
    assert OWN.rate(step) == pytest.approx(rate)
    chain = Chain(np.asarray([0, 1]), ((step,), ()), ((1,), ()))
    assert arrays_of(chain, np.ones((4, 2), dtype=bool)).rates(OWN) == pytest.approx([rate])


@pytest.mark.parametrize("seed", SEEDS)
def test_arrays_and_steps_have_the_same_rates(seed: int) -> None:
    chain, arrays = chain_of_case(seed, extra=SHOCKS)
    steps = [step for each in chain.steps for step in each]
    for tempi in (Tempi(), OWN, OWN.faster(3), OWN.eased(0.1)):
        assert arrays.rates(tempi) == pytest.approx([tempi.rate(step) for step in steps])


def test_a_case_gives_its_rates() -> None:
    tempi = tempi_of(case_of(0, extra=TEMPO))
    assert tempi == Tempi(1 / 10, 1 / 50, ((3, 1 / 200),), ((0b101, 1 / 7),))
    assert tempi.eased(2) == Tempi(1 / 10, 2 / 50, ((3, 2 / 200),), ((0b101, 2 / 7),))
    assert tempi_of(case_of(0)) == Tempi()


def calibrated(seed: int, event: str, to: float = 0.3) -> tuple[Calibrated, Tempi]:
    wish = f'calibrate = {{ event = "{event}", by = 2025-12-31, to = {to}, source = "s" }}\n'
    case = parse_case(text_of(seed) + TEMPO.replace("[[tempo.group]]", wish + "[[tempo.group]]"))
    found = Session(case).calibration
    assert found is not None
    return found, tempi_of(case)


@pytest.mark.parametrize(("seed", "event"), [(6, "a.x"), (26, "b.y"), (62, "b.x"), (87, "not a.y")])
def test_calibration_multiplies_every_rate_of_agreement_and_no_other(seed: int, event: str) -> None:
    found, plain = calibrated(seed, event)
    assert found.met
    assert found.reached == pytest.approx(0.3, abs=1e-6)
    factor = found.tempi.agreement / plain.agreement
    assert factor != 1
    assert found.tempi == plain.eased(factor)
    assert (found.tempi.move, found.tempi.shock) == (plain.move, plain.shock)


def test_an_outside_view_that_no_rate_meets_is_met_as_nearly_as_can_be() -> None:
    found, _ = calibrated(6, "b.x")
    assert not found.met
    assert found.reached == pytest.approx(0.75)


@pytest.mark.parametrize("to", [0.1, 0.2])
def test_an_event_that_faster_agreements_make_likelier_and_then_unlikely_is_met(to: float) -> None:
    """At both ends of the rates the event misses on the same side; in between it does not."""
    factor, met = _fitted(lambda factor: min(factor, 1 / factor) - to)
    assert met
    assert min(factor, 1 / factor) == pytest.approx(to)
    assert _fitted(lambda factor: min(factor, 1 / factor) - 1.5) == (1.0, False)
    assert _fitted(lambda factor: 0.25) == (1.0, False)


# ---- rates as inputs --------------------------------------------------------------------------


def asked(seed: int, extra: str, of: str = "b.x", by: str = "by = 2025-06-30") -> Session:
    return Session(
        parse_case(text_of(seed) + extra + f'[[question]]\nid = "q"\nask = "probability"\nof = "{of}"\n{by}\n')
    )


def moved(session: Session, **rates: object) -> float:
    """The answer if the case had been written with other rates."""
    case = session.case
    assert case.tempo is not None
    other = replace(case, tempo=replace(case.tempo, **rates))  # type: ignore[arg-type]
    found = answer(Session(other), case.questions[0]).estimate
    assert found is not None
    return found


def test_each_rate_is_an_input_at_half_and_at_double() -> None:
    session = asked(62, TEMPO + SHOCKS)
    known = {pace.key for pace in session.paces}
    assert known == {"tempo.move", "tempo.agreement", "tempo.agreement_of_size.3", "tempo.group[0].rate", "shock"}
    found = {each.key: each for each in reliances(session, lambda s, w: float(w @ s.masses(s.holds(OF), 180.0)))}
    tempo = session.case.tempo
    assert tempo is not None
    assert found["tempo.move"].low == pytest.approx(moved(session, move=tempo.move / 2))
    assert found["tempo.move"].high == pytest.approx(moved(session, move=tempo.move * 2))
    for each in found.values():
        assert each.swing > 0


FITTED = """[tempo]
calibrate = { event = "a.x", by = 2025-12-31, to = 0.3, source = "s" }
"""


def test_where_rates_are_fitted_they_are_fitted_again_and_the_outside_view_is_an_input() -> None:
    session = asked(6, FITTED.replace('"s"', '"s", range = [0.2, 0.5]'))
    assert [pace.key for pace in session.paces] == ["tempo.move", "tempo.calibrate.to"]
    found = answer(session, session.case.questions[0])
    tempo = session.case.tempo
    assert tempo is not None
    assert tempo.calibrate is not None
    pace, view = ({each.key: each for each in found.rests_on}[key] for key in ("tempo.move", "tempo.calibrate.to"))
    assert pace.low == pytest.approx(moved(session, move=tempo.move / 2), abs=1e-6)
    assert pace.high == pytest.approx(moved(session, move=tempo.move * 2), abs=1e-6)
    assert view.low == pytest.approx(moved(session, calibrate=replace(tempo.calibrate, to=0.2)), abs=1e-6)
    assert view.high == pytest.approx(moved(session, calibrate=replace(tempo.calibrate, to=0.5)), abs=1e-6)
    assert view.warrant == Cited(source="s")


def test_the_number_that_was_put_in_moves_with_the_outside_view_alone() -> None:
    session = asked(6, FITTED, of="a.x", by="by = 2025-12-31")
    found = answer(session, session.case.questions[0])
    assert found.calibrated
    (view,) = [each for each in found.rests_on if each.key.startswith("tempo.")]  # at half and at double its odds
    assert (view.low, view.high) == pytest.approx((0.3 / 1.7, 0.6 / 1.3), abs=1e-6)


# ---- laws of the chain ------------------------------------------------------------------------


@settings(deadline=None, max_examples=40)
@given(
    seed=st.integers(0, 400),
    days=st.floats(0.01, 3000),
    tempi=st.builds(Tempi, st.floats(1e-3, 1), st.floats(1e-4, 1), st.just(((2, 0.01),)), st.just(((0b11, 0.5),))),
    extra=st.sampled_from(["", SHOCKS]),
)
def test_distributions_sum_to_one_and_scaling_all_rates_scales_time_alone(seed, days, tempi, extra) -> None:
    chain, _ = chain_of_case(seed, extra=extra)
    assert state_after(chain, tempi, 0)[0] == 1
    now = state_after(chain, tempi, days)
    assert now.sum() == pytest.approx(1)
    assert (now >= 0).all()
    assert state_after(chain, tempi.faster(4), days / 4) == pytest.approx(now, abs=1e-9)
    ends, fast = ends_of(chain, tempi), ends_of(chain, tempi.faster(4))
    assert ends.mass.sum() == pytest.approx(1)
    assert fast.mass == pytest.approx(ends.mass, abs=1e-9)


@pytest.mark.parametrize("extra", ["", SHOCKS])
@pytest.mark.parametrize("seed", SEEDS)
def test_dates_tend_to_the_long_run(seed: int, extra: str) -> None:
    chain, _ = chain_of_case(seed, extra=extra)
    ends = ends_of(chain, OWN)
    late = state_after(chain, OWN, 60_000)
    assert late[np.concatenate(ends.places)] == pytest.approx(ends.mass, abs=1e-6)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_long_run_is_a_balance_of_flows(seed: int) -> None:
    chain, _ = chain_of_case(seed, extra=SHOCKS)
    ends = ends_of(chain, OWN)
    mass = np.zeros(len(chain.states))
    mass[np.concatenate(ends.places)] = ends.mass
    assert mass @ chain.generator(OWN) == pytest.approx(0, abs=1e-12)


# ---- simulation -------------------------------------------------------------------------------


def walked(chain: Chain, tempi: Tempi, days: float, *, walks: int, seed: int) -> np.ndarray:
    """[m] the share of simulated walks that are at each place after so many days; all walks go side by side."""
    rng = np.random.default_rng(seed)
    rates = chain.generator(tempi).toarray()
    np.fill_diagonal(rates, 0)
    total = rates.sum(axis=1)
    onward = np.cumsum(rates, axis=1) / np.where(total, total, 1)[:, None]
    place, left = np.zeros(walks, dtype=int), np.full(walks, days)
    going = np.flatnonzero(total[place] > 0)
    while len(going):
        left[going] -= rng.exponential(1 / total[place[going]])
        going = going[left[going] > 0]
        place[going] = (onward[place[going]] < rng.random((len(going), 1))).sum(axis=1)
        going = going[total[place[going]] > 0]
    return np.bincount(place, minlength=len(total)) / walks


@pytest.mark.parametrize("days", [45.0, 400.0])
@pytest.mark.parametrize("extra", ["", SHOCKS])
@pytest.mark.parametrize("seed", [6, 26, 62, 87])
def test_a_hundred_thousand_walks_are_where_the_solution_says_by_a_date(seed: int, extra: str, days: float) -> None:
    chain, _ = chain_of_case(seed, extra=extra)
    walks, wanted = 100_000, state_after(chain, OWN, days)
    found = walked(chain, OWN, days, walks=walks, seed=seed)
    assert (abs(found - wanted) <= 4 * np.sqrt(wanted * (1 - wanted) / walks) + 1e-12).all()


@pytest.mark.parametrize("seed", [6, 26, 62, 87])
def test_a_hundred_thousand_walks_end_where_the_solution_says(seed: int) -> None:
    chain, _ = chain_of_case(seed)
    ends, walks = ends_of(chain, OWN), 100_000
    found = walked(chain, OWN, 20_000.0, walks=walks, seed=seed)
    shares = np.asarray([found[places].sum() for places in ends.places])
    assert (abs(shares - ends.chances) <= 4 * np.sqrt(ends.chances * (1 - ends.chances) / walks) + 1e-4).all()


def test_the_walks_can_fail() -> None:
    """The simulation tells rates apart: it disagrees with a chain that is a tenth slower."""
    chain, _ = chain_of_case(62)
    wanted = state_after(chain, replace(OWN, move=OWN.move * 0.9), 45.0)
    found = walked(chain, OWN, 45.0, walks=100_000, seed=3)
    assert (abs(found - wanted) > 4 * np.sqrt(wanted * (1 - wanted) / 100_000)).any()
