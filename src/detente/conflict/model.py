"""Who can do what: the structure of a conflict, before anybody wants anything.

A conflict in *option form* has decision makers (DMs), options that they take or not, rules for what cannot occur
and what cannot be undone. In *graph form* its states and moves are listed one by one. What the DMs want is a
`detente.conflict.preference.Preference` each; structure and preferences together make a
`detente.conflict.graph.GraphModel`.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from detente.conflict.statement import Statement, names
from detente.errors import ModelError, did_you_mean

__all__ = ["Conflict", "DecisionMaker", "GraphForm", "Impossible", "Joint", "Option"]

Irreversible = Literal["taken", "dropped"]


@dataclass(frozen=True, slots=True)
class DecisionMaker:
    """A party that acts: it controls at least one option, or moves in graph form."""

    id: str
    name: str = ""

    def __str__(self) -> str:
        return self.name or self.id


@dataclass(frozen=True, slots=True)
class Option:
    """A course of action, taken or not.

    Parameters
    ----------
    id
        ``party.option``.
    owners
        Ids of the DMs that control it. A DM makes a move if it owns every option that the move changes.
    means
        What taking it means, in words.
    irreversible
        ``"taken"``: once taken, for good; ``"dropped"``: once dropped, for good; None: both ways.
    """

    id: str
    owners: tuple[str, ...]
    means: str = ""
    irreversible: Irreversible | None = None


@dataclass(frozen=True, slots=True)
class Impossible:
    """States that cannot occur: those in which the statement holds."""

    when: Statement
    because: str = ""


@dataclass(frozen=True, slots=True)
class Joint:
    """A move that several DMs make together, as a treaty is signed.

    All its options go from not taken to taken in one step, which happens only where every owner strictly
    prefers the result. The options of two or more DMs must be among them.
    """

    options: tuple[str, ...]
    name: str = ""


@dataclass(frozen=True, slots=True)
class GraphForm:
    """States and moves listed one by one, for conflicts that are no combination of options.

    Parameters
    ----------
    states
        Labels, in order.
    moves
        For each DM (in the order of the conflict) its moves as pairs of labels (from, to).
    """

    states: tuple[str, ...]
    moves: tuple[tuple[tuple[str, str], ...], ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """The structure of a conflict.

    Parameters
    ----------
    decision_makers, options
        In the order of the file; it is the order of a state's pattern.
    impossible
        What cannot occur. Statements name options only (events are expanded before).
    joints
        Moves made together.
    indistinguishable
        Statements; all states in which one holds are one state to everybody, and are coalesced.
    graph
        The listed states and moves in graph form; then there are no options.

    Raises
    ------
    ModelError
        For duplicate or unknown names, an option without owner, a joint move of one DM alone or of an option that
        cannot be taken.
    """

    decision_makers: tuple[DecisionMaker, ...]
    options: tuple[Option, ...] = ()
    impossible: tuple[Impossible, ...] = ()
    joints: tuple[Joint, ...] = ()
    indistinguishable: tuple[Statement, ...] = ()
    graph: GraphForm | None = None

    def __post_init__(self) -> None:
        _refuse_twins("decision maker", (dm.id for dm in self.decision_makers))
        _refuse_twins("option", (option.id for option in self.options))
        for option in self.options:
            self._check_owners(option)
        for statement in (*(rule.when for rule in self.impossible), *self.indistinguishable):
            self._check_names(statement)
        for joint in self.joints:
            self._check_joint(joint)
        if self.graph:
            self._check_graph(self.graph)

    def number(self, decision_maker: str) -> int:
        """The index of a decision maker by its id.

        Raises
        ------
        ModelError
            If there is none of that id.
        """
        ids = [dm.id for dm in self.decision_makers]
        if decision_maker not in ids:
            raise ModelError(f'unknown party "{decision_maker}"{did_you_mean(decision_maker, ids)}')
        return ids.index(decision_maker)

    def owned(self, focal: int) -> tuple[int, ...]:
        """Indexes of the options that a decision maker owns, alone or with others."""
        owner = self.decision_makers[focal].id
        return tuple(k for k, option in enumerate(self.options) if owner in option.owners)

    def _check_owners(self, option: Option) -> None:
        if not option.owners:
            raise ModelError(f'option "{option.id}" has no owner; an option belongs to at least one party')
        for owner in option.owners:
            self.number(owner)

    def _check_names(self, statement: Statement) -> None:
        known = [f"state.{label}" for label in self.graph.states] if self.graph else [o.id for o in self.options]
        for name in names(statement):
            if name.id not in known:
                raise ModelError(f'unknown option "{name.id}"{did_you_mean(name.id, known)}')

    def _check_joint(self, joint: Joint) -> None:
        known = {option.id: option for option in self.options}
        for id in joint.options:
            if id not in known:
                raise ModelError(f'a joint move names the unknown option "{id}"{did_you_mean(id, known)}')
            if known[id].irreversible == "dropped":
                raise ModelError(f'a joint move cannot take "{id}": once dropped it is dropped for good')
        if len({owner for id in joint.options for owner in known[id].owners}) < 2:
            raise ModelError(f"a joint move needs options of two parties, got only {', '.join(joint.options)}")

    def _check_graph(self, graph: GraphForm) -> None:
        if self.options:
            raise ModelError("a conflict has options or listed states, not both")
        _refuse_twins("state", graph.states)
        if len(graph.moves) != len(self.decision_makers):
            raise ModelError(f"expected moves of {len(self.decision_makers)} parties, got {len(graph.moves)}")
        for label in (label for moves in graph.moves for move in moves for label in move):
            if label not in graph.states:
                raise ModelError(f'a move names the unknown state "{label}"{did_you_mean(label, graph.states)}')


def _refuse_twins(kind: str, ids: Iterable[str]) -> None:
    twice = [id for id, count in Counter(ids).items() if count > 1]
    if twice:
        raise ModelError(f'the {kind} "{twice[0]}" stands twice')
