"""The report as one self-contained HTML page that begins with the answers and ends with the evidence."""

import re
from collections.abc import Sequence
from functools import cache
from html import unescape
from importlib.resources import files
from pathlib import PurePath

from jinja2 import DictLoader, Environment, StrictUndefined, select_autoescape
from markupsafe import Markup, escape

from detente.analysis.answer import Answer
from detente.analysis.session import Session
from detente.case import Case
from detente.errors import CaseError, Unanswered
from detente.report.charts import says_all, spec_of, svg_of
from detente.report.context import context_of
from detente.report.gauge import gauge
from detente.report.letters import Letters
from detente.report.words import day_in_words, event_in_words, likelihood, measured, percent

__all__ = ["page_of", "refuse_other_formats", "template"]

FIGURE = re.compile(r"(?<=\d) (?=%)")
NAMED = re.compile(r"“([^”]+)”")
ITEM = re.compile(r"\b[a-z]-[0-9a-f]{12}\b")

INSTEAD = {
    ".pdf": "write the page and print it to PDF from a browser, or write Markdown and use pandoc",
    ".docx": "write Markdown (-o FILE.md) and use pandoc, or open that file in Word",
    ".tex": "write Markdown (-o FILE.md) and use pandoc",
}


def page_of(session: Session, *, given: Sequence[Answer | Unanswered] | None = None) -> str:
    """The report of a case as HTML.

    Parameters
    ----------
    given
        The answers, or why there is none, where they were looked for already; else all questions are asked.
    """
    context = context_of(session, given=given)
    case, listed = session.case, context["evidence"].listed
    for each in context["answers"]:
        each["anchor"] = anchor(each["id"])
        each["chart"] = _chart(each["answer"], context["letters"])
        each["says_all"] = says_all(each["answer"])
        each["gauge"] = gauge(each["answer"])
    environment = _environment()
    return environment.get_template("report.html.jinja").render(
        **context,
        style=Markup(template("report.css")),  # noqa: S704 - our own file
        picture=Markup(context["ways"].svg),  # noqa: S704 - our own drawing, its words escaped
        terms=lambda text: _with_terms(text, case),
        items=lambda text: _with_items(text, listed),
    )


def _chart(found: Answer, letters: Letters) -> Markup | None:
    spec = spec_of(found, letters)
    label = f"Chart: {found.question.text or found.question.id}. The table below says the same."
    return svg_of(spec, name=f"chart-{anchor(found.question.id)}", label=label) if spec else None


def _with_terms(text: str, case: Case) -> Markup:
    """A sentence in which each event of the case leads to its definition, and no number is torn from its sign."""
    ids = {event_in_words(id): id for id in case.events}

    def linked(found: re.Match[str]) -> str:
        name = ids.get(unescape(found[1]))
        if name is None:
            return found[0]
        where, means = anchor(name), escape(case.events[name][0])
        return f'<a class="term" href="#event-{where}" title="{means}">{found[0]}</a>'

    return Markup(FIGURE.sub("\N{NO-BREAK SPACE}", NAMED.sub(linked, str(escape(text)))))  # noqa: S704 - escaped here


def _with_items(text: str, listed: frozenset[str]) -> Markup:
    """A text in which each item of the ledger that is named leads to its passage."""

    def linked(found: re.Match[str]) -> str:
        return f'<a href="#i-{found[0]}">{found[0]}</a>' if found[0] in listed else found[0]

    return Markup(ITEM.sub(linked, str(escape(text))))  # noqa: S704 - escaped here


def anchor(name: str) -> str:
    """A name as part of an id that a link can lead to: letters, digits, - and _ stay as they are.

    >>> anchor("kyiv-first"), anchor("a b")
    ('kyiv-first', 'a.20.b')
    """
    return re.sub(r"[^\w-]", lambda found: f".{ord(found[0]):x}.", name)


def template(name: str) -> str:
    """The text of one of the report's templates."""
    return files("detente.report").joinpath("templates", name).read_text(encoding="utf-8")


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=DictLoader({"report.html.jinja": template("report.html.jinja")}),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= {"percent": _percent, "likelihood": likelihood, "measured": _measured}
    environment.filters |= {"anchor": anchor, "day": day_in_words, "named": event_in_words}
    environment.tests["chance"] = lambda cell: isinstance(cell, float)
    return environment


def _percent(probability: float) -> str:
    return FIGURE.sub("\N{NO-BREAK SPACE}", percent(probability))


def _measured(value: float, low: float, high: float) -> str:
    return FIGURE.sub("\N{NO-BREAK SPACE}", measured(value, low, high))


def refuse_other_formats(path: str) -> None:
    """Refuse a file name whose ending says a format that is not written.

    Raises
    ------
    CaseError
        Unless it ends in ``.html``, ``.htm`` or ``.md``, with a way to come by the format that is wanted.
    """
    ending = PurePath(path).suffix.lower()
    if ending not in {".html", ".htm", ".md"}:
        way = f"; {INSTEAD[ending]}" if ending in INSTEAD else ""
        raise CaseError(f'--output: expected a file name that ends in .html or .md, got "{path}"{way}')
