"""Detente answers questions about a dispute, and shows why.

The names below are the public surface; each is loaded when it is first used, so that ``import detente`` is light.
"""

from importlib import import_module
from typing import Any

__version__ = "0.1.0"

_HOMES = {
    "Answer": "detente.analysis.answer",
    "Case": "detente.case",
    "CaseError": "detente.errors",
    "Conflict": "detente.conflict",
    "DetenteError": "detente.errors",
    "Document": "detente.evidence",
    "EvidenceError": "detente.errors",
    "ForecastError": "detente.errors",
    "GraphModel": "detente.conflict",
    "Ledger": "detente.evidence",
    "ModelError": "detente.errors",
    "Session": "detente.analysis.session",
    "Settings": "detente.analysis.solve",
    "answer": "detente.analysis.questions",
    "bundled": "detente.casefile",
    "check_case": "detente.case.check",
    "equilibria": "detente.conflict",
    "game_of": "detente.analysis.structure",
    "graph_model": "detente.conflict",
    "page_of": "detente.report.page",
    "read_case": "detente.casefile",
    "read_file": "detente.intake",
    "stable": "detente.conflict",
    "verdict": "detente.conflict.witness",
}

__all__ = sorted(_HOMES)  # noqa: PLE0605 - the table is the list


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'detente' has no attribute '{name}'")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
