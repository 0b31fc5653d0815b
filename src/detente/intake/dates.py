"""Dates as pages and papers write them, to EDTF: only text known to be a date, and no more than it says.

``7 August 2025``, ``Aug. 7, 2025``, ``2025-08-07T09:30:00Z``, ``August 2025``, ``2025``. The day is the one that
is written, in the writer's own time zone. ``07/08/2025`` is August to some and July to others: it is read only
where one of the two is no month.
"""

import re

from detente.evidence.edtf import is_edtf

__all__ = ["read_date"]

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
            "september sept sep", "october oct", "november nov", "december dec",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
MONTH = r"(?P<month>[a-z]{3,9})\.?"
DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
YEAR = r"(?P<year>(?:19|20)\d{2})"
WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
ZONE = r"[+-]\d{2}:?\d{2}"
TIME = r"\d{1,2}[:.]\d{2}(?::\d{2})?\s*(?:[ap]\.?m\.?)?"
CLOCK = rf"(?:,?(?:\s+at|\s*[–—|-])?\s*{TIME}\s*(?:\(?[a-z]{{1,5}}\)?|{ZONE})?)?"
STAMP = rf"(?:[T ]\d{{2}}:\d{{2}}[\d:.]*\s*(?:Z|UTC|GMT|{ZONE})?)?"
SHAPES = tuple(
    re.compile(shape, re.I)
    for shape in (
        rf"(?P<year>\d{{4}})-(?P<month>\d{{2}})-(?P<day>\d{{2}}){STAMP}",
        r"(?P<year>\d{4})(?:-(?P<month>\d{2}))?",
        rf"{WEEKDAY}{DAY}(?:\s+of)?\s+{MONTH},?\s+{YEAR}{CLOCK}",
        rf"{WEEKDAY}{MONTH}\s+{DAY},?\s+{YEAR}{CLOCK}",
        rf"{MONTH},?\s+{YEAR}",
        rf"(?P<year>\d{{4}})/(?P<month>\d{{1,2}})/(?P<day>\d{{1,2}}){CLOCK}",
        rf"(?P<day>\d{{1,2}})\.\s?(?P<month>\d{{1,2}})\.\s?{YEAR}{CLOCK}",
    )
)
EITHER = re.compile(rf"(?P<one>\d{{1,2}})/(?P<other>\d{{1,2}})/{YEAR}{CLOCK}", re.I)
LONGEST = 60  # characters; a longer text is no date


def read_date(text: str) -> str | None:
    """The date that the whole text is, in EDTF and as precise as it is written; None where it is none.

    >>> [read_date(text) for text in ("Aug. 7, 2025", "August 2025", "07/08/2025", "25/08/2025", "Seven in ten")]
    ['2025-08-07', '2025-08', None, '2025-08-25', None]
    """
    text = " ".join(text.split())
    if len(text) > LONGEST:
        return None
    for shape in SHAPES:
        if found := shape.fullmatch(text):
            return _edtf(found.groupdict())
    if found := EITHER.fullmatch(text):
        one, other = int(found["one"]), int(found["other"])
        if one > 12 or other > 12 or one == other:
            return _edtf({"year": found["year"], "month": str(min(one, other)), "day": str(max(one, other))})
    return None


def _edtf(parts: dict[str, str | None]) -> str | None:
    month = parts.get("month")
    number = None if month is None else int(month) if month.isdecimal() else MONTHS.get(month.lower())
    if month is not None and number is None:
        return None
    known = [parts["year"], number, parts.get("day")]
    numbers = [int(part) for part in known if part is not None]
    date = "-".join(f"{part:0{4 if place == 0 else 2}}" for place, part in enumerate(numbers))
    return date if is_edtf(date) else None
