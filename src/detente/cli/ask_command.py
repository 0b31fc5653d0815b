"""`detente ask`: the answers to a case's questions."""

from dataclasses import replace
from time import perf_counter

import click

from detente.cli.terminal import as_json, case_argument, emit, say

__all__ = ["command"]


@click.command("ask")
@case_argument
@click.argument("question", required=False)
@click.option("--draws", type=click.IntRange(min=1), help="Draws, where there are too many combinations to list.")
@click.option("--seed", type=click.IntRange(min=0), default=0, show_default=True, help="Seed of those draws.")
@as_json
def command(case: str, question: str | None, draws: int | None, seed: int, as_json: bool) -> None:
    """Answer the questions of a case, or one of them.

    \b
    Examples:
      detente ask cases/summit-2025
      detente ask cases/summit-2025 alliance --json
    """
    from detente.analysis.questions import answer
    from detente.analysis.session import Session, tempi_of
    from detente.analysis.solve import Settings
    from detente.casefile import find_case, read_case
    from detente.report.answers import doubts, headline
    from detente.report.data import answer_data

    asked = read_case(find_case(case))
    chosen = Settings(seed=seed, tempi=tempi_of(asked))
    session = Session(asked, replace(chosen, draws=draws) if draws else chosen)
    questions = [asked.question(question)] if question else asked.questions
    states = session.structure.states
    data = []
    for each in questions:
        started = perf_counter()
        found = answer(session, each)
        found = replace(found, seconds=perf_counter() - started)
        if as_json:
            data.append(answer_data(found, asked, states))
            continue
        click.secho(each.text or each.id, bold=True)
        for line in (*headline(found, asked, states), *doubts(found)):
            click.echo(f"  {line}")
        click.echo()
    if as_json:
        emit({"schema": "detente.ask/1", "case": asked.title, "as_of": asked.as_of.isoformat(), "answers": data})
    elif not questions:
        say("The case asks no questions; add [[question]] to its case.toml.")
