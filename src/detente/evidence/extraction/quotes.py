"""Quotations with their speakers: direct, partial, indirect, and those that go on without a verb of saying."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from detente.evidence.document import Span
from detente.evidence.extraction.attribution import HOLDING, NO_VOICE, Saying
from detente.evidence.extraction.content import REACTING
from detente.evidence.extraction.lexicon import words
from detente.evidence.extraction.marks import Marked
from detente.evidence.extraction.parse import Parsed, Token
from detente.evidence.extraction.reading import Reading
from detente.evidence.extraction.reference import HE_SHE, Someone, phrase
from detente.evidence.record import Evidence

__all__ = ["Speeches", "indirect", "is_idle", "speeches"]

Speeches = Mapping[Span, tuple[Someone, Saying | None]]
SAYING_NOUNS = words("quotes_saying_nouns")
GAP = 2  # paragraphs over which a quotation without a verb of saying goes on
ALONE = 12  # characters of its sentence outside a quotation that stands alone
MOSTLY = 0.7  # of a clause inside quotation marks makes it the quotation, not a report of it


def speeches(reading: Reading, said: Mapping[int, Sequence[Saying]]) -> Speeches:
    """Who speaks each quotation in marks, by its range; without a speaker, nobody."""
    found: dict[Span, tuple[Someone, Saying | None]] = {}
    last: tuple[Marked, Someone] | None = None
    for mark in reading.marks:
        parsed = _sentence_of(reading, mark)
        named = _speaker(reading, parsed, mark, said.get(parsed.number, ())) if parsed else None
        if named is None:
            parsed = next(iter(_touched(reading, mark.span)), None)
        if named is None and parsed is not None and mark.direct:
            named = _announced(reading, parsed, mark, said)
        if named is None and parsed is not None and (last is None or last[0].closed):
            named = _led_to(reading, parsed, mark, said)
        if named is None and last and _goes_on(mark, last[0], parsed):
            named = (last[1], None)
        if named and last and _is_again(reading, named[0], last[1]):
            named = (replace(named[0], actor=last[1].actor), named[1])
        found[mark.span] = named or (Someone(None, ""), None)
        if named and named[0].text and (mark.direct or last is None):
            last = (mark, named[0])
    found |= _opened(reading.marks, found)
    return found


def _is_again(reading: Reading, someone: Someone, last: Someone) -> bool:
    """Whether a pronoun whose person is not found before it means who spoke last."""
    gender = HE_SHE.get(someone.text.lower())
    if gender is None or someone.actor is not None or last.actor is None:
        return False
    known = reading.cast.actor(last.actor)
    return known.is_person and known.gender in ("", gender)


def _opened(marks: Sequence[Marked], found: Speeches) -> dict[Span, tuple[Someone, Saying | None]]:
    """The paragraphs of a speech whose speaker is told only after its last, as marks left open tell."""
    earlier: dict[Span, tuple[Someone, Saying | None]] = {}
    for mark, following in reversed([*pairwise(marks)]):
        someone = earlier.get(following.span, found[following.span])[0]
        if not (mark.closed or found[mark.span][0].text) and following.paragraph == mark.paragraph + 1:
            earlier[mark.span] = (someone, None)
    return earlier


def _announced(
    reading: Reading, parsed: Parsed, mark: Marked, said: Mapping[int, Sequence[Saying]]
) -> tuple[Someone, None] | None:
    """Who speaks a paragraph that the one before announces with a colon: *The ministry issued this statement:*."""
    if parsed.number == 0 or mark.span.start > parsed.sentence.span.start + 1:
        return None
    before = reading.parsed[parsed.number - 1]
    if before.sentence.heading or not before.sentence.span.of(reading.text).endswith(":"):
        return None
    if spoken := [saying.speaker for saying in said.get(before.number, ()) if saying.speaker.text]:
        return spoken[-1], None
    subject = next((t for t in before.tokens if t.dep_ == "nsubj" and t.head.dep_ == "ROOT"), None)
    return (phrase(reading, before, subject), None) if subject is not None else None


def _led_to(
    reading: Reading, parsed: Parsed, mark: Marked, said: Mapping[int, Sequence[Saying]]
) -> tuple[Someone, None] | None:
    """Who speaks a quotation that stands alone after a sentence about them: *Orr was calm. “We will wait.”*."""
    if not mark.direct or parsed.number == 0 or not _is_alone(mark, parsed):
        return None
    before = reading.parsed[parsed.number - 1]
    if before.sentence.heading or any(m.direct for m in reading.marks_over(before.sentence.span)):
        return None
    if spoken := [s.speaker for s in said.get(before.number, ()) if s.speaker.actor or s.speaker.unnamed]:
        return spoken[0], None
    subject = next((t for t in before.tokens if t.dep_ == "nsubj" and t.head.dep_ == "ROOT"), None)
    someone = phrase(reading, before, subject) if subject is not None else None
    if someone is None or someone.actor is None or not reading.cast.actor(someone.actor).is_person:
        return None
    return someone, None


def _is_alone(mark: Marked, parsed: Parsed) -> bool:
    return len(parsed.sentence.span) - len(mark.span) < ALONE


def _sentence_of(reading: Reading, mark: Marked) -> Parsed | None:
    """The sentence that the quotation touches, one with words outside it first."""
    touched = sorted(_touched(reading, mark.span), key=lambda p: _is_within(p.sentence.span, mark.span))
    return touched[0] if touched else None


def _is_within(sentence: Span, mark: Span) -> bool:
    """Whether a sentence has no words outside a quotation, its marks apart."""
    return mark.start - 2 <= sentence.start and sentence.end <= mark.end + 3


def _touched(reading: Reading, span: Span) -> list[Parsed]:
    first = max(0, bisect_right(reading.parsed, span.start, key=lambda p: p.sentence.span.start) - 1)
    last = bisect_right(reading.parsed, span.end, key=lambda p: p.sentence.span.start)
    return [p for p in reading.parsed[first:last] if p.sentence.span.overlaps(span)]


def _speaker(
    reading: Reading, parsed: Parsed, mark: Marked, said: Sequence[Saying]
) -> tuple[Someone, Saying | None] | None:
    if not mark.direct and (owner := _noun_owner(reading, parsed, mark)):
        return owner, None
    within = [s for s in said if s.content is not None and _mostly(mark.span, s.content) and s.speaker.text]
    near = within[-1:] or sorted(
        (s for s in said if s.speaker.text), key=lambda s: _distance(parsed.span(s.verb), mark.span)
    )
    if near:
        return near[0].speaker, near[0]
    return None if mark.direct else _reacting(reading, parsed)


def _mostly(mark: Span, content: Span) -> bool:
    return _shared(mark, content) >= MOSTLY * len(mark)


def _distance(verb: Span, mark: Span) -> int:
    return min(abs(mark.start - verb.end), abs(verb.start - mark.end))


def _noun_owner(reading: Reading, parsed: Parsed, mark: Marked) -> Someone | None:
    """The possessor where a fragment hangs on a noun of saying: *his stated desire to “…”*."""
    inside = [t for t in parsed.tokens if mark.span.covers(parsed.span(t))]
    for noun in (a for token in inside[:3] for a in token.ancestors if a.lower_ in SAYING_NOUNS):
        if owner := next((c for c in noun.children if c.dep_ == "poss"), None):
            return phrase(reading, parsed, owner)
    return None


def _reacting(reading: Reading, parsed: Parsed) -> tuple[Someone, None] | None:
    root: Token = next((t for t in parsed.tokens if t.head == t), parsed.tokens[0])
    subject = next((c for c in root.children if c.dep_ == "nsubj"), None)
    if subject is None or root.lemma_.lower() not in REACTING:
        return None
    return phrase(reading, parsed, subject), None


def _goes_on(mark: Marked, last: Marked, parsed: Parsed | None) -> bool:
    if not mark.direct or mark.paragraph - last.paragraph > GAP:
        return False
    return parsed is None or _is_alone(mark, parsed) or not last.closed


def indirect(reading: Reading, said: Sequence[Saying]) -> Iterator[Evidence]:
    """What is reported in the writer's words, for each act of saying that governs a clause."""
    for saying in said:
        if saying.content is not None and _is_report(reading, saying):
            yield Evidence.cite(
                reading.document,
                saying.content,
                "quote",
                form="indirect",
                speaker=saying.speaker.actor,
                speaker_text=saying.speaker.text or None,
                cue=saying.verb.text,
                acts_for=reading.cast.acts_for(saying.speaker.actor),
                stance=saying.stance,
            )


