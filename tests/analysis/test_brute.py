"""The brute-force search and the library: equal where both are right, different where one is broken."""

import random
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from functools import cache

import numpy as np
import pytest

from analysis.brute import Brute, Edited
from analysis.brute_play import Step, likeliest
from analysis.small import case_of
from detente.analysis import play, settle, settle_judge, settle_search, settle_space, structure
from detente.analysis.play import Play
from detente.analysis.session import Session
from detente.analysis.settle import Settlement, settlement_of
from detente.analysis.settle_case import wants_of
from detente.analysis.settle_change import Bond, Bound, Opened, Removed
from detente.analysis.settle_judge import Candidate, Judge
from detente.analysis.settle_space import Order
from detente.analysis.structure import Structure
from detente.case import Case, Question
from detente.casefile import bundled, parse_case, read_case
from detente.conflict import preference, states
from detente.conflict.graph import GraphModel, OptionMoves
from detente.conflict.lattice import CONCEPTS, Lattice
from detente.conflict.preference import prioritize
from detente.conflict.statement import And, If, Name, Not, Statement

FIVE = ("syria-iraq-1975", "elmira-1991", "garrison-diversion", "teyne-dam", "summit-2025")
SMALL = FIVE[:4]
MADE = ("signed", *map(str, range(8)))

MOST_EDITS = 2
MOST = 100  # states of a case that is compared whole

SIGNED = """
format = 1
[case]
title = "two would sign in answer to a third"
as_of = 2025-01-01
status_quo = []
[party.a]
option.x = "sign"
[[party.a.profile]]
name = "only"
wants = ["not a.x or b.x", "a.x iff c.x"]
[party.b]
option.x = "sign"
[[party.b.profile]]
name = "only"
wants = ["not b.x or a.x", "b.x iff c.x"]
[party.c]
option.x = "advance"
[[party.c.profile]]
name = "only"
wants = ["not (a.x and b.x)", "c.x"]
[[joint]]
options = ["a.x", "b.x"]
"""

Steps = dict[int, set[Step]]


@cache
def case_named(name: str) -> Case:
    if name == "signed":
        return parse_case(SIGNED)
    return case_of(int(name)) if name.isdigit() else read_case(bundled(name))


@cache
def brute_of(name: str) -> Brute:
    return Brute(case_named(name))


# ---- where play goes, by the definitions and by the library -----------------------------------


@cache
def edited(name: str) -> tuple[Edited, ...]:
    """A case as it is, and after each of ten random series of edits."""
    rng, brute = random.Random(name), brute_of(name)
    return (brute.as_it_is(), *(shaken(rng, brute, edits=1 + k % 5) for k in range(10)))


def shaken(rng: random.Random, brute: Brute, *, edits: int) -> Edited:
    here = brute.as_it_is()
    for _ in range(edits):
        here = rng.choice(list(brute.edits(here)))
    return here


