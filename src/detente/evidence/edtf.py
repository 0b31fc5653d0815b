"""Dates that say how precise they are: the part of the Extended Date/Time Format that Detente keeps.

A year, a month or a day (``2025``, ``2025-08``, ``2025-08-07``), each with an optional ``?`` (uncertain),
``~`` (approximate) or ``%`` (both), digits left open (``202X``), and intervals (``2025-07-07/2025-07-24``, an
end may be ``..`` for open or empty for unknown). What a text did not say is not filled in.
"""

import re
from datetime import date

from detente.errors import EvidenceError

__all__ = ["day_of", "edtf", "is_edtf"]

DATE = re.compile(r"(?P<year>\d{4}|\d{3}X|\d{2}XX)(?:-(?P<month>\d{2}|XX)(?:-(?P<day>\d{2}|XX))?)?[?~%]?")
OPEN_ENDS = ("", "..")


def is_edtf(text: str) -> bool:
    """Whether the text is a date or an interval of this format, and on the calendar.

    >>> [is_edtf(text) for text in ("2025-08", "2025-02-30", "2025-07-07/2025-07-24", "last May", "/")]
    [True, False, True, False, False]
    """
    ends = text.split("/")
    if len(ends) == 1:
        return _is_date(text)
    known = [end for end in ends if end not in OPEN_ENDS]
    return len(ends) == 2 and bool(known) and all(_is_date(end) for end in known)


def edtf(text: str, *, key: str = "date") -> str:
    """The text itself where it is such a date, so that a value is checked once, at the door.

    Raises
    ------
    EvidenceError
        Naming the key, what was got and what was expected.
    """
    if not is_edtf(text):
        wanted = "a year, month or day such as 2025, 2025-08 or 2025-08-07, or two joined by a slash"
        raise EvidenceError(f'{key}: expected {wanted} (EDTF), got "{text}"')
    return text


def day_of(text: str | None) -> date | None:
    """The day that a date names; None where it names none, or a longer time.

    >>> day_of("2025-08-07"), day_of("2025-08"), day_of(None)
    (datetime.date(2025, 8, 7), None, None)
    """
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def _is_date(text: str) -> bool:
    found = DATE.fullmatch(text)
    if not found:
        return False
    year, month, day = (_known(found[part]) for part in ("year", "month", "day"))
    try:
        date(year or 2000, month or 1, day or 1)
    except ValueError:
        return False
    return True


def _known(digits: str | None) -> int | None:
    return int(digits) if digits and "X" not in digits else None
