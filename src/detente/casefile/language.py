"""What names mean in one case: its options and events, and the statements made of them."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from graphlib import CycleError, TopologicalSorter

from detente.casefile.complaints import Complaints
from detente.casefile.locate import Key
from detente.conflict.statement import And, Constant, If, Iff, Name, Not, Or, Statement, Unless, expand, names, parse
from detente.errors import StatementError, did_you_mean

__all__ = ["ID_RULE", "Language", "event_language", "is_id"]

ID = re.compile(r"(?!(?:and|or|not|if|iff|unless|true|false)$)[^\W\d]\w*(-\w+)*")
LOCAL_ID = re.compile(r"\w+(-\w+)*")  # behind a dot anything goes: "party.2"

MOST_PARTS = 20_000  # options and connectives of a statement when its events are spelt out
ID_RULE = "expected letters, digits, _ and - inside, beginning with a letter, and no word of the language"
DEEPEST = 200  # levels of the same; Python's own stack holds about three times as many


def is_id(text: str, *, local: bool = False) -> bool:
    """Whether a text can be a name in statements: letters, digits, ``_``, and ``-`` inside.

    >>> is_id("west-bank"), is_id("a b"), is_id("not"), is_id("1"), is_id("1", local=True)
    (True, False, False, False, True)
    """
    return bool((LOCAL_ID if local else ID).fullmatch(text))


@dataclass(frozen=True, slots=True)
class Language:
    """The names that statements of a case may use.

    Parameters
    ----------
    options
        Ids of options, or ``state.LABEL`` in graph form.
    events
        For each event what it means, in options only.
    broken
        Events that were complained about already; statements that use them are passed over in silence.
    """

    options: frozenset[str]
    events: Mapping[str, Statement] = field(default_factory=dict)
    broken: frozenset[str] = frozenset()

    def statement(self, text: str, key: Key, complaints: Complaints) -> tuple[str, Statement] | None:
        """What a text says: in words as written, and in options only; None where it is complained about."""
        parsed = self.parsed(text, key, complaints)
        meant = None if parsed is None else self.meaning(parsed, key, complaints)
        return None if meant is None else (str(parsed), meant)

    def meaning(self, parsed: Statement, key: Key, complaints: Complaints) -> Statement | None:
        """A statement in options only; None where it is complained about."""
        if self.unknown(parsed, key, complaints) or any(name.id in self.broken for name in names(parsed)):
            return None
        return None if self.monstrous(parsed, key, complaints) else expand(parsed, self.events)

    def parsed(self, text: str, key: Key, complaints: Complaints) -> Statement | None:
        """The statement of a text, its names unchecked."""
        try:
            return parse(text)
        except StatementError as error:
            complaints.error(key, error)
            return None

    def unknown(self, parsed: Statement, key: Key, complaints: Complaints) -> bool:
        """Whether a statement uses names that the case does not have; each is complained about once."""
        wrong = [name for name in dict.fromkeys(names(parsed)) if not self.knows(name.id)]
        for name in wrong:
            kind = "state" if name.id.startswith("state.") else "option" if "." in name.id else "event"
            near = self.near(name.id) or did_you_mean(name.id, sorted([*self.options, *self.events]))
            complaints.inside(key, f'unknown {kind} "{name.id}"{near}', name.line, name.column)
        return bool(wrong)

    def near(self, name: str) -> str:
        """Options that are called so in some party, as a phrase that can follow a message."""
        local = sorted(option for option in self.options if option.endswith(f".{name}"))[:3]
        return "; did you mean " + " or ".join(f'"{option}"' for option in local) + "?" if local else ""

    def knows(self, name: str) -> bool:
        """Whether a name is an option or event."""
        return name in self.options or name in self.events or name in self.broken

    def monstrous(self, parsed: Statement, key: Key, complaints: Complaints) -> bool:
        """Whether a statement is too large or too deep once its events are spelt out; then it is complained about."""
        size, depth = _measure(parsed, {name.id: _measure(self.events[name.id], {}) for name in self.used(parsed)})
        if size > MOST_PARTS:
            complaints.add(key, f"with its events spelt out this has {size:,} parts, more than {MOST_PARTS:,}")
        elif depth > DEEPEST:
            complaints.add(key, f"with its events spelt out this is {depth:,} levels deep, more than {DEEPEST}")
        return size > MOST_PARTS or depth > DEEPEST

    def used(self, parsed: Statement) -> list[Name]:
        """The events that a statement names, once each."""
        return [name for name in dict.fromkeys(names(parsed)) if name.id in self.events]


def _measure(statement: Statement, events: Mapping[str, tuple[int, int]]) -> tuple[int, int]:
    """How many parts a statement has and how many levels, events counted as what they stand for."""
    match statement:
        case Constant():
            return 1, 1
        case Name(id):
            return events.get(id, (1, 1))
        case Not(part):
            parts: tuple[Statement, ...] = (part,)
        case And(several) | Or(several):
            parts = several
        case If(first, second) | Iff(first, second) | Unless(first, second):
            parts = (first, second)
    measured = [_measure(part, events) for part in parts]
    return 1 + sum(size for size, _ in measured), 1 + max(depth for _, depth in measured)


def event_language(
    texts: Mapping[str, str], options: Iterable[str], complaints: Complaints
) -> tuple[Language, dict[str, str]]:
    """The language of a case, and its events as written. Wrong events are complained about and left out."""
    for id in texts:
        if not is_id(id):
            complaints.add(("event", id), f'"{id}" cannot be a name in statements; {ID_RULE}')
    language = Language(frozenset(options))
    parsed = {id: language.parsed(text, ("event", id), complaints) for id, text in texts.items()}
    good = {id: statement for id, statement in parsed.items() if statement is not None}
    order, circles = _in_order(good)
    for circle in circles:
        complaints.add(("event", circle[0]), f"events go in a circle: {' → '.join((*circle, circle[0]))}")
    events: dict[str, Statement] = {}
    for id in order:
        known = Language(language.options, events, frozenset(texts) - set(events))
        meant = known.meaning(good[id], ("event", id), complaints)
        if meant is not None:
            events[id] = meant
    language = Language(language.options, events, frozenset(texts) - set(events))
    return language, {id: str(good[id]) for id in texts if id in events}


def _in_order(events: Mapping[str, Statement]) -> tuple[list[str], list[list[str]]]:
    """Events so that each comes after those it uses, and the circles, whose events are left out."""
    uses = {id: {name.id for name in names(statement)} & set(events) for id, statement in events.items()}
    circles: list[list[str]] = []
    while True:
        try:
            return list(TopologicalSorter(uses).static_order()), circles
        except CycleError as error:
            circle = list(reversed(error.args[1]))[:-1]
            circles.append(_turned(circle, list(events)))
            uses = {id: needs - set(circle) for id, needs in uses.items() if id not in circle}


def _turned(circle: list[str], order: list[str]) -> list[str]:
    """The circle so that it begins with the event that stands first in the file."""
    start = min(range(len(circle)), key=lambda place: order.index(circle[place]))
    return circle[start:] + circle[:start]
