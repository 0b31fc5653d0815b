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
from detente.evidence.extraction.sayer import (
    CLOSING,
    CONVINCED,
    FINITE,
    ISSUED,
    is_being,
    lets_know,
    speaker_token,
    whose,
)
from detente.evidence.record import Stance

__all__ = ["HOLDING", "NO_VOICE", "SAYING", "Saying", "sayings"]

DENYING = frozenset(["deny", "reject", "refute", "dispute", "dismiss", "rebut", "disavow"])
REPORTED_NOUNS = words("attribution_reported_nouns")
CARRYING = words("attribution_carrying_nouns")
VOICING = words("attribution_voicing")
NOTING = words("attribution_noting")
RESUMING = words("attribution_resuming")
HOLDING = words("attribution_holding")
NO_VOICE = words("attribution_no_voice")
ADDRESSING = words("attribution_addressing")
DOUBTED = frozenset({"believe", "think"})  # *did not believe that* holds the opposite
WORDED = ("words", "view", "opinion", "judgment", "judgement", "estimation")  # *in the view of the envoy*
ASIDES = ("while", "as", "when", "after", "although", "though", "before", "should", "were", "had", "if", "unless")
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
    return _resumes(token) or _holds(token)


def _resumes(verb: Token) -> bool:
    """Whether a verb that says nothing by itself follows a quotation: *“It is over,” he began*."""
    if verb.lemma_.lower() not in RESUMING or verb.tag_ not in ("VBD", "VBZ"):
        return False
    subject = next((c for c in verb.children if c.dep_ == "nsubj"), verb)
    first = min(int(subject.left_edge.i), int(verb.i))
    before = verb.doc[max(first - 2, 0) : first].text
    return before.rstrip(" ,").endswith(CLOSING)


def _holds(token: Token) -> bool:
    """Whether somebody holds what a *that* clause tells: *they believe that*, *it is convinced that*."""
    lemma, doubted = token.lemma_.lower(), any(c.dep_ == "neg" for c in token.children)
    held = token.lower_ in CONVINCED or (token.tag_ in FINITE and lemma in HOLDING)
    if not (lemma in DOUBTED if doubted else held) or not (_that(token) or _thought(token)):
        return lets_know(token)
    subject = speaker_token(token)
    if subject is None:
        return _is_impersonal(token)
    if subject.lower_ in BOTH or subject.lemma_.lower() in NO_VOICE:
        return False
    return subject.pos_ != "PRON" or not any(a.pos_ == "VERB" and a.lemma_.lower() in SAYING for a in token.ancestors)


def _thought(verb: Token) -> bool:
    """Whether a clause without *that* tells what somebody thinks: *Lee thinks the tax is unfair*."""
    subject = speaker_token(verb)
    if verb.lemma_.lower() not in ("believe", "reckon", "think") or subject is None or subject.pos_ == "NOUN":
        return False
    return any(
        c.dep_ == "ccomp" and c.i > verb.i and any(g.dep_ == "nsubj" for g in c.children) for c in verb.children
    )


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
    if (verb.dep_ == "parataxis" and lemma not in DENYING) or (
        verb.dep_ == "ccomp" and _said_after(verb) and _is_parted(verb)
    ):
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
    else:  # *noted with concern that*, *said in a statement that*
        preps = [c for c in verb.rights if c.lower_ in ("with", "in") and verb.lemma_.lower() in SAYING]
        told = [noun for c in preps for noun in c.children if c.lower_ == "with" or noun.lower_ in ISSUED]
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
        clause, owner = _that(noun) or _is_that(noun), whose(noun)
        if clause is None or owner is None or int(clause.i) in known:
            continue
        speaker = phrase(reading, parsed, owner)
        yield Saying(parsed, noun, speaker, stance_of(noun, speaker), content_span(parsed, noun, clause), clause)


def _is_that(noun: Token) -> Token | None:
    """The clause that somebody's noun of saying is: *Lee's view is that*, *it is the view of Lee that*."""
    verb = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ == "of" else noun.head
    return _that(verb) if noun.dep_ in ("attr", "nsubj", "pobj") and is_being(verb) else None


def _is_aside(verb: Token, child: Token) -> bool:
    if child.i > verb.i:
        return False
    first = min(child.subtree, key=lambda t: int(t.i))
    bare = not any(c.dep_ in ("nsubj", "nsubjpass", "expl", "csubj") for c in child.children)
    return first.lower_ in ASIDES or (bare and child.tag_ in ("VBG", "VBN"))


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
        if token.lower_ in WORDED and token.i > 1 and token.nbor(-2).lower_ == "in" and whose(token) is not None:
            speaker = phrase(reading, parsed, whose(token))
            content = None if token.lower_ == "words" else _rest(parsed, token.nbor(-2))
            yield Saying(parsed, token, speaker, stance_of(token, speaker), content, None)
        if token.lower_ == "according" and not reading.in_direct(parsed, token):
            to = next((c for c in token.children if c.lower_ == "to"), None)
            named = next((c for c in to.children if c.dep_ == "pobj"), None) if to is not None else None
            if to is not None and to.i + 1 < len(to.doc) and to.nbor().lower_ == "which":
                yield from _accorded_to_which(reading, parsed, token)
            elif named is not None:
                voiced = whose(named) if named.lower_ in CARRYING else None  # *to fears voiced by the envoy*
                someone = phrase(reading, parsed, voiced if voiced is not None else named)
                stance: Stance = "reported_by_unnamed" if someone.unnamed else "asserted"
                yield Saying(parsed, token, someone, stance, _accorded(parsed, token, named), token.head)


def _rest(parsed: Parsed, aside: Token) -> Span | None:
    """The sentence without an aside that opens or ends it."""
    own = {int(t.i) for t in aside.subtree}
    rest = [t for t in parsed.tokens if not (t.is_punct or t.is_space or int(t.i) in own)]
    return parsed.over(rest) if rest and (min(own) > rest[-1].i or max(own) < rest[0].i) else None


def _accorded_to_which(reading: Reading, parsed: Parsed, token: Token) -> Iterator[Saying]:
    """What a report says of which more is told: *a report by the bank, according to which prices will fall*."""
    report = parsed.tokens.doc[max(token.i - 2, 0)]  # before the comma
    while report.dep_ in ("pobj", "prep", "compound", "poss") and report.head != report:
        report = report.head
    which = next((t.i for t in token.subtree if t.lower_ == "which"), token.i)
    told = [t for t in parsed.tokens if t.i > which and not t.is_punct]
    if report.pos_ in ("NOUN", "PROPN") and told:
        speaker = phrase(reading, parsed, whose(report) or report)
        yield Saying(parsed, token, speaker, stance_of(token, speaker), parsed.over(told), None)


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
        if (rest := _rest(parsed, verb)) is not None:
            speaker = phrase(reading, parsed, subject)
            yield Saying(parsed, verb, speaker, stance_of(verb, speaker), rest, verb.head)


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
    return verb.lemma_.lower() in {"say", "confirm", "agree", "promise"} | DOUBTED and any(
        c.dep_ == "neg" for c in verb.children
    )
