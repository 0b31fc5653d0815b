"""How fast things move: rates of moves and agreements, and shocks, from words such as "1 per 30 days"."""

import re
from collections.abc import Mapping
from datetime import date

from detente.case.model import Calibration, GroupRate, Shock, Tempo
from detente.casefile.complaints import Complaints
from detente.casefile.language import Language
from detente.casefile.locate import Key
from detente.casefile.schema import CalibrateTable, CaseFile, GroupTable, ShockTable
from detente.casefile.structure import all_known, known, party_ids, refuse_twins
from detente.casefile.warrants import warrant
from detente.conflict.model import Conflict

__all__ = ["rate", "refuse_past", "shocks", "tempo"]

DAYS = {"day": 1.0, "week": 7.0, "month": 365.25 / 12, "year": 365.25}  # mean Julian month and year
RATE = re.compile(r"\s*(\d+(?:\.\d+)?(?:[eE][-+]?\d+)?)\s+per\s+(?:(\d+(?:\.\d+)?)\s+)?(day|week|month|year)s?\s*")
SLOWEST, FASTEST = 1e-9, 1e6  # steps per day between which chains of them are solved to the last digits
AGAINST = {"taken": "dropped", "dropped": "taken"}  # what an option that is so for good cannot become


def rate(text: str) -> float | None:
    """Steps per day, from words such as "1 per 30 days"; None where they cannot be read.

    >>> rate("2 per day"), rate("1 per 4 weeks") == 1 / 28, rate("often")
    (2.0, True, None)
    """
    found = RATE.fullmatch(text)
    days = float(found[2] or 1) * DAYS[found[3]] if found else 0.0
    return float(found[1]) / days if found and days else None


def _rate(text: str, key: Key, complaints: Complaints) -> float:
    """The rate that stands at a key; 0 where it is complained about."""
    per_day = rate(text) or 0.0
    if not per_day:
        wanted = 'a rate such as "1 per 30 days" (day, week, month, year), above 0'
        complaints.add(key, f'expected {wanted}, got "{text}"')
    elif not SLOWEST <= per_day <= FASTEST:
        wanted = f"a rate from 1 per {1 / SLOWEST:,.0f} days to {FASTEST:,.0f} per day"
        complaints.add(key, f'expected {wanted}, got "{text}"')
    return per_day


def tempo(file: CaseFile, language: Language, complaints: Complaints) -> Tempo | None:
    """How fast steps come; None where the case does not say."""
    table = file.tempo
    if table is None:
        return None
    outside = _calibration(table.calibrate, file.case.as_of, language, complaints) if table.calibrate else None
    return Tempo(
        _rate(table.move, ("tempo", "move"), complaints),
        _rate(table.agreement, ("tempo", "agreement"), complaints),
        outside,
        warrant(table, ("tempo",), complaints),
        _sizes(table.agreement_of_size, len(party_ids(file)), complaints),
        _groups(table.group, party_ids(file), complaints),
    )


def _sizes(tables: Mapping[str, str], parties: int, complaints: Complaints) -> tuple[tuple[int, float], ...]:
    found = {}
    for size, text in tables.items():
        key: Key = ("tempo", "agreement_of_size", size)
        number = int(size) if size.isascii() and size.isdecimal() and len(size) < 4 else 0
        if not 2 <= number <= parties:
            complaints.add(key, f'expected a number of parties from 2 to {parties} that agree together, got "{size}"')
        elif number in found:
            complaints.add(key, f"the rate of agreements of {number} parties stands twice")
        found[number] = _rate(text, key, complaints)
    return tuple(sorted(found.items()))


