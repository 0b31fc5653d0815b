"""A second solver, written from the definitions and from nothing else, to hold the library against.

It shares no code with Detente, uses no arrays and is as slow as it looks: states are tuples of truths (or labels),
relations are sets and dictionaries, legal sequences are a search over (state, who moved last). Read it beside the
definitions of the Graph Model: each function is one of them.

Words: a *party* moves; ``i`` is the focal one; ``s`` the state in question, ``t`` where i would improve to, ``x`` the
answer of the others, ``y`` where i could escape to.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations, permutations, product
from typing import Any

State = tuple[bool, ...] | str
Prefer = Callable[[State, State], str]  # how the first compares with the second: >> > = < << or U for unknown
GAIN, LOSS = {">", ">>"}, {"<", "<<"}
SIMPLE = ("general_metarational", "symmetric_metarational", "sequential", "symmetric_sequential")


@dataclass
class Game:
    """A conflict with everybody's preferences.

    reach[i][s]: the states i can take the conflict to from s. joint: (who signs, options taken) for each joint move.
    """

    parties: list[str]
    states: list[State]
    reach: dict[str, dict[State, set[State]]]
    prefer: dict[str, Prefer]
    joint: list[tuple[frozenset[str], frozenset[int]]] = field(default_factory=list)
    directions: list[str] = field(default_factory=list)  # per option: both, taken (for good), dropped (for good)
    returning: bool = True  # a return to the original state counts as a sanction

    def others(self, members: Iterable[str]) -> list[str]:
        return [p for p in self.parties if p not in set(members)]

    def coalitions(self) -> Iterator[tuple[str, ...]]:
        for size in range(1, len(self.parties) + 1):
            yield from combinations(self.parties, size)


# ── structure ────────────────────────────────────────────────────────────────────────────────────────────────────


def option_game(
    parties: Sequence[str],
    owners: Sequence[set[str]],
    prefer: Mapping[str, Prefer],
    *,
    directions: Sequence[str] = (),
    impossible: Callable[[State], bool] = lambda s: False,
    joint: Iterable[Iterable[int]] = (),
) -> Game:
    """Option form: a party moves by changing options all of which it owns, each in a direction that is open."""
    ways = list(directions) or ["both"] * len(owners)
    states: list[State] = [s for s in product([False, True], repeat=len(owners)) if not impossible(s)]
    reach = {p: {s: {q for q in states if can_change(p, s, q, owners, ways)} for s in states} for p in parties}
    signed = [(frozenset(p for k in ks for p in owners[k]), frozenset(ks)) for ks in (frozenset(ks) for ks in joint)]
    return Game(list(parties), states, reach, dict(prefer), signed, ways)


def can_change(party: str, s: State, q: State, owners: Sequence[set[str]], ways: Sequence[str]) -> bool:
    changed = [k for k in range(len(owners)) if s[k] != q[k]]
    return bool(changed) and all(party in owners[k] and open_way(ways[k], s[k]) for k in changed)


def open_way(way: str, taken: bool) -> bool:
    return way == "both" or (way == "taken" and not taken) or (way == "dropped" and taken)


def graph_game(
    parties: Sequence[str],
    states: Sequence[str],
    moves: Mapping[str, Iterable[Sequence[str]]],
    prefer: Mapping[str, Prefer],
) -> Game:
    """Graph form: the moves are listed."""
    reach: dict[str, dict[State, set[State]]] = {p: {s: set() for s in states} for p in parties}
    for party, steps in moves.items():
        for s, q in steps:
            if s != q:
                reach[party][s].add(q)
    return Game(list(parties), list(states), reach, dict(prefer))


def by_rank(
    place: Mapping[State, int], tier: Mapping[State, int] | None = None, unknown: Iterable[frozenset[State]] = ()
) -> Prefer:
    """A preference from places (0 is best); tier (0 is best) makes some differences great ones."""
    gaps = set(unknown)

    def prefer(a: State, b: State) -> str:
        if frozenset((a, b)) in gaps:
            return "U"
        if place[a] == place[b]:
            return "="
        mark = ">" if place[a] < place[b] else "<"
        return mark * 2 if tier is not None and tier[a] != tier[b] else mark

    return prefer


def coalesced(game: Game, classes: Sequence[Iterable[State]]) -> Game:
    """The game in which each class is one state, named by its first member; the parties must be indifferent in it."""
    name = {s: s for s in game.states}
    for group in map(list, classes):
        name.update(dict.fromkeys(group, group[0]))
    states = list(dict.fromkeys(name[s] for s in game.states))
    reach: dict[str, dict[State, set[State]]] = {p: {s: set() for s in states} for p in game.parties}
    for p in game.parties:
        for s, targets in game.reach[p].items():
            reach[p][name[s]] |= {name[q] for q in targets} - {name[s]}
    return Game(game.parties, states, reach, game.prefer, returning=game.returning)


# ── moves ────────────────────────────────────────────────────────────────────────────────────────────────────────


def gains(game: Game, i: str, s: State, marks: set[str] = GAIN) -> set[State]:
    return {t for t in game.reach[i][s] if game.prefer[i](t, s) in marks}


def signings(game: Game, members: Iterable[str], s: State) -> Iterator[tuple[frozenset[str], State]]:
    """Joint moves: all the options together, if each of those who sign strictly prefers the result."""
    for number, (who, options) in enumerate(game.joint):
        if who <= set(members) and all(not s[k] and open_way(game.directions[k], False) for k in options):
            target = tuple(k in options or taken for k, taken in enumerate(s))
            if target in game.states and all(game.prefer[p](target, s) in GAIN for p in who):
                yield frozenset((f"joint {number}",)), target


def steps(game: Game, members: Iterable[str], s: State, *, improving: bool) -> Iterator[tuple[frozenset[str], State]]:
    """Each step open to the members, with its mover."""
    for j in members:
        targets = gains(game, j, s, GAIN | {"U"}) if improving else game.reach[j][s]
        yield from ((frozenset((j,)), q) for q in targets)
    yield from signings(game, members, s)


def legal(start: State, steps_from: Callable[[State], Iterable[tuple[frozenset[str], State]]]) -> set[State]:
    """Where sequences lead in which no mover moves twice running; the start is left out."""
    nobody: frozenset[str] = frozenset()
    seen: set[tuple[State, frozenset[str]]] = set()
    waiting = [(start, nobody)]
    while waiting:
        s, last = waiting.pop()
        new = {(q, mover) for mover, q in steps_from(s) if mover != last} - seen
        seen |= new
        waiting.extend(new)
    return {s for s, _ in seen} - {start}


def responses(game: Game, members: Sequence[str], s: State, *, improving: bool = False) -> set[State]:
    return legal(s, lambda q: steps(game, members, q, improving=improving))


# ── stability of one party ───────────────────────────────────────────────────────────────────────────────────────


def nash(game: Game, i: str, s: State, *, extension: str = "d") -> bool:
    return not gains(game, i, s, GAIN | {"U"} if extension in "ac" else GAIN)


def feared(game: Game, i: str, s: State, x: State, extension: str, *, strong: bool) -> bool:
    """Being at x would make i regret having left s."""
    how = game.prefer[i](s, x)
    if strong:
        return how == ">>"
    return how in GAIN | {"="} or (how == "U" and extension in "cd")


def sanctions(game: Game, i: str, s: State, x: State, extension: str, *, strong: bool, symmetric: bool) -> bool:
    if x == s and not game.returning:
        return False
    if not feared(game, i, s, x, extension, strong=strong):
        return False
    return not symmetric or all(feared(game, i, s, y, extension, strong=strong) for y in game.reach[i][x])


def metarational(game: Game, i: str, s: State, concept: str, *, extension: str = "d", strong: bool = False) -> bool:
    """GMR, SMR, SEQ and SSEQ; the four differ in whether the answer is credible and whether i can escape it."""
    credible, symmetric = concept.endswith("sequential"), concept.startswith("symmetric")
    tempting = gains(game, i, s, GAIN | {"U"} if extension in "ac" else GAIN)
    return all(
        any(
            sanctions(game, i, s, x, extension, strong=strong, symmetric=symmetric)
            for x in responses(game, game.others([i]), t, improving=credible)
        )
        for t in tempting
    )


def stable(game: Game, i: str, s: State, concept: str, *, extension: str = "d", grade: str = "general") -> bool:
    if concept == "nash":
        return nash(game, i, s, extension=extension)
    if concept == "simultaneous":
        return simultaneous(game, i, s, game.others([i]))
    if concept == "simultaneous_classic":
        return simultaneous_classic(game, i, s)
    general = metarational(game, i, s, concept, extension=extension)
    if grade == "general":
        return general
    strong = metarational(game, i, s, concept, extension=extension, strong=True)
    return strong if grade == "strong" else general and not strong


def simultaneous(game: Game, i: str, s: State, answering: Sequence[str]) -> bool:
    """GMCR+: each improvement is met by improvements from s that others make at the same moment, each at most one."""
    choices = [[s, *gains(game, j, s, GAIN | {"U"})] for j in answering]
    return all(
        any(
            x in game.states and feared(game, i, s, x, "d", strong=False)
            for x in (combined(s, t, chosen) for chosen in product(*choices))
        )
        for t in gains(game, i, s)
    )


def combined(s: State, t: State, chosen: Iterable[State]) -> State:
    """t with every option changed that somebody's choice changes from s."""
    result = list(t)
    for target in chosen:
        for k, (before, after) in enumerate(zip(s, target, strict=True)):
            if before != after:
                result[k] = after
    return tuple(result)


