"""What is sent to a worker, what a worker does with it, and how the answers come together.

A worker gets the case without its documents, ledger and questions, a portion of the draws and the settings. It
rebuilds the structure once and keeps it for the next portion. Portions may come back in any order; they are put in
the order of the draws.
"""

import pickle
from collections.abc import Callable, Sequence
from concurrent.futures import Executor, as_completed
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from detente import __version__
from detente.analysis.arrays import Arrays
from detente.analysis.beliefs import Draw
from detente.analysis.shares import Found, Given
from detente.analysis.solve import Progress, Settings, Solver, large, portions, solver_of
from detente.analysis.structure import Structure, structure_of
from detente.case import Case
from detente.conflict.states import enumerate_states
from detente.errors import RunnerError
from detente.evidence.extraction.actors import ActorTable
from detente.evidence.ledger import Ledger
from detente.runners.cache import prepare_cache

__all__ = ["Work", "compiles", "gathered", "sent_out", "structure_for", "work_of", "work_on"]

MOST_TOGETHER = 4  # portions sent as one: fewer messages, and still progress every second or so
FEWEST_TURNS = 8  # times each worker is sent something, so that none waits long for the last


@dataclass(frozen=True, slots=True, eq=False)
class Work:
    """What all portions of an ensemble share.

    Parameters
    ----------
    case
        The case without documents, ledger and questions.
    kept
        [n / 8] which states are left, eight to a byte, where an answer forces a condition; None: all of them.
    start
        The state it starts from.
    compiled
        Whether to solve by compiled code.
    version
        Of the Detente that sends it.
    """

    case: Case
    kept: NDArray[np.uint8] | None
    start: int
    settings: Settings
    compiled: bool
    version: str = __version__


def compiles(structure: Structure, draws: int) -> bool:
    """Whether compiled code solves so many draws of a structure; else it is the definitions that do."""
    if structure.lattice is None or not large(structure, draws):
        return False
    from detente.analysis.compiled_board import applies  # noqa: PLC0415 - slow to load

    return applies(structure.lattice)


def work_of(structure: Structure, settings: Settings, *, compiled: bool) -> Work:
    """What a worker must know to solve draws of a structure."""
    unsaid = replace(structure.case, documents={}, sources={}, ledger=Ledger(items={}), actors=ActorTable({}, {}))
    bare = replace(unsaid, questions=(), issues=(), about="")
    left = np.isin(enumerate_states(bare.conflict).codes, structure.states.codes)
    return Work(bare, None if left.all() else np.packbits(left), structure.start, settings, compiled)


def structure_for(work: Work) -> Structure:
    """The structure, built anew."""
    states = enumerate_states(work.case.conflict)
    if work.kept is not None:
        left = np.unpackbits(work.kept, count=len(states)).astype(np.bool_)
        states = replace(states, codes=states.codes[left])
    return structure_of(work.case, states=states, start=work.start)


def work_on(packed: bytes, draws: Sequence[Draw]) -> list[Arrays]:
    """Solve a portion of the draws of a `Work`: what a worker runs.

    Raises
    ------
    RunnerError
        If the worker has another version of Detente, which might give another answer.
    """
    return _solver(packed)(draws)


@lru_cache(maxsize=4)
def _solver(packed: bytes) -> Solver:
    prepare_cache()
    work: Work = pickle.loads(packed)  # noqa: S301 - written by `sent_out`, and come the way that the code comes
    if work.version != __version__:
        raise RunnerError(f"a worker has Detente {__version__}, expected {work.version}: install the same there")
    return solver_of(structure_for(work), work.settings, compiled=work.compiled)


def sent_out(
    structure: Structure,
    draws: Sequence[Draw],
    settings: Settings,
    progress: Progress | None = None,
    *,
    executor: Executor,
    workers: int,
) -> list[Arrays]:
    """Solve draws by workers that share nothing with this process.

    Parameters
    ----------
    executor, workers
        Where they are sent, and how many work there.
    """
    compiled = large(structure, len(draws))
    small = portions(structure, draws, compiled=compiled)
    together = max(1, min(MOST_TOGETHER, len(small) // (FEWEST_TURNS * max(1, workers))))
    joined = [list(chain.from_iterable(small[low : low + together])) for low in range(0, len(small), together)]
    solve = partial(work_on, pickle.dumps(work_of(structure, settings, compiled=compiled)))
    return gathered(executor, joined, solve, progress)


def gathered(
    executor: Executor,
    parts: Sequence[Sequence[Given]],
    work: Callable[[Sequence[Given]], list[Found]],
    progress: Progress | None = None,
    /,
) -> list[Found]:
    """What all portions come to, in their order; whatever ends this early takes back what has not begun."""
    count, done = sum(map(len, parts)), 0
    futures = {executor.submit(work, part): number for number, part in enumerate(parts)}
    found: list[list[Found]] = [[] for _ in parts]
    try:
        for future in as_completed(futures):
            found[futures[future]] = future.result()
            done += len(found[futures[future]])
            if progress:
                progress(done, count)
    except BaseException:
        for future in futures:
            future.cancel()
        raise
    return list(chain.from_iterable(found))
