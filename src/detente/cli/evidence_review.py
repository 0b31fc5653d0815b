"""`detente evidence review`: one proposal after the other, its passage in context, one key each.

Each key is written to the ledger before the next item is shown, so that nothing is lost however the review ends.
"""

import re
import sys
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import click

from detente.cli.evidence_acts import edited_content
from detente.cli.evidence_items import chosen, print_passage
from detente.cli.ledgers import SCHEMA, Desk, fields_from, moment, who_of, who_option
from detente.cli.terminal import Choice, as_json, case_argument, emit, plain, say, styled, warn
from detente.errors import DetenteError
from detente.evidence import Entry, Item
from detente.evidence.record import LETTERS, SURROUNDINGS

__all__ = ["review"]

HELP = """  a  accept: a number of the case may rest on it
  r  reject, or take an acceptance back: nothing may rest on it; it stays in the ledger
  e  edit what it says
  l  link it to another item: contradicts, supersedes
  s  skip: decide later
  b  back to the item before
  q  quit; everything decided so far is kept"""


@click.command("review")
@case_argument
@click.option("--kind", "kinds", multiple=True, type=Choice(list(LETTERS)), help="Only this kind.")
@click.option("--party", help="Only what is said by, asked of or about this party.")
@click.option("--document", help="Only from this document.")
@who_option
@as_json
def review(
    case: str,
    kinds: tuple[str, ...],
    party: str | None,
    document: str | None,
    who: str | None,
    as_json: bool,
) -> None:
    """Decide on the proposals one by one.

    The keys: a accept, r reject, e edit, l link, s skip, b back, q quit, ? help.

    Mentions, dates, hedges and the status of sentences are passed over unless --kind asks for them. What was decided
    is kept whenever you stop.

    \b
    Examples:
      detente evidence review mycase
      detente evidence review mycase --kind demand --party ukraine
    """
    desk = Desk.of(case)
    waiting = [item for item in chosen(desk, kinds=kinds, party=party, document=document) if item.waits]
    shown = [item for item in waiting if kinds or item.content.kind not in SURROUNDINGS]
    places = {digest: place for place, digest in enumerate(desk.by_digest)}
    queue = sorted(shown, key=lambda item: (places.get(item.content.source, len(places)), item.content.start))
    session = Session(desk, [item.id for item in queue], who_of(who), quiet=as_json)
    try:
        session.run()
    finally:
        if as_json:
            emit(session.data(passed_over=len(waiting) - len(shown)))
        else:
            say(session.summary(passed_over=len(waiting) - len(shown)))


@dataclass
class Keyboard:
    """What is typed or piped in: key by key however fast it comes, and lines."""

    ahead: str = ""  # keys that came in one go with an earlier one

    def key(self) -> str:
        """The next key; empty at the end."""
        self.ahead = self.ahead or _typed()
        key = self.ahead if self.ahead.startswith("\x1b") else self.ahead[:1]  # an arrow is one key of several signs
        self.ahead = self.ahead[len(key) :]
        if key == "\x03":
            raise KeyboardInterrupt
        return "" if key == "\x04" else key

    def line(self, prompt: str) -> str:
        """The next line."""
        click.echo(prompt, nl=False, err=True)
        found = re.search(r"[\r\n]", self.ahead)
        if found:
            line, self.ahead = self.ahead[: found.start()], self.ahead[found.end() :]
            return line.strip()
        begun, self.ahead = self.ahead, ""
        click.echo(plain(begun), nl=False, err=True)
        return (begun + sys.stdin.readline()).strip()


def _typed() -> str:
    """What was typed since: one key or several, or the next sign of what is piped in; empty at its end."""
    if sys.stdin.isatty():
        try:
            return click.getchar()
        except EOFError:
            return ""
    while (key := sys.stdin.read(1)) in ("\n", "\r"):
        pass
    return key


@dataclass
class Session:
    """A review under way: which items, which one is next, and what was done; `quiet` leaves standard output alone."""

    desk: Desk
    queue: list[str]
    who: str
    quiet: bool = False
    keyboard: Keyboard = field(default_factory=Keyboard)
    at: int = 0
    done: Counter[str] = field(default_factory=Counter)

    def run(self) -> None:
        """Show items and obey keys until the last item, `q`, or the end of what is typed."""
        while 0 <= self.at < len(self.queue):
            self._show()
            while (act := ACTS.get(key := self.keyboard.key())) is None and key:
                warn(HELP if key == "?" else f"{key!r} is no key here; ? for help")
            if act is None:
                return
            try:
                act(self)
            except DetenteError as error:
                warn(str(error))

    def summary(self, *, passed_over: int) -> str:
        """What was done, and what still waits."""
        done = ", ".join(f"{count} {act}" for act, count in self.done.items()) or "nothing decided"
        more = f"; {passed_over} mentions, dates, hedges and the like passed over" if passed_over else ""
        return f"{done}; {self.left} of {len(self.queue)} wait{'s' * (self.left == 1)}{more}."

    def data(self, *, passed_over: int) -> dict[str, Any]:
        """What was done, what still waits, and the head of the ledger, as `--json` prints it."""
        counts = {"decided": dict(self.done), "waiting": self.left, "of": len(self.queue), "passed_over": passed_over}
        return {"schema": SCHEMA, **counts, "head": self.desk.ledger.head}

    @property
    def left(self) -> int:
        """How many still wait."""
        return sum(self.desk.ledger.items[id].waits for id in self.queue)

    @property
    def item(self) -> Item:
        """The item that is shown, as it now stands."""
        return self.desk.ledger.items[self.queue[self.at]]

    def write(self, act: Any, **more: Any) -> None:
        """Put one act on the item shown into the ledger."""
        self.desk.append(Entry(act, self.item.id, self.who, moment(), **more))
        self.done[act] += 1

    def _show(self) -> None:
        item = self.item
        form = f" · {item.content.form}" if item.content.form else ""
        head = f"{self.at + 1} of {len(self.queue)} · {item.content.kind}{form} · {item.status} · {item.id}"
        click.echo(err=self.quiet)
        click.secho(head, fg="cyan" if styled(err=self.quiet) else None, err=self.quiet)
        print_passage(item, self.desk, err=self.quiet)
        click.echo("[a]ccept [r]eject [e]dit [l]ink [s]kip [b]ack [q]uit [?]", err=True)


def _accept(session: Session) -> None:
    if session.item.status != "accepted":
        session.write("accepted")
    session.at += 1


def _reject(session: Session) -> None:
    if session.item.status in ("proposed", "accepted"):
        session.write("rejected" if session.item.status == "proposed" else "retracted")
    session.at += 1


def _edit(session: Session) -> None:
    changes = []
    while text := session.keyboard.line("FIELD=VALUE, or nothing to end: "):
        changes.append(text)
    if changes:
        session.write("edited", content=edited_content(session.desk, session.item, fields_from(tuple(changes))))


def _link(session: Session) -> None:
    words = session.keyboard.line("contradicts ID, or supersedes ID: ").split()
    if not words:
        return
    relation = words[0] if len(words) > 1 else "contradicts"
    session.write(relation, other=session.desk.ledger.find(words[-1]).id)


def _skip(session: Session) -> None:
    session.at += 1


def _back(session: Session) -> None:
    session.at = max(0, session.at - 1)


def _quit(session: Session) -> None:
    session.at = len(session.queue)


ACTS: Mapping[str, Callable[[Session], None]] = {
    "a": _accept,
    "r": _reject,
    "e": _edit,
    "l": _link,
    "s": _skip,
    "b": _back,
    "q": _quit,
}
