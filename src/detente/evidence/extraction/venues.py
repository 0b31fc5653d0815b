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
PLACES = frozenset({"GPE", "LOC", "FAC"})  # what the parser takes for places
NAMELESS = frozenset({"meet", "host", "convene", "receive"})  # verbs that need no word for what is held
COMING = words("venues_coming")
HOLD = words("venues_hold")
NAMING = words("venues_naming")


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
    if token.dep_ == "conj":
        return _event(verb) if verb != token else None
    if token.dep_ in ("nsubj", "nsubjpass"):
        return _hosted(verb)
    if token.dep_ == "dobj" and verb.lemma_ in NAMING:
        return _meeting_near(verb) or "meeting"
    if token.dep_ in ("attr", "oprd", "acomp"):
        subject = subject_of(verb)
        return "meeting" if subject is not None and subject.lemma_ in HOSTS else None
    if token.dep_ == "pobj" and verb.lower_ in ("in", "at", "to"):
        return _placed(verb)
    return None


def _hosted(verb: Token) -> str | None:
    """What the subject of a verb would host: *Oman might host*, *is willing to host*, *Geneva is the venue*."""
    near = [verb, *(c for c in verb.children if c.dep_ in ("xcomp", "acomp"))]
    host = next((d for each in near for d in (each, *each.children) if d.lemma_ == "host" and d.pos_ == "VERB"), None)
    if host is not None:
        elsewhere = any(c.lower_ in ("in", "at") and c.dep_ == "prep" for c in host.subtree)
        return _meeting_near(host) if not elsewhere and (_is_coming(host) or _is_coming(verb)) else None
    return _meeting_near(verb) if any(d.lower_ in HOSTS for d in verb.subtree if d.i > verb.i) else None


def _placed(preposition: Token) -> str | None:
    """What would be held in, at or to a place."""
    governor = preposition.head.head if preposition.dep_ == "conj" else preposition.head
    if preposition.lower_ == "to":
        return "meeting" if governor.lemma_ == "invite" and _is_coming(governor) else None
    if governor.lower_ in MEETING or governor.lemma_ in MEETING:
        return governor.text if _is_coming(governor) else None
    if governor.head.lemma_ == "host" and governor.dep_ == "dobj":
        return governor.text if _is_coming(governor.head) else None
    if governor.pos_ in ("VERB", "AUX") and (governor.lemma_ in HOLD or _is_ready(governor)) and _is_coming(governor):
        return _meeting_near(governor)
    return None


def _is_ready(verb: Token) -> bool:
    """*Remain ready for talks*, *are willing to meet*."""
    return any(c.dep_ == "acomp" and c.lower_ in COMING for c in verb.children)


def _is_coming(token: Token) -> bool:
    verbs = [token, *[a for a in token.ancestors if a.pos_ in ("VERB", "AUX")][:2]]
    words = {c.lower_ for verb in verbs for c in verb.children if c.dep_ != "pobj"} | {verb.lower_ for verb in verbs}
    infinitive = any(c.tag_ == "TO" for c in token.children)
    return bool(words & COMING) or infinitive


def _meeting_near(verb: Token) -> str | None:
    subject = subject_of(verb)
    around = [*verb.subtree, *(subject.subtree if subject is not None else [])]
    found = next((t.text for t in around if t.lower_ in MEETING or t.lemma_ in MEETING), None)
    return found or ("meeting" if verb.lemma_ in NAMELESS else None)


def _other_places(reading: Reading, parsed: Parsed, done: set[str]) -> Iterator[Evidence]:
    """Towns that the table of actors does not have: *talks are to resume in Jeddah*."""
    for token in parsed.tokens:
        within = (
            token.dep_ == "pobj" and token.head.lower_ in ("in", "at") and token.ent_type_ not in ("DATE", "TIME")
        )
        place = token.tag_ == "NNP" and (within or token.ent_type_ in PLACES)
        place = place and token.text not in done and reading.cast.at(parsed.span(token).start) is None
        if place and (event := _event(token)):
            done.add(token.text)
            span = parsed.over(
                [t for t in token.subtree if t.ent_type_ == token.ent_type_ and t.i <= token.i] or [token]
            )
            yield Evidence.cite(reading.document, _plain(reading.text, span), "venue", event=event)


def _plain(text: str, span: Span) -> Span:
    found = re.match(r"the ", span.of(text))
    return Span(span.start + 4, span.end) if found else span
