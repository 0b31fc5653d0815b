"""Small published conflicts, written out: who owns what, what cannot occur, and rankings by published numbers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from detente.conflict.graph import GraphModel, graph_model
from detente.conflict.model import Conflict, DecisionMaker, Impossible, Joint, Option
from detente.conflict.preference import rank_groups
from detente.conflict.statement import parse
from detente.conflict.states import enumerate_states

Ranking = Sequence[int | Sequence[int]]


@dataclass(frozen=True)
class Published:
    """A game whose states have the numbers of a publication, 1 … n."""

    game: GraphModel
    patterns: Sequence[str]

    def __getitem__(self, number: int) -> int:
        return self.game.states.find(self.patterns[number - 1])

    def number(self, state: int) -> int:
        return self.patterns.index(self.game.states.pattern(state)) + 1

    def dm(self, id: str) -> int:
        return self.game.conflict.number(id)


def published(
    options: Sequence[Option],
    impossible: Sequence[str],
    patterns: str,
    rankings: Mapping[str, Ranking],
    joints: Sequence[Joint] = (),
) -> Published:
    """A conflict by its options, rankings best first, numbers in one list tied."""
    rules = tuple(Impossible(parse(rule)) for rule in impossible)
    conflict = Conflict(tuple(map(DecisionMaker, rankings)), tuple(options), rules, tuple(joints))
    states, names = enumerate_states(conflict), patterns.split()

    def masks(group: int | Sequence[int]) -> list[np.ndarray]:
        return [states.matching(names[number - 1]) for number in ([group] if isinstance(group, int) else group)]

    wants = [rank_groups([masks(group) for group in ranking], len(states)) for ranking in rankings.values()]
    return Published(graph_model(conflict, wants, states=states), names)


def option(id: str, irreversible: str | None = None) -> Option:
    return Option(id, (id.partition(".")[0],), irreversible=irreversible)


def elmira() -> Published:
    """The Elmira groundwater contamination, 1991: twelve states, a deadlock (7) that two can leave (10)."""
    return published(
        [
            option("moe.modify", "taken"),
            option("uniroyal.delay", "dropped"),
            option("uniroyal.accept"),
            option("uniroyal.abandon", "taken"),
            option("local.insist"),
        ],
        [
            "uniroyal.delay and uniroyal.accept",
            "uniroyal.delay and uniroyal.abandon",
            "uniroyal.accept and uniroyal.abandon",
            "not uniroyal.delay and not uniroyal.accept and not uniroyal.abandon",
        ],
        "NYNNN YYNNN NNYNN YNYNN NNNYN YNNYN NYNNY YYNNY NNYNY YNYNY NNNYY YNNYY",
        {
            "moe": [9, 3, 4, 10, 7, 1, 2, 8, [11, 5, 6, 12]],
            "uniroyal": [1, 4, 10, 7, [5, 11, 6, 12], 2, 3, 9, 8],
            "local": [9, 3, 7, 1, 10, 8, 4, 2, [11, 5, 12, 6]],
        },
    )


def moving_twice() -> Published:
    """F can be sanctioned at 1 only by A, B and A again, for B must sign between A's two steps."""
    return published(
        [option("f.f"), option("a.first"), option("a.second"), option("b.sign")],
        ["a.first and a.second", "a.second and not b.sign", "not a.first and not a.second and b.sign"],
        "NNNN YNNN NYNN YYNN NYNY YYNY NNYY YNYY",
        {"f": [2, 4, 6, 1, 3, 5, 7, 8], "a": [8, 6, 4, 2, 7, 5, 3, 1], "b": [8, 6, 4, 2, 7, 5, 3, 1]},
    )


def two_improvements() -> Published:
    """F has two improvements from 1, and O spoils both at the same moment."""
    return published(
        [option("f.one"), option("f.two"), option("o.o")],
        ["f.one and f.two"],
        "NNN YNN NYN NNY YNY NYY",
        {"f": [2, 3, 1, 5, 6, 4], "o": [5, 6, 4, 2, 3, 1]},
    )


def treaty(*joints: Joint) -> Published:
    """P and Q gain by signing together, and neither can sign alone."""
    return published(
        [option("p.sign"), option("q.sign"), option("r.r")],
        ["p.sign iff not q.sign"],
        "NNN YYN NNY YYY",
        {"p": [2, 4, 1, 3], "q": [2, 4, 1, 3], "r": [1, 3, 2, 4]},
        joints,
    )


def euphrates() -> Published:
    """Syria and Iraq, 1975: looking ahead without horizon goes round for ever in three places."""
    return published(
        [option("syria.release"), option("syria.escalate"), option("iraq.attack")],
        ["syria.release and syria.escalate"],
        "NNN YNN NYN NNY YNY NYY",
        {"syria": [1, 3, 6, 2, 4, 5], "iraq": [2, 4, 6, 1, 5, 3]},
    )
