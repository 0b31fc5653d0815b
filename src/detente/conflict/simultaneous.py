"""When a state is stable because others may act at the same moment.

Notation: s is the state, i the focal decision maker (DM), t an improvement of i from s. Opponents do not answer t;
at the moment i moves, each may make one improvement of its own *from s*. The combined outcome x has every option
changed that somebody changes. It deters if i does not prefer x to s; an outcome that cannot occur deters nobody.

Two rules carry the name SIM and do not agree; both are here.

``simultaneous``
    Every improvement t meets some choice of the opponents, each staying or improving, whose outcome deters: the rule
    of the GMCR+ software [KinsaraPetersonsHipelKilgour2015]_.
``simultaneous_classic``
    Simultaneous moves are asked about only where s is not sequentially stable for i, and only those opponents move
    for whom s is not sequentially stable either: the last step of the tableau of [FraserHipel1979]_.

Changes are combined, so both need options: in graph form they mean nothing. Joint moves are no part of them. Where
preference is partly unknown, i moves on sure gains and is deterred by possible losses, and opponents may take
chances, as in extension d of `detente.conflict.stability`.
"""

from collections.abc import Sequence

import numpy as np

from detente.conflict.graph import GraphModel
from detente.conflict.lattice import verdicts
from detente.conflict.states import BoolArray, IntArray
from detente.errors import ModelError

__all__ = ["simultaneous", "simultaneous_classic"]


def simultaneous(game: GraphModel, focal: int) -> BoolArray:
    """[s] stable because improvements that others make at the same moment *could* spoil each of one's own.

    Raises
    ------
    ModelError
        In graph form.
    """
    _refuse_graph_form(game)
    opponents = game.others(focal)
    return np.asarray([_spoiled(game, focal, state, opponents) for state in range(len(game))], dtype=np.bool_)


def simultaneous_classic(game: GraphModel, focal: int) -> BoolArray:
    """[s] sequentially stable, or spoiled at the same moment by those who would not stay either [FraserHipel1979]_.

    Raises
    ------
    ModelError
        In graph form.
    """
    _refuse_graph_form(game)
    stays = verdicts(game, "sequential")  # [DM, s]
    stable = stays[focal].copy()
    for state in np.flatnonzero(~stable):
        leaving = [dm for dm in game.others(focal) if not stays[dm, state]]
        stable[state] = _spoiled(game, focal, int(state), leaving)
    return stable


def _refuse_graph_form(game: GraphModel) -> None:
    if game.states.labels:
        raise ModelError(
            "simultaneous stability combines changes of options, and a conflict whose moves are listed has no "
            "options; use sequential, or write the conflict with options"
        )


def _spoiled(game: GraphModel, focal: int, state: int, opponents: Sequence[int]) -> bool:
    """Every improvement from the state can be spoiled by what these opponents do at the same moment."""
    own = _changes(game, focal, state, chances=False)
    if not len(own) or not opponents:
        return not len(own)
    changes = own[:, None] | _combined(game, state, opponents)[None, :]
    outcomes = game.states.codes[state] ^ changes  # [improvement, choice]
    return bool(_deters(game, focal, state, outcomes).any(axis=1).all())


def _combined(game: GraphModel, state: int, opponents: Sequence[int]) -> IntArray:
    """The changes that the opponents' choices add up to, each staying or making one improvement."""
    together = np.zeros(1, dtype=np.int64)
    for dm in opponents:
        choice = np.append(_changes(game, dm, state, chances=True), 0)
        together = np.unique(together[:, None] | choice[None, :])
    return together


def _changes(game: GraphModel, focal: int, state: int, *, chances: bool) -> IntArray:
    """The option changes by which a DM improves from the state, or may improve if it takes chances."""
    targets = game.reachable(focal, state)
    better, unknown = _compared(game, focal, state, targets)
    wanted = better | unknown if chances else better
    return game.states.codes[targets[wanted]] ^ game.states.codes[state]


def _deters(game: GraphModel, focal: int, state: int, outcomes: IntArray) -> BoolArray:
    """Where an outcome, given by its code, can occur and is not known to be preferred to the state."""
    codes = game.states.codes
    places = np.minimum(np.searchsorted(codes, outcomes), len(codes) - 1)
    better, _ = _compared(game, focal, state, places)
    return (codes[places] == outcomes) & ~better


def _compared(game: GraphModel, focal: int, state: int, targets: IntArray) -> tuple[BoolArray, BoolArray]:
    """Where targets are known to be preferred to the state, and where nobody knows."""
    want = game.preferences[focal]
    better = want.payoff[targets] > want.payoff[state]
    if want.unknown is None:
        return better, np.zeros_like(better)
    unknown = want.unknown[state][targets]
    return better & ~unknown, unknown
