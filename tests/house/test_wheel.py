"""What people install: a wheel with the package, its data and the bundled cases, and nothing else."""

import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from house.tree import ROOT, tracked


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (file,) = folder.glob("*.whl")
    return set(zipfile.ZipFile(file).namelist())


def test_it_holds_every_file_of_the_package(wheel: set[str]) -> None:
    files = {path.relative_to(ROOT / "src").as_posix() for path in tracked() if ROOT / "src" in path.parents}
    assert files - wheel == set()
    assert "detente/py.typed" in wheel


def test_it_holds_the_bundled_cases(wheel: set[str]) -> None:
    cases = {f"detente/{path.relative_to(ROOT).as_posix()}" for path in Path(ROOT / "cases").glob("*/case.toml")}
    assert cases
    assert cases - wheel == set()


def test_it_holds_nothing_else(wheel: set[str]) -> None:
    other = {name for name in wheel if not re.match(r"detente/|detente-[\d.]+\.dist-info/", name)}
    assert other == set()
