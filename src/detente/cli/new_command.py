"""`detente new`: a commented case to start from."""

from datetime import date

import click

from detente.cli.terminal import as_json, emit, say

__all__ = ["command"]


@click.command("new")
@click.argument("name", type=click.Path())
@click.option("--title", help="The case's title; its name otherwise.")
@as_json
def command(name: str, title: str | None, as_json: bool) -> None:
    """Write a commented case folder to start from.

    \b
    Example:
      detente new harbour --title "The harbour toll"
    """
    from detente.casefile import new_case

    made = new_case(
        name, title or name.rstrip("/").rsplit("/", 1)[-1].replace("-", " ").capitalize(), as_of=date.today()
    )
    if as_json:
        emit({"schema": "detente.new/1", "case": str(made)})
    else:
        say(f"Wrote {made}. Edit it, then: detente check {name}")
