"""The oracle against every figure of every case: it has to be right before anything is held against it."""

from collections.abc import Iterable
from functools import cache
from math import factorial

import pytest

import oracle
from oracle import Game, State
from published.figures import Figure, figures
from published.reading import case_data, game_of, language, pattern, prioritized

TOO_LARGE = {"uruguay-round-structure-only"}  # a million combinations, each looked at one by one


class Oracle:
    """The brute-force solver in the words of the figures."""

    def __init__(self, game: Game, data: dict | None = None):
        self.game, self.data = game, data or {}
        self.by_id = {pattern(s): s for s in game.states}

    def ids(self, states: Iterable[State]) -> set[str]:
        return {pattern(s) for s in states}

    def holds(self, concept: str, party: str, s: State) -> bool:
        if concept.startswith("limited_move_"):
            return oracle.limited_move(self.game, party, s, int(concept.rpartition("_")[2]))
        if concept == "non_myopic":
            return oracle.non_myopic(self.game)[party, s] == "stable"
        return oracle.stable(self.game, party, s, concept)

    def stable(self, concept, party):
        return self.ids(s for s in self.game.states if self.holds(concept, party, s))

    def stable_together(self, concept, coalition):
        return self.ids(s for s in self.game.states if oracle.coalition_stable(self.game, coalition, s, concept))

    def equilibria(self, concept):
        if concept.startswith("coalition"):
            return self.ids(s for s in self.game.states if oracle.universal(self.game, s, concept))
        return set.intersection(*(self.stable(concept, party) for party in self.game.parties))

    def cycles(self):
        return [(p, pattern(s)) for (p, s), how in oracle.non_myopic(self.game).items() if how == "cycles"]

    def improvements(self, party, start):
        return self.ids(oracle.gains(self.game, party, self.by_id[start]))

    def reach(self, coalition, start):
        return self.ids(oracle.responses(self.game, coalition, self.by_id[start]))

    def coalition_improvements(self, coalition, start):
        return self.ids(oracle.coalition_gains(self.game, coalition, self.by_id[start]))

    def ranking(self, party, wants):
        prefer = self.game.prefer[party]
        if wants is not None:
            read = language(self.data)
            prefer = prioritized([read(text) for text in wants], self.game.states)
        worse = {s: sum(prefer(s, q) in oracle.GAIN for q in self.game.states) for s in self.game.states}
        return [self.ids(s for s in worse if worse[s] == level) for level in sorted(set(worse.values()))[::-1]]

    def rankings(self, party, state, concept):
        count = oracle.count_rankings(self.game, party, self.by_id[state], concept)
        return count, factorial(len(self.game.states))

    def sizes(self):
        combinations = 2 ** len(self.game.directions) if self.game.directions else len(self.game.states)
        return combinations, len(self.game.states)

    def coalesced(self, classes):
        merged = oracle.coalesced(self.game, [[self.by_id[id] for id in group] for group in classes])
        return Oracle(merged, self.data)


@cache
def solver(case: str) -> Oracle:
    return Oracle(game_of(case_data(case)), case_data(case))


@pytest.mark.parametrize("figure", [pytest.param(f, id=str(f)) for f in figures() if f.file.case not in TOO_LARGE])
def test_the_oracle_gives_the_figure(figure: Figure):
    assert figure.answer(solver(figure.file.case)) == figure.told


@pytest.mark.parametrize("case", sorted({f.file.case for f in figures()} - TOO_LARGE))
@pytest.mark.parametrize("concept", oracle.SIMPLE)
def test_a_return_decides_nothing_in_the_published_cases(case: str, concept: str):
    game = game_of(case_data(case))
    counting = oracle.equilibria(game, concept)
    game.returning = False
    assert oracle.equilibria(game, concept) == counting
