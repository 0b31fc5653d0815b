"""`detente evidence extract`, `verify`, `export`, `import`, `reanchor`: between documents, ledgers and files."""

import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from detente.cli.extractors import Reading, say_how
from detente.cli.ledgers import SCHEMA, Desk, moment, short, who_of, who_option
from detente.cli.terminal import Choice, Number, as_json, case_argument, emit, plain, say, warn
from detente.errors import EvidenceError, counted
from detente.evidence import Document, Entry, Item, confirm

if TYPE_CHECKING:
    from detente.evidence.adoption import Adopted

__all__ = ["export", "extract", "import_items", "reanchor", "verify"]


@click.command("extract")
@case_argument
@click.argument("documents", nargs=-1, metavar="[DOCUMENT]…")
@click.option("--no-parse", is_flag=True, help="Only the half that needs no language model, though one is installed.")
@click.option(
    "--model", metavar="URL", help="Ask a language model there too: http://127.0.0.1:11434/v1. Off otherwise."
)
@click.option("--model-name", metavar="NAME", help="Which model to ask there.")
@click.option(
    "--model-timeout",
    metavar="SECONDS",
    type=Number(0, whole=False),
    help="How long one answer may take; 120 otherwise.",
)
@as_json
def extract(
    case: str,
    documents: tuple[str, ...],
    no_parse: bool,
    model: str | None,
    model_name: str | None,
    model_timeout: float | None,
    as_json: bool,
) -> None:
    """Read items out of documents and propose them.

    Nothing rests on them until somebody accepts them. All documents of the case are read unless some are named. What
    was proposed before is not proposed again.

    Nothing is sent anywhere unless --model names an address: then the words of the documents go there, a key in the
    environment variable DETENTE_MODEL_KEY with them, and what comes back is proposed as far as the words bear it out.

    \b
    Examples:
      detente evidence extract mycase
      detente evidence extract mycase article.html
      detente evidence extract mycase --model http://127.0.0.1:11434/v1 --model-name qwen3
    """
    from detente.casefile import read_actors, read_case
    from detente.cli.extractors import by_model, by_rules

    desk = Desk.of(case)
    chosen = [desk.document(name) for name in dict.fromkeys(documents)] or list(desk.documents.values())
    if not chosen:
        raise EvidenceError(
            f"{desk.folder}: the case has no documents; take one in with: detente read FILE --into CASE"
        )
    if bool(model) is not bool(model_name):
        raise click.UsageError("--model and --model-name go together: where to ask, and whom")
    actors = read_actors(desk.folder)
    if model and model_name:
        read = by_model(chosen, desk.folder, url=model, name=model_name, timeout=model_timeout, actors=actors)
    else:
        read = by_rules(chosen, as_of=read_case(desk.folder).as_of, parse=not no_parse, actors=actors)
    _propose(case, desk, read, as_json=as_json)


def _propose(case: str, desk: Desk, read: Reading, *, as_json: bool) -> None:
    """Put what was read into the ledger, and say what became of it."""
    from detente.casefile import propose

    done = propose(desk.folder, read.items, who=read.who, when=moment(), partial=read.partial)
    new = set(done.new)
    kinds = Counter(item.kind for item in read.items if item.id in new)
    if as_json:
        emit(
            {
                "schema": SCHEMA,
                "extractor": read.who,
                "new": list(done.new),
                "known": done.known,
                "kinds": dict(kinds),
                "contradictions": [list(pair) for pair in done.contradictions],
                "superseded": list(done.superseded),
                "notices": [{"document": name, "notice": notice} for name, notice in read.notices],
            }
        )
        return
    say_how(read.notices)
    counts = ", ".join(f"{count} {kind}" for kind, count in kinds.most_common())
    click.echo(counted(len(new), "new item") + (f": {counts}." if new else "."))
    if done.known:
        say(f"{done.known} {'was' if done.known == 1 else 'were'} proposed before.")
    if done.contradictions:
        count = len(done.contradictions)
        say(f"Contradictions found: {count}. See them: detente evidence list {case} --contradicted")
    if new:
        say(f"Review them: detente evidence review {case}")


