"""Who says what: the verb of saying, its speaker, the clause it governs, and how the text holds it.

A stance comes from the governing verb: *denied that* and *rejected the claim that* deny, *was asked whether* asks,
and a speaker without a name makes it reported by unnamed.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from detente.evidence.document import Span
from detente.evidence.extraction.lexicon import words
from detente.evidence.extraction.parse import Parsed, Token
from detente.evidence.extraction.reading import Reading
from detente.evidence.extraction.reference import Someone, phrase, subtree
from detente.evidence.record import Stance

__all__ = ["SAYING", "Saying", "content_span", "sayings"]

SAYING = words("attribution_saying")
REACTING = words("attribution_reacting")
DENYING = frozenset(["deny", "reject", "refute", "dispute", "dismiss", "rebut", "disavow"])
REPORTED_NOUNS = words("attribution_reported_nouns")
TELLING = words("extract_telling")
COMMENTARY = words("attribution_commentary")
CARRYING = words("attribution_carrying_nouns")
VOICING = words("attribution_voicing")
NO_VOICE = words("attribution_no_voice")
ADDRESSING = words("attribution_addressing")
MARKS_BEFORE = (",", "”", '"', "–", "—", "'", "’")
VERBS = SAYING | REACTING | TELLING


@dataclass(frozen=True, slots=True)
class Saying:
    """One act of saying in one sentence; `content` is None where the words are quoted elsewhere in it."""

    parsed: Parsed
    verb: Token
    speaker: Someone
    stance: Stance
    content: Span | None
    clause: Token | None


def sayings(reading: Reading, parsed: Parsed) -> list[Saying]:
    """Every act of saying in a sentence, outermost first, those inside a quoted statement left out."""
    verbs = [t for t in parsed.tokens if t.pos_ in ("VERB", "AUX") and (t.lemma_.lower() in VERBS or _voiced(t))]
    found = [s for verb in verbs if not reading.in_direct(parsed, verb) and (s := _saying(reading, parsed, verb))]
    nouns = list(_by_noun(reading, parsed, {int(s.clause.i) for s in found if s.clause is not None}))
    return sorted([*found, *nouns, *_according(reading, parsed)], key=lambda saying: _depth(saying.verb))


def _depth(token: Token) -> int:
    return sum(1 for _ in token.ancestors)


def _saying(reading: Reading, parsed: Parsed, verb: Token) -> Saying | None:
    clause = _clause(verb)
    said = clause is not None or verb.lemma_.lower() in SAYING | TELLING or _has_mark(reading, parsed)
    subject = speaker_token(verb)
    if not said or (subject is None and clause is None):
        return None
    speaker = phrase(reading, parsed, subject) if subject is not None else _impersonal(verb)
    if speaker is None:
        return None
    content = content_span(parsed, verb, clause) if clause is not None else None
    return Saying(parsed, verb, speaker, stance_of(verb, speaker), content, clause)


def _has_mark(reading: Reading, parsed: Parsed) -> bool:
    return bool(reading.marks_in(parsed.sentence.span))


def speaker_token(verb: Token) -> Token | None:
    """The head of the phrase that names who says it, through conjunctions, participles and passives."""
    for child in verb.children:
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
    if verb.dep_ == "acl" and (verb.tag_ == "VBG" or (verb.tag_ == "VBD" and verb.head.dep_ == "ROOT")):
        return verb.head
    return None


def _inherited(verb: Token) -> Token | None:
    head = verb.head if verb.dep_ != "pcomp" else verb.head.head
    if (verb.dep_ == "advcl" and verb.tag_ != "VBG") or head == verb:
        return None
    if head.pos_ not in ("VERB", "AUX"):
        return None
    quoted = next((c for c in head.children if c.dep_ == "nsubjpass"), None)
    return quoted if quoted is not None and head.lemma_ in ("quote", "cite", "report") else speaker_token(head)


def _antecedent(verb: Token) -> Token | None:
    return verb.head if verb.dep_ == "relcl" else None


def _impersonal(verb: Token) -> Someone | None:
    passive = any(c.dep_ == "nsubjpass" for c in verb.children)
    return Someone(None, "", unnamed=False) if passive and verb.lemma_.lower() in SAYING else None


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
    if verb.lemma_.lower() not in VOICING:
        return None
    for child in verb.children:
        if child.dep_ == "dobj" and child.lower_ in CARRYING and (clause := _that(child)):
            return clause
        if child.lower_ in ("clear", "plain", "known") and child.dep_ in ("ccomp", "acomp", "oprd"):
            return next((c for t in (child, verb) for c in t.children if c.i > child.i and _has_that(c)), None)
    return None


def _told(verb: Token) -> Token | None:
    """The clause that the parse hung on those who are told it: *warned the two governments that*."""
    if verb.lemma_.lower() not in ADDRESSING:
        return None
    return next((clause for c in verb.children if c.dep_ == "dobj" and (clause := _that(c))), None)


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


def content_span(parsed: Parsed, verb: Token, clause: Token) -> Span:
    """What is said, without the verb of saying, its speaker, the writer's comment and the full stop."""
    own = {int(t.i) for t in verb.subtree} if clause == verb.head else _another_act(verb, clause)
    tokens = [t for t in subtree(clause) if int(t.i) not in own and t.sent == clause.sent]
    tokens = [t for t in tokens if parsed.tokens.start <= t.i < parsed.tokens.end]
    tokens = _without_time(tokens, clause)
    tokens = _without_comment(_one_side(tokens, verb, clause), clause)
    while tokens and (
        (tokens[0].is_punct and tokens[0].text not in '“"‘[(') or tokens[0].lower_ in ("and", "but", "as")
    ):
        tokens = tokens[1:]
    while tokens and ((tokens[-1].is_punct and tokens[-1].text not in '”")]%') or tokens[-1].dep_ == "cc"):
        tokens = tokens[:-1]
    return parsed.over(tokens or [clause])


