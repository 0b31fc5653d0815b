"""`detente settle`: the smallest changes under which a condition would hold."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from signal import SIGINT, default_int_handler, getsignal, signal
from threading import current_thread, main_thread
from time import monotonic
from typing import TYPE_CHECKING, Any

import click

from detente.case import Case, Question
from detente.cli.answering import say_unreviewed, set_out, show_behind
from detente.cli.solving import placed, ruled, session_of
from detente.cli.terminal import INTERRUPTED, Number, as_json, case_argument, emit, is_hushed, profiles, say
from detente.errors import CaseError, did_you_mean, dotted

if TYPE_CHECKING:
    from detente.analysis.answer import Answer
    from detente.analysis.session import Session

__all__ = ["command"]

PATIENCE = 1.0  # seconds after which a search says how far it is
OPTIONS = {key: f"--{key}" for key in ("allow", "cost", "who", "absent")}  # by the settings that they stand for


@click.command("settle")
@case_argument
@click.argument("event", metavar="EVENT")
@profiles
@ruled("--concept")
@click.option("--allow", multiple=True, metavar="KIND", help="A kind of change that may be made; may be repeated.")
@click.option("--cost", "costs", multiple=True, metavar="KIND=NUMBER", help="What a kind costs; may be repeated.")
@click.option("--who", multiple=True, metavar="PARTY", help="A party that may be asked to change; may be repeated.")
@click.option("--absent", multiple=True, metavar="OPTION", help="An option that is off the table until added.")
@click.option("--at-rest", is_flag=True, help="No coalition may leave the settlement either.")
@click.option("--budget", type=Number(1), help="Tries before the search stops with a bound.")
@click.option("--limit", type=Number(1), help="Alternatives that are worked out in full.")
@placed
@as_json
@click.pass_context
def command(
    ctx: click.Context,
    /,
    case: str,
    event: str,
    workers: int | None,
    cluster: str | None,
    as_json: bool,
    **given: Any,
) -> None:
    """Find the smallest changes under which a condition would hold.

    EVENT is an event of the case or any condition on its options. It holds where play leads from the status quo to
    a state of it that is an equilibrium. Changes are of the kinds order, guarantee, irreversible, joint, remove and
    add; each costs 1 unless --cost says otherwise. A question of the case that asks to settle the same condition
    lends its settings. Ctrl-C ends the search with what it has shown so far; pressed again, it ends everything.

    \b
    Examples:
      detente settle cases/teyne-dam raised --profile saltmere=river
      detente settle cases/summit-2025 ceasefire --json
      detente settle cases/syria-iraq-1975 "syria.release and not iraq.attack" --allow guarantee
    """
    from detente.analysis.kinds import settle
    from detente.analysis.questions import answer
    from detente.casefile import find_case, read_case

    asked = read_case(find_case(case))
    question = _question(asked, event, given)
    with _stoppable() as stop, session_of(asked, workers=workers, cluster=cluster, watch=stop.drawing) as session:
        try:
            found = answer(session, question, find=partial(settle, progress=stop.searching))
        except KeyboardInterrupt:
            say("Stopped while draws were being solved, before anything could be said.")
            ctx.exit(INTERRUPTED)
        if as_json:
            emit(_data(session, found, event))
        else:
            _print(session, found)
    if stop.heeded:
        say("Stopped; this is what was shown until then.")
        ctx.exit(INTERRUPTED)


def _data(session: "Session", answer: "Answer", event: str) -> dict[str, Any]:
    """What was found, and what every answer carries: how likely it is now, settings, doubts and inputs."""
    from detente.report.data import answer_data
    from detente.report.unreviewed import unreviewed_data

    data = answer_data(answer, session.case, session.structure.states)
    found = data.pop("detail")
    head = {"schema": "detente.settle/2", "case": session.case.title, "event": event}
    return {**head, "unreviewed": unreviewed_data(session.case), **data, **found}


def _print(session: "Session", answer: "Answer") -> None:
    """What was found in sentences, and what stands behind it."""
    from detente.report.answers import caveats
    from detente.report.settle import path_sentences, settle_sentences, way_sentences
    from detente.report.words import condition_in_words

    case, states, found = session.case, session.structure.states, answer.detail
    words = condition_in_words(case, answer.question.of_text)
    say_unreviewed(case)
    for line in (*caveats(answer, case), *settle_sentences(found, words, case, states)):
        click.echo(set_out(line))
    _list("How it comes about:", path_sentences(found, case, states))
    ways = way_sentences(found, case)
    _list("Ways at that cost:", ways if len(ways) > 1 else [])
    click.echo()
    show_behind(answer, session)
    named = [f"{party.name}: {name}" for party, name in zip(case.parties, found.profiles, strict=True) if name]
    tries = f"{found.tried:,} of at most {found.wish.budget:,} tries"
    say(f"Starting from {', '.join(named) or 'what each party wants'}; {tries}.")


def _list(title: str, lines: Sequence[str]) -> None:
    if lines:
        click.echo(f"\n{title}")
    for number, line in enumerate(lines, 1):
        click.echo(set_out(line, 5, first=f"{number:>3}. "))


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
    said |= {key: given[key] for key in ("budget", "limit", "at_rest") if given[key]}
    said |= {"concept": given["rule"]} if given["rule"] else {}
    said |= {"profiles": profiles} if profiles else {}
    said |= {"cost": _costs(given["costs"])} if given["costs"] else {}
    meant = own or Question("settle", "settle", of=of, of_text=str(wanted))
    _refuse_unfit(case, replace(meant, settings={key: value for key, value in said.items() if key in OPTIONS}))
    return replace(meant, settings={**meant.settings, **said})


def _refuse_unfit(case: Case, question: Question) -> None:
    """Refuse what options say and a search does not take, by the options' own names."""
    from detente.analysis.settle_wish import wish_of

    try:
        wish_of(case, question)
    except CaseError as error:
        names = {dotted(("settings", key)): name for key, name in OPTIONS.items()}
        raise CaseError([replace(each, told=names.get(each.key, each.told)) for each in error.problems]) from None


