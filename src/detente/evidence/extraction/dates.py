"""Dates as the text has them, and as EDTF where the text and the document's date leave no doubt.

Only words that are plainly a date are read: a day, a month, a year, a weekday, or *next week* and its kind.
Nothing is guessed: *Seven in ten* is no date, and *Friday* stays without a value where the document has no date.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta

__all__ = ["Dated", "dates"]

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"(?:Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
)
DAY = r"(?:[0-3]?\d)(?:st|nd|rd|th)?"
YEAR = r"(?:1[89]|20)\d\d"
WEEKDAY = r"(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
UNIT = r"(?:day|week|month|year|weekend|quarter|decade|century)"
SEASON = r"(?:spring|summer|autumn|winter)"
FEAST = (
    r"(?:Christmas|Easter|Ramadan|Eid al-Fitr|Eid al-Adha|Eid|Passover|Yom Kippur|Rosh Hashanah|Hanukkah|Nowruz|"
    r"Diwali|Thanksgiving|(?:the )?Lunar New Year|New Year’?'?s (?:Eve|Day))"
)
SPAN_OF_DAY = r"(?:(?:early|late) (?:on )?)?"
DATE = re.compile(
    rf"\b(?:(?P<iso>{YEAR}-\d\d-\d\d)"
    rf"|(?P<mdy>(?P<m1>{MONTH}) (?P<d1>{DAY})(?:[–-]{DAY})?(?:,? (?P<y1>{YEAR}))?(?!\d|,\d|\.\d| "
    rf"(?:percent|per cent|million|billion)))"
    rf"|(?P<dmy>(?P<d2>{DAY})(?:(?:[–-]| and | to ){DAY})? (?:of )?(?P<m2>{MONTH})(?:,? (?P<y2>{YEAR}))?)"
    rf"|(?P<my>(?:(?:early|mid|late|end of|beginning of)[- ])?(?P<m3>{MONTH}),?(?: of)? (?P<y3>{YEAR}))"
    rf"|(?:(?<=\b[Ii]n )|(?<=\b[Ss]ince )|(?<=\b[Uu]ntil )|(?<=\b[Bb]y )|(?<=\b[Ll]ast )|(?<=\b[Nn]ext )|"
    rf"(?<=\b[Tt]his )|(?<=\b[Ff]rom )|(?<=\b[Bb]efore )|(?<=\b[Aa]fter )|(?<=\b[Ii]n a )|(?<=\b[Tt]he ))"
    rf"(?P<m>{MONTH})(?! [A-Z])"
    rf"|(?P<part>(?:the )?(?:end|beginning|start|middle|close|first week|second week|"
    rf"first half|second half|last week) of "
    rf"(?:{MONTH}(?: {YEAR})?|{YEAR}|{SEASON}|the (?:year|month|week|summer|winter|decade))"
    rf"|(?:early|mid|late)[- ](?:{MONTH}|{YEAR}|{SEASON})"
    rf"|(?:last|next|this) {SEASON}|(?:the )?{SEASON} of {YEAR}|the night of (?:{DAY} to )?{DAY} {MONTH}"
    rf"|(?<=\b[Bb]y ){SEASON}|(?<=\b[Ss]ince ){SEASON}|(?<=\b[Uu]ntil ){SEASON}|(?<=\b[Ii]n )(?:the )?{SEASON}"
    rf"|the (?:weekend|new year)|{FEAST})"
    rf"|(?P<weekday>(?:midnight (?:on )?)?{SPAN_OF_DAY}{WEEKDAY}(?: (?:morning|afternoon|evening|night))?)"
    rf"|(?P<named>(?:the )?(?:coming|next|past|last|following|previous|recent) (?:(?:few|two|three|four|"
    rf"five|six|several|\d+) )?{UNIT}s?"
    rf"|(?:(?:earlier|later) )?(?:this|next|last) {UNIT}|(?:the )?end of (?:the|this|next) {UNIT}|"
    rf"yesterday|tomorrow)"
    rf"|(?:(?<=\b[Ii]n )|(?<=\b[Ss]ince )|(?<=\b[Ff]rom )|(?<=\b[Uu]ntil )|(?<=\b[Bb]y )|(?<=\b[Bb]efore )|"
    rf"(?<=\b[Aa]fter )|(?<=\b[Oo]f )|(?<=\b[Tt]he ))(?P<y>{YEAR})(?![\d%]|,\d|\.\d)"
    r")\b\.?"
)


@dataclass(frozen=True, slots=True)
class Dated:
    """Words that name a time, and the time as EDTF where it is certain."""

    start: int
    end: int
    value: str | None


def dates(text: str, start: int, end: int, today: date | None) -> list[Dated]:
    """The dates in a range of a text, `today` being the day the text was published.

    >>> text = "Talks resume on Aug. 9, after the call late on Tuesday; since 2022 nothing moved."
    >>> [(text[d.start : d.end], d.value) for d in dates(text, 0, len(text), date(2025, 8, 7))]
    [('Aug. 9', '2025-08-09'), ('late on Tuesday', '2025-08-05'), ('2022', '2022')]
    """
    return [_dated(match, today) for match in DATE.finditer(text, start, end)]


def _dated(match: re.Match[str], today: date | None) -> Dated:
    stop = match.end()
    words = match.group()
    if words.endswith(".") and not re.search(rf"{MONTH}$", words):
        stop -= 1
    return Dated(match.start(), stop, _value(match, today))


def _value(match: re.Match[str], today: date | None) -> str | None:
    found = match.groupdict()
    if found["iso"]:
        return _day(*map(int, found["iso"].split("-")))
    if found["mdy"] or found["dmy"]:
        side = "1" if found["mdy"] else "2"
        month, day = _month(found["m" + side]), int(re.sub(r"\D", "", found["d" + side]))
        year = int(found["y" + side]) if found["y" + side] else _nearest_year(month, day, today)
        return _day(year, month, day) if year else None
    if found["my"]:
        return f"{found['y3']}-{_month(found['m3']):02}"
    if found["y"]:
        return found["y"]
    return _relative(found, today)


def _relative(found: dict[str, str | None], today: date | None) -> str | None:
    if today is None:
        return None
    if found["weekday"]:
        return _weekday(found["weekday"], today)
    if found["named"] in ("yesterday", "tomorrow"):
        return (today + timedelta(days=1 if found["named"] == "tomorrow" else -1)).isoformat()
    if found["named"] in ("this year", "last year", "next year"):
        return str(today.year + {"t": 0, "l": -1, "n": 1}[found["named"][0]])
    return None


def _weekday(words: str, today: date) -> str:
    """The latest such day up to the day of publication: what a news text means by *on Tuesday*."""
    name = next(day for day in DAYS if day in words.lower())
    return (today - timedelta(days=(today.weekday() - DAYS.index(name)) % 7)).isoformat()


def _month(word: str | None) -> int:
    return MONTHS.index((word or "")[:3].lower()) + 1


def _nearest_year(month: int, day: int, today: date | None) -> int | None:
    if today is None:
        return None
    near = [date(year, month, min(day, 28)) for year in (today.year - 1, today.year, today.year + 1)]
    return min(near, key=lambda candidate: abs(candidate - today)).year


def _day(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
