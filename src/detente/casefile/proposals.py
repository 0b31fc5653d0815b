"""Proposing items into a case's ledger: each once, a better reading in the place of a poorer one, denials linked.

Nothing that a person decided is touched: only proposals that nobody has reviewed are superseded, and a link that
somebody took back is not made again.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from detente.casefile.actors import read_actors
from detente.casefile.documents import Documents
from detente.casefile.ledger import append_to_ledger, read_ledger
from detente.evidence.contradiction import oppositions
from detente.evidence.edtf import day_of
from detente.evidence.ledger import Entry, Item, Ledger
from detente.evidence.record import Evidence

__all__ = ["Proposed", "propose"]


@dataclass(frozen=True, slots=True)
class Proposed:
    """What came of proposing: new ids, how many were there already, links made, older readings superseded."""

    new: tuple[str, ...]
    known: int
    contradictions: tuple[tuple[str, str], ...] = ()
    superseded: tuple[str, ...] = ()


def propose(
    folder: Path | str, contents: Iterable[Evidence], *, who: str, when: str, partial: bool = False
) -> Proposed:
    """Propose items into the ledger of a case folder, and link the claims among all its items that deny each other.

    Parameters
    ----------
    who
        The extractor and its version. Its first word names the extractor: another version of the same one may put a
        reading in the place of an older one of the same passage, as long as nobody has reviewed that.
    when
        ISO 8601 with a time zone.
    partial
        Whether the extractor read with less than it can (without a parse): then what it said of a passage before
        stands, and nothing new is proposed for that.

    Raises
    ------
    CaseError
        If the ledger that stands there is broken, or cannot be written.
    """
    before = read_ledger(folder)
    found = {content.id: content for content in contents}
    older = _readings(before, who.partition(" ")[0])
    new = [item for item in before.new(found.values()) if not (partial and _same(item, older))]
    entries = [Entry.propose(content, who=who, when=when) for content in new]
    replaced = [(item, old) for item in new for old in _same(item, older) if _gives_way(old, found)]
    entries += [Entry("supersedes", item.id, who, when, other=old.id) for item, old in replaced]
    after = before.appended(*entries)
    links = list(_links(after, who, when, Path(folder)))
    if entries or links:
        append_to_ledger(folder, *entries, *links, known=before)
    return Proposed(
        tuple(item.id for item in new),
        len(found) - len(new),
        tuple((link.item, link.other or "") for link in links),
        tuple(old.id for _, old in replaced),
    )


def _readings(ledger: Ledger, extractor: str) -> dict[tuple[str, str, int, int], list[Item]]:
    """What this extractor proposed before, by passage."""
    found = defaultdict(list)
    for item in ledger.items.values():
        if item.proposed.who.partition(" ")[0] == extractor and not item.superseded_by:
            found[_passage(item.content)].append(item)
    return found


def _passage(content: Evidence) -> tuple[str, str, int, int]:
    return content.source, content.kind, content.start, content.end


def _same(content: Evidence, older: dict[tuple[str, str, int, int], list[Item]]) -> Sequence[Item]:
    return older.get(_passage(content), ())


def _gives_way(old: Item, found: dict[str, Evidence]) -> bool:
    return old.status == "proposed" and old.reviewed is None and old.id not in found


def _spoke(folder: Path) -> Callable[[str], date | None]:
    """When a source of a case spoke, by its digest; the documents are read when that is first asked."""

    @cache
    def days() -> dict[str, date | None]:
        documents, _ = Documents(folder).sound()
        return {document.digest: day_of(document.date) for document in documents.values()}

    return lambda source: days().get(source)


def _links(ledger: Ledger, who: str, when: str, folder: Path) -> Iterator[Entry]:
    """The denials that nobody has linked yet, nor taken a link back of."""
    tried = {frozenset((e.item, e.other)) for e in ledger.entries if e.act == "contradicts"}
    live = {i.content.id: i.id for i in ledger.items.values() if i.live}
    contents = [ledger.items[id].content for id in live.values()]
    for found in oppositions(contents, read_actors(folder), _spoke(folder)):
        claim, denial = live[found.claim], live[found.denial]
        if claim != denial and frozenset((claim, denial)) not in tried:
            yield Entry("contradicts", denial, who, when, other=claim, why=found.why)
