"""Values as TOML text."""

import json
import re
from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

__all__ = ["header", "key_text", "line", "value_text"]

BARE = re.compile(r"[A-Za-z0-9_-]+")
WIDEST = 100  # characters of a list before each item gets a line of its own


def key_text(key: str) -> str:
    """A key, in quotes where it needs them.

    >>> key_text("usa"), key_text("usa.meet")
    ('usa', '"usa.meet"')
    """
    return key if BARE.fullmatch(key) else value_text(key)


def value_text(value: Any) -> str:
    """A value on one line.

    >>> print(value_text({"want": "peace", "great": True}), value_text([1, 2.5]))
    { want = "peace", great = true } [1, 2.5]

    Raises
    ------
    TypeError
        For a value that TOML does not have.
    """
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
        case int() | float():
            return repr(value)
        case date():
            return value.isoformat()
        case Mapping():
            inside = ", ".join(f"{key_text(key)} = {value_text(item)}" for key, item in value.items())
            return f"{{ {inside} }}" if inside else "{}"
        case Sequence():
            return f"[{', '.join(map(value_text, value))}]"
    raise TypeError(f"TOML has no value like {value!r}")


def line(key: str, value: Any) -> str:
    """``key = value``; a long list has each item on a line of its own."""
    text = f"{key_text(key)} = {value_text(value)}"
    if len(text) <= WIDEST or isinstance(value, str | Mapping) or not isinstance(value, Sequence):
        return text
    return "\n".join([f"{key_text(key)} = [", *(f"  {value_text(item)}," for item in value), "]"])


def header(*names: str, several: bool = False) -> str:
    """The line that opens a table, or one more table of a list.

    >>> header("party", "usa", "profile", several=True)
    '[[party.usa.profile]]'
    """
    name = ".".join(map(key_text, names))
    return f"[[{name}]]" if several else f"[{name}]"


def number(value: Fraction) -> int | float | str:
    """An exact number as people write it: whole, decimal, or else a fraction in quotes.

    >>> number(Fraction(3)), number(Fraction(1, 10)), number(Fraction(1, 3))
    (3, 0.1, '1/3')
    """
    if value.denominator == 1:
        return int(value)
    near = float(value)
    return near if Fraction(str(near)) == value else str(value)
