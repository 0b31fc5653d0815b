"""Checking a verdict by its witness, from the definitions and from nothing that helped to find it.

A verdict holds if every step it shows is a real one of its mover, in a legal sequence, improving where the concept
asks for it; if its sanctions are sanctions and answer every improvement there is; and if the improvement it calls
unsanctioned is one that no response at all answers. Everything is looked up state by state, in sets; that is slow and
plain, for conflicts of a few thousand states.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, pairwise, product

import numpy as np

from detente.conflict.expectation import MOST_MOVES_TOLD, Expectation
from detente.conflict.graph import GraphModel, Mover
from detente.conflict.step import Path, Step
from detente.conflict.witness import Rule, Sanction, Verdict, rule_of

__all__ = ["confirms"]

Steps = Callable[[int], Iterable[tuple[Hashable, int]]]  # who could step from a state, and to where


def confirms(game: GraphModel, verdict: Verdict) -> bool:
    """Whether the witness shows what the verdict says."""
    rule = rule_of(verdict.concept)
    if verdict.coalitions:
        return _confirms_universal(game, verdict)
    if rule.kind == "foresight":
        return _confirms_expectations(game, verdict, rule)
    if rule.base == "simultaneous_classic":
        return _confirms_classic(game, verdict)
    question = _Question(game, verdict, rule, game.others(verdict.focal), strong=rule.grade == "strong")
    if rule.grade == "weak":
        return _confirms_weak(question)
    return question.answered() if verdict.stable else question.unanswered()


def _confirms_universal(game: GraphModel, verdict: Verdict) -> bool:
    """All the coalitions that a decision maker is in stay, or the one shown leaves."""
    (focal,) = verdict.focal
    shown = {each.focal for each in verdict.coalitions}
    every = {members for members in game.coalitions() if focal in members}
    enough = shown == every if verdict.stable else shown <= every
    alike = all(
        replace(each, focal=verdict.focal, sanctions=verdict.sanctions, coalitions=verdict.coalitions) == verdict
        for each in verdict.coalitions
    )
    return enough and alike and all(confirms(game, each) for each in verdict.coalitions)


def _confirms_classic(game: GraphModel, verdict: Verdict) -> bool:
    """Stable by answers that would be given, or else at the same moment by those who would not stay either."""
    (focal,) = verdict.focal

    def sequential(dm: int) -> _Question:
        return _Question(game, replace(verdict, focal=(dm,)), rule_of("sequential"), game.others(dm))

    if sequential(focal).holds():
        return verdict.stable and sequential(focal).answered()
    leaving = tuple(dm for dm in game.others(focal) if not sequential(dm).holds())
    question = _Question(game, verdict, rule_of("simultaneous"), leaving)
    return question.answered() if verdict.stable else question.unanswered()


def _confirms_weak(general: "_Question") -> bool:
    """Stable in general and not strongly."""
    strong = replace(general, strong=True)
    if general.verdict.stable:
        return general.answered() and strong.unanswered()
    return general.unanswered() if general.verdict.unsanctioned else strong.answered()


def _reached(start: int, steps: Steps) -> set[int]:
    """Where legal sequences lead: nobody steps twice running, the start left out."""
    found: set[tuple[int, Hashable]] = set()
    waiting: list[tuple[int, Hashable]] = [(start, None)]
    while waiting:
        state, last = waiting.pop()
        new = {(target, who) for who, target in steps(state) if who != last} - found
        found |= new
        waiting.extend(new)
    return {state for state, _ in found} - {start}


def _is_legal(path: Path, start: int) -> bool:
    """The steps follow on one another from the start, and nobody steps twice running."""
    places = (start, *(step.target for step in path))
    follows = all(step.source == place for step, place in zip(path, places, strict=False))
    return follows and all((a.movers, a.joint) != (b.movers, b.joint) for a, b in pairwise(path))


@dataclass(frozen=True, slots=True)
class _Question:
    """Whether a state is stable for a side, answered state by state.

    others: those who may answer. strong: only great losses count.
    """

    game: GraphModel
    verdict: Verdict
    rule: Rule
    others: tuple[int, ...]
    strong: bool = False

    def answered(self) -> bool:
        """The verdict shows a sanction for each improvement, and it is one."""
        shown = sorted(each.improvement[-1].target for each in self.verdict.sanctions if each.improvement)
        return shown == sorted(self.improvements()) and all(map(self._is_right, self.verdict.sanctions))

    def unanswered(self) -> bool:
        """The verdict shows an improvement, and nothing sanctions it."""
        path = self.verdict.unsanctioned
        if not path or not self._is_own(path, self.verdict.state):
            return False
        target = path[-1].target
        return target in self.improvements() and not any(map(self.is_sanction, self.responses(target)))

    def holds(self) -> bool:
        """By the definition: every improvement meets a sanction."""
        return all(any(map(self.is_sanction, self.responses(target))) for target in self.improvements())

    def improvements(self) -> set[int]:
        """Where the side is tempted to go."""
        chances = self.rule.extension in "ac"
        return {t for t in self.own(self.verdict.state) if self._gains(self.verdict.state, t, chances=chances)}

    def own(self, state: int) -> set[int]:
        """R_i, or R_H of a coalition: where the side can go."""
        return _reached(state, self._moves(self.verdict.focal))

    def responses(self, target: int) -> set[int]:
        """Where the others can take the conflict after an improvement."""
        if self.rule.base.endswith("nash"):
            return set()
        if self.rule.kind == "simultaneous":
            return self._at_once(target)
        if self.rule.base == "coalition_sequential_class":
            return _reached(target, self._class_moves)
        return _reached(target, self._moves(self.others, credible=self.rule.credible))

    def is_sanction(self, end: int) -> bool:
        """The side would regret being there, and cannot get away where the concept asks."""
        if end == self.verdict.state and not self.verdict.returning:
            return False
        return self._is_feared(end) and (not self.rule.symmetric or all(map(self._is_feared, self.own(end))))

    def _is_feared(self, end: int) -> bool:
        state, focal = self.verdict.state, self.verdict.focal
        if self.strong:
            tier = self.game.preferences[focal[0]].tier
            return (
                tier is not None
                and bool(tier[state] > tier[end])
                and not _is_unknown(self.game, focal[0], state, end)
            )
        return not self._gains(state, end, chances=self.rule.extension in "ab")

    def _gains(self, source: int, target: int, *, chances: bool) -> bool:
        """The whole side prefers the target, or may prefer it if it takes chances."""
        return all(
            self.game.prefers(dm, source, target) or (chances and _is_unknown(self.game, dm, source, target))
            for dm in self.verdict.focal
        )

    def _moves(self, members: Sequence[int], *, credible: bool = False) -> Steps:
        def steps(state: int) -> Iterator[tuple[Hashable, int]]:
            for mover in self.game.movers(members):
                for target in map(int, self.game.reachable(mover, state)):
                    if not credible or _is_credible(self.game, mover, state, target):
                        yield mover, target

        return steps

    def _class_moves(self, state: int) -> Iterator[tuple[Hashable, int]]:
        """Coalition improvements of parts of the others."""
        for size in range(1, len(self.others) + 1):
            for part in combinations(self.others, size):
                for target in _reached(state, self._moves(part)):
                    if all(self.game.prefers(dm, state, target) for dm in part):
                        yield part, target

    def _at_once(self, target: int) -> set[int]:
        """What the others' improvements from the state, none or one each, add up to with the improvement."""
        state, steps = self.verdict.state, self._moves(self.others, credible=True)
        choices = [[state, *(to for who, to in steps(state) if who == Mover((dm,)))] for dm in self.others]
        ends = (self._combined(target, chosen) for chosen in product(*choices))
        return {end for end in ends if end is not None}

    def _combined(self, target: int, chosen: Iterable[int]) -> int | None:
        """The state in which everything is changed that somebody changes, if it can occur."""
        codes, start = self.game.states.codes, self.verdict.state
        changes = int(codes[target] ^ codes[start])
        for choice in chosen:
            changes |= int(codes[choice] ^ codes[start])
        places = np.flatnonzero(codes == codes[start] ^ changes)
        return int(places[0]) if len(places) else None

    def _is_right(self, sanction: Sanction) -> bool:
        """Every step that a sanction shows is what it is said to be."""
        if not self._is_own(sanction.improvement, self.verdict.state) or not self.is_sanction(sanction.end):
            return False
        target, response = sanction.improvement[-1].target, sanction.response
        if sanction.at_once:
            sources = {step.source for step in response} <= {self.verdict.state}
            distinct = len({step.movers for step in response}) == len(response)
            led = self._combined(target, [step.target for step in response]) == sanction.end
            legal = sources and distinct and self.rule.kind == "simultaneous"
        else:
            legal = _is_legal(response, target) and self.rule.kind != "simultaneous"
            led = bool(response) and response[-1].target == sanction.end != target
        return legal and led and all(map(self._is_response, response)) and self._is_best_tried(sanction)

    def _is_response(self, step: Step) -> bool:
        """The step is a real one of somebody who may answer, and credible where the concept asks."""
        if self.rule.base == "coalition_sequential_class":
            return (step.movers, step.target) in self._class_moves(step.source) and self._is_told(step)
        credible = self.rule.credible or self.rule.kind == "simultaneous"
        steps = self._moves(self.others, credible=credible)
        return (Mover(step.movers, step.joint), step.target) in steps(step.source)

    def _is_told(self, step: Step) -> bool:
        """A coalition's step is the sum of moves of its members in turn."""
        told = step.through or (step,)
        moves = self._moves(step.movers)
        real = all((Mover(each.movers, each.joint), each.target) in moves(each.source) for each in told)
        return real and _is_legal(told, step.source) and told[-1].target == step.target

    def _is_own(self, path: Path, start: int) -> bool:
        """A legal sequence of the side's own moves."""
        moves = self._moves(self.verdict.focal)
        real = all((Mover(step.movers, step.joint), step.target) in moves(step.source) for step in path)
        return bool(path) and real and _is_legal(path, start)

    def _is_best_tried(self, sanction: Sanction) -> bool:
        """The escape shown is one; there is none only where there is none, or nobody asks."""
        if not sanction.escape:
            return not self.rule.symmetric or not self.own(sanction.end)
        return self._is_own(sanction.escape, sanction.end)


