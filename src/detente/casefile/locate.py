"""Where each key of a TOML text stands.

The text is known to be valid, so this is a light scan: it looks for keys, brackets and strings and skips the rest.
It runs only when a line number is wanted.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass

__all__ = ["Key", "Locator", "Place"]

Key = tuple[str | int, ...]

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


@dataclass(frozen=True, slots=True)
class Place:
    """A 1-based line and column of a file; the column is None where only the line is sure."""

    line: int
    column: int | None = None


class Locator:
    r"""From keys to places in one text.

    >>> text = '[case]\ntitle = "T"\n[[rule]]\nwhen = [\n  "a",\n  "b",\n]'
    >>> found = Locator(text)
    >>> found.place(("case", "title")), found.place(("rule", 0, "when", 1))
    (Place(line=2, column=1), Place(line=6, column=3))
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._ends = [match.start() for match in re.finditer("\n", text)]
        self._keys, self._values = _Scan(text).run()

    def place(self, key: Key) -> Place | None:
        """Where a key is written; where it is not written at all, the nearest table or list around it."""
        for size in range(len(key), 0, -1):
            start = self._keys.get(key[:size])
            if start is not None:
                return self._at(start)
        return None

    def has(self, key: Key) -> bool:
        """Whether a key is written in the text."""
        return key in self._keys

    def written(self, key: Key) -> Key:
        """The key as it stands in the file, where a bare text is written for a table with one key."""
        start = self._values.get(key[:-1])
        bare = key not in self._keys and start is not None and self.text[start] in "\"'"
        return key[:-1] if bare else key

    def inside(self, key: Key, line: int, column: int | None) -> Place | None:
        """Where a place inside a text value is in the file; the nearest line where it cannot be told exactly."""
        start = self._values.get(key)
        if start is None:
            return self.place(key)
        opening = next((mark for mark in ('"""', "'''", '"', "'") if self.text.startswith(mark, start)), "")
        body = start + len(opening)
        if len(opening) == 3:
            skipped = re.compile(r"\r?\n").match(self.text, body)
            return Place(self._at(body).line + (1 if skipped else 0) + line - 1, None)
        escaped = "\\" in self.text[start : self._line_end(start)]
        found = self._at(body + (column or 1) - 1)
        return Place(found.line) if escaped or column is None else found

    def _line_end(self, position: int) -> int:
        number = bisect_right(self._ends, position - 1)
        return self._ends[number] if number < len(self._ends) else len(self.text)

    def _at(self, position: int) -> Place:
        number = bisect_right(self._ends, position - 1)
        start = self._ends[number - 1] + 1 if number else 0
        return Place(number + 1, position - start + 1)


class _Scan:
    """One pass over a text that notes where keys and values begin."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.keys: dict[Key, int] = {}
        self.values: dict[Key, int] = {}
        self.arrays: dict[Key, int] = {}  # arrays of tables and how many tables they have

    def run(self) -> tuple[dict[Key, int], dict[Key, int]]:
        table: Key = ()
        self.skip(SPACE)
        while self.at < len(self.text):
            before = self.at
            if self.text.startswith("[", self.at):
                table = self.header()
            else:
                self.pair(table)
            self.skip(SPACE)
            if self.at == before:  # not valid TOML after all: what was found so far still helps
                break
        return self.keys, self.values

    def skip(self, pattern: re.Pattern[str]) -> None:
        match = pattern.match(self.text, self.at)
        self.at = match.end() if match else self.at

    def eat(self, mark: str) -> bool:
        found = self.text.startswith(mark, self.at)
        self.at += len(mark) if found else 0
        return found

    def header(self) -> Key:
        start = self.at
        several = self.eat("[[") or not self.eat("[")
        path = self.resolved(self.dotted_key(), several=several)
        self.note(path, start)
        while self.eat("]"):
            pass
        return path

    def resolved(self, names: list[str], *, several: bool) -> Key:
        path: Key = ()
        for number, name in enumerate(names):
            path = (*path, name)
            if several and number == len(names) - 1:
                self.arrays[path] = self.arrays.get(path, 0) + 1
            if path in self.arrays:
                path = (*path, self.arrays[path] - 1)
        return path

    def note(self, path: Key, start: int) -> None:
        for size in range(1, len(path)):
            self.keys.setdefault(path[:size], start)
        self.keys[path] = start

    def pair(self, table: Key) -> None:
        start = self.at
        names = self.dotted_key()
        path = (*table, *names)
        for size in range(len(table) + 1, len(path) + 1):
            self.keys.setdefault(path[:size], start)
        self.skip(BLANK)
        if names and self.eat("="):
            self.skip(BLANK)
            self.value(path)

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

    def value(self, path: Key) -> None:
        self.values[path] = self.at
        match = STRING.match(self.text, self.at)
        if match:
            self.at = match.end()
        elif self.eat("["):
            self.array(path)
        elif self.eat("{"):
            self.inline(path)
        else:
            self.skip(SCALAR)

    def array(self, path: Key) -> None:
        number = 0
        self.skip(SPACE)
        while self.at < len(self.text) and not self.eat("]"):
            before = self.at
            self.keys[(*path, number)] = self.at
            self.value((*path, number))
            number += 1
            self.skip(SPACE)
            self.eat(",")
            self.skip(SPACE)
            if self.at == before:
                break

    def inline(self, path: Key) -> None:
        self.skip(SPACE)
        while self.at < len(self.text) and not self.eat("}"):
            before = self.at
            self.pair(path)
            self.skip(SPACE)
            self.eat(",")
            self.skip(SPACE)
            if self.at == before:
                break


def _unescaped(match: re.Match[str]) -> str:
    code = match[1] or match[2]
    return chr(int(code, 16)) if code else ESCAPED[match[3]]
