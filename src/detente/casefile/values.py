"""Kinds of values in a case file, each with the words that say what was expected of it."""

import math
import re
from collections.abc import Callable
from datetime import date, datetime
from fractions import Fraction
from typing import Annotated, Any

from pydantic import PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

__all__ = [
    "Day",
    "Group",
    "Interval",
    "Pair",
    "Percent",
    "PercentInterval",
    "Quantity",
    "Share",
    "Start",
    "Text",
    "Value",
    "Weight",
]


def _expects(what: str, read: Callable[[Any], Any]) -> PlainValidator:
    """`read` gives the value, or None where it is not what was expected."""

    def check(given: Any) -> Any:
        found = read(given)
        if found is None:
            raise PydanticCustomError("expected", "{what}", {"what": what})
        return found

    return PlainValidator(check)


def _number(low: float = -math.inf, high: float = math.inf) -> Callable[[Any], float | None]:
    def read(given: Any) -> float | None:
        if not isinstance(given, int | float) or isinstance(given, bool):
            return None
        try:
            return float(given) if math.isfinite(given) and low <= given <= high else None
        except OverflowError:
            return None

    return read


def _text(given: Any) -> str | None:
    return given if isinstance(given, str) and given.strip() else None


def _texts(given: Any) -> list[str] | None:
    several = [given] if isinstance(given, str) else given
    return several if isinstance(several, list) and all(_text(one) for one in several) else None


def _pair(given: Any) -> tuple[str, str] | None:
    several = _texts(given)
    return (several[0], several[1]) if several and len(several) == 2 else None


def _day(given: Any) -> date | None:
    if isinstance(given, str) and len(given) == len("2025-08-07"):
        try:
            return date.fromisoformat(given)
        except ValueError:
            return None
    return given if isinstance(given, date) and not isinstance(given, datetime) else None


def _weight(given: Any) -> float | str | None:
    return _text(given) if _number(0, 1)(given) is None else given


def _quantity(given: Any) -> Fraction | None:
    if isinstance(given, bool) or not isinstance(given, int | float | str):
        return None
    if isinstance(given, str) and not FRACTION.fullmatch(given):  # "1e999999999" would be worked out digit by digit
        return None
    try:
        return Fraction(str(given))
    except (ValueError, ZeroDivisionError):
        return None


def _interval(low: float = -math.inf, high: float = math.inf) -> Callable[[Any], tuple[float, float] | None]:
    def read(given: Any) -> tuple[float, float] | None:
        if not isinstance(given, list) or len(given) != 2:
            return None
        start, end = (_number(low, high)(bound) for bound in given)
        return (start, end) if start is not None and end is not None and start <= end else None

    return read


def _list(kind: dict[str, Any], *, least: int = 0, most: int | None = None) -> dict[str, Any]:
    return {"type": "array", "items": kind, "minItems": least} | ({"maxItems": most} if most else {})


FRACTION = re.compile(r"-?\d+(\.\d+|/\d+)?")
LARGEST = 1_000_000_000  # of a driver, either way; sums and percentages of larger ones lose their digits

TEXT = {"type": "string", "minLength": 1}
NUMBER = {"type": "number"}
PERCENT = {"type": "number", "minimum": 0, "maximum": 100}
SHARE = {"type": "number", "minimum": 0, "maximum": 1}

Text = Annotated[str, _expects("text in quotes, not empty", _text), WithJsonSchema(TEXT)]
Day = Annotated[
    date,
    _expects("a date such as 2025-08-07, without quotes", _day),
    WithJsonSchema({"type": "string", "format": "date"}),
]
Value = Annotated[
    float,
    _expects(f"a number from {-LARGEST:,} to {LARGEST:,}", _number(-LARGEST, LARGEST)),
    WithJsonSchema(NUMBER | {"minimum": -LARGEST, "maximum": LARGEST}),
]
Share = Annotated[float, _expects("a number from 0 to 1", _number(0, 1)), WithJsonSchema(SHARE)]
Percent = Annotated[float, _expects("a number from 0 to 100", _number(0, 100)), WithJsonSchema(PERCENT)]
Interval = Annotated[
    tuple[float, float],
    _expects("two numbers [low, high], the lower first", _interval(-LARGEST, LARGEST)),
    WithJsonSchema(_list(NUMBER, least=2, most=2)),
]
PercentInterval = Annotated[
    tuple[float, float],
    _expects("two numbers [low, high] from 0 to 100, the lower first", _interval(0, 100)),
    WithJsonSchema(_list(PERCENT, least=2, most=2)),
]
Weight = Annotated[
    float | str,
    _expects("a number from 0 to 1, or an expression over drivers in quotes", _weight),
    WithJsonSchema({"anyOf": [SHARE, TEXT]}),
]
Quantity = Annotated[
    Fraction,
    _expects('a finite number, or a fraction such as "1/3"', _quantity),
    WithJsonSchema({"anyOf": [NUMBER, {"type": "string", "pattern": f"^{FRACTION.pattern}$"}]}),
]
Pair = Annotated[
    tuple[str, str], _expects("a pair of texts [a, b]", _pair), WithJsonSchema(_list(TEXT, least=2, most=2))
]
Group = Annotated[
    list[str],
    _expects('a list of states such as ["YNN", "YNY"], or ">>"', _texts),
    WithJsonSchema({"anyOf": [TEXT, _list(TEXT)]}),
]
Start = Annotated[
    list[str],
    _expects("a list of option ids, or one label in graph form", _texts),
    WithJsonSchema({"anyOf": [TEXT, _list(TEXT)]}),
]
