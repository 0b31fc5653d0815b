"""Clauses that say on what something depends: *if*, *only if*, *even if*, *unless*, *without*, *depending on*.

*If* in the sense of *whether*, *as if*, *what if* and an emphasised ``*if*`` are no conditions.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from detente.evidence.document import Span
from detente.evidence.extraction.clauses import Condition, before_but, consequent_of, tight, told, within
from detente.evidence.extraction.lexicon import words
from detente.evidence.extraction.openings import opened, phrases, up_to_comma, verb_above
from detente.evidence.extraction.parse import Parsed, Token
from detente.evidence.extraction.reading import Reading

__all__ = ["NONE", "conditions", "persists"]

EMPTY = frozenset({"any", "anything", "ever", "not", "only", "possible", "so"})
AS_IF = frozenset({"as", "what", "than", "*", "_"})
PROVIDED = frozenset({"provided", "providing", "assuming", "supposing"})
SUPPOSING = PROVIDED | {"if", "unless"}
ASKING = words("conditionals_asking")
MODAL = words("conditionals_modal")
RESERVE = words("conditionals_reserve")
OF_A_SUBJECT = frozenset(
    {"EX", "DT", "PDT", "PRP", "PRP$", "JJ", "CD", "NN", "NNS", "NNP", "NNPS", "POS", "HYPH", "VBN"}
)
IDLE = words("conditionals_idle")
AHEAD = frozenset({"will", "would", "shall", "can", "could", "may", "might", "must", "’ll", "'ll"})
PERSISTING = frozenset({"continue", "hold", "keep", "last", "maintain", "persist", "remain", "stand", "stay"})
REFUSING = frozenset({"decline", "refuse"})
NONE = frozenset({"neither", "no", "nobody", "none", "not", "nothing"})


def conditions(reading: Reading, parsed: Parsed) -> list[Condition]:
    """Every conditional of a sentence, in order and apart."""
    found = [*_marked(reading, parsed), *_without(reading, parsed), *_depending(reading, parsed)]
    found += _unparsed(reading, parsed, found)
    found += [*_inverted(reading, parsed), *phrases(reading, parsed), *_once(reading, parsed)]
    found += opened(reading, parsed)
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
                yield _build(reading, parsed, token, clause, form="if", governor=verb_above(token.head))


def _unparsed(reading: Reading, parsed: Parsed, found: Sequence[Condition]) -> list[Condition]:
    """*Unless* and an opening *if* whose clause the parse did not see: up to the comma or the sentence's end."""
    made = []
    for token in parsed.tokens:
        if token.lower_ not in SUPPOSING:
            continue
        before = token.nbor(-1).lemma_.lower() if token.i > parsed.tokens.start else ""
        opens = token.lower_ == "if" and _may_suppose(parsed, token)
        place = parsed.span(token)
        first = token.lower_ in PROVIDED and token.i <= parsed.tokens.start + 1
        if not (opens or first or token.lower_ in ("unless", "provided")) or any(
            c.span.overlaps(place) for c in found
        ):
            continue
        rest = token.doc[token.i + 1 : parsed.tokens.end]
        if token.lower_ in PROVIDED and not _supposes(token, rest, before):
            continue
        if len(rest) > 2:
            made.append(up_to_comma(reading, parsed, token))
    return made


def _may_suppose(parsed: Parsed, token: Token) -> bool:
    """Whether an *if* that the parse made nothing of supposes: no *asked if*, *as if*, *if any*, *if possible*."""
    before = [t for t in parsed.tokens if token.i - 4 < t.i < token.i]
    after = [t for t in parsed.tokens if t.i > token.i]
    if any(t.lemma_.lower() in ASKING for t in before) or (before and before[-1].lower_ in AS_IF):
        return False
    if before and before[-1].lower_ == "only":
        return len(after) > 1
    return len(before) < 2 or (len(after) > 0 and after[0].lower_ not in EMPTY and _opens_clause(after))


def _supposes(token: Token, rest: Token, before: str) -> bool:
    """Whether *provided* means *if*: it opens a clause of its own, with a subject and a verb."""
    if len(rest) and (rest[0].lower_ == "that" or before in (",", "only")):
        return True
    has = any(c.dep_ == "auxpass" or (c.dep_ == "aux" and c.lemma_ in ("be", "have")) for c in token.lefts)
    if has or (token.tag_ == "VBD" and any(c.dep_ == "nsubj" for c in token.lefts)):
        return False
    return _opens_clause(rest)


def _opens_clause(rest: Sequence[Token]) -> bool:
    """Whether tokens begin with a subject and a verb that has a tense."""
    tags = [t.tag_ for t in rest[:10]]
    verb = next((k for k, tag in enumerate(tags) if tag in ("VBD", "VBZ", "VBP", "MD")), 0)
    return verb > 0 and all(tag in OF_A_SUBJECT for tag in tags[:verb])


