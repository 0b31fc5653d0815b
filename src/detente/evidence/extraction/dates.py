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
FULL = r"January|February|March|April|May|June|July|August|September|October|November|December"
SHORT = r"Jan\b|Feb\b|Mar\b|Apr\b|Aug\b|Sept?\b|Oct\b|Nov\b|Dec\b"
LOUD = "JAN|FEB|MAR|APR|JUN|JUL|AUG|SEP|OCT|NOV|DEC"
MONTH = rf"(?:{FULL}|{FULL.upper()}|(?:{SHORT})\.?|(?:{LOUD})(?![A-Z]))"
SURE = r"(?:January|February|April|June|July|August|September|October|November|December)"  # no other words
DAY = r"(?:[0-3]?\d)(?:st|nd|rd|th)?"
YEAR = r"(?:1[89]|20)\d\d"
WEEKDAY = r"(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
UNIT = r"(?:day|week|month|year|weekend|quarter|decade|century)"
SEASON = r"(?:spring|summer|autumn|winter)"
FEASTS = (
    r"Christmas|Easter|Ramadan|Eid al-Fitr|Eid al-Adha|Eid|Passover|Yom Kippur|Rosh Hashanah|Hanukkah|Nowruz|"
    r"Diwali|Thanksgiving|Lunar New Year|New Year’?'?s (?:Eve|Day)|the holiday season"
)
FEAST = rf"(?:the Lunar New Year|{FEASTS})"
COUNT = r"(?:a|an|one|two|three|four|five|six|seven|eight|nine|ten|several|some|\d+)"
SPAN_OF_DAY = r"(?:(?:early|late) (?:on )?)?"
SEVERAL = r"(?:[–-]| and | to | or )"  # what joins the two ends of *3 to 17 March* or *July and August*
ISO = rf"(?P<iso>{YEAR}-\d\d-\d\d)|(?P<dots>[0-3]?\d\.[01]?\d\.{YEAR})"
MONTH_DAY = (
    rf"(?P<mdy>(?:{WEEKDAY},? )?(?P<m1>{MONTH}) (?P<d1>{DAY})(?:(?P<s1>{SEVERAL})(?P<e1>{DAY})\b)?"
    rf"(?:,? (?P<y1>{YEAR}))?(?!\d|,\d|\.\d| (?:percent|per cent|million|billion|Movement)))"
)
DAY_MONTH = (
    rf"(?P<dmy>(?:{WEEKDAY},? )?(?P<d2>{DAY})(?:(?P<s2>{SEVERAL})(?P<e2>{DAY}))? ?(?:of )?"
    rf"(?P<m2>{MONTH})(?:,? ?(?P<y2>{YEAR}))?)"
)
MONTH_YEAR = (
    rf"(?P<my>(?:(?:early|mid|late|end of|beginning of)[- ])?(?P<m3>{MONTH})(?:{SEVERAL}(?P<e3>{MONTH}))?"
    rf",?(?: of)? (?P<y3>{YEAR}))"
)
MONTH_ALONE = (
    rf"(?P<months>{SURE}{SEVERAL}(?:{SURE}|May|March)|(?:May|March){SEVERAL}{SURE})"
    rf"|(?:(?<=\b[Ii]n )|(?<=\b[Ss]ince )|(?<=\b[Uu]ntil )|(?<=\b[Bb]y )|(?<=\b[Ll]ast )|(?<=\b[Nn]ext )|"
    rf"(?<=\b[Tt]his )|(?<=\b[Ff]rom )|(?<=\b[Bb]efore )|(?<=\b[Aa]fter )|(?<=\b[Ii]n a )|(?<=\b[Tt]he )|"
    rf"(?<=\b[Oo]f ))(?P<m>{MONTH})(?! [A-Z\d])|(?P<sure>{SURE})(?! [A-Z])"
)
PART = (
    rf"(?P<part>(?:the )?(?:end|beginning|start|middle|close|first week|second week|"
    rf"first half|second half|last week|(?:first|second|third|fourth|last) quarter) of "
    rf"(?:{MONTH}(?: {YEAR})?|{YEAR}|{SEASON}|the (?:year|month|week|summer|winter|decade))"
    rf"|(?:[Ee]arly|[Mm]id|[Ll]ate|[Ee]nd)[- ](?:{MONTH}|{YEAR}|{SEASON})"
    rf"|(?:last|next|this) {SEASON}|(?:the )?{SEASON} of {YEAR}|the night of (?:{DAY} to )?{DAY} {MONTH}"
    rf"|(?:(?<=\b[Bb]y )|(?<=\b[Ss]ince )|(?<=\b[Uu]ntil )|(?<=\b[Ii]n )|(?<=\b[Bb]efore ))(?:the )?{SEASON}"
    rf"|the (?:weekend|new year)|(?:year|month)[’']s end|{FEAST})"
)
NAMED = (
    rf"(?P<weekday>(?:midnight (?:on )?)?{SPAN_OF_DAY}{WEEKDAY}(?: (?:morning|afternoon|evening|night))?)"
    rf"|(?P<now>(?!(?<=\w )[A-Z][a-z])(?i:(?:earlier |later )?(?:today|this (?:morning|afternoon|evening))|tonight))"
    rf"|(?P<named>(?i:(?:the )?(?:coming|next|past|last|following|previous|recent) (?:(?:few|two|three|four|"
    rf"five|six|several|\d+) )?{UNIT}s?"
    rf"|(?:(?:earlier|later) )?(?:this|next|last) {UNIT}|(?:the )?end of (?:the|this|next) {UNIT}|"
    rf"(?:the )?{UNIT}s(?: and {UNIT}s)? (?:ahead|to come)|"
    rf"within (?:(?:the next|a|the) few )?{UNIT}s|(?:(?<=\bfor )|(?<=\bover )|(?<=\bin ))many {UNIT}s|"
    rf"{COUNT} {UNIT}s? ago|(?P<near>yesterday|tomorrow)))"
)
YEARS = (
    rf"(?P<years>(?P<y4>{YEAR})(?:[–-]|(?: and| to) (?={YEAR}))(?P<y5>{YEAR}|\d\d))(?![-\d])"
    rf"|(?P<decade>(?:the )?(?:(?P<of>early|mid|late)[- ])?(?:1[89]|20)\d0s)"
    rf"|(?:(?<=\b[Ii]n )|(?<=\b[Ss]ince )|(?<=\b[Ff]rom )|(?<=\b[Uu]ntil )|(?<=\b[Bb]y )|(?<=\b[Bb]efore )|"
    rf"(?<=\b[Aa]fter )|(?<=(?<!\bAct) [Oo]f )|(?<=\b[Tt]he )|(?<=\b[Dd]uring )|(?<=\b[Tt]hroughout )|(?<=\b[Aa] )|"
    rf"(?<=\b[Ii]ts )|(?<=\b[Tt]heir )|(?<=\b[Hh]is )|"
    rf"(?<=\brecently as )|(?<=\blate as )|(?<=\bearly as ))(?P<y>{YEAR})(?![\d%]|,\d|\.\d)"
)
FIRST = (  # the words in small letters that a date can begin with; it can also begin with a digit or a capital
    "a an autumn beginning century centurys close coming day days decade decades earlier early eight end first "
    "five following four fourth last late later many mid middle midnight month months next nine one past previous "
    "quarter quarters recent second seven several six some spring start summer ten the third this three today "
    "tomorrow tonight two week weekend weekends weeks winter within year years yesterday"
)
BEGINS = rf"(?=[^\Wa-z]|(?:{FIRST.replace(' ', '|')})\b)"  # passes over most words at little cost
DATE = re.compile(
    rf"\b{BEGINS}(?:{ISO}|{MONTH_DAY}|{DAY_MONTH}|{MONTH_YEAR}|{MONTH_ALONE}|{PART}|{NAMED}|{YEARS})\b\.?"
)

