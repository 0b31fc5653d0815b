"""Settings of a search: read, and refused with the right spelling."""

from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from detente.analysis.settle_space import Ascending, bond_sets, bonds_of, orders, within_reach
from detente.analysis.settle_wish import CHANGES, Wish, wish_of
from detente.analysis.structure import structure_of
from detente.case import Case, Question
from detente.casefile import bundled, read_case
from detente.conflict.statement import Constant, Name
from detente.errors import CaseError


@pytest.fixture(scope="module")
def dam() -> Case:
    return read_case(bundled("teyne-dam"))


def wish(case: Case, **settings: Any) -> Wish:
    return wish_of(case, Question("q", "settle", of=Name("company.raise"), settings=settings))


WRONG = [
    ({"alow": ["order"]}, 'did you mean "allow"'),
    ({"driver": "tired"}, "known here: allow"),
    ({"allow": ["oder"]}, 'did you mean "order"'),
    ({"allow": "order"}, "a list of"),
    ({"cost": 2}, "a table"),
    ({"cost": {"oder": 2}}, 'did you mean "order"'),
    ({"cost": {"order": 0}}, "above 0"),
    ({"cost": {"order": True}}, "above 0"),
    ({"cost": {"order": float("inf")}}, "above 0"),
    ({"cost": {"order.saltmer": 1}}, 'did you mean "saltmere"'),
    ({"cost": {"order.company.raise": 1}}, "company.raise"),
    ({"cost": {"remove.company.rise": 1}}, 'did you mean "company.raise"'),
    ({"cost": {"joint.company": 1}}, "one cost"),
    ({"who": ["compny"]}, 'did you mean "company"'),
    ({"profiles": {"saltmere": "rivr"}}, 'did you mean "river"'),
    ({"profiles": {"saltmer": "river"}}, 'did you mean "saltmere"'),
    ({"absent": ["saltmere.sue"]}, "status quo"),
    ({"absent": ["company.rise"]}, 'did you mean "company.raise"'),
    ({"at_rest": 1}, "true or false"),
    ({"budget": 0}, "from 1 up"),
    ({"limit": "all"}, "a whole number"),
    ({"signatures": 1}, "from 2 up"),
]


@pytest.mark.parametrize(("settings", "said"), WRONG, ids=[str(settings) for settings, _ in WRONG])
def test_wrong_settings_are_refused(dam: Case, settings: dict[str, Any], said: str) -> None:
    with pytest.raises(CaseError) as error:
        wish(dam, **settings)
    assert str(error.value).startswith("settings.")
    assert said in str(error.value)


def test_a_question_needs_a_condition(dam: Case) -> None:
    with pytest.raises(CaseError, match="of: this key is missing"):
        wish_of(dam, Question("q", "settle"))


def test_the_longest_name_gives_the_price(dam: Case) -> None:
    asked = wish(dam, cost={"remove": 2, "remove.company": 3, "remove.company.fund": 0.5})
    prices = [asked.price("remove", id) for id in ("brackwater.share", "company.raise", "company.fund")]
    assert prices == [2, 3, Fraction(1, 2)]
    assert asked.price("order", "company") == 1
    assert asked.unit == Fraction(1, 2)


def test_what_is_not_allowed_has_no_price(dam: Case) -> None:
    asked = wish(dam, allow=["order", "joint"], who=["company"])
    assert asked.price("remove", "company.raise") is None
    assert asked.price("order", "saltmere") is None
    assert asked.price("joint", "company.raise", "saltmere.sue") is None
    assert asked.price("order", "company") == 1


# ---- the space of changes ---------------------------------------------------------------------


def levels(ascending: Ascending[Any], count: int) -> list[tuple[int | None, int]]:
    return [(ascending.cost(k), len(ascending.level(k))) for k in range(count)]


def test_orders_rise_by_swaps_and_places() -> None:
    every_bit = np.arange(16)[None, :] >> np.arange(4)[:, None] & 1 == 1
    rows, guards = every_bit[:3], every_bit[3:]
    spent: list[int] = []

    def spend() -> bool:
        spent.append(1)
        return True

    every = orders(rows, guards, 2, [3], spend)
    assert levels(every, 5) == [(0, 1), (2, 2), (3, 1), (4, 2), (5, 2)]
    assert len(spent) == 8
    assert [order.sequence for order in every.level(2)] == [(0, 1, 2, 3)]
    only = orders(rows, guards, None, [3], spend)
    assert levels(only, 3) == [(0, 1), (3, 1), (6, 1)]
    fixed = orders(rows, guards, None, [None], spend)
    assert fixed.level(0)
    assert fixed.cost(1) is None


def test_each_preference_comes_once_at_its_least_cost(dam: Case) -> None:
    structure = structure_of(dam)
    rows = structure.truths[0][0]
    every = orders(rows, rows[:0], 1, [], lambda: True)
    seen = [order.payoff.tobytes() for level in range(11) for order in every.level(level)]
    assert len(seen) == len(set(seen))
    assert every.cost(11) is None  # ten swaps turn five statements round


def test_sets_of_bonds_hold_each_option_once(dam: Case) -> None:
    structure = structure_of(dam)
    asked = Wish(Constant(True), cost={"remove": Fraction(1, 2)})
    bonds = bonds_of(structure, asked)
    assert {type(bond).__name__ for bond in bonds} == {"Bound", "Opened", "Removed"}
    every = bond_sets(bonds, asked.unit)
    for level in range(4):
        for chosen in every.level(level):
            assert sum(bond.cost for bond in chosen) / asked.unit == every.cost(level)
            held = [bond.option for bond in chosen if hasattr(bond, "option")]
            assert len(held) == len(set(held))


def test_what_is_within_reach(dam: Case) -> None:
    structure = structure_of(dam)
    raised = structure.states.taken("company.raise")
    off = Wish(Constant(True), absent=("company.raise",), allow=("order",))
    assert within_reach(structure, Wish(Constant(True))).all()
    assert (within_reach(structure, off) == ~raised).all()
    assert set(CHANGES) == {"order", "guarantee", "irreversible", "joint", "remove", "add"}
