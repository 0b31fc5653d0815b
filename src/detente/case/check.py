"""What a careful reader would ask about a case that has no error.

Nothing found here keeps a case from being solved: see `detente.case.finding.Kind` for what is looked for.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain

from detente.case.finding import Finding
from detente.case.model import Case, Party, Profile
from detente.case.standing import find_item
from detente.case.truths import implied, redundant, truths, unlisted, useless_rules, wrongly_merged
from detente.case.uses import unmentioned, unused
from detente.case.warrant import Assumed, Cited, Warrant
from detente.conflict.states import enumerate_states
from detente.errors import EvidenceError, UnknownName, counted
from detente.evidence.ledger import Item
from detente.forecast.base_rate import named_in, outside_view

__all__ = ["check_case", "unwarranted", "warrants"]

MOST_NAMED = 5  # items listed in a message; the count says the rest
NEAR_ONE = 0.001  # weights written as 0.333 three times are meant to sum to one


def check_case(case: Case) -> tuple[Finding, ...]:
    """All findings of a case, by kind.

    Raises
    ------
    ModelError
        If no state is left, or there are too many to look at.
    """
    states = enumerate_states(case.conflict)
    plain: tuple[Callable[[Case], Iterator[Finding]], ...] = (
        unwarranted,
        _evidence,
        _orphans,
        _twins,
        unmentioned,
        _indifferent,
        _idle,
        _weights,
        unused,
        _undated,
        _outside,
    )
    found = [check(case) for check in plain]
    found += [check(case, states) for check in (truths, useless_rules, redundant, implied, unlisted, wrongly_merged)]
    return tuple(chain.from_iterable(found))


def warrants(case: Case) -> Iterator[tuple[str, Warrant]]:
    """Every place of the case that has a warrant, or could have one, with its key."""
    for key, _, profile in case.profiles():
        yield key, profile.warrant
        yield from ((f"{key}.wants[{place}]", want.warrant) for place, want in enumerate(profile.wants))
    yield from ((f"together[{place}]", group.warrant) for place, group in enumerate(case.together))
    yield from ((f"driver.{driver.id}", driver.warrant) for driver in case.drivers)
    for issue in case.issues:
        yield f"issue.{issue.id}", issue.warrant
        yield from ((f"issue.{issue.id}.stance.{stance.actor}", stance.warrant) for stance in issue.stances)
    if case.tempo:
        yield "tempo", case.tempo.warrant
        yield from ((f"tempo.group[{place}]", group.warrant) for place, group in enumerate(case.tempo.groups))
    yield from ((f"shock[{place}]", shock.warrant) for place, shock in enumerate(case.shocks))


def unwarranted(case: Case) -> Iterator[Finding]:
    """Numbers and judgements for which nobody said why they stand."""
    for key, party, profile in case.profiles():
        yield from _unwarranted_profile(party, profile, key)
    for place, rule in enumerate(case.conflict.impossible):
        if not rule.because:
            yield Finding(
                "unwarranted", f"impossible[{place}]", "nobody said why this cannot be: it has no `because`"
            )
    yield from _unwarranted_numbers(case)


def _unwarranted_profile(party: Party, profile: Profile, key: str) -> Iterator[Finding]:
    if profile.warrant is not None:
        return
    if len(party.profiles) > 1 and not profile.weight.drivers:
        yield Finding("unwarranted", f"{key}.weight", f"nobody said why the weight is {profile.weight}")
    bare = [place for place, want in enumerate(profile.wants) if want.warrant is None]
    if profile.ranking or profile.weights or (profile.wants and len(bare) == len(profile.wants)):
        what = "the ranking" if profile.ranking else "the weights" if profile.weights else "these wants"
        stand = "stands" if profile.ranking else "stand"
        yield Finding("unwarranted", key, f"nobody said why {what} {stand}: no evidence, source or assumption")
    else:
        yield from (
            Finding("unwarranted", f"{key}.wants[{place}]", "nobody said why it wants this") for place in bare
        )


def _unwarranted_numbers(case: Case) -> Iterator[Finding]:
    for place, group in enumerate(case.together):
        if group.warrant is None:
            yield Finding("unwarranted", f"together[{place}]", "nobody said why these profiles go together")
    for driver in case.drivers:
        if driver.warrant is None:
            yield Finding("unwarranted", f"driver.{driver.id}", f"nobody said where {driver.value:g} comes from")
    for issue in (issue for issue in case.issues if issue.warrant is None):
        if issue.status_quo is not None:
            yield Finding(
                "unwarranted", f"issue.{issue.id}.status_quo", "nobody said where the status quo comes from"
            )
        for stance in issue.stances:
            if stance.warrant is None:
                key = f"issue.{issue.id}.stance.{stance.actor}"
                yield Finding("unwarranted", key, "nobody said where these numbers come from")
    if case.tempo and case.tempo.warrant is None:
        yield Finding("unwarranted", "tempo", "nobody said where these rates come from")
    for place, shock in enumerate(case.shocks):
        if shock.warrant is None:
            yield Finding("unwarranted", f"shock[{place}]", "nobody said why this comes, and so often")


def _citations(case: Case) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Key and item of each citation, and of each line that was drafted from an item."""
    cited: list[tuple[str, str]] = []
    drafted: list[tuple[str, str]] = []
    for key, warrant in warrants(case):
        match warrant:
            case Cited(evidence):
                cited += [(f"{key}.evidence[{place}]", id) for place, id in enumerate(evidence)]
            case Assumed(_, proposed):
                drafted += [(f"{key}.proposed[{place}]", id) for place, id in enumerate(proposed)]
    return cited, drafted


