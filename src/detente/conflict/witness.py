"""What shows that a state is stable or not: verdicts with witnesses that a sceptic can check by hand.

A state is *unstable* because of one improvement that nobody sanctions, and *stable* because each improvement meets a
sanction: the steps that lead to it, where it leaves the mover, and, where the concept asks about escapes, the best
one tried. Who looks ahead leaves or stays because of what it expects. A witness is found by walking from the state in
question, the shortest sanction first, ties by lowest state index; no relation n × n is built, so that a verdict on
one of a million states is a matter of the steps near it. `detente.conflict.confirm.confirms` checks a verdict against
the definitions.

Notation as in `detente.conflict.stability`: s the state, t an improvement, x a response, y an escape.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import cast

import numpy as np

from detente.conflict import concepts
from detente.conflict.expectation import Expectation, expectation, lasting_expectations
from detente.conflict.graph import GraphModel
from detente.conflict.stability import Extension, Grade
from detente.conflict.states import BoolArray, IntArray
from detente.conflict.step import Path, Step, Walker, everybody_prefers, may_prefer, prefer, walkers
from detente.conflict.walk import coalition_in_turn, walk_from
from detente.errors import ModelError

__all__ = ["Rule", "Sanction", "Verdict", "rule_of", "verdict"]


@dataclass(frozen=True, slots=True)
class Sanction:
    """How an improvement is answered.

    Parameters
    ----------
    improvement
        From s to t: one step, or the moves of a coalition in turn.
    response
        The others' steps from t to x, a legal sequence. Where they act at the same moment, their steps from s.
    end
        The state x in which it leaves the focal mover.
    escape
        The best the focal mover could still do from x, where the concept asks about it and there is anything.
    at_once
        The response is made at the moment of the improvement, and `end` is what all the changes add up to.
    """

    improvement: Path
    response: Path
    end: int
    escape: Path = ()
    at_once: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a state is stable for a decision maker (DM) or a coalition, and what shows it.

    Parameters
    ----------
    concept
        The name of the concept.
    focal
        The DM, or the coalition, as indexes.
    state
        The state in question.
    stable
        The verdict.
    sanctions
        One for each improvement, where the verdict rests on sanctions; for a DM the most tempting improvement first.
        None where there is no improvement.
    unsanctioned
        The improvement that nobody sanctions: one step, or a coalition's moves in turn. Of a *weak* concept: the
        improvement that no strong sanction meets, beside the general sanctions that do meet it.
    cycles
        Looking ahead without horizon never settles; then the state is neither stable nor unstable.
    expected
        What the DM expects, looking ahead: at the horizon of the concept; without horizon, one expectation of each
        kind that comes back for ever.
    coalitions
        Where a DM is asked about a coalition concept: the verdicts of the coalitions it is in, or the one of them
        that would leave.
    returning
        Whether coming back to the state counted as a sanction.
    """

    concept: str
    focal: tuple[int, ...]
    state: int
    stable: bool
    sanctions: tuple[Sanction, ...] = ()
    unsanctioned: Path = ()
    cycles: bool = False
    expected: tuple[Expectation, ...] = ()
    coalitions: tuple["Verdict", ...] = ()
    returning: bool = True


@dataclass(frozen=True, slots=True)
class Rule:
    """What the name of a concept says.

    Parameters
    ----------
    name, kind
        The concept's own name, and its family.
    base
        The concept without extension and grade.
    extension, grade
        As in `detente.conflict.stability`.
    """

    name: str
    kind: concepts.Kind
    base: str
    extension: Extension = "d"
    grade: Grade = "general"

    @property
    def symmetric(self) -> bool:
        """Whether a sanction must be one from which there is no escape."""
        return "symmetric" in self.base

    @property
    def credible(self) -> bool:
        """Whether those who respond must improve by each step."""
        return self.base.endswith("sequential")


def rule_of(name: str) -> Rule:
    """What a concept's name or alias says.

    Raises
    ------
    UnknownName
        For a name that is no concept.
    """
    known = concepts.concept(name)
    if known.kind == "unknown":
        base, _, letter = known.name.rpartition("_")
        return Rule(known.name, known.kind, base, extension=cast("Extension", letter))
    if known.kind == "strength":
        grade, _, base = known.name.partition("_")
        return Rule(known.name, known.kind, base, grade=cast("Grade", grade))
    return Rule(known.name, known.kind, known.name)


