"""Changing a case file in place: comments and order stay, a wrong change is refused before anything is written."""

import hashlib
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from detente.case.model import Case
from detente.casefile.read import parse_case
from detente.casefile.scan import Key
from detente.casefile.source import case_file, decode, parse_toml, read_bytes
from detente.casefile.splice import inserted, put, removed
from detente.casefile.write import only_writer, write_file
from detente.errors import CaseError, Problem, UnknownName, dotted

__all__ = ["Edit", "digest_of", "edit_case", "edited", "save_case"]

MARK = b"\xef\xbb\xbf"  # the byte order mark of UTF-8, which some editors put at the start of a file


@dataclass(frozen=True, slots=True)
class Edit:
    """One change of a case file.

    Parameters
    ----------
    act
        ``set`` gives a key a value, whether or not it has one; ``insert`` puts an item into a list before the place
        that the key ends with (the list's length for the end); ``remove`` takes away a key, table or item.
    key
        Table keys and list positions: ``("party", "usa", "profile", 0, "wants", 2)``.
    value
        Text, number, date, list or table; of no meaning for ``remove``.
    """

    act: Literal["set", "insert", "remove"]
    key: Key
    value: Any = None


def edited(text: str, *edits: Edit) -> str:
    """The text of a case file with these changes, one after the other; all other characters are as they were.

    Raises
    ------
    UnknownName
        For a key that cannot be changed because what is around it does not exist.
    CaseError
        If the text is no TOML, or a change cannot be made without touching something else.
    """
    for edit in edits:
        wanted = _changed(parse_toml(text, ""), edit)
        new = _spliced(text, edit)
        if _meaning(parse_toml(new, "")) != _meaning(wanted):
            raise CaseError(Problem("this cannot be changed in place; edit the file by hand", key=dotted(edit.key)))
        text = new
    return text


def _spliced(text: str, edit: Edit) -> str:
    match edit.act:
        case "set":
            return put(text, edit.key, edit.value)
        case "insert":
            return inserted(text, edit.key, edit.value)
        case "remove":
            return removed(text, edit.key)


def _meaning(tables: dict[str, Any]) -> Any:
    """The tables and the order of parties and options, which is that of a state's pattern."""
    full = _full(tables)
    parties = full.get("party", {})
    return full, [(id, list(party.get("option", {}))) for id, party in parties.items() if isinstance(party, dict)]


def _full(value: Any) -> Any:
    """The tables without empty ones, which TOML need not write down."""
    if isinstance(value, dict):
        return {key: full for key, item in value.items() if (full := _full(item)) not in ({}, [])}
    return [_full(item) for item in value] if isinstance(value, list | tuple) else value


def _changed(tables: dict[str, Any], edit: Edit) -> dict[str, Any]:
    """What the tables should be after the change: the oracle that the changed text is compared with."""
    tables = deepcopy(tables)
    around: Any = tables
    last = edit.key[-1]
    for size, part in enumerate(edit.key[:-1]):
        if isinstance(around, dict) and part not in around and edit.act != "remove":
            around[part] = [] if isinstance(edit.key[size + 1], int) else {}
        try:
            around = around[part]
        except (KeyError, IndexError, TypeError):
            raise UnknownName(Problem("there is no such key", key=dotted(edit.key[: size + 1]))) from None
    try:
        _change(around, last, edit)
    except (KeyError, IndexError, TypeError):
        raise UnknownName(Problem("there is no such key", key=dotted(edit.key))) from None
    return tables


def _change(around: Any, last: Any, edit: Edit) -> None:
    if edit.act == "remove":
        del around[last]
    elif edit.act == "insert":
        if not isinstance(around, list) or not 0 <= last <= len(around):
            raise IndexError(last)
        around.insert(last, edit.value)
    else:
        around[last] = edit.value


def digest_of(text: str) -> str:
    """A digest by which two readers know that they saw the same file."""
    return hashlib.sha256(text.encode()).hexdigest()


def edit_case(path: Path | str, edits: Sequence[Edit], *, seen: str | None = None) -> Case:
    """Change a case file and give the case as it then is; nothing is written unless the result is a right case.

    Parameters
    ----------
    seen
        The `digest_of` the text that the changes were made for. Another text in the file is not overwritten.

    Raises
    ------
    CaseError
        If the file was changed meanwhile, or the result has an error.
    """
    file = case_file(Path(path))
    with only_writer(file.parent):
        data = read_bytes(file)
        before = decode(data, str(file))
        if seen is not None and digest_of(before) != seen:
            raise CaseError(Problem("the file was changed by somebody else meanwhile; read it again", str(file)))
        after = edited(before, *edits)
        case = parse_case(after, str(file))
        if after != before:
            write_file(file, (MARK if data.startswith(MARK) else b"") + after.encode(), overwrite=True)
    return case


def save_case(path: Path | str, text: str, *, overwrite: bool = False) -> Case:
    """Write the text of a case file, if it is that of a right case.

    Raises
    ------
    CaseError
        If it has an error.
    FileProblem
        If the file exists and may not be overwritten, or cannot be written.
    """
    case = parse_case(text, str(path))
    write_file(Path(path), text, overwrite=overwrite)
    return case
