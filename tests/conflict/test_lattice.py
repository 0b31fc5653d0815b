"""Where the fast form applies, and its memory; it is held to the definitions in tests/laws/test_forms.py."""

import numpy as np
import pytest

from conflict.published import elmira
from detente.conflict import lattice
from detente.conflict.coalesce import coalesced
from detente.conflict.preference import Preference


def test_it_applies_to_options_with_everything_known():
    game = elmira().game
    gap = np.zeros((12, 12), dtype=np.bool_)
    unsure = game.with_preferences([Preference(want.payoff, None, gap) for want in game.preferences])
    assert lattice.applies(game)
    assert not lattice.applies(unsure)
    assert not lattice.applies(coalesced(game, []).game)


@pytest.mark.parametrize("kept", [0, 2**25])
@pytest.mark.parametrize("concept", ["nash", *lattice.CONCEPTS])
def test_targets_kept_or_worked_out_again(kept, concept, monkeypatch):
    expected = lattice.verdicts(elmira().game, concept)
    monkeypatch.setattr(lattice, "MOST_KEPT", kept)
    assert (lattice.verdicts(elmira().game, concept) == expected).all()


def test_payoffs_too_large_for_the_small_kind():
    game = elmira().game
    stretched = game.with_preferences([Preference(want.payoff * 10_000) for want in game.preferences])
    for concept in ("nash", *lattice.CONCEPTS):
        assert (lattice.verdicts(stretched, concept) == lattice.verdicts(game, concept)).all()
