"""How the draws of a case are solved when a command asks for answers: settings, workers, progress."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING, Any, TypeVar

import click

from detente.analysis.play import RULES
from detente.case import Case
from detente.cli.terminal import Choice, Number, is_hushed, say, warn
from detente.conflict.concepts import ALIASES
from detente.errors import Unanswered

if TYPE_CHECKING:
    from detente.analysis.session import Session
    from detente.analysis.solve import Runner

__all__ = ["Progress", "placed", "ruled", "session_of", "solving", "tell"]

COMPILING = "Compiling for this machine; this happens once and takes about a minute …"
PATIENCE = 1.0  # seconds after which it is said how far the draws are

Command = TypeVar("Command", bound=Callable[..., Any])


def solving(command: Command) -> Command:
    """The options of a command that solves the draws of a case: which, and where."""
    for option in reversed(
        (
            ruled(),
            click.option("--draws", type=Number(1), help="Draws, where there are too many to list."),
            click.option("--seed", type=Number(0), default=0, show_default=True, help="Of those draws."),
            placed,
        )
    ):
        command = option(command)
    return command


class _Rule(Choice):
    """A rule of play, by the name or the acronym of its stability concept."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The concept's own name."""
        return super().convert(ALIASES.get(value.casefold(), value.casefold()), param, ctx)


def ruled(*also: str) -> Callable[[Command], Command]:
    """The option that says by which stability concept steps of play are judged; `also` names it too."""
    said = "The rule of play: the stability concept by which steps are judged; sequential unless given."
    return click.option("--rule", *also, "rule", type=_Rule(RULES), help=said)


def placed(command: Command) -> Command:
    """The options that say where draws are solved."""
    at = click.option("--cluster", metavar="ADDRESS", help="A Dask scheduler to solve draws on, tls://10.0.0.5:8786.")
    count = click.option("--workers", type=Number(1), help="Cores to work on; all unless given.")
    return count(at(command))


@contextmanager
def session_of(
    case: Case,
    *,
    workers: int | None,
    cluster: str | None,
    rule: str | None = None,
    draws: int | None = None,
    seed: int = 0,
    watch: Callable[[int, int], None] | None = None,
) -> Iterator["Session"]:
    """A session whose draws are solved where the user says; the answer is the same everywhere.

    Parameters
    ----------
    watch
        Called whenever it is told how far the draws are; what it raises ends them.
    """
    from detente.analysis.session import Session, tempi_of
    from detente.analysis.solve import Settings
    from detente.runners.cache import working

    chosen: dict[str, Any] = {"rule": rule} if rule else {}
    chosen |= {"draws": draws} if draws else {}
    settings = replace(Settings(seed=seed, tempi=tempi_of(case)), **chosen)
    progress = Progress(watch)
    with _runner(workers, cluster) as runner:
        try:
            yield Session(case, settings, progress=progress, runner=runner, clock=working)
        finally:
            progress.end()


def tell(ctx: click.Context, failed: Sequence[Unanswered]) -> None:
    """Say which questions have no answer, and why; then the exit status is that of a wrong input."""
    for error in failed:
        warn(f"detente: {error}")
    if failed:
        ctx.exit(2)


def _runner(count: int | None, address: str | None) -> "AbstractContextManager[Runner]":
    if address and count:
        raise click.UsageError("--workers and --cluster: expected one of them; a cluster has its own workers")
    if address:
        from detente.runners.cluster import cluster

        return cluster(address)
    from detente.runners.local import workers

    return workers(count, announce=partial(say, COMPILING))


class Progress:
    """How far something is, on standard error where somebody looks, from the second second.

    Parameters
    ----------
    watch
        Called whenever it is told how far it is; what it raises ends the work.
    words
        What is told of so many done of so many in all, before the time that is left.
    """

    def __init__(
        self, watch: Callable[[int, int], None] | None = None, *, words: str = "{done:,} of {count:,} draws"
    ) -> None:
        self._began, self._last, self._shown, self._watch = monotonic(), 0, False, watch
        self._words = words

    def __call__(self, done: int, count: int) -> None:
        """Tell of it; another round through the draws begins where fewer are done than before."""
        if self._watch:
            self._watch(done, count)
        if done < self._last:
            self._began = monotonic()
        self._last = done
        passed = monotonic() - self._began
        if done >= count:
            self.end()
        elif passed > PATIENCE and sys.stderr.isatty() and not is_hushed():
            self._shown = True
            left = passed * (count - done) / done
            told = self._words.format(done=done, count=count, share=100 * done / count)
            click.echo(f"\r{told}, {left:,.0f} s left \x1b[K", nl=False, err=True)

    def end(self) -> None:
        """Take away what was told."""
        if self._shown:
            click.echo("\r\x1b[K", nl=False, err=True)
        self._shown = False