def _is_report(reading: Reading, saying: Saying) -> bool:
    content = saying.content
    if content is None or len(content.of(reading.text).split()) < 3 or saying.verb.lemma_.lower() in NOT_REPORTING:
        return False
    if is_idle(saying) or _is_counted(reading, saying) or _is_joint(saying) or _is_asked(saying):
        return False
    quoted = sum(_shared(mark.span, content) for mark in reading.marks_over(content))
    return quoted < MOSTLY * len(content)


def is_idle(saying: Saying) -> bool:
    """Whether nobody in particular says it, or only might: *nobody can say*, *if they say*, *data suggest*."""
    verb = saying.verb
    if saying.speaker.text.lower() in ANYBODY or (saying.own and _thinks(verb, saying.speaker)):
        return True
    if verb.lemma_.lower() in SHOWING and saying.speaker.actor is None and not saying.speaker.unnamed:
        return bool({saying.speaker.text.lower().split()[-1]} & NO_VOICE) if saying.speaker.text else False
    return verb.dep_ == "advcl" and any(c.dep_ == "mark" and c.lower_ in ("if", "unless") for c in verb.children)


def _thinks(verb: Token, speaker: Someone) -> bool:
    """Whether who writes only holds it, here and now: *we believe that*, *I must stress that*."""
    holds = verb.tag_ == "VBP" and (verb.lemma_.lower() in HOLDING or speaker.actor is None)
    return holds or any(c.tag_ == "MD" for c in verb.children)


