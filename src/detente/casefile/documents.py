"""The documents of a case folder: each file as received, and beside it what is known of it.

``documents/NAME`` holds the bytes that were received. ``documents/NAME.toml``, its *sidecar*, says what is known of
them: title, date, author, publisher, address, which ranges of the text are the article proper, how it is graded.
Where the text is no plain decoding of the bytes (a PDF, a Word file), ``documents/NAME.text`` holds it. A text file
without a sidecar is a document too, all of it kept.

The text itself is read when it is first asked for. What a reader said of a document stays with its bytes: taking the
same bytes in again changes only what is said anew.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from detente.casefile.source import parse_toml, read_bytes
from detente.casefile.toml import header, line
from detente.casefile.write import make_folder, write_file
from detente.errors import CaseError, DetenteError, EvidenceError, FileProblem, Problem, did_you_mean
from detente.evidence.document import FACTS, Document, Span
from detente.evidence.source import Source

__all__ = ["DOCUMENTS", "Documents", "Sources", "document_name", "recall", "save_document"]

DOCUMENTS = "documents"
SIDECAR = ".toml"
EXTRACTED = ".text"
PLAIN = (".txt", ".md", ".html", ".htm")  # files that are documents without a sidecar
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "windows-1252", "iso-8859-1")  # tried in turn to give the text back
MOST_BYTES = 100_000_000
LONGEST_NAME = 100

KEYS = ("sha256", "digest", "encoding", "text", *FACTS, "notices", "kept", "source")


class Documents(Mapping[str, Document]):
    """The documents of a case folder by file name, each read when first asked for."""

    def __init__(self, case: Path | str) -> None:
        self.folder = Path(case) / DOCUMENTS
        self._read: dict[str, Document] = {}
        self._names = tuple(_names(self.folder))

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)

    def __getitem__(self, name: str) -> Document:
        if name not in self._names:
            raise KeyError(f'no document "{name}"{did_you_mean(name, self._names)}')
        if name not in self._read:
            self._read[name] = _document(self.folder / name)
        return self._read[name]

    def __repr__(self) -> str:
        return f"Documents({str(self.folder)!r})"

    def sound(self) -> tuple[dict[str, Document], tuple[Problem, ...]]:
        """The documents that can be read, by file name, and what is wrong with the others."""
        good: dict[str, Document] = {}
        problems: list[Problem] = []
        for name in self:
            try:
                good[name] = self[name]
            except CaseError as error:
                problems += error.problems
        return good, tuple(problems)

    def noted(self, name: str) -> str | None:
        """The digest of a document's text when it was taken in, whatever it is now; None if nobody noted it."""
        return _sidecar(self.folder / name).get("digest")

    def source(self, name: str) -> Source:
        """Who published a document, with its grade; F, not judged, where nobody graded it.

        Raises
        ------
        CaseError
            If the sidecar is wrong.
        """
        path = self.folder / name
        return _source(path, self[name], _sidecar(path))


class Sources(Mapping[str, Source]):
    """Who published each document of a folder, by file name, each read when first asked for."""

    def __init__(self, documents: Documents) -> None:
        self._documents = documents

    def __iter__(self) -> Iterator[str]:
        return iter(self._documents)

    def __len__(self) -> int:
        return len(self._documents)

    def __getitem__(self, name: str) -> Source:
        return self._documents.source(name)


def _beside(path: Path, ending: str) -> Path:
    return path.with_name(path.name + ending)


def _names(folder: Path) -> Iterator[str]:
    """Files that are documents: those with a sidecar, and plain texts."""
    if not folder.is_dir():
        return
    names = {path.name for path in folder.iterdir() if path.is_file() and not path.name.startswith(".")}
    for name in sorted(names):
        known = f"{name}{SIDECAR}" in names
        if known or name.lower().endswith(PLAIN):
            yield name


def _sidecar(path: Path) -> dict[str, Any]:
    side = _beside(path, SIDECAR)
    if not side.exists():
        return {}
    try:
        known = parse_toml(read_bytes(side).decode("utf-8-sig"), str(side))
    except UnicodeDecodeError:
        raise CaseError(Problem("expected UTF-8", str(side))) from None
    for key in known:
        if key not in KEYS:
            raise CaseError(Problem(f'unknown key "{key}"{did_you_mean(key, KEYS)}', str(side), key=key))
    return known


def _document(path: Path) -> Document:
    known = _sidecar(path)
    raw = _raw(path, known)
    given: dict[str, Any] = {key: str(known[key]) for key in FACTS if key in known}
    try:
        if "kept" in known:
            given["kept"] = tuple(Span(*span) for span in known["kept"])
        document = Document(raw, name=path.name, notices=tuple(known.get("notices", ())), **given)
    except (DetenteError, TypeError) as error:
        raise CaseError(Problem(str(error), str(path))) from None
    if known.get("digest", document.digest) != document.digest:
        raise CaseError(Problem(_edited(path), str(path)))
    return document


def _edited(path: Path) -> str:
    """That a text was changed where it stands, and what to do then."""
    case = path.parent.parent
    return (
        "the text is not the one that was taken in: its digest is another. If it was edited on purpose: "
        f"detente read {path} --into {case} --force, then detente evidence reanchor {case}"
    )


def _source(path: Path, document: Document, known: Mapping[str, Any]) -> Source:
    found = Source.of(document)
    try:
        return replace(found, **known.get("source", {}))
    except (DetenteError, TypeError) as error:
        raise CaseError(Problem(f"source: {error}", str(_beside(path, SIDECAR)))) from None


