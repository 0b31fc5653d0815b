"""`detente read`: documents taken into a case, or shown."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import click

from detente.cli.received import Received, asks_for, known, receive, refuse_said_of_several, said_options
from detente.cli.terminal import as_json, emit, plain, say
from detente.errors import CaseError
from detente.evidence import Document, Source
from detente.evidence.document import FACTS

__all__ = ["command"]


@click.command("read")
@click.argument("files", nargs=-1, type=click.Path(allow_dash=True), metavar="[FILE]…")
@click.option("--online", "urls", multiple=True, metavar="URL", help="Fetch this address; nothing else is fetched.")
@click.option("--into", metavar="CASE", help="The case folder whose documents/ they are put into.")
@click.option("--kind", help="html, text, markdown, pdf or docx, where the file does not show it.")
@click.option("--encoding", metavar="NAME", help="The encoding of a text that shows as gibberish: windows-1251 …")
@click.option("--name", metavar="NAME", help="What to call it in the case; the file's own name otherwise.")
@click.option("--title", help="The title, where the document does not say it or says another.")
@click.option("--author", help="Who wrote it.")
@click.option("--url", help="Where it was found; nothing is fetched.")
@said_options
@click.option("--force", is_flag=True, help="Replace a document of the same name; what was said of it stays.")
@as_json
def command(
    files: tuple[str, ...],
    urls: tuple[str, ...],
    into: str | None,
    kind: str | None,
    encoding: str | None,
    name: str | None,
    grade: str | None,
    ask: bool | None,
    force: bool,
    as_json: bool,
    **facts: str | None,
) -> None:
    """Read documents: what is the article is kept apart from what is dirt; nothing is thrown away.

    Without --into the article is shown; with it the documents are put into a case, as received. What a document
    does not say of itself stays unknown unless you say it. A document that the case has already is as the case knows
    it: only what you say now is changed.

    \b
    Examples:
      detente read article.html
      detente read article.html poll.pdf --into mycase
      detente read note.txt --into mycase --date 2025-08-07 --publisher "The Courier" --grade C
      detente read note.txt --into mycase --grade B
      detente read - --into mycase --name speech.txt < pasted.txt
      detente read --online https://example.org/statement --into mycase
    """
    from detente.casefile import find_case, save_document
    from detente.casefile.source import case_file

    said = {fact: value for fact, value in facts.items() if value}
    _refuse_words(files, urls, said, {"name": name, "encoding": encoding})
    folder = case_file(find_case(into)).parent if into else None
    received = [receive(file, kind=kind, encoding=encoding, called=name) for file in files]
    received += [_fetched(url, kind, name) for url in urls]
    anew = force or bool(kind or encoding)
    asks = folder is not None and asks_for(ask)
    read = [known(each, folder, said, grade=grade, ask=asks, anew=anew) for each in received]
    saved: list[Path | None] = []
    for each, (document, source) in zip(received, read, strict=True):
        story = _same_story(folder, document) if folder else ""
        saved.append(save_document(folder, each.data, document, source=source, overwrite=force) if folder else None)
        if story:
            say(f"{each.given}: the same story as {story}: they count as one source")
    if as_json:
        rows = [_data(*pair, place) for pair, place in zip(read, saved, strict=True)]
        emit({"schema": "detente.read/1", "documents": rows})
        return
    for each, (document, _), place in zip(received, read, saved, strict=True):
        _say(each.given, document, place)


def _refuse_words(
    files: Sequence[str], urls: Sequence[str], said: Mapping[str, str], more: Mapping[str, str | None]
) -> None:
    """Refuse words that do not go together."""
    if not files and not urls:
        raise CaseError("name a FILE, - for standard input, or --online URL")
    own = [*said, *(option for option in ("name", "encoding") if more[option])]
    refuse_said_of_several(own, len(files) + len(urls))
    if urls and "url" in said:
        raise CaseError("--url says where a file was found; what --online fetches is known to come from there")
    if urls and more["encoding"]:
        raise CaseError("--encoding is said of a file; what --online fetches says its own: save the page first")


def _say(given: str, document: Document, place: Path | None) -> None:
    for notice in document.notices:
        say(f"{given}: {notice}")
    if place is None:
        click.echo(plain(document.article))
        return
    kept = sum(len(span) for span in document.kept)
    say(f"Wrote {place}: {kept:,} of {len(document.raw):,} characters are the article.")


def _fetched(url: str, kind: str | None, called: str | None) -> Received:
    """The document at a web address; its host is named before it is asked."""
    from detente.intake import fetch

    found = fetch.fetch(url, announce=lambda origin: say(f"Asking {origin} …"))
    found = replace(found, kind=kind or found.kind)
    document = fetch.read_fetched(found)
    document = replace(document, name=called) if called else document
    return Received(found.url, found.data, document, date.today().isoformat())


def _same_story(folder: Path, document: Document) -> str:
    """The name of a document of the case that tells the same story, or nothing."""
    from detente.casefile import Documents
    from detente.casefile.documents import document_name
    from detente.evidence.source import same_stories

    there, _ = Documents(folder).sound()
    others = [other for name, other in there.items() if name != document_name(document.name)]
    groups = same_stories([*others, document])
    return next((others[group[0]].name for group in groups if len(others) in group and len(group) > 1), "")


def _data(document: Document, source: Source, place: Path | None) -> dict[str, Any]:
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
