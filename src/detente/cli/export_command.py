"""`detente export`: a case for another tool."""

from pathlib import Path

import click

from detente.cli.terminal import Choice, case_argument, profiles, say

__all__ = ["command"]


@click.command("export")
@case_argument
@click.option("--to", "format", type=Choice(["gmcr", "json"]), required=True, help="The format.")
@click.option("-o", "--output", metavar="FILE", help="Where to write it; standard output otherwise.")
@profiles
@click.option("--lossy", is_flag=True, help="Write it even where the format cannot say everything.")
@click.option("--force", is_flag=True, help="Replace a file that is there.")
def command(case: str, format: str, output: str | None, profiles: tuple[str, ...], lossy: bool, force: bool) -> None:
    """Write a case for another tool.

    \b
    Examples:
      detente export cases/elmira-1991 --to gmcr -o elmira.gmcr
      detente export cases/summit-2025 --to json
    """
    from detente.casefile import export_gmcr, find_case, read_case
    from detente.casefile.export import export_json
    from detente.casefile.write import write_file
    from detente.cli.cases import chosen_profiles

    read = read_case(find_case(case))
    text = export_gmcr(read, chosen_profiles(read, profiles), lossy=lossy) if format == "gmcr" else export_json(read)
    if output is None:
        click.echo(text)
        return
    write_file(Path(output), text, overwrite=force)
    say(f"Wrote {output}.")
