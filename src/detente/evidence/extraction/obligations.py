"""What must, shall, should or needs to be done: obligations, and what somebody calls essential."""

import re
from collections.abc import Iterator

from detente.evidence.extraction.asked import Demand, is_to, negated, phrase_span, to_of, trimmed
from detente.evidence.extraction.lexicon import words
from detente.evidence.extraction.parse import Parsed, Token
from detente.evidence.extraction.parties import addressee, asker, can_act, counterpart, doer, is_party, led
from detente.evidence.extraction.reference import Someone
from detente.evidence.extraction.voices import NOBODY, Voices, subject_of

__all__ = ["obligations"]

FORBIDDEN = frozenset(
    {"have", "keep", "retain", "develop", "acquire", "possess", "remain", "join", "continue", "be", "own"}
)
WISHING = frozenset({"like", "prefer", "appreciate", "welcome", "hope"})  # *we should like* wishes
JUDGING = words("obligations_judging")
CONSIDERING = frozenset({"consider", "deem", "find", "hold", "judge", "regard", "think", "believe"})
VIEWS = frozenset({"conviction", "opinion", "position", "principle", "view"})  # *repeated the view that …*
MINDING = frozenset({"nobody", "none", "you"})
NEAR = 4  # tokens from *consider* to the word for vital
HAVING = {"have": "demand", "need": "need", "ought": "proposal"}
MUST = {"must": "demand", "shall": "demand", "should": "proposal", "ought": "proposal"}
FORESEEN = words("obligations_foreseen")
OF_THE_MIND = words("obligations_of_the_mind")
UNDERTAKING = frozenset({"agree", "accept", "commit", "pledge", "promise", "undertake"})
AGREED = re.compile(
    r"\b(?:Agreement|AGREEMENT|Accord|ACCORD|Treaty|TREATY|Protocol|PROTOCOL|Memorandum|MEMORANDUM)\b"
)
OPENING = 3  # sentences in which an agreement's heading stands
WEIGHT = frozenset({"importance", "necessity", "urgency"})
WEIGHING = words("obligations_weighing")
PLAIN = frozenset({"clear", "known", "plain"})  # *we must make it clear that …* only tells
RELATIONS = frozenset({"alliance", "friendship", "partnership", "relation", "relationship", "tie"})
LEAST_CHANTED = 2
LEAST_WORDS = 3  # of a command that asks for something
NO_COMMAND = words("obligations_no_command")
VITAL = words("demands_vital")
BY_WHEN = re.compile(
    r"\b(?:no later than|not later than|within \w+ (?:hours|days|weeks|months)|by the end of|before the "
    r"end of)\b|\b[Bb]y (?=[A-Z\d])"
)


def obligations(voices: Voices, parsed: Parsed) -> Iterator[Demand]:
    """Demands made by a modal or an adjective: *Russia must …*, *needs to …*, *it is vital that …*."""
    yield from _imperative(voices, parsed)
    yield from _chanted(voices, parsed)
    for token in parsed.tokens:
        yield from _must(voices, parsed, token)
        yield from _vital(voices, parsed, token)
        yield from _weighed(voices, parsed, token)
        yield from _undertaken(voices, parsed, token)


def _must(voices: Voices, parsed: Parsed, token: Token) -> Iterator[Demand]:
    verb, form = _obligation(token)
    subject = _obliged(token, verb) if verb is not None else None
    if verb is None or subject is None or not _obliges(parsed, token, verb, subject):
        return
    speaker = _judging(voices, parsed, verb)
    who = voices.who(parsed, subject)
    own = subject.lower_ in ("we", "i") or voices.same_party(who.actor, speaker.actor)
    bare = subject.dep_ == "nsubj" and (own or _is_addressed(voices, parsed, subject, token))
    after = _after_modal(token, verb) if bare else int(subject.left_edge.i) - 1
    whole = token if verb.head == token else verb  # *the ships have to go*
    span = phrase_span(voices, parsed, verb if bare else whole, after=after)
    if speaker.text:
        if not own or token.lower_ not in ("can", "ca"):
            doer = None if own or subject.dep_ == "nsubjpass" else who.actor
            yield Demand(parsed, span, "need" if own else form, speaker, doer, verb)
    elif token.lower_ in ("should", "ought") and (who.actor or subject.dep_ == "nsubjpass" or _is_felt(verb, token)):
        yield Demand(parsed, span, "proposal", NOBODY, who.actor, verb)
    elif who.actor is not None and subject.dep_ == "nsubj" and token.lower_ not in ("can", "ca", "shall"):
        yield Demand(parsed, span, "need", who, None, verb)
    elif token.lower_ == "shall" or (token.lower_ in ("has", "have", "must") and BY_WHEN.search(parsed.tokens.text)):
        late = token.lower_ != "shall" and BY_WHEN.search(span.of(voices.reading.text)) is not None
        other = counterpart(voices, who.actor)
        yield Demand(parsed, span, "deadline" if late else "package", NOBODY if late else other, who.actor, verb)


