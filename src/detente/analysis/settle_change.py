"""The changes that a settlement may take, as values; indexes are those of the case."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

__all__ = ["Added", "Bond", "Bound", "Change", "Guaranteed", "Moved", "Opened", "Removed"]


@dataclass(frozen=True, slots=True)
class Moved:
    """One statement of a party's order (or one level of its ranking) passes its neighbours.

    Parameters
    ----------
    party
        Whose order.
    what, beside
        The statement that moves, and the last one that it passes.
    way
        It comes to stand ``"above"`` or ``"below"`` that one.
    places
        How many neighbours it passes: so many adjacent swaps.
    level
        It is a level of a ranking, and no statement.
    """

    party: int
    what: str
    way: Literal["above", "below"]
    beside: str
    places: int
    cost: Fraction
    level: bool = False


@dataclass(frozen=True, slots=True)
class Guaranteed:
    """The statement "not that option" enters a party's order: taking the option would now cost it something.

    Parameters
    ----------
    option
        Index of an option of the party.
    rank
        Where it stands from then on, 1 at the top.
    above
        The statement just below it; empty at the bottom.
    """

    party: int
    option: int
    rank: int
    above: str
    cost: Fraction


@dataclass(frozen=True, slots=True)
class Bound:
    """An option is made irreversible: once taken, or once dropped, for good."""

    option: int
    once: Literal["taken", "dropped"]
    cost: Fraction


@dataclass(frozen=True, slots=True)
class Opened:
    """A joint move is opened: these options can be taken in one step by those who sign."""

    options: tuple[int, ...]
    cost: Fraction


@dataclass(frozen=True, slots=True)
class Removed:
    """An option that is not taken at the status quo is taken off the table."""

    option: int
    cost: Fraction


@dataclass(frozen=True, slots=True)
class Added:
    """An option that was off the table is put on it."""

    option: int
    cost: Fraction


Bond = Bound | Opened | Removed | Added
Change = Moved | Guaranteed | Bond