DIGIT = re.compile(r"\d")
NAMES = re.compile(  # what a date has that has no digit; each part begins with a letter, which is quick to look for
    rf"{FULL}|{FULL.upper()}|{SHORT}|{LOUD.replace('|', '(?![A-Z])|')}(?![A-Z])|"
    "day|week|month|year|quarter|decade|centur|tonight|morning|afternoon|evening|"
    "spring|summer|autumn|winter|tomorrow|yesterday|Spring|Summer|Autumn|Winter|Tomorrow|Yesterday|"
    rf"SPRING|SUMMER|AUTUMN|WINTER|TOMORROW|YESTERDAY|{FEASTS}"
)


@dataclass(frozen=True, slots=True)
class Dated:
    """Words that name a time, and the time as EDTF where it is certain; `spoken` of whoever speaks: *today*."""

    start: int
    end: int
    value: str | None
    spoken: bool = False


def dates(text: str, start: int, end: int, today: date | None) -> list[Dated]:
    """The dates in a range of a text, `today` being the day the text was published.

    >>> text = "Talks resume on Aug. 9, after the call late on Tuesday; since 2022 nothing moved."
    >>> [(text[d.start : d.end], d.value) for d in dates(text, 0, len(text), date(2025, 8, 7))]
    [('Aug. 9', '2025-08-09'), ('late on Tuesday', '2025-08-05'), ('2022', '2022')]
    """
    if not DIGIT.search(text, start, end) and not NAMES.search(text, start, end):
        return []
    return [_dated(match, today) for match in DATE.finditer(text, start, end)]


