"""Sources as CSL-JSON, their grades, and documents that are one story."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.errors import EvidenceError
from detente.evidence.document import Document, Span
from detente.evidence.source import (
    CREDIBILITY,
    CSL_TYPES,
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


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        ({"type": "report", "author": [{"family": "Orr", "given": "Ann"}]}, {"authors": ("Ann Orr",)}),
        ({"type": "report", "author": [{"family": "Orr"}, "Lee"]}, {"authors": ("Orr", "Lee")}),
        ({"type": "report", "issued": {"date-parts": [["2025", "8"]]}}, {"issued": "2025-08"}),
        ({"type": "report", "issued": "2025-08~"}, {"issued": "2025-08~"}),
        ({"type": "report", "DOI": "10.1/x", "issued": {"literal": "202X"}}, {"issued": "202X"}),
    ],
)
def test_records_of_others(record, expected):
    source = Source.from_csl(record)
    assert {key: getattr(source, key) for key in expected} == expected


@pytest.mark.parametrize(
    ("record", "said"),
    [
        ({"type": "web-page"}, 'no type of CSL; did you mean "webpage"'),
        ({"title": 3}, "title: expected text, got 3"),
        ({"issued": {"date-parts": [["x"]]}}, "issued: expected date-parts"),
        ({"issued": {"date-parts": [[2025, 13]]}}, 'issued: expected a year.*"2025-13"'),
        ({"issued": 5}, "issued: expected date-parts"),
        ({"author": [5]}, "author: expected family and given"),
        ({"custom": 5}, "custom: expected names"),
        ({"custom": {"reliability": "Z"}}, 'expected A, B, C, D, E or F, got "Z"'),
    ],
)
def test_refused(record, said):
    with pytest.raises(EvidenceError, match=said):
        Source.from_csl(record)


dates = st.sampled_from(
    [None, "2025", "2025-08", "2025-08-07", "2025?", "202X", "2025-07-07/2025-07-24", "../2024", "0033-04"]
)
words = st.none() | st.text(min_size=1, max_size=20)


@given(
    st.builds(
        Source,
        type=st.sampled_from(sorted(CSL_TYPES)),
        title=words,
        authors=st.lists(st.text(min_size=1, max_size=9), max_size=3).map(tuple),
        publisher=words,
        url=words,
        issued=dates,
        accessed=dates,
        sha256=st.none() | st.text("0123456789abcdef", min_size=64, max_size=64),
        reliability=st.sampled_from("ABCDEF"),
    )
)
def test_csl_is_a_round_trip(source):
    assert Source.from_csl(source.as_csl()) == source


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
