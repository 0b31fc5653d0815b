"""Letters for states: one page calls a state by the same letter in every sentence, table and picture."""

from dataclasses import dataclass, field
from string import ascii_uppercase

from detente.case import Case
from detente.conflict.states import States
from detente.report.words import event_in_words, state_in_words

__all__ = ["Letters", "letter"]


@dataclass(slots=True)
class Letters:
    """Letters given to states in the order in which a page first speaks of them; in graph form, their labels."""

    case: Case
    states: States
    given: dict[int, str] = field(default_factory=dict)

    def of(self, state: int) -> str:
        """The letter of a state, from now on."""
        if state not in self.given:
            self.given[state] = self.states.labels[state] if self.states.labels else letter(len(self.given))
        return self.given[state]

    def known(self, state: int) -> str:
        """Its letter if it has one, else its pattern: for lists of states that the page says no more of."""
        return self.given.get(state) or self.states.pattern(state)

    def words(self, state: int) -> str:
        """What the state is."""
        return state_in_words(self.case, self.states, state)

    def events(self, state: int) -> tuple[str, ...]:
        """The case's events that hold in it."""
        return tuple(
            event_in_words(name)
            for name, (_, statement) in self.case.events.items()
            if bool(self.states.holds(statement)[state])
        )


def letter(number: int) -> str:
    """A, B, … Z, AA, AB, …: the name of the state of that number.

    >>> letter(0), letter(25), letter(26), letter(53)
    ('A', 'Z', 'AA', 'BB')
    """
    before, last = divmod(number, len(ascii_uppercase))
    return (letter(before - 1) if before else "") + ascii_uppercase[last]
