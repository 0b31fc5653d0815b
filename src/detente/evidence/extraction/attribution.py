"""Who says what: the verb of saying, its speaker, the clause it governs, and how the text holds it.

A stance comes from the governing verb: *denied that* and *rejected the claim that* deny, *was asked whether* asks,
and a speaker without a name makes it reported by unnamed.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from detente.evidence.document import Span
from detente.evidence.extraction.content import SAYING, TELLING, VERBS, content_span
from detente.evidence.extraction.lexicon import words
from detente.evidence.extraction.parse import Parsed, Token
from detente.evidence.extraction.reading import Reading
from detente.evidence.extraction.reference import BOTH, WE, Someone, phrase
from detente.evidence.record import Stance

__all__ = ["SAYING", "Saying", "joined_to", "sayings"]

DENYING = frozenset(["deny", "reject", "refute", "dispute", "dismiss", "rebut", "disavow"])
REPORTED_NOUNS = words("attribution_reported_nouns")
CARRYING = words("attribution_carrying_nouns")
VOICING = words("attribution_voicing")
NOTING = words("attribution_noting")
HOLDING = words("attribution_holding")
CONVINCED = words("attribution_convinced")
FEELING = words("attribution_feeling")
NO_VOICE = words("attribution_no_voice")
ADDRESSING = words("attribution_addressing")
ISSUED = words("attribution_issued")
FINITE = ("VBD", "VBZ", "VBP", "VBN")
MARKS_BEFORE = (",", "”", '"', "–", "—", "'", "’")


@dataclass(frozen=True, slots=True)
class Saying:
    """One act of saying in one sentence; `content` is None where the words are quoted elsewhere in it."""

    parsed: Parsed
    verb: Token
    speaker: Someone
    stance: Stance
    content: Span | None
    clause: Token | None
    own: bool = False  # whether the one who writes or has the turn tells of their own saying: *we urge*


def sayings(reading: Reading, parsed: Parsed, teller: Someone | None = None) -> list[Saying]:
    """Every act of saying in a sentence, outermost first, those inside a quoted statement left out.

    `teller` has the turn there in a transcript, and is meant by *we*.
    """
    verbs = [t for t in parsed.tokens if _is_act(t) and not reading.in_direct(parsed, t)]
    found = [s for verb in verbs if (s := _saying(reading, parsed, verb, teller))]
    nouns = list(_by_noun(reading, parsed, {int(s.clause.i) for s in found if s.clause is not None}))
    asides = [*_according(reading, parsed), *_as_said(reading, parsed)]
    return sorted([*found, *nouns, *asides], key=lambda saying: _depth(saying.verb))


def _is_act(token: Token) -> bool:
    if token.pos_ in ("VERB", "AUX") and (token.lemma_.lower() in VERBS or _voiced(token) is not None):
        return True
    return _holds(token)


def _holds(token: Token) -> bool:
    """Whether somebody holds what a *that* clause tells: *they believe that*, *it is convinced that*."""
    held = token.lower_ in CONVINCED or (token.tag_ in FINITE and token.lemma_.lower() in HOLDING)
    if not held or any(c.dep_ == "neg" for c in token.children) or _that(token) is None:
        return _lets_know(token)
    subject = speaker_token(token)
    if subject is None:
        return _is_impersonal(token)
    if subject.lower_ in BOTH or subject.lemma_.lower() in NO_VOICE:
        return False
    return subject.pos_ != "PRON" or not any(a.pos_ == "VERB" and a.lemma_.lower() in SAYING for a in token.ancestors)


def _lets_know(token: Token) -> bool:
    """Whether somebody is let know it: *let both sides know that*."""
    return bool(token.lemma_ in ("know", "known") and token.dep_ == "ccomp" and token.head.lemma_ == "let")


def _depth(token: Token) -> int:
    return sum(1 for _ in token.ancestors)


def _saying(reading: Reading, parsed: Parsed, verb: Token, teller: Someone | None) -> Saying | None:
    clause = _clause(verb)
    said = clause is not None or verb.lemma_.lower() in SAYING | TELLING or _has_mark(reading, parsed)
    subject = speaker_token(verb)
    if not said or (subject is None and clause is None):
        return None
    meant = teller.actor if teller is not None else None
    speaker = phrase(reading, parsed, subject, meant) if subject is not None else _impersonal(verb)
    if speaker is None:
        return None
    content = content_span(parsed, verb, clause) if clause is not None else None
    own = subject is not None and subject.lower_ in WE
    return Saying(parsed, verb, speaker, stance_of(verb, speaker), content, clause, own)


def _has_mark(reading: Reading, parsed: Parsed) -> bool:
    return bool(reading.marks_in(parsed.sentence.span))


def speaker_token(verb: Token) -> Token | None:
    """The head of the phrase that names who says it, through conjunctions, participles and passives."""
    if _lets_know(verb):
        return speaker_token(verb.head)
    if verb.lower_ in CONVINCED and (subject := _convinced(verb)) is not None:
        return subject
    for child in sorted(verb.children, key=lambda c: abs(c.i - verb.i)):
        if child.dep_ == "nsubj" and child.lower_ not in ("it", "that", "which", "what"):
            return child if child.lower_ != "who" else _antecedent(verb)
        if child.dep_ == "nsubj" and child.lower_ in ("which", "that"):
            return _antecedent(verb)
        if child.dep_ == "nsubj" and child.lower_ == "it" and verb.dep_ != "relcl":
            return child
    if agent := next((g for c in verb.children if c.dep_ == "agent" for g in c.children if g.dep_ == "pobj"), None):
        return agent
    if passive := next((c for c in verb.children if c.dep_ == "nsubjpass"), None):
        asked = verb.lemma_.lower() in ("ask", "quote", "tell", "inform", "remind") and passive.lower_ != "it"
        return passive if asked and verb.lemma_.lower() == "ask" else None
    if verb.dep_ in ("conj", "xcomp", "advcl", "pcomp") and verb.head != verb:
        return _inherited(verb)
    if verb.dep_ == "acl" and (verb.tag_ == "VBG" or (verb.tag_ in ("VBD", "VBN") and verb.head.dep_ == "ROOT")):
        return _issuer_of(verb.head) or verb.head
    return None


def _issuer_of(noun: Token) -> Token | None:
    """Who makes the statement that says it: *released a statement saying*, *a letter from the envoy saying*."""
    if noun.lower_ not in ISSUED:
        return None
    verb = noun.head if noun.dep_ == "dobj" else noun.head.head if noun.dep_ == "pobj" else noun
    made = speaker_token(verb) if verb != noun and verb.pos_ == "VERB" else None
    return _whose(noun) or made


def _convinced(word: Token) -> Token | None:
    """Who is *convinced* or *confident*, which the parse takes for a verb or for what somebody is."""
    verbs = (word, word.head) if word.dep_ in ("acomp", "xcomp") else (word, *word.children)
    return next((c for verb in verbs for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")), None)


def _inherited(verb: Token) -> Token | None:
    head = joined_to(verb) if verb.dep_ != "pcomp" else verb.head.head
    if (verb.dep_ == "advcl" and verb.tag_ != "VBG") or head == verb:
        return None
    if head.pos_ not in ("VERB", "AUX"):
        return None
    if verb.tag_ == "VB" and any(c.dep_ == "nsubj" and c.lower_ == "it" for c in head.children):
        return None  # *it is important to note that*
    quoted = next((c for c in head.children if c.dep_ == "nsubjpass"), None)
    return quoted if quoted is not None and head.lemma_ in ("quote", "cite", "report") else speaker_token(head)


def joined_to(verb: Token) -> Token:
    """What a verb is joined to: where it has a tense, one that has (*reiterated that … not be used and sought*)."""
    if (
        verb.dep_ != "conj"
        or verb.tag_ not in ("VBD", "VBZ")
        or any(c.dep_ in ("aux", "auxpass") for c in verb.children)
    ):
        return verb.head
    tensed = [a for a in verb.ancestors if a.tag_ in ("VBD", "VBZ", "VBP")]
    return next((a for a in tensed if a.tag_ == verb.tag_), tensed[0] if tensed else verb.head)


def _antecedent(verb: Token) -> Token | None:
    return verb.head if verb.dep_ == "relcl" else None


def _impersonal(verb: Token) -> Someone | None:
    known = verb.lemma_.lower() in SAYING | HOLDING
    return Someone(None, "", unnamed=False) if known and _is_impersonal(verb) else None


def _is_impersonal(verb: Token) -> bool:
    return any(c.dep_ == "nsubjpass" for c in verb.children)


def _clause(verb: Token) -> Token | None:
    lemma = verb.lemma_.lower()
    if voiced := _voiced(verb) or _told(verb):
        return voiced
    for child in verb.children:
        if child.dep_ == "ccomp" and child.pos_ in ("VERB", "AUX", "ADJ", "NOUN", "PROPN"):
            return child if not _is_aside(verb, child) and not _is_small(verb, child) else None
    if lemma in DENYING:
        for child in verb.children:
            if child.dep_ in ("dobj", "xcomp", "pcomp") and (clause := _under_noun(child)):
                return clause
    if verb.dep_ in ("conj", "dep") and _is_afterthought(verb):
        return verb.head
    if verb.dep_ == "parataxis" or (verb.dep_ == "ccomp" and _said_after(verb) and _is_parted(verb)):
        return verb.head
    return None


def _is_parted(verb: Token) -> bool:
    """Whether commas part the verb of saying and its subject from what is said: *That, she warned, may fail*."""
    subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    if subject is None or verb.lemma_.lower() not in SAYING:
        return False
    first = min(int(subject.left_edge.i), int(verb.i))
    before = verb.doc[first - 1].text in MARKS_BEFORE if first > verb.sent.start else False
    last = max(int(subject.right_edge.i), int(verb.i)) + 1
    return before and (verb.i > verb.head.i or (last < len(verb.doc) and verb.doc[last].text == ","))


def _voiced(verb: Token) -> Token | None:
    """The clause of a noun that the verb voices, or of *clear*: *expressed hope that*, *made clear that*."""
    lemma = verb.lemma_.lower()
    if lemma not in VOICING | HOLDING:
        return None
    for child in verb.children:
        if lemma in VOICING and child.dep_ == "dobj" and child.lower_ in CARRYING and (clause := _that(child)):
            return clause
        if (
            child.lower_ in ("clear", "plain", "known") or (lemma in HOLDING and child.pos_ == "ADJ")
        ) and child.dep_ in ("ccomp", "acomp", "oprd"):
            return next((c for t in (child, verb) for c in t.children if c.i > child.i and _has_that(c)), None)
    return None


def _told(verb: Token) -> Token | None:
    """The clause that the parse hung on those who are told it: *warned the two governments that*."""
    if verb.lemma_.lower() in ADDRESSING:
        told = [c for c in verb.children if c.dep_ == "dobj"]
    else:  # *noted with concern that*
        told = [
            g for c in verb.children if c.lower_ == "with" and c.i > verb.i for g in c.children if g.dep_ == "pobj"
        ]
        told = [noun for noun in told if noun.lower_ in FEELING]
    return next((clause for noun in told if (clause := _that(noun))), None)


def _that(noun: Token) -> Token | None:
    return next((c for c in noun.children if c.dep_ in ("acl", "relcl", "ccomp") and _is_claimed(c)), None)


def _is_claimed(clause: Token) -> bool:
    """Whether *that* only opens a clause: in *remarks that hurt* it is the subject."""
    return any(c.dep_ == "mark" and c.lower_ == "that" for c in clause.children)


def _by_noun(reading: Reading, parsed: Parsed, known: Collection[int]) -> Iterator[Saying]:
    """What somebody's noun of saying holds: *remarks by the envoy that*, *Lee's claim that*."""
    for noun in parsed.tokens:
        if noun.lower_ not in CARRYING | REPORTED_NOUNS or reading.in_direct(parsed, noun):
            continue
        clause, owner = _that(noun), _whose(noun)
        if clause is None or owner is None or int(clause.i) in known:
            continue
        speaker = phrase(reading, parsed, owner)
        yield Saying(parsed, noun, speaker, stance_of(noun, speaker), content_span(parsed, noun, clause), clause)


def _whose(noun: Token) -> Token | None:
    for child in noun.children:
        if child.dep_ == "poss":
            return child
        if child.lower_ in ("by", "from", "of"):
            return next((c for c in child.children if c.dep_ == "pobj"), None)
    return None


def _is_aside(verb: Token, child: Token) -> bool:
    if child.i > verb.i:
        return False
    first = min(child.subtree, key=lambda t: int(t.i))
    bare = not any(c.dep_ in ("nsubj", "nsubjpass", "expl", "csubj") for c in child.children)
    return first.lower_ in ("while", "as", "when", "after", "although", "though", "before") or (
        bare and child.tag_ in ("VBG", "VBN")
    )


def _is_afterthought(verb: Token) -> bool:
    """Whether the verb of saying follows what is said after a comma: *Talks will resume, Lee said*."""
    subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    if subject is None or verb.lemma_.lower() not in SAYING or verb.i < verb.head.i:
        return False
    edge = subject.left_edge.i
    return (
        edge > verb.sent.start
        and verb.doc[edge - 1].text in (",", "”", '"')
        and not any(c.dep_ == "cc" and c.i > verb.head.i for c in verb.head.children)
    )


def _is_small(verb: Token, child: Token) -> bool:
    """Whether the clause of a verb that reports nothing is only its object: *welcomes all efforts*."""
    marked = any(c.dep_ in ("mark", "nsubj", "nsubjpass", "expl", "csubj") for c in child.children)
    return verb.lemma_.lower() not in SAYING and not (marked and child.pos_ in ("VERB", "AUX"))


def _said_after(verb: Token) -> bool:
    return any(c.dep_ == "nsubj" for c in verb.children) and not any(c.dep_ == "mark" for c in verb.children)


def _under_noun(noun: Token) -> Token | None:
    if noun.lower_ not in REPORTED_NOUNS:
        return None
    return next((c for c in noun.children if c.dep_ in ("acl", "relcl", "ccomp") and _has_that(c)), None)


def _has_that(clause: Token) -> bool:
    return any(c.dep_ == "mark" or (c.lower_ == "that" and c.i < clause.i) for c in clause.children)


def _according(reading: Reading, parsed: Parsed) -> Iterator[Saying]:
    for token in parsed.tokens:
        if token.lower_ == "according" and not reading.in_direct(parsed, token):
            to = next((c for c in token.children if c.lower_ == "to"), None)
            named = next((c for c in to.children if c.dep_ == "pobj"), None) if to is not None else None
            if named is not None:
                someone = phrase(reading, parsed, named)
                stance: Stance = "reported_by_unnamed" if someone.unnamed else "asserted"
                yield Saying(parsed, token, someone, stance, _accorded(parsed, token, named), token.head)


def _accorded(parsed: Parsed, token: Token, named: Token) -> Span | None:
    """The rest of the sentence where *according to somebody* opens or ends it."""
    if named.lower_ in NO_VOICE or named.lemma_.lower() in NO_VOICE or token.head == token:
        return None
    own = {int(t.i) for t in token.subtree}
    words = [t for t in parsed.tokens if not t.is_punct and not t.is_space]
    rest = [t for t in words if int(t.i) not in own]
    if not rest or not (own.issuperset(range(words[0].i, token.i)) or rest[-1].i < token.i):
        return None
    return parsed.over(rest) if own & {int(words[0].i), int(words[-1].i)} else None


def _as_said(reading: Reading, parsed: Parsed) -> Iterator[Saying]:
    """What an aside with *as* tells the source of: *As the envoy said, …*, *…, as the envoy noted*."""
    for verb in parsed.tokens:
        if verb.dep_ != "advcl" or verb.lemma_.lower() not in NOTING or reading.in_direct(parsed, verb):
            continue
        subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
        opens = any(c.lower_ == "as" and c.i < verb.i and c.dep_ in ("mark", "advmod") for c in verb.children)
        taken = any(c.dep_ in ("dobj", "ccomp") and c.lower_ != "it" for c in verb.children)
        if subject is None or not opens or taken or (verb.lemma_ == "put" and verb.i + 1 == len(verb.doc)):
            continue
        own = {int(t.i) for t in verb.subtree}
        rest = [t for t in parsed.tokens if not (t.is_punct or t.is_space or int(t.i) in own)]
        if rest and (min(own) > rest[-1].i or max(own) < rest[0].i):
            speaker = phrase(reading, parsed, subject)
            yield Saying(parsed, verb, speaker, stance_of(verb, speaker), parsed.over(rest), verb.head)


def stance_of(verb: Token, speaker: Someone) -> Stance:
    """How the text holds what the verb governs."""
    chain = [verb, *verb.ancestors]
    lemmas = [token.lemma_.lower() for token in chain if token.pos_ in ("VERB", "AUX")]
    if any(lemma in DENYING for lemma in lemmas) or _negated(verb):
        return "denied"
    if "ask" in lemmas and any(_is_whether(token) for token in chain):
        return "asked"
    return "reported_by_unnamed" if speaker.unnamed else "asserted"


def _is_whether(token: Token) -> bool:
    clauses = [token, *(c for c in token.children if c.dep_ == "ccomp")]
    return any(mark.lower_ in ("whether", "if") for clause in clauses for mark in clause.children)


def _negated(verb: Token) -> bool:
    return verb.lemma_.lower() in ("say", "confirm", "agree", "promise") and any(
        c.dep_ == "neg" for c in verb.children
    )
