"""Clauses that say on what something depends: *if*, *only if*, *even if*, *unless*, *without*, *depending on*.

*If* in the sense of *whether*, *as if*, *what if* and an emphasised ``*if*`` are no conditions.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from detente.evidence.document import Span
from detente.evidence.extraction.lexicon import words
from detente.evidence.extraction.parse import Parsed, Token
from detente.evidence.extraction.reading import Reading
from detente.evidence.extraction.sentences import SPEECH

__all__ = ["Condition", "conditions"]

AS_IF = frozenset({"as", "what", "than", "*", "_"})
SUBORDINATE = frozenset({"advcl", "acl", "pcomp", "ccomp", "relcl"})
PROVIDED = frozenset({"provided", "providing", "assuming", "supposing"})
ASKING = words("conditionals_asking")
MODAL = words("conditionals_modal")
RESERVE = words("conditionals_reserve")
LONG_AS = re.compile(
    r"\b(?:as|so) (?:long|soon) as\b|\bon (?:the )?condition that\b|\bin the event (?:that|of)\b|\bonly (?:when|"
    r"after|once)\b",
    re.IGNORECASE,
)
SAID_AFTER = re.compile(
    rf"[,”\"]+ (?:he|she|they|it|(?:the |a |an )?[A-Z][^,;.]{{1,60}}?)(?:,[^,;.]{{2,80}},)? {SPEECH}\b"
)
BUT = re.compile(r", but (?!also\b)")
PAUSE = re.compile(r",| [–—] |—|;")
OPENINGS = (  # words after which a condition stands, whatever the parse makes of it; and its form
    (re.compile(r"\bin (?:the event|case) of (?!a fact\b)", re.IGNORECASE), "if"),
    (re.compile(r"\bif,? and only if,? ", re.IGNORECASE), "iff"),
    (
        re.compile(r"\bshould (?=(?:the|an?|any|either|it|they|he|she|we|this|these|those|such)\b)", re.IGNORECASE),
        "if",
    ),
)
IDLE = words("conditionals_idle")
AHEAD = frozenset({"will", "would", "shall", "can", "could", "may", "might", "must", "’ll", "'ll"})
ENDS = ' ,;:.!?–—”"'


@dataclass(frozen=True, slots=True)
class Condition:
    """A conditional clause: its range with the marker, what it says, what follows from it, and their verbs."""

    span: Span
    form: str
    said: Span
    consequent: Span | None
    clause: Token
    governor: Token | None


def conditions(reading: Reading, parsed: Parsed) -> list[Condition]:
    """Every conditional of a sentence, in order and apart."""
    found = [*_marked(reading, parsed), *_without(reading, parsed), *_depending(reading, parsed)]
    found += _unparsed(reading, parsed, found)
    found += [*_inverted(reading, parsed), *_phrases(reading, parsed), *_once(reading, parsed)]
    found += _opened(reading, parsed)
    kept: list[Condition] = []
    for condition in sorted(found, key=lambda c: (c.span.start, -c.span.end)):
        if not any(other.span.overlaps(condition.span) and other.form in (condition.form, "iff") for other in kept):
            kept.append(condition)
    return kept


def _marked(reading: Reading, parsed: Parsed) -> Iterator[Condition]:
    for token in parsed.tokens:
        if token.lower_ in ("if", "unless") and _is_marker(token):
            clause = token.head
            if token.dep_ == "advmod" and clause.pos_ not in ("VERB", "AUX"):
                clause = clause.head
            yield _build(reading, parsed, token, clause, form=_form(token, clause))
        elif token.lower_ in PROVIDED and any(c.dep_ in ("ccomp", "pcomp") for c in token.children):
            clause = next(c for c in token.children if c.dep_ in ("ccomp", "pcomp"))
            if token.dep_ in ("prep", "advcl", "mark", "acl"):
                yield _build(reading, parsed, token, clause, form="if", governor=_verb_above(token.head))


def _unparsed(reading: Reading, parsed: Parsed, found: Sequence[Condition]) -> list[Condition]:
    """*Unless* and an opening *if* whose clause the parse did not see: up to the comma or the sentence's end."""
    made = []
    for token in parsed.tokens:
        before = token.nbor(-1).lemma_.lower() if token.i > parsed.tokens.start else ""
        opens = token.lower_ == "if" and token.i <= parsed.tokens.start + 1 and before not in ASKING
        place = parsed.span(token)
        if not (opens or token.lower_ in ("unless", "provided")) or any(c.span.overlaps(place) for c in found):
            continue
        rest = token.doc[token.i + 1 : parsed.tokens.end]
        if token.lower_ == "provided" and not (len(rest) and (rest[0].lower_ == "that" or before in (",", "only"))):
            continue
        if len(rest) > 2:
            made.append(_up_to_comma(reading, parsed, token))
    return made


