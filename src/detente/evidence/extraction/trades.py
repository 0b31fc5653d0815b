"""What is asked in a trade: *in exchange for …*, *in return, Peru would …*, *has tied talks to a withdrawal*."""

import re
from collections.abc import Iterator

from detente.evidence.document import Span
from detente.evidence.extraction.asked import Demand, phrase_span, trimmed
from detente.evidence.extraction.coordination import things
from detente.evidence.extraction.parse import Parsed, Token
from detente.evidence.extraction.parties import addressee, asker, can_ask, doer
from detente.evidence.extraction.reference import Someone
from detente.evidence.extraction.voices import NOBODY, Voices, subject_of

__all__ = ["exchanges", "returned", "tied"]

EXCHANGE = re.compile(r"\b(?:in exchange for|in return for|as the price (?:of|for))\s", re.IGNORECASE)
RETURNED = re.compile(
    r"\b(?:in exchange|in return|in turn|for (?:its|their|his|her) part),? (?=[A-Z“\"]|the |it |they )", re.IGNORECASE
)
UPON = frozenset({"on", "upon"})
MADE = 14  # tokens at most from *make* to *conditional*
TYING = frozenset({"tie", "link", "condition", "peg"})
LONG = 100  # characters of a trade beyond which only what is asked in it is told
AHEAD = frozenset({"will", "would", "shall", "must", "should", "is", "are"})


def exchanges(voices: Voices, parsed: Parsed) -> Iterator[Demand]:
    """What is asked *in exchange for* something: each member of the list, or the whole trade where there is one."""
    text, sentence = voices.reading.text, parsed.sentence.span
    for match in EXCHANGE.finditer(text, sentence.start, sentence.end):
        anchor = next((t for t in parsed.tokens if parsed.span(t).start >= match.start()), None)
        governor = (
            next((a for a in anchor.ancestors if a.pos_ in ("VERB", "AUX")), None) if anchor is not None else None
        )
        if anchor is None or governor is None:
            continue
        subject = subject_of(governor) or next((s for a in governor.ancestors if (s := subject_of(a))), None)
        holder = voices.who(parsed, subject) if subject is not None else NOBODY
        holder = holder if holder.actor else voices.speaker(parsed, anchor)
        if holder.text:
            yield from _traded(voices, parsed, match.end(), governor, holder)


def _traded(voices: Voices, parsed: Parsed, start: int, governor: Token, holder: Someone) -> Iterator[Demand]:
    text = voices.reading.text
    end = _list_end(voices, parsed, start)
    first = next((t for t in parsed.tokens if parsed.span(t).start >= start), governor)
    members = [span for span in things(voices, parsed, first) if span.start < end]
    if len(members) < 2:
        to = next((c for c in governor.children if c.tag_ == "TO"), governor)
        whole = trimmed(text, Span(max(parsed.span(governor).start, parsed.sentence.span.start), end))
        passive = any(c.dep_ == "auxpass" for c in governor.children)
        span = members[0] if members and (passive or len(whole) > LONG) else whole
        if to.i <= governor.i:
            yield Demand(parsed, span, "exchange", holder, None, governor, condition=members[0] if members else None)
        return
    for member in members:
        yield Demand(parsed, member, "exchange", holder, _named(voices, parsed, member, holder), governor)


def _list_end(voices: Voices, parsed: Parsed, start: int) -> int:
    mark = voices.reading.mark_at(start)
    said = [
        s.content.end
        for s in voices.said.get(parsed.number, ())
        if s.content and s.content.start <= start < s.content.end
    ]
    ends = [parsed.sentence.span.end, *said, *([mark.span.end] if mark else [])]
    stop = re.compile(r",? (?:according to|he said|she said|they said|officials said)\b").search(
        voices.reading.text, start, min(ends)
    )
    return stop.start() if stop else min(ends)


