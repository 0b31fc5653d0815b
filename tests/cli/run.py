"""Running the command line in this process as a user would: words in, exit status and both streams out."""

import json
import sys
from dataclasses import dataclass
from typing import Any

import pytest

from detente.cli import main


@dataclass
class Done:
    status: int
    out: str
    err: str

    @property
    def data(self) -> dict[str, Any]:
        return json.loads(self.out)


def run(capsys: pytest.CaptureFixture[str], *words: str) -> Done:
    """One call of `detente`; nothing but SystemExit may come out of it."""
    before = sys.argv
    sys.argv = ["detente", *words]
    try:
        main()
        status = 0
    except SystemExit as stop:
        status = int(stop.code or 0)
    finally:
        sys.argv = before
    streams = capsys.readouterr()
    return Done(status, streams.out, streams.err)
