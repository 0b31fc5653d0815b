"""The fast form: options as axes, so that moves are slices and stability is a few passes over an array.

Notation: m options, N decision makers (DMs). A table over all combinations of options has the shape (2, …, 2)
with one axis an option, and a last axis of *lanes*: independent sets of preferences, solved side by side. Changing
a set of options is to read the table along reversed axes; an option that can only be taken is read from 0 to 1.

With v the focal DM's payoff, let ``least(t)`` be the least v that the others can bring about from t, staying
included. A state s is stable if ``least(t) <= v(s)`` for each improvement t from s. With u(x) the best payoff the
focal DM can have at x or one own move from it, the symmetric concepts put u in the place of v. What the others can
bring about is the least value over a closure; since one DM may change several of its options in one move, two moves
of the same DM running are one move, and legal sequences are all sequences. That needs complete knowledge of
preference (unknown pairs make improvement intransitive); staying cannot sanction, since t is better than s.

Cost: N · 2^m · (sum over DMs of 2^options) operations on small integers, times the few sweeps a closure takes.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from detente.conflict import stability
from detente.conflict.graph import GraphModel
from detente.conflict.states import BoolArray, IntArray

__all__ = ["Lattice", "Table", "applies", "lattice_of", "stable_states", "verdicts"]

Table = NDArray[np.signedinteger]  # (2, …, 2, lanes)
Place = tuple[slice, ...]

NOWHERE = -1  # the payoff of a combination that cannot occur: below every real one, which begin at 0

CONCEPTS = {  # name → (sanctions must be credible, and inescapable)
    "general_metarational": (False, False),
    "symmetric_metarational": (False, True),
    "sequential": (True, False),
    "symmetric_sequential": (True, True),
}


@dataclass(frozen=True, slots=True, eq=False)
class Lattice:
    """The structure of a conflict, laid out along axes.

    Parameters
    ----------
    options
        m, the number of options; option k lies along axis m − 1 − k, so that a flat index is a state's code.
    owned
        For each DM the indexes of its options.
    kept, lost
        Indexes of options that cannot be dropped once taken, and cannot be taken once dropped.
    joints
        Joint moves: (the DMs who sign, the options they take).
    codes
        [n] the feasible states.
    """

    options: int
    owned: tuple[tuple[int, ...], ...]
    kept: frozenset[int]
    lost: frozenset[int]
    joints: tuple[tuple[tuple[int, ...], tuple[int, ...]], ...]
    codes: IntArray

    @property
    def shape(self) -> tuple[int, ...]:
        """One axis of length two an option."""
        return (2,) * self.options

    def table(self, payoffs: IntArray) -> Table:
        """Payoffs [n, lanes] as a table; `NOWHERE` where no state is."""
        kind = np.int16 if payoffs.max(initial=0) < np.iinfo(np.int16).max else np.int32
        flat = np.full((2**self.options, payoffs.shape[1]), NOWHERE, dtype=kind)
        flat[self.codes] = payoffs
        return flat.reshape(*self.shape, payoffs.shape[1])

    def states(self, table: NDArray[np.bool_]) -> BoolArray:
        """The feasible states' entries [n, lanes] of a table."""
        return table.reshape(2**self.options, -1)[self.codes]

    def moves(self, focal: int) -> Iterator[tuple[Place, Place]]:
        """Every set of options the DM can change: where it starts from, and where that leads."""
        own = self.owned[focal]
        for size in range(1, len(own) + 1):
            for changed in combinations(own, size):
                yield self._places({k: self._direction(k) for k in changed})

    def signing(self, options: Sequence[int]) -> tuple[Place, Place]:
        """All these options from not taken to taken."""
        return self._places(dict.fromkeys(options, "taken"))

    def _direction(self, option: int) -> str:
        return "taken" if option in self.kept else "dropped" if option in self.lost else "both"

    def _places(self, changed: dict[int, str]) -> tuple[Place, Place]:
        no, yes, same, turned = slice(0, 1), slice(1, 2), slice(None), slice(None, None, -1)
        pairs = {"taken": (no, yes), "dropped": (yes, no), "both": (same, turned)}
        ends = [pairs[changed[k]] if k in changed else (same, same) for k in reversed(range(self.options))]
        return tuple(start for start, _ in ends), tuple(end for _, end in ends)


