"""From a case to the incumbent's ``.gmcr`` file (see `detente.casefile.gmcr` for what stands in one)."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import product
from typing import Any

import numpy as np

from detente.analysis.beliefs import named_or_likeliest
from detente.case.model import Case, Profile
from detente.case.preference import known_preference
from detente.conflict.model import Conflict
from detente.conflict.statement import And, Constant, If, Iff, Name, Not, Or, Statement, Unless
from detente.conflict.states import IntArray, enumerate_states
from detente.errors import CaseError, Problem

__all__ = ["export_gmcr", "normal_form"]

Term = frozenset[tuple[str, bool]]  # options with whether they are taken: all of these hold

DIRECTIONS = {None: "both", "taken": "fwd", "dropped": "back"}
MOST_TERMS = 200  # rows of a condition in normal form; more nobody could read in the other program's tables
MOST_PRODUCTS = 20_000  # pairs of terms looked at on the way there


def export_gmcr(case: Case, profiles: Mapping[str, str] | None = None, *, lossy: bool = False) -> str:
    """The case as the text of a ``.gmcr`` file: its options, what cannot be, and one profile of each party.

    Parameters
    ----------
    profiles
        Party id → profile name; the likeliest profile where none is named.
    lossy
        Whether what such a file cannot hold is left out; otherwise it is refused.

    Raises
    ------
    UnknownName
        For a party or profile that the case does not have.
    CaseError
        For a case in graph form, and, unless `lossy`, for joint moves, states made one, unknown preferences and
        strength of preference.
    """
    conflict = case.conflict
    if conflict.graph:
        raise CaseError("a .gmcr file has options and no listed states: a case in graph form cannot be exported so")
    places = zip(case.parties, named_or_likeliest(case, profiles), strict=True)
    chosen = {party.id: party.profiles[k] if k >= 0 else None for party, k in places}
    lost = [] if lossy else list(_lost(conflict, chosen.values()))
    if lost:
        raise CaseError([Problem(f"a .gmcr file cannot hold {what}; a lossy export leaves it out") for what in lost])
    return json.dumps(_data(case, chosen), indent=1, ensure_ascii=False) + "\n"


def _lost(conflict: Conflict, profiles: Iterable[Profile | None]) -> Iterable[str]:
    if conflict.joints:
        yield f"joint moves ({len(conflict.joints)})"
    if conflict.indistinguishable:
        yield f"states that are one to everybody ({len(conflict.indistinguishable)} rules)"
    for profile in profiles:
        if profile and profile.unknown:
            yield f'unknown preferences (profile "{profile.name}")'
        if profile and (profile.great_after or any(want.great for want in profile.wants)):
            yield f'strength of preference (profile "{profile.name}")'


def _data(case: Case, chosen: Mapping[str, Profile | None]) -> dict[str, Any]:
    conflict = _grouped(case.conflict)
    ids = [option.id for option in conflict.options]
    rows = {id: _rows(profile, ids) for id, profile in chosen.items()}
    manual = any(found is None for found in rows.values())
    order = _new_places(case.conflict, conflict) if manual else None
    return {
        "program": "detente",
        "version": 1,
        "useManualPreferenceVectors": manual,
        "options": [
            {
                "name": option.id.partition(".")[2],
                "permittedDirection": DIRECTIONS[option.irreversible],
                "description": option.means,
            }
            for option in conflict.options
        ],
        "decisionMakers": [
            {
                "name": party.name,
                "options": list(conflict.owned(number)),
                "preferences": rows[party.id] or [],
                **_payoffs(chosen[party.id], case.conflict, order),
            }
            for number, party in enumerate(case.parties)
        ],
        "infeasibles": [row for rule in conflict.impossible for row in _infeasible(rule.when, ids)],
    }


def _grouped(conflict: Conflict) -> Conflict:
    """The conflict with its options in the order of the decision makers that own them, which numbers the states."""
    makers = range(len(conflict.decision_makers))
    order = dict.fromkeys(place for maker in makers for place in conflict.owned(maker))
    return replace(conflict, options=tuple(conflict.options[place] for place in order))


def _new_places(old: Conflict, new: Conflict) -> IntArray:
    """[n] for each state of the new order of options, which state of the old order it is."""
    before, after = enumerate_states(old), enumerate_states(new)
    return np.asarray([before.at(after.options_taken(state)) for state in range(len(after))])


def _payoffs(profile: Profile | None, conflict: Conflict, order: IntArray | None) -> dict[str, Any]:
    if order is None:
        return {}
    states = enumerate_states(conflict)
    payoff = known_preference(profile, states).payoff[order] if profile else np.zeros(len(order), dtype=np.int64)
    best_first = [(np.flatnonzero(payoff == level) + 1).tolist() for level in np.unique(payoff)[::-1]]
    vector = [group if len(group) > 1 else group[0] for group in best_first]
    return {"payoffs": (payoff + 1).tolist(), "preferenceVector": vector}


def _rows(profile: Profile | None, ids: Sequence[str]) -> list[Any] | None:
    """The rows of a profile; None where it has to be written as payoffs."""
    if profile is None:
        return []
    if profile.ranking or profile.weights:
        return None
    terms = [normal_form(want.statement) for want in profile.wants]
    if any(found is None for found in terms):
        return None
    return [_row(found, ids) for found in terms if found and frozenset() not in found]


def _row(terms: Sequence[Term], ids: Sequence[str]) -> Any:
    members = [_condition(term, ids) for term in terms]
    return members[0] if len(members) == 1 else {"compound": True, "members": members}


def _condition(term: Term, ids: Sequence[str]) -> list[list[Any]]:
    return [[ids.index(id), "Y" if taken else "N"] for id, taken in sorted(term, key=lambda pair: ids.index(pair[0]))]


def _infeasible(when: Statement, ids: Sequence[str]) -> list[list[list[Any]]]:
    terms = normal_form(when)
    if terms is None:
        raise CaseError(f'the rule "{when}" needs more than {MOST_TERMS} rows in a .gmcr file; split it')
    return [_condition(term, ids) for term in terms]


def normal_form(statement: Statement) -> list[Term] | None:
    """The statement as an OR of ANDs without what is superfluous; None where that is too long.

    True is one empty term, false is no term.
    """
    terms = _terms(statement, True)
    return None if terms is None else sorted(terms, key=lambda term: (len(term), sorted(term)))


@lru_cache(maxsize=10_000)
def _terms(statement: Statement, holds: bool) -> frozenset[Term] | None:
    """Terms of a statement, or of its denial."""
    match statement:
        case Constant(value):
            return frozenset([frozenset()]) if value == holds else frozenset()
        case Name(id):
            return frozenset([frozenset([(id, holds)])])
        case Not(part):
            return _terms(part, not holds)
        case And(parts):
            return _all([_terms(part, holds) for part in parts]) if holds else _any([_terms(p, holds) for p in parts])
        case Or(parts):
            return _any([_terms(part, holds) for part in parts]) if holds else _all([_terms(p, holds) for p in parts])
        case If(conclusion, condition):
            return _terms(Or((conclusion, Not(condition))), holds)
        case Unless(duty, release):
            return _terms(Or((duty, release)), holds)
        case Iff(left, right):
            both, neither = And((left, right)), And((Not(left), Not(right)))
            return _terms(Or((both, neither)), True) if holds else _terms(Iff(left, Not(right)), True)


def _any(parts: Sequence[frozenset[Term] | None]) -> frozenset[Term] | None:
    if any(part is None for part in parts):
        return None
    return _least(term for part in parts if part for term in part)


def _all(parts: Sequence[frozenset[Term] | None]) -> frozenset[Term] | None:
    found: frozenset[Term] | None = frozenset([frozenset()])
    for part in parts:
        if part is None or found is None or len(found) * len(part) > MOST_PRODUCTS:
            return None
        joined = (one | other for one, other in product(found, part))
        found = _least(term for term in joined if not any((id, not taken) in term for id, taken in term))
    return found


def _least(terms: Iterable[Term]) -> frozenset[Term] | None:
    """Terms without those that say more than another; None where there are too many."""
    kept: list[Term] = []
    for term in sorted(set(terms), key=len):
        if not any(other <= term for other in kept):
            kept.append(term)
            if len(kept) > MOST_TERMS:
                return None
    return frozenset(kept)
