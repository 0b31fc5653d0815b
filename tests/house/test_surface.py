"""The public names are a list, and asking for one loads no more than it needs."""

import subprocess
import sys

import pytest

import detente

MOST_NAMES = 25
HEAVY = {"pandas", "matplotlib", "scipy.stats", "spacy", "trafilatura", "numba", "dask", "distributed", "networkx"}
HEAVY |= {"pypdf", "docx", "torch", "polars", "xarray", "rich", "jinja2"}
CLIENTS = {"requests", "httpx", "urllib3", "aiohttp", "http.client", "ftplib", "smtplib"}


def loaded_by(program: str) -> set[str]:
    """The modules that a fresh Python holds after a program."""
    program += "\nimport sys; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_the_public_names_are_a_short_sorted_list() -> None:
    assert list(detente.__all__) == sorted(detente.__all__)
    assert 0 < len(detente.__all__) <= MOST_NAMES


@pytest.mark.parametrize("name", getattr(detente, "__all__", ()))
def test_each_public_name_is_there_and_says_what_it_means(name: str) -> None:
    assert name in dir(detente)
    assert getattr(detente, name).__doc__


def test_no_other_name_is_there() -> None:
    with pytest.raises(AttributeError, match="no_such_name"):
        _ = detente.no_such_name


def test_importing_the_package_loads_nothing_heavy() -> None:
    loaded = loaded_by("import detente")
    assert not (HEAVY | CLIENTS | {"numpy", "scipy", "pydantic", "lark"}) & loaded


def test_using_every_public_name_loads_nothing_heavy() -> None:
    loaded = loaded_by("from detente import *")
    assert not (HEAVY - {"jinja2"} | CLIENTS) & loaded


def test_the_command_line_asks_for_help_without_the_sciences() -> None:
    program = "from detente.cli import cli\ntry: cli(['--help'])\nexcept SystemExit: pass"
    assert not (HEAVY | CLIENTS | {"scipy", "numpy", "pydantic", "lark"}) & loaded_by(program)
