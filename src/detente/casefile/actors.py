"""A case's own actors: ``actors.toml`` beside the ``case.toml``, added to the shipped table and going before it.

A table for each actor, by its id::

    [NFR]
    name = "Northern Front for Renewal"
    type = "group"
    also = ["Northern Front", "NFR"]

    [HARRA]
    name = "Amina Harra"
    type = "person"
    acts_for = "NFR"
    held = [{ office = "leader", of = "NFR", from = 2024-03-01 }]
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple

from detente.casefile.complaints import Complaints
from detente.casefile.locate import Key
from detente.casefile.source import decode, parse_toml, read_bytes
from detente.casefile.validate import shown
from detente.errors import did_you_mean
from detente.evidence.extraction.actors import TYPES, Actor, ActorTable, Own, Term, load_actors

__all__ = ["ACTORS_FILE", "read_actors"]

ACTORS_FILE = "actors.toml"


class _Kind(NamedTuple):
    """What a value has to be, and how people call that."""

    type: type
    name: str


TEXT, LIST, DAY = _Kind(str, "a text in quotes"), _Kind(list, "a list"), _Kind(date, "a day such as 2025-08-07")
KEYS = {"name": TEXT, "type": TEXT, "acts_for": TEXT, "gender": TEXT, "also": LIST, "held": LIST}
HELD = {"office": TEXT, "of": TEXT, "from": DAY, "to": DAY}


def read_actors(folder: Path) -> ActorTable:
    """The table of actors for a case folder: the shipped one, and what its ``actors.toml`` adds or replaces.

    Raises
    ------
    FileProblem
        If the file is there and cannot be read.
    CaseError
        With every problem of the file: line, key, what was expected, what was got.
    """
    file, shipped = folder / ACTORS_FILE, load_actors()
    if not file.exists():
        return shipped
    text = decode(read_bytes(file), str(file))
    complaints = Complaints(str(file), text)
    tables = parse_toml(text, str(file))
    known = {*shipped.actors, *tables}
    own = [found for id, row in tables.items() if (found := _own(id, row, known, complaints))]
    complaints.raise_any()
    return shipped.with_own(own)


def _own(id: str, row: Any, known: set[str], complaints: Complaints) -> Own | None:
    """One actor with its further names and terms; None where something is wrong with it."""
    before = len(complaints.problems)
    if not isinstance(row, dict):
        complaints.add((id,), f"expected a table [{id}] with name and type, got {shown(row)}")
        return None
    _check((id,), row, KEYS, ("name", "type"), complaints)
    _one_of((id, "type"), row.get("type"), TYPES, complaints)
    _one_of((id, "gender"), row.get("gender"), ("m", "f"), complaints)
    _one_of((id, "acts_for"), row.get("acts_for"), known, complaints)
    for number, name in enumerate(_listed(row, "also")):
        if not isinstance(name, str) or not any(map(str.isalnum, name)):
            complaints.add((id, "also", number), f"expected a name in quotes, got {shown(name)}")
    for number, held in enumerate(_listed(row, "held")):
        _check_held((id, "held", number), held, known, complaints)
    return _made(id, row) if len(complaints.problems) == before else None


def _made(id: str, row: Mapping[str, Any]) -> Own:
    terms = tuple(
        Term(id, held["of"], held["office"], held["from"], held.get("to"), ACTORS_FILE)
        for held in row.get("held", ())
    )
    serves = row.get("acts_for") or (terms[-1].party if terms else id)
    actor = Actor(id, row["name"], row["type"], serves, row.get("gender", ""))
    return Own(actor, (row["name"], *row.get("also", ())), terms)


def _check_held(key: Key, held: Any, known: set[str], complaints: Complaints) -> None:
    if not isinstance(held, dict):
        complaints.add(key, f'expected {{ office = "…", of = "…", from = 2025-08-07 }}, got {shown(held)}')
        return
    _check(key, held, HELD, ("office", "of", "from"), complaints)
    _one_of((*key, "of"), held.get("of"), known, complaints)
    since, until = held.get("from"), held.get("to")
    if type(since) is type(until) is date and until < since:
        complaints.add((*key, "to"), f"expected a day after from ({since}), got {until}")


def _check(
    key: Key, row: Mapping[str, Any], kinds: Mapping[str, _Kind], needed: tuple[str, ...], complaints: Complaints
) -> None:
    """Complain of keys that are unknown or missing, and of values of another kind."""
    for name, value in row.items():
        if name not in kinds:
            complaints.add((*key, name), f"unknown key{did_you_mean(name, kinds)}; known are {', '.join(kinds)}")
        elif not isinstance(value, kinds[name].type) or isinstance(value, datetime) or value == "":
            complaints.add((*key, name), f"expected {kinds[name].name}, got {shown(value)}")
    for name in needed:
        if name not in row:
            complaints.add((*key, name), f"this key is missing; expected {kinds[name].name}")


def _one_of(key: Key, value: Any, known: tuple[str, ...] | set[str], complaints: Complaints) -> None:
    if isinstance(value, str) and value and value not in known:
        names = ", ".join(known) if isinstance(known, tuple) else "the id of an actor, here or in the shipped table"
        complaints.add(key, f'expected {names}; got "{value}"{did_you_mean(value, known)}')


def _listed(row: Mapping[str, Any], key: str) -> Iterator[Any]:
    yield from row[key] if isinstance(row.get(key), list) else ()
