"""From a path to the tables of a TOML file, with a message for whatever can go wrong on the way."""

import tomllib
from pathlib import Path
from typing import Any

from detente.casefile.broken import broken
from detente.errors import CaseError, FileProblem, Problem, did_you_mean

__all__ = ["CASE_FILE", "case_file", "decode", "parse_toml", "read_bytes"]

CASE_FILE = "case.toml"
MOST_BYTES = 5_000_000  # a case is written by people; the largest shared one has 9,000 bytes

MARKS = {  # byte order marks of encodings that are not UTF-8, the longer first
    b"\xff\xfe\x00\x00": "UTF-32",
    b"\x00\x00\xfe\xff": "UTF-32",
    b"\xff\xfe": "UTF-16",
    b"\xfe\xff": "UTF-16",
}


def case_file(path: Path) -> Path:
    """The file of a case, given it or the folder that holds it.

    Raises
    ------
    FileProblem
        If there is neither, with the nearest name beside it.
    """
    if "\0" in str(path):
        raise FileProblem(Problem("a NUL character stands in this path", str(path).replace("\0", "\\0")))
    try:
        return _in_folder(path) if path.is_dir() else _there(path)
    except FileProblem:
        raise
    except PermissionError:
        raise FileProblem(Problem("no permission to look here", str(path))) from None
    except OSError as error:
        raise FileProblem(Problem(f"cannot be read: {error.strerror}", str(path))) from None


def _in_folder(folder: Path) -> Path:
    inside = folder / CASE_FILE
    if inside.is_dir():
        raise FileProblem(Problem(f"{CASE_FILE} is a folder; expected a file", str(inside)))
    if not inside.exists():
        raise FileProblem(Problem(f"this folder has no {CASE_FILE}, so it is no case", str(folder)))
    return inside


def _there(path: Path) -> Path:
    if path.exists():
        if path.suffix.lower() != ".toml":
            raise FileProblem(Problem(f"this file is no case; expected a folder with {CASE_FILE}", str(path)))
        return path
    above = next((folder for folder in path.parents if folder.exists()), Path())
    if above.is_file():
        raise FileProblem(Problem(f"{above.name} is a file, not a folder", str(path)))
    raise FileProblem(Problem(f"there is no such file or folder{_near(path)}", str(path)))


def _near(path: Path) -> str:
    try:
        return did_you_mean(path.name, [beside.name for beside in path.parent.iterdir()])
    except OSError:
        return ""


def read_bytes(path: Path, *, most: int = MOST_BYTES) -> bytes:
    """What a file holds.

    Raises
    ------
    FileProblem
        If it is missing, a folder, not readable, or larger than `most` bytes.
    """
    try:
        size = path.stat().st_size
        if size > most:
            raise FileProblem(Problem(f"the file has {size:,} bytes; at most {most:,} are read", str(path)))
        return path.read_bytes()
    except FileProblem:
        raise
    except FileNotFoundError:
        raise FileProblem(Problem(f"there is no such file{_near(path)}", str(path))) from None
    except IsADirectoryError:
        raise FileProblem(Problem("this is a folder; expected a file", str(path))) from None
    except NotADirectoryError:
        raise FileProblem(Problem("a part of this path is a file, not a folder", str(path))) from None
    except PermissionError:
        raise FileProblem(Problem("no permission to read this file", str(path))) from None
    except (OSError, ValueError) as error:
        raise FileProblem(Problem(f"cannot be read: {error}", str(path))) from None


def decode(data: bytes, file: str) -> str:
    """UTF-8 as text; a byte order mark at the start is dropped.

    Raises
    ------
    CaseError
        For another encoding or a NUL, with the line.
    """
    for mark, name in MARKS.items():
        if data.startswith(mark):
            raise CaseError(Problem(f"the file is {name}; expected UTF-8: save it so", file, 1))
    if b"\0" in data:
        message = "a NUL byte: this is no text, or UTF-16 without its mark; expected UTF-8"
        raise CaseError(Problem(message, file, _line(data, data.index(b"\0"))))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        byte = f"the byte 0x{data[error.start]:02X} is not UTF-8"
        message = f"{byte}; the file may be Latin-1 or Windows-1252: save it as UTF-8"
        raise CaseError(Problem(message, file, _line(data, error.start))) from None


def _line(data: bytes, position: int) -> int:
    return data.count(b"\n", 0, position) + 1


def parse_toml(text: str, file: str) -> dict[str, Any]:
    """The tables of a TOML text.

    Raises
    ------
    CaseError
        With line and column where it is broken, the line itself, and what is likely missing.
    """
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise CaseError(Problem("broken TOML: lists or tables inside one another too deep", file)) from None
    except ValueError as error:
        raise CaseError(broken(text, file, str(error))) from None
