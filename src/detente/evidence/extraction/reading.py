"""A document as the rules see it: its sentences, who is named where, its quotations, its parse."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from detente.evidence.document import Document, Span
from detente.evidence.extraction.actors import ActorTable
from detente.evidence.extraction.issuer import issuer
from detente.evidence.extraction.marks import Marked, marked
from detente.evidence.extraction.mentions import Cast, cast
from detente.evidence.extraction.parse import Model, Parsed, Token, parse
from detente.evidence.extraction.sentences import Sentence, sentences
from detente.evidence.extraction.status import SHALL
from detente.evidence.extraction.turns import Turn, turns

__all__ = ["Reading", "read"]


BINDING, SHARE = 3, 0.25  # sentences with *shall* that more than so many, and so great a share, make an agreement


@dataclass(frozen=True, slots=True)
class Reading:
    """What is known of a document before any claim is read out of it."""

    document: Document
    sentences: tuple[Sentence, ...]
    cast: Cast
    marks: tuple[Marked, ...]
    parsed: tuple[Parsed, ...]
    issuer: str | None = None
    turns: tuple[Turn, ...] = ()
    binding: bool = False  # whether it is an agreement, in which what the parties *recognise* is nobody's report

    @property
    def text(self) -> str:
        """The raw text."""
        return self.document.raw

    def sentence_at(self, position: int) -> Sentence:
        """The last sentence that begins at or before a position, or the first of all."""
        return self.sentences[max(bisect_right(self.sentences, position, key=lambda s: s.span.start) - 1, 0)]

    def mark_at(self, position: int) -> Marked | None:
        """The quotation that holds a position, or None."""
        index = bisect_right(self.marks, position, key=lambda mark: mark.span.start) - 1
        return self.marks[index] if index >= 0 and position < self.marks[index].span.end else None

    def in_direct(self, parsed: Parsed, token: Token) -> bool:
        """Whether a token is part of a quoted statement."""
        mark = self.mark_at(parsed.span(token).start)
        return mark is not None and mark.direct

    def marks_over(self, span: Span) -> list[Marked]:
        """The quotations that share a character with a range."""
        first = bisect_right(self.marks, span.start, key=lambda mark: mark.span.start) - 1
        last = bisect_left(self.marks, span.end, key=lambda mark: mark.span.start)
        return [mark for mark in self.marks[max(first, 0) : last] if mark.span.overlaps(span)]

    def marks_in(self, span: Span) -> list[Marked]:
        """The quotations that begin in a range."""
        first = bisect_left(self.marks, span.start, key=lambda mark: mark.span.start)
        return list(self.marks[first : bisect_left(self.marks, span.end, key=lambda mark: mark.span.start)])


def read(document: Document, *, table: ActorTable, model: Model | None, day: date | None) -> Reading:
    """Prepare a document for the rules; with a model, also its parse."""
    found = sentences(document)
    spoken = turns(document.raw, found)
    leads = {turn.block: turn.words.start for turn in spoken}
    parsed, named = parse(document.raw, found, model, leads) if model is not None else ((), ())
    who = cast(document.raw, document.kept, table, day=day, named=named)
    issued = issuer(document.raw, found, who)
    if issued is not None:  # whose spokesman and minister speak without their country's name
        who = cast(document.raw, document.kept, table, day=day, named=named, home=issued)
    return Reading(
        document, found, who, tuple(marked(document.raw, found)), parsed, issued, spoken, _binds(document.raw, found)
    )


def _binds(text: str, found: Sequence[Sentence]) -> bool:
    told = [SHALL.search(sentence.span.of(text)) for sentence in found if not sentence.heading]
    return sum(match is not None for match in told) > max(BINDING, SHARE * len(told))
