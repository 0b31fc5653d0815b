"""From a key to the line and column where it stands; needed only when there is something to say about it."""

import re
import tomllib
from bisect import bisect_right
from dataclasses import dataclass
from typing import Any

from detente.casefile.scan import Key, scan

__all__ = ["Key", "Locator", "Place", "tables_in"]


def tables_in(text: str) -> dict[str, Any]:
    """The tables of a text, by which its keys are named; none where it cannot be read."""
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError):
        return {}


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
        self._found = scan(text)

    def place(self, key: Key) -> Place | None:
        """Where a key is written; where it is not written at all, the nearest table or list around it."""
        for size in range(len(key), 0, -1):
            start = self._found.keys.get(key[:size])
            if start is not None:
                return self._at(start)
        return None

    def has(self, key: Key) -> bool:
        """Whether a key is written in the text."""
        return key in self._found.keys

    def written(self, key: Key) -> Key:
        """The key as it stands in the file, where a bare text is written for a table with one key."""
        value = self._found.values.get(key[:-1])
        bare = key not in self._found.keys and value is not None and self.text[value[0]] in "\"'"
        return key[:-1] if bare else key

    def inside(self, key: Key, line: int, column: int | None) -> Place | None:
        """Where a place inside a text value is in the file; the nearest line where it cannot be told exactly."""
        value = self._found.values.get(key)
        if value is None:
            return self.place(key)
        start = value[0]
        opening = next((mark for mark in ('"""', "'''", '"', "'") if self.text.startswith(mark, start)), "")
        body = start + len(opening)
        if len(opening) == 3:
            skipped = re.compile(r"\r?\n").match(self.text, body)
            return Place(self._at(body).line + (1 if skipped else 0) + line - 1)
        escaped = "\\" in self.text[slice(*value)]
        found = self._at(body + (column or 1) - 1)
        return Place(found.line) if escaped or column is None else found

    def _at(self, position: int) -> Place:
        number = bisect_right(self._ends, position - 1)
        start = self._ends[number - 1] + 1 if number else 0
        return Place(number + 1, position - start + 1)
