"""The words that the rules look for, from `data/words.toml`: lists an analyst may widen."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from detente.errors import EvidenceError, did_you_mean

__all__ = ["data", "forms", "pattern", "words"]


def data(name: str) -> str:
    """The text of a file shipped beside the rules."""
    return (files("detente.evidence.extraction") / "data" / name).read_text(encoding="utf-8")


@cache
def _lists() -> Mapping[str, Any]:
    return tomllib.loads(data("words.toml"))


@cache
def words(key: str) -> frozenset[str]:
    """The words of one list.

    Raises
    ------
    EvidenceError
        Where `words.toml` has no such list.
    """
    if key not in _lists():
        raise EvidenceError(f"words.toml: no list {key}{did_you_mean(key, _lists())}")
    return frozenset(_lists()[key])


@cache
def forms(key: str) -> Mapping[str, str]:
    """Of one table, the form that each word gives what it governs: ``urge`` makes a demand, ``want`` a want."""
    if key not in _lists():
        raise EvidenceError(f"words.toml: no table {key}{did_you_mean(key, _lists())}")
    return {word: form for form, listed in _lists()[key].items() for word in listed}


@cache
def pattern(key: str) -> re.Pattern[str]:
    """A pattern for any word or phrase of one list, in any case; ``*`` in a list stands for any ending.

    Phrases with the same two first letters are tried together, so that a long list stays quick.

    >>> [found.group() for found in pattern("risks").finditer("Escalation is a danger; so is the risk-free way.")]
    ['Escalation', 'danger', 'risk']
    """
    groups: dict[str, list[str]] = {}
    for phrase in sorted(words(key), key=len, reverse=True):
        groups.setdefault(phrase[:2], []).append(re.escape(phrase[2:]).replace(r"\*", r"\w*"))
    tries = (rf"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in sorted(groups.items()))
    return re.compile(rf"\b(?:{'|'.join(tries)})\b", re.IGNORECASE)
