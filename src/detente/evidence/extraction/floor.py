"""Who has the floor in a transcript: the person a label names or a title means, else whom an office serves."""

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence

from detente.evidence.document import Span
from detente.evidence.extraction.lexicon import forms
from detente.evidence.extraction.reading import Reading
from detente.evidence.extraction.reference import Someone
from detente.evidence.extraction.turns import Turn, is_office

__all__ = ["heard", "in_turn"]

TITLE = re.compile(r"^(?:the|senior|official) ", re.IGNORECASE)


def heard(reading: Reading) -> tuple[tuple[Turn, Someone], ...]:
    """The turns of a transcript with who speaks them; nobody known where a questioner has no name."""
    found = reading.turns
    parts = _name_parts(reading) if found else {}
    names = {turn.label: _named(reading, turn, parts) for turn in found}
    if found and (asked := _interviewed(reading, found[0])):
        names |= {turn.label: asked for turn in found if turn.name == "A"}
    bearers = {role: who for turn in found if (who := names[turn.label]) for role in [_role(turn.name)] if role}
    called = dict.fromkeys(turn.name for turn in found)
    home = _home(reading, list(called))
    offices = {name: bearers.get(name) or _titled(reading, name) or home for name in called if is_office(name)}
    return tuple((turn, _who(reading, turn, names[turn.label], offices)) for turn in found)


def _interviewed(reading: Reading, first: Turn) -> str | None:
    """Who answers as *A:*, the first person named before the interview begins."""
    before = reading.cast.inside(0, first.block)
    return next((mention.actor for mention in before if reading.cast.actor(mention.actor).is_person), None)


def in_turn(turns: Sequence[tuple[Turn, Someone]], place: Span) -> Someone | None:
    """Who has the turn at a place of a transcript; None elsewhere."""
    index = bisect_right(turns, place.end - 1, key=lambda pair: pair[0].words.start) - 1
    return turns[index][1] if index >= 0 and turns[index][0].words.overlaps(place) else None


def _name_parts(reading: Reading) -> dict[str, str]:
    """The first actor named in the document by each word of an actor's name, and by the initials of a person's."""
    first: dict[str, str] = {}
    for actor in dict.fromkeys(mention.actor for mention in reading.cast.mentions):
        known = reading.cast.actor(actor)
        initials = "".join(word[0] for word in known.name.split()) if known.is_person else ""
        for word in (*known.name.split(), *([initials.title()] if len(initials) > 1 else [])):
            first.setdefault(word, actor)
    return first


def _named(reading: Reading, turn: Turn, parts: Mapping[str, str]) -> str | None:
    """The actor a label names, a person before a party."""
    cast = reading.cast
    named = [mention.actor for mention in cast.inside(turn.label.start, turn.label.end)]
    alike = parts.get(turn.name.split(", ", maxsplit=1)[0].split()[-1].title())
    people = [actor for actor in (alike, *named) if actor is not None and cast.actor(actor).is_person]
    known = people or named
    return known[-1] if known else None


def _role(name: str) -> str | None:
    """The office of a label that also names who holds it: *Official Spokesperson, Ann Orr*."""
    return name.split(", ", maxsplit=1)[0] if ", " in name else None


def _who(reading: Reading, turn: Turn, named: str | None, offices: Mapping[str, str | None]) -> Someone:
    person = named is not None and reading.cast.actor(named).is_person
    if named is None and not turn.asks and turn.name in offices:
        unnamed = re.search(r"\bofficial\b(?: \S+)?$", turn.name, re.IGNORECASE) is not None
        return Someone(offices[turn.name], turn.name, unnamed=unnamed)
    return Someone(named, turn.name, unnamed=turn.asks and not person)


def _titled(reading: Reading, name: str) -> str | None:
    """The first person named with the title of a label: *President Orr … THE PRESIDENT:*."""
    title = re.escape(TITLE.sub("", name))
    for match in re.finditer(rf"\b{title} (?=[A-Z])", reading.text, re.IGNORECASE):
        mention = reading.cast.at(match.end())
        if mention is not None and reading.cast.actor(mention.actor).is_person:
            return mention.actor
    return None


def _home(reading: Reading, names: Sequence[str]) -> str | None:
    """Whom those with only an office speak for: the issuer, or the state whose bodies bear such a name."""
    bodies = forms("turns_bodies")
    told = (bodies[body] for name in names for body in bodies if body in name.lower())
    return reading.issuer or next(told, None)
