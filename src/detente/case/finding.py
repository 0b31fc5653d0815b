"""A finding: something in a case that its author most likely did not mean, or has not yet said."""

from dataclasses import dataclass
from typing import Literal, get_args

from detente.errors import told_key, undotted

__all__ = ["KINDS", "Finding", "Kind", "Meant"]

Kind = Literal[
    "unwarranted",  # a number or judgement for which nobody said why it stands
    "evidence",  # a citation that the ledger does not hold, that nobody accepted, or whose text is not in the case
    "always",  # a statement that holds in every state that can occur
    "never",  # a statement that holds in no state that can occur, or a rule that excludes nothing
    "twin",  # two parties or options of one name, or one statement written twice
    "redundant",  # a statement that decides nothing, because those above it have decided
    "unmentioned",  # an option that nobody's preference mentions
    "indifferent",  # a party of which nobody said what it wants
    "idle",  # a party without options or moves
    "weights",  # weights of profiles that do not sum to one, or are cut to 0 or 1
    "implied",  # an unknown pair that what is known of other states settles
    "unlisted",  # a ranking that leaves states out
    "undated",  # a question by a day, in a case that does not say how fast things move
    "unused",  # a driver or event that nothing uses, or a swept driver that moves nothing
    "outside",  # a source that names a base rate that Detente does not ship
    "indistinguishable",  # a party that is not indifferent between states that are said to be one
]
KINDS: tuple[Kind, ...] = get_args(Kind)


@dataclass(frozen=True, slots=True)
class Meant:
    """A finding that the author of a case knows of and means.

    Parameters
    ----------
    finding
        One of `KINDS`.
    at
        The key that it is about as people are told it, or the beginning of that key.
    because
        Why it is meant.
    """

    finding: Kind
    at: str
    because: str

    def covers(self, finding: "Finding") -> bool:
        """Whether it speaks of a finding."""
        rest = finding.told.removeprefix(self.at)
        return finding.kind == self.finding and (not rest or (rest != finding.told and rest[0] in " .,"))


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at.

    Parameters
    ----------
    kind
        Of what sort.
    key
        The dotted key of ``case.toml`` that it is about: ``party.usa.profile[0].wants[2]``.
    message
        What it is, in one sentence.
    line
        The line of that key; filled in where the file is at hand.
    told
        The key as people are told it; likewise.
    meant
        Why the author means it; empty where nobody says that it is meant.
    """

    kind: Kind
    key: str
    message: str
    line: int | None = None
    told: str = ""
    meant: str = ""

    def __str__(self) -> str:
        return f"{self.told or told_key(undotted(self.key))}: {self.message}"
