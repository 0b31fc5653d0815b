"""One proposed piece of evidence: a passage, and what it is taken to say.

An item is a proposal by a person or a program, never a fact. Its id comes from its content (the document's
digest, kind, range and body), so the same reading of the same words has the same id in every run.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import lru_cache
from hashlib import sha256
from json import JSONEncoder
from operator import attrgetter
from typing import Any, Literal, Self, get_args

from detente.errors import EvidenceError, did_you_mean
from detente.evidence.document import CONTEXT, Document, Span
from detente.evidence.edtf import edtf

__all__ = ["ANCHOR", "FIELDS", "FORMS", "LETTERS", "STANCES", "SURROUNDINGS", "Evidence", "Kind", "Stance", "Value"]

Kind = Literal[
    "mention",
    "quote",
    "demand",
    "conditional",
    "poll",
    "hedge",
    "risk",
    "economic",
    "venue",
    "date",
    "status",
    "claim",
]
Stance = Literal["asserted", "denied", "asked", "reported_by_unnamed"]
Value = str | float | bool | tuple[str, ...]  # what a field of a body can hold

KINDS: tuple[Kind, ...] = get_args(Kind)
STANCES: tuple[Stance, ...] = get_args(Stance)
LETTERS: dict[Kind, str] = {  # the first letter of an item's id
    "mention": "m",
    "quote": "q",
    "demand": "d",
    "conditional": "i",
    "poll": "p",
    "hedge": "h",
    "risk": "r",
    "economic": "e",
    "venue": "v",
    "date": "t",
    "status": "s",
    "claim": "c",  # a passage cited by hand, for what it asserts
}
SURROUNDINGS: tuple[Kind, ...] = ("mention", "status", "date", "hedge")  # of a claim, and no claims themselves
FORMS: dict[Kind, tuple[str, ...]] = {  # what `form` may say, for the kinds that come in several
    "quote": ("direct", "partial", "indirect"),
    "demand": (
        "demand",
        "only_if",
        "if_condition",
        "unless",
        "without",
        "precondition",
        "exchange",
        "package",
        "proposal",
        "threat",
        "deadline",
        "need",
        "expectation",
        "want",
    ),
    "conditional": ("if", "only_if", "even_if", "unless", "without", "depending", "iff"),
    "status": ("fact", "attributed", "hedged", "conditional", "question", "directive"),
}
CANONICAL = JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode
ID_DIGITS = 12  # hexadecimal: two among 100,000 items share an id with a chance of 2 in 100,000
ANCHOR = (
    "source",
    "kind",
    "start",
    "end",
    "exact",
    "prefix",
    "suffix",
)  # which passage; all else is the body
JUDGEMENTS = ("credibility",)  # what a reviewer adds about the item; no part of what it says, nor of its id


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A passage of a document and what it is proposed to say; build it with `Evidence.cite`.

    `id` is the kind's letter and a hash of digest, kind, range and body: ``q-3f2a9c41be07``.

    Parameters
    ----------
    source
        Digest of the document (SHA-256 of its raw text, 64 hexadecimal digits).
    kind
        One of `Kind`.
    start, end
        Half-open range of code points in the document's raw text.
    exact, prefix, suffix
        The passage and up to 32 characters on either side, as in a W3C TextQuoteSelector.
    form
        The subtype, one of ``FORMS[kind]`` where the kind has any.
    speaker, speaker_text, cue
        Who says it (an actor's id), the words that name them, the verb of saying.
    acts_for
        The party the speaker or actor acts for; not the same as the speaker.
    holder, of, condition, consequent
        Of a demand or conditional: who makes it, to whom, on what condition, and what then follows.
    stance
        How the text holds it, taken from the governing verb.
    hedged
        Whether it is said with reserve (may, could, likely).
    actor
        Of a mention or venue: the actor's or place's id.
    event
        Of a venue or date: what would happen there or then.
    date
        Of a date or deadline: EDTF, no more precise than the text.
    proposition
        What is claimed, found or at risk, in the words of the text.
    value, unit, population, pollster, pollster_inferred, fielded, margin, question, comparison
        Of a poll: the number with its unit (``percent``), who was asked, who asked (``pollster_inferred``
        where the name stands elsewhere in the document), field dates (EDTF interval), margin in the same unit,
        wording, and the earlier figure or trend it is compared with.
    note
        Whatever a reviewer should know.
    credibility
        Admiralty grade of the item, 1 (confirmed) to 6 (cannot be judged); a judgement, so no part of the id.

    Raises
    ------
    EvidenceError
        For an unknown kind, form or stance, an empty or reversed range, a passage of another length, no
        digest, a number that is not finite, a grade outside 1 to 6, a date that is no date, text that is none.
    """

    source: str
    kind: Kind
    start: int
    end: int
    exact: str
    prefix: str = ""
    suffix: str = ""
    form: str | None = None
    speaker: str | None = None
    speaker_text: str | None = None
    cue: str | None = None
    acts_for: str | None = None
    holder: str | None = None
    of: str | None = None
    condition: str | None = None
    consequent: str | None = None
    stance: Stance = "asserted"
    hedged: bool = False
    actor: str | None = None
    event: str | None = None
    date: str | None = None
    proposition: str | None = None
    value: float | None = None
    unit: str | None = None
    population: str | None = None
    pollster: str | None = None
    pollster_inferred: str | None = None
    fielded: str | None = None
    margin: float | None = None
    question: str | None = None
    comparison: str | None = None
    note: str | None = None
    credibility: int | None = None
    id: str = field(init=False)

    def __post_init__(self) -> None:
        _check_anchor(self)
        _check_words(self)
        _check_numbers(self)
        body = self.body
        _check_text(self, body)
        object.__setattr__(self, "id", _id(self, body))

    @classmethod
    def cite(cls, document: Document, span: Span, kind: Kind, **body: Any) -> Self:
        """An item that rests on a range of a document; passage and surroundings are taken from the text.

        >>> text = Document("Ms Orr said the ferry “will sail”.")
        >>> item = Evidence.cite(text, Span(23, 32), "quote", form="direct", speaker="ORR")
        >>> item.exact, item.prefix, item.id
        ('will sail', 'Ms Orr said the ferry “', 'q-...')
        """
        prefix, suffix = document.within(span).context(span)
        return cls(
            source=document.digest,
            kind=kind,
            start=span.start,
            end=span.end,
            exact=span.of(document.raw),
            prefix=prefix,
            suffix=suffix,
            **body,
        )

    @classmethod
    def from_mapping(cls, values: Mapping[str, Any]) -> Self:
        """An item from the names and values of `as_mapping`; its id, where given, must be the one it has.

        Raises
        ------
        EvidenceError
            Also for an unknown or missing name, and for a value of the wrong type.
        """
        given = {name: value for name, value in values.items() if name != "id"}
        _check_names(given)
        item = cls(**given)
        if values.get("id", item.id) != item.id:
            raise EvidenceError(f"item {values['id']}: its content has the id {item.id}; it was changed")
        return item

    @property
    def span(self) -> Span:
        """The range of the passage."""
        return Span(self.start, self.end)

    def same_passage(self, other: "Evidence") -> bool:
        """Whether both rest on the same words: most of the shorter passage stands in the other."""
        shorter = min(len(self.span), len(other.span))
        return self.source == other.source and 2 * self.span.shared(other.span) > shorter

    @property
    def body(self) -> tuple[tuple[str, Value], ...]:
        """What the item says of its passage: the fields that are set, by name, in order of name."""
        said = zip(_BODY, _SAID(self), strict=True)
        return tuple([(name, value) for (name, default), value in said if value is not None and value != default])

    def as_mapping(self) -> dict[str, Any]:
        """All that is set, by name, with the id first: plain values, fit for JSON."""
        anchor = {name: getattr(self, name) for name in ANCHOR}
        graded = {"credibility": self.credibility} if self.credibility is not None else {}
        return {"id": self.id, **anchor, **dict(self.body), **graded}


