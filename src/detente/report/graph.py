"""The picture of where a conflict goes: the status quo, the likeliest ways, where they end; and its table."""

from dataclasses import dataclass
from string import ascii_uppercase

from detente.analysis.outcome import Outcome
from detente.case import Case
from detente.conflict.states import States
from detente.report.drawing import Arrow, Box, Kind, drawn
from detente.report.words import joined, party_names, percent, state_in_words, step_in_words

__all__ = ["Place", "Ways", "ways_of"]

MOST_ENDS = 6  # ends drawn; a picture with more is not read


@dataclass(frozen=True, slots=True)
class Place:
    """A state of the picture: its letter, what it is, what holds there."""

    letter: str
    words: str
    events: str
    end: str


@dataclass(frozen=True, slots=True)
class Ways:
    """The picture, and the same as a table."""

    svg: str
    places: tuple[Place, ...]
    steps: tuple[tuple[str, str, str], ...]
    covered: float


def ways_of(outcome: Outcome, case: Case, states: States, start: int) -> Ways:
    """The likeliest ways from the status quo to the likeliest ends."""
    ends = [end for end in outcome.ends[:MOST_ENDS] if end.path or end.states[0] == start]
    steps = list({(s.source, s.target, s.movers): s for end in ends for s in end.path}.values())
    order = list(dict.fromkeys([start, *(s for step in steps for s in (step.source, step.target))]))
    letters = dict(zip(order, _letters(len(order)), strict=True))
    shares = {end.states[0]: end.probability for end in ends}
    rounds = {state: end for end in ends for state in end.states if len(end.states) > 1}
    for state, end in rounds.items():
        shares[state] = end.probability
    events = {s: [name for name, (_, st) in case.events.items() if states.holds(st)[s]] for s in order}

    def box(state: int) -> Box:
        kind: Kind = "end" if state in shares else "start" if state == start else "way"
        title = letters[state] + (f" · {percent(shares[state])}" if state in shares else "")
        text = joined(events[state]) or ("status quo" if state == start else "no event of the case")
        return Box(letters[state], title + (" · status quo" if state == start else ""), text, kind)

    boxes = [box(state) for state in order]
    boxes[0] = Box(boxes[0].id, boxes[0].title, boxes[0].text, "start")
    arrows = [
        Arrow(letters[s.source], letters[s.target], party_names(case, s.movers), s.kind == "agreement") for s in steps
    ]
    table = tuple((letters[s.source], letters[s.target], step_in_words(case, states, s)) for s in steps)
    places = tuple(
        Place(
            letters[s], state_in_words(case, states, s), joined(events[s]), percent(shares[s]) if s in shares else ""
        )
        for s in order
    )
    covered = sum(end.probability for end in ends)
    said = "; ".join(f"{source} to {target}: {words}" for source, target, words in table)
    return Ways(drawn(boxes, arrows, title="Where the conflict goes", description=said), places, table, covered)


def _letters(count: int) -> list[str]:
    return [ascii_uppercase[k % 26] + (str(k // 26) if k >= 26 else "") for k in range(count)]
