"""What the parties can do and may want, and the other inputs of a case, each with the notes that stand behind it."""

import re
from typing import Any

from detente.analysis.session import Session
from detente.case import Case, Profile
from detente.report.notes import Notes, Ref
from detente.report.tables import Table
from detente.report.words import condition_in_words, day_in_words, joined, percent

__all__ = ["inputs_of", "parties_of"]


def parties_of(session: Session, notes: Notes) -> list[dict[str, Any]]:
    """Each party with its options and its profiles."""
    return [
        {
            "name": party.name,
            "options": [(o.id, o.means or o.id) for o in session.case.conflict.options if party.id in o.owners],
            "profiles": [
                {
                    "name": profile.name,
                    "weight": weight if len(party.profiles) > 1 else None,
                    "from": _formula(session.case, profile) if profile.weight.drivers else "",
                    "refs": notes.of(profile.warrant) if profile.warrant or len(party.profiles) > 1 else (),
                    "noise": profile.noise,
                    "wants": _wants(session.case, profile, notes, party.id),
                    "patterns": bool(profile.ranking) and not session.case.conflict.graph,
                }
                for profile, weight in zip(party.profiles, session.weights[party.id], strict=True)
            ],
        }
        for party in session.case.parties
    ]


def _wants(case: Case, profile: Profile, notes: Notes, focal: str) -> list[tuple[str, tuple[Ref, ...]]]:
    if profile.ranking:
        return [(" ~ ".join(group), ()) for group in profile.ranking]
    if profile.weights:
        return [
            (f"{condition_in_words(case, want.text, focal=focal)} (counts {float(weight):g})", notes.of(want.warrant))
            for want, weight in profile.weights
        ]
    return [
        (condition_in_words(case, want.text, focal=focal), notes.of(want.warrant or profile.warrant))
        for want in profile.wants
    ]


def _formula(case: Case, profile: Profile) -> str:
    """How a weight follows from drivers, these by what they mean."""
    means = {driver.id: f"“{driver.means or driver.id}”" for driver in case.drivers}
    signs = str(profile.weight).replace("*", "×").replace("-", "\N{MINUS SIGN}")
    return re.sub(r"[^\W\d]\w*", lambda found: means.get(found[0], found[0]), signs)


def inputs_of(session: Session, notes: Notes) -> dict[str, Any]:
    """Everything else that was put in: drivers, profiles that go together, issues, tempo, shocks."""
    case = session.case
    return {
        "drivers": [(driver, notes.of(driver.warrant)) for driver in case.drivers],
        "together": [
            (joined([f"{case.party(id).name} “{name}”" for id, name in bond.profiles]), notes.of(bond.warrant))
            for bond in case.together
        ],
        "issues": [_issue(case, number, notes) for number in range(len(case.issues))],
        "tempo": _tempo(session, notes),
        "shocks": [
            (shock.means or shock.option or shock.driver, often(shock.rate), notes.of(shock.warrant))
            for shock in case.shocks
        ],
    }


def _issue(case: Case, number: int, notes: Notes) -> dict[str, Any]:
    issue = case.issues[number]
    names = {party.id: party.name for party in case.parties}
    start = None if issue.status_quo is None else f"{100 * issue.status_quo:.0f}"
    rows = tuple(
        (
            names.get(stance.actor, stance.actor),
            *(f"{100 * value:.0f}" for value in (stance.position, stance.salience, stance.capability)),
            "–" if stance.accepts is None else "–".join(f"{100 * end:.0f}" for end in stance.accepts),
        )
        for stance in issue.stances
    )
    scale = f"0 is “{issue.low}”, 100 is “{issue.high}”" if issue.low and issue.high else "from 0 to 100"
    head = ("Party", "Wants", "Cares", "Can", "Accepts")
    caption = f"{issue.means or issue.id}: {scale}" + (f"; today {start}" if start else "")
    return {
        "table": Table(caption, head, rows, numeric=frozenset({1, 2, 3, 4})),
        "refs": notes.of(issue.warrant) if issue.status_quo is not None else (),
        "stances": [(names.get(s.actor, s.actor), notes.of(s.warrant)) for s in issue.stances],
    }


def _tempo(session: Session, notes: Notes) -> dict[str, Any] | None:
    tempo = session.case.tempo
    if tempo is None:
        return None
    lines = [f"A party moves {often(tempo.move)}; a coalition agrees {often(tempo.agreement)}, as written."]
    fitted = session.calibration
    source = ""
    if fitted:
        event, wish = condition_in_words(session.case, fitted.wish.event), fitted.wish
        rate = often(fitted.tempi.agreement)
        lines.append(
            f"The rate of agreements was fitted, to {rate}, so that {event} has a chance of {percent(wish.to)} by "
            f"{day_in_words(wish.by)}. That number was put in and is no finding."
            if fitted.met
            else f"The rate of agreements was to be fitted so that {event} has a chance of {percent(wish.to)} by "
            f"{day_in_words(wish.by)}. No rate gives that; {rate} comes nearest, with {percent(fitted.reached)}."
        )
        source = wish.source
    return {"lines": lines, "refs": notes.of(tempo.warrant), "source": source}


def often(rate: float) -> str:
    """A rate per day as people say it.

    >>> often(1 / 30), often(1 / 180), often(0.5)
    ('once in 30 days', 'once in 180 days', 'once in 2 days')
    """
    return "never" if rate <= 0 else f"once in {1 / rate:.3g} days"
