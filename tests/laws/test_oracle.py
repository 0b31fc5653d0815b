"""Random conflicts: the library gives what the brute-force oracle gives.

A twin is one conflict built twice from the same draws, once for Detente and once for `tests/oracle.py`. Draws cover
two to four parties, ties, irreversible options of both kinds, impossible states, shared options, joint moves,
strength and unknown pairs, and graph form with moves of any shape.
"""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import combinations
from math import factorial

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

import oracle
from detente.conflict import coalition, foresight, lattice, relation, simultaneous, stability
from detente.conflict.coalesce import coalesced
from detente.conflict.graph import GraphModel, graph_model
from detente.conflict.inverse import count_rankings
from detente.conflict.model import Conflict, DecisionMaker, GraphForm, Impossible, Joint, Option
from detente.conflict.preference import Preference
from detente.conflict.statement import And, Name, Not

COALITION = (
    "coalition_nash",
    "coalition_general_metarational",
    "coalition_symmetric_metarational",
    "coalition_sequential",
    "coalition_sequential_class",
)
thorough = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))


@dataclass(frozen=True)
class Twin:
    """The same conflict twice; `states` are the oracle's in the library's order."""

    game: GraphModel
    oracle: oracle.Game
    states: list[oracle.State]

    def differences(self, found: Callable[[int], np.ndarray], wanted: Callable[[str, oracle.State], bool]) -> list:
        """(party, state, library's verdict) wherever the two disagree."""
        wrong = []
        for dm, party in enumerate(self.oracle.parties):
            verdicts = found(dm)
            assert verdicts.shape == (len(self.states),)
            wrong += [
                (party, s, bool(v)) for s, v in zip(self.states, verdicts, strict=True) if wanted(party, s) != v
            ]
        return wrong


# ── draws ────────────────────────────────────────────────────────────────────────────────────────────────────────


@st.composite
def preferences(draw, n: int, *, unknown: bool = False, strength: bool = False, strict: bool = False):
    """(payoff, tier, unknown pairs) of one party over n states."""
    tied = st.lists(st.integers(0, draw(st.integers(0, n))), min_size=n, max_size=n)
    payoff = np.array(draw(st.permutations(range(n)) if strict else tied))
    great = draw(st.lists(st.integers(1, n), max_size=2)) if strength else []
    tier = np.array([sum(p >= g for g in great) for p in payoff]) if strength else None
    every = list(combinations(range(n), 2))
    pairs = draw(st.lists(st.sampled_from(every), max_size=6)) if unknown and every else []
    return payoff, tier, pairs


def library_preference(payoff: np.ndarray, tier: np.ndarray | None, pairs: list) -> Preference:
    gaps = np.zeros((len(payoff),) * 2, dtype=np.bool_)
    for a, b in pairs:
        gaps[a, b] = gaps[b, a] = True
    return Preference(payoff.astype(np.int64), tier, gaps if pairs else None)


def oracle_preference(states: list, payoff: np.ndarray, tier: np.ndarray | None, pairs: list) -> oracle.Prefer:
    place = {s: -int(p) for s, p in zip(states, payoff, strict=True)}
    great = None if tier is None else {s: -int(t) for s, t in zip(states, tier, strict=True)}
    return oracle.by_rank(place, great, [frozenset((states[a], states[b])) for a, b in pairs])


@st.composite
def twins(
    draw,
    *,
    parties: int = 4,
    options: int = 4,
    unknown: bool = False,
    strength: bool = False,
    shared: bool = True,
    joint: bool = True,
    strict: bool = False,
) -> Twin:
    """A conflict in option form, twice."""
    names = [f"p{i}" for i in range(draw(st.integers(2, parties)))]
    count = draw(st.integers(min(2, options), options))
    several = st.sets(st.sampled_from(names), min_size=1, max_size=2 if shared else 1)
    owners = draw(st.lists(several, min_size=count, max_size=count))
    ways = draw(st.lists(st.sampled_from(["both", "both", "taken", "dropped"]), min_size=count, max_size=count))
    mask = st.dictionaries(st.integers(0, count - 1), st.booleans(), min_size=1, max_size=3)
    rules = draw(st.lists(mask, max_size=2))
    treaties = [ks for ks in (draw(st.lists(treaty(count), max_size=2)) if joint else []) if fit(ks, owners, ways)]

    def impossible(s: oracle.State) -> bool:
        return any(all(s[k] == yes for k, yes in rule.items()) for rule in rules)

    twin = oracle.option_game(names, owners, {}, directions=ways, impossible=impossible, joint=treaties)
    assume(twin.states)
    states = sorted(twin.states, key=lambda s: sum(taken << k for k, taken in enumerate(s)))
    wants = [draw(preferences(len(states), unknown=unknown, strength=strength, strict=strict)) for _ in names]
    twin.prefer.update({p: oracle_preference(states, *want) for p, want in zip(names, wants, strict=True)})
    conflict = library_conflict(names, owners, ways, rules, treaties)
    return Twin(graph_model(conflict, [library_preference(*want) for want in wants]), twin, states)


