"""Items in the formats of others: JSON-LD by the W3C Web Annotation model, and CSV for a spreadsheet.

Both hold all that an `Item` holds, so that out and in again is the same items, and beside it who published the text,
which is read by others and not on the way in. How items come into a ledger: `detente.evidence.adoption`.

A spreadsheet runs cells that begin with ``=``, ``+``, ``-`` or ``@``. The words of a document may begin so; such
cells are written with an apostrophe before them, which is taken off again on the way in. Where a comma is the decimal
sign, spreadsheets part cells by semicolons: that is seen from the first row.
"""

import csv
from collections.abc import Iterable, Mapping
from hashlib import sha256
from json import dumps, loads
from types import MappingProxyType
from typing import Any

from detente.errors import EvidenceError, did_you_mean
from detente.evidence.anchor import selectors
from detente.evidence.ledger import Entry, Item, Stamp
from detente.evidence.record import ANCHOR, FIELDS, LETTERS, Evidence
from detente.evidence.review import STATUSES
from detente.evidence.source import Source

__all__ = ["COLUMNS", "from_csv", "from_jsonld", "to_csv", "to_jsonld"]

ANNO = "http://www.w3.org/ns/anno.jsonld"
OWN = "detente"  # the prefix of what the Web Annotation model has no word for
CONTEXT = [ANNO, {OWN: "urn:detente:"}]
ITEM, DOCUMENT, PAGE = "urn:detente:item:", "urn:detente:document:", "urn:detente:page:"
LINKS = ("contradicts", "supersedes", "superseded_by")
STAMPS = ("proposed_who", "proposed_when", "reviewed_who", "reviewed_when")
FIRST = "first"  # what an edited item was proposed as
OF_SOURCE = {  # column → what of the source stands in it
    "source_type": "type",
    "source_title": "title",
    "source_authors": "authors",
    "source_publisher": "publisher",
    "source_issued": "issued",
    "source_url": "url",
    "source_reliability": "reliability",
}
COLUMNS = ("id", "status", *FIELDS, *STAMPS, *LINKS, FIRST, *OF_SOURCE)
PARTED_BY = (",", ";", "\t")
ACTIVE = ("=", "+", "-", "@", "\t", "\r", "'")  # what a cell of text may not begin with
NUMBERS: Mapping[str, type[int | float]] = {
    "start": int,
    "end": int,
    "credibility": int,
    "value": float,
    "margin": float,
}
NEEDED = ("id", "status", *ANCHOR[:5], "proposed_who", "proposed_when")
NOBODY: Mapping[str, Source] = MappingProxyType({})
TRUTH = {"true": True, "false": False, "": False}


def to_jsonld(items: Iterable[Item], sources: Mapping[str, Source] = NOBODY) -> str:
    """The items as an AnnotationPage; ranges are code points, as the Web Annotation model counts.

    `sources` says who published the text of each digest: a CSL record at the annotation's target.
    """
    annotations = [_annotation(item, sources.get(item.content.source)) for item in items]
    seal = sha256(dumps(annotations, sort_keys=True).encode()).hexdigest()
    page = {"@context": CONTEXT, "id": PAGE + seal[:12], "type": "AnnotationPage", "items": annotations}
    return dumps(page, ensure_ascii=False, indent=2) + "\n"


def from_jsonld(text: str) -> tuple[Item, ...]:
    """The items of an AnnotationPage that `to_jsonld` wrote.

    Raises
    ------
    EvidenceError
        Where the text is no such page; the message names the annotation.
    """
    try:
        page = loads(text)
    except (ValueError, RecursionError) as error:
        raise EvidenceError(f"JSON-LD: expected an AnnotationPage: {error}") from None
    if not isinstance(page, dict) or page.get("type") != "AnnotationPage" or not isinstance(page.get("items"), list):
        raise EvidenceError('JSON-LD: expected an object with "type": "AnnotationPage" and "items"')
    return tuple(_placed(_item_of, found, f"annotation {place}") for place, found in enumerate(page["items"], 1))


