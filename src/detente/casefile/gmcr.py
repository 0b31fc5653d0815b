"""The ``.gmcr`` files of the incumbent, read into cases: JSON with options by number.

::

    {"options": [{"name": "Modify", "permittedDirection": "fwd"}, …],
     "decisionMakers": [{"name": "MoE", "options": [0], "preferences": [row, …], "payoffs": [3, 1, …]}, …],
     "infeasibles": [[[1, "Y"], [2, "Y"]], …],
     "useManualPreferenceVectors": false}

A row of ``preferences`` is a condition, the most important row first:

- ``[[0, "Y"], [4, "N"]]``: all of these hold;
- ``{"compound": true, "members": [[[0, "Y"]], [[4, "N"]]]}``: at least one member holds, counted once;
- ``{"members": …, "If": …}``: the first where the second holds, and true elsewhere.

Where ``useManualPreferenceVectors`` (or ``…Ranking``) is true the rows do not count: ``payoffs`` gives each state
that can occur a number, larger is better, or ``preferenceVector`` lists the states, numbered from 1, best first, a
list within for ties. States are numbered with the options grouped by decision maker, the first changing fastest.
"""

import json
import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from detente.case.expression import parse_expression
from detente.case.model import Case, Party, Profile, Want
from detente.case.warrant import Assumed
from detente.casefile.dump import dump_case
from detente.casefile.language import is_id
from detente.casefile.wants import MAIN
from detente.conflict.model import Conflict, DecisionMaker, Impossible, Irreversible, Option
from detente.conflict.statement import And, If, Name, Not, Or, Statement
from detente.conflict.states import States, enumerate_states
from detente.errors import CaseError, ModelError, Problem, told_key, undotted

__all__ = ["import_gmcr"]

DIRECTIONS: dict[str, Irreversible | None] = {"both": None, "fwd": "taken", "back": "dropped"}
MANUAL = ("useManualPreferenceVectors", "useManualPreferenceRanking")
VECTORS = ("preferenceVector", "preferenceRanking")
LONGEST_ID = 24
FROM_FILE = "as in the imported file, which gives no reasons"


def import_gmcr(text: str, name: str, *, as_of: date) -> str:
    """The text of a ``case.toml`` that says what a ``.gmcr`` file says.

    Parameters
    ----------
    name
        The file's name, for messages and for the title.
    as_of
        The day of the case, which such a file does not have.

    Raises
    ------
    CaseError
        With everything that is wrong in the file.
    """
    try:
        case = _Reading(name).case(json.loads(text), as_of)
    except json.JSONDecodeError as error:
        raise CaseError(Problem(f"broken JSON: {error.msg}", name, error.lineno, error.colno)) from None
    except RecursionError:
        raise CaseError(Problem("broken JSON: lists or conditions inside one another too deep", name)) from None
    note = f"# Imported from {_line(name)}. Such a file has no date and no status quo: look at both, and at the ids."
    return f"{note}\n\n{dump_case(case)}"


def _line(text: str) -> str:
    return re.sub(r"[^\S ]|[\x00-\x1f\x7f]", " ", text)


@dataclass(frozen=True, slots=True)
class _Maker:
    """A decision maker of the file: its id, name and the numbers of its options."""

    id: str
    name: str
    owns: tuple[int, ...]
    data: dict[str, Any]


