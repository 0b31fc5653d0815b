"""A condition as a passage: where it ends, what it says, and what follows from it."""

import re
from dataclasses import dataclass

from detente.evidence.document import Span
from detente.evidence.extraction.parse import Parsed, Token
from detente.evidence.extraction.reading import Reading
from detente.evidence.extraction.sentences import SPEECH

__all__ = ["Condition", "before_but", "consequent_of", "tight", "told", "within"]

SAID_AFTER = re.compile(
    rf"[,”\"]+ (?:he|she|they|it|(?:the |a |an )?[A-Z][^,;.]{{1,60}}?)(?:,[^,;.]{{2,80}},)? {SPEECH}\b"
)
BUT = re.compile(r", but (?!also\b)|[;:] ")
ENDS = ' ,;:.!?–—”"'


@dataclass(frozen=True, slots=True)
class Condition:
    """A conditional clause: its range with the marker, what it says, what follows from it, and their verbs."""

    span: Span
    form: str
    said: Span
    consequent: Span | None
    clause: Token
    governor: Token | None


def told(verb: Token) -> Token:
    """The verb of what is told, where a verb only tells it after the fact: *peace is possible, he said, if …*."""
    return next((c for c in verb.lefts if c.dep_ == "ccomp"), verb)


def before_but(text: str, span: Span) -> Span:
    """A condition ends where *, but*, a colon or a semicolon turns to something else."""
    found = BUT.search(text, span.start, span.end)
    return Span(span.start, found.start()) if found else span


def within(parsed: Parsed, tokens: list[Token]) -> list[Token]:
    """Some tokens in order, each once, those of the sentence alone."""
    first, last = parsed.tokens.start, parsed.tokens.end
    return sorted({int(t.i): t for t in tokens if first <= t.i < last}.values(), key=lambda t: int(t.i))


def tight(text: str, span: Span) -> Span:
    """A range without the spaces and end marks around it, nor who said it."""
    start, end = span.start, span.end
    if found := SAID_AFTER.search(text, start, min(len(text), end + 20)):
        opened = "“" in text[start : found.start()] and text[found.start()] == "”"
        end = min(end, found.start() + opened)
    while start < end and text[start] in " ,":
        start += 1
    while end > start and text[end - 1] in ENDS and not _closes(text, start, end):
        end -= 1
    return Span(start, end)


def _closes(text: str, start: int, end: int) -> bool:
    inside = text[start:end]
    return (
        (inside.endswith("”") and "“" in inside)
        or (inside.endswith('"') and inside.count('"') == 2)
        or inside.endswith("U.S.")
    )


def consequent_of(reading: Reading, parsed: Parsed, governor: Token | None, condition: Span) -> Span | None:
    """What follows from a condition: the words of its governor on one side of it, or None."""
    if governor is None or not parsed.tokens.start <= governor.i < parsed.tokens.end:
        return None
    tokens = [t for t in within(parsed, list(governor.subtree)) if not condition.overlaps(parsed.span(t))]
    before = [t for t in tokens if parsed.span(t).end <= condition.start]
    after = [t for t in tokens if parsed.span(t).start >= condition.end]
    side = after if governor in after else before if governor in before else []
    side = [t for t in side if t.lower_ != "that" or t.dep_ != "mark"]
    while side and side[-1].lower_ in ("only", "even"):
        side = side[:-1]
    if not side:
        return None
    span = tight(reading.text, parsed.over(side))
    mark = reading.mark_at(parsed.span(governor).start) or reading.mark_at(condition.start)
    if mark is not None and not mark.span.covers(span):
        span = tight(reading.text, Span(max(span.start, mark.span.start), min(span.end, mark.span.end)))
    return span if len(span) else None
