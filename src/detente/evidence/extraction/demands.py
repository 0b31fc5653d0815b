"""What a party asks, and of whom: demands, proposals, wants, needs, threats, deadlines, exchanges, conditions.

Each pattern is a way English has of asking; it yields the words that say what is asked, who asks (`holder`), and
of whom (`of`). The writer's own words count only where they name a party that asks.
"""

from collections.abc import Iterator

from detente.evidence.document import Span
from detente.evidence.extraction.asked import Demand, is_to, negated, phrase_span, to_of, trimmed, within_mark
from detente.evidence.extraction.lexicon import forms, words
from detente.evidence.extraction.parse import Parsed, Token
from detente.evidence.extraction.parties import addressee, asker, can_act, can_ask, doer, is_party, other
from detente.evidence.extraction.reference import Someone
from detente.evidence.extraction.threats import is_blow
from detente.evidence.extraction.voices import NOBODY, Voices, subject_of

__all__ = ["ADDRESSING", "DEEDS", "verbal"]

URGING = forms("demands_urging")
ASKING_FOR = forms("demands_asking_for")
THAT = forms("demands_that")
TO_DO = forms("demands_to_do")
WISHED = {"want": "want", "like": "want", "need": "need", "prefer": "want", "hope": "want"}
ADDRESSING = words("demands_addressing")  # *urge X to* always addresses X; *want X to* may want something of nobody
EMPTY = words("demands_empty")
IDLE = words("demands_idle")
LOOKING = frozenset({"ask", "beg", "expect", "like", "look", "need", "require", "seek", "want"})
NOT_ASKED = words("demands_not_asked")
NAMING = frozenset({"identify", "name", "quote"})
SET_OFF = frozenset({"–", "—", "--", "-", ")"})
PROPOSING = frozenset({"advocate", "propose", "recommend", "suggest"})  # *suggested sending observers*
PARTICLES = frozenset({"out", "forward", "down"})  # *hold out for*, *look forward to*
DEEDS = words("demands_deeds")
HOSTILE = words("terms_hostile")
DEEDS_ALONE = frozenset({"apply", "await", "command", "direct", "encourage", "fight", "order", "strike", "threaten"})
BELONGING = frozenset({"against", "among", "between", "for", "from", "in"})  # of what belongs to a thing
NEEDING = frozenset({"need", "require"})
SPELLS = frozenset({"century", "decade", "generation", "year"})
WEIGHT = frozenset({"desirability", "importance", "necessity", "urgency", "wisdom"})  # *urged the necessity of talks*
OFFICIAL = frozenset({"encourage", "invite", "request", "urge"})  # *the parties were invited to …*, by nobody told


def verbal(voices: Voices, parsed: Parsed) -> Iterator[Demand]:
    """Demands made by a verb: *urged Iran to …*, *wants …*, *insisted on …*, *Russia must …*, *needs to …*."""
    for token in parsed.tokens:
        if token.pos_ in ("VERB", "AUX"):
            yield from _urging(voices, parsed, token)
            yield from _asking_for(voices, parsed, token)
            yield from _that(voices, parsed, token)
            yield from _wished_so(voices, parsed, token)
            yield from _to_do(voices, parsed, token)


def _urging(voices: Voices, parsed: Parsed, verb: Token) -> Iterator[Demand]:
    clause = _wanted(verb)
    form = _form_of_urging(verb, clause) if clause is not None else None
    if form is None or clause is None or _is_idle(clause) or _is_supposed(verb):
        return
    if verb.dep_ == "relcl" and not any(t.dep_ in ("dobj", "prep", "prt", "ccomp") for t in clause.children):
        return  # *the steps we ask them to take*
    asked, holder = _asked_one(verb, clause), asker(voices, parsed, verb)
    if (
        asked is None
        or (verb.lemma_ == "propose" and asked.dep_ == "dobj")
        or (asked.head.lower_ == "for" and not can_act(voices, parsed, asked))
        or not (can_ask(parsed, verb, holder) or asked.dep_ == "nsubjpass")
    ):
        return
    if verb.lemma_.lower() in ADDRESSING or can_act(voices, parsed, asked):
        of = other(voices, holder, voices.who(parsed, asked).actor)
        yield Demand(parsed, phrase_span(voices, parsed, clause, after=_opening(clause)), form, holder, of, verb)
    elif asked.dep_ != "dobj" and not (
        form == "expectation" and not _is_passive(clause)
    ):  # *wants the schools to reopen*: nobody is asked, something shall be
        first = int(asked.left_edge.i) - 1
        yield Demand(parsed, phrase_span(voices, parsed, clause, after=first), form, holder, None, verb)