def _is_unknown(game: GraphModel, focal: int, state: int, target: int) -> bool:
    unknown = game.preferences[focal].unknown
    return unknown is not None and bool(unknown[state, target])


def _is_credible(game: GraphModel, mover: Mover, state: int, target: int) -> bool:
    return all(game.prefers(dm, state, target) or _is_unknown(game, dm, state, target) for dm in mover.members)


Ends = dict[tuple[int, int], int]  # (DM to move, state) → where the conflict ends
At = Callable[[int], Ends]  # at a horizon


def _confirms_expectations(game: GraphModel, verdict: Verdict, rule: Rule) -> bool:
    """The expectations are those of the definition, at the horizon asked about or at all that come back for ever."""
    (focal,), state = verdict.focal, verdict.state
    if rule.base == "non_myopic":
        at, lasting = _anticipated(game)
    else:
        horizon = int(rule.base.rpartition("_")[2])
        at, lasting = _anticipated(game, most=horizon)[0], range(horizon, horizon + 1)
    leaving = {at(horizon)[focal, state] != state for horizon in lasting}
    said = (verdict.stable, verdict.cycles) == (leaving == {False}, len(leaving) == 2)
    shown = {each.leaves for each in verdict.expected} == leaving
    return (
        said
        and shown
        and all(each.horizon in lasting and _is_expected(game, focal, state, each, at) for each in verdict.expected)
    )


