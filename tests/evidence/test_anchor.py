"""Finding passages: quotes, edited texts, the browser's way of counting."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from detente.errors import EvidenceError
from detente.evidence.anchor import (
    confirm,
    from_utf16,
    locate,
    occurrences,
    reanchor,
    selectors,
    to_utf16,
)
from detente.evidence.document import Document, Span
from detente.evidence.record import Evidence
from evidence.strategies import cite

TEXT = Document(
    "Ms Orr said: “The ferry – if the strike ends – ‘will sail’.”\n"
    "Nobody else said so.\n\n"
    "The ferry did not\u00a0sail.  The harbour master’s office said so… and the café agreed. 🚢 Straße.",
    name="harbour.txt",
)


@pytest.mark.parametrize(
    ("quote", "found"),
    [
        ("Nobody else said so.", "Nobody else said so."),
        ('"The ferry - if the strike ends', "“The ferry – if the strike ends"),
        ("'will sail'.\"", "‘will sail’.”"),
        ("did not sail. The harbour", "did not\u00a0sail.  The harbour"),
        ("HARBOUR MASTER'S OFFICE", "harbour master’s office"),
        ("said so... and", "said so… and"),
        ("cafe\u0301 agreed", "café agreed"),
        ("  Nobody\nelse  ", "Nobody else"),
        ("strasse", "Straße"),
        ("sail. 🚢"[-1] + " STRASSE.", "🚢 Straße."),
        ("no\u00adbody else", "Nobody else"),
    ],
)
def test_found_with_signs_alike(quote, found):
    assert locate(TEXT, quote).of(TEXT.raw) == found


@pytest.mark.parametrize(
    ("quote", "said"),
    [
        ("  ", "harbour.txt: the quote is empty"),
        ("said so", r"stands in 2 places \(line 2 column 13; line 4 column 54\): quote more words"),
        (
            "Nobody else said no.",
            "not in the text: its first 17 characters stand at line 2 column 1, then comes “so. The",
        ),
        ("zebra", "“zebra” is not in the text$"),
        ("Stras", "not in the text"),  # would cut ß in two
        ("cafe", "not in the text"),  # an accent is no decoration
        ("z" * 200, "z…” is not in the text"),
    ],
)
def test_not_found(quote, said):
    with pytest.raises(EvidenceError, match=said):
        locate(TEXT, quote)


def test_a_number_is_never_near_enough():
    with pytest.raises(EvidenceError, match="not in the text"):
        locate(Document("support fell to 69 per cent"), "support fell to 64 per cent")


@pytest.mark.parametrize(
    "hint",
    [{"prefix": "office"}, {"suffix": "... and"}, {"within": Span(82, 160)}],
)
def test_hints_tell_places_apart(hint):
    assert locate(TEXT, "said so", **hint).start == TEXT.raw.rindex("said so")


def test_a_hint_that_fits_nowhere():
    with pytest.raises(EvidenceError, match=r"stands at line 2 .* but not with those words around it"):
        locate(TEXT, "said so", prefix="master")


def test_an_exact_place_outside_does_not_hide_one_alike_inside():
    text = Document("'yes' and then ‘yes’")
    assert locate(text, "'yes'", within=Span(6, 20)) == Span(15, 20)


def test_overlapping_places_count():
    assert occurrences("aaa", "aa") == (Span(0, 2), Span(1, 3))


def test_confirm():
    assert confirm(Evidence.cite(TEXT, Span(0, 6), "mention"), TEXT).exact == "Ms Orr"
    with pytest.raises(EvidenceError, match="rests on the text"):
        confirm(cite(), TEXT)
    values = Evidence.cite(TEXT, Span(0, 6), "mention").as_mapping() | {"exact": "Mr Orr"}
    with pytest.raises(EvidenceError, match="expected “Mr Orr”, got “Ms Orr”"):
        confirm(Evidence.from_mapping(values), TEXT)


def test_selectors_are_those_of_the_web_annotation_model():
    position, quote = selectors(Evidence.cite(TEXT, Span(3, 6), "mention"))
    assert position.as_json() == {"type": "TextPositionSelector", "start": 3, "end": 6}
    assert quote.as_json() == {
        "type": "TextQuoteSelector",
        "exact": "Orr",
        "prefix": "Ms ",
        "suffix": TEXT.raw[6:38],
    }


@pytest.mark.parametrize(
    ("edited", "kept"),
    [
        ("New line.\n{}", True),
        ("{}\nNew line.", True),
        ("{}{}", False),  # twice there: which one?
        ("nothing of it", False),
    ],
)
def test_reanchor(edited, kept):
    item = Evidence.cite(TEXT, Span(61, 81), "claim", speaker="ORR")
    new = Document(edited.format(TEXT.raw, TEXT.raw))
    found = reanchor(item, new)
    assert (found is not None) is kept
    if found:
        assert confirm(found, new).speaker == "ORR"


def test_words_alone_are_not_enough():
    item = Evidence.cite(
        Document("He was asked, and all that he said to it was: yes. Then he left."), Span(46, 49), "claim"
    )
    assert reanchor(item, Document("A quite different text in which somebody else says yes to a thing.")) is None


@pytest.mark.parametrize(
    ("text", "span", "units"),
    [("🚢 sails", Span(0, 1), (0, 2)), ("🚢 sails", Span(2, 7), (3, 8)), ("é\u0301x", Span(2, 3), (2, 3))],
)
def test_utf16(text, span, units):
    assert to_utf16(text, span) == units
    assert from_utf16(text, *units) == span


@pytest.mark.parametrize(("start", "end"), [(1, 3), (0, 1), (3, 2), (-1, 2), (0, 9)])
def test_utf16_refused(start, end):
    with pytest.raises(EvidenceError, match="UTF-16 range"):
        from_utf16("🚢 sails", start, end)


texts = st.text(st.sampled_from("abAB “”\"'’–-… \n\u00a0ßé\u0301🚢.,"), min_size=1, max_size=80)
any_text = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=60)


@st.composite
def passages(draw, texts=texts):
    text = draw(texts)
    start = draw(st.integers(0, len(text) - 1))
    return text, Span(start, draw(st.integers(start + 1, len(text))))


@given(passages() | passages(any_text))
def test_a_quote_taken_from_a_span_finds_it(passage):
    text, span = passage
    assume(span.of(text).strip())
    places = occurrences(text, span.of(text))
    assert span in places
    if len(places) == 1:
        assert locate(Document(text), span.of(text)) == span
    assert locate(Document(text), span.of(text), within=span) == span


@given(passages() | passages(any_text))
def test_whatever_is_found_is_alike(passage):
    text, span = passage
    quote = span.of(text).upper().replace("–", "-").replace("’", "'")
    for place in occurrences(text, quote):
        assert place.of(text).strip() == place.of(text) or place.of(text) == quote


@given(passages(any_text))
def test_utf16_is_a_round_trip(passage):
    text, span = passage
    units = to_utf16(text, span)
    assert from_utf16(text, *units) == span
    encoded = text.encode("utf-16-le")
    assert encoded[units[0] * 2 : units[1] * 2].decode("utf-16-le") == span.of(text)


letters = st.text(st.sampled_from("abc .\n"), min_size=1, max_size=120)


@given(passages(letters), st.text(st.sampled_from("0123456789"), min_size=1), st.integers(0, 200))
def test_reanchor_after_text_inserted_elsewhere(passage, inserted, at):
    text, span = passage
    at = min(at, len(text))
    assume(not span.start < at < span.end)
    old, new = Document(text), Document(text[:at] + inserted + text[at:])
    shift = len(inserted) if at <= span.start else 0
    right = Span(span.start + shift, span.end + shift)
    item = Evidence.cite(old, span, "claim")
    found = reanchor(item, new, old=old)
    assert found
    assert confirm(found, new).span == right
    unaided = reanchor(item, new)
    assert unaided is None or unaided.span == right


@given(st.integers(0, 200), st.text(st.sampled_from("0123456789"), min_size=1))
def test_reanchor_needs_no_old_text_where_the_words_are_unique(at, inserted):
    text = "".join(f"{word} " for word in TEXT.raw.split())
    span = Span(text.index("Nobody"), text.index(" else"))
    at = min(at, len(text))
    assume(not span.start < at < span.end)
    item = Evidence.cite(Document(text), span, "claim")
    found = reanchor(item, Document(text[:at] + inserted + text[at:]))
    assert found
    assert found.exact == "Nobody"
