"""The structure of a conflict as arrays, for the compiled forms: the same for all draws.

Shapes: n states, N decision makers (DMs), K changes (non-empty sets of options of one DM, a DM's side by side). A
change leads from a state to the state whose code differs in just these options; where that cannot occur, or an option
may not be changed so, it leads to n. A set of DMs is a whole number with a bit for each, and so is a set of options.
"""

from collections.abc import Callable, Iterable, Sequence
from itertools import combinations
from typing import Any, NamedTuple, TypeVar

import numpy as np
from numba import njit
from numpy.typing import NDArray

from detente.analysis.play import OptionShock
from detente.conflict.lattice import Lattice

__all__ = [
    "Board",
    "Numbers",
    "applies",
    "board_of",
    "onward",
    "origin",
    "shaken",
    "signing",
    "uncounted",
    "unsigned",
]

Numbers = NDArray[np.int32]
Compiled = TypeVar("Compiled", bound=Callable[..., Any])

BECOMES = {"taken": 1, "dropped": 0, "toggled": -1}


class Board(NamedTuple):
    """A structure as arrays, the same for all draws.

    Parameters
    ----------
    codes, place
        [n] codes of the states; [2^options] the state of each code, n where it cannot occur.
    owned
        [N] the options of each DM.
    fixed
        The options that cannot be dropped, and those that cannot be taken.
    first, change
        [N + 1] where the changes of each DM begin; [K] the options that each changes.
    keeps, loses
        [K] those of them that cannot be dropped, cannot be taken.
    signers, taken
        Joint moves: [J] who signs, and the options that signing takes.
    coalitions
        Sets of two or more DMs, the smaller first.
    begin, joint
        [coalitions + 1] where the joint changes of each coalition begin; the options that each changes, some of each
        member.
    shocked, setting, rates, numbers
        Shocks: [k] the option that changes by itself, what it becomes (1 taken, 0 dropped, −1 the other), how often
        that comes, per day, and which shock of the case it is.
    """

    codes: Numbers
    place: Numbers
    owned: Numbers
    fixed: Numbers
    first: Numbers
    change: Numbers
    keeps: Numbers
    loses: Numbers
    signers: Numbers
    taken: Numbers
    coalitions: Numbers
    begin: Numbers
    joint: Numbers
    shocked: Numbers
    setting: Numbers
    rates: NDArray[np.float64]
    numbers: Numbers


def uncounted(function: Compiled) -> Compiled:
    """Compile a function that makes no arrays, without keeping count of who holds each array.

    The count is kept anew for each row or slice that is looked at, which takes longer than to look at it.
    """
    return njit(cache=True, nogil=True, _nrt=False)(function)  # type: ignore[call-overload]


def applies(lattice: Lattice) -> bool:
    """Whether the compiled form holds: every option has one owner."""
    own = [option for options in lattice.owned for option in options]
    return len(own) == len(set(own))


def board_of(lattice: Lattice, shocks: Sequence[OptionShock] = ()) -> Board:
    """The arrays of a structure; options must have one owner each."""
    changes = [
        [_bits(part) for size in range(len(own)) for part in combinations(own, size + 1)] for own in lattice.owned
    ]
    change = _numbers([each for own in changes for each in own])
    owned = _numbers(map(_bits, lattice.owned))
    coalitions = sorted(range(2 ** len(owned)), key=lambda s: (s.bit_count(), _members(s)))[len(owned) + 1 :]
    begin, joint = _joint(owned, coalitions, len(lattice.place))
    return Board(
        lattice.codes.astype(np.int32),
        lattice.place,
        owned,
        _numbers([lattice.kept, lattice.lost]),
        _numbers(np.cumsum([0, *map(len, changes)])),
        change,
        change & np.int32(lattice.kept),
        change & np.int32(lattice.lost),
        _numbers(_bits(who) for who, _ in lattice.joints),
        _numbers(taken for _, taken in lattice.joints),
        _numbers(coalitions),
        begin,
        joint,
        _numbers(shock.bit for shock in shocks),
        _numbers(BECOMES[shock.becomes] for shock in shocks),
        np.asarray([shock.rate for shock in shocks], dtype=float),
        _numbers(shock.number for shock in shocks),
    )


def _joint(owned: Numbers, coalitions: Sequence[int], codes: int) -> tuple[Numbers, Numbers]:
    """Where the joint changes of each coalition begin, and which of the options each changes; see `Board`."""
    change = np.arange(codes, dtype=np.int32)
    whose, place = np.zeros(codes, dtype=np.int64), np.zeros(2 ** len(owned), dtype=np.int64)
    for dm, own in enumerate(owned):
        whose |= (change & own != 0).astype(np.int64) << dm
    place[coalitions] = np.arange(1, len(coalitions) + 1)  # 0: no coalition
    count = np.bincount(place[whose], minlength=len(coalitions) + 1)
    return _numbers(np.cumsum(count) - count[0]), change[np.argsort(place[whose], kind="stable")][count[0] :]


def _numbers(values: Iterable[int]) -> Numbers:
    return np.asarray(list(values), dtype=np.int32)


def _bits(chosen: Iterable[int]) -> int:
    return sum(1 << k for k in chosen)


def _members(chosen: int) -> list[int]:
    return [dm for dm in range(chosen.bit_length()) if chosen >> dm & 1]


@njit(inline="always")
def onward(board: Board, s: int, k: int) -> int:
    """Where a change leads from a state."""
    code = board.codes[s]
    if (code & board.keeps[k]) | (~code & board.loses[k]):
        return len(board.codes)
    return board.place[code ^ board.change[k]]


@njit(inline="always")
def origin(board: Board, s: int, k: int) -> int:
    """The state from which a change leads to this one."""
    code = board.codes[s]
    if (~code & board.keeps[k]) | (code & board.loses[k]):
        return len(board.codes)
    return board.place[code ^ board.change[k]]


@njit(inline="always")
def signing(board: Board, s: int, j: int) -> int:
    """Where a joint move leads from a state: all its options from not taken to taken."""
    code = board.codes[s]
    return len(board.codes) if code & board.taken[j] else board.place[code | board.taken[j]]


@njit(inline="always")
def unsigned(board: Board, s: int, j: int) -> int:
    """The state from which a joint move leads to this one."""
    code = board.codes[s]
    return len(board.codes) if ~code & board.taken[j] else board.place[code ^ board.taken[j]]


@njit(inline="always")
def shaken(board: Board, s: int, k: int) -> int:
    """Where a shock leads from a state."""
    code, bit = board.codes[s], board.shocked[k]
    if board.setting[k] < 0:
        return board.place[code ^ bit]
    return board.place[code | bit if board.setting[k] else code & ~bit]
