"""What an agreement's text binds its parties to: the numbered provisions, read without a parse."""

import re
from collections.abc import Iterator

from detente.evidence.document import Span
from detente.evidence.extraction.reading import Reading
from detente.evidence.extraction.sentences import Sentence
from detente.evidence.record import Evidence

__all__ = ["provisions"]

NUMBERED = re.compile(
    r"^(?:(?:Article|Section|Point|Annex)\s+)?(?:\d{1,2}|[IVX]{1,5})[.):]\s+|^\((?:[a-z]|\d{1,2})\)\s+"
)
AGREEMENT = re.compile(
    r"\b(?:agreements?|accords?|ceasefire|cease-fire|truce|memorandum|protocol|treaty|armistice|package "
    r"of measures|"
    r"complex of measures|the parties|the sides|both sides|roadmap|communiqu[ée]|joint (?:statement|"
    r"declaration))\b",
    re.IGNORECASE,
)
BINDING = re.compile(
    r"\b(?:shall|will|must|undertakes?|commits?|agrees?|to be|has to|have to|is to|are to)\b|"
    r"^(?:Immediate|Full|Complete|Withdrawal|Pull|Release|Ensur|Provid|Carry|Begin|Establish|Restor|"
    r"Disarm|Pardon|Exchang|Cessation|Monitor|Effective|Return|Conduct|Reinstat|Guarantee|Refrain|Lift|"
    r"Opening|Creation)",
    re.IGNORECASE,
)
FEWEST = 3  # numbered paragraphs that make a text an agreement's


def provisions(reading: Reading) -> Iterator[Evidence]:
    """Each numbered provision of an agreement as a demand of form `package`, held by nobody in particular."""
    numbered = [s for s in _firsts(reading) if NUMBERED.match(s.span.of(reading.text))]
    if len(numbered) < FEWEST or not AGREEMENT.search(reading.text):
        return
    for sentence in numbered:
        words = sentence.span.of(reading.text)
        start = sentence.span.start + NUMBERED.match(words).end()  # type: ignore[union-attr]
        end = sentence.span.start + len(words.rstrip(" .;:"))
        if start < end and BINDING.search(reading.text[start:end]):
            yield Evidence.cite(
                reading.document, Span(start, end), "demand", form="package", of=_bound(reading, start, end)
            )


def _firsts(reading: Reading) -> Iterator[Sentence]:
    last = -1
    for sentence in reading.sentences:
        if sentence.paragraph != last:
            yield sentence
        last = sentence.paragraph


def _bound(reading: Reading, start: int, end: int) -> str | None:
    """Who is bound, where the provision opens with a party: *Armenia shall …*."""
    first = next(iter(reading.cast.inside(start, min(end, start + 40))), None)
    if first is None or not re.match(
        r"\W*(?:shall|will|undertakes|commits|agrees)\b", reading.text[first.span.end : first.span.end + 20]
    ):
        return None
    return first.actor
