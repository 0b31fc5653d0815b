"""Run the tutorial's commands and write what they print into the page.

    python docs/tutorial/rerun.py

The page stays as it is but for the output under each `$`. A test holds the page to what is printed today.
"""

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[2]
PAGE = Path(__file__).with_name("first-case.md")
CASE = ROOT / "cases" / "teyne-dam"
MODELLED = "detente check"  # from here on the reader has written the case
AGAIN = "detente ask teyne dam"  # before this the reader moves the poll

SURROUNDINGS = {
    "PATH": "",
    "COLUMNS": "80",
    "PYTHONIOENCODING": "utf-8",
    "LOGNAME": "reader",
    "PYTHONPATH": os.environ.get("PYTHONPATH", ""),  # the source that runs this is the one that is shown
}

BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def commands(block: str) -> list[str]:
    """The commands of a console block as written, over several lines where they are."""
    return re.findall(r"^\$ ((?:.*\\\n)*.*)\n", block, re.MULTILINE)


def run(command: str, folder: Path) -> str:
    """What a command prints, messages included."""
    _, *arguments = shlex.split(command.replace("\\\n", " "))
    ran = subprocess.run(  # noqa: S603 - commands of our own page
        [sys.executable, "-m", "detente", *arguments],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
        env=SURROUNDINGS | {"HOME": str(folder)},
    )
    return "\n".join(line.rstrip() for line in ran.stdout.strip("\n").splitlines()) + "\n"


def printed(folder: Path, page: str) -> Iterator[tuple[str, str]]:
    """Each command of the page, in order, with what it prints; the case is put in place as the reader would."""
    shutil.copy(CASE / "documents" / "courier.txt", folder)
    written = (CASE / "case.toml").read_text(encoding="utf-8")
    for block in BLOCK.findall(page):
        for command in commands(block):
            if command.startswith((MODELLED, AGAIN)):
                moved = written.replace("value = 0.58", "value = 0.35") if command == AGAIN else written
                (folder / "teyne" / "case.toml").write_text(moved, encoding="utf-8")
            yield command, run(command, folder)


def rerun(page: str) -> str:
    """The page with today's output."""
    with TemporaryDirectory() as folder:
        outputs = dict(printed(Path(folder), page))

    def fresh(block: re.Match[str]) -> str:
        parts = [f"$ {command}\n{outputs[command]}" for command in commands(block[1])]
        return f"```console\n{''.join(parts)}```"

    return BLOCK.sub(fresh, page)


if __name__ == "__main__":
    PAGE.write_text(rerun(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
