"""Web servers on this machine that answer what a test tells them to, byte by byte."""

import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread

import pytest

LOCAL = "127.0.0.1"


@dataclass
class Web:
    """A server: its port, and the requests that it got."""

    port: int
    asked: list[str] = field(default_factory=list)

    def url(self, path: str = "/", *, scheme: str = "http", host: str = "page.example") -> str:
        return f"{scheme}://{host}:{self.port}{path}"


def answer(body: bytes = b"", *, status: str = "200 OK", **headers: str | None) -> bytes:
    """An HTTP answer; a header that is None is left out."""
    given = {"Content_Type": "text/html", "Content_Length": str(len(body)), **headers}
    lines = [f"{name.replace('_', '-')}: {value}" for name, value in given.items() if value is not None]
    return "\r\n".join([f"HTTP/1.1 {status}", *lines, "", ""]).encode() + body


def to(location: str, status: str = "302 Found") -> bytes:
    """An answer that sends elsewhere."""
    return answer(status=status, Location=location)


def dripping(data: bytes, pause: float = 0.05) -> Callable[[socket.socket], None]:
    """The same bytes one at a time."""

    def send(connection: socket.socket) -> None:
        for byte in data:
            connection.sendall(bytes([byte]))
            time.sleep(pause)

    return send


@contextmanager
def serving(*answers: bytes | Callable[[socket.socket], None], tls: ssl.SSLContext | None = None) -> Iterator[Web]:
    """A server that gives these answers in turn, the last again and again, until the block ends."""
    listening = socket.create_server((LOCAL, 0))
    web = Web(listening.getsockname()[1])

    def one(connection: socket.socket, number: int) -> None:
        with suppress(OSError), connection:
            ours = tls.wrap_socket(connection, server_side=True) if tls else connection
            asked = b""
            while b"\r\n\r\n" not in asked and asked[:1] != b"\x16" and (piece := ours.recv(65_536)):
                asked += piece
            web.asked.append(asked.decode("latin-1"))
            reply = answers[min(number, len(answers) - 1)]
            if callable(reply):
                reply(ours)
            else:
                ours.sendall(reply)
            ours.close()

    def serve() -> None:
        with suppress(OSError):
            for number in range(1000):
                connection, _ = listening.accept()
                Thread(target=one, args=(connection, number), daemon=True).start()

    Thread(target=serve, daemon=True).start()
    try:
        yield web
    finally:
        with suppress(OSError):
            listening.shutdown(socket.SHUT_RDWR)
        listening.close()


@dataclass(frozen=True)
class Certificate:
    """A certificate for one host that signs itself: what the server shows, and who trusts it."""

    file: Path
    key: Path

    def server(self) -> ssl.SSLContext:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.file, self.key)
        return context

    def trusted(self) -> ssl.SSLContext:
        return ssl.create_default_context(cafile=str(self.file))


def certificate(folder: Path, host: str = "page.example") -> Certificate:
    """A certificate made now; the test is skipped where openssl is not installed."""
    if not (openssl := shutil.which("openssl")):
        pytest.skip("needs openssl to make a certificate")
    made = Certificate(folder / "cert.pem", folder / "key.pem")
    words = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"]
    words += ["-subj", f"/CN={host}", "-addext", f"subjectAltName=DNS:{host}"]
    words += ["-keyout", str(made.key), "-out", str(made.file)]
    subprocess.run([openssl, *words], check=True, capture_output=True)
    return made
