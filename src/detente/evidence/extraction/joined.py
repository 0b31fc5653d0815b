"""Conditions that are joined: *until the raids are halted, the siege is lifted and the captives freed*."""

from collections.abc import Sequence

from detente.evidence.document import Span
from detente.evidence.extraction.asked import trimmed
from detente.evidence.extraction.parse import Parsed, Token

__all__ = ["joined"]

JOINERS = frozenset({",", "and", "or"})
MORE = frozenset({"then", "that", "if"})
LEAST = 2  # words of a condition that stands by itself


def joined(text: str, parsed: Parsed, clause: Token, span: Span) -> list[Span]:
    """The range of a condition, or one for each of the clauses that are joined in it or go on after it."""
    found, verbs = [span], [clause]
    for verb in (t for t in parsed.tokens if t.i > clause.i and t.dep_ == "conj"):
        first = _first(verb)
        if not _goes_on(verb, first, verbs):
            continue
        start, last = parsed.span(first).start, found[-1]
        whole = Span(start, max(parsed.span(_end(verb)).end, last.end))
        gap = text[last.end : start].strip(" ,")
        before = trimmed(text, Span(last.start, parsed.span(_joint(first)).start))
        if gap not in ("", "and", "or") or before.end > start or len(before.of(text).split()) < LEAST:
            continue
        found[-1:] = [before, trimmed(text, whole)]
        verbs.append(verb)
    return found


def _goes_on(verb: Token, first: Token, verbs: Sequence[Token]) -> bool:
    """Whether a verb is one more of the condition: joined to one of its verbs, or another passive beside it."""
    if first.i == 0 or first.nbor(-1).lower_ not in JOINERS or any(c.tag_ in ("MD", "TO") for c in verb.children):
        return False
    alike = verb.tag_[:2] == "VB" and verb.pos_ in ("VERB", "AUX")
    if _subject(verb) is None:
        return alike and verb.head in verbs and _tense(verb) == _tense(verb.head)
    return alike and _is_passive(verb) and all(_is_passive(v) for v in verbs)


def _tense(verb: Token) -> str:
    """The tag of a verb, those of the past alike."""
    return "VBD" if verb.tag_ == "VBN" else str(verb.tag_)


def _subject(verb: Token) -> Token | None:
    return next((c for c in verb.lefts if c.dep_ in ("nsubj", "nsubjpass")), None)


def _is_passive(verb: Token) -> bool:
    """*are lifted*, and *detainees freed* after it."""
    bare = verb.tag_ == "VBN" and not any(c.dep_ in ("aux", "dobj") for c in verb.children)
    return bare or any(c.dep_ == "auxpass" for c in verb.children)


def _first(verb: Token) -> Token:
    """The first word of a joined clause, after what joins it."""
    lefts = [t for t in verb.lefts if t.dep_ not in ("cc", "punct") and t.lower_ not in MORE]
    return lefts[0].left_edge if lefts else verb


def _end(verb: Token) -> Token:
    """The last word of a joined clause, before an apposition or a further clause."""
    far = [c.i for c in verb.rights if c.text == "," or c.dep_ in ("cc", "conj")]
    return verb.doc[min([int(verb.right_edge.i) + 1, *far]) - 1]


def _joint(first: Token) -> Token:
    """The first of the words that join a clause to the one before."""
    while first.i > 0 and first.nbor(-1).lower_ in JOINERS:
        first = first.nbor(-1)
    return first
