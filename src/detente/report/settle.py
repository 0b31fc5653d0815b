"""The smallest changes under which a condition would hold, in words, tables and data."""

from fractions import Fraction
from typing import Any

from detente.analysis.play import RULES
from detente.analysis.settle import Settlement, Way
from detente.analysis.settle_change import Added, Bound, Change, Guaranteed, Moved, Opened, Removed
from detente.analysis.settle_wish import CHANGES
from detente.case import Case
from detente.case.shock import moved_by
from detente.conflict.states import States
from detente.report.letters import Letters
from detente.report.tables import Cell, Table
from detente.report.words import (
    condition_in_words,
    joined,
    option_in_words,
    percent,
    raised,
    state_in_words,
    step_in_words,
    wants_of_today,
)

__all__ = [
    "change_in_words",
    "path_sentences",
    "settle_data",
    "settle_sentences",
    "settle_table",
    "way_sentences",
]

Data = dict[str, Any]


def settle_sentences(found: Settlement, text: str, case: Case, states: States) -> list[str]:
    """What the smallest changes are, or how far the search came; and whose wants it started from."""
    shaken = any(moved_by(case, party) for party in case.parties)
    return [*_found(found, text, case, states), *([wants_of_today(case)] if shaken else [])]


def _found(found: Settlement, text: str, case: Case, states: States) -> list[str]:
    if found.why:
        return [_impossible(found, text)]
    if found.cost is None:
        assert found.bound is not None  # noqa: S101 - or there would be a reason
        return [f"No change cheaper than {_number(found.bound)} makes {text} hold: {_tries(found)} were not enough."]
    first = found.ways[0]
    if found.cost == 0:
        said = f"{raised(text)} comes to hold as things are, if each party wants what it most likely does."
        return [said, f"Over all profiles it holds in {percent(found.before)}.", *_reservations(found, first)]
    return [
        f"Smallest change, at a cost of {_number(found.cost)}: {_changes(first, case)}. Nothing cheaper would do: "
        "everything cheaper was tried.",
        f"It would come to this: {state_in_words(case, states, first.state)}.",
        f"Over all profiles {text} goes from {percent(found.before)} to {percent(first.after)}.",
        *_reservations(found, first),
    ]


def _reservations(found: Settlement, way: Way) -> list[str]:
    """What a reader might take for granted, and should not."""
    lines = []
    if not way.at_rest:
        lines.append("Nobody would leave that alone, but a coalition would agree to go on from there.")
    failing = [rule.replace("_", " ") for rule in RULES if rule not in way.rules]
    if failing:
        lines.append(f"Under {joined(failing, 'or')} as the rule it would not be enough.")
    if found.found > 1 and found.cost:
        least = "" if found.complete else "at least "
        lines.append(f"Other ways at the same cost: {least}{found.found - 1}.")
    return lines


def _impossible(found: Settlement, text: str) -> str:
    if found.why == "holds nowhere":
        return f"{raised(text)} holds in no state that can occur, whatever is changed."
    if found.why == "out of reach":
        return f"Nothing leads from the status quo to {text}: what it needs cannot be taken, or cannot be undone."
    return f"None of the changes that are allowed makes {text} hold, alone or together: {_tries(found)} were all."


def _tries(found: Settlement) -> str:
    return f"{found.tried:,} tries"


def _changes(way: Way, case: Case) -> str:
    return joined([change_in_words(change, case) for change in way.changes])


def path_sentences(found: Settlement, case: Case, states: States) -> list[str]:
    """How the first way leads from the status quo to its settlement, a step in a line."""
    return [raised(step_in_words(case, states, step)) + "." for way in found.ways[:1] for step in way.path]


def change_in_words(change: Change, case: Case) -> str:
    """A change as somebody would have to bring it about."""
    match change:
        case Moved(party, what, way, beside, places, _, level):
            by = f", {places} places {'higher' if way == 'above' else 'lower'}" if places > 1 else ""
            verb = "ranks" if level else "puts"
            said = f"{_want(case, party, what)} {way} {_want(case, party, beside)}"
            return f"{case.parties[party].name} {verb} {said}{by}"
        case Guaranteed(party, option, rank, above):
            where = f"just above {_want(case, party, above)}" if above else "at the bottom"
            who = case.parties[party].name
            return f"for {who} not to {_means(case, option)} becomes a want of its own, in place {rank}, {where}"
        case Bound(option, "taken"):
            return f"{_owner(case, option)} can no longer give up {_means(case, option)} once it is taken up"
        case Bound(option):
            return f"{_owner(case, option)} can no longer return to {_means(case, option)} once it is given up"
        case Opened(options):
            return f"{joined([f'{_owner(case, k)} ({_means(case, k)})' for k in options])} can sign in one step"
        case Removed(option):
            return f"{_owner(case, option)} gives {_means(case, option)} out of its hands"
        case Added(option):
            return f"{_owner(case, option)} comes to have {_means(case, option)}"


