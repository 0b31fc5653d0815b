"""`detente read`: documents taken into a case, or shown."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, cast

import click

from detente.cli.terminal import as_json, emit, plain, say
from detente.errors import CaseError
from detente.evidence import Document, Source
from detente.evidence.source import Reliability

__all__ = ["Received", "command", "receive", "same_story"]

FACTS = ("title", "date", "author", "publisher", "url")
ASKED = ("title", "date", "author", "publisher")  # asked for at a terminal, where the document does not say


@dataclass(frozen=True, slots=True)
class Received:
    """A document with the bytes it came as; `given` is what the command named, `accessed` the day it was fetched."""

    given: str
    data: bytes
    document: Document
    accessed: str | None = None


@click.command("read")
@click.argument("files", nargs=-1, type=click.Path(allow_dash=True), metavar="[FILE]…")
@click.option("--online", "urls", multiple=True, metavar="URL", help="Fetch this address; nothing else is fetched.")
@click.option("--into", metavar="CASE", help="The case folder whose documents/ they are put into.")
@click.option("--kind", help="html, text, markdown, pdf or docx, where the file does not show it.")
@click.option("--title", help="The title, where the document does not say it or says another.")
@click.option("--date", help="The day of publication: 2025-08-07, 2025-08 or 2025.")
@click.option("--author", help="Who wrote it.")
@click.option("--publisher", help="Who published it.")
@click.option("--url", help="Where it was found; nothing is fetched.")
@click.option("--grade", type=click.Choice(list("ABCDEF")), help="How reliable its source has been; A is best.")
@click.option("--ask/--no-ask", default=None, help="Ask for what a document does not say; asked at a terminal only.")
@click.option("--force", is_flag=True, help="Replace a document of the same name.")
@as_json
def command(
    files: tuple[str, ...],
    urls: tuple[str, ...],
    into: str | None,
    kind: str | None,
    grade: str | None,
    ask: bool | None,
    force: bool,
    as_json: bool,
    **facts: str | None,
) -> None:
    """Read documents: what is the article is kept apart from what is dirt; nothing is thrown away.

    Without --into the article is shown; with it the documents are put into a case, as received. What a document
    does not say of itself stays unknown unless you say it.

    \b
    Examples:
      detente read article.html
      detente read article.html poll.pdf --into mycase
      detente read note.txt --into mycase --date 2025-08-07 --publisher "The Courier" --grade C
      detente read - --kind text < pasted.txt
      detente read --online https://example.org/statement --into mycase
    """
    from detente.casefile import find_case, save_document
    from detente.casefile.source import case_file

    said = {name: value for name, value in facts.items() if value}
    _refuse_words(files, urls, said)
    folder = case_file(find_case(into)).parent if into else None
    asks = folder is not None and (sys.stdin.isatty() if ask is None else ask)
    received = [*(receive(name, kind) for name in files), *(_fetched(url, kind) for url in urls)]
    read = [_with_facts(each, said, ask=asks) for each in received]
    sources = [Source.of(each.document, accessed=each.accessed, reliability=_grade(grade)) for each in read]
    saved = []
    for each, source in zip(read, sources, strict=True):
        story = same_story(folder, each.document) if folder else ""
        saved.append(
            save_document(folder, each.data, each.document, source=source, overwrite=force) if folder else None
        )
        if story:
            say(f"{each.given}: the same story as {story}: they count as one source")
    if as_json:
        emit({"schema": "detente.read/1", "documents": list(map(_data, read, sources, saved))})
        return
    for each, place in zip(read, saved, strict=True):
        _say(each, place)


def _grade(letter: str | None) -> Reliability:
    """The grade that was given, one of the choices; F, not judged, where none was."""
    return cast("Reliability", letter or "F")


def _refuse_words(files: tuple[str, ...], urls: tuple[str, ...], said: Mapping[str, str]) -> None:
    """Refuse words that do not go together."""
    if not files and not urls:
        raise CaseError("name a FILE, - for standard input, or --online URL")
    if said and len(files) + len(urls) > 1:
        raise CaseError(f"--{next(iter(said))} is said of one document; got {len(files) + len(urls)}")
    if urls and "url" in said:
        raise CaseError("--url says where a file was found; what --online fetches is known to come from there")


def _say(read: Received, place: Path | None) -> None:
    for notice in read.document.notices:
        say(f"{read.given}: {notice}")
    if place is None:
        click.echo(plain(read.document.article))
        return
    kept = sum(len(span) for span in read.document.kept)
    say(f"Wrote {place}: {kept:,} of {len(read.document.raw):,} characters are the article.")


def receive(name: str, kind: str | None = None) -> Received:
    """A document and its bytes, from a file or, for ``-``, from standard input."""
    from detente.casefile.source import read_bytes
    from detente.intake import read_document, read_file
    from detente.intake.read import MOST_BYTES

    if name.lower().startswith(("http://", "https://")):
        from detente.intake.address import shown

        raise CaseError(f"{shown(name)}: nothing is fetched unless you ask: detente read --online URL --into CASE")
    if name == "-":
        data = sys.stdin.buffer.read()
        return Received(name, data, read_document(data, name="pasted", kind=kind))
    document = read_file(name, kind=kind)
    return Received(name, read_bytes(Path(name), most=MOST_BYTES), document)


def _fetched(url: str, kind: str | None) -> Received:
    """The document at a web address; its host is named before it is asked."""
    from detente.intake import fetch

    found = fetch.fetch(url, announce=lambda origin: say(f"Asking {origin} …"))
    found = replace(found, kind=kind or found.kind)
    return Received(found.url, found.data, fetch.read_fetched(found), date.today().isoformat())


def same_story(folder: Path, document: Document) -> str:
    """The name of a document of the case that tells the same story, or nothing."""
    from detente.casefile import Documents
    from detente.casefile.documents import DOCUMENTS
    from detente.evidence.source import same_stories

    others = [other for name, other in Documents(folder / DOCUMENTS).items() if name != document.name]
    groups = same_stories([*others, document])
    return next((others[group[0]].name for group in groups if len(others) in group and len(group) > 1), "")


def _with_facts(read: Received, said: Mapping[str, str], *, ask: bool) -> Received:
    """The document with what its reader says of it."""
    known = dict(said)
    if ask:
        for name in ASKED:
            if name not in known and getattr(read.document, name) is None and (answer := _asked(read, name)):
                known[name] = answer
    return replace(read, document=replace(read.document, **known)) if known else read  # type: ignore[arg-type]


def _asked(read: Received, name: str) -> str:
    text: str = click.prompt(
        f"{plain(read.given)}: {name} (empty if unknown)", default="", show_default=False, err=True
    )
    return text.strip()


def _data(read: Received, source: Source, place: Path | None) -> dict[str, Any]:
    document = read.document
    return {
        "name": document.name,
        "saved": str(place) if place else None,
        "digest": document.digest,
        **{fact: getattr(document, fact) for fact in FACTS},
        "characters": len(document.raw),
        "kept": [[span.start, span.end] for span in document.kept],
        "source": source.as_csl(),
        "article": document.article,
        "notices": list(document.notices),
    }
