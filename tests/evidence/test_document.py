"""Documents and spans: positions, what is kept, what is refused."""

import pytest

from detente.errors import EvidenceError
from detente.evidence.document import Document, Span

TEXT = "Home » world\nThe ferry sails. 🚢\nShare this\n"


def test_everything_is_kept_unless_said():
    assert Document(TEXT).kept == (Span(0, len(TEXT)),)


def test_kept_and_blanked_share_positions():
    document = Document(TEXT, (Span(13, 32),))
    assert document.article == "The ferry sails. 🚢"
    assert len(document.blanked) == len(TEXT)
    assert document.blanked.index("ferry") == TEXT.index("ferry")
    assert document.blanked.strip() == "The ferry sails. 🚢"
    assert document.blanked.count("\n") == 3


def test_digest_is_of_the_utf8_bytes():
    assert Document("abc").digest == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"raw": "a\0b"}, "NUL character at position 1"),
        ({"raw": "a\ud800b"}, "half a UTF-16 pair stands alone at position 1"),
        ({"raw": "abc", "kept": (Span(2, 3), Span(0, 1))}, "kept: expected ranges in order"),
        ({"raw": "abc", "kept": (Span(0, 4),)}, "inside 3 characters"),
        ({"raw": "abc", "date": "last May"}, 'got "last May"'),
    ],
)
def test_refused(arguments, said):
    with pytest.raises(EvidenceError, match=said):
        Document(**arguments)


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (3, 2)])
def test_no_reversed_span(start, end):
    with pytest.raises(EvidenceError, match="0 ≤ start ≤ end"):
        Span(start, end)


@pytest.mark.parametrize(
    ("one", "other", "shared"),
    [((0, 4), (2, 9), 2), ((2, 9), (0, 4), 2), ((0, 9), (3, 5), 2), ((0, 4), (4, 9), 0), ((0, 2), (5, 9), 0)],
)
def test_what_two_spans_share(one, other, shared):
    assert Span(*one).shared(Span(*other)) == shared
    assert Span(*one).overlaps(Span(*other)) is (shared > 0)


def test_lines_are_counted_from_one():
    document = Document("one\ntwo\n\nfour")
    assert [document.line(position) for position in (0, 3, 4, 9)] == [1, 1, 2, 4]


def test_a_span_beyond_the_text_is_refused():
    with pytest.raises(EvidenceError, match="ends beyond the text of 3 characters"):
        Document("abc", name="x.txt").within(Span(1, 9))


def test_what_is_known_is_a_round_trip():
    document = Document(TEXT, (Span(13, 32),), "a.txt", "A ferry", "2025-08", notices=("read as cp1252",))
    values = document.as_mapping()
    assert Document.from_mapping(TEXT, values) == document
    assert "author" not in values
    with pytest.raises(EvidenceError, match=r"a.txt: the text was changed"):
        Document.from_mapping(TEXT + "x", values)


@pytest.mark.parametrize(
    "values", [{}, {"kept": 3}, {"kept": [[1]]}, {"kept": [["a", 2]]}, {"kept": [], "date": "x"}]
)
def test_what_is_known_refused(values):
    with pytest.raises(EvidenceError, match=r"document: expected what is known|expected a year"):
        Document.from_mapping(TEXT, values)
