"""Which parties' wants a shock to a driver moves, and what cannot be said of it."""

from collections.abc import Iterator
from math import isfinite

from detente.case.model import Case, Party, Shock

__all__ = ["moved_by", "objections"]

MOST_MOVING = 4  # shocks to drivers that move what somebody wants: each doubles the chain


def moved_by(case: Case, party: Party) -> tuple[int, ...]:
    """The shocks, as numbers, whose drivers move the weights of a party's profiles."""
    used = {id for profile in party.profiles for id in profile.weight.drivers}
    moving = [number for number, shock in enumerate(case.shocks) if shock.driver in used]
    return tuple(moving) if len(party.profiles) > 1 else ()


def objections(case: Case) -> Iterator[tuple[int, str]]:
    """What cannot be worked out: the number of the shock, and why."""
    drivers = [shock.driver for shock in case.shocks]
    for number, driver in enumerate(drivers):
        if driver and driver in drivers[:number]:
            yield number, f'a second shock to the driver "{driver}"; expected one, after which its value stays'
    moving = sorted({number for party in case.parties for number in moved_by(case, party)})
    if len(moving) > MOST_MOVING:
        message = f"expected at most {MOST_MOVING} shocks to drivers that move what somebody wants, got {len(moving)}"
        yield moving[MOST_MOVING], message
    for party in case.parties:
        yield from _of_party(case, party)


def _of_party(case: Case, party: Party) -> Iterator[tuple[int, str]]:
    moving = moved_by(case, party)
    if not moving:
        return
    if len({case.shocks[number].driver for number in moving}) > 1:
        yield moving[-1], f"the wants of {party.name} are moved by two shocks to drivers; expected one"
    if any(party.id == id for bond in case.together for id, _ in bond.profiles):
        yield moving[0], f"it moves profiles of {party.name} that go together with others; expected no [[together]]"
    if any(profile.noise for profile in party.profiles):
        yield moving[0], f"it moves profiles of {party.name} whose order is uncertain; expected noise = 0"
    if any(profile.unknown for profile in party.profiles):
        yield moving[0], f"it moves profiles of {party.name} of which pairs are unknown; expected no `unknown`"
    for number in moving:
        yield from ((number, message) for message in _no_weight(case, party, case.shocks[number]))


def _no_weight(case: Case, party: Party, shock: Shock) -> Iterator[str]:
    """Why the party would have no profile to have, once the driver has moved."""
    values = [profile.weight.value({**case.values(), shock.driver: shock.to}) for profile in party.profiles]
    if not all(map(isfinite, values)):
        yield f"at {shock.driver} = {shock.to:g} a weight of {party.name}'s profiles is no number"
    elif max(values) <= 0:
        yield f"at {shock.driver} = {shock.to:g} all profiles of {party.name} have weight 0; one must be possible"
