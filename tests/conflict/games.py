"""Random small conflicts with preferences, to be drawn in property tests.

Two to four parties; options that are shared, irreversible either way or ruled out in part; joint moves; rankings with
ties, unknown pairs and strength; or listed moves.
"""

from typing import Any

import numpy as np
from hypothesis import strategies as st

from detente.conflict.coalesce import coalesced
from detente.conflict.graph import GraphModel, graph_model
from detente.conflict.model import Conflict, DecisionMaker, GraphForm, Impossible, Joint, Option
from detente.conflict.preference import Preference
from detente.conflict.statement import parse
from detente.conflict.states import enumerate_states

Draw = Any


@st.composite
def preferences(draw: Draw, n: int, *, plain: bool = False, strict: bool = False) -> Preference:
    """A preference over n states; plain: nothing unknown and no strength; strict: no ties either."""
    if strict:
        return Preference(np.asarray(draw(st.permutations(range(n))), dtype=np.int64))
    levels = draw(st.integers(1, n))
    payoff = np.asarray(draw(st.lists(st.integers(0, levels), min_size=n, max_size=n)), dtype=np.int64)
    if plain:
        return Preference(payoff)
    cuts = sorted(draw(st.sets(st.integers(1, levels), max_size=2)))
    tier = np.searchsorted(np.asarray(cuts), payoff, side="right").astype(np.int64) if cuts else None
    unknown = np.zeros((n, n), dtype=np.bool_)
    for a, b in draw(st.lists(st.tuples(st.integers(0, n - 1), st.integers(0, n - 1)), max_size=n)):
        unknown[a, b] = unknown[b, a] = a != b
    return Preference(payoff, tier, unknown if unknown.any() else None)


@st.composite
def option_conflicts(draw: Draw, *, parties: int | None = None, options: int = 4) -> Conflict:
    """A conflict in option form with at least two states."""
    count = parties or draw(st.integers(2, 4))
    ids = [f"p{k}" for k in range(count)]
    made = []
    for k in range(draw(st.integers(max(2, count - 1), options))):
        owners = draw(
            st.lists(st.sampled_from(ids), min_size=1, max_size=draw(st.sampled_from([1, 1, 1, 2])), unique=True)
        )
        way = draw(st.sampled_from([None, None, None, "taken", "dropped"]))
        made.append(Option(f"{owners[0]}.o{k}", tuple(owners), irreversible=way))
    names = [option.id for option in made]
    rules = draw(st.lists(st.lists(st.sampled_from(names), min_size=2, max_size=2, unique=True), max_size=2))
    impossible = tuple(Impossible(parse(f"{a} and not {b}")) for a, b in rules)
    return Conflict(tuple(map(DecisionMaker, ids)), tuple(made), impossible, draw(joints(made)))


@st.composite
def joints(draw: Draw, options: list[Option]) -> tuple[Joint, ...]:
    """Up to two joint moves of options that can be taken."""
    found = []
    open_options = [option for option in options if option.irreversible != "dropped"]
    for _ in range(draw(st.integers(0, 2)) if len(open_options) > 1 else 0):
        chosen = draw(st.lists(st.sampled_from(open_options), min_size=2, max_size=3, unique=True))
        if len({owner for option in chosen for owner in option.owners}) > 1:
            found.append(Joint(tuple(option.id for option in chosen)))
    return tuple(found)


@st.composite
def listed_conflicts(draw: Draw, *, parties: int | None = None) -> Conflict:
    """A conflict in graph form."""
    count, n = parties or draw(st.integers(2, 3)), draw(st.integers(2, 7))
    labels = tuple(f"s{k}" for k in range(n))
    arc = st.tuples(st.sampled_from(labels), st.sampled_from(labels)).filter(lambda arc: arc[0] != arc[1])
    moves = tuple(tuple(draw(st.lists(arc, max_size=3 * n, unique=True))) for _ in range(count))
    return Conflict(tuple(DecisionMaker(f"p{k}") for k in range(count)), graph=GraphForm(labels, moves))


@st.composite
def games(draw: Draw, *, parties: int | None = None, plain: bool = False, strict: bool = False) -> GraphModel:
    """A conflict and what everybody wants; in a third of the draws in graph form, or with coalesced states."""
    form = draw(st.sampled_from(["options", "options", "options", "options", "listed", "coalesced"]))
    conflict = draw(listed_conflicts(parties=parties) if form == "listed" else option_conflicts(parties=parties))
    states = enumerate_states(conflict)
    wants = [draw(preferences(len(states), plain=plain, strict=strict)) for _ in conflict.decision_makers]
    game = graph_model(conflict, wants, states=states)
    if form != "coalesced":
        return game
    members = draw(st.lists(st.booleans(), min_size=len(states), max_size=len(states)))
    return coalesced(game, [np.asarray(members, dtype=np.bool_)]).game
