"""Why an answer can be relied on as far as it can, in words."""

from collections.abc import Iterable, Iterator, Mapping
from typing import cast

from detente.analysis.answer import Reason, Weakness, Why

__all__ = ["reasons_in_words"]

REASONS: Mapping[Why, str] = {
    "undefined": "it has no number, since what it asks about never comes about",
    "rules disagree": "the play rules disagree",
    "rules differ": "the play rules differ by {points:.0f} points",
    "wide": "it moves by {points:.0f} points with what is uncertain",
    "unmoved": "nothing that was given a range moves it",
    "unmoved, assumed": "nothing that was given a range moves it, and most of what it follows from is assumed",
    "all assumed": "what moves it is assumed",
    "mostly contradicted": "most of what moves it is contradicted by other passages",
    "weights assumed": "weights of profiles are assumed",
    "another game": "the search leaves options out: it is about another game than the case's",
    "sound": "it rests on passages of several sources, and the play rules agree",
}
WEAKNESSES: Mapping[Weakness, str] = {
    "assumed": "is assumed",
    "not accepted": "cites what nobody accepted",
    "contradicted": "is contradicted by other passages",
    "unverified": "was said by somebody unnamed, unknown or doubtful",
    "single-source": "rests on one source",
    "ungraded": "cites passages that nobody graded",
}


def reasons_in_words(reasons: Iterable[Reason]) -> str:
    """The reasons as one line.

    >>> reasons_in_words([Reason("rules differ", 0.11), Reason("assumed", 0.5), Reason("single-source")])
    'the play rules differ by 11 points; part of what moves it is assumed; all of it rests on one source'
    """
    return "; ".join(_said(reasons))


def _said(reasons: Iterable[Reason]) -> Iterator[str]:
    inputs = "what moves it"
    for each in reasons:
        if each.kind in WEAKNESSES:
            yield f"{'all' if each.size == 1 else 'part'} of {inputs} {WEAKNESSES[cast('Weakness', each.kind)]}"
            inputs = "it"
        else:
            yield REASONS[cast("Why", each.kind)].format(points=100 * each.size)
