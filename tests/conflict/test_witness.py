"""Verdicts equal the concepts, and their witnesses show what they say."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conflict.games import games
from conflict.published import Published, elmira, euphrates, moving_twice, treaty, two_improvements
from detente.conflict import coalition, stability
from detente.conflict.concepts import CONCEPTS, stable
from detente.conflict.confirm import confirms
from detente.conflict.expectation import MOST_MOVES_TOLD
from detente.conflict.foresight import non_myopic
from detente.conflict.graph import GraphModel, graph_model
from detente.conflict.model import Conflict, DecisionMaker, Joint, Option
from detente.conflict.preference import Preference, prioritize
from detente.conflict.states import enumerate_states
from detente.conflict.step import Path, walkers
from detente.conflict.witness import Sanction, rule_of, verdict
from detente.errors import ModelError, UnknownName

BY_KIND = {kind: [each.name for each in CONCEPTS.values() if each.kind == kind] for kind in ("unknown", "strength")}
DEFAULT = ["nash", "general_metarational", "symmetric_metarational", "sequential", "symmetric_sequential"]
COALITION = [each.name for each in CONCEPTS.values() if each.kind == "coalition"]
FORESIGHT = [*(each.name for each in CONCEPTS.values() if each.kind == "foresight"), "limited_move_40"]


def by_draw(examples: int) -> settings:
    return settings(max_examples=examples, deadline=None, suppress_health_check=list(HealthCheck))


def check_all(game: GraphModel, name: str) -> None:
    expected = stable(game, name)
    for dm in game.dms:
        for state in range(len(game)):
            found = verdict(game, dm, state, name)
            assert found.stable == expected[dm, state], found
            assert (found.focal, found.state, found.concept) == ((dm,), state, rule_of(name).name)
            assert confirms(game, found), found


# ── laws ─────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", DEFAULT)
@by_draw(25)
@given(game=games())
def test_ordinary_verdicts_equal_the_concept(name: str, game: GraphModel) -> None:
    check_all(game, name)


@pytest.mark.parametrize("kind", ["unknown", "strength"])
@by_draw(60)
@given(game=games(), data=st.data())
def test_verdicts_with_gaps_and_grades_equal_the_concept(kind: str, game: GraphModel, data) -> None:
    check_all(game, data.draw(st.sampled_from(BY_KIND[kind])))


@pytest.mark.parametrize("name", ["simultaneous", "simultaneous_classic"])
@by_draw(30)
@given(game=games())
def test_simultaneous_verdicts_equal_the_concept(name: str, game: GraphModel) -> None:
    if not game.states.labels:
        check_all(game, name)


@pytest.mark.parametrize("name", COALITION)
@by_draw(12)
@given(game=games())
def test_coalition_verdicts_equal_the_concept(name: str, game: GraphModel) -> None:
    check_all(game, name)


@by_draw(80)
@given(game=games(parties=2, strict=True), data=st.data())
def test_verdicts_of_foresight_equal_the_concept(game: GraphModel, data) -> None:
    strict = all(len(np.unique(want.payoff)) == len(game) for want in game.preferences)
    if strict:  # coalescing may have left a tie
        check_all(game, data.draw(st.sampled_from(FORESIGHT)))


@by_draw(40)
@given(game=games(), name=st.sampled_from(DEFAULT[1:]), extension=st.sampled_from("abcd"))
def test_a_return_may_be_no_sanction(game: GraphModel, name: str, extension: str) -> None:
    for dm in game.dms:
        expected = getattr(stability, name)(game, dm, extension=extension, returning=False)
        for state in range(len(game)):
            found = verdict(game, dm, state, f"{name}_{extension}", returning=False)
            assert found.stable == expected[state]
            assert confirms(game, found)


@by_draw(25)
@given(game=games(), name=st.sampled_from(COALITION), returning=st.booleans())
def test_a_coalition_is_asked_by_its_members(game: GraphModel, name: str, returning: bool) -> None:
    how = {} if name == "coalition_nash" else {"returning": returning}
    for members in game.coalitions():
        expected = getattr(coalition, name)(game, members, **how)
        for state in range(len(game)):
            found = verdict(game, members, state, name, returning=returning)
            assert found.stable == expected[state]
            assert (found.focal, found.coalitions) == (members, ())
            assert confirms(game, found)


def responses_by_length(game: GraphModel, focal: int, target: int, *, credible: bool) -> list[set[int]]:
    """Where responses lead, in one step, in two, …; by sets of states and last movers."""
    everybody = walkers(game, game.others(focal), willing="credible" if credible else "any")
    ends, lengths = {(target, -1)}, []
    for _ in range(len(game) * len(everybody)):
        ends = {(int(q), k) for s, last in ends for k, w in enumerate(everybody) if k != last for q in w.targets(s)}
        lengths.append({state for state, _ in ends} - {target})
    return lengths


@by_draw(40)
@given(game=games(), name=st.sampled_from(["general_metarational", "sequential"]))
def test_no_sanction_is_shorter_or_as_short_and_lower(game: GraphModel, name: str) -> None:
    for dm in game.dms:
        payoff = game.preferences[dm].payoff
        unknown = game.preferences[dm].unknown
        for state in range(len(game)):
            for sanction in verdict(game, dm, state, name).sanctions:
                tried = responses_by_length(game, dm, sanction.improvement[-1].target, credible=name == "sequential")
                length = len(sanction.response)
                gains = [
                    {x for x in ends if payoff[x] > payoff[state] and not (unknown is not None and unknown[state, x])}
                    for ends in tried
                ]
                assert not any(tried[k] - gains[k] for k in range(length - 1))
                assert sanction.end == min(tried[length - 1] - gains[length - 1])


@by_draw(60)
@given(game=games(), name=st.sampled_from(DEFAULT))
def test_the_most_tempting_improvement_comes_first(game: GraphModel, name: str) -> None:
    for dm in game.dms:
        payoff = game.preferences[dm].payoff
        for state in range(len(game)):
            shown = [sanction.improvement[0].target for sanction in verdict(game, dm, state, name).sanctions]
            assert shown == sorted(shown, key=lambda target: (-payoff[target], target))


# ── published conflicts ──────────────────────────────────────────────────────────────────────────────────────────


def told(case: Published, path: Path) -> list[tuple[str, int, int]]:
    ids = [dm.id for dm in case.game.conflict.decision_makers]
    return [
        ("+".join(ids[dm] for dm in step.movers), case.number(step.source), case.number(step.target)) for step in path
    ]


def test_a_sanction_in_which_an_opponent_moves_twice() -> None:
    case = moving_twice()
    for name in DEFAULT[1:]:
        found = verdict(case.game, case.dm("f"), case[1], name)
        best, *_ = found.sanctions
        assert found.stable
        assert told(case, best.improvement) == [("f", 1, 2)]
        assert told(case, best.response) == [("a", 2, 4), ("b", 4, 6), ("a", 6, 8)]
        assert case.number(best.end) == 8


def test_no_answer_to_the_local_government_is_credible() -> None:
    case = elmira()
    found = verdict(case.game, case.dm("local"), case[1], "sequential")
    assert not found.stable
    assert told(case, found.unsanctioned) == [("local", 1, 7)]
    assert found.sanctions == ()


def test_an_answer_from_which_there_is_no_escape() -> None:
    case = elmira()
    found = verdict(case.game, case.dm("local"), case[1], "smr")
    (sanction,) = found.sanctions
    assert found.stable
    assert told(case, sanction.response) == [("moe", 7, 8)]
    assert told(case, sanction.escape) == [("local", 8, 2)]


def test_a_deadlock_that_two_can_leave() -> None:
    case = elmira()
    found = verdict(case.game, (0, 1), case[7], "cnash")
    assert not found.stable
    assert told(case, found.unsanctioned) == [("moe", 7, 8), ("uniroyal", 8, 10)]
    assert all(verdict(case.game, dm, case[7], name).stable for dm in range(3) for name in DEFAULT)
    by_party = [verdict(case.game, dm, case[7], "cnash") for dm in range(3)]
    assert [each.stable for each in by_party] == [False, False, True]
    assert [each.focal for each in by_party[0].coalitions] == [(0, 1)]
    assert [each.focal for each in by_party[2].coalitions] == [(2,), (0, 2), (1, 2), (0, 1, 2)]


def test_all_improvements_are_spoiled_at_the_same_moment() -> None:
    case = two_improvements()
    found = verdict(case.game, case.dm("f"), case[1], "simultaneous")
    assert found.stable
    assert [told(case, each.improvement) for each in found.sanctions] == [[("f", 1, 2)], [("f", 1, 3)]]
    assert [told(case, each.response) for each in found.sanctions] == [[("o", 1, 4)], [("o", 1, 4)]]
    assert [case.number(each.end) for each in found.sanctions] == [5, 6]
    assert all(each.at_once for each in found.sanctions)


def test_what_signatories_do_is_one_step() -> None:
    case = treaty(Joint(("p.sign", "q.sign")))
    found = verdict(case.game, (0, 1), case[1], "cnash")
    (step,) = found.unsanctioned
    assert (step.movers, step.joint) == ((0, 1), 0)
    assert verdict(treaty().game, (0, 1), case[1], "cnash").stable


def test_looking_ahead_without_horizon_may_go_round() -> None:
    case = euphrates()
    cycling = [
        (dm.id, number)
        for focal, dm in enumerate(case.game.conflict.decision_makers)
        for number in range(1, 7)
        if verdict(case.game, focal, case[number], "non_myopic").cycles
    ]
    assert cycling == [("syria", 3), ("syria", 6), ("iraq", 1)]
    found = verdict(case.game, case.dm("syria"), case[3], "nm")
    assert not found.stable
    assert {each.leaves for each in found.expected} == {True, False}
    assert all(each.steps[0].movers == (case.dm("syria"),) for each in found.expected)


def test_a_distant_horizon_is_as_near_as_the_one_it_repeats() -> None:
    case = euphrates()
    for focal in (0, 1):
        for state in range(6):
            near, far = (verdict(case.game, focal, state, name) for name in ("limited_move_9", "limited_move_999997"))
            assert near.stable == far.stable or verdict(case.game, focal, state, "nm").cycles
            assert len(far.expected[0].steps) <= MOST_MOVES_TOLD
            assert confirms(case.game, far)


@by_draw(60)
@given(game=games(parties=2, strict=True))
def test_cycles_are_those_of_the_concept(game: GraphModel) -> None:
    if all(len(np.unique(want.payoff)) == len(game) for want in game.preferences):
        for dm in game.dms:
            found = [verdict(game, dm, state, "non_myopic").cycles for state in range(len(game))]
            assert found == non_myopic(game, dm).cycles.tolist()


def test_a_prisoner_expects_to_be_answered() -> None:
    options = (Option("a.c", ("a",)), Option("b.c", ("b",)))
    conflict = Conflict((DecisionMaker("a"), DecisionMaker("b")), options)
    states = enumerate_states(conflict)  # NN YN NY YY
    wants = [Preference(np.asarray(payoff)) for payoff in ([1, 0, 3, 2], [1, 3, 0, 2])]
    game = graph_model(conflict, wants, states=states)
    found = verdict(game, 0, states.find("YY"), "limited_move_2")
    (expected,) = found.expected
    assert found.stable
    assert not expected.leaves
    assert [(step.movers, states.pattern(step.target)) for step in expected.steps] == [((0,), "NY"), ((1,), "NN")]


# ── a sceptic ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_witness_that_was_tampered_with_is_not_confirmed() -> None:
    case = moving_twice()
    found = verdict(case.game, 0, case[1], "sequential")
    first, *rest = found.sanctions
    a, b, c = first.response
    wrong = [
        replace(found, stable=False),
        replace(found, sanctions=tuple(rest)),
        replace(found, sanctions=(*found.sanctions, first)),
        replace(found, sanctions=(replace(first, response=(a, b), end=b.target), *rest)),
        replace(found, sanctions=(replace(first, response=(a, c)), *rest)),
        replace(found, sanctions=(replace(first, response=(a, replace(b, movers=(1,)), c)), *rest)),
        replace(found, sanctions=(replace(first, response=(replace(a, target=c.target),)), *rest)),
        replace(found, sanctions=(replace(first, end=case[7]), *rest)),
        replace(found, sanctions=(replace(first, response=()), *rest)),
        replace(found, sanctions=(replace(first, at_once=True), *rest)),
        replace(found, sanctions=(replace(first, improvement=(replace(first.improvement[0], movers=(1,)),)), *rest)),
        replace(found, stable=False, sanctions=(), unsanctioned=first.improvement),
        replace(found, focal=(1,)),
    ]
    assert confirms(case.game, found)
    assert [each for each in wrong if confirms(case.game, each)] == []


def test_a_response_must_be_credible_where_the_concept_asks() -> None:
    case = elmira()
    could = verdict(case.game, case.dm("local"), case[1], "general_metarational")
    assert confirms(case.game, could)
    assert not confirms(case.game, replace(could, concept="sequential"))


def test_a_missing_or_false_escape_is_not_confirmed() -> None:
    case = elmira()
    found = verdict(case.game, case.dm("local"), case[1], "smr")
    (sanction,) = found.sanctions
    for escape in ((), (replace(sanction.escape[0], target=case[9]),), sanction.improvement):
        assert not confirms(case.game, replace(found, sanctions=(replace(sanction, escape=escape),)))


def test_a_false_expectation_is_not_confirmed() -> None:
    case = euphrates()
    for name in ("limited_move_3", "non_myopic"):
        for focal in (0, 1):
            for number in range(1, 7):
                found = verdict(case.game, focal, case[number], name)
                first, *rest = found.expected
                wrong = [
                    replace(found, stable=not found.stable),
                    replace(found, expected=()),
                    replace(found, expected=(replace(first, leaves=not first.leaves), *rest)),
                    replace(found, expected=(replace(first, steps=first.steps[:-1]), *rest)),
                    replace(found, expected=(replace(first, end=(first.end + 1) % 6), *rest)),
                    replace(found, expected=(replace(first, horizon=0), *rest)),
                ]
                assert confirms(case.game, found)
                assert not any(confirms(case.game, each) for each in wrong if each != found)


def test_a_coalition_left_out_is_not_confirmed() -> None:
    case = elmira()
    found = verdict(case.game, 2, case[7], "cnash")
    assert confirms(case.game, found)
    assert not confirms(case.game, replace(found, coalitions=found.coalitions[:-1]))
    assert not confirms(case.game, replace(found, coalitions=(verdict(case.game, (0, 1), case[7], "cnash"),)))


# ── size, and what cannot be asked ───────────────────────────────────────────────────────────────────────────────


def test_a_verdict_on_many_states_needs_no_matrix() -> None:
    options = tuple(Option(f"p{k % 4}.o{k}", (f"p{k % 4}",)) for k in range(16))
    conflict = Conflict(tuple(DecisionMaker(f"p{k}") for k in range(4)), options)
    states = enumerate_states(conflict)  # 65,536, more than a relation may have
    bits = [[(states.codes >> (5 * i + 3 * k) % 16) & 1 == (i + k) % 2 for k in range(9)] for i in range(4)]
    game = graph_model(conflict, [prioritize(np.asarray(rows)) for rows in bits], states=states)
    for name in DEFAULT:
        expected = stable(game, name)
        for state in range(0, len(game), 9_001):
            assert [verdict(game, dm, state, name).stable for dm in game.dms] == expected[:, state].tolist()


def test_what_has_no_verdict() -> None:
    case = elmira()
    with pytest.raises(UnknownName, match="did you mean"):
        verdict(case.game, 0, 0, "sequentail")
    with pytest.raises(ModelError, match="one party"):
        verdict(case.game, (0, 1), 0, "sequential")
    with pytest.raises(ModelError, match="two parties"):
        verdict(case.game, 0, 0, "limited_move_2")


@by_draw(20)
@given(game=games())
def test_listed_moves_have_no_simultaneous_verdict(game: GraphModel) -> None:
    if game.states.labels:
        with pytest.raises(ModelError, match="listed"):
            verdict(game, 0, 0, "simultaneous")


def test_a_sanction_is_a_value() -> None:
    case = elmira()
    first = verdict(case.game, 2, case[1], "smr")
    assert first == verdict(case.game, 2, case[1], "symmetric_metarational")
    assert hash(first) == hash(verdict(case.game, 2, case[1], "smr"))
    assert isinstance(first.sanctions[0], Sanction)
