"""A case being asked: what its answers share, worked out once and kept."""

from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import replace
from functools import cached_property

import numpy as np

from detente.analysis.beliefs import Draw, Ensemble, weights_today
from detente.analysis.calibrate import Calibrated, calibrated
from detente.analysis.chain import Tempi
from detente.analysis.digest import digest_of
from detente.analysis.pace import Pace, paces
from detente.analysis.plans import once_moved
from detente.analysis.play import Rule
from detente.analysis.solve import Progress, Runner, Settings, Solution, solution_of, solved
from detente.analysis.structure import Structure, structure_of, structure_today
from detente.case import Calibration, Case
from detente.conflict.statement import Statement
from detente.errors import ModelError

__all__ = ["Session", "tempi_of"]


class Session:
    """A case being asked: its solutions under each rule, worked out once and kept.

    Parameters
    ----------
    progress
        Called with (draws done, draws in all) while draws are worked out.
    runner
        Where draws are solved; see `detente.runners`. Every runner gives the same answers.
    clock
        Seconds, as `time.perf_counter` gives them, by which answers say how long they took.
    """

    def __init__(
        self,
        case: Case,
        settings: Settings | None = None,
        *,
        progress: Progress | None = None,
        runner: Runner | None = None,
        clock: Callable[[], float] | None = None,
    ) -> None:
        self.clock = clock
        self.settings = settings or Settings(tempi=tempi_of(case))
        self.case = case
        self.structure: Structure = structure_of(case)
        self.digest = digest_of(case)
        self._progress, self._runner = progress, runner
        self._fitted_under = self.settings.rule
        self._as_written: dict[tuple[str, str], Solution] = {}
        self._paced: dict[tuple[str, str], Solution] = {}
        self._at: dict[tuple[str, Tempi], Solution] = {}

    @cached_property
    def calibration(self) -> Calibrated | None:
        """What became of the case's calibration; None where it has none."""
        return self._fitted(self.settings.tempi, self.case.tempo.calibrate if self.case.tempo else None)

    def _fitted(self, tempi: Tempi, wish: Calibration | None, near: float | None = None) -> Calibrated | None:
        """What becomes of rates as written where they are fitted to an outside view."""
        if wish is None:
            return None
        plain = self._solved(self._fitted_under, "", self.structure)
        holds = plain.holds(wish.statement)

        def probability(tempi: Tempi, days: float) -> float:
            paced = plain.paced(tempi)
            return float(paced.weights() @ paced.masses(holds, days))

        return calibrated(wish, self.case.as_of, tempi, probability, near=near)

    @cached_property
    def paces(self) -> tuple[Pace, ...]:
        """What was put in about speed, with the rates at both ends of its range."""
        return paces(self.case, self.settings.tempi, self._used)

    def _used(self, tempi: Tempi, wish: Calibration | None) -> Tempi:
        """The rates that answers would use; where the outside view cannot be met at all, it is not tried again."""
        known = self.calibration
        if known is None or not known.met:
            return tempi.eased(known.factor) if known else tempi
        fitted = self._fitted(tempi, wish, near=known.factor)
        return fitted.tempi if fitted else tempi

    @property
    def weights(self) -> dict[str, tuple[float, ...]]:
        """Every party's profile weights today."""
        return weights_today(self.case)

    @cached_property
    def today(self) -> Structure:
        """The structure with what the parties want today, whatever shocks to drivers may come."""
        return structure_today(self.case) if self.structure.later else self.structure

    @cached_property
    def later(self) -> "Session":
        """The case once all shocks to drivers have come; itself where they move nobody's wants."""
        return self.varied(once_moved(self.case)) if self.structure.later else self

    def varied(self, case: Case) -> "Session":
        """Another case asked at the same rates: what would be if something were different.

        The rates stay those that were fitted to the case as it is.
        """
        untuned = replace(case, tempo=replace(case.tempo, calibrate=None) if case.tempo else None)
        settings = replace(self.settings, tempi=self.tempi)
        return Session(untuned, settings, progress=self._progress, runner=self._runner)

    @property
    def tempi(self) -> Tempi:
        """The rates that answers use: calibrated, or as written."""
        return self.calibration.tempi if self.calibration else self.settings.tempi

    @property
    def solution(self) -> Solution:
        """The case solved under the default rule."""
        return self.under(self.settings.rule)

    def under(self, rule: str) -> Solution:
        """The case solved under a rule."""
        return self._at_its_pace(rule, "", self.structure)

    def of_draws(self, draws: Sequence[Draw]) -> Solution:
        """Other draws of the case solved under the default rule, each counting the same."""
        even = np.full(len(draws), 1 / max(len(draws), 1))
        some = Ensemble(tuple(draws), even, even, sampled=len(draws))
        found = solved(self.structure, some, self.settings, progress=self._progress, runner=self._runner)
        return found.paced(self.tempi)

    def playing(self, rule: Rule | None) -> "Session":
        """The same case played by a rule, at the same rates; itself where that is its own rule, or none is given.

        The rates stay those that were fitted under its own rule, and what is solved is shared.
        """
        if rule in (None, self.settings.rule):
            return self
        _ = self.calibration
        other = copy(self)
        other.settings = replace(self.settings, rule=rule)
        vars(other).pop("later", None)
        return other

    def at(self, tempi: Tempi) -> Solution:
        """The case solved at other rates."""
        key = self.settings.rule, tempi
        if key not in self._at:
            self._at[key] = self.solution.paced(tempi)
        return self._at[key]

    def forced(self, condition: Statement) -> tuple[Solution, ...]:
        """The case solved with a condition forced from the start and kept.

        One solution for each nearest state in which it holds: the fewest options changed from the status quo.

        Raises
        ------
        ModelError
            If the condition holds in no state.
        """
        states = self.structure.states
        holds = states.holds(condition)
        if not holds.any():
            raise ModelError(f'"{condition}" holds in no state')
        change = states.codes ^ states.codes[self.structure.start]
        distance = np.where(holds, np.bitwise_count(change.astype(np.uint64)).astype(int), len(states.options) + 1)
        kept = np.flatnonzero(holds)
        narrower = replace(states, codes=states.codes[kept])
        starts = np.flatnonzero(distance[kept] == distance[kept].min())
        structures = [structure_of(self.case, states=narrower, start=int(start)) for start in starts]
        return tuple(self._at_its_pace(self.settings.rule, f"{condition}@{each.start}", each) for each in structures)

    def _at_its_pace(self, rule: str, key: str, structure: Structure) -> Solution:
        """The solution at the rates that answers use; `key` tells what is forced."""
        if (rule, key) not in self._paced:
            self._paced[rule, key] = self._solved(rule, key, structure).paced(self.tempi)
        return self._paced[rule, key]

    def _solved(self, rule: str, key: str, structure: Structure) -> Solution:
        """The solution at the rates as written."""
        if (rule, key) not in self._as_written:
            settings = replace(self.settings, rule=rule)  # type: ignore[arg-type]
            self._as_written[rule, key] = solution_of(
                self.case, settings, structure=structure, progress=self._progress, runner=self._runner
            )
        return self._as_written[rule, key]


def tempi_of(case: Case) -> Tempi:
    """The rates a case gives, or this project's defaults: a move a month, an agreement twice a year."""
    if case.tempo is None:
        return Tempi()
    number = {party.id: dm for dm, party in enumerate(case.parties)}
    groups = tuple((sum(1 << number[id] for id in group.parties), group.rate) for group in case.tempo.groups)
    return Tempi(case.tempo.move, case.tempo.agreement, case.tempo.sizes, groups)