def _without_time(tokens: list[Token], clause: Token) -> list[Token]:
    """The clause without a date that belongs to the saying: *said on Saturday it had …*."""
    if not tokens or tokens[0].dep_ != "prep" or tokens[0].head != clause:
        return tokens
    inside = [t for t in tokens if t is tokens[0] or tokens[0].is_ancestor(t)]
    dated = all(t.ent_type_ in ("DATE", "TIME") or t is tokens[0] for t in inside)
    rest = tokens[len(inside) :]
    return rest if dated and rest and tokens[0].i < clause.i and rest[0].text != "," else tokens


def _another_act(verb: Token, clause: Token) -> set[int]:
    """What the parse joined to the words said, but is a second verb of saying: *said it would go and accused Lee*."""
    if not any(c.dep_ in ("aux", "auxpass") for c in clause.children):
        return set()
    acts = (c for c in clause.children if c.dep_ == "conj" and c.tag_ == "VBD" and c.lemma_.lower() in VERBS)
    bare = [c for c in acts if not any(g.dep_ in ("nsubj", "nsubjpass", "aux", "auxpass") for g in c.children)]
    if not bare or verb.i > clause.i or verb.tag_ not in ("VBD", "VBZ"):
        return set()
    return set(range(int(bare[0].left_edge.i), int(clause.right_edge.i) + 1))


def _one_side(tokens: list[Token], verb: Token, clause: Token) -> list[Token]:
    after = [t for t in tokens if t.i > verb.i]
    before = [t for t in tokens if t.i < verb.i]
    if len(after) < len(before):
        return before
    return [*_lost_subject(verb, clause, after), *after, *_lost_tail(verb, after)] if after else after


def _lost_subject(verb: Token, clause: Token, found: list[Token]) -> list[Token]:
    """The subject of a clause without *that* where the parse took it for the verb's object."""
    if any(c.dep_ in ("nsubj", "nsubjpass", "expl", "mark", "csubj") for c in clause.children) or clause.head != verb:
        return []
    between = [t for t in clause.doc[verb.i + 1 : found[0].i] if not t.is_punct]
    return between if any(t.dep_ in ("dobj", "nsubj") for t in between) else []


def _lost_tail(verb: Token, found: list[Token]) -> list[Token]:
    """The rest of a list where the parse hung its later members on the verb of saying."""
    last = found[-1].i
    loose = [c for c in verb.children if c.i > last and c.dep_ in ("npadvmod", "dobj", "appos", "dep", "conj")]
    loose = [c for c in loose if c.pos_ in ("NOUN", "PROPN") and c.ent_type_ not in ("DATE", "TIME")]
    if not loose:
        return []
    return [t for t in verb.doc[last + 1 : max(t.i for t in loose[-1].subtree) + 1] if t.sent == verb.sent]


def _without_comment(tokens: list[Token], clause: Token) -> list[Token]:
    for i, token in enumerate(tokens[:-1]):
        following = tokens[i + 1]
        if token.text == "," and following.i > clause.i and _comments(tokens[i + 1 : i + 3]):
            return tokens[:i]
    return tokens


def _comments(tokens: list[Token]) -> bool:
    if tokens[0].lower_ == "according" or (
        tokens[0].lower_ == "as" and len(tokens) > 1 and tokens[1].lemma_ in SAYING
    ):
        return True
    return any(
        t.tag_ == "VBG" and t.lemma_.lower() in COMMENTARY and t.dep_ in ("advcl", "acl", "conj") for t in tokens[:1]
    )
