"""`detente ask`: the answers to a case's questions."""

from typing import TYPE_CHECKING, Any

import click

from detente.cli.answering import ask_all, say_unreviewed, show
from detente.cli.solving import session_of, solving, tell
from detente.cli.terminal import INTERRUPTED, as_json, case_argument, emit, say, warn
from detente.errors import Unanswered, counted

if TYPE_CHECKING:
    from detente.analysis.answer import Answer

__all__ = ["command"]


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
    from detente.report.unreviewed import unreviewed_data

    asked = read_case(find_case(case))
    questions = [asked.question(question)] if question else asked.questions
    if questions and not as_json:
        say_unreviewed(asked)
    with session_of(asked, **how) as session:

        def show_one(found: "Answer") -> None:
            show(found, session)
            click.echo()

        done, stopped = ask_all(session, questions, None if as_json else show_one)
        failed = [each for each in done if isinstance(each, Unanswered)]
        data = [
            answer_data(each, asked, session.structure.states) for each in done if not isinstance(each, Unanswered)
        ]
    if as_json:
        head = {"schema": "detente.ask/2", "case": asked.title, "as_of": asked.as_of.isoformat()}
        left = {"unreviewed": unreviewed_data(asked)}
        emit({**head, **left, "answers": data, "failed": [str(error) for error in failed]})
    elif not questions:
        say("The case asks no questions; add [[question]] to its case.toml.")
    if stopped:
        warn(f"Stopped; {len(data)} of {counted(len(questions), 'question')} answered.")
        ctx.exit(INTERRUPTED)
    tell(ctx, failed)
