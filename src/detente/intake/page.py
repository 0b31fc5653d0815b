"""HTML to a `Document`.

The raw text of a page is the text that a reader sees of the whole page, one block a line (`render`); its article is
the lines of it that trafilatura takes for the article, less those that the line rules know as dirt. Where
trafilatura finds none, the line rules decide alone.

Needs the extra ``detente[documents]``. Run it where its time and memory are limited (`limits`).
"""

import re
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import replace
from itertools import islice
from typing import Any

from detente.errors import FileProblem
from detente.evidence.document import Document
from detente.intake.dirt import dirty_lines
from detente.intake.lines import Line, lines_of
from detente.intake.meta import page_facts
from detente.intake.plain import NEAR_TOP, Facts, byline, dateline, document_of
from detente.intake.render import drop_unseen, visible_text

__all__ = ["read_page"]

MOST_ELEMENTS = 20_000  # a page of more is no article, and looking for one would take long
FARTHEST = 200  # lines from the last one found in which the next paragraph is looked for by its parts
SHORTEST_PART = 20  # letters; a shorter paragraph is found in a longer line by chance
NOT_WORDS = re.compile(r"[\W_]+")


def read_page(html: str) -> Document:
    """The document of a page.

    Raises
    ------
    FileProblem
        For a page without any text, and one that nests deeper than pages do.
    """
    root = _parsed(html)
    facts = page_facts(root)
    drop_unseen(root)
    text = visible_text(root)
    lines = lines_of(text)
    if not lines:
        raise FileProblem("has no text that a reader would see")
    article, said = _article(root)
    kept = _same_lines(lines, article, facts.title) if article else {line.number for line in lines}
    left = frozenset(kept) - dirty_lines(lines)
    return document_of(text, lines, _with_visible(facts, lines, left), left, notices=said)


def _with_visible(facts: Facts, lines: Sequence[Line], kept: frozenset[int]) -> Facts:
    """The facts of a page's head, with date and author from the lines at the article's top where it has none."""
    first = next((place for place, line in enumerate(lines) if line.number in kept), 0)
    top = lines[first : first + NEAR_TOP]
    return replace(facts, date=facts.date or dateline(top), author=facts.author or byline(top))


def _parsed(html: str) -> Any:
    from lxml.etree import LxmlError, ParserError  # type: ignore[import-untyped]  # noqa: PLC0415 - an extra
    from lxml.html import HTMLParser, document_fromstring  # type: ignore[import-untyped]  # noqa: PLC0415

    parser = HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True, no_network=True)
    try:
        root = document_fromstring(html.encode(), parser=parser)
    except ParserError:
        raise FileProblem("has no text that a reader would see") from None
    except LxmlError as error:
        raise FileProblem(f"cannot be read as HTML: {error}") from None
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise FileProblem("nests deeper than 2,000 elements: no page of the web does")
    return root


def _article(root: Any) -> tuple[list[str], tuple[str, ...]]:
    """The paragraphs that trafilatura takes for the article, and what to say where it finds none."""
    from trafilatura import extract  # noqa: PLC0415 - an extra; not everybody has it

    if sum(1 for _ in islice(root.iter(), MOST_ELEMENTS + 1)) > MOST_ELEMENTS:
        return [], (f"has over {MOST_ELEMENTS:,} elements: its lines are judged one by one",)
    try:
        text = extract(deepcopy(root), output_format="txt", include_comments=False, include_tables=True)
    except (
        RecursionError,
        ValueError,
        TypeError,
        AttributeError,
        KeyError,
        IndexError,
    ):  # it is made for pages, not for attacks
        text = None
    if not text:
        return [], ("no article was found in the page: its lines are judged one by one",)
    return text.split("\n"), ()


def _same_lines(lines: Sequence[Line], article: Sequence[str], title: str | None) -> set[int]:
    """The numbers of the lines that stand in the article, found in its order.

    A paragraph of the article may be one line of the page, a part of one, or several.
    """
    words = [_words(line.words) for line in lines]
    places: dict[str, list[int]] = {}
    for place, each in enumerate(words):
        places.setdefault(each, []).append(place)
    found: set[int] = set()
    at = 0
    for paragraph in filter(None, map(_words, article)):
        run = _run(words, paragraph, at, places.get(paragraph, []))
        found.update(run)
        at = max([at, *(place + 1 for place in run)])
    if title:
        found.update(place for place in places.get(_words(title), []) if place < min(found, default=0))
    return {lines[place].number for place in found}


def _run(words: Sequence[str], paragraph: str, at: int, whole: Sequence[int]) -> list[int]:
    """The line that is the paragraph, or the run of lines that it is made of, or the line that holds it."""
    if whole:
        return [next((place for place in whole if place >= at), whole[0])]
    near = range(at, min(at + FARTHEST, len(words)))
    runs = (
        _made_of(words, paragraph, place) for place in near if words[place] and paragraph.startswith(words[place])
    )
    holding = ([place] for place in near if len(paragraph) >= SHORTEST_PART and paragraph in words[place])
    return next(filter(None, (*runs, *holding)), [])


def _made_of(words: Sequence[str], paragraph: str, start: int) -> list[int]:
    rest = paragraph
    for place in range(start, len(words)):
        if not rest.startswith(words[place]):
            break
        rest = rest[len(words[place]) :]
        if not rest:
            return list(range(start, place + 1))
    return []


def _words(text: str) -> str:
    """Letters and digits alone: spaces and marks are not the same in the page and in what is taken from it."""
    return NOT_WORDS.sub("", text.casefold())
