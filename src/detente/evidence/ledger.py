"""The append-only record of what was proposed and what became of it, each line sealed by a hash.

A line says who did what to which item, and when. Each carries the hash of the line before it (``prev``) and one of
itself (``hash``), so that a changed line no longer fits its own hash, and a line taken out, put in or rewritten
breaks the chain at its place. Whoever rewrites every line from some point to the end leaves no break: to find that
too, keep the `Ledger.head` somewhere else and give it to `verify`.

Nothing here opens a file or knows the time: text lines in, text lines out.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from json import JSONEncoder, loads
from re import compile as pattern
from types import MappingProxyType
from typing import Any, Self

from detente.errors import MOST_PROBLEMS_SHOWN, EvidenceError, Problem, did_you_mean
from detente.evidence.record import Evidence
from detente.evidence.review import ACTS, Act, Entry, Item, Stamp, Status, outcome

__all__ = ["ACTS", "Act", "Entry", "Item", "Ledger", "Stamp", "Status", "verify"]

BEGINNING = "0" * 64  # what the first line follows
SEAL = pattern(r', "prev": "([0-9a-f]{64})", "hash": "([0-9a-f]{64})"\}')  # how a line ends
SEAL_LENGTH = 153
ENCODE = JSONEncoder(ensure_ascii=False).encode
PREV_LENGTH = 77  # of the beginning of the seal: what a hash is made of ends behind it


@dataclass(frozen=True, slots=True)
class Ledger:
    """An append-only list of entries, sealed line by line, and the items that it leaves.

    Build it with `Ledger.parse`, or from ``Ledger()`` with `appended`; `str` gives the text of the file.
    """

    entries: tuple[Entry, ...] = ()
    lines: tuple[str, ...] = field(default=(), repr=False)
    head: str = BEGINNING
    items: Mapping[str, Item] = field(default_factory=lambda: MappingProxyType({}), repr=False)

    @classmethod
    def parse(cls, text: str, *, name: str = "ledger") -> Self:
        """The ledger whose lines the text holds.

        Raises
        ------
        EvidenceError
            Naming each line that is no entry, was tampered with, or does something impossible.
        """
        reading = _Reading()
        problems = [Problem(message, file=name, line=line) for line, message in reading.faults(text)]
        if problems:
            raise EvidenceError("\n".join(str(problem) for problem in problems[:MOST_PROBLEMS_SHOWN]))
        items = MappingProxyType(reading.items)
        return cls(tuple(reading.entries), tuple(line for _, line in _lines(text)), reading.previous, items)

    def appended(self, *entries: Entry) -> Self:
        """The ledger with these entries behind its own.

        Raises
        ------
        EvidenceError
            For an unknown item, one proposed twice, an act that its status does not allow, a link to itself.
        """
        items, lines, head = dict(self.items), list(self.lines), self.head
        for entry in entries:
            items.update(outcome(items, entry))
            line, head = _sealed(entry, head)
            lines.append(line)
        return type(self)(self.entries + entries, tuple(lines), head, MappingProxyType(items))

    def line(self, entry: Entry) -> str:
        """The one line of text that appending the entry adds, without line end; the entry must be possible."""
        return self.appended(entry).lines[-1]

    def __str__(self) -> str:
        return "".join(f"{line}\n" for line in self.lines)

    def find(self, id: str) -> Item:
        """The item with this id, or the only one whose id begins so.

        Raises
        ------
        EvidenceError
            Where none or several do.
        """
        if id in self.items:
            return self.items[id]
        begun = [known for known in self.items if id and known.startswith(id)]
        if len(begun) == 1:
            return self.items[begun[0]]
        if begun:
            raise EvidenceError(f'item "{id}": {len(begun)} items begin so ({", ".join(sorted(begun)[:5])})')
        raise EvidenceError(f'item "{id}": the ledger has none{did_you_mean(id, self.items)}')

    def history(self, id: str) -> tuple[Entry, ...]:
        """Every entry that names the item, oldest first."""
        whole = self.find(id).id
        return tuple(entry for entry in self.entries if whole in (entry.item, entry.other))

    def new(self, contents: Iterable[Evidence]) -> tuple[Evidence, ...]:
        """Those of the contents that were never proposed here, each once: a second run proposes nothing twice."""
        fresh = {content.id: content for content in contents}
        return tuple(content for id_, content in fresh.items() if id_ not in self.items)

    def orphans(self, digests: Iterable[str]) -> tuple[Item, ...]:
        """The items whose passage stands in none of the documents with these digests."""
        known = frozenset(digests)
        return tuple(item for item in self.items.values() if item.content.source not in known)


def verify(text: str, *, name: str = "ledger", head: str | None = None) -> tuple[Problem, ...]:
    """What is wrong with a ledger's text, by line; empty where nothing is.

    Parameters
    ----------
    text
        The lines as they stand in the file.
    name
        What to call the file in messages.
    head
        The `Ledger.head` noted at an earlier time, where there is one: a line must still have it.
    """
    reading = _Reading()
    faults = list(reading.faults(text))
    if head is not None and head not in reading.seen:
        faults.append((None, f"no line has the hash {head[:12]}… that was noted: lines were rewritten or removed"))
    return tuple(Problem(message, file=name, line=line) for line, message in faults)


class _Reading:
    """One pass over a ledger's text: what it holds so far, and what is wrong with it."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.items: dict[str, Item] = {}
        self.previous = BEGINNING
        self.seen = {BEGINNING}

    def faults(self, text: str) -> Iterator[tuple[int | None, str]]:
        """Line and fault of each line that is at fault, the lines behind it judged by themselves."""
        last = 1
        for number, line in _lines(text):
            try:
                entry, seal = _unsealed(line)
                if seal != self.previous and self.previous:
                    yield last, _broken(number)
                self.items.update(outcome(self.items, entry))
                self.entries.append(entry)
            except EvidenceError as error:
                yield number, str(error)
            self.previous = _seal_of(line)
            self.seen.add(self.previous)
            last = number


