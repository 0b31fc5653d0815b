"""`detente draft`: from documents to a case to start from, every line proposed."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import click

from detente import __version__
from detente.case.drafting import PLACEHOLDER, Draft
from detente.cli.extractors import by_rules, say_how
from detente.cli.ledgers import moment
from detente.cli.received import asks_for, known, receive, refuse_said_of_several, said_options
from detente.cli.terminal import as_json, emit, say
from detente.errors import CaseError, FileProblem, Problem, counted
from detente.evidence import Document, Item

__all__ = ["command"]

BEFORE = "case.toml.before"
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@click.command("draft")
@click.argument("documents", nargs=-1, type=click.Path(allow_dash=True), metavar="[DOCUMENT]…")
@click.option("-o", "--output", "case", required=True, metavar="CASE", help="The case folder that is made.")
@click.option("--title", help="The case's title; that of the first document otherwise.")
@click.option(
    "--as-of", "as_of", metavar="DAY", help="The day it describes; the latest date of a document otherwise."
)
@said_options
@click.option("--accepted", is_flag=True, help="Draft from accepted items alone.")
@click.option("--force", is_flag=True, help=f"Replace the folder's case.toml; the old one is kept as {BEFORE}.")
@as_json
def command(
    documents: tuple[str, ...],
    case: str,
    title: str | None,
    as_of: str | None,
    grade: str | None,
    ask: bool | None,
    accepted: bool,
    force: bool,
    as_json: bool,
    **facts: str | None,
) -> None:
    """Propose a commented case from documents: parties, options, conditions, events, drivers, questions.

    The documents are taken in, items are proposed into the ledger, and case.toml is written from them: each line
    with the item it comes from, marked as proposed. Nothing in it is believed until somebody accepts the item, and
    what no document says begins with PLACEHOLDER. Without DOCUMENT those that the folder has are drafted from.

    \b
    Examples:
      detente draft article.html denial.txt -o summit
      detente draft -o summit --accepted --force
    """
    from detente.casefile import check_folder
    from detente.casefile.source import CASE_FILE

    file = Path(case) / CASE_FILE
    if file.exists() and not force:
        raise FileProblem(
            Problem("there is a case here already; nothing was written: --force replaces it", str(file))
        )
    day = _day(as_of)
    said = {fact: value for fact, value in facts.items() if value}
    refuse_said_of_several(said, len(documents))
    _take_in(Path(case), documents, said, grade=grade, ask=asks_for(ask))
    read = _proposed(Path(case), day)
    say_how(read.notices)
    found = _drafted(Path(case), title, day or _latest(read.documents) or date.today(), accepted=accepted)
    dated = "as you said" if day else "the latest date of a document" if _latest(read.documents) else "today"
    _write(file, found, _head(case, found, read, dated))
    findings = check_folder(file)[1]
    if as_json:
        kinds = sorted({finding.kind for finding in findings})
        emit({"schema": "detente.draft/1", "case": str(file), **_counts(found.draft), "findings": kinds})
        return
    _tell(case, found.draft, dated)


@dataclass(frozen=True, slots=True)
class _Read:
    """The documents of the folder, who read them, and what is to be said about how."""

    documents: tuple[Document, ...]
    who: str
    notices: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class _Found:
    """A draft and the items that it names."""

    draft: Draft
    items: Mapping[str, Item]


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise CaseError(f'--as-of: expected a day such as 2025-08-07, got "{text}"') from None


def _latest(documents: Sequence[Document]) -> date | None:
    """The latest day on which a document says that it was published."""
    days = [date.fromisoformat(doc.date) for doc in documents if doc.date and DAY.fullmatch(doc.date)]
    return max(days, default=None)


def _take_in(folder: Path, names: Sequence[str], said: Mapping[str, str], *, grade: str | None, ask: bool) -> None:
    """Take documents in beside those that are there; all are read before the first is written."""
    from detente.casefile import save_document

    received = [receive(name) for name in names]
    read = [known(each, folder, said, grade=grade, ask=ask) for each in received]
    for each, (document, source) in zip(received, read, strict=True):
        save_document(folder, each.data, document, source=source)
        for notice in document.notices:
            say(f"{each.given}: {notice}")


def _proposed(folder: Path, day: date | None) -> _Read:
    """Propose what is read out of all documents of the folder."""
    from detente.casefile import Documents, propose, read_actors

    documents = tuple(Documents(folder).values())
    if not documents:
        raise CaseError(f"{folder}: there is no document to draft from; name one")
    read = by_rules(documents, as_of=day or _latest(documents), actors=read_actors(folder))
    propose(folder, read.items, who=read.who, when=moment(), partial=read.partial)
    undated = tuple((document.name, _undated(folder, document)) for document in documents if not document.date)
    return _Read(documents, read.who, (*undated, *read.notices))


def _undated(folder: Path, document: Document) -> str:
    """That nobody said when a document was published, and how to say it."""
    from detente.casefile.documents import DOCUMENTS

    file = folder / DOCUMENTS / document.name
    return f"it does not say its day of publication; say it: detente read {file} --into {folder} --date 2025-08-07"


def _drafted(folder: Path, title: str | None, as_of: date, *, accepted: bool) -> _Found:
    from detente.case.drafting import draft
    from detente.casefile import Documents, read_actors, read_ledger
    from detente.casefile.draft import settled

    documents = tuple(Documents(folder).values())
    items = {id: item for id, item in read_ledger(folder).items.items() if not accepted or _may_stand(item)}
    named = title or next((doc.title for doc in documents if doc.title), None) or "A dispute"
    found = draft(documents, items.values(), title=named, as_of=as_of, table=read_actors(folder))
    if not found.parties:
        raise CaseError(
            f"{folder}: the items name no party that does or asks anything, so there is nothing to draft; documents "
            f"and items are kept. Make it a case with detente new {folder}, then say who demands what with detente "
            "evidence add"
        )
    return _Found(settled(found), items)


def _may_stand(item: Item) -> bool:
    """What is drafted from with `--accepted`: accepted items, and what only says who is named where."""
    return item.warrants or (item.content.kind in ("mention", "status") and item.status == "proposed")


def _write(file: Path, found: _Found, head: Sequence[str]) -> None:
    from detente.casefile import read_actors, save_case
    from detente.casefile.draft_text import draft_text
    from detente.casefile.source import read_bytes
    from detente.casefile.write import write_file

    names = {id: actor.name for id, actor in read_actors(file.parent).actors.items()}
    if file.exists():
        write_file(file.with_name(BEFORE), read_bytes(file), overwrite=True)
    save_case(file, draft_text(found.draft, found.items, head=head, names=names), overwrite=True)


def _head(case: str, found: _Found, read: _Read, dated: str) -> list[str]:
    names = ", ".join(document.name for document in read.documents)
    return [
        f"Drafted by Detente {__version__} from {names}, as of {found.draft.as_of.isoformat()} ({dated}).",
        f"Read by: {read.who}.",
        "Every line is proposed: the ids are those of items in ledger.jsonl. Nothing here is believed.",
        f"  1. Review the items:          detente evidence review {case}",
        f"  2. Cite what you accepted:    detente evidence cite {case}",
        "  3. Replace every PLACEHOLDER, put the orders of wants right, add what the documents do not say.",
        f"  4. Look at what stands on what: detente check {case} --warrants",
    ]


def _counts(draft: Draft) -> dict[str, object]:
    return {
        "title": draft.title,
        "as_of": draft.as_of.isoformat(),
        "parties": [party.id for party in draft.parties],
        "options": [f"{party.id}.{option.id}" for party in draft.parties for option in party.options],
        "events": [event.id for event in draft.events],
        "drivers": [driver.id for driver in draft.drivers],
        "questions": [question.id for question in draft.questions],
        "left_out": [{"what": left.what, "why": left.why} for left in draft.left_out],
    }


def _tell(case: str, draft: Draft, dated: str) -> None:
    from detente.casefile.draft_text import MOST_LEFT_OUT

    names = ", ".join(party.name for party in draft.parties)
    options = sum(len(party.options) for party in draft.parties)
    wants = [want for party in draft.parties for profile in party.profiles for want in profile.wants]
    guessed = sum(want.assumed.startswith(PLACEHOLDER) for want in wants)
    say(f"Wrote {case}/case.toml, as of {draft.as_of.isoformat()} ({dated}): {names}; {counted(options, 'option')}.")
    drivers = counted(len(draft.drivers), "driver")
    say(f"{counted(len(wants), 'want')}: from items {len(wants) - guessed}, placeholders {guessed}; {drivers}.")
    left = "listed at its end" if len(draft.left_out) <= MOST_LEFT_OUT else "the first are listed at its end"
    say(f"{counted(len(draft.questions), 'question')}; read and not in it: {len(draft.left_out):,}, {left}.")
    if len(draft.left_out) > MOST_LEFT_OUT:
        say(f"Each item stands in the ledger: detente evidence list {case}")
    say(f"Nothing is believed yet: detente evidence review {case}, then detente evidence cite {case}")
