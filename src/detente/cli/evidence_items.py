"""`detente evidence list` and `show`: what a ledger holds."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import click

from detente.cli.ledgers import SCHEMA, Desk, data_of, passage, reading_of, short
from detente.cli.terminal import Choice, as_json, case_argument, emit, marked, plain, say, table
from detente.errors import CaseError, counted, did_you_mean
from detente.evidence import Entry, Item
from detente.evidence.record import LETTERS
from detente.evidence.review import STATUSES

__all__ = ["chosen", "list_items", "print_passage", "show"]


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
    say(f"{len(items)} of {counted(len(desk.ledger.items), 'item')}.")


def chosen(
    desk: Desk,
    *,
    kinds: tuple[str, ...] = (),
    party: str | None = None,
    document: str | None = None,
    own: bool = False,
) -> list[Item]:
    """The items of a ledger that fit: of these kinds, of this party, from this document.

    A party's are also those that ask something of it or mention it; its `own` are what it says or holds.
    """
    from detente.case.voices import about, said_by
    from detente.casefile import read_actors

    digest = desk.document(document).digest if document else None
    items = list(desk.ledger.items.values())
    fit = (said_by if own else about)(items, _actors(desk, party), read_actors(desk.folder)) if party else items
    return [
        item for item in fit if (not kinds or item.content.kind in kinds) and digest in (None, item.content.source)
    ]


def _actors(desk: Desk, party: str) -> frozenset[str]:
    """The actors a party of the case, or an actor itself, is called by."""
    from detente.case.voices import actors_called, actors_of
    from detente.casefile import read_case

    case = read_case(desk.folder)
    own = {each.id: each for each in case.parties}
    if party in own:
        return actors_of(own[party], case.actors)
    actors = actors_called(party, case.actors)
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
    """Show an item in its context, its links and its history.

    \b
    Examples:
      detente evidence show mycase d-3f2a
    """
    desk = Desk.of(case)
    found = desk.ledger.find(item)
    if as_json:
        emit({"schema": SCHEMA, "item": data_of(found, desk)})
        return
    click.echo(f"{found.id}  {found.content.kind}  {found.status}")
    print_passage(found, desk)
    _print_history(desk.ledger.history(found.id))


def _print_history(entries: Sequence[Entry]) -> None:
    """Print what was done to an item, oldest first, and of an edit what it changed."""
    before: dict[str, Any] = {}
    for entry in entries:
        other = f" {entry.other}" if entry.other else ""
        why = f": {entry.why}" if entry.why else ""
        click.echo(plain(f"  {entry.when}  {entry.act}{other} by {entry.who}{why}"))
        if entry.content is not None:
            after = entry.content.as_mapping()
            for change in _changes(before, after) if before else ():
                click.echo(f"    {change}")
            before = after


def _changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[str]:
    """What an edit changed, field by field; a hyphen stands for nothing."""
    for name in dict.fromkeys((*before, *after)):
        old, new = before.get(name), after.get(name)
        if old != new and name not in ("id", "prefix", "suffix"):
            yield f"{name}: {short(str('-' if old is None else old))} → {short(str('-' if new is None else new))}"


def print_passage(item: Item, desk: Desk, *, err: bool = False) -> None:
    """Print where an item stands, its passage in context, what it says, and what it is linked to."""
    document = desk.document_of(item)
    before, exact, after = passage(item, document)
    within = marked(exact.replace("\n", "\n  "), err=err)
    lines = [f"  {_place(item, desk)}", "", _indented(before) + within + after.replace("\n", "\n  "), ""]
    said = reading_of(item.content).items()
    lines += [f"  {name}: {plain(str(value))}" for name, value in said if name != "kind"]
    for line in (*lines, *_linked(item, desk)):
        click.echo(line, err=err)


def _linked(item: Item, desk: Desk) -> Iterator[str]:
    """The items that one is linked to, who holds them, and their words."""
    for relation in ("contradicts", "supersedes", "superseded_by"):
        for id in getattr(item, relation):
            other = desk.ledger.items[id]
            voice = other.content.holder or other.content.speaker or "nobody named"
            yield plain(f"  {relation} {id} ({voice}, {other.content.stance}, {other.status}):")
            yield f"    {short(other.content.exact)}"


def _place(item: Item, desk: Desk) -> str:
    document = desk.document_of(item)
    if document is None:
        return "an orphan: the text it was read from is not in the case"
    said = ", ".join(part for part in (document.publisher, document.date) if part)
    return plain(f"{document.name}, line {document.line(item.content.start)}" + (f" ({said})" if said else ""))


def _indented(text: str) -> str:
    return "  " + text.replace("\n", "\n  ")
