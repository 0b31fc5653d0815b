"""From a `Case` to the text of a ``case.toml`` that reads back as the same case.

For cases that were made by a program: an import, a draft, a test. What a person wrote is edited in place, with its
comments (`detente.casefile.edit`).
"""

from collections.abc import Iterator, Mapping, Sized
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from detente.case.expression import Expression
from detente.case.model import Case, Driver, Issue, Party, Profile, Question, Shock, Stance, Tempo, Want
from detente.case.warrant import Assumed, Cited, Warrant
from detente.casefile.tempo import rate
from detente.casefile.toml import header, line, number
from detente.casefile.wants import GREAT
from detente.conflict.model import Conflict, GraphForm

__all__ = ["dump_case"]

FORMAT = 1
OWN = ("driver", "party", "concept", "coalition")  # settings of a question that have keys of their own


def dump_case(case: Case) -> str:
    """The text of a ``case.toml`` that says what the case says; documents and ledger are files of their own."""
    return "\n".join(_lines(case)) + "\n"


def _lines(case: Case) -> Iterator[str]:
    yield line("format", FORMAT)
    start: Any = case.status_quo[0] if case.conflict.graph and case.status_quo else case.status_quo
    about = {"title": case.title, "about": case.about, "as_of": case.as_of, "status_quo": start}
    yield from _table(("case",), about, keep=("title", "status_quo"))
    for party in case.parties:
        yield from _party(party, case.conflict)
    yield from _table(("event",), {id: text for id, (text, _) in case.events.items()})
    yield from _rules(case.conflict)
    for party in case.parties:
        for profile in party.profiles:
            yield from _table(("party", party.id, "profile"), _profile(profile), several=True, keep=("wants",))
    for group in case.together:
        yield from _table(("together",), {"profiles": group.profiles} | _warrant(group.warrant), several=True)
    for driver in case.drivers:
        yield from _table(("driver", driver.id), _driver(driver))
    for issue in case.issues:
        yield from _issue(issue)
    if case.tempo:
        yield from _table(("tempo",), _tempo(case.tempo))
        for each in case.tempo.groups:
            said = {"parties": each.parties, "rate": _rate(each.rate)} | _warrant(each.warrant)
            yield from _table(("tempo", "group"), said, several=True)
    for meant in case.meant:
        yield from _table(("meant",), asdict(meant), several=True)
    for shock in case.shocks:
        yield from _table(("shock",), _shock(shock), several=True)
    for question in case.questions:
        yield from _table(("question",), _question(question), several=True)
    if case.conflict.graph:
        yield from _graph(case.conflict, case.conflict.graph)


def _table(
    names: tuple[str, ...], values: Mapping[str, Any], *, several: bool = False, keep: tuple[str, ...] = ()
) -> Iterator[str]:
    """A table without what is empty, and no table at all where nothing is left."""
    said = {key: value for key, value in values.items() if key in keep or not _is_empty(value)}
    if said or several:
        yield ""
        yield header(*names, several=several)
        yield from (line(key, value) for key, value in said.items())


def _is_empty(value: Any) -> bool:
    return value is None or (isinstance(value, Sized) and len(value) == 0)


def _warrant(warrant: Warrant) -> dict[str, Any]:
    match warrant:
        case Cited(evidence, source):
            return {"evidence": evidence} | ({"source": source} if source else {})
        case Assumed(why, proposed):
            return {"assumed": why} | ({"proposed": proposed} if proposed else {})
    return {}


def _party(party: Party, conflict: Conflict) -> Iterator[str]:
    yield from _table(("party", party.id), {"name": party.name}, keep=("name",))
    prefix = f"{party.id}."
    options = {}
    for option in conflict.options:
        if option.id.startswith(prefix):
            others = [owner for owner in option.owners if owner != party.id]
            shared = {"means": option.means, "shared_with": others}
            options[option.id.removeprefix(prefix)] = shared if others else option.means
    yield from _table(("party", party.id, "option"), options)


def _rules(conflict: Conflict) -> Iterator[str]:
    for rule in conflict.impossible:
        yield from _table(("impossible",), {"when": str(rule.when), "because": rule.because}, several=True)
    for option in conflict.options:
        if option.irreversible:
            yield from _table(("irreversible",), {"option": option.id, "once": option.irreversible}, several=True)
    for joint in conflict.joints:
        yield from _table(("joint",), {"options": joint.options, "name": joint.name}, several=True)
    for statement in conflict.indistinguishable:
        yield from _table(("indistinguishable",), {"when": str(statement)}, several=True)


