"""The report page in a real browser: nothing for axe to object to, a quiet console, no request, no sideways scroll.

Needs node, Chromium and the packages of `tests/browser/package.json` (`npm ci` in this folder; `.ci/run` does it).
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
CASES = HERE.parents[1] / "cases"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
SECONDS = 180  # four views of one page; the first start of a browser in a container is slow

REPORTED = [*sorted(folder.parent.name for folder in CASES.glob("*/documents")), "elmira-1991"]

FAULTY = """<!doctype html><html><head><title></title></head><body><img src="http://example.com/x.png">
<p style="color:#ccc">faint</p><script>console.error("no")</script><div style="width:3000px">wide</div>
</body></html>"""


def chromium() -> str | None:
    named = os.environ.get("DETENTE_CHROMIUM")
    return named or next(filter(None, map(shutil.which, BROWSERS)), None)


def missing() -> str:
    """What the browser tests lack on this machine, or nothing."""
    if not shutil.which("node"):
        return "node is not installed"
    if not chromium():
        return "no Chromium (set DETENTE_CHROMIUM to name one)"
    if not (HERE / "node_modules" / "playwright-core").is_dir() or not (HERE / "node_modules" / "axe-core").is_dir():
        return "npm packages are missing: run npm ci in tests/browser"
    return ""


pytestmark = pytest.mark.skipif(bool(missing()), reason=missing())


def audit(page: Path) -> list[dict]:
    """What several readers of `page` meet: one finding per view."""
    command = ["node", str(HERE / "audit.mjs"), str(chromium()), str(page)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture(scope="module", params=REPORTED)
def findings(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> list[dict]:
    page = tmp_path_factory.mktemp("report") / f"{request.param}.html"
    program = "from detente.cli import main; main()"
    command = [sys.executable, "-c", program, "report", str(CASES / request.param), "-o", str(page)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)
    assert done.returncode == 0, done.stderr
    return audit(page)


def faults(findings: list[dict], kind: str) -> dict[str, object]:
    return {finding["view"]: finding[kind] for finding in findings if finding[kind]}


def test_axe_finds_no_violation(findings: list[dict]) -> None:
    violations = faults(findings, "violations")
    assert not violations, json.dumps(violations, indent=1)


def test_the_console_stays_quiet(findings: list[dict]) -> None:
    assert faults(findings, "messages") == {}


def test_the_page_asks_the_network_for_nothing(findings: list[dict]) -> None:
    assert faults(findings, "requests") == {}


def test_the_page_never_scrolls_sideways(findings: list[dict]) -> None:
    assert faults(findings, "overflow") == {}


def test_the_audit_itself_sees_faults(tmp_path: Path) -> None:
    page = tmp_path / "faulty.html"
    page.write_text(FAULTY, encoding="utf-8")
    for finding in audit(page):
        assert {"image-alt", "html-has-lang", "color-contrast"} <= {fault["id"] for fault in finding["violations"]}
        assert finding["requests"] == ["http://example.com/x.png"]
        assert any("no" in message for message in finding["messages"])
        assert finding["overflow"] > 0
