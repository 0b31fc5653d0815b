"""An invented dispute in two pages, as the tests of the commands on evidence read it."""

from pathlib import Path

import pytest

from cli.run import run

CLAIM = """Norway and Iceland at odds over mackerel

Norway will meet Iceland only if Iceland drops its mackerel quota, an official in Oslo who asked not to be named \
said on Monday.

“We want a fair share of the catch,” Iceland’s foreign minister told reporters. Iceland demands that Norway open its \
waters. It also insists on a joint survey of the stock.

Six in ten Icelanders want their government to settle the dispute this year, according to a Gallup poll.

Will the two countries settle before the season opens?
"""
DENIAL = """Norway denies a condition for talks

Norway’s foreign ministry has denied that it will meet Iceland only if Iceland first drops its mackerel quota. \
“There is no such condition,” a spokeswoman said.
"""


def dispute(capsys: pytest.CaptureFixture[str], folder: Path) -> str:
    """A case folder with both pages taken in."""
    case = str(folder / "mackerel")
    assert run(capsys, "new", case).status == 0
    for name, text in {"claim.txt": CLAIM, "denial.txt": DENIAL}.items():
        (folder / name).write_text(text, encoding="utf-8")
        assert run(capsys, "read", str(folder / name), "--into", case).status == 0
    return case
