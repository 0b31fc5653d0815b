"""Where compiled code is kept between runs, and whether there is any yet.

Compiled code is kept beside the source, as usual. Where that cannot be written to, it goes into the user's own cache
folder, or else into a private temporary folder that nobody else can write to: what is loaded from there is run.
"""

import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import gettempdir, mkdtemp
from time import perf_counter
from typing import Any

import numpy as np

import detente
from detente.analysis.classes import kind_of
from detente.errors import RunnerError

__all__ = ["Announce", "compile_first", "is_cold", "prepare_cache", "working"]

VARIABLE = "NUMBA_CACHE_DIR"
Announce = Callable[[], None]


class Clock:
    """Seconds as `time.perf_counter` gives them, without those for which it was stopped."""

    def __init__(self) -> None:
        self._aside = 0.0

    def __call__(self) -> float:
        """The seconds."""
        return perf_counter() - self._aside

    @contextmanager
    def stopped(self) -> Iterator[None]:
        """What is done meanwhile takes no time by this clock."""
        began = perf_counter()
        try:
            yield
        finally:
            self._aside += perf_counter() - began


working = Clock()  # by this clock answers say how long they took; one for a process, as its code is compiled once


def prepare_cache() -> None:
    """See to it that compiled code can be kept; to be called before any is loaded.

    Raises
    ------
    RunnerError
        If no folder at all can be written to.
    """
    beside = Path(detente.__file__).parent / "analysis" / "__pycache__"
    if VARIABLE in os.environ or _can_write(beside):
        return
    try:
        folder = next((each for each in _folders() if _private(each)), None)
        os.environ[VARIABLE] = str(folder) if folder else mkdtemp(prefix="detente-")
    except OSError as error:
        lack = f"no folder to keep compiled code in ({error.strerror or error})"
        raise RunnerError(f"{lack}; set {VARIABLE} to one that can be written to") from error


def _can_write(folder: Path) -> bool:
    there = folder if folder.exists() else folder.parent
    return there.is_dir() and os.access(there, os.W_OK | os.X_OK)


def _folders() -> Iterator[Path]:
    """Where else compiled code may be kept, the best place first."""
    wanted = os.environ.get("XDG_CACHE_HOME", "")
    home = os.environ.get("HOME", "")
    if wanted or home:
        yield (Path(wanted) if wanted else Path(home) / ".cache") / "detente" / "compiled"
    yield Path(gettempdir()) / f"detente-{os.getuid() if hasattr(os, 'getuid') else 'compiled'}"


def _private(folder: Path) -> bool:
    """Make a folder of one's own; false where that cannot be, or where others could write to it."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        found = folder.lstat()
    except OSError:
        return False
    own = not hasattr(os, "getuid") or (
        found.st_uid == os.getuid() and not found.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
    )
    return stat.S_ISDIR(found.st_mode) and own and os.access(folder, os.W_OK | os.X_OK)


def compile_first(announce: Announce | None = None, *, states: int = 1) -> None:
    """See to it that all code is compiled; where it must be done now, an interrupt ends it at once.

    Parameters
    ----------
    announce
        Called before code is compiled, which happens once on a machine.
    states
        How many the conflict has: beyond 32,768 there is other code, for wider payoffs.
    """
    with working.stopped():
        from detente.analysis.compiled import compile_all  # noqa: PLC0415 - slow to load

        if is_cold(states):
            if announce:
                announce()
            compile_all(kind_of(states))


def is_cold(states: int = 1) -> bool:
    """Whether compiled code for so many states must be made first; loads what compiles it."""
    from detente.analysis.compiled import EVERY  # noqa: PLC0415 - slow to load

    return not all(any(_fits(str(known), states) for known in (*each.signatures, *_kept(each))) for each in EVERY)


def _fits(signature: str, states: int) -> bool:
    """Whether a function compiled for arguments so described takes payoffs of so many states, or none at all."""
    return "Board" not in signature or ("int16" in signature) == (kind_of(states) is np.int16)


def _kept(compiled: Any) -> list[Any]:
    """The arguments for which a function's compiled form is kept, and not older than its source."""
    if compiled.stats.cache_path is None:
        return []
    index = compiled._cache._cache_file._load_index()  # the library tells it in no other way
    return [arguments for arguments, *_ in index]
