"""A page from the web, when somebody asks for it by its address, and nothing else from there.

Each host is named before it is asked. Its name is looked up once; every machine that it leads to must be of the
public internet, and the connection goes to a machine so checked, not to the name: a second look-up could give
another. A redirect is a new address and is checked as one. No cookie is kept and no proxy is used, since a proxy
would look the name up itself, unchecked. Size counts as received and as unpacked; time counts for all together.

No other module of the package imports this one before somebody asks: without it no HTTP client is loaded.
"""

import os
import re
import socket
import ssl
import zlib
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass, field, replace
from http.client import HTTPConnection, HTTPException, HTTPResponse, IncompleteRead
from threading import Thread
from time import monotonic
from urllib.parse import unquote

from detente.errors import FileProblem, Problem
from detente.evidence.document import Document
from detente.intake.address import Address, address_of, is_public, next_address, not_public, shown
from detente.intake.read import SUFFIXES, read_document

__all__ = ["MOST_BYTES", "SECONDS", "Fetched", "fetch", "read_fetched"]

SECONDS = 20.0  # for all of it: look-ups, redirects, the last byte
MOST_BYTES = 5_000_000  # as received, and as unpacked
MOST_REDIRECTS = 5
PIECE = 65_536
LONGEST_NAME = 90  # characters of a file name without its ending
REDIRECTS = (301, 302, 303, 307, 308)
TYPES = {  # content type → kind; "" where the content itself must show it
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/plain": "text",
    "text/markdown": "markdown",
    "application/pdf": "pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/octet-stream": "",
    "": "",
}
ENDINGS = {"html": ".html", "text": ".txt", "markdown": ".md", "pdf": ".pdf", "docx": ".docx"}
CUT = "ended before it was whole: try again"
BY_HAND = "save the page with a browser and read the file"
STATUS = {
    **dict.fromkeys((401, 402, 403, 407, 451), f"it does not give this page to everyone: {BY_HAND}"),
    **dict.fromkeys((404, 410), "it has no such page"),
    429: "too many requests: wait before you ask again",
}
PROXIES = ("HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy")