@cache
def looked_at(name: str) -> tuple[tuple[int, ...], ...]:
    """For each edited case the states whose steps are compared: all, or where play goes and some others at random."""
    rng, brute, found = random.Random(name), brute_of(name), []
    for each in edited(name):
        states = sorted(brute.play(each).board.states)
        some = states if len(states) <= MOST else [*brute.course(each), *rng.sample(states, MOST // 5)]
        found.append(tuple(some))
    return tuple(found)


@cache
def by_force(name: str) -> list[Steps]:
    """What may come next from each state looked at, for each edited case."""
    plays = map(brute_of(name).play, edited(name))
    return [{s: each.steps(s) for s in some} for each, some in zip(plays, looked_at(name), strict=True)]


def by_library(name: str, *, fast: bool) -> list[Steps]:
    """The same by the library."""
    given = Session(case_named(name)).today
    judge = judge_of(given if fast else replace(given, lattice=None))
    plays = [judge.play(candidate(given, each)) for each in edited(name)]
    return [steps_of(each, some) for each, some in zip(plays, looked_at(name), strict=True)]


def steps_of(game: Play, some: tuple[int, ...]) -> Steps:
    codes = game.game.states.codes.tolist()
    steps = {s: game.steps(codes.index(s)) for s in some}
    return {s: {(step.movers, codes[step.target]) for step in each} for s, each in steps.items()}


def judge_of(given: Structure, *, at_rest: bool = False) -> Judge:
    """Asks for a settlement in any state."""
    every, known = np.ones(len(given.states), dtype=np.bool_), (None,) * len(given.case.parties)
    return Judge(given, Session(given.case).settings, every, (), known, (), at_rest)


def candidate(given: Structure, edits: Edited) -> Candidate:
    """The same edits in the words of the library."""
    orders = []
    for party, (profile, order) in enumerate(zip(likeliest(given.case), edits.orders, strict=True)):
        wants = wants_of(given, party, profile)
        rows = [k if kind == "own" else len(wants.rows) + wants.options.index(k) for kind, k in order]
        payoff = prioritize(np.concatenate([wants.rows, wants.guards])[rows]).payoff
        orders.append(Order(tuple(rows), payoff))
    return Candidate(tuple(orders), tuple(bond_of(*bond) for bond in sorted(edits.bonds)))


def bond_of(kind: str, options: tuple[int, ...]) -> Bond:
    if kind == "joint":
        return Opened(options, Fraction(1))
    if kind == "remove":
        return Removed(options[0], Fraction(1))
    return Bound(options[0], "taken" if kind == "taken" else "dropped", Fraction(1))


@pytest.mark.parametrize("name", [*FIVE, *MADE])
def test_play_is_what_the_definitions_say(name: str) -> None:
    assert by_library(name, fast=True) == by_force(name)


@pytest.mark.parametrize("name", [*SMALL, *MADE])
def test_play_without_the_fast_form_is_what_the_definitions_say(name: str) -> None:
    assert by_library(name, fast=False) == by_force(name)


@pytest.mark.parametrize("name", FIVE)
@pytest.mark.parametrize("at_rest", [False, True])
def test_settlements_are_what_the_definitions_say(name: str, at_rest: bool) -> None:
    brute, given = brute_of(name), Session(case_named(name)).today
    judge, codes = judge_of(given, at_rest=at_rest), given.states.codes.tolist()
    for each in edited(name):
        found = {codes[state] for state in judge.settlements(candidate(given, each))}
        assert found == brute.known[brute.settlements(each)][at_rest]


# ---- the smallest changes, state by state -----------------------------------------------------


def just(case: Case, state: int) -> Statement:
    """The condition that holds in one state alone."""
    names = [Name(option.id) for option in case.conflict.options]
    return And(tuple(name if state >> k & 1 else Not(name) for k, name in enumerate(names)))


def smallest(session: Session, of: Statement) -> tuple[int | None, int]:
    """What the library finds, in the words of the brute force."""
    found = settlement_of(session, Question("q", "settle", of=of, settings={"limit": 1, "budget": 4_000}))
    return told(found)


def told(found: Settlement) -> tuple[int | None, int]:
    if found.cost is None or found.cost > MOST_EDITS:
        return None, 0
    return int(found.cost), found.found


def differing(name: str) -> list[int]:
    """The states of which the library says something else than the brute force."""
    session, brute = Session(case_named(name)), brute_of(name)
    conditions = {s: just(session.case, s) for s in brute.states}
    return [s for s, of in conditions.items() if smallest(session, of) != brute.smallest(of, MOST_EDITS)]


@pytest.mark.parametrize("name", SMALL)
def test_the_smallest_changes_are_those_of_the_brute_force_for_every_state(name: str) -> None:
    assert differing(name) == []


# ---- a broken library is seen -----------------------------------------------------------------

Fault = Callable[[pytest.MonkeyPatch], None]
Patch = pytest.MonkeyPatch


def some_impossible(patch: Patch) -> None:
    right = structure.enumerate_states
    patch.setattr(structure, "enumerate_states", lambda c: right(replace(c, impossible=c.impossible[1:])))


def read_backwards(patch: Patch) -> None:
    right = states.truth

    def wrong(of: Statement, table: Callable[[str], states.BoolArray]) -> states.BoolArray:
        return right(If(of.condition, of.conclusion) if isinstance(of, If) else of, table)

    patch.setattr(states, "truth", wrong)


def least_first(patch: Patch) -> None:
    right = preference._order
    patch.setattr(preference, "_order", lambda truths: right(truths[::-1]))


def any_direction(patch: Patch) -> None:
    patch.setattr(Lattice, "_targets", lambda self, change: self.place[self.codes ^ change])
    patch.setattr(OptionMoves, "allowed", lambda self, code, change: change != 0)


PLAY_BROKEN: dict[str, Fault] = {
    "an impossible state can occur": some_impossible,
    "conditions are read backwards": read_backwards,
    "the least important statement comes first": least_first,
    "what is done for good can be undone": any_direction,
    "no answer to a move": lambda p: p.setattr(play, "least_forced", lambda lattice, tables, dm, concept: tables[dm]),
    "no answer to an agreement": lambda p: p.setattr(Play, "_undone", lambda *_: False),
    "answers need not be credible": lambda p: p.setitem(CONCEPTS, "sequential", (False, False)),
    "an idle part counts": lambda p: p.setattr(Play, "_kept", lambda self, *to: not self._undone(*to)),
    "no joint moves": lambda p: p.setattr(GraphModel, "joint_bits", lambda *_: 0),
    "any agreement is as good": lambda p: p.setattr(play, "_undominated", lambda p: np.ones(p.shape[1], dtype=bool)),
    "coalitions do not wait": lambda p: p.setattr(
        settle_judge, "Play", lambda a, b, c, _, e: Play(a, b, c, False, e)
    ),
}


@pytest.mark.parametrize("fault", PLAY_BROKEN)
def test_a_fault_in_play_is_seen(fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    names = [*SMALL, *MADE]
    right = [by_force(name) for name in names]
    PLAY_BROKEN[fault](monkeypatch)
    seen = [name for name, steps in zip(names, right, strict=True) if by_library(name, fast=True) != steps]
    assert seen


def no_removals(patch: Patch) -> None:
    right = settle.bonds_of
    patch.setattr(settle, "bonds_of", lambda *of: tuple(b for b in right(*of) if not isinstance(b, Removed)))


def dear_bonds(patch: Patch) -> None:
    right = settle.bond_sets
    patch.setattr(settle, "bond_sets", lambda bonds, unit: right(bonds, unit / 2))


def no_swaps(patch: Patch) -> None:
    right = settle_space._reordered
    patch.setattr(settle_space, "_reordered", lambda order, own, _, places: right(order, own, None, places))


def one_found(patch: Patch) -> None:
    right = settle_search._note

    def wrong(result: settle_search.Search, *more: object) -> None:
        right(result, *more)
        result.found = result.found[:1]

    patch.setattr(settle_search, "_note", wrong)


def costs_edited(patch: Patch) -> None:
    right = settle._Task.told

    def wrong(*of: object) -> Settlement:
        found = right(*of)
        return replace(found, cost=found.cost and found.cost + 1)

    patch.setattr(settle._Task, "told", wrong)


SEARCH_BROKEN = [no_removals, dear_bonds, no_swaps, one_found, costs_edited, least_first]


@pytest.mark.parametrize("fault", SEARCH_BROKEN)
def test_a_fault_in_the_search_is_seen(fault: Fault, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not differing("syria-iraq-1975")
    fault(monkeypatch)
    assert differing("syria-iraq-1975")