def _refuse_unknown(case: Case, name: str) -> None:
    if "." in name:
        graph = case.conflict.graph
        known = [f"state.{label}" for label in graph.states] if graph else [o.id for o in case.conflict.options]
    else:
        known = list(case.events)
    if name not in known:
        kind = "option" if "." in name else "event"
        near = did_you_mean(name, known) or f"; known here: {', '.join(known) or f'no {kind}'}"
        raise CaseError(f'EVENT: unknown {kind} "{name}"{near}')


def _costs(texts: Sequence[str]) -> dict[str, float]:
    found = {}
    for text in texts:
        key, _, number = text.partition("=")
        try:
            found[key] = float(number)
        except ValueError:
            raise CaseError(f'--cost: expected KIND=NUMBER such as order=2, got "{text}"') from None
    return found


class _Stop:
    """What Ctrl-C does: it ends the search with what it has shown so far, and whatever else at once.

    `heeded` says that the search has ended for it. Pressed a second time, it ends everything.
    """

    def __init__(self) -> None:
        self.asked = self.heeded = self._shown = False
        self._began = monotonic()

    def ask(self, *_: object) -> None:
        """Somebody pressed it."""
        self.asked = True
        signal(SIGINT, default_int_handler)

    def drawing(self, *_: int) -> None:
        """Draws are being solved: there is nothing yet to end with."""
        if self.asked and not self.heeded:
            raise KeyboardInterrupt

    def searching(self, made: int, allowed: int) -> bool:
        """Tell how far the search is; false where it shall end."""
        passed = monotonic() - self._began
        if passed > PATIENCE and sys.stderr.isatty() and not is_hushed():
            left = passed * (allowed - made) / made
            self._shown = True
            click.echo(f"\r{made:,} of at most {allowed:,} tries, up to {left:,.0f} s left ", nl=False, err=True)
        if self.asked and not self.heeded:
            self.heeded = True
            say("\nThe search ends; working out how likely it is. Ctrl-C again leaves that out.")
        return not self.asked

    def end(self) -> None:
        """Leave the line on which it was told how far the search is."""
        if self._shown:
            say("")


@contextmanager
def _stoppable() -> Iterator[_Stop]:
    """Progress on standard error, and an interrupt that the search heeds."""
    stop, before, mine = _Stop(), getsignal(SIGINT), current_thread() is main_thread()
    if mine:
        signal(SIGINT, stop.ask)
    try:
        yield stop
    finally:
        if mine:
            signal(SIGINT, before)
        stop.end()