@click.command("verify")
@case_argument
@click.option("--head", metavar="HASH", help="The hash of the last line that you noted at an earlier time.")
@as_json
@click.pass_context
def verify(ctx: click.Context, case: str, head: str | None, as_json: bool) -> None:
    """Check the ledger, the texts and where the passages stand.

    No line of the ledger may have been changed, no text, and every passage must stand where it is said to.

    Exit status 1 if something does not hold.

    \b
    Examples:
      detente evidence verify mycase
      detente evidence verify mycase --head 3f2a9c41…
    """
    from detente.casefile import find_case
    from detente.casefile.ledger import LEDGER_FILE, MOST_BYTES
    from detente.casefile.source import case_file, decode, read_bytes
    from detente.evidence.ledger import verify as verify_text

    path = case_file(find_case(case)).parent / LEDGER_FILE
    text = decode(read_bytes(path, most=MOST_BYTES), str(path)) if path.exists() else ""
    problems = [str(problem) for problem in verify_text(text, name=str(path), head=head)]
    desk = None if problems else Desk.of(case)
    problems += _misplaced(desk) if desk else []
    if as_json:
        emit({"schema": SCHEMA, "problems": problems, "head": desk.ledger.head if desk else None})
    else:
        for problem in problems:
            click.echo(plain(problem))
        say(f"{counted(len(problems), 'problem')}." if problems else "Every line and passage holds.")
    ctx.exit(1 if problems else 0)


def _misplaced(desk: Desk) -> list[str]:
    """Documents whose text is another, and items of the others whose passage is not where they say."""
    sound, problems = desk.documents.sound()
    by_digest = {document.digest: document for document in sound.values()}
    edited = {desk.documents.noted(name) for name in desk.documents if name not in sound}
    items = [item for item in desk.ledger.items.values() if item.content.source not in edited]
    faults = (_fault(item, by_digest.get(item.content.source)) for item in items)
    return [*map(str, problems), *filter(None, faults)]


def _fault(item: Item, document: Document | None) -> str:
    if document is None:
        return f"{item.id}: its document is not in the case, or was replaced: detente evidence reanchor CASE"
    try:
        confirm(item.content, document)
    except EvidenceError as error:
        return f"{item.id}: {error}"
    return ""


@click.command("export")
@case_argument
@click.option("--to", "format", type=Choice(["jsonld", "csv"]), default="jsonld", show_default=True)
@click.option("-o", "--output", metavar="FILE", help="Where to write it; standard output otherwise.")
@click.option("--force", is_flag=True, help="Replace a file that is there.")
@as_json
def export(case: str, format: str, output: str | None, force: bool, as_json: bool) -> None:
    """Write the items as W3C Web Annotations or as a table.

    Each goes with who published its text.

    \b
    Examples:
      detente evidence export mycase -o items.jsonld
      detente evidence export mycase --to csv -o items.csv
    """
    from detente.casefile.write import write_file
    from detente.evidence import exchange

    desk = Desk.of(case)
    items = tuple(desk.ledger.items.values())
    write = exchange.to_jsonld if format == "jsonld" else exchange.to_csv
    text = write(items, desk.sources)
    if output is not None:
        write_file(Path(output), text, overwrite=force)
    if as_json:
        where = {"file": output} if output is not None else {"text": text}
        emit({"schema": SCHEMA, "format": format, **where, "items": len(items), "head": desk.ledger.head})
    elif output is None:
        click.echo(text, nl=False)
    else:
        say(f"Wrote {output}: {counted(len(items), 'item')}.")


