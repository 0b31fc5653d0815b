"""What the parties of an agreement take upon themselves in running text, whatever the verb.

*The two Governments have agreed to exchange envoys*, *The forces will be withdrawn*, *Chad undertakes to clear the
mines*. A text is an agreement by its title, by what its sentences do, and by nobody in it *saying* anything.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from detente.evidence.document import Span
from detente.evidence.extraction.mentions import Cast
from detente.evidence.extraction.sentences import SPEECH, Sentence

__all__ = ["Pledge", "is_agreement", "pledges"]

TITLE = re.compile(
    r"\b(?:agreement|treaty|protocol|accord|memorandum of understanding|pact|convention|armistice|truce|"
    r"modus vivendi|(?:joint|final|agreed|common) (?:communiqu[eé]|declaration|statement|minute)|communiqu[eé])\b"
    r"|^\W*(?:[\w’'-]+ ){0,3}declaration\b",
    re.IGNORECASE,
)
OPENING, LONGEST = 6, 300  # sentences in which a title stands, and the characters it has at most
FEWEST, SHARE = 3, 0.25  # sentences that pledge, and their share, from which a text is an agreement
NOT_AGREED = re.compile(rf"\b(?:{SPEECH}|reporters|according to)\b|[“\"][^”\"]{{40,}}[”\"]")
OWN = re.compile(r"\b(?:I|my|me|you|your)\b")  # a letter or a speech
VERB = (
    r"(?:(?:have|has) )?(?:also |further |therefore |hereby |jointly |both |each )*"
    r"(?:agree[sd]?|undertakes?|undertook|decide[sd]?|resolve[sd]?|pledge[sd]?|commits?|committed|consents?|accepts?)"
    r"(?: (?:also|further|therefore|themselves|itself|in principle|with each other|between them))*"
)
AGREES = re.compile(rf"\b{VERB},? (?:(?P<to>(?:to|not to)) (?=[a-z])|(?P<that>that) |(?P<on>(?:up)?on) )")
WILL = re.compile(r"\b(?P<will>will)(?: (?:also|further|therefore|then|jointly))? (?=[a-z])")
AGAIN = re.compile(r",? and (?:(?:also|further|will|that) )?(?P<next>(?:to|that|will) )")
LABEL = re.compile(r"(?:(?:Article|Section|Point) [\dIVX]+[.:]? |\(?[\da-zA-Z]{1,3}[.)] |[-–•] )+")
PARTY = re.compile(
    r"\b(?:Part(?:y|ies)|Sides?|Governments?|[Cc]ountr(?:y|ies)|[Ss]tates?|both|[Tt]he two|[Ee]ach|[Ll]eaders|"
    r"[Nn]either|[Pp]arties|[Ss]ides?|[Gg]overnments?|Ministers|Presidents?|They|We|Heads|Members?)$"
)
JOINT = re.compile(r"\b(?:both|two|parties|sides|each|they|we)\b", re.IGNORECASE)
AND = re.compile(r"[’'s]*(?: \w+)?,? and ")
NEAR = 24  # characters before a party that opens its clause
UNLESS = re.compile(r",? (?:unless|save where|except where|provided that)\b")


@dataclass(frozen=True, slots=True)
class Pledge:
    """One duty of an agreement, the party that has it where it is one, and of two parties the one it is owed to."""

    span: Span
    of: str | None
    holder: str | None = None


def is_agreement(text: str, found: Sequence[Sentence]) -> bool:
    """Whether a text is what parties agreed, not a report of it."""
    opening = [s.span.of(text) for s in found[:OPENING] if len(s.span) <= LONGEST]
    if not any(TITLE.search(line) for line in opening):
        return False
    told = [s.span.of(text) for s in found if not s.heading]
    pledging = sum(bool(AGREES.search(words) or WILL.search(words)) for words in told)
    reported = sum(bool(NOT_AGREED.search(words) or OWN.search(words)) for words in told)
    return pledging >= max(FEWEST, SHARE * len(told)) and reported <= pledging / 4


def pledges(text: str, found: Sequence[Sentence], cast: Cast) -> Iterator[Pledge]:
    """The duties that the sentences of an agreement tell, each for itself."""
    told = [part for sentence in found if not sentence.heading for part in _parts(text, sentence.span)]
    made = [pledge for part in told for pledge in _pledged(text, part, cast) if len(pledge.span)]
    bound = {pledge.of for pledge in made if pledge.of is not None}
    for pledge in made:
        owed = bound - {pledge.of} if pledge.of is not None and len(bound) == 2 else None
        yield replace(pledge, holder=owed.pop()) if owed else pledge


def _parts(text: str, span: Span) -> Iterator[Span]:
    """The main clauses of a sentence, which semicolons part."""
    label = LABEL.match(text, span.start, span.end)
    start = label.end() if label else span.start
    for found in re.finditer(r"; (?:and )?", span.of(text)):
        yield Span(start, max(start, span.start + found.start()))
        start = max(start, span.start + found.end())
    yield Span(start, span.end)


def _pledged(text: str, part: Span, cast: Cast) -> Iterator[Pledge]:
    agrees = AGREES.search(text, part.start, part.end)
    will = WILL.search(text, part.start, part.end)
    if agrees is not None and (will is None or agrees.start() < will.start()):
        bound = _bound(text, part.start, agrees.start(), cast)
        yield from (Pledge(span, bound) for span in _each(text, Span(agrees.end(), part.end)))
    elif will is not None:
        acts = _acts(text, Span(part.start, will.start("will")), cast)
        bound = _bound(text, part.start, will.start(), cast) if acts else None
        whole = Span(will.end() if acts else part.start, part.end)
        yield from (Pledge(span, bound) for span in _each(text, whole))


def _acts(text: str, subject: Span, cast: Cast) -> bool:
    """Whether the subject of *will* is a party, whose duty is what it will do."""
    words = subject.of(text).rstrip()
    named = cast.at(subject.start + len(words) - 1) if words else None
    return named is not None or PARTY.search(words) is not None


def _bound(text: str, start: int, end: int, cast: Cast) -> str | None:
    """The one party that a clause is about, where it opens with one."""
    named = cast.inside(start, end)
    if not named or named[0].span.start - start > NEAR or JOINT.search(text, start, end):
        return None
    parties = {cast.acts_for(mention.actor) for mention in named}
    alone = len(parties) == 1 or not AND.match(text, named[0].span.end, end)
    return cast.acts_for(named[0].actor) if alone else None


def _each(text: str, whole: Span) -> Iterator[Span]:
    """The duties that a clause joins by *and to*, *and that*, *and will*."""
    start = whole.start
    for found in AGAIN.finditer(text, start, whole.end):
        yield _tight(text, Span(start, found.start()))
        start = found.end("next")
    unless = UNLESS.search(text, start, whole.end)
    yield _tight(text, Span(start, unless.start() if unless else whole.end))


def _tight(text: str, span: Span) -> Span:
    return Span(span.start, span.start + len(re.sub(r"[ .;:,]+$", "", span.of(text))))
