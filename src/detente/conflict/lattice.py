"""The fast form: every move as an array of targets, so that stability is a few passes over the states.

Notation: n states, m options, N decision makers (DMs), L *lanes*: independent sets of preferences, solved side by
side. A table is [n + 1, L]; its last row stands for what cannot occur. To change a set of options is to read the
table at the targets of that change, which are the last row where the change is not allowed.

With v the focal DM's payoff, let ``least(t)`` be the least v that the others can bring about from t, staying
included. A state s is stable if ``least(t) <= v(s)`` for each improvement t from s. With u(x) the best payoff the
focal DM can have at x or one own move from it, the symmetric concepts put u in the place of v. What the others can
bring about is the least value over a closure; since one DM may change several of its options in one move, two moves
of the same DM running are one move, and legal sequences are all sequences. That needs complete knowledge of
preference (unknown pairs make improvement intransitive); staying cannot sanction, since t is better than s.

Cost: N · n · (sum over DMs of 2^options) operations on small integers, times the few sweeps a closure takes.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from detente.conflict import stability
from detente.conflict.graph import GraphModel
from detente.conflict.states import BoolArray, IntArray

__all__ = ["Lattice", "Table", "applies", "improvable", "lattice_of", "least_forced", "stable_states", "verdicts"]

Table = NDArray[np.signedinteger]  # [n + 1, lanes]
Targets = NDArray[np.int32]  # [n] the state each state leads to, n where it leads nowhere

NOWHERE = -1  # the payoff of what cannot occur: below every real one, which begin at 0
MOST_KEPT = 2**25  # targets kept in memory (128 MB); beyond, they are worked out at each pass

CONCEPTS = {  # name → (sanctions must be credible, and inescapable)
    "general_metarational": (False, False),
    "symmetric_metarational": (False, True),
    "sequential": (True, False),
    "symmetric_sequential": (True, True),
}


@dataclass(frozen=True, slots=True, eq=False)
class Lattice:
    """The structure of a conflict in option form, laid out for fast passes.

    Parameters
    ----------
    codes
        [n] the feasible states.
    place
        [2^m] the index of each code, n where it cannot occur.
    owned
        For each DM the indexes of its options.
    kept, lost
        Codes with the bits of options that cannot be dropped once taken, and cannot be taken once dropped.
    joints
        Joint moves: (the DMs who sign, the code with the bits they take).
    """

    codes: IntArray
    place: Targets
    owned: tuple[tuple[int, ...], ...]
    kept: int
    lost: int
    joints: tuple[tuple[tuple[int, ...], int], ...]
    _known: dict[int, tuple[Targets, ...]] = field(default_factory=dict)

    def table(self, payoffs: IntArray) -> Table:
        """Payoffs [n, lanes] as a table."""
        kind = np.int16 if payoffs.max(initial=0) < np.iinfo(np.int16).max else np.int32
        return np.vstack([payoffs, np.full((1, payoffs.shape[1]), NOWHERE)]).astype(kind)

    def moves(self, focal: int) -> Iterator[Targets]:
        """Every change the DM can make, as targets."""
        if focal in self._known:
            yield from self._known[focal]
            return
        own = self.owned[focal]
        changes = [sum(1 << k for k in part) for r in range(1, len(own) + 1) for part in combinations(own, r)]
        if len(changes) * len(self.codes) <= MOST_KEPT:
            self._known[focal] = tuple(map(self._targets, changes))
            yield from self._known[focal]
        else:
            yield from map(self._targets, changes)

    def signing(self, bits: int) -> Targets:
        """All these options from not taken to taken."""
        return np.where(self.codes & bits == 0, self.place[self.codes | bits], len(self.codes)).astype(np.int32)

    def _targets(self, change: int) -> Targets:
        target = self.place[self.codes ^ change]
        if change & (self.kept | self.lost):
            forbidden = (self.codes & change & self.kept) | (~self.codes & change & self.lost)
            target = np.where(forbidden == 0, target, len(self.codes)).astype(np.int32)
        return target


def applies(game: GraphModel) -> bool:
    """Whether the fast form holds for this game: option form, everything known."""
    listed = game.conflict.graph is not None or bool(game.states.labels)
    return not listed and all(want.unknown is None for want in game.preferences)


def lattice_of(game: GraphModel) -> Lattice:
    """The structure of a game in option form."""
    options, codes = game.conflict.options, game.states.codes

    def fixed(way: str) -> int:
        return sum(1 << k for k, option in enumerate(options) if option.irreversible == way)

    place = np.full(2 ** len(options), len(codes), dtype=np.int32)
    place[codes] = np.arange(len(codes), dtype=np.int32)
    joints = tuple((game.signatories(j), game.joint_bits(j)) for j in range(len(game.conflict.joints)))
    owned = tuple(game.conflict.owned(dm) for dm in game.dms)
    return Lattice(codes, place, owned, fixed("taken"), fixed("dropped"), joints)


def stable_states(lattice: Lattice, payoffs: Sequence[IntArray], concept: str) -> BoolArray:
    """Which states are stable for which DM, in every lane.

    Parameters
    ----------
    payoffs
        For each DM [n, lanes].
    concept
        ``nash``, ``general_metarational``, ``symmetric_metarational``, ``sequential``, ``symmetric_sequential``.

    Returns
    -------
    BoolArray
        [DM, n, lanes].
    """
    tables = [lattice.table(each) for each in payoffs]
    dms = range(len(tables))
    return ~np.stack([improvable(lattice, tables[dm], least_forced(lattice, tables, dm, concept), dm) for dm in dms])


def verdicts(game: GraphModel, concept: str) -> BoolArray:
    """[DM, s] which states are stable for which DM: by the fast form where it applies, else by the definitions.

    Parameters
    ----------
    concept
        One of the five of `stable_states`.
    """
    if applies(game):
        payoffs = [want.payoff[:, None] for want in game.preferences]
        return stable_states(lattice_of(game), payoffs, concept)[:, :, 0]
    definition = getattr(stability, concept)
    return np.stack([definition(game, dm) for dm in game.dms])


def improvable(lattice: Lattice, value: Table, least: Table, focal: int) -> BoolArray:
    """The states from which the DM has an improvement that is not sanctioned: [n, lanes].

    Parameters
    ----------
    value
        The DM's payoffs.
    least
        What `least_forced` says of each state.
    """
    here = value[:-1]
    leaves = np.zeros(here.shape, dtype=np.bool_)
    for target in lattice.moves(focal):
        leaves |= (value[target] > here) & (least[target] > here)
    return leaves


def least_forced(lattice: Lattice, tables: Sequence[Table], focal: int, concept: str) -> Table:
    """The worst that awaits the DM at each state, in the sense of the concept: a table.

    An improvement is sanctioned if the worst that awaits there is no better than what was left. Under ``nash``
    nothing awaits but what is found.
    """
    value = tables[focal]
    if concept == "nash":
        return value
    credible, symmetric = CONCEPTS[concept]
    regret = _best_within_reach(lattice, value, focal) if symmetric else value
    return _least_reached(lattice, tables, focal, regret, credible=credible)


def _best_within_reach(lattice: Lattice, value: Table, focal: int) -> Table:
    """The best payoff the DM has in a state or one own move from it."""
    best = value.copy()
    for target in lattice.moves(focal):
        np.maximum(best[:-1], value[target], out=best[:-1])
    return best


def _least_reached(lattice: Lattice, tables: Sequence[Table], focal: int, regret: Table, *, credible: bool) -> Table:
    """The least `regret` the others can bring about, by any moves or by improvements of their own only."""
    least = regret.copy()
    least[-1] = np.iinfo(regret.dtype).max
    others = [dm for dm in range(len(tables)) if dm != focal]
    signed = [(signers, lattice.signing(bits)) for signers, bits in lattice.joints if focal not in signers]
    while True:
        before = least.copy()
        for dm in others:
            for target in lattice.moves(dm):
                _lower(least, target, [tables[dm]] if credible else [])
        for signers, target in signed:
            _lower(least, target, [tables[dm] for dm in signers])
        if np.array_equal(least, before):
            return least


def _lower(least: Table, target: Targets, improving: Sequence[Table]) -> None:
    """Let a step, open where each of these tables improves, lower what can be forced where it starts."""
    ahead = least[target]
    for table in improving:
        ahead[table[target] <= table[:-1]] = least[-1, 0]
    np.minimum(least[:-1], ahead, out=least[:-1])
