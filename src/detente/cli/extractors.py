"""Who reads documents for a command, and what it calls itself in the ledger."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from detente import __version__
from detente.cli.solving import Progress
from detente.cli.terminal import plain, say, warn
from detente.evidence import Document, Evidence

if TYPE_CHECKING:
    from detente.evidence.extraction import ActorTable
    from detente.evidence.grounding import Ungrounded

__all__ = ["KEY_VARIABLE", "Reading", "by_model", "by_rules", "say_how"]

KEY_VARIABLE = "DETENTE_MODEL_KEY"  # the only place that a key is taken from
PARSING = 2 / 3  # of the time that reading takes, as measured on long texts; the rules have the rest
SHOWN = 60  # characters of an ungrounded quote in a message


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


def by_rules(
    documents: Sequence[Document], *, as_of: date | None, parse: bool = True, actors: "ActorTable | None" = None
) -> Reading:
    """What the rules read: all of it with the parse of ``detente[nlp]``, else the half that needs none.

    Parameters
    ----------
    as_of
        The day from which a document speaks that does not say its own.
    parse
        Whether to use the language model where it is installed.
    actors
        The table of actors; the shipped one unless given.
    """
    from detente.evidence.extraction import MODEL, extraction, load_model

    model = load_model() if parse else None
    read = []
    for doc in documents:
        with _watched(model, doc.name) as watched:
            read.append(extraction(doc, model=watched, actors=actors, as_of=None if doc.date else as_of))
    found = list(zip(documents, read, strict=True))
    version = f" {model.meta['version']}" if model is not None else ""
    how = f"with {MODEL}{version}" if model is not None else "without a parse"
    notices = ((doc.name, notice) for doc, each in found for notice in (*each.notices, *_undated(doc, as_of)))
    items = tuple(item for _, each in found for item in each.items)
    return Reading(items, f"rules {how}, detente {__version__}", tuple(notices), model is None)


@contextmanager
def _watched(model: Any, name: str) -> Iterator[Any]:
    """The model that parses, telling how far it is with a document; nothing where there is none."""
    called = plain(name).replace("{", "{{").replace("}", "}}")
    progress = Progress(words=f"{called}: {{share:.0f}} % read")
    try:
        yield None if model is None else _Watched(model, progress)
    finally:
        progress.end()


class _Watched:
    """A model that tells how far it is through the paragraphs of a text."""

    def __init__(self, model: Any, progress: Progress) -> None:
        self._model, self._progress = model, progress

    def __getattr__(self, name: str) -> Any:
        return getattr(self._model, name)

    def pipe(self, docs: Sequence[Any], **how: Any) -> Iterator[Any]:
        """The paragraphs, each parsed."""
        whole = round(len(docs) / PARSING) + 1
        for done, doc in enumerate(self._model.pipe(docs, **how), 1):
            self._progress(done, whole)
            yield doc


def by_model(
    documents: Sequence[Document],
    folder: Path,
    *,
    url: str,
    name: str,
    timeout: float | None = None,
    actors: "ActorTable | None" = None,
) -> Reading:
    """What a language model finds at an address that the user names, as far as the documents bear it out.

    Raises
    ------
    EvidenceError
        Where the address is none, or does not answer.
    """
    from detente.casefile.answers import Answers
    from detente.intake.language_model import TIMEOUT, Endpoint
    from detente.intake.language_model_reading import read_with_model

    endpoint = Endpoint(url, name, os.environ.get(KEY_VARIABLE, ""), TIMEOUT if timeout is None else timeout)
    names = ", ".join(document.name for document in documents)
    size = sum(len(span) for document in documents for span in document.kept)
    way = "" if endpoint.is_local or url.startswith("https") else ", unencrypted"
    where = "on this machine" if endpoint.is_local else f"another machine{way}"
    warn(f"The words of {names} ({size:,} characters) go to {endpoint.host}, {where}.")
    kept = Answers(folder)
    items: list[Evidence] = []
    notices: list[tuple[str, str]] = []
    for document in documents:
        read = read_with_model(document, endpoint, kept=kept, on_piece=_progress(document.name), actors=actors)
        items += read.items
        notices += [(document.name, notice) for notice in read.notices]
        notices += [(document.name, f"ungrounded, left out: {_left_out(each)}") for each in read.ungrounded]
    return Reading(
        tuple(items), f"model:{'_'.join(name.split())} at {endpoint.host}, detente {__version__}", tuple(notices)
    )


def _progress(name: str) -> Callable[[int, int], None]:
    return lambda number, count: say(f"{name}: piece {number} of {count}") if count > 1 else None


def _left_out(found: "Ungrounded") -> str:
    flat = " ".join(found.claimed.quote.split())
    quote = flat if len(flat) <= SHOWN else f"{flat[:SHOWN]}…"
    return f"{found.claimed.kind} “{quote}”: {found.why}"


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
