"""The library against every figure of every case: each published number is a test, by party and concept."""

from collections.abc import Iterable, Sequence
from functools import cache

import numpy as np
import pytest

from detente.analysis.structure import game_of
from detente.casefile import read_case
from detente.conflict import coalition, concepts, foresight
from detente.conflict.coalesce import coalesced
from detente.conflict.graph import GraphModel
from detente.conflict.inverse import count_rankings
from detente.conflict.preference import Preference, prioritize
from detente.conflict.statement import parse
from published.figures import Figure, figures
from published.reading import CASES


class Library:
    """Detente in the words of the figures."""

    def __init__(self, game: GraphModel, names: Sequence[str] = ()):
        self.game, self.names = game, names
        self.parties = [dm.id for dm in game.conflict.decision_makers]

    def ids(self, mask: np.ndarray) -> set[str]:
        return {self.id(int(s)) for s in np.flatnonzero(mask)}

    def id(self, state: int) -> str:
        """The state's own id, or the first member of its class where states were merged."""
        return self.names[state] if self.names else self.game.states.pattern(state)

    def dms(self, parties: Iterable[str]) -> list[int]:
        return [self.parties.index(party) for party in parties]

    def state(self, id: str) -> int:
        return self.game.states.find(id)

    def stable(self, concept, party):
        return self.ids(concepts.stable(self.game, concept)[self.parties.index(party)])

    def stable_together(self, concept, members):
        return self.ids(getattr(coalition, concept)(self.game, self.dms(members)))

    def equilibria(self, concept):
        return {self.id(int(s)) for s in concepts.equilibria(self.game, concept)}

    def cycles(self):
        found = [(party, foresight.non_myopic(self.game, dm).cycles) for dm, party in enumerate(self.parties)]
        return [(party, id) for party, mask in found for id in self.ids(mask)]

    def improvements(self, party, start):
        return self.ids(self.game.improvements(self.parties.index(party))[self.state(start)])

    def reach(self, members, start):
        return self.ids(self.game.responses(self.dms(members))[self.state(start)])

    def coalition_improvements(self, members, start):
        return self.ids(coalition.coalition_improvements(self.game, self.dms(members))[self.state(start)])

    def ranking(self, party, wants):
        want = self.game.preferences[self.parties.index(party)]
        payoff = (want if wants is None else self.prioritised(wants)).payoff
        return [self.ids(payoff == level) for level in sorted(set(payoff.tolist()))[::-1]]

    def prioritised(self, wants: Sequence[str]) -> Preference:
        return prioritize(np.stack([self.game.states.holds(parse(text)) for text in wants]))

    def rankings(self, party, state, concept):
        found = count_rankings(self.game, self.parties.index(party), state=self.state(state), concept=concept)
        return found.count, found.of

    def sizes(self):
        return 2 ** len(self.game.states.options), len(self.game.states)

    def coalesced(self, classes):
        masks = [np.isin(np.arange(len(self.game)), [self.state(id) for id in group]) for group in classes]
        made = coalesced(self.game, masks)
        assert not made.warnings, "the parties are indifferent inside a class"
        first = np.unique(made.place, return_index=True)[1]
        return Library(made.game, [self.id(int(s)) for s in first])


@cache
def solver(case: str) -> Library:
    return Library(game_of(read_case(CASES / case)))


@pytest.mark.parametrize("figure", [pytest.param(f, id=str(f)) for f in figures()])
def test_the_library_gives_the_figure(figure: Figure):
    assert figure.answer(solver(figure.file.case)) == figure.told
