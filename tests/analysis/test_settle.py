"""The smallest changes: held against brute force, and against what they claim."""

from datetime import date
from fractions import Fraction
from functools import cache
from math import inf
from typing import Any

import pytest

from analysis.brute import Brute
from analysis.small import case_of, text_of
from detente.analysis.play import RULES
from detente.analysis.questions import answer, played
from detente.analysis.session import Session
from detente.analysis.settle import Settlement, settlement_of
from detente.analysis.settle_change import Added, Bound, Guaranteed, Moved, Opened, Removed
from detente.analysis.structure import game_of
from detente.case import Case, Question
from detente.casefile import bundled, parse_case, read_case
from detente.conflict import equilibria
from detente.conflict.statement import Statement, expand, parse

DAM = "teyne-dam"
GRAPH = """
format = 1
[case]
title = "graph"
as_of = 2025-01-01
status_quo = "one"
[party.a]
[party.b]
[graph]
states = ["one", "two", "three", "four"]
[graph.moves]
a = [["one", "two"], ["two", "one"]]
b = [["two", "three"], ["four", "one"]]
[graph.ranking]
a = [["one"], ["three"], ["two"], ["four"]]
b = [["two"], ["one"], ["three"], ["four"]]
"""


@cache
def session_of(name: str) -> Session:
    return Session(read_case(bundled(name)))


def condition(case: Case, text: str) -> Statement:
    return expand(parse(text), {name: meaning for name, (_, meaning) in case.events.items()})


def settled(session: Session, text: str, **settings: Any) -> Settlement:
    case = session.case
    question = Question("q", "settle", of=condition(case, text), of_text=text, settings=settings)
    return settlement_of(played(session, question), question)


def at(case: Case, pattern: str) -> str:
    """The condition that holds in one state alone."""
    marks = zip(pattern, case.conflict.options, strict=True)
    return " and ".join(option.id if mark == "Y" else f"not {option.id}" for mark, option in marks)


@cache
def brute_of(name: str) -> Brute:
    return Brute(session_of(name).case)


# ---- nothing cheaper exists, and as many ways as are found ------------------------------------

BY_FORCE = [
    ("syria-iraq-1975", "NNN", 1),
    ("syria-iraq-1975", "YNN", 1),
    ("syria-iraq-1975", "NYN", 2),
    ("syria-iraq-1975", "NNY", 1),
    ("syria-iraq-1975", "NYY", 0),
    ("elmira-1991", "NYNNN", 1),
    ("elmira-1991", "YNYNN", 2),
    ("elmira-1991", "NYNNY", 0),  # the deadlock, an equilibrium that a coalition leaves
    ("garrison-diversion", "YNNYYYNNN", 1),
    ("garrison-diversion", "NNYNYNNNY", 1),
    ("garrison-diversion", "YNNYNYNNN", 0),
    (DAM, "NNNNNN", 1),
    (DAM, "NNYNYN", 1),
    (DAM, "NNYNNN", 3),
    (DAM, "YNYYYN", 0),
]


@pytest.mark.parametrize(("name", "pattern", "cost"), BY_FORCE)
def test_brute_force_finds_the_same_cost_and_as_many_ways(name: str, pattern: str, cost: int) -> None:
    session = session_of(name)
    case = session.case
    found = settled(session, at(case, pattern), limit=1)
    assert (found.cost, found.proved, found.complete) == (cost, True, True)
    assert brute_of(name).smallest(condition(case, at(case, pattern)), cost) == (found.cost, found.found)


@pytest.mark.parametrize(
    ("name", "text", "cost"),
    [("garrison-diversion", "support.reduced", 2), ("elmira-1991", "uniroyal.accept and not moe.modify", 3)],
)
def test_brute_force_finds_nothing_cheaper(name: str, text: str, cost: int) -> None:
    session = session_of(name)
    found = settled(session, text, limit=1)
    assert (found.cost, found.proved) == (cost, True)
    assert brute_of(name).smallest(condition(session.case, text), cost - 1) == (None, 0)