def simultaneous_classic(game: Game, i: str, s: State) -> bool:
    """Fraser and Hipel: asked where s is not sequentially stable; only others for whom it is not either move."""
    if metarational(game, i, s, "sequential"):
        return True
    unstable = [j for j in game.others([i]) if not metarational(game, j, s, "sequential")]
    return simultaneous(game, i, s, unstable)


def equilibria(game: Game, concept: str, **how: Any) -> list[State]:
    return [s for s in game.states if all(stable(game, i, s, concept, **how) for i in game.parties)]


# ── limited moves and no horizon, two parties ────────────────────────────────────────────────────────────────────


def anticipated(game: Game, before: Mapping[tuple[str, State], State]) -> dict[tuple[str, State], State]:
    """G_h from G_{h-1}: where a conflict ends if the party moves now and the two move in turn."""
    after: dict[tuple[str, State], State] = {}
    for i, j in permutations(game.parties, 2):
        for s in game.states:
            ends = {before[j, t] for t in game.reach[i][s]}
            best = [e for e in ends if all(game.prefer[i](e, other) in GAIN | {"="} for other in ends)]
            better = [e for e in best if game.prefer[i](e, s) in GAIN]
            assert len(better) <= 1, "ties leave the anticipation open"
            after[i, s] = better[0] if better else s
    return after