@dataclass(slots=True)
class _Reading:
    """One file being read, and what is wrong with it so far."""

    name: str
    problems: list[Problem] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)  # of options, by number
    data: Any = None  # what the file holds

    def wrong(self, key: str, message: str) -> None:
        told = told_key(undotted(key), self.data)
        self.problems.append(Problem(message, self.name, key=key, told=told))

    def stop_if_wrong(self) -> None:
        if self.problems:
            raise CaseError(self.problems)

    def case(self, data: Any, as_of: date) -> Case:
        self.data = data
        if not isinstance(data, dict):
            self.wrong("", f"expected an object with decisionMakers and options, got {_kind(data)}")
        self.stop_if_wrong()
        options = self.items(data, "options")
        makers = self.makers(self.items(data, "decisionMakers"), len(options))
        self.stop_if_wrong()
        conflict = self.conflict(data, options, makers)
        self.stop_if_wrong()
        try:
            states = enumerate_states(conflict)
        except ModelError as error:
            raise CaseError(Problem(str(error), self.name)) from None
        manual = any(data.get(key) is True for key in MANUAL)
        parties = tuple(self.party(maker, k, states if manual else None) for k, maker in enumerate(makers))
        self.stop_if_wrong()
        title = re.sub(r"\.gmcr$", "", self.name) or "Imported"
        return Case(title, as_of, conflict, parties, status_quo=states.options_taken(0))

    def items(self, data: dict[str, Any], key: str) -> list[dict[str, Any]]:
        found = data.get(key)
        if not isinstance(found, list) or not found:
            self.wrong(key, f"expected a list with at least one object, got {_kind(found)}")
            return []
        for place, item in enumerate(found):
            if not isinstance(item, dict) or not isinstance(item.get("name"), str) or not item["name"].strip():
                self.wrong(f"{key}[{place}]", f"expected an object with a name, got {_kind(item)}")
        self.stop_if_wrong()
        return found

    def makers(self, data: Sequence[dict[str, Any]], count: int) -> list[_Maker]:
        found: list[_Maker] = []
        for place, item in enumerate(data):
            owns = self.numbers(item.get("options"), count, f"decisionMakers[{place}].options")
            id = _id(item["name"], [maker.id for maker in found])
            found.append(_Maker(id, item["name"], owns, item))
        return found

    def numbers(self, given: Any, count: int, key: str) -> tuple[int, ...]:
        if not isinstance(given, list):
            self.wrong(key, f"expected a list of option numbers, got {_kind(given)}")
            return ()
        for place, number in enumerate(given):
            if not _is_number(number, count):
                self.wrong(f"{key}[{place}]", _not_an_option(number, count))
            elif number in given[:place]:
                self.wrong(f"{key}[{place}]", f"option {number} stands twice")
        return tuple(number for number in given if _is_number(number, count))

    def conflict(self, data: dict[str, Any], options: Sequence[dict[str, Any]], makers: Sequence[_Maker]) -> Conflict:
        order = list(dict.fromkeys(number for maker in makers for number in maker.owns))
        self.ids = [""] * len(options)
        for number in order:
            owner = next(maker.id for maker in makers if number in maker.owns)
            local = _id(
                options[number]["name"], [id.partition(".")[2] for id in self.ids if id.startswith(f"{owner}.")]
            )
            self.ids[number] = f"{owner}.{local}"
        for number, item in enumerate(options):
            if number not in order:
                self.wrong(f"options[{number}]", f'the option "{item["name"]}" belongs to no decision maker')
            if item.get("permittedDirection", "both") not in DIRECTIONS:
                got = item["permittedDirection"]
                self.wrong(f"options[{number}].permittedDirection", f"expected both, fwd or back, got {got!r}")
        self.stop_if_wrong()
        rows = data.get("infeasibles", [])
        if not isinstance(rows, list):
            self.wrong("infeasibles", f"expected a list, got {_kind(rows)}")
            self.stop_if_wrong()
        read = [self.condition(row, f"infeasibles[{place}]") for place, row in enumerate(rows)]
        return Conflict(
            tuple(DecisionMaker(maker.id, maker.name) for maker in makers),
            tuple(self.option(number, options[number], makers) for number in order),
            tuple(Impossible(when, FROM_FILE) for when in read if when is not None),
        )

    def option(self, number: int, item: dict[str, Any], makers: Sequence[_Maker]) -> Option:
        owners = tuple(maker.id for maker in makers if number in maker.owns)
        means = str(item.get("description") or item["name"])
        return Option(self.ids[number], owners, means, DIRECTIONS[item.get("permittedDirection", "both")])

    def condition(self, row: Any, key: str) -> Statement | None:
        """A row as a statement; None where it is complained about."""
        if isinstance(row, dict):
            return self.compound(row, key)
        if not isinstance(row, list) or not row:
            self.wrong(key, f'expected a list of pairs such as [0, "Y"], got {_kind(row)}')
            return None
        if all(_is_row(member) for member in row):
            return self.compound({"members": row}, key)
        parts = [self.pair(pair, f"{key}[{place}]") for place, pair in enumerate(row)]
        known = [part for part in parts if part is not None]
        return None if len(known) < len(parts) else known[0] if len(known) == 1 else And(tuple(known))

    def compound(self, row: dict[str, Any], key: str) -> Statement | None:
        condition = next((row[name] for name in row if name.lower() == "if"), None)
        members = row.get("members", row.get("condition"))
        if not isinstance(members, list) or not members:
            self.wrong(key, f"expected members, a list of conditions, got {_kind(members)}")
            return None
        several = members if all(_is_row(member) or isinstance(member, dict) for member in members) else [members]
        read = [self.condition(member, f"{key}.members[{place}]") for place, member in enumerate(several)]
        known = [part for part in read if part is not None]
        when = self.condition(condition, f"{key}.If") if condition is not None else None
        if len(known) < len(read) or (condition is not None and when is None):
            return None
        whole = known[0] if len(known) == 1 else Or(tuple(known))
        return whole if when is None else If(whole, when)

    def pair(self, pair: Any, key: str) -> Statement | None:
        if not isinstance(pair, list) or len(pair) != 2 or pair[1] not in ("Y", "N"):
            self.wrong(key, f'expected a pair such as [0, "Y"] or [0, "N"], got {_kind(pair)}')
        elif not _is_number(pair[0], len(self.ids)):
            self.wrong(f"{key}[0]", _not_an_option(pair[0], len(self.ids)))
        else:
            name = Name(self.ids[pair[0]])
            return name if pair[1] == "Y" else Not(name)
        return None

    def party(self, maker: _Maker, number: int, states: States | None) -> Party:
        key = f"decisionMakers[{number}]"
        profile = self.ranked(maker, key, states) if states is not None else self.wanting(maker, key)
        return Party(maker.id, maker.name, (profile,) if profile else ())

    def wanting(self, maker: _Maker, key: str) -> Profile | None:
        rows = maker.data.get("preferences", [])
        if not isinstance(rows, list):
            self.wrong(f"{key}.preferences", f"expected a list of conditions, got {_kind(rows)}")
            return None
        read = [self.condition(row, f"{key}.preferences[{place}]") for place, row in enumerate(rows)]
        wants = tuple(Want(str(one), one) for one in read if one is not None)
        return _profile(wants=wants) if wants else None

    def ranked(self, maker: _Maker, key: str, states: States) -> Profile | None:
        vector = next((name for name in VECTORS if maker.data.get(name)), None)
        if vector is None:
            groups = self.by_payoff(maker.data.get("payoffs"), f"{key}.payoffs", states)
        else:
            groups = self.by_vector(maker.data[vector], f"{key}.{vector}", len(states))
        listed = tuple(tuple(states.pattern(state) for state in group) for group in groups)
        return _profile(ranking=listed) if listed else None

    def by_payoff(self, given: Any, key: str, states: States) -> list[list[int]]:
        sizes = (len(states), 2 ** len(states.options))
        if not isinstance(given, list) or len(given) not in sizes:
            wanted = f"{sizes[0]} numbers, one for each state that can occur"
            self.wrong(key, f"expected a list of {wanted}, got {_kind(given)}")
            return []
        for place, payoff in enumerate(given):
            if isinstance(payoff, bool) or not isinstance(payoff, int | float) or not math.isfinite(payoff):
                self.wrong(f"{key}[{place}]", f"expected a finite number, got {payoff!r}")
                return []
        values = given if len(given) == sizes[0] else [given[code] for code in states.codes]
        groups: dict[float, list[int]] = {}
        for state, value in enumerate(values):
            groups.setdefault(value, []).append(state)
        return [groups[value] for value in sorted(groups, reverse=True)]

    def by_vector(self, given: Any, key: str, count: int) -> list[list[int]]:
        groups = [group if isinstance(group, list) else [group] for group in given] if isinstance(given, list) else []
        flat = [number for group in groups for number in group]
        wrong = [number for number in flat if not _is_number(number, count + 1) or number == 0]
        twice = [] if wrong else [number for number, count in Counter(flat).items() if count > 1]
        if not groups or wrong:
            got = repr(wrong[0]) if wrong else _kind(given)
            self.wrong(key, f"expected numbers of states from 1 to {count}, got {got}")
        elif twice:
            self.wrong(key, f"state {twice[0]} is ranked twice")
        return [] if wrong or twice else [[number - 1 for number in group] for group in groups]


