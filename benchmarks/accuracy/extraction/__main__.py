"""Print the accuracy of the extraction: ``python -m benchmarks.accuracy.extraction [--markdown] [--errors]``."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from benchmarks.accuracy.extraction.measure import MEASURES, VOICED, Score, Text, load, pairs, table

from detente.evidence.extraction import MISSING, load_model

ROOT = Path(__file__).parents[3]
COLUMNS = ("text", "kind", "P", "R", "F1", "right", "proposed", "gold", "voice", "party")


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
    lines = [f"## {text.name}"]
    for kind, key in (
        ("mention", "mentions"),
        ("quote", "quotes"),
        ("demand", "demands"),
        ("conditional", "conditionals"),
        ("poll", "polls"),
        ("venue", "venues"),
    ):
        gold, ours = text.gold[key], text.of(kind)
        matched = pairs(gold, ours)
        hit_gold, hit_ours = [id(g) for g, _ in matched], {o.id for _, o in matched}
        lines += [
            f"missed {kind}: {g['text']!r} {g.get('holder', g.get('speaker', ''))}"
            for g in gold
            if id(g) not in hit_gold
        ]
        lines += [
            f"extra {kind}: {o.form} {o.exact!r} {o.holder or o.speaker or o.actor or ''}"
            for o in ours
            if o.id not in hit_ours
        ]
        for g, o in matched:
            wanted, got = g.get("holder", g.get("speaker")), o.holder if kind == "demand" else o.speaker
            if kind in ("quote", "demand") and wanted != got:
                lines.append(f"voice {kind}: {o.exact!r} expected {wanted}, got {got}")
    places = {s["id"]: s for s in text.gold["sentences"]}
    for key, wanted in text.gold["status"].items():
        got = next((o.form for o in text.of("status") if o.start == places[key]["start"]), None)
        if {"asserted": "fact"}.get(wanted, wanted) != got:
            lines.append(f"status: expected {wanted}, got {got}: {places[key]['text']!r}")
    return "\n".join(lines)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--documents", type=Path, default=ROOT.parent / "shared" / "documents")
    options.add_argument("--markdown", action="store_true")
    options.add_argument("--errors", action="store_true")
    options.add_argument("--no-parse", action="store_true")
    given = options.parse_args()
    model = None if given.no_parse else load_model()
    if model is None:
        print(MISSING)
    names = [p.stem for p in sorted((given.documents / "gold").glob("*.json"))]
    texts = [load(name, given.documents, model) for name in names]
    scores = table(texts)
    rows = [row(name, kind, scores[kind][name]) for name in [*names, "together"] for kind in MEASURES]
    print(show(rows, markdown=given.markdown))
    if given.errors:
        print("\n".join(errors(text) for text in texts))


if __name__ == "__main__":
    main()
