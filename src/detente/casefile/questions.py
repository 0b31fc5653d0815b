"""The questions of a case: what each kind needs, and whether it could be answered at all."""

from collections.abc import Mapping

from detente.analysis.asked import READERS
from detente.analysis.choice import CHOICE_SETTINGS
from detente.analysis.settle_wish import WISH_SETTINGS
from detente.case.model import Case, Question
from detente.casefile.complaints import Complaints
from detente.casefile.language import Language
from detente.casefile.locate import Key
from detente.casefile.schema import CaseFile, QuestionTable
from detente.casefile.structure import all_known, known, party_ids, refuse_twins
from detente.casefile.tempo import refuse_past
from detente.errors import CaseError, UnknownName, did_you_mean
from detente.forecast import outside_view

__all__ = ["TAKEN", "questions", "refuse_unreadable", "settings_of"]

TAKEN: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {  # what a question needs, and may have beside it
    "probability": (("of",), ("given", "by", "concept")),
    "outcome": ((), ("by", "concept")),
    "obstacles": (("of",), ("by", "concept")),
    "effect": (("of", "driver"), ("by", "concept")),
    "matters": (("of",), ("by", "concept")),
    "credible": (("of",), ("party", "by", "concept")),
    "holds": (("of",), ("by", "concept")),
    "settle": (("of",), ("by", "concept")),
    "excluded": (("coalition",), ("concept",)),
    "choose": ((), ()),
}
OF_ALL = ("id", "ask", "text", "settings")  # keys that every question takes


def settings_of(ask: str) -> tuple[str, ...]:
    """What the settings of a kind of question may hold."""
    if ask == "choose":  # nothing that is likely or not
        return CHOICE_SETTINGS
    return (*WISH_SETTINGS, "base_rate") if ask == "settle" else ("base_rate",)


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
    _check_keys(table, key, complaints)
    _check_names(table, key, file, complaints)
    _check_base_rate(table, key, complaints)
    if table.by:
        refuse_past(table.by, file.case.as_of, (*key, "by"), complaints)
    said = {
        part: language.statement(text, (*key, part), complaints)
        for part in ("of", "given")
        if (text := getattr(table, part))
    }
    if None in said.values():
        return None
    of_text, of = said.get("of") or ("", None)
    given_text, given = said.get("given") or ("", None)
    return Question(table.id, table.ask, table.text, of, of_text, given, given_text, table.by, _settings(table))


def _check_keys(table: QuestionTable, key: Key, complaints: Complaints) -> None:
    """Complain about what this kind of question needs and has not, and about what it has and does not take."""
    needs, may = TAKEN[table.ask]
    asks = f'a question that asks "{table.ask}"'
    for need in needs:
        if not getattr(table, need):
            complaints.add((*key, need), f"this key is missing; {asks} needs it")
    for name in sorted(table.model_fields_set - {*OF_ALL, *needs, *may}):
        taken = ", ".join(f"`{one}`" for one in (*needs, *may)) or "nothing but `settings`"
        complaints.add((*key, name), f"{asks} does not take this key; it takes {taken}")
    settings = settings_of(table.ask)
    for name in table.settings:
        if name not in settings:
            near = did_you_mean(name, settings) or f"; {asks} takes {', '.join(settings)}"
            complaints.add((*key, "settings", name), f'unknown key "{name}"{near}')


def _check_names(table: QuestionTable, key: Key, file: CaseFile, complaints: Complaints) -> None:
    parties = party_ids(file)
    if table.driver:
        _check_driver(table.driver, (*key, "driver"), file, complaints)
    if table.party:
        known("party", table.party, parties, (*key, "party"), complaints)
    all_known("party", table.coalition, parties, (*key, "coalition"), complaints)
    refuse_twins("party", table.coalition, (*key, "coalition"), complaints)


def _check_driver(id: str, key: Key, file: CaseFile, complaints: Complaints) -> None:
    span = file.driver[id].range if known("driver", id, file.driver, key, complaints) else (0, 1)
    if not span or span[0] == span[1]:
        complaints.add(key, f'the driver "{id}" has no range that it could be swept over')


def _check_base_rate(table: QuestionTable, key: Key, complaints: Complaints) -> None:
    named = table.settings.get("base_rate", "")
    if not isinstance(named, str):
        complaints.add((*key, "settings", "base_rate"), f"expected the id of a base rate in quotes, got {named}")
    elif "base_rate" in table.settings:
        try:
            outside_view(named)
        except UnknownName as error:
            complaints.error((*key, "settings", "base_rate"), error)


def _settings(table: QuestionTable) -> dict[str, object]:
    """Keys of a question that have no field of their own, as written."""
    found: dict[str, object] = {}
    for name in ("driver", "party", "concept"):
        if getattr(table, name):
            found[name] = getattr(table, name)
    if table.coalition:
        found["coalition"] = tuple(table.coalition)
    return found | table.settings


def refuse_unreadable(case: Case, complaints: Complaints) -> None:
    """Complain about questions whose keys do not fit each other or the case, so that no answer could be found."""
    for place, question in enumerate(case.questions):
        try:
            if question.ask in READERS:
                READERS[question.ask](case, question)
        except CaseError as error:
            complaints.error(("question", place), error)
