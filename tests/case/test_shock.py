"""Shocks to drivers that cannot be worked out, and whose wants one moves."""

import pytest

from analysis.shaken import shaken_text, shock
from detente.case.shock import moved_by
from detente.casefile import parse_case
from detente.errors import CaseError

SEED = 6
TOGETHER = '[[together]]\nprofiles = [["a", "p0"], ["b", "p0"]]\nassumed = "allies"\n'
WRONG = {
    "two shocks to one driver": (
        shaken_text(SEED, shock("pull", 0.9), shock("pull", 0.1)),
        'a second shock to the driver "pull"; expected one',
    ),
    "profiles that go together": (
        shaken_text(SEED, shock("pull", 0.9), extra=TOGETHER),
        "it moves profiles of A that go together with others; expected no [[together]]",
    ),
    "an uncertain order": (
        shaken_text(SEED, shock("pull", 0.9)).replace("noise = 0.0", "noise = 0.3", 1),
        "it moves profiles of A whose order is uncertain; expected noise = 0",
    ),
    "unknown pairs": (
        shaken_text(SEED, shock("pull", 0.9)).replace("noise = 0.0", 'unknown = [["YNNNN", "NYNNN"]]', 1),
        "it moves profiles of A of which pairs are unknown; expected no `unknown`",
    ),
    "two shocks to one party": (
        shaken_text(SEED, shock("pull", 0.9), shock("push", 0.2)).replace('"1 - pull"', '"(1 - pull) * push"'),
        "the wants of A are moved by two shocks to drivers; expected one",
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_cannot_be_worked_out_is_said_with_its_shock(name: str) -> None:
    text, said = WRONG[name]
    with pytest.raises(CaseError) as raised:
        parse_case(text)
    assert said in str(raised.value)
    assert "shock " in str(raised.value)


def test_a_shock_moves_those_alone_whose_weights_use_its_driver() -> None:
    case = parse_case(shaken_text(SEED, shock("pull", 0.9), shock("push", 0.2)))
    assert [moved_by(case, party) for party in case.parties] == [(0,), (1,), ()]
