"""Transcripts: whose turn a paragraph is, where it opens with a name and a colon.

*MS. ORR: We will wait.* is Orr's own words. A lone *Note:* is no turn, nor is the *Q:* and *A:* of a page that asks
itself: a transcript has several turns of people or roles.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from detente.evidence.document import Span
from detente.evidence.extraction.lexicon import words
from detente.evidence.extraction.reading import Reading
from detente.evidence.extraction.reference import Someone
from detente.evidence.extraction.sentences import Sentence

__all__ = ["Turn", "heard", "turns"]

CAPITALS = r"[A-ZÀ-Þ][A-ZÀ-Þ.’'-]+(?: [A-ZÀ-Þ][A-ZÀ-Þ.’'-]*){0,5}"
TITLED = r"(?:[A-ZÀ-Þ][\w.’'-]+ ){0,4}[A-ZÀ-Þ][\w’'-]+"
LABEL = re.compile(
    rf"\**(?P<name>{CAPITALS}|{TITLED}|[QA])(?:,? ?[(\[][^)\]\n]{{2,60}}[)\]])?(?::\**|\*+:) ?"
    r"(?=[A-ZÀ-Þ“\"‘'0-9(\[…])"
)
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
    opens: bool  # whether the paragraph bears the label itself


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
    if not _is_transcript([match["name"] for match in labels.values()]):
        return ()
    made: list[Turn] = []
    current: re.Match[str] | None = None
    for block in blocks:
        opens = block in labels
        current = labels.get(block, current)
        if current is not None:
            words = Span(current.end() if opens else block.start, block.end)
            asks = current["name"] == "Q" or ASKS.match(current["name"]) is not None
            made.append(Turn(Span(*current.span("name")), current["name"], words, asks, opens))
    return tuple(made)


def heard(reading: Reading) -> tuple[tuple[Turn, Someone], ...]:
    """The turns of a transcript with who speaks them; nobody known where a questioner has no name."""
    found = turns(reading.text, reading.sentences)
    parts = _name_parts(reading) if found else {}
    return tuple((turn, _who(reading, turn, parts)) for turn in found)


def _name_parts(reading: Reading) -> dict[str, str]:
    """The first actor named in the document by each word of an actor's name."""
    first: dict[str, str] = {}
    for actor in dict.fromkeys(mention.actor for mention in reading.cast.mentions):
        for word in reading.cast.actor(actor).name.split():
            first.setdefault(word, actor)
    return first


def _who(reading: Reading, turn: Turn, parts: Mapping[str, str]) -> Someone:
    cast = reading.cast
    named = [mention.actor for mention in cast.inside(turn.label.start, turn.label.end)]
    alike = parts.get(turn.name.split()[-1].title())
    people = [actor for actor in (alike, *named) if actor is not None and cast.actor(actor).is_person]
    known = people or named
    return Someone(known[-1] if known else None, turn.name, unnamed=turn.asks and not people)


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
    if len(loud) >= FEWEST and len(names) > len(set(names)) - (len(set(loud)) > 1):
        return True
    people = [name for name in names if _is_person(name)]
    return len(people) >= RUNNING and len(set(people)) < len(people)


def _is_person(name: str) -> bool:
    titles = {title.lower() for title in words("titles")}
    parts = name.lower().split()
    return bool(ASKS.match(name) or ROLES.match(name)) or len(parts) > 1 or parts[0] in titles