def _orphans(case: Case) -> Iterator[Finding]:
    """Cited items whose text no document of the case has: one finding a text, at the first line that cites it."""
    cited, drafted = _citations(case)
    named = [(key, item) for key, id in (*cited, *drafted) if (item := find_item(case, id)) is not None]
    there = {document.digest for document in case.documents.values()} if named else set()
    lost: dict[str, dict[str, str]] = defaultdict(dict)
    for key, item in named:
        if item.content.source not in there:
            lost[item.content.source].setdefault(item.id, key)
    for keys in lost.values():
        yield Finding("evidence", next(iter(keys.values())), _orphaned(list(keys)))


def _orphaned(ids: Sequence[str]) -> str:
    named = ", ".join(f'"{id}"' for id in ids[:MOST_NAMED])
    more = f" and {len(ids) - MOST_NAMED} more" if len(ids) > MOST_NAMED else ""
    is_, rests = ("item", "rests") if len(ids) == 1 else ("items", "rest")
    return (
        f"{is_} {named}{more} {rests} on a text that is not in the case: its document was removed or changed. Put it "
        "back or, where it was edited, find the passages in it again: detente evidence reanchor CASE"
    )


def _evidence(case: Case) -> Iterator[Finding]:
    """Citations that nothing stands behind, and what became of items that lines were drafted from."""
    cited, drafted = _citations(case)
    yield from _faults(case, drafted, _decided)
    if cited and not case.ledger.items:
        many = counted(len({id for _, id in cited}), "item")
        message = f"the case cites {many}, but its ledger is empty or missing"
        yield Finding("evidence", cited[0][0], message)
        return
    yield from _faults(case, cited, _unfit)


def _faults(case: Case, named: Iterable[tuple[str, str]], fault: Callable[[Item], str]) -> Iterator[Finding]:
    """What is wrong with items that keys name: missing, superseded, or what `fault` says of their status."""
    for key, id in named:
        try:
            item = case.ledger.find(id)
        except EvidenceError as error:
            yield Finding("evidence", key, str(error))
            continue
        said = f"is superseded by {', '.join(item.superseded_by)}" if item.superseded_by else fault(item)
        if said:
            yield Finding("evidence", key, f'item "{id}" {said}')


def _unfit(item: Item) -> str:
    return "" if item.warrants else f"is {item.status}, not accepted, and may warrant nothing"


def _decided(item: Item) -> str:
    if item.status == "accepted":
        return "is accepted by now: name it under `evidence`"
    return "" if item.status == "proposed" else f"is {item.status}: nothing may rest on it"


def _undated(case: Case) -> Iterator[Finding]:
    for place, question in enumerate(case.questions):
        if question.by and case.tempo is None:
            message = "the case has no [tempo], so that nothing is said of when: the answer is of the long run"
            yield Finding("undated", f"question[{place}].by", message)


def _outside(case: Case) -> Iterator[Finding]:
    wish = case.tempo.calibrate if case.tempo else None
    sources = [(f"{key}.source", warrant.source) for key, warrant in warrants(case) if isinstance(warrant, Cited)]
    for key, source in [("tempo.calibrate.source", wish.source), *sources] if wish else sources:
        named = named_in(source)
        try:
            if named:
                outside_view(named)
        except UnknownName as error:
            yield Finding("outside", key, str(error))


def _twins(case: Case) -> Iterator[Finding]:
    names = [party.name for party in case.parties]
    for place, party in enumerate(case.parties):
        if party.name in names[:place]:
            yield Finding("twin", f"party.{party.id}.name", f'another party is called "{party.name}" too')
    seen: dict[tuple[str, str], str] = {}
    for option in case.conflict.options:
        party_id, _, local = option.id.partition(".")
        first = seen.setdefault((party_id, option.means), option.id)
        if first != option.id and option.means:
            yield Finding("twin", f"party.{party_id}.option.{local}", f'it means the same as "{first}"')


def _indifferent(case: Case) -> Iterator[Finding]:
    silent = [party for party in case.parties if not party.profiles]
    if silent and len(silent) == len(case.parties):
        yield Finding("indifferent", "party", "no party has a profile, so that nobody wants anything")
        return
    for party in silent:
        yield Finding(
            "indifferent", f"party.{party.id}", f"{party.name} has no profile and is taken to be indifferent"
        )


def _idle(case: Case) -> Iterator[Finding]:
    graph = case.conflict.graph
    for number, party in enumerate(case.parties):
        if graph and not graph.moves[number]:
            yield Finding("idle", f"graph.moves.{party.id}", f"{party.name} has no moves")
        elif not graph and not case.conflict.owned(number):
            yield Finding("idle", f"party.{party.id}", f"{party.name} has no options, so that it changes nothing")


def _weights(case: Case) -> Iterator[Finding]:
    today = case.values()
    for party in case.parties:
        values = [profile.weight.value(today) for profile in party.profiles]
        plain = not any(profile.weight.drivers for profile in party.profiles)
        if values and plain and abs(sum(values) - 1) > NEAR_ONE:
            message = f"the weights of {party.name}'s profiles sum to {sum(values):g}; {_scaled(values)}"
            yield Finding("weights", f"party.{party.id}.profile", message)
        for number, (profile, value) in enumerate(zip(party.profiles, values, strict=True)):
            if not 0 <= value <= 1:
                message = (
                    f'at today\'s values "{profile.weight}" is {value:g}; it is cut to {min(max(value, 0), 1):g}'
                )
                yield Finding("weights", f"party.{party.id}.profile[{number}].weight", message)


def _scaled(weights: Sequence[float]) -> str:
    """What weights come to that do not sum to one: cut to 0–1 each, then scaled."""
    cut = [min(max(weight, 0), 1) for weight in weights]
    if not sum(cut):
        return "expected one above 0"
    return f"they are scaled to {', '.join(f'{weight / sum(cut):.3g}' for weight in cut)}"
