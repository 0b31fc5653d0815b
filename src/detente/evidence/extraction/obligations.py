"""What must, shall, should or needs to be done: obligations, and what somebody calls essential."""

import re
from collections.abc import Iterator

from detente.evidence.extraction.demands import Demand, doer, is_to, negated, phrase_span, to_of
from detente.evidence.extraction.lexicon import words
from detente.evidence.extraction.parse import Parsed, Token
from detente.evidence.extraction.voices import NOBODY, Voices, subject_of

__all__ = ["obligations"]

FORBIDDEN = frozenset(
    {"have", "keep", "retain", "develop", "acquire", "possess", "remain", "join", "continue", "be", "own"}
)
MUST = {"must": "demand", "shall": "demand", "should": "proposal", "ought": "proposal"}
VITAL = words("demands_vital")
BY_WHEN = re.compile(
    r"\b(?:no later than|not later than|within \w+ (?:hours|days|weeks|months)|by the end of|before the "
    r"end of)\b|\b[Bb]y (?=[A-Z\d])"
)


def obligations(voices: Voices, parsed: Parsed) -> Iterator[Demand]:
    """Demands made by a modal or an adjective: *Russia must …*, *needs to …*, *it is vital that …*."""
    for token in parsed.tokens:
        yield from _must(voices, parsed, token)
        yield from _vital(voices, parsed, token)


def _must(voices: Voices, parsed: Parsed, token: Token) -> Iterator[Demand]:
    verb, form = _obligation(token)
    subject = subject_of(verb) if verb is not None else None
    if (
        verb is None
        or subject is None
        or verb.dep_ == "advcl"
        or parsed.tokens[-1].text == "?"
        or subject.lower_ in ("what", "who", "there")
        or token.i < subject.i  # *should the talks fail, …* supposes and does not ask
    ):
        return
    speaker = voices.speaker(parsed, verb)
    who = voices.who(parsed, subject)
    own = subject.lower_ in ("we", "i") or voices.same_party(who.actor, speaker.actor)
    if speaker.text:
        if own and token.lower_ in ("can", "ca"):
            return
        span = phrase_span(voices, parsed, verb, after=int(subject.left_edge.i) - 1)
        doer = None if own or subject.dep_ == "nsubjpass" else who.actor
        yield Demand(parsed, span, "need" if own else form, speaker, doer, verb)
    elif who.actor is not None and subject.dep_ == "nsubj" and token.lower_ not in ("can", "ca", "shall"):
        after = max([int(token.i), to_of(verb)])
        yield Demand(parsed, phrase_span(voices, parsed, verb, after=after), "need", who, None, verb)
    elif token.lower_ == "shall" or (token.lower_ in ("has", "have", "must") and BY_WHEN.search(parsed.tokens.text)):
        span = phrase_span(voices, parsed, verb)
        late = BY_WHEN.search(span.of(voices.reading.text)) is not None
        yield Demand(parsed, span, "deadline" if late else "package", NOBODY, who.actor, verb)


def _obligation(token: Token) -> tuple[Token | None, str]:
    """The verb that an obligation governs, and its form: *must*, *should*, *has to*, *needs to*."""
    if (
        token.dep_ == "aux"
        and token.lower_ in ("can", "ca")
        and token.head.lemma_ in FORBIDDEN
        and negated(token.head)
    ):
        return token.head, "demand"
    if token.dep_ == "aux" and token.lower_ in MUST:
        passed = any(c.lower_ == "have" and c.dep_ == "aux" for c in token.head.children)
        return (None, "") if passed else (token.head, MUST[token.lower_])
    if token.lemma_.lower() in ("have", "need") and token.pos_ in ("VERB", "AUX"):
        clause = next((c for c in token.children if c.dep_ == "xcomp" and is_to(c)), None)
        direct = clause is not None and not any(c.dep_ == "dobj" for c in token.children)
        if clause is not None and direct and to_of(clause) <= token.i + 2:
            return clause, "demand" if token.lemma_.lower() == "have" else "need"
    return None, ""


def _vital(voices: Voices, parsed: Parsed, token: Token) -> Iterator[Demand]:
    """*It is essential that …*, *we consider it important that …*, in somebody's voice."""
    if token.lower_ not in VITAL:
        return
    clause = next(
        (
            c
            for c in [*token.children, *token.head.children]
            if c.dep_ in ("ccomp", "xcomp", "advcl") and c.i > token.i
        ),
        None,
    )
    speaker = voices.speaker(parsed, token)
    if clause is not None and speaker.text:
        span = phrase_span(voices, parsed, clause)
        yield Demand(parsed, span, "need", speaker, doer(voices, parsed, clause), token)
