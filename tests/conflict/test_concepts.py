"""The table of concepts: complete, sourced, and found by every name."""

import re
from pathlib import Path

import pytest

from conflict.published import elmira, euphrates
from detente.conflict.concepts import ALIASES, CONCEPTS, DEFAULT_CONCEPTS, concept, equilibria, stable
from detente.errors import UnknownName

REFERENCES = Path(__file__).parents[2] / "docs" / "references.bib"


def test_the_five_come_first():
    assert tuple(CONCEPTS)[:5] == DEFAULT_CONCEPTS


def test_every_concept_has_its_name_label_and_source():
    keys = set(re.findall(r"@\w+\{(\w+),", REFERENCES.read_text(encoding="utf-8")))
    for name, each in CONCEPTS.items():
        assert each.name == name
        assert each.label
        assert each.source in keys
    assert len({each.label for each in CONCEPTS.values()}) == len(CONCEPTS)


def test_families():
    count = {kind: [c.kind for c in CONCEPTS.values()].count(kind) for kind in {c.kind for c in CONCEPTS.values()}}
    assert count == {"ordinary": 5, "simultaneous": 2, "foresight": 7, "coalition": 5, "unknown": 20, "strength": 8}


@pytest.mark.parametrize("alias", ALIASES)
def test_aliases(alias):
    assert concept(alias) is concept(alias.upper()) is CONCEPTS[ALIASES[alias]]


@pytest.mark.parametrize(
    ("name", "label"),
    [("l1", "L1"), ("L6", "L6"), ("limited_move_6", "L6"), ("l17", "L17"), ("limited_move_99", "L99")],
)
def test_any_horizon(name, label):
    assert concept(name).label == label


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("sequental", 'unknown stability concept "sequental"; did you mean "sequential"'),
        ("limited_move_0", "did you mean"),
        ("l0", "unknown stability concept"),
        ("weak_nash", "unknown stability concept"),
        ("xyzzy", "expected one of nash, general_metarational"),
        ("", "unknown stability concept"),
        ("l9999999", "unknown stability concept"),
    ],
)
def test_no_concept(name, message):
    with pytest.raises(UnknownName, match=message):
        concept(name)


@pytest.mark.parametrize("name", [name for name, each in CONCEPTS.items() if each.kind != "foresight"])
def test_every_concept_can_be_asked_of_elmira(name):
    game = elmira().game
    found = stable(game, name)
    assert found.shape == (3, 12)
    assert found.dtype == bool
    for dm in game.dms:
        assert (concept(name).function(game, dm) == found[dm]).all()


def test_no_equilibrium_is_a_result():
    case = euphrates()
    assert equilibria(case.game, "limited_move_3").tolist() == []
    assert [case.number(int(s)) for s in equilibria(case.game, "nash")] == [6]
