"""Each concept and operation stands twice, as its definition and in a fast form: the two are equal."""

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.conflict import coalition, concepts, lattice, relation, stability
from detente.conflict.coalesce import coalesced
from detente.conflict.concepts import CONCEPTS, DEFAULT_CONCEPTS, stable
from detente.conflict.inverse import condition, count_rankings, settling, tried
from detente.conflict.preference import Preference
from strategies import conflicts, few, games, graphs, some

GRADED = [name for name, each in CONCEPTS.items() if each.kind in ("unknown", "strength")]
COALITION = [name for name, each in CONCEPTS.items() if each.kind == "coalition"]


@st.composite
def relations(draw, n: int):
    seed = draw(st.integers(0, 2**32 - 1))
    return np.random.default_rng(seed).random((n, n)) < draw(st.sampled_from([0.0, 0.02, 0.1, 0.5]))


def both_forms(monkeypatch, ask):
    """What an operation gives by its definition and packed."""
    found = []
    for packed_from in (10**9, 0):
        monkeypatch.setattr(relation, "PACKED_FROM", packed_from)
        found.append(ask())
    monkeypatch.undo()
    return found


@few
@given(n=st.integers(1, 140), data=st.data())
def test_packed_relations(n, data):
    first, second, third = (data.draw(relations(n)) for _ in range(3))
    with pytest.MonkeyPatch.context() as patch:
        for ask in (
            lambda: relation.deterred(first, second, third),
            lambda: relation.closed_under(first, second),
            lambda: relation.closed_under(first, second, third),
            lambda: relation.legal_sequences([first, second, third], n),
            lambda: relation.legal_sequences([first], n),
            lambda: relation.legal_sequences([], n),
        ):
            definition, packed = both_forms(patch, ask)
            assert (definition == packed).all()
            assert definition.dtype == packed.dtype == np.bool_


@some
@given(
    game=games(unknown=True, strength=True),
    concept=st.sampled_from(GRADED),
)
def test_packed_concepts(concept, game):
    with pytest.MonkeyPatch.context() as patch:
        definition, packed = both_forms(patch, lambda: stable(game, concept))
    assert (definition == packed).all()


@some
@given(game=games(), concept=st.sampled_from(COALITION))
def test_packed_coalitions_and_the_universal_form(concept, game):
    with pytest.MonkeyPatch.context() as patch:
        definition, packed = both_forms(patch, lambda: stable(game, concept))
    assert (definition == packed).all()
    one_by_one = [coalition.universal_for(game, dm, getattr(coalition, concept)) for dm in game.dms]
    assert (definition == np.stack(one_by_one)).all()


@some
@given(game=games(conflicts()), concept=st.sampled_from(DEFAULT_CONCEPTS))
def test_the_fast_form(concept, game):
    assert lattice.applies(game)
    definition = np.stack([getattr(stability, concept)(game, dm) for dm in game.dms])
    assert (lattice.verdicts(game, concept) == definition).all()
    assert (stable(game, concept) == definition).all()


@some
@given(
    game=games(graphs()) | games(unknown=True),
    concept=st.sampled_from(DEFAULT_CONCEPTS),
)
def test_where_the_fast_form_does_not_apply_the_definition_stands(concept, game):
    assert not lattice.applies(game)
    assert (
        stable(game, concept) == np.stack([concepts.concept(concept).function(game, dm) for dm in game.dms])
    ).all()


@some
@given(game=games(conflicts()), data=st.data(), concept=st.sampled_from(DEFAULT_CONCEPTS))
def test_lanes_are_solved_side_by_side(concept, game, data):
    turns = [data.draw(st.permutations(list(game.dms))) for _ in range(3)]
    payoffs = [np.stack([game.preferences[turn[dm]].payoff for turn in turns], axis=1) for dm in game.dms]
    together = lattice.stable_states(lattice.lattice_of(game), payoffs, concept)
    for lane, turn in enumerate(turns):
        alone = game.with_preferences([game.preferences[turn[dm]] for dm in game.dms])
        assert (together[:, :, lane] == stable(alone, concept)).all()


@few
@given(game=games(unknown=True))
def test_a_reachable_list_is_a_row_of_the_relation(game):
    for mover in game.movers(game.dms):
        steps = game.relation(mover)
        for state in range(len(game)):
            assert game.reachable(mover, state).tolist() == np.flatnonzero(steps[state]).tolist()


@few
@given(game=games(conflicts(options=4)))
def test_listed_moves_are_the_moves(game):
    listed = coalesced(game, []).game
    for mover in game.movers(game.dms):
        assert (listed.relation(mover) == game.relation(mover)).all()
        for state in range(len(game)):
            assert listed.reachable(mover, state).tolist() == game.reachable(mover, state).tolist()


few_states = games(conflicts(options=3) | graphs(states=5)).filter(lambda game: len(game) <= 5)


@some
@given(game=few_states, data=st.data(), concept=st.sampled_from(DEFAULT_CONCEPTS))
def test_counting_rankings_is_trying_them(concept, game, data):
    focal, state = data.draw(st.sampled_from(list(game.dms))), data.draw(st.integers(0, len(game) - 1))
    assert count_rankings(game, focal, state=state, concept=concept) == tried(
        game, focal, state=state, concept=concept
    )


@some
@given(game=games(strict=True), data=st.data(), concept=st.sampled_from(DEFAULT_CONCEPTS))
def test_the_condition_says_when_a_state_is_stable(concept, game, data):
    focal, state = data.draw(st.sampled_from(list(game.dms))), data.draw(st.integers(0, len(game) - 1))
    payoff = game.preferences[focal].payoff
    below = set(np.flatnonzero(payoff < payoff[state]).tolist())
    clauses = condition(game, focal, state=state, concept=concept)
    assert all(any(term <= below for term in clause) for clause in clauses) == stable(game, concept)[focal, state]


@some
@given(game=few_states, data=st.data(), concept=st.sampled_from(DEFAULT_CONCEPTS))
def test_preferences_that_settle_are_found_if_there_are_any(concept, game, data):
    focal, state = data.draw(st.sampled_from(list(game.dms))), data.draw(st.integers(0, len(game) - 1))
    found = settling(game, state, concept=concept, varied=[focal])
    if found:
        settled = game.with_preferences(found)
        assert stable(settled, concept)[:, state].all()
        assert all(found[dm] is game.preferences[dm] for dm in game.others(focal))
        return
    for payoffs in _orders(len(game)):
        wants = [payoffs if dm == focal else want for dm, want in enumerate(game.preferences)]
        assert not stable(game.with_preferences(wants), concept)[:, state].all()


def _orders(n: int):
    return (Preference(np.asarray(order)) for order in permutations(range(n)))


@some
@given(game=games(), data=st.data(), concept=st.sampled_from([*DEFAULT_CONCEPTS, "coalition_sequential"]))
def test_some_preferences_of_all_settle_any_state(concept, game, data):
    state = data.draw(st.integers(0, len(game) - 1))
    found = settling(game, state, concept=concept)
    assert found is not None
    assert stable(game.with_preferences(found), concept)[:, state].all()
