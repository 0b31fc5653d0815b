"""Who published a document, how far they can be relied on, and when two documents are one source.

A `Source` is a CSL-JSON record with an Admiralty grade. The grade of a source (A–F) says how reliable its
publisher has been; the grade of an item (1–6, `Evidence.credibility`) how credible this piece is. Neither is a
likelihood.

Ten outlets that print the same wire story are one source: documents are compared by their shingles, the runs of
a few words that they contain (Broder, "On the resemblance and containment of documents", 1997).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b, sha256
from json import dumps
from re import compile as pattern
from typing import Any, Literal, Self, get_args

from detente.errors import EvidenceError, did_you_mean
from detente.evidence.document import Document
from detente.evidence.edtf import edtf

__all__ = [
    "CREDIBILITY",
    "RELIABILITY",
    "Reliability",
    "Source",
    "containment",
    "resemblance",
    "same_stories",
    "shingles",
]

Reliability = Literal["A", "B", "C", "D", "E", "F"]
RELIABILITY: dict[Reliability, str] = {
    "A": "completely reliable",
    "B": "usually reliable",
    "C": "fairly reliable",
    "D": "not usually reliable",
    "E": "unreliable",
    "F": "reliability cannot be judged",
}
CREDIBILITY: dict[int, str] = {
    1: "confirmed by other sources",
    2: "probably true",
    3: "possibly true",
    4: "doubtful",
    5: "improbable",
    6: "truth cannot be judged",
}
CSL_TYPES = frozenset(
    pattern(r"[\w-]+").findall("""
        article article-journal article-magazine article-newspaper bill book broadcast chapter classic collection
        dataset document entry entry-dictionary entry-encyclopedia event figure graphic hearing interview
        legal_case legislation manuscript map motion_picture musical_score pamphlet paper-conference patent
        performance periodical personal_communication post post-weblog regulation report review review-book
        software song speech standard thesis treaty webpage
    """)
)

OWN_FILES = (".pdf", ".docx")  # endings of files that are no pages of the web
WORDS_PER_SHINGLE = 5  # shorter runs are shared by chance, longer ones broken by every small edit
SAME_RESEMBLANCE = 0.5  # half of all runs shared: the same story, edited
SAME_CONTAINMENT = 0.8  # nearly all runs of the shorter in the longer: the same story, cut
FEWEST_SHINGLES = 20  # below this a text is too short to be told apart by its runs, and must be equal

WORD = pattern(r"\w+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A published document: what CSL-JSON says of it, its digest and its grade.

    Parameters
    ----------
    type
        A CSL type: ``webpage``, ``article-newspaper``, ``report``, ``treaty``, ``speech``, ``dataset`` …
    title, authors, publisher, url
        As the document gives them; None or empty where it does not. Authors are whole names.
    issued, accessed
        EDTF; when it was published and when it was fetched.
    sha256
        Digest of the document's raw text.
    reliability
        Admiralty grade of the publisher; F until somebody judges.
    """

    type: str = "document"
    title: str | None = None
    authors: tuple[str, ...] = ()
    publisher: str | None = None
    url: str | None = None
    issued: str | None = None
    accessed: str | None = None
    sha256: str | None = None
    reliability: Reliability = "F"

    def __post_init__(self) -> None:
        if self.type not in CSL_TYPES:
            near = did_you_mean(self.type, CSL_TYPES)
            raise EvidenceError(f'source: type: "{self.type}" is no type of CSL{near}')
        if self.reliability not in get_args(Reliability):
            raise EvidenceError(f'source: reliability: expected A, B, C, D, E or F, got "{self.reliability}"')
        for key in ("issued", "accessed"):
            if (text := getattr(self, key)) is not None:
                edtf(text, key=f"source: {key}")

    @classmethod
    def of(
        cls,
        document: Document,
        *,
        type: str | None = None,
        accessed: str | None = None,
        reliability: Reliability = "F",
    ) -> Self:
        """The source of a document, from what the document says of itself and nothing else.

        A file of its own, such as a PDF, is a ``document`` until somebody says what it is; a page is a ``webpage``.
        """
        return cls(
            type=type or ("document" if document.name.lower().endswith(OWN_FILES) else "webpage"),
            title=document.title,
            authors=(document.author,) if document.author else (),
            publisher=document.publisher,
            url=document.url,
            issued=document.date,
            accessed=accessed,
            sha256=document.digest,
            reliability=reliability,
        )

    @property
    def id(self) -> str:
        """A hash of the document's digest or, where none is known, of the address, title and publisher."""
        known = self.sha256 or dumps([self.url, self.title, self.publisher, self.issued])
        return f"src-{sha256(known.encode()).hexdigest()[:12]}"

    def as_csl(self) -> dict[str, Any]:
        """The record as CSL-JSON, with integer date parts; digest and grade stand under ``custom``."""
        said = {
            "id": self.id,
            "type": self.type,
            "title": self.title,
            "author": [{"literal": name} for name in self.authors],
            "publisher": self.publisher,
            "URL": self.url,
            "issued": self.issued and _csl_date(self.issued),
            "accessed": self.accessed and _csl_date(self.accessed),
        }
        custom = {"sha256": self.sha256, "reliability": self.reliability}
        return {key: value for key, value in (said | {"custom": _set(custom)}).items() if value not in (None, [])}


