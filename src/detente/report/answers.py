"""Answers as sentences: what a person reads first, then what stands behind it."""

from collections.abc import Callable

from detente.analysis.answer import Answer
from detente.analysis.calibrate import Calibrated
from detente.analysis.choose import Chosen
from detente.analysis.confidence import mainly_assumed
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
from detente.case.shock import moved_by
from detente.conflict.states import States
from detente.errors import counted
from detente.report.choose import choose_sentences, choose_table
from detente.report.credible import credible_sentences, credible_table
from detente.report.effect import effect_sentences, effect_table
from detente.report.excluded import excluded_sentences, excluded_table
from detente.report.holds import holds_sentences, holds_table
from detente.report.letters import Letters
from detente.report.matters import matters_sentences, matters_table
from detente.report.outside import outside_sentences
from detente.report.settle import settle_sentences, settle_table
from detente.report.tables import Table
from detente.report.words import (
    NOISE,
    by_date,
    chance,
    condition_in_words,
    day_in_words,
    event_in_words,
    mark,
    once_moved,
    percent,
    put_in,
    raised,
    state_in_words,
    wants_of_today,
)

__all__ = ["caveats", "headline", "sentences", "table_of", "unasked"]

MOST_ROWS = 8  # obstacles in a table
MOST_NAMED = 3  # obstacles in a headline; the table has the rest


def headline(answer: Answer, case: Case, states: States) -> list[str]:
    """The answer in one to three sentences, after what must be said before it."""
    return [*caveats(answer, case), *sentences(answer, case, states), *outside_sentences(answer)]


def sentences(answer: Answer, case: Case, states: States) -> list[str]:
    """The answer in one to three sentences."""
    return WRITERS[type(answer.detail)](answer.detail, answer, case, states)


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
    if answer.calibration and not answer.calibration.met:
        said.append(_missed(answer.calibration, case))
    if mainly_assumed(answer, case):
        judged = isinstance(answer.detail, Chosen)
        said.append(f"This answer rests {'on scores that are judgements' if judged else 'mainly on assumptions'}.")
    return said + _moment(answer, case)


def _missed(fitted: Calibrated, case: Case) -> str:
    """That no rate gives what the rates were to be fitted to."""
    wish = fitted.wish
    event, by = condition_in_words(case, wish.event), day_in_words(wish.by)
    return (
        f"The rates could not be fitted: {event} was to have a chance of {percent(wish.to)} by {by}, "
        f"and the nearest that any rate gives is {percent(fitted.reached)}."
    )


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


def _probability(detail: Probability, answer: Answer, case: Case, _: States) -> list[str]:
    question = answer.question
    assert answer.estimate is not None  # noqa: S101 - this kind has one
    said = f"{raised(chance(answer.estimate))}{by_date(answer)}: {condition_in_words(case, question.of_text)}"
    if detail.among is None:
        return [said + "."]
    given = condition_in_words(case, question.given_text)
    marked = put_in(answer, question.given)
    lines = [f"{said}, where it comes to {given} ({percent(detail.among)} of all{', put in' if marked else ''})."]
    if detail.if_done is not None:
        lines.append(f"If {given} is brought about from the start and kept: {chance(detail.if_done)}.")
    return lines


def unasked(detail: Outcome, case: Case, states: States) -> list[str]:
    """Where a conflict goes whose case asks nothing, in one or two sentences."""
    return _ends(detail, case, states)


def _outcome(detail: Outcome, answer: Answer, case: Case, states: States) -> list[str]:
    return _ends(detail, case, states, answer)


def _ends(detail: Outcome, case: Case, states: States, answer: Answer | None = None) -> list[str]:
    by, kind = (by_date(answer), "state" if answer.dated else "end") if answer else ("", "end")
    first = detail.ends[0]
    where = "it never comes to rest" if len(first.states) > 1 else state_in_words(case, states, first.states[0])
    lines = [f"The likeliest single {kind}{by}, {chance(first.probability)}: {where}."]
    events = [
        f"{event_in_words(name)} {percent(held)}{mark(answer, case.events[name][1])}" for name, held in detail.events
    ]
    if events:
        among = counted(len(detail.ends) + detail.others, f"possible {kind}")
        lines.append(f"Over all {among}: {', '.join(events)}.")
    return lines


def _obstacles(detail: Obstacles, answer: Answer, case: Case, _: States) -> list[str]:
    text = condition_in_words(case, answer.question.of_text)
    if not detail.possible:
        return [f"{raised(text)} holds in no state that can occur."]
    assert answer.estimate is not None  # noqa: S101 - this kind has one
    lines = [f"{raised(chance(answer.estimate))} that {text} comes about{by_date(answer)}.", _suits(detail.accepted)]
    if detail.obstacles:
        lines.append(
            "In the way, reason by reason: "
            + "; ".join(_obstacle(o, case) for o in detail.obstacles[:MOST_NAMED])
            + "."
        )
    return lines


def _suits(accepted: float) -> str:
    """How likely it is that nobody is against: a number apart from that of its coming about."""
    if accepted < NOISE:
        return "Whatever they want, no form of it suits all parties: some would refuse it today, or leave it."
    always = accepted > 1 - NOISE
    how_likely = "Whatever they want," if always else f"Apart from that, with a chance of {percent(accepted)},"
    return f"{how_likely} some form of it suits all parties: none would refuse it today, and none would leave it."


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
