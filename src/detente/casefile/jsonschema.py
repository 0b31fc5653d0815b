"""The JSON Schema of ``case.toml``, for editors that complete and check the file while it is written.

``case.schema.json`` beside this module is what `schema_text` gives; ``python -m detente.casefile.jsonschema`` writes
it again.
"""

import json
from pathlib import Path
from typing import Any

from detente.casefile.schema import CaseFile

__all__ = ["SCHEMA_FILE", "json_schema", "schema_text"]

SCHEMA_FILE = Path(__file__).with_name("case.schema.json")
ID = "https://detente.invalid/schema/case-1.json"  # a name, not an address: nothing is ever fetched from it


def json_schema() -> dict[str, Any]:
    """The schema of a whole case file, with a description at every key."""
    schema = CaseFile.model_json_schema()
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": ID, "title": "A case of Detente"}
    return head | {key: value for key, value in _plain(schema).items() if key != "title"}


def _plain(node: Any) -> Any:
    """Without the titles that repeat each key's name, and without "or null", which TOML has not."""
    if isinstance(node, list):
        return [_plain(item) for item in node]
    if not isinstance(node, dict):
        return node
    kept = {key: _plain(value) for key, value in node.items() if not (key == "title" and isinstance(value, str))}
    some = [part for part in kept.get("anyOf", []) if part != {"type": "null"}]
    if len(some) < len(kept.get("anyOf", [])):
        del kept["anyOf"]
        kept = {**(some[0] if len(some) == 1 else {"anyOf": some}), **kept}
    if kept.get("default", "") in (None, "", [], {}):
        kept.pop("default", None)
    return kept


def schema_text() -> str:
    """The schema as the text of its file."""
    return json.dumps(json_schema(), indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    SCHEMA_FILE.write_text(schema_text(), encoding="utf-8")
