"""What follows from what: the concepts as a lattice of implications."""

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from detente.conflict import coalition
from detente.conflict.concepts import CONCEPTS, DEFAULT_CONCEPTS, stable
from detente.conflict.preference import Preference
from strategies import conflicts, few, games, preferences, some

IMPLIED = [
    ("nash", "symmetric_metarational"),
    ("nash", "symmetric_sequential"),
    ("nash", "simultaneous_classic"),
    ("symmetric_metarational", "general_metarational"),
    ("sequential", "general_metarational"),
    ("sequential", "simultaneous_classic"),
    ("symmetric_sequential", "sequential"),
    ("symmetric_sequential", "symmetric_metarational"),
]

COALITION = [name for name, each in CONCEPTS.items() if each.kind == "coalition"]
ALIKE = [name for name in COALITION if name != "coalition_sequential_class"]  # those that a party alone has too


@some
@given(game=games())
def test_the_ordinary_concepts_imply_one_another(game):
    held = {name: stable(game, name) for name in DEFAULT_CONCEPTS}
    for strong, weak in IMPLIED:
        if {strong, weak} <= held.keys():
            assert not (held[strong] & ~held[weak]).any(), (strong, weak)


@few
@given(game=games(conflicts()))
def test_nash_and_sequential_states_are_simultaneously_stable_in_the_classic_sense(game):
    classic = stable(game, "simultaneous_classic")
    assert not ((stable(game, "nash") | stable(game, "sequential")) & ~classic).any()
    assert not (stable(game, "nash") & ~stable(game, "simultaneous")).any()


@some
@given(game=games(unknown=True), concept=st.sampled_from(DEFAULT_CONCEPTS))
def test_the_extensions_imply_one_another(concept, game):
    held = {letter: stable(game, f"{concept}_{letter}") for letter in "abcd"}
    for strong, weak in ("ab", "ac", "bd", "cd"):
        assert not (held[strong] & ~held[weak]).any(), (strong, weak)
    if concept == "nash":
        assert (held["a"] == held["c"]).all()
        assert (held["b"] == held["d"]).all()


@some
@given(game=games(strength=True, unknown=True), concept=st.sampled_from(DEFAULT_CONCEPTS[1:]))
def test_general_stability_is_strong_or_weak(concept, game):
    general, strong, weak = (stable(game, name) for name in (f"{concept}_d", f"strong_{concept}", f"weak_{concept}"))
    assert (general == strong | weak).all()
    assert not (strong & weak).any()
    assert not (stable(game, "nash_d") & ~strong).any()


@some
@given(game=games(), concept=st.sampled_from(ALIKE))
def test_what_no_coalition_leaves_no_member_leaves(concept, game):
    assert not (stable(game, concept) & ~stable(game, concept.removeprefix("coalition_"))).any()


@some
@given(game=games(unknown=True), data=st.data(), concept=st.sampled_from(ALIKE))
def test_a_coalition_of_one_is_a_party(concept, game, data):
    focal = data.draw(st.sampled_from(list(game.dms)))
    alone = stable(game, concept.removeprefix("coalition_") + "_d")[focal]
    assert (getattr(coalition, concept)(game, (focal,)) == alone).all()


@few
@given(game=games())
def test_coalition_concepts_imply_one_another(game):
    held = {name: stable(game, name) for name in COALITION}
    for strong, weak in [
        ("nash", "symmetric_metarational"),
        ("nash", "sequential"),
        ("nash", "sequential_class"),
        ("symmetric_metarational", "general_metarational"),
        ("sequential", "general_metarational"),
    ]:
        assert not (held[f"coalition_{strong}"] & ~held[f"coalition_{weak}"]).any(), (strong, weak)


@few
@given(game=games(conflicts()))
def test_coalitions_among_the_rest_do_no_more_than_their_members_could(game):
    """In option form, where two moves of one party running are one move."""
    could = stable(game, "coalition_general_metarational")
    assert not (stable(game, "coalition_sequential_class") & ~could).any()


@some
@given(game=games(), data=st.data())
def test_raising_a_state_never_destroys_its_nash_stability(game, data):
    focal, state = data.draw(st.sampled_from(list(game.dms))), data.draw(st.integers(0, len(game) - 1))
    payoff = game.preferences[focal].payoff.copy()
    payoff[state] += data.draw(st.integers(1, 3))
    wants = [Preference(payoff) if dm == focal else want for dm, want in enumerate(game.preferences)]
    assert not stable(game, "nash")[focal, state] or stable(game.with_preferences(wants), "nash")[focal, state]


@some
@given(game=games(strict=True), data=st.data(), concept=st.sampled_from(DEFAULT_CONCEPTS))
def test_raising_a_state_never_destroys_its_stability_for_the_one_who_raises_it(concept, game, data):
    focal, state = data.draw(st.sampled_from(list(game.dms))), data.draw(st.integers(0, len(game) - 1))
    payoff = 2 * game.preferences[focal].payoff
    payoff[state] = data.draw(st.integers(payoff[state] + 1, 2 * len(game)))
    wants = [Preference(payoff) if dm == focal else want for dm, want in enumerate(game.preferences)]
    assert not stable(game, concept)[focal, state] or stable(game.with_preferences(wants), concept)[focal, state]


@few
@given(game=games(), data=st.data())
def test_a_state_that_everybody_likes_best_holds(game, data):
    state = data.draw(st.integers(0, len(game) - 1))
    wants = []
    for want in game.preferences:
        payoff = want.payoff.copy()
        payoff[state] = len(game)
        wants.append(Preference(payoff))
    best = game.with_preferences(wants)
    assert all(stable(best, name)[:, state].all() for name in [*DEFAULT_CONCEPTS, *COALITION])


@few
@given(n=st.integers(1, 6), data=st.data())
def test_better_is_a_strict_order(n, data):
    want = data.draw(preferences(n, strength=True))
    better, great = want.prefers(), want.greatly_prefers()
    assert not (better & better.T).any()
    assert not (great & ~better).any()
    for a, b, c in product(range(n), repeat=3):
        assert better[a, c] or not (better[a, b] and better[b, c])
