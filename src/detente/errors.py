"""Every error Detente raises on purpose, and how a wrong input is described.

The tree::

    DetenteError
    ├── CaseError        (ValueError)   a case folder, file or setting is wrong
    │   ├── UnknownName  (LookupError)  a name that nothing in the case has
    │   ├── FileProblem  (OSError)      a file that cannot be read or written
    │   └── Unanswered                  a question of a case that no answer could be found for
    ├── ModelError       (ValueError)   a model contradicts itself
    │   ├── StatementError              a preference statement that cannot be read
    │   └── TooLarge     (MemoryError)  more states than this machine should hold
    ├── EvidenceError    (ValueError)   a passage, item or ledger that does not hold
    ├── ForecastError    (ValueError)   a forecast, question or score that does not hold
    └── RunnerError      (RuntimeError) work that could not be done where it was sent

Each is also the fitting builtin, so that ``except ValueError`` works for callers who know nothing of Detente.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

__all__ = [
    "CaseError",
    "DetenteError",
    "EvidenceError",
    "FileProblem",
    "ForecastError",
    "ModelError",
    "Problem",
    "RunnerError",
    "StatementError",
    "TooLarge",
    "Unanswered",
    "UnknownName",
    "counted",
    "did_you_mean",
    "dotted",
    "told_key",
    "undotted",
]

MOST_NEAR = 3  # spellings that a message offers
FEWEST_LETTERS = 4  # of a beginning that may stand for a longer name
BARE = re.compile(r"[A-Za-z0-9_-]+")  # parts of a key that need no quotes
MOST_PROBLEMS_SHOWN = 20  # a page of a terminal; the count of the rest is said


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with an input, where it stands, and what would be right.

    Parameters
    ----------
    message
        What is wrong, what was expected and what was got: one sentence, no full stop needed.
    file, line, column, key
        Where: a file's name, 1-based line and column, and the dotted key (``party.usa.profile[0].wants[2]``).
    told
        The key as people are told it, where the names of what it leads through are known; see `told_key`.
    """

    message: str
    file: str = ""
    line: int | None = None
    column: int | None = None
    key: str = ""
    told: str = ""

    def __str__(self) -> str:
        where = ":".join(str(part) for part in (self.file, self.line, self.column) if part not in ("", None))
        return ": ".join(part for part in (where, self.told or told_key(undotted(self.key)), self.message) if part)


class DetenteError(Exception):
    """What every error of Detente is; its text is fit to be shown to a person as it stands."""


class CaseError(DetenteError, ValueError):
    """A case folder, a file of it or a setting is wrong; `problems` lists all that was found."""

    def __init__(self, problems: str | Problem | Sequence[Problem]) -> None:
        found = [Problem(problems)] if isinstance(problems, str) else problems
        self.problems: tuple[Problem, ...] = (found,) if isinstance(found, Problem) else tuple(found)
        shown = [str(problem) for problem in self.problems[:MOST_PROBLEMS_SHOWN]]
        rest = len(self.problems) - len(shown)
        super().__init__("\n".join(shown + ([f"… and {rest} more"] if rest else [])))


class UnknownName(CaseError, LookupError):
    """A party, option, event, state, question or concept that the case does not have."""


class FileProblem(CaseError, OSError):
    """A file or folder that is missing, not what was expected, unreadable or not writable."""


class Unanswered(CaseError):
    """A question of a case that no answer could be found for, though the case could be read."""


class ModelError(DetenteError, ValueError):
    """A model contradicts itself: no state left, an option without an owner, an impossible setting."""


class StatementError(ModelError):
    """A preference statement that cannot be read.

    Parameters
    ----------
    message
        What is wrong and what was expected.
    line, column
        1-based place inside the statement's own text, or None where the whole statement is meant.
    """

    def __init__(self, message: str, *, line: int | None = None, column: int | None = None) -> None:
        self.message, self.line, self.column = message, line, column
        place = f"line {line}, column {column}: " if line is not None else ""
        super().__init__(place + message)


class TooLarge(ModelError, MemoryError):
    """A state space larger than this machine should hold; the message says the size and what to do."""


class EvidenceError(DetenteError, ValueError):
    """A passage that is not where it is said to be, an item that is no item, a ledger that was changed."""