def _want(case: Case, party: int, text: str) -> str:
    return condition_in_words(case, text, focal=case.parties[party].id)


def _means(case: Case, option: int) -> str:
    return f"“{option_in_words(case, case.conflict.options[option].id)}”"


def _owner(case: Case, option: int) -> str:
    names = {party.id: party.name for party in case.parties}
    return joined([names[owner] for owner in case.conflict.options[option].owners])


def way_sentences(found: Settlement, case: Case) -> list[str]:
    """Each way of that cost in a line, with what comes of it."""
    return [f"{raised(_changes(way, case))}: to {percent(way.after)}." for way in found.ways if way.changes]


def settle_table(found: Settlement, case: Case, letters: Letters) -> Table:
    """The ways of that cost, the one that helps most first."""
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (raised(_changes(way, case)), letters.of(way.state), found.before, way.after)
        for way in found.ways
        if way.changes
    )
    cost = "" if found.cost is None else f" at a cost of {_number(found.cost)}"
    head = ("Change", "Comes to", "Before", "After")
    return Table(f"The smallest changes{cost}", head, rows, letters=frozenset({1}))


def settle_data(found: Settlement, case: Case, states: States) -> Data:
    """The smallest changes as data; the first way stands by itself, the others under `alternatives`."""
    ways = [_way_data(way, case, states) for way in found.ways]
    first = ways[0] if ways else {"changes": [], "state": None, "path": [], "at_rest": None}
    return {
        "concept": found.rule,
        "profiles": {party.id: name for party, name in zip(case.parties, found.profiles, strict=True) if name},
        "possible": not found.why,
        "why": found.why or None,
        "cost": _number(found.cost),
        "proved": found.proved,
        "lower_bound": _number(found.bound),
        **{key: value for key, value in first.items() if key != "after"},
        "alternatives": ways[1:],
        "found": found.found,
        "complete": found.complete,
        "probability": {"before": found.before, "after": first.get("after")},
        "tried": found.tried,
        "budget": found.wish.budget,
        "allow": [kind for kind in CHANGES if kind in found.wish.allow],
        "costs": {key: _number(price) for key, price in found.wish.cost.items()},
    }


def _way_data(way: Way, case: Case, states: States) -> Data:
    return {
        "changes": [_change_data(change, case) | {"words": change_in_words(change, case)} for change in way.changes],
        "state": {"id": states.pattern(way.state), "options": list(states.options_taken(way.state))},
        "path": [
            {
                "kind": step.kind,
                "movers": [case.parties[mover].id for mover in step.movers],
                "from": states.pattern(step.source),
                "to": states.pattern(step.target),
            }
            for step in way.path
        ],
        "at_rest": way.at_rest,
        "after": way.after,
        "holds_under": list(way.rules),
    }


def _change_data(change: Change, case: Case) -> Data:
    cost = _number(change.cost)
    match change:
        case Moved(party, what, way, beside, places):
            moved = {"kind": "order", "party": case.parties[party].id, "what": what, "way": way, "beside": beside}
            return {**moved, "swaps": places, "cost": cost}
        case Guaranteed(party, option, rank, above):
            id = case.conflict.options[option].id
            entered = {"kind": "guarantee", "party": case.parties[party].id, "option": id, "statement": f"not {id}"}
            return {**entered, "rank": rank, "above": above or None, "cost": cost}
        case Bound(option, once):
            return {"kind": "irreversible", "option": case.conflict.options[option].id, "once": once, "cost": cost}
        case Opened(options):
            return {"kind": "joint", "options": [case.conflict.options[k].id for k in options], "cost": cost}
        case Removed(option):
            return {"kind": "remove", "option": case.conflict.options[option].id, "cost": cost}
        case Added(option):
            return {"kind": "add", "option": case.conflict.options[option].id, "cost": cost}


def _number(value: Fraction | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value.denominator == 1 else float(value)
