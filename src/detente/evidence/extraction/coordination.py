"""One demand for each thing asked in one breath: *to share data, to keep the gates shut and to accept observers*.

Clauses are parted wherever they are joined, with a subject each or none; bare nouns only in a list of three or more,
as two are often one thing (*food and medicine*), unless each has its article and what belongs to it.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from detente.evidence.document import Span
from detente.evidence.extraction.demands import Demand, phrase_span, trimmed
from detente.evidence.extraction.parse import Token
from detente.evidence.extraction.voices import Voices

__all__ = ["parted"]

FEWEST_NOUNS = 3
INFINITIVES = re.compile(r",?\s+(?P<last>and|or)\s+to\s+(?=[a-z])|,\s+to\s+(?=[a-z])")
NOUNS = re.compile(r",\s+(?P<last>and|or)\s+(?=\w)|,\s+(?=(?:an?|the|its|their|full|no)\s)")


def parted(voices: Voices, demand: Demand) -> Iterator[Demand]:
    """The demand, or one for each of its members where it asks for several things."""
    tokens = [t for t in demand.parsed.tokens if demand.span.covers(demand.parsed.span(t))]
    places = {t.i for t in tokens}
    head = next((t for t in tokens if t.head.i not in places or t.head == t), None)
    members = [head, *_joined(head, places)] if head is not None else []
    if len(members) < 2 or not _can_part(members):
        yield from _by_words(voices, demand, head)
        return
    for number, member in enumerate(members):
        stop = members[number + 1] if number + 1 < len(members) else None
        yield replace(demand, span=_own(voices, demand, member, stop, first=number == 0))


def _by_words(voices: Voices, demand: Demand, head: Token | None) -> Iterator[Demand]:
    """Members told apart by their first words, where a long list is not read as one: *, to …, and to …*."""
    raw, cuts = voices.reading.text, [demand.span.start]
    verb = head is not None and head.pos_ in ("VERB", "AUX")
    joints = list((INFINITIVES if verb else NOUNS).finditer(raw, demand.span.start, demand.span.end))
    if any(joint["last"] for joint in joints) and (verb or len(joints) + 1 >= FEWEST_NOUNS):
        cuts += [place for joint in joints for place in joint.span()]
    cuts.append(demand.span.end)
    yield from (replace(demand, span=trimmed(raw, Span(a, b))) for a, b in zip(cuts[::2], cuts[1::2], strict=True))


def _joined(head: Token, places: set[int]) -> Iterator[Token]:
    for child in head.children:
        if child.dep_ == "conj" and child.i in places:
            yield child
            yield from _joined(child, places)


def _can_part(members: list[Token]) -> bool:
    kinds = {"verb" if t.pos_ in ("VERB", "AUX") else "noun" if t.pos_ in ("NOUN", "PROPN") else "" for t in members}
    if kinds == {"noun"}:
        return len(members) >= FEWEST_NOUNS or all(map(_is_full, members))
    subjects = [any(c.dep_ in ("nsubj", "nsubjpass") for c in member.children) for member in members]
    return kinds == {"verb"} and (all(subjects) or not any(c.dep_ == "nsubj" for c in members[0].children))


def _is_full(noun: Token) -> bool:
    """Whether a noun stands with its own article and what belongs to it: *the release of the crew*."""
    determined = any(c.dep_ in ("det", "poss") for c in noun.children)
    return determined and any(c.i > noun.i and c.dep_ in ("prep", "relcl", "acl") for c in noun.children)


def _own(voices: Voices, demand: Demand, member: Token, stop: Token | None, *, first: bool) -> Span:
    """The words of one member: from its first word, or the demand's, to where the next begins."""
    parsed, raw = demand.parsed, voices.reading.text
    to = next((int(c.i) for c in member.children if c.tag_ == "TO"), -1)
    start = demand.span.start if first else phrase_span(voices, parsed, member, after=to).start
    if stop is None:
        return trimmed(raw, Span(start, demand.span.end))
    before = min(t.i for t in stop.subtree)
    last = max(t.i for t in parsed.tokens if t.i < before and t.dep_ != "cc" and not t.is_punct)
    end = next(parsed.span(t).end for t in parsed.tokens if t.i == last)
    return trimmed(raw, Span(start, max(end, start + 1)))
