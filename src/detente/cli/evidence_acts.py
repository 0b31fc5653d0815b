"""`detente evidence add`, `accept`, `reject`, `retract`, `edit`, `link`, `cite`: what a person does with items."""

from dataclasses import replace
from typing import Any

import click

from detente.cli.evidence_items import chosen
from detente.cli.ledgers import SCHEMA, Desk, emit_done, fields_from, moment, who_of, who_option
from detente.cli.terminal import Choice, as_json, case_argument, emit, say, warn
from detente.errors import CaseError, EvidenceError, counted, did_you_mean
from detente.evidence import Entry, Evidence, Item, locate
from detente.evidence.record import ANCHOR, FIELDS, LETTERS

__all__ = ["accept", "add", "cite", "edit", "edited_content", "link", "reject", "retract"]

set_option = click.option("--set", "fields", multiple=True, metavar="FIELD=VALUE", help="speaker, holder, stance …")


@click.command("add")
@case_argument
@click.argument("document")
@click.argument("quote")
@click.option("--kind", default="claim", show_default=True, help="claim, quote, demand, poll, risk …")
@click.option("--prefix", default="", help="Words just before the passage, where it stands more than once.")
@click.option("--suffix", default="", help="Words just after it.")
@set_option
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
    """Cite a passage by its exact words.

    \b
    Examples:
      detente evidence add mycase note.txt "only if the harbour is dredged" --kind demand --set holder=Brackwater
      detente evidence add mycase note.txt "69 percent" --kind poll --set value=69 --accept
    """
    desk = Desk.of(case)
    source = desk.document(document)
    span = locate(source, quote, prefix=prefix, suffix=suffix)
    item = Evidence.cite(source, span, kind, **_known(fields_from(fields)))  # type: ignore[arg-type]
    there = desk.ledger.items.get(item.id)
    entries = [] if there else [Entry.propose(item, who=who_of(who), when=moment())]
    if accept and (there is None or there.status != "accepted"):
        entries.append(Entry("accepted", item.id, who_of(who), moment()))
    desk.append(*entries)
    if as_json:
        emit({"schema": SCHEMA, "id": item.id, "start": item.start, "end": item.end})
        return
    if not entries:
        say("It is in the ledger already.")
    click.echo(item.id)


def _known(fields: dict[str, Any]) -> dict[str, Any]:
    """The fields, none of which may be unknown or say where the passage stands."""
    own = [name for name in FIELDS if name not in ANCHOR]
    for name in fields:
        if name not in own:
            raise CaseError(f'--set: an item has no field "{name}"{did_you_mean(name, own)}')
    return fields


def _act(act: str, done: str, help: str) -> click.Command:
    examples = "".join(f"\n  detente evidence {act} mycase {which}" for which in ("d-3f2a q-29", "--kind risk"))

    @click.command(act, help=f"{help}\n\n\b\nExamples:{examples}")
    @case_argument
    @click.argument("items", nargs=-1, metavar="ITEM…")
    @click.option("--kind", "kinds", multiple=True, type=Choice(list(LETTERS)), help="All of this kind.")
    @click.option("--party", help="All that this party says or holds.")
    @click.option("--document", help="All from this document.")
    @click.option("--why", help="The reason, for the record.")
    @who_option
    @as_json
    def run(
        case: str,
        items: tuple[str, ...],
        kinds: tuple[str, ...],
        party: str | None,
        document: str | None,
        why: str | None,
        who: str | None,
        as_json: bool,
    ) -> None:
        desk = Desk.of(case)
        found = [desk.ledger.find(item) for item in dict.fromkeys(items)]
        if kinds or party or document:
            found += _waiting(act, chosen(desk, kinds=kinds, party=party, document=document, own=True))
            found = list({item.id: item for item in found}.values())
        if not found and not (kinds or party or document):
            raise click.UsageError("name items, or say which by --kind, --party or --document")
        desk.append(*(Entry(done, item.id, who_of(who), moment(), why=why) for item in found))  # type: ignore[arg-type]
        if as_json:
            emit_done(desk, [item.id for item in found])
        else:
            say(f"{len(found)} {done}.")

    return run