def _up_to_comma(reading: Reading, parsed: Parsed, token: Token) -> Condition:
    place, sentence = parsed.span(token), parsed.sentence.span
    stop = PAUSE.search(reading.text, place.end, sentence.end)
    span = _tight(reading.text, Span(place.start, stop.start() if stop else sentence.end))
    verb = next((t for t in token.doc[token.i + 1 : parsed.tokens.end] if t.pos_ in ("VERB", "AUX", "NOUN")), token)
    before = [t for t in parsed.tokens if t.i < token.i and t.pos_ in ("VERB", "AUX")]
    said = _tight(reading.text, Span(place.end, span.end))
    said = Span(said.start + 5, said.end) if said.of(reading.text).startswith("that ") else said
    side = Span(sentence.start, place.start) if before else Span(span.end, sentence.end)
    consequent = _tight(reading.text, side) if len(side) > 2 else None
    form = "unless" if token.lower_ == "unless" else "if"
    governor = next((v for v in before if any(c.dep_ == "nsubj" for c in v.children)), before[-1] if before else None)
    return Condition(span, form, said, consequent, verb, governor)


def _is_marker(token: Token) -> bool:
    before = token.nbor(-1).lower_ if token.i > token.sent.start else ""
    after = token.nbor(1).lower_ if token.i + 1 < token.sent.end else ""
    if before in AS_IF or after in ("*", "_", "not", "anything", "any", "so", "ever", "only") or token.dep_ == "ROOT":
        return False
    clause = token.head
    if clause.head.lemma_.lower() in ("ask", "wonder", "know") and clause.i > clause.head.i:
        return False
    if clause.dep_ in ("ccomp", "pcomp") and clause.head.lemma_.lower() in ASKING:
        return False
    return (
        clause != token
        and clause.i > token.i
        and any(c.dep_ in ("nsubj", "nsubjpass", "expl", "csubj") for c in clause.children)
    )


def _form(token: Token, clause: Token) -> str:
    before = token.nbor(-1).lower_ if token.i > token.sent.start else ""
    if token.lower_ == "unless":
        return "unless"
    if before == "even":
        return "even_if"
    if before in ("only", "solely") or _only_before(token, clause):
        return "only_if"
    two = token.nbor(-2).lower_ if token.i - 2 >= token.sent.start else ""
    return "iff" if (before, two) == ("only", "and") else "if"


def _only_before(token: Token, clause: Token) -> bool:
    governor = clause.head
    return any(c.lower_ == "only" and c.dep_ == "advmod" and c.i < token.i for c in governor.children)


def _build(
    reading: Reading, parsed: Parsed, marker: Token, clause: Token, *, form: str, governor: Token | None = None
) -> Condition:
    governor = governor if governor is not None else (clause.head if clause.head != clause else None)
    tokens = [t for t in clause.subtree if t.i >= marker.i] if clause != governor else [marker, clause]
    tokens = _cut_at_quote(reading, parsed, _within(parsed, [marker, *tokens]))
    span = _tight(reading.text, _before_but(reading.text, parsed.over(tokens)))
    if form in ("even_if", "only_if") and marker.i > marker.sent.start and marker.nbor(-1).lower_ in ("even", "only"):
        wide = Span(parsed.span(marker.nbor(-1)).start, span.end)
        span = wide if form == "even_if" else span
    said = _tight(reading.text, Span(parsed.span(marker).end, span.end))
    if said.of(reading.text).startswith("that "):
        said = Span(said.start + 5, said.end)
    return Condition(span, form, said, _consequent(reading, parsed, governor, span), clause, governor)


