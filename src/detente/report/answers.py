"""Answers as sentences: what a person reads first, then what stands behind it."""

from collections.abc import Callable
from math import isnan

from detente.analysis.answer import Answer, is_cited, mainly_assumed
from detente.analysis.choose import Chosen
from detente.analysis.credible import Credible
from detente.analysis.effect import Effect
from detente.analysis.excluded import Excluded
from detente.analysis.holds import Holds
from detente.analysis.kinds import Probability
from detente.analysis.matters import Matters
from detente.analysis.obstacles import Obstacle, Obstacles
from detente.analysis.outcome import Outcome
from detente.analysis.settle import Settlement
from detente.case import Case
from detente.case.check import warrants
from detente.case.shock import moved_by
from detente.conflict.states import States
from detente.report.commitment import (
    credible_sentences,
    credible_table,
    excluded_sentences,
    excluded_table,
    holds_sentences,
    holds_table,
)
from detente.report.letters import Letters
from detente.report.outside import outside_sentences
from detente.report.sensitivity import (
    choose_sentences,
    choose_table,
    effect_sentences,
    effect_table,
    matters_sentences,
    matters_table,
)
from detente.report.settle import settle_sentences, settle_table
from detente.report.tables import Table
from detente.report.words import (
    by_date,
    chance,
    condition_in_words,
    joined,
    once_moved,
    percent,
    raised,
    state_in_words,
    wants_of_today,
)

__all__ = ["caveats", "doubts", "headline", "table_of"]

MOST_ROWS = 8  # obstacles in a table
ALIKE = 0.0005  # a difference between rules that no percentage shows
MOST_NAMED = 3  # obstacles in a headline; the table has the rest


def headline(answer: Answer, case: Case, states: States) -> list[str]:
    """The answer in one to three sentences, after what must be said before it."""
    return [*caveats(answer, case), *sentences(answer, case, states), *outside_sentences(answer)]


def sentences(answer: Answer, case: Case, states: States) -> list[str]:
    """The answer in one to three sentences."""
    writer = WRITERS.get(type(answer.detail))
    return writer(answer.detail, answer, case, states) if writer else []


def table_of(answer: Answer, case: Case, letters: Letters) -> Table | None:
    """The table that belongs to an answer, where its kind has one."""
    made = TABLES.get(type(answer.detail))
    table = made(answer.detail, case, letters) if made else None
    return table if table and table.rows else None


def caveats(answer: Answer, case: Case) -> list[str]:
    """What must be said before the answer itself."""
    said = []
    if answer.calibrated:
        said.append("This is the outside view that the rates were fitted to, not a finding.")
    if concept := answer.question.settings.get("concept"):
        said.append(f"This is what it comes to under {str(concept).replace('_', ' ')} as the rule of play.")
    if isinstance(answer.detail, Chosen):
        if not answer.question.settings.get("evidence"):
            said.append("This answer rests on scores that are judgements.")
    elif _assumed(answer, case):
        said.append("This answer rests mainly on assumptions.")
    return said + _moment(answer, case)


def _moment(answer: Answer, case: Case) -> list[str]:
    """Whose wants are meant, where shocks to drivers move them: those of today, or those of then."""
    if not any(moved_by(case, party) for party in case.parties):
        return []
    if isinstance(answer.detail, Obstacles):
        return [wants_of_today(case)]
    if isinstance(answer.detail, Holds):
        return [f"It is about what the parties want {once_moved(case)}."]
    if isinstance(answer.detail, Excluded):
        return [f"Likely ends are looked at {once_moved(case)}; the status quo as the parties see it today."]
    return []


def _assumed(answer: Answer, case: Case) -> bool:
    """Whether most of what the answer rests on is assumed; where nothing moves it, most of what the case says."""
    if any(each.swing > 0 for each in answer.rests_on):
        return mainly_assumed(answer)
    known = [is_cited(warrant) for _, warrant in warrants(case) if warrant is not None]
    return 2 * sum(known) < len(known) or not known


def doubts(answer: Answer) -> list[str]:
    """The three kinds of doubt, each by its own name, and how far the answer can be relied on."""
    if answer.estimate is None or answer.belief_range is None:
        return []
    lines = [f"{name}: {value}; {why}." for name, value, why in three_doubts(answer)]
    lines.append(f"Confidence: {answer.confidence}; {answer.confidence_reason}.")
    if not answer.dated:
        lines.append("Structure only: where the conflict would come to rest, not by when.")
        if answer.shocks:
            lines.append("With shocks it need not rest: where it goes on for ever, the number is a share of time.")
    return lines


def three_doubts(answer: Answer) -> list[tuple[str, str, str]]:
    """Belief range, sampling error and rule spread: name, value, and what moves it."""
    low, high = answer.belief_range or (float("nan"), float("nan"))
    sampled = (
        ("none", "all combinations of what the parties may want were worked out")
        if answer.exact
        else (f"±{percent(2 * answer.standard_error)}", f"two standard errors over {answer.draws:,} draws")
    )
    return [
        ("Belief range", f"{percent(low)} to {percent(high)}", "as drivers and profile weights move one at a time"),
        ("Sampling error", *sampled),
        _rule_spread(answer),
    ]


