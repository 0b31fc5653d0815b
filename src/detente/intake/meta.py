"""What a page says of itself in its head: title, date, author, publisher, address.

Read from JSON-LD, from the usual ``meta`` names, from ``time`` elements marked as the date of publication, and
from the headline. Where none of them says it, it is not known; the host of the address is nobody's name, and the
date of a copyright line is no date of publication.
"""

import re
from collections.abc import Iterable, Iterator
from json import loads
from typing import Any

from detente.intake.dates import read_date
from detente.intake.plain import LONGEST_FACT, Facts, web_address

__all__ = ["page_facts"]

ARTICLES = {
    "article",
    "newsarticle",
    "reportagenewsarticle",
    "analysisnewsarticle",
    "opinionnewsarticle",
    "blogposting",
}
ARTICLES |= {"backgroundnewsarticle", "report", "webpage", "socialmediaposting", "techarticle", "liveblogposting"}
TITLES = ("og:title", "twitter:title", "citation_title", "dc.title", "dcterms.title", "headline")
DATES = (
    *("article:published_time", "og:article:published_time", "datepublished", "citation_publication_date", "pubdate"),
    *("dc.date.issued", "dcterms.issued", "dc.date", "dcterms.date", "dcterms.created", "parsely-pub-date", "date"),
    *("publish-date", "publication_date", "sailthru.date"),
)
AUTHORS = ("author", "article:author", "citation_author", "dc.creator", "dcterms.creator", "parsely-author", "byl")
PUBLISHERS = ("og:site_name", "citation_publisher", "dc.publisher", "dcterms.publisher", "publisher")
PUBLISHED = re.compile(r"publish|posted|entry-date|post-date|article-date|pubdate|dateline", re.IGNORECASE)
LONGEST_SCRIPT = 500_000  # characters of JSON-LD that are read
DEEPEST = 6  # levels of JSON-LD below its top


def page_facts(root: Any) -> Facts:
    """What the tree of a page says of it; read it before anything is dropped."""
    metas = _metas(root)
    linked = next(_linked(root), {})
    title = _first([linked.get("headline"), *_all(metas, TITLES), *_headlines(root)])
    dates = [linked.get("datePublished"), *_all(metas, DATES), *_times(root)]
    author = _first([_names(linked.get("author")), *_all(metas, AUTHORS)])
    publisher = _first([_names(linked.get("publisher")), *_all(metas, PUBLISHERS)])
    url = next(filter(None, map(web_address, _addresses(root, metas))), None)
    date = next(filter(None, (read_date(date) for date in dates if isinstance(date, str))), None)
    return Facts(title, date, author, publisher, url)


def _metas(root: Any) -> dict[str, str]:
    """Content by name, property or itemprop; the first of each counts."""
    found: dict[str, str] = {}
    for meta in root.iter("meta"):
        for key in ("property", "name", "itemprop"):
            if (name := meta.get(key)) and (content := meta.get("content")):
                found.setdefault(name.strip().lower(), content)
    return found


def _all(metas: dict[str, str], names: Iterable[str]) -> list[str | None]:
    return [metas.get(name) for name in names]


def _first(values: Iterable[Any]) -> str | None:
    """The first value that is a text of some words and no address."""
    for value in values:
        text = " ".join(value.split()) if isinstance(value, str) else ""
        if text and len(text) <= LONGEST_FACT and text.isprintable() and not web_address(text):
            return text
    return None


def _headlines(root: Any) -> list[str]:
    """The one heading of the first level, where there is one alone, then the title of the window."""
    headings = [heading.text_content() for heading in root.iter("h1")]
    titles = [title.text_content() for title in root.iter("title")]
    return (headings if len(headings) == 1 else []) + titles[:1]


def _times(root: Any) -> Iterator[str]:
    for time in root.iter("time"):
        marks = f"{time.get('itemprop', '')} {time.get('class', '')} {'pubdate' if 'pubdate' in time.attrib else ''}"
        if PUBLISHED.search(marks):
            yield time.get("datetime") or time.text_content()


def _addresses(root: Any, metas: dict[str, str]) -> Iterator[str]:
    yield from (link.get("href", "") for link in root.iter("link") if link.get("rel", "").lower() == "canonical")
    yield metas.get("og:url", "")


def _linked(root: Any) -> Iterator[dict[str, Any]]:
    """The objects of a page's JSON-LD that describe an article, articles before pages."""
    found: list[dict[str, Any]] = []
    for script in root.iter("script"):
        text = script.text or ""
        if script.get("type", "").strip().lower() == "application/ld+json" and len(text) <= LONGEST_SCRIPT:
            found += _described(_loaded(text), DEEPEST)
    yield from sorted(found, key=lambda each: "webpage" in _types(each))


def _loaded(text: str) -> Any:
    try:
        return loads(text)
    except (ValueError, RecursionError):
        return None


def _described(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth == 0:
        return
    if isinstance(value, list):
        for each in value:
            yield from _described(each, depth - 1)
    elif isinstance(value, dict):
        if _types(value) & ARTICLES:
            yield value
        yield from _described(value.get("@graph"), depth - 1)


def _types(described: dict[str, Any]) -> set[str]:
    given = described.get("@type")
    return {str(each).lower() for each in (given if isinstance(given, list) else [given])}


def _names(value: Any) -> str | None:
    """The names of one or several persons or organisations, joined by commas."""
    found = [
        each.get("name") if isinstance(each, dict) else each
        for each in (value if isinstance(value, list) else [value])
    ]
    return ", ".join(name for name in found if isinstance(name, str) and not web_address(name)) or None
