"""A whole case as JSON: nothing of it is missing."""

import json
from dataclasses import fields

import pytest

from detente.case.model import Case
from detente.casefile import bundled, bundled_names, export_json, parse_case, read_case

FULL = """
format = 1
[case]
title = "T"
as_of = 2025-08-07
[party.a.option]
x = "X"
[party.b.option]
y = "Y"
[event]
both = "a.x and b.y"
[[party.a.profile]]
weights = { both = "1/3", "a.x" = 2 }
unknown = [["YN", "NY"]]
[[party.b.profile]]
wants = [{ want = "both", great = true, evidence = ["q-1"], source = "s" }]
[[together]]
profiles = [["a", "main"], ["b", "main"]]
[[question]]
id = "q"
ask = "settle"
of = "both"
by = 2025-12-31
settings = { cost = { order = 2 }, allow = ["order"] }
[[shock]]
option = "a.x"
becomes = "toggled"
rate = "1 per 100 days"
assumed = "so"
[tempo]
group = [{ parties = ["a", "b"], rate = "1 per 4 days" }]
calibrate = { event = "both", by = 2025-12-31, to = 0.2, source = "s" }
[issue.i]
[issue.i.stance]
a = { position = 29, salience = 1, capability = 2, accepts = [0, 50], assumed = "so" }
"""


def test_what_stands_in_the_document():
    data = json.loads(export_json(parse_case(FULL)))
    assert data["schema"] == "detente.case/1"
    assert data["parties"][0]["profiles"][0]["weights"][0]["weight"] == "1/3"
    assert data["parties"][1]["profiles"][0]["wants"] == [
        {"text": "both", "meaning": "a.x and b.y", "great": True, "warrant": {"evidence": ["q-1"], "source": "s"}}
    ]
    assert data["questions"][0]["settings"] == {"cost": {"order": 2}, "allow": ["order"]}
    assert data["issues"][0]["stances"][0]["position"] == 0.29
    assert data["issues"][0]["stances"][0]["warrant"] == {"assumed": "so"}
    assert data["tempo"]["calibrate"]["meaning"] == "a.x and b.y"
    assert data["tempo"]["groups"] == [{"parties": ["a", "b"], "rate": 0.25, "warrant": None}]
    assert data["shocks"] == [
        {
            "option": "a.x",
            "becomes": "toggled",
            "driver": None,
            "to": None,
            "rate": 0.01,
            "means": "",
            "warrant": {"assumed": "so"},
        }
    ]


def test_every_part_of_a_case_is_there():
    data = json.loads(export_json(parse_case(FULL)))
    shared = {"actors"}  # the table is no part of the dispute; items say whom their actors serve
    assert {field.name for field in fields(Case)} - shared <= set(data)


@pytest.mark.parametrize("name", bundled_names())
def test_shipped_cases_are_exported_with_their_documents(name):
    case = read_case(bundled(name))
    data = json.loads(export_json(case))
    assert [document["name"] for document in data["documents"]] == list(case.documents)
    assert len(data["parties"]) == len(case.parties)
