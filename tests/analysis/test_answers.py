"""Answers: their doubts, what they rest on, and what is said where nothing can be said."""

from math import isnan

import numpy as np
import pytest

from analysis.small import case_of
from detente.analysis.questions import answer, answers
from detente.analysis.session import Session
from detente.analysis.solve import Settings
from detente.case import Case
from detente.errors import ModelError

ASK = '[[question]]\nid = "q"\nask = "probability"\nof = "{of}"\n'


def asked(seed: int, of: str, more: str = "", **settings: object) -> Case:
    return case_of(seed, extra=ASK.format(of=of) + more, **settings)


@pytest.mark.parametrize("seed", range(6))
def test_an_answer_lies_in_its_belief_range_and_is_certain_of_what_is_certain(seed: int) -> None:
    session = Session(asked(seed, "a.x or b.x"))
    found = answers(session)[0]
    assert found.belief_range is not None
    assert found.belief_range[0] <= found.estimate <= found.belief_range[1]
    assert found.exact
    assert found.standard_error == 0
    assert answer(Session(asked(seed, "true")), asked(seed, "true").questions[0]).estimate == pytest.approx(1)


@pytest.mark.parametrize("seed", range(6))
def test_a_condition_and_its_denial_sum_to_one(seed: int) -> None:
    one, other = (answers(Session(asked(seed, of)))[0].estimate for of in ("a.x if b.y", "not (a.x if b.y)"))
    assert one + other == pytest.approx(1)


def test_given_what_never_holds_the_answer_is_undefined() -> None:
    found = answers(Session(asked(3, "a.x", 'given = "b.x and not b.x"\n')))[0]
    assert isnan(found.estimate)
    assert found.belief_range is None
    assert found.rule_spread == 0


def test_given_itself_is_certain_and_done_is_kept() -> None:
    session = Session(asked(3, "a.y", 'given = "a.y"\n'))
    found = answers(session)[0]
    assert isnan(found.estimate) or found.estimate == pytest.approx(1)
    assert found.detail.if_done == pytest.approx(1)


def test_forcing_what_holds_nowhere_is_refused() -> None:
    case = asked(3, "a.x", 'given = "b.x and not b.x"\n')
    with pytest.raises(ModelError, match="holds in no state"):
        Session(case).forced(case.questions[0].given)  # type: ignore[arg-type]


def test_the_sampling_error_is_that_of_the_draws() -> None:
    case = asked(4, "a.x", noise=0.4, wants=8)
    spread = [answers(Session(case, Settings(draws=150, seed=seed)))[0] for seed in range(12)]
    seen = np.std([each.estimate for each in spread])
    said = np.mean([each.standard_error for each in spread])
    assert not spread[0].exact
    assert said / 3 < seen < said * 3 + 1e-9
