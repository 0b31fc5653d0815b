"""What was done to an item, and how the item then stands.

The acts::

    proposed      an item, by an extractor or a person
    accepted      by an analyst: from here on it may warrant a number
    edited        its content is now another; its id and status stay
    rejected      it does not say that
    retracted     no longer accepted; with another item: the link between the two is taken back
    contradicts   another item; holds both ways
    supersedes    another item, which then warrants nothing as long as this one is not rejected or retracted
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal, Self, get_args

from detente.errors import EvidenceError, did_you_mean
from detente.evidence.record import Evidence

__all__ = ["ACTS", "GONE", "STATUSES", "Act", "Entry", "Item", "Stamp", "Status", "outcome"]

Act = Literal["proposed", "accepted", "edited", "rejected", "retracted", "contradicts", "supersedes"]
Status = Literal["proposed", "accepted", "rejected", "retracted"]

ACTS: tuple[Act, ...] = get_args(Act)
STATUSES: tuple[Status, ...] = get_args(Status)
LINKS = ("contradicts", "supersedes")
CONTENTS = ("proposed", "edited")  # the acts that carry an item's content
REVIEWS: Mapping[str, tuple[Status, ...]] = {  # which statuses an act may follow
    "accepted": ("proposed", "rejected", "retracted"),
    "rejected": ("proposed",),
    "retracted": ("accepted",),
}
GONE = ("rejected", "retracted")  # the statuses of what supersedes nothing any more
KEYS = ("act", "item", "who", "when", "content", "other", "why")
LONGEST_NAME = 200  # characters of `who`


@dataclass(frozen=True, slots=True)
class Stamp:
    """Who and when."""

    who: str
    when: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One act: who did what to which item, and when.

    Parameters
    ----------
    act, item
        What was done, to which item (its whole id).
    who
        A person, or a program with its version.
    when
        ISO 8601 with a time zone: ``2025-08-07T09:30:00Z``.
    content
        Of ``proposed`` and ``edited``: the item as it now is.
    other
        Of a link, and of a ``retracted`` link: the other item.
    why
        A reason, in the reviewer's words.
    """

    act: Act
    item: str
    who: str
    when: str
    content: Evidence | None = None
    other: str | None = None
    why: str | None = None

    def __post_init__(self) -> None:
        if self.act not in ACTS:
            raise EvidenceError(f'act: expected {", ".join(ACTS)}; got "{self.act}"{did_you_mean(self.act, ACTS)}')
        if not self.who.strip() or not self.who.isprintable() or len(self.who) > LONGEST_NAME:
            raise EvidenceError(f"who: expected a name on one line, got {self.who!r}")
        if not _is_moment(self.when):
            raise EvidenceError(f'when: expected a moment such as 2025-08-07T09:30:00Z, got "{self.when}"')
        if (self.act in CONTENTS) is (self.content is None):
            raise EvidenceError(f"{self.act}: expected {'an' if self.act in CONTENTS else 'no'} item's content")
        if (self.act in LINKS and not self.other) or (self.other and self.act not in (*LINKS, "retracted")):
            raise EvidenceError(f"{self.act}: expected {'the' if self.act in LINKS else 'no'} other item")

    @classmethod
    def propose(cls, content: Evidence, *, who: str, when: str, why: str | None = None) -> Self:
        """The proposal of an item, under the id that its content gives it."""
        return cls("proposed", content.id, who, when, content=content, why=why)

    def as_mapping(self) -> dict[str, Any]:
        """What is set, by name: plain values, fit for JSON."""
        values = {key: getattr(self, key) for key in KEYS if getattr(self, key) is not None}
        return values | ({"content": self.content.as_mapping()} if self.content else {})

    @classmethod
    def from_mapping(cls, values: Mapping[str, Any]) -> Self:
        """The entry from the names and values of `as_mapping`."""
        for key in values:
            if key not in KEYS:
                raise EvidenceError(f'unknown key "{key}"{did_you_mean(key, KEYS)}')
        for key in KEYS[:4]:
            if key not in values:
                raise EvidenceError(f'key "{key}" is missing')
        for key, value in values.items():
            if not isinstance(value, Mapping if key == "content" else str):
                raise EvidenceError(f"{key}: expected {'an item' if key == 'content' else 'text'}, got {value!r}")
        content = Evidence.from_mapping(values["content"]) if "content" in values else None
        return cls(**{**values, "content": content})


@dataclass(frozen=True, slots=True)
class Item:
    """An item as it now stands: its content, what became of it, and what it is linked to.

    `id` is that of its first content and stays when it is edited; cases cite it. Links are ids, sorted;
    `contradicts` holds on both sides; `superseded_by` leaves out what was rejected or retracted. `first`
    is what it was proposed as, where it was edited since.
    """

    id: str
    content: Evidence
    status: Status
    proposed: Stamp
    reviewed: Stamp | None = None
    contradicts: tuple[str, ...] = ()
    supersedes: tuple[str, ...] = ()
    superseded_by: tuple[str, ...] = ()
    first: Evidence | None = None

    @property
    def live(self) -> bool:
        """Whether it still counts as something said: neither rejected nor retracted nor superseded."""
        return self.status not in GONE and not self.superseded_by

    @property
    def waits(self) -> bool:
        """Whether somebody has yet to decide on it: proposed, and not superseded."""
        return self.status == "proposed" and not self.superseded_by

    @property
    def warrants(self) -> bool:
        """Whether a number may rest on it: accepted, and not superseded."""
        return self.status == "accepted" and not self.superseded_by