def shingles(text: str, *, width: int = WORDS_PER_SHINGLE) -> frozenset[bytes]:
    """The runs of `width` words that a text contains, each as a hash; case and punctuation do not count."""
    words = WORD.findall(text.casefold())
    runs = (" ".join(words[at : at + width]) for at in range(len(words) - width + 1))
    return frozenset(blake2b(run.encode("utf-8", "replace"), digest_size=8).digest() for run in runs)


def resemblance(one: frozenset[bytes], other: frozenset[bytes]) -> float:
    """The share of all runs of two texts that both contain, 0 to 1."""
    union = len(one | other)
    return len(one & other) / union if union else 0.0


def containment(one: frozenset[bytes], other: frozenset[bytes]) -> float:
    """The share of the shorter text's runs that the longer contains, 0 to 1."""
    shorter = min(len(one), len(other))
    return len(one & other) / shorter if shorter else 0.0


def same_stories(documents: Sequence[Document]) -> tuple[tuple[int, ...], ...]:
    """Documents that are one source, as groups of indexes, each group and the groups in order of first place.

    Two documents are one source where half of their runs of words are shared, or nearly all of the shorter's, or
    where their words are the same. Being one source carries over: what resembles a copy resembles the story.
    """
    marks = [shingles(document.article) for document in documents]
    words = [tuple(WORD.findall(document.article.casefold())) for document in documents]
    group = list(range(len(documents)))
    for later in range(len(documents)):
        for earlier in range(later):
            if group[earlier] != group[later] and (
                words[earlier] == words[later] or _same(marks[earlier], marks[later])
            ):
                group = _joined(group, group[earlier], group[later])
    return tuple(tuple(_members(group, first)) for first in dict.fromkeys(group))


def _same(one: frozenset[bytes], other: frozenset[bytes]) -> bool:
    if min(len(one), len(other)) < FEWEST_SHINGLES:
        return False
    return resemblance(one, other) >= SAME_RESEMBLANCE or containment(one, other) >= SAME_CONTAINMENT


def _joined(group: Sequence[int], one: int, other: int) -> list[int]:
    first, second = min(one, other), max(one, other)
    return [first if mark == second else mark for mark in group]


def _members(group: Sequence[int], first: int) -> Iterable[int]:
    return (index for index, mark in enumerate(group) if mark == first)


def _set(values: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value is not None}


def _csl_date(text: str) -> dict[str, Any]:
    """Integer date parts where the date has no more than those, else the date as it stands."""
    ends = text.split("/")
    if not all(end.replace("-", "").isdecimal() for end in ends):
        return {"literal": text}
    return {"date-parts": [[int(part) for part in end.split("-")] for end in ends]}
