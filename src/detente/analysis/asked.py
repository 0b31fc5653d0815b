"""What a question asks for, where its keys must fit each other and the case.

It is read when the case is read, so that what is wrong has its line, and again to answer: this module must load fast.
"""

from collections.abc import Callable, Mapping
from typing import Any

from detente.analysis.choice import choice_of
from detente.analysis.settle_wish import wish_of
from detente.case import Case, Question
from detente.conflict.statement import If, Not, Or, Statement, Unless, names
from detente.errors import CaseError, Problem

__all__ = ["READERS", "coalition_of", "condition_of", "days_until", "duty_and_release", "precondition_of"]


def condition_of(question: Question) -> Statement:
    """The condition that a question is about.

    Raises
    ------
    CaseError
        If it has none.
    """
    if question.of is None:
        raise CaseError(Problem("this key is missing; expected the condition that is asked about", key="of"))
    return question.of


def duty_and_release(statement: Statement) -> tuple[Statement, Statement]:
    """X and Y of a precondition "not X unless Y"; a duty D unless Y guards against "not D".

    Raises
    ------
    CaseError
        If it has another form.
    """
    match statement:
        case Unless(Not(x), y) | Or((Not(x), y)):
            return x, y
        case Unless(duty, y):
            return Not(duty), y
        case If(y, x):
            return x, y
    forms = '"not X unless Y", "D unless Y" or "Y if X"'
    raise CaseError(Problem(f'expected a precondition of the form {forms}, got "{statement}"', key="of"))


def precondition_of(case: Case, question: Question) -> tuple[int, Statement, Statement]:
    """Whose precondition a question is about, as an index, and X and Y of it.

    It is the party's that is named, or that of the owner of the first option which it names.

    Raises
    ------
    CaseError
        If it is no precondition, or nobody's.
    """
    of = condition_of(question)
    x, y = duty_and_release(of)
    first = next((name.id.partition(".")[0] for name in names(of)), "")
    wanted, ids = str(question.settings.get("party") or first), [party.id for party in case.parties]
    if wanted not in ids:
        raise CaseError(Problem(f"expected whose precondition it is, one of {', '.join(ids)}", key="party"))
    return ids.index(wanted), x, y


def coalition_of(case: Case, question: Question) -> list[int]:
    """The parties, as indexes, that act over the heads of others.

    Raises
    ------
    CaseError
        If they are fewer than two, or nobody is left out.
    """
    ids = [party.id for party in case.parties]
    members = [ids.index(id) for id in dict.fromkeys(question.settings.get("coalition", ())) if id in ids]
    if not 2 <= len(members) < len(ids):
        message = f"expected two parties or more, but not all of {', '.join(ids)}"
        raise CaseError(Problem(message, key="coalition"))
    return members


def days_until(case: Case, question: Question) -> float | None:
    """Days from the case's date to the question's, or None for the long run.

    Raises
    ------
    CaseError
        If the question's date is past.
    """
    if question.by is None or case.tempo is None:
        return None
    days = (question.by - case.as_of).days
    if days < 0:
        raise CaseError(Problem(f"expected a day after as_of = {case.as_of}, got {question.by}", key="by"))
    return float(days)


READERS: Mapping[str, Callable[[Case, Question], Any]] = {  # by the kinds of question that need more than their keys
    "credible": precondition_of,
    "excluded": coalition_of,
    "choose": choice_of,
    "settle": wish_of,
}
