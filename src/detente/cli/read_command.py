"""`detente read`: documents taken into a case, or shown."""

from pathlib import Path
from typing import Any

import click

from detente.cli.terminal import as_json, emit, say
from detente.evidence import Document

__all__ = ["command"]


@click.command("read")
@click.argument("files", nargs=-1, required=True, type=click.Path(allow_dash=True), metavar="FILE…")
@click.option("--into", metavar="CASE", help="The case folder whose documents/ they are put into.")
@click.option("--kind", help="html, text, markdown, pdf or docx, where the file does not show it.")
@click.option("--force", is_flag=True, help="Replace a document of the same name.")
@as_json
def command(files: tuple[str, ...], into: str | None, kind: str | None, force: bool, as_json: bool) -> None:
    """Read documents: what is the article is kept apart from what is dirt; nothing is thrown away.

    Without --into the article is shown; with it the documents are put into a case, as received.

    \b
    Examples:
      detente read article.html
      detente read article.html poll.pdf --into mycase
      detente read - --kind text < pasted.txt
    """
    from detente.casefile import find_case, save_document

    folder = find_case(into) if into else None
    read = [(name, *_read(name, kind)) for name in files]
    saved = [str(save_document(folder, data, doc, overwrite=force)) if folder else None for _, data, doc in read]
    if as_json:
        rows = [_data(doc, place) for (_, _, doc), place in zip(read, saved, strict=True)]
        emit({"schema": "detente.read/1", "documents": rows})
        return
    for (name, _, document), place in zip(read, saved, strict=True):
        for notice in document.notices:
            say(f"{name}: {notice}")
        if place:
            kept = sum(len(span) for span in document.kept)
            say(f"Wrote {place}: {kept:,} of {len(document.raw):,} characters are the article.")
        else:
            click.echo(document.article)


def _read(name: str, kind: str | None) -> tuple[bytes, Document]:
    from detente.casefile.source import read_bytes
    from detente.intake import read_document, read_file

    if name == "-":
        data: bytes = click.get_binary_stream("stdin").read()
        return data, read_document(data, name="pasted", kind=kind)
    document = read_file(name, kind=kind)
    return read_bytes(Path(name)), document


def _data(document: Document, place: str | None) -> dict[str, Any]:
    return {
        "name": document.name,
        "saved": place,
        "digest": document.digest,
        "title": document.title,
        "date": document.date,
        "author": document.author,
        "publisher": document.publisher,
        "url": document.url,
        "characters": len(document.raw),
        "kept": [[span.start, span.end] for span in document.kept],
        "article": document.article,
        "notices": list(document.notices),
    }
