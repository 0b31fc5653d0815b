"""Items out and in again, in the formats of others."""

import csv
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.errors import EvidenceError
from detente.evidence.document import Document, Span
from detente.evidence.exchange import COLUMNS, from_csv, from_jsonld, to_csv, to_jsonld
from detente.evidence.ledger import Item, Stamp
from detente.evidence.record import Evidence
from detente.evidence.source import Source
from evidence.strategies import cite, items

WHEN = "2025-08-07T09:30:00Z"
STAMP = Stamp("rules 1", WHEN)
names = st.text(st.characters(categories=["L", "P", "S"]), min_size=1, max_size=9)
ids = st.lists(st.from_regex(r"[qdp]-[0-9a-f]{12}", fullmatch=True), max_size=3).map(tuple)


@st.composite
def states(draw):
    content = draw(items())
    return Item(
        draw(st.just(content.id) | st.just("q-0123456789ab")),
        content,
        draw(st.sampled_from(["proposed", "accepted", "rejected", "retracted"])),
        Stamp(draw(names), WHEN),
        draw(st.none() | st.builds(Stamp, names, st.just(WHEN))),
        draw(ids),
        draw(ids),
        draw(ids),
    )


@given(st.lists(states(), max_size=4).map(tuple))
def test_jsonld_is_a_round_trip(found):
    assert from_jsonld(to_jsonld(found)) == found


@given(st.lists(states(), max_size=4).map(tuple))
def test_csv_is_a_round_trip(found):
    assert from_csv(to_csv(found)) == found
    assert from_csv("\ufeff" + to_csv(found)) == found


@given(items())
def test_csv_holds_whatever_a_document_holds(item):
    text = Document('=1+1\r\n"a,b";\r\u2028\x0b\x1c\u202e🚢\n\n' + item.exact)
    whole = Evidence.cite(text, Span(0, len(text.raw)), "claim", note="\r\n", speaker="'")
    found = (Item(whole.id, whole, "proposed", STAMP),)
    assert from_csv(to_csv(found)) == found


def test_no_cell_runs_in_a_spreadsheet():
    text = Document('=HYPERLINK("http://x.example","click") +1 -1 @sum')
    spans = [Span(0, 10), Span(39, 41), Span(42, 44), Span(45, 49)]
    found = tuple(Evidence.cite(text, span, "claim", note="=2") for span in spans)
    rows = csv.reader(to_csv(Item(item.id, item, "proposed", STAMP) for item in found).splitlines())
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]


def test_a_long_cell_is_no_limit():
    text = Document("a" * 300_000)
    item = Evidence.cite(text, Span(0, 300_000), "claim")
    usual = csv.field_size_limit()
    assert from_csv(to_csv([Item(item.id, item, "proposed", STAMP)]))[0].content == item
    assert csv.field_size_limit() == usual


def test_the_page_is_a_web_annotation():
    page = json.loads(to_jsonld([Item(cite().id, cite(), "accepted", STAMP)]))
    assert page["@context"][0] == "http://www.w3.org/ns/anno.jsonld"
    annotation = page["items"][0]
    assert annotation["type"] == "Annotation"
    assert [selector["type"] for selector in annotation["target"]["selector"]] == [
        "TextPositionSelector",
        "TextQuoteSelector",
    ]
    assert annotation["target"]["selector"][1]["exact"] == "will sail"


GOOD = Item(cite().id, cite(), "accepted", STAMP)


