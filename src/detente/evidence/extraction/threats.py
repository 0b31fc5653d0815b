"""Blows that somebody announces, is ready for or says another will suffer, and what somebody will not stand for."""

from collections.abc import Iterator

from detente.evidence.document import Span
from detente.evidence.extraction.asked import Demand, negated, phrase_span, trimmed
from detente.evidence.extraction.coordination import parted
from detente.evidence.extraction.lexicon import words
from detente.evidence.extraction.parse import Parsed, Token
from detente.evidence.extraction.parties import asker, can_ask, doer, is_party, other
from detente.evidence.extraction.reference import Someone
from detente.evidence.extraction.stipulations import WILL, stands_apart
from detente.evidence.extraction.voices import NOBODY, Voices, subject_of

__all__ = ["is_blow", "threats"]

BLOWS = words("threats_blows")
HURTS = words("stipulations_hurts")
HOSTILE = words("terms_hostile")
DEALING = words("stipulations_dealing")
SUFFERING = words("threats_suffering")
BEFALLING = SUFFERING | {
    "be",
    "come",
    "fail",
    "have",
    "lose",
    "need",
    "remain",
    "risk",
    "run",
}  # no deeds of one's own
READY = frozenset({"determined", "free", "prepared", "ready", "willing"})
CAUSING = frozenset({"cause", "compel", "drive", "force", "lead", "oblige", "prompt"})  # *would force us to strike*
AHEAD = frozenset({"'ll", "shall", "will", "would", "’ll", "wo"})
SAYING_SO = frozenset({"announce", "declare", "say", "vow", "warn"})
OWN = frozenset({"he", "i", "it", "she", "they", "we"})
LETTING = frozenset({"allow", "let", "permit"})
BEARING = frozenset({"accept", "brook", "condone", "countenance", "stand", "tolerate"})
DEEDS = words("demands_deeds")
OFFERED = words("threats_offered")  # *will not accept this offer* turns it down


def threats(voices: Voices, parsed: Parsed) -> Iterator[Demand]:
    """Threats that set no condition, and refusals to bear something."""
    for token in parsed.tokens:
        if token.pos_ in ("VERB", "AUX"):
            yield from _announced(voices, parsed, token)
            yield from _warned(voices, parsed, token)
            yield from _threatened_with(voices, parsed, token)
            yield from _not_borne(voices, parsed, token)
            yield from _refused(voices, parsed, token)


def _announced(voices: Voices, parsed: Parsed, verb: Token) -> Iterator[Demand]:
    """*We will retaliate*, *is ready to use force*, *they will pay a price*: the clause, in a party's voice."""
    clause = _ahead(verb)
    subject = subject_of(clause) if clause is not None else None
    asked = clause is not None and clause.left_edge.lower_ in ("how", "what", "whether", "which")
    if clause is None or subject is None or asked or negated(clause) or negated(verb):
        return
    speaker = voices.speaker(parsed, verb)
    if not speaker.text or stands_apart(voices, speaker) or parsed.tokens[-1].text == "?":
        return
    who = voices.who(parsed, subject)
    own = subject.lower_ in ("we", "i") or voices.same_party(who.actor, speaker.actor)
    if is_blow(voices, parsed, verb) if own or clause != verb else is_party(subject) and _suffers(verb):
        yield Demand(parsed, phrase_span(voices, parsed, clause), "threat", speaker, None if own else who.actor, verb)


def _ahead(verb: Token) -> Token | None:
    """The clause that says a deed is to come: its own, or that of whoever is *ready* for it."""
    if any(c.dep_ == "aux" and c.lower_ in AHEAD for c in verb.children):
        return verb
    if verb.dep_ in ("ccomp", "xcomp") and verb.head.lemma_ in CAUSING and _ahead(verb.head) == verb.head:
        return verb.head
    ready = verb.head if verb.dep_ == "xcomp" and verb.head.lower_ in READY else None
    return next((a for a in ready.ancestors if a.pos_ in ("VERB", "AUX")), None) if ready is not None else None


def is_blow(voices: Voices, parsed: Parsed, verb: Token) -> bool:
    """Whether a verb hurts somebody: *attack*, *use force*, *go to war*, not *fight corruption*."""
    taken = [c for c in verb.children if c.dep_ in ("dobj", "attr")]
    with_ = (g for c in verb.children if c.dep_ == "prep" and c.lower_ in ("on", "to", "with") for g in c.children)
    near = {t.lemma_.lower() for t in (*taken, *with_)}
    at_somebody = all(is_party(t) or t.pos_ == "PRON" or voices.who(parsed, t).actor is not None for t in taken)
    dealt = verb.lemma_.lower() in DEALING | HOSTILE and bool(near & HURTS)
    return (
        dealt
        or (verb.lemma_.lower() in BLOWS and at_somebody)
        or any(c.dep_ == "conj" and is_blow(voices, parsed, c) for c in verb.children)
    )


def _suffers(verb: Token) -> bool:
    """*will pay a heavy price*, *will face war*, *will be crushed*."""
    taken = {c.lemma_.lower() for c in verb.children if c.dep_ == "dobj"}
    struck = any(c.dep_ == "auxpass" for c in verb.children) and verb.lemma_.lower() in BLOWS
    return struck or (verb.lemma_ in SUFFERING and bool(taken & (HURTS | {"price"}))) or verb.lemma_ == "regret"


