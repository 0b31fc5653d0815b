"""Who reads documents for a command, and what it calls itself in the ledger."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from detente import __version__
from detente.cli.terminal import say
from detente.evidence import Document, Evidence

__all__ = ["Reading", "by_rules", "say_how"]


@dataclass(frozen=True, slots=True)
class Reading:
    """What an extractor read out of documents.

    Parameters
    ----------
    who
        The extractor's name, beginning with one word that is its own, and its version.
    notices
        Pairs: a document's name, and what a reader should know about how it was read.
    partial
        Whether it read with less than it can.
    """

    items: tuple[Evidence, ...]
    who: str
    notices: tuple[tuple[str, str], ...] = ()
    partial: bool = False


def by_rules(documents: Sequence[Document], *, as_of: date | None, parse: bool = True) -> Reading:
    """What the rules read: all of it with the parse of ``detente[nlp]``, else the half that needs none.

    Parameters
    ----------
    as_of
        The day from which a document speaks that does not say its own.
    parse
        Whether to use the language model where it is installed.
    """
    from detente.evidence.extraction import MODEL, extraction, load_model

    model = load_model() if parse else None
    found = [(doc, extraction(doc, model=model, as_of=None if doc.date else as_of)) for doc in documents]
    version = f" {model.meta['version']}" if model is not None else ""
    how = f"with {MODEL}{version}" if model is not None else "without a parse"
    notices = ((doc.name, notice) for doc, each in found for notice in (*each.notices, *_undated(doc, as_of)))
    items = tuple(item for _, each in found for item in each.items)
    return Reading(items, f"rules {how}, detente {__version__}", tuple(notices), model is None)


def _undated(document: Document, as_of: date | None) -> Iterator[str]:
    if document.date is None and as_of is not None:
        yield f"it does not say its date; it was read as of {as_of.isoformat()}"


def say_how(notices: Iterable[tuple[str, str]]) -> None:
    """Say each notice once, with the documents that it is about."""
    about: dict[str, list[str]] = {}
    for name, notice in notices:
        about.setdefault(notice, []).append(name)
    for notice, names in about.items():
        say(f"{', '.join(names)}: {notice}")
