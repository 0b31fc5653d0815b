"""`detente ask`: the answers to a case's questions."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from time import perf_counter
from typing import TYPE_CHECKING, Any

import click

from detente.case import Question
from detente.cli.solving import session_of, solving, tell
from detente.cli.terminal import as_json, case_argument, emit, say, warn
from detente.errors import Unanswered

if TYPE_CHECKING:
    from detente.analysis.answer import Answer
    from detente.analysis.session import Session

__all__ = ["command"]

INTERRUPTED = 130


@click.command("ask")
@case_argument
@click.argument("question", required=False)
@solving
@as_json
@click.pass_context
def command(ctx: click.Context, /, case: str, question: str | None, as_json: bool, **how: Any) -> None:
    """Answer the questions of a case, or one of them.

    Stopped by Ctrl-C it gives what was answered until then.

    \b
    Examples:
      detente ask cases/summit-2025
      detente ask cases/summit-2025 alliance --json
      detente ask cases/summit-2025 alliance --rule nash
    """
    from detente.casefile import find_case, read_case
    from detente.report.data import answer_data

    asked = read_case(find_case(case))
    questions = [asked.question(question)] if question else asked.questions
    data: list[dict[str, Any]] = []
    failed: list[Unanswered] = []
    stopped = False
    with session_of(asked, **how) as session:
        states = session.structure.states
        try:
            for found in _answers(session, questions, failed.append):
                data.append(answer_data(found, asked, states))
                if not as_json:
                    _show(found, session)
        except KeyboardInterrupt:
            stopped = True
    if as_json:
        head = {"schema": "detente.ask/1", "case": asked.title, "as_of": asked.as_of.isoformat()}
        emit({**head, "answers": data, "failed": [str(error) for error in failed]})
    elif not questions:
        say("The case asks no questions; add [[question]] to its case.toml.")
    if stopped:
        warn(f"Stopped; {len(data)} of {len(questions)} questions were answered.")
        ctx.exit(INTERRUPTED)
    tell(ctx, failed)


def _answers(
    session: "Session", questions: Sequence[Question], fail: Callable[[Unanswered], None]
) -> Iterator["Answer"]:
    from detente.analysis.questions import answer

    for each in questions:
        started = perf_counter()
        try:
            found = answer(session, each)
        except Unanswered as error:
            fail(error)
        else:
            yield replace(found, seconds=perf_counter() - started)


def _show(found: "Answer", session: "Session") -> None:
    from detente.report.answers import doubts, headline

    click.secho(found.question.text or found.question.id, bold=True)
    for line in (*headline(found, session.case, session.structure.states), *doubts(found)):
        click.echo(f"  {line}")
    click.echo()
