"""From a case folder to a `Case`: everything that is wrong is said at once, with its line."""

from dataclasses import replace
from pathlib import Path

from detente.case.finding import Meant
from detente.case.model import Case
from detente.case.shock import objections
from detente.casefile.actors import read_actors
from detente.casefile.complaints import Complaints
from detente.casefile.documents import Documents, Sources
from detente.casefile.feasible import Feasible, status_quo
from detente.casefile.issues import issues
from detente.casefile.language import event_language
from detente.casefile.ledger import read_ledger
from detente.casefile.questions import questions, refuse_unreadable
from detente.casefile.schema import CaseFile
from detente.casefile.source import case_file, decode, parse_toml, read_bytes
from detente.casefile.structure import conflict, decision_makers, options
from detente.casefile.tempo import shocks, tempo
from detente.casefile.validate import validated
from detente.casefile.wants import Reading, parties, together
from detente.casefile.weights import drivers

__all__ = ["parse_case", "read_case"]


def read_case(path: Path | str) -> Case:
    """The case that a folder (or its ``case.toml``) holds, with its documents and ledger.

    Raises
    ------
    FileProblem
        If there is no such case, or it cannot be read.
    CaseError
        With every problem of a file: line, key, what was expected, what was got.
    """
    file = case_file(Path(path))
    case = parse_case(decode(read_bytes(file), str(file)), str(file))
    folder = file.parent
    documents = Documents(folder)
    ledger, actors = read_ledger(folder), read_actors(folder)
    return replace(case, documents=documents, sources=Sources(documents), ledger=ledger, actors=actors)


def parse_case(text: str, file: str = "case.toml") -> Case:
    """The case that the text of a ``case.toml`` describes, without documents and ledger.

    Parameters
    ----------
    text
        TOML.
    file
        The name that problems are reported under.

    Raises
    ------
    CaseError
        With every problem of the text.
    """
    complaints = Complaints(file, text)
    tables = validated(parse_toml(text, file), complaints)
    found = _case(tables, complaints) if tables else None
    complaints.raise_any()
    assert found is not None  # noqa: S101 - without complaints there is a case
    return found


def _case(file: CaseFile, complaints: Complaints) -> Case:
    makers = decision_makers(file, complaints)
    opts = options(file, complaints)
    names = [f"state.{label}" for label in file.graph.states] if file.graph else [option.id for option in opts]
    language, written = event_language(file.event, names, complaints)
    feasible = Feasible(conflict(file, makers, opts, language, complaints))
    reading = Reading(file, language, feasible, complaints)
    found = parties(reading)
    case = Case(
        title=file.case.title,
        as_of=file.case.as_of,
        conflict=feasible.conflict,
        parties=found,
        status_quo=status_quo(file, feasible, complaints),
        events={id: (text, language.events[id]) for id, text in written.items()},
        drivers=drivers(file.driver, complaints),
        together=together(reading, found),
        issues=issues(file.issue, complaints),
        tempo=tempo(file, language, complaints),
        shocks=shocks(file, feasible.conflict, complaints),
        questions=questions(file, language, complaints),
        about=file.case.about,
        meant=tuple(Meant(each.finding, each.at, each.because) for each in file.meant),
    )
    if not complaints:
        for number, message in objections(case):
            complaints.add(("shock", number), message)
        refuse_unreadable(case, complaints)
    return case
