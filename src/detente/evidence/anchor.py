"""How a passage is found: a quote in a text, an item in an edited text, a position at the browser's edge.

Nothing here guesses. A quote that stands in several places is refused with the places; an item whose words are
no longer there, or no longer there alone, is an orphan.

Positions are code points. Browsers count UTF-16 code units: `to_utf16` and `from_utf16` convert.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any
from unicodedata import combining, normalize

from detente.errors import EvidenceError
from detente.evidence.document import CONTEXT, Document, Span
from detente.evidence.record import Evidence

__all__ = [
    "TextPositionSelector",
    "TextQuoteSelector",
    "confirm",
    "from_utf16",
    "locate",
    "occurrences",
    "reanchor",
    "selectors",
    "to_utf16",
]

DOUBLE_QUOTES = "“”„‟«»＂″"
SINGLE_QUOTES = "‘’‚‛‹›`´′＇"
DASHES = "‐‑‒–—―−﹣－"
INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"  # soft hyphen, zero-width signs, byte-order mark
PLACES_NAMED = 5  # places listed in a message; the count says the rest
SHOWN = 60  # characters of a quote shown in a message

ALIKE = (
    dict.fromkeys(DOUBLE_QUOTES, '"')
    | dict.fromkeys(SINGLE_QUOTES, "'")
    | dict.fromkeys(DASHES, "-")
    | dict.fromkeys(INVISIBLE, "")
    | {"…": "..."}
)


@dataclass(frozen=True, slots=True)
class TextPositionSelector:
    """Where a passage stands: half-open code points, as the Web Annotation model counts."""

    start: int
    end: int

    def as_json(self) -> dict[str, Any]:
        """The selector in the words of the Web Annotation model."""
        return {"type": "TextPositionSelector", "start": self.start, "end": self.end}


@dataclass(frozen=True, slots=True)
class TextQuoteSelector:
    """What a passage says, with the text just before and after it."""

    exact: str
    prefix: str = ""
    suffix: str = ""

    def as_json(self) -> dict[str, Any]:
        """The selector in the words of the Web Annotation model."""
        return {
            "type": "TextQuoteSelector",
            "exact": self.exact,
            "prefix": self.prefix,
            "suffix": self.suffix,
        }


def selectors(item: Evidence) -> tuple[TextPositionSelector, TextQuoteSelector]:
    """The two ways in which an item says where its passage is."""
    return (
        TextPositionSelector(item.start, item.end),
        TextQuoteSelector(item.exact, item.prefix, item.suffix),
    )


@dataclass(frozen=True, slots=True)
class Folded:
    """A text with signs that mean the same made the same, and where each of its characters came from.

    `starts[i]` and `ends[i]` are the range in the original text that character i stands for; the characters of
    one expansion (``…`` to three dots) share it.
    """

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    @classmethod
    def of(cls, text: str) -> "Folded":
        """Quotes, dashes, spaces, case and accents written in two ways, each made one."""
        signs, starts, ends = [], [], []
        for start, end, folded in _folds(text):
            signs.append(folded)
            starts += [start] * len(folded)
            ends += [end] * len(folded)
        return cls("".join(signs), tuple(starts), tuple(ends))

    def original(self, start: int, end: int) -> Span | None:
        """The range of the original text, or None where it would cut a character in two."""
        cut_before = start > 0 and self.starts[start - 1] == self.starts[start]
        cut_after = end < len(self.text) and (self.ends[end] == self.ends[end - 1] or combining(self.text[end]) != 0)
        return None if cut_before or cut_after else Span(self.starts[start], self.ends[end - 1])


def occurrences(text: str, quote: str) -> tuple[Span, ...]:
    """Every place where the quote stands: exactly or, where it nowhere does, with signs alike made the same.

    Places may overlap. Empty where there is none.
    """
    return _exactly(text, quote) or _alike(text, quote)


def locate(
    document: Document,
    quote: str,
    *,
    prefix: str = "",
    suffix: str = "",
    within: Span | None = None,
) -> Span:
    """The one place where the quote stands.

    Parameters
    ----------
    document, quote
        Where to look and for what.
    prefix, suffix
        Words that stand just before and just after it, to tell several places apart.
    within
        A range (a sentence, a paragraph) that the place must lie in.

    Raises
    ------
    EvidenceError
        Where the quote is empty, is nowhere, or is in several places.
    """
    if not quote.strip():
        raise EvidenceError(f"{_at(document)}the quote is empty: expected words of the text")
    elsewhere: tuple[Span, ...] = ()
    for find in (_exactly, _alike):
        found = find(document.raw, quote)
        places = tuple(
            place
            for place in found
            if (within is None or within.covers(place)) and _follows(document.raw, place, prefix, suffix)
        )
        if len(places) == 1:
            return places[0]
        if places:
            raise EvidenceError(_ambiguous(document, quote, places))
        elsewhere = elsewhere or found
    raise EvidenceError(_elsewhere(document, quote, elsewhere) if elsewhere else _absent(document, quote))


def confirm(item: Evidence, document: Document) -> Evidence:
    """The item itself, where the document is its own and the passage stands where it says.

    Raises
    ------
    EvidenceError
        Where the item rests on another text, or the words are not at its place.
    """
    if item.source != document.digest:
        raise EvidenceError(
            f"{item.id}: rests on the text {item.source[:12]}…, but {_named(document)} is {document.digest[:12]}…"
        )
    if item.span.of(document.raw) != item.exact:
        got = _shown(item.span.of(document.raw))
        raise EvidenceError(f"{item.id}: at {item.start}–{item.end} expected {_shown(item.exact)}, got {got}")
    return item


def reanchor(item: Evidence, document: Document, *, old: Document | None = None) -> Evidence | None:
    """The item on an edited text where its words stand there beyond doubt, else None: an orphan.

    Beyond doubt is: the very words, with at least 32 characters of their surroundings or an edge of the text, in
    one place only. Where the text as it was is given, also: wholly before the first change or behind the last.
    """
    place = _aligned(item.span, old.raw, document.raw) if old and old.digest == item.source else None
    place = place or _same_words(item, document.raw)
    if place is None:
        return None
    prefix, suffix = document.context(place)
    return replace(item, source=document.digest, start=place.start, end=place.end, prefix=prefix, suffix=suffix)


def to_utf16(text: str, span: Span) -> tuple[int, int]:
    """The range in UTF-16 code units, as a browser counts.

    >>> to_utf16("🚢 sails", Span(2, 7))
    (3, 8)
    """
    start = _units(text[: span.start])
    return start, start + _units(span.of(text))


def from_utf16(text: str, start: int, end: int) -> Span:
    """The range in code points of a range that a browser gave.

    Raises
    ------
    EvidenceError
        Where an end lies inside a character, is reversed, or is beyond the text.
    """
    units = text.encode("utf-16-le")
    if not 0 <= start <= end or end * 2 > len(units):
        raise EvidenceError(f"UTF-16 range {start}–{end}: expected 0 ≤ start ≤ end ≤ {len(units) // 2} code units")
    try:
        before, inside = units[: start * 2].decode("utf-16-le"), units[start * 2 : end * 2].decode("utf-16-le")
    except UnicodeDecodeError:
        raise EvidenceError(f"UTF-16 range {start}–{end}: an end lies inside a character") from None
    return Span(len(before), len(before) + len(inside))


def _units(text: str) -> int:
    return len(text) + sum(sign > "\uffff" for sign in text)


def _found(text: str, quote: str) -> Iterator[int]:
    at = text.find(quote)
    while at >= 0:
        yield at
        at = text.find(quote, at + 1)


def _folds(text: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and folded form, sign by sign; a run of spaces is one sign."""
    run = None
    for at, sign in enumerate(text):
        if sign.isspace():
            run = at if run is None else run
            continue
        folded = ALIKE.get(sign, sign)
        if run is not None and folded:
            yield run, at, " "
            run = None
        yield at, at + 1, normalize("NFD", folded.casefold())