def _broken(number: int) -> str:
    if number == 1:
        return "the lines before it were removed"
    return f"it was replaced or put in, or lines behind it were removed: line {number} follows another line"


def _lines(text: str) -> list[tuple[int, str]]:
    """Number and text of each line that is not empty; only line feeds separate, since a sentence may hold others."""
    return [(number, line.removesuffix("\r")) for number, line in enumerate(text.split("\n"), 1) if line.strip()]


def _sealed(entry: Entry, previous: str) -> tuple[str, str]:
    """The line of an entry that follows another, and its hash."""
    values = entry.as_mapping() | {"prev": previous}
    seal = sha256(_rendered(values).encode()).hexdigest()
    return _rendered(values | {"hash": seal}), seal


def _unsealed(line: str) -> tuple[Entry, str]:
    """The entry of a line and the hash of the line before it, after making sure that its own hash is its own.

    The hash is taken of the text as it stands, not of what it is read as: that is the same, and much sooner done.
    """
    values = _loaded(line)
    seal = SEAL.fullmatch(line[-SEAL_LENGTH:])
    if seal is None or ("\\u" in line and _rendered(values) != line):  # half a UTF-16 pair can be written, not read
        raise EvidenceError("it was changed: this is not how a line is written")
    if sha256(f"{line[:-PREV_LENGTH]}}}".encode()).hexdigest() != seal[2]:
        raise EvidenceError("it was changed: its content does not fit its hash")
    return Entry.from_mapping({key: value for key, value in values.items() if key not in ("prev", "hash")}), seal[1]


def _loaded(line: str) -> dict[str, Any]:
    try:
        values = loads(line)
    except (ValueError, RecursionError) as error:
        raise EvidenceError(f"it was changed or cut short: expected one JSON object ({error})") from None
    if not isinstance(values, dict):
        raise EvidenceError("it was changed: expected one JSON object")
    return values


def _seal_of(line: str) -> str:
    """The hash that a line, even a faulty one, claims for itself; empty where it claims none."""
    claimed = SEAL.fullmatch(line[-SEAL_LENGTH:])
    return claimed[2] if claimed else ""


def _rendered(values: Mapping[str, Any]) -> str:
    return ENCODE(values)
