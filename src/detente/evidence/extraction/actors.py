"""Who can speak and act: countries, bodies, armed groups, and the people who held offices, with their dates.

The table is data (`data/*.csv`, `data/organisations.toml`): an analyst may add rows. A person acts for the
party whose office they hold; a news agency, a pollster or an analyst acts for nobody but themselves.
"""

import csv
import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from typing import Any

from detente.errors import EvidenceError
from detente.evidence.extraction.lexicon import data

__all__ = ["TYPES", "Actor", "ActorTable", "Own", "Term", "load_actors", "surname"]

PUBLIC = "_PUBLIC"  # a people is not its state: Ukrainians are UKR_PUBLIC
TYPES = ("state", "person", "organisation", "group", "territory", "region", "media", "pollster", "public")
NATION = ("people", "public", "peoples")  # after a country's adjective: *the Sudanese people*
FAMILY_NAME_FIRST = frozenset({"CHN", "TWN", "PRK", "KOR", "KHM", "VNM"})
PARTICLES = frozenset({"al", "el", "abu", "bin", "ibn", "von", "van", "de", "der", "da"})
SHORTEST = 3  # letters of a name that no other word is when its accents are left out, as *to* is *Tô*
GIVEN_LAST = re.compile(r"[A-Z][a-z]+-[a-z]+")  # a given name of two syllables, as in *Kim Dae-sik*


@dataclass(frozen=True, slots=True)
class Actor:
    """Someone a text can name.

    Parameters
    ----------
    id
        Short and stable: ``UKR`` (ISO 3166 alpha-3), ``NATO``, ``PUTIN``.
    name
        The usual full name.
    type
        ``state``, ``person``, ``organisation``, ``group``, ``territory``, ``region``, ``media``, ``pollster``,
        ``public``.
    acts_for
        The party it speaks for; itself where nothing else is known.
    gender
        ``m``, ``f`` or empty: only for *he* and *she*.
    """

    id: str
    name: str
    type: str
    acts_for: str
    gender: str = ""

    @property
    def is_person(self) -> bool:
        """Whether *he* or *she* can stand for it."""
        return self.type == "person"


@dataclass(frozen=True, slots=True)
class Term:
    """Who held an office of a party, from when, until when (open where still in office), and where to check."""

    actor: str
    party: str
    office: str
    since: date
    until: date | None
    source: str

    def on(self, day: date) -> bool:
        """Whether the office was held on that day."""
        return self.since <= day and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True)
class Own:
    """An actor that a user adds: with every name that stands for it, and the offices it held."""

    actor: Actor
    names: tuple[str, ...]
    terms: tuple[Term, ...] = ()


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class ActorTable:
    """Actors by id, every name that may stand for one, and who held which office when.

    `at_home` are names that mean an actor only in texts of or about the party it acts for.
    """

    actors: Mapping[str, Actor]
    names: Mapping[str, tuple[str, ...]]
    terms: tuple[Term, ...] = ()
    surnames: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    at_home: Mapping[str, str] = field(default_factory=dict)
    held: Mapping[str, tuple[Term, ...]] = field(init=False)

    def __post_init__(self) -> None:
        held: dict[str, tuple[Term, ...]] = {}
        for term in self.terms:
            held[term.actor] = (*held.get(term.actor, ()), term)
        object.__setattr__(self, "held", held)

    def holder(self, party: str, office: str, day: date | None) -> str | None:
        """Who held a party's office on a day (the latest known where no day is given), or None.

        ``leader`` means whoever governs: president, prime minister, king, whichever the table has; no
        ``ceremonial president``, who is none the less the president.
        """
        fits = [t for t in self.terms if t.party == party and _same_office(office, t.office)]
        if day is not None:
            fits = [term for term in fits if term.on(day)]
        best = max(fits, key=lambda t: (-_rank(t.office), t.until or date.max, t.since), default=None)
        return best.actor if best else None

    def party(self, actor: str, day: date | None) -> str:
        """The party an actor acts for on a day; a person out of office acts for themselves."""
        held = self.held.get(actor, ())
        if day is None or not held:
            return self.actors[actor].acts_for
        return next((term.party for term in held if term.on(day)), actor)

    def with_own(self, own: Iterable[Own]) -> "ActorTable":
        """The same table and a user's actors; where an id or a name is the same, theirs goes before."""
        actors, names, surnames = dict(self.actors), dict(self.names), dict(self.surnames)
        terms = list(self.terms)
        for each in own:
            id = each.actor.id
            actors[id] = each.actor
            names.update(dict.fromkeys(each.names, (id,)))
            terms = [*(term for term in terms if term.actor != id or not each.terms), *each.terms]
            if each.actor.is_person and (last := surname(each.actor.name, each.actor.acts_for)) not in each.names:
                surnames[last] = (id, *surnames.get(last, ()))
        return replace(self, actors=actors, names=names, terms=tuple(terms), surnames=surnames)

    def with_actors(self, new: Iterable[tuple[Actor, Iterable[str]]]) -> "ActorTable":
        """The same table and the people and bodies found in one text, by their names there."""
        actors, names = dict(self.actors), dict(self.names)
        for found, called in new:
            actor = found if _is_same(found, actors.get(found.id, found)) else _renamed(found)
            actors.setdefault(actor.id, actor)
            for name in called:
                names.setdefault(name, (actor.id,))
        return replace(self, actors=actors, names=names)


def _is_same(found: Actor, known: Actor) -> bool:
    """Whether an actor found in a text is the known one of its id: Sergey V. Lavrov is, Ash Carter is no Jimmy."""
    return found.type == known.type and (found.type != "person" or found.name[:2] == known.name[:2])


