"""`detente report`: one page to read, print and send."""

from pathlib import Path

import click

from detente.cli.terminal import case_argument, say

__all__ = ["command"]


@click.command("report")
@case_argument
@click.option("-o", "--output", required=True, metavar="FILE.html", help="Where to write it.")
@click.option("--force", is_flag=True, help="Replace a file that is there.")
def command(case: str, output: str, force: bool) -> None:
    """Write the report of a case: answers first, then what they rest on.

    \b
    Example:
      detente report cases/summit-2025 -o summit.html
    """
    from detente.analysis.session import Session
    from detente.casefile import find_case, read_case
    from detente.casefile.write import write_file
    from detente.report.page import page_of, refuse_other_formats

    refuse_other_formats(output)
    page = page_of(Session(read_case(find_case(case))))
    write_file(Path(output), page, overwrite=force)
    say(f"Wrote {output} ({len(page) // 1024} KB).")
