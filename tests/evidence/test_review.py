"""What each act does to an item, and what is refused."""

import pytest

from detente.errors import EvidenceError
from detente.evidence.ledger import Entry, Ledger
from evidence.strategies import cite

WHEN = "2025-08-07T09:30:00Z"
ONE, TWO, THREE = cite(), cite("demand"), cite("risk")


def proposed(*items):
    return Ledger().appended(*(Entry.propose(item, who="rules 1", when=WHEN) for item in items))


def act(name, item, other=None, **more):
    return Entry(name, item.id, "ana", WHEN, other=other.id if other else None, **more)


LEDGER = proposed(ONE, TWO, THREE)


@pytest.mark.parametrize(
    ("acts", "status"),
    [
        ([], "proposed"),
        (["accepted"], "accepted"),
        (["rejected"], "rejected"),
        (["rejected", "accepted"], "accepted"),
        (["accepted", "retracted"], "retracted"),
        (["accepted", "retracted", "accepted"], "accepted"),
    ],
)
def test_statuses(acts, status):
    ledger = LEDGER.appended(*(act(name, ONE) for name in acts))
    item = ledger.find(ONE.id)
    assert item.status == status
    assert item.warrants is (status == "accepted")
    assert item.proposed.who == "rules 1"
    assert (item.reviewed is None) is (not acts)
    assert [entry.act for entry in ledger.history(ONE.id)] == ["proposed", *acts]


def test_an_edited_item_keeps_id_and_status():
    corrected = cite(speaker="LEE", start=24)
    ledger = LEDGER.appended(act("accepted", ONE), act("edited", ONE, content=corrected))
    item = ledger.find(ONE.id)
    assert (item.id, item.content, item.status) == (ONE.id, corrected, "accepted")


def test_a_contradiction_holds_both_ways_and_can_be_taken_back():
    ledger = LEDGER.appended(act("contradicts", ONE, TWO))
    assert ledger.find(TWO.id).contradicts == (ONE.id,)
    back = ledger.appended(act("retracted", TWO, ONE))
    assert not back.find(ONE.id).contradicts
    assert back.find(ONE.id).status == "proposed"


def test_what_is_superseded_warrants_nothing():
    ledger = LEDGER.appended(act("accepted", ONE), act("accepted", TWO), act("supersedes", TWO, ONE))
    assert not ledger.find(ONE.id).warrants
    assert ledger.find(TWO.id).warrants


@pytest.mark.parametrize("ends", [["rejected"], ["accepted", "retracted"]])
def test_what_is_rejected_supersedes_nothing_until_it_is_accepted_again(ends):
    ledger = LEDGER.appended(act("accepted", ONE), act("supersedes", TWO, ONE), *(act(end, TWO) for end in ends))
    assert ledger.find(ONE.id).warrants
    assert ledger.find(TWO.id).supersedes == (ONE.id,)
    assert not ledger.appended(act("accepted", TWO)).find(ONE.id).warrants
    undone = ledger.appended(act("retracted", ONE, TWO), act("accepted", TWO))
    assert undone.find(ONE.id).warrants
    linked_late = LEDGER.appended(act("accepted", ONE), act("rejected", TWO), act("supersedes", TWO, ONE))
    assert linked_late.find(ONE.id).warrants


@pytest.mark.parametrize(
    ("entries", "said"),
    [
        ([act("accepted", cite("venue"))], "was never proposed"),
        ([Entry.propose(ONE, who="rules 1", when=WHEN)], "was proposed before"),
        ([Entry("proposed", "q-1", "ana", WHEN, content=cite("venue"))], "content whose id is v-"),
        ([act("accepted", ONE), act("accepted", ONE)], "cannot be accepted: it is accepted"),
        ([act("retracted", ONE)], "cannot be retracted: it is proposed, not accepted"),
        ([act("edited", ONE, content=ONE)], "nothing of it is changed"),
        ([act("edited", ONE, content=TWO)], "is a quote and cannot become a demand"),
        ([act("contradicts", ONE, ONE)], "linked to itself"),
        ([act("contradicts", ONE, TWO), act("contradicts", TWO, ONE)], "already"),
        ([act("supersedes", ONE, TWO), act("supersedes", TWO, ONE)], "one supersedes the other already"),
        (
            [act("supersedes", ONE, TWO), act("supersedes", TWO, THREE), act("supersedes", THREE, ONE)],
            "one supersedes the other already",
        ),
        ([act("retracted", ONE, TWO)], "neither contradicts nor supersedes"),
    ],
)
def test_refused(entries, said):
    with pytest.raises(EvidenceError, match=said):
        LEDGER.appended(*entries)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"act": "acepted"}, 'got "acepted"; did you mean "accepted"'),
        ({"who": " "}, "who: expected a name on one line"),
        ({"who": "ana\nbob"}, "who: expected a name on one line"),
        ({"when": "2025-08-07"}, "when: expected a moment"),
        ({"when": "2025-08-07T09:30:00"}, "when: expected a moment"),
        ({"act": "proposed"}, "proposed: expected an item's content"),
        ({"content": ONE}, "accepted: expected no item's content"),
        ({"act": "contradicts"}, "contradicts: expected the other item"),
        ({"other": "q-1"}, "accepted: expected no other item"),
    ],
)
def test_no_entry(arguments, said):
    with pytest.raises(EvidenceError, match=said):
        Entry(**({"act": "accepted", "item": ONE.id, "who": "ana", "when": WHEN} | arguments))