def _is_marker(token: Token) -> bool:
    before = token.nbor(-1).lower_ if token.i > token.sent.start else ""
    after = token.nbor(1).lower_ if token.i + 1 < token.sent.end else ""
    if before in AS_IF or after in EMPTY | {"*", "_"} or token.dep_ == "ROOT":
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
    governor = governor if governor is not None else (told(clause.head) if clause.head != clause else None)
    tokens = [t for t in clause.subtree if t.i >= marker.i] if clause != governor else [marker, clause]
    tokens = _cut_at_quote(reading, parsed, within(parsed, [marker, *tokens]))
    span = tight(reading.text, before_but(reading.text, parsed.over(tokens)))
    if form in ("even_if", "only_if") and marker.i > marker.sent.start and marker.nbor(-1).lower_ in ("even", "only"):
        wide = Span(parsed.span(marker.nbor(-1)).start, span.end)
        span = wide if form == "even_if" else span
    said = tight(reading.text, Span(parsed.span(marker).end, span.end))
    if said.of(reading.text).startswith("that "):
        said = Span(said.start + 5, said.end)
    return Condition(span, form, said, consequent_of(reading, parsed, governor, span), clause, governor)


def _cut_at_quote(reading: Reading, parsed: Parsed, tokens: list[Token]) -> list[Token]:
    """A condition that begins inside a quotation ends with it."""
    mark = reading.mark_at(parsed.span(tokens[0]).start)
    inside = [t for t in tokens if mark is None or parsed.span(t).start < mark.span.end]
    return inside or tokens[:1]


def _without(reading: Reading, parsed: Parsed) -> Iterator[Condition]:
    for token in parsed.tokens:
        if token.lower_ not in ("without", "absent") or token.dep_ not in ("prep", "mark", "advmod"):
            continue
        governor = next((a for a in token.ancestors if a.pos_ in ("VERB", "AUX")), None)
        verbs = [a for a in token.ancestors if a.pos_ in ("VERB", "AUX")][:2]
        opens = token.i <= parsed.tokens.start + 1 and governor is not None and governor.tag_ in ("VBZ", "VBP")
        if governor is not None and (opens or any(_has_reserve(verb) for verb in verbs)):
            said = [t for t in token.subtree if t != token]
            if said and said[-1].lower_ not in IDLE and said[0].pos_ not in ("VERB", "PUNCT"):
                yield replace(
                    _build(reading, parsed, token, token, form="without", governor=_reserved(verbs)), clause=said[0]
                )


def _reserved(verbs: Sequence[Token]) -> Token:
    """The innermost of some verbs that holds back; the outermost where none does."""
    return next((verb for verb in verbs if _has_reserve(verb)), verbs[-1])


def _has_reserve(verb: Token) -> bool:
    words = {c.lower_ for c in verb.children} | {
        d.lower_ for c in verb.children for d in c.children if d.dep_ in ("det", "neg")
    }
    return verb.lemma_ in REFUSING or bool(words & (MODAL | RESERVE | {"n’t", "n't"}))


def _depending(reading: Reading, parsed: Parsed) -> Iterator[Condition]:
    for token in parsed.tokens:
        depends = token.lower_ in ("depending", "contingent", "conditional")
        depends = depends or token.lemma_.lower() in ("hinge", "depend")
        if depends and any(c.lower_ in ("on", "upon") for c in token.children):
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
        if token.lower_ not in ("once", "until", "before", "while") or token.dep_ not in ("mark", "advmod"):
            continue
        clause = token.head
        if clause.dep_ != "advcl" or not _comes_before_subject(token, clause):
            continue
        if token.lower_ == "while":
            if _rules_out(clause.head) or (_is_refusal(clause.head) and _is_ahead(clause.head)):
                yield _build(reading, parsed, token, clause, form="if")
        elif token.lower_ != "once":
            if _is_refusal(clause.head) or (
                token.lower_ == "until" and persists(clause.head) and parsed.tokens[-1].text != "?"
            ):
                yield _build(reading, parsed, token, clause, form="unless")
        elif _is_ahead(clause.head):
            yield _build(reading, parsed, token, clause, form="only_if" if _only_before(token, clause) else "if")


def _is_ahead(verb: Token) -> bool:
    return any(c.dep_ == "aux" and c.lower_ in AHEAD for c in verb.children) or verb.tag_ in ("VB", "VBP", "VBZ")


def _is_refusal(governor: Token) -> bool:
    """*Will not talk*, *no talks*, *refuses to talk*: what is not done until something else is."""
    own = [governor, *(c for c in governor.children if c.dep_ in ("nsubj", "nsubjpass", "dobj", "attr"))]
    near = [t for each in own for c in each.children for t in (c, *c.lefts)]
    return any(t.dep_ == "neg" or t.lower_ in NONE for t in (*own[1:], *near)) or any(
        each.lemma_ in REFUSING for each in (governor, governor.head)
    )


def _rules_out(verb: Token) -> bool:
    return verb.lemma_ == "rule" and any(c.lower_ == "out" for c in verb.children)


def persists(governor: Token) -> bool:
    """*Will stay until they leave*: what is kept up until something else is done."""
    ahead = governor.tag_ in ("VBZ", "VBP") or any(c.dep_ == "aux" and c.lower_ in AHEAD for c in governor.children)
    return ahead and governor.lemma_.lower() in PERSISTING


def _above(token: Token) -> Token | None:
    return token.head if token.dep_ != "ROOT" else None
