"""What stands behind an answer: its doubts, each by its own name, what it rests on, and how it was worked out."""

from math import isnan

from detente.analysis.answer import Answer, Reliance
from detente.analysis.settle import Settlement
from detente.case import Assumed, Case, Cited
from detente.case.standing import UNGRADED, grade_of, grounds_of
from detente.errors import counted
from detente.report.confidence import reasons_in_words
from detente.report.words import by_date, joined, percent

__all__ = ["behind", "footing", "span", "three_doubts", "worked_out"]

ALIKE = 0.0005  # a difference between rules that no percentage shows
DIGITS = 6  # of a digest, as many as tell models of one reader apart


def behind(answer: Answer, case: Case) -> list[tuple[str, str]]:
    """What stands behind an answer, as pairs of a name and what is said under it; the last is the quietest."""
    lines = []
    if answer.estimate is not None and answer.belief_range is not None:
        lines += [(name, _brief(name, value, why)) for name, value, why in three_doubts(answer)]
        lines = [each for each in lines if each[0] != "Sampling error" or not answer.exact]
    lines.append(("Confidence", f"{answer.confidence}: {reasons_in_words(answer.reasons)}"))
    if answer.rests_on:
        lines.append(("Rests on", "; ".join(_input(each, answer, case) for each in answer.rests_on)))
    if answer.played and answer.shocks and not answer.dated:
        lines.append(("Shocks", "where it goes on for ever, the number is a share of time"))
    return [*lines, ("Worked out", worked_out(answer))]


def _brief(name: str, value: str, why: str) -> str:
    """A doubt without the reason that is the same for every answer."""
    return value if name == "Belief range" or value == "none" else f"{value}: {why}"


def three_doubts(answer: Answer) -> list[tuple[str, str, str]]:
    """Belief range, sampling error and rule spread: name, value, and what moves it."""
    low, high = answer.belief_range or (float("nan"), float("nan"))
    sampled = (
        ("none", "all combinations of what the parties may want were worked out")
        if answer.exact
        else (_error(answer), f"two standard errors over {answer.draws:,} draws")
    )
    return [
        ("Belief range", span(low, high), "as inputs move one at a time"),
        ("Sampling error", *sampled),
        _rule_spread(answer),
    ]


def span(low: float, high: float) -> str:
    """Two probabilities as people say them.

    >>> span(0.2, 0.5), span(0.201, 0.199), span(0.001, 0.002)
    ('20 % to 50 %', '20 %', 'under 1 %')
    """
    ends = list(dict.fromkeys(percent(each) for each in sorted((low, high))))
    return " to ".join(ends)


def _error(answer: Answer) -> str:
    error = 2 * answer.standard_error
    return "less than ±1 %" if error < 0.01 else f"±{percent(error)}"


def _rule_spread(answer: Answer) -> tuple[str, str, str]:
    known = [value for value in answer.rules.values() if not isnan(value)]
    if not known or max(known) - min(known) < ALIKE:
        return "Rule spread", "none", "the same under every rule of play"
    return "Rule spread", span(min(known), max(known)), _by_rule(answer)


def _by_rule(answer: Answer) -> str:
    """What each rule gives; once where several give the same."""
    under: dict[str, list[str]] = {}
    for rule, value in answer.rules.items():
        under.setdefault(percent(value), []).append(rule.replace("_", " "))
    return ", ".join(f"{value} under {joined(rules)}" for value, rules in under.items())


def _input(given: Reliance, answer: Answer, case: Case) -> str:
    """An input, the answer at the ends of its range, and what stands behind it."""
    ends = "" if answer.estimate is None else f" {span(given.low, given.high)}"
    return f"{given.name}{ends} ({footing(given, case)})"


def footing(given: Reliance, case: Case) -> str:
    """What stands behind an input: its standing and, where passages are cited, their grades."""
    if isinstance(given.warrant, Assumed) and not given.warrant.proposed:
        return "assumed"
    (ground,) = grounds_of(case, [(given.key, given.warrant)])
    items = [case.ledger.items[id] for id in ground.evidence if id in case.ledger.items]
    grades = sorted({grade_of(case, item) for item in items}) if isinstance(given.warrant, Cited) else []
    return ", ".join([ground.standing, *("ungraded" if each == UNGRADED else each for each in grades)])


def worked_out(answer: Answer) -> str:
    """Which model was solved, how, over what, and for how long."""
    settings, took = answer.settings, [] if answer.seconds is None else [f"{answer.seconds:.1f} s"]
    model = f"model {answer.digest[:DIGITS]}"
    if not answer.played:
        return ", ".join([model, "nothing is played", *took])
    seed = "" if answer.exact else f" from seed {settings.seed}"
    many = counted(answer.draws, "combination" if answer.exact else "draw") + seed
    when = by_date(answer).strip() or "structure only"
    rule = answer.detail.rule if isinstance(answer.detail, Settlement) else settings.rule
    return ", ".join([model, rule.replace("_", " "), many, when, *took])
