"""Hypothesis strategies for conflicts: draw any of them in a property test, of this project or of another.

======================  ==============================================================================================
strategy                draws
======================  ==============================================================================================
``statements(names)``   a condition on these options, by every operator of the language
``preferences(n)``      a preference over n states: tied, strict, with strength, with unknown pairs
``conflicts()``         a structure in option form: shared and irreversible options, impossible states, joint moves
``graphs()``            a structure in graph form: moves of any shape, common and one-way ones among them
``games()``             a structure of either form with everybody's preferences
======================  ==============================================================================================

Every switch narrows a draw, none widens it by stealth: ``games()`` alone draws everything that ordinary concepts
take (ties, but neither strength nor unknown pairs). Draws stay small, since a law that fails fails on three options:
at most five options or six listed states. Shrinking leads towards two parties, one option each, all indifferent.

``few`` and ``some`` are the settings the laws run with: the suite must stay quick. To search harder, raise
``max_examples`` there.
"""

from collections.abc import Sequence

import numpy as np
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from detente.conflict.graph import GraphModel, graph_model
from detente.conflict.model import Conflict, DecisionMaker, GraphForm, Impossible, Joint, Option
from detente.conflict.preference import Preference
from detente.conflict.statement import And, Constant, If, Iff, Name, Not, Or, Statement, Unless
from detente.conflict.states import States, enumerate_states
from detente.errors import ModelError

few = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
some = settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))


def statements(names: Sequence[str], *, most: int = 8) -> st.SearchStrategy[Statement]:
    """A condition on these names, of about so many parts at most."""
    atoms = st.sampled_from(names).map(Name) | st.booleans().map(Constant)

    def compound(part: st.SearchStrategy[Statement]) -> st.SearchStrategy[Statement]:
        several = st.lists(part, min_size=2, max_size=3).map(tuple)
        pairs = (st.builds(kind, part, part) for kind in (If, Iff, Unless))
        return st.one_of(part.map(Not), several.map(And), several.map(Or), *pairs)

    return st.recursive(atoms, compound, max_leaves=most)


@st.composite
def preferences(draw, n: int, *, strict: bool = False, strength: bool = False, unknown: bool = False) -> Preference:
    """A preference over n states."""
    if strict:
        payoff = np.asarray(draw(st.permutations(range(n))), dtype=np.int64)
    else:
        levels = draw(st.integers(1, n))
        payoff = np.asarray(draw(st.lists(st.integers(0, levels - 1), min_size=n, max_size=n)), dtype=np.int64)
    steps = draw(st.sets(st.integers(1, n), max_size=2)) if strength else ()
    tier = np.asarray([sum(p >= step for step in steps) for p in payoff], dtype=np.int64) if strength else None
    gaps = np.zeros((n, n), dtype=np.bool_)
    state = st.integers(0, n - 1)
    for a, b in draw(st.lists(st.tuples(state, state), max_size=2 * n)) if unknown else ():
        gaps[a, b] = gaps[b, a] = a != b
    return Preference(payoff, tier, gaps if unknown else None)


@st.composite
def conflicts(
    draw,
    *,
    parties: int | None = None,
    options: int = 5,
    shared: bool = True,
    one_way: bool = True,
    impossible: bool = True,
    joint: bool = True,
) -> Conflict:
    """A structure in option form that leaves at least one state.

    Parameters
    ----------
    parties
        How many; None: two to four. Each owns an option, as far as there are enough.
    options
        The most that there are.
    shared, one_way, impossible, joint
        Whether options with several owners, irreversible options, impossible states and joint moves are drawn too.
    """
    ids = [f"p{k}" for k in range(parties or draw(st.integers(2, 4)))]
    made = tuple(draw(_options(ids, most=max(options, len(ids)), shared=shared, one_way=one_way)))
    rules = draw(st.lists(statements([option.id for option in made], most=3), max_size=2)) if impossible else []
    joints = tuple(draw(st.lists(_joint(made), max_size=2, unique=True))) if joint else ()
    makers = tuple(map(DecisionMaker, ids))
    for count in range(len(rules), -1, -1):  # the first rules that leave a state
        conflict = Conflict(makers, made, tuple(map(Impossible, rules[:count])), tuple(filter(None, joints)))
        try:
            enumerate_states(conflict)
        except ModelError:
            continue
        return conflict
    raise AssertionError("no rule leaves every state")


@st.composite
def _options(draw, ids: list[str], *, most: int, shared: bool, one_way: bool) -> list[Option]:
    made = []
    for k in range(draw(st.integers(len(ids), most))):
        owner = ids[k] if k < len(ids) else draw(st.sampled_from(ids))
        also = draw(st.sampled_from([None, None, None, *ids])) if shared else None
        way = draw(st.sampled_from([None, None, "taken", "dropped"])) if one_way else None
        owners = tuple(dict.fromkeys([owner, *([also] if also else [])]))
        made.append(Option(f"{owner}.o{k}", owners, irreversible=way))
    return made


@st.composite
def _joint(draw, made: tuple[Option, ...]) -> Joint | None:
    can = [option for option in made if option.irreversible != "dropped"]
    chosen = draw(st.lists(st.sampled_from(can), min_size=2, max_size=3, unique=True)) if len(can) > 1 else []
    fit = len({owner for option in chosen for owner in option.owners}) > 1
    return Joint(tuple(option.id for option in chosen)) if fit else None


@st.composite
def graphs(draw, *, parties: int | None = None, states: int = 6) -> Conflict:
    """A structure in graph form, of at most so many states."""
    labels = tuple(f"s{k}" for k in range(draw(st.integers(1, states))))
    move = st.tuples(st.sampled_from(labels), st.sampled_from(labels))
    count = parties or draw(st.integers(2, 3))
    moves = tuple(tuple(draw(st.lists(move, max_size=3 * len(labels), unique=True))) for _ in range(count))
    return Conflict(tuple(DecisionMaker(f"p{k}") for k in range(count)), graph=GraphForm(labels, moves))


@st.composite
def games(
    draw,
    structure: st.SearchStrategy[Conflict] | None = None,
    *,
    strict: bool = False,
    strength: bool = False,
    unknown: bool = False,
) -> GraphModel:
    """A structure (None: of either form) with everybody's preferences."""
    conflict = draw(structure if structure is not None else conflicts() | graphs())
    states: States = enumerate_states(conflict)
    want = preferences(len(states), strict=strict, strength=strength, unknown=unknown)
    return graph_model(conflict, [draw(want) for _ in conflict.decision_makers], states=states)
