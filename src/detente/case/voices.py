"""Whose words an item of evidence is: from the actors that a text names to the parties of a case.

A case calls its parties as its author likes (``usa``, *United States*); items name actors by the ids of the table
of actors (``USA``, ``TRUMP``), or as somebody typed them. They are the same where the table knows the party's name
as the actor's, or the words are the same but for case.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache

from detente.case.model import Case, Party
from detente.evidence.contradiction import spoken_for
from detente.evidence.extraction.actors import ActorTable, load_actors
from detente.evidence.ledger import Item
from detente.evidence.record import Evidence

__all__ = ["about", "actors_called", "actors_of", "party_of", "said_by"]


def actors_called(text: str, table: ActorTable | None = None) -> frozenset[str]:
    """Folded ids and names of the actors that a word may mean: an actor's id, or one of its names."""
    folded = text.casefold()
    return frozenset({folded} | {id.casefold() for id in _named(table or load_actors()).get(folded, ())})


@cache
def _named(table: ActorTable) -> dict[str, set[str]]:
    """The actors by each of their names, folded."""
    found: dict[str, set[str]] = {}
    for name, ids in table.names.items():
        found.setdefault(name.casefold(), set()).update(ids)
    return found


def actors_of(party: Party, table: ActorTable | None = None) -> frozenset[str]:
    """Folded ids and names of the actors that a party of a case is."""
    return actors_called(party.id, table) | actors_called(party.name, table)


def about(items: Sequence[Item], actors: Iterable[str], table: ActorTable | None = None) -> list[Item]:
    """The items that are said by one of these actors or somebody who acts for one, asked of one, or name one."""
    table, wanted = table or load_actors(), frozenset(actors)
    own = [item for item in items if _concerns(item.content, wanted, table)]
    places = defaultdict(list)
    for item in own:
        if item.content.kind == "mention":
            places[item.content.source].append(item.content.start)
    starts = {source: sorted(found) for source, found in places.items()}
    ids = {item.id for item in own}
    return [item for item in items if item.id in ids or _holds_one(item.content, starts.get(item.content.source, []))]


def said_by(items: Sequence[Item], actors: Iterable[str], table: ActorTable | None = None) -> list[Item]:
    """The items that one of these actors, or somebody who acts for one, says or holds."""
    table, wanted = table or load_actors(), frozenset(actors)
    return [item for item in items if not wanted.isdisjoint(_voices(item.content, table))]


def _voices(content: Evidence, table: ActorTable) -> set[str]:
    voices = (content.speaker, content.holder, content.acts_for, spoken_for(content, table))
    return {voice.casefold() for voice in voices if voice}


def _holds_one(content: Evidence, starts: Sequence[int]) -> bool:
    place = bisect_left(starts, content.start)
    return place < len(starts) and starts[place] < content.end


def _concerns(content: Evidence, actors: frozenset[str], table: ActorTable) -> bool:
    named = {content.speaker, content.holder, content.of, content.actor, content.acts_for, spoken_for(content, table)}
    return not {name.casefold() for name in named if name}.isdisjoint(actors)


def party_of(content: Evidence, case: Case) -> Party | None:
    """The party of a case whose claim an item is, or None where it is nobody's or an outsider's."""
    table = case.actors
    voices = {voice.casefold() for voice in (spoken_for(content, table), content.holder, content.speaker) if voice}
    return next((party for party in case.parties if not voices.isdisjoint(actors_of(party, table))), None)
