"""Which claims deny one another, and whose word weighs more.

Two items are *opposed* where one party is said to hold something and said to deny it: an official reports a
condition, the president says that there is none. What is found is proposed as a link for a person to judge. Which of
the two is right is not decided here; `authority` says only who speaks with more standing for the party.

Claims are compared by who is named in them and by the stems of their other words. Sentence embeddings are not used:
they cannot tell a claim from its swap.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from detente.evidence.extraction.actors import GOVERNING, ActorTable, load_actors
from detente.evidence.extraction.lexicon import words
from detente.evidence.record import Evidence

__all__ = ["AUTHORITIES", "Opposition", "authority", "oppositions", "spoken_for"]

AUTHORITIES = {  # how much a voice counts for its party, the most first
    4: "whoever governs it, by name",
    3: "a named person who acts for it",
    2: "one of its institutions",
    1: "somebody unnamed",
    0: "nobody in particular",
}
Spoke = Callable[[str], date | None]
CLAIMS = ("quote", "demand", "conditional", "claim")
HELD = ("asserted", "reported_by_unnamed")
SAME_NAMED = 0.34  # share of all words of both that are common, where both name the same two parties or more
SAME_BARE = 0.6  # the same where fewer names hold the claims together
FEWEST_BARE = 2  # words in common that then are needed
WORD = re.compile(r"[^\W\d_]+")
ENDINGS = ("ings", "ing", "ments", "ment", "ions", "ion", "ies", "es", "ed", "s", "e")
SHORTEST = 3  # letters of a stem
IDLE = frozenset({"also", "only", "first", "place", "would", "will", "agree", "agreed", "agrees", "ready", "willing"})
ALIKE = {  # stem → the stem it counts as
    "summit": "meet",
    "talk": "meet",
    "met": "meet",
    "negotiat": "meet",
    "tak": "happen",
    "took": "happen",
    "occur": "happen",
    "held": "hold",
    "withdrew": "withdraw",
    "withdrawal": "withdraw",
    "truc": "ceasefir",
    "gav": "giv",
    "given": "giv",
    "left": "leav",
    "paid": "pay",
}


@dataclass(frozen=True, slots=True)
class Opposition:
    """A claim and its denial: ids of two items, and what a reviewer should know."""

    claim: str
    denial: str
    why: str


@dataclass(frozen=True, slots=True)
class _Topic:
    """What a claim is about: the party it is claimed of, the parties and the stems in its words."""

    party: str
    named: frozenset[str]
    stems: frozenset[str]


def spoken_for(item: Evidence, table: ActorTable) -> str | None:
    """The party whose claim an item is: the one its speaker or holder acts for."""
    voice = item.acts_for or item.holder or item.speaker
    known = table.actors.get(voice or "")
    return known.acts_for if known and not item.acts_for else voice


def authority(item: Evidence, table: ActorTable, day: date | None = None) -> int:
    """How much the voice behind an item counts for its party: a key of `AUTHORITIES`."""
    if item.stance == "reported_by_unnamed":
        return 1
    voice = item.holder or item.speaker
    if voice is None:
        return 1 if item.speaker_text else 0
    terms = [term for term in table.held.get(voice, ()) if day is None or term.on(day)]
    if any(term.office in GOVERNING for term in terms):
        return 4
    known = table.actors.get(voice)
    return 3 if known is None or known.is_person else 2


def oppositions(
    contents: Iterable[Evidence], table: ActorTable | None = None, spoke: Spoke = lambda _: None
) -> tuple[Opposition, ...]:
    """Claims of one party and their denials, in order of the claims; the mentions among them say who is named.

    Parameters
    ----------
    spoke
        When a source spoke, by its digest: who governed is judged on that day, or on any where it is not known.
    """
    table = table or load_actors()
    given = tuple(contents)
    mentions = _mentions(given)
    topics = [(item, topic) for item in given if item.kind in CLAIMS and (topic := _topic(item, mentions, table))]
    return tuple(_opposition(claim, denial, table, spoke) for claim, denial in _pairs(topics))


def _pairs(topics: Sequence[tuple[Evidence, _Topic]]) -> Iterator[tuple[Evidence, Evidence]]:
    denials = [(item, topic) for item, topic in topics if item.stance == "denied"]
    for claim, about in topics:
        for denial, denied in denials if claim.stance in HELD else ():
            if claim.kind == denial.kind and about.party == denied.party and _same(about, denied):
                yield claim, denial


def _opposition(claim: Evidence, denial: Evidence, table: ActorTable, spoke: Spoke) -> Opposition:
    one, other = (authority(item, table, spoke(item.source)) for item in (claim, denial))
    weighs = "the denial" if other > one else "the claim" if one > other else "neither"
    why = f"claimed by {AUTHORITIES[one]}, denied by {AUTHORITIES[other]}: {weighs} outranks the other"
    return Opposition(claim.id, denial.id, why if weighs != "neither" else why.rpartition(":")[0])


def _mentions(given: Iterable[Evidence]) -> Mapping[str, list[Evidence]]:
    found: dict[str, list[Evidence]] = defaultdict(list)
    for item in given:
        if item.kind == "mention":
            found[item.source].append(item)
    for mentions in found.values():
        mentions.sort(key=lambda item: item.start)
    return found


def _topic(item: Evidence, mentions: Mapping[str, list[Evidence]], table: ActorTable) -> _Topic | None:
    party = spoken_for(item, table)
    if party is None:
        return None
    known = mentions.get(item.source, [])
    first = bisect_left(known, item.start, key=lambda mention: mention.start)
    inside = known[first : bisect_left(known, item.end, key=lambda mention: mention.start)]
    named = frozenset(mention.acts_for or mention.actor or "" for mention in inside)
    return _Topic(party, named - {""}, _stems(_without(item, inside)))


def _without(item: Evidence, mentions: Sequence[Evidence]) -> str:
    """The words of an item without the names in them."""
    kept, done = [], item.start
    for mention in mentions:
        kept.append(item.exact[done - item.start : max(mention.start, done) - item.start])
        done = max(done, mention.end)
    return " ".join([*kept, item.exact[done - item.start :]])


def _stems(text: str) -> frozenset[str]:
    idle = words("function_words") | {title.lower() for title in words("titles")} | IDLE
    return frozenset(_stem(word) for word in WORD.findall(text.lower()) if len(word) > 2 and word not in idle)


def _stem(word: str) -> str:
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST:
            word = word.removesuffix(ending)
            break
    if len(word) > SHORTEST and word[-1] == word[-2] and word[-1] not in "ls":
        word = word[:-1]  # dropp(ed), permitt(ing)
    return ALIKE.get(word, word)


def _same(one: _Topic, other: _Topic) -> bool:
    common, either = len(one.stems & other.stems), len(one.stems | other.stems)
    if len(one.named) > 1 and one.named == other.named:
        return common > 0 and common >= SAME_NAMED * either
    near = one.named <= other.named or other.named <= one.named
    return near and common >= FEWEST_BARE and common >= SAME_BARE * either
