"""From what is typed to a case and its games."""

from collections.abc import Sequence

from detente.analysis.structure import game_of
from detente.case import Case
from detente.casefile import find_case, read_case
from detente.conflict import GraphModel
from detente.errors import CaseError, did_you_mean

__all__ = ["chosen_profiles", "game_from"]


def game_from(path: str, profiles: Sequence[str]) -> GraphModel:
    """The game of a case folder with profiles named as ``PARTY=NAME``."""
    case = read_case(find_case(path))
    return game_of(case, chosen_profiles(case, profiles))


def chosen_profiles(case: Case, profiles: Sequence[str]) -> dict[str, str]:
    """Party id → profile name, from ``PARTY=NAME``.

    Raises
    ------
    CaseError
        For another form, or names the case does not have.
    """
    chosen: dict[str, str] = {}
    for text in profiles:
        party, equals, name = text.partition("=")
        if not equals:
            ids = ", ".join(each.id for each in case.parties)
            raise CaseError(f'--profile: expected PARTY=NAME with a party of {ids}, got "{text}"')
        if party not in [each.id for each in case.parties]:
            near = did_you_mean(party, [each.id for each in case.parties])
            raise CaseError(f'--profile: unknown party "{party}"{near}')
        case.party(party).profile(name)
        if chosen.setdefault(party, name) != name:
            raise CaseError(f'--profile: "{party}" stands twice, with "{chosen[party]}" and "{name}"; expected one')
    return chosen
