"""Answers in a few words: what a page and a mail say of each question before anything else."""

from collections.abc import Callable
from math import isnan

from detente.analysis.answer import Answer
from detente.analysis.choose import Chosen
from detente.analysis.credible import Credible
from detente.analysis.effect import Effect
from detente.analysis.excluded import Excluded
from detente.analysis.holds import Holds
from detente.analysis.kinds import Probability
from detente.analysis.matters import Matters
from detente.analysis.obstacles import Obstacles
from detente.analysis.outcome import Outcome
from detente.analysis.settle import Settlement
from detente.case import Case
from detente.errors import counted
from detente.report.choose import all_tie
from detente.report.credible import LABELS
from detente.report.words import (
    PUT_IN,
    by_date,
    chance,
    condition_in_words,
    event_in_words,
    joined,
    mark,
    percent,
)

__all__ = ["figure_of", "gist"]

MOST = 3  # things named in so few words


def gist(answer: Answer, case: Case) -> str:
    """The answer in a few words."""
    return WRITERS[type(answer.detail)](answer.detail, answer, case)


def figure_of(answer: Answer, case: Case) -> str:
    """What the number of an answer is the probability of."""
    text = condition_in_words(case, answer.question.of_text)
    when = by_date(answer) or " in the long run"
    if isinstance(answer.detail, Outcome):
        return "chance of the likeliest single state" + by_date(answer)
    if isinstance(answer.detail, Credible):
        return "chance that it is broken, where what it guards against comes about"
    if isinstance(answer.detail, Excluded):
        return "chance that they can act without the others"
    if isinstance(answer.detail, Settlement):
        return f"chance of {text}{when}, as things are"
    if not answer.question.given:
        return f"chance of {text}{when}"
    return f"chance of {text}, where it comes to {condition_in_words(case, answer.question.given_text)},{when}"


def _chance(_: object, answer: Answer, __: Case) -> str:
    return "" if answer.estimate is None else chance(answer.estimate) + (PUT_IN if answer.calibrated else "")


def _excluded(_: object, answer: Answer, __: Case) -> str:
    return f"they can act: {_chance(_, answer, __)}"


def _outcome(detail: Outcome, answer: Answer, case: Case) -> str:
    events = sorted(detail.events, key=lambda pair: -pair[1])[:MOST]
    said = [f"{event_in_words(name)} {percent(held)}{mark(answer, case.events[name][1])}" for name, held in events]
    return ", ".join(said) or chance(detail.ends[0].probability)


def _obstacles(detail: Obstacles, _: Answer, case: Case) -> str:
    if not detail.possible:
        return "it cannot occur"
    who = dict.fromkeys(case.parties[each.party].name for each in detail.obstacles)
    return f"in the way: {joined(list(who)[:MOST])}" if who else "nobody is in the way"


def _effect(detail: Effect, answer: Answer, _: Case) -> str:
    low, high = float(detail.estimates[0]), float(detail.estimates[-1])
    today = f"{percent(answer.estimate)} today, " if answer.estimate is not None else ""
    return f"{today}{percent(low)} to {percent(high)} over its range"


def _matters(detail: Matters, _: Answer, case: Case) -> str:
    if detail.variance <= 0 or not detail.matters:
        return "nobody's"
    first = detail.matters[0]
    order = ", by its order" if first.of == "order" else ""
    return (
        f"{joined([case.parties[k].name for k in first.parties])}{order}: {percent(first.total)} of what is unknown"
    )


def _credible(detail: Credible, _: Answer, __: Case) -> str:
    label = LABELS[detail.label].removeprefix("It ").removeprefix("is ")
    return label if isnan(detail.broken_if_happens) else f"{label}: broken in {percent(detail.broken_if_happens)}"


def _holds(detail: Holds, _: Answer, case: Case) -> str:
    if not detail.states:
        return "it cannot occur"
    leaving = [each for each in detail.states[0].departures if each.share > 0]
    if not leaving:
        return "it holds by itself"
    most = max(leaving, key=lambda each: each.share)
    return f"{case.parties[most.party].name} would leave with a chance of {percent(most.share)}"


def _chosen(detail: Chosen, _: Answer, __: Case) -> str:
    if all_tie(detail):
        return "all tie"
    return joined(list(dict(detail.winners)["nash_product"])) or "all are vetoed"


def _settled(detail: Settlement, _: Answer, __: Case) -> str:
    if detail.why or detail.cost is None:
        return "none found" if not detail.why else "none exists"
    count = len(detail.ways[0].changes)
    return f"{counted(count, 'change')}, cost {float(detail.cost):g}" if count else "none is needed"


WRITERS: dict[type, Callable[..., str]] = {
    Probability: _chance,
    Outcome: _outcome,
    Obstacles: _obstacles,
    Effect: _effect,
    Matters: _matters,
    Credible: _credible,
    Holds: _holds,
    Excluded: _excluded,
    Chosen: _chosen,
    Settlement: _settled,
}