def _profile(profile: Profile) -> dict[str, Any]:
    way: dict[str, Any] = {"wants": [_want(want) for want in profile.wants]}
    if profile.ranking:
        way = {"ranking": _ranking(profile)}
    elif profile.weights:
        way = {"weights": {want.text: number(weight) for want, weight in profile.weights}}
    named = {"name": profile.name, "weight": _expression(profile.weight)}
    return named | _warrant(profile.warrant) | {"noise": profile.noise or None} | way | {"unknown": profile.unknown}


def _expression(expression: Expression) -> int | float | str:
    """A number where the expression is written as one, so that it reads back in the same words."""
    for read in (int, float):
        try:
            found = read(expression.text)
        except ValueError:
            continue
        if str(found) == expression.text:
            return found
    return expression.text


def _want(want: Want) -> str | dict[str, Any]:
    more = _warrant(want.warrant) | ({"great": True} if want.great else {})
    return {"want": want.text} | more if more else want.text


def _ranking(profile: Profile) -> list[Any]:
    found: list[Any] = []
    for place, group in enumerate(profile.ranking):
        found.append(group)
        if place in profile.great_after:
            found.append(GREAT)
    return found


def _driver(driver: Driver) -> dict[str, Any]:
    wide = (driver.low, driver.high) != (driver.value, driver.value)
    interval = {"range": (driver.low, driver.high)} if wide else {}
    return {"means": driver.means or None, "value": driver.value} | interval | _warrant(driver.warrant)


def _percent(share: float | None) -> int | float | None:
    """A number of the scale 0–1 on the scale 0–100, in as few digits."""
    if share is None:
        return None
    scaled = Decimal(repr(share)) * 100
    return int(scaled) if scaled == int(scaled) else float(scaled)


def _issue(issue: Issue) -> Iterator[str]:
    said = {"means": issue.means, "low": issue.low, "high": issue.high, "status_quo": _percent(issue.status_quo)}
    yield from _table(("issue", issue.id), said | _warrant(issue.warrant), keep=("means",))
    yield from _table(("issue", issue.id, "stance"), {stance.actor: _stance(stance) for stance in issue.stances})


def _stance(stance: Stance) -> dict[str, Any]:
    said: dict[str, Any] = {name: _percent(getattr(stance, name)) for name in ("position", "salience", "capability")}
    if stance.accepts:
        said["accepts"] = [_percent(bound) for bound in stance.accepts]
    return said | _warrant(stance.warrant)


def _rate(per_day: float) -> str:
    """The rate in words that read back as the same number."""
    days = round(1 / per_day, 6) if per_day else 0.0
    friendly = f"1 per {days:g} days"
    return friendly if rate(friendly) == per_day else f"{per_day!r} per day"


def _tempo(tempo: Tempo) -> dict[str, Any]:
    said: dict[str, Any] = {"move": _rate(tempo.move), "agreement": _rate(tempo.agreement)}
    if tempo.sizes:
        said["agreement_of_size"] = {str(size): _rate(each) for size, each in tempo.sizes}
    if tempo.calibrate:
        outside = tempo.calibrate
        fitted = {"event": outside.event, "by": outside.by, "to": outside.to, "source": outside.source}
        said["calibrate"] = fitted | ({"range": outside.range} if outside.range else {})
    return said | _warrant(tempo.warrant)


def _shock(shock: Shock) -> dict[str, Any]:
    what: dict[str, Any] = {"option": shock.option, "becomes": shock.becomes}
    if shock.driver:
        what = {"driver": shock.driver, "to": shock.to}
    return what | {"rate": _rate(shock.rate), "means": shock.means} | _warrant(shock.warrant)


def _question(question: Question) -> dict[str, Any]:
    own = {key: value for key, value in question.settings.items() if key in OWN}
    rest = {key: value for key, value in question.settings.items() if key not in OWN}
    said = {"id": question.id, "text": question.text, "ask": question.ask, "of": question.of_text}
    return said | {"given": question.given_text, "by": question.by} | own | {"settings": rest}


def _graph(conflict: Conflict, graph: GraphForm) -> Iterator[str]:
    yield from _table(("graph",), {"states": graph.states})
    ids = [maker.id for maker in conflict.decision_makers]
    yield from _table(("graph", "moves"), dict(zip(ids, graph.moves, strict=True)), keep=tuple(ids))
