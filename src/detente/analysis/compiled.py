"""The same play and chains as `play` and `chain`, compiled: thousands of draws instead of tens.

The definitions stand in `detente.analysis.play`; a law of the tests holds the two equal. What is different is the
order of work (`compiled_least` for one draw, `compiled_lanes` for 32 side by side), and that a chain is a few arrays
(`compiled_play`). Compiled functions release the interpreter lock, so that threads work side by side. Shapes as in
`compiled_board`, d draws.

A function that is compiled and cached does not notice a change to one that it calls in another file: after editing
`compiled_board`, `compiled_least` or `compiled_reduction`, delete the cached files.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.analysis.arrays import Arrays
from detente.analysis.chain import Tempi
from detente.analysis.classes import kind_of
from detente.analysis.compiled_board import Board, applies, board_of
from detente.analysis.compiled_chain import mass_after, mass_at_the_end
from detente.analysis.compiled_lanes import LANES, best_in_lanes, least_in_lanes, stable_in_lanes
from detente.analysis.compiled_least import Payoffs, best_within_reach, least_forced, stable
from detente.analysis.compiled_play import Rules, Sink, Values, chain_in, sink_of, work_of
from detente.conflict.lattice import CONCEPTS, Lattice
from detente.conflict.states import IntArray

Bits = NDArray[np.uint8]

__all__ = ["EVERY", "Board", "applies", "board_of", "compile_all", "solve_draw", "solve_many"]

FIRST_ROOM = 1024  # states a chain is first given room for; most reach fewer
FEWEST_LANES = 6  # draws from which 32 lanes are quicker than one draw after the other
MOST_IN_LANES = 2**18  # states times DMs of which 32 lanes (16 MB) are still near the processor
EVERY: tuple[Any, ...] = (  # compiled functions that are called from here and from `shares`
    *(best_in_lanes, least_in_lanes, best_within_reach, least_forced, stable),
    *(chain_in, mass_at_the_end, mass_after),
)


def compile_all(kind: type[np.signedinteger]) -> None:
    """Compile everything for payoffs of a kind, by solving the smallest of conflicts: two parties, an option each."""
    states = np.arange(4)
    board = board_of(Lattice(states, states.astype(np.int32), ((0,), (1,)), 0, 0, ()))
    payoffs = np.stack([states, states[::-1]]).astype(kind)
    for draws in (1, FEWEST_LANES):
        for each in solve_many(board, np.stack([payoffs] * draws), 0, "symmetric_metarational"):
            rates = each.rates(Tempi())
            mass_at_the_end(each.first, each.target, rates)
            mass_after(each.first, each.target, rates, np.ones(1))


def solve_many(
    board: Board,
    payoffs: Payoffs,
    start: int | Sequence[IntArray],
    rule: str,
    *,
    minimal: bool = True,
    agreements: bool = True,
) -> list[Arrays]:
    """The chains of some draws.

    Parameters
    ----------
    payoffs
        [d, DM, n] ordinal payoffs, dense: 0, 1, 2 …
    start
        The status quo; or for each draw the states that its chain begins with.
    rule
        The stability concept that play is judged under.
    """
    wanted = Rules(rule != "nash", CONCEPTS.get(rule, (False, False))[0], minimal, agreements)
    small = payoffs[0].size <= MOST_IN_LANES
    starts = [np.asarray([start])] * len(payoffs) if isinstance(start, int | np.integer) else start
    found: list[Arrays] = []
    sink, work = sink_of(FIRST_ROOM, len(board.codes)), work_of(board)
    for low in range(0, len(payoffs), LANES):
        some = payoffs[low : low + LANES]
        for values, calm in (_in_lanes if small and len(some) >= FEWEST_LANES else _in_turn)(board, some, rule):
            begun = starts[len(found)].astype(np.int32)
            count = chain_in(board, values, wanted, begun, sink, work)
            while count < 0:
                sink = sink_of(4 * len(sink.states), len(board.codes))
                count = chain_in(board, values, wanted, begun, sink, work)
            found.append(_arrays(sink, count, calm))
    return found


def solve_draw(
    board: Board,
    payoffs: Sequence[IntArray],
    start: int,
    rule: str,
    *,
    minimal: bool = True,
    agreements: bool = True,
) -> Arrays:
    """The chain of one draw, from the payoffs of each DM [n]."""
    narrow: Payoffs = np.stack(payoffs).astype(kind_of(len(board.codes)))
    return solve_many(board, narrow[None], start, rule, minimal=minimal, agreements=agreements)[0]


def _in_lanes(board: Board, payoffs: Payoffs, rule: str) -> Iterator[tuple[Values, Bits]]:
    """What each draw's chain needs, and what is stable for whom [DM, n / 8] in bits, worked out side by side."""
    credible, symmetric = CONCEPTS.get(rule, (False, False))
    lanes = np.zeros((*payoffs.shape[1:], LANES), dtype=payoffs.dtype)
    for number, payoff in enumerate(payoffs):  # one after the other, which is quicker than to turn all at once
        lanes[..., number] = payoff
    regret = best_in_lanes(board, lanes) if symmetric else lanes
    least = lanes if rule == "nash" else least_in_lanes(board, lanes, regret, credible)
    calm = np.packbits(_by_draw(stable_in_lanes(board, lanes, least)), axis=2)
    trap = _by_draw(regret) if symmetric else payoffs
    for number, payoff in enumerate(payoffs):
        yield Values(payoff, least, number, trap[number]), calm[number]


def _by_draw(lanes: NDArray[Any]) -> NDArray[Any]:
    """[lane, DM, n] what stands in lanes [DM, n, lane]."""
    return np.ascontiguousarray(np.moveaxis(lanes, -1, 0))


def _in_turn(board: Board, payoffs: Payoffs, rule: str) -> Iterator[tuple[Values, Bits]]:
    """The same, one draw after the other."""
    credible, symmetric = CONCEPTS.get(rule, (False, False))
    for payoff in payoffs:
        trap = best_within_reach(board, payoff) if symmetric else payoff
        least = payoff if rule == "nash" else least_forced(board, payoff, trap, credible)
        yield Values(payoff, least[:, :, None], 0, trap), np.packbits(stable(board, payoff, least), axis=1)


def _arrays(sink: Sink, count: int, calm: Bits) -> Arrays:
    """What was written, without the room that was left; the room is cleared for the next chain."""
    states, steps = sink.states[:count].copy(), sink.first[count]
    sink.local[states] = -1
    return Arrays(
        states,
        sink.first[: count + 1].copy(),
        sink.target[:steps].copy(),
        sink.movers[:steps].copy(),
        sink.share[:steps].copy(),
        calm.copy(),
        len(sink.local),
    )
