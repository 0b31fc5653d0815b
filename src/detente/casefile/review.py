"""Findings about a case folder, each with its line."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from detente.case.check import check_case
from detente.case.finding import Finding, Meant
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
    return case, _with_reasons(placed(check_case(case), text), case.meant)


def _with_reasons(findings: Sequence[Finding], meant: Sequence[Meant]) -> tuple[Finding, ...]:
    """The findings, each that is meant with the reason; and what is said to be meant and is not found."""
    why = {each: next((given.because for given in meant if given.covers(each)), "") for each in findings}
    idle = [n for n, given in enumerate(meant) if not any(given.covers(each) for each in findings)]
    said = "nothing of the kind is found there, so that nothing need be meant"
    extra = (Finding("unused", f"meant[{number}]", said) for number in idle)
    return (*(replace(each, meant=reason) for each, reason in why.items()), *extra)


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