def _before_but(text: str, span: Span) -> Span:
    """A condition ends where *, but* turns to something else."""
    found = BUT.search(text, span.start, span.end)
    return Span(span.start, found.start()) if found else span


def _within(parsed: Parsed, tokens: list[Token]) -> list[Token]:
    first, last = parsed.tokens.start, parsed.tokens.end
    return sorted({int(t.i): t for t in tokens if first <= t.i < last}.values(), key=lambda t: int(t.i))


def _cut_at_quote(reading: Reading, parsed: Parsed, tokens: list[Token]) -> list[Token]:
    """A condition that begins inside a quotation ends with it."""
    mark = reading.mark_at(parsed.span(tokens[0]).start)
    inside = [t for t in tokens if mark is None or parsed.span(t).start < mark.span.end]
    return inside or tokens[:1]


def _tight(text: str, span: Span) -> Span:
    start, end = span.start, span.end
    if found := SAID_AFTER.search(text, start, min(len(text), end + 20)):
        opened = "“" in text[start : found.start()] and text[found.start()] == "”"
        end = min(end, found.start() + opened)
    while start < end and text[start] in " ,":
        start += 1
    while end > start and text[end - 1] in ENDS and not _closes(text, start, end):
        end -= 1
    return Span(start, end)


def _closes(text: str, start: int, end: int) -> bool:
    inside = text[start:end]
    return (
        (inside.endswith("”") and "“" in inside)
        or (inside.endswith('"') and inside.count('"') == 2)
        or inside.endswith("U.S.")
    )


def _consequent(reading: Reading, parsed: Parsed, governor: Token | None, condition: Span) -> Span | None:
    if governor is None or not parsed.tokens.start <= governor.i < parsed.tokens.end:
        return None
    tokens = [t for t in _within(parsed, list(governor.subtree)) if not condition.overlaps(parsed.span(t))]
    before = [t for t in tokens if parsed.span(t).end <= condition.start]
    after = [t for t in tokens if parsed.span(t).start >= condition.end]
    side = after if governor in after else before if governor in before else []
    side = [t for t in side if t.lower_ != "that" or t.dep_ != "mark"]
    while side and side[-1].lower_ in ("only", "even"):
        side = side[:-1]
    if not side:
        return None
    span = _tight(reading.text, parsed.over(side))
    mark = reading.mark_at(parsed.span(governor).start) or reading.mark_at(condition.start)
    if mark is not None and not mark.span.covers(span):
        span = _tight(reading.text, Span(max(span.start, mark.span.start), min(span.end, mark.span.end)))
    return span if len(span) else None


def _without(reading: Reading, parsed: Parsed) -> Iterator[Condition]:
    for token in parsed.tokens:
        if token.lower_ not in ("without", "absent") or token.dep_ not in ("prep", "mark", "advmod"):
            continue
        governor = next((a for a in token.ancestors if a.pos_ in ("VERB", "AUX")), None)
        verbs = [a for a in token.ancestors if a.pos_ in ("VERB", "AUX")][:2]
        if governor is not None and any(_has_reserve(verb) for verb in verbs):
            said = [t for t in token.subtree if t != token]
            if said and said[-1].lower_ not in IDLE:
                yield replace(
                    _build(reading, parsed, token, token, form="without", governor=verbs[-1]), clause=said[0]
                )


def _has_reserve(verb: Token) -> bool:
    words = {c.lower_ for c in verb.children} | {
        d.lower_ for c in verb.children for d in c.children if d.dep_ in ("det", "neg")
    }
    return bool(words & (MODAL | RESERVE | {"n’t", "n't"}))


def _depending(reading: Reading, parsed: Parsed) -> Iterator[Condition]:
    for token in parsed.tokens:
        follows = any(c.lower_ in ("on", "upon") for c in token.children)
        if follows and (
            token.lower_ in ("depending", "contingent", "conditional") or token.lemma_.lower() in ("hinge", "depend")
        ):
            yield _build(reading, parsed, token, token, form="depending", governor=_above(token))


