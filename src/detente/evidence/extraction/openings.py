"""Conditions told by a phrase, whatever the parse makes of it: *in the event of*, *as long as*, *subject to*."""

import re
from collections.abc import Iterator
from dataclasses import replace

from detente.evidence.document import Span
from detente.evidence.extraction.clauses import Condition, consequent_of, tight, told, within
from detente.evidence.extraction.lexicon import caseless
from detente.evidence.extraction.parse import Parsed, Token
from detente.evidence.extraction.reading import Reading

__all__ = ["opened", "phrases", "up_to_comma", "verb_above"]

SUBORDINATE = frozenset({"advcl", "acl", "pcomp", "ccomp", "relcl"})
LONG_AS = re.compile(
    r"\b(?:as|so) (?:long|soon) as\b|\bon (?:the )?(?:condition|understanding|proviso|basis) that\b|"
    r"\bwith the proviso that\b|\bin the event that\b|\bonly (?:when|after|once)\b",
    re.IGNORECASE,
)
PAUSE = re.compile(r",| [–—] |—|;")
SOME = r"(?=(?:the|an?|all|any|both|each|either|no|it|they|he|she|we|this|these|those|such|some|you|i)\b)"
OPENINGS = (  # words after which a condition stands, whatever the parse makes of it; and its form
    (caseless(r"\bin (?:the event|case) of (?!a fact\b)", "in the event of ", "in case of "), "if"),
    (caseless(r"\bif,? and only if,? ", " and only if"), "iff"),
    (caseless(rf"\bshould {SOME}", "should "), "if"),
    (caseless(rf"\babsent {SOME}|\bin the absence of ", "absent ", "absence of "), "without"),
    (caseless(r"\b(?:save|except) (?:where|when|if) ", "save ", "except "), "unless"),
    (caseless(r"\bin case (?!of\b|in\b|you missed\b)(?=\w)", "in case "), "if"),
    (caseless(r"\bexcept (?:with|by|upon|after) ", "except "), "unless"),
    (
        caseless(
            r"\bonly (?:upon|after|following) (?=[\w ]{0,40}?(?:\w+ion|\w+al|\w+ment|\w+ing|\w+ance)\b)",
            *("only upon ", "only after ", "only following "),
        ),
        "only_if",
    ),
)
APART = (  # the like, that open their sentence or follow a comma
    (
        caseless(
            r"\b(?:subject to|contingent (?:up)?on|conditional (?:up)?on) ",
            *("subject to ", "contingent ", "conditional "),
        ),
        "only_if",
    ),
    (caseless(r"\bif (?=\w+ed\b,)", "if "), "if"),
    (caseless(r"\bnot until ", "not until "), "unless"),
    (caseless(rf"\b(?:failing|barring) {SOME}", "failing ", "barring "), "unless"),
    (caseless(r"\bwere (?=(?:[\w’'-]+ ){1,8}?to (?!the\b|an?\b)[a-z]+\b)", "were "), "if"),
)


def opened(reading: Reading, parsed: Parsed) -> Iterator[Condition]:
    """*In the event of a breach, …*, *…, should the talks fail*: up to the comma or the end."""
    sentence = parsed.sentence.span
    if parsed.tokens[-1].text == "?":
        return
    for opening, form in (*OPENINGS, *APART):
        for match in opening.finditer(sentence.of(reading.text)):
            start, end = sentence.start + match.start(), sentence.start + match.end()
            token = next((t for t in parsed.tokens if parsed.span(t).end >= end - 1), None)
            apart = (opening, form) not in APART or _is_apart(parsed, start)
            if token is not None and apart:
                found = up_to_comma(reading, parsed, token)
                said = tight(reading.text, Span(end, max(found.span.end, end + 1)))
                yield replace(found, span=Span(start, said.end), said=said, form=form)


def _is_apart(parsed: Parsed, place: int) -> bool:
    """Whether a place opens its sentence or follows a comma."""
    before = [t for t in parsed.tokens if parsed.span(t).end <= place]
    joined = len(before) == 1 and before[0].pos_ not in ("NOUN", "PROPN", "PRON")  # *But were …*, not *Boats were …*
    return not before or before[-1].text in (",", ";", "“", '"', ":", "–", "—") or joined


