"""Full draws a second: 4 parties, 12 options, 12 statements each, every draw another order of them.

A full draw is a conflict solved from end to end: preferences over all states, sequential stability for each party,
the chain of play with its agreements, where it ends, and a question's condition over all draws. The same draws are
then solved one at a time, by compiled code and by the definitions (fewer, as they take long), in the same run.
An answer as `detente ask` gives it solves every draw under three further rules as well, and says how far it moves
with each input; that has a row of its own, in which a draw counts once though it is solved four times. What it takes
to load the code is in no row.

    python benchmarks/ensemble.py [DRAWS]
"""

import os
import sys
from collections.abc import Callable
from functools import partial
from time import perf_counter, process_time
from typing import Any

import numpy as np
from stability import conflict_text

from detente.analysis.answer import Answer
from detente.analysis.beliefs import ensemble
from detente.analysis.questions import answer
from detente.analysis.session import Session
from detente.analysis.solve import Settings, solver_of
from detente.analysis.structure import structure_of
from detente.case import Case
from detente.casefile import bundled, parse_case, read_case
from detente.runners.local import threads

DRAWS, ALONE, BY_DEFINITION, ASKED, OPTIONS = 4_000, 400, 40, 600, 12
QUESTION = '[[question]]\nid = "q"\ntext = "?"\nask = "probability"\nof = "p0.o0 and not p3.o2"\n'


def noisy_case() -> Case:
    """The benchmark's conflict with an uncertain order of wants, so that no two draws are equal."""
    text = conflict_text(OPTIONS).replace("weight = 1\n", "weight = 1\nnoise = 0.5\n")
    return parse_case(text + QUESTION)


def timed(work: Callable[[], Any]) -> tuple[Any, float, float]:
    """What came of it, wall-clock seconds, CPU seconds of this process."""
    wall, cpu = perf_counter(), process_time()
    found = work()
    return found, perf_counter() - wall, process_time() - cpu


def through_the_front(case: Case, draws: int) -> Session:
    """Every draw solved under the rule in force, and how likely the question's condition is over all of them."""
    with threads() as runner:
        session = Session(case, Settings(draws=draws), runner=runner)
        weights = session.solution.weights()
        holds = session.solution.holds(case.questions[0].of)  # type: ignore[arg-type]
        float(weights @ session.solution.masses(holds))
    return session


def answered(case: Case, draws: int) -> Answer:
    """The question's answer, with the other rules of play, the belief range and the sampling error."""
    with threads() as runner:
        return answer(Session(case, Settings(draws=draws), runner=runner), case.questions[0])


def one_at_a_time(case: Case, count: int, *, compiled: bool) -> int:
    """Each draw sent alone through all that a draw needs; how many there were."""
    structure = structure_of(case)
    draws = ensemble(case, draws=count, rng=np.random.default_rng(0)).draws
    solve = solver_of(structure, Settings(), compiled=compiled)
    return len([solve([draw])[0] for draw in draws])


def report(name: str, draws: int, wall: float, cpu: float) -> None:
    print(f"{name:<46}{draws:>7,} draws{wall:>8.2f} s{draws / wall:>10,.0f} /s{draws / cpu:>10,.0f} /s of CPU")


def main() -> None:
    draws = int(sys.argv[1]) if len(sys.argv) > 1 else DRAWS
    case = noisy_case()
    through_the_front(case, 600)  # compiled once, and kept
    one_at_a_time(case, 1, compiled=True)
    print(f"{os.cpu_count()} cores; {len(structure_of(case).states):,} states")
    session, wall, cpu = timed(lambda: through_the_front(case, draws))
    distinct = len({id(each) for each in session.solution.arrays})
    report("all at once, distinct draws alone counted", distinct, wall, cpu)
    for name, count, way in (("one at a time, compiled", ALONE, True), ("by definition", BY_DEFINITION, False)):
        done, alone, busy = timed(partial(one_at_a_time, case, count, compiled=way))
        report(name, done, alone, busy)
        print(f"{'':<46}all at once is {(distinct / wall) / (done / alone):,.1f} times as fast")
    _, wall, cpu = timed(lambda: answered(case, ASKED))
    report("a whole answer, with every rule and range", ASKED, wall, cpu)
    print(f"{'':<46}which is {4 * ASKED / wall:,.0f} conflicts solved a second")
    summit = read_case(bundled("summit-2025"))
    asked, wall, cpu = timed(lambda: [answer(s, q) for s in [Session(summit)] for q in summit.questions[:3]])
    print(f"the bundled summit case: 24 draws and {len(asked)} of its questions in {wall:.2f} s")


if __name__ == "__main__":
    main()
