"""Items of others taken over: proposed, told, linked, each once and under its own id."""

import pytest

from detente.evidence.adoption import adopt
from detente.evidence.exchange import from_csv, from_jsonld, to_csv, to_jsonld
from detente.evidence.ledger import Entry, Item, Ledger, Stamp
from evidence.strategies import cite

WHEN, LATER = "2025-08-07T09:30:00Z", "2025-09-01T12:00:00Z"
ONE, TWO, THREE = cite(), cite("demand"), cite("risk")


def act(name, item, other=None, **more):
    return Entry(name, item.id, "ana", WHEN, other=other.id if other else None, **more)


def proposed(*items):
    return Ledger().appended(*(Entry.propose(item, who="rules 1", when=WHEN) for item in items))


THEIRS = proposed(ONE, TWO, THREE).appended(
    act("accepted", ONE),
    act("edited", TWO, content=cite("demand", holder="LEE")),
    act("contradicts", TWO, ONE),
    act("supersedes", ONE, THREE),
)


def taken_over(ledger, items, **more):
    done = adopt(ledger, items, who="ben", when=LATER, **more)
    return done, ledger.appended(*done.entries)


@pytest.mark.parametrize("out_and_in", [lambda x: from_csv(to_csv(x)), lambda x: from_jsonld(to_jsonld(x)), tuple])
def test_into_another_ledger_all_but_the_belief_comes_over(out_and_in):
    done, ledger = taken_over(Ledger(), out_and_in(THEIRS.items.values()))
    assert done.new == tuple(THEIRS.items)
    for id, item in THEIRS.items.items():
        here = ledger.items[id]
        assert here.status == "proposed"
        assert (here.content, here.first) == (item.content, item.first)
        assert (here.contradicts, here.supersedes, here.superseded_by) == (
            item.contradicts,
            item.supersedes,
            item.superseded_by,
        )
    why = ledger.history(ONE.id)[0].why
    assert why == f"accepted by ana on {WHEN} in the imported file; proposed by rules 1 on {WHEN}"
    assert {(entry.who, entry.when) for entry in ledger.entries} == {("ben", LATER)}


def test_what_is_here_is_not_taken_over_again():
    done, _ = taken_over(THEIRS, THEIRS.items.values())
    assert (done.entries, done.new, done.known, done.differing) == ((), (), tuple(THEIRS.items), ())
    _, once = taken_over(Ledger(), THEIRS.items.values())
    assert taken_over(once, THEIRS.items.values())[0].entries == ()


def test_another_content_of_a_known_item_is_named_and_changes_nothing():
    done, ledger = taken_over(proposed(TWO), THEIRS.items.values())
    assert done.differing == (TWO.id,)
    assert ledger.items[TWO.id].content == TWO


def test_an_edited_item_of_which_the_first_content_is_lost_has_the_id_of_its_content():
    corrected = cite(speaker="LEE")
    item = Item(ONE.id, corrected, "proposed", Stamp("x", WHEN), contradicts=(TWO.id,))
    other = Item(TWO.id, TWO, "proposed", Stamp("x", WHEN), contradicts=(ONE.id,))
    done, ledger = taken_over(Ledger(), [item, other])
    assert done.new == (corrected.id, TWO.id)
    assert ledger.items[TWO.id].contradicts == (corrected.id,)
    assert taken_over(ledger, [item, other])[0].known == (corrected.id, TWO.id)


@pytest.mark.parametrize("acts", [["accepted"], ["rejected"], ["accepted", "retracted"]])
def test_a_status_is_kept_when_asked_in_the_name_of_who_asks(acts):
    theirs = proposed(ONE).appended(*(act(name, ONE) for name in acts))
    _, ledger = taken_over(Ledger(), theirs.items.values(), keep_status=True)
    here = ledger.items[ONE.id]
    assert (here.status, here.reviewed) == (acts[-1], Stamp("ben", LATER))


def test_no_acceptance_here_is_superseded_unless_asked():
    mine = proposed(THREE).appended(act("accepted", THREE))
    done, ledger = taken_over(mine, THEIRS.items.values())
    assert done.left == ((ONE.id, "supersedes", THREE.id),)
    assert ledger.items[THREE.id].warrants
    assert not taken_over(mine, THEIRS.items.values(), keep_status=True)[1].items[THREE.id].warrants


def test_what_was_rejected_there_supersedes_nothing_here():
    theirs = proposed(ONE, THREE).appended(act("supersedes", ONE, THREE), act("rejected", ONE))
    _, ledger = taken_over(Ledger(), theirs.items.values())
    assert ledger.items[THREE.id].superseded_by == ()


def test_a_link_that_was_taken_back_here_is_not_made_again():
    mine = proposed(ONE, TWO).appended(act("contradicts", ONE, TWO), act("retracted", ONE, TWO))
    _, ledger = taken_over(mine, THEIRS.items.values())
    assert ledger.items[ONE.id].contradicts == ()
