"""What a case declares and never uses: options, drivers, events."""

from collections.abc import Iterator

from detente.case.finding import Finding
from detente.case.model import Case, Profile
from detente.conflict.statement import Statement, names, parse, parts

__all__ = ["unmentioned", "unused"]


def unmentioned(case: Case) -> Iterator[Finding]:
    """Options that nobody's preference mentions."""
    profiles = [profile for _, _, profile in case.profiles()]
    if not profiles:
        return
    ids = [option.id for option in case.conflict.options]
    mentioned = {id for profile in profiles for id in _mentioned(profile, ids)}
    for id in ids:
        if id not in mentioned:
            party, _, local = id.partition(".")
            message = "nobody's preference mentions this option: it doubles the states and decides nothing"
            yield Finding("unmentioned", f"party.{party}.option.{local}", message)


def _mentioned(profile: Profile, ids: list[str]) -> Iterator[str]:
    for want in profile.statements:
        yield from (name.id for name in names(want.statement))
    for pattern in (pattern for group in profile.ranking for pattern in group):
        yield from (id for id, mark in zip(ids, pattern, strict=False) if mark != "-")


def unused(case: Case) -> Iterator[Finding]:
    """Drivers and events that nothing uses."""
    weights = [profile.weight for _, _, profile in case.profiles()]
    moving = {id for weight in weights for id in weight.drivers}
    swept = [question.settings.get("driver") for question in case.questions]
    for place, id in enumerate(swept):
        if isinstance(id, str) and id not in moving:
            message = f'no weight depends on "{id}": the answer is the same over all its range'
            yield Finding("unused", f"question[{place}].driver", message)
    for driver in case.drivers:
        if driver.id not in moving and driver.id not in swept:
            yield Finding("unused", f"driver.{driver.id}", "no weight and no question uses this driver")
    named = set(_named(case))
    hidden = [rule.when for rule in case.conflict.impossible] + list(case.conflict.indistinguishable)
    for id, (_, meaning) in case.events.items():
        if id not in named and not any(_contains(rule, meaning) for rule in hidden):
            yield Finding("unused", f"event.{id}", "nothing uses this event")


def _named(case: Case) -> Iterator[str]:
    """Names in all texts that are kept as written."""
    for text in _texts(case):
        yield from (name.id for name in names(parse(text)))


def _texts(case: Case) -> Iterator[str]:
    for _, _, profile in case.profiles():
        yield from (want.text for want in profile.statements)
    yield from (text for text, _ in case.events.values())
    if case.tempo and case.tempo.calibrate:
        yield case.tempo.calibrate.event
    for question in case.questions:
        yield from filter(None, (question.of_text, question.given_text))


def _contains(statement: Statement, part: Statement) -> bool:
    """Whether a part stands somewhere in a statement whose events are spelt out."""
    return statement == part or any(_contains(inner, part) for inner in parts(statement))