def outcome(items: Mapping[str, Item], entry: Entry) -> dict[str, Item]:
    """The items that the entry leaves changed, by id.

    Raises
    ------
    EvidenceError
        For an unknown item, one proposed twice, an act that its status does not allow, a link to itself.
    """
    if entry.act == "proposed":
        return {entry.item: _proposed(items, entry)}
    item = _known(items, entry.item)
    if entry.other is not None:
        return _linked(items, entry, item, _known(items, entry.other))
    if entry.act == "edited":
        return {item.id: _edited(item, entry)}
    allowed = REVIEWS[entry.act]
    if item.status not in allowed:
        raise EvidenceError(f"{item.id}: cannot be {entry.act}: it is {item.status}, not {' or '.join(allowed)}")
    status: Status = entry.act  # type: ignore[assignment]  # REVIEWS has no others
    reviewed = replace(item, status=status, reviewed=Stamp(entry.who, entry.when))
    return {item.id: reviewed} | {id_: _superseded(items[id_], reviewed) for id_ in item.supersedes}


def _superseded(item: Item, by: Item) -> Item:
    """An item that another one supersedes, as it is while that one stands as it does."""
    others = tuple(id_ for id_ in item.superseded_by if id_ != by.id)
    return replace(item, superseded_by=others if by.status in GONE else _with(others, by.id))


def _known(items: Mapping[str, Item], id_: str) -> Item:
    if id_ not in items:
        raise EvidenceError(f'item "{id_}" was never proposed{did_you_mean(id_, items)}')
    return items[id_]


def _proposed(items: Mapping[str, Item], entry: Entry) -> Item:
    content = _content(entry)
    if entry.item in items:
        raise EvidenceError(f"{entry.item}: was proposed before")
    if content.id != entry.item:
        raise EvidenceError(f"{entry.item}: is proposed with a content whose id is {content.id}")
    return Item(entry.item, content, "proposed", Stamp(entry.who, entry.when))


def _edited(item: Item, entry: Entry) -> Item:
    content = _content(entry)
    if content == item.content:
        raise EvidenceError(f"{item.id}: is edited, but nothing of it is changed")
    if content.kind != item.content.kind:
        raise EvidenceError(f"{item.id}: is a {item.content.kind} and cannot become a {content.kind}: propose that")
    return replace(item, content=content, first=item.first or item.content, reviewed=Stamp(entry.who, entry.when))


def _content(entry: Entry) -> Evidence:
    assert entry.content is not None  # noqa: S101 - Entry holds it
    return entry.content


def _linked(items: Mapping[str, Item], entry: Entry, item: Item, other: Item) -> dict[str, Item]:
    if item.id == other.id:
        raise EvidenceError(f"{item.id}: cannot be linked to itself")
    linked = other.id in (*item.contradicts, *item.supersedes) or item.id in other.supersedes
    match entry.act:
        case "retracted" if linked:
            return {item.id: _without(item, other.id), other.id: _without(other, item.id)}
        case "retracted":
            raise EvidenceError(f"{item.id}: neither contradicts nor supersedes {other.id}")
        case "contradicts" if other.id in item.contradicts:
            raise EvidenceError(f"{item.id}: contradicts {other.id} already")
        case "contradicts":
            return {
                item.id: replace(item, contradicts=_with(item.contradicts, other.id)),
                other.id: replace(other, contradicts=_with(other.contradicts, item.id)),
            }
    if item.id in _below(items, other.id) or other.id in item.supersedes:
        raise EvidenceError(f"{item.id}: cannot supersede {other.id}: one supersedes the other already")
    above = replace(item, supersedes=_with(item.supersedes, other.id))
    return {item.id: above, other.id: _superseded(other, above)}


def _below(items: Mapping[str, Item], id_: str) -> set[str]:
    """All items that one supersedes, also by way of others."""
    found: set[str] = set()
    waiting = [id_]
    while waiting:
        for next_ in items[waiting.pop()].supersedes:
            if next_ not in found:
                found.add(next_)
                waiting.append(next_)
    return found


def _with(ids: tuple[str, ...], id_: str) -> tuple[str, ...]:
    return tuple(sorted({*ids, id_}))


def _without(item: Item, id_: str) -> Item:
    contradicts, supersedes, superseded_by = (
        tuple(each for each in ids if each != id_) for ids in (item.contradicts, item.supersedes, item.superseded_by)
    )
    return replace(item, contradicts=contradicts, supersedes=supersedes, superseded_by=superseded_by)


def _is_moment(text: str) -> bool:
    try:
        return datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        return False
