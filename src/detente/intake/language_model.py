"""One question to a language model over HTTP, at an address that the user names, and its answer as text.

Any endpoint that speaks the chat-completions dialect will do, one on this machine included. Nothing is sent unless a
command is told to; no redirect is followed; the key comes from the caller, never from a file, and is sent unencrypted
to nobody but this machine.
"""

import ipaddress
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from time import monotonic, sleep
from typing import Any
from urllib.parse import urlsplit

from detente.errors import EvidenceError

__all__ = ["Endpoint", "Message", "complete"]

TIMEOUT = 120.0  # seconds for one answer, from first to last byte; a small model on a laptop takes half of it
MOST_BYTES = 4_000_000  # of an answer; a hundred times what is asked for
RETRIES = 2  # more tries where the endpoint is busy or broken
LONGEST_WAIT = 30.0  # seconds that an endpoint may ask us to wait before the next
BUSY = (429, 500, 502, 503, 504, 529)
UNSUPPORTED = (400, 404, 415, 422)  # how endpoints refuse a response format that they do not know
REDIRECTS = (301, 302, 303, 307, 308)
WHAT = {401: "the key is wrong or missing", 403: "the key may not do this", 404: "no such address or model"}
SHOWN = 200  # characters of an endpoint's own message

Message = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where to ask and whom.

    Parameters
    ----------
    url
        The base address, such as ``http://127.0.0.1:11434/v1``; ``/chat/completions`` is put behind it.
    model
        The model's name there.
    key
        Sent as a bearer token where it is not empty.
    timeout
        Seconds for one whole answer.

    Raises
    ------
    EvidenceError
        For an address that is none, names a user, or would take a key unencrypted to another machine.
    """

    url: str
    model: str
    key: str = field(default="", repr=False)
    timeout: float = TIMEOUT

    def __post_init__(self) -> None:
        parts = urlsplit(self.url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise EvidenceError(f'model address: expected http://HOST/… or https://HOST/…, got "{self.url}"')
        if parts.username or parts.password or parts.query or parts.fragment:
            raise EvidenceError("model address: expected no name, password, ? or # in it; the key has its own place")
        if self.key and parts.scheme == "http" and not self.is_local:
            raise EvidenceError(f"the key is not sent unencrypted to {parts.hostname}: use https")
        if not self.model.strip() or not self.model.isprintable():
            raise EvidenceError(f"model name: expected a name, got {self.model!r}")
        if not 0 < self.timeout < 86_400:
            raise EvidenceError(f"model time-out: expected seconds above 0, got {self.timeout:g}")

    @property
    def host(self) -> str:
        """Who receives what is sent."""
        return urlsplit(self.url).netloc

    @property
    def is_local(self) -> bool:
        """Whether that is this machine."""
        name = urlsplit(self.url).hostname or ""
        try:
            return name == "localhost" or ipaddress.ip_address(name).is_loopback
        except ValueError:
            return False


def complete(
    endpoint: Endpoint,
    messages: Sequence[Message],
    *,
    formats: Sequence[Mapping[str, Any] | None] = (None,),
    first: int = 0,
    wait: Callable[[float], None] = sleep,
) -> tuple[str, int]:
    """The model's answer to some messages, and which of the formats the endpoint took.

    Parameters
    ----------
    formats
        Values of ``response_format``, the best first; None asks for plain text. One that is refused gives way to
        the next.
    first
        The place of the format to begin with.
    wait
        What passes the time between two tries.

    Raises
    ------
    EvidenceError
        Where the endpoint cannot be reached, is too slow or busy, answers too much, or with what is no answer.
    """
    for place, shape in enumerate(formats[first:], first):
        try:
            return _asked(endpoint, messages, shape, wait), place
        except _Refused as refused:
            if place + 1 == len(formats):
                raise EvidenceError(str(refused)) from None
    raise EvidenceError(f"{endpoint.host}: no response format is left to try")


class _Refused(Exception):
    """The endpoint does not take a request of this form; another may do."""


def _asked(
    endpoint: Endpoint, messages: Sequence[Message], shape: Mapping[str, Any] | None, wait: Callable[[float], None]
) -> str:
    asked: dict[str, Any] = {"model": endpoint.model, "messages": list(messages), "temperature": 0, "stream": False}
    if shape is not None:
        asked["response_format"] = dict(shape)
    for attempt in range(RETRIES + 1):
        status, pause, body = _post(endpoint, json.dumps(asked).encode())
        if status == 200:
            return _content(endpoint, body)
        if status not in BUSY or attempt == RETRIES:
            break
        wait(pause if pause is not None else 2.0**attempt)
    message = _refusal(endpoint, status, body)
    raise _Refused(message) if status in UNSUPPORTED else EvidenceError(message)


def _refusal(endpoint: Endpoint, status: int, body: bytes) -> str:
    said = " ".join(body[: 4 * SHOWN].decode("utf-8", "replace").split())[:SHOWN]
    if status in REDIRECTS:
        return f"{endpoint.host} sends us elsewhere ({status}), and we do not follow: name that address"
    times = f" {RETRIES + 1} times" if status in BUSY else ""
    what = WHAT.get(status, "too many requests" if status == 429 else "it failed" if status >= 500 else "refused")
    return f"{endpoint.host} answered {status}{times} ({what}){': ' if said else ''}{said}"


def _post(endpoint: Endpoint, data: bytes) -> tuple[int, float | None, bytes]:
    """Status, seconds to wait if it says so, and body of one request, read within the time and size allowed."""
    from http.client import HTTPException  # noqa: PLC0415 - no HTTP is loaded until somebody asks a model
    from urllib.error import HTTPError, URLError  # noqa: PLC0415
    from urllib.request import Request  # noqa: PLC0415

    headers = {"Content-Type": "application/json", "Accept": "application/json", "User-Agent": "detente"}
    if endpoint.key:
        headers["Authorization"] = f"Bearer {endpoint.key}"
    request = Request(f"{endpoint.url.rstrip('/')}/chat/completions", data, headers, method="POST")  # noqa: S310
    until = monotonic() + endpoint.timeout
    try:
        try:
            with _opener(endpoint).open(request, timeout=endpoint.timeout) as answer:
                return 200, None, _read(answer, until, endpoint)
        except HTTPError as error:
            with error:
                return error.code, _pause(error.headers.get("Retry-After")), _read(error, until, endpoint)
    except TimeoutError:
        raise _too_slow(endpoint) from None
    except URLError as error:
        if isinstance(error.reason, TimeoutError):
            raise _too_slow(endpoint) from None
        raise EvidenceError(f"{endpoint.host} cannot be reached: {error.reason}") from None
    except (OSError, HTTPException, ValueError) as error:
        raise EvidenceError(f"{endpoint.host}: the connection broke: {type(error).__name__} {error}") from None


def _opener(endpoint: Endpoint) -> Any:
    """What opens the address: it follows no redirect and, on this machine, uses no proxy."""
    from urllib.request import HTTPRedirectHandler, ProxyHandler, build_opener  # noqa: PLC0415

    class Stay(HTTPRedirectHandler):
        """Follows nothing."""

        def redirect_request(self, *args: Any, **more: Any) -> None:
            """No request in the place of the one that was sent."""

    return build_opener(Stay, *([ProxyHandler({})] if endpoint.is_local else []))


def _read(answer: Any, until: float, endpoint: Endpoint) -> bytes:
    pieces: list[bytes] = []
    size = 0
    while piece := answer.read1(65_536):
        size += len(piece)
        pieces.append(piece)
        if monotonic() > until:
            raise _too_slow(endpoint)
        if size > MOST_BYTES:
            raise EvidenceError(f"{endpoint.host} answered more than {MOST_BYTES:,} bytes")
    return b"".join(pieces)


def _too_slow(endpoint: Endpoint) -> EvidenceError:
    return EvidenceError(f"{endpoint.host} gave no whole answer within {endpoint.timeout:g} seconds")


def _pause(text: str | None) -> float | None:
    try:
        return min(max(float(text), 0.0), LONGEST_WAIT) if text else None
    except ValueError:
        return None


def _content(endpoint: Endpoint, body: bytes) -> str:
    try:
        found = json.loads(body)["choices"][0]["message"]["content"]
    except (ValueError, KeyError, IndexError, TypeError, RecursionError):
        raise EvidenceError(f"{endpoint.host}: expected a chat completion, got something else") from None
    if not isinstance(found, str):
        raise EvidenceError(f"{endpoint.host}: expected text as the answer's content, got {type(found).__name__}")
    return found
