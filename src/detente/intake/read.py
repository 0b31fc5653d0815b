"""Bytes or a file to a `Document`: which kind it is, and who reads it."""

import re
import stat
from dataclasses import replace
from pathlib import Path

from detente.errors import EvidenceError, FileProblem, Problem, did_you_mean
from detente.evidence.document import Document
from detente.intake.decode import Decoded, declared_charset, decode, decode_as
from detente.intake.limits import read_apart
from detente.intake.plain import read_plain

__all__ = ["KINDS", "kind_of", "read_document", "read_file"]

KINDS = ("text", "markdown", "html", "pdf", "docx")
MOST_BYTES = 50_000_000  # of any file; a hundred times the longest article
MOST_TEXT = 20_000_000  # bytes of text, Markdown or HTML: a line rule is tried on each line
SUFFIXES = {
    **dict.fromkeys((".html", ".htm", ".xhtml", ".shtml"), "html"),
    **dict.fromkeys((".md", ".markdown", ".mdown"), "markdown"),
    ".pdf": "pdf",
    ".docx": "docx",
}
MAGIC = (  # how files begin that are read, or that a person may take for one that is
    (b"%PDF-", "pdf"),
    (b"PK\x03\x04", "docx"),
    (b"\xd0\xcf\x11\xe0", "an old Word, Excel or Outlook file: save it as DOCX or PDF"),
    (b"{\\rtf", "RTF: save it as DOCX or PDF"),
    (b"\x1f\x8b", "a gzip archive: unpack it first"),
    (b"7z\xbc\xaf", "a 7z archive: unpack it first"),
    (b"Rar!", "a RAR archive: unpack it first"),
    (b"\x89PNG", "a picture: run it through character recognition first"),
    (b"\xff\xd8\xff", "a picture: run it through character recognition first"),
    (b"GIF8", "a picture: run it through character recognition first"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90\x00", "a program"),
    (b"SQLite format 3", "a database"),
)
LOOKS_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).)*-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
LOOKS_MHTML = re.compile(rb"(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){0,40}?content-type:\s*multipart/related", re.I)


def read_file(path: Path | str, *, kind: str | None = None, encoding: str | None = None) -> Document:
    """The document of a file; its kind and encoding are seen from its content and name unless they are said.

    Raises
    ------
    FileProblem
        Where there is no such file, it is a folder or a device, it may not be read, or as in `read_document`.
    """
    path = Path(path)
    try:
        mode = path.stat().st_mode
        if not stat.S_ISREG(mode):
            what = "a folder" if stat.S_ISDIR(mode) else "no ordinary file"
            raise FileProblem(Problem(f"is {what}: expected a document", file=str(path)))
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except FileProblem:
        raise
    except FileNotFoundError:
        raise FileProblem(Problem(f"there is no such file{_near(path)}", file=str(path))) from None
    except PermissionError:
        raise FileProblem(Problem("may not be read: you have no permission", file=str(path))) from None
    except (OSError, ValueError) as error:
        raise FileProblem(Problem(f"cannot be read: {error}", file=repr(str(path))[1:-1])) from None
    name = path.name.encode("utf-8", "replace").decode()
    return read_document(data, name=name, kind=kind, encoding=encoding)


def read_document(
    data: bytes, *, name: str, kind: str | None = None, charset: str | None = None, encoding: str | None = None
) -> Document:
    """The document of some bytes.

    Parameters
    ----------
    data
        A page, pasted text, Markdown, a PDF or a Word file, as received.
    name
        The file's name or address, for messages and, by its ending, for the kind.
    kind
        One of `KINDS`, where it is known.
    charset
        The encoding that whoever sent the bytes says they are in; what a page itself says otherwise.
    encoding
        The encoding that a reader says they are in, who has seen that another one gives gibberish: that one, or none.

    Raises
    ------
    FileProblem
        Where the bytes are empty, too many, no text, of a kind that is not read, or broken.
    """
    if not data.strip():
        raise FileProblem(Problem("is empty: expected a document", file=name))
    _refuse_size(data, MOST_BYTES, name)
    if kind is not None and kind not in KINDS:
        said = f'kind: expected {", ".join(KINDS)}; got "{kind}"{did_you_mean(kind, KINDS)}'
        raise FileProblem(Problem(said, file=name))
    kind = kind or kind_of(data, name)
    if kind in ("pdf", "docx"):
        return read_apart(kind, data, name=name)
    _refuse_size(data, MOST_TEXT, name)
    declared = charset or (declared_charset(data) if kind == "html" else None)
    decoded = decode_as(data, encoding, name=name) if encoding else decode(data, name=name, declared=declared)
    try:
        return _read_text(decoded, kind, name)
    except EvidenceError as error:
        raise FileProblem(Problem(str(error), file=name)) from None


def kind_of(data: bytes, name: str) -> str:
    """The kind of some bytes: by how they begin, then by the name's ending, else plain text.

    Raises
    ------
    FileProblem
        For a kind that is not read; the message says what to do.
    """
    found = next((kind for magic, kind in MAGIC if data.startswith(magic)), None)
    if found == "docx" and b"word/" not in data:
        found = "an archive and no Word file: expected DOCX"
    if found is None and LOOKS_MHTML.match(data[:8192]):
        found = "a web archive: save the page as HTML alone, or as text"
    if found and found not in KINDS:
        raise FileProblem(Problem(f"is {found}", file=name))
    suffix = SUFFIXES.get(Path(name).suffix.lower(), "text")
    if found is None and suffix in ("pdf", "docx"):
        raise FileProblem(Problem(f"is called {suffix.upper()} but does not begin as one", file=name))
    return found or ("html" if LOOKS_HTML.match(data[:8192].replace(b"\0", b"")) else suffix)


def _read_text(decoded: Decoded, kind: str, name: str) -> Document:
    if kind != "html":
        return read_plain(decoded.text, name=name, notices=decoded.notices, markdown=kind == "markdown")
    document = read_apart("html", decoded.text.encode(), name=name)
    return replace(document, notices=(*decoded.notices, *document.notices))


def _refuse_size(data: bytes, most: int, name: str) -> None:
    if len(data) > most:
        said = f"is larger than {most // 1_000_000} MB: cut it to the part that matters"
        raise FileProblem(Problem(said, file=name))


def _near(path: Path) -> str:
    try:
        return did_you_mean(path.name, [each.name for each in path.parent.iterdir()])
    except OSError:
        return ""