def treaty(count: int) -> st.SearchStrategy[frozenset[int]]:
    return st.frozensets(st.integers(0, count - 1), min_size=1, max_size=3)


def fit(signed: frozenset[int], owners: list[set[str]], ways: list[str]) -> bool:
    """A joint move takes options of two parties or more, none of which is dropped for good."""
    return len(set().union(*(owners[k] for k in signed))) > 1 and all(ways[k] != "dropped" for k in signed)


def library_conflict(names, owners, ways, rules, treaties) -> Conflict:
    ids = [f"{sorted(who)[0]}.o{k}" for k, who in enumerate(owners)]
    return Conflict(
        tuple(DecisionMaker(name) for name in names),
        tuple(
            Option(id, tuple(sorted(who)), irreversible=None if way == "both" else way)
            for id, who, way in zip(ids, owners, ways, strict=True)
        ),
        tuple(
            Impossible(And(tuple(Name(ids[k]) if yes else Not(Name(ids[k])) for k, yes in rule.items())))
            for rule in rules
        ),
        tuple(Joint(tuple(ids[k] for k in sorted(ks))) for ks in treaties),
    )


@st.composite
def graph_twins(
    draw,
    *,
    parties: int = 3,
    most_states: int = 6,
    unknown: bool = False,
    strength: bool = False,
    strict: bool = False,
) -> Twin:
    """A conflict in graph form, twice: any moves at all, also intransitive and common ones."""
    names = [f"p{i}" for i in range(draw(st.integers(2, parties)))]
    labels = [str(k) for k in range(draw(st.integers(1, most_states)))]
    arc = st.tuples(st.sampled_from(labels), st.sampled_from(labels))
    moves = {name: draw(st.lists(arc, max_size=12, unique=True)) for name in names}
    wants = [draw(preferences(len(labels), unknown=unknown, strength=strength, strict=strict)) for _ in names]
    prefer = {p: oracle_preference(labels, *want) for p, want in zip(names, wants, strict=True)}
    twin = oracle.graph_game(names, labels, moves, prefer)
    form = GraphForm(tuple(labels), tuple(tuple(moves[name]) for name in names))
    conflict = Conflict(tuple(DecisionMaker(name) for name in names), graph=form)
    return Twin(graph_model(conflict, [library_preference(*want) for want in wants]), twin, list(labels))


any_twin = st.one_of(twins(), graph_twins())
rich_twin = st.one_of(twins(unknown=True, strength=True), graph_twins(unknown=True, strength=True))


# ── laws ─────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("concept", ["nash", *oracle.SIMPLE])
@thorough
@given(twin=any_twin)
def test_a_concept_is_its_definition(concept: str, twin: Twin):
    define = getattr(stability, concept)
    assert not twin.differences(
        lambda dm: define(twin.game, dm), lambda p, s: oracle.stable(twin.oracle, p, s, concept)
    )


@pytest.mark.parametrize("concept", ["nash", *oracle.SIMPLE])
@thorough
@given(twin=twins(options=5))
def test_the_fast_form_is_the_definition(concept: str, twin: Twin):
    assert lattice.applies(twin.game)
    found = lattice.verdicts(twin.game, concept)
    assert not twin.differences(lambda dm: found[dm], lambda p, s: oracle.stable(twin.oracle, p, s, concept))


@pytest.mark.parametrize("concept", oracle.SIMPLE)
@thorough
@given(twin=any_twin)
def test_the_packed_form_is_the_definition(concept: str, twin: Twin):
    define = getattr(stability, concept)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(relation, "PACKED_FROM", 1)
        found = [define(twin.game, dm) for dm in twin.game.dms]
    assert not twin.differences(found.__getitem__, lambda p, s: oracle.stable(twin.oracle, p, s, concept))


@pytest.mark.parametrize("extension", "abcd")
@pytest.mark.parametrize("concept", ["nash", *oracle.SIMPLE])
@thorough
@given(twin=rich_twin)
def test_unknown_preference(concept: str, extension: str, twin: Twin):
    define = getattr(stability, concept)
    assert not twin.differences(
        lambda dm: define(twin.game, dm, extension=extension),
        lambda p, s: oracle.stable(twin.oracle, p, s, concept, extension=extension),
    )


@pytest.mark.parametrize("grade", ["general", "strong", "weak"])
@pytest.mark.parametrize("concept", oracle.SIMPLE)
@thorough
@given(twin=rich_twin, extension=st.sampled_from("abcd"))
def test_strength(concept: str, grade: str, twin: Twin, extension: str):
    define = getattr(stability, concept)
    assert not twin.differences(
        lambda dm: define(twin.game, dm, grade=grade, extension=extension),
        lambda p, s: oracle.stable(twin.oracle, p, s, concept, grade=grade, extension=extension),
    )


