"""The JSON Schema that is shipped: current, described throughout, and right about the shipped cases."""

import json
import tomllib
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from detente.casefile.jsonschema import SCHEMA_FILE, json_schema, schema_text

CASES = sorted((Path(__file__).parents[2] / "cases").glob("*/case.toml"))
TEMPLATE = SCHEMA_FILE.with_name("template.toml")
VALIDATOR = Draft202012Validator(json_schema(), format_checker=Draft202012Validator.FORMAT_CHECKER)


def as_json(text: str):
    """A TOML text as an editor's checker sees it: dates are texts."""
    return json.loads(json.dumps(tomllib.loads(text), default=str))


def test_the_shipped_schema_is_current():
    assert SCHEMA_FILE.read_text(encoding="utf-8") == schema_text(), "run python -m detente.casefile.jsonschema"


def test_the_schema_is_a_schema():
    Draft202012Validator.check_schema(json_schema())


def test_every_key_has_a_description():
    schema = json_schema()
    tables = [schema, *schema["$defs"].values()]
    tables += [part for table in tables for part in table.get("anyOf", [])]
    keys = [(name, key) for table in tables for name, key in table.get("properties", {}).items()]
    assert len(keys) > 80
    assert [name for name, key in keys if not key.get("description", "").endswith(".")] == []


@pytest.mark.parametrize("path", [*CASES, TEMPLATE], ids=lambda path: path.parent.name)
def test_shipped_cases_fit_the_schema(path):
    assert [error.message for error in VALIDATOR.iter_errors(as_json(path.read_text(encoding="utf-8")))] == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("format = 1 ", "format = 2 "),
        ("title =", "titel ="),
        ("value = 0.55", 'value = "half"'),
        ("as_of = 2025-01-01", 'as_of = "last May"'),
        ('ask = "obstacles"', 'ask = "obstacle"'),
        ("range = [0.35, 0.70]", "range = [0.35]"),
        ('weight = "weary"', "weight = 7"),
        ('means = "share', 'meaning = "share'),
    ],
)
def test_what_is_wrong_does_not_fit_the_schema(old, new):
    text = TEMPLATE.read_text(encoding="utf-8")
    assert old in text
    assert list(VALIDATOR.iter_errors(as_json(text.replace(old, new))))
