"""Every draw of a case solved once: the ground that all answers stand on."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from detente.analysis.beliefs import Draw, Ensemble, Weights, combinations, ensemble, weights_today
from detente.analysis.chain import Chain, Ends, Tempi, chain_from, ends_of, state_after
from detente.analysis.play import Play, Rule
from detente.analysis.structure import Structure, structure_of
from detente.case import Case
from detente.conflict.statement import Statement
from detente.conflict.states import BoolArray, States

__all__ = ["Settings", "Solution", "Solved", "solution_of"]

FloatArray = NDArray[np.float64]
Progress = Callable[[int, int], None]


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
    """One draw, solved."""

    draw: Draw
    play: Play
    chain: Chain
    tempi: Tempi

    @cached_property
    def ends(self) -> Ends:
        """Where it ends in the long run."""
        return ends_of(self.chain, self.tempi)

    @cached_property
    def stable(self) -> BoolArray:
        """[DM, n] which states are stable for whom under the rule."""
        return self.play.stable()

    def mass(self, holds: BoolArray, days: float | None = None) -> float:
        """How likely the states where `holds` [n] is true are: in the long run, or after so many days."""
        if days is None:
            return float(self.ends.mass[holds[self.ends.states]].sum())
        return float(state_after(self.chain, self.tempi, days)[holds[self.chain.states]].sum())


@dataclass(frozen=True, eq=False)
class Solution:
    """All draws of a case, solved under the same settings.

    Parameters
    ----------
    structure
        What the draws share.
    ensemble
        The draws with their weights.
    solved
        One for each draw, in the same order.
    """

    structure: Structure
    ensemble: Ensemble
    settings: Settings
    solved: tuple[Solved, ...]
    _masses: dict[tuple[bytes, float | None], FloatArray] = field(default_factory=dict)

    def paced(self, tempi: Tempi) -> "Solution":
        """The same steps at other rates."""
        if tempi == self.settings.tempi:
            return self
        settings = replace(self.settings, tempi=tempi)
        return replace(
            self, settings=settings, solved=tuple(replace(s, tempi=tempi) for s in self.solved), _masses={}
        )

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
        """[draw] how likely each draw makes the states where `holds` is true."""
        key = holds.tobytes(), days
        if key not in self._masses:
            self._masses[key] = np.asarray([each.mass(holds, days) for each in self.solved])
        return self._masses[key]

    def weights(self, profiles: Weights | None = None) -> FloatArray:
        """[draw] how much each draw counts, today or with other profile weights.

        Draws are weighed anew by how much likelier their combination of profiles has become.
        """
        if profiles is None:
            return self.ensemble.weights
        now = combinations(self.case, weights_today(self.case))
        then = combinations(self.case, profiles)
        ratio = [then.get(each.draw.profiles, 0.0) / now[each.draw.profiles] for each in self.solved]
        weighed = self.ensemble.weights * np.asarray(ratio)
        return weighed / weighed.sum() if weighed.sum() > 0 else weighed

    def with_drivers(self, drivers: Mapping[str, float]) -> FloatArray:
        """[draw] how much each draw counts where drivers have other values."""
        return self.weights(weights_today(self.case, drivers))


def solution_of(
    case: Case,
    settings: Settings | None = None,
    *,
    structure: Structure | None = None,
    progress: Progress | None = None,
) -> Solution:
    """Solve every draw of a case.

    Parameters
    ----------
    structure
        The case's structure, if it is known already or is a restricted one.
    progress
        Called with (draws done, draws in all).

    Raises
    ------
    ModelError
        If the case leaves no state, no start or no combination of profiles.
    """
    chosen = settings or Settings()
    shared = structure or structure_of(case)
    draws = ensemble(case, draws=chosen.draws, rng=np.random.default_rng(chosen.seed))
    known: dict[bytes, Solved] = {}
    solved = []
    for number, draw in enumerate(draws.draws):
        solved.append(_solved(shared, draw, chosen, known))
        if progress:
            progress(number + 1, len(draws.draws))
    return Solution(shared, draws, chosen, tuple(solved))


def _solved(structure: Structure, draw: Draw, settings: Settings, known: dict[bytes, Solved]) -> Solved:
    """A draw solved; draws that come to the same preferences are solved once."""
    game = structure.game(draw)
    key = b"".join(want.payoff.tobytes() for want in game.preferences)
    if key not in known:
        play = Play(game, structure.lattice, settings.rule, settings.minimal, settings.agreements)
        known[key] = Solved(draw, play, chain_from(play, structure.start), settings.tempi)
    return replace(known[key], draw=draw) if known[key].draw != draw else known[key]
