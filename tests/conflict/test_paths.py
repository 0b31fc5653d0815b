"""Routes from the status quo, what they need, and the picture of them."""

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conflict.games import games
from conflict.published import Published, elmira, option, published, treaty
from detente.conflict.graph import GraphModel, graph_model
from detente.conflict.model import Conflict, DecisionMaker, Joint, Option
from detente.conflict.paths import Route, Way, status_quo_analysis
from detente.conflict.preference import Preference
from detente.conflict.relation import legal_sequences
from detente.conflict.step import improves
from detente.errors import TooLarge

by_draw = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
SIGN = Joint(("p.sign", "q.sign"))


def told(case: Published, way: Way) -> list[tuple[str, int, int]]:
    ids = [dm.id for dm in case.game.conflict.decision_makers]
    return [
        ("+".join(ids[dm] for dm in step.movers), case.number(step.source), case.number(step.target))
        for step in way.steps
    ]


def routes(case: Published, start: int, **how) -> dict[int, Route]:
    numbers = range(1, len(case.patterns) + 1)
    return dict(
        zip(numbers, status_quo_analysis(case.game, case[start], [case[k] for k in numbers], **how), strict=True)
    )


def test_elmira_from_the_status_quo() -> None:
    case = elmira()
    found = routes(case, 1)
    assert [k for k, route in found.items() if route.needs == "improvements"] == [1, 7]
    assert [k for k, route in found.items() if route.needs == "agreement"] == [10]
    assert [k for k, route in found.items() if route.needs == "moves"] == [2, 3, 4, 5, 6, 8, 9, 11, 12]
    assert [told(case, way) for way in found[7].ways] == [[("local", 1, 7)]]
    assert [told(case, way) for way in found[10].ways] == [[("local", 1, 7), ("moe+uniroyal", 7, 10)]]
    assert found[10].ways[0].against is None
    assert not any(route.joint or route.more for route in found.values())


def test_elmira_by_moves_alone() -> None:
    case = elmira()
    moves = routes(case, 1)[10].moves
    assert len(moves) == 6  # each order of three parties
    assert {len(way.steps) for way in moves} == {3}
    assert {way.against for way in moves if told(case, way)[0] == ("local", 1, 7)} == {1}
    assert {way.against for way in moves if told(case, way)[0] != ("local", 1, 7)} == {0}


def test_where_one_stands_needs_nothing() -> None:
    here = routes(elmira(), 1)[1]
    assert (here.needs, here.ways, here.moves) == ("improvements", (Way(()),), (Way(()),))


def test_what_is_given_up_is_out_of_reach() -> None:
    found = routes(elmira(), 5)  # the plant is abandoned
    assert [k for k, route in found.items() if route.needs != "unreachable"] == [5, 6, 11, 12]
    assert found[1] == Route(found[1].start, found[1].target, "unreachable")


def test_a_treaty_needs_an_agreement_or_a_joint_move() -> None:
    without, signed = treaty(), treaty(SIGN)
    assert [routes(without, 1)[2].needs, routes(signed, 1)[2].needs] == ["agreement", "improvements"]
    assert [routes(without, 1)[2].joint, routes(signed, 1)[2].joint] == [False, True]
    assert routes(without, 1)[2].moves == ()
    assert told(signed, routes(signed, 1)[2].ways[0]) == [("p+q", 1, 2)]


def test_agreements_can_be_left_out() -> None:
    assert routes(elmira(), 1, agreeing=False)[10].needs == "moves"
    assert routes(treaty(), 1, agreeing=False)[2].needs == "unreachable"


def test_a_joint_move_is_no_second_way_to_agree() -> None:
    case = published(
        [option("p.one"), option("q.one"), option("q.two"), option("r.two")],
        ["p.one iff not q.one", "q.two iff not r.two", "q.two and not q.one"],
        "NNNN YYNN YYYY",
        {"p": [2, 1, 3], "q": [3, 2, 1], "r": [3, [1, 2]]},
        [Joint(("p.one", "q.one"))],
    )
    route = routes(case, 1)[3]
    assert [told(case, way) for way in route.ways] == [[("p+q", 1, 2), ("q+r", 2, 3)]]
    assert [step.joint for step in route.ways[0].steps] == [0, None]
    assert (route.needs, route.joint) == ("agreement", False)


def test_no_more_ways_than_asked_for_are_listed() -> None:
    route = routes(elmira(), 1, most=2)[10]
    assert (len(route.moves), route.more) == (2, True)
    assert route.moves == routes(elmira(), 1)[10].moves[:2]


def test_agreements_among_too_many_states_are_refused() -> None:
    options = tuple(Option(f"p{k % 3}.o{k}", (f"p{k % 3}",)) for k in range(15))
    conflict = Conflict(tuple(DecisionMaker(f"p{k}") for k in range(3)), options)
    game = graph_model(conflict, [Preference(np.zeros(2**15, dtype=np.int64))] * 3)
    with pytest.raises(TooLarge, match="at most 20,000 states, and there are 32,768"):
        status_quo_analysis(game, 0, [5])
    (route,) = status_quo_analysis(game, 0, [5], agreeing=False)
    assert route.needs == "moves"


@by_draw
@given(games(), st.data())
def test_routes_say_what_is_reached_how(game: GraphModel, data) -> None:
    start, n, movers = data.draw(st.integers(0, len(game) - 1)), len(game), game.movers(game.dms)
    wishes = [np.logical_and.reduce([game.preferences[dm].prefers() for dm in mover.members]) for mover in movers]
    improving = [game.relation(mover) & wish for mover, wish in zip(movers, wishes, strict=True)]
    alone = [steps for mover, steps in zip(movers, improving, strict=True) if mover.joint is None]
    by_improvements, by_moves = legal_sequences(improving, n), game.responses(tuple(game.dms))
    for route in status_quo_analysis(game, start, list(range(n))):
        if route.target != start:
            assert (route.needs == "improvements") == by_improvements[start, route.target]
            assert bool(route.moves) == by_moves[start, route.target]
            assert (route.needs == "unreachable") <= (not route.moves)
            if route.needs == "improvements":
                assert route.joint == (not legal_sequences(alone, n)[start, route.target])


@by_draw
@given(games(), st.data())
def test_every_way_is_one(game: GraphModel, data) -> None:
    start = data.draw(st.integers(0, len(game) - 1))
    for route in status_quo_analysis(game, start, list(range(len(game)))):
        assert bool(route.ways) == (route.needs != "unreachable")
        assert len({len(way.steps) for way in route.ways}) <= 1
        for way in (*route.ways, *route.moves):
            places = [start, *(step.target for step in way.steps)]
            assert [step.source for step in way.steps] == places[:-1]
            assert places[-1] == route.target
            gains = [improves(game, step) for step in way.steps]
            assert way.against == (gains.index(False) if False in gains else None)
        for way in route.ways:
            assert (way.against is None) == (route.needs in ("improvements", "agreement"))
            together = [step for step in way.steps if len(step.movers) > 1 and step.joint is None]
            assert bool(together) == (route.needs == "agreement")
