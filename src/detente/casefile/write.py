"""Writing files so that a crash at any moment leaves the old file or the new one, never half of either."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from detente.errors import FileProblem, Problem

__all__ = ["make_folder", "only_writer", "refuse_unwritable", "write_file"]

EXISTS = "this exists already and is not overwritten unless you ask for it"


def write_file(path: Path, data: bytes | str, *, overwrite: bool = False) -> None:
    """Put a file in place in one step: written beside it, flushed to the disk, then renamed.

    Parameters
    ----------
    data
        Bytes, or text that becomes UTF-8 with its line ends as they are.
    overwrite
        Whether an existing file may be replaced.

    Raises
    ------
    FileProblem
        If it exists and may not be replaced, or cannot be written.
    """
    if path.exists() and not overwrite:
        raise FileProblem(Problem(EXISTS, str(path)))
    try:
        _write(path, data.encode() if isinstance(data, str) else data)
    except OSError as error:
        raise FileProblem(Problem(f"cannot be written: {error.strerror or error}", str(path))) from None


def refuse_unwritable(path: Path, *, overwrite: bool = False) -> None:
    """Refuse a place that could not be written to, before long work whose result shall go there.

    Raises
    ------
    FileProblem
        If it exists and may not be replaced, is a folder, or there is no folder to write it into.
    """
    if path.is_dir():
        raise FileProblem(Problem("this is a folder; expected the name of a file", str(path)))
    if path.exists() and not overwrite:
        raise FileProblem(Problem(EXISTS, str(path)))
    if not path.resolve().parent.is_dir():
        raise FileProblem(Problem("there is no folder to write it into; make it first", str(path)))


def _write(path: Path, data: bytes) -> None:
    target = path.resolve()  # a link stays a link
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:40]}.", suffix=".new")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(target.stat().st_mode & 0o7777 if target.exists() else 0o666 & ~_umask())
        Path(name).replace(target)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise
    _flush_folder(target.parent)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _flush_folder(folder: Path) -> None:
    """Have the disk know of a rename; where folders cannot be opened there is nothing to do."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def make_folder(path: Path) -> None:
    """Make a folder and those around it, where they are missing.

    Raises
    ------
    FileProblem
        If a file is in the way, or there is no permission.
    """
    try:
        path.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError):
        file = next(place for place in (path, *path.parents) if place.exists())
        raise FileProblem(Problem("this is a file; expected a folder", str(file))) from None
    except OSError as error:
        raise FileProblem(Problem(f"cannot be made: {error.strerror or error}", str(path))) from None


@contextmanager
def only_writer(folder: Path) -> Iterator[None]:
    """Wait until no other process writes to the folder in this way, and keep others waiting."""
    try:
        from fcntl import LOCK_EX, flock  # noqa: PLC0415 - absent on some systems; there nothing is locked
    except ImportError:  # pragma: no cover - not on the systems tested
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        flock(handle, LOCK_EX)
        yield
    finally:
        os.close(handle)
