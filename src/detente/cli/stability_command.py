"""`detente stability`: which states hold, for whom, under which concept."""

from typing import Any

import click
import numpy as np

from detente.cli.terminal import as_json, case_argument, emit, profiles, say, table, warn
from detente.conflict import DEFAULT_CONCEPTS, GraphModel, concept, stable

__all__ = ["command"]

MOST_ROWS = 60  # a terminal's patience; --json and --all have no limit


@click.command("stability")
@case_argument
@click.option(
    "--concept",
    "concepts",
    multiple=True,
    metavar="NAME",
    help="A stability concept, by name or acronym; may be repeated.",
)
@profiles
@click.option("--all", "every", is_flag=True, help="List every state, not only those stable for someone decisive.")
@as_json
def command(case: str, concepts: tuple[str, ...], profiles: tuple[str, ...], every: bool, as_json: bool) -> None:
    """Say which states hold, for whom, under which concept.

    Each party has its likeliest profile unless another is named. Without --concept: nash, general_metarational,
    symmetric_metarational, sequential, symmetric_sequential.

    \b
    Examples:
      detente stability cases/elmira-1991
      detente stability cases/elmira-1991 --concept sequential --json
      detente stability cases/summit-2025 --profile usa=dealmaker
    """
    from detente.cli.cases import game_from

    asked = concepts or DEFAULT_CONCEPTS
    for name in asked:
        concept(name)
    game = game_from(case, profiles)
    verdicts = {name: stable(game, name) for name in asked}
    if as_json:
        emit(_data(game, verdicts))
    else:
        _show(game, verdicts, every=every)


def _data(game: GraphModel, verdicts: dict[str, Any]) -> dict[str, Any]:
    ids = [game.states.pattern(state) for state in range(len(game))]
    return {
        "schema": "detente.stability/1",
        "states": [{"id": id, "options": list(game.states.options_taken(s))} for s, id in enumerate(ids)],
        "concepts": {
            name: {
                "stable": {
                    dm.id: [ids[s] for s in np.flatnonzero(verdict[number])]
                    for number, dm in enumerate(game.conflict.decision_makers)
                },
                "equilibria": [ids[s] for s in np.flatnonzero(verdict.all(axis=0))],
                **({"cycles": cycles} if (cycles := _cycles(game, name)) else {}),
            }
            for name, verdict in verdicts.items()
        },
    }


def _cycles(game: GraphModel, name: str) -> dict[str, list[str]]:
    """For each party the states for which a verdict without horizon never settles: neither stable nor unstable."""
    if concept(name).name != "non_myopic":
        return {}
    from detente.conflict.foresight import non_myopic

    parties = enumerate(game.conflict.decision_makers)
    cycling = {dm.id: np.flatnonzero(non_myopic(game, number).cycles) for number, dm in parties}
    return {id: [game.states.pattern(int(s)) for s in states] for id, states in cycling.items() if len(states)}


def _show(game: GraphModel, verdicts: dict[str, Any], *, every: bool) -> None:
    held = np.flatnonzero(np.logical_or.reduce([verdict.all(axis=0) for verdict in verdicts.values()]))
    rows = [
        [game.states.pattern(s), *(_cell(verdict[:, s]) for verdict in verdicts.values()), _taken(game, s)]
        for s in (range(len(game)) if every else map(int, held[:MOST_ROWS]))
    ]
    labels = [concept(name).label for name in verdicts]
    counts = ", ".join(f"{concept(n).label} {int(v.all(axis=0).sum())}" for n, v in verdicts.items())
    click.echo(f"{len(game):,} states, {len(game.preferences)} parties. Equilibria: {counts}.")
    table(["state", *labels, "taken"], rows)
    if len(held) > MOST_ROWS and not every:
        warn(f"… and {len(held) - MOST_ROWS:,} more; --all or --json lists them.")
    say("● equilibrium   ○ stable for some of the parties   · for none")
    for name in verdicts:
        for id, states in _cycles(game, name).items():
            warn(f"{concept(name).label} of {id} never settles (cycles) at {', '.join(states)}.")


def _cell(verdict: Any) -> str:
    return "●" if verdict.all() else "○" if verdict.any() else "·"


def _taken(game: GraphModel, state: int) -> str:
    return ", ".join(game.states.options_taken(state)) or ("" if game.states.labels else "nothing")
