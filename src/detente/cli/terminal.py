"""What all commands share: the case argument, JSON out, tables, messages."""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

import click

__all__ = ["as_json", "case_argument", "emit", "say", "table"]

Command = TypeVar("Command", bound=Callable[..., Any])

case_argument = click.argument("case", metavar="CASE", type=click.Path(path_type=str))
as_json = click.option("--json", "as_json", is_flag=True, help="Print one JSON document and nothing else.")


def emit(data: Mapping[str, Any]) -> None:
    """Print a value as JSON on standard output."""
    click.echo(json.dumps(data, ensure_ascii=False, indent=2, allow_nan=False))


def say(message: str) -> None:
    """Print a message on standard error, where it is no part of the data."""
    click.echo(message, err=True)


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print a table, as wide as its words, wrapped to the terminal."""
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table

    shown = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for title in head:
        shown.add_column(title, overflow="fold")
    for row in rows:
        shown.add_row(*row)
    Console(highlight=False, markup=False, emoji=False).print(shown)