def _renamed(actor: Actor) -> Actor:
    id = "".join(sign for sign in actor.name.upper() if sign.isalnum())
    return replace(actor, id=id, acts_for=id if actor.acts_for == actor.id else actor.acts_for)


GOVERNING = ("president", "prime minister", "chancellor", "premier", "king", "emir", "crown prince", "leader")


def _same_office(asked: str, held: str) -> bool:
    if held.removeprefix("ceremonial ").removeprefix("acting ") == asked.removeprefix("acting "):
        return True
    if asked in ("leader", "ruler"):
        return held.removeprefix("acting ") in (*GOVERNING, "supreme leader")
    return {asked, held} in ({"premier", "prime minister"}, {"chief diplomat", "foreign minister"})


def _rank(office: str) -> int:
    return GOVERNING.index(office) if office in GOVERNING else len(GOVERNING)


@cache
def load_actors() -> ActorTable:
    """The table of actors shipped with Detente.

    Raises
    ------
    EvidenceError
        Naming the file and row, for a term that ends before it begins or a party that is not in the table.
    """
    found = [*_countries(), *_organisations()]
    actors = {actor.id: actor for actor, _ in found}
    names: dict[str, list[str]] = {}
    for actor, called in found:
        for name in called:
            names.setdefault(name, []).append(actor.id)
    people, terms, surnames = _holders(actors)
    for actor, called in people:
        known = actors.get(actor.id)
        actors[actor.id] = known or actor
        for name in called:
            if actor.id not in names.setdefault(name, []):
                names[name].append(actor.id)
    return ActorTable(actors, {n: tuple(ids) for n, ids in names.items()}, terms, surnames, _at_home())


def _at_home() -> dict[str, str]:
    rows = tomllib.loads(data("organisations.toml")).items()
    return {name: key for key, row in rows for name in row.get("at_home", [])}


def _rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(data(name).splitlines()))


def _split(cell: str) -> list[str]:
    return [part for part in cell.split(";") if part]


def _countries() -> Iterable[tuple[Actor, list[str]]]:
    for row in _rows("countries.csv"):
        state = Actor(row["id"], row["name"], "state", row["id"])
        called = [row["name"]] + [n for key in ("aliases", "adjectives", "capitals") for n in _split(row[key])]
        yield state, [*called, *(name.upper() for name in called if len(name) > 4)]
        if people := [*_split(row["people"]), *(f"{a} {n}" for a in _split(row["adjectives"]) for n in NATION)]:
            yield Actor(row["id"] + PUBLIC, people[0], "public", row["id"]), people


def _organisations() -> Iterable[tuple[Actor, list[str]]]:
    for key, row in tomllib.loads(data("organisations.toml")).items():
        yield _organisation(key, row), [row["name"], *row.get("also", [])]


def _organisation(key: str, row: Mapping[str, Any]) -> Actor:
    if "name" not in row or "type" not in row:
        raise EvidenceError(f"organisations.toml: {key}: expected name and type, got {', '.join(row)}")
    return Actor(key, row["name"], row["type"], row.get("acts_for", key))


def _holders(
    known: Mapping[str, Actor],
) -> tuple[list[tuple[Actor, list[str]]], tuple[Term, ...], dict[str, tuple[str, ...]]]:
    people: list[tuple[Actor, list[str]]] = []
    terms: list[Term] = []
    surnames: dict[str, tuple[str, ...]] = {}
    for line, row in enumerate(_rows("holders.csv"), start=2):
        terms.append(_term(row, line, known))
        full = [*_spelt(row["name"]), *(name for name in _split(row["also"]) if " " in name)]
        short = [name for name in _split(row["also"]) if " " not in name]
        last = surname(row["name"], row["country"])
        people.append((Actor(row["id"], row["name"], "person", row["country"], row["gender"]), full))
        for name in {*_spelt(last), *short, *_bare(last)}:
            surnames[name] = (*surnames.get(name, ()), row["id"])
    return people, tuple(terms), {name: tuple(dict.fromkeys(ids)) for name, ids in surnames.items()}


def _spelt(name: str) -> list[str]:
    """A name as written and, where it has accents, without them: *Chávez*, *Chavez*."""
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", name) if not unicodedata.combining(sign))
    return list(dict.fromkeys((name, plain))) if len(plain) > SHORTEST else [name]


def _bare(last: str) -> list[str]:
    """A family name without its article: *Burhan* for *al-Burhan*."""
    article, _, rest = last.partition("-")
    return [rest] if article.lower() in ("al", "el") and len(rest) > 3 else []


def _term(row: Mapping[str, str], line: int, known: Mapping[str, Actor]) -> Term:
    since = date.fromisoformat(row["from"])
    until = date.fromisoformat(row["to"]) if row["to"] else None
    if row["country"] not in known:
        raise EvidenceError(f"holders.csv:{line}: country: expected an actor of the table, got {row['country']}")
    if until is not None and until < since:
        raise EvidenceError(f"holders.csv:{line}: expected from ≤ to, got {since} and {until}")
    return Term(row["id"], row["country"], row["office"], since, until, row["source"])


def surname(name: str, country: str = "") -> str:
    """The part of a full name that stands alone in later sentences.

    >>> [surname("Petro Poroshenko"), surname("Xi Jinping", "CHN"), surname("Kim Dae-sik"), surname("Sami Abu Saleh")]
    ['Poroshenko', 'Xi', 'Kim', 'Abu Saleh']
    """
    words = name.split()
    if country in FAMILY_NAME_FIRST or (len(words) == 2 and GIVEN_LAST.fullmatch(words[-1])):
        return words[0]
    first = next((i for i, word in enumerate(words[1:], start=1) if word.lower() in PARTICLES), len(words) - 1)
    return " ".join(words[max(first, 1) if len(words) > 1 else 0 :])
