"""Numbers of a case: drivers, and the weights of profiles that depend on them."""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np

from detente.analysis.beliefs import POINTS
from detente.case.expression import Expression, parse_expression
from detente.case.model import Driver
from detente.casefile.complaints import Complaints
from detente.casefile.locate import Key
from detente.casefile.schema import DriverTable, ProfileTable
from detente.casefile.structure import known
from detente.casefile.warrants import warrant
from detente.errors import CaseError

__all__ = ["drivers", "profile_weights"]

RESERVED = ("min", "max")  # functions of weight expressions


def drivers(tables: Mapping[str, DriverTable], complaints: Complaints) -> tuple[Driver, ...]:
    """The drivers, each with its value inside its range."""
    return tuple(_driver(id, table, ("driver", id), complaints) for id, table in tables.items())


def _driver(id: str, table: DriverTable, key: Key, complaints: Complaints) -> Driver:
    if not id.isidentifier() or id in RESERVED:
        complaints.add(key, f'"{id}" cannot be the id of a driver; expected letters, digits and _, as in "support"')
    low, high = table.range or (table.value, table.value)
    if not low <= table.value <= high:
        complaints.add((*key, "value"), f"expected a value inside range = [{low:g}, {high:g}], got {table.value:g}")
    return Driver(id, table.value, low, high, table.means, warrant(table, key, complaints))


def profile_weights(
    tables: Sequence[ProfileTable], key: Key, known_drivers: Mapping[str, DriverTable], complaints: Complaints
) -> list[Expression]:
    """The weight of each profile of a party, as written, or even where no profile has one."""
    given = [table.weight for table in tables]
    even = parse_expression(1 if len(tables) == 1 else f"1 / {len(tables)}")
    if all(weight is None for weight in given):
        return [even] * len(tables)
    before = len(complaints.problems)
    found = [
        _weight(weight, (*key, k, "weight"), known_drivers, complaints) or even for k, weight in enumerate(given)
    ]
    if len(complaints.problems) == before:
        _refuse_nothing(found, key, known_drivers, complaints)
    return found


def _weight(
    weight: float | str | None, key: Key, known_drivers: Mapping[str, DriverTable], complaints: Complaints
) -> Expression | None:
    if weight is None:
        complaints.add(key, "this key is missing; give a weight to every profile of the party or to none")
        return None
    try:
        found = parse_expression(weight)
    except CaseError as error:
        complaints.error(key, error)
        return None
    unknown = [id for id in found.drivers if not known("driver", id, known_drivers, key, complaints)]
    return None if unknown else found


def _refuse_nothing(
    weights: Sequence[Expression], key: Key, known_drivers: Mapping[str, DriverTable], complaints: Complaints
) -> None:
    """Refuse weights that are no number, or all nothing, at today's values or as one driver moves over its range."""
    used = dict.fromkeys(id for weight in weights for id in weight.drivers)
    for where, values in _considered(used, known_drivers):
        found = [weight.value(values) for weight in weights]
        wrong = [place for place, value in enumerate(found) if not math.isfinite(value)]
        for place in wrong:
            message = f'{where} "{weights[place]}" is {found[place]}; expected a number'
            complaints.add((*key, place, "weight"), message)
        if not wrong and max(found) <= 0:
            complaints.add((*key, 0, "weight"), f"{where} no profile of this party has a weight above 0")
            wrong = [0]
        if wrong:
            return


def _considered(
    ids: Iterable[str], known_drivers: Mapping[str, DriverTable]
) -> Iterator[tuple[str, dict[str, float]]]:
    """Where weights must be right, in words, and the drivers' values there: today, then one driver over its range."""
    today = {id: table.value for id, table in known_drivers.items()}
    yield "at today's values", today
    for id in ids:
        low, high = known_drivers[id].range or (today[id], today[id])
        for value in (low, high, *np.linspace(low, high, POINTS)[1:-1].tolist()):
            yield f"at {id} = {value:g}", {**today, id: value}