def applies(game: GraphModel) -> bool:
    """Whether the fast form holds for this game: option form, everything known."""
    return (
        game.conflict.graph is None
        and not game.states.labels
        and all(want.unknown is None for want in game.preferences)
    )


def lattice_of(game: GraphModel) -> Lattice:
    """The structure of a game in option form."""
    options = game.conflict.options

    def fixed(way: str) -> frozenset[int]:
        return frozenset(k for k, option in enumerate(options) if option.irreversible == way)

    joints = tuple(
        (game.signatories(number), tuple(game.states.options.index(id) for id in joint.options))
        for number, joint in enumerate(game.conflict.joints)
    )
    owned = tuple(game.conflict.owned(dm) for dm in game.dms)
    return Lattice(len(options), owned, fixed("taken"), fixed("dropped"), joints, game.states.codes)


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
    return np.stack([lattice.states(_stable(lattice, tables, dm, concept)) for dm in range(len(tables))])


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


def _stable(lattice: Lattice, tables: Sequence[Table], focal: int, concept: str) -> BoolArray:
    return ~improvable(lattice, tables[focal], least_forced(lattice, tables, focal, concept), focal)


def improvable(lattice: Lattice, value: Table, least: Table, focal: int) -> BoolArray:
    """The combinations from which the DM has an improvement that is not sanctioned: [2, …, 2, lanes].

    Parameters
    ----------
    value
        The DM's payoffs.
    least
        What `least_forced` says of each combination.
    """
    leaves = np.zeros(value.shape, dtype=np.bool_)
    for here, there in lattice.moves(focal):
        leaves[here] |= (value[there] > value[here]) & (least[there] > value[here])
    return leaves


def least_forced(lattice: Lattice, tables: Sequence[Table], focal: int, concept: str) -> Table:
    """The worst that awaits the DM at each combination, in the sense of the concept: [2, …, 2, lanes].

    An improvement is sanctioned if the worst that awaits there is no better than what was left. Under ``nash``
    nothing awaits but what is found.
    """
    value = tables[focal]
    if concept == "nash":
        return value
    credible, symmetric = CONCEPTS[concept]
    regret = _best_within_reach(lattice, tables, focal) if symmetric else value
    return _least_reached(lattice, tables, focal, regret, credible=credible)


def _best_within_reach(lattice: Lattice, tables: Sequence[Table], focal: int) -> Table:
    """The best payoff the DM has in a state or one own move from it."""
    best = tables[focal].copy()
    for here, there in lattice.moves(focal):
        np.maximum(best[here], tables[focal][there], out=best[here])
    return best


def _least_reached(lattice: Lattice, tables: Sequence[Table], focal: int, regret: Table, *, credible: bool) -> Table:
    """The least `regret` the others can bring about, by any moves or by improvements of their own only."""
    unable = np.iinfo(regret.dtype).max
    nowhere = tables[focal] == NOWHERE
    least = np.where(nowhere, unable, regret)
    others = [dm for dm in range(len(tables)) if dm != focal]
    while True:
        before = least.copy()
        for dm in others:
            for here, there in lattice.moves(dm):
                _lower(least, here, there, [tables[dm]] if credible else [], nowhere)
        for signers, options in lattice.joints:
            if focal not in signers:
                _lower(least, *lattice.signing(options), [tables[dm] for dm in signers], nowhere)
        if np.array_equal(least, before):
            return least


def _lower(least: Table, here: Place, there: Place, improving: Sequence[Table], nowhere: BoolArray) -> None:
    """Let a step from here to there, open where each of these tables improves, lower what can be forced here."""
    closed = nowhere[here]
    for table in improving:
        closed = closed | (table[there] <= table[here])
    np.minimum(least[here], least[there], out=least[here], where=~closed)
