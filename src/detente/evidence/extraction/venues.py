"""Where a meeting may be or will be held: a place named for talks that are still to come.

A place counts where its clause holds a word for a meeting (or a verb that needs none: *meet*, *convene*) and looks
ahead: by a modal, an infinitive, *next* and its kind, or the present of a verb of beginning (*talks resume in Doha*).
A place that is turned down is a venue denied.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from detente.evidence.document import Span
from detente.evidence.extraction.cues import hedge_cues
from detente.evidence.extraction.gazetteer import HEADS, towns
from detente.evidence.extraction.lexicon import words
from detente.evidence.extraction.parse import Parsed, Token
from detente.evidence.extraction.reading import Reading
from detente.evidence.extraction.voices import subject_of
from detente.evidence.record import Evidence

__all__ = ["venues"]

MEETING = words("venues_meeting")
NO_MEETING = frozenset({"press", "news", "media"})  # conferences of these are nobody's talks
HOSTS = words("venues_hosts")
PLACES = frozenset({"GPE", "LOC", "FAC"})  # what the parser takes for places
NAMELESS = frozenset({"meet", "host", "convene", "reconvene", "negotiate"})  # verbs that tell what is held
COMING = words("venues_coming")
HOLD = words("venues_hold")
GOING = words("venues_going")
BEGINNING = words("venues_beginning")
NAMING = words("venues_naming")
REFUSING = words("venues_refusing")
GUESTS = words("venues_guests")
TEAMS = words("venues_teams")
GATHERING = words("venues_gathering")
MOVING = words("venues_moving")
OPEN = frozenset({"open", "prepared"})  # who is *open to talks in Accra*
WHERE = frozenset({"venue", "location", "site"})
KINDS = frozenset({"country", "state", "capital", "city", "town", "place", "venue", "location", "ground"})
WITHIN = frozenset({"in", "at"})
PARTICLES = re.compile(r"(?: (?:d[aeiou]|dos|das|del|della|sur|upon|am)(?: l[aeo]s?)? [A-ZÀ-Þ][\w’'-]+)+")
SEATS = frozenset({"Brussels"})  # towns that stand for a body
ASIDE = frozenset({"sideline", "margin"})  # nouns between a meeting and its place


@dataclass(frozen=True, slots=True)
class _Event:
    """What would be held at a place, in the text's word; denied where the place is turned down."""

    name: str
    denied: bool = False


def venues(reading: Reading, parsed: Parsed) -> Iterator[Evidence]:
    """Places proposed, agreed or turned down for a meeting in one sentence, each once."""
    done: set[str] = set()
    hedged = bool(hedge_cues(parsed.sentence.span.of(reading.text)))
    for mention in reading.cast.inside(parsed.sentence.span.start, parsed.sentence.span.end):
        actor = reading.cast.actor(mention.actor)
        token = next((t for t in parsed.tokens if parsed.span(t).end == mention.span.end), None)
        name = mention.span.of(reading.text)
        if token is None or actor.id in done or not (actor.type in ("state", "territory") or name in SEATS):
            continue
        if event := _event(token, town=name in towns()):
            done |= {name, actor.id}
            yield _venue(reading, mention.span, event, hedged=hedged, actor=actor.id)
    for span, event in _other_places(reading, parsed, done):
        yield _venue(reading, span, event, hedged=hedged)


def _venue(reading: Reading, span: Span, event: _Event, *, hedged: bool, actor: str | None = None) -> Evidence:
    stance = "denied" if event.denied else "asserted"
    return Evidence.cite(reading.document, span, "venue", actor=actor, event=event.name, hedged=hedged, stance=stance)


def _event(token: Token, *, town: bool = True) -> _Event | None:
    """What would be held at the place a token names, or None; a town may give its name to a round."""
    verb = token.head
    if found := _held_where(token) or _sought(token):
        return _Event(found)
    if token.dep_ == "pobj" and verb.lower_ in ("as", "like") and verb.head.lemma_ in KINDS:
        return _event(verb.head, town=town)
    if token.dep_ in ("conj", "appos"):
        return _event(verb, town=town) if verb != token else None
    if token.dep_ in ("compound", "amod", "nmod"):
        return _named_for(token) if town else None
    if token.pos_ == "ADJ":
        return None
    if token.dep_ == "pobj":
        return _Event(found) if (found := _placed(verb)) else _as_venue(verb.head)
    if token.dep_ in ("nsubj", "nsubjpass"):
        found = _hosted(verb, token)
    elif token.dep_ == "dobj" or (verb.lemma_ in NAMING and token.dep_ in ("oprd", "dative")):
        return _preferred(verb, token)
    else:
        subject = subject_of(verb) if token.dep_ in ("attr", "oprd", "acomp") else None
        found = "meeting" if subject is not None and subject.lemma_ in HOSTS else None
    return _Event(found) if found else None


