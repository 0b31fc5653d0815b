"""`detente demo`: the bundled case from its documents to its report."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

import click

from detente.cli.answering import ask_all, show
from detente.cli.terminal import say
from detente.errors import counted

if TYPE_CHECKING:
    from detente.case import Case

__all__ = ["command"]

BUNDLED = "summit-2025"


@click.command("demo")
@click.option("--case", "name", default=BUNDLED, show_default=True, help="Another bundled case.")
@click.option("-o", "--output", default="detente-demo.html", show_default=True, help="Where the report is written.")
def command(name: str, output: str) -> None:
    """Run the bundled case from its documents to its report, and print the answers.

    \b
    Example:
      detente demo -o summit.html
    """
    from detente.analysis.answer import Answer
    from detente.analysis.session import Session
    from detente.casefile import bundled, check_folder
    from detente.casefile.write import refuse_unwritable, write_file
    from detente.report.page import page_of

    refuse_unwritable(Path(output), overwrite=True)
    started = perf_counter()
    case, findings = check_folder(bundled(name))
    click.secho(case.title, bold=True)
    for line in _read_again(case):
        click.echo(line)
    found_out = counted(sum(not each.meant for each in findings), "finding")
    click.echo(f"{len(case.parties)} parties, {len(case.conflict.options)} options, {found_out}.")
    session = Session(case, clock=perf_counter)
    say("Working out the answers (the first run compiles, which takes half a minute) …")

    def tell(answer: Answer) -> None:
        click.echo()
        show(answer, session, brief=True)

    found, stopped = ask_all(session, case.questions, tell)
    if stopped:
        raise KeyboardInterrupt
    page = page_of(session, given=found)
    write_file(Path(output), page, overwrite=True)
    click.echo()
    click.echo(f"{len(session.structure.states):,} states, {len(session.solution.arrays)} draws, ", nl=False)
    click.echo(f"{perf_counter() - started:.0f} seconds. The report: {output}")


def _read_again(case: Case) -> Iterator[str]:
    """Read the bundled documents as they were first read: what the rules propose, what the ledger keeps of them."""
    from detente.evidence import confirm
    from detente.evidence.extraction import extraction, load_model

    documents = {document.digest: document for document in case.documents.values()}
    if not documents:
        return
    kept = [item.content for item in case.ledger.items.values()]
    for content in kept:
        confirm(content, documents[content.source])
    model = load_model()
    found = [extraction(document, model=model) for document in documents.values()]
    proposed = [item for each in found for item in each.items if item.kind not in ("mention", "status", "date")]
    again = sum(any(content.same_passage(item) for item in proposed) for content in kept)
    yield (
        f"{len(documents)} documents: the rules propose {len(proposed)} passages; the ledger keeps "
        f"{len(kept)}, each where it says, {again} of them among the proposed."
    )
    yield from sorted({notice for each in found for notice in each.notices})