@pytest.mark.parametrize("concept", oracle.SIMPLE)
@thorough
@given(twin=any_twin)
def test_a_return_that_does_not_count(concept: str, twin: Twin):
    twin.oracle.returning = False
    define = getattr(stability, concept)
    assert not twin.differences(
        lambda dm: define(twin.game, dm, returning=False),
        lambda p, s: oracle.stable(twin.oracle, p, s, concept),
    )


@pytest.mark.parametrize("concept", COALITION)
@thorough
@given(twin=st.one_of(twins(parties=3), graph_twins()), returning=st.booleans())
def test_coalitions(concept: str, twin: Twin, returning: bool):
    twin.oracle.returning = returning
    define = getattr(coalition, concept)
    how = {} if concept == "coalition_nash" else {"returning": returning}
    for members in twin.oracle.coalitions():
        found = define(twin.game, [twin.oracle.parties.index(p) for p in members], **how)
        wanted = [oracle.coalition_stable(twin.oracle, members, s, concept) for s in twin.states]
        assert found.tolist() == wanted, members


@thorough
@given(twin=st.one_of(twins(parties=3, unknown=True), graph_twins(unknown=True)), improving=st.booleans())
def test_legal_sequences(twin: Twin, improving: bool):
    for members in twin.oracle.coalitions():
        dms = [twin.oracle.parties.index(p) for p in members]
        found = twin.game.responses(dms, improving=improving)
        for s, row in zip(twin.states, found, strict=True):
            wanted = oracle.responses(twin.oracle, members, s, improving=improving)
            assert {twin.states[q] for q in np.flatnonzero(row)} == wanted


@pytest.mark.parametrize("concept", ["simultaneous", "simultaneous_classic"])
@thorough
@given(twin=twins(unknown=True, options=5))
def test_simultaneous_sanctions(concept: str, twin: Twin):
    define = getattr(simultaneous, concept)
    assert not twin.differences(
        lambda dm: define(twin.game, dm), lambda p, s: oracle.stable(twin.oracle, p, s, concept)
    )


far_sighted = st.one_of(
    twins(parties=2, joint=False, strict=True), graph_twins(parties=2, strict=True)
)  # two parties, no ties, and moves of one party at a time


@thorough
@given(twin=far_sighted, horizon=st.integers(1, 9))
def test_limited_moves(twin: Twin, horizon: int):
    assert not twin.differences(
        lambda dm: foresight.limited_move(twin.game, dm, horizon),
        lambda p, s: oracle.limited_move(twin.oracle, p, s, horizon),
    )


@thorough
@given(twin=far_sighted)
def test_no_horizon(twin: Twin):
    wanted = oracle.non_myopic(twin.oracle)
    for dm, party in enumerate(twin.oracle.parties):
        found = foresight.non_myopic(twin.game, dm)
        assert [wanted[party, s] == "stable" for s in twin.states] == found.stable.tolist()
        assert [wanted[party, s] == "cycles" for s in twin.states] == found.cycles.tolist()


@thorough
@given(twin=st.one_of(twins(joint=False), graph_twins()), data=st.data())
def test_states_that_are_one(twin: Twin, data: st.DataObject):
    """Also where a party is not indifferent inside a class: the class then counts as its first member."""
    n = len(twin.states)
    group = sorted(data.draw(st.sets(st.integers(0, n - 1), min_size=1, max_size=4)))
    made = coalesced(twin.game, [np.isin(np.arange(n), group)])
    smaller = oracle.coalesced(twin.oracle, [[twin.states[k] for k in group]])
    states = [twin.states[k] for k in range(n) if k not in group[1:]]
    merged = Twin(made.game, smaller, states)
    for concept in oracle.SIMPLE:
        define = getattr(stability, concept)
        assert not merged.differences(
            lambda dm, define=define: define(made.game, dm),
            lambda p, s, concept=concept: oracle.stable(smaller, p, s, concept),
        )
    uneven = {
        party
        for party in twin.oracle.parties
        for a, b in combinations(group, 2)
        if twin.oracle.prefer[party](twin.states[a], twin.states[b]) != "="
    }
    assert {twin.oracle.parties[each.focal] for each in made.warnings} == uneven


@pytest.mark.parametrize("concept", ["nash", *oracle.SIMPLE])
@thorough
@given(twin=st.one_of(twins(options=2), graph_twins(most_states=5)), data=st.data())
def test_counting_rankings(concept: str, twin: Twin, data: st.DataObject):
    state = data.draw(st.integers(0, len(twin.states) - 1))
    for dm, party in enumerate(twin.oracle.parties):
        found = count_rankings(twin.game, dm, state=state, concept=concept)
        assert found.count == oracle.count_rankings(twin.oracle, party, twin.states[state], concept)
        assert found.of == factorial(len(twin.states))