def _raw(path: Path, known: Mapping[str, Any]) -> str:
    file = path.with_name(Path(str(known["text"])).name) if "text" in known else path
    encoding = "utf-8" if "text" in known else str(known.get("encoding", "utf-8-sig"))
    try:
        return read_bytes(file, most=MOST_BYTES).decode(encoding)
    except (UnicodeDecodeError, LookupError):
        message = f"this is not {encoding.upper()}; take it in with `detente read`"
        raise CaseError(Problem(message, str(path))) from None


def document_name(name: str) -> str:
    """A safe file name from a file name, path or address.

    >>> document_name("https://example.org/news/A%20b?x=1"), document_name("../../.ssh")
    ('A-20b', 'ssh')
    """
    last = re.split(r"[/\\]", re.sub(r"[?#].*", "", name).rstrip("/\\"))[-1]
    clean = re.sub(r"[^\w.]+", "-", last).strip(".-")[-LONGEST_NAME:].strip(".-")
    if not clean:
        return "document.txt"
    return f"{clean}.txt" if clean.endswith((SIDECAR, EXTRACTED)) else clean


def recall(folder: Path | str, data: bytes, document: Document, *, anew: bool = False) -> tuple[Document, Source]:
    """A document as the case knows it, with its source; as it was read now, where the case does not have these bytes.

    Parameters
    ----------
    folder, data, document
        As in `save_document`.
    anew
        Whether the text is the one read now though the case has these bytes: its facts and its source stay.

    Raises
    ------
    CaseError
        If the sidecar is wrong or, unless `anew`, the text that the case has was edited where it stands.
    """
    path = Path(folder) / DOCUMENTS / document_name(document.name)
    known = _before(path, data)
    stored = document if anew or not known else _document(path)
    facts = {key: str(known[key]) for key in FACTS if key in known}
    try:
        document = replace(stored, name=path.name, **facts)  # type: ignore[arg-type]
    except EvidenceError as error:
        raise CaseError(Problem(str(error), str(_beside(path, SIDECAR)))) from None
    return document, _source(path, document, known)


def _before(path: Path, data: bytes) -> Mapping[str, Any]:
    """What is known of these bytes under this name; nothing where other bytes are, or none."""
    if not path.exists():
        return {}
    known = _sidecar(path)
    same = known.get("sha256") == sha256(data).hexdigest() or read_bytes(path, most=MOST_BYTES) == data
    return known if same else {}


def save_document(
    folder: Path | str, data: bytes, document: Document, *, source: Source | None = None, overwrite: bool = False
) -> Path:
    """Put a document into the folder of a case: the bytes as received, and beside them what is known of it.

    Where the case has these bytes under this name, a fact that `document` leaves open stays, and so does the source
    where none is given.

    Parameters
    ----------
    folder
        The case's folder; ``documents/`` is made in it.
    data
        The bytes as received.
    document
        What they were read as; its name gives the file's.
    source
        Who published it and how it is graded, where that is known.
    overwrite
        Whether another document of that name may be replaced.

    Raises
    ------
    FileProblem
        If there is another document of that name, or the folder cannot be written to.
    """
    home = Path(folder) / DOCUMENTS
    path = home / document_name(document.name)
    make_folder(home)
    if path.exists() and not overwrite and read_bytes(path, most=MOST_BYTES) != data:
        replacing = f"detente read FILE --into {folder} --force"
        message = f"another document has this name; nothing was written: rename one, or replace this one: {replacing}"
        raise FileProblem(Problem(message, str(path)))
    known = _before(path, data)
    encoding = _encoding(data, document.raw)
    if encoding is None:
        write_file(_beside(path, EXTRACTED), document.raw, overwrite=True)
    write_file(path, data, overwrite=True)
    said = _said(path, data, document, encoding, known)
    more = known.get("source", {}) if source is None else _graded(document, source)
    lines = [*said, *_table(more)]
    write_file(_beside(path, SIDECAR), "\n".join(lines) + "\n", overwrite=True)
    return path


def _encoding(data: bytes, raw: str) -> str | None:
    """The encoding in which the bytes say just that text; None where none does."""
    for encoding in ENCODINGS:
        try:
            if data.decode(encoding) == raw:
                return encoding
        except UnicodeDecodeError:
            continue
    return None


def _said(
    path: Path, data: bytes, document: Document, encoding: str | None, known: Mapping[str, Any]
) -> Iterator[str]:
    yield f"# What is known of {path.name}, which is kept as it was received."
    yield line("sha256", sha256(data).hexdigest())
    yield line("digest", document.digest)
    yield line("encoding", encoding) if encoding else line("text", f"{path.name}{EXTRACTED}")
    facts = {key: getattr(document, key) or known.get(key) for key in FACTS}
    yield from (line(key, value) for key, value in facts.items() if value is not None)
    if document.notices:
        yield line("notices", document.notices)
    if document.kept != (Span(0, len(document.raw)),):
        yield line("kept", [(span.start, span.end) for span in document.kept])


def _table(source: Mapping[str, Any]) -> Iterator[str]:
    more = {key: value for key, value in source.items() if value}
    if more:
        yield "\n" + header("source")
        yield from (line(key, value) for key, value in more.items())


def _graded(document: Document, source: Source) -> dict[str, Any]:
    """What the source says beyond the document itself."""
    same = Source.of(document)
    return {
        spec.name: getattr(source, spec.name)
        for spec in fields(Source)
        if getattr(source, spec.name) != getattr(same, spec.name)
    }
