"""The structure of a conflict as arrays, for the compiled forms: the same for all draws.

Shapes: n states, N decision makers (DMs), K changes (non-empty sets of options of one DM, a DM's side by side). A
change leads from a state to the state whose code differs in just these options; where that cannot occur, or an option
may not be changed so, it leads to n. A set of DMs is a whole number with a bit for each, and so is a set of options.
"""

from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from detente.analysis.classes import kind_of
from detente.analysis.play import OptionShock
from detente.conflict.lattice import Lattice

__all__ = ["Board", "Numbers", "applies", "board_of", "onward", "origin", "shaken", "signing", "unsigned"]

Numbers = NDArray[np.int32]

BECOMES = {"taken": 1, "dropped": 0, "toggled": -1}


class Board(NamedTuple):
    """A structure as arrays, the same for all draws.

    Parameters
    ----------
    codes, place
        [n] codes of the states; [2^options] the state of each code, n where it cannot occur.
    owned
        [N] the options of each DM.
    narrow, narrow_owned, narrow_fixed
        `codes`, `owned`, and the options that cannot be dropped and cannot be taken, in the narrowest whole numbers:
        for what is done to many states at once.
    first, change
        [N + 1] where the changes of each DM begin; [K] the options that each changes.
    keeps, loses
        [K] those of them that cannot be dropped, cannot be taken.
    signers, taken
        Joint moves: [J] who signs, and the options that signing takes.
    coalitions
        Sets of two or more DMs, the smaller first.
    shocked, setting, rates, numbers
        Shocks: [k] the option that changes by itself, what it becomes (1 taken, 0 dropped, −1 the other), how often
        that comes, per day, and which shock of the case it is.
    """

    codes: Numbers
    place: Numbers
    owned: Numbers
    narrow: NDArray[np.signedinteger]
    narrow_owned: NDArray[np.signedinteger]
    narrow_fixed: NDArray[np.signedinteger]
    first: Numbers
    change: Numbers
    keeps: Numbers
    loses: Numbers
    signers: Numbers
    taken: Numbers
    coalitions: Numbers
    shocked: Numbers
    setting: Numbers
    rates: NDArray[np.float64]
    numbers: Numbers


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
    codes, owned = lattice.codes.astype(np.int32), _numbers(map(_bits, lattice.owned))
    narrow = kind_of(len(lattice.place))
    sets = [s for s in range(1, 2 ** len(changes)) if s.bit_count() > 1]
    return Board(
        codes,
        lattice.place,
        owned,
        codes.astype(narrow),
        owned.astype(narrow),
        np.asarray([lattice.kept, lattice.lost], dtype=narrow),
        _numbers(np.cumsum([0, *map(len, changes)])),
        change,
        change & np.int32(lattice.kept),
        change & np.int32(lattice.lost),
        _numbers(_bits(who) for who, _ in lattice.joints),
        _numbers(taken for _, taken in lattice.joints),
        _numbers(sorted(sets, key=lambda s: (s.bit_count(), _members(s)))),
        _numbers(shock.bit for shock in shocks),
        _numbers(BECOMES[shock.becomes] for shock in shocks),
        np.asarray([shock.rate for shock in shocks], dtype=float),
        _numbers(shock.number for shock in shocks),
    )


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
