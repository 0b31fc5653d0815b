"""`detente import`: a case from a file of another tool."""

from datetime import date
from pathlib import Path

import click

from detente.cli.terminal import as_json, emit, say
from detente.errors import CaseError, FileProblem, Problem

__all__ = ["command"]


@click.command("import")
@click.argument("file", type=click.Path())
@click.option("-o", "--output", metavar="FOLDER", help="The case folder to make; named after the file otherwise.")
@as_json
def command(file: str, output: str | None, as_json: bool) -> None:
    """Make a case from a .gmcr file of GMCR+.

    \b
    Example:
      detente import elmira.gmcr -o elmira
    """
    from detente.casefile import import_gmcr
    from detente.casefile.source import CASE_FILE, decode, read_bytes
    from detente.casefile.write import make_folder, write_file

    path = Path(file)
    if path.suffix.lower() != ".gmcr":
        raise CaseError(f'expected a file that ends in .gmcr, got "{file}"')
    text = import_gmcr(decode(read_bytes(path), path.name), path.name, as_of=date.today())
    folder = Path(output or path.stem)
    if (folder / CASE_FILE).exists():
        raise FileProblem(Problem("there is a case already; nothing was written", str(folder)))
    make_folder(folder)
    write_file(folder / CASE_FILE, text)
    if as_json:
        emit({"schema": "detente.import/1", "case": str(folder)})
    else:
        say(f"Wrote {folder}/{CASE_FILE}. Next: detente check {folder}")