def to_csv(items: Iterable[Item], sources: Mapping[str, Source] = NOBODY) -> str:
    """The items as one row each under `COLUMNS`; empty cells are values that are not set.

    `sources` says who published the text of each digest.
    """
    lines = _Lines()
    writer = csv.writer(lines)
    writer.writerow(COLUMNS)
    rows = (_row(item, sources.get(item.content.source)) for item in items)
    writer.writerows([_cell(row.get(column)) for column in COLUMNS] for row in rows)
    return "".join(lines.written)


def from_csv(text: str) -> tuple[Item, ...]:
    """The items of a table that `to_csv` wrote, also after a spreadsheet moved or left out columns.

    Raises
    ------
    EvidenceError
        Where a column is unknown or missing, or a cell holds no such value; the message names the row.
    """
    rows = _rows(text.removeprefix("\ufeff"))
    header = rows[0] if rows else []
    _check_header(header)
    return tuple(
        _placed(_item_from_row, dict(zip(header, row, strict=False)), f"CSV: row {number}")
        for number, row in enumerate(rows[1:], 2)
        if any(row)
    )


def _annotation(item: Item, source: Source | None) -> dict[str, Any]:
    content = item.content.as_mapping()
    said = {f"{OWN}:{name}": value for name, value in content.items() if name not in (*ANCHOR, "id")}
    links = {f"{OWN}:{key}": [ITEM + id_ for id_ in getattr(item, key)] for key in LINKS if getattr(item, key)}
    reviewed = {"creator": {"name": item.reviewed.who}, "created": item.reviewed.when} if item.reviewed else None
    text = DOCUMENT + item.content.source
    return {
        "id": ITEM + item.id,
        "type": "Annotation",
        "motivation": "describing",
        "creator": {"name": item.proposed.who},
        "created": item.proposed.when,
        "body": [
            {"type": "TextualBody", "purpose": "tagging", "value": item.content.kind},
            {"type": f"{OWN}:Reading", **said},
        ],
        "target": {
            "source": {"id": text, "type": "Text", f"{OWN}:csl": source.as_csl()} if source else text,
            "selector": [selector.as_json() for selector in selectors(item.content)],
        },
        f"{OWN}:status": item.status,
        **({f"{OWN}:reviewed": reviewed} if reviewed else {}),
        **({f"{OWN}:{FIRST}": item.first.as_mapping()} if item.first else {}),
        **links,
    }


def _item_of(annotation: Mapping[str, Any]) -> Item:
    tag, reading = annotation["body"]
    position, quote = annotation["target"]["selector"]
    reviewed = annotation.get(f"{OWN}:reviewed")
    said = {key.removeprefix(f"{OWN}:"): value for key, value in reading.items() if key != "type"}
    source = annotation["target"]["source"]
    content = {
        "source": (source if isinstance(source, str) else source["id"]).removeprefix(DOCUMENT),
        "kind": tag["value"],
        **{key: position[key] for key in ("start", "end")},
        **{key: quote[key] for key in ("exact", "prefix", "suffix")},
        **said,
    }
    links = {key: [id_.removeprefix(ITEM) for id_ in annotation.get(f"{OWN}:{key}", [])] for key in LINKS}
    return _item(
        annotation["id"].removeprefix(ITEM),
        annotation[f"{OWN}:status"],
        content,
        (_stamp(annotation), _stamp(reviewed) if reviewed else None),
        links,
        first=annotation.get(f"{OWN}:{FIRST}"),
    )


def _stamp(made: Mapping[str, Any]) -> Stamp:
    return Stamp(made["creator"]["name"], made["created"])


def _row(item: Item, source: Source | None) -> dict[str, Any]:
    stamps = (item.proposed, item.reviewed or Stamp("", ""))
    signed = [part for stamp in stamps for part in (stamp.who, stamp.when)]
    links = {key: " ".join(getattr(item, key)) for key in LINKS}
    said = dict(zip(STAMPS, (text or None for text in signed), strict=True))
    first = {FIRST: dumps(item.first.as_mapping(), ensure_ascii=False)} if item.first else {}
    own = {"id": item.id, "status": item.status}
    return item.content.as_mapping() | own | said | links | first | (_published(source) if source else {})


def _published(source: Source) -> dict[str, Any]:
    """Who published the text, by column; several authors in one cell."""
    values = {column: getattr(source, name) for column, name in OF_SOURCE.items()}
    return values | {"source_authors": "; ".join(source.authors)}


