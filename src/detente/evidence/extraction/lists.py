"""What is asked by a list: *conditions: …*, *its demands include …*, *the Council should: (a) … (b) …*."""

import re
from collections.abc import Iterator

from detente.evidence.document import Span
from detente.evidence.extraction.asked import Demand, trimmed
from detente.evidence.extraction.lexicon import forms, words
from detente.evidence.extraction.parse import Parsed, Token
from detente.evidence.extraction.parties import asker
from detente.evidence.extraction.reference import Someone
from detente.evidence.extraction.terms import owner, token_at
from detente.evidence.extraction.voices import Voices, subject_of

__all__ = ["items", "listed"]

CONDITION_NOUNS = words("terms_condition_nouns")
URGING = forms("demands_urging")
NEAR = 4  # tokens between *should* and the list of what should be done
OBLIGING = frozenset({"must", "ought", "shall", "should"})
LEAD = re.compile(r"[:–—-]\s*(?:(?=\(?(?:[A-Za-z]|\d{1,2}|[ivx]{1,4})\)\s)|$)")  # what opens an enumeration
TO = re.compile(r"(?:that |to )", re.IGNORECASE)
COLON = re.compile(
    r"\b(?P<noun>(?:pre)?conditions?|demands?|terms|requirements?|red lines?|prerequisites?|"
    r"proposals?|recommendations?|goals|aims|objectives)\b[^.:;!?]{0,90}:(?=\s)",
    re.IGNORECASE,
)
INCLUDE = re.compile(r"\b(?:include[sd]?|including|are|were|comprise[sd]?|consist(?:s|ed)? of)\b", re.IGNORECASE)
BULLET = re.compile(r"^(?:[-–—•*·]|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)])\s+", re.IGNORECASE)
SPLIT = re.compile(
    r";\s+(?:and\s+)?|,\s+(?:and\s+|or\s+)?|\s+and\s+(?=(?:the|a|an|its|their|his|her|full|all|no|any|"
    r"that|to|for|an end)\b)"
)
LEAST_ITEM = 5  # characters of a list's member that can stand for something asked


def listed(voices: Voices, parsed: Parsed) -> Iterator[Demand]:
    """Conditions given as a list: after a colon, after *include*, or as the paragraphs that follow."""
    text, sentence = voices.reading.text, parsed.sentence.span
    if match := COLON.search(text, sentence.start, sentence.end + 1):
        anchor = token_at(parsed, match.start())
        holder = _list_holder(voices, parsed, anchor)
        form = "precondition" if re.search("condition|requis", match["noun"], re.IGNORECASE) else "demand"
        spans = (
            items(text, Span(match.end(), sentence.end)) if match.end() < sentence.end else _bullets(voices, parsed)
        )
        yield from (Demand(parsed, span, form, holder, None, anchor) for span in spans)
        return
    yield from _included(voices, parsed)
    yield from _enumerated(voices, parsed)


def _enumerated(voices: Voices, parsed: Parsed) -> Iterator[Demand]:
    """*The Council should: (a) to end the raids; (b) to free …*, *urged both to:* and the items that follow."""
    text, sentence = voices.reading.text, parsed.sentence.span
    lead = LEAD.search(text, sentence.start, sentence.end + 1)
    verb = _asking(parsed, lead.start()) if lead is not None else None
    if lead is None or verb is None:
        return
    own = BULLET.match(text[lead.end() : sentence.end])
    first = [trimmed(text, Span(lead.end() + own.end(), sentence.end))] if own is not None else []
    obliged = verb.lemma_.lower() not in URGING
    holder = voices.speaker(parsed, verb) if obliged else asker(voices, parsed, verb)
    for span in [*first, *_bullets(voices, parsed)]:
        opening = TO.match(text, span.start, span.end)
        if opening is not None:
            yield Demand(parsed, Span(opening.end(), span.end), "demand", holder, None, verb)


