"""Nothing reaches the network unless it is asked for by `--online`: sockets that raise, and no HTTP client loaded."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("trafilatura")

SCRIPT = """
import json, socket, sys

def refuse(*arguments, **more):
    raise AssertionError(f"reached for the network: {arguments}")

for name in ("connect", "connect_ex", "bind", "sendto"):
    setattr(socket.socket, name, refuse)
for name in ("getaddrinfo", "gethostbyname", "create_connection", "create_server"):
    setattr(socket, name, refuse)

from detente.cli import cli

folder = sys.argv[1]
for words in (
    ["new", f"{folder}/own"],
    ["read", f"{folder}/page.html", "--into", f"{folder}/own", "--no-ask"],
    ["check", "elmira-1991"],
    ["stability", "elmira-1991"],
    ["demo", "--case", "elmira-1991", "-o", f"{folder}/page-of-elmira.html"],
):
    try:
        cli(words, standalone_mode=False)
    except SystemExit:
        pass
clients = {"http.client", "urllib.request", "ssl", "httpx", "urllib3", "requests", "aiohttp", "ftplib", "smtplib"}
print(json.dumps(sorted(clients & set(sys.modules))), file=sys.stderr)
"""
PAGE = (
    "<html><body><article>"
    + "<p>The ferry sails today, said the mayor of Orr.</p>" * 5
    + "<img src=http://x.example/>"
)


def test_a_whole_run_touches_no_network(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")
    command = [sys.executable, "-c", SCRIPT, str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stderr[-2000:]
    assert "network" not in done.stderr
    assert json.loads(done.stderr.splitlines()[-1]) == []
    assert (tmp_path / "page-of-elmira.html").stat().st_size > 1000


def test_a_fetch_is_what_loads_a_client() -> None:
    script = (
        "import sys, detente.intake, detente.cli.read_command, detente.intake.address; print('ssl' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
