"""The evidence of a case as a report shows it: by party and kind, in context, contradictions side by side.

What surrounds a claim and is none (who is named, dates, marks of reserve, the status of sentences) is counted and not
listed; so is what was superseded.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from detente.case import Case
from detente.case.standing import contradictions_of, grade_of, unverified
from detente.case.voices import party_of
from detente.evidence import Document, Item
from detente.evidence.contradiction import AUTHORITIES, authority
from detente.evidence.edtf import day_of
from detente.evidence.extraction.actors import ActorTable
from detente.evidence.record import ANCHOR, SURROUNDINGS
from detente.evidence.source import CREDIBILITY, RELIABILITY, Source

__all__ = ["OTHERS", "EvidenceList", "Passage", "evidence_of"]

AROUND = 160  # characters shown before and after a passage
READINGS = ("demand", "quote", "conditional")  # which of several readings of the same words stands for them
OTHERS = "Others, or nobody named"
SHOWN_APART = (*ANCHOR, "id", "form", "speaker", "speaker_text", "acts_for", "holder", "stance", "credibility", "cue")
NAMING = ("of", "actor", "pollster", "pollster_inferred")  # parts of an item that hold an actor's id
WORDS = {"only_if": "only if", "if_condition": "if", "reported_by_unnamed": "reported by somebody unnamed"}


@dataclass(frozen=True, slots=True)
class Passage:
    """One item, ready to be shown.

    Parameters
    ----------
    number
        The number under which the report cites it, 0 where it does not.
    before, exact, after
        The passage in its surroundings; these are empty where its document is not in the case.
    voice, authority
        Who says it, and how much that voice counts for its party.
    where
        Document, line, publisher and date, in words.
    grade, grade_words
        Admiralty grades of source and item: ``C3``, with ``–`` for an item that nobody graded.
    says
        What the item is read as saying, by name.
    against
        Ids of the items that contradict it.
    """

    id: str
    number: int
    kind: str
    before: str
    exact: str
    after: str
    voice: str
    authority: str
    where: str
    grade: str
    grade_words: str
    stance: str
    status: str
    says: tuple[tuple[str, str], ...]
    against: tuple[str, ...]
    unverified: bool


@dataclass(frozen=True, slots=True)
class EvidenceList:
    """All evidence of a case.

    Parameters
    ----------
    parties
        Pairs: a party's name and its passages by kind, in the order of the case; `OTHERS` last.
    contradictions
        Pairs of passages, the one with more authority second.
    known
        Every passage by its id.
    not_listed
        How many items stand in the ledger and not here.
    """

    parties: tuple[tuple[str, tuple[tuple[str, tuple[Passage, ...]], ...]], ...]
    contradictions: tuple[tuple[Passage, Passage], ...]
    known: Mapping[str, Passage]
    not_listed: int

    @property
    def listed(self) -> frozenset[str]:
        """The ids of all passages that stand in the list by party."""
        return frozenset(each.id for _, kinds in self.parties for _, passages in kinds for each in passages)


def evidence_of(case: Case, cited: Mapping[str, int]) -> EvidenceList:
    """The evidence of a case; `cited` gives the numbers under which the report cites items."""
    listed = [item for item in case.ledger.items.values() if item.content.kind not in SURROUNDINGS]
    live = [item for item in listed if not item.superseded_by]
    shown = [*live, *(item for item in case.ledger.items.values() if item.id in cited and item not in live)]
    documents = {document.digest: document for document in case.documents.values()}
    known = {item.id: _passage(case, item, documents.get(item.content.source), cited) for item in shown}
    return EvidenceList(
        tuple(_by_party(case, live, known)),
        tuple(_contradictions(live, known, case.actors, documents)),
        known,
        len(case.ledger.items) - len(live),
    )


def _by_party(
    case: Case, items: Iterable[Item], known: Mapping[str, Passage]
) -> Iterable[tuple[str, tuple[tuple[str, tuple[Passage, ...]], ...]]]:
    found: dict[str, dict[str, list[Passage]]] = defaultdict(lambda: defaultdict(list))
    for item in items:
        party = party_of(item.content, case)
        found[party.id if party else OTHERS][item.content.kind].append(known[item.id])
    for id, name in [*((party.id, party.name) for party in case.parties), (OTHERS, OTHERS)]:
        if id in found:
            yield name, tuple((kind, tuple(passages)) for kind, passages in sorted(found[id].items()))


def _contradictions(
    items: Iterable[Item], known: Mapping[str, Passage], table: ActorTable, documents: Mapping[str, Document]
) -> Iterable[tuple[Passage, Passage]]:
    """Each pair of passages once: where the same words were read as a quote and as a demand, as one of them."""
    order = sorted(items, key=lambda item: (_rank(item), item.content.source, item.content.start))
    by_id = {item.id: item for item in order}
    shown: list[tuple[Item, Item]] = []
    for item in order:
        for other in (by_id[id] for id in known[item.id].against if id in by_id):
            weaker, stronger = sorted((item, other), key=lambda each: _weight(each, table, documents))
            if not any(_same(weaker, one) and _same(stronger, two) for one, two in shown):
                shown.append((weaker, stronger))
                yield known[weaker.id], known[stronger.id]


def _weight(item: Item, table: ActorTable, documents: Mapping[str, Document]) -> tuple[int, bool, str]:
    return _authority(item, table, documents.get(item.content.source)), item.content.stance == "denied", item.id


def _authority(item: Item, table: ActorTable, document: Document | None) -> int:
    """How much the voice behind an item counted for its party when its document spoke."""
    return authority(item.content, table, day_of(document.date) if document else None)


def _rank(item: Item) -> int:
    return READINGS.index(item.content.kind) if item.content.kind in READINGS else len(READINGS)


def _same(one: Item, other: Item) -> bool:
    return one.content.same_passage(other.content)


def _passage(case: Case, item: Item, document: Document | None, cited: Mapping[str, int]) -> Passage:
    content = item.content
    before, after = _around(item, document)
    source = case.sources.get(document.name) if document else None
    letter = source.reliability if source else "F"
    graded = CREDIBILITY[content.credibility] if content.credibility else "nobody has graded it"
    return Passage(
        id=item.id,
        number=cited.get(item.id, 0),
        kind=" ".join(part for part in (content.kind, _in_words(content.form or "")) if part),
        before=before,
        exact=_flat(content.exact),
        after=after,
        voice=_voice(item, case.actors),
        authority=AUTHORITIES[_authority(item, case.actors, document)],
        where=_where(item, document, source),
        grade=grade_of(case, item),
        grade_words=f"source: {RELIABILITY[letter]}; item: {graded}",
        stance=_in_words(content.stance) + (", with reserve" if content.hedged else ""),
        status=item.status,
        says=tuple(
            (_in_words(name), _said(name, value, case.actors))
            for name, value in content.body
            if name not in SHOWN_APART
        ),
        against=contradictions_of(case, item),
        unverified=unverified(case, item),
    )


def _around(item: Item, document: Document | None) -> tuple[str, str]:
    """The words before and after a passage in its paragraph, cut at a word."""
    if document is None:
        return "", ""
    before, after = document.context(item.content.span, width=AROUND)
    line, rest = before.rpartition("\n")[2], after.partition("\n")[0]
    before = "… " + line.partition(" ")[2] if len(line) == AROUND else line
    after = rest.rpartition(" ")[0] + " …" if len(rest) == AROUND else rest
    return _flat(before) + " " * before[-1:].isspace(), " " * after[:1].isspace() + _flat(after)


def _voice(item: Item, table: ActorTable) -> str:
    content = item.content
    id = content.holder or content.speaker or content.pollster or ""
    named, said = table.actors.get(id), content.speaker_text or id
    if named is not None and said == id:
        return named.name
    if named is None or named.name == said:
        return said or "nobody named"
    return f"{said} ({named.name})" if said and said.lower() not in named.name.lower() else named.name


def _where(item: Item, document: Document | None, source: Source | None) -> str:
    if document is None:
        return "a document that is not in the case"
    known = [source.publisher if source else None, source.issued if source else None]
    place = f"{document.name}, line {document.line(item.content.start)}"
    return ", ".join([place, *filter(None, known)])


def _said(name: str, value: object, table: ActorTable) -> str:
    named = table.actors.get(str(value)) if name in NAMING else None
    return named.name if named else f"{value:g}" if isinstance(value, float) else _flat(str(value))


def _in_words(text: str) -> str:
    return WORDS.get(text, text.replace("_", " "))


def _flat(text: str) -> str:
    return " ".join(text.split())