def _form_of_urging(verb: Token, clause: Token) -> str | None:
    """The form of asking somebody to act, by a verb that takes an infinitive or one that takes *for* before it."""
    lemma = verb.lemma_.lower()
    marked = any(c.dep_ == "mark" and c.lower_ == "for" for c in clause.children)  # *campaigned for the boats to go*
    if lemma == "get" and not is_to(verb) and verb.tag_ != "VBG":
        return None  # *got them to leave*: done, not asked
    return URGING.get(lemma) or (ASKING_FOR.get(f"{lemma} for") if marked else None)


def _is_idle(clause: Token) -> bool:
    """*wants to thank*, *asked not to be named*, *wants to be the president*: nothing that matters is asked."""
    if clause.lemma_ in ("be", "become") and any(c.dep_ == "attr" for c in clause.children):
        return True
    if clause.lemma_ == "do" and not any(c.dep_ in ("dobj", "advmod") for c in clause.rights):
        return True  # *the things we need to do*
    done = any(c.dep_ == "dobj" and c.lemma_.lower() in DEEDS for c in clause.children)  # *to show restraint*
    return (clause.lemma_ in NOT_ASKED and not done) or (clause.lemma_ in NAMING and _is_passive(clause))


def _is_passive(clause: Token) -> bool:
    return any(c.dep_ == "auxpass" for c in clause.children)


def _wanted(verb: Token) -> Token | None:
    """The infinitive that a verb of asking governs; its own, that of its governor, or one set off by dashes."""
    near = [*verb.children, *(verb.head.children if verb.dep_ == "xcomp" else ())]
    own = next((c for c in near if c.dep_ in ("xcomp", "ccomp", "advcl") and is_to(c) and c.i > verb.i), None)
    if own is not None or verb.lemma_.lower() not in ADDRESSING:
        return own
    after = verb.doc[verb.i + 1 : verb.sent.end]
    glued = (t.nbor(1) for t in after[:-1] if t.text.endswith(("—to", "–to")))
    apart = (t.head for t in after if t.tag_ == "TO" and t.nbor(-1).text in SET_OFF)
    return next((clause for clause in (*apart, *glued) if clause.tag_ == "VB"), None)


def _opening(clause: Token) -> int:
    """The place before what an infinitive asks: its *to*, or what stands before *not to*."""
    to = to_of(clause)
    if to < 0:
        return int(clause.i) - 1
    before = clause.doc[to - 1] if to > 0 else None
    return to - 2 if before is not None and before.lower_ in ("not", "never") else to