@click.command("import")
@case_argument
@click.argument("file", type=click.Path(allow_dash=True))
@click.option("--from", "format", type=Choice(["jsonld", "csv"]), help="Where neither name nor content says it.")
@click.option(
    "--keep-status",
    is_flag=True,
    help="Accept and reject what they did, in your name; it is only told otherwise.",
)
@who_option
@as_json
@click.pass_context
def import_items(
    ctx: click.Context,
    case: str,
    file: str,
    format: str | None,
    keep_status: bool,
    who: str | None,
    as_json: bool,
) -> None:
    """Propose the items of a file.

    An acceptance made by others is information, not an acceptance here.

    Items keep their ids, what they said before an edit, and their links; who proposed and reviewed them stands in
    the reason of the proposal. What is here already is not touched. An item whose words do not stand at its place in
    a document of the case is left out, and said. Exit status 1 if there is any.

    \b
    Examples:
      detente evidence import mycase items.csv --who Ann
      detente evidence import mycase - < items.jsonld
      detente evidence import mycase items.jsonld --keep-status
    """
    from detente.evidence.adoption import adopt

    desk = Desk.of(case)
    items = _items_of(file, format)
    left_out = {item.id: fault for item in items if (fault := _fault(item, desk.document_of(item)))}
    fit = [item for item in items if item.id not in left_out]
    done = adopt(desk.ledger, fit, who=who_of(who), when=moment(), keep_status=keep_status)
    desk.append(*done.entries)
    if as_json:
        ids = {"proposed": list(done.new), "known": list(done.known), "differing": list(done.differing)}
        links = [list(link) for link in done.left]
        emit({"schema": SCHEMA, **ids, "links_left": links, "left_out": left_out, "head": desk.ledger.head})
    else:
        _say_adopted(done, list(left_out.values()))
    ctx.exit(1 if left_out else 0)


def _say_adopted(done: "Adopted", left_out: Sequence[str]) -> None:
    for fault in left_out:
        warn(fault)
    for id in done.differing:
        warn(f"{id}: is here with another content, and stays as it is here")
    for one, act, other in done.left:
        warn(f"{one}: {act} {other}, which is accepted here: not taken over; decide with detente evidence link")
    click.echo(f"{len(done.new)} proposed, {len(done.known)} known, {len(left_out)} left out.")


def _items_of(file: str, format: str | None) -> tuple[Item, ...]:
    """The items of a file in the format that is said, or that its name or its first sign shows."""
    from detente.evidence import exchange

    text = _text_of(file)
    by_name = {".csv": "csv", ".jsonld": "jsonld", ".json": "jsonld"}.get(Path(file).suffix.lower())
    by_sign = "jsonld" if text.lstrip("\ufeff \t\r\n").startswith(("{", "[")) else "csv"
    return (exchange.from_csv if (format or by_name or by_sign) == "csv" else exchange.from_jsonld)(text)


def _text_of(file: str) -> str:
    from detente.casefile.ledger import MOST_BYTES
    from detente.casefile.source import decode, read_bytes

    data = sys.stdin.buffer.read() if file == "-" else read_bytes(Path(file), most=MOST_BYTES)
    return decode(data, file)


@click.command("reanchor")
@case_argument
@click.option("--old", type=click.Path(), help="The text as it was, where you kept it: more is found again.")
@who_option
@as_json
@click.pass_context
def reanchor(ctx: click.Context, case: str, old: str | None, who: str | None, as_json: bool) -> None:
    """Find the passages of a replaced document again.

    They are found in the one that is there now: exactly, or not at all.

    An item whose words stand in one place beyond doubt rests on that place from now on; any other stays an orphan,
    and nothing is guessed. Exit status 1 if there are orphans.

    \b
    Examples:
      detente evidence reanchor mycase
      detente evidence reanchor mycase --old note-before.txt
    """
    from detente.evidence import reanchor as found_again
    from detente.intake import read_file

    desk = Desk.of(case)
    before = read_file(old) if old else None
    orphans, entries = [], []
    for item in desk.ledger.orphans(desk.by_digest):
        places = [p for d in desk.documents.values() if (p := found_again(item.content, d, old=before))]
        if len(places) == 1:
            entries.append(Entry("edited", item.id, who_of(who), moment(), content=places[0], why="reanchored"))
        else:
            orphans.append(item)
    desk.append(*entries)
    if as_json:
        found = [entry.item for entry in entries]
        emit({"schema": SCHEMA, "reanchored": found, "orphans": [item.id for item in orphans]})
    else:
        for item in orphans:
            click.echo(f"{item.id}  {item.status}  {short(item.content.exact)}")
        say(f"{counted(len(entries), 'passage')} found again, {counted(len(orphans), 'orphan')}.")
    ctx.exit(1 if orphans else 0)
