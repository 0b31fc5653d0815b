"""Who is in a dispute, as its documents name them: the parties, those that fight, who deals with whom.

Everything here is a guess by stated rules, for an analyst to correct; each rule looks at words, not at one dispute.
"""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from unicodedata import normalize

from detente.case.drafting.acts import Done, acts, acts_in
from detente.evidence.contradiction import spoken_for
from detente.evidence.document import Document, Span
from detente.evidence.extraction.actors import ActorTable
from detente.evidence.ledger import Item
from detente.evidence.record import Evidence

__all__ = ["MOST_PARTIES", "OTHER_SIDE", "Named", "Scene", "scene_of"]

MOST_PARTIES = 7  # more make a table nobody reads; those with the least to say are left out, and named
LONGEST_SLUG = 4  # words of a name in the id of a party
OTHER_SIDE = "other_side"  # against whom a party fights that the documents do not name
PARTY_TYPES = ("state", "organisation", "group", "region")
HOLDS, ASKED, SPEAKS, NAMED = 3, 3, 2, 1  # what speaks for an actor's being a party
MENTIONS_NAMED = 2  # mentions that make an actor named in a demand a party, though it says and is asked nothing
ONE_OF = {"EU": "EUR"}  # where both are named, the first is taken as the second's body
RESERVED = frozenset({"and", "or", "not", "if", "iff", "unless", "true", "false", "state", "min", "max"})
FORCE = re.compile(
    r"(?:’s|'s)?[ -](?:\w+ ){0,2}?(?:aggression|invasion|offensive|attacks?|air ?strikes?|strikes|shelling|bombing|"
    r"bombardment|incursion|troops|forces|army|militar\w+|soldiers|fighters|war|conflict)\b"
    r"(?! (?:aid|support|assistance|bases?|help|deliver\w+|sales?))",
    re.IGNORECASE,
)
AT_WAR = re.compile(
    r"\b(?:war|fighting|conflict|hostilities|cease-?fire|truce|invasion|attacks?)\s"
    r"(?:in|against|on|with|within|of|between)\s(?:the\s)?$|\bbetween\s[^.]{2,40}\sand\s(?:the\s)?$",
    re.IGNORECASE,
)
JOINED = re.compile(r"\s?[-–—/&]\s?|\sand\s|\swith\s|\s?[-–]\s?", re.IGNORECASE)
CEASEFIRE = next(act for act in acts() if act.name == "ceasefire")
DASH = re.compile(r"\s?[-–—/]\s?")
WAR = re.compile(r"\s(?:war|conflict|fighting|front)\b", re.IGNORECASE)
ARTICLE = re.compile(
    r"^(?:United|European|African|Arab) |(?:Union|Nations|Republic|Forces|Army|Agency|League|Group)$"
)
NEAR = 40  # characters from a pair to what it does together


@dataclass(frozen=True, slots=True)
class Named:
    """A party named at a place of a text."""

    party: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Scene:
    """The parties of a dispute and how its documents show them.

    Parameters
    ----------
    parties
        Ids of actors, the one with most to say first.
    fighters
        Those of them that fight.
    pairs
        How often two are named as dealing with each other.
    doers
        For each act, who is named as doing it anywhere in the documents.
    left_out
        Actors that have some part in what is said, and were taken for no party.
    """

    table: ActorTable
    documents: Mapping[str, Document]
    mentions: Mapping[str, Sequence[Named]]
    parties: tuple[str, ...]
    fighters: tuple[str, ...]
    pairs: Mapping[frozenset[str], int]
    doers: Mapping[str, tuple[str, ...]]
    names: Mapping[str, str]
    slugs: Mapping[str, str]
    left_out: tuple[str, ...] = ()

    @property
    def outsiders(self) -> tuple[str, ...]:
        """The parties that do not fight; all of them where none does."""
        return tuple(party for party in self.parties if party not in self.fighters) if self.fighters else self.parties

    def named(self, source: str, span: Span) -> tuple[Named, ...]:
        """The parties named in a range of a document, in order of place."""
        return tuple(_between(self.mentions.get(source, ()), span.start, span.end))

    def partner(self, party: str) -> str | None:
        """With whom a party is most often named as dealing."""
        found = [(count, pair) for pair, count in self.pairs.items() if party in pair]
        best = max(found, key=lambda each: each[0], default=None)
        return next(iter(best[1] - {party}), None) if best else None

    def pair(self) -> tuple[str, ...]:
        """The two that are most often named as dealing with each other, in the order of the parties."""
        best = max(self.pairs, key=lambda each: self.pairs[each], default=frozenset())
        return tuple(party for party in self.parties if party in best)

    def party(self, actor: str | None) -> str | None:
        """The party that an actor is or acts for, where it is one."""
        known = self.table.actors.get(actor or "")
        id = _folded(known.acts_for, self.parties) if known else actor
        return id if id in self.parties else actor if actor in self.parties else None

    def voice(self, content: Evidence) -> str | None:
        """The party whose words or demand an item is."""
        return self.party(spoken_for(content, self.table)) or self.party(content.holder or content.speaker)

    def called(self, party: str) -> str:
        """A party's name inside a sentence."""
        name = self.names[party]
        if name.startswith("The "):
            return f"the {name[4:]}"
        return f"the {name}" if ARTICLE.search(name) else name

    def slug(self, party: str) -> str:
        """A short name for a party's table: ``usa``, ``ukraine``, ``south_korea``."""
        return self.slugs[party]


