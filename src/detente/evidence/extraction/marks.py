"""Words between quotation marks: where they stand, and whether they are a statement or a fragment.

A quotation that opens in each of several paragraphs and closes in the last is one speech. Titles, nicknames
and *so-called* phrases are not anybody's words.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from detente.evidence.document import Span
from detente.evidence.extraction.sentences import SPEECH, Sentence

__all__ = ["Marked", "marked"]

CURLY = re.compile(r"“([^“”]{1,3000})(?:”|$)|«([^«»]{1,3000})»|„([^„“”]{1,3000})[“”]")
STRAIGHT = re.compile(r'(?<![\w.])"(?=\S)([^"]{1,3000}?)(?:(?<=\S)"|$)')
SINGLE = re.compile(
    r"(?<!\w)‘([^‘’]*(?:’\w[^‘’]*)*)(?:’(?!\w)|$)|(?<![\w.,])'(?=\w)((?:[^'\n]|(?<=\w)'(?=\w)){2,3000}?)'(?!\w)"
)
TITLE = re.compile(
    r"(?:hereinafter|hereafter|referred to as|hereinafter:|titled|entitled|called|named|dubbed|nicknamed|"
    r"known as|headlined|so-called|code-?named|"
    r"the (?:law|Law|book|film|song|novel|essay|play|term|word|phrase)s?(?: of \w+)?|Law of \w+|movie|"
    r"documentary) $|"
    r"\b[Tt]he (?:\w+ )?(?:report|study|paper|book|film|essay|article|song|novel|pamphlet|document), $",
)
NEAR = 160  # characters before a mark in which the words that lead to it stand
LEAD = re.compile(
    rf"(?:{SPEECH}|says|saying|reads|read|quoted|wrote|writes|stating|adding)(?: (?!that\b|"
    rf"if\b)[^.,!?“”\"]{{0,30}})?[,:]? ?$"
)
FINITE = re.compile(
    r"\b(?:is|are|was|were|am|be|has|have|had|will|would|can|could|must|should|shall|may|might|do|does|"
    r"did|won’t|don’t|"
    r"cannot|’s|’re|’ve|’ll|'s|'re|'ve|'ll|want|need|call|demand|expect|hope|believe|think|support|agree|"
    r"reject|\w+ed)\b"
)


@dataclass(frozen=True, slots=True)
class Marked:
    """A quotation in marks: its words without the marks, and whether it is a whole statement (direct)."""

    span: Span
    direct: bool
    closed: bool
    paragraph: int


def marked(text: str, found: Sequence[Sentence]) -> list[Marked]:
    """Every quotation in marks in the given sentences, in order.

    >>> from detente.evidence.document import Document
    >>> from detente.evidence.extraction.sentences import sentences
    >>> text = "“We will go,” he said. The “best” plan."
    >>> [(m.span.of(text), m.direct) for m in marked(text, sentences(Document(text)))]
    [('We will go,', True), ('best', False)]
    """
    return [mark for block in _blocks(found) for mark in _in_block(text, *block)]


def _blocks(found: Sequence[Sentence]) -> list[tuple[Span, int]]:
    blocks: dict[int, Span] = {}
    for sentence in found:
        known = blocks.get(sentence.paragraph, sentence.span)
        blocks[sentence.paragraph] = Span(known.start, max(known.end, sentence.span.end))
    return [(span, number) for number, span in blocks.items()]


def _in_block(text: str, block: Span, number: int) -> list[Marked]:
    pattern = CURLY if re.search("[“«„]", block.of(text)) else STRAIGHT
    matches = list(pattern.finditer(text, block.start, block.end))
    if not matches and re.search("[‘']", block.of(text)):
        matches = list(SINGLE.finditer(text, block.start, block.end))
    made: list[Marked] = []
    for match in matches:
        inner = Span(*next(match.span(i) for i in range(1, match.re.groups + 1) if match.group(i) is not None))
        open_inside = inner.end == match.end() and text[block.start : match.start()].strip()
        if open_inside and match.re is SINGLE:
            continue  # an apostrophe
        if inner.start < inner.end and not _is_title(text, block, match.start(), inner):
            made.append(Marked(inner, _is_direct(text, block, inner, made), inner.end < match.end(), number))
    return made


def _is_title(text: str, block: Span, opening: int, inner: Span) -> bool:
    if TITLE.search(text[max(block.start, opening - 40) : opening]) and text[inner.end - 1] not in ".!?":
        return not LEAD.search(text[max(block.start, opening - 60) : opening])
    return False


def _is_direct(text: str, block: Span, inner: Span, before: Sequence[Marked]) -> bool:
    words = inner.of(text)
    opens = not text[block.start : inner.start - 1].strip()
    head = text[max(block.start, inner.start - 1 - NEAR) : inner.start - 1]
    if _goes_on(text, inner, before):
        return True
    if words[-1] in "!?" and words[0].isupper() and len(words.split()) > 1:
        return True
    whole = words[-1] in ",.!?—–…" or opens or bool(re.search(r"[:,–—] ?$", head))
    starts = words[0].isupper() or words[0].isdigit() or words[0] in "[…("
    if starts and whole:
        return len(words.split()) > 3 or opens or bool(re.search(r"[:,.] ?$", head))
    return bool(re.search(r"[:,] ?$", head) and LEAD.search(head) and FINITE.search(words))


def _goes_on(text: str, inner: Span, before: Sequence[Marked]) -> bool:
    """Whether this is the second half of a statement cut in two, as in “We will,” he said, “go”."""
    if not before or not before[-1].direct or not before[-1].closed:
        return False
    between = text[before[-1].span.end + 1 : inner.start - 1]
    return len(between) < 120 and bool(re.search(rf"\b(?:{SPEECH}|according to)\b[^.!?]*, ?$", between))
