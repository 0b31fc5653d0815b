"""Base rates: how often such things happened, before anyone modelled anything.

A *reference class* is a set of past cases like the one in question; its base rate is the share of them in which
something happened. A class always misleads in some way, since no case is like another: each says how. With n cases of
which a share p̂ showed it, the interval is Wilson's [Wilson1927]_: with z = 1.96,

    (p̂ + z²/2n ± z √(p̂(1 − p̂)/n + z²/4n²)) / (1 + z²/n).
"""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import sqrt
from typing import Any, Literal, get_args

from detente.errors import UnknownName, did_you_mean

__all__ = [
    "KINDS",
    "BaseRate",
    "Figure",
    "OutsideView",
    "base_rate",
    "base_rates",
    "named_in",
    "outside_view",
    "wilson",
]

NINETY_FIVE = 1.959963984540054  # standard deviations that leave 2.5 % beyond on either side
NAMED = re.compile(r"base rate ([\w.-]*\w)(?=[:;,.]|$)", re.IGNORECASE)

Kind = Literal[
    "share",  # of the cases
    "survival",  # share still standing after so long
    "fit",  # a chance by a curve fitted to the cases
    "reduction",  # by how much a risk is smaller than without it
    "days",  # a median
]
KINDS: tuple[Kind, ...] = get_args(Kind)


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of a reference class.

    Parameters
    ----------
    name
        What it is the number of; unique within the class.
    value
        A share from 0 to 1, or days.
    kind
        What the value is: see `Kind`.
    n
        How many cases it was worked out from; None where the source does not say.
    """

    name: str
    value: float
    kind: Kind = "share"
    n: int | None = None

    @property
    def interval(self) -> tuple[float, float] | None:
        """Wilson's 95 % interval where the value is a share of n cases; None elsewhere."""
        return wilson(self.value, self.n) if self.kind == "share" and self.n else None


@dataclass(frozen=True, slots=True)
class BaseRate:
    """A reference class: what it counts, with what result, and how it misleads.

    Parameters
    ----------
    counts
        What one case of the class is, and what was counted.
    figures
        The results; none where the source gives a finding without a number.
    source
        Whose data.
    evidence
        ``computed``: worked out again from the data; ``read``: read in what somebody wrote of them.
    trap
        How the class misleads whoever takes it at face value.
    ends_in
        What a number at the end of a figure's name counts: days, years; empty where it counts nothing.
    """

    id: str
    counts: str
    figures: tuple[Figure, ...]
    source: str
    evidence: Literal["computed", "read"]
    trap: str
    ends_in: str = ""

    def figure(self, name: str) -> Figure:
        """The figure of that name.

        Raises
        ------
        UnknownName
            With the nearest spelling.
        """
        for figure in self.figures:
            if figure.name == name:
                return figure
        near = did_you_mean(name, [figure.name for figure in self.figures])
        raise UnknownName(f'the base rate "{self.id}" has no figure "{name}"{near}')


@dataclass(frozen=True, slots=True)
class OutsideView:
    """What a reference class says beside an answer: the whole class, or one figure of it."""

    rate: BaseRate
    figures: tuple[Figure, ...]


@cache
def base_rates() -> tuple[BaseRate, ...]:
    """Every reference class that Detente ships, in the order of its data."""
    text = (files("detente.forecast") / "data" / "base_rates.toml").read_text(encoding="utf-8")
    return tuple(map(_rate, tomllib.loads(text)["rate"]))


def _rate(table: dict[str, Any]) -> BaseRate:
    figures = tuple(_figure(each, table) for each in table.pop("figures", ()))
    table.pop("kind", None)
    table.pop("n", None)
    return BaseRate(figures=figures, **table)


def _figure(given: dict[str, Any], table: dict[str, Any]) -> Figure:
    """A figure; the class's own kind and n hold where it says nothing else."""
    n = given.get("n", table.get("n"))
    value = given["count"] / n if "count" in given else given["value"]
    return Figure(given["name"], float(value), given.get("kind", table.get("kind", "share")), n)


def base_rate(id: str) -> BaseRate:
    """The reference class of that id.

    Raises
    ------
    UnknownName
        With the nearest spelling.
    """
    known = {rate.id: rate for rate in base_rates()}
    if id not in known:
        raise UnknownName(f'unknown base rate "{id}"{did_you_mean(id, known)}')
    return known[id]


def outside_view(text: str) -> OutsideView:
    """What a text names: a class (``war_duration``), or one figure of it (``war_duration.median``).

    Raises
    ------
    UnknownName
        For a class or figure that does not exist.
    """
    id, dot, name = text.partition(".")
    rate = base_rate(id)
    return OutsideView(rate, (rate.figure(name),) if dot else rate.figures)


def named_in(source: str) -> str | None:
    """The base rate that a source names, as in "base rate war_duration: …"; None where it names none.

    The name ends the source, or a colon, comma, semicolon or full stop follows it.

    >>> named_in("base rate war_end_from_day1260.lognormal-147: 95 wars"), named_in("a newspaper")
    ('war_end_from_day1260.lognormal-147', None)
    """
    found = NAMED.search(source)
    return found[1] if found else None


def wilson(share: float, n: int, *, z: float = NINETY_FIVE) -> tuple[float, float]:
    """The interval in which a share lies that was seen in n cases [Wilson1927]_.

    Parameters
    ----------
    z
        How many standard deviations it reaches; the default makes it a 95 % interval.

    >>> [round(bound, 3) for bound in wilson(0.0, 9)]
    [0.0, 0.299]
    """
    middle = share + z**2 / (2 * n)
    reach = z * sqrt(share * (1 - share) / n + z**2 / (4 * n**2))
    scale = 1 + z**2 / n
    return max((middle - reach) / scale, 0.0), min((middle + reach) / scale, 1.0)