class ForecastError(DetenteError, ValueError):
    """A forecast, a question or a score that does not hold."""


class RunnerError(DetenteError, RuntimeError):
    """Work that could not be done where it was sent: no cluster at an address, a process that died."""


def counted(count: int, noun: str) -> str:
    """How many there are of something, which forms its plural by an s.

    >>> counted(1, "item"), counted(1200, "item")
    ('1 item', '1,200 items')
    """
    return f"{count:,} {noun}{'s' * (count != 1)}"


def did_you_mean(wrong: str, known: Iterable[str]) -> str:
    """The nearest right spellings as a phrase that can follow a message, or nothing where none is near.

    >>> did_you_mean("russia.figth", ["russia.fight", "usa.meet"])
    '; did you mean "russia.fight"?'
    >>> did_you_mean("xyz", ["usa.meet"])
    ''

    The beginning of a long name is near it too:

    >>> did_you_mean("symetric", ["nash", "symmetric_metarational"])
    '; did you mean "symmetric_metarational"?'
    """
    folded = {name.casefold(): name for name in known}
    near = get_close_matches(wrong.casefold(), folded, n=MOST_NEAR, cutoff=0.6)
    if not near and len(wrong) >= FEWEST_LETTERS:
        near = [name for name in folded if get_close_matches(wrong.casefold(), [name[: len(wrong) + 1]], cutoff=0.8)]
        near = near[:MOST_NEAR]
    return "; did you mean " + " or ".join(f'"{folded[name]}"' for name in near) + "?" if near else ""


def dotted(key: tuple[str | int, ...]) -> str:
    """The key as people write it.

    >>> dotted(("party", "usa", "profile", 0, "wants", 2)), dotted(("event", "a b"))
    ('party.usa.profile[0].wants[2]', 'event."a b"')
    """
    parts = [f"[{part}]" if isinstance(part, int) else f".{_quoted(part)}" for part in key]
    return "".join(parts).removeprefix(".")


def undotted(text: str) -> tuple[str | int, ...]:
    """The key that `dotted` writes so.

    >>> undotted('party.usa.profile[0].weights."usa.meet"')
    ('party', 'usa', 'profile', 0, 'weights', 'usa.meet')
    """
    parts = re.findall(r'\[(\d+)\]|"((?:[^"\\]|\\.)*)"|([^.\[\]"]+)', text)
    return tuple(int(place) if place else re.sub(r"\\(.)", r"\1", quoted) or bare for place, quoted, bare in parts)


def told_key(key: tuple[str | int, ...], tables: object = None) -> str:
    """The key as people are told it: what stands in a list by its id or name where it has one, else counted from 1.

    Parameters
    ----------
    tables
        What the file holds that the key is of.

    >>> told_key(("party", "usa", "profile", 0, "wants", 2))
    'party.usa.profile 1, wants 3'
    >>> told_key(("question", 0, "of"), {"question": [{"id": "summit"}, {"id": "deal"}]})
    'question "summit", of'
    """
    said, joint = "", ""
    for part in key:
        inside = tables[part] if _has(tables, part) else None  # type: ignore[index]
        if isinstance(part, int):
            said, joint = f"{said}{joint.strip()} {_name_in(tables, part) or part + 1}", ", "
        else:
            said, joint = f"{said}{joint or '.'}{_quoted(part)}", ""
        tables = inside
    return said.strip(" .")


def _has(tables: object, part: str | int) -> bool:
    if isinstance(part, int):
        return isinstance(tables, list) and part < len(tables)
    return isinstance(tables, dict) and part in tables


def _name_in(rows: object, place: int) -> str:
    """The id or name of a row of a list in quotation marks, where no other row has it."""
    named = [_name_of(row) for row in rows] if isinstance(rows, list) else []
    name = named[place] if place < len(named) else ""
    return f'"{name}"' if name and named.count(name) == 1 else ""


def _name_of(row: object) -> str:
    said = (row.get("id") or row.get("name")) if isinstance(row, dict) else None
    return said if isinstance(said, str) else ""


def _quoted(part: str) -> str:
    return part if BARE.fullmatch(part) else '"' + part.replace("\\", "\\\\").replace('"', '\\"') + '"'
