"""The digest of a model: two cases have the same one if and only if they say the same to the mathematics."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from detente.case import Case, Profile
from detente.conflict.statement import Statement

__all__ = ["digest_of"]

LEFT_OUT = {
    "documents",
    "sources",
    "ledger",
    "questions",
    "about",
    "title",
    "warrant",
    "text",
    "means",
    "because",
    "name",
}


def digest_of(case: Case) -> str:
    """Sixteen hexadecimal digits over everything that can change an answer; words and warrants are left out."""
    return sha256("\n".join(_lines(case)).encode()).hexdigest()[:16]


def _lines(value: Any) -> list[str]:
    if isinstance(value, Statement):
        return [str(value)]
    if is_dataclass(value):
        names = [each.name for each in fields(value) if each.name not in LEFT_OUT]
        if isinstance(value, Profile):
            names.append("name")
        return [f"{type(value).__name__}.{name}={line}" for name in names for line in _lines(getattr(value, name))]
    if isinstance(value, Mapping):
        return [f"{key}:{line}" for key in sorted(value) for line in _lines(value[key])]
    if isinstance(value, tuple | list):
        return [f"{number}:{line}" for number, each in enumerate(value) for line in _lines(each)]
    return [value.isoformat() if isinstance(value, date) else repr(str(value))]
