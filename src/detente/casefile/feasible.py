"""Checks that need to know which states can occur: the status quo, rankings, and whether any state is left."""

from functools import cached_property

import numpy as np

from detente.casefile.complaints import Complaints
from detente.casefile.locate import Key
from detente.casefile.schema import CaseFile
from detente.casefile.structure import all_known, refuse_twins
from detente.conflict.model import Conflict
from detente.conflict.statement import truth
from detente.conflict.states import MOST_OPTIONS, BoolArray, States, enumerate_states
from detente.errors import ModelError, TooLarge

__all__ = ["Feasible", "status_quo"]

STATUS_QUO: Key = ("case", "status_quo")


class Feasible:
    """The states of a conflict, enumerated when first asked for: most cases never need it to be read."""

    def __init__(self, conflict: Conflict) -> None:
        self.conflict = conflict

    @cached_property
    def states(self) -> States | None:
        """All states that can occur; None where there are none, or too many."""
        try:
            return enumerate_states(self.conflict)
        except ModelError:
            return None

    def matching(self, pattern: str, key: Key, complaints: Complaints) -> BoolArray | None:
        """[n] the states of a pattern or label; None where that is complained about or cannot be told."""
        if self.states is None:
            return None
        try:
            found = self.states.matching(pattern)
        except ModelError as error:
            complaints.error(key, error)
            return None
        if not found.any():
            every = "all states of the pattern" if "-" in pattern else "the state"
            complaints.add(key, f'{every} "{pattern}" can occur in no way: an [[impossible]] rule excludes it')
            return None
        return found


def status_quo(file: CaseFile, feasible: Feasible, complaints: Complaints) -> tuple[str, ...]:
    """The options taken at the start, or the label; complaints where they are unknown or cannot be."""
    conflict = feasible.conflict
    start = file.case.status_quo
    if conflict.graph:
        return _label(start, conflict.graph.states, complaints)
    if len(conflict.options) > MOST_OPTIONS:
        _too_large(conflict, complaints)
        return tuple(start)
    refuse_twins("option", start, STATUS_QUO, complaints)
    ids = [option.id for option in conflict.options]
    if all_known("option", start, ids, STATUS_QUO, complaints):
        _can_be(start, feasible, complaints)
    return tuple(start)


def _label(start: list[str], labels: tuple[str, ...], complaints: Complaints) -> tuple[str, ...]:
    if len(start) != 1:
        complaints.add(STATUS_QUO, f"expected one label of [graph] states, got {len(start)}")
    all_known("state", start, labels, STATUS_QUO, complaints)
    return tuple(start)


def _too_large(conflict: Conflict, complaints: Complaints) -> None:
    try:
        enumerate_states(conflict)
    except TooLarge as error:
        complaints.error(("party",), error)


def _can_be(start: list[str], feasible: Feasible, complaints: Complaints) -> None:
    rules = feasible.conflict.impossible
    broken = [rule for rule in rules if truth(rule.when, lambda id: np.asarray(id in start))]
    if not broken:
        return
    if feasible.states is None:
        complaints.add(("impossible",), "these rules leave no state at all; remove or narrow one of them")
        return
    for rule in broken:
        why = f" ({rule.because})" if rule.because else ""
        complaints.add(STATUS_QUO, f'the status quo is impossible: it is excluded by "{rule.when}"{why}')
