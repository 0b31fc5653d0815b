"""Everything that is wrong with one file, gathered before anything is raised.

A *key* here is a tuple of table keys and list positions, ``("party", "usa", "profile", 0, "wants", 2)``; people see
it as ``party.usa.profile[0].wants[2]``.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from detente.casefile.locate import Key, Locator
from detente.errors import CaseError, DetenteError, Problem, StatementError

__all__ = ["Complaints", "dotted", "undotted"]

BARE = re.compile(r"[A-Za-z0-9_-]+")


def dotted(key: Key) -> str:
    """The key as people write it.

    >>> dotted(("party", "usa", "profile", 0, "wants", 2)), dotted(("event", "a b"))
    ('party.usa.profile[0].wants[2]', 'event."a b"')
    """
    parts = [f"[{part}]" if isinstance(part, int) else f".{_quoted(part)}" for part in key]
    return "".join(parts).removeprefix(".")


def undotted(text: str) -> Key:
    """The key that `dotted` writes so.

    >>> undotted('party.usa.profile[0].weights."usa.meet"')
    ('party', 'usa', 'profile', 0, 'weights', 'usa.meet')
    """
    parts = re.findall(r'\[(\d+)\]|"((?:[^"\\]|\\.)*)"|([^.\[\]"]+)', text)
    return tuple(int(place) if place else re.sub(r"\\(.)", r"\1", quoted) or bare for place, quoted, bare in parts)


def _quoted(part: str) -> str:
    return part if BARE.fullmatch(part) else '"' + part.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _as_written(key: Key) -> Key:
    return key


@dataclass(slots=True)
class Complaints:
    """The problems of one file, each with the line it stands on.

    Parameters
    ----------
    file
        Its name as people should see it.
    text
        What it says; lines are looked up only when there is a problem.
    original
        From a key of the data being read to the key in the file, where the two differ.
    """

    file: str
    text: str
    original: Callable[[Key], Key] = _as_written
    problems: list[Problem] = field(default_factory=list)
    _locator: Locator | None = None

    def __bool__(self) -> bool:
        return bool(self.problems)

    def add(self, key: Key, message: str) -> None:
        """Complain about what stands at a key."""
        key = self._places().written(self.original(key))
        place = self._places().place(key)
        self.problems.append(Problem(message, self.file, place.line if place else None, key=dotted(key)))

    def error(self, key: Key, error: DetenteError) -> None:
        """Complain with another error's words about what stands at a key."""
        if isinstance(error, StatementError):
            self.inside(key, error.message, error.line, error.column)
        elif isinstance(error, CaseError):
            for problem in error.problems:
                self.add(key, problem.message)
        else:
            self.add(key, str(error))

    def inside(self, key: Key, message: str, line: int | None, column: int | None) -> None:
        """Complain about a place inside the text that stands at a key; line and column count from 1 in that text."""
        key = self._places().written(self.original(key))
        place = self._places().inside(key, line or 1, column)
        found = (place.line, place.column) if place else (None, None)
        self.problems.append(Problem(message, self.file, found[0], found[1], dotted(key)))

    def line(self, key: Key) -> int | None:
        """The line on which a key stands, or the nearest table around it."""
        place = self._places().place(self.original(key))
        return place.line if place else None

    def raise_any(self) -> None:
        """Raise all problems at once, in the order of the file, if there is one.

        Raises
        ------
        CaseError
            With every problem.
        """
        if self.problems:
            ordered = sorted(self.problems, key=lambda problem: (problem.line or 0, problem.column or 0))
            raise CaseError(list(dict.fromkeys(ordered)))

    def _places(self) -> Locator:
        if self._locator is None:
            self._locator = Locator(self.text)
        return self._locator
