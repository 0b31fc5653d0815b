"""Commitment and preconditions: by a date, with costs among wants and among levels, told as they are worked out."""

from dataclasses import replace

import numpy as np
import pytest

from analysis.small import case_of
from detente.analysis.holds import Guarantee, Holds, holds_of
from detente.analysis.questions import answer
from detente.analysis.session import Session, tempi_of
from detente.analysis.settle_case import ranked
from detente.analysis.solve import Settings
from detente.case import Case, Question
from detente.casefile import bundled, read_case
from detente.conflict.statement import parse
from detente.report.answers import sentences
from detente.report.doubts import worked_out

ASK = '[[question]]\nid = "h"\nask = "holds"\nof = "{of}"\n'
TEMPO = '[tempo]\nmove = "1 per 90 days"\nagreement = "1 per 400 days"\n'
CREDIBLE = '[[question]]\nid = "c"\nask = "credible"\nof = "not a.x unless b.x"\n'


def guarantees(found: Holds) -> list[Guarantee]:
    return [each for held in found.states for each in held.guarantees]


def test_a_date_reaches_the_sentence_the_estimate_and_the_detail() -> None:
    for seed in range(40):
        case = case_of(seed, extra=TEMPO + ASK.format(of="a.x or b.y") + "by = 2025-06-30\n")
        session = Session(case, Settings(tempi=tempi_of(case)))
        found = answer(session, case.questions[0])
        endless = answer(session, replace(case.questions[0], by=None))
        if abs(found.estimate - endless.estimate) > 0.1:
            break
    assert found.dated
    assert found.detail.reached == pytest.approx(found.estimate)
    assert endless.detail.reached == pytest.approx(endless.estimate)
    said = sentences(found, case, session.structure.states)[0]
    assert "by 30 June 2025; in its likeliest form" in said
    assert f"({found.estimate:.0%}".replace("%", " %") in said
    assert "by 30 June 2025" in worked_out(found)
    assert "structure only" in worked_out(endless)


def test_the_order_counts_the_guarantee_that_enters_it() -> None:
    """One that enters at the bottom of five wants is the sixth of six."""
    lowest = False
    for seed in range(30):
        case = case_of(seed, wants=5, extra=ASK.format(of="a.x or b.y"))
        for each in guarantees(holds_of(Session(case), parse("a.x or b.y"))):
            assert each.rank <= each.length == 6
            assert not each.levels
            lowest |= each.rank == 6
    assert lowest


def test_a_cost_enters_a_ranking_among_its_levels() -> None:
    """A guarantee that `settle` finds for a party whose wants are a ranking."""
    case = read_case(bundled("elmira-1991"))
    session = Session(case)
    found = guarantees(holds_of(session, parse("not local.insist")))
    assert [(each.party, each.option, each.taken, each.levels) for each in found] == [
        (2, "local.insist", False, True)
    ]
    question = Question("h", "holds", of=parse("not local.insist"), of_text="not local.insist")
    assert found[0].rank == 3
    told = answer(session, question)
    kept = replace(told, detail=replace(told.detail, states=told.detail.states[-1:]))
    assert "in place 3 of 10 of its ranking" in sentences(kept, case, session.structure.states)[2]


def test_a_party_of_which_nobody_said_what_it_wants_has_room_for_a_cost() -> None:
    case = case_of(3, profiles=1)
    bare = replace(case, parties=(*case.parties[:2], replace(case.parties[2], profiles=())))
    for each in guarantees(holds_of(Session(bare), parse("a.x or b.y or not c.x"))):
        assert each.length >= 1


def as_rankings(case: Case) -> Case:
    """The same case, what party a wants written as rankings."""
    session = Session(case)
    profiles = tuple(
        replace(ranked(session.structure, profile, session.structure.truths[0][k]), wants=())
        for k, profile in enumerate(case.parties[0].profiles)
    )
    return replace(case, parties=(replace(case.parties[0], profiles=profiles), *case.parties[1:]))


@pytest.mark.parametrize("seed", range(6))
def test_a_precondition_enters_a_ranking_as_it_enters_wants(seed: int) -> None:
    """At the top and at the bottom that is the same order of states, and so the same chance to be broken."""
    case = case_of(seed, wants=3, extra=CREDIBLE)
    written, levels = (answer(Session(each), case.questions[0]).detail for each in (case, as_rankings(case)))
    assert levels.by_rank[0] == pytest.approx(written.by_rank[0])
    assert levels.by_rank[-1] == pytest.approx(written.by_rank[-1])
    assert len(levels.by_rank) > 2


def test_it_is_told_how_far_the_costs_are() -> None:
    told: list[tuple[int, int]] = []
    case = case_of(4, wants=4, noise=0.5, extra=ASK.format(of="a.x or b.y"))
    session = Session(case, Settings(draws=60), progress=lambda *done: told.append(done))
    session.solution  # noqa: B018 - solved before
    draws, before = len(session.solution.arrays), len(told)
    found = holds_of(session, parse("a.x or b.y"))
    assert any(held.departures for held in found.states)
    rounds = [count for done, count in told[before:] if count > draws]
    assert rounds
    assert all(0 < done <= count for done, count in told)
    assert np.all(np.asarray(rounds) % draws == 0)
