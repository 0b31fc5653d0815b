"""Findings about a case folder, each with its line."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from detente.case.check import check_case
from detente.case.finding import Finding
from detente.case.model import Case
from detente.casefile.locate import Key, Locator, tables_in
from detente.casefile.read import read_case
from detente.casefile.source import case_file, decode, read_bytes
from detente.errors import dotted, told_key, undotted

__all__ = ["check_folder", "placed", "told_in"]


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
    locator, tables = Locator(text), tables_in(text)
    return tuple(sorted((_placed(each, locator, tables) for each in findings), key=lambda each: each.line or 0))


def told_in(path: Path | str, keys: Iterable[str]) -> list[str]:
    """Keys of a case file as people are told them."""
    file = case_file(Path(path))
    tables = tables_in(decode(read_bytes(file), str(file)))
    return [told_key(undotted(key), tables) for key in keys]


def _placed(finding: Finding, locator: Locator, tables: object) -> Finding:
    key = locator.written(_in_graph(undotted(finding.key), locator))
    place = locator.place(key)
    line = place.line if place else None
    return replace(finding, key=dotted(key), line=line, told=told_key(key, tables))


def _in_graph(key: Key, locator: Locator) -> Key:
    """The key of a ranking that is written in ``[graph.ranking]`` and read as a party's only profile."""
    ranking: Key = ("graph", "ranking", *key[1:2])
    return ranking if key[:1] == ("party",) and key[2:3] == ("profile",) and locator.has(ranking) else key
