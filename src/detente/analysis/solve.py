"""Every draw of a case solved once: the ground that all answers stand on."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from detente.analysis.arrays import Arrays, arrays_of, chain_of
from detente.analysis.beliefs import Draw, Ensemble, Weights, combinations, ensemble, weights_today
from detente.analysis.chain import Chain, Ends, Tempi, chain_from, ends_of
from detente.analysis.eras import InEra, through_eras
from detente.analysis.play import Play, Rule
from detente.analysis.shares import Progress, Shares, Spread, in_turn, shares_of
from detente.analysis.structure import Equal, Structure, structure_of
from detente.case import Case
from detente.conflict.statement import Statement
from detente.conflict.states import BoolArray, FloatArray, IntArray, States

__all__ = [
    "Progress",
    "Runner",
    "Settings",
    "Solution",
    "Solve",
    "Solved",
    "Solver",
    "large",
    "one_by_one",
    "portions",
    "solution_of",
    "solved",
    "solver_of",
]

Solver = Callable[[Sequence[Draw]], list[Arrays]]

COMPILED_FROM = 20_000  # states times draws; below, compiled code takes longer to load than the work it saves
TOGETHER = 32  # draws handed on at a time: as many as are solved side by side
MOST_COMPILED = 2**18  # states times parties up to which so many take less than a second, compiled
MOST_PLAIN = 2**11  # the same for the definitions
MOST_OPEN = 2**22  # payoffs of opened draws that are kept: 32 MB


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


Solve = Callable[[Structure, Sequence[Draw], Settings, Progress | None], list[Arrays]]


@dataclass(frozen=True, slots=True)
class Runner:
    """Where draws are solved; every runner gives the same answer to the last bit.

    Parameters
    ----------
    solve
        What gives the chains of some draws.
    spread
        How other work on these chains is divided.
    """

    solve: Solve
    spread: Spread = in_turn


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

    def __iter__(self) -> Iterator[Solved]:
        progress, count = self.solution.progress, len(self)
        for number in range(count):
            yield self[number]
            if progress:
                progress(number + 1, count)

    def __getitem__(self, number: int) -> Solved:  # type: ignore[override]
        if not 0 <= number < len(self):
            raise IndexError(number)
        known, structure = self.solution.opened, self.solution.structure
        if number not in known:
            while len(known) * len(structure.states) * len(structure.case.parties) >= MOST_OPEN:
                del known[next(iter(known))]
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
    runner
        Where they are gone through.
    progress
        Called with (draws done, draws in all) whenever that happens.
    """

    structure: Structure
    ensemble: Ensemble
    settings: Settings
    arrays: tuple[Arrays, ...]
    runner: Runner = field(repr=False)
    progress: Progress | None = field(default=None, repr=False)
    opened: dict[int, Solved] = field(default_factory=dict, repr=False)
    _shares: dict[float | None, Shares] = field(default_factory=dict, repr=False)
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
        return replace(self, settings=replace(self.settings, tempi=tempi), opened={}, _shares={}, _masses={})

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

    def shares(self, days: float | None = None) -> Shares:
        """How likely each reached state of each draw is, in the long run or after so many days."""
        if days not in self._shares:
            self.look_ahead(None if days is None else [days])
        return self._shares[days]

    def look_ahead(self, dates: Sequence[float] | None) -> None:
        """Work out the shares on several dates, which takes little longer than the last alone; None: the long run."""
        wanted = None if dates is None else [days for days in dates if days not in self._shares]
        if wanted == []:
            return
        found = shares_of(
            self.arrays,
            self.settings.tempi,
            wanted,
            compiled=self.compiled,
            spread=self.runner.spread,
            progress=self.progress,
        )
        self._shares.update(zip([None] if wanted is None else wanted, found, strict=True))

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
        return self.ensemble.weighed(combinations(self.case, profiles))

    def with_drivers(self, drivers: Mapping[str, float]) -> FloatArray:
        """[draw] how much each draw counts where drivers have other values."""
        return self.weights(weights_today(self.case, drivers))


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
        Where the draws are solved; here, one after the other, unless given.

    Raises
    ------
    ModelError
        If the case leaves no state, no start or no combination of profiles.
    """
    chosen = settings or Settings()
    shared = structure or structure_of(case)
    draws, equal = _drawn(shared, chosen)
    return solved(shared, draws, chosen, equal=equal, progress=progress, runner=runner)


def solved(
    structure: Structure,
    draws: Ensemble,
    settings: Settings,
    *,
    equal: Equal | None = None,
    progress: Progress | None = None,
    runner: Runner | None = None,
) -> Solution:
    """Some draws of a case solved; those that come to the same preferences once, wherever that is.

    `equal` tells which draws are unlike, and which of these each draw equals, where that is known.
    """
    first, which = equal or structure.alike(draws.draws)
    runner = runner or Runner(one_by_one)
    arrays = runner.solve(structure, [draws.draws[number] for number in first], settings, progress)
    return Solution(structure, draws, settings, tuple(arrays[number] for number in which), runner, progress)


def _drawn(structure: Structure, settings: Settings) -> tuple[Ensemble, Equal]:
    """The draws, and which of them are equal; under every rule the same."""
    key = settings.draws, settings.seed
    if key not in structure.drawn:
        rng = np.random.default_rng(settings.seed)
        draws = ensemble(structure.case, draws=settings.draws, rng=rng, gaps=structure.gaps)
        structure.drawn[key] = draws, structure.alike(draws.draws)
    return structure.drawn[key]


def one_by_one(
    structure: Structure, draws: Sequence[Draw], settings: Settings, progress: Progress | None = None
) -> list[Arrays]:
    """Solve draws in this process and thread."""
    compiled = large(structure, len(draws))
    solve = solver_of(structure, settings, compiled=compiled)
    return in_turn(portions(structure, draws, compiled=compiled), solve, progress)


def large(structure: Structure, draws: int) -> bool:
    """Whether compiled code is worth loading for so many draws."""
    return len(structure.states) * draws >= COMPILED_FROM


def portions(structure: Structure, draws: Sequence[Draw], *, compiled: bool) -> list[Sequence[Draw]]:
    """The draws in portions that take less than a second each, however many workers there are."""
    size = len(structure.states) * max(1, len(structure.case.parties))
    together = (TOGETHER if size <= MOST_COMPILED else 1) if compiled else max(1, min(TOGETHER, MOST_PLAIN // size))
    return [draws[low : low + together] for low in range(0, len(draws), together)]


def solver_of(structure: Structure, settings: Settings, *, compiled: bool) -> Solver:
    """What solves some draws of a structure: compiled where that is asked for and holds, else by the definitions.

    Both give the same chains to the last bit.
    """
    here = _solver_in(structure, settings, compiled)
    if not structure.later:
        return lambda draws: here(draws, structure.start)
    then = [_solver_in(era.structure, settings, compiled) for era in structure.later]
    return lambda draws: through_eras(structure, draws, here, then)


def _solver_in(structure: Structure, settings: Settings, compiled: bool) -> InEra:
    if compiled and structure.lattice is not None:
        from detente.analysis.compiled import applies, board_of, solve_many  # noqa: PLC0415 - slow to load

        if applies(structure.lattice):
            board = board_of(structure.lattice, structure.shocks)
            return lambda draws, start: solve_many(
                board,
                structure.payoffs(draws),
                start,
                settings.rule,
                minimal=settings.minimal,
                agreements=settings.agreements,
            )
    return lambda draws, start: [
        _plainly(structure, draw, settings, start if isinstance(start, int) else start[number])
        for number, draw in enumerate(draws)
    ]


def _play(structure: Structure, draw: Draw, settings: Settings) -> Play:
    game, shocks = structure.game(draw), structure.shocks
    return Play(game, structure.lattice, settings.rule, settings.minimal, settings.agreements, shocks)


def _plainly(structure: Structure, draw: Draw, settings: Settings, start: int | IntArray) -> Arrays:
    play = _play(structure, draw, settings)
    return arrays_of(chain_from(play, start), play.stable())
