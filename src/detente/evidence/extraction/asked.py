"""Something asked: who asks it, of whom, and the words of the text that say what it is."""

import re
from dataclasses import dataclass

from detente.evidence.document import Span
from detente.evidence.extraction.parse import Parsed, Token
from detente.evidence.extraction.reference import Someone
from detente.evidence.extraction.voices import Voices

__all__ = ["Demand", "is_to", "negated", "phrase_span", "to_of", "trimmed", "within_mark"]

ENDS = " ,;:.!?–—"


@dataclass(frozen=True, slots=True)
class Demand:
    """Something asked: its words, form, who asks, of whom, and the token its stance is taken from."""

    parsed: Parsed
    span: Span
    form: str
    holder: Someone
    of: str | None
    at: Token
    condition: Span | None = None
    consequent: Span | None = None


def phrase_span(voices: Voices, parsed: Parsed, head: Token, *, after: int = -1) -> Span:
    """The range of a phrase from its head's subtree, tokens up to `after` left out, without end marks."""
    first, last = max(parsed.tokens.start, after + 1), parsed.tokens.end
    tokens = [t for t in sorted(head.subtree, key=lambda t: int(t.i)) if first <= t.i < last]
    while tokens and (
        (tokens[0].is_punct and tokens[0].text not in '“"[(')
        or (tokens[0].lower_ in ("that", "and", "but") and len(tokens) > 2 and tokens[0].dep_ != "nsubj")
    ):
        tokens = tokens[1:]
    span = parsed.over(tokens or [head])
    return trimmed(voices.reading.text, within_mark(voices, parsed, tokens[0] if tokens else head, span))


def within_mark(voices: Voices, parsed: Parsed, first: Token, span: Span) -> Span:
    """A range that ends at the latest with the quotation that its first word stands in."""
    mark = voices.reading.mark_at(parsed.span(first).start)
    return span if mark is None else Span(span.start, max(span.start + 1, min(span.end, mark.span.end)))


def trimmed(text: str, span: Span) -> Span:
    """A range without the spaces and end marks around it, nor a closing mark that opens outside."""
    start, end = span.start, span.end
    while start < end and (
        text[start] in ENDS or (text[start] in '“"' and not re.search('[”"]', text[start + 1 : end]))
    ):
        start += 1
    while end > start and (
        text[end - 1] in ENDS
        or (text[end - 1] in '”"' and "“" not in text[start:end] and text[start:end].count('"') % 2)
        or (text[end - 1] == "”" and "“" not in text[start:end])
    ):
        end -= 1
    if (
        end - start > 2
        and text[start] in '“"'
        and text[end - 1] in '”"'
        and not re.search('[“”"]', text[start + 1 : end - 1])
    ):
        return trimmed(text, Span(start + 1, end - 1))
    return Span(start, end) if start < end else span


def is_to(clause: Token) -> bool:
    """Whether a clause is an infinitive with *to*."""
    return any(c.tag_ == "TO" and c.i < clause.i for c in clause.children)


def to_of(clause: Token) -> int:
    """The place of an infinitive's *to* among the tokens, or -1."""
    return next((int(c.i) for c in clause.children if c.tag_ == "TO"), -1)


def negated(verb: Token) -> bool:
    """Whether a verb has *not* or *never*."""
    return any(c.dep_ == "neg" for c in verb.children)