def _groups(tables: list[GroupTable], parties: list[str], complaints: Complaints) -> tuple[GroupRate, ...]:
    found: list[GroupRate] = []
    for place, table in enumerate(tables):
        key: Key = ("tempo", "group", place)
        all_known("party", table.parties, parties, (*key, "parties"), complaints)
        refuse_twins("party", table.parties, (*key, "parties"), complaints)
        if len(set(table.parties)) < 2:
            complaints.add((*key, "parties"), "a group that agrees is two parties or more")
        if any(set(other.parties) == set(table.parties) for other in found):
            complaints.add((*key, "parties"), "the rate of this group stands twice")
        per_day = _rate(table.rate, (*key, "rate"), complaints)
        found.append(GroupRate(tuple(table.parties), per_day, warrant(table, key, complaints)))
    return tuple(found)


def _calibration(
    table: CalibrateTable, as_of: date, language: Language, complaints: Complaints
) -> Calibration | None:
    key: Key = ("tempo", "calibrate")
    refuse_past(table.by, as_of, (*key, "by"), complaints)
    low, high = table.range or (table.to, table.to)
    if not 0 <= low <= table.to <= high <= 1:
        message = f"expected two chances from 0 to 1 with to = {table.to:g} between them, got [{low:g}, {high:g}]"
        complaints.add((*key, "range"), message)
    said = language.statement(table.event, (*key, "event"), complaints)
    return Calibration(*said, table.by, table.to, table.source, table.range) if said else None


def refuse_past(by: date, as_of: date, key: Key, complaints: Complaints) -> None:
    """Complain about a day that is not after the case's own."""
    if by <= as_of:
        complaints.add(key, f"expected a day after the case's as_of = {as_of}, got {by}")


def shocks(file: CaseFile, conflict: Conflict, complaints: Complaints) -> tuple[Shock, ...]:
    """What happens by itself: an option changes, or a driver moves."""
    for place, table in enumerate(file.shock):
        key: Key = ("shock", place)
        if file.graph and table.option:
            complaints.add((*key, "option"), "in graph form there are no options, and so no shocks to them")
        elif bool(table.option) == bool(table.driver):
            complaints.add(key, "expected either `option` and what it `becomes`, or `driver` and its new value `to`")
        elif table.option:
            _check_option(table, key, conflict, complaints)
        else:
            _check_driver(table, key, file, complaints)
    return tuple(_shock(table, ("shock", place), complaints) for place, table in enumerate(file.shock))


def _shock(table: ShockTable, key: Key, complaints: Complaints) -> Shock:
    return Shock(
        _rate(table.rate, (*key, "rate"), complaints),
        table.option,
        table.becomes or "toggled",
        table.driver,
        table.to or 0.0,
        table.means,
        warrant(table, key, complaints),
    )


def _check_option(table: ShockTable, key: Key, conflict: Conflict, complaints: Complaints) -> None:
    fixed = {option.id: option.irreversible for option in conflict.options}
    if table.to is not None:
        complaints.add((*key, "to"), "`to` belongs to a driver; an option has `becomes`")
    if not known("option", table.option, fixed, (*key, "option"), complaints):
        return
    if table.becomes is None:
        complaints.add((*key, "becomes"), 'this key is missing; expected "taken", "dropped" or "toggled"')
        return
    way = fixed[table.option]
    if way and table.becomes in (AGAINST[way], "toggled"):
        message = f'"{table.option}" is irreversible once {way}; expected becomes = "{way}", got "{table.becomes}"'
        complaints.add((*key, "becomes"), message)


def _check_driver(table: ShockTable, key: Key, file: CaseFile, complaints: Complaints) -> None:
    known("driver", table.driver, file.driver, (*key, "driver"), complaints)
    span = file.driver[table.driver].range if table.driver in file.driver else None
    if table.to is None:
        complaints.add((*key, "to"), "this key is missing; expected the driver's value afterwards")
    elif span and not span[0] <= table.to <= span[1]:
        wanted = f"a value inside the driver's range = [{span[0]:g}, {span[1]:g}]"
        complaints.add((*key, "to"), f"expected {wanted}, got {table.to:g}")
    if table.becomes is not None:
        complaints.add((*key, "becomes"), "`becomes` belongs to an option; a driver has `to`")