FIELDS = tuple(spec.name for spec in fields(Evidence) if spec.init)
_BODY = tuple(  # name and default of each field that says something of the passage, in order of name
    sorted(
        (spec.name, spec.default) for spec in fields(Evidence) if spec.name in set(FIELDS) - {*ANCHOR, *JUDGEMENTS}
    )
)
_SAID = attrgetter(*(name for name, _ in _BODY))


def _id(item: Evidence, body: tuple[tuple[str, Value], ...]) -> str:
    canonical = CANONICAL([item.source, item.kind, item.start, item.end, dict(body)])
    return f"{LETTERS[item.kind]}-{sha256(canonical.encode()).hexdigest()[:ID_DIGITS]}"


def _check_anchor(item: Evidence) -> None:
    if not 0 <= item.start < item.end or len(item.exact) != item.end - item.start:
        length = f"a passage of {len(item.exact)} characters"
        raise EvidenceError(f"{item.kind}: expected start < end and {length} between, got {item.start}–{item.end}")
    if not _is_digest(item.source):
        raise EvidenceError(f'{item.kind}: source: expected 64 hexadecimal digits (SHA-256), got "{item.source}"')


@lru_cache(maxsize=64)
def _is_digest(source: str) -> bool:
    return len(source) == 64 and set(source) <= set("0123456789abcdef")


