"""How likely each state is on some dates, where some steps come thousands of times as often as the dates are far.

A sum over steps has a term for each of them. The solution lies, to any accuracy that is asked for, in the space that
a few resolvents span: the start, divided by (1 − shift · days · rates) again and again, which takes one factorisation
for all of them and for all dates [MoretNovati2004]_. How many it takes hangs on how much happens slowly, not on how
fast the rest is.

Sums are made here and not by a library that may divide them among threads, so that each machine gives the same.

Notation: m states, k resolvents so far.
"""

from collections.abc import Sequence

import numpy as np
from scipy.sparse import csc_matrix, csr_matrix, identity
from scipy.sparse.linalg import splu

from detente.conflict.states import FloatArray

__all__ = ["STIFF", "mass_by_resolvents"]


STIFF = 2_000  # steps of the fastest state until the last date, beyond which resolvents are quicker than a sum
SHIFT = 0.1  # of the last date; from 0.02 to 0.2 it makes little difference
MOST = 120  # resolvents; some 20 are enough for all chains that were tried
LOOK_EVERY = 4  # resolvents after which the result is looked at again
EXACT = 1e-11  # change since it was last looked at by which it is told to be right
TERMS = 16  # of a series of which each is at most half of the one before, divided by its number
NOTHING = 1e-14  # length of what is new in a resolvent that adds nothing
SINGULAR = 1e12  # condition of the projected resolvent from which on it tells nothing


def mass_by_resolvents(rates: csr_matrix, dates: Sequence[float]) -> FloatArray | None:
    """[dates, m] how likely each state is after so many days, from the first state; None where it stays inexact.

    Parameters
    ----------
    rates
        [m, m] rates per day from state to state, rows summing to zero.
    dates
        At least one of them above 0.
    """
    m, soon, last = rates.shape[0], min(days for days in dates if days > 0), max(dates)
    resolvent = splu(csc_matrix(identity(m) - SHIFT * last * rates.T), permc_spec="MMD_AT_PLUS_A")
    basis, small = np.zeros((min(MOST, m) + 1, m)), np.zeros((MOST + 1, MOST))
    basis[0, 0], before = 1.0, np.zeros((2, m))
    for k in range(1, len(basis)):
        ahead, small[:k, k - 1] = _beyond(basis[:k], resolvent.solve(basis[k - 1]))
        small[k, k - 1] = np.sqrt(np.einsum("m,m", ahead, ahead))
        complete = k == m or small[k, k - 1] < NOTHING
        if complete or (k % LOOK_EVERY == 0 and np.linalg.cond(small[:k, :k]) < SINGULAR):
            looked_at = _projected(small[:k, :k], [soon / last, 1.0], basis[:k])
            if complete or np.abs(looked_at - before).max() < EXACT:
                return _shares(_projected(small[:k, :k], [days / last for days in dates], basis[:k]))
            before = looked_at
        basis[k] = ahead / small[k, k - 1]
    return None


def _beyond(basis: FloatArray, vector: FloatArray) -> tuple[FloatArray, FloatArray]:
    """What of a vector [m] lies outside a space, and how much of it along each of its directions [k]."""
    along = np.zeros(len(basis))
    for _ in range(2):  # once more for what rounding left
        part = np.einsum("km,m->k", basis, vector)
        vector = vector - np.einsum("k,km->m", part, basis)
        along += part
    return vector, along


def _projected(small: FloatArray, parts: Sequence[float], basis: FloatArray) -> FloatArray:
    """[dates, m] how likely each state is after each part of the time, within the space."""
    inside = (np.eye(len(small)) - np.linalg.inv(small)) / SHIFT
    within = np.stack([_exponential(part * inside)[:, 0] for part in parts])
    return np.einsum("dk,km->dm", within, basis)


def _exponential(rates: FloatArray) -> FloatArray:
    """[k, k] of few states: a series for a small part of the time, squared until it is all of it.

    The general one of SciPy sets threads to work on the smallest of matrices. What overflows is not right yet.
    """
    halved = max(0, int(np.ceil(np.log2(np.abs(rates).sum(axis=1).max() + 1))) + 1)
    part, found = rates / 2.0**halved, np.eye(len(rates))
    for term in range(TERMS, 0, -1):
        found = np.eye(len(rates)) + part @ found / term
    with np.errstate(over="ignore", invalid="ignore"):
        for _ in range(halved):
            found = found @ found
    return found


def _shares(mass: FloatArray) -> FloatArray:
    """Shares that sum to one on each date."""
    mass = mass.clip(0)
    return mass / mass.sum(axis=1, keepdims=True)
