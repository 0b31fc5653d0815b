"""What each number and judgement of a case rests on, the weakest thing about it first.

Two documents that tell one story are one source, and so are a claim and its restatement on the same page. A passage
is *contradicted* where the ledger says so and the other item was not rejected; it is *unverified* where it comes from
somebody unnamed, from a person of whom nothing is known, or from what a reviewer graded as doubtful.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, get_args

from detente.case.model import Case
from detente.case.warrant import Assumed, Cited, Warrant
from detente.errors import EvidenceError
from detente.evidence.document import Document
from detente.evidence.ledger import Item
from detente.evidence.source import same_stories

__all__ = [
    "STANDINGS",
    "UNGRADED",
    "Ground",
    "Standing",
    "contradictions_of",
    "find_item",
    "grade_of",
    "grounds",
    "grounds_of",
    "reasons",
    "tally",
    "unverified",
]

Standing = Literal[  # weakest first
    "unwarranted",
    "not accepted",
    "orphaned",
    "contradicted",
    "proposed",
    "assumed",
    "unverified",
    "single-source",
    "reference",
    "cited",
]
STANDINGS: tuple[Standing, ...] = get_args(Standing)
DOUBTFUL = (4, 5, 6)  # Admiralty grades of an item: doubtful, improbable, cannot be judged
UNRELIABLE = ("D", "E")  # Admiralty grades of a source
UNGRADED = "F–"  # neither the source of an item nor the item itself was graded by anybody


@dataclass(frozen=True, slots=True)
class Ground:
    """What one number or judgement rests on.

    Parameters
    ----------
    key
        The dotted key of ``case.toml``.
    standings
        All that is true of it among `STANDINGS`, the weakest first.
    evidence
        Ids of the items that it cites, or that are proposed for it.
    against
        Ids of items that contradict these.
    why
        The assumption or reference, in the author's words.
    """

    key: str
    standings: tuple[Standing, ...]
    evidence: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    why: str = ""

    @property
    def standing(self) -> Standing:
        """The weakest thing about it."""
        return self.standings[0]


def grounds(case: Case) -> tuple[Ground, ...]:
    """What every number and judgement of a case rests on, in the order of the case."""
    return grounds_of(case, reasons(case))


def grounds_of(case: Case, given: Iterable[tuple[str, Warrant]]) -> tuple[Ground, ...]:
    """What some numbers rest on, each by its key and what stands behind it."""
    stories = _stories(tuple(case.documents.values()))
    return tuple(_ground(case, key, warrant, stories) for key, warrant in given)


def grade_of(case: Case, item: Item) -> str:
    """Admiralty grades of an item's source and of the item: ``C3``, with ``–`` for an item that nobody graded."""
    return f"{_reliability(case, item)}{item.content.credibility or '–'}"


def tally(found: Sequence[Ground]) -> dict[Standing, int]:
    """How many rest on what, the weakest first; what nothing rests on is left out."""
    counts = {standing: sum(ground.standing == standing for ground in found) for standing in STANDINGS}
    return {standing: count for standing, count in counts.items() if count}


def reasons(case: Case) -> Iterator[tuple[str, Warrant]]:
    """Every number and judgement of a case by its key, with what stands behind it: its own reason or its table's."""
    for key, party, profile in case.profiles():
        if len(party.profiles) > 1 and not profile.weight.drivers:
            yield f"{key}.weight", profile.warrant
        if profile.ranking or profile.weights:
            yield key, profile.warrant
        for place, want in enumerate(profile.wants):
            yield f"{key}.wants[{place}]", want.warrant or profile.warrant
    yield from ((f"together[{place}]", group.warrant) for place, group in enumerate(case.together))
    yield from ((f"driver.{driver.id}", driver.warrant) for driver in case.drivers)
    for issue in case.issues:
        if issue.status_quo is not None:
            yield f"issue.{issue.id}.status_quo", issue.warrant
        yield from ((f"issue.{issue.id}.stance.{s.actor}", s.warrant or issue.warrant) for s in issue.stances)
    if case.tempo:
        yield "tempo", case.tempo.warrant
        for place, group in enumerate(case.tempo.groups):
            yield f"tempo.group[{place}]", group.warrant or case.tempo.warrant
    yield from ((f"shock[{place}]", shock.warrant) for place, shock in enumerate(case.shocks))


