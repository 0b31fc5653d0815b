"""`detente evidence`: passages cited, listed, reviewed."""

import getpass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from detente.cli.terminal import as_json, case_argument, emit, say, table
from detente.errors import CaseError, did_you_mean
from detente.evidence import Document, Entry, Evidence, Item, locate

__all__ = ["command"]

who_option = click.option("--who", default=None, help="Who does this; your user name otherwise.")
LONGEST_QUOTE = 90  # characters of a passage in a list


@click.group("evidence")
def command() -> None:
    """Cite passages of a case's documents, and review what was proposed.

    \b
    Examples:
      detente evidence add mycase article.txt "only if the harbour is dredged" --kind demand
      detente evidence list mycase
      detente evidence accept mycase d-3f2a9c41be07
    """


@command.command("add")
@case_argument
@click.argument("document")
@click.argument("quote")
@click.option("--kind", default="claim", show_default=True, help="claim, quote, demand, poll, risk …")
@click.option("--prefix", default="", help="Words just before the passage, where it stands more than once.")
@click.option("--suffix", default="", help="Words just after it.")
@click.option("--set", "fields", multiple=True, metavar="FIELD=VALUE", help="speaker, holder, stance, value …")
@click.option("--accept", is_flag=True, help="Accept it at once: a number may rest on it.")
@who_option
@as_json
def add(
    case: str,
    document: str,
    quote: str,
    kind: str,
    prefix: str,
    suffix: str,
    fields: tuple[str, ...],
    accept: bool,
    who: str | None,
    as_json: bool,
) -> None:
    """Cite a passage by its exact words."""
    from detente.casefile import append_to_ledger, find_case, read_case

    folder = _folder(find_case(case))
    known = read_case(folder)
    source = _document(known.documents, document)
    span = locate(source, quote, prefix=prefix, suffix=suffix)
    item = Evidence.cite(source, span, kind, **_fields(fields))  # type: ignore[arg-type]
    entries = (
        [Entry("proposed", item.id, _who(who), _now(), content=item)] if item.id not in known.ledger.items else []
    )
    if accept and (item.id not in known.ledger.items or known.ledger.items[item.id].status == "proposed"):
        entries.append(Entry("accepted", item.id, _who(who), _now()))
    append_to_ledger(folder, *entries)
    if as_json:
        emit({"schema": "detente.evidence/1", "id": item.id, "start": item.start, "end": item.end})
    else:
        if not entries:
            say("It is in the ledger already.")
        click.echo(item.id)


@command.command("list")
@case_argument
@click.option("--status", help="proposed, accepted, edited, rejected or retracted.")
@as_json
def list_items(case: str, status: str | None, as_json: bool) -> None:
    """List the items of a ledger."""
    items = [item for item in _ledger(case).items.values() if status in (None, item.status)]
    if as_json:
        emit({"schema": "detente.evidence/1", "items": [_data(item) for item in items]})
        return
    rows = [[i.id, i.status, i.content.kind, i.content.speaker or "", _short(i.content.exact)] for i in items]
    table(["id", "status", "kind", "speaker", "passage"], rows)


@command.command("show")
@case_argument
@click.argument("item")
@as_json
def show(case: str, item: str, as_json: bool) -> None:
    """Show an item in its context, with its history."""
    ledger = _ledger(case)
    found = ledger.find(item)
    if as_json:
        emit({"schema": "detente.evidence/1", "item": _data(found)})
        return
    content = found.content
    click.echo(f"{found.id}  {content.kind}  {found.status}")
    click.echo(f"  …{content.prefix}", nl=False)
    click.secho(content.exact, bold=True, nl=False)
    click.echo(f"{content.suffix}…")
    for name, value in sorted(content.as_mapping().items()):
        if name not in {"id", "source", "kind", "start", "end", "exact", "prefix", "suffix"}:
            click.echo(f"  {name}: {value}")
    for entry in ledger.history(found.id):
        click.echo(f"  {entry.when}  {entry.act} by {entry.who}")


def _act(act: str, help: str) -> click.Command:
    @click.command(act, help=help)
    @case_argument
    @click.argument("items", nargs=-1, required=True, metavar="ITEM…")
    @who_option
    def run(case: str, items: tuple[str, ...], who: str | None) -> None:
        from detente.casefile import append_to_ledger

        ledger = _ledger(case)
        done = {"accept": "accepted", "reject": "rejected", "retract": "retracted"}[act]
        entries = [Entry(done, ledger.find(item).id, _who(who), _now()) for item in items]  # type: ignore[arg-type]
        append_to_ledger(_folder_of(case), *entries)
        say(f"{len(entries)} {done}.")

    return run


