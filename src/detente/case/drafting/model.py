"""A draft: what a case might hold, each line with the items that it comes from, nothing of it believed.

Statements are texts in the language of a case; ids of parties and options are those of its file. What rests on items
is *proposed*; what rests on a rule of ours is *assumed*, and its reason says that it is a placeholder.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

__all__ = [
    "PLACEHOLDER",
    "Draft",
    "DraftDriver",
    "DraftEvent",
    "DraftOption",
    "DraftParty",
    "DraftProfile",
    "DraftQuestion",
    "DraftRule",
    "DraftWant",
    "LeftOut",
]

PLACEHOLDER = "PLACEHOLDER: "  # how the reason of a line begins that no document speaks for


@dataclass(frozen=True, slots=True)
class DraftOption:
    """Something a party may do; `items` name it."""

    id: str
    means: str
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DraftWant:
    """A preference statement: proposed from items, or assumed for a stated reason."""

    text: str
    items: tuple[str, ...] = ()
    assumed: str = ""


@dataclass(frozen=True, slots=True)
class DraftProfile:
    """One hypothesis of what a party wants; `weight` is empty where none is set."""

    name: str
    wants: tuple[DraftWant, ...]
    weight: str = ""
    items: tuple[str, ...] = ()
    assumed: str = ""


@dataclass(frozen=True, slots=True)
class DraftParty:
    """A party with its options and profiles; `actor` is its id in the table of actors."""

    id: str
    name: str
    actor: str
    options: tuple[DraftOption, ...]
    profiles: tuple[DraftProfile, ...] = ()


@dataclass(frozen=True, slots=True)
class DraftEvent:
    """A name for a condition."""

    id: str
    text: str
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DraftRule:
    """States that cannot be, and the options that are taken together in one step where there are any."""

    when: str
    because: str
    joint: tuple[str, ...] = ()
    name: str = ""


@dataclass(frozen=True, slots=True)
class DraftDriver:
    """A number with its source; `note` says what of it is a placeholder."""

    id: str
    means: str
    value: float
    low: float
    high: float
    items: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class DraftQuestion:
    """What the documents ask, or, without items, what the draft asks for them."""

    id: str
    text: str
    ask: str
    of: str = ""
    given: str = ""
    driver: str = ""
    items: tuple[str, ...] = ()
    note: str = ""
    settings: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An item, or an actor, that the draft does not hold, and why."""

    what: str
    why: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A whole draft."""

    title: str
    as_of: date
    parties: tuple[DraftParty, ...]
    status_quo: tuple[str, ...] = ()
    events: tuple[DraftEvent, ...] = ()
    rules: tuple[DraftRule, ...] = ()
    drivers: tuple[DraftDriver, ...] = ()
    questions: tuple[DraftQuestion, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
