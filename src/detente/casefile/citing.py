"""From proposed to cited: what a draft was made from is cited once somebody has accepted it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from detente.casefile.edit import Edit, digest_of, edit_case
from detente.casefile.ledger import read_ledger
from detente.casefile.scan import Key
from detente.casefile.source import case_file, decode, parse_toml, read_bytes
from detente.errors import EvidenceError, dotted
from detente.evidence.ledger import Ledger

__all__ = ["Citing", "cite_accepted"]


@dataclass(frozen=True, slots=True)
class Citing:
    """Keys of a case file by what came of their proposals.

    Parameters
    ----------
    cited
        They cite now what was accepted.
    assumed
        They keep their own assumption, which a person must weigh against what was accepted.
    dropped
        Nothing of what they were drafted from was accepted, and some of it was rejected.
    """

    cited: tuple[str, ...] = ()
    assumed: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()


def cite_accepted(folder: Path | str) -> Citing:
    """Move the ids of accepted items from ``proposed`` to ``evidence`` in a case file; its comments stay.

    Raises
    ------
    CaseError
        If the file is no case, or was changed meanwhile.
    """
    file = case_file(Path(folder))
    text = decode(read_bytes(file), str(file))
    ledger = read_ledger(file.parent)
    edits: list[Edit] = []
    found: dict[str, list[str]] = {"cited": [], "assumed": [], "dropped": []}
    for key, table in _drafted(parse_toml(text, str(file))):
        accepted = [id for id in table["proposed"] if _status(ledger, id) == "accepted"]
        waiting = [id for id in table["proposed"] if _status(ledger, id) == "proposed"]
        if accepted:
            found["assumed" if "assumed" in table else "cited"].append(dotted(key))
            edits += [] if "assumed" in table else _edits(key, table, accepted, waiting)
        elif len(waiting) < len(table["proposed"]):
            found["dropped"].append(dotted(key))
    if edits:
        edit_case(file, edits, seen=digest_of(text))
    return Citing(*(tuple(found[name]) for name in ("cited", "assumed", "dropped")))


def _drafted(node: Any, key: Key = ()) -> Iterator[tuple[Key, Mapping[str, Any]]]:
    """Every table with proposals, with its key."""
    if isinstance(node, dict):
        if isinstance(node.get("proposed"), list):
            yield key, node
        for name, inner in node.items():
            yield from _drafted(inner, (*key, name))
    elif isinstance(node, list):
        for place, inner in enumerate(node):
            yield from _drafted(inner, (*key, place))


def _status(ledger: Ledger, id: str) -> str:
    try:
        item = ledger.find(id)
    except EvidenceError:
        return "missing"
    return "superseded" if item.superseded_by else item.status


def _edits(key: Key, table: Mapping[str, Any], accepted: list[str], waiting: list[str]) -> Iterator[Edit]:
    yield Edit("set", (*key, "evidence"), [*table.get("evidence", []), *accepted])
    if waiting:
        yield Edit("set", (*key, "proposed"), waiting)
    else:
        yield Edit("remove", (*key, "proposed"))