@pytest.mark.parametrize(("text", "cost", "count"), [("ceasefire", 1, 1), ("deal", 1, 1), ("backed", 2, None)])
def test_brute_force_agrees_on_the_summit(text: str, cost: int, count: int | None) -> None:
    session = session_of("summit-2025")
    found = settled(session, text, limit=1)
    assert (found.cost, found.proved) == (cost, True)
    expected = (cost, count) if count else (None, 0)
    assert brute_of("summit-2025").smallest(condition(session.case, text), 1) == expected
    assert found.found == (count or found.found)


FIRM = [
    ("syria-iraq-1975", "NNY", 2),
    ("elmira-1991", "NYNNY", 1),
    ("garrison-diversion", "YNNYYNNNY", 2),
    (DAM, "NNYNYN", 1),
    (DAM, "NYNNNN", 2),
]


@pytest.mark.parametrize(("name", "pattern", "cost"), FIRM)
def test_brute_force_agrees_on_settlements_that_no_coalition_leaves(name: str, pattern: str, cost: int) -> None:
    session = session_of(name)
    text = at(session.case, pattern)
    found = settled(session, text, limit=1, at_rest=True)
    assert (found.cost, found.proved, found.complete) == (cost, True, True)
    assert brute_of(name).smallest(condition(session.case, text), cost, resting=True) == (cost, found.found)


@pytest.mark.parametrize("seed", range(8))
def test_brute_force_agrees_on_random_conflicts(seed: int) -> None:
    session = Session(case_of(seed, profiles=1, wants=3))
    of = condition(session.case, "a.x and c.x")
    cost, count = Brute(session.case).smallest(of, 2)
    found = settled(session, "a.x and c.x", budget=20_000, limit=1)
    if cost is None:
        assert found.why or found.cost is None or found.cost > 2
    else:
        assert (found.cost, found.found) == (cost, count)


# ---- what is found does what it says ----------------------------------------------------------

EVERY_WAY = [
    ("syria-iraq-1975", "syria.release"),
    ("elmira-1991", "moe.modify and not local.insist"),
    ("garrison-diversion", "support.reduced"),
    (DAM, "raised and saltmere.sue"),
    (DAM, "company.fund and not brackwater.share and not company.raise"),
    ("summit-2025", "settlement"),
    ("dvd-four-state", "state.1"),
]


@pytest.mark.parametrize(("name", "text"), EVERY_WAY)
def test_each_way_once_made_costs_nothing_more(name: str, text: str) -> None:
    session = session_of(name)
    found = settled(session, text)
    assert found.cost
    assert found.ways
    for way in found.ways:
        assert sum(change.cost for change in way.changes) == found.cost
        game = game_of(way.case)
        assert way.state in equilibria(game, "sequential")
        assert game.states.holds(condition(way.case, text))[way.state]
        assert way.path[-1].target == way.state if way.path else way.state == session.structure.start
        assert settled(Session(way.case), text, limit=1).cost == 0
        assert "sequential" in way.rules
    first = found.ways[0]
    for rule in RULES:
        assert (settled(Session(first.case), text, limit=1, concept=rule, budget=20).cost == 0) == (
            rule in first.rules
        )


@pytest.mark.parametrize(("name", "text"), EVERY_WAY[:5])
def test_the_chances_are_those_of_the_changed_case(name: str, text: str) -> None:
    session = session_of(name)
    found = settled(session, text)
    for way in found.ways:
        solution = Session(way.case).solution
        after = solution.weights() @ solution.masses(solution.holds(condition(way.case, text)))
        assert way.after == pytest.approx(float(after))
    assert [way.after for way in found.ways] == sorted((way.after for way in found.ways), reverse=True)


def test_what_holds_already_costs_nothing() -> None:
    found = settled(session_of(DAM), "raised")
    assert (found.cost, found.bound, found.proved, found.ways[0].changes) == (0, 0, True, ())
    assert found.ways[0].after == found.before == pytest.approx(0.58)


def test_profiles_can_be_named() -> None:
    found = settled(session_of(DAM), "raised", profiles={"saltmere": "river"})
    assert found.cost == 1
    assert found.profiles == ("builder", "jobs", "river")


