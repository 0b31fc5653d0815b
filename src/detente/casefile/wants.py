"""From the tables to what parties may want: profiles and which of them go together."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from detente.case.expression import Expression, parse_expression
from detente.case.model import Party, Profile, Together, Want
from detente.casefile.complaints import Complaints
from detente.casefile.feasible import Feasible
from detente.casefile.language import Language
from detente.casefile.locate import Key
from detente.casefile.schema import CaseFile, ProfileTable
from detente.casefile.structure import known
from detente.casefile.warrants import warrant
from detente.casefile.weights import profile_weights
from detente.conflict.model import DecisionMaker

__all__ = ["GREAT", "MAIN", "Reading", "parties", "together"]

GREAT = ">>"  # between two groups of a ranking: what follows is greatly less preferred
MAIN = "main"  # the name of a profile that was given none
WAYS = ("wants", "ranking", "weights")


@dataclass(frozen=True, slots=True)
class Reading:
    """A file being read: what its statements and rankings may name, and where complaints go."""

    file: CaseFile
    language: Language
    feasible: Feasible
    complaints: Complaints


def parties(reading: Reading) -> tuple[Party, ...]:
    """What each decision maker may want, in their order."""
    if reading.file.graph:
        ids = [maker.id for maker in reading.feasible.conflict.decision_makers]
        for id in reading.file.graph.ranking:
            known("party", id, ids, ("graph", "ranking", id), reading.complaints)
    return tuple(_party(reading, maker) for maker in reading.feasible.conflict.decision_makers)


def _party(reading: Reading, maker: DecisionMaker) -> Party:
    table = reading.file.party.get(maker.id)
    tables = table.profile if table else []
    key: Key = ("party", maker.id, "profile")
    graph = reading.file.graph
    if graph and maker.id in graph.ranking:
        if tables:
            reading.complaints.add(
                key, "this party has a profile and a ranking in [graph.ranking]; expected one of them"
            )
        groups, great = _groups(reading, graph.ranking[maker.id], ("graph", "ranking", maker.id))
        reason = warrant(graph, ("graph",), reading.complaints)
        ranked = Profile(MAIN, parse_expression(1), ranking=groups, great_after=great, warrant=reason)
        return Party(maker.id, str(maker), (ranked,))
    names = _names(tables, key, reading.complaints)
    weights = profile_weights(tables, key, reading.file.driver, reading.complaints)
    every = zip(tables, names, weights, strict=True)
    found = (_profile(reading, one, (*key, k), name, weight) for k, (one, name, weight) in enumerate(every))
    return Party(maker.id, str(maker), tuple(found))


def _names(tables: Sequence[ProfileTable], key: Key, complaints: Complaints) -> list[str]:
    names = [table.name or MAIN for table in tables]
    for place, table in enumerate(tables):
        if not table.name and len(tables) > 1:
            complaints.add((*key, place, "name"), "this key is missing; a party with several profiles names each")
        elif names[place] in names[:place]:
            complaints.add((*key, place, "name"), f'this party has two profiles called "{names[place]}"')
    return names


def _profile(reading: Reading, table: ProfileTable, key: Key, name: str, weight: Expression) -> Profile:
    given = [way for way in WAYS if getattr(table, way) is not None]
    if len(given) != 1:
        got = " and ".join(given) or "none of them"
        reading.complaints.add(key, f"expected one of `wants`, `ranking` and `weights`, got {got}")
    if table.noise and table.wants is None:
        reading.complaints.add((*key, "noise"), "noise is about the order of `wants`, which this profile has not")
    groups, great = _groups(reading, table.ranking or [], (*key, "ranking"))
    return Profile(
        name=name,
        weight=weight,
        wants=_wants(reading, table, key),
        ranking=groups,
        great_after=great,
        weights=_weighted(reading, table.weights or {}, key),
        unknown=_unknown(reading, table, key),
        noise=table.noise,
        warrant=warrant(table, key, reading.complaints),
    )


def _wants(reading: Reading, table: ProfileTable, key: Key) -> tuple[Want, ...]:
    found = []
    for place, one in enumerate(table.wants or []):
        at: Key = (*key, "wants", place)
        reason = warrant(one, at, reading.complaints)
        said = reading.language.statement(one.want, (*at, "want"), reading.complaints)
        if said:
            found.append(Want(said[0], said[1], reason, one.great))
    return tuple(found)


def _weighted(reading: Reading, weights: dict[str, Fraction], key: Key) -> tuple[tuple[Want, Fraction], ...]:
    read = {text: reading.language.statement(text, (*key, "weights", text), reading.complaints) for text in weights}
    return tuple((Want(*said), weights[text]) for text, said in read.items() if said)


def _unknown(reading: Reading, table: ProfileTable, key: Key) -> tuple[tuple[str, str], ...]:
    for place, pair in enumerate(table.unknown):
        at: Key = (*key, "unknown", place)
        for k, pattern in enumerate(pair):
            reading.feasible.matching(pattern, (*at, k), reading.complaints)
        if pair[0] == pair[1]:
            reading.complaints.add(at, f'"{pair[0]}" is compared with itself; expected two states')
    return tuple(table.unknown)


def _groups(
    reading: Reading, groups: Sequence[Sequence[str]], key: Key
) -> tuple[tuple[tuple[str, ...], ...], tuple[int, ...]]:
    """The groups of a ranking and after which of them a great step comes."""
    kept: list[tuple[str, ...]] = []
    great: list[int] = []
    for place, group in enumerate(groups):
        if list(group) != [GREAT]:
            kept.append(tuple(group))
        elif not kept or place == len(groups) - 1 or len(kept) - 1 in great:
            reading.complaints.add((*key, place), f'"{GREAT}" stands between two groups of states')
        else:
            great.append(len(kept) - 1)
    _refuse_repeats(reading, groups, key)
    return tuple(kept), tuple(great)


def _refuse_repeats(reading: Reading, groups: Sequence[Sequence[str]], key: Key) -> None:
    """A state has one place: patterns may overlap what stands before, but must add a state."""
    placed: np.ndarray | None = None
    for place, group in enumerate(groups):
        for k, pattern in enumerate(group):
            if pattern == GREAT:
                continue
            at: Key = (*key, place, k)
            found = reading.feasible.matching(pattern, at, reading.complaints)
            if found is None:
                continue
            if placed is not None and not (found & ~placed).any():
                what = "its states all stand" if "-" in pattern else "it stands"
                reading.complaints.add(at, f'"{pattern}" is ranked twice: {what} further up')
            placed = found if placed is None else placed | found


def together(reading: Reading, found: Sequence[Party]) -> tuple[Together, ...]:
    """The profiles that go together."""
    seen: set[tuple[str, str]] = set()
    groups = []
    for place, table in enumerate(reading.file.together):
        key: Key = ("together", place)
        right = [
            _is_profile(pair, found, (*key, "profiles", k), reading.complaints)
            for k, pair in enumerate(table.profiles)
        ]
        if all(right) and _fits_together(table.profiles, seen, (*key, "profiles"), reading.complaints):
            groups.append(Together(tuple(table.profiles), warrant(table, key, reading.complaints)))
        seen |= set(table.profiles)
    return tuple(groups)


def _is_profile(pair: tuple[str, str], found: Sequence[Party], key: Key, complaints: Complaints) -> bool:
    profiles = {party.id: [profile.name for profile in party.profiles] for party in found}
    return known("party", pair[0], profiles, key, complaints) and known(
        f"profile of {pair[0]}", pair[1], profiles[pair[0]], key, complaints
    )


def _fits_together(
    pairs: Sequence[tuple[str, str]], seen: set[tuple[str, str]], key: Key, complaints: Complaints
) -> bool:
    twice = [pair for pair in pairs if pair in seen]
    if len({party for party, _ in pairs}) < max(2, len(pairs)):
        complaints.add(key, "expected profiles of two parties or more, one of each")
    elif twice:
        complaints.add(key, f'the profile "{twice[0][1]}" of {twice[0][0]} already goes together with others')
    else:
        return True
    return False
