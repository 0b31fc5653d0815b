"""How far an answer can be relied on: from the evidence behind it and the spread between rules.

It says nothing of how likely something is. It is low for the reasons of `_low`, else moderate for those of
`_moderate`, and high where none applies. The reasons told are those that applied, at most two. The bounds are this
project's own.
"""

from collections.abc import Iterator, Sequence
from math import isnan
from typing import get_args

from detente.analysis.answer import Answer, Confidence, Reason, Reliance, Weakness, is_cited
from detente.analysis.choose import Chosen
from detente.case import Assumed, Case
from detente.case.check import warrants
from detente.case.standing import UNGRADED, Ground, grade_of, grounds_of

__all__ = ["confidence", "mainly_assumed"]

DISAGREE, DIFFER = 0.25, 0.1  # rule spreads of which the first makes confidence low, the second not high
WIDE = 0.3  # a belief range that keeps confidence from being high
MOST_REASONS = 2


def confidence(given: Answer, case: Case) -> tuple[Confidence, tuple[Reason, ...]]:
    """How far an answer can be relied on, and why.

    It is never high where the weight of any profile is assumed: an input that an answer does not lean on today may
    still be wrong.
    """
    found = grounds_of(case, [(each.key, each.warrant) for each in given.rests_on])
    if low := tuple(_low(given, case, found)):
        return "low", low[:MOST_REASONS]
    if moderate := tuple(_moderate(given, case, found)):
        return "moderate", moderate[:MOST_REASONS]
    return "high", (Reason("sound"),)


def _low(given: Answer, case: Case, found: Sequence[Ground]) -> Iterator[Reason]:
    """Each reason for which an answer is worth little."""
    if given.estimate is not None and isnan(given.estimate):
        yield Reason("undefined")
    if given.rule_spread > DISAGREE:
        yield Reason("rules disagree", given.rule_spread)
    if not given.rests_on and mainly_assumed(given, case):
        yield Reason("unmoved, assumed")
    if given.rests_on and not _cited_share(given, found):
        yield Reason("all assumed")
    elif (share := _share(given, ["contradicted" in ground.standings for ground in found])) > 1 / 2:
        yield Reason("mostly contradicted", share)


def _moderate(given: Answer, case: Case, found: Sequence[Ground]) -> Iterator[Reason]:
    """Each reason for which an answer that is not worth little cannot be relied on."""
    low, high = given.belief_range or (0.0, 0.0)
    if given.rule_spread > DIFFER:
        yield Reason("rules differ", given.rule_spread)
    if high - low > WIDE:
        yield Reason("wide", high - low)
    yield from _weak(given, case, found)
    if not given.rests_on:
        yield Reason("unmoved")
    if given.played and any(isinstance(profile.warrant, Assumed) for _, _, profile in case.profiles()):
        yield Reason("weights assumed")


def _weak(given: Answer, case: Case, found: Sequence[Ground]) -> Iterator[Reason]:
    """What is weak about the inputs that move an answer: of some of them, or of all."""
    for weakness in get_args(Weakness):
        having = sum(_has(weakness, case, each, ground) for each, ground in zip(given.rests_on, found, strict=True))
        if having:
            yield Reason(weakness, having / len(found))


def _has(weakness: Weakness, case: Case, given: Reliance, ground: Ground) -> bool:
    """Whether an input is weak in some way."""
    match weakness:
        case "assumed":
            return not is_cited(given.warrant)
        case "ungraded":
            return _ungraded(case, ground)
    return weakness in ground.standings


def _cited_share(given: Answer, found: Sequence[Ground]) -> float:
    """The share of what moves an answer that somebody can look up."""
    pairs = zip(given.rests_on, found, strict=True)
    return _share(given, [is_cited(each.warrant) and ground.standings != ("not accepted",) for each, ground in pairs])


def _share(given: Answer, holds: Sequence[bool]) -> float:
    """The share of all swings that is made by some of the inputs."""
    total = sum(each.swing for each in given.rests_on)
    own = sum(each.swing for each, does in zip(given.rests_on, holds, strict=True) if does)
    return own / total if total else 0.0


def _ungraded(case: Case, ground: Ground) -> bool:
    """Whether something is cited of which nobody graded either the source or the item."""
    items = [case.ledger.items[id] for id in ground.evidence if id in case.ledger.items]
    cited = not {"proposed", "assumed"} & set(ground.standings)
    return cited and any(grade_of(case, item) == UNGRADED for item in items)


def mainly_assumed(answer: Answer, case: Case) -> bool:
    """Whether an answer rests mainly on assumptions or judgements.

    Most of what moves it is assumed or has no warrant; where nothing moves it, most of what the case says. A choice
    does so unless somebody cites what its scores stand on.
    """
    if isinstance(answer.detail, Chosen):
        return not answer.question.settings.get("evidence")
    total = sum(each.swing for each in answer.rests_on)
    if total:
        return sum(each.swing for each in answer.rests_on if is_cited(each.warrant)) < total / 2
    known = [is_cited(warrant) for _, warrant in warrants(case) if warrant is not None]
    return 2 * sum(known) < len(known) or not known
