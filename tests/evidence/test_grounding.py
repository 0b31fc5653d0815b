"""The law of strict grounding: an item that gets through says nothing that its passage does not."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.evidence.document import Document, Span
from detente.evidence.grounding import GROUNDED_KINDS, Claimed, Ungrounded, ground
from detente.evidence.record import Evidence

TEXT = "Norway will not meet Iceland unless 64 boats leave. Iceland said that Norway could sign on day 7."
DOCUMENT = Document(TEXT)
SHOWN = {1: Span(0, 51), 2: Span(52, len(TEXT))}
WORDS = re.findall(r"\w+", TEXT)

fields = st.dictionaries(
    st.sampled_from(["holder", "of", "condition", "consequent", "proposition", "population", "value", "stance"]),
    st.one_of(
        st.lists(st.sampled_from([*WORDS, "Sweden", "never", "69", "unlikely"]), min_size=1, max_size=4).map(
            " ".join
        ),
        st.integers(0, 100),
        st.sampled_from(["denied", "asserted"]),
    ),
    max_size=3,
)
quotes = st.tuples(st.integers(0, len(TEXT)), st.integers(0, len(TEXT))).map(lambda ends: TEXT[min(ends) : max(ends)])


@given(st.sampled_from(GROUNDED_KINDS), st.one_of(quotes, st.text(max_size=20)), st.integers(0, 3), fields)
def test_whatever_is_claimed_only_what_the_passage_says_gets_through(kind, quote, sentence, said):
    found = ground(Claimed(kind, quote, sentence, said), DOCUMENT, SHOWN)
    if isinstance(found, Ungrounded):
        assert found.why
        return
    assert isinstance(found, Evidence)
    passage = found.exact
    assert TEXT[found.start : found.end] == passage
    for key, value in said.items():
        if key == "value":
            assert str(value) in re.findall(r"\d+", passage)
        elif key != "stance":
            for word in re.findall(r"\d+|Norway|Iceland|Sweden|not|never|unlikely|could", value):
                assert word in passage
    if "condition" in said and " not " in f" {passage} " and said["condition"] not in passage:
        assert "not" in said["condition"]


POLL = Document("In the poll, 64 per cent of fishers wanted a deal, the harbour board said.")
INVENTED = [
    ({"proposition": "sixty-nine per cent wanted a deal"}, 'proposition: the number "sixty"'),
    ({"proposition": "nine in ten wanted a deal"}, 'proposition: the number "nine"'),
    ({"proposition": "more than half wanted a deal"}, 'proposition: the number "half"'),
    ({"proposition": "a majority wanted a deal"}, 'proposition: the number "majority"'),
    ({"population": "voters"}, 'population: "voters"'),
    ({"unit": "million"}, 'unit: the number "million"'),
    ({"event": "a summit"}, 'event: "summit"'),
]


def of_poll(said):
    return ground(Claimed("poll", "64 per cent of fishers wanted a deal", 1, said), POLL, {1: Span(0, len(POLL.raw))})


@pytest.mark.parametrize(("said", "why"), INVENTED)
def test_a_number_in_words_a_population_or_a_unit_that_the_passage_lacks_is_refused(said, why):
    found = of_poll(said)
    assert isinstance(found, Ungrounded)
    assert found.why == f"{why} is not in the passage"


def test_what_the_passage_says_gets_through():
    said = {"value": 64, "unit": "percent", "population": "the fishers", "proposition": "fishers wanted a deal"}
    found = of_poll(said)
    assert isinstance(found, Evidence)
    assert (found.value, found.unit, found.population) == (64, "percent", "the fishers")


def test_a_share_needs_a_share():
    found = ground(Claimed("poll", "wanted a deal", 1, {"unit": "percent"}), POLL, {1: Span(0, len(POLL.raw))})
    assert isinstance(found, Ungrounded)
    assert found.why == "unit: the passage tells no share"
