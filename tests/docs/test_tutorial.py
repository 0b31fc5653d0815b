"""The tutorial does what it shows: its commands are run, and its case is the bundled one."""

import importlib.util
import re
from functools import cache
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).parents[2]
CASE = ROOT / "cases" / "teyne-dam"
FOLDER = ROOT / "docs" / "tutorial"
PAGE = (FOLDER / "first-case.md").read_text(encoding="utf-8")


@cache
def script() -> ModuleType:
    """docs/tutorial/rerun.py, which is a script and no package."""
    spec = importlib.util.spec_from_file_location("tutorial_rerun", FOLDER / "rerun.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def lines(page: str) -> list[str]:
    """The page, with the size of the report and the time that answers took left open."""
    return re.sub(r"\b\d+\.\d s\b", "… s", re.sub(r"\(\d+ KB\)", "(… KB)", page)).splitlines()


def test_every_command_prints_what_the_page_shows() -> None:
    assert lines(script().rerun(PAGE)) == lines(PAGE), "run python docs/tutorial/rerun.py"


def test_the_page_builds_the_bundled_case() -> None:
    left = (CASE / "case.toml").read_text(encoding="utf-8")
    for block in re.findall(r"^```toml\n(.*?)\n```$", PAGE, re.MULTILINE | re.DOTALL):
        assert block in left
        left = left.replace(block, "")
    assert [line for line in left.splitlines() if line and not line.startswith("#")] == []


def test_the_bundled_ledger_holds_what_the_page_cites() -> None:
    cited = set(re.findall(r"--accept\n([a-z]-[0-9a-f]+)$", PAGE, re.MULTILINE))
    ledger = (CASE / "ledger.jsonl").read_text(encoding="utf-8")
    assert cited
    assert cited == set(re.findall(r'"item": "([^"]+)"', ledger))
