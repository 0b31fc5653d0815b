"""Bytes to text: which encoding they are in, and a message where they say another.

In order: a byte-order mark; UTF-8 where the bytes are valid UTF-8, whatever they declare; the encoding that they
declare, where they fit it; UTF-8 with a few broken bytes; Windows-1252. A page that declares Latin-1 means
Windows-1252, as in browsers.
"""

import codecs
import re
from dataclasses import dataclass
from encodings.aliases import aliases

from detente.errors import FileProblem, Problem, did_you_mean

__all__ = ["Decoded", "declared_charset", "decode", "decode_as"]

MARKS = (  # the longer first: UTF-32 begins like UTF-16
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
USUAL = "cp1252"  # what text in no declared encoding and not in UTF-8 mostly is
AS_BROWSERS_DO = {"iso8859-1": USUAL, "ascii": USUAL, "gb2312": "gb18030", "gbk": "gb18030", "iso8859-9": "cp1254"}
KNOWN = re.compile(  # by the names that codecs.lookup gives: encodings of text, none of which runs or unpacks
    r"utf-8(-sig)?|utf-(16|32)(-[lb]e)?|ascii|iso8859-\d+|cp(125\d|866|874|932|949|950)|koi8-[ru]|gb\w*|big5\w*"
    r"|shift_jis\w*|euc[_-]\w+|iso2022_\w+|mac-\w+|tis-620|hz"
)
DECLARED = re.compile(
    rb"""<\?xml[^>]{0,200}?encoding=["']([\w.:-]{1,40})|<meta[^>]{0,400}?charset\s*=\s*["']?([\w.:-]{1,40})""", re.I
)
WHERE_DECLARED = 4096  # bytes; browsers look at the first 1024, many pages declare later
NOT_UTF8 = (
    "is not UTF-8; read as Windows-1252: look at its accents and quotes, and say another with "
    "detente read FILE --encoding NAME"
)
NO_TEXT = re.compile("[\x01-\x08\x0b\x0e-\x1a\x1c-\x1f]")  # control characters that no text has (escape may occur)
MOST_NO_TEXT = 0.001  # share of such characters above which the bytes are no text


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, the encoding it was in, and what a reader should know about that."""

    text: str
    encoding: str
    notices: tuple[str, ...] = ()


def declared_charset(data: bytes) -> str | None:
    """The encoding that a page or XML file says it is in, as it says it."""
    found = DECLARED.search(data[:WHERE_DECLARED])
    return (found[1] or found[2]).decode("ascii", "replace") if found else None


def decode(data: bytes, *, name: str = "", declared: str | None = None) -> Decoded:
    """The text of the bytes.

    Raises
    ------
    FileProblem
        Where the bytes are no text: a NUL character, control characters, a broken UTF-16 file.
    """
    marked = _by_mark(data, name)
    decoded = marked or _by_content(data, declared)
    _refuse_no_text(decoded.text, name)
    return decoded


def decode_as(data: bytes, encoding: str, *, name: str = "") -> Decoded:
    """The text of the bytes in the one encoding that a reader says they are in.

    Raises
    ------
    FileProblem
        For an encoding that is not known, and where the bytes do not fit it or are no text in it.
    """
    codec, _ = _codec(encoding)
    if codec is None:
        near = did_you_mean(encoding.lower(), aliases)
        raise FileProblem(Problem(f'"{encoding}" is no encoding of text that is known here{near}', file=name))
    try:
        text = data.decode(codec)
    except UnicodeDecodeError as error:
        said = f"is not {encoding}: the byte 0x{data[error.start]:02X} at position {error.start} has no meaning in it"
        raise FileProblem(Problem(said, file=name)) from None
    _refuse_no_text(text, name)
    return Decoded(text, codec)


def _by_mark(data: bytes, name: str) -> Decoded | None:
    encoding = next((encoding for mark, encoding in MARKS if data.startswith(mark)), None)
    if encoding is None:
        return None
    try:
        return Decoded(data.decode(encoding), encoding.removesuffix("-sig"))
    except UnicodeDecodeError as error:
        said = f"begins with the mark of {encoding.removesuffix('-sig').upper()} but is broken at byte {error.start}"
        raise FileProblem(Problem(f"{said}: save it again, as UTF-8", file=name)) from None


def _by_content(data: bytes, declared: str | None) -> Decoded:
    encoding, said = _codec(declared)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _not_utf8(data, encoding, said)
    if encoding in (None, "utf-8") or text.isascii():
        return Decoded(text, "utf-8", said)
    return Decoded(text, "utf-8", (f"declares {declared} but is UTF-8; read as UTF-8",))


def _codec(declared: str | None) -> tuple[str | None, tuple[str, ...]]:
    """The codec of a declared name, and what to say where there is none."""
    if declared is None:
        return None, ()
    try:
        found = codecs.lookup(declared).name
    except LookupError:
        found = ""
    if not KNOWN.fullmatch(found):
        return None, (f'declares "{declared}", which is no encoding of text that is known here',)
    return AS_BROWSERS_DO.get(found, found), ()


def _not_utf8(data: bytes, encoding: str | None, said: tuple[str, ...]) -> Decoded:
    if encoding not in (None, "utf-8") and not encoding.startswith(("utf-16", "utf-32")):
        try:
            return Decoded(data.decode(encoding), encoding, said)
        except UnicodeDecodeError:
            pass
    notices = said if encoding is None else (*said, f"declares {encoding} but is not")
    mended = data.decode("utf-8", "replace")
    broken = mended.count("\ufffd")
    if broken <= sum(sign > "\x7f" for sign in mended) - broken:
        return Decoded(mended, "utf-8", (*notices, f"has broken characters, shown as \ufffd: {broken}"))
    text = data.decode(USUAL, "replace")
    return Decoded(text, USUAL, (*notices, NOT_UTF8))


def _refuse_no_text(text: str, name: str) -> None:
    if "\0" in text:
        at = text.index("\0")
        said = f"has a NUL character at position {at}: expected text (UTF-16 needs its byte-order mark)"
        raise FileProblem(Problem(said, file=name))
    odd = len(NO_TEXT.findall(text))
    if odd > MOST_NO_TEXT * len(text):
        raise FileProblem(Problem(f"is not text: {odd} control characters in {len(text)}", file=name))
