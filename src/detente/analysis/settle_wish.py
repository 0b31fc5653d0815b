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
from dataclasses import dataclass, field, replace
from fractions import Fraction
from math import isfinite, lcm
from typing import Any, Literal, get_args

from detente.case import Case, Question
from detente.conflict.statement import Statement
from detente.errors import CaseError, Problem, did_you_mean, dotted

__all__ = ["CHANGES", "WISH_SETTINGS", "Kind", "Wish", "wish_of"]

Kind = Literal["order", "guarantee", "irreversible", "joint", "remove", "add"]
CHANGES: tuple[Kind, ...] = get_args(Kind)

ELSEWHERE = ("concept", "base_rate")  # settings of the question that the search has nothing to do with
BUDGET = 100_000  # candidates; the largest bundled case tries some ten thousand a second


@dataclass(frozen=True, slots=True)
class Wish:
    """A condition that should come to hold, and what may be changed for it.

    Parameters
    ----------
    condition
        In options only.
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
    if question.of is None:
        raise CaseError(Problem("this key is missing; expected the condition that should come to hold", key="of"))
    given = {key: value for key, value in question.settings.items() if key not in ELSEWHERE}
    for key in given:
        if key not in READERS:
            near = did_you_mean(key, READERS) or f"; known here: {', '.join(READERS)}"
            raise CaseError(Problem(f'unknown key "{key}"{near}', key=dotted(("settings", key))))
    return Wish(question.of, **{key: _read(READERS[key], case, value, key) for key, value in given.items()})


def _read(reader: Callable[[Case, Any], Any], case: Case, value: Any, key: str) -> Any:
    """What a reader makes of a value; what it complains about is given its key."""
    try:
        return reader(case, value)
    except CaseError as error:
        raise CaseError([replace(p, key=dotted(("settings", key))) for p in error.problems]) from None


def _one_of(known: Sequence[str], value: Any) -> str:
    if value not in known:
        raise CaseError(f'expected one of {", ".join(known)}, got "{value}"{did_you_mean(str(value), known)}')
    return str(value)


def _some_of(known: Sequence[str], value: Any) -> tuple[str, ...]:
    if not isinstance(value, list | tuple):
        raise CaseError(f"expected a list of {', '.join(known)}, got {value!r}")
    return tuple(dict.fromkeys(_one_of(known, each) for each in value))


def _table(value: Any) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise CaseError(f"expected a table, got {value!r}")
    return value


def _flag(_: Case, value: Any) -> bool:
    if not isinstance(value, bool):
        raise CaseError(f"expected true or false, got {value!r}")
    return bool(value)


def _count(least: int) -> Callable[[Case, Any], int]:
    def read(_: Case, value: Any) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or value < least:
            raise CaseError(f"expected a whole number from {least} up, got {value!r}")
        return int(value)

    return read


def _costs(case: Case, value: Any) -> dict[str, Fraction]:
    return {_priced(case, str(key)): _price(each, str(key)) for key, each in _table(value).items()}


def _price(value: Any, key: str) -> Fraction:
    if not isinstance(value, int | float) or isinstance(value, bool) or not isfinite(value) or value <= 0:
        raise CaseError(f'expected a number above 0 for "{key}", got {value!r}')
    return Fraction(str(value))


def _priced(case: Case, key: str) -> str:
    """A key of the costs, if it names a kind, and a party or option of the case behind it."""
    kind, _, name = key.partition(".")
    _one_of(CHANGES, kind)
    if name and kind == "joint":
        raise CaseError(f'a joint move has one cost, "joint"; got "{key}"')
    if name:
        _one_of([*_parties(case), *(() if kind == "order" else _options(case))], name)
    return key


def _profiles(case: Case, value: Any) -> dict[str, str]:
    found = {_one_of(_parties(case), str(party)): str(name) for party, name in _table(value).items()}
    for party, name in found.items():
        case.party(party).profile(name)
    return found


def _parties(case: Case) -> list[str]:
    return [party.id for party in case.parties]


def _options(case: Case) -> list[str]:
    return [option.id for option in case.conflict.options]


def _absent(case: Case, value: Any) -> tuple[str, ...]:
    found = _some_of(_options(case), value)
    taken = [option for option in found if option in case.status_quo]
    if taken:
        raise CaseError(f'"{taken[0]}" is taken at the status quo, so it is on the table')
    return found


READERS: Mapping[str, Callable[[Case, Any], Any]] = {
    "allow": lambda _, value: _some_of(CHANGES, value),
    "cost": _costs,
    "who": lambda case, value: _some_of(_parties(case), value),
    "profiles": _profiles,
    "absent": _absent,
    "at_rest": _flag,
    "signatures": _count(2),
    "budget": _count(1),
    "limit": _count(1),
}
WISH_SETTINGS = tuple(READERS)
