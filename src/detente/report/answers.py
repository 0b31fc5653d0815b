"""Answers as sentences: what a person reads first, then what stands behind it."""

from collections.abc import Callable

from detente.analysis.answer import Answer, mainly_assumed
from detente.analysis.choose import Chosen
from detente.analysis.credible import Credible
from detente.analysis.effect import Effect
from detente.analysis.excluded import Excluded
from detente.analysis.holds import Holds
from detente.analysis.kinds import Probability
from detente.analysis.matters import Matters
from detente.analysis.obstacles import Obstacle, Obstacles
from detente.analysis.outcome import Outcome
from detente.case import Case
from detente.conflict.states import States
from detente.report.commitment import (
    credible_sentences,
    credible_table,
    excluded_sentences,
    excluded_table,
    holds_sentences,
    holds_table,
)
from detente.report.sensitivity import (
    choose_sentences,
    choose_table,
    effect_sentences,
    effect_table,
    matters_sentences,
    matters_table,
)
from detente.report.tables import Table
from detente.report.words import (
    chance,
    changes_in_words,
    condition_in_words,
    joined,
    percent,
    raised,
    state_in_words,
)

__all__ = ["caveats", "doubts", "headline", "table_of"]

MOST_ROWS = 8  # obstacles in a table
MOST_NAMED = 3  # obstacles and ends in a headline; the table has the rest


def headline(answer: Answer, case: Case, states: States) -> list[str]:
    """The answer in one to three sentences."""
    writer = WRITERS.get(type(answer.detail))
    return [*caveats(answer), *(writer(answer.detail, answer, case, states) if writer else [])]


def table_of(answer: Answer, case: Case, states: States) -> Table | None:
    """The table that belongs to an answer, where its kind has one."""
    made = TABLES.get(type(answer.detail))
    table = made(answer.detail, case, states) if made else None
    return table if table and table.rows else None


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


def _probability(detail: Probability, answer: Answer, case: Case, _: States) -> list[str]:
    question = answer.question
    assert answer.estimate is not None  # noqa: S101 - this kind has one
    said = f"{raised(chance(answer.estimate))}: {condition_in_words(case, question.of_text)}"
    if detail.among is None:
        return [said + "."]
    given = condition_in_words(case, question.given_text)
    lines = [f"{said}, among the ends in which {given} ({percent(detail.among)} of all)."]
    if detail.if_done is not None:
        lines.append(f"If {given} is brought about from the start and kept: {percent(detail.if_done)}.")
    return lines


def _outcome(detail: Outcome, answer: Answer, case: Case, states: States) -> list[str]:
    first = detail.ends[0]
    where = "it never comes to rest" if len(first.states) > 1 else state_in_words(case, states, first.states[0])
    events = [f"{name} {percent(held)}" for name, held in detail.events]
    by = f"By {answer.question.by:%-d %B %Y} the" if answer.dated and answer.question.by else "The"
    kind = "state" if answer.dated else "end"
    lines = [f"{by} likeliest single {kind}, {chance(first.probability)}: {where}."]
    if events:
        lines.append(f"Over all {len(detail.ends) + detail.others} possible {kind}s: {', '.join(events)}.")
    return lines


def _obstacles(detail: Obstacles, answer: Answer, case: Case, _: States) -> list[str]:
    text = answer.question.of_text
    if not detail.possible:
        return [f"{condition_in_words(case, text)} holds in no state that can occur."]
    lines = [
        f"Some form of {condition_in_words(case, text)} is acceptable to all in {percent(detail.accepted)} of the draws."
    ]
    if detail.obstacles:
        lines.append("In the way: " + "; ".join(_obstacle(o, case) for o in detail.obstacles[:MOST_NAMED]) + ".")
    return lines


def _obstacle(obstacle: Obstacle, case: Case) -> str:
    does = "would leave it" if obstacle.way == "leaves" else "would refuse it"
    over = f" over {condition_in_words(case, obstacle.want)}" if obstacle.want else ""
    return f"{case.parties[obstacle.party].name} {does}{over} ({percent(obstacle.share)})"


def _obstacles_table(detail: Obstacles, case: Case, states: States) -> Table:
    rows = tuple(
        (
            case.parties[o.party].name,
            "would leave" if o.way == "leaves" else "would refuse",
            condition_in_words(case, o.want) or "its ranking",
            changes_in_words(case, states, o.state, o.rather),
            percent(o.share),
        )
        for o in detail.obstacles[:MOST_ROWS]
    )
    head = ("Party", "How", "Over", "It would rather", "Share of draws")
    return Table("Who stands in the way, and over what", head, rows, frozenset({4}))


def _plain(writer: Callable[..., list[str]]) -> Callable[..., list[str]]:
    """A writer that needs the question's text alone."""
    return lambda detail, answer, case, states: writer(
        detail, condition_in_words(case, answer.question.of_text), case, states
    )


WRITERS: dict[type, Callable[..., list[str]]] = {
    Probability: _probability,
    Outcome: _outcome,
    Obstacles: _obstacles,
    Effect: _plain(effect_sentences),
    Matters: _plain(matters_sentences),
    Credible: _plain(credible_sentences),
    Holds: _plain(holds_sentences),
    Excluded: _plain(excluded_sentences),
    Chosen: _plain(choose_sentences),
}

TABLES: dict[type, Callable[..., Table]] = {
    Obstacles: _obstacles_table,
    Effect: effect_table,
    Matters: matters_table,
    Credible: credible_table,
    Holds: holds_table,
    Excluded: excluded_table,
    Chosen: choose_table,
}
