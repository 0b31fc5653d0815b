"""Dates of chains in which some steps come thousands of times as often as the dates are far."""

from itertools import pairwise

import numpy as np
import pytest
from scipy.linalg import expm
from scipy.sparse import csr_matrix

from analysis.small import case_of
from analysis.test_compiled_chain import chain
from detente.analysis import chain as chains
from detente.analysis import compiled_chain, solve
from detente.analysis.calibrate import FASTEST
from detente.analysis.chain import Tempi, balanced, mass_by
from detente.analysis.compiled_chain import mass_after
from detente.analysis.questions import answer
from detente.analysis.session import Session, tempi_of
from detente.analysis.shares import shares_in
from detente.analysis.solve import Settings
from detente.analysis.stiff import STIFF, mass_by_resolvents

DATES = tuple(np.linspace(0.0, 365.0, 13).tolist())


def rates_of(seed: int, m: int) -> csr_matrix:
    """Rates among m states, each a few steps from some others, from once in years to a hundred a day."""
    rng = np.random.default_rng(seed)
    source, target = rng.integers(0, m, (2, 3 * m))
    apart = source != target
    flow = csr_matrix((10 ** rng.uniform(-3.5, 2, apart.sum()), (source[apart], target[apart])), shape=(m, m))
    return balanced(flow)


@pytest.mark.parametrize("seed", range(20))
def test_resolvents_give_the_matrix_exponential(seed: int) -> None:
    rates = rates_of(seed, (2, 3, 7, 40, 150)[seed % 5])
    found = mass_by_resolvents(rates, DATES)
    assert found is not None
    for days, mass in zip(DATES, found, strict=True):
        assert mass == pytest.approx(expm(rates.toarray() * days)[0], abs=1e-9)


@pytest.mark.parametrize("m", [5, 60, 300])
def test_going_round_in_circles(m: int) -> None:
    """Far from rest at the end, and no step slow: the hardest there is."""
    ring = balanced(csr_matrix((np.full(m, 9.0), (np.arange(m), np.roll(np.arange(m), -1))), shape=(m, m)))
    found = mass_by_resolvents(ring, [365.0])
    assert found is not None
    assert found[0] == pytest.approx(expm(ring.toarray() * 365.0)[0], abs=1e-9)


@pytest.mark.parametrize("seed", range(12))
def test_compiled_or_not_dates_are_the_same_however_fast_agreements_are(seed: int) -> None:
    some = [chain(seed)]
    tempi = Tempi(move=3_000.0, agreement=1.0)
    swift, plain = (shares_in(some, tempi=tempi, dates=DATES, compiled=compiled)[0] for compiled in (True, False))
    for (one, _), (other, _) in zip(swift, plain, strict=True):
        assert one == pytest.approx(other, abs=1e-9)


WISH = """
[tempo]
move = "1 per 30 days"
agreement = "1 per 180 days"
assumed = "guess"
calibrate = { event = "b.x", by = 2025-12-31, to = 0.99, source = "s" }
[[question]]
id = "q"
text = "?"
ask = "probability"
of = "a.x"
by = 2025-12-31
"""


def test_no_sum_over_steps_is_made_long_for_an_outside_view_that_no_rate_gives(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    case, sums = case_of(1, noise=0.3, extra=WISH), []

    def summed(first, target, rate, dates):
        leaving = [rate[low:high].sum() for low, high in pairwise(first)]
        sums.append(max(leaving) * max(dates))
        return mass_after(first, target, rate, dates)

    monkeypatch.setattr(solve, "COMPILED_FROM", 0)
    monkeypatch.setattr(compiled_chain, "mass_after", summed)
    session = Session(case, Settings(draws=20, tempi=tempi_of(case)))
    answer(session, case.questions[0])
    assert session.calibration is not None
    assert not session.calibration.met
    assert session.calibration.factor == FASTEST
    assert 0 < max(sums) <= STIFF


def test_definitions_do_not_sum_up_what_is_stiff(monkeypatch: pytest.MonkeyPatch) -> None:
    rates = rates_of(4, chains.MOST_DENSE + 50)
    assert -rates.diagonal().min() * DATES[-1] > STIFF
    monkeypatch.setattr(chains, "expm_multiply", None)
    assert mass_by(rates, DATES)[-1] == pytest.approx(expm(rates.toarray() * DATES[-1])[0], abs=1e-9)
