"""Print the accuracy of the extraction: ``python -m benchmarks.accuracy.extraction [FOLDER …] [--aggregate]``.

A folder holds texts (`*.txt`) and their annotations (`gold/*.json`). Without one: the first texts, where they are
at hand, and the two sets of this benchmark. ``--aggregate`` prints one line for each kind of each set and
nothing of any text.
"""

import argparse
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from benchmarks.accuracy.extraction.measure import (
    MEASURES,
    STATUS,
    UNION,
    VOICED,
    Score,
    Text,
    load,
    overlap,
    pairs,
    table,
)

from detente.evidence.extraction import MISSING, load_model
from detente.evidence.record import Evidence

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
COLUMNS = ("text", "kind", "P", "R", "F1", "right", "proposed", "gold", "voice", "party")

KINDS = {
    "mention": "mentions",
    "quote": "quotes",
    "demand": "demands",
    "conditional": "conditionals",
    "poll": "polls",
    "venue": "venues",
    "date": "dates",
}
SENTENCES = {"hedge": "hedged", "risk": "risks", "economic": "economic"}


def row(name: str, kind: str, score: Score) -> tuple[str, ...]:
    if kind in ("sentence status",):
        return name, kind, "", "", f"{score.recall:.2f}", str(score.right), "", str(score.gold), "", ""
    if not score.gold and not score.proposed:
        return name, kind, "", "", "", "0", "0", "0", "", ""
    said = kind in VOICED and score.right
    voice = f"{score.voice / score.right:.2f}" if said else ""
    party = f"{score.party / score.right:.2f}" if said else ""
    numbers = (f"{x:.2f}" for x in (score.precision, score.recall, score.f1))
    return (name, kind, *numbers, str(score.right), str(score.proposed), str(score.gold), voice, party)


def show(rows: Sequence[Sequence[str]], *, markdown: bool) -> str:
    widths = [max(len(r[i]) for r in (COLUMNS, *rows)) for i in range(len(COLUMNS))]
    left, middle, right = ("| ", " | ", " |") if markdown else ("", "  ", "")
    lines = [
        left + middle.join(cell.ljust(w) for cell, w in zip(r, widths, strict=True)) + right for r in (COLUMNS, *rows)
    ]
    if markdown:
        lines.insert(1, "|" + "|".join("-" * (w + 2) for w in widths) + "|")
    return "\n".join(lines)


def errors(text: Text) -> str:
    """What was missed, proposed in excess, or given another voice or status, in the words of the text."""
    lines = [f"## {text.name}"]
    for kind, key in KINDS.items():
        lines += _spans(text, kind, text.gold[key], text.demands() if kind == "demand" else text.of(kind))
    for kind, key in SENTENCES.items():
        lines += _sentences(text, kind, text.gold[key])
    places = {s["id"]: s for s in text.gold["sentences"]}
    for key, wanted in text.gold["status"].items():
        got = next((o.form for o in text.of("status") if o.start == places[key]["start"]), None)
        if STATUS.get(wanted, wanted) != got:
            lines.append(f"status: expected {wanted}, got {got}: {places[key]['text']!r}")
    return "\n".join(lines)


def _spans(text: Text, kind: str, gold: Sequence[dict[str, Any]], ours: Sequence[Evidence]) -> list[str]:
    matched = pairs(gold, ours)
    hit_gold, hit_ours = {id(g) for g, _ in matched}, {o.id for _, o in matched}
    lines = [
        f"missed {kind}: {g['text']!r} {g.get('holder', g.get('speaker', ''))}" for g in gold if id(g) not in hit_gold
    ]
    lines += [
        f"extra {kind}: {o.form} {o.exact!r} {o.holder or o.speaker or o.actor or ''}"
        for o in ours
        if o.id not in hit_ours
    ]
    for g, o in matched:
        key = {"quote": "speaker", "demand": "holder", "mention": "actor"}.get(kind, "")
        if key and text.actor(g[key]) != getattr(o, key):
            lines.append(f"voice {kind}: {o.exact!r} expected {g[key]}, got {getattr(o, key)}")
    return lines


def _sentences(text: Text, kind: str, gold: Sequence[dict[str, Any]]) -> list[str]:
    wanted = {(g["start"], g["end"]) for g in gold}
    found = {(o.start, o.end): o for o in text.of(kind)}
    lines = [f"missed {kind}: {text.document.raw[a:b]!r}" for a, b in wanted if not _near((a, b), found)]
    return lines + [f"extra {kind}: {o.cue} {o.exact!r}" for place, o in found.items() if not _near(place, wanted)]


def _near(place: tuple[int, int], others: Iterable[tuple[int, int]]) -> bool:
    return any(overlap(place, other) >= UNION for other in others)


def sets(given: Sequence[Path]) -> dict[str, Path]:
    """The sets to measure by name: the folders given, else the project's."""
    if given:
        return {folder.name: folder for folder in given}
    every = {"first": ROOT.parent / "shared" / "documents", "texts": HERE / "texts", "held": HERE / "held"}
    return {name: folder for name, folder in every.items() if (folder / "gold").is_dir()}


def measured(name: str, folder: Path, model: Any, given: argparse.Namespace) -> str:
    """The table of one set, as text."""
    names = [p.stem for p in sorted((folder / "gold").glob("*.json"))]
    texts = [load(stem, folder, model) for stem in names]
    scores = table(texts)
    shown = ["together"] if given.aggregate else [*names, "together"]
    rows = [row(stem, kind, scores[kind][stem]) for stem in shown for kind in MEASURES]
    lines = [f"{name}: {len(texts)} texts", show(rows, markdown=given.markdown)]
    if given.errors and not given.aggregate:
        lines += [errors(text) for text in texts]
    return "\n".join(lines)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folders", type=Path, nargs="*", metavar="FOLDER")
    options.add_argument("--aggregate", action="store_true", help="one line for each kind of a set, no text of it")
    options.add_argument("--markdown", action="store_true")
    options.add_argument("--errors", action="store_true", help="list every difference, in the words of the texts")
    options.add_argument("--no-parse", action="store_true")
    given = options.parse_args()
    model = None if given.no_parse else load_model()
    if model is None:
        print(MISSING)
    print("\n\n".join(measured(name, folder, model, given) for name, folder in sets(given.folders).items()))


if __name__ == "__main__":
    main()
