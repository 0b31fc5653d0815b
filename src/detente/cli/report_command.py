"""`detente report`: one page to read, print and send."""

from pathlib import Path
from typing import Any

import click

from detente.cli.answering import ask_all
from detente.cli.solving import session_of, solving, tell
from detente.cli.terminal import INTERRUPTED, case_argument, say, warn
from detente.errors import Unanswered, counted

__all__ = ["command"]


@click.command("report")
@case_argument
@click.option(
    "-o",
    "--output",
    required=True,
    metavar="FILE",
    help="Where to write it: FILE.html, or FILE.md for mail and Word.",
)
@click.option("--force", is_flag=True, help="Replace a file that is there.")
@solving
@click.pass_context
def command(ctx: click.Context, /, case: str, output: str, force: bool, **how: Any) -> None:
    """Write the report of a case: answers first, then what they rest on.

    Stopped by Ctrl-C it writes what was answered until then, and says so on the page.

    \b
    Examples:
      detente report cases/summit-2025 -o summit.html
      detente report cases/summit-2025 -o summit.md
    """
    from detente.casefile import find_case, read_case
    from detente.casefile.write import refuse_unwritable, write_file
    from detente.report.markdown import markdown_of
    from detente.report.page import page_of, refuse_other_formats

    refuse_other_formats(output)
    refuse_unwritable(Path(output), overwrite=force)
    write = markdown_of if output.lower().endswith(".md") else page_of
    asked = read_case(find_case(case))
    with session_of(asked, **how) as session:
        done, stopped = ask_all(session, asked.questions)
        if stopped and not done:
            warn("Stopped before anything was answered; nothing was written.")
            ctx.exit(INTERRUPTED)
        if stopped:
            warn(f"Stopped; writing what was answered, {len(done)} of {counted(len(asked.questions), 'question')} …")
        text = write(session, given=done)
    write_file(Path(output), text, overwrite=force)
    say(f"Wrote {output} ({len(text) // 1024} KB).")
    if stopped:
        ctx.exit(INTERRUPTED)
    tell(ctx, [each for each in done if isinstance(each, Unanswered)])
