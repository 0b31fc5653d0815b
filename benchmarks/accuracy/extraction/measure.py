"""How well the extraction finds what an annotator found: precision, recall and F1 by kind.

Overlap rule: a proposed span matches a gold span of the same kind when they share at least half of the
characters of their union; for mentions, when they share at least half of the shorter and name the same actor.
Each gold span is matched once, largest overlap first. Hedges, risks and statuses are compared by sentence.
A speaker or holder is right when it is the gold's actor; `party` also allows another voice of the same party.
An actor that the shipped table does not know has no id of its own: the gold's is taken for the one of ours that is
most often proposed where the gold names it, each of ours for one of the gold's. An agreement's provisions (form
`package`) count only against texts whose annotator marked provisions.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from detente.evidence.document import Document, Span
from detente.evidence.extraction import extract, load_actors
from detente.evidence.extraction.actors import ActorTable
from detente.evidence.record import Evidence

UNION = 0.5
TOGETHER = ("news-summit", "news-gaza")  # of the first texts, those that count; rules were once tuned on `article`
DATES = {"article": date(2025, 8, 8), "news-summit": date(2025, 8, 8), "news-gaza": date(2025, 9, 4)}
STATUS = {"asserted": "fact"}


@dataclass(frozen=True, slots=True)
class Score:
    """Counts for one kind: right, proposed, in the gold; and of the matched, how many have the right voice."""

    right: int = 0
    proposed: int = 0
    gold: int = 0
    voice: int = 0
    party: int = 0

    def __add__(self, other: "Score") -> "Score":
        return Score(*(getattr(self, n) + getattr(other, n) for n in self.__dataclass_fields__))

    @property
    def precision(self) -> float:
        return self.right / self.proposed if self.proposed else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.gold if self.gold else 1.0

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True)
class Text:
    """A gold file, its document and what was proposed for it."""

    name: str
    gold: dict[str, Any]
    document: Document
    items: tuple[Evidence, ...]
    ids: Mapping[str, str] = field(default_factory=dict)

    def of(self, kind: str, *forms: str) -> list[Evidence]:
        return [item for item in self.items if item.kind == kind and (not forms or item.form in forms)]

    def demands(self) -> list[Evidence]:
        """The proposed demands, provisions only where the gold has some."""
        marked = any(demand.get("kind") == "package" for demand in self.gold["demands"])
        return [item for item in self.of("demand") if marked or item.form != "package"]

    def actor(self, key: str | None) -> str | None:
        """The gold's actor in our ids."""
        return key if key is None else self.ids.get(key, key)


def load(name: str, folder: Path, model: Any) -> Text:
    """Read a document as intake would give it (its dirt left out, as the gold marks it) and extract."""
    raw = (folder / f"{name}.txt").read_text(encoding="utf-8")
    gold = json.loads((folder / "gold" / f"{name}.json").read_text(encoding="utf-8"))
    dirt = {line["line"] for line in gold["boilerplate_lines"]}
    kept, position = [], 0
    for number, line in enumerate(raw.splitlines(keepends=True), start=1):
        if number >= gold["first_line"] and number not in dirt:
            kept.append(Span(position, position + len(line)))
        position += len(line)
    document = Document(raw, kept=tuple(kept), name=name, date=DATES[name].isoformat() if name in DATES else None)
    items = extract(document, model=model)
    return Text(name, gold, document, items, _ids(gold, items))


def _ids(gold: Mapping[str, Any], items: Sequence[Evidence]) -> dict[str, str]:
    """The gold's actors in our ids: by id or name where the table has them, else by where they are named."""
    table = load_actors()
    found = {key: key for key, actor in gold["actors"].items() if _is_ours(key, actor, table)}
    for key, actor in gold["actors"].items():
        if key not in found and (known := table.names.get(actor.get("name", key))):
            found[key] = known[0]
    together: Counter[tuple[str, str]] = Counter()
    for wanted in gold["mentions"]:
        for item in items:
            if item.kind == "mention" and item.start < wanted["end"] and wanted["start"] < item.end and item.actor:
                together[wanted["actor"], item.actor] += 1
    for (key, ours), _ in together.most_common():
        if key not in found and ours not in found.values():
            found[key] = ours
    return found


def _is_ours(key: str, actor: Mapping[str, Any], table: ActorTable) -> bool:
    """Whether the table's actor of an id is the gold's, not somebody else of the same family name."""
    known = table.actors.get(key)
    return known is not None and not (known.is_person and known.name[:2] != actor.get("name", known.name)[:2])


