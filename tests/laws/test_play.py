"""Laws of play and of the chains it makes, on any conflict."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.analysis.chain import Tempi, chain_from, ends_of, state_after
from detente.analysis.play import RULES, Play
from detente.conflict import stable
from detente.conflict.graph import GraphModel
from detente.conflict.lattice import applies, lattice_of
from strategies import few, games, some

TEMPI = Tempi()
LATE = 100_000.0  # days: hundreds of times as long as the slowest step takes


def play_of(game: GraphModel, rule: str, *, fast: bool, **settings: bool) -> Play:
    """Play by the fast form where it is asked for and holds, else by the definitions."""
    lattice = lattice_of(game) if fast and applies(game) else None
    return Play(game, lattice, rule, **settings)  # type: ignore[arg-type]


@some
@given(game=games(), rule=st.sampled_from(RULES), fast=st.booleans())
def test_without_agreements_what_rests_is_what_is_stable_for_all(game, rule, fast):
    play = play_of(game, rule, fast=fast, agreements=False)
    resting = [s for s in range(len(game)) if not play.steps(s)]
    assert resting == list(np.flatnonzero(stable(game, rule).all(axis=0)))
    assert (play.stable() == stable(game, rule)).all()


@few
@given(game=games(), rule=st.sampled_from(RULES), minimal=st.booleans(), data=st.data())
def test_ends_sum_to_one_and_dates_tend_to_the_long_run(game, rule, minimal, data):
    start = data.draw(st.integers(0, len(game) - 1))
    chain = chain_from(play_of(game, rule, fast=True, minimal=minimal), start)
    ends = ends_of(chain, TEMPI)
    assert ends.mass.sum() == pytest.approx(1)
    assert ends.chances.sum() == pytest.approx(1)
    for days in (0.0, 30.0, 365.0):
        assert state_after(chain, TEMPI, days).sum() == pytest.approx(1)
    late, last = np.zeros(len(game)), np.zeros(len(game))
    late[list(chain.states)], last[list(ends.states)] = state_after(chain, TEMPI, LATE), ends.mass
    assert late == pytest.approx(last, abs=1e-6)


@few
@given(game=games(), rule=st.sampled_from(RULES), days=st.integers(1, 1000))
def test_scaling_all_rates_scales_time_alone(game, rule, days):
    chain, fast = chain_from(play_of(game, rule, fast=True), 0), Tempi(4 * TEMPI.move, 4 * TEMPI.agreement)
    assert ends_of(chain, TEMPI).mass == pytest.approx(ends_of(chain, fast).mass)
    assert state_after(chain, TEMPI, 4.0 * days) == pytest.approx(state_after(chain, fast, days), abs=1e-9)
