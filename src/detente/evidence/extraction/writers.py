"""In whose voice a statement, a declaration or an open letter is: what it says must be done, its writer asks."""

import re

from detente.evidence.extraction.marks import Marked
from detente.evidence.extraction.mentions import Mention
from detente.evidence.extraction.reading import Reading
from detente.evidence.extraction.reference import Someone
from detente.evidence.extraction.voices import NOBODY

__all__ = ["writer"]

OPENING = 4  # sentences at most in which the heading stands
TITLE = re.compile(
    r"(?:(?!on\b|about\b|over\b)[\w’'-]+\s+){0,5}?(?:statement|declaration|open letter|appeal|message|letter)\b"
    r"(?=\s*$|:?\s+(?:by|from|of|on|to|in|regarding|concerning|about)\b)",
    re.IGNORECASE,
)
NAMING = re.compile(r"\b(?:by|from|of)\s+(?:[\w.’'-]+\s+){0,8}$", re.IGNORECASE)
FIRST_PERSON = re.compile(r"\b(?:We|we|I)\b(?![.’']?\w)")


def writer(reading: Reading) -> Someone:
    """Who speaks in a statement: the person its heading names, else its issuer, else *we*; nobody in other texts."""
    title = next(
        (s.span for s in reading.sentences[:OPENING] if s.heading and _is_title(s.span.of(reading.text))), None
    )
    if title is None:
        return NOBODY
    named = [m for m in reading.cast.inside(title.start, title.end) if _is_signatory(reading, title.start, m)]
    if named and "joint" not in title.of(reading.text).lower():
        return Someone(named[0].actor, named[0].span.of(reading.text))
    first = next((m for m in FIRST_PERSON.finditer(reading.text) if not _is_quoted(reading, m.start())), None)
    if reading.issuer is not None or first is not None:
        return Someone(reading.issuer, first.group() if first else title.of(reading.text))
    return NOBODY


def _is_title(line: str) -> bool:
    return TITLE.match(line.strip()) is not None


def _is_signatory(reading: Reading, start: int, mention: Mention) -> bool:
    person = reading.cast.actor(mention.actor).is_person
    return person and NAMING.search(reading.text[start : mention.span.start]) is not None


def _is_quoted(reading: Reading, place: int) -> bool:
    mark: Marked | None = reading.mark_at(place)
    return mark is not None
