"""Obstacles: who would leave a condition or refuse it, and that nobody refuses what is not theirs to enter."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from detente.analysis.obstacles import Obstacles, _nearest, obstacles_to
from detente.analysis.session import Session
from detente.casefile import parse_case

HEAD = """
format = 1
[case]
title = "A bridge"
as_of = 2025-01-01
status_quo = [{start}]
[party.north]
name = "North"
[party.north.option]
build = "Build a bridge"
toll = "Take a toll"
[party.south]
name = "South"
[party.south.option]
road = "Build the road to it"
[event]
link = "north.build and south.road"
"""


def found(condition: str, north: list[str], south: list[str], *, start: str = "", extra: str = "") -> Obstacles:
    """The obstacles to a condition, where each side wants these statements."""
    wants = "".join(
        f'[[party.{party}.profile]]\nname = "one"\nwants = {list(own)}\n'
        for party, own in (("north", north), ("south", south))
    )
    question = f'[[question]]\nid = "q"\nask = "obstacles"\nof = "{condition}"\n'
    case = parse_case(HEAD.format(start=start) + wants + extra + question)
    asked = case.questions[0].of
    assert asked is not None
    return obstacles_to(Session(case).solution, asked)


def told(answer: Obstacles) -> list[tuple[int, str, str]]:
    return [(each.party, each.way, each.want) for each in answer.obstacles]


def test_nobody_is_in_the_way_of_what_all_accept() -> None:
    answer = found("link", ["link"], ["link"])
    assert (answer.accepted, answer.obstacles, answer.blocks) == (1.0, (), (0.0, 0.0))


def test_a_party_refuses_what_it_would_have_to_take_part_in() -> None:
    answer = found("link", ["link"], ["not south.road"])
    assert told(answer) == [(1, "refuses", "not south.road")]
    assert answer.blocks == (0.0, 1.0)
    assert answer.accepted == 0.0


def test_a_party_without_a_say_cannot_refuse() -> None:
    """South would rather have no bridge; but the bridge is North's to build."""
    answer = found("north.build", ["north.build"], ["not north.build"])
    assert (answer.accepted, answer.obstacles) == (1.0, ())


def test_a_party_without_a_say_can_still_leave() -> None:
    """At the start South's road is there; a bridge does not need South, but South would tear up the road over it."""
    wants = ["north.build"], ["not south.road if north.build", "not north.build"]
    answer = found("link", *wants, start='"south.road"')
    assert told(answer) == [(1, "leaves", "not south.road if north.build")]


def test_where_no_form_suits_both_each_is_named_with_its_reason() -> None:
    answer = found("link", ["not north.toll", "link"], ["not south.road unless north.toll", "link"])
    assert told(answer) == [(0, "refuses", "not north.toll"), (1, "refuses", "not south.road unless north.toll")]


DRAFTS = """
format = 1
[case]
title = "Three drafts"
as_of = 2025-01-01
status_quo = []
"""


def test_where_each_signs_its_own_draft_only_all_stand_in_the_way() -> None:
    """No draft is signed by two of three, so that nobody refuses what all the others accept: all block together."""
    text, parties = DRAFTS, "abc"
    for party in parties:
        signs = "\n".join(f'{draft} = "Sign draft {draft}"' for draft in parties)
        own = " and ".join(f"{other}.{party}" for other in parties)
        wants = [own, *(f"not {party}.{draft}" for draft in parties if draft != party)]
        text += f'[party.{party}]\nname = "{party.upper()}"\n[party.{party}.option]\n{signs}\n'
        text += f"[[party.{party}.profile]]\nwants = {wants}\n"
    signed = " or ".join("(" + " and ".join(f"{party}.{draft}" for party in parties) + ")" for draft in parties)
    for party in parties:
        for one, other in ("ab", "ac", "bc"):
            text += f'[[impossible]]\nwhen = "{party}.{one} and {party}.{other}"\nbecause = "one draft each"\n'
    case = parse_case(text + f'[[question]]\nid = "q"\nask = "obstacles"\nof = "{signed}"\n')
    asked = case.questions[0].of
    assert asked is not None
    answer = obstacles_to(Session(case).solution, asked)
    assert answer.accepted == 0.0
    assert answer.blocks == (1.0, 1.0, 1.0)
    assert [party for party, _, _ in told(answer)] == [0, 1, 2]


@given(accepts=arrays(np.bool_, st.tuples(st.integers(2, 4), st.integers(1, 5))))
def test_the_nearest_states(accepts: np.ndarray) -> None:
    """Somebody blocks just where no state suits all; one alone blocks what it is the only one not to accept."""
    blocks = (~accepts & _nearest(accepts)).any(axis=1)
    assert blocks.any() == (not accepts.all(axis=0).any())
    alone = [
        any(accepts[others, k].all() and not accepts[dm, k] for k in range(accepts.shape[1]))
        for dm in range(len(accepts))
        for others in [[other for other in range(len(accepts)) if other != dm]]
    ]
    if blocks.any() and any(alone):
        assert blocks.tolist() == alone


def test_a_condition_of_no_state_has_no_obstacles() -> None:
    answer = found(
        "link", ["link"], ["link"], extra='[[impossible]]\nwhen = "north.build and south.road"\nbecause = "no"\n'
    )
    assert not answer.possible
    assert answer.accepted == 0.0


GRAPH = """
format = 1
[case]
title = "Two states"
as_of = 2025-01-01
status_quo = ["1"]
[party.a]
name = "A"
[party.b]
name = "B"
[graph]
states = ["1", "2"]
[graph.moves]
a = [["1", "2"]]
b = []
[graph.ranking]
a = [["2"], ["1"]]
b = [["1"], ["2"]]
[[question]]
id = "q"
ask = "obstacles"
of = "state.2"
"""


def test_in_graph_form_everybody_has_a_say() -> None:
    case = parse_case(GRAPH)
    asked = case.questions[0].of
    assert asked is not None
    answer = obstacles_to(Session(case).solution, asked)
    assert told(answer) == [(1, "refuses", "")]