def _obliged(token: Token, verb: Token) -> Token | None:
    """The subject of what must be done, *there* among them; a name before the modal that the parse hung elsewhere."""
    there = next((c for c in verb.children if c.dep_ == "expl" and c.lower_ == "there"), None)
    before = next((t for t in reversed(token.doc[token.sent.start : token.i]) if not t.is_punct), None)
    named = before if before is not None and before.pos_ == "PROPN" and token.tag_ == "MD" else None
    return there or subject_of(verb) or named


def _obliges(parsed: Parsed, token: Token, verb: Token, subject: Token) -> bool:
    """Whether an obligation is stated, not asked about, supposed, or the mind's: *nobody should expect charity*."""
    aside = (
        verb.dep_ == "advcl"
        or any(c.lower_ in ("if", "whether") and c.dep_ == "mark" for c in verb.children)
        or parsed.tokens[-1].text == "?"
        or subject.lower_ in ("what", "who")
    )
    own = subject.lower_ in ("we", "i")
    idle = verb.lemma_ in OF_THE_MIND and (own or subject.dep_ == "nsubjpass" or subject.lower_ in MINDING)
    foreseen = token.lower_ == "should" and (subject.lower_ in ("this", "that") or verb.lemma_ in FORESEEN)
    idle = idle or (own and verb.lemma_ == "make" and any(t.lower_ in PLAIN for t in verb.subtree))
    resolved = own and verb.lemma_ == "be" and any(c.dep_ == "acomp" for c in verb.children)  # *we must be patient*
    if any(a.dep_ == "advcl" and any(c.lower_ in ("if", "unless") for c in a.children) for a in verb.ancestors):
        return False
    idle = idle or (
        verb.lemma_ == "do" and not any(c.dep_ in ("dobj", "advmod") for c in verb.rights)
    )  # *the thing we must do*
    supposed = token.i < subject.i  # *should the talks fail, …* supposes and does not ask
    promised = token.lower_ == "shall" and (own or subject.lower_ in ("it", "this"))  # *we shall never yield*
    chore = subject.lower_ == "i" and token.lemma_.lower() in ("have", "need")  # *I need to go now*
    return not (
        chore
        or promised
        or foreseen
        or resolved
        or aside
        or idle
        or supposed
        or (token.lower_ == "should" and verb.lemma_ in WISHING)
    )


def _judging(voices: Voices, parsed: Parsed, verb: Token) -> Someone:
    """Who holds that something must be done: the speaker, or whoever *believes* it."""
    speaker = voices.speaker(parsed, verb)
    if not speaker.text and verb.dep_ == "ccomp" and verb.head.pos_ == "VERB":
        speaker = led(voices, parsed, verb.head)
    if not speaker.text and verb.head.lemma_.lower() in VIEWS and verb.head.head.pos_ == "VERB":
        return asker(voices, parsed, verb.head.head)
    held = verb.dep_ == "ccomp" and verb.head.lemma_.lower() in JUDGING
    subject = subject_of(verb.head) if held else None
    if subject is None or subject.dep_ == "nsubjpass":
        return speaker
    who = voices.who(parsed, subject)
    if subject.lower_ == "i":
        return who
    return who if not voices.same_party(who.actor, speaker.actor) and (who.actor or is_party(subject)) else speaker


def _is_felt(verb: Token, token: Token) -> bool:
    """*It is felt that the envoys ought to return*: by nobody in particular."""
    clause = token if token.dep_ == "ccomp" else verb
    above = clause.head
    it = any(c.lower_ == "it" for c in above.children)
    return clause.dep_ == "ccomp" and above.lemma_.lower() in JUDGING and it


def _is_addressed(voices: Voices, parsed: Parsed, subject: Token, token: Token) -> bool:
    """Whether the one who shall act is addressed: *Chad must …*, not *no side may …* nor *the boats must …*."""
    shut = any(c.lower_ in ("no", "neither", "not", "nobody") for c in subject.children)
    return not shut and token.lower_ not in ("can", "ca") and can_act(voices, parsed, subject)


