"""What can be reached from a state, as a picture needs it: nodes by distance, and who goes from which to which.

The picture of a conflict shows where it stands, where improvements and agreements take it, and where that ends; or,
drawn by moves, all that could happen. It is bounded: past a number of nodes a picture shows nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np

from detente.conflict.graph import GraphModel
from detente.conflict.paths import agreements
from detente.conflict.step import Step, Walker, improves, walkers
from detente.conflict.walk import Walk, walk_from

__all__ = ["Edge", "Node", "Reach", "reach"]

By = Literal["improvements", "agreements", "moves"]

MOST_NODES = 60  # a drawing of more cannot be read


@dataclass(frozen=True, slots=True)
class Node:
    """A state in the picture.

    Parameters
    ----------
    state
        The state.
    distance
        The least number of steps from the start.
    ends
        No step of the kind drawn leaves it, whether drawn or not.
    """

    state: int
    distance: int
    ends: bool


@dataclass(frozen=True, slots=True)
class Edge:
    """A step between two states in the picture.

    Parameters
    ----------
    step
        Who goes from where to where.
    improves
        Everyone who makes it is known to prefer the result.
    """

    step: Step
    improves: bool


@dataclass(frozen=True, slots=True)
class Reach:
    """What is reached from a start.

    Parameters
    ----------
    start
        Where the picture begins.
    nodes
        By distance, then index; the start is the first.
    edges
        The steps of legal sequences between these nodes, in order of source, target and mover.
    more
        There are states within reach that are not among the nodes.
    """

    start: int
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    more: bool


def reach(game: GraphModel, start: int, *, by: By = "improvements", most: int = MOST_NODES) -> Reach:
    """The states reached from a start by legal sequences, nearest first, and the steps between them.

    Parameters
    ----------
    by
        ``"improvements"``, joint moves among them; ``"agreements"``, improvements and whatever a coalition changes at
        once because all its members gain; ``"moves"`` of any kind.
    most
        The number of nodes; the farthest are left out, of those the highest in index.

    Raises
    ------
    TooLarge
        For agreements among more than 20,000 states.
    """
    walk = walk_from(game, start, _everybody(game, by))
    distances = {start: 0}
    more = False
    for distance, reached in enumerate(walk.levels(), start=1):
        shown = reached[: most - len(distances)]
        distances |= dict.fromkeys(map(int, shown), distance)
        more = len(shown) < len(reached)
        if more:
            break
    return Reach(start, tuple(_nodes(walk, distances)), tuple(_edges(game, walk, distances)), more)


def _everybody(game: GraphModel, by: By) -> tuple[Walker, ...]:
    if by == "moves":
        return walkers(game, game.dms)
    improving = walkers(game, game.dms, willing="improving")
    return (*improving, *agreements(game)) if by == "agreements" else improving


def _nodes(walk: Walk, distances: dict[int, int]) -> Iterator[Node]:
    states = np.asarray(list(distances))
    leaving = [source for walker in walk.walkers for source, _ in walker.onward(states)]
    left = set(np.concatenate([states[:0], *leaving]).tolist())
    yield from (Node(state, distance, state not in left) for state, distance in distances.items())


def _edges(game: GraphModel, walk: Walk, distances: dict[int, int]) -> Iterator[Edge]:
    """The steps between the nodes; what signatories can do by a joint move is not drawn a second time."""
    states = np.sort(np.asarray(list(distances)))
    drawn: dict[tuple[int, int, tuple[int, ...]], Step] = {}
    for walker in walk.walkers:
        for sources, targets in walker.onward(states):
            inside = np.isin(targets, states)
            for source, target in zip(sources[inside].tolist(), targets[inside].tolist(), strict=True):
                drawn.setdefault((source, target, walker.mover.members), walker.step(source, target))
    yield from (Edge(step, improves(game, step)) for _, step in sorted(drawn.items()))
