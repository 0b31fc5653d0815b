"""Findings that show only when statements and rankings are looked at state by state."""

from collections.abc import Iterator

import numpy as np

from detente.case.finding import Finding
from detente.case.model import Case, Profile
from detente.conflict.preference import prioritize, rank_groups, weigh
from detente.conflict.settled import opening_of, sides_of
from detente.conflict.statement import Statement
from detente.conflict.states import BoolArray, IntArray, States

__all__ = ["implied", "payoff_of", "redundant", "truths", "unlisted", "useless_rules", "wrongly_merged"]

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
    for party in case.parties:
        for number, profile in enumerate(party.profiles):
            key = f"party.{party.id}.profile[{number}]"
            yield from ((f"{key}.wants[{place}]", want.statement) for place, want in enumerate(profile.wants))
            yield from ((f'{key}.weights."{want.text}"', want.statement) for want, _ in profile.weights)
    yield from ((f"event.{id}", statement) for id, (_, statement) in case.events.items())
    for place, question in enumerate(case.questions):
        yield from ((f"question[{place}].of", part) for part in (question.of,) if part is not None)
        yield from ((f"question[{place}].given", part) for part in (question.given,) if part is not None)
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
    for party in case.parties:
        for number, profile in enumerate(party.profiles):
            yield from _redundant(profile, states, f"party.{party.id}.profile[{number}]")


def _redundant(profile: Profile, states: States, key: str) -> Iterator[Finding]:
    levels = np.zeros(len(states), dtype=np.int64)
    seen: dict[Statement, int] = {}
    for place, want in enumerate(profile.wants):
        held = states.holds(want.statement)
        finer = np.unique(2 * levels + held, return_inverse=True)[1]
        if want.statement in seen:
            yield Finding("twin", f"{key}.wants[{place}]", f"this says the same as wants[{seen[want.statement]}]")
        elif finer.max() == levels.max() and held.any() and not held.all():
            message = "this decides nothing: what stands above it already tells these states apart"
            yield Finding("redundant", f"{key}.wants[{place}]", message)
        seen.setdefault(want.statement, place)
        levels = finer


def implied(case: Case, states: States) -> Iterator[Finding]:
    """Unknown pairs that are not open, as what is known of other states settles them."""
    for party in case.parties:
        for number, profile in enumerate(party.profiles):
            if not profile.unknown or profile.noise:  # what is open depends on the order
                continue
            opening = opening_of(payoff_of(profile, states), sides_of(profile.unknown, states))
            for place in np.flatnonzero(~opening.is_open).tolist():
                message = "what is known of other states settles it; name pairs with these too, or leave it out"
                yield Finding("implied", f"party.{party.id}.profile[{number}].unknown[{place}]", message)


def unlisted(case: Case, states: States) -> Iterator[Finding]:
    """Rankings that leave states out."""
    for party in case.parties:
        for number, profile in enumerate(party.profiles):
            if not profile.ranking:
                continue
            listed = np.logical_or.reduce([mask for group in _masks(profile, states) for mask in group])
            left = int((~listed).sum())
            if left:
                first = states.pattern(int(np.flatnonzero(~listed)[0]))
                message = f"{left:,} of {len(states):,} states are not listed and rank last, tied: {first}"
                key = f"party.{party.id}.profile[{number}].ranking"
                yield Finding("unlisted", key, message + (" …" if left > 1 else ""))


def _masks(profile: Profile, states: States) -> list[list[BoolArray]]:
    return [[states.matching(pattern) for pattern in group] for group in profile.ranking]


def wrongly_merged(case: Case, states: States) -> Iterator[Finding]:
    """Parties that are not indifferent between states that are said to be one."""
    classes = [states.holds(statement) for statement in case.conflict.indistinguishable]
    for party in case.parties if classes else ():
        for profile in party.profiles:
            payoff = payoff_of(profile, states)
            for place, mask in enumerate(classes):
                if len(np.unique(payoff[mask])) > 1:
                    who = f'{party.name} ("{profile.name}")' if len(party.profiles) > 1 else party.name
                    message = f"{who} is not indifferent between these states; making them one changes the answers"
                    yield Finding("indistinguishable", f"indistinguishable[{place}]", message)


def payoff_of(profile: Profile, states: States) -> IntArray:
    """[n] the ordinal payoffs of a profile as it is written, larger is better."""
    if profile.ranking:
        return rank_groups(_masks(profile, states), len(states)).payoff
    wants = [want for want, _ in profile.weights] or profile.wants
    held = np.asarray([states.holds(want.statement) for want in wants], dtype=np.bool_).reshape(
        len(wants), len(states)
    )
    if profile.weights:
        return weigh(held, [weight for _, weight in profile.weights]).payoff
    return prioritize(held).payoff
