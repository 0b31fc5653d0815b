"""`detente explain`: why one state holds or does not."""

import click

from detente.cli.terminal import as_json, case_argument, emit, plain, profiles
from detente.conflict.concepts import concept as known_concept

__all__ = ["command"]


@click.command("explain")
@case_argument
@click.argument("state")
@click.option("--party", help="One party; otherwise all.")
@click.option(
    "--concept",
    default="sequential",
    show_default=True,
    metavar="NAME",
    help="A stability concept, by name or acronym.",
)
@profiles
@as_json
def command(case: str, state: str, party: str | None, concept: str, profiles: tuple[str, ...], as_json: bool) -> None:
    """Show why one state holds or does not: the improvement nobody sanctions, or each sanction path.

    STATE is a pattern of Y and N in the order of the options, or a label in graph form.

    \b
    Examples:
      detente explain cases/elmira-1991 NYNNY
      detente explain cases/elmira-1991 NYNNY --concept coalition_nash
      detente explain cases/syria-iraq-1975 NYN --party syria --json
    """
    from detente.analysis.structure import game_of
    from detente.casefile import find_case, read_case
    from detente.cli.cases import chosen_profiles
    from detente.conflict.witness import verdict
    from detente.report.verdicts import verdict_data, verdict_lines
    from detente.report.words import state_in_words

    known_concept(concept)
    asked = read_case(find_case(case))
    game = game_of(asked, chosen_profiles(asked, profiles))
    number = game.states.find(state)
    focal = [game.conflict.number(party)] if party else list(game.dms)
    verdicts = [verdict(game, dm, number, concept) for dm in focal]
    if as_json:
        options = list(game.states.options_taken(number))
        data = [verdict_data(game, each) for each in verdicts]
        emit({"schema": "detente.explain/1", "state": {"id": state, "options": options}, "verdicts": data})
        return
    words = state_in_words(asked, game.states, number)
    click.secho(plain(words if game.states.labels else f"{game.states.pattern(number)}: {words}"), bold=True)
    for each in verdicts:
        for line in verdict_lines(game, each):
            click.echo(f"  {line}")
