"""The picture of where a conflict goes: the status quo, the likeliest ways, where they end; and its table."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from detente.analysis.outcome import End, Outcome, PathStep
from detente.case import Case
from detente.report.drawing import Arrow, Box, Kind, drawn
from detente.report.letters import Letters
from detente.report.tables import Table
from detente.report.words import (
    changes_of_step,
    event_in_words,
    joined,
    option_in_words,
    party_names,
    percent,
)

__all__ = ["Ways", "ends_table", "ways_of"]

MOST_ENDS = 6  # ends drawn; a picture with more is not read
MOST_ROUND = 5  # states that are named of those that are gone round
MOST_LISTED = 8  # ends in the table; the rest are counted


@dataclass(frozen=True, slots=True)
class Ways:
    """The picture, and its steps as a table; `covered` is how likely the ends are that it shows."""

    svg: str
    steps: Table
    covered: float


def ways_of(outcome: Outcome, case: Case, letters: Letters, start: int) -> Ways:
    """The likeliest ways from the status quo to the likeliest ends."""
    ends = [end for end in outcome.ends[:MOST_ENDS] if end.path or end.states[0] == start]
    steps = _steps(ends)
    shares = {state: end for end in ends for state in end.states}
    order = dict.fromkeys([start, *(s for step in steps for s in (step.source, step.target)), *_first(ends)])
    boxes = [_box(state, start, shares.get(state), case, letters) for state in order]
    arrows = [
        Arrow(
            letters.of(step.source),
            letters.of(step.target),
            f"{number} · {party_names(case, step.movers) or 'by itself'}",
            step.kind == "agreement",
        )
        for number, step in enumerate(steps, start=1)
        if step.source != step.target  # a driver has moved, and no option; the table tells of it
    ]
    table = _table(steps, case, letters)
    said = "; ".join(f"{source} to {target}: {who} {does}" for _, source, target, who, does in table.rows)
    picture = drawn(boxes, arrows, name="ways", title="Where the conflict goes", description=said or "Nobody moves.")
    return Ways(picture, table, sum(end.probability for end in ends))


def _first(ends: Sequence[End]) -> list[int]:
    return [end.states[0] for end in ends]


def _steps(ends: Sequence[End]) -> list[PathStep]:
    """The steps of all ways, each once; of two between the same states the likelier."""
    found: dict[tuple[int, int], PathStep] = {}
    for end in ends:
        for step in end.path:
            known = found.get((step.source, step.target))
            if known is None or known.chance < step.chance:
                found[step.source, step.target] = step
    order = _far([pair for pair in found if pair[0] != pair[1]])
    return sorted(found.values(), key=lambda step: order.get(step.source, 0))


def _far(steps: Collection[tuple[int, int]]) -> dict[int, int]:
    """How many steps each state is from those that nothing leads to."""
    far: dict[int, int] = {}
    frontier = {source for source, _ in steps} - {target for _, target in steps} or {source for source, _ in steps}
    while frontier:
        far |= dict.fromkeys(frontier, max(far.values(), default=-1) + 1)
        frontier = {target for source, target in steps if source in frontier and target not in far}
    return far


def _table(steps: Sequence[PathStep], case: Case, letters: Letters) -> Table:
    rows = tuple(
        (
            str(number),
            letters.of(step.source),
            letters.of(step.target),
            _who(step, case),
            changes_of_step(case, letters.states, step),
        )
        for number, step in enumerate(steps, start=1)
    )
    head = ("Step", "From", "To", "Who", "What they do")
    return Table("The steps of the picture", head, rows, letters=frozenset({1, 2}))


def _who(step: PathStep, case: Case) -> str:
    if not step.movers:
        return "it happens by itself"
    return party_names(case, step.movers) + (", in agreement" if step.kind == "agreement" else "")


def _box(state: int, start: int, end: End | None, case: Case, letters: Letters) -> Box:
    title = letters.of(state) + (f" · {percent(end.probability)}" if end else "")
    kind: Kind = "start" if state == start else "end" if end else "way"
    if end and len(end.states) > 1:
        return Box(letters.of(state), title, f"no rest: it goes round {len(end.states)} states", kind)
    text = "as things are today" if state == start else joined(letters.events(state))
    return Box(letters.of(state), title, text or changes_in_short(state, start, case, letters), kind)


def changes_in_short(state: int, start: int, case: Case, letters: Letters) -> str:
    """What differs from the status quo, in as few words as a box has room for."""
    if letters.states.labels:
        return ""
    begun, ended = letters.states.changes(start, state)
    said = [f"+ {option_in_words(case, id)}" for id in begun] + [f"− {option_in_words(case, id)}" for id in ended]
    return ", ".join(said)


def ends_table(outcome: Outcome, case: Case, letters: Letters, start: int, *, by: str = "") -> Table:
    """Where it ends, by probability: what holds there, and the way there.

    Parameters
    ----------
    by
        By when, in words that follow a verb; empty: in the long run.
    """
    rows = tuple(
        (
            letters.of(end.states[0]),
            end.probability,
            ("no rest; " if len(end.states) > 1 else "") + (", ".join(map(event_in_words, end.events)) or "–"),
            _rounds(end, letters) or _difference(end.states[0], start, case, letters),
            "→".join(letters.of(s) for s in (start, *(step.target for step in end.path))) if end.path else "–",
        )
        for end in outcome.ends[:MOST_LISTED]
    )
    others = outcome.others + max(0, len(outcome.ends) - MOST_LISTED)
    rest = 1 - sum(end.probability for end in outcome.ends[:MOST_LISTED])
    what = f"Where it is{by}" if by else "Where it ends"
    kind = f"{'state' if by else 'end'}{'s' * (others != 1)}"
    caption = what + (f"; {others} more {kind} share {percent(max(rest, 0.0))}" if others else "")
    head = ("State", "Chance", "Events", "What is different from today", "Way")
    return Table(caption, head, rows, bars=frozenset({1}), letters=frozenset({0}))


def _rounds(end: End, letters: Letters) -> str:
    """The states that it goes round for ever; nothing where it rests."""
    if len(end.states) == 1:
        return ""
    told = [letters.of(state) for state in end.states[:MOST_ROUND]]
    more = len(end.states) - len(told)
    return f"it goes round {joined([*told, f'{more} more'] if more else told)}"


def _difference(state: int, start: int, case: Case, letters: Letters) -> str:
    """What differs from the status quo, by party."""
    if letters.states.labels or state == start:
        return "–"
    begun, ended = letters.states.changes(start, state)
    changes: dict[str, list[str]] = defaultdict(list)
    for option in case.conflict.options:
        if option.id in (*begun, *ended):
            sign = "+ " if option.id in begun else "− "
            owners = joined([party.name for party in case.parties if party.id in option.owners])
            changes[owners].append(sign + option_in_words(case, option.id))
    return "; ".join(f"{owner}: {', '.join(own)}" for owner, own in changes.items())
