"""Items: ids from content, what is refused, and that a mapping is a round trip."""

import pytest
from hypothesis import given

from detente.errors import EvidenceError
from detente.evidence.document import Document, Span
from detente.evidence.record import LETTERS, Evidence
from evidence.strategies import TEXT, cite, items


def test_id_is_stable_over_runs():
    assert cite(form="direct", speaker="ORR").id == "q-17aa1038f005"


def test_every_kind_has_its_own_letter():
    assert len(set(LETTERS.values())) == len(LETTERS)


@pytest.mark.parametrize(
    "other",
    [
        cite("claim"),
        cite(start=22),
        cite(end=31),
        cite(speaker="LEE"),
        cite(stance="denied"),
        cite(hedged=True),
        Evidence.cite(Document(TEXT.raw + "."), Span(23, 32), "quote"),
    ],
)
def test_another_content_is_another_id(other):
    assert other.id != cite().id


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (cite("claim", start=10), True),
        (cite("demand", start=28), True),
        (cite(start=27, end=35), True),
        (cite(start=28, end=37), False),
        (Evidence.cite(Document(TEXT.raw + "."), Span(23, 32), "quote"), False),
    ],
)
def test_two_readings_rest_on_the_same_words_where_most_of_the_shorter_is_shared(other, same):
    assert cite(start=23, end=32).same_passage(other) is same
    assert other.same_passage(cite(start=23, end=32)) is same


def test_a_grade_is_no_part_of_the_id():
    assert cite(credibility=2).id == cite().id


def test_whole_and_broken_numbers_are_one():
    assert cite("poll", value=69).id == cite("poll", value=69.0).id


def test_surroundings_are_thirty_two_characters():
    item = Evidence.cite(Document("a" * 50 + "b" + "c" * 50), Span(50, 51), "claim")
    assert (item.prefix, item.exact, item.suffix) == ("a" * 32, "b", "c" * 32)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({"kind": "quotes"}, 'kind: expected mention.*got "quotes".*did you mean "quote"'),
        ({"form": "directly"}, 'quote: form: expected direct.*did you mean "direct"'),
        ({"kind": "risk", "form": "direct"}, "expected none for this kind"),
        ({"stance": "deny"}, "stance: expected asserted"),
        ({"start": 32}, "start < end"),
        ({"kind": "poll", "value": float("nan")}, "finite number"),
        ({"kind": "date", "date": "2025-13"}, "date: date: expected a year"),
        ({"credibility": 7}, "expected 1"),
        ({"note": "\ud83d"}, "quote: half a UTF-16 pair"),
    ],
)
def test_refused(body, said):
    with pytest.raises(EvidenceError, match=said):
        cite(**body)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"speeker": "X"}, 'unknown key "speeker"; did you mean "speaker"'),
        ({"start": "23"}, "start: expected a whole number, got '23'"),
        ({"start": True}, "start: expected a whole number"),
        ({"hedged": 1}, "hedged: expected true or false"),
        ({"value": "69"}, "value: expected a number"),
        ({"speaker": ["X"]}, "speaker: expected text"),
        ({"exact": None}, "exact: expected text"),
        ({"exact": "will sink"}, "it was changed"),
        ({"source": "abc"}, "64 hexadecimal digits"),
    ],
)
def test_mapping_refused(change, said):
    values = cite(speaker="ORR").as_mapping() | change
    if change.get("exact"):
        values |= {"speaker": "LEE"}
    with pytest.raises(EvidenceError, match=said):
        Evidence.from_mapping(values)


def test_a_missing_key_is_named():
    values = cite().as_mapping()
    del values["exact"]
    with pytest.raises(EvidenceError, match='"exact" is missing'):
        Evidence.from_mapping(values)


@given(items())
def test_mapping_is_a_round_trip(item):
    assert Evidence.from_mapping(item.as_mapping()) == item
    assert item.id.startswith(LETTERS[item.kind] + "-")
