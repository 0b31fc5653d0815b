"""Answers as sentences: what a person reads first, then what stands behind it."""

from collections.abc import Callable

from detente.analysis.answer import Answer, mainly_assumed
from detente.analysis.effect import Effect
from detente.analysis.obstacles import Obstacle, Obstacles
from detente.analysis.outcome import Outcome
from detente.analysis.questions import Probability
from detente.case import Case
from detente.conflict.states import States
from detente.report.words import chance, joined, percent, state_in_words

__all__ = ["caveats", "doubts", "headline"]

MOST_NAMED = 3  # obstacles and ends in a headline; the table has the rest


def headline(answer: Answer, case: Case, states: States) -> list[str]:
    """The answer in one to three sentences."""
    writer = WRITERS.get(type(answer.detail))
    said = writer(answer, case, states) if writer else []
    return [*caveats(answer), *said]


def caveats(answer: Answer) -> list[str]:
    """What must be said before the answer itself."""
    said = []
    if answer.calibrated:
        said.append("This is the outside view that the rates were fitted to, not a finding.")
    if answer.estimate is not None and mainly_assumed(answer):
        said.append("This answer rests mainly on assumptions.")
    return said


def doubts(answer: Answer) -> list[str]:
    """The three kinds of doubt, each by its own name, and what the answer rests on."""
    if answer.estimate is None or answer.belief_range is None:
        return []
    low, high = answer.belief_range
    sampled = "none, all combinations were worked out" if answer.exact else f"±{percent(2 * answer.standard_error)}"
    rules = joined([f"{percent(value)} under {rule.replace('_', ' ')}" for rule, value in answer.rules.items()])
    lines = [
        f"Belief range: {percent(low)} to {percent(high)}, as drivers and profile weights move one at a time.",
        f"Sampling error: {sampled}. Rule spread: {rules}.",
        f"Confidence: {answer.confidence}; {answer.confidence_reason}.",
    ]
    if not answer.dated:
        lines.append("Structure only: where the conflict would come to rest, not by when.")
    return lines


def _probability(answer: Answer, case: Case, states: States) -> list[str]:
    del case, states
    detail, question = answer.detail, answer.question
    assert isinstance(detail, Probability) and answer.estimate is not None  # noqa: S101, PT018 - one writer a kind
    said = f"{_first_upper(chance(answer.estimate))}: {question.of_text}"
    if detail.among is None:
        return [said + "."]
    lines = [f"{said}, among the ends in which {question.given_text} ({percent(detail.among)} of all)."]
    if detail.if_done is not None:
        lines.append(f"If {question.given_text} is brought about from the start and kept: {percent(detail.if_done)}.")
    return lines


def _effect(answer: Answer, case: Case, states: States) -> list[str]:
    del case, states
    detail, question = answer.detail, answer.question
    assert isinstance(detail, Effect) and answer.estimate is not None  # noqa: S101, PT018 - one writer a kind
    ends = f"{percent(float(detail.estimates[0]))} at {percent(float(detail.values[0]))} of it"
    ends += f" to {percent(float(detail.estimates[-1]))} at {percent(float(detail.values[-1]))}"
    lines = [
        f"{_first_upper(chance(answer.estimate))} today: {question.of_text}. It goes from {ends} ({detail.means})."
    ]
    if detail.crossing is not None:
        lines.append(f"It crosses one half at {percent(detail.crossing)}.")
    if detail.elasticity is not None:
        lines.append(
            f"One per cent more of it moves the answer by {detail.elasticity:+.1f} per cent, at today's value."
        )
    return lines


def _outcome(answer: Answer, case: Case, states: States) -> list[str]:
    detail = answer.detail
    assert isinstance(detail, Outcome)  # noqa: S101 - one writer a kind
    first = detail.ends[0]
    where = "It never comes to rest" if len(first.states) > 1 else state_in_words(case, states, first.states[0])
    events = [f"{name} {percent(held)}" for name, held in detail.events]
    lines = [f"The likeliest single end, {chance(first.probability)}: {where}."]
    if len(detail.ends) + detail.others > 1:
        lines.append(f"There are {len(detail.ends) + detail.others} possible ends. Events: {', '.join(events)}.")
    return lines


def _obstacles(answer: Answer, case: Case, states: States) -> list[str]:
    del states
    detail, question = answer.detail, answer.question
    assert isinstance(detail, Obstacles)  # noqa: S101 - one writer a kind
    if not detail.possible:
        return [f"{question.of_text} holds in no state that can occur."]
    lines = [f"All would accept {question.of_text} in some form in {percent(detail.accepted)} of the draws."]
    if detail.obstacles:
        lines.append("In the way: " + "; ".join(_obstacle(o, case) for o in detail.obstacles[:MOST_NAMED]) + ".")
    return lines


def _obstacle(obstacle: Obstacle, case: Case) -> str:
    does = "would leave it" if obstacle.way == "leaves" else "would refuse it"
    over = f' over "{obstacle.want}"' if obstacle.want else ""
    return f"{case.parties[obstacle.party].name} {does}{over} ({percent(obstacle.share)})"


def _first_upper(text: str) -> str:
    return text[:1].upper() + text[1:]


Writer = Callable[[Answer, Case, States], list[str]]
WRITERS: dict[type, Writer] = {Probability: _probability, Outcome: _outcome, Effect: _effect, Obstacles: _obstacles}
