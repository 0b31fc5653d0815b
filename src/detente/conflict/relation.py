"""Calculating with relations: boolean matrices [n, n], true at [s, q] where s is related to q.

Each operation stands twice: as its definition, a product of boolean matrices that reads like the matrix form of the
literature [XuHipelKilgourFang2018]_, and in a packed form, 64 states a word, whose cost is the number of steps times
n / 64 instead of n³. A law of the tests holds the two equal; `PACKED_FROM` says where the packed one takes over.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

__all__ = ["Relation", "closed_under", "deterred", "legal_sequences", "product"]

Relation = NDArray[np.bool_]
States = NDArray[np.bool_]
Packed = NDArray[np.uint64]
Steps = tuple[NDArray[np.int64], NDArray[np.int64]]  # sources ascending, targets

PACKED_FROM = 200  # states; below, one small matrix product is faster than packing


def product(left: Relation, right: Relation) -> Relation:
    """[s, q] some x lies between: left at [s, x] and right at [x, q]."""
    return (left.astype(np.float32) @ right.astype(np.float32)) > 0.5


def deterred(improvements: Relation, responses: Relation, sanctions: Relation) -> States:
    """[s] every improvement from s meets a response that is a sanction.

    Parameters
    ----------
    improvements
        [s, t] the focal mover can improve from s to t.
    responses
        [t, x] the others can take the conflict from t to x.
    sanctions
        [s, x] x leaves the focal mover no better off than s, in the sense of the concept.
    """
    if len(improvements) >= PACKED_FROM:
        return _deterred_packed(improvements, responses, sanctions)
    meets = product(sanctions, responses.T)  # [s, t]: some response at t sanctions leaving s
    return np.logical_and.reduce(~improvements | meets, axis=1)


def _deterred_packed(improvements: Relation, responses: Relation, sanctions: Relation) -> States:
    feared, answered = _packed(sanctions), _packed(responses)
    stable = np.ones(len(improvements), dtype=np.bool_)
    source, target = _steps(improvements)
    for chunk in _chunks(len(source), len(improvements)):
        met = (feared[source[chunk]] & answered[target[chunk]]).any(axis=1)
        stable[source[chunk][~met]] = False
    return stable


def closed_under(sanctions: Relation, *moves: Relation) -> Relation:
    """[s, x] x is a sanction, and so is everything the focal mover can get to from x: it cannot escape.

    Parameters
    ----------
    sanctions
        [s, x] as for `deterred`.
    moves
        [x, y] the focal mover's own moves; of a coalition those of each mover, which make legal sequences.
    """
    n = len(sanctions)
    if n >= PACKED_FROM:
        escapes = _packed(_turned(~sanctions))  # [y, s / 64] y beats s
        listed = [_steps(move) for move in moves]
        escaped = _spread(listed, [_reached(move, escapes) for move in listed], n)
        return sanctions & ~_turned(_unpacked(escaped, n))
    reached = moves[0] if len(moves) == 1 else legal_sequences(moves, n)
    return sanctions & ~product(~sanctions, reached.T)


def legal_sequences(steps: Sequence[Relation], n: int) -> Relation:
    """[s, q] q ≠ s is reached from s by steps of several movers, none of whom moves twice running.

    Parameters
    ----------
    steps
        [s, q] for each mover; movers may step as often as they like, but not twice in a row.
    n
        The number of states, for the case that nobody moves.

    References
    ----------
    The inductive form of R_H in [FangHipelKilgour1993]_.
    """
    if n >= PACKED_FROM:
        return _without_start(_legal_packed(steps, n))
    last = [step.copy() for step in steps]  # [s, q] a legal sequence from s to q ends with this mover
    while True:
        grown = [mine | product(_union(last, but=j, n=n), steps[j]) for j, mine in enumerate(last)]
        if all(np.array_equal(new, old) for new, old in zip(grown, last, strict=True)):
            return _without_start(_union(last, but=None, n=n))
        last = grown


def _union(relations: Sequence[Relation], *, but: int | None, n: int) -> Relation:
    union = np.zeros((n, n), dtype=np.bool_)
    for j, relation in enumerate(relations):
        if j != but:
            union |= relation
    return union


def _without_start(relation: Relation) -> Relation:
    np.fill_diagonal(relation, False)
    return relation


def _legal_packed(steps: Sequence[Relation], n: int) -> Relation:
    return _unpacked(_spread([_steps(step) for step in steps], [_packed(step) for step in steps], n), n)


def _spread(steps: Sequence[Steps], at_once: Sequence[Packed], n: int) -> Packed:
    """[s] what legal sequences lead to, worked out from their far end, packed.

    `at_once` holds for each mover what its first step alone leads to; `first`, what sequences do that begin with it.
    """
    first, before = list(at_once), [_joined((), but=None, n=n)] * len(steps)
    moved = True
    while moved:
        moved = False
        for j, step in enumerate(steps):
            onward = _joined(first, but=j, n=n)
            if not np.array_equal(onward, before[j]):
                first[j], before[j], moved = at_once[j] | _reached(step, onward), onward, True
    return _joined(first, but=None, n=n)


def _joined(reached: Sequence[Packed], *, but: int | None, n: int) -> Packed:
    union = np.zeros((n, -(-n // 64)), dtype=np.uint64)
    for j, each in enumerate(reached):
        if j != but:
            union |= each
    return union


def _reached(steps: Steps, onward: Packed) -> Packed:
    """[s] the union of `onward` over the states one step from s, packed."""
    source, target = steps
    union = np.zeros_like(onward)
    for chunk in _chunks(len(source), len(onward)):
        starts = np.flatnonzero(np.diff(source[chunk], prepend=-1))
        union[source[chunk][starts]] |= np.bitwise_or.reduceat(onward[target[chunk]], starts, axis=0)
    return union


def _chunks(count: int, n: int) -> list[slice]:
    """Slices over `count` steps, each of which gathers at most about 64 MB of packed rows."""
    most = max(1, 2**29 // max(n, 1))
    return [slice(start, start + most) for start in range(0, count, most)]


def _steps(relation: Relation) -> Steps:
    """Every step, by its source and then its target."""
    source, target = np.divmod(np.flatnonzero(relation), relation.shape[1])
    return source, target


def _packed(relation: Relation) -> Packed:
    """[s, q / 64] the bits of each row, filled up with zeros."""
    n, width = len(relation), -(-relation.shape[1] // 64) * 8
    bytes_ = np.zeros((n, width), dtype=np.uint8)
    bits = np.packbits(relation, axis=1)
    bytes_[:, : bits.shape[1]] = bits
    return bytes_.view(np.uint64)


def _unpacked(packed: Packed, n: int) -> Relation:
    return np.unpackbits(packed.view(np.uint8), axis=1, count=n).view(np.bool_)


def _turned(relation: Relation) -> Relation:
    """The relation from right to left, copied in strips that fit a cache line."""
    turned = np.empty(relation.shape[::-1], dtype=np.bool_)
    for start in range(0, len(relation), 64):
        turned[:, start : start + 64] = relation[start : start + 64].T
    return turned
