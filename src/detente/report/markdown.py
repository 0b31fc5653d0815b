"""The report as Markdown: the same words as the page, for a mail, a wiki or a word processor."""

import re
from collections.abc import Sequence
from functools import cache

from jinja2 import DictLoader, Environment, StrictUndefined

from detente.analysis.answer import Answer
from detente.analysis.session import Session
from detente.errors import Unanswered
from detente.report.context import context_of
from detente.report.page import template
from detente.report.tables import Cell, Table
from detente.report.words import day_in_words, event_in_words, likelihood, measured, percent

__all__ = ["markdown_of"]

SPECIAL = re.compile(r"([\\`*_\[\]<>|#~^$]|&(?=#?\w+;))")


def markdown_of(session: Session, *, given: Sequence[Answer | Unanswered] | None = None) -> str:
    """The report of a case as Markdown.

    Parameters
    ----------
    given
        The answers, or why there is none, where they were looked for already; else all questions are asked.
    """
    context = context_of(session, given=given)
    text = _environment().get_template("report.md.jinja").render(**context)
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def escaped(text: object) -> str:
    r"""A text that Markdown shows as it is: on one line, its marks without meaning.

    >>> print(escaped("- a *b* <script>"), escaped("1. first"))
    \- a \*b\* \<script\> 1\. first
    """
    flat = SPECIAL.sub(r"\\\1", " ".join(str(text).split()))
    return re.sub(r"^(\d*)([-+.)])", r"\1\\\2", flat)


def table(given: Table) -> str:
    """A table in the form most readers of Markdown know."""
    right = [
        number in given.numeric or all(isinstance(row[number], float) for row in given.rows)
        for number in range(len(given.head))
    ]
    lines = [
        given.head,
        tuple("---:" if each else "---" for each in right),
        *(tuple(map(_cell, row)) for row in given.rows),
    ]
    rows = [f"| {' | '.join(line if number == 1 else map(_plain, line))} |" for number, line in enumerate(lines)]
    return f"*{escaped(given.caption)}*\n\n" + "\n".join(rows)


def _plain(text: str) -> str:
    return escaped(text) or " "


def _cell(cell: Cell) -> str:
    return percent(cell) if isinstance(cell, float) else cell


@cache
def _environment() -> Environment:
    environment = Environment(  # noqa: S701 - Markdown; every text goes through `escaped`
        loader=DictLoader({"report.md.jinja": template("report.md.jinja")}),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= {"percent": percent, "likelihood": likelihood, "measured": measured, "table": table}
    environment.filters |= {"e": escaped, "day": day_in_words, "named": event_in_words}
    return environment
