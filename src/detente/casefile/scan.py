"""Where everything stands in a TOML text: keys, values and tables as ranges of characters.

The text is known to be valid, so this is a light pass that looks for keys, brackets and strings and skips the rest.
"""

import re
from dataclasses import dataclass, field

__all__ = ["Header", "Key", "Range", "Scan", "scan"]

Key = tuple[str | int, ...]
Range = tuple[int, int]  # half-open, in characters

SPACE = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
BLANK = re.compile(r"[ \t]*")
BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
SCALAR = re.compile(r"[^,\]}#\r\n]*")
STRING = re.compile(
    r'"""(?:[^\\]|\\.)*?"{3,5}(?!")' r"|'''.*?'{3,5}(?!')" r'|"(?:[^"\\\n]|\\.)*"' r"|'[^'\n]*'",
    re.DOTALL,
)
ESCAPE = re.compile(r'\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(["\\btnfre]))')
ESCAPED = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", "e": "\x1b", '"': '"', "\\": "\\"}


@dataclass(slots=True)
class Header:
    """A line ``[key]`` or ``[[key]]`` and the table it opens; the text before the first has the key ``()``.

    Parameters
    ----------
    key
        With the place in the list, for a table of a list.
    start, end
        The brackets.
    last
        Where the last pair of the table ends, or the header itself.
    """

    key: Key
    start: int
    end: int
    last: int


@dataclass(slots=True)
class Scan:
    """What stands where.

    Parameters
    ----------
    values
        For each key that has a value of its own, the range of the value; items of lists and inline tables too.
    pairs
        For each key written as ``key = value``, the range of the whole.
    headers
        The tables in the order of the text, the unnamed first one included.
    keys
        For each key, even where it is only a part of another, where it is first written.
    """

    values: dict[Key, Range] = field(default_factory=dict)
    pairs: dict[Key, Range] = field(default_factory=dict)
    headers: list[Header] = field(default_factory=list)
    keys: dict[Key, int] = field(default_factory=dict)


def scan(text: str) -> Scan:
    """Where everything stands in a TOML text; of a broken text, what was found up to where it breaks."""
    return _Pass(text).run()


class _Pass:
    """One pass over a text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.found = Scan()
        self.arrays: dict[Key, int] = {}  # lists of tables and how many tables they have so far

    def run(self) -> Scan:
        here = Header((), 0, 0, 0)
        self.found.headers.append(here)
        self.skip(SPACE)
        while self.at < len(self.text):
            before = self.at
            if self.text.startswith("[", self.at):
                here = self.header()
                self.found.headers.append(here)
            else:
                self.pair(here.key)
                here.last = self.at
            self.skip(SPACE)
            if self.at == before:
                break
        return self.found

    def skip(self, pattern: re.Pattern[str]) -> None:
        match = pattern.match(self.text, self.at)
        self.at = match.end() if match else self.at

    def eat(self, mark: str) -> bool:
        found = self.text.startswith(mark, self.at)
        self.at += len(mark) if found else 0
        return found

    def header(self) -> Header:
        start = self.at
        several = self.eat("[[") or not self.eat("[")
        key = self.resolved(self.dotted_key(), several=several)
        for size in range(1, len(key)):
            self.found.keys.setdefault(key[:size], start)
        self.found.keys[key] = start
        while self.eat("]"):
            pass
        return Header(key, start, self.at, self.at)

    def resolved(self, names: list[str], *, several: bool) -> Key:
        key: Key = ()
        for number, name in enumerate(names):
            key = (*key, name)
            if several and number == len(names) - 1:
                self.arrays[key] = self.arrays.get(key, 0) + 1
            if key in self.arrays:
                key = (*key, self.arrays[key] - 1)
        return key

    def pair(self, table: Key) -> None:
        start = self.at
        names = self.dotted_key()
        key = (*table, *names)
        for size in range(len(table) + 1, len(key) + 1):
            self.found.keys.setdefault(key[:size], start)
        self.skip(BLANK)
        if names and self.eat("="):
            self.skip(BLANK)
            self.value(key)
            self.found.pairs[key] = (start, self.at)

    def dotted_key(self) -> list[str]:
        names: list[str] = []
        while True:
            self.skip(BLANK)
            name = self.key()
            if name is None:
                return names
            names.append(name)
            self.skip(BLANK)
            if not self.eat("."):
                return names

    def key(self) -> str | None:
        match = STRING.match(self.text, self.at) or BARE_KEY.match(self.text, self.at)
        if not match:
            return None
        self.at = match.end()
        found = match.group()
        if found[0] == '"':
            return ESCAPE.sub(_unescaped, found[1:-1])
        return found[1:-1] if found[0] == "'" else found

    def value(self, key: Key) -> None:
        start = self.at
        match = STRING.match(self.text, self.at)
        if match:
            self.at = match.end()
        elif self.eat("["):
            self.items(key)
        elif self.eat("{"):
            self.inline(key)
        else:
            self.skip(SCALAR)
            self.at = start + len(self.text[start : self.at].rstrip())
        self.found.values[key] = (start, self.at)

    def items(self, key: Key) -> None:
        number = 0
        self.skip(SPACE)
        while self.at < len(self.text) and not self.eat("]"):
            before = self.at
            self.found.keys[(*key, number)] = self.at
            self.value((*key, number))
            number += 1
            self.separator()
            if self.at == before:
                break

    def inline(self, key: Key) -> None:
        self.skip(SPACE)
        while self.at < len(self.text) and not self.eat("}"):
            before = self.at
            self.pair(key)
            self.separator()
            if self.at == before:
                break

    def separator(self) -> None:
        self.skip(SPACE)
        self.eat(",")
        self.skip(SPACE)


def _unescaped(match: re.Match[str]) -> str:
    code = match[1] or match[2]
    return chr(int(code, 16)) if code else ESCAPED[match[3]]
