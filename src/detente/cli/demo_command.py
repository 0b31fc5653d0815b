"""`detente demo`: the bundled case from its documents to its report."""

from pathlib import Path
from time import perf_counter

import click

from detente.cli.terminal import say

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
    from detente.casefile.write import write_file
    from detente.evidence import confirm
    from detente.report.answers import headline
    from detente.report.page import page_of

    started = perf_counter()
    case, findings = check_folder(bundled(name))
    documents = {document.digest: document for document in case.documents.values()}
    for item in case.ledger.items.values():
        confirm(item.content, documents[item.content.source])
    click.secho(case.title, bold=True)
    click.echo(
        f"{len(documents)} documents, {len(case.ledger.items)} passages that stand where the ledger says, "
        f"{len(case.parties)} parties, {len(case.conflict.options)} options, {len(findings)} findings."
    )
    session = Session(case)
    say("Working out the answers (the first run compiles, which takes half a minute) …")

    def show(answer: Answer) -> None:
        click.echo()
        click.secho(answer.question.text or answer.question.id, bold=True)
        for line in headline(answer, case, session.structure.states):
            click.echo(f"  {line}")

    page = page_of(session, on_answer=show)
    write_file(Path(output), page, overwrite=True)
    click.echo()
    click.echo(f"{len(session.structure.states):,} states, {len(session.solution.arrays)} draws, ", nl=False)
    click.echo(f"{perf_counter() - started:.0f} seconds. The report: {output}")