Announce = Callable[[str], None]
Resolve = Callable[[str, int], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came: the address that gave it after all redirects, the bytes, and what the answer calls them."""

    url: str
    data: bytes
    kind: str | None
    charset: str | None


def machines_of(host: str, port: int) -> Sequence[str]:
    """The IP addresses that a host's name leads to, each once, in the system's order of preference."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(entry[4][0]) for entry in found))


@dataclass(slots=True)
class _Way:
    """How one fetch goes about it, until when, and the connection that it has open."""

    announce: Announce
    resolve: Resolve
    public: Callable[[str], bool]
    tls: ssl.SSLContext
    until: float
    sock: socket.socket | None = field(default=None)

    @property
    def left(self) -> float:
        """Seconds that are left."""
        seconds = self.until - monotonic()
        if seconds <= 0:
            raise TimeoutError
        return seconds

    def hurry(self) -> None:
        """Wait for the connection no longer than is left."""
        if self.sock is not None:
            self.sock.settimeout(self.left)

    def close(self) -> None:
        """Break off; whoever waits for an answer on the connection gets none."""
        if self.sock is not None:
            with suppress(OSError):
                self.sock.shutdown(socket.SHUT_RDWR)
            self.sock.close()


def read_fetched(found: Fetched) -> Document:
    """The document that came; its address is the one that gave it, whatever the page calls itself.

    Raises
    ------
    FileProblem
        As `read_document`.
    """
    document = read_document(found.data, name=_name(found), kind=found.kind, charset=found.charset)
    own = document.url
    other = (f"calls itself {own}; it came from {found.url}",) if own and own != found.url else ()
    return replace(document, url=found.url, notices=(*document.notices, *other))


def fetch(
    url: str,
    *,
    announce: Announce,
    resolve: Resolve = machines_of,
    public: Callable[[str], bool] = is_public,
    tls: ssl.SSLContext | None = None,
    seconds: float = SECONDS,
) -> Fetched:
    """What stands at a web address.

    Parameters
    ----------
    announce
        Called with each host, as ``https://HOST``, before its name is looked up.
    resolve, public, tls
        Who looks names up, which machines may be asked, and whose certificates count: for tests.
    seconds
        For all of it together.

    Raises
    ------
    FileProblem
        Where the address is none or leads inside, nobody answers, or the answer is too large, too slow, broken,
        of another kind, or a refusal.
    """
    address = address_of(url)
    way = _Way(announce, resolve, public, tls or ssl.create_default_context(), monotonic() + seconds)
    done: Future[Fetched] = Future()
    Thread(target=_run, args=(done, way, address), daemon=True).start()
    try:
        return done.result(seconds)
    except TimeoutError:
        raise _wrong(address, f"gave no whole answer within {seconds:g} seconds") from None
    finally:
        way.close()


def _run(done: "Future[Fetched]", way: _Way, address: Address) -> None:
    """Fetch beside the one who waits: looking a name up cannot be told to stop."""
    try:
        done.set_result(_followed(way, address))
    except Exception as error:  # noqa: BLE001 - it is raised where the result is waited for
        done.set_exception(error)


def _followed(way: _Way, address: Address) -> Fetched:
    for _ in range(MOST_REDIRECTS + 1):
        try:
            found = _asked(way, address)
        except TimeoutError:
            raise
        except (OSError, HTTPException) as error:
            if isinstance(error, FileProblem):
                raise
            raise _wrong(address, _broken(error)) from None
        if isinstance(found, Fetched):
            return found
        address = found
    raise _wrong(address, f"is the {MOST_REDIRECTS + 1}th redirect: at most {MOST_REDIRECTS} are followed")


def _asked(way: _Way, address: Address) -> Fetched | Address:
    """What one host answers: the page, or where else to ask."""
    way.announce(address.origin)
    _connect(way, address, _machines(way, address))
    connection = HTTPConnection(address.host, address.port)
    connection.auto_open = 0  # there is no connection but the one that was checked
    connection.sock = way.sock
    connection.request("GET", address.target, headers=_headers(address))
    with connection.getresponse() as answer:
        if answer.status in REDIRECTS:
            return _redirected(address, answer)
        kind = _kind(address, answer)
        data = _unpacked(way, address, answer)
        return Fetched(address.url, data, kind or None, answer.headers.get_content_charset())


def _headers(address: Address) -> dict[str, str]:
    accepted = ", ".join(kind for kind in TYPES if kind)
    return {
        "Host": address.netloc,
        "User-Agent": "detente",
        "Accept": accepted,
        "Accept-Encoding": "gzip",
        "Connection": "close",
    }


def _machines(way: _Way, address: Address) -> Sequence[str]:
    """The machines of a host, every one of them public."""
    try:
        machines = way.resolve(address.host, address.port)
    except (socket.gaierror, UnicodeError):
        raise _wrong(address, f"{address.host} is not found: no such host, or no network") from None
    inside = [machine for machine in machines if not way.public(machine)]
    if inside or not machines:
        raise not_public(address, inside)
    return machines


def _connect(way: _Way, address: Address, machines: Sequence[str]) -> None:
    """Open a connection to the first machine that takes one; for https with the host's own certificate."""
    way.close()
    failed: OSError | None = None
    for machine in machines:
        try:
            way.sock = socket.create_connection((machine, address.port), way.left)
            break
        except TimeoutError:
            raise
        except OSError as error:
            failed = error
    else:
        raise failed or OSError("no machine")
    way.hurry()
    if address.scheme == "https":
        way.sock = way.tls.wrap_socket(way.sock, server_hostname=address.host, do_handshake_on_connect=False)
        way.sock.do_handshake()


def _redirected(address: Address, answer: HTTPResponse) -> Address:
    location = answer.headers.get("Location", "")
    if not location.strip():
        raise _wrong(address, f"answered {answer.status}: it sends us elsewhere and does not say where")
    with suppress(UnicodeError):
        location = location.encode("latin-1").decode()  # headers are read as Latin-1; addresses are UTF-8
    return next_address(address, location)


def _kind(address: Address, answer: HTTPResponse) -> str:
    """The kind of the answer, where it is one that is read."""
    if answer.status != 200:
        why = STATUS.get(answer.status, "it failed: try later" if answer.status >= 500 else "expected a page")
        raise _wrong(address, f"answered {answer.status}: {why}")
    said = str(answer.headers.get("Content-Type") or "").partition(";")[0].strip().lower()
    if said not in TYPES:
        raise _wrong(address, f'is of the type "{said[:80]}": expected a page, text, Markdown, PDF or a Word file')
    return TYPES[said]


def _unpacked(way: _Way, address: Address, answer: HTTPResponse) -> bytes:
    """The bytes of the answer, unpacked; both are counted as they come."""
    packed = str(answer.headers.get("Content-Encoding") or "identity").strip().lower()
    if packed not in ("identity", "gzip", "x-gzip"):
        raise _wrong(address, f'is packed as "{packed[:80]}", which was not asked for')
    if (answer.length or 0) > MOST_BYTES:
        raise _too_large(address)
    unpack = zlib.decompressobj(31) if packed != "identity" else None
    received, size, pieces = 0, 0, []
    while piece := answer.read(PIECE):
        received += len(piece)
        try:
            pieces.append(unpack.decompress(piece, MOST_BYTES + 1 - size) if unpack else piece)
        except zlib.error:
            raise _wrong(address, "is damaged: what came is not gzip") from None
        size += len(pieces[-1])
        if max(received, size) > MOST_BYTES:
            raise _too_large(address)
        way.hurry()
    if answer.length or (unpack and not unpack.eof and received):
        raise _wrong(address, CUT)
    return b"".join(pieces)


def _broken(error: Exception) -> str:
    """What went wrong on the way, and what may help."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"its certificate is not valid ({error.verify_message}): nothing was asked"
    if isinstance(error, ssl.SSLError):
        return f"no secure connection: {error.reason or 'it was broken off'}"
    if isinstance(error, IncompleteRead):
        return CUT
    if isinstance(error, HTTPException):
        return f"answered what is no HTTP: {type(error).__name__}"
    proxy = next((name for name in PROXIES if os.environ.get(name)), None)
    hint = f"; {proxy} is set, but no proxy is used: {BY_HAND}" if proxy else ""
    return f"cannot be reached: {error.strerror or error if isinstance(error, OSError) else error}{hint}"


def _too_large(address: Address) -> FileProblem:
    return _wrong(address, f"is larger than {MOST_BYTES // 1_000_000} MB: {BY_HAND}, cut to the part that matters")


def _wrong(address: Address, said: str) -> FileProblem:
    return FileProblem(Problem(said, file=shown(address.url)))


def _name(found: Fetched) -> str:
    """A file name made of the address, with the ending of its kind."""
    words = re.sub(r"[^\w.]+", "-", unquote(found.url.partition("://")[2])).strip("-.")[:LONGEST_NAME].strip("-.")
    known = {**SUFFIXES, ".txt": "text"}.get(f".{words.rpartition('.')[2].lower()}")
    return words if found.kind in (None, known) else words + ENDINGS[str(found.kind)]
