"""Everything that is wrong with one file, gathered before anything is raised.

A *key* here is a tuple of table keys and list positions, ``("party", "usa", "profile", 0, "wants", 2)``; people see
it as ``party.usa.profile "dealmaker", wants 3``.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from detente.casefile.locate import Key, Locator, tables_in
from detente.errors import CaseError, DetenteError, Problem, StatementError, dotted, told_key, undotted

__all__ = ["Complaints"]


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
    _tables: dict[str, Any] | None = None

    def __bool__(self) -> bool:
        return bool(self.problems)

    def add(self, key: Key, message: str) -> None:
        """Complain about what stands at a key."""
        key = self._places().written(self.original(key))
        place = self._places().place(key)
        line = place.line if place else None
        self.problems.append(Problem(message, self.file, line, key=dotted(key), told=self._told(key)))

    def error(self, key: Key, error: DetenteError) -> None:
        """Complain with another error's words about what stands at a key, or inside it where the error has keys."""
        if isinstance(error, StatementError):
            self.inside(key, error.message, error.line, error.column)
        elif isinstance(error, CaseError):
            for problem in error.problems:
                self.add((*key, *undotted(problem.key)), problem.message)
        else:
            self.add(key, str(error))

    def inside(self, key: Key, message: str, line: int | None, column: int | None) -> None:
        """Complain about a place inside the text that stands at a key; line and column count from 1 in that text."""
        key = self._places().written(self.original(key))
        place = self._places().inside(key, line or 1, column)
        found = (place.line, place.column) if place else (None, None)
        self.problems.append(Problem(message, self.file, found[0], found[1], dotted(key), self._told(key)))

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

    def _told(self, key: Key) -> str:
        """The key as people are told it."""
        if self._tables is None:
            self._tables = tables_in(self.text)
        return told_key(key, self._tables)

    def _places(self) -> Locator:
        if self._locator is None:
            self._locator = Locator(self.text)
        return self._locator