def scene_of(documents: Sequence[Document], items: Sequence[Item], table: ActorTable) -> Scene:
    """The scene that the items of some documents set."""
    by_digest = {document.digest: document for document in documents}
    contents = [item.content for item in items]
    counts = Counter(id for content in contents if (id := _mentioned(content)))
    ranked, rest = _ranked(contents, counts, table)
    mentions = _mentions(contents, ranked)
    fighters = _fighters(by_digest, mentions, ranked, table)
    sentences = [content for content in contents if content.kind == "status"]
    names = {party: _name(party, contents, table) for party in ranked}
    if len(fighters) == 1:
        ranked, fighters = (*ranked, OTHER_SIDE), (*fighters, OTHER_SIDE)
        names[OTHER_SIDE] = "The other side"
    doers = _doers(sentences, mentions)
    pairs = _pairs(by_digest, mentions)
    slugs = _slugs(ranked, names, table)
    return Scene(table, by_digest, mentions, ranked, fighters, pairs, doers, names, slugs, rest)


def _slugs(parties: Sequence[str], names: Mapping[str, str], table: ActorTable) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for party in parties:
        slug = _slug(party, names[party], table)
        found[party] = slug if slug not in found.values() else f"{slug}_{len(found) + 1}"
    return found


def _slug(party: str, name: str, table: ActorTable) -> str:
    if party == OTHER_SIDE:
        return OTHER_SIDE
    if " " in name:
        short = [
            known for known, ids in table.names.items() if ids == (party,) and known.isupper() and known.isalpha()
        ]
        name = party if party in short else min(short, key=len, default=name)
    plain = normalize("NFKD", name.lower()).encode("ascii", "ignore").decode()
    slug = "_".join(re.findall(r"\w+", plain)[:LONGEST_SLUG]) or "party"
    return f"{slug}_" if slug in RESERVED or not slug[0].isalpha() else slug


def _mentioned(content: Evidence) -> str | None:
    return (content.acts_for or content.actor) if content.kind == "mention" else None


def _folded(id: str, known: Iterable[str]) -> str:
    """An id, or that of the larger party it belongs to where that is there."""
    larger = ONE_OF.get(id)
    return larger if larger is not None and larger in set(known) else id


