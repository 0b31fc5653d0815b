"""What a search for a settlement may change, at what cost: the settings of a `settle` question, read and checked.

==============  ====================================================================================================
setting         meaning
==============  ====================================================================================================
``allow``       kinds of change, of `CHANGES`; all where left out
``cost``        a number above 0 for ``kind``, ``kind.party`` or ``kind.party.option``; the longest name that fits
                counts, and 1 where none does
``who``         parties that may be asked to change; all where left out
``profiles``    the profile of each party that the search starts from; its likeliest where left out
``absent``      options that are off the table until they are added
``at_rest``     whether no coalition may leave the settlement either
``signatures``  how many options the largest joint move that is opened takes
``budget``      how many candidates are tried before the search stops with a bound
``limit``       how many alternatives of equal cost are worked out in full
==============  ====================================================================================================
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from fractions import Fraction
from math import isfinite, lcm
from typing import Any, Literal, get_args

from detente.analysis.play import RULES, Rule
from detente.case import Case, Question
from detente.conflict.statement import Statement
from detente.errors import CaseError, did_you_mean

__all__ = ["CHANGES", "Kind", "Wish", "wish_of"]

Kind = Literal["order", "guarantee", "irreversible", "joint", "remove", "add"]
CHANGES: tuple[Kind, ...] = get_args(Kind)

BUDGET = 100_000  # candidates; the largest bundled case tries some ten thousand a second


@dataclass(frozen=True, slots=True)
class Wish:
    """A condition that should come to hold, and what may be changed for it.

    Parameters
    ----------
    condition
        In options only.
    rule
        The stability concept that play is judged under; empty is the session's.
    """

    condition: Statement
    allow: tuple[Kind, ...] = CHANGES
    cost: Mapping[str, Fraction] = field(default_factory=dict)
    who: tuple[str, ...] = ()
    profiles: Mapping[str, str] = field(default_factory=dict)
    absent: tuple[str, ...] = ()
    at_rest: bool = False
    signatures: int = 2
    budget: int = BUDGET
    limit: int = 5
    rule: Rule | Literal[""] = ""

    def price(self, kind: Kind, *names: str) -> Fraction | None:
        """What a change costs, by the longest name that has a cost; None where it is not allowed.

        Parameters
        ----------
        names
            The party, or an option's ``party.option``; without one only the kind counts.
        """
        if kind not in self.allow or not self.may(name.partition(".")[0] for name in names):
            return None
        known = [f"{kind}.{part}" for name in names for part in (name, name.partition(".")[0])]
        return next((self.cost[key] for key in (*known, kind) if key in self.cost), Fraction(1))

    @property
    def unit(self) -> Fraction:
        """What every cost is a whole multiple of."""
        return Fraction(1, lcm(*(price.denominator for price in self.cost.values())))

    def may(self, parties: Iterable[str]) -> bool:
        """Whether all these parties may be asked to change."""
        return not self.who or all(party in self.who for party in parties)


def wish_of(case: Case, question: Question) -> Wish:
    """What a question asks for.

    Raises
    ------
    CaseError
        For a setting that does not exist, or has another value than was expected.
    """
    at = f'question "{question.id}"'
    if question.of is None:
        raise CaseError(f'{at}: expected "of", the condition that should come to hold')
    given = {("rule" if key == "concept" else key): value for key, value in question.settings.items()}
    known = [each.name for each in fields(Wish) if each.name != "condition"]
    for key in given:
        if key not in known:
            near = did_you_mean(key, known) or f"; known here: {', '.join(known)}"
            raise CaseError(f'{at}: settings: unknown key "{key}"{near}')
    return Wish(question.of, **{key: READERS[key](case, value, f"{at}: {key}") for key, value in given.items()})


def _one_of(known: Sequence[str], value: Any, at: str) -> str:
    if value not in known:
        raise CaseError(f'{at}: expected one of {", ".join(known)}, got "{value}"{did_you_mean(str(value), known)}')
    return str(value)


def _some_of(known: Sequence[str], value: Any, at: str) -> tuple[str, ...]:
    if not isinstance(value, list | tuple):
        raise CaseError(f"{at}: expected a list of {', '.join(known)}, got {value!r}")
    return tuple(dict.fromkeys(_one_of(known, each, at) for each in value))


def _table(value: Any, at: str) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise CaseError(f"{at}: expected a table, got {value!r}")
    return value


def _flag(_: Case, value: Any, at: str) -> bool:
    if not isinstance(value, bool):
        raise CaseError(f"{at}: expected true or false, got {value!r}")
    return bool(value)


def _count(least: int) -> Callable[[Case, Any, str], int]:
    def read(_: Case, value: Any, at: str) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or value < least:
            raise CaseError(f"{at}: expected a whole number from {least} up, got {value!r}")
        return int(value)

    return read


def _costs(case: Case, value: Any, at: str) -> dict[str, Fraction]:
    return {_priced(case, str(key), at): _price(each, f"{at}: {key}") for key, each in _table(value, at).items()}


def _price(value: Any, at: str) -> Fraction:
    if not isinstance(value, int | float) or isinstance(value, bool) or not isfinite(value) or value <= 0:
        raise CaseError(f"{at}: expected a number above 0, got {value!r}")
    return Fraction(str(value))


def _priced(case: Case, key: str, at: str) -> str:
    """A key of the costs, if it names a kind, and a party or option of the case behind it."""
    kind, _, name = key.partition(".")
    _one_of(CHANGES, kind, at)
    if name and kind == "joint":
        raise CaseError(f'{at}: a joint move has one cost, "joint"; got "{key}"')
    if name:
        _one_of([*_parties(case), *(() if kind == "order" else _options(case))], name, at)
    return key


def _profiles(case: Case, value: Any, at: str) -> dict[str, str]:
    found = {_one_of(_parties(case), str(party), at): str(name) for party, name in _table(value, at).items()}
    for party, name in found.items():
        case.party(party).profile(name)
    return found


def _parties(case: Case) -> list[str]:
    return [party.id for party in case.parties]


def _options(case: Case) -> list[str]:
    return [option.id for option in case.conflict.options]


def _absent(case: Case, value: Any, at: str) -> tuple[str, ...]:
    found = _some_of(_options(case), value, at)
    taken = [option for option in found if option in case.status_quo]
    if taken:
        raise CaseError(f'{at}: "{taken[0]}" is taken at the status quo, so it is on the table')
    return found


READERS: Mapping[str, Callable[[Case, Any, str], Any]] = {
    "allow": lambda _, value, at: _some_of(CHANGES, value, at),
    "cost": _costs,
    "who": lambda case, value, at: _some_of(_parties(case), value, at),
    "profiles": _profiles,
    "absent": _absent,
    "at_rest": _flag,
    "signatures": _count(2),
    "budget": _count(1),
    "limit": _count(1),
    "rule": lambda _, value, at: _one_of(RULES, value, at),
}