def _item_from_row(row: Mapping[str, str]) -> Item:
    values = {key: _value(key, cell) for key, cell in row.items()}
    content = {key: value for key in FIELDS if (value := values.get(key)) is not None}
    content |= {key: content.get(key, "") for key in ("exact", "prefix", "suffix")}
    who, when, then_who, then_when = (values.get(key) for key in STAMPS)
    links = {key: str(values.get(key) or "").split() for key in LINKS}
    reviewed = Stamp(str(then_who), str(then_when)) if then_who else None
    first = loads(str(values[FIRST])) if values.get(FIRST) else None
    stamps = Stamp(str(who), str(when)), reviewed
    return _item(str(values["id"]), str(values["status"]), content, stamps, links, first=first)


def _item(
    id_: str,
    status: str,
    content: Mapping[str, Any],
    stamps: tuple[Stamp, Stamp | None],
    links: Mapping[str, list[str]],
    *,
    first: Mapping[str, Any] | None,
) -> Item:
    if status not in STATUSES or id_[:2] not in {f"{letter}-" for letter in LETTERS.values()}:
        raise EvidenceError(f'expected an id such as q-3f2a and a status of {STATUSES}, got "{id_}", "{status}"')
    for stamp in stamps:
        if stamp:
            Entry("accepted", id_, stamp.who, stamp.when)  # refuses what is no name or no moment
    contradicts, supersedes, superseded_by = (tuple(links[key]) for key in LINKS)
    item = Evidence.from_mapping(content)
    before = Evidence.from_mapping(first) if first else None
    return Item(id_, item, status, *stamps, contradicts, supersedes, superseded_by, before)


def _placed(read: Any, found: Any, where: str) -> Item:
    """What a reader makes of one record; whatever is wrong with it is said with its place."""
    try:
        item: Item = read(found)
    except EvidenceError as error:
        raise EvidenceError(f"{where}: {error}") from None
    except KeyError as error:
        raise EvidenceError(f"{where}: key {error} is missing") from None
    except (TypeError, ValueError, AttributeError) as error:
        raise EvidenceError(f"{where}: not of the shape that Detente writes ({error})") from None
    return item


class _Lines:
    """What a CSV writer writes to."""

    def __init__(self) -> None:
        self.written: list[str] = []

    def write(self, line: str) -> None:
        """Keep a line."""
        self.written.append(line)


def _rows(text: str) -> list[list[str]]:
    """The cells, row by row; only line feeds end a line, since a cell may hold other line ends."""
    usual = csv.field_size_limit(max(len(text), 1) + 1)
    try:
        lines = text.split("\n")
        return list(csv.reader((f"{line}\n" for line in lines), delimiter=_parted_by(lines[0]), strict=True))
    except csv.Error as error:
        raise EvidenceError(f"CSV: expected cells parted by commas, text in double quotes: {error}") from None
    finally:
        csv.field_size_limit(usual)


def _parted_by(header: str) -> str:
    """The sign that parts the cells: the one by which the first row has the most known columns."""
    found = {sign: {cell.strip('"') for cell in header.split(sign)} for sign in PARTED_BY}
    return max(PARTED_BY, key=lambda sign: len(found[sign].intersection(COLUMNS)))


def _check_header(header: list[str]) -> None:
    for column in header:
        if column not in COLUMNS:
            raise EvidenceError(f'CSV: row 1: unknown column "{column}"{did_you_mean(column, COLUMNS)}')
    for column in NEEDED:
        if column not in header:
            raise EvidenceError(f'CSV: row 1: column "{column}" is missing')


def _cell(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case str():
            return f"'{value}" if value.startswith(ACTIVE) else value
        case _:
            return repr(value)


def _value(key: str, cell: str) -> Any:
    if key in NUMBERS:
        return _number(key, cell) if cell else None
    if key == "hedged":
        if cell.lower() not in TRUTH:
            raise EvidenceError(f'hedged: expected true or false, got "{cell}"')
        return TRUTH[cell.lower()]
    return cell.removeprefix("'") or None


def _number(key: str, cell: str) -> float:
    try:
        return NUMBERS[key](cell.replace(",", "."))  # a comma is the decimal sign of many countries
    except ValueError:
        raise EvidenceError(f'{key}: expected a number, got "{cell}"') from None
