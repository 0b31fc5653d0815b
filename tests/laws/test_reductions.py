"""What the wider concepts become where there is nothing to widen."""

from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from detente.conflict.coalesce import coalesced, merged
from detente.conflict.concepts import CONCEPTS, DEFAULT_CONCEPTS, stable
from detente.conflict.foresight import non_myopic
from detente.conflict.graph import OptionMoves, graph_model
from detente.conflict.model import Option
from detente.conflict.preference import Preference
from strategies import conflicts, few, games, graphs, some

COALITION = [name for name, each in CONCEPTS.items() if each.kind == "coalition"]

two_far_sighted = games(conflicts(parties=2) | graphs(parties=2), strict=True)


@some
@given(game=games(), concept=st.sampled_from(DEFAULT_CONCEPTS))
def test_with_everything_known_the_extensions_are_the_ordinary_concept(concept, game):
    n = len(game)
    known = [Preference(want.payoff, None, np.zeros((n, n), dtype=np.bool_)) for want in game.preferences]
    for letter in "abcd":
        assert (stable(game, f"{concept}_{letter}") == stable(game, concept)).all()
        assert (stable(game.with_preferences(known), f"{concept}_{letter}") == stable(game, concept)).all()


@some
@given(game=games(), concept=st.sampled_from(DEFAULT_CONCEPTS[1:]))
def test_without_strength_strong_is_nash(concept, game):
    assert (stable(game, f"strong_{concept}") == stable(game, "nash")).all()


@some
@given(game=games(), concept=st.sampled_from(DEFAULT_CONCEPTS[1:]))
def test_where_every_difference_is_great_and_nothing_is_tied_strong_is_general(concept, game):
    strict = [np.argsort(np.argsort(want.payoff, kind="stable")) for want in game.preferences]
    great = game.with_preferences([Preference(payoff, payoff) for payoff in strict])
    strong, general = stable(great, f"strong_{concept}"), stable(great, concept)
    assert not (strong & ~general).any()
    if isinstance(game.moves, OptionMoves) and not any(len(o.owners) > 1 for o in game.conflict.options):
        assert (strong == general).all()  # nobody can bring about s itself, the only state as good


@few
@given(game=two_far_sighted)
def test_looking_one_move_ahead_is_nash(game):
    assert (stable(game, "limited_move_1") == stable(game, "nash")).all()


@few
@given(game=two_far_sighted)
def test_without_a_horizon_is_with_a_long_one_unless_it_cycles(game):
    far = [stable(game, f"limited_move_{horizon}") for horizon in range(40, 52)]
    for dm in game.dms:
        found = non_myopic(game, dm)
        seen = np.stack([each[dm] for each in far])
        assert not (found.stable & found.cycles).any()
        assert (found.stable <= seen.all(axis=0)).all()
        assert (found.cycles == (seen.any(axis=0) & ~seen.all(axis=0))).all()


@few
@given(game=games(conflicts(parties=2, joint=False) | graphs(parties=2)))
def test_with_two_parties_the_responses_are_the_other_one_s_moves(game):
    for dm in game.dms:
        assert (game.responses(game.others(dm)) == _but_the_start(game.relation(1 - dm))).all()
        assert (game.responses((1 - dm,), improving=True) == _but_the_start(game.improvements(1 - dm))).all()


def _but_the_start(relation):
    return relation & ~np.eye(len(relation), dtype=np.bool_)


@few
@given(game=games(unknown=True))
def test_nobody_responds_where_nobody_is(game):
    assert not game.responses(()).any()


@few
@given(game=games(), data=st.data())
def test_a_class_is_nash_stable_if_each_of_its_members_is(game, data):
    mask = np.asarray(data.draw(st.lists(st.booleans(), min_size=len(game), max_size=len(game))))
    wants = [Preference(np.where(mask, 0, want.payoff + 1)) for want in game.preferences]
    even = game.with_preferences(wants)
    found = coalesced(even, [mask])
    assert not found.warnings
    for before, after in zip(stable(even, "nash"), stable(found.game, "nash"), strict=True):
        assert np.flatnonzero(~after).tolist() == np.unique(found.place[~before]).tolist()


@some
@given(game=games(conflicts(options=4)), concept=st.sampled_from([*DEFAULT_CONCEPTS, *COALITION]))
def test_coalescing_what_an_idle_option_doubles_undoes_it(concept, game):
    owner = game.conflict.decision_makers[0].id
    conflict = replace(game.conflict, options=(*game.conflict.options, Option("idle.hum", (owner,))))
    doubled = graph_model(conflict, [Preference(np.tile(want.payoff, 2)) for want in game.preferences])
    n = len(game)
    pairs = [np.isin(np.arange(2 * n), [s, s + n]) for s in range(n)]
    found = coalesced(doubled, pairs)
    assert not found.warnings
    assert (stable(found.game, concept) == stable(game, concept)).all()


@some
@given(
    game=games(unknown=True, strength=True),
    concept=st.sampled_from([*DEFAULT_CONCEPTS, "coalition_sequential_class"]),
)
def test_coalescing_nothing_changes_nothing(concept, game):
    found = coalesced(game, [])
    assert not found.warnings
    assert (found.place == np.arange(len(game))).all()
    assert (stable(found.game, concept) == stable(game, concept)).all()


@few
@given(game=games(strict=True), data=st.data())
def test_coalescing_what_somebody_distinguishes_says_who(game, data):
    mask = np.asarray(data.draw(st.lists(st.booleans(), min_size=len(game), max_size=len(game))))
    found = coalesced(game, [mask])
    assert [each.focal for each in found.warnings] == (list(game.dms) if mask.sum() > 1 else [])


@some
@given(game=games(unknown=True), data=st.data(), concept=st.sampled_from(DEFAULT_CONCEPTS))
def test_a_block_of_everybody_is_one_party_that_nobody_answers(concept, game, data):
    want = data.draw(st.sampled_from(game.preferences))
    block = merged(game, list(game.dms), want, id="all")
    assert len(block.dms) == 1
    assert not block.conflict.joints
    assert (stable(block, f"{concept}_d") == stable(block, "nash_d")).all()


@few
@given(game=games(), data=st.data())
def test_a_block_reaches_what_its_members_reach(game, data):
    members = data.draw(st.sets(st.sampled_from(list(game.dms)), min_size=2))
    block = merged(game, sorted(members), game.preferences[0], id="block")
    place = [dm for dm, maker in enumerate(block.conflict.decision_makers) if maker.id == "block"]
    assert not (game.responses(sorted(members)) & ~block.relation(place[0])).any()