def _ranked(
    contents: Sequence[Evidence], counts: Counter[str], table: ActorTable
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The parties, and who has some part in what is said and is none."""
    parts: Counter[str] = Counter()
    named: Counter[str] = Counter()
    mentioned = _by_source(contents)
    for content in contents:
        for id, weight in _parts(content, table):
            parts[_folded(id, counts)] += weight
        if content.kind == "demand":
            named.update({_folded(id, counts) for id in _named_within(content, mentioned)})
    for id, times in named.items():
        if counts[id] >= MENTIONS_NAMED:
            parts[id] += NAMED * times
    folded = Counter({_folded(id, counts): 0 for id in counts})
    for id, count in counts.items():
        folded[_folded(id, counts)] += count
    fit = [id for id in parts if _can_be(id, table)]
    if len(fit) < 2:  # a dispute of people and bodies that the table does not know
        fit = list(parts)
    order = sorted(fit, key=lambda id: (-parts[id] - folded[id], id))
    others = sorted(id for id in {*parts, *named} - set(order[:MOST_PARTIES]) if _can_be(id, table))
    return tuple(order[:MOST_PARTIES]), tuple(others)


def _parts(content: Evidence, table: ActorTable) -> Iterator[tuple[str, int]]:
    """Who takes which part in an item: makes a demand, is asked, speaks."""
    voice = spoken_for(content, table)
    if content.kind == "demand":
        if voice:
            yield voice, HOLDS
        if content.of:
            known = table.actors.get(content.of)
            yield (known.acts_for if known else content.of), ASKED
    elif content.kind == "quote" and voice:
        yield voice, SPEAKS


def _by_source(contents: Iterable[Evidence]) -> Mapping[str, Sequence[Named]]:
    """Who is mentioned where, in order of place."""
    found: dict[str, list[Named]] = defaultdict(list)
    for content in contents:
        if id := _mentioned(content):
            found[content.source].append(Named(id, content.start, content.end))
    return {source: sorted(named, key=lambda each: each.start) for source, named in found.items()}


def _named_within(content: Evidence, mentioned: Mapping[str, Sequence[Named]]) -> Iterator[str]:
    known = mentioned.get(content.source, ())
    yield from (each.party for each in _between(known, content.start, content.end))


def _can_be(id: str, table: ActorTable) -> bool:
    known = table.actors.get(id)
    return known is not None and known.type in PARTY_TYPES


def _mentions(contents: Sequence[Evidence], parties: Sequence[str]) -> Mapping[str, Sequence[Named]]:
    found: dict[str, list[Named]] = defaultdict(list)
    for content in contents:
        id = _mentioned(content)
        party = _folded(id, parties) if id else None
        if party in parties and party is not None:
            found[content.source].append(Named(party, content.start, content.end))
    return {source: sorted(named, key=lambda each: each.start) for source, named in found.items()}


def _fighters(
    documents: Mapping[str, Document],
    mentions: Mapping[str, Sequence[Named]],
    parties: Sequence[str],
    table: ActorTable,
) -> tuple[str, ...]:
    """Those named with forces, attacks or a war of their own; an armed group wherever there is a war to end."""
    texts = {source: documents[source].blanked for source in mentions if source in documents}
    if not any(CEASEFIRE.words.search(text) for text in texts.values()):
        return ()
    found = {party for source, text in texts.items() for party in _at_war(text, mentions[source])}
    found |= {id for id in parties if _is_group(id, table)}
    if len(found) == 1:  # against whom: an armed group against a government, a government against a group
        against = [
            id for id in parties if id not in found and _is_group(id, table) != _is_group(next(iter(found)), table)
        ]
        found |= set(against[:1])
    return tuple(party for party in parties if party in found)


def _at_war(text: str, named: Sequence[Named]) -> Iterator[str]:
    """Those of whom it is said: with forces, attacks or a war of their own, alone or joined to another by a dash."""
    for place, each in enumerate(named):
        before, after = text[max(0, each.start - 60) : each.start], text[each.end : each.end + 60]
        last = named[place + 1] if place + 1 < len(named) else each
        dashed = last is not each and DASH.fullmatch(text[each.end : last.start]) is not None
        if FORCE.match(after) or AT_WAR.search(before) or (dashed and WAR.match(text[last.end : last.end + 20])):
            yield each.party


def _is_group(party: str, table: ActorTable) -> bool:
    known = table.actors.get(party)
    return known is not None and known.type == "group"


def _pairs(
    documents: Mapping[str, Document], mentions: Mapping[str, Sequence[Named]]
) -> Mapping[frozenset[str], int]:
    """Two parties joined by a dash, *and* or *with*, beside something that is done by two."""
    found: Counter[frozenset[str]] = Counter()
    for source, named in mentions.items():
        text = documents[source].blanked if source in documents else ""
        for one, other in pairwise(named):
            gap = text[one.end : other.start]
            if one.party == other.party or len(gap) > NEAR or "." in gap:
                continue
            around = text[max(0, one.start - NEAR) : other.end + NEAR]
            together = JOINED.fullmatch(gap) or _joint(gap)
            if together and _joint(around):
                found[frozenset({one.party, other.party})] += 1
    return found


def _joint(text: str) -> tuple[Done, ...]:
    return tuple(done for done in acts_in(text) if done.act.who in ("pair", "signers"))


def _doers(sentences: Sequence[Evidence], mentions: Mapping[str, Sequence[Named]]) -> Mapping[str, tuple[str, ...]]:
    """Who is named just before an act, in any sentence."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for sentence in sentences:
        named = _between(mentions.get(sentence.source, ()), sentence.start, sentence.end)
        for done in acts_in(sentence.exact) if named else ():
            before = [each for each in named if each.end - sentence.start <= done.start]
            if before and done.start - (before[-1].end - sentence.start) <= 2 * NEAR:
                found[done.act.name][before[-1].party] = None
    return {act: tuple(parties) for act, parties in found.items()}


def _between(named: Sequence[Named], start: int, end: int) -> Sequence[Named]:
    first = bisect_left(named, start, key=lambda each: each.start)
    return named[first : bisect_left(named, end, key=lambda each: each.start)]


def _name(party: str, contents: Sequence[Evidence], table: ActorTable) -> str:
    known = table.actors.get(party)
    if known:
        return known.name
    words = [content.exact for content in contents if party in (content.actor, content.acts_for)]
    return max(words, key=len, default=party.title())
