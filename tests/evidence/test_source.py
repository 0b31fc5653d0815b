"""Sources as CSL-JSON, their grades, and documents that are one story."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.errors import EvidenceError
from detente.evidence.document import Document, Span
from detente.evidence.source import (
    CREDIBILITY,
    RELIABILITY,
    Source,
    containment,
    resemblance,
    same_stories,
    shingles,
)

STORY = " ".join(
    f"On day {day} the two harbour towns of Orr and Lee met for talks about berth {day} and the ferry fares."
    for day in range(1, 12)
)
OTHER = " ".join(f"Rainfall in valley {n} rose, and farmers sold {n} sheep at market." for n in range(1, 20))


def test_of_a_document_takes_what_it_says_and_nothing_else():
    document = Document("Text.", title="A ferry", date="2025-08", publisher="The Orr Times")
    source = Source.of(document, accessed="2025-08-07", reliability="B")
    record = source.as_csl()
    assert record["issued"] == {"date-parts": [[2025, 8]]}
    assert record["accessed"] == {"date-parts": [[2025, 8, 7]]}
    assert record["custom"] == {"sha256": document.digest, "reliability": "B"}
    assert "author" not in record
    assert "URL" not in record


def test_names_stand_as_they_are_and_what_is_not_known_is_left_out():
    record = Source(authors=("Ann Orr", "Lee"), url="https://orr.example/1").as_csl()
    assert record["author"] == [{"literal": "Ann Orr"}, {"literal": "Lee"}]
    assert set(record) == {"id", "type", "author", "URL", "custom"}


@pytest.mark.parametrize(
    ("date", "written"),
    [
        ("2025", {"date-parts": [[2025]]}),
        ("0033-04", {"date-parts": [[33, 4]]}),
        ("2025-07-07/2025-07-24", {"date-parts": [[2025, 7, 7], [2025, 7, 24]]}),
        ("2025?", {"literal": "2025?"}),
        ("202X", {"literal": "202X"}),
        ("../2024", {"literal": "../2024"}),
    ],
)
def test_a_date_has_parts_where_parts_can_tell_it(date, written):
    assert Source(issued=date).as_csl()["issued"] == written


@pytest.mark.parametrize(
    ("known", "said"),
    [
        ({"type": "web-page"}, 'no type of CSL; did you mean "webpage"'),
        ({"issued": "2025-13"}, 'issued: expected a year.*"2025-13"'),
        ({"reliability": "Z"}, 'expected A, B, C, D, E or F, got "Z"'),
    ],
)
def test_refused(known, said):
    with pytest.raises(EvidenceError, match=said):
        Source(**known)


def test_the_grades_have_words():
    assert "".join(RELIABILITY) == "ABCDEF"
    assert list(CREDIBILITY) == [1, 2, 3, 4, 5, 6]


def test_a_wire_story_in_several_outlets_is_one_source():
    copies = [
        Document(STORY),
        Document(OTHER),
        Document(f"ORR (Wire) - {STORY.upper()} Our reporter adds that the harbour was calm."),
        Document(STORY[: len(STORY) // 2]),
        Document(f"Home » Ferries\n{STORY}\nShare this", (Span(15, 15 + len(STORY)),)),
    ]
    assert same_stories(copies) == ((0, 2, 3, 4), (1,))


def test_short_texts_are_one_only_where_their_words_are():
    short = [Document("The ferry will sail."), Document("The ferry, will sail"), Document("The ferry will not sail.")]
    assert same_stories(short) == ((0, 1), (2,))


def test_a_report_that_quotes_a_statement_is_another_source():
    report = f"{OTHER} The mayor said: {STORY[:200]} {OTHER.replace('sheep', 'goats').replace('valley', 'hill')}"
    assert same_stories([Document(STORY), Document(report)]) == ((0,), (1,))


@given(st.text(), st.text())
def test_measures_are_shares_and_symmetric(one, other):
    a, b = shingles(one, width=1), shingles(other, width=1)
    assert 0 <= resemblance(a, b) <= containment(a, b) <= 1
    assert resemblance(a, b) == resemblance(b, a)
    assert resemblance(a, a) == bool(a)
