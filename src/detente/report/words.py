"""Words for numbers, states and steps: the vocabulary that all of the report shares.

Likelihood words follow ICD 203 [ICD203]_ and are always shown with the number; confidence is a separate field.
"""

import re
from collections.abc import Iterable, Sequence
from math import isnan

from detente.analysis.outcome import PathStep
from detente.case import Assumed, Case, Cited, Warrant
from detente.conflict.states import States

__all__ = [
    "chance",
    "changes_in_words",
    "condition_in_words",
    "joined",
    "likelihood",
    "option_in_words",
    "options_in",
    "party_names",
    "percent",
    "raised",
    "rests_on",
    "state_in_words",
    "step_in_words",
]

OPTION = re.compile(r"\w+(-\w+)*\.\w+(-\w+)*")

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
    if 0 < probability < 0.01:
        return "under 1 %"
    if 0.99 < probability < 1:
        return "over 99 %"
    return f"{probability:.0%}".replace("%", " %")


def chance(probability: float) -> str:
    """Words and number together, as they are always shown.

    >>> chance(0.58)
    'likely (58 %)'
    """
    return percent(probability) if isnan(probability) else f"{likelihood(probability)} ({percent(probability)})"


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
    parts = [f"{name}: {joined([_lower(m) for m in means])}" for name, means in options_in(case, states, state)]
    return "; ".join(parts) or "nobody takes any of the options"


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:] if text[1:2].islower() or text[1:2] == " " else text


def step_in_words(case: Case, states: States, step: PathStep) -> str:
    """A step as a sentence: who changes what."""
    verb = "agree" if step.kind == "agreement" else "moves"
    return f"{party_names(case, step.movers)} {verb}: {changes_in_words(case, states, step.source, step.target)}"


def changes_in_words(case: Case, states: States, source: int, target: int) -> str:
    """What is different in the target: options taken up and given up."""
    if states.labels:
        return f"go to state {states.labels[target]}"
    before, after = set(states.options_taken(source)), set(states.options_taken(target))
    begun = [f"“{option_in_words(case, id)}”" for id in states.options if id in after - before]
    ended = [f"“{option_in_words(case, id)}”" for id in states.options if id in before - after]
    changes = ([f"take up {joined(begun)}"] if begun else []) + ([f"give up {joined(ended)}"] if ended else [])
    return " and ".join(changes) or "nothing"


def option_in_words(case: Case, id: str) -> str:
    """What taking an option means."""
    return next((_lower(o.means or o.id) for o in case.conflict.options if o.id == id), id)


def condition_in_words(case: Case, text: str) -> str:
    """A condition with options by what they mean; events and connectives as written."""
    owners = {party.id: party.name for party in case.parties}
    means = {o.id: f"“{owners[o.owners[0]]}: {_lower(o.means or o.id)}”" for o in case.conflict.options}
    if text in case.events:
        return f"“{text}”"
    return OPTION.sub(lambda found: means.get(found.group(), found.group()), text)


def raised(text: str) -> str:
    """A text with its first letter as at the beginning of a sentence."""
    return text[:1].upper() + text[1:]


def rests_on(warrant: Warrant) -> str:
    """Why a number stands, in words."""
    if isinstance(warrant, Cited):
        count = len(warrant.evidence)
        return f"cited ({count} passage{'s' * (count != 1)})" if count else f"cited: {warrant.source}"
    if isinstance(warrant, Assumed):
        return f"assumed: {warrant.why}"
    return "no warrant given"
