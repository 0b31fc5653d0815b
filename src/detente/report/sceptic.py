"""For the sceptic: the equilibria of the likeliest draw, how they are reached and why they hold; and all draws."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from detente.analysis.outcome import Outcome
from detente.analysis.play import RULES
from detente.analysis.session import Session
from detente.analysis.solve import Solved
from detente.conflict import concept, stable
from detente.conflict.paths import Route, Way, status_quo_analysis
from detente.conflict.states import BoolArray
from detente.conflict.witness import verdict
from detente.errors import TooLarge
from detente.report.letters import Letters
from detente.report.tables import Cell, Table
from detente.report.verdicts import verdict_lines
from detente.report.words import joined, once_moved, party_names, percent

__all__ = ["Sceptic", "likeliest", "sceptic_of", "stays_table", "why_of"]

MOST_STATES = 20_000  # beyond, other rules and ways of reaching equilibria take longer than the answers
MOST_ROUTES = 12  # equilibria of which it is told how they are reached
MOST_WHY = 8  # equilibria whose verdicts are spelled out
MOST_DRAWS = 40
MOST_LISTED = 200  # equilibria that are listed at all

NEEDS = {
    "improvements": "improvements alone",
    "agreement": "an agreement",
    "moves": "a step against somebody's interest",
    "unreachable": "no moves lead there",
}


@dataclass(frozen=True, slots=True)
class Sceptic:
    """The appendix.

    Parameters
    ----------
    profiles
        The likeliest draw in words, and how likely it is.
    routes
        How its equilibria are reached from the status quo.
    equilibria
        Which of them are equilibria under which rule.
    others
        How many equilibria are not listed.
    why
        For some equilibria, their letter or pattern, what they are, and the verdict of each party with its witness.
    draws
        Every combination of what the parties may want, and where each ends.
    """

    profiles: str
    weight: float
    routes: Table | None
    equilibria: Table
    others: int
    why: tuple[tuple[str, str, list[list[str]]], ...]
    draws: Table


def sceptic_of(session: Session, letters: Letters, told: Collection[int]) -> Sceptic:
    """The appendix of a session, in letters that the page has given already.

    Parameters
    ----------
    told
        States whose verdicts the page has told before.
    """
    solved, weight = likeliest(session)
    held = _held(solved, session.settings.rule)
    ordered = _ordered(held, session.settings.rule, letters)
    untold = [state for state in ordered if state not in told][:MOST_WHY]
    return Sceptic(
        _profiles(solved, session),
        weight,
        _routes(session, solved, ordered[:MOST_ROUTES], letters),
        _equilibria(ordered[:MOST_LISTED], held, letters),
        max(0, len(ordered) - MOST_LISTED),
        tuple((letters.known(s), letters.words(s), why_of(session, solved, s)) for s in untold),
        _draws(session, letters),
    )


def _held(solved: Solved, rule: str) -> dict[str, BoolArray]:
    """[n] for each rule the equilibria of one draw; in a large conflict for the rule in force alone."""
    game = solved.play.game
    if len(game) > MOST_STATES:
        return {rule: np.asarray(solved.stable.all(axis=0))}
    return {each: np.asarray(stable(game, each).all(axis=0)) for each in RULES}


def likeliest(session: Session) -> tuple[Solved, float]:
    """The likeliest draw, once all shocks to drivers have come, and its weight."""
    solution = session.later.solution
    weights = solution.weights()
    first = int(np.argmax(weights))
    return solution.solved[first], float(weights[first])


def _profiles(solved: Solved, session: Session) -> str:
    named = [
        f"{party.name} “{party.profiles[k].name}”"
        for party, k in zip(session.case.parties, solved.draw.profiles, strict=True)
        if k >= 0 and len(party.profiles) > 1
    ]
    when = f", {once_moved(session.case)}" if session.structure.later else ""
    return (joined(named) or "every party as it is written") + when


def _ordered(held: Mapping[str, BoolArray], rule: str, letters: Letters) -> list[int]:
    """The equilibria under the rule in force: those the page speaks of first, then those that more rules hold."""
    known = list(letters.given)
    rank = {state: number for number, state in enumerate(known)}
    found = [int(s) for s in np.flatnonzero(held[rule])]
    return sorted(found, key=lambda s: (rank.get(s, len(rank)), -sum(bool(h[s]) for h in held.values()), s))


def why_of(session: Session, solved: Solved, state: int) -> list[list[str]]:
    """For each party the verdict on a state with its witness, in sentences; once for those with nothing better."""
    game = solved.play.game
    verdicts = [verdict(game, dm, state, session.settings.rule) for dm in game.dms]
    content = [each.focal[0] for each in verdicts if each.stable and not each.sanctions]
    told = [verdict_lines(game, each) for each in verdicts if each.focal[0] not in content]
    label = concept(session.settings.rule).label
    nothing = f"{party_names(session.case, content)}: stable ({label}). There is nothing better to move to."
    return [*told, [nothing]] if content else told


def stays_table(session: Session, states: Sequence[int], letters: Letters) -> Table:
    """How often each party would stay in a state, over all draws, under the rule in force."""
    solution = session.later.solution
    weights = solution.weights()
    rows = []
    for state in states:
        stays = np.asarray([each.stable[:, state] for each in solution.arrays])  # [draw, DM]
        shares: tuple[Cell, ...] = tuple(float(share) for share in weights @ stays)
        rows.append((letters.of(state), *shares, float(weights @ stays.all(axis=1))))
    head = ("State", *(party.name for party in session.case.parties), "All")
    return Table("How likely each party is to stay", head, tuple(rows), letters=frozenset({0}))


def _routes(session: Session, solved: Solved, states: Sequence[int], letters: Letters) -> Table | None:
    """How each equilibrium can be reached from the status quo in one draw; not told of a large conflict."""
    if len(solved.play.game) > MOST_STATES:
        return None
    try:
        routes = status_quo_analysis(solved.play.game, session.structure.start, states)
    except TooLarge:
        return None
    rows = tuple(
        (
            letters.known(route.target),
            _need(route),
            _way(route.ways[0], session, letters) if route.ways else "–",
            _plainly(route, session),
        )
        for route in routes
        if route.target != route.start
    )
    head = ("State", "It takes", "Shortest such way", "By moves of any kind")
    return Table("How each equilibrium can be reached from the status quo", head, rows, letters=frozenset({0}))


def _need(route: Route) -> str:
    return NEEDS[route.needs] + (", with a joint move" if route.joint else "")


def _way(way: Way, session: Session, letters: Letters) -> str:
    """A sequence as who goes where."""
    steps = [f"{party_names(session.case, step.movers)} to {letters.known(step.target)}" for step in way.steps]
    against = ""
    if way.against is not None:
        mover = party_names(session.case, way.steps[way.against].movers)
        against = f" (step {way.against + 1} is no improvement for {mover})"
    return ", then ".join(steps) + against


def _plainly(route: Route, session: Session) -> str:
    """How many moves it takes, whether anybody gains by them or not."""
    if not route.moves:
        return "–"
    first = route.moves[0]
    count = f"{len(first.steps)} step{'s' * (len(first.steps) != 1)}"
    if first.against is None:
        return count
    mover = party_names(session.case, first.steps[first.against].movers)
    return f"{count}; step {first.against + 1} is no improvement for {mover}"


def _equilibria(states: Sequence[int], held: Mapping[str, BoolArray], letters: Letters) -> Table:
    rows = tuple(
        (
            letters.known(state),
            ", ".join(letters.events(state)) or "–",
            *("●" if holds[state] else "–" for holds in held.values()),
        )
        for state in states
    )
    head = ("State", "Events", *(concept(rule).label for rule in held))
    return Table("Equilibria, and under which rules they hold", head, rows, letters=frozenset({0}))


def _draws(session: Session, letters: Letters) -> Table:
    """Every combination of profiles with its weight and where it ends, the likeliest first."""
    solution, case = session.solution, session.solution.case
    weights = solution.weights()
    several = [number for number, party in enumerate(case.parties) if len(party.profiles) > 1]
    order = np.argsort(-weights, kind="stable")[:MOST_DRAWS]
    rows: list[tuple[Cell, ...]] = []
    for number in map(int, order):
        solved = solution.solved[number]
        names = [case.parties[k].profiles[solved.draw.profiles[k]].name for k in several]
        rows.append((float(weights[number]), *names, _ends(solved, letters)))
    head = ("Weight", *(case.parties[k].name for k in several), "Ends in")
    more = len(weights) - len(rows)
    caption = "What the parties may want, together, and where that ends"
    return Table(caption + (f"; {more:,} less likely ones are left out" if more else ""), head, tuple(rows))


def _ends(solved: Solved, letters: Letters) -> str:
    """Where a draw ends in the long run, the likeliest ends first."""
    ends: Any = solved.ends
    ranked = sorted(zip(ends.classes, ends.chances, strict=True), key=lambda pair: -pair[1])[:3]
    return ", ".join(
        f"{letters.known(int(states[0]))}{' (no rest)' if len(states) > 1 else ''} {percent(float(chance))}"
        for states, chance in ranked
    )


def explained(outcome: Outcome, start: int, most: int) -> list[int]:
    """The states whose stability the page tells of: the status quo and the likeliest ends."""
    return list(dict.fromkeys([start, *(end.states[0] for end in outcome.ends[:most])]))