# ---- what cannot be, and what was not found ---------------------------------------------------


def test_a_condition_that_holds_nowhere() -> None:
    found = settled(session_of(DAM), "company.raise and not brackwater.permit")
    assert (found.cost, found.bound, found.proved, found.why) == (None, None, True, "holds nowhere")


def test_a_condition_that_nothing_leads_to() -> None:
    session = Session(parse_case(GRAPH))
    assert settled(session, "state.four").why == "out of reach"
    assert settled(session, "state.two").cost == 2
    assert (
        settled(session_of(DAM), "company.release", absent=["company.release"], allow=["order"]).why == "out of reach"
    )


def test_everything_tried_and_nothing_helps() -> None:
    found = settled(session_of(DAM), "raised and saltmere.sue", allow=["irreversible"], who=["brackwater"])
    assert (found.cost, found.bound, found.proved, found.why) == (None, None, True, "nothing helps")
    assert found.complete


@pytest.mark.parametrize("budget", [1, 10, 100, 1_000])
def test_a_short_budget_gives_a_bound_that_is_true(budget: int) -> None:
    session = session_of("syria-iraq-1975")
    text = at(session.case, "YNY")
    whole, part = settled(session, text), settled(session, text, budget=budget)
    assert whole.cost == 5
    assert part.tried <= budget
    assert not part.proved
    assert part.bound is not None
    assert part.bound <= 5


def test_a_search_can_be_stopped() -> None:
    session = session_of("syria-iraq-1975")
    case = session.case
    question = Question("q", "settle", of=condition(case, at(case, "YNY")))
    seen = []

    def stop(made: int, allowed: int) -> bool:
        seen.append((made, allowed))
        return len(seen) < 3

    found = settlement_of(session, question, progress=stop)
    assert len(seen) == 3
    assert (found.cost, found.proved) == (None, False)
    assert 0 < (found.bound or 0) <= 5


# ---- costs, kinds and parties -----------------------------------------------------------------


def test_costs_scale() -> None:
    session = session_of("syria-iraq-1975")
    text = at(session.case, "NYN")
    plain = settled(session, text)
    kinds = ["order", "guarantee", "irreversible", "joint", "remove", "add"]
    dear = settled(session, text, cost=dict.fromkeys(kinds, 0.75))
    assert plain.cost is not None
    assert dear.cost == plain.cost * Fraction(3, 4)
    assert dear.found == plain.found


@pytest.mark.parametrize("kind", ["order", "guarantee", "irreversible", "joint", "remove"])
def test_fewer_kinds_are_never_cheaper(kind: str) -> None:
    session = session_of(DAM)
    every = settled(session, "raised and saltmere.sue", limit=1)
    one = settled(session, "raised and saltmere.sue", allow=[kind], limit=1, budget=3_000)
    assert every.cost is not None
    assert (inf if one.cost is None else one.cost) >= every.cost
    changes = [change for way in one.ways for change in way.changes]
    expected = {"order": Moved, "guarantee": Guaranteed, "irreversible": Bound, "joint": Opened, "remove": Removed}
    assert all(isinstance(change, expected[kind]) for change in changes)


def test_a_dear_kind_is_left_alone() -> None:
    session = session_of("syria-iraq-1975")
    text = "syria.release"
    cheap = settled(session, text, cost={"remove": 0.5})
    assert cheap.cost == Fraction(1, 2)
    assert [type(change) for change in cheap.ways[0].changes] == [Removed]
    dear = settled(session, text, cost={"remove.syria": 3, "irreversible": 3, "order.iraq": 7})
    assert [[type(c) for c in way.changes] for way in dear.ways] == [[Moved]]
    assert settled(session, text, cost={"remove": 9, "remove.syria.escalate": 0.25}).cost == Fraction(1, 4)


def test_only_those_who_may_be_asked_change() -> None:
    session = session_of("syria-iraq-1975")
    found = settled(session, at(session.case, "NYN"), who=["iraq"])
    for way in found.ways:
        assert {change.party for change in way.changes if isinstance(change, Moved | Guaranteed)} <= {1}
        assert {c.option for c in way.changes if isinstance(c, Bound | Removed)} <= {2}


