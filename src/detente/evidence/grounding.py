"""Strict grounding: what a language model claims to have read, held to the words that were shown to it.

A model returns a quote and the number of the sentence, never positions. The quote is located exactly, or with quotes,
dashes, spaces and case made alike; then every number, name and negation in the fields derived from it must occur in
the passage itself. What fails is listed with the reason and proposed to nobody: it is not corrected.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from detente.errors import EvidenceError
from detente.evidence.anchor import Folded, occurrences
from detente.evidence.document import Document, Span
from detente.evidence.extraction.actors import ActorTable, load_actors
from detente.evidence.extraction.lexicon import words
from detente.evidence.extraction.polls import polls
from detente.evidence.record import FORMS, STANCES, Evidence

__all__ = ["GROUNDED_KINDS", "Claimed", "Ungrounded", "ground"]

GROUNDED_KINDS = ("quote", "demand", "conditional", "poll", "risk", "economic", "venue", "claim")
NAMES = ("speaker", "holder", "of", "actor", "pollster")  # fields that name somebody
TEXTS = ("condition", "consequent", "proposition", "population", "event", "comparison")
VERBATIM = (*NAMES, "population", "event", "unit")  # fields that hold no word of the model's own
ARTICLES = frozenset({"the", "a", "an"})
NUMBERS = ("value", "margin")
FIELDS = ("form", "stance", "unit", *NAMES, *TEXTS, *NUMBERS)
LONGEST = 2000  # characters of a quote: a few sentences
FEWEST_WORDS = 2  # of a quote that means anything without its sentence
NEGATION = re.compile(
    r"\b(?:not|no|never|none|nor|neither|nobody|nothing|without|cannot|unless|hardly|unlikely|impossible|"
    r"unable|unwilling|refus\w+|reject\w*|den(?:y|ies|ied|ying)|dismiss\w*|\w+n[’']t)\b",
    re.IGNORECASE,
)
DENIAL = re.compile(
    r"\b(?:no|not|never|den\w+|reject\w*|dismiss\w*|refut\w*|false|untrue|\w+n[’']t)\b", re.IGNORECASE
)
LIKELIHOOD = re.compile(
    r"\b(?:un)?likely\b|\b(?:im)?possib\w+|\b(?:im)?probab\w+|\b(?:un)?certain\w*|\bmay\b|\bmight\b|\bcould\b",
    re.IGNORECASE,
)
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
ONES = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen"
PARTS = "hal(?:f|ves)|thirds?|quarters?|fifths?|tenths?|hundreds?|thousands?|millions?|billions?|dozens?|twice|double"
NUMERAL = re.compile(rf"\b(?:{TENS}|{ONES}|{PARTS}|majority|minority|most|none|all|every)\b", re.IGNORECASE)
SHARE = re.compile(rf"%|\bper ?cent\b|\bpercentage\b|\bin (?:{ONES}|\d+)\b|\b(?:{PARTS})\b", re.IGNORECASE)
NAME = re.compile(r"\b[^\W\d_a-z][\w’'.-]*")
WORD = re.compile(r"[^\W_]+")
BOUNDARY = re.compile(r"[,;:.!?–—]|\b(?:if|unless|without|when|while|because|that|and|but|or)\b", re.IGNORECASE)
BEFORE = 4  # words before a part of the passage in which a negation counts as its own


@dataclass(frozen=True, slots=True)
class Claimed:
    """What a model says of a text: a kind, the words quoted, the number of their sentence, and derived fields."""

    kind: str
    quote: str
    sentence: int | None = None
    fields: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Ungrounded:
    """A claim that the text does not bear out, and why."""

    claimed: Claimed
    why: str


def ground(
    claimed: Claimed,
    document: Document,
    shown: Mapping[int, Span],
    *,
    table: ActorTable | None = None,
) -> Evidence | Ungrounded:
    """The item that a claim makes, or why it makes none.

    Parameters
    ----------
    shown
        The sentences that the model was shown: number → range in the document's raw text.
    table
        The table of actors; the shipped one unless given.
    """
    try:
        span = _located(claimed, document, shown)
        return Evidence.cite(document, span, _kind(claimed), **_body(claimed, document, span, table or load_actors()))
    except EvidenceError as error:
        return Ungrounded(claimed, str(error))


def _kind(claimed: Claimed) -> Any:
    if claimed.kind not in GROUNDED_KINDS:
        raise EvidenceError(f'kind: expected {", ".join(GROUNDED_KINDS)}; got "{claimed.kind}"')
    return claimed.kind


def _located(claimed: Claimed, document: Document, shown: Mapping[int, Span]) -> Span:
    """The one place of a quote among what was shown."""
    quote = claimed.quote.strip()
    if len(quote) > LONGEST or len(WORD.findall(quote)) < FEWEST_WORDS:
        raise EvidenceError(f"the quote has fewer than {FEWEST_WORDS} words, or more than {LONGEST} characters")
    if not shown:
        raise EvidenceError("no sentence was shown")
    start, end = min(span.start for span in shown.values()), max(span.end for span in shown.values())
    found = [Span(p.start + start, p.end + start) for p in occurrences(document.raw[start:end], quote)]
    places = [place for place in found if document.keeps(place)]
    if not places:
        raise EvidenceError("the quote is not in the text that was shown")
    if len(places) > 1:
        said = shown.get(-1 if claimed.sentence is None else claimed.sentence)
        places = [place for place in places if said is not None and said.overlaps(place)]
    if len(places) != 1:
        raise EvidenceError("the quote stands in several places, and its sentence does not tell them apart")
    return places[0]


def _body(claimed: Claimed, document: Document, span: Span, table: ActorTable) -> dict[str, Any]:
    given = {key: value for key, value in (claimed.fields or {}).items() if value not in (None, "")}
    for key in given:
        if key not in FIELDS:
            raise EvidenceError(f'the field "{key}" is none that a model may fill')
    passage = span.of(document.raw)
    for key, value in given.items():
        _hold(key, value, claimed.kind, passage)
    return _named({**given}, table)


def _hold(key: str, value: Any, kind: str, passage: str) -> None:
    """Refuse a field that the passage does not bear out."""
    if key in NUMBERS:
        _hold_number(key, value, passage)
    elif not isinstance(value, str):
        raise EvidenceError(f"{key}: expected text, got {value!r}")
    elif key == "form":
        _one_of(key, value, FORMS.get(kind, ()))  # type: ignore[call-overload]
    elif key == "stance":
        _one_of(key, value, STANCES)
        if value == "denied" and not DENIAL.search(passage):
            raise EvidenceError("stance: said to be denied, and nothing in the passage denies")
    elif key == "unit" and value == "percent":
        if not SHARE.search(passage):
            raise EvidenceError("unit: the passage tells no share")
    else:
        _hold_text(key, value, passage)


def _one_of(key: str, value: str, known: Sequence[str]) -> None:
    if value not in known:
        raise EvidenceError(f'{key}: expected {", ".join(known) or "nothing for this kind"}; got "{value}"')


def _hold_number(key: str, value: Any, passage: str) -> None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise EvidenceError(f"{key}: expected a number, got {value!r}")
    said = {_number(found) for found in NUMBER.findall(passage)}
    said |= {poll.value for poll in polls(passage, 0, len(passage), in_poll=True) if poll.value is not None}
    if not any(abs(number - value) < 1e-9 for number in said):
        raise EvidenceError(f"{key}: the number {value:g} is not in the passage")


def _number(text: str) -> float:
    parts = text.split(",")
    grouped = len(parts) > 1 and all(len(part.split(".")[0]) == 3 for part in parts[1:])
    plain = text.replace(",", "") if grouped or len(parts) == 1 else text.replace(",", ".", 1)
    try:
        return float(plain)
    except ValueError:
        return float("nan")


def _hold_text(key: str, value: str, passage: str) -> None:
    """Every number, name, negation and word of likelihood of a field stands in the passage, and none is left out."""
    folded = Folded.of(passage).text
    said = set(WORD.findall(folded))
    for number in NUMBER.findall(value):
        if number not in NUMBER.findall(passage):
            raise EvidenceError(f"{key}: the number {number} is not in the passage")
    for name in NAME.findall(value):
        missing = [part for part in WORD.findall(Folded.of(name).text) if part not in said]
        if missing and Folded.of(name).text not in words("function_words"):
            raise EvidenceError(f'{key}: the name "{name}" is not in the passage')
    for what, pattern in (("number", NUMERAL), ("negation", NEGATION), ("likelihood", LIKELIHOOD)):
        missing = [word for word in _found(pattern, value) if word not in _found(pattern, passage)]
        if missing:
            raise EvidenceError(f'{key}: the {what} "{missing[0]}" is not in the passage')
    if key in TEXTS and (left := _left_out(value, passage)):
        raise EvidenceError(f'{key}: it leaves out "{left}", which the passage says')
    if key in VERBATIM and (strange := [w for w in WORD.findall(Folded.of(value).text) if w not in said | ARTICLES]):
        raise EvidenceError(f'{key}: "{strange[0]}" is not in the passage')


def _found(pattern: re.Pattern[str], text: str) -> list[str]:
    return [Folded.of(word).text for word in pattern.findall(text)]


def _left_out(value: str, passage: str) -> str:
    """A negation of the passage that governs what a field says and that the field drops."""
    places = occurrences(passage, value)
    if not places:  # in other words: then all that the passage negates must be negated here
        dropped = [word for word in _found(NEGATION, passage) if word not in _found(NEGATION, value)]
        return dropped[0] if dropped else ""
    clause = BOUNDARY.split(passage[: places[0].start])[-1]
    inside = _found(NEGATION, " ".join(clause.split()[-BEFORE:]))
    return inside[-1] if inside else ""


def _named(given: dict[str, Any], table: ActorTable) -> dict[str, Any]:
    """Names as ids of actors where the table knows just one of that name; else as they stand."""
    voice = given.get("speaker") or given.get("holder")
    for key in NAMES:
        ids = table.names.get(str(given.get(key)), ())
        if len(ids) == 1:
            given[key] = ids[0]
    actor = table.actors.get(str(given.get("holder") or given.get("speaker")))
    return given | ({"speaker_text": voice} if voice else {}) | ({"acts_for": actor.acts_for} if actor else {})
