"""The lines of a text that say something, with their positions, and the ranges that a choice of lines leaves."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from detente.evidence.document import Span

__all__ = ["Line", "kept_spans", "lines_of", "named_lines"]

LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r|\Z)")
NAMED = 8  # runs of lines named in a message; the count says the rest


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank: its 1-based number, its range without line end, and its words."""

    number: int
    start: int
    end: int
    words: str  # stripped, runs of spaces made one


def lines_of(text: str) -> tuple[Line, ...]:
    """Every line of the text that is not blank; a line ends at a line feed, a carriage return or both."""
    return tuple(_lines(text))


def kept_spans(lines: Sequence[Line], left_out: Collection[int]) -> tuple[Span, ...]:
    """The ranges of the lines whose numbers are not left out: one range a run, from its first line to its last."""
    runs: list[list[Line]] = [[]]
    for line in lines:
        if line.number in left_out:
            runs.append([])
        else:
            runs[-1].append(line)
    return tuple(Span(run[0].start, run[-1].end) for run in runs if run)


def named_lines(numbers: Collection[int]) -> str:
    """Line numbers as a person lists them.

    >>> named_lines({1, 67, 68, 69, 75})
    '1, 67–69, 75'
    """
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    named = [f"{first}–{last}" if last > first else str(first) for first, last in runs[:NAMED]]
    return ", ".join(named) + (" …" if len(runs) > NAMED else "")


def _lines(text: str) -> Iterator[Line]:
    for number, found in enumerate(LINE.finditer(text), 1):
        if found.end() == found.start():  # the end of the text
            return
        if words := " ".join(found[0].split()):
            yield Line(number, found.start(), found.start() + len(found[0].rstrip("\r\n")), words)
