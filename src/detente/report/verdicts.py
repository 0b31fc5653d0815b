"""Verdicts as sentences: why a state holds for somebody, or who would leave it for what."""

from collections.abc import Iterable, Iterator
from typing import Any

from detente.conflict.concepts import concept
from detente.conflict.graph import GraphModel
from detente.conflict.step import Path, Step
from detente.conflict.witness import Sanction, Verdict, rule_of
from detente.report.words import begun_and_ended, joined

__all__ = ["verdict_data", "verdict_lines"]

MOST_SANCTIONS = 6  # improvements spelled out; the rest are counted


def _change(game: GraphModel, source: int, target: int) -> str:
    """What is different in the target: options taken up and given up, in their own words."""
    states = game.states
    if states.labels:
        return f"go to state {states.labels[target]}"
    means = {option.id: option.means or option.id for option in game.conflict.options}
    begun, ended = (joined([f"“{means[id]}”" for id in ids]) for ids in states.changes(source, target))
    return begun_and_ended(begun, ended)


def _who(game: GraphModel, members: Iterable[int]) -> str:
    return joined([str(game.conflict.decision_makers[dm]) for dm in members])


def _step(game: GraphModel, step: Step) -> str:
    ways = "together " if len(step.movers) > 1 else ""
    return f"{_who(game, step.movers)} {ways}could {_change(game, step.source, step.target)}"


def _path(game: GraphModel, path: Path) -> str:
    return ", then ".join(_step(game, step) for step in path)


def verdict_lines(game: GraphModel, verdict: Verdict) -> list[str]:
    """Why the state holds for the focal party or coalition, or why not, one sentence a line."""
    return list(_lines(game, verdict))


def _lines(game: GraphModel, verdict: Verdict) -> Iterator[str]:
    who, label = _who(game, verdict.focal), concept(verdict.concept).label
    if verdict.cycles:
        yield f"{who}: looking ahead never settles ({label}); the state is neither stable nor unstable."
    elif verdict.stable:
        yield f"{who}: stable ({label}). {_why_stable(verdict)}"
    else:
        yield f"{who}: would leave ({label})."
    if verdict.unsanctioned and not verdict.coalitions:
        yield f"  {_path(game, verdict.unsanctioned)}{_unanswered(verdict)}."
    for sanction in verdict.sanctions[:MOST_SANCTIONS]:
        yield "  " + _sanction(game, sanction)
    if len(verdict.sanctions) > MOST_SANCTIONS:
        yield f"  … and {len(verdict.sanctions) - MOST_SANCTIONS} more improvements, each answered."
    for each in verdict.expected:
        ahead = f"  Looking {each.horizon} move{'s' * (each.horizon > 1)} ahead it "
        path = f": {_path(game, each.steps)}" if each.steps else ", having no move"
        yield ahead + ("leaves" if each.leaves else "stays") + path + "."
    for inner in verdict.coalitions:
        if len(inner.focal) > 1 or not verdict.stable:
            yield from (f"  {line}" for line in _lines(game, inner))


def _unanswered(verdict: Verdict) -> str:
    """Why an improvement is not deterred, in the sense of the concept; Nash asks about no answer."""
    rule = rule_of(verdict.concept)
    if rule.base.endswith("nash"):
        return ""
    answer = "would answer" if rule.credible else "could answer"
    escape = " for good" if rule.symmetric else ""
    return f", and nothing that others {answer} takes the gain away{escape}"


def _why_stable(verdict: Verdict) -> str:
    if verdict.coalitions:
        return "So is every coalition it is in:"
    if verdict.sanctions:
        return "Each improvement meets an answer that leaves it no better off:"
    return "" if verdict.expected else "There is nothing better to move to."


def _sanction(game: GraphModel, sanction: Sanction) -> str:
    answer = _path(game, sanction.response)
    joint = "; at the same moment " if sanction.at_once else "; then "
    escape = f"; its best way out: {_path(game, sanction.escape)}, no better either" if sanction.escape else ""
    return f"{_path(game, sanction.improvement)}{joint}{answer}{escape}."


def verdict_data(game: GraphModel, verdict: Verdict) -> dict[str, Any]:
    """A verdict as data, with ids in the place of indexes."""

    def ids(members: Iterable[int]) -> list[str]:
        return [game.conflict.decision_makers[dm].id for dm in members]

    def path(steps: Path) -> list[dict[str, Any]]:
        return [
            {
                "movers": ids(step.movers),
                "from": game.states.pattern(step.source),
                "to": game.states.pattern(step.target),
                "joint": step.joint is not None,
            }
            for step in steps
        ]

    return {
        "concept": verdict.concept,
        "party": ids(verdict.focal)[0] if len(verdict.focal) == 1 else ids(verdict.focal),
        "state": game.states.pattern(verdict.state),
        "stable": None if verdict.cycles else verdict.stable,
        "cycles": verdict.cycles,
        "unsanctioned": path(verdict.unsanctioned) or None,
        "sanctions": [
            {
                "improvement": path(each.improvement),
                "response": path(each.response),
                "end": game.states.pattern(each.end),
                "escape": path(each.escape) or None,
                "at_once": each.at_once,
            }
            for each in verdict.sanctions
        ],
        "expected": [
            {"horizon": each.horizon, "leaves": each.leaves, "path": path(each.steps)} for each in verdict.expected
        ],
        "coalitions": [verdict_data(game, inner) for inner in verdict.coalitions],
    }
