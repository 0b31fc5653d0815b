"""Reads case folders and what they expect, for tests, and plays a case by the oracle.

Nothing of Detente is used here: the file is read by `tomllib`, the statements by a reader of its own.

An expected file says where its figures come from (`source`, `where`, `authority`: published, text or oracle), maps
the source's numbers of states to ours (`states`), and then holds figures:

* ``concept.NAME``: ``equilibria``, and ``stable`` by party; ``concept.non_myopic`` has ``cycles`` as [party, state];
* ``either``: the same for states that are stable by one concept or another of ``concepts``;
* ``verdict``: one state under one concept: ``equilibrium``, or ``stable`` for a ``party`` or a ``coalition``;
* ``improvements``, ``reach``, ``coalition_improvements``: where one leads ``from`` a state: ``to``, or ``size``;
* ``ranking``: the ``order`` of a party's states, best first, by its profile or by the ``wants`` given;
* ``inverse``: the ``count`` of a party's rankings, ``of`` all, under which a state is stable for it;
* ``count``: ``total`` and ``feasible`` states; ``coalesced``: equilibria when states are merged.

A figure that is wrong in its source is a table: ``disagrees``, ``published``, ``ours`` and ``why``. What stands under
``not_run`` is a record that no test can run, and says so.
"""

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from oracle import Game, Prefer, State, by_rank, graph_game, option_game

CASES = Path(__file__).parents[2] / "cases"


@dataclass(frozen=True)
class Expected:
    """One expected file of one case."""

    case: str
    name: str
    data: Mapping[str, Any]

    @property
    def numbers(self) -> dict[int, str]:
        """The source's numbers and our ids of the states."""
        return {int(number): id for number, id in self.data.get("states", {}).items()}

    def number_of(self, id: str) -> int:
        return {id: number for number, id in self.numbers.items()}[id]


KINDS = {
    "concept",
    "either",
    "verdict",
    "improvements",
    "reach",
    "coalition_improvements",
    "ranking",
    "inverse",
    "count",
}


def expected_files() -> list[Expected]:
    """The files that expect something of a conflict; other sciences may keep theirs in the same folders."""
    files = [
        Expected(path.parents[1].name, path.stem, tomllib.loads(path.read_text(encoding="utf-8")))
        for path in sorted(CASES.glob("*/expected/*.toml"))
    ]
    return [file for file in files if KINDS & file.data.keys()]


@cache
def case_data(name: str) -> Mapping[str, Any]:
    return tomllib.loads((CASES / name / "case.toml").read_text(encoding="utf-8"))


def ours(figure: Any) -> Any:
    """The figure to hold: as published, or ours where the published one is wrong."""
    return figure["ours"] if isinstance(figure, Mapping) and "published" in figure else figure


Truth = Callable[[State], bool]


def reader(holds: Mapping[str, Truth]) -> Callable[[str], Truth]:
    """Reads statements; `holds` gives what each name means in a state."""

    def read(text: str) -> Truth:
        words = [w for w in re.split(r"\s+|([()!&|])", text) if w]
        truth = conditional(words)
        assert not words, f"left over in {text!r}: {words}"
        return truth

    def conditional(words: list[str]) -> Truth:
        a = alternatives(words)
        if words and words[0] in ("if", "iff", "unless"):
            kind, b = words.pop(0), alternatives(words)
            return {
                "if": lambda s: a(s) or not b(s),
                "iff": lambda s: a(s) == b(s),
                "unless": lambda s: a(s) or b(s),
            }[kind]
        return a

    def alternatives(words: list[str]) -> Truth:
        parts = [every(words)]
        while words and words[0] in ("or", "|"):
            words.pop(0)
            parts.append(every(words))
        return lambda s: any(part(s) for part in parts)

    def every(words: list[str]) -> Truth:
        parts = [single(words)]
        while words and words[0] in ("and", "&"):
            words.pop(0)
            parts.append(single(words))
        return lambda s: all(part(s) for part in parts)

    def single(words: list[str]) -> Truth:
        word = words.pop(0)
        if word in ("not", "!"):
            part = single(words)
            return lambda s: not part(s)
        if word == "(":
            inside = conditional(words)
            assert words.pop(0) == ")"
            return inside
        return holds[word]

    return read


def option_ids(case: Mapping[str, Any]) -> list[str]:
    return [f"{p}.{o}" for p, party in case["party"].items() for o in party.get("option", {})]


def language(case: Mapping[str, Any]) -> Callable[[str], Truth]:
    """The statements of a case: its options and its events, which may use one another."""
    holds: dict[str, Truth] = {id: lambda s, k=k: s[k] for k, id in enumerate(option_ids(case))}
    holds |= {"true": lambda s: True, "false": lambda s: False}
    read = reader(holds)
    for name, meaning in case.get("event", {}).items():
        holds[name] = lambda s, meaning=meaning: read(meaning)(s)
    return read


def pattern(s: State) -> str:
    return s if isinstance(s, str) else "".join("Y" if taken else "N" for taken in s)


def fits(s: State, mask: str) -> bool:
    if isinstance(s, str):
        return s == mask
    return all(mark in ("-", own) for mark, own in zip(mask, pattern(s), strict=True))


def prioritized(wants: Sequence[Truth], states: Iterable[State]) -> Prefer:
    scores = {s: tuple(want(s) for want in wants) for s in states}
    return by_rank({s: sum(other > score for other in scores.values()) for s, score in scores.items()})


def ranked(groups: Sequence[Sequence[str]], states: Iterable[State]) -> Prefer:
    def place(s: State) -> int:
        return next((n for n, group in enumerate(groups) if any(fits(s, m) for m in group)), len(groups))

    return by_rank({s: place(s) for s in states})


def game_of(case: Mapping[str, Any]) -> Game:
    """The game of a case as read by `tomllib`: the first profile of each party, indifferent where there is none."""
    parties = list(case["party"])
    if "graph" in case:
        graph = case["graph"]
        prefer = {p: ranked(graph["ranking"][p], graph["states"]) for p in parties}
        return graph_game(parties, graph["states"], graph["moves"], prefer)
    read, ids = language(case), option_ids(case)
    rules = [read(rule["when"]) for rule in case.get("impossible", ())]
    ways = {rule["option"]: rule["once"] for rule in case.get("irreversible", ())}
    game = option_game(
        parties,
        [{id.partition(".")[0]} for id in ids],
        {},
        directions=[ways.get(id, "both") for id in ids],
        impossible=lambda s: any(rule(s) for rule in rules),
    )
    for p in parties:
        profile = next(iter(case["party"][p].get("profile", ())), {})
        texts = [want if isinstance(want, str) else want["want"] for want in profile.get("wants", ())]
        if "ranking" in profile:
            game.prefer[p] = ranked(profile["ranking"], game.states)
        else:
            game.prefer[p] = prioritized([read(text) for text in texts], game.states)
    return game
