"""Transcripts: whose turn a paragraph is, where it opens with a name and a colon.

*MS. ORR: We will wait.* is Orr's own words. A lone *Note:* is no turn, nor is the *Q:* and *A:* of a page that asks
itself: a transcript has several turns of people or roles, or one of an office in capitals.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from detente.evidence.document import Span
from detente.evidence.extraction.lexicon import words
from detente.evidence.extraction.sentences import Sentence

__all__ = ["Turn", "is_office", "turns"]

CAPITALS = r"[A-ZÀ-Þ][A-ZÀ-Þ.’'-]+(?: [A-ZÀ-Þ][A-ZÀ-Þ.’'-]*){0,5}(?: #?\d)?"
TITLED = r"(?:[A-ZÀ-Þ][\w.’'-]+ (?:of |for |the )*){0,5}[A-ZÀ-Þ][\w’'-]+"
LABEL = re.compile(
    rf"\**\[?(?P<name>{CAPITALS}(?:, {CAPITALS})?|{TITLED}(?:, {TITLED})?|[QA])\]?"
    r"(?:,? ?[(\[][^)\]\n]{2,60}[)\]])?(?::\**|\*+:)(?:\s*(?=[A-ZÀ-Þ“\"‘'(\[…])|\s+(?=\d))"
    r"|(?P<letter>Q)[ \t]{1,8}(?=[A-ZÀ-Þ“\"‘(\[…])"
    r"|\(\((?P<double>[A-ZÀ-Þ][\w .’'-]{1,40})\)\):?\s*(?=[A-ZÀ-Þ“\"‘(\[…])"
)
INTERVIEW = re.compile(
    r"\b(?:interview(?:ed|s)?|transcript|press conference|Q ?& ?A) ?(?:with|of|by)?\b", re.IGNORECASE
)
OPENING = 600  # characters before the first label in which a text says that it is an interview
STAGE = re.compile(r"[(\[][^)\]]*[)\]]\.?|#+|\*[* ]*|END\b.{0,20}|[\d:.]+ [AaPp]\.?[Mm]\b.{0,10}")
ASKS = re.compile(
    r"(?:QUESTION(?:ER)?|REPORTER|JOURNALIST|PRESS|CORRESPONDENT|INTERVIEWER|AUDIENCE)S?\b", re.IGNORECASE
)
ROLES = re.compile(r"MODERATOR|HOST|CHAIR|ANCHOR|INTERPRETER|PRESIDENT|SPEAKER|SPOKES\w+|ANSWER", re.IGNORECASE)
FEWEST = 2  # paragraphs with a label that make a transcript; three where the labels are in running type
RUNNING = 3


@dataclass(frozen=True, slots=True)
class Turn:
    """One paragraph of somebody's own words; `asks` where an unnamed questioner speaks."""

    label: Span
    name: str
    words: Span
    asks: bool
    block: int  # where the paragraph begins, at its label or at its words


def turns(text: str, found: Sequence[Sentence]) -> tuple[Turn, ...]:
    r"""The turns of a transcript in order, none where the text is no transcript.

    >>> from detente.evidence.document import Document
    >>> from detente.evidence.extraction.sentences import sentences
    >>> text = "MS. ORR: We wait.\n\nQUESTION: For whom?\n\nMS. ORR: For Lee."
    >>> [(t.name, t.words.of(text)) for t in turns(text, sentences(Document(text)))]
    [('MS. ORR', 'We wait.'), ('QUESTION', 'For whom?'), ('MS. ORR', 'For Lee.')]
    """
    blocks = _blocks(text, found)
    labels = {block: match for block in blocks if (match := _label(text, block))}
    names = [_called(match) for match in labels.values()]
    opening = text[: next(iter(labels)).start] if labels else ""
    if not (_is_transcript(names) or (names.count("A") > 1 and INTERVIEW.search(opening[-OPENING:]))):
        return ()
    made: list[Turn] = []
    current: re.Match[str] | None = None
    for block in blocks:
        opens = block in labels
        current = labels.get(block, current)
        if current is None:
            continue
        said = Span(current.end() if opens else block.start, block.end)
        if not STAGE.fullmatch(said.of(text)):
            name, label = _called(current), Span(*current.span(current.lastgroup or 0))
            made.append(Turn(label, name, said, _asks(name), block.start))
    return tuple(made)


def _asks(name: str) -> bool:
    """Whether a label is a questioner's: *Q*, *Reporter*, or the name of a paper or agency."""
    return name == "Q" or ASKS.match(name) is not None or name.lower() in words("turns_media")


def _called(label: re.Match[str]) -> str:
    return label["name"] or label["letter"] or label["double"]


def _blocks(text: str, found: Sequence[Sentence]) -> list[Span]:
    """The paragraphs that are no headings, as one that opens with a name in bold."""
    blocks: dict[int, Span] = {}
    for sentence in found:
        if not sentence.heading or text.startswith("**", sentence.span.start):
            known = blocks.get(sentence.paragraph, sentence.span)
            blocks[sentence.paragraph] = Span(known.start, max(known.end, sentence.span.end))
    return list(blocks.values())


def _label(text: str, block: Span) -> re.Match[str] | None:
    match = LABEL.match(text, block.start, min(block.end, block.start + 140))
    if match is None or match.end() >= block.end:
        return None
    return match


def _is_transcript(names: Sequence[str]) -> bool:
    loud = [name for name in names if name.isupper() and len(name.replace(".", "")) > 2]
    if any(is_office(name) for name in loud):
        return True
    if len(loud) >= FEWEST and len(names) > len(set(names)) - (len(set(loud)) > 1):
        return True
    asked = sum(_asks(name) and name != "Q" for name in names)
    if min(asked, len(names) - asked) >= FEWEST:
        return True
    people = [name.split(", ", maxsplit=1)[0] for name in names if _is_person(name)]
    titled = sum(_is_titled(name) for name in people)
    return len(people) >= RUNNING and (len(set(people)) < len(people) or titled >= RUNNING)


def is_office(name: str) -> bool:
    """Whether a label tells an office or a part in the talk, as *SENIOR OFFICIAL 2* or *Moderator*."""
    parts = [part for part in re.findall(r"[a-z-]+", name.lower()) if part not in words("function_words")]
    return bool(parts) and (parts[-1] in words("offices") or parts[0] in words("turns_roles"))


def _is_titled(name: str) -> bool:
    parts = name.replace(".", "").split()
    return parts[0] in ("Mr", "Mrs", "Ms", "Dr", "Sir", "Ambassador") or is_office(name.split(" for ", maxsplit=1)[0])


def _is_person(name: str) -> bool:
    titles = {title.lower() for title in words("titles")}
    parts = name.lower().split()
    return bool((_asks(name) and name != "Q") or ROLES.match(name)) or len(parts) > 1 or parts[0] in titles
