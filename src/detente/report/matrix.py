"""The table of states: what each letter stands for, options down the side, states across, as the field writes it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil

from detente.case import Case
from detente.report.letters import Letters
from detente.report.words import event_in_words, joined, percent

__all__ = ["Matrix", "Row", "matrices"]

ACROSS = 12  # the most states side by side: what fits a page, and a printed one


@dataclass(frozen=True, slots=True)
class Row:
    """One option, event or number across states; `changed` marks what is not as in the status quo."""

    name: str
    cells: tuple[str, ...]
    changed: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Some states side by side: their letters, and rows in groups: each party's options, the events, the chance."""

    letters: tuple[str, ...]
    groups: tuple[tuple[str, tuple[Row, ...]], ...]


def matrices(letters: Letters, start: int, ends: Mapping[int, float], likely: str) -> list[Matrix]:
    """The table of all states that have a letter, in parts that fit a page and are as wide as each other.

    Parameters
    ----------
    ends
        How likely each end is, by state.
    likely
        What that number is, in words.
    """
    known = list(letters.given)
    count = ceil(len(known) / ACROSS)
    parts = [known[len(known) * k // count : len(known) * (k + 1) // count] for k in range(count)]
    return [_matrix(part, letters, start, ends, likely) for part in parts]


def _matrix(states: Sequence[int], letters: Letters, start: int, ends: Mapping[int, float], likely: str) -> Matrix:
    groups = [*_options(states, letters, start)] if not letters.states.labels else []
    events = tuple(
        Row(name, tuple("●" if name in letters.events(s) else "–" for s in states), (False,) * len(states))
        for name in map(event_in_words, letters.case.events)
    )
    reached = tuple(percent(ends[s]).replace("under ", "<") if s in ends else "" for s in states)
    found = (Row(likely, reached, (False,) * len(states)),) if any(reached) else ()
    named = [("Events", events)] if events else []
    return Matrix(tuple(letters.of(s) for s in states), (*groups, *named, *([("Chance", found)] if found else [])))


def _options(states: Sequence[int], letters: Letters, start: int) -> list[tuple[str, tuple[Row, ...]]]:
    """Each party's options, those of several owners under all their names."""
    case: Case = letters.case
    names = {party.id: party.name for party in case.parties}
    taken = {s: set(letters.states.options_taken(s)) for s in (start, *states)}
    groups: dict[str, list[Row]] = {}
    for option in case.conflict.options:
        marks = tuple("●" if option.id in taken[s] else "–" for s in states)
        changed = tuple((option.id in taken[s]) != (option.id in taken[start]) for s in states)
        owner = joined([names[id] for id in option.owners])
        groups.setdefault(owner, []).append(Row(option.means or option.id, marks, changed))
    return [(owner, tuple(rows)) for owner, rows in groups.items()]
