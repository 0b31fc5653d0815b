"""Words for numbers, states and steps: the vocabulary that all of the report shares.

Likelihood words follow ICD 203 [ICD203]_ and are always shown with the number; confidence is a separate field.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby
from math import isnan

from detente.analysis.answer import Answer
from detente.analysis.outcome import PathStep
from detente.case import Case, Shock
from detente.conflict.statement import Statement
from detente.conflict.states import States

__all__ = [
    "NOISE",
    "PUT_IN",
    "begun_and_ended",
    "by_date",
    "chance",
    "changes_in_words",
    "changes_of_step",
    "condition_in_words",
    "day_in_words",
    "event_in_words",
    "joined",
    "likelihood",
    "mark",
    "measured",
    "once_moved",
    "option_in_words",
    "options_in",
    "party_names",
    "percent",
    "put_in",
    "raised",
    "state_in_words",
    "step_in_words",
    "wants_of_today",
    "who_steps",
]

OPTION = re.compile(r"\w+(-\w+)*\.\w+(-\w+)*")

EVENT = re.compile(r"(?<![\w.])\w+(?![\w.])")

PUT_IN = " (put in)"  # follows a number that the rates were fitted to
NOISE = 1e-9  # what is nearer to 0 or 1 is so but for rounding

SCALE = (  # upper bound of each band, and its words [ICD203]_
    (0.05, "almost no chance"),
    (0.20, "very unlikely"),
    (0.45, "unlikely"),
    (0.55, "roughly even chance"),
    (0.80, "likely"),
    (0.95, "very likely"),
    (1.00, "almost certain"),
)


def likelihood(probability: float) -> str:
    """The words for a probability.

    >>> likelihood(0.6), likelihood(0.03), likelihood(0.45)
    ('likely', 'almost no chance', 'roughly even chance')
    """
    for upper, words in SCALE[:-1]:
        if probability < upper:
            return words
    return SCALE[-1][1]


def percent(probability: float) -> str:
    """A probability as a percentage, without false precision at the ends.

    >>> percent(0.5849), percent(0.003), percent(0.9991), percent(0.0), percent(1.0)
    ('58 %', 'under 1 %', 'over 99 %', '0 %', '100 %')
    """
    if isnan(probability):
        return "undefined"
    if NOISE < probability < 0.01:
        return "under 1 %"
    if 0.99 < probability < 1 - NOISE:
        return "over 99 %"
    return f"{probability:.0%}".replace("%", " %")


def chance(probability: float) -> str:
    """Words and number together, as they are always shown.

    >>> chance(0.58)
    'likely (58 %)'
    """
    return percent(probability) if isnan(probability) else f"{likelihood(probability)} ({percent(probability)})"


def measured(value: float, low: float, high: float) -> str:
    """A value of a driver, given its range: a share by the hundred, any other number as it is.

    >>> measured(0.58, 0.35, 0.7), measured(1250, 900, 2000)
    ('58 %', '1,250')
    """
    return percent(value) if 0 <= low <= high <= 1 else f"{value:,.6g}"


def by_date(answer: Answer) -> str:
    """By when an answer holds, to follow its number; nothing where it is the long run."""
    return f" by {day_in_words(answer.question.by)}" if answer.dated and answer.question.by else ""


def day_in_words(day: date) -> str:
    """A day as a sentence has it.

    >>> from datetime import date
    >>> day_in_words(date(2025, 8, 7))
    '7 August 2025'
    """
    return f"{day.day} {day:%B %Y}"


def put_in(answer: Answer | None, statement: Statement | None) -> bool:
    """Whether the chance of a statement by the date of an answer is no finding, as the rates were fitted to it."""
    return bool(answer and answer.calibration and answer.calibration.gave(statement, answer.question.by))


def mark(answer: Answer | None, statement: Statement | None) -> str:
    """What follows the chance of a statement by the date of an answer: that it was put in, or nothing."""
    return PUT_IN if put_in(answer, statement) else ""


def joined(parts: Sequence[str], last: str = "and") -> str:
    """A list as people say it.

    >>> joined(["a", "b", "c"])
    'a, b and c'
    """
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {last} {parts[-1]}"


def party_names(case: Case, parties: Iterable[int]) -> str:
    """The names of parties, by index."""
    return joined([case.parties[party].name for party in parties])


def options_in(case: Case, states: States, state: int) -> list[tuple[str, list[str]]]:
    """What each party does in a state: (party's name, meanings of its options that are taken)."""
    taken = set(states.options_taken(state))
    found = []
    for party in case.parties:
        own = [o for o in case.conflict.options if o.owners[0] == party.id and o.id in taken]
        if own:
            found.append((party.name, [option.means or option.id for option in own]))
    return found


def state_in_words(case: Case, states: States, state: int) -> str:
    """A state as a sentence: who does what."""
    if states.labels:
        return f"state {states.labels[state]}"
    parts = [
        f"{name}: {joined([_inside(m, case) for m in means])}" for name, means in options_in(case, states, state)
    ]
    return "; ".join(parts) or "nobody takes any of the options"


def _inside(text: str, case: Case) -> str:
    """A text as in the middle of a sentence: its first letter small, but for acronyms and names of parties."""
    first = text.split(" ", 1)[0]
    named = any(first in party.name.split() for party in case.parties)
    return text if named or not (text[1:2].islower() or text[1:2] == " ") else text[:1].lower() + text[1:]


def step_in_words(case: Case, states: States, step: PathStep) -> str:
    """A step as a sentence: who changes what."""
    return f"{who_steps(case, step)}: {changes_of_step(case, states, step)}"


def who_steps(case: Case, step: PathStep) -> str:
    """Who makes a step, and how."""
    verb = "agree" if step.kind == "agreement" else "moves"
    return f"{party_names(case, step.movers)} {verb}" if step.movers else "it happens"


def changes_of_step(case: Case, states: States, step: PathStep) -> str:
    """What a step changes; the options of somebody who moves alone go without its name."""
    shock = None if step.shock is None else case.shocks[step.shock]
    if shock is not None and shock.driver:
        return shock.means or shock_in_words(case, shock)
    alone = case.parties[step.movers[0]].id if len(step.movers) == 1 else ""
    return changes_in_words(case, states, step.source, step.target, focal=alone)


def shock_in_words(case: Case, shock: Shock) -> str:
    """What a shock does to its driver."""
    means = {driver.id: driver.means for driver in case.drivers}[shock.driver]
    return f"“{means or shock.driver}” moves to {shock.to:g}"


def once_moved(case: Case) -> str:
    """When all shocks to drivers have come."""
    return f"once {joined([shock_in_words(case, shock) for shock in case.shocks if shock.driver])}"


def wants_of_today(case: Case) -> str:
    """That an answer looks at what the parties want today, where shocks to drivers move it."""
    return f"It is about what the parties want today, not about what they may want {once_moved(case)}."


def changes_in_words(case: Case, states: States, source: int, target: int, *, focal: str = "") -> str:
    """What is different in the target: options taken up and given up.

    Parameters
    ----------
    focal
        Id of the party that the sentence is about: its own options go without its name.
    """
    if states.labels:
        return f"go to state {states.labels[target]}"
    begun, ended = (_options(case, ids, focal) for ids in states.changes(source, target))
    return begun_and_ended(begun, ended) or "nothing"


def begun_and_ended(begun: str, ended: str) -> str:
    """What is taken up and what is given up, either of which may be nothing.

    >>> begun_and_ended("a", "b"), begun_and_ended("", "b")
    ('take up a and give up b', 'give up b')
    """
    said = (f"take up {begun}" if begun else "", f"give up {ended}" if ended else "")
    return " and ".join(filter(None, said))


def _options(case: Case, ids: Sequence[str], focal: str) -> str:
    """Several options, with their owners' names once for each owner."""
    owned = groupby(ids, key=lambda id: _owners(case, id))
    groups = [(owners, [f"“{option_in_words(case, id)}”" for id in own]) for owners, own in owned]
    said = [joined(means) + ("" if owners == (focal,) else f" ({_named(case, owners)})") for owners, means in groups]
    return ", ".join(said)


def _owners(case: Case, id: str) -> tuple[str, ...]:
    return next((option.owners for option in case.conflict.options if option.id == id), ())


def _named(case: Case, ids: Sequence[str]) -> str:
    return joined([party.name for party in case.parties if party.id in ids])


def option_in_words(case: Case, id: str) -> str:
    """What taking an option means."""
    return next((_inside(o.means or o.id, case) for o in case.conflict.options if o.id == id), id)


def event_in_words(name: str) -> str:
    """The name of an event, its parts as words.

    >>> event_in_words("russia_usa_deal")
    'russia usa deal'
    """
    return name.replace("_", " ")


def condition_in_words(case: Case, text: str, *, focal: str = "") -> str:
    """A condition with options by what they mean and whose they are; events and connectives as written.

    Parameters
    ----------
    focal
        Id of the party that the sentence is about: its own options go without its name.
    """
    if text in case.events:
        return f"“{event_in_words(text)}”"
    if case.conflict.graph:
        return re.sub(r"\bstate\.", "state ", text)
    plain = re.sub(r"\s*([&|])\s*", lambda found: " and " if found[1] == "&" else " or ", text)
    plain = re.sub(r"!\s*", "not ", plain)
    plain = re.sub(r"\biff\b", "exactly if", plain)
    named = EVENT.sub(lambda found: event_in_words(found[0]) if found[0] in case.events else found[0], plain)
    return OPTION.sub(lambda found: _option(case, found.group(), focal), named)


def _option(case: Case, id: str, focal: str) -> str:
    """An option in quotation marks, with its owners unless that is the party the sentence is about."""
    return _options(case, [id], focal) if _owners(case, id) else id


def raised(text: str) -> str:
    """A text with its first letter as at the beginning of a sentence."""
    return text[:1].upper() + text[1:]
