"""Words of diplomacy and the acts they name; words that name none."""

from itertools import pairwise

import pytest

from detente.case.drafting.acts import acts, acts_in

NAMED = {
    "a ceasefire by Friday": ["ceasefire"],
    "an end to the fighting": ["ceasefire"],
    "stop its air strikes": ["ceasefire"],
    "the war could end": ["ceasefire"],
    "long-term security guarantees": ["guarantee"],
    "the involvement of the neighbours": ["take_part"],
    "agrees to meet the premier": ["meet"],
    "direct talks": ["meet"],
    "a summit in May": ["meet"],
    "the lifting of all sanctions": ["ease_sanctions"],
    "sanctions relief": ["ease_sanctions"],
    "impose severe tariffs on its steel": ["sanction"],
    "withdraw from the valley": ["withdraw"],
    "leave every town": ["withdraw"],
    "give up its arsenal": ["disarm"],
    "release all the hostages": ["release"],
    "open the border crossings": ["open"],
    "let aid in": ["open"],
    "recognise the border": ["recognise"],
    "hold local elections": ["elect"],
    "make concessions": ["concede"],
    "sign the accord": ["settle", "settle"],
    "settle the dispute": ["settle"],
    "host a new round": ["host"],
    "a negotiated settlement to the war": ["settle"],
    "release the prisoners in exchange for a truce": ["release", "ceasefire"],
    "a significant step": [],
    "the harbour is closed": [],
    "designated areas": [],
}


@pytest.mark.parametrize(("text", "named"), NAMED.items())
def test_words_name_acts(text: str, named: list[str]) -> None:
    assert [done.act.name for done in acts_in(text)] == named


@pytest.mark.parametrize(
    ("text", "negated"),
    [
        ("will not sign", True),
        ("ruled out talks", True),
        ("refuses to withdraw", True),
        ("oppose concessions", True),
        ("will sign", False),
        ("It is not late, but they will sign", False),
        ("to start no later than the ceasefire", False),
    ],
)
def test_what_stands_before_an_act_negates_it(text: str, negated: bool) -> None:
    assert [done.negated for done in acts_in(text)] == [negated]


def test_no_word_is_read_as_two_acts() -> None:
    for text in NAMED:
        found = acts_in(text)
        assert all(one.end <= other.start for one, other in pairwise(found))


def test_every_act_has_a_role_that_the_rules_know() -> None:
    known = {"fighters", "signers", "pair", "named", "asked", "outsiders", "senders", "maker", "harmed"}
    assert {act.who for act in acts()} == known
