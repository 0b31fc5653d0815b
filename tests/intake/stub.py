"""A language model's endpoint on this machine that answers what a test tells it to."""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any


@dataclass
class Reply:
    """One answer: a status, headers, a body, and how it is sent."""

    content: str = ""
    status: int = 200
    body: bytes | None = None
    headers: dict[str, str] = field(default_factory=dict)
    delay: float = 0.0
    drip: float = 0.0

    def raw(self) -> bytes:
        if self.body is not None:
            return self.body
        return json.dumps({"choices": [{"message": {"role": "assistant", "content": self.content}}]}).encode()


@dataclass
class Stub:
    """The endpoint: its address, what it was asked, what it answers next; the last reply is repeated."""

    url: str = ""
    replies: list[Reply] = field(default_factory=list)
    asked: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    accepts: Callable[[dict[str, Any]], bool] = lambda asked: True

    def reply(self, asked: dict[str, Any]) -> Reply:
        if not self.accepts(asked):
            return Reply(status=400, body=b'{"error": "response_format is not supported"}')
        return self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]


@contextmanager
def serving(*replies: Reply, **more: Any) -> Iterator[Stub]:
    """A stub that serves until the block ends."""
    stub = Stub(replies=list(replies), **more)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            stub.asked.append(asked)
            stub.headers.append(dict(self.headers))
            stub.paths.append(self.path)
            self._send(stub.reply(asked))

        def do_GET(self) -> None:
            stub.paths.append(f"GET {self.path}")
            self._send(Reply("{}"))

        def _send(self, reply: Reply) -> None:
            time.sleep(reply.delay)
            raw = reply.raw()
            try:
                self.send_response(reply.status)
                for name, value in {"Content-Length": str(len(raw)), **reply.headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                for place in range(0, len(raw), 10 if reply.drip else len(raw) or 1):
                    time.sleep(reply.drip)
                    self.wfile.write(raw[place : place + (10 if reply.drip else len(raw))])
            except OSError:
                pass  # the other side has gone

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    stub.url = f"http://127.0.0.1:{server.server_port}/v1"
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        yield stub
    finally:
        server.shutdown()
        server.server_close()
