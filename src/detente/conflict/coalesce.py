"""Making a smaller conflict of a large one: states that are one to everybody, parties that act as one.

Two transformations of a game, each explicit and never made on the quiet.

*Coalescing*: the states in which an ``indistinguishable`` statement holds are one state to everybody, and become one.
A decision maker (DM) can take the conflict from class A to class B ≠ A if it can from some member of A to some member
of B. Every DM should be indifferent inside a class, else the verdicts may change; who is not is reported, and the
class then counts for that DM as its first member.

*Merging*: DMs become one block with a preference of its own, which may do at once whatever its members may. This is
not coalition analysis (`detente.conflict.coalition`), which leaves every member free: a merged block has no inner
conflict left.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from detente.conflict.graph import GraphModel, ListedMoves, moves_of
from detente.conflict.model import Conflict, DecisionMaker, GraphForm, Option
from detente.conflict.preference import Preference
from detente.conflict.relation import Relation, legal_sequences
from detente.conflict.states import BoolArray, IntArray, States
from detente.errors import ModelError

__all__ = ["Coalesced", "Uneven", "coalesced", "merged"]


@dataclass(frozen=True, slots=True)
class Uneven:
    """A DM that is not indifferent inside a class, so that coalescing may change its verdicts.

    Parameters
    ----------
    focal
        The DM.
    members
        The states of the class, by their index before coalescing.
    """

    focal: int
    members: tuple[int, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Coalesced:
    """A game with classes for states, and where the states went.

    Parameters
    ----------
    game
        In graph form; a class is labelled by the pattern that it stands for where there is one (``--Y``), else by
        its first member.
    place
        [n] the class of each state before coalescing.
    warnings
        Who is not indifferent inside which class.
    """

    game: GraphModel
    place: IntArray
    warnings: tuple[Uneven, ...]


def coalesced(game: GraphModel, classes: Sequence[BoolArray] | None = None) -> Coalesced:
    """The game in which states that nobody distinguishes are one.

    Parameters
    ----------
    classes
        Sets of states [n], each of which is one state; those that overlap are one together. None: the
        ``indistinguishable`` statements of the conflict.
    """
    statements = game.conflict.indistinguishable
    sets = [game.states.holds(each) for each in statements] if classes is None else list(classes)
    first = _first_members(sets, len(game))
    kept, place = np.unique(first, return_inverse=True)
    moves = ListedMoves(
        tuple(_between(game.relation(dm), place) for dm in game.dms),
        tuple(_between(game.signing(joint), place) for joint in range(len(game.conflict.joints))),
    )
    smaller = GraphModel(
        game.conflict,
        States((), np.arange(len(kept)), tuple(_label(game.states, first == state, int(state)) for state in kept)),
        moves,
        tuple(_of_first(want, kept) for want in game.preferences),
    )
    return Coalesced(smaller, place.astype(np.int64), tuple(_uneven(game, place)))


def _first_members(sets: Iterable[BoolArray], n: int) -> IntArray:
    """[n] the first state of the class of each state."""
    first = np.arange(n)
    for mask in sets:
        if mask.any():
            joined = np.isin(first, first[mask])
            first[joined] = first[joined].min()
    return first


def _between(relation: Relation, place: IntArray) -> Relation:
    """[A, B] some member of A is related to some member of B, another class."""
    n = int(place.max()) + 1
    source, target = np.nonzero(relation)
    between = np.zeros((n, n), dtype=np.bool_)
    between[place[source], place[target]] = True
    np.fill_diagonal(between, False)
    return between


def _label(states: States, members: BoolArray, first: int) -> str:
    names = [states.pattern(int(state)) for state in np.flatnonzero(members)]
    if states.labels or len(names) == 1:
        return states.pattern(first)
    common = "".join(marks[0] if len(set(marks)) == 1 else "-" for marks in zip(*names, strict=True))
    return common if np.array_equal(states.matching(common), members) else states.pattern(first)


def _of_first(want: Preference, kept: IntArray) -> Preference:
    return Preference(
        want.payoff[kept],
        None if want.tier is None else want.tier[kept],
        None if want.unknown is None else want.unknown[np.ix_(kept, kept)],
    )


def _uneven(game: GraphModel, place: IntArray) -> Iterable[Uneven]:
    for group in np.flatnonzero(np.bincount(place) > 1):
        members = np.flatnonzero(place == group)
        for dm, want in enumerate(game.preferences):
            if not _indifferent(want, members):
                yield Uneven(dm, tuple(map(int, members)))


def _indifferent(want: Preference, members: IntArray) -> bool:
    """The DM compares every member with everything in the same way."""
    aspects = [want.payoff, want.tier]
    even = all(len(np.unique(each[members])) == 1 for each in aspects if each is not None)
    if want.unknown is None:
        return even
    rows = want.unknown[members]
    return even and bool((rows == rows[0]).all())


def merged(
    game: GraphModel, members: Sequence[int], preference: Preference, *, id: str, name: str = ""
) -> GraphModel:
    """The game in which these DMs are one block.

    In option form the block owns what its members own and changes any of it in one move; joint moves inside it are
    then ordinary moves. With listed moves one move of the block is a legal sequence of moves of its members.

    Parameters
    ----------
    members
        Two DMs or more; the block takes the place of the first.
    preference
        What the block wants.
    id, name
        What it is called.

    Raises
    ------
    ModelError
        For fewer than two members, one that does not exist, or an id that is taken.
    """
    inside = tuple(sorted(set(members)))
    if len(inside) < 2 or not set(inside) <= set(game.dms):
        raise ModelError(f"a block needs two or more of the {len(game.dms)} parties, got {list(members)}")
    kept = [dm for dm in game.dms if dm not in inside[1:]]
    conflict = _conflict_with_block(game, inside, DecisionMaker(id, name))
    moves = _moves_with_block(game, inside, kept) if isinstance(game.moves, ListedMoves) else None
    wants = tuple(preference if dm == inside[0] else game.preferences[dm] for dm in kept)
    return GraphModel(conflict, game.states, moves or moves_of(conflict, game.states), wants)


def _conflict_with_block(game: GraphModel, inside: tuple[int, ...], block: DecisionMaker) -> Conflict:
    before = game.conflict
    gone = {before.decision_makers[dm].id for dm in inside}
    makers = (
        block if dm == inside[0] else each for dm, each in enumerate(before.decision_makers) if dm not in inside[1:]
    )
    return replace(
        before,
        decision_makers=tuple(makers),
        options=tuple(replace(option, owners=_owners(option, gone, block.id)) for option in before.options),
        joints=tuple(before.joints[joint] for joint in _outward(game, inside)),
        graph=before.graph and _graph_with_block(before.graph, game, inside),
    )


def _owners(option: Option, gone: set[str], block: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(block if owner in gone else owner for owner in option.owners))


def _outward(game: GraphModel, inside: tuple[int, ...]) -> list[int]:
    """Joint moves that the block cannot make alone."""
    joints = range(len(game.conflict.joints))
    return [joint for joint in joints if not set(game.signatories(joint)) <= set(inside)]


def _of_block(game: GraphModel, inside: tuple[int, ...]) -> Relation:
    """[s, q] legal sequences of the members lead from s to q."""
    signed = [joint for joint in range(len(game.conflict.joints)) if joint not in _outward(game, inside)]
    return legal_sequences([*map(game.relation, inside), *map(game.signing, signed)], len(game))


def _moves_with_block(game: GraphModel, inside: tuple[int, ...], kept: Sequence[int]) -> ListedMoves:
    return ListedMoves(
        tuple(_of_block(game, inside) if dm == inside[0] else game.relation(dm) for dm in kept),
        tuple(map(game.signing, _outward(game, inside))),
    )


def _graph_with_block(graph: GraphForm, game: GraphModel, inside: tuple[int, ...]) -> GraphForm:
    steps = np.argwhere(_of_block(game, inside))
    listed = tuple((graph.states[source], graph.states[target]) for source, target in steps)
    moves = (listed if dm == inside[0] else each for dm, each in enumerate(graph.moves) if dm not in inside[1:])
    return replace(graph, moves=tuple(moves))
