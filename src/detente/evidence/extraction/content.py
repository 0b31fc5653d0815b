"""What is said: the words that a verb of saying governs, without the verb, its speaker and the writer's comment."""

from detente.evidence.document import Span
from detente.evidence.extraction.lexicon import words
from detente.evidence.extraction.parse import Parsed, Token
from detente.evidence.extraction.reference import subtree

__all__ = ["REACTING", "SAYING", "TELLING", "VERBS", "content_span"]

SAYING = words("attribution_saying")
REACTING = words("attribution_reacting")
TELLING = words("extract_telling")
VERBS = SAYING | REACTING | TELLING
COMMENTARY = words("attribution_commentary")


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
    subject = next((c for c in clause.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    denied = [c for c in clause.children if c.dep_ == "conj" and c.lemma_ in SAYING and _did_not(c)]
    if denied and clause.tag_ in ("VBZ", "VBP"):  # *said that he agrees, but did not say when*
        return set(range(int(denied[0].left_edge.i), int(clause.right_edge.i) + 1))
    speaks = subject is None or subject.pos_ in ("PRON", "PROPN")
    if speaks and not any(c.dep_ in ("aux", "auxpass") for c in clause.children):
        return set()
    acts = (c for c in clause.children if c.dep_ == "conj" and c.tag_ == "VBD" and c.lemma_.lower() in VERBS)
    bare = [c for c in acts if not any(g.dep_ in ("nsubj", "nsubjpass", "aux", "auxpass") for g in c.children)]
    if not bare or verb.i > clause.i or verb.tag_ not in ("VBD", "VBZ"):
        return set()
    return set(range(int(bare[0].left_edge.i), int(clause.right_edge.i) + 1))


def _did_not(verb: Token) -> bool:
    return any(c.lower_ == "did" for c in verb.children) and any(c.dep_ == "neg" for c in verb.children)


def _one_side(tokens: list[Token], verb: Token, clause: Token) -> list[Token]:
    after = [t for t in tokens if t.i > verb.i]
    before = [t for t in tokens if t.i < verb.i]
    if before and clause in after and any(c.dep_ in ("nsubj", "nsubjpass") and c in before for c in clause.children):
        return tokens  # *The offer, Lee said, is dead*
    if before and (clause in before or (after and clause not in after and len(after) < len(before))):
        return before
    return [*_lost_subject(verb, clause, after), *after, *_lost_tail(verb, after)] if after else after


def _lost_subject(verb: Token, clause: Token, found: list[Token]) -> list[Token]:
    """The subject of a clause without *that* where the parse took it for the verb's object."""
    if any(c.dep_ in ("nsubj", "nsubjpass", "expl", "mark", "csubj") for c in clause.children) or clause.head != verb:
        return []
    subjects = [c for c in verb.lefts if c.dep_ == "nsubj"]
    if len(subjects) > 1:  # *The offer, Lee told us, is dead*
        return list(subjects[0].subtree)
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