def _is_counted(reading: Reading, saying: Saying) -> bool:
    """Whether those who say it are a share of people asked by a pollster."""
    if saying.speaker.text.split(" ")[0].rstrip("%").isdigit() or SHARE.search(saying.speaker.text):
        return True
    actor = saying.speaker.actor
    public = actor is not None and reading.cast.actor(actor).type == "public"
    return public and COUNTED.search(saying.parsed.sentence.span.of(reading.text)) is not None


def _is_joint(saying: Saying) -> bool:
    """Whether it tells what was agreed, which is nobody's statement: *it was agreed that*, *the two agreed*."""
    return saying.speaker.actor is None and saying.verb.lemma_.lower() in AGREEING


def _is_asked(saying: Saying) -> bool:
    """Whether the clause is a question or a thing, not a statement: *told us where it is*."""
    clause = saying.clause
    if clause is None:
        return False
    first = clause.left_edge
    return first.lower_ in ASKING and first.head == clause and first.dep_ not in ("nsubj", "nsubjpass", "csubj")


NOT_REPORTING = words("quotes_not_reporting")
ANYBODY = words("quotes_anybody")
SHOWING = words("quotes_showing")
AGREEING = words("quotes_agreeing")
ASKING = words("quotes_asking")
SHARE = re.compile(
    r"\b(?:majority|minority|plurality|half|thirds?|quarters?|fifths?|share|proportion|per ?cent|respondents)\b|"
    r"^(?:just |only |nearly |almost |about |some )?(?:one|two|three|four|five|six|seven|eight|nine|most)$",
    re.IGNORECASE,
)
COUNTED = re.compile(
    r"%|\bper ?cent\b|\b(?:in|out of) (?:ten|five|four|three|\d+)\b|\bmajority\b|\bhalf of\b|"
    r"\b(?:polls?|surveys?|respondents)\b",
    re.IGNORECASE,
)


def _shared(one: Span, other: Span) -> int:
    return max(0, min(one.end, other.end) - max(one.start, other.start))
