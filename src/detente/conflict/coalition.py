"""When a state is stable against decision makers (DMs) who act together.

Notation: H is a coalition, a set of DMs; N−H the rest. R_H as in `detente.conflict.graph`: legal sequences of plain
moves of the members and of the joint moves that they can sign. A *coalition improvement* from s is a t in R_H(s)
that every member strictly prefers to s: the end is compared with the start, whatever lies between. A response x
*hurts* H at s if at least one member does not prefer x to s.

====================================  ==============================================================================
concept                               s is stable for H if
====================================  ==============================================================================
``coalition_nash``                    H has no coalition improvement from s
``coalition_general_metarational``    every coalition improvement t has an x in R_{N−H}(t) that hurts
``coalition_symmetric_metarational``  the same, and every y in R_H(x) hurts too: H cannot escape
``coalition_sequential``              every t has an x in R_{N−H}^+(t), moves that each improve for their mover, that
                                      hurts
``coalition_sequential_class``        every t has an x that hurts, reached from t by coalition improvements of parts
                                      of N−H, none acting twice running
====================================  ==============================================================================

A coalition of one is a DM, and its concepts are those of `detente.conflict.stability`. *Universal* coalition
stability asks a state to be stable for every coalition: it is added to individual stability and replaces nobody.
Here a state is stable *for a DM* if it is stable for every coalition with that DM in it, so that the states stable
for all DMs are the published ones.

After [KilgourHipelFangPeng2001]_ and [InoharaHipel2008]_. Where preference is partly unknown a coalition moves on
sure gains and is deterred by possible losses (extension d of [LiHipelKilgourFang2004]_).
"""

from collections.abc import Callable, Sequence
from itertools import combinations

import numpy as np

from detente.conflict.graph import GraphModel
from detente.conflict.relation import Relation, closed_under, deterred, legal_sequences
from detente.conflict.states import BoolArray

__all__ = [
    "coalition_general_metarational",
    "coalition_improvements",
    "coalition_nash",
    "coalition_sequential",
    "coalition_sequential_class",
    "coalition_symmetric_metarational",
    "universal",
    "universal_for",
]

CoalitionConcept = Callable[[GraphModel, Sequence[int]], BoolArray]


def all_prefer(game: GraphModel, members: Sequence[int]) -> Relation:
    """[s, q] every member is known to prefer q to s."""
    return np.logical_and.reduce([game.preferences[dm].prefers() for dm in members])


def coalition_improvements(game: GraphModel, members: Sequence[int]) -> Relation:
    """[s, q] R_H^{++}: moves of the members lead from s to q, and every member prefers q to s."""
    return game.responses(members) & all_prefer(game, members)


def coalition_nash(game: GraphModel, members: Sequence[int]) -> BoolArray:
    """[s] stable because the members can reach nothing that all of them prefer, after [KilgourHipelFangPeng2001]_."""
    return np.logical_not(coalition_improvements(game, members).any(axis=1))


def coalition_general_metarational(game: GraphModel, members: Sequence[int], *, returning: bool = True) -> BoolArray:
    """[s] stable because the rest *could* hurt a member after every coalition improvement [InoharaHipel2008]_."""
    return _metarational(game, members, game.responses(game.others(members)), returning=returning)


def coalition_symmetric_metarational(
    game: GraphModel, members: Sequence[int], *, returning: bool = True
) -> BoolArray:
    """[s] general metarational, and the coalition could not escape what hurts it [InoharaHipel2008]_."""
    return _metarational(game, members, game.responses(game.others(members)), returning=returning, symmetric=True)


def coalition_sequential(game: GraphModel, members: Sequence[int], *, returning: bool = True) -> BoolArray:
    """[s] stable because the rest *would* hurt a member, each improving by its own move [InoharaHipel2008]_."""
    return _metarational(game, members, game.responses(game.others(members), improving=True), returning=returning)


def coalition_sequential_class(game: GraphModel, members: Sequence[int], *, returning: bool = True) -> BoolArray:
    """[s] stable because coalitions among the rest would hurt a member by improving together [InoharaHipel2008]_."""
    return _metarational(game, members, class_responses(game, game.others(members)), returning=returning)


def class_responses(game: GraphModel, members: Sequence[int]) -> Relation:
    """[s, q] coalition improvements of parts of these DMs lead from s to q, no part acting twice running."""
    parts = [part for size in range(1, len(members) + 1) for part in combinations(members, size)]
    return legal_sequences([coalition_improvements(game, part) for part in parts], len(game))


def _metarational(
    game: GraphModel, members: Sequence[int], responses: Relation, *, returning: bool, symmetric: bool = False
) -> BoolArray:
    reached = game.responses(members)
    better = all_prefer(game, members)
    if not responses.any():  # nobody is left to answer
        return np.logical_not((reached & better).any(axis=1))
    hurts = ~better  # [s, x] some member does not prefer x to s
    if symmetric:
        hurts = closed_under(hurts, *game.steps(members))
    if not returning:  # after closing: to be able to go back to s is no escape
        np.fill_diagonal(hurts, False)
    return deterred(reached & better, responses, hurts)


def universal(game: GraphModel, concept: CoalitionConcept) -> BoolArray:
    """[DM, s] stable for every coalition that the DM is a member of, itself alone included."""
    stable = np.ones((len(game.dms), len(game)), dtype=np.bool_)
    for members in game.coalitions():
        stable[list(members)] &= concept(game, members)
    return stable


def universal_for(game: GraphModel, focal: int, concept: CoalitionConcept) -> BoolArray:
    """[s] the same for one DM."""
    return np.logical_and.reduce([concept(game, members) for members in game.coalitions() if focal in members])