def test_a_guarantee_costs_as_much_as_it_stands_high() -> None:
    session = session_of(DAM)
    found = settled(session, "raised and saltmere.sue", allow=["guarantee"], budget=3_000)
    for way in found.ways:
        for change in way.changes:
            assert isinstance(change, Guaranteed)
            wants = session.case.parties[change.party].profiles[0].wants
            assert change.cost == 1 + len(wants) - (change.rank - 1)


def test_an_option_can_be_added() -> None:
    session = session_of(DAM)
    found = settled(session, "raised", absent=["brackwater.permit"])
    assert [[type(change) for change in way.changes] for way in found.ways] == [[Added]]
    assert found.before == 0
    assert found.ways[0].after == pytest.approx(0.58)
    assert settled(session, "raised", absent=["brackwater.permit"], allow=["order"]).why == "out of reach"


def test_at_rest_asks_for_more() -> None:
    session = session_of("elmira-1991")
    text = at(session.case, "NYNNY")
    assert settled(session, text).cost == 0
    assert not settled(session, text).ways[0].at_rest
    firm = settled(session, text, at_rest=True)
    assert firm.cost
    assert all(way.at_rest for way in firm.ways)


def test_another_rule() -> None:
    session = session_of("garrison-diversion")
    for rule in ("nash", "general_metarational", "symmetric_metarational"):
        found = settled(session, "support.reduced", concept=rule, limit=1)
        assert found.rule == rule
        assert [way.state in equilibria(game_of(way.case), rule) for way in found.ways] == [True]


# ---- every profile of a party -----------------------------------------------------------------

TWO_MINDS = text_of(3, profiles=2, wants=3)


def test_a_move_concerns_each_profile_that_has_both_statements() -> None:
    text = TWO_MINDS.replace("status_quo = []", 'status_quo = ["a.x"]')
    session = Session(parse_case(text))
    for way in settled(session, "not a.x", limit=50, allow=["order"], budget=3_000).ways:
        for party, changed in zip(session.case.parties, way.case.parties, strict=True):
            for old, new in zip(party.profiles, changed.profiles, strict=True):
                assert sorted(want.text for want in old.wants) == sorted(want.text for want in new.wants)
                assert (old.name, str(old.weight), old.noise) == (new.name, str(new.weight), new.noise)


def test_a_guarantee_enters_every_profile() -> None:
    session = session_of(DAM)
    found = settled(
        session, "not saltmere.sue and not company.fund", allow=["guarantee"], who=["saltmere"], budget=3_000
    )
    for way in found.ways:
        for profile in way.case.party("saltmere").profiles:
            assert "not saltmere.sue" in [want.text for want in profile.wants]


def test_a_party_of_which_nobody_said_what_it_wants() -> None:
    text = text_of(1, profiles=1).replace("[party.c]", "[party.d]\n[party.d.option]\nz = 'z'\n[party.c]")
    session = Session(parse_case(text.replace("status_quo = []", 'status_quo = ["d.z"]')))
    found = settled(session, "not d.z", who=["d"])
    assert found.cost == 1
    assert found.profiles[-1] or found.profiles[2] == ""


# ---- as a question ----------------------------------------------------------------------------


def test_it_is_a_kind_of_question() -> None:
    extra = """
[tempo]
[[question]]
id = "how"
ask = "settle"
of = "accord and company.release"
by = 2032-03-04
settings = { allow = ["order"], cost = { order = 2 }, limit = 1 }
"""
    text = (bundled(DAM) / "case.toml").read_text(encoding="utf-8") + extra
    session = Session(parse_case(text))
    found = answer(session, session.case.question("how"))
    assert found.dated
    assert found.estimate == pytest.approx(found.detail.before)
    assert isinstance(found.detail, Settlement)
    assert found.detail.cost is not None
    assert found.detail.cost % 2 == 0
    assert session.case.as_of == date(2031, 3, 4)
