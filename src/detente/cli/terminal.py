"""What all commands share: the case argument, JSON out, tables, messages."""

import json
import math
import os
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

import click

from detente.errors import did_you_mean

__all__ = [
    "INTERRUPTED",
    "Choice",
    "Number",
    "as_json",
    "case_argument",
    "emit",
    "hushable",
    "is_hushed",
    "marked",
    "plain",
    "profiles",
    "say",
    "styled",
    "table",
    "warn",
]

Command = TypeVar("Command", bound=Callable[..., Any])

UNWRAPPED = 1_000_000  # characters of a line that nobody looks at
INTERRUPTED = 130  # exit status of what Ctrl-C ended

case_argument = click.argument("case", metavar="CASE", type=click.Path(path_type=str))
as_json = click.option("--json", "as_json", is_flag=True, help="Print one JSON document and nothing else.")
profiles = click.option(
    "--profile", "profiles", multiple=True, metavar="PARTY=NAME", help="A party's profile; may be repeated."
)
QUIET = "detente.quiet"
# Signs that a terminal acts on instead of showing: controls, and those that turn the direction of writing round.
ACTING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


class Choice(click.Choice[str]):
    """One of a few words, in small letters or capitals; another one is answered with the nearest right spelling."""

    def __init__(self, choices: Sequence[str]) -> None:
        super().__init__(choices, case_sensitive=False)

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str | None:  # noqa: ARG002 - click's
        """The words as they are written, where click has small letters."""
        words = "|".join(map(str, self.choices))
        return f"{{{words}}}" if isinstance(param, click.Argument) else f"[{words}]"

    def get_invalid_choice_message(self, value: Any, ctx: click.Context | None) -> str:  # noqa: ARG002 - click's
        """What was expected, and which word was most likely meant."""
        *most, last = map(str, self.choices)
        return f'expected {", ".join(most)} or {last}, got "{value}"{did_you_mean(str(value), [*most, last])}'


class Number(click.ParamType[float]):
    """A number of at least `least`, a whole one unless it may be a fraction."""

    name = "number"

    def __init__(self, least: int, *, whole: bool = True) -> None:
        self.least, self.whole = least, whole

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """The number, or a message that says what was expected."""
        what = f"{'a whole number' if self.whole else 'a number'}, {self.least} or more"
        try:
            number = int(value) if self.whole else float(value)
        except ValueError:
            self.fail(f'expected {what}, got "{value}"', param, ctx)
        if not self.least <= number < math.inf:
            self.fail(f"expected {what}, got {value}", param, ctx)
        return number


def emit(data: Mapping[str, Any]) -> None:
    """Print a value as JSON on standard output."""
    click.echo(plain(json.dumps(data, ensure_ascii=False, indent=2, allow_nan=False)))


def plain(text: str) -> str:
    r"""Words of a document as a terminal may be given them: what it would act on is written out.

    >>> print(plain("a\x1b[2Jb"), plain("\u202ecod.exe"))
    a\u001b[2Jb \u202ecod.exe
    """
    return ACTING.sub(lambda found: f"\\u{ord(found.group()):04x}", text)


def hushable(command: click.Command) -> click.Command:
    """A command that takes `--quiet`; of a group, each of its commands."""
    if isinstance(command, click.Group):
        for each in command.commands.values():
            hushable(each)
    elif all(each.name != "quiet" for each in command.params):
        command.params.append(
            click.Option(
                ["--quiet"],
                is_flag=True,
                expose_value=False,
                callback=lambda ctx, _, given: ctx.meta.__setitem__(QUIET, given),
                help="No progress and no notices; errors are still told.",
            )
        )
    return command


def is_hushed() -> bool:
    """Whether the command that runs was told to be quiet."""
    ctx = click.get_current_context(silent=True)
    return ctx is not None and bool(ctx.meta.get(QUIET))


def marked(text: str, *, err: bool = False) -> str:
    """Words that stand out: by their look where a terminal shows one, else between brackets."""
    return click.style(text, bold=True, underline=True) if styled(err=err) else f"⟦{text}⟧"


def styled(*, err: bool = False) -> bool:
    """Whether what is printed may have a look: on a terminal whose user did not ask for none with ``NO_COLOR``."""
    stream = sys.stderr if err else sys.stdout
    return stream.isatty() and not os.environ.get("NO_COLOR")


def say(message: str) -> None:
    """Print a notice on standard error, where it is no part of the data; nothing under `--quiet`."""
    if not is_hushed():
        warn(message)


def warn(message: str) -> None:
    """Print on standard error what must be known: that something is wrong, or less than was asked for."""
    click.echo(plain(message), err=True)


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print a table, as wide as its words; wrapped to the terminal, where there is one or COLUMNS says how wide."""
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table

    shown = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for title in head:
        shown.add_column(title, overflow="fold")
    for row in rows:
        shown.add_row(*row)
    looked_at = sys.stdout.isatty() or "COLUMNS" in os.environ
    Console(highlight=False, markup=False, emoji=False, width=None if looked_at else UNWRAPPED).print(shown)
