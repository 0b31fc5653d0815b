"""Tables as values: what a page, a mail or a spreadsheet shows in rows."""

from dataclasses import dataclass

__all__ = ["Cell", "Table"]

Cell = str | float
"""A text, or a probability, which is shown as a percentage."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a caption.

    Parameters
    ----------
    numeric
        Columns that are aligned right; those of probabilities are so anyhow.
    bars
        Columns of probabilities that a page shows as bars too.
    letters
        Columns that hold the letter of a state, or nothing.
    """

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    numeric: frozenset[int] = frozenset()
    bars: frozenset[int] = frozenset()
    letters: frozenset[int] = frozenset()