def _after_modal(token: Token, verb: Token) -> int:
    """The place before the words that say what shall be done, *not* among them."""
    aside = [c.right_edge.i for c in verb.lefts if c.i > token.i and c.dep_ in ("prep", "advcl", "npadvmod")]
    return max([int(token.i), to_of(verb), *aside])


def _obligation(token: Token) -> tuple[Token | None, str]:
    """The verb that an obligation governs, and its form: *must*, *should*, *has to*, *needs to*."""
    if (
        token.dep_ == "aux"
        and token.lower_ in ("can", "ca")
        and token.head.lemma_ in FORBIDDEN
        and not any(c.dep_ == "auxpass" for c in token.head.children)
        and negated(token.head)
    ):
        return token.head, "demand"
    if token.dep_ == "aux" and token.lower_ in MUST:
        passed = any(c.lower_ == "have" and c.dep_ == "aux" for c in token.head.children)
        return (None, "") if passed else (token.head, MUST[token.lower_])
    free = negated(token) and token.lemma_ != "ought"  # *need not*, *do not have to*
    borne = token.tag_ == "VBN" or (_is_conditional(token) and not _is_reported(token))  # *have had to endure*
    if token.lemma_.lower() in ("have", "need", "ought") and not (borne or free):
        clause = next((c for c in token.children if c.dep_ == "xcomp" and is_to(c)), None)
        direct = clause is not None and not any(c.dep_ in ("dobj", "auxpass") for c in token.children)
        if clause is not None and direct and to_of(clause) <= token.i + 2:
            return clause, HAVING[token.lemma_.lower()]
    return None, ""


def _is_conditional(verb: Token) -> bool:
    """*would have to*: what would follow, not what is asked."""
    return any(c.dep_ == "aux" and c.lower_ in ("would", "might", "may", "could") for c in verb.children)


def _is_reported(verb: Token) -> bool:
    """*replied that the toll would have to go*: a *will have to* told in the past, of what another shall bear."""
    clause = next((c for c in verb.children if c.dep_ == "xcomp"), None)
    passive = clause is not None and any(c.dep_ == "auxpass" for c in clause.children)
    supposed = any(c.dep_ == "advcl" for c in verb.children)
    return verb.dep_ == "ccomp" and verb.head.tag_ in ("VBD", "VBN") and passive and not supposed


def _undertaken(voices: Voices, parsed: Parsed, verb: Token) -> Iterator[Demand]:
    """*Chad undertakes to clear the mines*, in an agreement: a provision."""
    if verb.lemma_.lower() not in UNDERTAKING or verb.tag_ not in ("VBP", "VBZ") or not _is_agreed(voices):
        return
    clause = next((c for c in verb.children if c.dep_ in ("xcomp", "ccomp") and is_to(c) and c.i > verb.i), None)
    subject = subject_of(verb)
    if clause is not None and subject is not None and clause.lemma_.lower() not in UNDERTAKING:
        of = voices.who(parsed, subject).actor
        span = phrase_span(voices, parsed, clause, after=to_of(clause))
        yield Demand(parsed, span, "package", counterpart(voices, of), of, verb)


def _is_agreed(voices: Voices) -> bool:
    """Whether the document is an agreement, by its heading."""
    return any(
        s.heading and AGREED.search(s.span.of(voices.reading.text)) for s in voices.reading.sentences[:OPENING]
    )


def _imperative(voices: Voices, parsed: Parsed) -> Iterator[Demand]:
    """*Stop the shelling*, *Let the inspectors in*: asked by who is quoted, or proposed by the writer."""
    for token in parsed.tokens:
        if token.tag_ != "VB" or token.dep_ not in ("ROOT", "ccomp") or not _commands(token):
            continue
        speaker = voices.speaker(parsed, token)
        span = phrase_span(voices, parsed, token, after=int(token.left_edge.i) - 1)
        if len(span.of(voices.reading.text).split()) >= LEAST_WORDS:
            yield Demand(parsed, span, "demand" if speaker.text else "proposal", speaker, None, token)


