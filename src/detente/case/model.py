"""The parts of a case, as values. Units: weights, drivers and probabilities are 0–1, issues 0–1, rates per day.

Scales that people write (issues from 0 to 100, "1 per 30 days") end at the door, in `detente.casefile`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any, Literal

from detente.case.expression import Expression
from detente.case.finding import Meant
from detente.case.warrant import Warrant
from detente.conflict.model import Conflict
from detente.conflict.statement import Statement
from detente.errors import UnknownName, did_you_mean
from detente.evidence.document import Document
from detente.evidence.extraction.actors import ActorTable, load_actors
from detente.evidence.ledger import Ledger
from detente.evidence.source import Source

__all__ = [
    "Calibration",
    "Case",
    "Driver",
    "GroupRate",
    "Issue",
    "Party",
    "Profile",
    "Question",
    "Shock",
    "Stance",
    "Tempo",
    "Together",
    "Want",
]


@dataclass(frozen=True, slots=True)
class Want:
    """One preference statement of a profile.

    Parameters
    ----------
    text
        As written, with the names of events; what people read.
    statement
        The same with events expanded, in options only.
    great
        A difference on this statement is a great one (strength of preference).
    """

    text: str
    statement: Statement
    warrant: Warrant = None
    great: bool = False


@dataclass(frozen=True, slots=True)
class Profile:
    """One hypothesis of what a party wants. Exactly one of `wants`, `ranking`, `weights` is given.

    Parameters
    ----------
    weight
        How likely it is to be the true one, before the weights of a party are clamped to 0–1 and normalised.
    wants
        Statements, most important first.
    ranking
        Groups of state patterns (or labels), best first, a group tied; what is not listed ranks last.
    great_after
        Indexes of groups of `ranking` below which everything is greatly less preferred.
    weights
        Pairs (statement, exact weight); the larger sum is preferred.
    unknown
        Pairs of state patterns of which nobody knows which is preferred; drawn, see `detente.conflict.settled`.
    noise
        Dispersion of the Mallows model around the order of `wants`; 0 is the order as written.
    """

    name: str
    weight: Expression
    wants: tuple[Want, ...] = ()
    ranking: tuple[tuple[str, ...], ...] = ()
    great_after: tuple[int, ...] = ()
    weights: tuple[tuple[Want, Fraction], ...] = ()
    unknown: tuple[tuple[str, str], ...] = ()
    noise: float = 0.0
    warrant: Warrant = None

    @property
    def statements(self) -> tuple[Want, ...]:
        """The statements that it is made of: its wants, or what its weights are on; none of a ranking."""
        return self.wants or tuple(want for want, _ in self.weights)


@dataclass(frozen=True, slots=True)
class Party:
    """A decision maker with what it may want. No profile: indifferent between all states."""

    id: str
    name: str
    profiles: tuple[Profile, ...] = ()

    def profile(self, name: str) -> Profile:
        """The profile of that name.

        Raises
        ------
        UnknownName
            With the nearest spelling.
        """
        for profile in self.profiles:
            if profile.name == name:
                return profile
        near = did_you_mean(name, [profile.name for profile in self.profiles])
        raise UnknownName(f'{self.name} has no profile "{name}"{near}')


@dataclass(frozen=True, slots=True)
class Together:
    """Profiles that go together: where the first party has its profile, so have the others theirs.

    `profiles` are pairs (party id, profile name), at least two, of different parties.
    """

    profiles: tuple[tuple[str, str], ...]
    warrant: Warrant = None


@dataclass(frozen=True, slots=True)
class Driver:
    """A sourced number, such as a poll, that moves weights. `low` ≤ `value` ≤ `high`."""

    id: str
    value: float
    low: float
    high: float
    means: str = ""
    warrant: Warrant = None


@dataclass(frozen=True, slots=True)
class Stance:
    """Where an actor stands on an issue, on a scale 0–1; `accepts` is the interval it would sign."""

    actor: str
    position: float
    salience: float
    capability: float
    accepts: tuple[float, float] | None = None
    warrant: Warrant = None


@dataclass(frozen=True, slots=True)
class Issue:
    """A continuum of outcomes, scaled to 0–1, with what its ends mean; `warrant` is that of its status quo."""

    id: str
    means: str = ""
    low: str = ""
    high: str = ""
    status_quo: float | None = None
    stances: tuple[Stance, ...] = ()
    warrant: Warrant = None


@dataclass(frozen=True, slots=True)
class Calibration:
    """An outside view that one rate is fitted to: the chance `to` that `event` holds by a date.

    `range` is how far the outside view itself leaves that chance open; None where it does not say.
    """

    event: str
    statement: Statement
    by: date
    to: float
    source: str
    range: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class GroupRate:
    """How often one group of parties agrees, per day: just these, two or more."""

    parties: tuple[str, ...]
    rate: float
    warrant: Warrant = None


@dataclass(frozen=True, slots=True)
class Tempo:
    """How fast steps come, as rates per day.

    Parameters
    ----------
    move, agreement
        How often a party moves, and a coalition agrees.
    sizes
        Pairs (number of members, rate): coalitions of so many agree at this rate instead.
    groups
        Groups that agree at a rate of their own, whatever their size.
    """

    move: float = 1 / 30
    agreement: float = 1 / 180
    calibrate: Calibration | None = None
    warrant: Warrant = None
    sizes: tuple[tuple[int, float], ...] = ()
    groups: tuple[GroupRate, ...] = ()


@dataclass(frozen=True, slots=True)
class Shock:
    """What happens by itself, at a stated rate, whatever the parties want: an election, a turn on the battlefield.

    Parameters
    ----------
    rate
        How often it comes, per day.
    option, becomes
        The option that changes, and what it becomes; empty where a driver moves.
    driver, to
        The driver that moves, and its value afterwards; empty where an option changes.
    means
        What happens, in words.
    """

    rate: float
    option: str = ""
    becomes: Literal["taken", "dropped", "toggled"] = "toggled"
    driver: str = ""
    to: float = 0.0
    means: str = ""
    warrant: Warrant = None


@dataclass(frozen=True, slots=True)
class Question:
    """What a case asks.

    Parameters
    ----------
    ask
        Kind: ``probability``, ``outcome``, ``obstacles`` and the further kinds of the reference.
    of, given
        Statements in options only; `of_text`, `given_text` as written.
    by
        The date by which, or None for the long run.
    settings
        Further keys of the question as written (``driver``, ``coalition``, ``concept`` …).
    """

    id: str
    ask: str
    text: str = ""
    of: Statement | None = None
    of_text: str = ""
    given: Statement | None = None
    given_text: str = ""
    by: date | None = None
    settings: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Case:
    """Everything an analyst wrote down of one dispute.

    Parameters
    ----------
    conflict
        Who can do what.
    parties
        What they may want, in the order of ``conflict.decision_makers``.
    status_quo
        Ids of the options taken at the start, or ``(label,)`` in graph form.
    events
        Names for conditions: (as written, in options only).
    together
        Profiles that are drawn together; all others are drawn independently.
    documents
        The documents in the case's folder, by file name.
    sources
        Who published each of them and how it is graded, by the same names.
    ledger
        The evidence, with what people decided of each item.
    meant
        Findings of a check that the author means.
    actors
        Who can be named: the shipped table, with what the case's own adds.
    """

    title: str
    as_of: date
    conflict: Conflict
    parties: tuple[Party, ...]
    status_quo: tuple[str, ...] = ()
    events: Mapping[str, tuple[str, Statement]] = field(default_factory=dict)
    drivers: tuple[Driver, ...] = ()
    together: tuple[Together, ...] = ()
    issues: tuple[Issue, ...] = ()
    tempo: Tempo | None = None
    shocks: tuple[Shock, ...] = ()
    questions: tuple[Question, ...] = ()
    documents: Mapping[str, Document] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)
    ledger: Ledger = field(default_factory=Ledger)
    about: str = ""
    meant: tuple[Meant, ...] = ()
    actors: ActorTable = field(default_factory=load_actors, repr=False, compare=False)

    def party(self, id: str) -> Party:
        """The party of that id.

        Raises
        ------
        UnknownName
            With the nearest spelling.
        """
        for party in self.parties:
            if party.id == id:
                return party
        raise UnknownName(f'unknown party "{id}"{did_you_mean(id, [party.id for party in self.parties])}')

    def profiles(self) -> Iterator[tuple[str, Party, Profile]]:
        """Every profile, behind its key (``party.usa.profile[0]``) and whose it is."""
        for party in self.parties:
            for number, profile in enumerate(party.profiles):
                yield f"party.{party.id}.profile[{number}]", party, profile

    def question(self, id: str) -> Question:
        """The question of that id.

        Raises
        ------
        UnknownName
            With the nearest spelling.
        """
        for question in self.questions:
            if question.id == id:
                return question
        known = [question.id for question in self.questions]
        near = did_you_mean(id, known) or f"; expected one of {', '.join(known) or 'none, as the case asks nothing'}"
        raise UnknownName(f'unknown question "{id}"{near}')

    def values(self) -> dict[str, float]:
        """The drivers' values today, by id."""
        return {driver.id: driver.value for driver in self.drivers}
