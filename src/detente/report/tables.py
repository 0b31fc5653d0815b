"""Tables as values: what a page, a terminal or a spreadsheet shows in rows."""

from dataclasses import dataclass

__all__ = ["Table"]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a caption; `numeric` are the columns that are aligned right."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: frozenset[int] = frozenset()
