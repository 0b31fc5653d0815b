"""Paragraphs and sentences, found without a language model.

Both halves of the extraction use these boundaries, so that an item has the same passage with and without the
parse. A heading that runs into its paragraph is not split.
"""

import re
from dataclasses import dataclass
from itertools import pairwise

from detente.evidence.document import Document, Span
from detente.evidence.extraction.lexicon import words

__all__ = ["Sentence", "paragraphs", "sentences"]

ABBREVIATIONS = words("sentences_abbreviations")
NEVER_LAST = words("sentences_never_last")
STARTERS = words("sentences_starters")
SPEECH = (
    r"(?:said|says|told|asked|added|replied|wrote|posted|tweeted|declared|stated|exclaimed|shouted|asks|adds|"
    r"warned|insisted|responded|noted|continued|concluded|quipped)"
)
TAIL = re.compile(rf"(?:[A-Z][\w’'.-]+ ){{1,5}}(?:,[^,]{{1,80}}, )?{SPEECH}\b")
STOP = re.compile(r"[.!?…]+[\"”’'»)\]*]*(?=\s+\S)|[.!?][\"”](?=[A-Z“])")
LINE = re.compile(r"[^\r\n\u2028\u2029]+")
LONGEST_HEADING = 140
HEADING_NEVER_ENDS = tuple('.!…;:”"’»,')
NO_HEADING = re.compile(
    r"[“\"–—•-]|\(\([A-Z]|[QA]:|Q\s+[A-Z]|\(?\d{1,2}[.)]|\((?:[a-z]|[ivx]{2,4})\) |Article \d|"
    r"[A-Z][A-Z.’' -]{2,40}(?: \([^)]{2,60}\))?: \S"
)
ASKS = re.compile(
    r"(?:And|But|So|Or|Well|Will|Would|Can|Could|Should|Is|Are|Was|Were|Do|Does|Did|Has|Have|What|Who|Why|How|When|Where|"
    r"Which|Whose|May|Might)\b"
)
SEVERAL = re.compile(
    rf"[a-z][.!?] [A-Z]|^[A-Z]\w+ \([^)]+\): |^(?:Mr|Mrs|Ms|Dr|Sir)\b[^:]{{3,50}}: |"
    rf"^(?i:{'|'.join(sorted(words('turns_media')))}): "
)  # sentences, or a label and its question
END_MARKS = tuple('.!?…:;”"’»)')
WRAPPED_SHARE, WRAPPED_WIDTH = 0.5, range(50, 110)  # a text is hard-wrapped when half its inner lines look so
LONGEST_PARAGRAPH = 20_000  # characters given to the parser at once; a longer paragraph is cut at a sentence


@dataclass(frozen=True, slots=True)
class Sentence:
    """A range of the raw text that makes one statement; `heading` where it has no end mark and stands alone."""

    span: Span
    paragraph: int
    heading: bool = False


def paragraphs(document: Document) -> tuple[Span, ...]:
    """The kept text by paragraphs: a line each, or a block of hard-wrapped lines."""
    return tuple(block for kept in document.kept for block in _blocks(document.raw, kept))


def _blocks(text: str, kept: Span) -> list[Span]:
    lines = [_trim(text, found.start(), found.end()) for found in LINE.finditer(text, kept.start, kept.end)]
    lines = [line for line in lines if line.start < line.end]
    wrapped = _is_wrapped(text, lines)
    blocks: list[Span] = []
    for line in lines:
        if blocks and _continues(text, blocks[-1], line, wrapped):
            blocks[-1] = Span(blocks[-1].start, line.end)
        else:
            blocks.append(line)
    return blocks


def _trim(text: str, start: int, end: int) -> Span:
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    return Span(start + left, max(start + left, start + len(piece.rstrip())))


def _is_wrapped(text: str, lines: list[Span]) -> bool:
    inner = [a for a, b in pairwise(lines) if text.count("\n", a.end, b.start) == 1]
    looks = [line for line in inner if len(line) in WRAPPED_WIDTH and text[line.end - 1] not in END_MARKS]
    return len(inner) >= 3 and len(looks) > WRAPPED_SHARE * len(inner)


def _continues(text: str, block: Span, line: Span, wrapped: bool) -> bool:
    if text.count("\n", block.end, line.start) != 1:
        return False
    if text[line.start].islower() and text[block.end - 1] not in END_MARKS:
        return True
    return wrapped and not re.match(r"[-–—•*]|\(?\w{1,3}[.)] ", text[line.start : line.start + 6])


def sentences(document: Document) -> tuple[Sentence, ...]:
    """The kept text by sentences, in order.

    >>> text = Document("Mr. Orr met Gen. Lee on Jan. 3. “It is over!” he said. Is it?")
    >>> [sentence.span.of(text.raw) for sentence in sentences(text)]
    ['Mr. Orr met Gen. Lee on Jan. 3.', '“It is over!” he said.', 'Is it?']
    """
    found = []
    for number, block in enumerate(paragraphs(document)):
        heading = _is_heading(document.raw, block)
        found += [Sentence(span, number, heading) for span in _split(document.raw, block)]
    return tuple(found)


def _is_heading(text: str, block: Span) -> bool:
    """A short line without an end mark; a question in running words is none."""
    line = re.sub(r"\s*\[\d{1,2}\]$", "", block.of(text).rstrip("*_ -"))
    if len(line) > LONGEST_HEADING or line[-1:] in HEADING_NEVER_ENDS or NO_HEADING.match(line):
        return False
    asks = SEVERAL.search(line) or (ASKS.match(line) and not _is_title_case(line))
    return not (line.endswith("?") and asks)


def _is_title_case(line: str) -> bool:
    found = [word for word in line.split() if word[0].isalpha()]
    return sum(word[0].isupper() for word in found) > len(found) / 2


def _split(text: str, block: Span) -> list[Span]:
    cuts, start = [], block.start
    for stop in STOP.finditer(text, block.start, block.end):
        if _ends(text, start, stop.start(), stop.end(), block.end):
            cuts.append(Span(start, stop.end()))
            start = _trim(text, stop.end(), block.end).start
    if start < block.end:
        cuts.append(Span(start, block.end))
    return [cut for cut in cuts if len(cut)]


def _ends(text: str, start: int, mark: int, end: int, limit: int) -> bool:
    after = text[end : min(limit, end + 160)].lstrip()
    if not after or after[0].islower() or after[0] in ",;:)":
        return False
    if text[mark] in "!?" and end > mark + 1 and TAIL.match(after):
        return False
    if text[mark] != "." or text[mark : mark + 2] == "..":
        return True
    return not _abbreviated(text[max(start, mark - 20) : mark], mark - start, after)


def _abbreviated(before: str, position: int, after: str) -> bool:
    found = re.search(r"[\w.’'-]*$", before)
    word = found.group() if found else ""
    if word.lower() in ("no", "nos"):
        return after[0].isdigit()
    if word.isdigit():
        return position <= 3 or re.search(r"\b(?:Article|Section|Annex|Chapter|Point|Part) \d+$", before) is not None
    if len(word) == 1 and word.isalpha() and word.isupper():
        return True
    if word.lower() not in ABBREVIATIONS:
        return False
    first = re.match(r"[\w’'-]*", after)
    return word.lower() in NEVER_LAST or not (first and first.group() in STARTERS)