def _named_for(token: Token) -> _Event | None:
    """A round that bears its place's name and is still to come: *the Astana round next month*."""
    noun = token.head
    these = any(child.lower_ in ("these", "those") for child in noun.children)
    ahead = noun.lower_ in MEETING and not these and any(t.lower_ in COMING for t in noun.sent)
    return _Event(noun.text) if ahead and token.pos_ == "PROPN" and token.i < noun.i else None


def _preferred(verb: Token, token: Token) -> _Event | None:
    """A place that somebody names, or refuses, for a meeting: *offered Geneva as a neutral ground*."""
    if as_venue := _as_venue(verb):
        return as_venue
    if verb.lemma_ == "visit" and any(a.lemma_ in ("invite", "invitation") for a in list(verb.ancestors)[:1]):
        return _Event("visit")
    plain = token.ent_type_ not in ("PERSON", "ORG")
    talks = _talks_near(verb)
    return _Event(talks or "meeting") if verb.lemma_ in NAMING and (plain or talks) else None


def _as_venue(verb: Token) -> _Event | None:
    """What a verb takes or turns down a place for: *agreed on Bern as the venue*, *ruled out Minsk as a site*."""
    near = [c for c in verb.children if c.lower_ in ("as", "for")]
    if not _is_verb(verb) or not any(t.lemma_ in HOSTS for c in near for t in c.subtree):
        return None
    subject = subject_of(verb)
    nots = [c for part in (verb, subject) if part is not None for c in part.children if c.dep_ == "neg"]
    nobody = subject is not None and any(t.lower_ in ("neither", "no", "nobody") for t in subject.subtree)
    denied = verb.lemma_ in REFUSING or (verb.lemma_ == "rule" and any(c.lower_ == "out" for c in verb.children))
    return _Event(_meeting_near(verb) or "meeting", denied=denied and not nots and not nobody)


def _held_where(place: Token) -> str | None:
    """What a clause about a place tells is to be held there: *Vienna, where talks will open*."""
    for clause in place.children:
        if clause.dep_ == "relcl" and any(c.lower_ == "where" for c in clause.children) and (found := _held(clause)):
            return found
    return None


def _sought(place: Token) -> str | None:
    """What a place is sought for that stands beside the word for it: *a neutral venue, perhaps Vaduz*."""
    noun = place.head
    if place.dep_ != "appos" or noun.lemma_ not in WHERE:
        return None
    verb = next((a for a in noun.ancestors if a.pos_ in ("VERB", "AUX")), noun)
    return None if verb.tag_ == "VBD" or _is_past(verb) else _talks_near(verb) or "meeting"


def _hosted(verb: Token, place: Token) -> str | None:
    """What the subject of a verb would host: *Oman might host*, *is willing to host*, *Geneva is the venue*."""
    host = next((t for t in verb.subtree if _is_hosting(t) and t.i > place.i), None)
    if host is not None:
        subject = subject_of(host)
        its = subject is None or subject == place or subject.pos_ == "PRON"
        elsewhere = any(c.lower_ in WITHIN and c.dep_ == "prep" for c in host.subtree)
        fits = its and not elsewhere and _has_guests(host) and (_is_coming(host) or _is_coming(verb))
        return _meeting_near(host) or "meeting" if fits else None
    named = any(_is_called_so(verb, each) for each in verb.subtree if each.i > verb.i and each.lemma_ in HOSTS)
    return (_meeting_near(verb) or "meeting") if named and not _is_past(verb) else None


def _is_hosting(verb: Token) -> bool:
    """*Host*, or *welcome* and its kind with those who come to talk; what is merely welcomed is approved of."""
    if verb.pos_ != "VERB" or verb.lemma_ not in ("host", "welcome", "receive"):
        return False
    return verb.lemma_ == "host" or any(c.dep_ == "dobj" and c.lemma_ in TEAMS for c in verb.children)


def _is_called_so(verb: Token, noun: Token) -> bool:
    """*Geneva is the venue*, *was named as a location*, *can provide a venue*."""
    while noun.dep_ == "compound":
        noun = noun.head
    if noun.dep_ == "pobj" and noun.head.lower_ == "as":
        return not any(c.dep_ == "dobj" for c in verb.children)
    return noun.dep_ == "attr" or (noun.dep_ == "dobj" and noun.lemma_ in ("venue", "location"))


def _has_guests(host: Token) -> bool:
    """Whether what is hosted or opened can be a meeting: talks, a person, leaders; not refugees, troops or plants."""
    held = [c for c in host.children if c.dep_ == "dobj"]
    return all(t.lemma_ in MEETING | GUESTS | {"place"} or t.pos_ in ("PROPN", "PRON") for t in held) or any(
        t.lemma_ in MEETING for each in held for t in each.subtree
    )