def _inverted(reading: Reading, parsed: Parsed) -> Iterator[Condition]:
    """*Should talks fail, …* and *Were Iran to withdraw, …*: a condition without *if*."""
    first = next((t for t in parsed.tokens if not t.is_punct), None)
    if parsed.tokens[-1].text == "?":
        return
    for token in parsed.tokens:
        if token.lower_ not in ("should", "were", "had"):
            continue
        clause = token.head if token.pos_ == "AUX" and token.head != token else token
        if clause.head != clause and (
            (token == first and clause.dep_ in ("advcl", "ccomp"))
            or (clause.dep_ == "advcl" and token != clause and _comes_before_subject(token, clause))
        ):
            yield _build(reading, parsed, token, clause, form="if")


def _comes_before_subject(token: Token, clause: Token) -> bool:
    subject = next((c for c in clause.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    return subject is not None and token.i < subject.left_edge.i


def _once(reading: Reading, parsed: Parsed) -> Iterator[Condition]:
    """*Once the ships are gone, we will …*, *no talks until they stop*: of the future or a rule, not a story."""
    for token in parsed.tokens:
        clause = token.head
        if token.lower_ not in ("once", "until") or token.dep_ not in ("mark", "advmod") or clause.dep_ != "advcl":
            continue
        if not _comes_before_subject(token, clause):
            continue
        if token.lower_ == "until":
            if _is_refusal(clause.head):
                yield _build(reading, parsed, token, clause, form="unless")
        elif _is_ahead(clause.head):
            yield _build(reading, parsed, token, clause, form="only_if" if _only_before(token, clause) else "if")


def _is_ahead(verb: Token) -> bool:
    return any(c.dep_ == "aux" and c.lower_ in AHEAD for c in verb.children) or verb.tag_ in ("VB", "VBP", "VBZ")


def _is_refusal(governor: Token) -> bool:
    """*Will not talk*, *no talks*, *refuses to talk*: what is not done until something else is."""
    own = [governor, *(c for c in governor.children if c.dep_ in ("nsubj", "nsubjpass", "dobj", "attr"))]
    return any(c.dep_ == "neg" or c.lower_ == "no" for each in own for c in each.children) or any(
        each.lemma_ in ("refuse", "decline") for each in (governor, governor.head)
    )


def _opened(reading: Reading, parsed: Parsed) -> Iterator[Condition]:
    """*In the event of a breach, …*, *…, should the talks fail*: up to the comma or the end."""
    sentence = parsed.sentence.span
    if parsed.tokens[-1].text == "?":
        return
    for opening, form in OPENINGS:
        for match in opening.finditer(reading.text, sentence.start, sentence.end):
            token = next((t for t in parsed.tokens if parsed.span(t).end >= match.end() - 1), None)
            if token is not None:
                found = _up_to_comma(reading, parsed, token)
                said = _tight(reading.text, Span(match.end(), max(found.span.end, match.end() + 1)))
                yield replace(found, span=Span(match.start(), said.end), said=said, form=form)


def _phrases(reading: Reading, parsed: Parsed) -> Iterator[Condition]:
    sentence = parsed.sentence.span
    for match in LONG_AS.finditer(reading.text, sentence.start, sentence.end):
        token = next((t for t in parsed.tokens if parsed.span(t).start >= match.end()), None)
        clause = _verb_above(token) if token is not None else None
        if token is not None and clause is not None and clause.i >= token.i and clause.dep_ in SUBORDINATE:
            yield _phrase(reading, parsed, match, token, clause)


def _verb_above(token: Token) -> Token | None:
    return next((a for a in [token, *token.ancestors] if a.pos_ in ("VERB", "AUX")), None)


def _phrase(reading: Reading, parsed: Parsed, match: re.Match[str], token: Token, clause: Token) -> Condition:
    verbs = (a for a in clause.ancestors if a.pos_ in ("VERB", "AUX") and a.i < token.i)
    governor = next(verbs, None) or clause.head
    tokens = _within(parsed, [t for t in clause.subtree if t.i >= token.i])
    span = _tight(reading.text, Span(match.start(), parsed.over(tokens).end))
    form = "only_if" if match.group().lower().startswith(("only", "on ")) else "if"
    said = _tight(reading.text, Span(match.end(), span.end))
    return Condition(span, form, said, _consequent(reading, parsed, governor, span), clause, governor)


def _above(token: Token) -> Token | None:
    return token.head if token.dep_ != "ROOT" else None
