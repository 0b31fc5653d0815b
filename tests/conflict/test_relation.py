"""Relations by hand; the packed forms are held to the definitions in tests/laws/test_forms.py."""

import numpy as np
import pytest

from detente.conflict import relation
from detente.conflict.relation import closed_under, deterred, legal_sequences, product


def steps(n, *pairs):
    found = np.zeros((n, n), dtype=np.bool_)
    for source, target in pairs:
        found[source, target] = True
    return found


def listed(found):
    return [(int(s), int(q)) for s, q in np.argwhere(found)]


@pytest.fixture(params=[10**9, 0], ids=["definition", "packed"], autouse=True)
def form(request, monkeypatch):
    monkeypatch.setattr(relation, "PACKED_FROM", request.param)


def test_a_product_goes_by_one_between():
    assert listed(product(steps(3, (0, 1)), steps(3, (1, 2), (1, 0)))) == [(0, 0), (0, 2)]


def test_nobody_moves_twice_running():
    assert listed(legal_sequences([steps(3, (0, 1), (1, 2))], 3)) == [(0, 1), (1, 2)]
    assert listed(legal_sequences([steps(3, (0, 1)), steps(3, (1, 2))], 3)) == [(0, 1), (0, 2), (1, 2)]


def test_the_start_is_not_reached():
    assert listed(legal_sequences([steps(2, (0, 1)), steps(2, (1, 0))], 2)) == [(0, 1), (1, 0)]


def test_somebody_moves_again_after_another():
    first, second = steps(4, (0, 1), (2, 3)), steps(4, (1, 2))
    assert (0, 3) in listed(legal_sequences([first, second], 4))


def test_every_improvement_must_be_met():
    improvements, responses = steps(4, (0, 1), (0, 2)), steps(4, (1, 3))
    feared = steps(4, (0, 3))
    assert deterred(improvements, responses, feared).tolist() == [False, True, True, True]
    assert deterred(improvements, responses | steps(4, (2, 3)), feared).tolist() == [True] * 4


def test_a_sanction_that_can_be_escaped_is_none():
    feared = steps(3, (0, 1), (0, 2))
    assert listed(closed_under(feared, steps(3, (1, 0)))) == [(0, 2)]
    assert listed(closed_under(feared, steps(3, (1, 2)))) == [(0, 1), (0, 2)]


def test_several_escape_together():
    feared = steps(4, (0, 1), (0, 2))
    first, second = steps(4, (1, 2)), steps(4, (2, 3))
    assert listed(closed_under(feared, first)) == [(0, 1), (0, 2)]
    assert listed(closed_under(feared, first, second)) == []