def _placed(preposition: Token) -> str | None:
    """What would be held in, at or to a place, or by a host."""
    word, governor = preposition.lower_, preposition.head
    while _is_between(governor):
        governor = governor.head
    if word == "by":
        return _meeting_near(governor) if governor.lemma_ == "host" and _is_coming(governor) else None
    if word == "to":
        return _sent(governor)
    if not _is_within(preposition):
        return None
    return _held(governor) or (
        _held(governor.head) if governor.dep_ in ("npadvmod", "pobj", "dobj", "attr") else None
    )


def _is_within(preposition: Token) -> bool:
    """*In* or *at* a place, or *scheduled for* it."""
    return preposition.lower_ in WITHIN or (preposition.lower_ == "for" and preposition.head.lower_ in COMING)


def _is_between(token: Token) -> bool:
    """What may stand between a place and what is held there: *back in Doha*, *for 8 May in Baku*."""
    if token.head == token or token.lemma_ in MEETING:
        return False
    return token.pos_ in ("ADP", "ADV") or token.ent_type_ == "DATE" or token.lemma_ in ASIDE or _is_beside(token)


def _is_beside(noun: Token) -> bool:
    """Whether a noun is an occasion that others meet beside: *on the sidelines of the Assembly in New York*."""
    return noun.dep_ == "pobj" and noun.head.head.lemma_ in ASIDE


def _sent(verb: Token) -> str | None:
    """What those are asked or bound to, who are invited or go to a place; or what is moved there."""
    ahead = _is_coming(verb)
    if verb.lemma_ in ("invite", "summon"):
        many = any(c.dep_ == "dobj" and c.tag_ == "NNS" and c.lemma_ in GUESTS for c in verb.children)
        return _talks_near(verb) or ("meeting" if ahead or many else None)
    if verb.lemma_ in MOVING:
        moved = [subject_of(verb), *[c for c in verb.children if c.dep_ == "dobj"]]
        return next((t.text for t in moved if ahead and t is not None and t.lemma_ in MEETING), None)
    return _awaited(verb) if verb.lemma_ in GOING and (ahead or _is_present(verb)) else None


def _awaited(verb: Token) -> str | None:
    """What those go to a place for: talks that are named, somebody to meet, or, for negotiators, their trade."""
    if talks := _talks_near(verb):
        return talks
    meets = any(t.lemma_ == "meet" and t.i > verb.i and t.pos_ == "VERB" and _has_guests(t) for t in verb.subtree)
    goers = [subject_of(verb), *[c for c in verb.children if c.dep_ == "dobj"]]
    return "meeting" if meets or any(t is not None and t.lemma_ in TEAMS for t in goers) else None


def _held(governor: Token) -> str | None:
    """What is to be held by a verb or noun with a place."""
    if governor.lower_ in MEETING or governor.lemma_ in MEETING:
        return governor.text if _is_talks(governor) and _is_coming(governor) else None
    if governor.lemma_ == "be" or governor.pos_ == "ADJ":
        return _being(governor)
    if not _is_verb(governor):
        return None
    if governor.lemma_ in GOING:
        return _awaited(governor) if _is_coming(governor) or _is_present(governor) else None
    if governor.lemma_ in HOLD and not _has_guests(governor):
        return None
    ahead = _is_coming(governor) or (governor.lemma_ in BEGINNING and _is_present(governor))
    return _meeting_near(governor) if ahead and (governor.lemma_ in HOLD or _is_ready(governor)) else None


def _being(governor: Token) -> str | None:
    """What is in a place, or due there: *the talks will be in Bern*, *at the table, be it in Riga or in Tallinn*."""
    subject, over = subject_of(governor), governor.head
    if governor.pos_ == "ADJ":
        due = governor.lower_ in COMING and over.lemma_ == "be"
        return _awaited(over) if due else None
    if subject is not None and subject.lower_ == "it" and governor.i > over.i and over.pos_ == "VERB":
        return _talks_near(over) if over.tag_ != "VBD" else None
    talks = subject is not None and subject.lemma_ in MEETING and _is_coming(governor)
    return _talks_near(governor) if talks else None


def _is_verb(token: Token) -> bool:
    """Whether a token is a verb, or a noun only by a parser's mistake: *shall commence*."""
    aided = any(c.dep_ in ("aux", "mark") for c in token.children)
    return token.pos_ in ("VERB", "AUX") or (aided and token.lemma_ in HOLD)


def _is_ready(verb: Token) -> bool:
    """*Remain ready for talks*, *are willing to meet*, *is planned*."""
    return verb.lower_ in COMING or any(c.dep_ == "acomp" and c.lower_ in COMING for c in verb.children)


