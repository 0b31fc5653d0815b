"""A case as one JSON document, with a versioned schema."""

import json
from dataclasses import fields, is_dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from detente.analysis.digest import digest_of
from detente.case import Case, Expression
from detente.conflict.statement import Statement

__all__ = ["case_json"]

LEFT_OUT = {"documents", "ledger"}


def case_json(case: Case) -> str:
    """The case as JSON: its model and judgements; documents and ledger stay in the folder."""
    body = {field.name: _plain(getattr(case, field.name)) for field in fields(case) if field.name not in LEFT_OUT}
    data = {"schema": "detente.case/1", "digest": digest_of(case), **body}
    data["evidence"] = sorted(case.ledger.items)
    return json.dumps(data, ensure_ascii=False, indent=2)


def _plain(value: Any) -> Any:
    if isinstance(value, Statement | Expression):
        return str(value)
    if is_dataclass(value) and not isinstance(value, type):
        kind = {"warrant": type(value).__name__.lower()} if type(value).__name__ in {"Cited", "Assumed"} else {}
        return kind | {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, dict) or hasattr(value, "items"):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(each) for each in value]
    if isinstance(value, date):
        return value.isoformat()
    return float(value) if isinstance(value, Fraction) else value
