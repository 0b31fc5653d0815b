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

from collections.abc import Mapping

import numpy as np

from detente.conflict.graph import GraphModel, OptionMoves, parts_of
from detente.conflict.lattice import verdicts
from detente.conflict.states import BoolArray
from detente.errors import ModelError, TooLarge

__all__ = ["simultaneous", "simultaneous_classic"]

MOST_CHOICES = 2**31  # choices of the opponents times states, a byte each

Changes = Mapping[int, BoolArray]  # a code with the changed options → [s] where the change is open


def simultaneous(game: GraphModel, focal: int) -> BoolArray:
    """[s] stable because improvements that others make at the same moment *could* spoil each of one's own.

    Raises
    ------
    ModelError
        In graph form.
    TooLarge
        With more choices of the opponents than memory should hold.
    """
    may = {dm: _improving(game, dm, chances=True) for dm in game.others(focal)}
    return _spoiled(game, focal, may)


def simultaneous_classic(game: GraphModel, focal: int) -> BoolArray:
    """[s] sequentially stable, or spoiled at the same moment by those who would not stay either [FraserHipel1979]_.

    Raises
    ------
    ModelError, TooLarge
        As `simultaneous`.
    """
    _option_moves(game)
    stays = verdicts(game, "sequential")  # [DM, s]
    would = {
        dm: {change: there & ~stays[dm] for change, there in _improving(game, dm, chances=True).items()}
        for dm in game.others(focal)
    }
    return stays[focal] | _spoiled(game, focal, would)


def _option_moves(game: GraphModel) -> OptionMoves:
    if not isinstance(game.moves, OptionMoves):
        raise ModelError(
            "simultaneous stability combines changes of options, and a conflict whose moves are listed has no "
            "options; use sequential, or write the conflict with options"
        )
    return game.moves


def _spoiled(game: GraphModel, focal: int, others: Mapping[int, Changes]) -> BoolArray:
    """[s] every improvement from s can be spoiled by what the others do at the same moment."""
    stable = np.ones(len(game), dtype=np.bool_)
    together = _together(game, others)
    for change, tempting in _improving(game, focal, chances=False).items():
        spoiled = np.zeros(len(game), dtype=np.bool_)
        for other, possible in together.items():
            spoiled |= possible & _deters(game, focal, change | other)
        stable &= ~tempting | spoiled
    return stable


def _together(game: GraphModel, others: Mapping[int, Changes]) -> Changes:
    """The changes that the others' choices add up to, each staying or making one improvement."""
    together: Changes = {0: np.ones(len(game), dtype=np.bool_)}
    for changes in others.values():
        if len(together) * (len(changes) + 1) * len(game) > MOST_CHOICES:
            raise TooLarge(
                f"the opponents have more than {MOST_CHOICES // len(game):,} choices in {len(game):,} states; "
                "simultaneous stability looks at all of them: use sequential, or fewer options"
            )
        grown = dict(together)
        for before, possible in together.items():
            for change, there in changes.items():
                both = possible & there
                grown[before | change] = grown[before | change] | both if before | change in grown else both
        together = grown
    return together


def _improving(game: GraphModel, focal: int, *, chances: bool) -> Changes:
    """Each set of options by whose change the DM improves somewhere, or may improve if it takes chances."""
    moves = _option_moves(game)
    changes = {}
    for change in parts_of(moves.owned[focal]):
        _, better, unknown = _compared(game, focal, change)
        wanted = moves.allowed(moves.codes, change) & (better | unknown if chances else better)
        if wanted.any():
            changes[int(change)] = wanted
    return changes


def _deters(game: GraphModel, focal: int, change: int) -> BoolArray:
    """[s] the outcome of this change can occur and is not known to be preferred to s."""
    feasible, better, _ = _compared(game, focal, change)
    return feasible & ~better


def _compared(game: GraphModel, focal: int, change: int) -> tuple[BoolArray, BoolArray, BoolArray]:
    """[s] the outcome of this change can occur; is known to be preferred to s; nobody knows whether it is."""
    want, codes = game.preferences[focal], game.states.codes
    outcome = codes ^ change
    places = np.minimum(np.searchsorted(codes, outcome), len(codes) - 1)
    feasible = codes[places] == outcome
    better = feasible & (want.payoff[places] > want.payoff)
    if want.unknown is None:
        return feasible, better, np.zeros_like(better)
    unknown = feasible & want.unknown[np.arange(len(game)), places]
    return feasible, better & ~unknown, unknown
