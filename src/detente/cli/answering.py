"""Questions asked one after the other until somebody stops it, and what a terminal shows of an answer."""

import os
import re
import sys
from collections.abc import Callable, Sequence
from shutil import get_terminal_size
from textwrap import wrap
from typing import TYPE_CHECKING

import click

from detente.case import Case, Question
from detente.cli.terminal import plain
from detente.errors import Unanswered

if TYPE_CHECKING:
    from detente.analysis.answer import Answer
    from detente.analysis.session import Session

__all__ = ["ask_all", "say_unreviewed", "set_out", "show", "show_behind"]

WIDEST = 100  # characters of a line that is still read with ease
LABEL = 16  # of what stands behind an answer, the gap after it included
UNBROKEN = "\N{NO-BREAK SPACE}"
FIGURE = re.compile(r"(?<=\d) (?=%|s\b)")  # between a number and its unit


def ask_all(
    session: "Session", questions: Sequence[Question], on_answer: "Callable[[Answer], None] | None" = None
) -> "tuple[list[Answer | Unanswered], bool]":
    """The answers to some questions, or why there is none, and whether Ctrl-C stopped it before the last.

    Parameters
    ----------
    on_answer
        Called with each answer as it is found.
    """
    from detente.analysis import questions as asking

    done: list[Answer | Unanswered] = []
    try:
        for each in asking.attempts(session, questions):
            done.append(each)
            if on_answer and not isinstance(each, Unanswered):
                on_answer(each)
    except KeyboardInterrupt:
        return done, True
    return done, False


def say_unreviewed(case: Case) -> None:
    """Print before any answer that the case is a draft, and how far it has been reviewed."""
    from detente.report.unreviewed import unreviewed_line

    if said := unreviewed_line(case):
        click.secho(set_out(said), bold=True)
        click.echo()


def show(found: "Answer", session: "Session", *, brief: bool = False) -> None:
    """Print an answer and, unless it shall be brief, what stands behind it."""
    from detente.report.answers import headline

    click.secho(plain(found.question.text or found.question.id), bold=True)
    for line in headline(found, session.case, session.structure.states):
        click.echo(set_out(line, 2))
    if not brief:
        show_behind(found, session)


def show_behind(found: "Answer", session: "Session") -> None:
    """Print what stands behind an answer, quietly: a name to the left, what is said to the right."""
    from detente.report.doubts import behind

    for name, said in behind(found, session.case):
        label = f"  {name:<{LABEL - 2}}"
        text = set_out(said, LABEL, first=label)[LABEL:]
        quiet = text if name == "Confidence" else click.style(text, dim=True)
        click.echo(click.style(label, dim=True) + quiet)


def set_out(text: str, indent: int = 0, *, first: str | None = None) -> str:
    """A text indented and, where it is known how wide the lines are, broken into them; no number loses its sign.

    Parameters
    ----------
    first
        What the first line begins with; as the others unless given.
    """
    space = " " * indent
    start = space if first is None else first
    width = _width()
    if width is None:
        return start + plain(text)
    kept = FIGURE.sub(UNBROKEN, plain(text))
    lines = wrap(kept, width, initial_indent=start, subsequent_indent=space, break_on_hyphens=False)
    return "\n".join(lines).replace(UNBROKEN, " ")


def _width() -> int | None:
    """How wide lines are: as wide as the terminal, or as COLUMNS says; None where nobody looks."""
    if not sys.stdout.isatty() and "COLUMNS" not in os.environ:
        return None
    return max(40, min(get_terminal_size().columns, WIDEST))