def _warned(voices: Voices, parsed: Parsed, verb: Token) -> Iterator[Demand]:
    """*warned they would face war*, *said it would extend the blockade*: a threat without its condition."""
    clause = next((c for c in verb.children if c.dep_ == "ccomp" and c.i > verb.i), None)
    if clause is None or verb.lemma_ not in SAYING_SO or not any(c.lower_ in WILL for c in clause.children):
        return
    holder, of, subject = _acting(voices, parsed, verb), _acting(voices, parsed, clause), subject_of(verb)
    own = (who := subject_of(clause)) is not None and who.lower_ in OWN
    warned = verb.lemma_ == "warn" and _hurts(clause) and holder.actor is not None and of.actor is not None
    own = own or voices.same_party(holder.actor, of.actor)
    does = _strikes(clause) or (verb.lemma_ == "warn" and _is_deed(clause))
    named = subject is not None and is_party(subject) and own and does
    if warned or named:
        hit = None if own else other(voices, holder, of.actor)
        yield Demand(parsed, _told(voices, parsed, clause), "threat", holder, hit, verb)


def _is_deed(clause: Token) -> bool:
    """Whether a clause tells a deed to come, not what befalls somebody: *would close the strait*."""
    return clause.tag_ == "VB" and clause.lemma_ not in BEFALLING and not negated(clause)


def _told(voices: Voices, parsed: Parsed, clause: Token) -> Span:
    """The deed told, without what it answers: *it will impose a levy*, not *…, in retaliation for the ban*."""
    span = phrase_span(voices, parsed, clause)
    apart = [c for c in clause.rights if c.dep_ in ("prep", "advcl") and c.left_edge.nbor(-1).text == ","]
    return trimmed(voices.reading.text, Span(span.start, parsed.span(apart[0]).start)) if apart else span


def _threatened_with(voices: Voices, parsed: Parsed, verb: Token) -> Iterator[Demand]:
    """*threatened the firms with fines if they leave*: whom, with what and on what condition."""
    with_ = next((c for c in verb.children if c.lower_ == "with" and c.i > verb.i), None)
    holder = asker(voices, parsed, verb) if verb.lemma_ == "threaten" and with_ is not None else NOBODY
    if with_ is not None and holder.text and can_ask(parsed, verb, holder):
        hit = next((c for c in verb.children if c.dep_ in ("dobj", "nsubjpass")), None)
        of = other(voices, holder, voices.who(parsed, hit).actor) if hit is not None else None
        after = int(verb.i) if hit is not None and hit.dep_ == "dobj" else int(with_.i)
        yield Demand(parsed, phrase_span(voices, parsed, verb, after=after), "threat", holder, of, verb)


def _acting(voices: Voices, parsed: Parsed, verb: Token) -> Someone:
    subject = subject_of(verb)
    inside = subject is not None and parsed.tokens.start <= subject.i < parsed.tokens.end
    return voices.who(parsed, subject) if subject is not None and inside else NOBODY


def _hurts(clause: Token) -> bool:
    """Whether what is warned of is a deed against somebody: *would retaliate*, *would face force*."""
    objects = {c.lemma_.lower() for c in clause.children if c.dep_ in ("dobj", "pobj")}
    return clause.lemma_.lower() in HOSTILE or bool(objects & HURTS)


def _strikes(clause: Token) -> bool:
    """Whether what one says one will do is a blow: *would extend the blockade*; not *would end it*."""
    taken = [c for c in clause.children if c.dep_ == "dobj"]
    taken += [g for c in taken for p in c.children if p.lower_ == "of" for g in p.children]  # *millions of tariffs*
    blow = any(t.lemma_.lower() in HURTS for t in taken)
    return blow and clause.lemma_.lower() in DEALING and not negated(clause)


def _not_borne(voices: Voices, parsed: Parsed, verb: Token) -> Iterator[Demand]:
    """*we will not allow Chad to keep the town*, *they will not tolerate raids*: the refusal, whole."""
    subject = subject_of(verb) if verb.lemma_ in LETTING | BEARING else None
    will = any(c.lower_ in WILL for c in verb.children)
    if subject is None or not (will and negated(verb)) or not is_party(subject):
        return
    holder = asker(voices, parsed, verb)
    if not voices.speaker(parsed, verb).text or not can_ask(parsed, verb, holder) or not _is_unbearable(verb):
        return
    let = next((c for c in verb.children if c.dep_ in ("ccomp", "xcomp") and c.i > verb.i), None)
    of = other(voices, holder, doer(voices, parsed, let)) if let is not None else None
    span = phrase_span(voices, parsed, verb, after=int(subject.left_edge.i) - 1)
    yield Demand(parsed, span, "threat" if let is not None else "demand", holder, of, verb)


def _refused(voices: Voices, parsed: Parsed, verb: Token) -> Iterator[Demand]:
    """*has refused talks and an inspection*: what others ask of whoever refuses it."""
    thing = next((c for c in verb.children if c.dep_ == "dobj" and c.lemma_.lower() in DEEDS), None)
    subject = subject_of(verb) if thing is not None and verb.lemma_ == "refuse" else None
    if thing is not None and subject is not None and subject.dep_ == "nsubj" and is_party(subject):
        of = voices.who(parsed, subject).actor
        yield from parted(voices, Demand(parsed, phrase_span(voices, parsed, thing), "demand", NOBODY, of, verb))


def _is_unbearable(verb: Token) -> bool:
    """Whether a party is not let act, or something is not borne that nobody offers."""
    if verb.lemma_ in LETTING:
        clause = next((c for c in verb.children if c.dep_ in ("ccomp", "xcomp") and c.i > verb.i), None)
        let = subject_of(clause) if clause is not None else None
        return let is not None and is_party(let)
    return any(c.dep_ == "dobj" and c.pos_ == "NOUN" and c.lemma_.lower() not in OFFERED for c in verb.children)