def _waiting(act: str, items: list[Item]) -> list[Item]:
    """Of several items those that the act is for: proposals to accept or reject, acceptances to take back."""
    return [item for item in items if (item.warrants if act == "retract" else item.waits)]


accept = _act("accept", "accepted", "Accept items: a number may rest on them.")
reject = _act("reject", "rejected", "Reject items: they stay, and nothing may rest on them.")
retract = _act("retract", "retracted", "Take an earlier acceptance back.")


@click.command("edit")
@case_argument
@click.argument("item")
@set_option
@click.option("--quote", help="Other words of the document as the passage.")
@who_option
@as_json
def edit(case: str, item: str, fields: tuple[str, ...], quote: str | None, who: str | None, as_json: bool) -> None:
    """Correct what an item says, or which words it rests on.

    Its id stays, and so does what it said before.

    \b
    Examples:
      detente evidence edit mycase d-3f2a --set holder=USA --set hedged=true
      detente evidence edit mycase d-3f2a --set of=
    """
    desk = Desk.of(case)
    found = desk.ledger.find(item)
    content = edited_content(desk, found, fields_from(fields), quote)
    desk.append(Entry("edited", found.id, who_of(who), moment(), content=content))
    if as_json:
        emit_done(desk, [found.id])
    else:
        say(f"{found.id} edited; it is still {found.status}.")


def edited_content(desk: Desk, item: Item, fields: dict[str, Any], quote: str | None = None) -> Evidence:
    """An item's content with other fields, and on other words of its document where a quote is given."""
    content = item.content
    defaults = {"stance": "asserted", "hedged": False}
    changed: dict[str, Any] = {
        name: defaults.get(name) if value is None else value for name, value in _known(fields).items()
    }
    if quote is not None:
        document = desk.document_of(item)
        if document is None:
            raise EvidenceError(f"{item.id}: the text it was read from is not in the case")
        span = locate(document, quote)
        prefix, suffix = document.context(span)
        changed |= {"start": span.start, "end": span.end, "exact": span.of(document.raw)}
        changed |= {"prefix": prefix, "suffix": suffix}
    return replace(content, **changed)


@click.command("link")
@case_argument
@click.argument("item")
@click.argument("relation", type=Choice(["contradicts", "supersedes"]))
@click.argument("other")
@click.option("--undo", is_flag=True, help="Take the link back.")
@click.option("--why", help="The reason, for the record.")
@who_option
@as_json
def link(
    case: str,
    item: str,
    relation: str,
    other: str,
    undo: bool,
    why: str | None,
    who: str | None,
    as_json: bool,
) -> None:
    """Say that one item contradicts or supersedes another.

    \b
    Examples:
      detente evidence link mycase q-29 contradicts d-04
      detente evidence link mycase q-29 contradicts d-04 --undo
    """
    desk = Desk.of(case)
    one, two = desk.ledger.find(item).id, desk.ledger.find(other).id
    act: Any = "retracted" if undo else relation
    desk.append(Entry(act, one, who_of(who), moment(), other=two, why=why))
    if as_json:
        emit_done(desk, [one, two])
    else:
        say(f"{item} {'no longer ' * undo}{relation} {other}.")


@click.command("cite")
@case_argument
@as_json
def cite(case: str, as_json: bool) -> None:
    """Let a drafted case cite what was accepted.

    Ids move from `proposed` to `evidence`; comments stay.

    \b
    Examples:
      detente evidence cite mycase
    """
    from detente.casefile import cite_accepted
    from detente.casefile.review import told_in

    folder = Desk.of(case).folder
    done = cite_accepted(folder)
    if as_json:
        rows = {"cited": list(done.cited), "assumed": list(done.assumed), "dropped": list(done.dropped)}
        emit({"schema": SCHEMA, **rows})
        return
    for key in told_in(folder, done.assumed):
        warn(f"{key}: something of it is accepted, and it has `assumed` too: keep one of them by hand.")
    for key in told_in(folder, done.dropped):
        warn(f"{key}: what it was drafted from was not accepted: take the line out, or say why you assume it.")
    click.echo(f"{counted(len(done.cited), 'line')} cite{'s' * (len(done.cited) == 1)} what was accepted.")
