"""PDF and DOCX to a `Document`; run these where their time and memory are limited (`limits`).

Needs the extra ``detente[documents]``. A scanned PDF has no text, and is refused with that message.
"""

import logging
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from io import BytesIO
from stat import S_ISLNK
from typing import Any
from zipfile import ZipFile, ZipInfo

from detente.errors import FileProblem
from detente.evidence.document import Document
from detente.intake.lines import named_lines
from detente.intake.plain import LONGEST_FACT, Facts, read_plain

__all__ = ["check_archive", "read_docx", "read_pdf"]

MOST_FILES = 500  # in an archive
MOST_BYTES = 50_000_000  # of an archive, unpacked
MOST_RATIO = 100  # unpacked to packed
CHUNK = 65_536  # bytes unpacked at a time, so that a bomb is refused before it has gone off
MOST_PAGES = 5_000
NO_FACT = re.compile(
    r"(?:microsoft (?:word|powerpoint) - .*|untitled.*|.*\.(?:docx?|pdf|indd|rtf|odt)|python-docx|unknown|\W*)",
    re.IGNORECASE,
)

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"  # says again what stands beside it
PARAGRAPH = f"{W}p"
SKIPPED = frozenset({FALLBACK, PARAGRAPH, *(f"{W}{tag}" for tag in ("del", "moveFrom", "pPr", "rPr", "instrText"))})
SIGNS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "\u2011", f"{W}softHyphen": "\u00ad"}
NOTES = ("/footnotes", "/endnotes")
CONTROLS = re.compile("[\x00-\x08\x0b\x0e-\x1f\ud800-\udfff]")


def read_pdf(data: bytes) -> Document:
    """The document of a PDF: the text of its pages, a blank line between them.

    Raises
    ------
    FileProblem
        Where it is broken, locked by a password, too long, or has no text.
    """
    from pypdf import PdfReader  # noqa: PLC0415 - an extra; not everybody has it

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what it mends, it reports as a warning
    with _reading("a PDF"):
        reader = PdfReader(BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise FileProblem("is locked by a password: save it without one")
        if len(reader.pages) > MOST_PAGES:
            raise FileProblem(f"has {len(reader.pages):,} pages: at most {MOST_PAGES:,} are read; split it")
        pages = [CONTROLS.sub("\ufffd", page.extract_text()).strip("\n") for page in reader.pages]
        known: Mapping[str, Any] = reader.metadata or {}
        facts = Facts(_fact(known.get("/Title")), author=_fact(known.get("/Author")))
    empty = {number for number, page in enumerate(pages, 1) if not page.strip()}
    if len(empty) == len(pages):
        raise FileProblem("has no text on its pages (a scan?): run it through character recognition first")
    notices = [f"no text on page{'s' if len(empty) > 1 else ''} {named_lines(empty)}"] if empty else []
    return read_plain("\n\n".join(pages) + "\n", notices=notices, known=facts)


def read_docx(data: bytes) -> Document:
    """The document of a Word file: its paragraphs and tables, then its footnotes and endnotes, one a line.

    Insertions that are tracked are read, deletions are not; headers, footers and comments of reviewers are not.

    Raises
    ------
    FileProblem
        Where it is broken, a bomb, or has no text.
    """
    import docx  # noqa: PLC0415 - an extra; not everybody has it

    check_archive(data)
    with _reading("a Word file"):
        file = docx.Document(BytesIO(data))
        parts = [file.element.body, *_notes(file)]
        text = "".join(f"{_text(each)}\n" for part in parts for each in part.iter(PARAGRAPH) if not _repeated(each))
        tracked = any(True for part in parts for _ in part.iter(f"{W}ins", f"{W}del"))
        facts = Facts(_fact(file.core_properties.title), author=_fact(file.core_properties.author))
    if not text.strip():
        raise FileProblem("has no text")
    notices = ["has tracked changes: insertions are read, deletions are not"] if tracked else []
    return read_plain(text, notices=notices, known=facts)


def check_archive(data: bytes) -> None:
    """Refuse an archive that unpacks to too much, reaches outside, or is locked; count while unpacking.

    Raises
    ------
    FileProblem
        For more than 500 files, 50 MB or a hundredfold; absolute, upward or linked paths; a password.
    """
    with _reading("an archive"), ZipFile(BytesIO(data)) as archive:
        members = archive.infolist()
        if len(members) > MOST_FILES:
            raise FileProblem(f"holds {len(members):,} files: at most {MOST_FILES} are unpacked")
        left = min(MOST_BYTES, MOST_RATIO * len(data))
        for member in members:
            _refuse_path(member)
            with archive.open(member) as file:
                while chunk := file.read(CHUNK):
                    left -= len(chunk)
                    if left < 0:
                        raise FileProblem("unpacks to over 50 MB or a hundred times its size: it is not unpacked")


def _refuse_path(member: ZipInfo) -> None:
    path = member.filename.replace("\\", "/")
    if path.startswith("/") or ":" in path or ".." in path.split("/"):
        raise FileProblem(f'holds a file that would be written outside, "{member.filename[:80]}"')
    if S_ISLNK(member.external_attr >> 16):
        raise FileProblem(f'holds a link to another file, "{member.filename[:80]}"')
    if member.flag_bits & 1:
        raise FileProblem("is locked by a password: save it without one")


@contextmanager
def _reading(what: str) -> Iterator[None]:
    """Whatever a library raises while it reads a broken or hostile file, as one message."""
    try:
        yield
    except (FileProblem, MemoryError):
        raise
    except Exception as error:  # noqa: BLE001 - libraries raise anything, even KeyError and zlib.error
        brief = " ".join(f"{type(error).__name__}: {error}".split())[:120]
        raise FileProblem(f"is not {what} that can be read ({brief})") from None


def _fact(value: Any) -> str | None:
    """A title or name as a file's properties give it; None for what programs fill in by themselves."""
    text = " ".join(value.split()) if isinstance(value, str) else ""
    good = text and len(text) <= LONGEST_FACT and text.isprintable() and not NO_FACT.fullmatch(text)
    return text if good else None


def _notes(file: Any) -> list[Any]:
    """The trees of the footnotes and endnotes that a Word file refers to."""
    from docx.oxml.parser import parse_xml  # noqa: PLC0415

    relations = sorted(file.part.rels.values(), key=lambda relation: str(relation.reltype))
    return [
        parse_xml(each.target_part.blob)
        for each in relations
        if each.reltype.endswith(NOTES) and not each.is_external
    ]


def _repeated(paragraph: Any) -> bool:
    return any(True for _ in paragraph.iterancestors(FALLBACK, f"{W}del", f"{W}moveFrom"))


def _text(paragraph: Any) -> str:
    """The words of a paragraph alone: without what was deleted, and without paragraphs in boxes inside it."""
    pieces: list[str] = []
    waiting = list(reversed(paragraph))
    while waiting:
        element = waiting.pop()
        if element.tag == f"{W}t":
            pieces.append(element.text or "")
        elif element.tag in SIGNS:
            pieces.append(SIGNS[element.tag])
        elif element.tag not in SKIPPED:
            waiting += reversed(element)
    return CONTROLS.sub("\ufffd", "".join(pieces))
