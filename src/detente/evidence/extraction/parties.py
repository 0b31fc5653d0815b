"""Who asks, and of whom: by the subject of what asks, its agent, whoever speaks, or several at once.

Several parties that ask together are no one of them: such a demand has the words that name them and no actor.
"""

import re
from collections.abc import Iterator

from detente.evidence.extraction.lexicon import words
from detente.evidence.extraction.parse import Parsed, Token
from detente.evidence.extraction.reference import BODY_OF, BOTH, GROUPS, OFFICES, UNNAMED, Someone
from detente.evidence.extraction.voices import NOBODY, Voices, subject_of

__all__ = [
    "addressee",
    "asker",
    "can_act",
    "can_ask",
    "counterpart",
    "doer",
    "in_voice",
    "is_party",
    "other",
    "together",
]

STRONG = frozenset(["demand", "insist", "urge", "call", "press", "request"])
WILLED = frozenset({"oppose", "propose", "seek", "threaten", "want"})  # what only a body of people does: *it wants …*
PEOPLE = words("demands_people")
SAYING = frozenset({"statement", "resolution", "plan", "proposal", "text"})  # papers that *call for* something
READY = frozenset({"committed", "determined", "prepared", "ready", "resolved", "set"})
SPEAKING = frozenset({"he", "she", "they", "we", "i", "who", "some", "many", "most", "others", "those", "both"})
ABSTRACT = words("reference_abstract")
PARTIES = (GROUPS | BODY_OF | OFFICES | BOTH | UNNAMED | PEOPLE) - ABSTRACT - {"readout", "media"}
LIST = 12  # items of a list, after the words that open it
BACK = 2  # sentences looked back for who *they* are
BETWEEN = re.compile(r"\b(?:between|BETWEEN|Between)\s")
OPENING = 600  # characters in which an agreement names its parties
NOT_FOR = frozenset({"withdrawal", "pullout", "exit"})  # *withdrawal from* a place, not by who leaves


def asker(voices: Voices, parsed: Parsed, verb: Token) -> Someone:
    """Who asks by a verb: its agent, its subject, the speaker where it is the speaker's own side."""
    agent = next((g for c in verb.children if c.dep_ == "agent" for g in c.children if g.dep_ == "pobj"), None)
    if agent is not None and (verb.dep_ != "ROOT" or any(c.dep_ == "auxpass" for c in verb.children)):
        return voices.who(parsed, agent)
    subject = subject_of(verb)
    if subject is None:
        return led(voices, parsed, verb)
    if subject.dep_ == "nsubjpass" and subject.head.lower_ not in READY:
        return NOBODY
    if together(voices, parsed, subject):
        return Someone(None, parsed.over([subject, *_joined(subject)]).of(voices.reading.text))
    return in_voice(voices, parsed, verb, voices.who(parsed, subject))


def led(voices: Voices, parsed: Parsed, verb: Token) -> Someone:
    """Of an item that opens with its verb, whom the words before the list name: *The Council: – calls for …*."""
    first = next((t for t in parsed.tokens if t.is_alpha), verb)
    while verb.dep_ == "conj" and verb.head != verb:
        verb = verb.head
    if verb.dep_ != "ROOT" or verb.tag_ not in ("VBD", "VBN", "VBZ") or first not in (verb, *verb.lefts):
        return NOBODY
    for before in reversed(voices.reading.parsed[max(0, parsed.number - LIST) : parsed.number]):
        said = before.sentence.span.of(voices.reading.text).rstrip()
        if said.endswith(":"):
            named = [t for t in before.tokens if t.pos_ in ("NOUN", "PROPN")]
            main = next((t for t in reversed(named) if t.dep_ in ("nsubj", "ROOT", "dobj", "attr", "ccomp")), None)
            return _named(voices, before, main) if main is not None else NOBODY
        if not said.endswith((";", ",", "and")):
            return NOBODY
    return NOBODY


def _named(voices: Voices, parsed: Parsed, noun: Token) -> Someone:
    """Whom a noun stands for, with the words of its phrase alone."""
    own = [t for t in noun.lefts if t.dep_ in ("det", "amod", "compound", "poss")]
    return Someone(voices.who(parsed, noun).actor, parsed.over([*own, noun]).of(voices.reading.text))


def in_voice(voices: Voices, parsed: Parsed, verb: Token, holder: Someone) -> Someone:
    """The speaker, where what the speaker's own side asks is told: *“Kyiv wants …,” Lee said*."""
    speaker = voices.speaker(parsed, verb)
    if speaker == voices.writer:
        return holder
    return speaker if voices.same_party(holder.actor, speaker.actor) else holder


def together(voices: Voices, parsed: Parsed, subject: Token) -> bool:
    """Whether several parties are the subject: *Chad and Niger*, or *they* after them."""
    if subject.lower_ in ("they", "both"):
        return _were_together(voices, parsed)
    joined = [subject, *_joined(subject)]
    if not any(c.lower_ == "and" for t in joined for c in t.children if c.dep_ == "cc"):
        return False
    joined = [t for t in joined if t == subject or is_party(t)]
    someone = [voices.who(parsed, t) for t in joined]
    return len({voices.reading.cast.acts_for(each.actor) or each.text for each in someone}) > 1