def _rule_spread(answer: Answer) -> tuple[str, str, str]:
    known = [value for value in answer.rules.values() if not isnan(value)]
    if not known or max(known) - min(known) < ALIKE:
        return "Rule spread", "none", "the same under every rule of play"
    rules = joined([f"{percent(value)} under {rule.replace('_', ' ')}" for rule, value in answer.rules.items()])
    return "Rule spread", f"{percent(min(known))} to {percent(max(known))}", rules


def _probability(detail: Probability, answer: Answer, case: Case, _: States) -> list[str]:
    question = answer.question
    assert answer.estimate is not None  # noqa: S101 - this kind has one
    said = f"{raised(chance(answer.estimate))}{by_date(answer)}: {condition_in_words(case, question.of_text)}"
    if detail.among is None:
        return [said + "."]
    given = condition_in_words(case, question.given_text)
    lines = [f"{said}, where it comes to {given} ({percent(detail.among)} of all)."]
    if detail.if_done is not None:
        lines.append(f"If {given} is brought about from the start and kept: {chance(detail.if_done)}.")
    return lines


def unasked(detail: Outcome, case: Case, states: States) -> list[str]:
    """Where a conflict goes whose case asks nothing, in one or two sentences."""
    return _ends(detail, case, states, "", "end")


def _outcome(detail: Outcome, answer: Answer, case: Case, states: States) -> list[str]:
    return _ends(detail, case, states, by_date(answer), "state" if answer.dated else "end")


def _ends(detail: Outcome, case: Case, states: States, by: str, kind: str) -> list[str]:
    first = detail.ends[0]
    where = "it never comes to rest" if len(first.states) > 1 else state_in_words(case, states, first.states[0])
    lines = [f"The likeliest single {kind}{by}, {chance(first.probability)}: {where}."]
    events = [f"{name} {percent(held)}" for name, held in detail.events]
    if events:
        lines.append(f"Over all {len(detail.ends) + detail.others} possible {kind}s: {', '.join(events)}.")
    return lines


def _obstacles(detail: Obstacles, answer: Answer, case: Case, _: States) -> list[str]:
    text = condition_in_words(case, answer.question.of_text)
    if not detail.possible:
        return [f"{raised(text)} holds in no state that can occur."]
    assert answer.estimate is not None  # noqa: S101 - this kind has one
    lines = [
        f"{raised(chance(answer.estimate))} that {text} comes about{by_date(answer)}; some form of it is acceptable "
        f"to all in {percent(detail.accepted)} of the draws."
    ]
    if detail.obstacles:
        lines.append("In the way: " + "; ".join(_obstacle(o, case) for o in detail.obstacles[:MOST_NAMED]) + ".")
    return lines


def _obstacle(obstacle: Obstacle, case: Case) -> str:
    party = case.parties[obstacle.party]
    does = "would leave it" if obstacle.way == "leaves" else "would refuse it"
    over = f", wanting {condition_in_words(case, obstacle.want, focal=party.id)}" if obstacle.want else ""
    return f"{party.name} ({percent(obstacle.share)}) {does}{over}"


def _obstacles_table(detail: Obstacles, case: Case, letters: Letters) -> Table:
    rows = tuple(
        (
            case.parties[o.party].name,
            o.share,
            "would leave" if o.way == "leaves" else "would refuse",
            letters.of(o.state),
            letters.of(o.rather),
            condition_in_words(case, o.want, focal=case.parties[o.party].id) or "its ranking",
        )
        for o in detail.obstacles[:MOST_ROWS]
    )
    head = ("Party", "Chance", "How", "State", "Rather", "Because it wants")
    return Table("Who stands in the way, and over what", head, rows, bars=frozenset({1}), letters=frozenset({3, 4}))


def _settle(detail: Settlement, answer: Answer, case: Case, states: States) -> list[str]:
    return settle_sentences(detail, condition_in_words(case, answer.question.of_text), case, states)


WRITERS: dict[type, Callable[..., list[str]]] = {
    Probability: _probability,
    Outcome: _outcome,
    Obstacles: _obstacles,
    Effect: effect_sentences,
    Matters: matters_sentences,
    Credible: credible_sentences,
    Holds: holds_sentences,
    Excluded: excluded_sentences,
    Chosen: choose_sentences,
    Settlement: _settle,
}

TABLES: dict[type, Callable[..., Table]] = {
    Obstacles: _obstacles_table,
    Effect: effect_table,
    Matters: matters_table,
    Credible: credible_table,
    Holds: holds_table,
    Excluded: excluded_table,
    Chosen: choose_table,
    Settlement: settle_table,
}
