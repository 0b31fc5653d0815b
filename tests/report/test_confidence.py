"""Why an answer can be relied on as far as it can, in words."""

from typing import get_args

from detente.analysis.answer import Reason, Weakness, Why
from detente.report.confidence import REASONS, WEAKNESSES, reasons_in_words


def test_every_reason_has_its_words() -> None:
    assert set(REASONS) == set(get_args(Why))
    assert set(WEAKNESSES) == set(get_args(Weakness))


def test_a_size_is_told_in_points() -> None:
    assert reasons_in_words([Reason("wide", 0.314)]) == "it moves by 31 points with what is uncertain"


def test_of_what_reasons_are_is_said_once() -> None:
    assert reasons_in_words([Reason("assumed", 0.5), Reason("single-source"), Reason("weights assumed")]) == (
        "part of what moves it is assumed; all of it rests on one source; weights of profiles are assumed"
    )
