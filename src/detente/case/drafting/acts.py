"""What parties to a dispute do, as words name it: ceasefire, guarantee, withdrawal, summit.

The table is data (`acts.toml`), written for diplomacy and no one dispute; an analyst may widen it.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from detente.errors import EvidenceError

__all__ = ["Act", "Done", "acts", "acts_in"]

KEYS = ("words", "who", "option", "means")
NOT_DONE = re.compile(
    r"\b(?:not|never|no(?! (?:later|more|less|fewer|sooner))|without|cannot|n[’']t|refus\w+|reject\w*|rul\w+ out|"
    r"avoid\w*|prevent\w*|oppos\w+|fail\w* to)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Act:
    """A kind of act: the words that name it, who would do it, and the option it makes."""

    name: str
    words: re.Pattern[str]
    who: str
    option: str
    means: str
    gives: bool = False


@dataclass(frozen=True, slots=True)
class Done:
    """An act named in a text, where, and whether the words just before it negate it."""

    act: Act
    start: int
    end: int
    negated: bool = False


@cache
def acts() -> tuple[Act, ...]:
    """The acts of the table, in the order in which they are looked for.

    Raises
    ------
    EvidenceError
        Naming the act whose entry lacks a key or holds a broken expression.
    """
    table = tomllib.loads((files("detente.case.drafting") / "acts.toml").read_text(encoding="utf-8"))
    return tuple(_act(name, row) for name, row in table.items())


def _act(name: str, row: dict[str, object]) -> Act:
    if missing := [key for key in KEYS if key not in row]:
        raise EvidenceError(f"acts.toml: {name}: key {missing[0]} is missing")
    words = row["words"] if isinstance(row["words"], list) else []
    try:
        pattern = re.compile(rf"\b(?:{'|'.join(words)})(?!\w)", re.IGNORECASE)
    except re.error as error:
        raise EvidenceError(f"acts.toml: {name}: words: {error}") from None
    return Act(name, pattern, str(row["who"]), str(row["option"]), str(row["means"]), bool(row.get("gives")))


def acts_in(text: str) -> tuple[Done, ...]:
    """The acts that a text names, in order of place, words taken once."""
    taken = [False] * len(text)
    found = []
    for act in acts():
        for match in act.words.finditer(text):
            if not any(taken[match.start() : match.end()]):
                taken[match.start() : match.end()] = [True] * len(match.group())
                found.append(Done(act, match.start(), match.end(), _negated(text, match.start())))
    return tuple(sorted(found, key=lambda done: done.start))


def _negated(text: str, start: int) -> bool:
    """Whether the clause just before a place negates what follows."""
    clause = re.split(r"[,;:.–—]|\b(?:but|and|unless|if|until)\b", text[max(0, start - 60) : start])[-1]
    return NOT_DONE.search(clause) is not None
