"""The table of stability concepts: what each is called, who said it, and the function that computes it.

The names are those of `detente stability --concept`. Acronyms are labels; a few are accepted as aliases. A concept
gives for a game and a focal decision maker (DM) the states that are stable for it, and an *equilibrium* is stable for
every DM. `stable` and `equilibria` take the fastest form that applies.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType
from typing import Literal, get_args

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
    source
        A key of docs/references.bib.
    """

    name: str
    label: str
    kind: Kind
    function: Function
    source: str


def _ordinary() -> Iterator[Concept]:
    rows = (
        (stability.nash, "Nash", "Nash1950"),
        (stability.general_metarational, "GMR", "Howard1971"),
        (stability.symmetric_metarational, "SMR", "Howard1971"),
        (stability.sequential, "SEQ", "FraserHipel1979"),
        (stability.symmetric_sequential, "SSEQ", "RegoVieira2017"),
    )
    for function, label, source in rows:
        yield Concept(function.__name__, label, "ordinary", function, source)


def _unknown(base: Concept) -> Iterator[Concept]:
    for letter in get_args(Extension):
        function = partial(base.function, extension=letter)  # type: ignore[call-arg]
        name, label = f"{base.name}_{letter}", f"{base.label} ({letter})"
        yield Concept(name, label, "unknown", function, "LiHipelKilgourFang2004")


def _strength(base: Concept) -> Iterator[Concept]:
    for grade in ("strong", "weak"):
        function = partial(base.function, grade=grade)  # type: ignore[call-arg]
        name, label = f"{grade}_{base.name}", f"{grade} {base.label}"
        yield Concept(name, label, "strength", function, "HamoudaKilgourHipel2006")


def _simultaneous() -> Iterator[Concept]:
    rows = (
        (simultaneous.simultaneous, "SIM", "KinsaraPetersonsHipelKilgour2015"),
        (simultaneous.simultaneous_classic, "SIM (classic)", "FraserHipel1979"),
    )
    for function, label, source in rows:
        yield Concept(function.__name__, label, "simultaneous", function, source)


def _limited_move(horizon: int) -> Concept:
    function = partial(foresight.limited_move, horizon=horizon)
    return Concept(f"limited_move_{horizon}", f"L{horizon}", "foresight", function, "Zagare1984")


def _never_leaves(game: GraphModel, focal: int) -> BoolArray:
    return foresight.non_myopic(game, focal).stable


def _foresight() -> Iterator[Concept]:
    yield from map(_limited_move, range(1, HORIZONS_LISTED + 1))
    yield Concept("non_myopic", "NM", "foresight", _never_leaves, "BramsWittman1981")


def _coalition() -> Iterator[Concept]:
    rows = (
        (coalition.coalition_nash, "CNash"),
        (coalition.coalition_general_metarational, "CGMR"),
        (coalition.coalition_symmetric_metarational, "CSMR"),
        (coalition.coalition_sequential, "CSEQ"),
        (coalition.coalition_sequential_class, "CSEQ (class)"),
    )
    for definition, label in rows:
        function = partial(coalition.universal_for, concept=definition)
        yield Concept(definition.__name__, label, "coalition", function, "InoharaHipel2008")


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
