"""Findings that show only when statements and rankings are looked at state by state."""

from collections.abc import Iterator

import numpy as np

from detente.case.finding import Finding
from detente.case.model import Case, Profile
from detente.case.preference import known_preference
from detente.conflict.settled import opening_of, sides_of
from detente.conflict.statement import Statement
from detente.conflict.states import States

__all__ = ["implied", "redundant", "truths", "unlisted", "useless_rules", "wrongly_merged"]

MOST_COMBINATIONS = 2**20  # beyond, comparing rules with one another or ranks step by step would take seconds each


def truths(case: Case, states: States) -> Iterator[Finding]:
    """Statements that are always or never true over the states that can occur."""
    for key, statement in _statements(case):
        held = states.holds(statement)
        if held.all():
            yield Finding("always", key, "this holds in every state that can occur, and so says nothing")
        elif not held.any():
            yield Finding("never", key, "this holds in no state that can occur")


def _statements(case: Case) -> Iterator[tuple[str, Statement]]:
    for key, _, profile in case.profiles():
        yield from ((f"{key}.wants[{place}]", want.statement) for place, want in enumerate(profile.wants))
        yield from ((f'{key}.weights."{want.text}"', want.statement) for want, _ in profile.weights)
    yield from ((f"event.{id}", statement) for id, (_, statement) in case.events.items())
    for place, question in enumerate(case.questions):
        parts = (("of", question.of), ("given", question.given))
        yield from ((f"question[{place}].{name}", part) for name, part in parts if part is not None)
    if case.tempo and case.tempo.calibrate:
        yield "tempo.calibrate.event", case.tempo.calibrate.statement


def useless_rules(case: Case, states: States) -> Iterator[Finding]:
    """Impossible rules that exclude nothing which the others leave, and classes of fewer than two states."""
    options = len(case.conflict.options)
    if case.conflict.impossible and 2**options <= MOST_COMBINATIONS:
        every = States(states.options, np.arange(2**options, dtype=np.int64))
        excluded = [every.holds(rule.when) for rule in case.conflict.impossible]
        by = np.sum(excluded, axis=0)
        for place, mask in enumerate(excluded):
            if not mask.any():
                yield Finding("never", f"impossible[{place}]", "this rule excludes nothing: it holds nowhere")
            elif (by[mask] > 1).all():
                yield Finding("never", f"impossible[{place}]", "the other rules exclude all that this one does")
    for place, statement in enumerate(case.conflict.indistinguishable):
        if states.holds(statement).sum() < 2:
            yield Finding("never", f"indistinguishable[{place}]", "fewer than two states are made one by this")


def redundant(case: Case, states: States) -> Iterator[Finding]:
    """Wants that stand twice, or that tell apart no two states which those above them leave tied."""
    if len(states) > MOST_COMBINATIONS:
        return
    for key, _, profile in case.profiles():
        yield from _redundant(profile, states, key)


def _redundant(profile: Profile, states: States, key: str) -> Iterator[Finding]:
    levels = np.zeros(len(states), dtype=np.int64)
    seen: dict[Statement, int] = {}
    for place, want in enumerate(profile.wants):
        held = states.holds(want.statement)
        finer = np.unique(2 * levels + held, return_inverse=True)[1]
        if want.statement in seen:
            yield Finding("twin", f"{key}.wants[{place}]", f"this says the same as wants {seen[want.statement] + 1}")
        elif finer.max() == levels.max() and held.any() and not held.all():
            message = "this decides nothing: what stands above it already tells these states apart"
            yield Finding("redundant", f"{key}.wants[{place}]", message)
        seen.setdefault(want.statement, place)
        levels = finer


def implied(case: Case, states: States) -> Iterator[Finding]:
    """Unknown pairs that are not open, as what is known of other states settles them."""
    for key, _, profile in case.profiles():
        if not profile.unknown or profile.noise:  # what is open depends on the order
            continue
        opening = opening_of(known_preference(profile, states).payoff, sides_of(profile.unknown, states))
        for place in np.flatnonzero(~opening.is_open).tolist():
            message = "what is known of other states settles it; name pairs with these too, or leave it out"
            yield Finding("implied", f"{key}.unknown[{place}]", message)


def unlisted(case: Case, states: States) -> Iterator[Finding]:
    """Rankings that leave states out."""
    for key, _, profile in case.profiles():
        patterns = [pattern for group in profile.ranking for pattern in group]
        if not patterns:
            continue
        unlisted = np.flatnonzero(~np.logical_or.reduce([states.matching(pattern) for pattern in patterns]))
        if len(unlisted):
            first = states.pattern(int(unlisted[0]))
            message = f"{len(unlisted):,} of {len(states):,} states are not listed and rank last, tied: {first}"
            yield Finding("unlisted", f"{key}.ranking", message + (" …" if len(unlisted) > 1 else ""))


def wrongly_merged(case: Case, states: States) -> Iterator[Finding]:
    """Parties that are not indifferent between states that are said to be one."""
    classes = [states.holds(statement) for statement in case.conflict.indistinguishable]
    for _, party, profile in case.profiles() if classes else ():
        payoff = known_preference(profile, states).payoff
        for place, mask in enumerate(classes):
            if len(np.unique(payoff[mask])) > 1:
                who = f'{party.name} ("{profile.name}")' if len(party.profiles) > 1 else party.name
                message = f"{who} is not indifferent between these states; making them one changes the answers"
                yield Finding("indistinguishable", f"indistinguishable[{place}]", message)