def verdict(
    game: GraphModel, focal: int | Sequence[int], state: int, concept: str, *, returning: bool = True
) -> Verdict:
    """Whether a state is stable, with the witness.

    Parameters
    ----------
    focal
        A DM; for coalition concepts also a coalition. A DM's verdict on a coalition concept is that of all
        coalitions it is in, as in `detente.conflict.coalition`.
    concept
        A name or alias of `detente.conflict.concepts`.
    returning
        Whether coming back to the state counts as a sanction.

    Raises
    ------
    UnknownName
        For a name that is no concept.
    ModelError
        If several DMs are asked about a concept of one, or the game lacks what the concept needs.
    """
    rule = rule_of(concept)
    if rule.kind == "coalition":
        return _coalitional(game, focal, state, rule, returning)
    if not isinstance(focal, int):
        raise ModelError(f"{rule.name} is asked of one party; a coalition is asked about coalition_nash and its like")
    if rule.kind == "simultaneous":
        return _simultaneous(game, focal, state, rule)
    if rule.kind == "foresight":
        return _foresighted(game, focal, state, rule)
    return _individual(game, focal, state, rule, returning)


def _foresighted(game: GraphModel, focal: int, state: int, rule: Rule) -> Verdict:
    if rule.base == "non_myopic":
        expected = lasting_expectations(game, focal, state)
    else:
        expected = (expectation(game, focal, state, int(rule.base.rpartition("_")[2])),)
    stable = not any(each.leaves for each in expected)
    return Verdict(rule.name, (focal,), state, stable, cycles=len(expected) > 1, expected=expected)


@dataclass(frozen=True, slots=True, eq=False)
class _Side:
    """The focal side of a question, and those who could answer it.

    own: its moves, R_i or R_H. tempted, fears: of states t and x, whether the side would like to go there, and would
    regret having left s if it found itself there. answering: who responds, and by which steps.
    """

    game: GraphModel
    members: tuple[int, ...]
    state: int
    own: Walker
    tempted: Callable[[IntArray], BoolArray]
    fears: Callable[[IntArray], BoolArray]
    answering: tuple[Walker, ...]
    symmetric: bool
    returning: bool

    def temptations(self) -> IntArray:
        """The improvements; for a DM the best first."""
        targets = self.own.targets(self.state)
        targets = targets[self.tempted(targets)]
        alone = len(self.members) == 1
        return targets[np.argsort(-self._worth(targets), kind="stable")] if alone else targets

    def sanctioned(self, target: int) -> Sanction | None:
        """The shortest sanction that an improvement meets."""
        walk = walk_from(self.game, target, self.answering)
        for reached in walk.levels():
            for end in map(int, reached[self.fears(reached)]):
                if (end != self.state or self.returning) and not self._escapes(end):
                    return Sanction(self.path(self.state, target), next(walk.paths(end)), end, self._best_escape(end))
        return None

    def path(self, source: int, target: int) -> Path:
        """The side's own way from one state to another."""
        step = self.own.step(source, target)
        return step.through or (step,)

    def _escapes(self, end: int) -> bool:
        return self.symmetric and not self.fears(self.own.targets(end)).all()

    def _best_escape(self, end: int) -> Path:
        targets = self.own.targets(end) if self.symmetric else np.zeros(0, dtype=np.int64)
        return self.path(end, int(targets[np.argmax(self._worth(targets))])) if len(targets) else ()

    def _worth(self, targets: IntArray) -> IntArray:
        """How tempting states are: a DM's payoffs; of a coalition, how many members prefer them to s."""
        if len(self.members) == 1:
            return self.game.preferences[self.members[0]].payoff[targets]
        gains = [prefer(self.game, (dm,), self.state, targets) for dm in self.members]
        return np.sum(gains, axis=0, dtype=np.int64)


def _judged(side: _Side) -> tuple[tuple[Sanction, ...], Path]:
    """A sanction for each improvement; or none, and the first improvement that meets none."""
    found = []
    for target in map(int, side.temptations()):
        sanction = side.sanctioned(target)
        if sanction is None:
            return (), side.path(side.state, target)
        found.append(sanction)
    return tuple(found), ()


def _individual(game: GraphModel, focal: int, state: int, rule: Rule, returning: bool) -> Verdict:
    strong = rule.grade == "strong"
    sanctions, unsanctioned = _judged(_alone(game, focal, state, rule, strong=strong, returning=returning))
    general = Verdict(rule.name, (focal,), state, not unsanctioned, sanctions, unsanctioned, returning=returning)
    if rule.grade != "weak" or not general.stable:
        return general
    sanctions, unsanctioned = _judged(_alone(game, focal, state, rule, strong=True, returning=returning))
    if unsanctioned:
        return replace(general, unsanctioned=unsanctioned)
    return replace(general, stable=False, sanctions=sanctions)


def _alone(game: GraphModel, focal: int, state: int, rule: Rule, *, strong: bool, returning: bool) -> _Side:
    def tempted(targets: IntArray) -> BoolArray:
        if rule.extension in "ac":
            return may_prefer(game, focal, state, targets)
        return prefer(game, (focal,), state, targets)

    def fears(ends: IntArray) -> BoolArray:
        if strong:
            return _greatly_below(game, focal, state, ends)
        if rule.extension in "ab":
            return ~may_prefer(game, focal, state, ends)
        return ~prefer(game, (focal,), state, ends)

    (own,) = walkers(game, (focal,))
    others = () if rule.base == "nash" else game.others(focal)
    answering = walkers(game, others, willing="credible" if rule.credible else "any")
    return _Side(game, (focal,), state, own, tempted, fears, answering, rule.symmetric, returning)