def _is_coming(token: Token) -> bool:
    """Whether a verb, or the verb over a noun, looks ahead."""
    if _is_past(token):
        return False
    verbs = [token, *_verbs_over(token)]
    near = {c.lower_ for verb in verbs for c in verb.children if c.dep_ != "pobj"} | {verb.lower_ for verb in verbs}
    modal = any(c.tag_ == "MD" for verb in verbs for c in verb.children)
    willing = any(c.dep_ == "acomp" and c.lower_ in OPEN for verb in verbs for c in verb.children)
    return bool(near & COMING) or modal or willing or _is_bare(token)


def _verbs_over(token: Token) -> list[Token]:
    """The two nearest verbs above a word, none above one that tells what was: *reached at the talks in Bern*."""
    found: list[Token] = []
    for verb in token.ancestors:
        if verb.pos_ in ("VERB", "AUX"):
            found.append(verb)
            done = verb.dep_ in ("acl", "relcl") and verb.tag_ in ("VBD", "VBN")
            if len(found) == 2 or done:
                break
    return found


def _is_bare(verb: Token) -> bool:
    """Whether a verb is an infinitive or a subjunctive: *to resume*, *that it be convened*."""
    aids = [c for c in verb.children if c.dep_ in ("aux", "auxpass")]
    bare = (verb.tag_ == "NN" and verb.lemma_ in HOLD) or any(t.tag_ in ("VB", "MD", "TO") for t in (verb, *aids))
    return bare and not _is_past(verb)


def _is_past(verb: Token) -> bool:
    """*Did not meet*, *may have met*, *was named* without anything ahead is told of what was."""
    aids = {c.lower_ for c in verb.children if c.dep_ in ("aux", "auxpass")}
    return "did" in aids or ("have" in aids and verb.tag_ == "VBN")


def _is_present(verb: Token) -> bool:
    aids = {c.lower_ for c in verb.children if c.dep_ in ("aux", "auxpass")}
    return verb.tag_ in ("VBZ", "VBP") or (verb.tag_ == "VBG" and bool(aids & {"is", "are", "’re", "'re"}))


def _is_talks(noun: Token) -> bool:
    return not any(c.lower_ in NO_MEETING for c in noun.children)


def _talks_near(verb: Token) -> str | None:
    """The word for a meeting in a verb's clause or its subject."""
    subject = subject_of(verb)
    over = [noun for noun in list(verb.ancestors)[:2] if noun.lemma_ in MEETING]
    around = [*verb.subtree, *(subject.subtree if subject is not None else []), *over]
    return next((t.text for t in around if (t.lower_ in MEETING or t.lemma_ in MEETING) and _is_talks(t)), None)


def _meeting_near(verb: Token) -> str | None:
    return _talks_near(verb) or ("meeting" if verb.lemma_ in NAMELESS or _is_gathering(verb) else None)


def _is_gathering(verb: Token) -> bool:
    """Whether those who could talk come together: *the ministers are to gather*, *bring the parties together*."""
    met = [subject_of(verb), *[c for c in verb.children if c.dep_ == "dobj"]]
    together = verb.lemma_ != "bring" or any(t.lower_ == "together" for t in verb.subtree)
    return verb.lemma_ in GATHERING and together and any(t is not None and t.lemma_ in GUESTS for t in met)


def _other_places(reading: Reading, parsed: Parsed, done: set[str]) -> Iterator[tuple[Span, _Event]]:
    """Towns that the table of actors does not have: *talks are to resume in Jeddah*."""
    for token in parsed.tokens:
        if token.tag_ != "NNP" or len(token) == 1:
            continue
        within = token.dep_ == "pobj" and _is_within(token.head) and token.ent_type_ not in ("DATE", "TIME")
        named = token.dep_ == "dobj" and token.head.lemma_ in NAMING and token.ent_type_ != "NORP"
        named = named or (token.dep_ == "nsubjpass" and any(t.lemma_ in WHERE for t in token.head.subtree))
        joined = token.dep_ == "conj" and token.head.text in done
        place = within or named or joined or token.ent_type_ in PLACES
        place = place and token.text not in done | HEADS and reading.cast.at(parsed.span(token).start) is None
        if place and (event := _event(token)):
            done.add(token.text)
            span = parsed.over(
                [t for t in token.subtree if t.ent_type_ == token.ent_type_ and t.i <= token.i] or [token]
            )
            yield _plain(reading.text, span), event


def _plain(text: str, span: Span) -> Span:
    """A place's name without its article and with what follows a particle: *Foz do Iguaçu*."""
    start = span.start + (4 if span.of(text).startswith("the ") else 0)
    rest = PARTICLES.match(text, span.end)
    return Span(start, rest.end() if rest else span.end)