def returned(voices: Voices, parsed: Parsed) -> Iterator[Demand]:
    """*In return, Peru would free the crew*: asked by whoever gives something in the sentence before."""
    text, sentence = voices.reading.text, parsed.sentence.span
    match = RETURNED.search(text, sentence.start, sentence.end)
    if match is None or match.group().lower().startswith(("for", "in turn")):
        return
    verb = next((t for t in parsed.tokens if parsed.span(t).start > match.start() and _is_ahead(t)), None)
    giver = doer(voices, parsed, verb) if verb is not None else None
    holder = _other_side(voices, parsed, giver)
    if verb is not None and holder.actor is not None:
        subject = subject_of(verb)
        after = (
            max(int(t.i) for t in (subject.right_edge, *(c for c in verb.children if c.dep_ in ("aux", "auxpass"))))
            if subject is not None
            else -1
        )
        yield Demand(parsed, phrase_span(voices, parsed, verb, after=after), "exchange", holder, giver, verb)


def _is_ahead(token: Token) -> bool:
    is_to = token.dep_ == "xcomp" and token.head.lower_ in ("is", "are")  # *Peru is to free the crew*
    return token.pos_ == "VERB" and (is_to or any(c.dep_ == "aux" and c.lower_ in AHEAD for c in token.children))


def _other_side(voices: Voices, parsed: Parsed, giver: str | None) -> Someone:
    """The first party of the sentence before, or of this one, that is not the one who gives here."""
    cast = voices.reading.cast
    if giver is None:
        return NOBODY
    before = (
        voices.reading.parsed[parsed.number - 1].sentence.span.start if parsed.number else parsed.sentence.span.start
    )
    for mention in cast.inside(before, parsed.sentence.span.end):
        if not voices.same_party(mention.actor, giver) and cast.actor(mention.actor).type != "territory":
            return Someone(mention.actor, mention.span.of(voices.reading.text))
    return NOBODY


def tied(voices: Voices, parsed: Parsed) -> Iterator[Demand]:
    """*has tied talks to a withdrawal*, *made recognition conditional on a vote*: a precondition by another word."""
    for token in parsed.tokens:
        verb, first = _tied_to(parsed, token)
        holder = asker(voices, parsed, verb) if verb is not None else NOBODY
        if verb is None or first is None or not can_ask(parsed, verb, holder):
            continue
        for span in things(voices, parsed, first):
            head = next((t for t in parsed.tokens if parsed.span(t).start >= span.start and t.pos_ == "NOUN"), first)
            of = addressee(voices, parsed, head, holder.actor)
            yield Demand(parsed, span, "precondition", holder, of, verb)


def _tied_to(parsed: Parsed, token: Token) -> tuple[Token | None, Token | None]:
    """The verb that ties by this word, and the first token of what something is tied to."""
    if token.lemma_.lower() in TYING and token.pos_ == "VERB":
        to = (c for c in token.children if c.dep_ == "prep" and c.lower_ in ("to", "on", "upon") and c.i > token.i)
        thing = next((g for c in to for g in c.children if g.dep_ in ("pobj", "pcomp")), None)
        return token, thing.left_edge if thing is not None else None
    if token.lower_ not in ("conditional", "contingent", "dependent"):
        return None, None
    after = [t for t in parsed.tokens if token.i < t.i <= token.i + 2]
    if len(after) < 2 or after[0].lower_ not in UPON:
        return None, None
    made = (t for t in parsed.tokens if token.i - MADE < t.i < token.i and t.lemma_ == "make" and t.pos_ == "VERB")
    return next(made, None), after[1]


def _named(voices: Voices, parsed: Parsed, span: Span, holder: Someone) -> str | None:
    inside = voices.reading.cast.inside(span.start, span.end)
    head = next((t for t in parsed.tokens if parsed.span(t).start >= span.start and t.pos_ == "NOUN"), None)
    if head is None or not inside:
        return None
    return addressee(voices, parsed, head, holder.actor)
