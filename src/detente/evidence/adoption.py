"""Taking over what others hold: their items proposed here, with what became of them there told and not believed.

An acceptance made by others is information, not an acceptance here: it stands in the reason of the proposal. Whoever
takes the file over may say that it holds here too; then each act is made again, in their name and at their time.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from detente.evidence.ledger import Entry, Item, Ledger
from detente.evidence.record import Evidence
from detente.evidence.review import GONE, Act

__all__ = ["Adopted", "adopt"]

FROM = "in the imported file"
AGAIN: Mapping[str, tuple[Act, ...]] = {  # the acts that bring a proposal to a status
    "proposed": (),
    "accepted": ("accepted",),
    "rejected": ("rejected",),
    "retracted": ("accepted", "retracted"),
}
Link = tuple[str, Act, str]  # an item, what it does, and to which other


@dataclass(frozen=True, slots=True)
class Adopted:
    """What comes of taking items over.

    Parameters
    ----------
    entries
        To append to the ledger, in order.
    new
        Ids of the items that are proposed.
    known
        Ids of the items that were here.
    differing
        Those of the known ones that the file has with another content; nothing of them is changed.
    left
        Links of the file that are not made: they would take an acceptance here out of force.
    """

    entries: tuple[Entry, ...]
    new: tuple[str, ...]
    known: tuple[str, ...]
    differing: tuple[str, ...] = ()
    left: tuple[Link, ...] = ()


def adopt(ledger: Ledger, items: Iterable[Item], *, who: str, when: str, keep_status: bool = False) -> Adopted:
    """What is to be appended to a ledger so that it holds the items of others, each once, with their links.

    An item keeps its id, as long as what it was first proposed as is known; else it has that of its content.

    Parameters
    ----------
    who, when
        Who takes them over, and when.
    keep_status
        Whether what was accepted, rejected or retracted there is so here too.
    """
    found = {item.id: item for item in items}
    here = {item.content.id: item.id for item in ledger.items.values()}
    ids = {id: _id_here(item, ledger, here) for id, item in found.items()}
    fresh = {ids[id]: item for id, item in found.items() if ids[id] not in ledger.items}
    known = tuple(dict.fromkeys(id for id in ids.values() if id in ledger.items))
    links, left = _links(ledger, found.values(), ids, keep_status=keep_status)
    entries = [entry for id, item in fresh.items() for entry in _proposed(id, item, who, when)]
    entries += [Entry(act, one, who, when, other=other, why=FROM) for one, act, other in links]
    if keep_status:
        entries += [entry for id, item in fresh.items() for entry in _reviewed(id, item, who, when)]
    return Adopted(tuple(entries), tuple(fresh), known, _differing(ledger, found.values(), ids), left)


def _id_here(item: Item, ledger: Ledger, here: Mapping[str, str]) -> str:
    """The id that an item has in this ledger, or will have."""
    if item.id in ledger.items or _first(item).id == item.id:
        return item.id
    return here.get(item.content.id, item.content.id)


def _first(item: Item) -> Evidence:
    return item.first or item.content


def _differing(ledger: Ledger, items: Iterable[Item], ids: Mapping[str, str]) -> tuple[str, ...]:
    pairs = ((ledger.items.get(ids[item.id]), item) for item in items)
    return tuple(here.id for here, item in pairs if here is not None and here.content != item.content)


def _proposed(id: str, item: Item, who: str, when: str) -> Iterator[Entry]:
    """The proposal of an item as it first was, and its content as it came to be."""
    first = _first(item) if _first(item).id == id else item.content
    yield Entry.propose(first, who=who, when=when, why=_told(item))
    if first != item.content:
        yield Entry("edited", id, who, when, content=item.content, why=FROM)


def _told(item: Item) -> str:
    """Who proposed an item there, and what became of it."""
    proposed = f"proposed by {item.proposed.who} on {item.proposed.when}"
    if item.reviewed is None:
        return f"{proposed} {FROM}"
    done = item.status if item.status != "proposed" else "edited"
    return f"{done} by {item.reviewed.who} on {item.reviewed.when} {FROM}; {proposed}"


def _reviewed(id: str, item: Item, who: str, when: str) -> Iterator[Entry]:
    yield from (Entry(act, id, who, when, why=_told(item)) for act in AGAIN[item.status])


def _links(
    ledger: Ledger, items: Iterable[Item], ids: Mapping[str, str], *, keep_status: bool
) -> tuple[tuple[Link, ...], tuple[Link, ...]]:
    """The links to make, and those to leave; none that was made here before, also where it was taken back."""
    tried = {_same(entry.item, entry.act, entry.other) for entry in ledger.entries if entry.other}
    make: dict[tuple[str, frozenset[str | None]], Link] = {}
    left: list[Link] = []
    coming = set(ids.values())
    for one, act, other in _told_links(items, keep_status=keep_status):
        link = ids.get(one, one), act, ids.get(other, other)
        there = all(id in ledger.items or id in coming for id in (link[0], link[2]))
        if not there or link[0] == link[2] or _same(*link) in tried or _same(*link) in make:
            continue
        held = ledger.items.get(link[2])
        if act == "supersedes" and held is not None and held.status == "accepted" and not keep_status:
            left.append(link)
        else:
            make[_same(*link)] = link
    return tuple(make.values()), tuple(dict.fromkeys(left))


def _told_links(items: Iterable[Item], *, keep_status: bool) -> Iterator[Link]:
    """The links that the file tells; what was rejected there supersedes nothing, unless it is rejected here too."""
    for item in items:
        yield from ((item.id, "contradicts", other) for other in item.contradicts)
        if keep_status or item.status not in GONE:
            yield from ((item.id, "supersedes", other) for other in item.supersedes)
        yield from ((other, "supersedes", item.id) for other in item.superseded_by)


def _same(one: str, act: str, other: str | None) -> tuple[str, frozenset[str | None]]:
    """What two links share that say the same."""
    return act, frozenset((one, other))
