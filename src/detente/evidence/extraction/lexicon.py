"""The words that the rules look for, from `data/words.toml`: lists an analyst may widen."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from detente.errors import EvidenceError, did_you_mean

__all__ = ["Caseless", "alternatives", "caseless", "data", "forms", "pattern", "small", "words"]


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


def small(text: str) -> str:
    """A text in small letters, each sign at its own place.

    >>> small("İzmir and ATHENS")
    'izmir and athens'
    """
    return text.replace("İ", "i").lower()  # the one letter whose small form takes two signs


@dataclass(frozen=True, slots=True)
class Caseless:
    """A pattern written in small letters and sought in a text of any case.

    It finds what `re.IGNORECASE` would, in a fifth of the time. Where `signs` are given, each of its matches holds
    one of them, so that a text without any is passed over.
    """

    pattern: re.Pattern[str]
    signs: tuple[str, ...] = ("",)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Its matches in the text in small letters; their places are those of the text."""
        low = small(text)
        return self.pattern.finditer(low) if any(sign in low for sign in self.signs) else iter(())

    def search(self, text: str) -> re.Match[str] | None:
        """Its first match in the text in small letters, or None."""
        low = small(text)
        return self.pattern.search(low) if any(sign in low for sign in self.signs) else None


def caseless(pattern: str, *signs: str) -> Caseless:
    """A `Caseless` of a pattern, and of the signs that each of its matches holds."""
    return Caseless(re.compile(pattern), signs or ("",))


def alternatives(phrases: Iterable[str]) -> str:
    """What in a pattern stands for any of some phrases, the longest first; ``*`` in them stands for any ending.

    Phrases with the same first letter are tried together, so that a long list stays quick.

    >>> alternatives(["calm", "truce", "ceasefire"])
    'c(?:easefire|alm)|t(?:ruce)'
    """
    groups: dict[str, list[str]] = {}
    for phrase in sorted(phrases, key=len, reverse=True):
        groups.setdefault(phrase[:1], []).append(re.escape(phrase[1:]).replace(r"\*", r"\w*"))
    return "|".join(rf"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in sorted(groups.items()))


@cache
def pattern(key: str) -> Caseless:
    """A pattern for any word or phrase of one list, in any case; ``*`` in a list stands for any ending.

    >>> [found.group() for found in pattern("risks").finditer("Escalation is a danger; so is the risk-free way.")]
    ['escalation', 'danger', 'risk']
    """
    return caseless(rf"\b(?:{alternatives(map(small, words(key)))})\b")
