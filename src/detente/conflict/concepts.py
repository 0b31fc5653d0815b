"""The table of stability concepts: what each is called, means and needs, and the function that computes it.

The names are those of `detente stability --concept`. Acronyms are labels; a few are accepted as aliases. A concept
gives for a game and a focal decision maker (DM) the states that are stable for it, and an *equilibrium* is stable for
every DM. `stable` and `equilibria` take the fastest form that applies.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType
from typing import Literal, cast

import numpy as np

from detente.conflict import coalition, foresight, lattice, simultaneous, stability
from detente.conflict.graph import GraphModel
from detente.conflict.stability import Extension
from detente.conflict.states import BoolArray, IntArray
from detente.errors import UnknownName, did_you_mean

__all__ = ["ALIASES", "CONCEPTS", "DEFAULT_CONCEPTS", "Concept", "concept", "equilibria", "stable"]

Kind = Literal["ordinary", "unknown", "strength", "simultaneous", "foresight", "coalition"]
Function = Callable[[GraphModel, int], BoolArray]

DEFAULT_CONCEPTS = (
    "nash",
    "general_metarational",
    "symmetric_metarational",
    "sequential",
    "symmetric_sequential",
)

HORIZONS_LISTED = 6  # the published tables stop at L6; any horizon is accepted by name


@dataclass(frozen=True, slots=True)
class Concept:
    """A rule that says when a DM has no reason to leave a state.

    Parameters
    ----------
    name, label
        The word and the acronym.
    kind
        What family it belongs to.
    function
        Game and focal DM to [n] the states that are stable for it.
    meaning
        One line: stable because …
    source
        A key of docs/references.bib.
    needs
        What a game must have, or nothing.
    """

    name: str
    label: str
    kind: Kind
    function: Function
    meaning: str
    source: str
    needs: str = ""


def _ordinary() -> Iterator[Concept]:
    rows = (
        (stability.nash, "Nash", "there is nothing better to move to", "Nash1950"),
        (
            stability.general_metarational,
            "GMR",
            "the others could answer every improvement with something no better",
            "Howard1971",
        ),
        (
            stability.symmetric_metarational,
            "SMR",
            "the others could answer every improvement, and there is no escape from the answer",
            "Howard1971",
        ),
        (
            stability.sequential,
            "SEQ",
            "the others would answer every improvement by improving themselves",
            "FraserHipel1979",
        ),
        (
            stability.symmetric_sequential,
            "SSEQ",
            "the others would answer every improvement, and there is no escape from the answer",
            "RegoVieira2017",
        ),
    )
    for function, label, meaning, source in rows:
        yield Concept(function.__name__, label, "ordinary", function, f"stable because {meaning}", source)


def _unknown(base: Concept) -> Iterator[Concept]:
    attitudes = {
        "a": "takes chances to move and fears only certain losses",
        "b": "moves on sure gains only and fears only certain losses",
        "c": "takes chances to move and is deterred by possible losses",
        "d": "moves on sure gains only and is deterred by possible losses",
    }
    for letter, attitude in attitudes.items():
        function = partial(base.function, extension=cast("Extension", letter))  # type: ignore[call-arg]
        meaning = f"{base.meaning}, for one who {attitude}"
        source = "LiHipelKilgourFang2004"
        yield Concept(f"{base.name}_{letter}", f"{base.label} ({letter})", "unknown", function, meaning, source)


def _strength(base: Concept) -> Iterator[Concept]:
    grades = {
        "strong": "every answer, and every escape from it where the concept asks, is greatly worse",
        "weak": "in general, but not strongly",
    }
    for grade, meaning in grades.items():
        function = partial(base.function, grade=grade)  # type: ignore[call-arg]
        name, label = f"{grade}_{base.name}", f"{grade} {base.label}"
        yield Concept(name, label, "strength", function, f"{base.meaning}: {meaning}", "HamoudaKilgourHipel2006")


def _simultaneous() -> Iterator[Concept]:
    yield Concept(
        "simultaneous",
        "SIM",
        "simultaneous",
        simultaneous.simultaneous,
        "stable because improvements that others make at the same moment could spoil each of one's own",
        "KinsaraPetersonsHipelKilgour2015",
        "options",
    )
    yield Concept(
        "simultaneous_classic",
        "SIM (classic)",
        "simultaneous",
        simultaneous.simultaneous_classic,
        "sequentially stable, or spoiled at the same moment by those who would not stay either",
        "FraserHipel1979",
        "options",
    )


def _limited_move(horizon: int) -> Concept:
    return Concept(
        f"limited_move_{horizon}",
        f"L{horizon}",
        "foresight",
        partial(foresight.limited_move, horizon=horizon),
        f"stable because looking {horizon} move{'s' * (horizon > 1)} ahead it is best to stay",
        "Zagare1984",
        "two parties, strict rankings",
    )


def _never_leaves(game: GraphModel, focal: int) -> BoolArray:
    return foresight.non_myopic(game, focal).stable


def _foresight() -> Iterator[Concept]:
    yield from map(_limited_move, range(1, HORIZONS_LISTED + 1))
    yield Concept(
        "non_myopic",
        "NM",
        "foresight",
        _never_leaves,
        "stable because it is best to stay however far one looks ahead",
        "BramsWittman1981",
        "two parties, strict rankings",
    )


def _coalition() -> Iterator[Concept]:
    rows = (
        (coalition.coalition_nash, "CNash", "it can reach nothing that all its members prefer"),
        (
            coalition.coalition_general_metarational,
            "CGMR",
            "the rest could hurt a member after every joint improvement",
        ),
        (
            coalition.coalition_symmetric_metarational,
            "CSMR",
            "the rest could hurt a member after every joint improvement, and there is no escape",
        ),
        (
            coalition.coalition_sequential,
            "CSEQ",
            "the rest would hurt a member after every joint improvement, each by improving itself",
        ),
        (
            coalition.coalition_sequential_class,
            "CSEQ (class)",
            "coalitions among the rest would hurt a member after every joint improvement",
        ),
    )
    for definition, label, meaning in rows:
        yield Concept(
            definition.__name__,
            label,
            "coalition",
            partial(coalition.universal_for, concept=definition),
            f"stable because, of every coalition one is in: {meaning}",
            "InoharaHipel2008",
        )


def _every() -> Iterator[Concept]:
    ordinary = tuple(_ordinary())
    yield from ordinary
    yield from _simultaneous()
    yield from _foresight()
    yield from _coalition()
    for base in ordinary:
        yield from _unknown(base)
    for base in ordinary[1:]:  # nash asks about no sanction, so it has no grade
        yield from _strength(base)


CONCEPTS: Mapping[str, Concept] = MappingProxyType({each.name: each for each in _every()})

ALIASES: Mapping[str, str] = MappingProxyType(
    {
        "gmr": "general_metarational",
        "smr": "symmetric_metarational",
        "seq": "sequential",
        "sseq": "symmetric_sequential",
        "sim": "simultaneous",
        "nm": "non_myopic",
        "cnash": "coalition_nash",
        "cgmr": "coalition_general_metarational",
        "csmr": "coalition_symmetric_metarational",
        "cseq": "coalition_sequential",
    }
)


def concept(name: str) -> Concept:
    """The concept of that name or alias; ``limited_move_H`` (alias ``lH``) for every horizon H ≥ 1.

    Raises
    ------
    UnknownName
        With the nearest right spellings.
    """
    key = ALIASES.get(name.casefold(), name.casefold())
    if key in CONCEPTS:
        return CONCEPTS[key]
    horizon = re.fullmatch(r"(?:limited_move_|l)([1-9]\d{0,5})", key)
    if horizon:
        return _limited_move(int(horizon[1]))
    near = did_you_mean(name, [*CONCEPTS, *ALIASES])
    raise UnknownName(
        f'unknown stability concept "{name}"{near or "; expected one of " + ", ".join(DEFAULT_CONCEPTS)}'
    )


def stable(game: GraphModel, name: str) -> BoolArray:
    """[DM, n] the states that are stable for each DM.

    Raises
    ------
    UnknownName
        For a name that is no concept.
    ModelError
        If the game lacks what the concept needs, or is too large for it.
    """
    wanted = concept(name)
    if wanted.kind == "ordinary":
        return lattice.verdicts(game, wanted.name)
    if wanted.kind == "unknown" and lattice.applies(game):  # nothing is unknown, and the four extensions agree
        return lattice.verdicts(game, wanted.name[: -len("_a")])
    if wanted.kind == "coalition":
        return coalition.universal(game, getattr(coalition, wanted.name))
    return np.stack([wanted.function(game, dm) for dm in game.dms])


def equilibria(game: GraphModel, name: str) -> IntArray:
    """The states that are stable for every DM, ascending; none is a result too.

    Raises
    ------
    UnknownName, ModelError
        As `stable`.
    """
    return np.flatnonzero(stable(game, name).all(axis=0)).astype(np.int64)
