"""Documents on their way into a case: received as bytes, with what they, the case and the reader say of them."""

import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any, cast

import click

from detente.cli.terminal import Choice, Command, plain
from detente.errors import CaseError
from detente.evidence import Document, Source
from detente.evidence.edtf import is_edtf
from detente.evidence.source import Reliability

__all__ = ["Received", "asks_for", "known", "receive", "refuse_said_of_several", "said_options"]

ASKED = ("title", "date", "author", "publisher")  # asked for at a terminal, where the document does not say
OF_SOURCE = {"title": "title", "date": "issued", "author": "authors", "publisher": "publisher", "url": "url"}
DIGITS = 8  # of the digest that names a pasted text; two of a hundred share them with a chance of one in a million
OPTIONS = (
    click.option("--date", help="The day of publication: 2025-08-07, 2025-08 or 2025."),
    click.option("--publisher", help="Who published it."),
    click.option("--grade", type=Choice(list("ABCDEF")), help="How reliable its source has been; A is best."),
    click.option(
        "--ask/--no-ask", default=None, help="Ask for what a document does not say; asked at a terminal only."
    ),
)


def said_options(command: Command) -> Command:
    """The options by which a reader says what a document does not: day, publisher, grade; and whether to ask."""
    for option in reversed(OPTIONS):
        command = option(command)
    return command


@dataclass(frozen=True, slots=True)
class Received:
    """A document with the bytes it came as; `given` is what the command named, `accessed` the day it was fetched."""

    given: str
    data: bytes
    document: Document
    accessed: str | None = None


def receive(
    name: str, *, kind: str | None = None, encoding: str | None = None, called: str | None = None
) -> Received:
    """A document and its bytes, from a file or, for ``-``, from standard input.

    Parameters
    ----------
    kind, encoding
        What it is, where its bytes do not show it.
    called
        The name it is given; that of the file, and one made of its digest for what was pasted, otherwise.
    """
    from detente.casefile.source import read_bytes
    from detente.intake import read_document, read_file
    from detente.intake.read import MOST_BYTES

    if name.lower().startswith(("http://", "https://")):
        from detente.intake.address import shown

        raise CaseError(f"{shown(name)}: nothing is fetched unless you ask: detente read --online URL --into CASE")
    if name == "-":
        data = sys.stdin.buffer.read()
        return Received(name, data, read_document(data, name=called or _pasted(data), kind=kind, encoding=encoding))
    document = read_file(name, kind=kind, encoding=encoding)
    data = read_bytes(Path(name), most=MOST_BYTES)
    return Received(name, data, replace(document, name=called) if called else document)


def _pasted(data: bytes) -> str:
    """A name for what has none, the same for the same bytes."""
    return f"pasted-{sha256(data).hexdigest()[:DIGITS]}"


def refuse_said_of_several(said: Iterable[str], count: int) -> None:
    """Refuse a fact that is said of one document where several are named."""
    if count > 1 and (name := next(iter(said), None)):
        raise CaseError(f"--{name} is said of one document; got {count}")


def asks_for(ask: bool | None) -> bool:
    """Whether to ask: what the reader said, else where somebody sits at a terminal."""
    return sys.stdin.isatty() if ask is None else ask


def known(
    read: Received,
    folder: Path | None,
    said: Mapping[str, str],
    *,
    grade: str | None = None,
    ask: bool = False,
    anew: bool = False,
) -> tuple[Document, Source]:
    """A document and its source as they go into a case: what was read, what the case knew, what is said now.

    Parameters
    ----------
    folder
        The case's folder; None where the document goes into none.
    said
        What the reader says of it, by the names of `detente.evidence.document.FACTS`.
    grade
        How reliable its source has been, where the reader says it.
    ask
        Whether to ask for what is known from nowhere.
    anew
        Whether its text is read anew though the case has these bytes.
    """
    from detente.casefile import recall
    from detente.intake.plain import printable

    document, source = read.document, Source.of(read.document)
    if folder is not None:
        document, source = recall(folder, read.data, document, anew=anew)
    answers = _answers(read.given, document, said) if ask else {}
    facts = {name: printable(value) for name, value in {**said, **answers}.items()}
    document = replace(document, **facts)  # type: ignore[arg-type]
    return document, _said_of(source, document, facts, grade, read.accessed)


def _said_of(
    source: Source, document: Document, facts: Iterable[str], grade: str | None, accessed: str | None
) -> Source:
    """The source with what is said now; its other values stay."""
    now = Source.of(document)
    changed: dict[str, Any] = {OF_SOURCE[fact]: getattr(now, OF_SOURCE[fact]) for fact in facts}
    return replace(
        source,
        **changed,
        sha256=document.digest,
        accessed=accessed or source.accessed,
        reliability=cast("Reliability", grade or source.reliability),
    )


def _answers(given: str, document: Document, said: Mapping[str, str]) -> dict[str, str]:
    """What the reader answers where nothing is known yet; an empty answer is unknown."""
    open_ = [name for name in ASKED if name not in said and getattr(document, name) is None]
    return {name: answer for name in open_ if (answer := _asked(given, name))}


def _asked(given: str, name: str) -> str:
    check: Callable[[str], str] = _day if name == "date" else str.strip
    question = f"{plain(given)}: {name} (empty if unknown)"
    text: str = click.prompt(question, default="", show_default=False, err=True, value_proc=check)
    return text


def _day(text: str) -> str:
    """A date that was typed, or another question for it."""
    from detente.intake.dates import read_date

    text = text.strip()
    day = text if not text or is_edtf(text) else read_date(text)
    if day is None:
        raise click.UsageError(f'expected a day, month or year such as 2025-08-07, got "{plain(text)}"')
    return day
