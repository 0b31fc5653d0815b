"""When a state is stable for one decision maker: one function a concept, in the words of the definitions.

Notation: s is the state in question, i the focal decision maker, t an improvement of i from s, x a response of the
others to t, y a move of i from x. R_i, R_i^+, R_H as in `detente.conflict.graph`.

========================  ==========================================================================================
concept                   s is stable for i if
========================  ==========================================================================================
``nash``                  R_i^+(s) is empty
``general_metarational``  every t in R_i^+(s) has an x in R_H(t) that i does not prefer to s
``symmetric_...``         the same, and i prefers no y in R_i(x) to s either: it cannot escape
``sequential``            every t has an x in R_H^+(t), the others' own improvements, that i does not prefer to s
``symmetric_sequential``  both
========================  ==========================================================================================

Two switches hold for all of them.

*extension*, where preference is partly unknown [LiHipelKilgourFang2004]_: ``"a"`` the focal DM takes chances to move
and fears only certain sanctions; ``"b"`` moves on sure gains only and fears certain sanctions only; ``"c"`` takes
chances and is deterred by possible losses; ``"d"`` moves on sure gains only and is deterred by possible losses. Where
everything is known the four agree. The others' credible responses are improvements or unknown, always.

*grade*, where strength is known [HamoudaKilgourHipel2004]_: ``"general"`` any sanction counts; ``"strong"`` only one
that is greatly less preferred, and from which every escape is too; ``"weak"`` stable in general but not strongly.

*returning* is this project's choice where sources differ: the logical definitions let a return to s count as a
sanction (True), the matrix forms do not (False). It matters only with common moves or in graph form.
"""

from collections.abc import Callable
from typing import Literal

import numpy as np

from detente.conflict.graph import GraphModel
from detente.conflict.relation import Relation, closed_under, deterred
from detente.conflict.states import BoolArray

__all__ = [
    "Extension",
    "Grade",
    "general_metarational",
    "nash",
    "sequential",
    "symmetric_metarational",
    "symmetric_sequential",
]

Extension = Literal["a", "b", "c", "d"]
Grade = Literal["general", "strong", "weak"]
Stable = Callable[..., BoolArray]


def incentives(game: GraphModel, focal: int, extension: Extension) -> Relation:
    """[s, t] the moves that tempt the focal DM: known improvements, or possible ones if it takes chances."""
    want = game.preferences[focal]
    return game.relation(focal) & (want.prefers_or_unknown() if extension in "ac" else want.prefers())


def sanctions(game: GraphModel, focal: int, extension: Extension, *, strong: bool = False) -> Relation:
    """[s, x] the states that would make the focal DM regret leaving s."""
    want = game.preferences[focal]
    if strong:
        return want.greatly_prefers().T.copy()
    return ~(want.prefers_or_unknown() if extension in "ab" else want.prefers())


def nash(game: GraphModel, focal: int, *, extension: Extension = "d", **_: object) -> BoolArray:
    """[s] stable because there is nothing better to move to [Nash1950]_."""
    return np.logical_not(incentives(game, focal, extension).any(axis=1))


def general_metarational(
    game: GraphModel,
    focal: int,
    *,
    extension: Extension = "d",
    grade: Grade = "general",
    returning: bool = True,
) -> BoolArray:
    """[s] stable because the others *could* answer every improvement with something no better [Howard1971]_."""
    return _metarational(game, focal, extension, grade, returning, credible=False, symmetric=False)


def symmetric_metarational(
    game: GraphModel,
    focal: int,
    *,
    extension: Extension = "d",
    grade: Grade = "general",
    returning: bool = True,
) -> BoolArray:
    """[s] general metarational, and the focal DM could not escape the answer either [Howard1971]_."""
    return _metarational(game, focal, extension, grade, returning, credible=False, symmetric=True)


def sequential(
    game: GraphModel,
    focal: int,
    *,
    extension: Extension = "d",
    grade: Grade = "general",
    returning: bool = True,
) -> BoolArray:
    """[s] stable because the others *would* answer every improvement, by improving themselves [FraserHipel1984]_."""
    return _metarational(game, focal, extension, grade, returning, credible=True, symmetric=False)


def symmetric_sequential(
    game: GraphModel,
    focal: int,
    *,
    extension: Extension = "d",
    grade: Grade = "general",
    returning: bool = True,
) -> BoolArray:
    """[s] sequential, and the focal DM could not escape the answer either, after [RegoVieira2017]_."""
    return _metarational(game, focal, extension, grade, returning, credible=True, symmetric=True)


def _metarational(
    game: GraphModel,
    focal: int,
    extension: Extension,
    grade: Grade,
    returning: bool,
    *,
    credible: bool,
    symmetric: bool,
) -> BoolArray:
    tempting = incentives(game, focal, extension)
    responses = game.responses(game.others(focal), improving=credible)

    def stable(*, strong: bool) -> BoolArray:
        feared = sanctions(game, focal, extension, strong=strong)
        if symmetric:
            feared = closed_under(feared, game.relation(focal))
        if not returning:  # after closing: to be able to go back to s is no escape
            np.fill_diagonal(feared, False)
        return deterred(tempting, responses, feared)

    if grade == "weak":
        return stable(strong=False) & ~stable(strong=True)
    return stable(strong=grade == "strong")
