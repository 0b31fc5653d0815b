"""A conflict as a Markov chain: where it ends, and where it is by a date.

The chain lives on the states that play reaches from the status quo; each kind of step has a rate, so it is a chain
in continuous time. Its *closed classes* are the sets of states that, once entered, are never left: a single state at
rest, or several that are gone round for ever (*no rest*). Ends are solved exactly by sparse linear algebra, states by
a date by the action of the matrix exponential; nothing is simulated.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy.linalg import expm
from scipy.sparse import csc_matrix, csr_matrix, diags
from scipy.sparse.csgraph import connected_components
from scipy.sparse.linalg import expm_multiply, splu

from detente.analysis.play import Play, Step
from detente.analysis.stiff import STIFF, mass_by_resolvents
from detente.conflict.states import BoolArray, FloatArray, IntArray
from detente.errors import TooLarge

__all__ = ["Chain", "Ends", "Tempi", "balanced", "chain_from", "ends_in", "ends_of", "mass_by", "state_after"]


MOST_DENSE = 100  # states for which the whole matrix exponential is quicker than its action on the start
MOST_STATES = 200_000  # states reached from the status quo; beyond, the sparse solution itself grows too large


@dataclass(frozen=True, slots=True)
class Tempi:
    """How often each kind of step comes, per day; alternatives of one mover share its rate.

    Parameters
    ----------
    move, agreement
        How often a decision maker (DM) moves, and a coalition agrees.
    sizes
        Pairs (number of members, rate) for coalitions of so many, instead of `agreement`.
    groups
        Pairs (members, rate) for coalitions of just these DMs, instead of either; members are a bit for each DM.
    shock
        A factor on the rates of the shocks, which bring their own: 1 is as written.
    """

    move: float = 1 / 30
    agreement: float = 1 / 180
    sizes: tuple[tuple[int, float], ...] = ()
    groups: tuple[tuple[int, float], ...] = ()
    shock: float = 1.0

    def rate(self, step: Step) -> float:
        """How often a step comes, per day."""
        if step.kind == "shock":
            return step.share * self.shock
        return step.share * (self.move if step.kind == "move" else self.agreeing(step.movers))

    def agreeing(self, members: Iterable[int]) -> float:
        """How often a coalition agrees, per day: as its group does, or else its size, or else any."""
        chosen = list(members)
        group = sum(1 << dm for dm in chosen)
        return dict(self.groups).get(group, dict(self.sizes).get(len(chosen), self.agreement))

    def eased(self, factor: float) -> "Tempi":
        """The same with every rate of agreement multiplied, and nothing else."""
        sizes = tuple((size, rate * factor) for size, rate in self.sizes)
        groups = tuple((group, rate * factor) for group, rate in self.groups)
        return replace(self, agreement=self.agreement * factor, sizes=sizes, groups=groups)

    def faster(self, factor: float) -> "Tempi":
        """The same with every rate multiplied: time alone runs faster."""
        return replace(self.eased(factor), move=self.move * factor, shock=self.shock * factor)


@dataclass(frozen=True, slots=True, eq=False)
class Chain:
    """The states reached from a start, and the steps between them.

    Parameters
    ----------
    states
        [m] the state at each place, in the order they were found; the start is the first. A state stands at several
        places where a shock can change what the parties want.
    steps
        For each place, its steps.
    targets
        For each place, the places that its steps lead to.
    """

    states: IntArray
    steps: tuple[tuple[Step, ...], ...]
    targets: tuple[tuple[int, ...], ...]

    def generator(self, tempi: Tempi) -> csr_matrix:
        """[m, m] rates per day from state to state, rows summing to zero."""
        entries = [
            (k, target, tempi.rate(step))
            for k, (steps, targets) in enumerate(zip(self.steps, self.targets, strict=True))
            for step, target in zip(steps, targets, strict=True)
        ]
        m = len(self.states)
        row, column, rate = (np.asarray(part) for part in zip(*entries, strict=True)) if entries else ([], [], [])
        return balanced(csr_matrix((rate, (row, column)), shape=(m, m), dtype=float))


@dataclass(frozen=True, slots=True, eq=False)
class Ends:
    """Where a chain ends in the long run.

    Parameters
    ----------
    classes
        Each closed class as states of the game, ascending; one state is at rest, several are *no rest*.
    chances
        How likely each class is to be the end.
    states, mass
        The share of the long run spent in each state: the chance of its class, within a class of several states
        divided by how long each is held.
    places
        For each class, the places of the chain that it is made of; `states` are theirs, one after the other.
    """

    classes: tuple[tuple[int, ...], ...]
    chances: FloatArray
    states: IntArray
    mass: FloatArray
    places: tuple[IntArray, ...]


def balanced(rates: csr_matrix) -> csr_matrix:
    """Rates from state to state [m, m] with what leaves each state on the diagonal: a generator."""
    return (rates - diags(np.asarray(rates.sum(axis=1)).ravel())).tocsr()


def chain_from(play: Play, start: int | IntArray) -> Chain:
    """The chain of everything that play reaches from a state, or from several.

    Raises
    ------
    TooLarge
        If more than 200,000 states are reached.
    """
    found = list(map(int, np.atleast_1d(start)))
    place = {state: k for k, state in enumerate(found)}
    steps = []
    for state in found:  # grows as it goes
        steps.append(play.steps(state))
        for step in steps[-1]:
            if step.target not in place:
                place[step.target] = len(found)
                found.append(step.target)
        if len(found) > MOST_STATES:
            raise TooLarge(f"play reaches more than {MOST_STATES:,} states from the status quo; add impossible rules")
    targets = tuple(tuple(place[step.target] for step in here) for here in steps)
    return Chain(np.asarray(found, dtype=np.int64), tuple(steps), targets)


def ends_of(chain: Chain, tempi: Tempi) -> Ends:
    """The long run of a chain, solved exactly."""
    return ends_in(chain.generator(tempi), chain.states)


def ends_in(rates: csr_matrix, states: IntArray) -> Ends:
    """The long run of the chain with these rates [m, m] among these states [m]."""
    count, member = connected_components(rates, directed=True, connection="strong")
    flows = rates.tocoo()
    leaves = np.zeros(count, dtype=np.bool_)
    leaves[member[flows.row[member[flows.row] != member[flows.col]]]] = True
    closed = np.flatnonzero(~leaves)
    chances = _absorbed(rates, member, closed, leaves)
    groups = [np.flatnonzero(member == each) for each in closed]
    shares = [chance * _held(rates, group) for chance, group in zip(chances, groups, strict=True)]
    return Ends(
        tuple(tuple(sorted(int(states[k]) for k in group)) for group in groups),
        chances,
        states[np.concatenate(groups)],
        np.concatenate(shares),
        tuple(groups),
    )


def _absorbed(rates: csr_matrix, member: IntArray, closed: IntArray, leaves: BoolArray) -> FloatArray:
    """The chance, from the first state, of ending in each closed class."""
    passing = np.flatnonzero(leaves[member])
    if not len(passing) or not leaves[member[0]]:
        return (closed == member[0]).astype(float)
    onward = rates[passing]
    inflow = np.stack([np.asarray(onward[:, member == each].sum(axis=1)).ravel() for each in closed], axis=1)
    solved = splu(csc_matrix(-onward[:, passing])).solve(inflow)
    here = solved[np.searchsorted(passing, 0)].clip(0)
    return here / here.sum()


def _held(rates: csr_matrix, group: IntArray) -> FloatArray:
    """The long-run share of time in each state of a closed class."""
    if len(group) == 1:
        return np.ones(1)
    inside = rates[group][:, group].T.tocsc()  # its flow balances; the first state is held for one unit of time
    share = np.append(1.0, splu(csc_matrix(-inside[1:, 1:])).solve(inside[1:, [0]].toarray().ravel())).clip(0)
    return share / share.sum()


def state_after(chain: Chain, tempi: Tempi, days: float) -> FloatArray:
    """[m] how likely the chain is to be in each of its states after so many days, exact to 1e-9."""
    return mass_by(chain.generator(tempi), [days])[0]


def mass_by(rates: csr_matrix, dates: Sequence[float]) -> FloatArray:
    """[dates, m] the same of the chain with these rates [m, m], after so many days each."""
    if rates.shape[0] > MOST_DENSE and -rates.diagonal().min() * max(dates) > STIFF:
        found = mass_by_resolvents(rates, dates)
        if found is not None:
            return found
    return np.stack([_mass_after(rates, days) for days in dates])


def _mass_after(rates: csr_matrix, days: float) -> FloatArray:
    start = np.zeros(rates.shape[0])
    start[0] = 1.0
    if days <= 0 or len(start) == 1:
        return start
    rates = rates.T.tocsc()
    if len(start) <= MOST_DENSE:
        after = expm(rates.toarray() * days) @ start
    else:
        after = expm_multiply(rates * days, start, traceA=float(rates.diagonal().sum()) * days)
    return np.asarray(after).clip(0) / np.asarray(after).clip(0).sum()
