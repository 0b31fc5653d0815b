"""What was read: the text as received, which parts of it are the article, and what it says of itself.

Positions are Unicode code points into `Document.raw`, half-open, from zero. Nothing is ever cut out of the
raw text: navigation, notices and forms stay in it and are only left out of `Document.kept`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from sys import maxsize
from typing import Any, Self

from detente.errors import EvidenceError
from detente.evidence.edtf import edtf

__all__ = ["CONTEXT", "FACTS", "Document", "Span"]

CONTEXT = 32  # code points of prefix and suffix kept with a passage, enough to tell repeated phrases apart


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of code points, ``start`` ≤ position < ``end``."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise EvidenceError(f"span: expected 0 ≤ start ≤ end, got start {self.start}, end {self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """The characters of the text that stand in this range."""
        return text[self.start : self.end]

    def covers(self, other: "Span") -> bool:
        """Whether the other range lies wholly inside this one."""
        return self.start <= other.start and other.end <= self.end

    def shared(self, other: "Span") -> int:
        """How many characters stand in both ranges."""
        return max(0, min(self.end, other.end) - max(self.start, other.start))

    def overlaps(self, other: "Span") -> bool:
        """Whether the two ranges share a character."""
        return self.shared(other) > 0


FACTS = ("title", "date", "author", "publisher", "url")  # what a document says of itself
EVERYTHING = (Span(0, maxsize),)  # a document none of which is known to be dirt


@dataclass(frozen=True, slots=True)
class Document:
    """A text as received, and what is known of where it comes from.

    Parameters
    ----------
    raw
        The text exactly as received, after decoding; line ends as they came.
    kept
        The ranges that are the article proper, in order and apart from each other; all of it unless given.
    name
        The file name or address it was read from; says nothing about who published it.
    title, author, publisher, url
        As the document itself gives them, else None.
    date
        When it was published, in EDTF and no more precise than the document says, else None.
    notices
        What the reader should know about how it was read (a wrong declared encoding, pages without text).

    Raises
    ------
    EvidenceError
        For a NUL or a lone surrogate in the text, ranges out of order or outside it, a date that is no date.
    """

    raw: str
    kept: tuple[Span, ...] = EVERYTHING
    name: str = ""
    title: str | None = None
    date: str | None = None
    author: str | None = None
    publisher: str | None = None
    url: str | None = None
    notices: tuple[str, ...] = ()
    digest: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "digest", _digest(self.raw, self.name))
        kept = (Span(0, len(self.raw)),) if self.kept == EVERYTHING else tuple(self.kept)
        _check_kept(kept, len(self.raw), self.name)
        object.__setattr__(self, "kept", kept)
        if self.date is not None:
            edtf(self.date, key=f"{self.name}: date" if self.name else "date")

    @classmethod
    def from_mapping(cls, raw: str, values: Mapping[str, Any]) -> Self:
        """The document of a text and of what `as_mapping` said beside it.

        Raises
        ------
        EvidenceError
            Where the text is another than the one described, or a value is of another shape.
        """
        try:
            kept = tuple(Span(int(start), int(end)) for start, end in values["kept"])
            facts = {key: str(values[key]) for key in ("name", *FACTS) if values.get(key) is not None}
            document = cls(raw, kept, notices=tuple(map(str, values.get("notices", ()))), **facts)
        except (KeyError, TypeError, ValueError) as error:
            raise EvidenceError(
                f"document: expected what is known of a text, got {dict(values)!r}: {error}"
            ) from None
        if values.get("sha256", document.digest) != document.digest:
            raise EvidenceError(f"{document.name}: the text was changed since it was taken in: its digest is another")
        return document

    def as_mapping(self) -> dict[str, Any]:
        """All that is known beside the text itself, by name: plain values, fit for JSON or TOML."""
        facts = {key: value for key in ("name", *FACTS) if (value := getattr(self, key))}
        kept = [[span.start, span.end] for span in self.kept]
        return {**facts, "sha256": self.digest, "kept": kept, "notices": list(self.notices)}

    def line(self, position: int) -> int:
        """The number of the line of `raw` on which a position is, from 1."""
        return self.raw.count("\n", 0, position) + 1

    @property
    def article(self) -> str:
        """The kept text alone, for a reader; its positions are its own, not those of `raw`."""
        return "\n".join(span.of(self.raw).rstrip("\r\n") for span in self.kept)

    @property
    def blanked(self) -> str:
        """The raw text with what is not kept turned to spaces, line ends left: the positions of `raw` hold."""
        pieces, done = [], 0
        for span in self.kept:
            pieces += [_blank(self.raw[done : span.start]), span.of(self.raw)]
            done = span.end
        return "".join([*pieces, _blank(self.raw[done:])])

    def keeps(self, span: Span) -> bool:
        """Whether the whole range is part of the article proper."""
        return any(kept.covers(span) for kept in self.kept)

    def context(self, span: Span, *, width: int = CONTEXT) -> tuple[str, str]:
        """The characters just before and just after a range, at most `width` of each."""
        return self.raw[max(0, span.start - width) : span.start], self.raw[span.end : span.end + width]

    def within(self, span: Span) -> Self:
        """The same document, refusing a range that reaches beyond its text."""
        if span.end > len(self.raw):
            where = f"{self.name}: " if self.name else ""
            raise EvidenceError(
                f"{where}span {span.start}–{span.end} ends beyond the text of {len(self.raw)} characters"
            )
        return self


def _digest(raw: str, name: str) -> str:
    where = f"{name}: " if name else ""
    if "\0" in raw:
        raise EvidenceError(f"{where}the text has a NUL character at position {raw.index(chr(0))}: expected text")
    try:
        return sha256(raw.encode("utf-8")).hexdigest()
    except UnicodeEncodeError as error:
        raise EvidenceError(f"{where}half a UTF-16 pair stands alone at position {error.start}") from None


def _check_kept(kept: tuple[Span, ...], length: int, name: str) -> None:
    ends = [0, *(span.end for span in kept)]
    if any(span.start < end for span, end in zip(kept, ends, strict=False)) or ends[-1] > length:
        where = f"{name}: " if name else ""
        raise EvidenceError(f"{where}kept: expected ranges in order, apart, inside {length} characters, got {kept}")


def _blank(text: str) -> str:
    return "".join(sign if sign in "\r\n" else " " for sign in text)