def overlap(one: tuple[int, int], other: tuple[int, int]) -> float:
    """Shared characters over those of the union."""
    both = min(one[1], other[1]) - max(one[0], other[0])
    return max(0, both) / (max(one[1], other[1]) - min(one[0], other[0]))


def pairs(gold: Sequence[dict[str, Any]], ours: Sequence[Evidence]) -> list[tuple[dict[str, Any], Evidence]]:
    """Each gold span with the proposal that overlaps it most, one to one."""
    ranked = sorted(
        (
            (overlap((g["start"], g["end"]), (o.start, o.end)), i, j)
            for i, g in enumerate(gold)
            for j, o in enumerate(ours)
        ),
        reverse=True,
    )
    used_gold: set[int] = set()
    used_ours: set[int] = set()
    found = []
    for share, i, j in ranked:
        if share >= UNION and i not in used_gold and j not in used_ours:
            used_gold.add(i)
            used_ours.add(j)
            found.append((gold[i], ours[j]))
    return found


def spans(
    text: Text, gold: Sequence[dict[str, Any]], ours: Sequence[Evidence], gold_voice: str, our_voice: str
) -> Score:
    matched = pairs(gold, ours)
    if not our_voice:
        return Score(len(matched), len(ours), len(gold))
    voice = party = 0
    for g, o in matched:
        wanted, got = text.actor(g.get(gold_voice)), getattr(o, our_voice)
        acts = text.actor(text.gold["actors"].get(g.get(gold_voice), {}).get("acts_for", g.get(gold_voice)))
        voice += wanted == got
        party += wanted == got or (got is not None and acts == (o.acts_for or got))
    return Score(len(matched), len(ours), len(gold), voice, party)


def mentions(text: Text) -> Score:
    gold = {(m["start"], m["end"], text.actor(m["actor"])) for m in text.gold["mentions"]}
    ours = {(m.start, m.end, m.actor) for m in text.of("mention")}
    right = 0
    for start, end, actor in gold:
        right += any(actor == a and 2 * (min(end, e) - max(start, s)) >= min(end - start, e - s) for s, e, a in ours)
    return Score(right, len(ours), len(gold))


def sentences(gold: Iterable[dict[str, Any]], ours: Iterable[Evidence]) -> Score:
    marked, found = {(g["start"], g["end"]) for g in gold}, {(o.start, o.end) for o in ours}
    right = sum(any(overlap(g, o) >= UNION for o in found) for g in marked)
    return Score(right, len(found), len(marked))


def statuses(text: Text) -> Score:
    wanted = {s["id"]: s for s in text.gold["sentences"]}
    right = 0
    for key, status in text.gold["status"].items():
        place = wanted[key]["start"], wanted[key]["end"]
        best = max(text.of("status"), key=lambda o: overlap(place, (o.start, o.end)), default=None)
        right += best is not None and best.form == STATUS.get(status, status)
    return Score(right, len(text.gold["status"]), len(text.gold["status"]))


def _quotes(*kinds: str) -> Callable[[Text], Score]:
    def score(text: Text) -> Score:
        gold = [q for q in text.gold["quotes"] if q["type"] in kinds]
        return spans(text, gold, text.of("quote", *kinds), "speaker", "speaker")

    return score


def _kind(kind: str, key: str) -> Callable[[Text], Score]:
    return lambda text: spans(text, text.gold[key], text.of(kind), "", "")


MEASURES: dict[str, Callable[[Text], Score]] = {
    "mentions": mentions,
    "quotes in marks": _quotes("direct", "partial"),
    "direct quotes": _quotes("direct"),
    "indirect quotes": _quotes("indirect"),
    "demands": lambda text: spans(text, text.gold["demands"], text.demands(), "holder", "holder"),
    "conditionals": _kind("conditional", "conditionals"),
    "polls": _kind("poll", "polls"),
    "hedged sentences": lambda text: sentences(text.gold["hedged"], text.of("hedge")),
    "risks": lambda text: sentences(text.gold["risks"], text.of("risk")),
    "economic": lambda text: sentences(text.gold["economic"], text.of("economic")),
    "venues": _kind("venue", "venues"),
    "dates": _kind("date", "dates"),
    "sentence status": statuses,
}
VOICED = {"quotes in marks", "direct quotes", "indirect quotes", "demands"}


def table(texts: Sequence[Text]) -> dict[str, dict[str, Score]]:
    """Scores by kind, for each text and for those that count together: all, but of the first texts two."""
    names = [text.name for text in texts]
    counted = [name for name in TOGETHER if name in names] or names
    found = {name: {text.name: measure(text) for text in texts} for name, measure in MEASURES.items()}
    for scores in found.values():
        scores["together"] = sum((scores[name] for name in counted), Score())
    return found
