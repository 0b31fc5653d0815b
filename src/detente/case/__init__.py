"""The case: what binds documents, models, beliefs and questions, each number with the reason why it stands."""

from detente.case.expression import Expression, parse_expression
from detente.case.model import (
    Calibration,
    Case,
    Driver,
    GroupRate,
    Issue,
    Party,
    Profile,
    Question,
    Shock,
    Stance,
    Tempo,
    Together,
    Want,
)
from detente.case.warrant import Assumed, Cited, Warrant

__all__ = [
    "Assumed",
    "Calibration",
    "Case",
    "Cited",
    "Driver",
    "Expression",
    "GroupRate",
    "Issue",
    "Party",
    "Profile",
    "Question",
    "Shock",
    "Stance",
    "Tempo",
    "Together",
    "Want",
    "Warrant",
    "parse_expression",
]
