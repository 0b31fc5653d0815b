"""From what is typed to a case's documents, ledger and items, and from items to what a terminal shows."""

import getpass
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

import click

from detente.casefile import Documents, append_to_ledger, find_case, read_ledger
from detente.casefile.source import case_file
from detente.cli.terminal import emit, plain
from detente.errors import CaseError, did_you_mean
from detente.evidence import Document, Entry, Item, Ledger, Source
from detente.evidence.record import ANCHOR, Evidence

__all__ = [
    "SCHEMA",
    "Desk",
    "data_of",
    "emit_done",
    "fields_from",
    "moment",
    "passage",
    "reading_of",
    "short",
    "who_of",
    "who_option",
]

SCHEMA = "detente.evidence/1"
LONGEST_QUOTE = 90  # characters of a passage in a list
AROUND = 240  # characters shown before and after a passage
NUMBERS = {"value": float, "margin": float, "credibility": int}

who_option = click.option("--who", default=None, help="Who does this; your user name otherwise.")


@dataclass
class Desk:
    """What the commands on evidence work on: a case folder with its documents and its ledger as it now is."""

    folder: Path
    ledger: Ledger
    documents: Documents

    @classmethod
    def of(cls, case: str) -> "Desk":
        """The desk of a case.

        Raises
        ------
        FileProblem
            If there is no such case.
        """
        folder = case_file(find_case(case)).parent
        return cls(folder, read_ledger(folder), Documents(folder))

    @cached_property
    def by_digest(self) -> Mapping[str, Document]:
        """The documents by the digest of their text."""
        return {document.digest: document for document in self.documents.values()}

    @cached_property
    def sources(self) -> Mapping[str, Source]:
        """Who published each document, by the digest of its text."""
        return {document.digest: self.documents.source(name) for name, document in self.documents.items()}

    def append(self, *entries: Entry) -> None:
        """Write entries behind those of the ledger, at once."""
        self.ledger = append_to_ledger(self.folder, *entries, known=self.ledger)

    def document(self, name: str) -> Document:
        """A document of the case by its file name.

        Raises
        ------
        CaseError
            With the nearest name.
        """
        bare = Path(name).name
        if bare not in self.documents:
            near = did_you_mean(bare, self.documents)
            raise CaseError(
                f'the case has no document "{name}"{near}; take it in with: detente read FILE --into CASE'
            )
        return self.documents[bare]

    def document_of(self, item: Item) -> Document | None:
        """The document an item rests on, where it is in the case."""
        return self.by_digest.get(item.content.source)


def who_of(given: str | None) -> str:
    """The name a reviewer gave, or the user's.

    Raises
    ------
    CaseError
        Where the machine does not know the user's.
    """
    try:
        return given or getpass.getuser()
    except (KeyError, OSError, ImportError):
        raise CaseError("this machine does not know your name: say it with --who NAME") from None


def emit_done(desk: "Desk", ids: Iterable[str]) -> None:
    """Print as JSON how items stand after what was done to them, and the head of the ledger."""
    items = [{"id": id, "status": desk.ledger.items[id].status} for id in ids]
    emit({"schema": SCHEMA, "items": items, "head": desk.ledger.head})


def moment() -> str:
    """Now, as the ledger writes it."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def short(text: str) -> str:
    """A passage on one line of a list."""
    flat = " ".join(text.split())
    return plain(flat if len(flat) <= LONGEST_QUOTE else flat[: LONGEST_QUOTE - 1] + "…")


def passage(item: Item, document: Document | None) -> tuple[str, str, str]:
    """The text before a passage, the passage, the text after it, cut at lines and words, fit for a terminal."""
    content = item.content
    if document is None:
        return plain(content.prefix), plain(content.exact), plain(content.suffix)
    before, after = document.context(content.span, width=AROUND)
    if len(before) == AROUND:
        before = "…" + before.partition(" ")[2]
    if len(after) == AROUND:
        after = after.rpartition(" ")[0] + "…"
    return plain(before.lstrip()), plain(content.exact), plain(after.rstrip())


def reading_of(content: Evidence) -> dict[str, Any]:
    """What an item says of its passage: everything but where the passage stands."""
    values = content.as_mapping()
    return {name: values[name] for name in values if name not in {*ANCHOR, "id"}}


def fields_from(texts: tuple[str, ...]) -> dict[str, Any]:
    """Fields of an item from ``FIELD=VALUE``: numbers and true/false as such, nothing behind the sign for none.

    Raises
    ------
    CaseError
        For another form, or a word where a number is expected.
    """
    return dict(_field(text) for text in texts)


def _field(text: str) -> tuple[str, Any]:
    name, equals, value = text.partition("=")
    if not equals:
        raise CaseError(f'--set: expected FIELD=VALUE, got "{text}"')
    if not value:
        return name, None
    if name not in NUMBERS:
        return name, {"true": True, "false": False}.get(value, value) if name == "hedged" else value
    try:
        return name, NUMBERS[name](value)
    except ValueError:
        raise CaseError(f'--set: {name}: expected a number, got "{value}"') from None


def data_of(item: Item, desk: Desk) -> dict[str, Any]:
    """An item as `--json` prints it."""
    document = desk.document_of(item)
    reviewed = {"who": item.reviewed.who, "when": item.reviewed.when} if item.reviewed else None
    return {
        "id": item.id,
        "status": item.status,
        "document": document.name if document else None,
        "proposed": {"who": item.proposed.who, "when": item.proposed.when},
        "reviewed": reviewed,
        "contradicts": list(item.contradicts),
        "supersedes": list(item.supersedes),
        "superseded_by": list(item.superseded_by),
        "content": dict(item.content.as_mapping()),
    }