def _greatly_below(game: GraphModel, focal: int, state: int, ends: IntArray) -> BoolArray:
    """Where the DM greatly prefers the state to these."""
    want = game.preferences[focal]
    if want.tier is None:
        return np.zeros(len(ends), dtype=np.bool_)
    below = want.tier[state] > want.tier[ends]
    return np.asarray(below if want.unknown is None else below & ~want.unknown[state, ends])


def _coalitional(game: GraphModel, focal: int | Sequence[int], state: int, rule: Rule, returning: bool) -> Verdict:
    if not isinstance(focal, int):
        return _of_coalition(game, tuple(focal), state, rule, returning)
    verdicts = []
    for members in game.coalitions():
        if focal in members:
            verdicts.append(_of_coalition(game, members, state, rule, returning))
            if not verdicts[-1].stable:
                return replace(verdicts[-1], focal=(focal,), coalitions=(verdicts[-1],))
    return Verdict(rule.name, (focal,), state, stable=True, coalitions=tuple(verdicts), returning=returning)


def _of_coalition(game: GraphModel, members: tuple[int, ...], state: int, rule: Rule, returning: bool) -> Verdict:
    all_prefer = everybody_prefers(game, members)
    at_state = np.asarray(state)

    def hurts(ends: IntArray) -> BoolArray:
        return ~all_prefer(at_state, ends)

    side = _Side(
        game,
        members,
        state,
        coalition_in_turn(game, members),
        lambda targets: all_prefer(at_state, targets),
        hurts,
        tuple(_answering(game, game.others(members), rule)),
        rule.symmetric,
        returning,
    )
    sanctions, unsanctioned = _judged(side)
    return Verdict(rule.name, members, state, not unsanctioned, sanctions, unsanctioned, returning=returning)


def _answering(game: GraphModel, rest: tuple[int, ...], rule: Rule) -> Iterator[Walker]:
    """Who answers a coalition: nobody, the DMs of the rest, or its parts."""
    if rule.base == "coalition_sequential_class":
        parts = (part for size in range(1, len(rest) + 1) for part in combinations(rest, size))
        yield from (coalition_in_turn(game, part, improving=True) for part in parts)
    elif rule.base != "coalition_nash":
        yield from walkers(game, rest, willing="credible" if rule.credible else "any")


def _simultaneous(game: GraphModel, focal: int, state: int, rule: Rule) -> Verdict:
    if game.states.labels:
        raise ModelError(f"{rule.name} combines changes of options, and a conflict whose moves are listed has none")
    others = game.others(focal)
    if rule.base == "simultaneous_classic":
        sequential = verdict(game, focal, state, "sequential")
        if sequential.stable:
            return replace(sequential, concept=rule.name)
        others = tuple(dm for dm in others if not verdict(game, dm, state, "sequential").stable)
    choices = [(dm, walkers(game, (dm,), willing="credible")[0].targets(state)) for dm in others]
    side = _alone(game, focal, state, rule_of("nash"), strong=False, returning=True)
    sanctions = []
    for target in map(int, side.temptations()):
        sanction = _spoiled(side, target, choices)
        if sanction is None:
            return Verdict(rule.name, (focal,), state, stable=False, unsanctioned=side.path(state, target))
        sanctions.append(sanction)
    return Verdict(rule.name, (focal,), state, stable=True, sanctions=tuple(sanctions))


def _spoiled(side: _Side, target: int, choices: Sequence[tuple[int, IntArray]]) -> Sanction | None:
    """What the fewest others can do at the moment of the improvement to leave the focal DM no better off."""
    for size in range(1, len(choices) + 1):
        found = [end for acting in combinations(choices, size) for end in _outcomes(side, target, acting)]
        if found:
            end, response = min(found, key=lambda each: each[0])
            return Sanction(side.path(side.state, target), response, end, at_once=True)
    return None


def _outcomes(side: _Side, target: int, acting: Sequence[tuple[int, IntArray]]) -> Iterator[tuple[int, Path]]:
    """The lowest state that the combined changes of these DMs can lead to and the focal DM fears, if there is one."""
    codes, state = side.game.states.codes, side.state
    changes = codes[[target]] ^ codes[state]
    for _, targets in acting:
        changes = (changes[:, None] | (codes[targets] ^ codes[state])[None, :]).ravel()
    places = np.minimum(np.searchsorted(codes, codes[state] ^ changes), len(codes) - 1)
    feared = np.flatnonzero((codes[places] == codes[state] ^ changes) & side.fears(places))
    if len(feared):
        which = feared[np.argmin(places[feared])]
        picks = np.unravel_index(which, [len(targets) for _, targets in acting])
        yield (
            int(places[which]),
            tuple(Step((dm,), state, int(targets[pick])) for (dm, targets), pick in zip(acting, picks, strict=True)),
        )
