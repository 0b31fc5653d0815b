"""A draft made fit to be read: no statement that decides nothing, no option or event that nobody minds."""

from collections.abc import Callable
from dataclasses import replace

from detente.case.check import check_case
from detente.case.drafting.model import PLACEHOLDER, Draft, DraftProfile, DraftWant, LeftOut
from detente.case.finding import Finding
from detente.casefile.draft_text import draft_text
from detente.casefile.read import parse_case
from detente.errors import undotted

__all__ = ["settled"]

IDLE = ("redundant", "always", "never", "twin")  # findings that a statement of a draft is taken out for
ROUNDS = 100  # more statements than a draft has


def settled(draft: Draft) -> Draft:
    """The draft without what a check would find idle; a statement that an item speaks for is listed as left out.

    Raises
    ------
    CaseError
        If the draft is no case: then a rule of the drafting is wrong.
    """
    for _ in range(ROUNDS):
        found = [each for each in check_case(parse_case(draft_text(draft, {}))) if _can_settle(each)]
        if not found:
            break
        draft = _without(draft, found[-1])  # the last, because an earlier statement has more to say
    return draft


def _can_settle(finding: Finding) -> bool:
    of_want = finding.kind in IDLE and ".wants[" in finding.key
    return of_want or finding.kind in ("unused", "unmentioned")


def _without(draft: Draft, finding: Finding) -> Draft:
    """The draft changed so that a finding is gone."""
    match undotted(finding.key):
        case ("party", str(id), "profile", int(number), "wants", int(place), *_):
            return _without_want(draft, id, number, place, finding.message)
        case ("party", str(id), "option", str(option)):
            costs = DraftWant(f"not {id}.{option}", assumed=f"{PLACEHOLDER}nobody is said to care for this option")
            return _changed(draft, id, lambda profile: replace(profile, wants=(*profile.wants, costs)))
        case ("event", str(id)):
            return replace(draft, events=tuple(event for event in draft.events if event.id != id))
        case ("question", int(place), "driver"):
            return replace(draft, questions=(*draft.questions[:place], *draft.questions[place + 1 :]))
        case ("driver", str(id)):
            return replace(draft, drivers=tuple(driver for driver in draft.drivers if driver.id != id))
    return draft


def _without_want(draft: Draft, id: str, number: int, place: int, why: str) -> Draft:
    profile = next(party for party in draft.parties if party.id == id).profiles[number]
    gone = profile.wants[place]
    kept = replace(profile, wants=(*profile.wants[:place], *profile.wants[place + 1 :]))
    left = (LeftOut(f"{id}, {profile.name}: {gone.text} ({', '.join(gone.items)})", why),) if gone.items else ()
    changed = _changed(draft, id, lambda each: kept if each is profile else each)
    return replace(changed, left_out=(*draft.left_out, *left))


def _changed(draft: Draft, id: str, change: Callable[[DraftProfile], DraftProfile]) -> Draft:
    parties = tuple(
        replace(party, profiles=tuple(map(change, party.profiles))) if party.id == id else party
        for party in draft.parties
    )
    return replace(draft, parties=parties)
