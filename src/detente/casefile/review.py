"""Findings about a case folder, each with its line."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from detente.case.check import check_case
from detente.case.finding import Finding
from detente.case.model import Case
from detente.casefile.locate import Key, Locator
from detente.casefile.read import read_case
from detente.casefile.source import case_file, decode, read_bytes
from detente.errors import dotted, undotted

__all__ = ["check_folder", "placed"]


def check_folder(path: Path | str) -> tuple[Case, tuple[Finding, ...]]:
    """A case and what a careful reader would ask about it, in the order of the file.

    Raises
    ------
    FileProblem
        If there is no such case, or it cannot be read.
    CaseError
        If it has errors: then there is no case to ask about.
    """
    case = read_case(path)
    file = case_file(Path(path))
    text = decode(read_bytes(file), str(file))
    return case, placed(check_case(case), text)


def placed(findings: Iterable[Finding], text: str) -> tuple[Finding, ...]:
    """The findings with keys and lines as they stand in the text of a ``case.toml``, in its order."""
    locator = Locator(text)
    return tuple(sorted((_placed(finding, locator) for finding in findings), key=lambda finding: finding.line or 0))


def _placed(finding: Finding, locator: Locator) -> Finding:
    key = locator.written(_in_graph(undotted(finding.key), locator))
    place = locator.place(key)
    return replace(finding, key=dotted(key), line=place.line if place else None)


def _in_graph(key: Key, locator: Locator) -> Key:
    """The key of a ranking that is written in ``[graph.ranking]`` and read as a party's only profile."""
    ranking: Key = ("graph", "ranking", *key[1:2])
    return ranking if key[:1] == ("party",) and key[2:3] == ("profile",) and locator.has(ranking) else key
