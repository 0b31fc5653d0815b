"""The project's own files agree with one another."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from house.tree import ROOT, tracked

PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PROJECT = PYPROJECT["project"]
LOCKS = ("requirements.lock", "requirements-run.lock")
MOST_CORE_PACKAGES = 25
OF_A_MACHINE = re.compile(r"(?<![\w.-])/(?:work|root|home|Users)/\w|[A-Z]:\\Users\\")


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def test_one_version_everywhere() -> None:
    cited = re.search(r"^version: (.+)$", text("CITATION.cff"), re.MULTILINE)
    logged = re.search(r"^## (\S+)", text("CHANGELOG.md"), re.MULTILINE)
    assert cited is not None
    assert logged is not None
    assert cited[1].strip('"') == logged[1] == PROJECT["version"]


def test_the_licence_is_whole() -> None:
    assert "Apache License" in text("LICENSE")
    assert "END OF TERMS AND CONDITIONS" in text("LICENSE")


def test_the_readme_begins_with_the_two_commands() -> None:
    first = text("README.md").split("\n## ")[0]
    assert first.index("make demo") < first.index("make test") < 200


def test_no_file_names_a_folder_of_somebodys_machine() -> None:
    found = []
    for path in tracked():
        try:
            content = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        found += [f"{path.relative_to(ROOT)}: {match[0]}" for match in OF_A_MACHINE.finditer(content)]
    assert found == []


def test_nothing_built_is_kept() -> None:
    built = re.compile(r"(^|/)(node_modules|__pycache__|_build|dist|\.venv)/")
    assert [str(path) for path in tracked() if built.search(path.relative_to(ROOT).as_posix())] == []


def group(name: str) -> list[str]:
    """The requirements of a dependency group, with the groups that it includes."""
    found: list[str] = []
    for entry in PYPROJECT["dependency-groups"][name]:
        found += group(entry["include-group"]) if isinstance(entry, dict) else [entry]
    return found


def wanted(lock: str) -> list[Requirement]:
    """What a lock is made for."""
    extras = PROJECT["optional-dependencies"]
    chosen = PROJECT["dependencies"] + extras["documents"] + extras["charts"] + group("build")
    if lock == "requirements.lock":
        chosen += [entry for name, extra in extras.items() if name != "all" for entry in extra] + group("dev")
    return [Requirement(entry) for entry in chosen]


def pins(lock: str) -> list[tuple[str, str, Marker | None]]:
    """Name, version and marker of each line of a lock."""
    lines = re.findall(r"^([a-z0-9][^\\\n]*)", text(lock), re.MULTILINE)
    parsed = [Requirement(line) for line in lines]
    return [(canonicalize_name(pin.name), next(iter(pin.specifier)).version, pin.marker) for pin in parsed]


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_holds_what_the_project_asks_for(lock: str) -> None:
    for requirement in wanted(lock):
        versions = [version for name, version, _ in pins(lock) if name == canonicalize_name(requirement.name)]
        assert versions, f"{requirement.name} is not in {lock}: run make lock"
        assert all(requirement.specifier.contains(version) for version in versions), requirement


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_has_a_hash_for_all_and_names_no_host(lock: str) -> None:
    blocks = re.split(r"^(?=[a-z0-9])", text(lock), flags=re.MULTILINE)[1:]
    assert all("--hash=sha256:" in block for block in blocks)
    assert not re.search(r"://|index-url|find-links", text(lock))


def test_the_demo_lock_is_part_of_the_whole_one() -> None:
    small, whole = ({(name, version) for name, version, _ in pins(lock)} for lock in reversed(LOCKS))
    assert small <= whole


def test_the_core_is_small() -> None:
    from importlib.metadata import distribution

    seen: set[str] = set()
    waiting = [Requirement(entry) for entry in PROJECT["dependencies"]]
    while waiting:
        requirement = waiting.pop()
        name = canonicalize_name(requirement.name)
        if name in seen or (requirement.marker and not requirement.marker.evaluate({"extra": ""})):
            continue
        seen.add(name)
        waiting += [Requirement(entry) for entry in distribution(name).requires or []]
    assert len(seen) < MOST_CORE_PACKAGES


@pytest.mark.parametrize("file", ["Makefile", ".ci/run", ".ci/make-venv"])
def test_scripts_use_newlines_of_unix(file: str) -> None:
    assert b"\r" not in (ROOT / file).read_bytes()


@pytest.mark.parametrize("script", [".ci/run", ".ci/make-venv"])
def test_scripts_may_be_run(script: str) -> None:
    assert Path(ROOT / script).stat().st_mode & 0o111