def changed_page(change):
    page = json.loads(to_jsonld([GOOD]))
    change(page["items"][0])
    return json.dumps(page)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("nonsense", "expected an AnnotationPage"),
        ("[" * 100_000, "expected an AnnotationPage"),
        ("[]", "expected an object"),
        ('{"type": "AnnotationPage", "items": [3]}', "annotation 1: not of the shape"),
        (changed_page(lambda one: one.pop("created")), "annotation 1: key 'created' is missing"),
        (changed_page(lambda one: one.update(body=[])), "annotation 1: not of the shape"),
        (changed_page(lambda one: one.update(created="now")), "annotation 1: when: expected a moment"),
        (changed_page(lambda one: one.update(id="x")), "expected an id such as"),
        (changed_page(lambda one: one["body"][0].update(value="qoute")), 'did you mean "quote"'),
        (changed_page(lambda one: one["body"][1].update({"detente:x": 1})), 'unknown key "x"'),
    ],
)
def test_jsonld_refused(text, said):
    with pytest.raises(EvidenceError, match=said):
        from_jsonld(text)


def changed_table(old, new):
    text = to_csv([GOOD])
    assert old in text
    return text.replace(old, new, 1)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", 'row 1: column "id" is missing'),
        ("id;status", 'column "source" is missing'),
        ("id|status", 'unknown column "id|status"'),
        (changed_table("speaker", "speeker"), 'unknown column "speeker"; did you mean "speaker"'),
        (changed_table("accepted", "acepted"), "CSV: row 2: expected an id such as"),
        (changed_table(",23,", ",x,"), 'row 2: start: expected a number, got "x"'),
        (changed_table("will sail", "will sink now"), "row 2: quote: expected start < end"),
        (changed_table(",will sail,", ',"will" sail,'), "CSV: expected cells parted by commas"),
        (",".join(COLUMNS) + "\nq-1,accepted", "CSV: row 2: when: expected"),
    ],
)
def test_csv_refused(text, said):
    with pytest.raises(EvidenceError, match=said):
        from_csv(text)


def test_columns_may_be_moved_and_left_out():
    rows = list(csv.DictReader(to_csv([GOOD]).splitlines()))
    kept = [column for column in reversed(COLUMNS) if rows[0][column]]
    text = ",".join(kept) + "\n" + ",".join(f'"{rows[0][column]}"' for column in kept)
    assert from_csv(text) == (GOOD,)


@pytest.mark.parametrize("sign", [";", "\t"])
def test_a_table_is_read_as_spreadsheets_of_other_countries_write_it(sign):
    poll = cite("poll", value=0.69, margin=2.5, note="by phone; 1,004 asked")
    found = (Item(poll.id, poll, "accepted", STAMP), GOOD)
    lines = _Written()
    rows = list(csv.reader(to_csv(found).splitlines()))
    place = COLUMNS.index("value")
    rows[1][place] = rows[1][place].replace(".", ",")
    csv.writer(lines, delimiter=sign).writerows(rows)
    assert from_csv("\ufeff" + "".join(lines)) == found


class _Written(list):
    """What a CSV writer writes to."""

    write = list.append


SOURCE = Source(
    title="The ferry",
    authors=("M. Orr", "A. Lee"),
    publisher="The Courier",
    issued="2025-08",
    sha256=cite().source,
    reliability="B",
)


def test_who_published_the_text_goes_out_in_both_formats():
    sources = {cite().source: SOURCE}
    target = json.loads(to_jsonld([GOOD], sources))["items"][0]["target"]["source"]
    assert target["id"].endswith(cite().source)
    assert target["detente:csl"] == SOURCE.as_csl()
    row = next(csv.DictReader(to_csv([GOOD], sources).splitlines()))
    assert (row["source_title"], row["source_authors"]) == ("The ferry", "M. Orr; A. Lee")
    assert (row["source_publisher"], row["source_issued"], row["source_reliability"]) == (
        "The Courier",
        "2025-08",
        "B",
    )
    assert from_jsonld(to_jsonld([GOOD], sources)) == from_csv(to_csv([GOOD], sources)) == (GOOD,)


def test_what_an_edited_item_was_proposed_as_goes_out_and_in():
    edited = Item(cite().id, cite(speaker="LEE"), "accepted", STAMP, STAMP, first=cite())
    assert from_jsonld(to_jsonld([edited])) == from_csv(to_csv([edited])) == (edited,)
