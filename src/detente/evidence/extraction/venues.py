"""Where a meeting may be or will be held: a place named for talks that are still to come."""

import re
from collections.abc import Iterator

from detente.evidence.document import Span
from detente.evidence.extraction.cues import hedge_cues
from detente.evidence.extraction.lexicon import words
from detente.evidence.extraction.parse import Parsed, Token
from detente.evidence.extraction.reading import Reading
from detente.evidence.extraction.voices import subject_of
from detente.evidence.record import Evidence

__all__ = ["venues"]

MEETING = words("venues_meeting")
HOSTS = frozenset({"venue", "location", "host", "site"})
COMING = words("venues_coming")
HOLD = words("venues_hold")


def venues(reading: Reading, parsed: Parsed) -> Iterator[Evidence]:
    """Places proposed or agreed for a meeting in one sentence, each once."""
    done: set[str] = set()
    for mention in reading.cast.inside(parsed.sentence.span.start, parsed.sentence.span.end):
        actor = reading.cast.actor(mention.actor)
        token = next((t for t in parsed.tokens if parsed.span(t).end == mention.span.end), None)
        if token is None or actor.type not in ("state", "territory") or actor.id in done or token.pos_ == "ADJ":
            continue
        if event := _event(token):
            done.add(actor.id)
            hedged = bool(hedge_cues(parsed.sentence.span.of(reading.text)))
            yield Evidence.cite(reading.document, mention.span, "venue", actor=actor.id, event=event, hedged=hedged)
    yield from _other_places(reading, parsed, done)


def _event(token: Token) -> str | None:
    """What would be held at the place a token names, or None."""
    verb = token.head
    if token.dep_ in ("nsubj", "nsubjpass"):
        if any(d.lower_ in HOSTS for d in verb.subtree if d.i > verb.i) or verb.lemma_ == "host":
            return _meeting_near(verb) if _is_coming(verb) or verb.lemma_ != "host" else None
        return None
    if token.dep_ == "pobj" and token.head.lower_ in ("in", "at"):
        governor = token.head.head
        if governor.lower_ in MEETING or governor.lemma_ in MEETING:
            return governor.text if _is_coming(governor) else None
        if governor.pos_ in ("VERB", "AUX") and governor.lemma_ in HOLD and _is_coming(governor):
            return _meeting_near(governor)
    return None


def _is_coming(token: Token) -> bool:
    verbs = [token, *[a for a in token.ancestors if a.pos_ in ("VERB", "AUX")][:2]]
    words = {c.lower_ for verb in verbs for c in verb.children} | {verb.lower_ for verb in verbs}
    infinitive = any(c.tag_ == "TO" for c in token.children)
    return bool(words & COMING) or infinitive


def _meeting_near(verb: Token) -> str | None:
    subject = subject_of(verb)
    around = [*verb.subtree, *(subject.subtree if subject is not None else [])]
    found = next((t.text for t in around if t.lower_ in MEETING or t.lemma_ in MEETING), None)
    return found or ("meeting" if verb.lemma_ in ("meet", "host") else None)


def _other_places(reading: Reading, parsed: Parsed, done: set[str]) -> Iterator[Evidence]:
    """Towns that the table of actors does not have: *talks are to resume in Jeddah*."""
    for token in parsed.tokens:
        place = token.ent_type_ in ("GPE", "LOC", "FAC") and token.tag_ == "NNP" and token.dep_ == "pobj"
        if place and not done and reading.cast.at(parsed.span(token).start) is None and (event := _event(token)):
            span = parsed.over(
                [t for t in token.subtree if t.ent_type_ == token.ent_type_ and t.i <= token.i] or [token]
            )
            yield Evidence.cite(reading.document, _plain(reading.text, span), "venue", event=event)
            return


def _plain(text: str, span: Span) -> Span:
    found = re.match(r"the ", span.of(text))
    return Span(span.start + 4, span.end) if found else span
