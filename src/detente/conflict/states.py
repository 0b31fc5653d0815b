"""The states of a conflict: every combination of options that can occur.

A state is an index 0 … n−1. In option form state s stands for a code, a whole number whose bit k says whether
option k is taken; states are ordered by code, so that option 0 changes fastest, as in the published tables. In graph
form a state is its place in the list, and its code is that place.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.conflict.model import Conflict
from detente.conflict.statement import BoolArray, Statement, truth
from detente.errors import ModelError, TooLarge, did_you_mean

__all__ = ["BoolArray", "FloatArray", "IntArray", "States", "enumerate_states"]

IntArray = NDArray[np.int64]
FloatArray = NDArray[np.float64]

MOST_OPTIONS = 24  # 2^24 combinations: about 0.5 GB and some seconds a concept; each further option doubles both


@dataclass(frozen=True, slots=True, eq=False)
class States:
    """The feasible states.

    Parameters
    ----------
    options
        Option ids, in the order of a pattern; empty in graph form.
    codes
        [n] ascending; bit k of ``codes[s]`` is set if option k is taken in state s.
    labels
        The states' names in graph form, else empty.
    """

    options: tuple[str, ...]
    codes: IntArray
    labels: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.codes)

    def taken(self, option: str) -> BoolArray:
        """[n] where an option (or, in graph form, ``state.LABEL``) holds.

        Raises
        ------
        ModelError
            If the conflict has no such option.
        """
        if self.labels:
            return np.arange(len(self)) == self.find(option.removeprefix("state."))
        if option not in self.options:
            raise ModelError(f'unknown option "{option}"{did_you_mean(option, self.options)}')
        return (self.codes >> self.options.index(option)) & 1 == 1

    def holds(self, statement: Statement) -> BoolArray:
        """[n] where a statement holds; it names options only."""
        return np.broadcast_to(truth(statement, self.taken), len(self)).copy()

    def pattern(self, state: int) -> str:
        """The state as people write it: its label, or ``Y``/``N`` for each option in order."""
        if self.labels:
            return self.labels[state]
        code = int(self.codes[state])
        return "".join("Y" if code >> k & 1 else "N" for k in range(len(self.options)))

    def options_taken(self, state: int) -> tuple[str, ...]:
        """Ids of the options taken in a state."""
        code = int(self.codes[state])
        return tuple(id for k, id in enumerate(self.options) if code >> k & 1)

    def changes(self, source: int, target: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Ids of the options that are taken up on the way from one state to another, and of those given up."""
        before, after = int(self.codes[source]), int(self.codes[target])
        begun, ended = after & ~before, before & ~after
        options = tuple(enumerate(self.options))
        return tuple(id for k, id in options if begun >> k & 1), tuple(id for k, id in options if ended >> k & 1)

    def find(self, label: str) -> int:
        """The index of the state with that pattern or label.

        Raises
        ------
        ModelError
            If no feasible state is called so.
        """
        if self.labels:
            if label not in self.labels:
                raise ModelError(f'unknown state "{label}"{did_you_mean(label, self.labels)}')
            return self.labels.index(label)
        found = np.flatnonzero(self.matching(label))
        if len(found) != 1:
            why = "it is impossible" if "-" not in label else f"it stands for {len(found)} states"
            raise ModelError(f'"{label}" is not one state of the conflict: {why}')
        return int(found[0])

    def matching(self, pattern: str) -> BoolArray:
        """[n] the states that agree with a pattern of ``Y``, ``N`` and ``-`` (either), or bear that label.

        Raises
        ------
        ModelError
            If the pattern has the wrong length or another mark.
        """
        if self.labels:
            return np.arange(len(self)) == self.find(pattern)
        if len(pattern) != len(self.options) or set(pattern) - set("YN-"):
            marks = f"{len(self.options)} marks Y, N or - (one for each option)"
            capital = pattern.upper()
            right = len(capital) == len(self.options) and not set(capital) - set("YN-")
            near = f'; did you mean "{capital}"?' if right else ""
            raise ModelError(f'expected a pattern of {marks}, got "{pattern}"{near}')
        cared = sum(1 << k for k, mark in enumerate(pattern) if mark != "-")
        wanted = sum(1 << k for k, mark in enumerate(pattern) if mark == "Y")
        return (self.codes & cared) == wanted

    def at(self, taken: Sequence[str]) -> int:
        """The state in which just these options are taken.

        Raises
        ------
        ModelError
            If that state cannot occur.
        """
        code = sum(1 << self.options.index(id) for id in set(taken))
        place = int(np.searchsorted(self.codes, code))
        if place == len(self) or self.codes[place] != code:
            raise ModelError(f"the state in which just {', '.join(taken) or 'nothing'} is taken is impossible")
        return place


def enumerate_states(conflict: Conflict) -> States:
    """All states that can occur, in order.

    Raises
    ------
    TooLarge
        With more than 24 options.
    ModelError
        If the rules leave no state.
    """
    if conflict.graph:
        return States((), np.arange(len(conflict.graph.states)), conflict.graph.states)
    ids = tuple(option.id for option in conflict.options)
    if len(ids) > MOST_OPTIONS:
        gigabytes = 2.0 ** (len(ids) - 30) * (8 + 8 * len(conflict.decision_makers))
        raise TooLarge(
            f"{len(ids)} options make 2^{len(ids)} = {2 ** len(ids):,} combinations (about {gigabytes:,.0f} GB); "
            f"at most {MOST_OPTIONS} options are enumerated: leave out options that nobody's preference mentions, "
            "or split the conflict"
        )
    every = States(ids, np.arange(2 ** len(ids), dtype=np.int64))
    possible = np.ones(len(every), dtype=np.bool_)
    for rule in conflict.impossible:
        possible &= ~every.holds(rule.when)
    if not possible.any():
        raise ModelError("the impossible rules leave no state at all; remove or narrow one of them")
    return States(ids, every.codes[possible])