def _anticipated(game: GraphModel, *, most: int | None = None) -> tuple[At, range]:
    """G_h at any horizon, and horizons of a move or more that stand for all that come back for ever."""
    history: list[Ends] = [{(dm, state): state for dm in game.dms for state in range(len(game))}]
    while (later := _longer(game, history[-1])) not in history and (most is None or len(history) <= most):
        history.append(later)
    first = history.index(later) if later in history else 0
    period = len(history) - first

    def at(horizon: int) -> Ends:
        return history[horizon if horizon < len(history) else first + (horizon - first) % period]

    return at, range(max(first, 1), max(first, 1) + period)


def _longer(game: GraphModel, before: Ends) -> Ends:
    """G_h from G_{h−1}."""
    after = {}
    for dm, state in before:
        ends = [before[1 - dm, int(target)] for target in game.reachable(dm, state)]
        best = max(ends, key=lambda end: game.preferences[dm].payoff[end], default=state)
        after[dm, state] = best if game.prefers(dm, state, best) else state
    return after


def _is_expected(game: GraphModel, focal: int, state: int, shown: Expectation, at: At) -> bool:
    """The first move is the best, and each that follows keeps to the end that was expected, until it is reached."""
    ends = {int(target): at(shown.horizon - 1)[1 - focal, int(target)] for target in game.reachable(focal, state)}
    if shown.leaves != (at(shown.horizon)[focal, state] != state) or len(shown.steps) > shown.horizon:
        return False
    if not shown.steps:
        return not ends and shown.end == state
    mover, here, best = focal, state, ends.get(shown.steps[0].target)
    if best != shown.end or any(game.prefers(focal, best, end) for end in ends.values()):
        return False
    for left, step in zip(range(shown.horizon - 1, -1, -1), shown.steps, strict=False):
        real = (step.movers, step.source) == ((mover,), here) and step.target in game.reachable(mover, here)
        on = here != best or left == shown.horizon - 1
        if not real or not on or at(left)[1 - mover, step.target] != best:
            return False
        mover, here = 1 - mover, step.target
    return here == best or len(shown.steps) == MOST_MOVES_TOLD
