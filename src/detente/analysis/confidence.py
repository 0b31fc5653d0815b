"""How far an answer can be relied on: from the evidence behind it and the spread between rules.

It says nothing of how likely something is. It is low for the reasons of `_low`, else moderate for those of
`_moderate`, and high where none applies. The reasons told are those that applied, at most two. The bounds are this
project's own.
"""

from collections.abc import Iterator, Sequence
from math import isnan

from detente.analysis.answer import Answer, Confidence, is_cited
from detente.analysis.choose import Chosen
from detente.case import Assumed, Case
from detente.case.check import warrants
from detente.case.standing import UNGRADED, Ground, grade_of, grounds_of

__all__ = ["confidence", "mainly_assumed"]

DISAGREE, DIFFER = 0.25, 0.1  # rule spreads of which the first makes confidence low, the second not high
WIDE = 0.3  # a belief range that keeps confidence from being high
MOST_REASONS = 2

WEAK = {  # a standing of an input that keeps confidence from being high, and what is said of the input
    "not accepted": "cites what nobody accepted",
    "contradicted": "is contradicted by other passages",
    "unverified": "was said by somebody unnamed, unknown or doubtful",
    "single-source": "rests on one source",
}


def confidence(given: Answer, case: Case) -> tuple[Confidence, str]:
    """How far an answer can be relied on, and why.

    It is never high where the weight of any profile is assumed: an input that an answer does not lean on today may
    still be wrong.
    """
    found = grounds_of(case, [(each.key, each.warrant) for each in given.rests_on])
    if low := list(_low(given, case, found)):
        return "low", "; ".join(low[:MOST_REASONS])
    if moderate := list(_moderate(given, case, found)):
        return "moderate", "; ".join(moderate[:MOST_REASONS])
    return "high", "it rests on passages of several sources, and the play rules agree"


def _low(given: Answer, case: Case, found: Sequence[Ground]) -> Iterator[str]:
    """Each reason for which an answer is worth little."""
    if given.estimate is not None and isnan(given.estimate):
        yield "it has no number, since what it asks about never comes about"
    if given.rule_spread > DISAGREE:
        yield "the play rules disagree"
    if not given.rests_on and mainly_assumed(given, case):
        yield "nothing that was given a range moves it, and most of what it follows from is assumed"
    if given.rests_on and not _cited_share(given, found):
        yield "what moves it is assumed"
    elif _share(given, ["contradicted" in ground.standings for ground in found]) > 1 / 2:
        yield "most of what moves it is contradicted by other passages"


def _moderate(given: Answer, case: Case, found: Sequence[Ground]) -> Iterator[str]:
    """Each reason for which an answer that is not worth little cannot be relied on."""
    low, high = given.belief_range or (0.0, 0.0)
    if given.rule_spread > DIFFER:
        yield f"the play rules differ by {100 * given.rule_spread:.0f} points"
    if high - low > WIDE:
        yield f"it moves by {100 * (high - low):.0f} points with what is uncertain"
    yield from _weak(given, case, found)
    if not given.rests_on:
        yield "nothing that was given a range moves it"
    if given.played and any(isinstance(p.warrant, Assumed) for party in case.parties for p in party.profiles):
        yield "weights of profiles are assumed"


def _weak(given: Answer, case: Case, found: Sequence[Ground]) -> Iterator[str]:
    """What is weak about the inputs that move an answer: of some of them, or of all."""
    faults = {"is assumed": [not is_cited(each.warrant) for each in given.rests_on]}
    faults |= {said: [standing in ground.standings for ground in found] for standing, said in WEAK.items()}
    faults["cites passages that nobody graded"] = [_ungraded(case, ground) for ground in found]
    start = " of what moves it"
    for said, holds in faults.items():
        if any(holds):
            yield f"{'all' if all(holds) else 'part'}{start} {said}"
            start = " of it"


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