def limited_move(game: Game, i: str, s: State, horizon: int) -> bool:
    g = {(p, q): q for p in game.parties for q in game.states}
    for _ in range(horizon):
        g = anticipated(game, g)
    return g[i, s] == s


def non_myopic(game: Game) -> dict[tuple[str, State], str]:
    """For each party and state: stable, unstable, or cycles, once the anticipation repeats itself."""
    g = {(p, q): q for p in game.parties for q in game.states}
    history = [g]
    while (g := anticipated(game, g)) not in history:
        history.append(g)
    period = history[history.index(g) :]
    held = {key: [turn[key] == key[1] for turn in period] for key in g}
    return {key: "stable" if all(h) else "cycles" if any(h) else "unstable" for key, h in held.items()}


# ── coalitions ───────────────────────────────────────────────────────────────────────────────────────────────────


def coalition_gains(game: Game, members: Sequence[str], s: State) -> set[State]:
    """Where legal sequences of the members lead that all of them prefer to s."""
    return {q for q in responses(game, members, s) if all(game.prefer[p](q, s) in GAIN for p in members)}


def class_responses(game: Game, members: Sequence[str], s: State) -> set[State]:
    """Legal sequences of coalition improvements by the parts of a coalition, none twice running."""
    parts = [c for size in range(1, len(members) + 1) for c in combinations(members, size)]
    return legal(s, lambda q: ((frozenset(c), x) for c in parts for x in coalition_gains(game, c, q)))


def coalition_stable(game: Game, members: Sequence[str], s: State, concept: str) -> bool:
    rest = game.others(members)
    answers: dict[str, Callable[[State], set[State]]] = {
        "coalition_nash": lambda t: set(),
        "coalition_general_metarational": lambda t: responses(game, rest, t),
        "coalition_symmetric_metarational": lambda t: responses(game, rest, t),
        "coalition_sequential": lambda t: responses(game, rest, t, improving=True),
        "coalition_sequential_class": lambda t: class_responses(game, rest, t),
    }

    def hurts(x: State) -> bool:
        return any(game.prefer[p](s, x) in GAIN | {"="} for p in members)

    def holds(x: State) -> bool:
        if not hurts(x) or (x == s and not game.returning):
            return False
        return "symmetric" not in concept or all(hurts(y) for y in responses(game, members, x))

    return all(any(holds(x) for x in answers[concept](t)) for t in coalition_gains(game, members, s))


def universal(game: Game, s: State, concept: str) -> bool:
    """Stable for every coalition, those of one included."""
    return all(coalition_stable(game, members, s, concept) for members in game.coalitions())


# ── the inverse problem ──────────────────────────────────────────────────────────────────────────────────────────


def count_rankings(game: Game, i: str, s: State, concept: str) -> int:
    """Of all strict rankings that i could have, those under which s is stable for it."""
    count = 0
    kept = game.prefer[i]
    for order in permutations(game.states):
        game.prefer[i] = by_rank({q: place for place, q in enumerate(order)})
        count += stable(game, i, s, concept)
    game.prefer[i] = kept
    return count
