"""Every draw of a case solved once: the ground that all answers stand on."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from detente.analysis.arrays import Arrays, arrays_of, chain_of
from detente.analysis.beliefs import Draw, Ensemble, Weights, combinations, ensemble, weights_today
from detente.analysis.chain import Chain, Ends, Tempi, chain_from, ends_of, state_after
from detente.analysis.play import Play, Rule
from detente.analysis.structure import Structure, structure_of
from detente.case import Case
from detente.conflict.statement import Statement
from detente.conflict.states import BoolArray, States

__all__ = ["Progress", "Runner", "Settings", "Solution", "Solved", "one_by_one", "solution_of", "solve_draws"]

FloatArray = NDArray[np.float64]
Progress = Callable[[int, int], None]
Solver = Callable[[Structure, Sequence[Draw], "Settings"], list[Arrays]]
Runner = Callable[[Structure, Sequence[Draw], "Settings", "Progress | None"], list[Arrays]]

COMPILED_FROM = 20_000  # states times draws; below, compiled code takes longer to load than the work it saves
TOGETHER = 64  # draws handed on at a time


@dataclass(frozen=True, slots=True)
class Settings:
    """How answers are worked out.

    Parameters
    ----------
    rule
        The stability concept that play is judged under.
    draws, seed
        How many draws to sample where there are too many combinations to list, and from which seed.
    minimal, agreements
        See `detente.analysis.play`.
    tempi
        Rates of moves and agreements, per day.
    """

    rule: Rule = "sequential"
    draws: int = 10_000
    seed: int = 0
    minimal: bool = True
    agreements: bool = True
    tempi: Tempi = field(default_factory=Tempi)


@dataclass(frozen=True, eq=False)
class Solved:
    """One draw, solved: its game can be looked into."""

    draw: Draw
    play: Play
    arrays: Arrays
    tempi: Tempi

    @cached_property
    def chain(self) -> Chain:
        """The states it reaches and the steps between them."""
        return chain_of(self.arrays)

    @cached_property
    def ends(self) -> Ends:
        """Where it ends in the long run."""
        return ends_of(self.chain, self.tempi)

    @property
    def stable(self) -> BoolArray:
        """[DM, n] which states are stable for whom under the rule."""
        return self.arrays.stable


@dataclass(frozen=True, eq=False)
class _Solved(Sequence[Solved]):
    """Draws that are opened when they are looked into."""

    solution: "Solution"

    def __len__(self) -> int:
        return len(self.solution.arrays)

    def __getitem__(self, number: int) -> Solved:  # type: ignore[override]
        if not 0 <= number < len(self):
            raise IndexError(number)
        known = self.solution.opened
        if number not in known:
            known[number] = self.solution.open(number)
        return known[number]


@dataclass(frozen=True, eq=False)
class Solution:
    """All draws of a case, solved under the same settings.

    Parameters
    ----------
    structure
        What the draws share.
    ensemble
        The draws with their weights.
    arrays
        Their chains, in the same order; draws that come to the same preferences share one.
    """

    structure: Structure
    ensemble: Ensemble
    settings: Settings
    arrays: tuple[Arrays, ...]
    opened: dict[int, Solved] = field(default_factory=dict, repr=False)
    _shares: dict[float | None, "_Shares"] = field(default_factory=dict, repr=False)
    _masses: dict[tuple[bytes, float | None], FloatArray] = field(default_factory=dict, repr=False)

    @property
    def solved(self) -> Sequence[Solved]:
        """The draws, each to be looked into."""
        return _Solved(self)

    def open(self, number: int) -> Solved:
        """One draw with its game."""
        draw, settings = self.ensemble.draws[number], self.settings
        return Solved(draw, _play(self.structure, draw, settings), self.arrays[number], settings.tempi)

    def paced(self, tempi: Tempi) -> "Solution":
        """The same steps at other rates."""
        if tempi == self.settings.tempi:
            return self
        return Solution(self.structure, self.ensemble, replace(self.settings, tempi=tempi), self.arrays)

    @property
    def case(self) -> Case:
        """The case that was solved."""
        return self.structure.case

    @property
    def states(self) -> States:
        """The states of its conflict."""
        return self.structure.states

    def holds(self, statement: Statement) -> BoolArray:
        """[n] where a statement in options holds."""
        return self.states.holds(statement)

    def masses(self, holds: BoolArray, days: float | None = None) -> FloatArray:
        """[draw] how likely each draw makes the states where `holds` [n] is true.

        Parameters
        ----------
        days
            After so many days; None is the long run.
        """
        key = holds.tobytes(), days
        if key not in self._masses:
            self._masses[key] = self.shares(days).over(holds)
        return self._masses[key]

    def shares(self, days: float | None = None) -> "_Shares":
        """How likely each reached state of each draw is, in the long run or after so many days."""
        if days not in self._shares:
            self._shares[days] = _shares_of(self.arrays, self.settings.tempi, days, self.compiled)
        return self._shares[days]

    @property
    def compiled(self) -> bool:
        """Whether the work is large enough for compiled code."""
        return large(self.structure, len(self.arrays))

    def weights(self, profiles: Weights | None = None) -> FloatArray:
        """[draw] how much each draw counts, today or with other profile weights.

        Draws are weighed anew by how much likelier their combination of profiles has become.
        """
        if profiles is None:
            return self.ensemble.weights
        now = combinations(self.case, weights_today(self.case))
        then = combinations(self.case, profiles)
        ratio = {each: then.get(each, 0.0) / chance for each, chance in now.items()}
        weighed = self.ensemble.weights * np.asarray([ratio[draw.profiles] for draw in self.ensemble.draws])
        return weighed / weighed.sum() if weighed.sum() > 0 else weighed

    def with_drivers(self, drivers: Mapping[str, float]) -> FloatArray:
        """[draw] how much each draw counts where drivers have other values."""
        return self.weights(weights_today(self.case, drivers))


@dataclass(frozen=True, slots=True, eq=False)
class _Shares:
    """[M] every reached state of every draw, how likely it is, and the closed class it is in (−1: none).

    `first` says where each draw begins; in the long run a class is told apart by draw and number.
    """

    first: NDArray[np.int64]
    states: NDArray[np.int32]
    mass: FloatArray
    member: NDArray[np.int32]

    def over(self, holds: BoolArray) -> FloatArray:
        """[draw] the mass on the states where `holds` is true."""
        return np.add.reduceat(np.where(holds[self.states], self.mass, 0.0), self.first)


def _shares_of(arrays: Sequence[Arrays], tempi: Tempi, days: float | None, compiled: bool) -> _Shares:
    known: dict[int, tuple[FloatArray, NDArray[np.int32]]] = {}
    for each in arrays:
        if id(each) not in known:
            known[id(each)] = _share(each, tempi, days, compiled)
    found = [known[id(each)] for each in arrays]
    return _Shares(
        np.cumsum([0, *(len(each.states) for each in arrays)])[:-1],
        np.concatenate([each.states for each in arrays]),
        np.concatenate([mass for mass, _ in found]),
        np.concatenate([member for _, member in found]),
    )


def _share(arrays: Arrays, tempi: Tempi, days: float | None, compiled: bool) -> tuple[FloatArray, NDArray[np.int32]]:
    """[m] how likely each reached state is, and its closed class."""
    if compiled:
        from detente.analysis.compiled_chain import mass_after, mass_at_the_end  # noqa: PLC0415 - slow to load

        if days is not None:
            mass = mass_after(arrays.first, arrays.target, arrays.rates(tempi), days)
            return mass, np.full(len(mass), -1, dtype=np.int32)
        mass, member = mass_at_the_end(arrays.first, arrays.target, arrays.rates(tempi))
        if len(mass):
            return mass, member
    chain = chain_of(arrays)
    member = np.full(len(arrays.states), -1, dtype=np.int32)
    if days is not None:
        return state_after(chain, tempi, days), member
    mass, ends = np.zeros(len(arrays.states)), ends_of(chain, tempi)
    mass[np.concatenate(ends.places)] = ends.mass
    for number, places in enumerate(ends.places):
        member[places] = number
    return mass, member


def solution_of(
    case: Case,
    settings: Settings | None = None,
    *,
    structure: Structure | None = None,
    progress: Progress | None = None,
    runner: Runner | None = None,
) -> Solution:
    """Solve every draw of a case.

    Parameters
    ----------
    structure
        The case's structure, if it is known already or is a restricted one.
    progress
        Called with (draws done, draws in all).
    runner
        Where the draws are solved; here, one after the other, unless given. Every runner gives the same answer.

    Raises
    ------
    ModelError
        If the case leaves no state, no start or no combination of profiles.
    """
    chosen = settings or Settings()
    shared = structure or structure_of(case)
    draws = ensemble(case, draws=chosen.draws, rng=np.random.default_rng(chosen.seed))
    arrays = (runner or one_by_one)(shared, draws.draws, chosen, progress)
    return Solution(shared, draws, chosen, tuple(arrays))


def one_by_one(
    structure: Structure, draws: Sequence[Draw], settings: Settings, progress: Progress | None = None
) -> list[Arrays]:
    """Solve draws in this process, one after the other; those that come to the same preferences once."""
    found: list[Arrays] = []
    known: dict[bytes, Arrays] = {}
    solve = _solver(structure, settings, large(structure, len(draws)))
    for draw in draws:
        payoffs = structure.payoffs(draw)
        key = b"".join(payoff.tobytes() for payoff in payoffs)
        if key not in known:
            known[key] = solve(draw)
        found.append(known[key])
        if progress and (len(found) % TOGETHER == 0 or len(found) == len(draws)):
            progress(len(found), len(draws))
    return found


def solve_draws(structure: Structure, draws: Sequence[Draw], settings: Settings) -> list[Arrays]:
    """Solve some draws of many, the compiled way where it holds: the work of one worker."""
    return list(_solved(structure, draws, settings))


def _solved(structure: Structure, draws: Sequence[Draw], settings: Settings) -> Iterator[Arrays]:
    solve = _solver(structure, settings, compiled=True)
    yield from map(solve, draws)


def large(structure: Structure, draws: int) -> bool:
    """Whether compiled code is worth loading for so many draws."""
    return len(structure.states) * draws >= COMPILED_FROM


def _solver(structure: Structure, settings: Settings, compiled: bool) -> Callable[[Draw], Arrays]:
    if compiled and structure.lattice is not None:
        from detente.analysis.compiled import applies, board_of, solve_draw  # noqa: PLC0415 - slow to load

        if applies(structure.lattice):
            board = board_of(structure.lattice, structure.shocks)
            return lambda draw: solve_draw(
                board,
                structure.payoffs(draw),
                structure.start,
                settings.rule,
                minimal=settings.minimal,
                agreements=settings.agreements,
            )
    return lambda draw: _plainly(structure, draw, settings)


def _play(structure: Structure, draw: Draw, settings: Settings) -> Play:
    game, shocks = structure.game(draw), structure.shocks
    return Play(game, structure.lattice, settings.rule, settings.minimal, settings.agreements, shocks)


def _plainly(structure: Structure, draw: Draw, settings: Settings) -> Arrays:
    play = _play(structure, draw, settings)
    return arrays_of(chain_from(play, structure.start), play.stable())