def _exactly(text: str, quote: str) -> tuple[Span, ...]:
    return tuple(Span(at, at + len(quote)) for at in _found(text, quote)) if quote.strip() else ()


def _alike(text: str, quote: str) -> tuple[Span, ...]:
    wanted = Folded.of(quote.strip()).text
    if not wanted:
        return ()
    folded = Folded.of(text)
    found = (folded.original(at, at + len(wanted)) for at in _found(folded.text, wanted))
    return tuple(span for span in found if span)


def _follows(text: str, place: Span, prefix: str, suffix: str) -> bool:
    """Whether the words before and after a place are those, signs alike made the same."""
    before, after = text[: place.start], text[place.end :]
    wanted_before, wanted_after = Folded.of(prefix).text.strip(), Folded.of(suffix).text.strip()
    near_before = Folded.of(before[-4 * len(prefix) - CONTEXT :]).text.rstrip() if wanted_before else ""
    near_after = Folded.of(after[: 4 * len(suffix) + CONTEXT]).text.lstrip() if wanted_after else ""
    return near_before.endswith(wanted_before) and near_after.startswith(wanted_after)


def _aligned(span: Span, old: str, new: str) -> Span | None:
    """The range before the first or behind the last change between two texts."""
    same_start = _common(old, new)
    if span.end <= same_start:
        return span
    shift = len(new) - len(old)
    same_end = _common(old[::-1], new[::-1])
    behind = span.start >= len(old) - same_end and span.start + shift >= 0
    return Span(span.start + shift, span.end + shift) if behind else None


