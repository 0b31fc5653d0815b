"""The figures of the expected files, one by one, and the questions they put to whoever solves the case."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from published.reading import Expected, case_data, expected_files, ours

Ids = Collection[str]


class Solver(Protocol):
    """What answers for a case; states by their ids, parties and concepts by their names."""

    def equilibria(self, concept: str) -> Ids: ...
    def stable(self, concept: str, party: str) -> Ids: ...
    def stable_together(self, concept: str, coalition: list[str]) -> Ids: ...
    def cycles(self) -> Collection[tuple[str, str]]: ...
    def improvements(self, party: str, start: str) -> Ids: ...
    def reach(self, coalition: list[str], start: str) -> Ids: ...
    def coalition_improvements(self, coalition: list[str], start: str) -> Ids: ...
    def ranking(self, party: str, wants: list[str] | None) -> list[set[str]]: ...
    def rankings(self, party: str, state: str, concept: str) -> tuple[int, int]: ...
    def sizes(self) -> tuple[int, int]: ...
    def coalesced(self, classes: list[list[str]]) -> "Solver": ...


@dataclass(frozen=True)
class Figure:
    """One figure: where it stands, what it asks, and the answer to hold."""

    file: Expected
    key: str
    asks: Mapping[str, Any]
    value: Any

    def __str__(self) -> str:
        return f"{self.file.case}:{self.file.name}:{self.key}"

    def answer(self, solver: Solver) -> Any:
        """The solver's answer, in the numbers of the source."""
        return ANSWERS[self.asks["kind"]](solver, self)

    @property
    def told(self) -> Any:
        """The figure as an answer would give it: sets of states in rising order, groups in the source's."""
        if self.asks["kind"] == "ranking":
            return [sorted(group) for group in self.value]
        return sorted(self.value) if isinstance(self.value, list) else self.value

    def id(self, name: str = "state") -> str:
        return self.file.numbers[self.asks[name]]

    def sorted_numbers(self, ids: Ids) -> list[int]:
        return sorted(self.file.number_of(id) for id in ids)


def figures() -> list[Figure]:
    return [figure for file in expected_files() for figure in figures_of(file)]


def figures_of(file: Expected) -> Iterator[Figure]:
    for concept, table in file.data.get("concept", {}).items():
        yield from _verdicts(file, f"concept.{concept}", {"concepts": [concept]}, table)
    for table in file.data.get("either", ()):
        yield from _verdicts(file, "either." + "|".join(table["concepts"]), {"concepts": table["concepts"]}, table)
    for kind in ("verdict", "improvements", "reach", "coalition_improvements", "ranking", "inverse"):
        for table in file.data.get(kind, ()):
            yield _single(file, kind, table)
    for name, value in file.data.get("count", {}).items():
        yield Figure(file, f"count.{name}", {"kind": "count", "name": name}, value)
    if "coalesced" in file.data:
        yield from _coalesced(file, file.data["coalesced"])


def _verdicts(file: Expected, key: str, asks: Mapping[str, Any], table: Mapping[str, Any]) -> Iterator[Figure]:
    if "equilibria" in table:
        yield Figure(file, f"{key}.equilibria", {"kind": "equilibria", **asks}, ours(table["equilibria"]))
    for party, states in table.get("stable", {}).items():
        yield Figure(file, f"{key}.stable.{party}", {"kind": "stable", "party": party, **asks}, ours(states))
    if "cycles" in table:
        yield Figure(file, f"{key}.cycles", {"kind": "cycles"}, table["cycles"])


SINGLE = ("equilibrium", "stable", "to", "size", "order", "count")


def _single(file: Expected, kind: str, table: Mapping[str, Any]) -> Figure:
    name = next(name for name in SINGLE if name in table)
    asks = {**table, "kind": kind, "name": name}
    words = [table.get(k) for k in ("concept", "party", "vary", "coalition", "state", "from", "wants")]
    told = ".".join("+".join(map(str, w)) if isinstance(w, list) else str(w) for w in words if w is not None)
    return Figure(file, f"{kind}.{told}", asks, ours(table[name]))


def _coalesced(file: Expected, table: Mapping[str, Any]) -> Iterator[Figure]:
    merge = {"merge": table["merge"]}
    yield Figure(file, "coalesced.size", {"kind": "coalesced_size", **merge}, table["size"])
    for concept, states in table["equilibria"].items():
        asks = {"kind": "coalesced", "concept": concept, **merge}
        yield Figure(file, f"coalesced.{concept}", asks, states)


# ── the answers ──────────────────────────────────────────────────────────────────────────────────────────────────


def _stable_by_any(solver: Solver, figure: Figure, party: str) -> set[str]:
    return set().union(*(solver.stable(concept, party) for concept in figure.asks["concepts"]))


def _equilibria(solver: Solver, figure: Figure) -> list[int]:
    concepts = figure.asks["concepts"]
    if len(concepts) == 1:
        return figure.sorted_numbers(solver.equilibria(concepts[0]))
    parties = list(case_data(figure.file.case)["party"])
    return figure.sorted_numbers(set.intersection(*(_stable_by_any(solver, figure, p) for p in parties)))


def _stable(solver: Solver, figure: Figure) -> list[int]:
    return figure.sorted_numbers(_stable_by_any(solver, figure, figure.asks["party"]))


def _verdict(solver: Solver, figure: Figure) -> bool:
    concept, asks = figure.asks["concept"], figure.asks
    if asks["name"] == "equilibrium":
        return figure.id() in solver.equilibria(concept)
    if "coalition" in asks:
        return figure.id() in solver.stable_together(concept, asks["coalition"])
    return figure.id() in solver.stable(concept, asks["party"])


def _leads(figure: Figure, ids: Ids) -> list[int] | int:
    return len(ids) if figure.asks["name"] == "size" else figure.sorted_numbers(ids)


def _ranking(solver: Solver, figure: Figure) -> list[list[int]]:
    return [figure.sorted_numbers(g) for g in solver.ranking(figure.asks["party"], figure.asks.get("wants"))]


def _inverse(solver: Solver, figure: Figure) -> int:
    count, total = solver.rankings(figure.asks["vary"], figure.id(), figure.asks["concept"])
    assert total == figure.asks["of"]
    return count


def _merged(solver: Solver, figure: Figure) -> Solver:
    return solver.coalesced([[figure.file.numbers[n] for n in group] for group in figure.asks["merge"]])


ANSWERS = {
    "equilibria": _equilibria,
    "stable": _stable,
    "cycles": lambda s, f: sorted([party, f.file.number_of(id)] for party, id in s.cycles()),
    "verdict": _verdict,
    "improvements": lambda s, f: _leads(f, s.improvements(f.asks["party"], f.id("from"))),
    "reach": lambda s, f: _leads(f, s.reach(f.asks["coalition"], f.id("from"))),
    "coalition_improvements": lambda s, f: _leads(f, s.coalition_improvements(f.asks["coalition"], f.id("from"))),
    "ranking": _ranking,
    "inverse": _inverse,
    "count": lambda s, f: s.sizes()[f.asks["name"] == "feasible"],
    "coalesced_size": lambda s, f: _merged(s, f).sizes()[1],
    "coalesced": lambda s, f: f.sorted_numbers(_merged(s, f).equilibria(f.asks["concept"])),
}
