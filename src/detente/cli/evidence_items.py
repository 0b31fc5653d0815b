"""`detente evidence list` and `show`: what a ledger holds."""

import click

from detente.cli.ledgers import SCHEMA, Desk, data_of, passage, reading_of, short
from detente.cli.terminal import Choice, as_json, case_argument, emit, plain, say, table
from detente.errors import CaseError, did_you_mean
from detente.evidence import Item
from detente.evidence.record import LETTERS

__all__ = ["chosen", "list_items", "print_passage", "show"]

STATUSES = ("proposed", "accepted", "rejected", "retracted")


@click.command("list")
@case_argument
@click.option("--status", type=Choice(STATUSES), help="What became of it.")
@click.option("--kind", "kinds", multiple=True, type=Choice(list(LETTERS)), help="Only this kind.")
@click.option("--party", help="Said by, asked of or about this party or actor.")
@click.option("--document", help="From this document.")
@click.option("--contradicted", is_flag=True, help="Only what another item contradicts.")
@as_json
def list_items(
    case: str,
    status: str | None,
    kinds: tuple[str, ...],
    party: str | None,
    document: str | None,
    contradicted: bool,
    as_json: bool,
) -> None:
    """List the items of a ledger.

    \b
    Examples:
      detente evidence list mycase --status proposed --kind demand
      detente evidence list mycase --party ukraine --contradicted
    """
    desk = Desk.of(case)
    items = [
        item
        for item in chosen(desk, kinds=kinds, party=party, document=document)
        if status in (None, item.status) and (item.contradicts or not contradicted)
    ]
    if as_json:
        emit({"schema": SCHEMA, "items": [data_of(item, desk) for item in items]})
        return
    table(["id", "status", "kind", "who", "passage"], [_row(item) for item in items])
    say(f"{len(items)} of {len(desk.ledger.items)} items.")


def chosen(
    desk: Desk, *, kinds: tuple[str, ...] = (), party: str | None = None, document: str | None = None
) -> list[Item]:
    """The items of a ledger that fit: of these kinds, of this party, from this document."""
    from detente.case.voices import about

    digest = desk.document(document).digest if document else None
    items = list(desk.ledger.items.values())
    fit = about(items, _actors(desk, party)) if party else items
    return [
        item for item in fit if (not kinds or item.content.kind in kinds) and digest in (None, item.content.source)
    ]


def _actors(desk: Desk, party: str) -> frozenset[str]:
    """The actors a party of the case, or an actor itself, is called by."""
    from detente.case.voices import actors_called, actors_of
    from detente.casefile import read_case

    own = {each.id: each for each in read_case(desk.folder).parties}
    if party in own:
        return actors_of(own[party])
    actors = actors_called(party)
    held = {str(value).casefold() for item in desk.ledger.items.values() for value in _who(item)}
    if not actors & held:
        raise CaseError(f'--party: no item names "{party}"{did_you_mean(party, [*own, *held])}')
    return actors


def _who(item: Item) -> list[str]:
    content = item.content
    return [
        w
        for w in (content.acts_for, content.speaker, content.holder, content.actor, content.of, content.pollster)
        if w
    ]


def _row(item: Item) -> list[str]:
    mark = " ⇄" if item.contradicts else ""
    status = f"superseded {item.status}" if item.superseded_by else item.status
    who = item.content.speaker or item.content.holder or item.content.actor or item.content.pollster or ""
    return [item.id, status + mark, item.content.form or item.content.kind, plain(who), short(item.content.exact)]


@click.command("show")
@case_argument
@click.argument("item")
@as_json
def show(case: str, item: str, as_json: bool) -> None:
    """Show an item in its context, with what it contradicts and its history."""
    desk = Desk.of(case)
    found = desk.ledger.find(item)
    if as_json:
        emit({"schema": SCHEMA, "item": data_of(found, desk)})
        return
    click.echo(f"{found.id}  {found.content.kind}  {found.status}")
    print_passage(found, desk)
    for entry in desk.ledger.history(found.id):
        other = f" {entry.other}" if entry.other else ""
        why = f": {entry.why}" if entry.why else ""
        click.echo(plain(f"  {entry.when}  {entry.act}{other} by {entry.who}{why}"))


def print_passage(item: Item, desk: Desk) -> None:
    """Print where an item stands, its passage in context, what it says, and what it is linked to."""
    document = desk.document_of(item)
    before, exact, after = passage(item, document)
    click.echo(f"  {_place(item, desk)}")
    click.echo()
    click.echo(_indented(before), nl=False)
    click.echo(click.style(exact.replace("\n", "\n  "), bold=True, underline=True), nl=False)
    click.echo(after.replace("\n", "\n  "))
    click.echo()
    for name, value in reading_of(item.content).items():
        if name != "kind":
            click.echo(f"  {name}: {plain(str(value))}")
    for relation in ("contradicts", "supersedes", "superseded_by"):
        for id in getattr(item, relation):
            other = desk.ledger.items[id]
            voice = other.content.holder or other.content.speaker or "nobody named"
            click.echo(plain(f"  {relation} {id} ({voice}, {other.content.stance}, {other.status}):"))
            click.echo(f"    {short(other.content.exact)}")


def _place(item: Item, desk: Desk) -> str:
    document = desk.document_of(item)
    if document is None:
        return "an orphan: the text it was read from is not in the case"
    line = document.raw.count("\n", 0, item.content.start) + 1
    said = ", ".join(part for part in (document.publisher, document.date) if part)
    return plain(f"{document.name}, line {line}" + (f" ({said})" if said else ""))


def _indented(text: str) -> str:
    return "  " + text.replace("\n", "\n  ")
