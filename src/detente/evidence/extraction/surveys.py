"""Polls of a document as items: each finding with its pollster, field dates and question."""

import re
from collections.abc import Iterator
from datetime import date

from detente.evidence.document import Span
from detente.evidence.extraction.dates import dates
from detente.evidence.extraction.lexicon import caseless
from detente.evidence.extraction.polls import MARGIN, SAYS_POLL, Poll, field_dates, polls
from detente.evidence.extraction.reading import Reading
from detente.evidence.extraction.sentences import Sentence
from detente.evidence.record import Evidence

__all__ = ["surveys"]

BY = re.compile(
    r"\b(?:[Pp]oll|[Ss]urvey|[Bb]arometer)s?(?: (?:conducted|carried out|released|published|"
    r"commissioned))? (?:by|from|for) (?:the )?((?:[A-Z][\w’&-]+ ?(?:of |for |and )?){1,6})"
)
OPENING = 3  # sentences within which a report of a survey names it
KEEPS = 3  # sentences at least that speak of it
REACH = 4  # sentences after one that tells of a survey in which a share may be another finding of it
METHOD = caseless(
    r"\b(?:interviews?|fieldwork|respondents|sample)\b[^.;]*\b(?:conducted|carried out|adults|sample|random)\b",
    *("interview", "fieldwork", "respondents", "sample"),
)
QUESTION = re.compile(r"\basked (?:whether|if|about|how|what|which)\b[^.;]*|\bto the question[^.;]*", re.IGNORECASE)


def surveys(reading: Reading) -> Iterator[Evidence]:
    """Every finding of a survey in the document, in order."""
    text, told = reading.text, -REACH - 1
    anywhere = _pollster(reading, Span(0, len(text)))
    throughout = _is_report(reading)
    for number, sentence in enumerate(reading.sentences):
        if sentence.heading:
            continue
        span = sentence.span
        in_poll = throughout or number - told <= REACH or _pollster(reading, span) is not None
        found = polls(text, span.start, span.end, in_poll=in_poll)
        yield from (_item(reading, sentence, poll, anywhere) for poll in found)
        told = number if found or SAYS_POLL.search(span.of(text)) else told


def _is_report(reading: Reading) -> bool:
    """Whether all of a document tells what a survey found.

    It says who was asked and how far it may be off, or it opens with the survey and keeps speaking of it.
    """
    told = [sentence.span.of(reading.text) for sentence in reading.sentences]
    speaks = [number for number, words in enumerate(told) if SAYS_POLL.search(words)]
    asked = any(METHOD.search(words) for words in told) and any(MARGIN.search(words) for words in told)
    return bool(speaks) and (asked or (speaks[0] < OPENING and len(speaks) >= KEEPS))


def _item(reading: Reading, sentence: Sentence, poll: Poll, anywhere: str | None) -> Evidence:
    named = _pollster(reading, sentence.span)
    today = reading.cast.day
    return Evidence.cite(
        reading.document,
        Span(poll.start, poll.end),
        "poll",
        value=poll.value,
        unit=poll.unit if poll.value is not None else None,
        population=poll.population,
        proposition=poll.proposition,
        comparison=poll.comparison,
        margin=poll.margin,
        pollster=named,
        pollster_inferred=anywhere if named is None else None,
        fielded=_fielded(reading.text, sentence, today),
        question=_question(reading.text, sentence.span),
    )


def _pollster(reading: Reading, span: Span) -> str | None:
    """The pollster named in a range, by the table or by *a poll by …*."""
    cast = reading.cast
    known = next((m.actor for m in cast.inside(span.start, span.end) if cast.actor(m.actor).type == "pollster"), None)
    if known:
        return known
    match = BY.search(reading.text, span.start, span.end)
    if match is None:
        return None
    mention = cast.at(match.start(1))
    return mention.actor if mention is not None else match.group(1).strip()


def _fielded(text: str, sentence: Sentence, today: date | None) -> str | None:
    """When it was taken, as EDTF: a day or an interval; only from words that say so, in this or the next sentence."""
    passage = text[sentence.span.start : sentence.span.end + 300].split("\n", maxsplit=1)[0]
    if (found := field_dates(passage)) is None:
        return None
    values = [d.value for d in dates(passage, found[0], found[1], today) if d.value]
    if not values:
        return None
    if len(values) == 1 or "/" in values[0] + values[1] or values[0] > values[1]:
        return values[0]
    return "/".join(values[:2])


def _question(text: str, span: Span) -> str | None:
    match = QUESTION.search(text, span.start, span.end)
    return match.group().strip() if match else None