def _asking(parsed: Parsed, end: int) -> Token | None:
    """What asks for the items of a list: the last verb before it where that urges, or a *should* near its end."""
    before = [t for t in parsed.tokens if parsed.span(t).end <= end]
    obliged = next((t for t in reversed(before[-NEAR:]) if t.tag_ == "MD" and t.lower_ in OBLIGING), None)
    verb = next((t for t in reversed(before) if t.pos_ == "VERB"), None)
    return obliged or (verb if verb is not None and verb.lemma_.lower() in URGING else None)


def _bullets(voices: Voices, parsed: Parsed) -> list[Span]:
    found: list[Span] = []
    for following in voices.reading.parsed[parsed.number + 1 : parsed.number + 20]:
        span = following.sentence.span
        match = BULLET.match(span.of(voices.reading.text))
        if match is None:
            break
        found.append(trimmed(voices.reading.text, Span(span.start + match.end(), span.end)))
    return found


def _list_holder(voices: Voices, parsed: Parsed, noun: Token) -> Someone:
    if (whose := owner(voices, parsed, noun)) is not None:
        return whose
    verb = next((a for a in noun.ancestors if a.pos_ in ("VERB", "AUX")), None)
    subject = subject_of(verb) if verb is not None else None
    if subject is not None and subject != noun and (who := voices.who(parsed, subject)).actor:
        return who
    return voices.speaker(parsed, noun)


def _included(voices: Voices, parsed: Parsed) -> Iterator[Demand]:
    """*Its conditions include …*, and *These include …* after a sentence that speaks of conditions."""
    root = next((t for t in parsed.tokens if t.head == t), None)
    subject = subject_of(root) if root is not None else None
    if root is None or subject is None or not INCLUDE.fullmatch(root.text):
        return
    source, noun = _spoken_of(voices, parsed, subject)
    if noun is None:
        return
    holder = _list_holder(voices, source, noun)
    owned = next((c.text for c in noun.lefts if c.dep_ == "poss"), "")
    holder = holder if holder.text else Someone(None, owned)
    if not holder.text or any(t.is_punct and t.text in "–—" for t in parsed.tokens if t.i < root.i):
        return
    form = "precondition" if "condition" in noun.lower_ or noun.lower_ == "terms" else "demand"
    for span in items(voices.reading.text, Span(parsed.span(root).end + 1, parsed.sentence.span.end)):
        yield Demand(parsed, span, form, holder, None, noun)


def _spoken_of(voices: Voices, parsed: Parsed, subject: Token) -> tuple[Parsed, Token | None]:
    if subject.lemma_.lower() in CONDITION_NOUNS:
        return parsed, subject
    if subject.lower_ in ("these", "they", "those") and parsed.number:
        before = voices.reading.parsed[parsed.number - 1]
        return before, next(
            (t for t in reversed(list(before.tokens)) if t.lemma_.lower() in CONDITION_NOUNS and t.pos_ == "NOUN"),
            None,
        )
    return parsed, None


def items(text: str, span: Span) -> list[Span]:
    """The members of a list in a range: parted by commas, semicolons and a last *and*."""
    cuts = [span.start]
    for match in SPLIT.finditer(text, span.start, span.end):
        cuts += [match.start(), match.end()]
    cuts.append(span.end)
    members = [trimmed(text, Span(a, b)) for a, b in zip(cuts[::2], cuts[1::2], strict=True) if a < b]
    if len(members) > 1:
        members[-1:] = _last(text, members[-1])
    return [m for m in members if len(m) >= LEAST_ITEM and not re.fullmatch(r"\w+ly|however|too|also", m.of(text))]


def _last(text: str, member: Span) -> list[Span]:
    found = re.compile(r" and ").search(text, member.start, member.end)
    if found is None or not re.match(
        r"(?:\w+ly )?\w+(?:ing|s|ment|tion|fire|al|ce)?\b", text[found.end() : member.end]
    ):
        return [member]
    before, after = text[member.start : found.start()], text[found.end() : member.end]
    if len(before.split()) > 4 or len(after.split()) > 8 or " of " in before:
        return [member]
    return [Span(member.start, found.start()), Span(found.end(), member.end)]