def phrases(reading: Reading, parsed: Parsed) -> Iterator[Condition]:
    """*As long as they stay, …*, *on the understanding that …*: a phrase before a clause of the parse."""
    sentence = parsed.sentence.span
    for match in LONG_AS.finditer(reading.text, sentence.start, sentence.end):
        token = next((t for t in parsed.tokens if parsed.span(t).start >= match.end()), None)
        clause = verb_above(token) if token is not None else None
        if token is not None and clause is not None and clause.i >= token.i and _is_subordinate(clause, token):
            yield _phrase(reading, parsed, match, token, clause)
        elif token is not None and _is_apart(parsed, match.start()) and match.group().lower().endswith("long as"):
            found = up_to_comma(reading, parsed, token)
            yield replace(found, span=Span(match.start(), found.span.end))


def _is_subordinate(clause: Token, first: Token) -> bool:
    """Whether a clause depends on another: by the parse, or by a mark before it that the parse joined by *but*."""
    marked = clause.dep_ == "conj" and any(c.dep_ == "mark" and c.i < first.i for c in clause.children)
    return marked or clause.dep_ in SUBORDINATE


def _phrase(reading: Reading, parsed: Parsed, match: re.Match[str], token: Token, clause: Token) -> Condition:
    verbs = (a for a in clause.ancestors if a.pos_ in ("VERB", "AUX") and a.i < token.i)
    governor = told(next(verbs, None) or clause.head)
    tokens = within(parsed, [t for t in clause.subtree if t.i >= token.i])
    span = tight(reading.text, Span(match.start(), parsed.over(tokens).end))
    form = "only_if" if match.group().lower().startswith(("only", "on ")) else "if"
    said = tight(reading.text, Span(match.end(), span.end))
    return Condition(span, form, said, consequent_of(reading, parsed, governor, span), clause, governor)


def up_to_comma(reading: Reading, parsed: Parsed, token: Token) -> Condition:
    """A condition whose clause the parse did not see: up to the comma, the main clause or the end."""
    place, sentence = parsed.span(token), parsed.sentence.span
    stop = PAUSE.search(reading.text, place.end, sentence.end)
    end = stop.start() if stop else _before_main(parsed, token)
    span = tight(reading.text, Span(place.start, end))
    verb = next((t for t in token.doc[token.i + 1 : parsed.tokens.end] if t.pos_ in ("VERB", "AUX", "NOUN")), token)
    before = [t for t in parsed.tokens if t.i < token.i and t.pos_ in ("VERB", "AUX")]
    said = tight(reading.text, Span(place.end, span.end))
    said = Span(said.start + 5, said.end) if said.of(reading.text).startswith("that ") else said
    side = Span(sentence.start, place.start) if before else Span(span.end, sentence.end)
    consequent = tight(reading.text, side) if len(side) > 2 else None
    only = token.i > parsed.tokens.start and token.nbor(-1).lower_ == "only"
    form = "unless" if token.lower_ == "unless" else "only_if" if only else "if"
    governor = next((v for v in before if any(c.dep_ == "nsubj" for c in v.children)), before[-1] if before else None)
    governor = governor or next((t for t in parsed.tokens if t.dep_ == "ROOT" and t.i > verb.i), None)
    return Condition(span, form, said, consequent, verb, governor)


def _before_main(parsed: Parsed, token: Token) -> int:
    """Where the main clause begins after a condition without a comma, else the end of the sentence."""
    subjects = (t for t in parsed.tokens if t.dep_ in ("nsubj", "nsubjpass") and t.head.dep_ == "ROOT")
    subject = next((t for t in subjects if t.left_edge.i > token.i + 1), None)
    return parsed.sentence.span.end if subject is None else parsed.span(subject.left_edge).start


def verb_above(token: Token) -> Token | None:
    """The nearest verb that a token is, or stands under."""
    return next((a for a in [token, *token.ancestors] if a.pos_ in ("VERB", "AUX")), None)