def _common(one: str, other: str) -> int:
    """How many characters two texts begin with in common."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _same_words(item: Evidence, text: str) -> Span | None:
    """The one place of the very words with surroundings enough, or None."""
    places = []
    for at in _found(text, item.exact):
        place = Span(at, at + len(item.exact))
        before, after = text[max(0, at - CONTEXT) : at], text[place.end : place.end + CONTEXT]
        kept = CONTEXT if before == item.prefix else len(item.prefix) * before.endswith(item.prefix)
        kept += CONTEXT if after == item.suffix else len(item.suffix) * after.startswith(item.suffix)
        if kept >= CONTEXT:
            places.append(place)
    return places[0] if len(places) == 1 else None


def _at(document: Document) -> str:
    return f"{document.name}: " if document.name else ""


def _named(document: Document) -> str:
    return document.name or "this document"


def _shown(text: str) -> str:
    flat = " ".join(text.split())
    return f"“{flat[:SHOWN]}…”" if len(flat) > SHOWN else f"“{flat}”"


def _lines(text: str, places: tuple[Span, ...]) -> str:
    """The places as line and column, the first few of them."""
    named = []
    for place in places[:PLACES_NAMED]:
        before = text[: place.start]
        named.append(f"line {before.count(chr(10)) + 1} column {place.start - before.rfind(chr(10))}")
    rest = len(places) - len(named)
    return "; ".join(named) + (f"; and {rest} more" if rest else "")


def _ambiguous(document: Document, quote: str, places: tuple[Span, ...]) -> str:
    return (
        f"{_at(document)}{_shown(quote)} stands in {len(places)} places ({_lines(document.raw, places)}): "
        "quote more words, or give the words just before or after it"
    )


def _elsewhere(document: Document, quote: str, places: tuple[Span, ...]) -> str:
    return (
        f"{_at(document)}{_shown(quote)} stands at {_lines(document.raw, places)}, "
        "but not with those words around it or not in that part of the text"
    )


def _absent(document: Document, quote: str) -> str:
    """That the quote is nowhere, and how much of its beginning is somewhere."""
    text, wanted = Folded.of(document.raw), Folded.of(quote.strip()).text
    low, high = 0, len(wanted)
    while low < high:  # a longer beginning is never found where a shorter one is not
        middle = (low + high + 1) // 2
        low, high = (middle, high) if wanted[:middle] in text.text else (low, middle - 1)
    message = f"{_at(document)}{_shown(quote)} is not in the text"
    if low < min(12, len(wanted)):
        return message
    at = text.text.index(wanted[:low])
    stop = text.ends[at + low - 1]
    place = Span(text.starts[at], stop)
    goes_on = _shown(document.raw[stop : stop + CONTEXT])
    return f"{message}: its first {low} characters stand at {_lines(document.raw, (place,))}, then comes {goes_on}"
