"""The tutorial does what it shows: its commands are run, and its case is the bundled one."""

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
CASE = ROOT / "cases" / "teyne-dam"
PAGE = (ROOT / "docs" / "tutorial" / "first-case.md").read_text(encoding="utf-8")
MODELLED = "detente check"  # from here on the reader has written the case
AGAIN = "detente ask teyne dam"  # before this the reader moves the poll


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


def sessions() -> list[tuple[str, str]]:
    """Each command of the page with what it is shown to print."""
    shown = []
    for block in blocks("console"):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, output = re.sub(r" \\\n +", " ", part).partition("\n")
            shown.append((command, output))
    return shown


def words(text: str) -> list[str]:
    """What is printed, whatever the width of the terminal; the size of the report is left open."""
    return re.sub(r"\(\d+ KB\)", "(… KB)", text).split()


def run(command: str, folder: Path) -> str:
    _, *arguments = shlex.split(command)
    ran = subprocess.run(
        [sys.executable, "-m", "detente", *arguments],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
        env={"PATH": "", "COLUMNS": "80", "PYTHONIOENCODING": "utf-8", "HOME": str(folder), "LOGNAME": "reader"},
    )
    return ran.stdout


def test_every_command_prints_what_the_page_shows(tmp_path: Path) -> None:
    shutil.copy(CASE / "documents" / "courier.txt", tmp_path)
    written = (CASE / "case.toml").read_text(encoding="utf-8")
    for command, shown in sessions():
        if command.startswith(MODELLED):
            (tmp_path / "teyne" / "case.toml").write_text(written, encoding="utf-8")
        if command == AGAIN:
            moved = written.replace("value = 0.58", "value = 0.35")
            assert moved != written
            (tmp_path / "teyne" / "case.toml").write_text(moved, encoding="utf-8")
        assert words(run(command, tmp_path)) == words(shown), command


def test_the_page_builds_the_bundled_case() -> None:
    left = (CASE / "case.toml").read_text(encoding="utf-8")
    for block in blocks("toml"):
        assert block.strip() in left
        left = left.replace(block.strip(), "")
    assert [line for line in left.splitlines() if line and not line.startswith("#")] == []


def test_the_bundled_ledger_holds_what_the_page_cites() -> None:
    cited = {shown.split()[-1] for command, shown in sessions() if " --accept" in command}
    ledger = (CASE / "ledger.jsonl").read_text(encoding="utf-8")
    assert cited
    assert {id for id in cited if f'"item": "{id}"' not in ledger} == set()
    assert cited == set(re.findall(r'"item": "([^"]+)"', ledger))
