"""The structure of a conflict as arrays, for the compiled forms: the same for all draws.

Shapes: n states, N decision makers (DMs), K changes (non-empty sets of options of one DM). ``onward[k, s]`` is where
change k leads from s, ``back[k, s]`` where it comes from; n where it is not allowed. A set of DMs is a whole number
with a bit for each.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from detente.conflict.lattice import Lattice
from detente.conflict.states import IntArray

__all__ = ["Board", "Numbers", "applies", "board_of"]

Numbers = NDArray[np.int32]


class Board(NamedTuple):
    """A structure as arrays, the same for all draws.

    Parameters
    ----------
    codes, owned
        [n] codes of the states; [N] codes with the bits of each DM's options.
    mover, onward, back
        [K] whose change it is; [K, n] where it leads, and where it comes from.
    signers, signing, signed
        Joint moves: sets of DMs; [J, n] where signing leads, and what a signed state was before.
    kept, lost
        Codes of options that cannot be dropped, cannot be taken.
    coalitions
        Sets of two or more DMs, the smaller first.
    """

    codes: IntArray
    owned: IntArray
    mover: Numbers
    onward: Numbers
    back: Numbers
    signers: IntArray
    signing: Numbers
    signed: Numbers
    kept: int
    lost: int
    coalitions: IntArray


def applies(lattice: Lattice) -> bool:
    """Whether the compiled form holds: every option has one owner."""
    own = [option for options in lattice.owned for option in options]
    return len(own) == len(set(own))


def board_of(lattice: Lattice) -> Board:
    """The arrays of a structure; options must have one owner each."""
    n = len(lattice.codes)
    rows = [(dm, targets) for dm in range(len(lattice.owned)) for targets in lattice.moves(dm)]
    onward = _stacked([targets for _, targets in rows], n)
    bits = [sum(1 << k for k in own) for own in lattice.owned]
    sets = [s for s in range(1, 2 ** len(bits)) if s.bit_count() > 1]
    signing = _stacked([lattice.signing(taken) for _, taken in lattice.joints], n)
    return Board(
        lattice.codes,
        np.asarray(bits, dtype=np.int64),
        np.asarray([dm for dm, _ in rows], dtype=np.int32),
        onward,
        _stacked(list(map(_reversed, onward)), n),
        np.asarray([sum(1 << dm for dm in who) for who, _ in lattice.joints], dtype=np.int64),
        signing,
        _stacked(list(map(_reversed, signing)), n),
        lattice.kept,
        lattice.lost,
        np.asarray(sorted(sets, key=lambda s: (s.bit_count(), _members(s))), dtype=np.int64),
    )


def _stacked(rows: Sequence[Numbers], n: int) -> Numbers:
    return np.stack(rows).astype(np.int32) if len(rows) else np.zeros((0, n), dtype=np.int32)


def _members(chosen: int) -> list[int]:
    return [dm for dm in range(chosen.bit_length()) if chosen >> dm & 1]


def _reversed(row: Numbers) -> Numbers:
    back = np.full(len(row), len(row), dtype=np.int32)
    source = np.flatnonzero(row < len(row))
    back[row[source]] = source
    return back
