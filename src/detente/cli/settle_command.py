"""`detente settle`: the smallest changes under which a condition would hold."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from signal import SIGINT, default_int_handler, getsignal, signal
from threading import current_thread, main_thread
from time import monotonic, perf_counter
from typing import TYPE_CHECKING, Any

import click

from detente.case import Case, Question
from detente.cli.solving import RULES, placed, session_of
from detente.cli.terminal import Choice, as_json, case_argument, emit, is_hushed, say, warn
from detente.errors import CaseError, did_you_mean

if TYPE_CHECKING:
    from detente.analysis.kinds import Finding
    from detente.analysis.session import Session

__all__ = ["command"]

PATIENCE = 1.0  # seconds after which a search says how far it is


@click.command("settle")
@case_argument
@click.argument("event", metavar="EVENT")
@click.option(
    "--profile", "profiles", multiple=True, metavar="PARTY=NAME", help="A party's profile; may be repeated."
)
@click.option("--concept", type=Choice(RULES), help="The stability concept that play is judged under.")
@click.option("--allow", multiple=True, metavar="KIND", help="A kind of change that may be made; may be repeated.")
@click.option("--cost", "costs", multiple=True, metavar="KIND=NUMBER", help="What a kind costs; may be repeated.")
@click.option("--who", multiple=True, metavar="PARTY", help="A party that may be asked to change; may be repeated.")
@click.option("--absent", multiple=True, metavar="OPTION", help="An option that is off the table until added.")
@click.option("--at-rest", is_flag=True, help="No coalition may leave the settlement either.")
@click.option("--budget", type=click.IntRange(min=1), help="Tries before the search stops with a bound.")
@click.option("--limit", type=click.IntRange(min=1), help="Alternatives that are worked out in full.")
@placed
@as_json
def command(case: str, event: str, workers: int | None, cluster: str | None, as_json: bool, **given: Any) -> None:
    """Find the smallest changes under which a condition would hold.

    EVENT is an event of the case or any condition on its options. It holds where play leads from the status quo to
    a state of it that is an equilibrium. Changes are of the kinds order, guarantee, irreversible, joint, remove and
    add; each costs 1 unless --cost says otherwise. A question of the case that asks to settle the same condition
    lends its settings.

    \b
    Examples:
      detente settle cases/teyne-dam raised --profile saltmere=river
      detente settle cases/summit-2025 ceasefire --json
      detente settle cases/syria-iraq-1975 "syria.release and not iraq.attack" --allow guarantee
    """
    from detente.analysis.kinds import settle
    from detente.analysis.questions import played
    from detente.casefile import find_case, read_case
    from detente.report.settle import path_sentences, settle_sentences, way_sentences
    from detente.report.words import condition_in_words

    asked, started = read_case(find_case(case)), perf_counter()
    question = _question(asked, event, given)
    with session_of(asked, workers=workers, cluster=cluster) as session, _stoppable() as progress:
        finding = settle(played(session, question), question, progress)
        found, states = finding.detail, session.structure.states
        if as_json:
            emit(_data(session, question, finding, event, started))
            return
    for line in settle_sentences(found, condition_in_words(asked, question.of_text), asked, states):
        click.echo(line)
    _list("How it comes about:", path_sentences(found, asked, states))
    ways = way_sentences(found, asked)
    _list("Ways at that cost:", ways if len(ways) > 1 else [])
    named = [f"{party.name}: {name}" for party, name in zip(asked.parties, found.profiles, strict=True) if name]
    tries = f"{found.tried:,} of at most {found.wish.budget:,} tries"
    say(f"Starting from {', '.join(named) or 'what each party wants'}; {tries}.")


def _data(session: "Session", question: Question, finding: "Finding", event: str, started: float) -> dict[str, Any]:
    """What was found, and what every answer carries: how likely it is now, settings, doubts and inputs."""
    from detente.analysis.questions import answer
    from detente.report.data import answer_data

    told = answer(session, question, finding)
    data = answer_data(replace(told, seconds=perf_counter() - started), session.case, session.structure.states)
    found = data.pop("detail")
    return {"schema": "detente.settle/1", "case": session.case.title, "event": event, **data, **found}


def _list(title: str, lines: Sequence[str]) -> None:
    for line in ["", title, *(f"  {number}. {line}" for number, line in enumerate(lines, 1))] if lines else []:
        click.echo(line)


def _question(case: Case, event: str, given: dict[str, Any]) -> Question:
    """The question that is meant, with the settings of the case's own question and those of the command line."""
    from detente.cli.cases import chosen_profiles
    from detente.conflict.statement import expand, names, parse

    wanted = parse(event)
    for name in names(wanted):
        _refuse_unknown(case, name.id)
    of = expand(wanted, {id: meaning for id, (_, meaning) in case.events.items()})
    own = next((each for each in case.questions if each.ask == "settle" and each.of == of), None)
    profiles = chosen_profiles(case, given["profiles"])
    said: dict[str, Any] = {key: list(value) for key in ("allow", "who", "absent") if (value := given[key])}
    said |= {key: given[key] for key in ("concept", "budget", "limit", "at_rest") if given[key]}
    said |= {"profiles": profiles} if profiles else {}
    said |= {"cost": _costs(given["costs"])} if given["costs"] else {}
    if own:
        return replace(own, settings={**own.settings, **said})
    return Question("settle", "settle", of=of, of_text=str(wanted), settings=said)


def _refuse_unknown(case: Case, name: str) -> None:
    if "." in name:
        graph = case.conflict.graph
        known = [f"state.{label}" for label in graph.states] if graph else [o.id for o in case.conflict.options]
    else:
        known = list(case.events)
    if name not in known:
        kind = "option" if "." in name else "event"
        raise CaseError(f'EVENT: unknown {kind} "{name}"{did_you_mean(name, known)}')


def _costs(texts: Sequence[str]) -> dict[str, float]:
    found = {}
    for text in texts:
        key, _, number = text.partition("=")
        try:
            found[key] = float(number)
        except ValueError:
            raise CaseError(f'--cost: expected KIND=NUMBER such as order=2, got "{text}"') from None
    return found


@contextmanager
def _stoppable() -> Iterator[Callable[[int, int], bool]]:
    """Progress on standard error, and an interrupt that ends the search with what it has shown so far."""
    started, before = monotonic(), getsignal(SIGINT)
    stopped: list[bool] = []
    shown: list[bool] = []

    def stop(*_: object) -> None:
        stopped.append(True)
        signal(SIGINT, default_int_handler)

    def progress(made: int, allowed: int) -> bool:
        passed = monotonic() - started
        if passed > PATIENCE and sys.stderr.isatty() and not is_hushed():
            left = passed * (allowed - made) / made
            shown.append(True)
            click.echo(f"\r{made:,} of at most {allowed:,} tries, up to {left:,.0f} s left ", nl=False, err=True)
        return not stopped

    mine = current_thread() is main_thread()
    if mine:
        signal(SIGINT, stop)
    try:
        yield progress
    finally:
        if mine:
            signal(SIGINT, before)
        if shown:
            say("")
    if stopped:
        warn("Stopped; this is what was shown until then.")
