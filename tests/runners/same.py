"""Cases to be solved in several places, and what it means that the answers are the same."""

import numpy as np

from analysis.small import case_of, text_of
from detente.analysis.solve import Progress, Runner, Settings, Solution, solution_of
from detente.case import Case
from detente.casefile import parse_case

PARTS = ("states", "first", "target", "movers", "share", "calm")
UNKNOWN = '["YNNNN", "NYNNN"], ["--YYN", "--NNY"]'


def swift_case() -> Case:
    """A case that compiled code solves."""
    return case_of(4, wants=8, noise=0.5)


def unknown_case() -> Case:
    """The same, and nobody knows of some states which of them are preferred."""
    return case_of(4, wants=8, noise=0.5, unknown=UNKNOWN)


def plain_case() -> Case:
    """A case that the definitions must solve: an option in the hands of two parties."""
    before, after = text_of(4, wants=8, noise=0.5).split('[party.c.option]\nx = "x"')
    return parse_case(before + '[party.c.option]\nx = { means = "x", shared_with = ["a"] }' + after)


def solved(case: Case, draws: int, runner: Runner | None = None, progress: Progress | None = None) -> Solution:
    """The case solved by a runner, or here."""
    return solution_of(case, Settings(draws=draws, seed=3), runner=runner, progress=progress)


def assert_same(one: Solution, other: Solution) -> None:
    """All that was worked out is equal to the last bit."""
    assert one.ensemble.draws == other.ensemble.draws
    assert len(one.arrays) == len(other.arrays)
    for mine, yours in zip(one.arrays, other.arrays, strict=True):
        for part in PARTS:
            assert np.array_equal(getattr(mine, part), getattr(yours, part)), part
            assert getattr(mine, part).dtype == getattr(yours, part).dtype, part
    holds = one.states.taken("a.x")
    for days in (None, 90.0):
        assert one.masses(holds, days).tobytes() == other.masses(holds, days).tobytes()
