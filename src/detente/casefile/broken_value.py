"""What is wrong with a value that is not TOML: text without quotes, a day that no calendar has, a decimal comma."""

import re
from calendar import month_name, monthrange

__all__ = ["day", "value_hint"]

ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")
LOCAL = re.compile(
    r"\d{1,2}([./-])\d{1,2}\1\d{2,4}"  # 31.12.2025, 31/12/2025
    r"|\d{4}([./])\d{1,2}\2\d{1,2}"  # 2025/12/31
    r"|\d{1,2}(?:st|nd|rd|th)?\.? [A-Za-z]{3,9},? \d{4}"  # 31 December 2025
    r"|[A-Z][a-z]{2,8} \d{1,2},? \d{4}"  # December 31, 2025
)
WORDS = {
    **dict.fromkeys(("yes", "on"), "write true, without quotes"),
    **dict.fromkeys(("no", "off"), "write false, without quotes"),
    **dict.fromkeys(("true", "false"), "true and false are written in small letters"),
    **dict.fromkeys(("none", "null", "nil", "n/a", "na"), "where there is no value, leave the line out"),
    **dict.fromkeys(("nan", "inf"), "expected a number, written in digits"),
}
NUMBER = r"[+-]?\d[\d_]*(?:\.\d+)?"


def day(line: str, at: int) -> tuple[str | None, int]:
    """What is wrong with the date at a place of a line, and where it begins; None where nothing is.

    >>> day("as_of = 2026-13-23", 12)
    ('there is no such day as 2026-13-23: a year has 12 months; dates are written year-month-day', 8)
    """
    for found in ISO.finditer(line):
        if found.start() <= at <= found.end():
            wrong = _no_day(found[0], *map(int, found.groups())) or _no_time(line[found.end() :])
            return wrong, found.start()
    for found in LOCAL.finditer(line):
        if found.start() <= at <= found.end():
            return f"a date is written year-month-day, such as 2025-12-31, not {found[0]}", found.start()
    return None, at


def _no_day(written: str, year: int, month: int, number: int) -> str | None:
    what = f"there is no such day as {written}"
    if year < 1:
        return what
    if not 1 <= month <= 12:
        return f"{what}: a year has 12 months; dates are written year-month-day"
    days = monthrange(year, month)[1]
    if not 1 <= number <= days:
        return f"{what}: {month_name[month]} {year} has {days} days"
    right = f"{year:04}-{month:02}-{number:02}"
    return f"a date has two digits for month and day: {right}, not {written}" if written != right else None


def _no_time(after: str) -> str | None:
    found = re.match(r"[T ]\d{1,2}:[\d:.]*", after)
    return f"there is no such time as {found[0].strip('T ')}; a day alone is enough" if found else None


def value_hint(before: str, after: str, *, in_list: bool) -> str | None:
    """What is wrong with the value that breaks a line between `before` and `after`; None where nobody can tell."""
    start = re.match(r"[^=\"']*=[ \t]*", before)
    if before.rstrip().endswith(("=", "[", ",", "{")) or not before.strip():
        return _instead(after, in_list=in_list)
    return _beyond(before[start.end() :] if start else before, after)


def _instead(after: str, *, in_list: bool) -> str | None:
    """No value begins where one should."""
    word = _word(after, in_list=in_list)
    if not word:
        return "a comma too many: there is nothing before this one" if in_list else "a value is missing after ="
    if word.casefold() in WORDS:
        return WORDS[word.casefold()]
    if re.match(r"\.\d", word):
        return f"a number begins with a digit: 0{word}"
    if re.match(r"[–—−]\s?\d", word):
        return f"a minus sign of a word processor: write -{word[1:].strip()}"
    if word.startswith("("):
        return "a list stands in [ ], not in ( )"
    if word.endswith(('"', "'")) and word.count(word[-1]) % 2:
        return f"the quotation mark that opens the text is missing: {word[-1]}{word}"
    return _in_quotes(word)


def _word(after: str, *, in_list: bool) -> str:
    """What stands where a value should, up to where it must end."""
    end = re.search(r"[,\]}#]" if in_list else r"[#]", after)
    return (after[: end.start()] if end else after).strip()


def _beyond(value: str, after: str) -> str | None:
    """A value ends and the line goes on."""
    rest = after.strip()
    if rest.startswith(("//", ";", "--")) and not value.rstrip().endswith(","):
        return f"this does not belong to the value: nothing ends a line, and a remark begins with #, not {rest[:1]}"
    if rest.startswith("]"):
        return "this ] closes nothing: take it out"
    if value.rstrip().endswith(('"', "'")):
        return _beyond_text(value.rstrip()[-1], rest)
    if re.fullmatch(NUMBER, value.strip()):
        return _beyond_number(value.strip(), rest) or _in_quotes(value + after)
    if "=" in rest:
        return "each key stands on a line of its own"
    return _in_quotes(value + after)


def _in_quotes(text: str) -> str:
    return f'text stands in quotes: "{text.strip()}"'


def _beyond_text(mark: str, rest: str) -> str:
    if rest.startswith(","):
        return 'this comma is one too many; several texts stand in a list: ["…", "…"]'
    if re.match(r"[\w.-]+\s*=", rest):
        return "each key stands on a line of its own"
    inside = 'a text with \' in it stands in "…"' if mark == "'" else 'inside a text " is written \\"'
    return f"the text ends here and the line goes on: {inside}"


def _beyond_number(number: str, rest: str) -> str | None:
    if re.match(r",\d+$", rest):
        return f"a number has a point, not a comma: {number}.{rest[1:]}"
    if rest.startswith(","):
        return "this comma is one too many; several numbers stand in a list: [0, 100]"
    if rest.startswith("%"):
        return f"a number stands without %: write {number}, or a share such as 0.69, as the key expects"
    if number.strip("+-") == "0" and rest[:1].isdigit():
        return f"a number does not begin with 0: {rest.split(maxsplit=1)[0].lstrip('0') or 0}"
    if re.match(r"[\w.-]+\s*=", rest):
        return "each key stands on a line of its own"
    return None
