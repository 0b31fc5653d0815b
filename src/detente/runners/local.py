"""Draws solved on this machine: by threads of this process, or by processes of their own.

Compiled code releases the interpreter lock, so threads work side by side without anything being copied. Where the
definitions are needed instead (graph form, options with several owners) only processes work side by side, and these
take seconds to start. `workers` chooses.
"""

import os
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from threading import current_thread, main_thread
from time import perf_counter

from detente.analysis.arrays import Arrays
from detente.analysis.beliefs import Draw
from detente.analysis.shares import Found, Given, Spread, in_turn
from detente.analysis.solve import Progress, Runner, Settings, one_by_one, portions, solver_of
from detente.analysis.structure import Structure
from detente.errors import RunnerError
from detente.runners.cache import Announce, compile_first, prepare_cache
from detente.runners.work import compiles, gathered, sent_out

__all__ = ["cores", "processes", "side_by_side", "threads", "workers"]

WORTH_STARTING = 10.0  # seconds of work by definitions from which processes of their own save more than they cost


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def side_by_side(count: int) -> Spread:
    """Work on chains that are here already, by threads of this process that live no longer than the work."""

    def spread(
        parts: Sequence[Sequence[Given]],
        work: Callable[[Sequence[Given]], list[Found]],
        progress: Progress | None = None,
        /,
    ) -> list[Found]:
        if count == 1 or len(parts) == 1:
            return in_turn(parts, work, progress)
        with ThreadPoolExecutor(count) as pool:
            return gathered(pool, parts, work, progress)

    return spread


@contextmanager
def workers(count: int | None = None, *, announce: Announce | None = None) -> Iterator[Runner]:
    """A runner in threads where compiled code does the work, in processes where definitions have long to do.

    Parameters
    ----------
    count
        How many; as many as there are cores unless given.
    announce
        Called before code is compiled, which happens once on a machine.
    """
    with threads(count, announce=announce) as swift, processes(count, announce=announce) as apart:

        def run(
            structure: Structure, draws: Sequence[Draw], settings: Settings, progress: Progress | None = None
        ) -> list[Arrays]:
            definitions = not compiles(structure, len(draws))
            chosen = apart if definitions and _is_long(structure, draws, settings) else swift
            return chosen.solve(structure, draws, settings, progress)

        yield Runner(run, swift.spread)


def _is_long(structure: Structure, draws: Sequence[Draw], settings: Settings) -> bool:
    """Whether definitions would take long; the first portion tells."""
    parts, started = portions(structure, draws, compiled=False), perf_counter()
    if len(parts) < 2:
        return False
    solver_of(structure, settings, compiled=False)(parts[0])
    return (perf_counter() - started) * (len(parts) - 1) > WORTH_STARTING


@contextmanager
def threads(count: int | None = None, *, announce: Announce | None = None) -> Iterator[Runner]:
    """A runner in threads of this process; what definitions must solve, one after the other.

    Parameters
    ----------
    count
        How many; as many as there are cores unless given.
    announce
        Called before code is compiled, which happens once on a machine.
    """
    prepare_cache()
    with ThreadPoolExecutor(count or cores()) as pool:

        def run(
            structure: Structure, draws: Sequence[Draw], settings: Settings, progress: Progress | None = None
        ) -> list[Arrays]:
            if not compiles(structure, len(draws)):
                return one_by_one(structure, draws, settings, progress)
            compile_first(announce, states=len(structure.states))
            solve, parts = solver_of(structure, settings, compiled=True), portions(structure, draws, compiled=True)
            return gathered(pool, parts, solve, progress)

        yield Runner(run, side_by_side(count or cores()))


@contextmanager
def processes(count: int | None = None, *, announce: Announce | None = None) -> Iterator[Runner]:
    """A runner in processes of their own, started when they are first needed.

    A script that uses it must keep its own work under ``if __name__ == "__main__":``, as each process reads it anew.

    Parameters
    ----------
    count
        How many; as many as there are cores unless given.
    announce
        Called before code is compiled, which happens once on a machine.
    """
    prepare_cache()
    many = count or cores()
    pool = ProcessPoolExecutor(many, mp_context=get_context("spawn"))

    def run(
        structure: Structure, draws: Sequence[Draw], settings: Settings, progress: Progress | None = None
    ) -> list[Arrays]:
        if compiles(structure, len(draws)):
            compile_first(announce, states=len(structure.states))  # here, and kept, so that all processes find it
        try:
            _start(pool)
            return sent_out(structure, draws, settings, progress, executor=pool, workers=many)
        except BrokenExecutor as error:
            why = "ended unexpectedly, perhaps for want of memory; use fewer, or threads"
            raise RunnerError(f"one of the {many} worker processes {why}") from error

    try:
        yield Runner(run, side_by_side(many))
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _start(pool: Executor) -> None:
    """Start the processes deaf to interrupts, which reach all of a terminal: it is for this one to end them."""
    if current_thread() is not main_thread():
        pool.submit(int)
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        pool.submit(int)
    finally:
        signal.signal(signal.SIGINT, before)
