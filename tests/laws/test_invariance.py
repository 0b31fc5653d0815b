"""What must not matter: the order and the names of parties, states and options, and what changes nothing."""

from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from detente.conflict.concepts import DEFAULT_CONCEPTS, stable
from detente.conflict.graph import graph_model
from detente.conflict.model import Conflict, DecisionMaker, GraphForm, Impossible, Option
from detente.conflict.preference import Preference
from detente.conflict.statement import Name, Not, replaced
from detente.conflict.states import enumerate_states
from strategies import conflicts, games, graphs, some

CONCEPTS = (*DEFAULT_CONCEPTS, "coalition_sequential_class", "simultaneous")
LISTED = (*DEFAULT_CONCEPTS, "coalition_symmetric_metarational", "coalition_sequential_class")


def carried(want: Preference, came_from: np.ndarray) -> Preference:
    """The same preference where state s was `came_from[s]`."""
    unknown = None if want.unknown is None else want.unknown[np.ix_(came_from, came_from)]
    return Preference(want.payoff[came_from], None, unknown)


@some
@given(game=games(unknown=True), data=st.data(), concept=st.sampled_from(LISTED))
def test_the_order_of_parties(concept, game, data):
    order = data.draw(st.permutations(list(game.dms)))
    before = game.conflict
    graph = before.graph and replace(before.graph, moves=tuple(before.graph.moves[dm] for dm in order))
    after = replace(before, decision_makers=tuple(before.decision_makers[dm] for dm in order), graph=graph)
    turned = graph_model(after, [game.preferences[dm] for dm in order])
    assert (stable(turned, concept) == stable(game, concept)[list(order)]).all()


@some
@given(game=games(graphs(), unknown=True), data=st.data(), concept=st.sampled_from(LISTED))
def test_the_order_of_states(concept, game, data):
    order = np.asarray(data.draw(st.permutations(range(len(game)))))
    labels = tuple(game.states.labels[s] for s in order)
    conflict = Conflict(game.conflict.decision_makers, graph=GraphForm(labels, game.conflict.graph.moves))
    turned = graph_model(conflict, [carried(want, order) for want in game.preferences])
    assert (stable(turned, concept) == stable(game, concept)[:, order]).all()


@some
@given(game=games(conflicts(), unknown=True), data=st.data(), concept=st.sampled_from(CONCEPTS))
def test_the_order_of_options(concept, game, data):
    options = data.draw(st.permutations(game.conflict.options))
    conflict = replace(game.conflict, options=tuple(options))
    states = enumerate_states(conflict)
    came_from = np.asarray([game.states.at(states.options_taken(s)) for s in range(len(states))])
    turned = graph_model(conflict, [carried(want, came_from) for want in game.preferences], states=states)
    assert (stable(turned, concept) == stable(game, concept)[:, came_from]).all()


@some
@given(game=games(unknown=True), data=st.data(), concept=st.sampled_from(LISTED))
def test_names(concept, game, data):
    conflict = game.conflict
    ids = {dm.id: f"renamed-{dm.id}" for dm in conflict.decision_makers}
    names = {option.id: f"x.{option.id.replace('.', '-')}" for option in conflict.options}

    def renamed(option: Option) -> Option:
        return replace(option, id=names[option.id], owners=tuple(ids[owner] for owner in option.owners))

    after = replace(
        conflict,
        decision_makers=tuple(DecisionMaker(ids[dm.id], "somebody") for dm in conflict.decision_makers),
        options=tuple(map(renamed, conflict.options)),
        impossible=tuple(
            Impossible(replaced(rule.when, lambda name: Name(names[name.id]))) for rule in conflict.impossible
        ),
        joints=tuple(replace(joint, options=tuple(names[id] for id in joint.options)) for joint in conflict.joints),
    )
    assert (stable(graph_model(after, game.preferences), concept) == stable(game, concept)).all()


@some
@given(game=games(conflicts(joint=False), unknown=True), data=st.data(), concept=st.sampled_from(CONCEPTS))
def test_saying_an_option_the_other_way_round(concept, game, data):
    """Taking it is dropping its opposite; the directions swap. Joint moves only take, so they are left out."""
    turned = data.draw(st.sampled_from(game.conflict.options))
    way = {"taken": "dropped", "dropped": "taken", None: None}[turned.irreversible]
    opposite = replace(turned, irreversible=way)

    def meaning(name: Name):
        return Not(name) if name.id == turned.id else name

    conflict = replace(
        game.conflict,
        options=tuple(opposite if option is turned else option for option in game.conflict.options),
        impossible=tuple(Impossible(replaced(rule.when, meaning)) for rule in game.conflict.impossible),
    )
    states = enumerate_states(conflict)
    bit = 1 << game.states.options.index(turned.id)
    came_from = np.searchsorted(game.states.codes, states.codes ^ bit)
    flipped = graph_model(conflict, [carried(want, came_from) for want in game.preferences], states=states)
    assert (stable(flipped, concept) == stable(game, concept)[:, came_from]).all()


@some
@given(
    game=games(conflicts(options=4), unknown=True),
    taken=st.booleans(),
    data=st.data(),
    concept=st.sampled_from(CONCEPTS),
)
def test_an_option_that_nobody_can_change(concept, game, taken, data):
    """It stands as it does, for ever: the conflict is the same."""
    owner = data.draw(st.sampled_from(game.conflict.decision_makers))
    fixed = Option("nature.fixed", (owner.id,))
    holds = Not(Name(fixed.id)) if taken else Name(fixed.id)
    conflict = replace(
        game.conflict,
        options=(*game.conflict.options, fixed),
        impossible=(*game.conflict.impossible, Impossible(holds)),
    )
    larger = graph_model(conflict, game.preferences)
    assert (stable(larger, concept) == stable(game, concept)).all()


@some
@given(game=games(conflicts(options=4)), data=st.data(), concept=st.sampled_from(DEFAULT_CONCEPTS))
def test_an_option_of_a_bystander_that_nobody_minds(concept, game, data):
    """A party of its own, indifferent to everything, takes and drops what nobody's preference mentions."""
    bystander = DecisionMaker("bystander")
    conflict = replace(
        game.conflict,
        decision_makers=(*game.conflict.decision_makers, bystander),
        options=(*game.conflict.options, Option("bystander.hum", ("bystander",))),
    )
    wants = [Preference(np.tile(want.payoff, 2)) for want in game.preferences]
    wants.append(Preference(np.zeros(2 * len(game), dtype=np.int64)))
    larger = graph_model(conflict, wants)
    assert (stable(larger, concept)[:-1] == np.tile(stable(game, concept), 2)).all()


@some
@given(game=games(conflicts(shared=False, joint=False)), data=st.data(), concept=st.sampled_from(DEFAULT_CONCEPTS))
def test_a_party_that_can_do_nothing(concept, game, data):
    watcher = DecisionMaker("watcher")
    conflict = replace(game.conflict, decision_makers=(*game.conflict.decision_makers, watcher))
    indifferent = Preference(np.zeros(len(game), dtype=np.int64))
    watched = graph_model(conflict, [*game.preferences, indifferent])
    assert (stable(watched, concept)[:-1] == stable(game, concept)).all()
    assert stable(watched, concept)[-1].all()


@some
@given(game=games(), data=st.data(), concept=st.sampled_from(DEFAULT_CONCEPTS))
def test_only_the_order_of_payoffs_counts(concept, game, data):
    stretch = data.draw(st.integers(2, 5))
    wants = [Preference(want.payoff**2 * stretch + want.payoff) for want in game.preferences]
    assert (stable(game.with_preferences(wants), concept) == stable(game, concept)).all()