def _asked_one(verb: Token, clause: Token) -> Token | None:
    """Whom the verb addresses: its object, the object of *on* or *to*, or the subject of the infinitive."""
    inner = next((c for c in clause.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    if inner is not None:
        return inner
    passive = next((c for c in verb.children if c.dep_ == "nsubjpass"), None)
    between = [c for c in verb.children if verb.i < c.i < clause.i]
    for child in between:
        if child.dep_ in ("dobj", "dative"):
            return child
        if child.dep_ == "prep" and child.lower_ in ("on", "upon", "to", "for", "with"):
            return next((g for g in child.children if g.dep_ == "pobj"), None)
    agent = any(c.dep_ == "agent" for c in verb.children)
    official = verb.lemma_ in OFFICIAL and any(c.dep_ == "auxpass" for c in verb.children)
    return passive if passive is not None and (agent or official) else None


def _asking_for(voices: Voices, parsed: Parsed, verb: Token) -> Iterator[Demand]:
    lemma = verb.lemma_.lower()
    for thing, preposition in _things(verb):
        form = ASKING_FOR.get(f"{lemma} {preposition}".strip())
        if (
            form is None
            or _is_supposed(verb)
            or negated(verb)
            or not _is_thing(thing)
            or (lemma in ("encourage", "urge") and can_act(voices, parsed, thing))  # *urged both firms:*
            or (preposition and thing.lemma_ in SPELLS)  # *called for it for a decade*
            or (lemma in LOOKING and thing.lower_ in IDLE and not any(c.dep_ == "poss" for c in thing.lefts))
            or not _is_fit(verb, thing, preposition)
            or _clause_follows(voices, parsed, verb, thing)
        ):
            continue
        holder = _needing(voices, parsed, verb) if lemma in NEEDING else asker(voices, parsed, verb)
        if can_ask(parsed, verb, holder):
            span = _with_place(voices, parsed, thing)
            yield Demand(parsed, span, form, holder, _of_thing(voices, parsed, verb, thing, holder), verb)


def _with_place(voices: Voices, parsed: Parsed, thing: Token) -> Span:
    """The words of a thing, and those after it that the parse hung on the verb: *elections in Peru*."""
    span, last = phrase_span(voices, parsed, thing), int(thing.right_edge.i)
    place = next((c for c in thing.head.children if c.i == last + 1 and c.lower_ in BELONGING), None)
    if place is None or any(c.ent_type_ in ("DATE", "TIME") for c in place.children):
        return span
    if place.lower_ == "in" and not any(c.pos_ == "PROPN" for c in place.children):
        return span
    return Span(span.start, parsed.span(place.right_edge).end)


def _is_fit(verb: Token, thing: Token, preposition: str) -> bool:
    """Whether what is asked for fits a verb that also has a use in which nothing is asked."""
    lemma = verb.lemma_.lower()
    if lemma == "like":
        return any(c.dep_ == "aux" and c.lower_ in ("would", "should", "’d", "'d") for c in verb.children)
    if lemma == "suggest":
        subject = subject_of(verb)
        return subject is not None and is_party(subject)
    if lemma == "expect":
        subject = subject_of(verb)
        own = subject is not None and subject.lower_ in ("we", "i")
        return own or thing.lemma_.lower() in DEEDS or any(c.lower_ == "from" for c in verb.children)
    return not (lemma in DEEDS_ALONE or "ward" in preposition) or thing.lemma_.lower() in DEEDS


def _needing(voices: Voices, parsed: Parsed, verb: Token) -> Someone:
    """Who needs: a known party; of a thing that *requires* something, whoever says so."""
    holder, subject = asker(voices, parsed, verb), subject_of(verb)
    if subject is not None and subject.pos_ == "NOUN" and not is_party(subject):
        return voices.speaker(parsed, verb)
    told = bool(voices.speaker(parsed, verb).text)
    own = subject is not None and (subject.lower_ == "we" or (told and subject.lower_ in ("he", "she", "they")))
    return holder if holder.actor is not None or own else NOBODY


def _wished_so(voices: Voices, parsed: Parsed, verb: Token) -> Iterator[Demand]:
    """*wants the sanctions lifted*, *want them home*, *would like to see the crossing reopened*."""
    seen = next((c for c in verb.children if c.lemma_ == "see" and c.dep_ == "xcomp" and is_to(c)), None)
    form = "want" if _is_rather(verb) else WISHED.get(verb.lemma_.lower())
    if form is None or negated(verb) or (verb.tag_ == "VBN" and verb.dep_ == "acl"):
        return
    first = _wished_thing(seen if seen is not None else verb)
    holder = asker(voices, parsed, verb) if first is not None else NOBODY
    if first is not None and can_ask(parsed, verb, holder):
        last = max(t.i for c in first.head.subtree for t in [c]) if first.head != verb else first.right_edge.i
        words = [t for t in parsed.tokens if first.left_edge.i <= t.i <= last]
        words = words[:-1] if words[-1].dep_ == "cc" else words
        span = trimmed(voices.reading.text, within_mark(voices, parsed, words[0], parsed.over(words)))
        yield Demand(parsed, span, form, holder, addressee(voices, parsed, first, holder.actor), verb)
        for thing in _joined_states(verb, last):
            yield Demand(parsed, phrase_span(voices, parsed, thing), form, holder, None, verb)


def _joined_states(verb: Token, last: int) -> Iterator[Token]:
    """*wants the port reopened and its ships returned*: the noun of a second state, which the parse joins anew."""
    for child in verb.children:
        if child.i > last and child.dep_ in ("conj", "dobj") and child.pos_ == "NOUN":
            yield from (child for c in child.children if c.dep_ == "acl" and c.tag_ == "VBN")


def _is_rather(verb: Token) -> bool:
    """*would sooner see the talks moved*, *would rather see …*."""
    return verb.lemma_ == "see" and any(c.lower_ in ("rather", "sooner") for c in verb.children)


def _wished_thing(verb: Token) -> Token | None:
    """The subject of a state that is wished for, or the thing itself after *want to see*."""
    for child in verb.children:
        if child.i > verb.i and child.dep_ in ("ccomp", "xcomp", "oprd", "advmod") and not is_to(child):
            finite = any(c.dep_ in ("aux", "auxpass") for c in child.children)
            state = not finite and child.tag_ in ("VBN", "VBD", "JJ", "RB", "IN", "VBG")
            subject = next((c for c in child.children if c.dep_ in ("nsubj", "nsubjpass") and c.i > verb.i), None)
            if state and subject is not None and subject.left_edge.i == verb.i + 1:
                return subject
    if verb.lemma_ == "see":
        return next((c for c in verb.children if c.dep_ == "dobj" and c.pos_ == "NOUN"), None)
    return None


def _is_supposed(verb: Token) -> bool:
    """Whether the asking itself is only supposed: *if Iran wants relief …*, *should have asked for a truce*."""
    missed = any(c.dep_ == "aux" and c.lower_ == "have" for c in verb.children) and any(
        c.dep_ == "aux" and c.lower_ in ("could", "might", "should", "would") for c in verb.children
    )
    return missed or any(c.dep_ == "mark" and c.lower_ in ("if", "unless", "whether") for c in verb.children)


def _things(verb: Token) -> Iterator[tuple[Token, str]]:
    """What a verb of asking governs, each with the preposition before it."""
    yield from _before(verb)
    for child in verb.children:
        if child.tag_ == "VBG" and child.dep_ in ("xcomp", "ccomp") and verb.lemma_ in PROPOSING:
            yield child, ""
        if child.i > verb.i and (child.dep_ == "dobj" or (child.dep_ == "ccomp" and child.pos_ == "NOUN")):
            yield _weighed(child), ""
        elif child.dep_ == "prep" and child.i > verb.i:
            yield from ((g, _preposition(verb, child)) for g in child.children if g.dep_ in ("pobj", "pcomp"))


def _weighed(thing: Token) -> Token:
    """What a noun for its weight is about: *the desirability of talks*."""
    of = next((c for c in thing.children if c.lower_ == "of"), None) if thing.lemma_.lower() in WEIGHT else None
    return next((g for g in of.children if g.dep_ in ("pobj", "pcomp")), thing) if of is not None else thing


def _before(verb: Token) -> Iterator[tuple[Token, str]]:
    """What stands before the verb: *relief was demanded by Egypt*, *relief sought by Egypt*, *relief Egypt wants*."""
    by = any(c.dep_ == "agent" for c in verb.children)
    taken = any(c.dep_ in ("dobj", "ccomp", "xcomp") or c.lower_ in ("which", "that", "who") for c in verb.children)
    asked = verb.dep_ == "relcl" and not taken and any(c.dep_ == "nsubj" and c.i < verb.i for c in verb.children)
    stranded = next((_preposition(verb, c) for c in verb.children if c.dep_ == "prep" and c.n_rights == 0), "")
    if by and (subject := next((c for c in verb.children if c.dep_ == "nsubjpass"), None)) is not None:
        yield subject, stranded
    elif (by and verb.dep_ == "acl") or asked:
        yield verb.head, stranded


def _preposition(verb: Token, word: Token) -> str:
    """A preposition with the particle before it: *for*, *out for*, *forward to*."""
    before = word.nbor(-1)
    return f"{before.lower_} {word.lower_}" if before.lower_ in PARTICLES and before.i == verb.i + 1 else word.lower_


def _is_thing(thing: Token) -> bool:
    if thing.pos_ == "NUM":
        return any(c.tag_ == "$" for c in thing.children)  # *appealed for $200 million*
    if thing.lower_ in EMPTY or thing.pos_ in ("PRON", "DET") or thing.ent_type_ == "PERSON":
        return False
    return thing.pos_ in ("NOUN", "PROPN", "VERB", "ADJ")


def _clause_follows(voices: Voices, parsed: Parsed, verb: Token, thing: Token) -> bool:
    """Whether the object is the one asked, not the thing asked for: *expects Iran to …*."""
    if thing.pos_ == "NUM":
        return False  # *appealed for $200 million to feed them*
    clause = _wanted(verb) if verb.lemma_.lower() in ADDRESSING else None
    if clause is not None and clause.i > thing.i and _asked_one(verb, clause) == thing:
        return True
    follows = any(c.dep_ in ("xcomp", "ccomp") and c.i > thing.i for c in verb.children)
    return follows and (thing.dep_ != "dobj" or can_act(voices, parsed, thing))


def _of_thing(voices: Voices, parsed: Parsed, verb: Token, thing: Token, holder: Someone) -> str | None:
    source = next(
        (c for c in verb.children if c.dep_ in ("prep", "dative") and c.lower_ in ("from", "of", "to")), None
    )
    giver = next((g for g in source.children if g.dep_ == "pobj"), None) if source is not None else None
    found = voices.who(parsed, giver).actor if giver is not None else None
    return found or addressee(voices, parsed, thing, holder.actor)


def _that(voices: Voices, parsed: Parsed, verb: Token) -> Iterator[Demand]:
    form = THAT.get(verb.lemma_.lower())
    clause = next((c for c in verb.children if c.dep_ == "ccomp" and c.i > verb.i), None)
    if (
        form is None
        or clause is None
        or not _is_wished(verb, clause)
        or voices.reading.in_direct(parsed, clause) != voices.reading.in_direct(parsed, verb)
    ):
        return
    holder = asker(voices, parsed, verb)
    if can_ask(parsed, verb, holder) or _is_nobodys(verb):
        yield Demand(parsed, phrase_span(voices, parsed, clause), form, holder, doer(voices, parsed, clause), verb)


def _is_nobodys(verb: Token) -> bool:
    """*It is proposed that …*, *the Committee is requested to …*: asked, in the present, by who is not told."""
    passive = any(c.dep_ == "nsubjpass" for c in verb.children)
    return passive and any(c.dep_ == "auxpass" and c.lower_ in ("is", "are") for c in verb.children)


def _is_wished(verb: Token, clause: Token) -> bool:
    """A clause that asks, not one that reports: *insists that Iran leave*, *must leave*, not *insists it left*."""
    lemma = verb.lemma_.lower()
    if lemma in ("ask", "demand", "require", "request", "propose", "recommend", "stipulate"):
        return not any(c.lower_ in ("whether", "if") or c.tag_ in ("WP", "WRB", "WDT") for c in clause.children)
    aux = {c.lower_ for c in clause.children if c.dep_ in ("aux", "auxpass")}
    subject = subject_of(clause)
    unshifted = verb.tag_ == "VBD" and clause.lemma_ not in ("be", "have")  # *insisted that the talks go on*
    subjunctive = clause.tag_ == "VBP" and subject is not None and (subject.tag_ in ("NN", "NNP") or unshifted)
    passive = any(c.dep_ == "auxpass" and c.lower_ == "be" for c in clause.children)
    if lemma == "suggest" and aux & {"might", "could"}:  # *suggested that members might wait*, not *data suggest*
        doer = subject_of(verb)
        return doer is not None and is_party(doer)
    bare = (clause.tag_ == "VB" or subjunctive or passive) and not aux & {
        "will",
        "would",
        "can",
        "could",
        "may",
        "might",
        "to",
        "do",
        "did",
        "does",
    }
    return bare or bool(aux & {"must", "should", "shall"}) or (lemma in ("expect", "hope") and "will" in aux)


def _to_do(voices: Voices, parsed: Parsed, verb: Token) -> Iterator[Demand]:
    form = TO_DO.get(verb.lemma_.lower())
    kinds = ("xcomp", "ccomp", "advcl") if form == "proposal" else ("xcomp", "ccomp")
    clause = next((c for c in verb.children if c.dep_ in kinds and is_to(c) and c.i > verb.i), None)
    if form is None or clause is None or _is_idle(clause) or _asked_one(verb, clause) is not None:
        return
    holder = asker(voices, parsed, verb)
    if _does_so(voices, parsed, verb, clause, holder):
        of = _hit(voices, parsed, clause, holder) if form == "threat" else None
        after = to_of(clause) - (form == "proposal")  # *proposed, first of all, to meet*: from its *to* on
        yield Demand(parsed, phrase_span(voices, parsed, clause, after=after), form, holder, of, verb)


def _does_so(voices: Voices, parsed: Parsed, verb: Token, clause: Token, holder: Someone) -> bool:
    """Whether a party says what it means to do: *the union threatened to walk out*, not *the storm threatened*."""
    subject = subject_of(verb)
    party = subject is not None and is_party(subject)
    if (form := TO_DO[verb.lemma_.lower()]) != "threat":
        noun = party and subject is not None and subject.pos_ == "NOUN"  # *the fishermen want to return*
        return holder.actor is not None or (noun and form != "need" and holder.text != "")
    hostile = verb.lemma_ == "threaten" or clause.lemma_.lower() in HOSTILE or is_blow(voices, parsed, clause)
    return hostile and party and can_ask(parsed, verb, holder)


def _hit(voices: Voices, parsed: Parsed, clause: Token, holder: Someone) -> str | None:
    inside = voices.reading.cast.inside(parsed.span(clause).start, parsed.sentence.span.end)
    return next((m.actor for m in inside if not voices.same_party(m.actor, holder.actor)), None)