command.add_command(_act("accept", "Accept items: a number may rest on them."))
command.add_command(_act("reject", "Reject items: they stay in the ledger, and nothing may rest on them."))
command.add_command(_act("retract", "Take an earlier acceptance back."))


@command.command("link")
@case_argument
@click.argument("item")
@click.argument("relation", type=click.Choice(["contradicts", "supersedes"]))
@click.argument("other")
@who_option
def link(case: str, item: str, relation: str, other: str, who: str | None) -> None:
    """Say that one item contradicts or supersedes another."""
    from detente.casefile import append_to_ledger

    ledger = _ledger(case)
    entry = Entry(relation, ledger.find(item).id, _who(who), _now(), other=ledger.find(other).id)  # type: ignore[arg-type]
    append_to_ledger(_folder_of(case), entry)
    say(f"{item} {relation} {other}.")


@command.command("verify")
@case_argument
@as_json
@click.pass_context
def verify(ctx: click.Context, case: str, as_json: bool) -> None:
    """Check that no line of the ledger was changed and every passage stands where it is said to.

    Exit status 1 if something does not hold.
    """
    from detente.casefile.source import decode, read_bytes
    from detente.evidence import confirm
    from detente.evidence.ledger import Ledger
    from detente.evidence.ledger import verify as verify_text

    folder = _folder_of(case)
    path = folder / "ledger.jsonl"
    text = decode(read_bytes(path), str(path)) if path.exists() else ""
    problems = [str(problem) for problem in verify_text(text, name=str(path))]
    if not problems:
        from detente.casefile import read_case

        documents = {doc.digest: doc for doc in read_case(folder).documents.values()}
        for item in Ledger.parse(text).items.values():
            source = documents.get(item.content.source)
            if source is None:
                problems.append(f"{item.id}: its document is not in the case")
                continue
            try:
                confirm(item.content, source)
            except ValueError as error:
                problems.append(f"{item.id}: {error}")
    if as_json:
        emit({"schema": "detente.evidence/1", "problems": problems})
    else:
        for problem in problems:
            click.echo(problem)
        say(f"{len(problems)} problem{'s' * (len(problems) != 1)}." if problems else "Every line and passage holds.")
    ctx.exit(1 if problems else 0)


@command.command("export")
@case_argument
@click.option("--to", "format", type=click.Choice(["jsonld", "csv"]), default="jsonld", show_default=True)
def export(case: str, format: str) -> None:
    """Print the items as W3C Web Annotations or as a table."""
    from detente.casefile import find_case, read_case
    from detente.evidence import exchange

    known = read_case(find_case(case))
    items = tuple(known.ledger.items.values())
    click.echo(exchange.to_jsonld(items) if format == "jsonld" else exchange.to_csv(items), nl=False)


def _folder(path: Path) -> Path:
    return path.parent if path.name == "case.toml" else path


def _folder_of(case: str) -> Path:
    from detente.casefile import find_case

    return _folder(find_case(case))


def _ledger(case: str) -> Any:
    from detente.casefile import read_ledger

    return read_ledger(_folder_of(case))


def _document(documents: Any, name: str) -> Document:
    short = Path(name).name
    if short not in documents:
        near = did_you_mean(short, documents)
        raise CaseError(f'the case has no document "{name}"{near}; take it in with: detente read FILE --into CASE')
    found: Document = documents[short]
    return found


def _fields(texts: tuple[str, ...]) -> dict[str, Any]:
    """Fields of an item from ``FIELD=VALUE``; numbers and true/false as such."""
    fields: dict[str, Any] = {}
    for text in texts:
        name, equals, value = text.partition("=")
        if not equals:
            raise CaseError(f'--set: expected FIELD=VALUE, got "{text}"')
        fields[name] = {"true": True, "false": False}.get(value, value)
        if name in {"value", "margin"}:
            fields[name] = float(value) if value.replace(".", "", 1).isdigit() else value
    return fields


def _who(given: str | None) -> str:
    return given or getpass.getuser()


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= LONGEST_QUOTE else flat[: LONGEST_QUOTE - 1] + "…"


def _data(item: Item) -> dict[str, Any]:
    links = {"contradicts": list(item.contradicts), "supersedes": list(item.supersedes)}
    return {"id": item.id, "status": item.status, **links, "content": dict(item.content.as_mapping())}