def _check_text(item: Evidence, body: tuple[tuple[str, Value], ...]) -> None:
    said = [value for _, value in body if isinstance(value, str)]
    text = "\n".join((item.exact, item.prefix, item.suffix, *said))
    try:
        text.encode()
    except UnicodeEncodeError as error:
        place = text[max(0, error.start - CONTEXT) : error.start]
        raise EvidenceError(f"{item.kind}: half a UTF-16 pair stands alone after {place!r}") from None


def _check_words(item: Evidence) -> None:
    _one_of("kind", item.kind, KINDS)
    _one_of("stance", item.stance, STANCES)
    if item.form is not None:
        _one_of(f"{item.kind}: form", item.form, FORMS.get(item.kind, ()))
    for key in ("date", "fielded"):
        if (text := getattr(item, key)) is not None:
            edtf(text, key=f"{item.kind}: {key}")


def _check_numbers(item: Evidence) -> None:
    for key in ("value", "margin"):
        number = getattr(item, key)
        if number is None:
            continue
        if not abs(number) < float("inf"):
            raise EvidenceError(f"{item.kind}: {key}: expected a finite number, got {number}")
        object.__setattr__(item, key, float(number))
    if item.credibility not in (None, 1, 2, 3, 4, 5, 6):
        raise EvidenceError(f"{item.kind}: credibility: expected 1 (confirmed) to 6, got {item.credibility}")


def _one_of(key: str, got: str, known: tuple[str, ...]) -> None:
    if got not in known:
        wanted = ", ".join(known) or "none for this kind"
        raise EvidenceError(f'{key}: expected {wanted}; got "{got}"{did_you_mean(str(got), known)}')


def _check_names(given: Mapping[str, Any]) -> None:
    for name in given:
        if name not in FIELDS:
            raise EvidenceError(f'item: unknown key "{name}"{did_you_mean(name, FIELDS)}')
    for name in ("source", "kind", "start", "end", "exact"):
        if name not in given:
            raise EvidenceError(f'item: key "{name}" is missing')
    for name, value in given.items():
        if not _fits(name, value):
            raise EvidenceError(f"item: {name}: expected {_TYPES.get(name, 'text')}, got {value!r}")


_TYPES = {"start": "a whole number", "end": "a whole number", "credibility": "a whole number"} | {
    "value": "a number",
    "margin": "a number",
    "hedged": "true or false",
}


def _fits(name: str, value: Any) -> bool:
    if value is None:
        return name not in ANCHOR
    match _TYPES.get(name):
        case None:
            return isinstance(value, str)
        case "true or false":
            return isinstance(value, bool)
        case "a number":
            return isinstance(value, int | float) and not isinstance(value, bool)
        case _:
            return isinstance(value, int) and not isinstance(value, bool)