def _profile(**way: Any) -> Profile:
    return Profile(MAIN, parse_expression(1), warrant=Assumed(FROM_FILE), **way)


def _is_number(number: Any, count: int) -> bool:
    return isinstance(number, int) and not isinstance(number, bool) and 0 <= number < count


def _is_row(member: Any) -> bool:
    """Whether it is a list of pairs, and not a pair."""
    return isinstance(member, list) and bool(member) and isinstance(member[0], list)


def _not_an_option(number: Any, count: int) -> str:
    return f"expected the number of an option, 0 to {count - 1}, got {number!r}"


def _kind(value: Any) -> str:
    """What a value of a file is, in a few words."""
    if value is None:
        return "nothing"
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 40 else f"{text[:40]}…"


def _id(name: str, taken: Sequence[str]) -> str:
    """A short name made of a long one, different from those taken.

    >>> _id("Local Government", []), _id("3rd party!", []), _id("MoE", ["moe"])
    ('local_government', 'p_3rd_party', 'moe_2')
    """
    plain = re.sub(r"\W+", "_", name.lower()).strip("_")[:LONGEST_ID].strip("_")
    plain = plain if is_id(plain) else f"p_{plain}".strip("_")
    number = 2
    found = plain
    while found in taken:
        found, number = f"{plain}_{number}", number + 1
    return found
