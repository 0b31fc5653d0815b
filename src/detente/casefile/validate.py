"""From the tables of a file to checked tables: every wrong value with its key, and what was expected there.

Where only a part is wrong (a profile, a question), that part is left out and the rest is still checked together, so
that one reading shows as many problems as can be told for sure.
"""

from collections.abc import Iterable
from copy import deepcopy
from typing import Any, get_args

from pydantic import ValidationError

from detente.casefile.complaints import Complaints
from detente.casefile.locate import Key
from detente.casefile.schema import LISTS, CaseFile, Table
from detente.errors import did_you_mean

__all__ = ["validated"]

PARTS = (*LISTS, "issue")
EXPECTED = {
    "string_type": "text in quotes",
    "bool_type": "true or false",
    "list_type": "a list in [ ]",
    "dict_type": "a table",
}
LONGEST_SHOWN = 60


def validated(raw: dict[str, Any], complaints: Complaints) -> CaseFile | None:
    """The tables as values; None where too much is wrong to go on. What is wrong is added to the complaints."""
    try:
        return CaseFile.model_validate(raw)
    except ValidationError as error:
        keys = [_complain(found, complaints) for found in error.errors(include_url=False)]
    wrong = {_part(key) for key in keys}
    if None in wrong:
        return None
    rest, survivors = _without(raw, [key for key in wrong if key])
    complaints.original = lambda key: _original(key, survivors)
    try:
        return CaseFile.model_validate(rest)
    except ValidationError:
        return None


def _complain(found: Any, complaints: Complaints) -> Key:
    key: Key = tuple(found["loc"])
    if found["type"] == "missing":
        complaints.add(key, "this key is missing")
    elif found["type"] == "extra_forbidden":
        known = _table_at(key[:-1]).model_fields
        near = did_you_mean(str(key[-1]), known) or f"; known here: {', '.join(known)}"
        complaints.add(key, f'unknown key "{key[-1]}"{near}')
    else:
        near = _near(found)
        complaints.add(key, f"expected {_expected(found)}, got {shown(found['input'])}{near}")
    return key


def _expected(found: Any) -> str:
    context = found.get("ctx", {})
    if found["type"] == "expected":
        return str(context["what"])
    if found["type"] == "literal_error":
        return str(context["expected"]).replace("'", '"')
    if found["type"] in ("model_type", "model_attributes_type"):
        return _table_at(found["loc"]).expected
    return EXPECTED.get(found["type"], str(found["msg"]))


def _near(found: Any) -> str:
    if found["type"] != "literal_error" or not isinstance(found["input"], str):
        return ""
    known = str(found["ctx"]["expected"]).replace(" or ", ", ").split(", ")
    return did_you_mean(found["input"], [word.strip("'") for word in known])


def shown(value: Any) -> str:
    """A value of a file as a message shows it: what it is and, where short, itself."""
    if isinstance(value, dict):
        return "a table"
    if isinstance(value, list):
        return f"a list of {len(value)}" if len(str(value)) > LONGEST_SHOWN else f"the list {value}".replace("'", '"')
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        short = value if len(value) <= LONGEST_SHOWN else value[:LONGEST_SHOWN] + "…"
        return f'the text "{short}"'
    return f"{value}" if len(str(value)) <= LONGEST_SHOWN else "a very long number"


def _table_at(key: Iterable[str | int]) -> type[Table]:
    """The model of the table at a key."""
    table: type[Table] = CaseFile
    for part in key:
        field = table.model_fields.get(str(part))
        inside = _table_in(field.annotation) if field else None
        table = inside or table
    return table


def _table_in(annotation: Any) -> type[Table] | None:
    if isinstance(annotation, type) and issubclass(annotation, Table):
        return annotation
    return next((table for part in get_args(annotation) if (table := _table_in(part))), None)


def _part(key: Key) -> Key | None:
    """The smallest part of a case that can be left out without taking a name with it."""
    if key[:1] == ("party",) and key[2:3] == ("profile",) and len(key) > 3:
        return key[:4]
    if key[0] in PARTS and len(key) > 1:
        return key[:2]
    return key[:1] if key[0] == "tempo" else None


def _without(raw: dict[str, Any], keys: list[Key]) -> tuple[dict[str, Any], dict[Key, list[int]]]:
    """The tables without some parts; for each list that lost items, the places of those it kept."""
    rest = deepcopy(raw)
    survivors: dict[Key, list[int]] = {}
    for key in sorted(keys, key=str, reverse=True):
        around: Any = rest
        for part in key[:-1]:
            around = around[part]
        if isinstance(around, list):
            kept = survivors.setdefault(key[:-1], list(range(len(around))))
            del around[kept.index(int(key[-1]))]
            kept.remove(int(key[-1]))
        else:
            del around[key[-1]]
    if any(key[0] == "party" for key in keys):
        rest.pop("together", None)  # it may name a profile that was left out
    return rest, survivors


def _original(key: Key, survivors: dict[Key, list[int]]) -> Key:
    found: Key = ()
    for part in key:
        kept = survivors.get(found)
        found = (*found, kept[part] if kept and isinstance(part, int) else part)
    return found
