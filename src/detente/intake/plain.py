"""Pasted text and Markdown to a `Document`: what it says of itself, and which lines are the article.

A block of ``Key: value`` lines at the very top (source, url, title, date, author, publisher, kind), or the front
matter of Markdown, is what somebody noted about the text and no part of it. A first line that is no sentence is
its title. Nothing that is not written is filled in.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from detente.evidence.document import Document, Span
from detente.intake.dates import read_date
from detente.intake.dirt import dirty_lines
from detente.intake.lines import Line, kept_spans, lines_of, named_lines

__all__ = ["Facts", "byline", "dateline", "document_of", "printable", "read_plain", "web_address"]

KEYS: Mapping[str, str] = {  # the words of a header, and which fact each is
    "source": "source",
    "url": "url",
    "link": "url",
    "title": "title",
    "headline": "title",
    "date": "date",
    "published": "date",
    "author": "author",
    "byline": "author",
    "by": "author",
    "publisher": "publisher",
    "outlet": "publisher",
    "publication": "publisher",
    "kind": "",
    "type": "",
    "language": "",
    "accessed": "",
    "retrieved": "",
    "tags": "",
}
HEADER = re.compile(r"(?P<key>[A-Za-z]{2,12}) ?: ?(?P<value>.*)")
ADDRESS = re.compile(r"https?://[^\s<>\"'`]+", re.IGNORECASE)
PUBLISHED = r"(?:first )?(?:published|posted|updated|last updated|modified|issued|released|date)(?: on| at)?:?"
DATELINE = re.compile(rf"(?:{PUBLISHED} ?)?(?P<date>.+)", re.IGNORECASE)
NAME = r"[A-Z][\w.'’-]*"
BYLINE = re.compile(
    rf"(?:By|Written by|Author:|Text:) (?P<author>{NAME}(?: (?:de|van|von|der|al|bin|{NAME})){{1,4}})"
)
LONGEST_TITLE = 200  # characters; a longer first line is a paragraph
NEAR_TOP = 8  # kept lines among which a date or a byline is that of the article
LONGEST_FACT = 500  # characters of a title, name or address; a longer one is none


@dataclass(frozen=True, slots=True)
class Facts:
    """What a document says of itself; None where it does not say."""

    title: str | None = None
    date: str | None = None
    author: str | None = None
    publisher: str | None = None
    url: str | None = None
    notices: tuple[str, ...] = ()
    lines: frozenset[int] = field(default=frozenset(), repr=False)  # numbers of the lines that said it


def read_plain(
    text: str, *, name: str = "", notices: Sequence[str] = (), markdown: bool = False, known: Facts | None = None
) -> Document:
    """The document of a pasted text or of Markdown; `known` is what its file says, where that says anything."""
    lines = lines_of(text)
    known = known or Facts()
    header = (_front_matter(lines) if markdown else None) or _header(lines)
    rest = [line for line in lines if line.number not in header.lines]
    dirty = dirty_lines(rest)
    kept = [line for line in rest if line.number not in dirty]
    facts = Facts(
        header.title or known.title or _title(kept, markdown=markdown),
        header.date or known.date or dateline(kept),
        header.author or known.author or byline(kept[1:]),
        header.publisher,
        header.url,
        header.notices,
        header.lines,
    )
    return document_of(text, lines, facts, frozenset(line.number for line in kept), name=name, notices=notices)


def document_of(
    text: str,
    lines: Sequence[Line],
    facts: Facts,
    kept: frozenset[int],
    *,
    name: str = "",
    notices: Sequence[str] = (),
) -> Document:
    """The document whose article is the lines with these numbers; all of it where that leaves nothing."""
    full = frozenset(line.number for line in lines)
    said = [*notices, *facts.notices]
    out = full - kept
    if not kept:
        said.append("nothing of it looks like an article: all of it is kept")
        out = facts.lines if full - facts.lines else frozenset()
    elif out - facts.lines:
        dirt = out - facts.lines
        plural = "s" if len(dirt) > 1 else ""
        said.append(f"left out as no part of the article: {len(dirt)} line{plural} ({named_lines(dirt)})")
    spans: tuple[Span, ...] = kept_spans(lines, out)
    title, author, publisher, url = map(printable, (facts.title, facts.author, facts.publisher, facts.url))
    return Document(text, spans, name, title, facts.date, author, publisher, url, tuple(said))


def printable(fact: str | None) -> str | None:
    """A fact without signs that show nothing and that programs may act on; None where that leaves none."""
    return "".join(filter(str.isprintable, fact or "")).strip() or None


def web_address(text: str) -> str | None:
    """The first http or https address in a text; None for anything else that calls itself one."""
    found = ADDRESS.search(text)
    return found[0].rstrip(".,;)]") if found and len(found[0]) <= LONGEST_FACT else None


def _header(lines: Sequence[Line]) -> Facts:
    """The facts of a leading block of key and value lines; it ends at the first line that is none."""
    said: dict[str, str] = {}
    numbers: set[int] = set()
    for line in lines:
        found = HEADER.fullmatch(line.words)
        known = KEYS.get(found["key"].lower()) if found else None
        if found is None or known is None or (numbers and line.number - 1 not in numbers):
            break
        numbers.add(line.number)
        said.setdefault(known, found["value"].strip("\"' "))
    return _facts(said, numbers)


def _front_matter(lines: Sequence[Line]) -> Facts | None:
    """The facts between two lines of three dashes at the top of a Markdown text; None where there are none."""
    if not lines or lines[0].words != "---" or lines[0].number > 1:
        return None
    end = next((place for place, line in enumerate(lines[1:], 1) if line.words in ("---", "...")), None)
    if end is None:
        return None
    found = [HEADER.fullmatch(line.words) for line in lines[1:end]]
    said = {KEYS.get(each["key"].lower(), ""): each["value"].strip("\"' ") for each in found if each}
    return _facts(said, {line.number for line in lines[: end + 1]})


def _facts(said: Mapping[str, str], numbers: set[int]) -> Facts:
    source = said.get("source", "")
    address = web_address(said.get("url", "")) or web_address(source)
    publisher = said.get("publisher") or (source if source and not web_address(source) else None)
    date = read_date(said.get("date", ""))
    unread = f'date "{said["date"][:60]}" is not read: give it as 2025-08-07' if said.get("date") and not date else ""
    title, author, publisher = (_short(said.get("title")), _short(said.get("author")), _short(publisher))
    return Facts(title, date, author, publisher, address, (unread,) if unread else (), frozenset(numbers))


def _short(text: str | None) -> str | None:
    return text if text and len(text) <= LONGEST_FACT else None


def _title(kept: Sequence[Line], *, markdown: bool) -> str | None:
    """The first line, where it is a headline: short, no sentence, and something follows."""
    if markdown:
        return next((line.words[2:].strip("# ") for line in kept if line.words.startswith("# ")), None)
    if len(kept) < 2 or len(kept[0].words) > LONGEST_TITLE or read_date(kept[0].words):
        return None
    return None if kept[0].words.endswith((".", ":", ";", ",", ".”", '."', "…")) else kept[0].words


def dateline(lines: Sequence[Line]) -> str | None:
    """The first line near the top that is a date and nothing else, but for *Published* or the like."""
    shapes = (DATELINE.fullmatch(line.words) for line in lines[:NEAR_TOP])
    return next((date for shape in shapes if shape and (date := read_date(shape["date"]))), None)


def byline(lines: Sequence[Line]) -> str | None:
    """The name on a line near the top that says *By* and a name, and nothing else."""
    found = (BYLINE.fullmatch(line.words) for line in lines[:NEAR_TOP])
    return next((name["author"] for name in found if name), None)