def _dated(match: re.Match[str], today: date | None) -> Dated:
    stop = match.end()
    words = match.group()
    if words.endswith(".") and not re.search(rf"{MONTH}$", words):
        stop -= 1
    return Dated(match.start(), stop, _value(match, today), bool(match["now"] or match["near"]))


def _value(match: re.Match[str], today: date | None) -> str | None:
    found = match.groupdict()
    if found["iso"]:
        return _day(*map(int, found["iso"].split("-")))
    if found["dots"]:
        return _day(*map(int, reversed(found["dots"].split("."))))
    if found["mdy"] or found["dmy"]:
        return _days(found, "1" if found["mdy"] else "2", today)
    if found["my"]:
        return _of_year([found["m3"], found["e3"]], int(found["y3"]))
    if found["years"]:
        return f"{found['y4']}/{found['y4'][: 4 - len(found['y5'])]}{found['y5']}"
    if found["decade"]:
        return None if found["of"] else found["decade"].removeprefix("the ")[:3] + "X"
    return found["y"] or _relative(found, today)


def _days(found: dict[str, str | None], side: str, today: date | None) -> str | None:
    """A day of a month, or the interval from one to another; two single days that do not adjoin have no value."""
    month, day = _month(found["m" + side]), _number(found["d" + side])
    year = int(found["y" + side] or 0) or _nearest_year(month, day, today)
    if not year or not found["e" + side]:
        return _day(year, month, day) if year else None
    last = _number(found["e" + side])
    ends = _day(year, month, day), _day(year, month, last)
    adjoin = last == day + 1 or (found["s" + side] or "").strip() in ("to", "-", "–")
    return "/".join(end for end in ends if end) if all(ends) and adjoin else None


def _number(day: str | None) -> int:
    return int(re.sub(r"\D", "", day or ""))


def _of_year(months: list[str | None], year: int) -> str:
    return "/".join(f"{year}-{_month(month):02}" for month in months if month)


def _relative(found: dict[str, str | None], today: date | None) -> str | None:
    if today is None:
        return None
    if found["now"]:
        return today.isoformat()
    if found["weekday"]:
        return _weekday(found["weekday"], today)
    named = (found["named"] or "").lower()
    if named in ("yesterday", "tomorrow"):
        return (today + timedelta(days=1 if named == "tomorrow" else -1)).isoformat()
    if named in ("this year", "last year", "next year"):
        return str(today.year + {"t": 0, "l": -1, "n": 1}[named[0]])
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