def _joined(token: Token) -> Iterator[Token]:
    """What is joined to a noun by *and* or commas, as parsers read a list of names."""
    for child in token.children:
        if child.dep_ in ("conj", "appos") and child.i > token.i:
            yield child
            yield from _joined(child)


def _were_together(voices: Voices, parsed: Parsed) -> bool:
    """Whether *they* follows several parties, or a word for several, as the subject of the sentences before."""
    for before in reversed(voices.reading.parsed[max(0, parsed.number - BACK) : parsed.number]):
        subject = next((t for t in before.tokens if t.dep_ in ("nsubj", "nsubjpass") and t.head.dep_ == "ROOT"), None)
        if subject is not None and subject.pos_ != "PRON":
            return subject.lower_ in BOTH or together(voices, before, subject)
    return False


def can_ask(parsed: Parsed, verb: Token, holder: Someone) -> bool:
    """Whether somebody asks: a known actor, whoever *insists* or *demands*, or a subject that is a party."""
    subject = subject_of(verb)
    strong = verb.lemma_.lower() in STRONG and holder.text != "" and (subject is None or not is_abstract(subject))
    if holder.actor is not None or strong:
        return True
    inside = subject is not None and parsed.tokens.start <= subject.i < parsed.tokens.end
    itself = subject is not None and subject.lower_ == "it" and verb.lemma_ in WILLED
    return bool(holder.text) and inside and (itself or is_party(subject))


def is_abstract(token: Token) -> bool:
    """Whether a noun names no party, whoever owns it: *the report*, *the plan*."""
    return token.pos_ == "NOUN" and token.lemma_.lower() in ABSTRACT - SAYING


def is_party(token: Token) -> bool:
    """Whether a word names somebody who can want something, known to the table or not: *the dockers' union*."""
    if token.pos_ == "PRON" or token.tag_ in ("DT", "WP"):
        return token.lower_ in SPEAKING
    if token.pos_ == "PROPN":
        return token.lower_ not in ABSTRACT
    return token.lemma_.lower() in PARTIES or token.lower_ in PARTIES


def counterpart(voices: Voices, actor: str | None) -> Someone:
    """Of an agreement *between* two, the party to whom the other is bound; nobody elsewhere."""
    cast, text = voices.reading.cast, voices.reading.text
    found = BETWEEN.search(text, 0, OPENING)
    if actor is None or found is None:
        return NOBODY
    near = cast.inside(
        found.end(), text.find("\n\n", found.end()) if "\n\n" in text[found.end() : OPENING] else OPENING
    )
    named = {cast.acts_for(m.actor): m for m in reversed(near)}
    others = [m for party, m in named.items() if party != cast.acts_for(actor)]
    if len(named) != len(others) + 1 or len(others) != 1:
        return NOBODY
    return Someone(others[0].actor, others[0].span.of(text))


def other(voices: Voices, holder: Someone, actor: str | None) -> str | None:
    """The one addressed, unless that is the holder's own party."""
    return None if voices.same_party(holder.actor, actor) else actor


def can_act(voices: Voices, parsed: Parsed, token: Token) -> bool:
    """Whether a noun can be asked to do something: *the parties*, not *more missiles to protect …*."""
    named = token.pos_ in ("PROPN", "PRON") or token.lemma_.lower() in PARTIES or token.lower_ in PARTIES
    return named or (token.pos_ == "NOUN" and voices.who(parsed, token).actor is not None)


def addressee(voices: Voices, parsed: Parsed, thing: Token, holder: str | None) -> str | None:
    """Who would have to do it: *Hamas's surrender*, *the withdrawal of Israeli forces*, *concessions from Iran*."""
    cast = voices.reading.cast
    for token in thing.subtree:
        near = token.dep_ in ("poss", "amod", "compound", "pobj", "nmod", "nsubj") and abs(token.i - thing.i) < 7
        mention = cast.at(parsed.span(token).start) if near and _does(token, thing) else None
        if mention is None or voices.same_party(mention.actor, holder):
            continue
        if cast.actor(mention.actor).type != "territory":
            return mention.actor
    return None


def _does(token: Token, thing: Token) -> bool:
    if token.dep_ == "pobj":
        by = token.head.lower_ == "of" or (token.head.lower_ in ("by", "from") and thing.lemma_ not in NOT_FOR)
        return bool(by and token.head.head == thing)
    of = token.head.dep_ == "pobj" and token.head.head.lower_ == "of" and token.head.head.head == thing
    return bool(token.head == thing or of)


def doer(voices: Voices, parsed: Parsed, clause: Token) -> str | None:
    """Who would do what a clause says, or None."""
    subject = subject_of(clause)
    if subject is None:
        return None
    if subject.dep_ == "nsubjpass":
        agent = next((g for c in clause.children if c.dep_ == "agent" for g in c.children if g.dep_ == "pobj"), None)
        return voices.who(parsed, agent).actor if agent is not None else None
    return voices.who(parsed, subject).actor