def _chanted(voices: Voices, parsed: Parsed) -> Iterator[Demand]:
    """*chanted “Stop the mine”*, *signs that read “Listen, don't lecture”*: a command, whole, within marks."""
    for mark in voices.reading.marks_in(parsed.sentence.span):
        said = [t for t in parsed.tokens if mark.span.covers(parsed.span(t)) and not t.is_punct]
        verb = said[0] if said and said[0].lower_ != "do" else next(iter(said[2:]), None)
        within = mark.span.end <= parsed.sentence.span.end + 1  # one sentence, not the first of a speech
        if verb is None or not within or len(said) < LEAST_CHANTED or not _is_bare(verb):
            continue
        outside = (a for a in verb.ancestors if a.pos_ == "VERB" and not mark.span.covers(parsed.span(a)))
        above = next((a for a in outside if (who := subject_of(a)) is not None and is_party(who)), None)
        speaker = voices.speaker(parsed, verb)
        speaker = speaker if speaker.text or above is None else asker(voices, parsed, above)
        yield Demand(parsed, trimmed(voices.reading.text, mark.span), "demand", speaker, None, verb)


def _is_bare(verb: Token) -> bool:
    """Whether a verb is bare, has no subject and could command: not *let me be clear*, *read more*."""
    idle = verb.lemma_.lower() in NO_COMMAND or any(t.lower_ == "me" for t in verb.doc[verb.i + 1 : verb.i + 2])
    return (
        not idle
        and verb.tag_ in ("VB", "VBP")
        and not any(c.dep_ in ("nsubj", "nsubjpass", "aux") for c in verb.lefts if c.lower_ not in ("do", "please"))
    )


def _commands(verb: Token) -> bool:
    """Whether a bare verb opens a sentence, or a quotation, as a command."""
    if not _is_bare(verb) or any(c.dep_ == "expl" or c.tag_ in ("TO", "MD") for c in verb.children):
        return False
    colon = max((int(t.i) for t in verb.sent if t.i < verb.i and t.text == ":"), default=-1)
    before = [t for t in verb.sent if colon < t.i < verb.i and not t.is_punct]
    return all(t.head == verb and (t.dep_ in ("neg", "advmod") or t.lower_ in ("do", "please")) for t in before)


def _vital(voices: Voices, parsed: Parsed, token: Token) -> Iterator[Demand]:
    """*It is essential that …*, *we consider it important that …*, in somebody's voice."""
    if token.lower_ not in VITAL or token.dep_ == "amod":
        return
    near = [*token.children, *token.head.children]
    clause = next((c for c in near if c.dep_ in ("ccomp", "xcomp", "advcl") and c.i > token.i), None)
    speaker = _considering(voices, parsed, token)
    idle = clause is not None and is_to(clause) and any(c.dep_ == "ccomp" for c in clause.children)
    if clause is not None and speaker.text and not idle:
        bare = is_to(clause) and ((subject := subject_of(clause)) is None or can_act(voices, parsed, subject))
        span = phrase_span(voices, parsed, clause, after=to_of(clause) if bare else -1)
        yield Demand(parsed, span, "need", speaker, doer(voices, parsed, clause), token)


def _considering(voices: Voices, parsed: Parsed, token: Token) -> Someone:
    """Who finds something vital: the subject of *considers it vital*, else the speaker."""
    verb = next((a for a in token.ancestors if a.lemma_.lower() in CONSIDERING), None)
    near = verb is not None and token.i - verb.i < NEAR
    if verb is None or not near or subject_of(verb) is None:
        return voices.speaker(parsed, token)
    return asker(voices, parsed, verb)


def _weighed(voices: Voices, parsed: Parsed, noun: Token) -> Iterator[Demand]:
    """*underscored the importance of access*, *attaches great importance to a truce*."""
    if noun.lemma_.lower() not in WEIGHT:
        return
    verb = next((a for a in noun.ancestors if a.pos_ == "VERB"), None)
    if verb is None or verb.lemma_.lower() not in WEIGHING:
        return
    near = [c for c in noun.children if c.lower_ == "of"] + [
        c for c in verb.children if c.lower_ == "to" and c.i > noun.i
    ]
    thing = next((g for c in near for g in c.children if g.dep_ in ("pobj", "pcomp")), None)
    who = asker(voices, parsed, verb)
    holder = who if who.actor or who.text else voices.speaker(parsed, noun)
    praised = thing is not None and thing.lemma_.lower() in RELATIONS  # *reaffirmed the importance of ties*
    if thing is not None and not praised and thing.pos_ in ("NOUN", "VERB", "PROPN") and holder.text:
        span = phrase_span(voices, parsed, thing)
        yield Demand(parsed, span, "need", holder, addressee(voices, parsed, thing, holder.actor), verb)