def contradictions_of(case: Case, item: Item | None) -> tuple[str, ...]:
    """Ids of the items that contradict one, and that nobody rejected."""
    others = [case.ledger.items[id] for id in item.contradicts] if item else []
    return tuple(other.id for other in others if other.live)


def unverified(case: Case, item: Item) -> bool:
    """Whether nobody can say yet that an item's speaker exists and would know: unnamed, unknown, or doubtful."""
    content = item.content
    if content.credibility is not None:
        return content.credibility in DOUBTFUL
    if _reliability(case, item) in UNRELIABLE or content.stance == "reported_by_unnamed":
        return True
    voice = content.speaker or content.holder
    if voice is None:
        return content.speaker_text is not None or (content.kind == "poll" and not _pollster(item))
    return voice not in case.actors.actors and _reliability(case, item) == "F"


def _pollster(item: Item) -> str | None:
    return item.content.pollster or item.content.pollster_inferred


def _reliability(case: Case, item: Item) -> str:
    name = next((name for name, doc in case.documents.items() if doc.digest == item.content.source), None)
    return case.sources[name].reliability if name is not None and name in case.sources else "F"


@lru_cache(maxsize=4)
def _stories(documents: tuple[Document, ...]) -> Mapping[str, int]:
    """The story that each document tells, by digest; copies of one story share its number."""
    groups = same_stories(documents)
    return {documents[place].digest: number for number, group in enumerate(groups) for place in group}


def _ground(case: Case, key: str, warrant: Warrant, stories: Mapping[str, int]) -> Ground:
    match warrant:
        case Cited(evidence, source) if evidence:
            return _cited(case, key, evidence, source, stories)
        case Cited(source=source):
            return Ground(key, ("reference",), why=source)
        case Assumed(why, proposed):
            return _assumed(case, key, why, proposed, stories)
    return Ground(key, ("unwarranted",))


def _assumed(case: Case, key: str, why: str, proposed: Sequence[str], stories: Mapping[str, int]) -> Ground:
    items = [item for id in proposed if (item := find_item(case, id)) is not None]
    against = _against(case, items)
    checks: dict[Standing, bool] = {
        "orphaned": any(item.content.source not in stories for item in items),
        "contradicted": bool(against),
        "proposed": bool(proposed),
        "assumed": not proposed,
    }
    return Ground(key, tuple(name for name, holds in checks.items() if holds), tuple(proposed), against, why)


def _against(case: Case, items: Sequence[Item]) -> tuple[str, ...]:
    """Ids of the items that contradict any of these, each once."""
    return tuple(dict.fromkeys(other for item in items for other in contradictions_of(case, item)))


def _cited(case: Case, key: str, evidence: Sequence[str], source: str, stories: Mapping[str, int]) -> Ground:
    found = [find_item(case, id) for id in evidence]
    items = [item for item in found if item is not None and item.warrants]
    against = _against(case, items)
    told = {stories.get(item.content.source, item.content.source) for item in items}
    told_by = len(told) + bool(source)
    checks: dict[Standing, bool] = {
        "not accepted": len(items) < len(found),
        "orphaned": any(item.content.source not in stories for item in items),
        "contradicted": bool(against),
        "unverified": bool(items) and all(unverified(case, item) for item in items),
        "single-source": told_by == 1,
        "cited": told_by > 1,
    }
    return Ground(key, tuple(name for name, holds in checks.items() if holds), tuple(evidence), against, source)


def find_item(case: Case, id: str) -> Item | None:
    """The item of the case's ledger that an id, whole or cut short, names; None where it names none or several."""
    try:
        return case.ledger.find(id)
    except EvidenceError:
        return None
