"""Both forms of play say the same of every candidate: it settles the conflict, or not."""

import random

import numpy as np
import pytest

from analysis.small import case_of
from detente.analysis import settle_judge
from detente.analysis.play import RULES
from detente.analysis.session import Session
from detente.analysis.settle_case import wants_of
from detente.analysis.settle_change import Opened
from detente.analysis.settle_judge import Candidate, Judge
from detente.analysis.settle_space import bond_sets, bonds_of, orders
from detente.analysis.settle_wish import Wish
from detente.analysis.solve import Settings
from detente.conflict.statement import Constant

JOINT = '[[joint]]\noptions = ["a.x", "b.y"]\n'
SWITCHES = [(True, True, False), (False, True, True), (True, False, False), (True, True, True)]


def candidates(seed: int, absent: tuple[str, ...]) -> tuple[Session, list[Candidate], tuple[Opened, ...]]:
    """Some candidates of a random case, of every cost up to four."""
    rng = random.Random(seed)
    session = Session(case_of(seed, extra=JOINT if seed % 2 else ""))
    wish = Wish(Constant(True), absent=absent, signatures=3)
    bonds = bonds_of(session.structure, wish)
    wants = [wants_of(session.structure, party, 0) for party in range(3)]
    every = [
        [o for level in range(3) for o in ascending.level(level)]
        for each in wants
        for ascending in [orders(each.rows, each.guards, 1, [1] * len(each.options), lambda: True)]
    ]
    ascending = bond_sets(bonds, wish.unit)
    sets = [chosen for level in range(3) for chosen in ascending.level(level)]
    found = [Candidate(tuple(map(rng.choice, every)), rng.choice(sets)) for _ in range(25)]
    return session, found, tuple(bond for bond in bonds if isinstance(bond, Opened))


@pytest.mark.parametrize("seed", range(8))
def test_compiled_play_is_play(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    absent = ("b.x",) if seed % 3 == 0 else ()
    session, found, opened = candidates(seed, absent)
    count, draw = len(session.structure.states), np.random.default_rng(seed)
    monkeypatch.setattr(settle_judge, "COMPILED_FROM", 0)
    said = set()
    for rule in RULES:
        for minimal, agreements, at_rest in SWITCHES:
            settings, wanted = Settings(rule, minimal=minimal, agreements=agreements), draw.random(count) < 0.3
            judge = Judge(session.structure, settings, wanted, absent, (None,) * 3, opened, at_rest)
            plain = [judge.settles(each) for each in found]
            assert judge.settled(found).tolist() == plain
            said.update(plain)
    assert said == {True, False}


def test_few_candidates_are_judged_without_compiled_code() -> None:
    session, found, opened = candidates(1, ())
    judge = Judge(
        session.structure, Settings(), np.ones(len(session.structure.states), bool), (), (None,) * 3, opened, False
    )
    assert judge.settled(found[:3]).tolist() == [judge.settles(each) for each in found[:3]]
    assert judge._compiled is None
