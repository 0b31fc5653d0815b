"""All mentions of actors in a document, and who each name stands for here.

The table's names first, then the people and bodies the text itself introduces, then family names alone: those of
people already named in full, those with a title before them, and those that nobody else in the table has.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, partial

from detente.evidence.document import Span
from detente.evidence.extraction.actors import Actor, ActorTable, Term
from detente.evidence.extraction.bodies import bodies, definitions, echoes, short_forms
from detente.evidence.extraction.gazetteer import Mention, find
from detente.evidence.extraction.lexicon import alternatives, words
from detente.evidence.extraction.people import people

__all__ = ["Cast", "Mention", "cast"]

BEFORE = re.compile(r"([^\W\d_][\w.’'-]*)\s$")


@dataclass(frozen=True, slots=True)
class Cast:
    """Who is named in a document and where; `table` also knows the people it introduces."""

    table: ActorTable
    mentions: tuple[Mention, ...]
    starts: tuple[int, ...]
    day: date | None = None

    def inside(self, start: int, end: int) -> Sequence[Mention]:
        """The mentions that lie in a range."""
        first = bisect_left(self.starts, start)
        return self.mentions[first : bisect_left(self.starts, end, lo=first)]

    def at(self, position: int) -> Mention | None:
        """The mention that holds a position, or None."""
        index = bisect_left(self.starts, position + 1) - 1
        if index >= 0 and position < self.mentions[index].span.end:
            return self.mentions[index]
        return None

    def actor(self, key: str) -> Actor:
        """The actor of an id."""
        return self.table.actors[key]

    def acts_for(self, key: str | None) -> str | None:
        """The party an actor speaks for on the document's day."""
        return self.table.party(key, self.day) if key else None


def cast(
    text: str,
    kept: Sequence[Span],
    table: ActorTable,
    *,
    day: date | None,
    named: Iterable[Span] = (),
    home: str | None = None,
) -> Cast:
    """Who is named in the kept ranges of a text.

    `named` are further ranges that a parser took for persons; `home` is the party that issues the text.
    """
    table = table.with_actors(short_forms(text, table))
    table = table.with_actors([*bodies(text, table), *people(text, table, named, home)])
    table = _with_surnames(text, table.with_actors(definitions(text, table)), day)
    found = _found(text, kept, table)
    if alone := {**_at_home(found, table, home), **echoes(text, found, table)}:
        table = table.with_actors((table.actors[actor], [name]) for name, actor in alone.items())
        found = _found(text, kept, table)
    given = cache(partial(_is_given, text=text))
    meant = tuple(mention for mention in found if not _is_someone_else(text, mention, table, given))
    return Cast(table, meant, tuple(mention.span.start for mention in meant), day)


def _found(text: str, kept: Sequence[Span], table: ActorTable) -> list[Mention]:
    return [mention for span in kept for mention in find(text, table, span)]


def _at_home(found: Sequence[Mention], table: ActorTable, home: str | None) -> Mapping[str, str]:
    """Names that mean a body only where the text is its country's, or about it most: *Congress*, *the Senate*."""
    parties = Counter(table.actors[mention.actor].acts_for for mention in found)
    most = max(parties, key=lambda party: parties[party], default=None)
    near = {home, most} - {None}
    return {name: actor for name, actor in table.at_home.items() if table.actors[actor].acts_for in near}


def _with_surnames(text: str, table: ActorTable, day: date | None) -> ActorTable:
    present = set(re.findall(r"\w+", text))
    names = dict(table.names)
    for name, ids in table.surnames.items():
        if name.split()[0].split("-")[0] not in present or name not in text or name in names:
            continue
        if chosen := _choose(name, ids, text, table, day):
            names[name] = (chosen,)
            if len(name) > 4:
                names.setdefault(name.upper(), (chosen,))
    return replace(table, names=names)


def _choose(name: str, ids: Sequence[str], text: str, table: ActorTable, day: date | None) -> str | None:
    full = [key for key in ids if any(n in text for n, meant in table.names.items() if key in meant and " " in n)]
    if full:
        return full[0]
    if name in words("common_surnames") and not _has_title(name, text):
        return None
    return max(ids, key=lambda key: _in_office(key, table.terms, day))


def _has_title(name: str, text: str) -> bool:
    """Whether a title stands before a name anywhere in a text."""
    titled, longest = _titled()
    places = (found.start() for found in re.finditer(rf" {re.escape(name)}\b", text))
    return any(titled.search(text, max(0, place - longest), place) for place in places)


@cache
def _titled() -> tuple[re.Pattern[str], int]:
    """A title at the end of a text, and how long one can be."""
    titles = words("titles")
    return re.compile(rf"\b(?:{alternatives(titles)})\Z"), max(map(len, titles))


def _in_office(key: str, terms: Iterable[Term], day: date | None) -> tuple[bool, date]:
    held = [term for term in terms if term.actor == key]
    now = day is not None and any(term.on(day) for term in held)
    return now, max((term.since for term in held), default=date.min)


def _is_someone_else(text: str, mention: Mention, table: ActorTable, given: Callable[[str], bool]) -> bool:
    """Whether a family name alone follows another person's given name: *Eric Trump*."""
    name = mention.span.of(text)
    if " " in name or not table.actors[mention.actor].is_person:
        return False
    found = BEFORE.search(text, max(0, mention.span.start - 30), mention.span.start)
    if not found or not found.group(1)[0].isupper():
        return False
    word = found.group(1).rstrip(".")
    known = _title_words()
    if word in known or word.title() in known or word.lower() in words("function_words") or word in table.names:
        return False
    return word.endswith(("’s", "'s")) is False and f"{word} {name}" not in table.names and given(word)


@cache
def _title_words() -> frozenset[str]:
    return frozenset(part for title in words("titles") for part in title.replace(".", "").split())


def _is_given(word: str, text: str) -> bool:
    low = word.lower()
    if not word.isalpha() or word.isupper():
        return False
    return low not in text or not re.search(rf"\b{low}\b", text)
