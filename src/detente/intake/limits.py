"""Parsing in another process, with limits: the side that asks (`worker` is the side that answers)."""

import json
import os
import signal
import subprocess
import sys
from importlib.util import find_spec
from typing import Any

from detente.errors import FileProblem, Problem
from detente.evidence.document import Document
from detente.intake.worker import CPU_SECONDS, LIBRARIES

__all__ = ["EXTRA", "read_apart"]

EXTRA = "documents"
WALL_SECONDS = 60  # a process that waits is ended too; twice the processor time, for a busy machine
NEEDED = ("PATH", "PYTHONPATH", "PYTHONHOME", "SYSTEMROOT", "LD_LIBRARY_PATH", "LANG", "TMPDIR")
KINDS = {"html": "HTML", "pdf": "PDF", "docx": "Word files"}


def read_apart(kind: str, data: bytes, *, name: str) -> Document:
    """The document of the bytes, parsed in a process of its own that may take 30 s and 1 GB.

    The process gets no more of the environment than an interpreter needs: no keys, no addresses.

    Raises
    ------
    FileProblem
        Where the extra is missing, the file is wrong, or reading it took too much.
    """
    if any(find_spec(library.partition(".")[0]) is None for library in LIBRARIES[kind]):
        missing = f"reading {KINDS[kind]} needs the extra “{EXTRA}”: pip install 'detente[{EXTRA}]'"
        raise FileProblem(Problem(missing, file=name))
    said = _asked(kind, data, name)
    if "error" in said:
        raise FileProblem(Problem(said["error"], file=name))
    return Document.from_mapping(said["raw"], said | {"name": name})


def _asked(kind: str, data: bytes, name: str) -> dict[str, Any]:
    command = [sys.executable, "-P", "-m", "detente.intake.worker", kind]
    environment = {key: os.environ[key] for key in NEEDED if key in os.environ}
    try:
        ran = subprocess.run(  # noqa: S603 - our own module, no shell, nothing of the document in the command
            command, input=data, capture_output=True, timeout=WALL_SECONDS, env=environment, check=False
        )
    except subprocess.TimeoutExpired:
        raise FileProblem(Problem(f"took over {WALL_SECONDS} s to read: it was stopped", file=name)) from None
    if ran.returncode:
        raise FileProblem(Problem(_ended(ran.returncode), file=name))
    said: dict[str, Any] = json.loads(ran.stdout)
    return said


def _ended(status: int) -> str:
    """Why the process ended without an answer."""
    if -status in (getattr(signal, "SIGXCPU", None), getattr(signal, "SIGKILL", None)):
        return f"took over {CPU_SECONDS} s of processor time to read: it was stopped"
    return "broke its parser: it is damaged, or made to do so"
