"""Issues and questions: from the scales that people write to 0–1."""

from collections.abc import Mapping
from decimal import Decimal

from detente.case.model import Issue, Question, Stance
from detente.casefile.complaints import Complaints
from detente.casefile.language import Language
from detente.casefile.locate import Key
from detente.casefile.schema import CaseFile, IssueTable, QuestionTable, StanceTable
from detente.casefile.structure import all_known, known
from detente.casefile.tempo import party_ids, refuse_past
from detente.casefile.warrants import warrant
from detente.errors import UnknownName
from detente.forecast import outside_view

__all__ = ["NEEDED", "issues", "questions"]

NEEDED = {  # what a question needs beside its kind
    "probability": ("of",),
    "outcome": (),
    "obstacles": ("of",),
    "effect": ("of", "driver"),
    "matters": ("of",),
    "credible": ("of",),
    "holds": ("of",),
    "settle": ("of",),
    "excluded": ("coalition",),
    "choose": (),
}


def share(percent: float) -> float:
    """A number from 0–100 on the scale 0–1, the nearest to what was written: 0.29 for 29, not 0.29000000000000004.

    >>> share(29.0), share(56.7)
    (0.29, 0.567)
    """
    return float(Decimal(repr(percent)) / 100)


def issues(tables: Mapping[str, IssueTable], complaints: Complaints) -> tuple[Issue, ...]:
    """The issues, on the scale 0–1."""
    return tuple(_issue(id, table, ("issue", id), complaints) for id, table in tables.items())


def _issue(id: str, table: IssueTable, key: Key, complaints: Complaints) -> Issue:
    start = None if table.status_quo is None else share(table.status_quo)
    stances = (_stance(actor, one, (*key, "stance", actor), complaints) for actor, one in table.stance.items())
    return Issue(id, table.means, table.low, table.high, start, tuple(stances), warrant(table, key, complaints))


def _stance(actor: str, table: StanceTable, key: Key, complaints: Complaints) -> Stance:
    accepts = (share(table.accepts[0]), share(table.accepts[1])) if table.accepts else None
    scaled = (share(table.position), share(table.salience), share(table.capability))
    return Stance(actor, *scaled, accepts, warrant(table, key, complaints))


def questions(file: CaseFile, language: Language, complaints: Complaints) -> tuple[Question, ...]:
    """What the case asks."""
    ids = [table.id for table in file.question]
    for place, id in enumerate(ids):
        if id in ids[:place]:
            complaints.add(("question", place, "id"), f'two questions are called "{id}"')
    read = (_question(table, ("question", k), file, language, complaints) for k, table in enumerate(file.question))
    return tuple(question for question in read if question)


def _question(
    table: QuestionTable, key: Key, file: CaseFile, language: Language, complaints: Complaints
) -> Question | None:
    for need in NEEDED[table.ask]:
        if not getattr(table, need):
            complaints.add((*key, need), f'this key is missing; a question that asks "{table.ask}" needs it')
    _check_names(table, key, file, complaints)
    _check_base_rate(table, key, complaints)
    if table.by:
        refuse_past(table.by, file.case.as_of, (*key, "by"), complaints)
    said = {
        part: language.statement(text, (*key, part), complaints)
        for part in ("of", "given", "if_done")
        if (text := getattr(table, part))
    }
    if None in said.values():
        return None
    of_text, of = said.get("of") or ("", None)
    given_text, given = said.get("given") or ("", None)
    settings = _settings(table, said)
    return Question(table.id, table.ask, table.text, of, of_text, given, given_text, table.by, settings)


def _check_names(table: QuestionTable, key: Key, file: CaseFile, complaints: Complaints) -> None:
    parties = party_ids(file)
    if table.driver:
        known("driver", table.driver, file.driver, (*key, "driver"), complaints)
    if table.party:
        known("party", table.party, parties, (*key, "party"), complaints)
    all_known("party", table.coalition, parties, (*key, "coalition"), complaints)


def _check_base_rate(table: QuestionTable, key: Key, complaints: Complaints) -> None:
    named = table.settings.get("base_rate", "")
    if not isinstance(named, str):
        complaints.add((*key, "settings", "base_rate"), f"expected the id of a base rate in quotes, got {named}")
    elif "base_rate" in table.settings:
        try:
            outside_view(named)
        except UnknownName as error:
            complaints.error((*key, "settings", "base_rate"), error)


def _settings(table: QuestionTable, said: Mapping[str, object]) -> dict[str, object]:
    """Keys of a question that have no field of their own, as written."""
    found: dict[str, object] = {}
    for name in ("driver", "party", "concept"):
        if getattr(table, name):
            found[name] = getattr(table, name)
    if table.coalition:
        found["coalition"] = tuple(table.coalition)
    if said.get("if_done"):
        found["if_done"] = said["if_done"][0]  # type: ignore[index]
    return found | table.settings
