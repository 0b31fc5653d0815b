"""From a text to proposals: who is named, who said what, who demands what, under which condition.

Nothing here is believed: each item is a proposal with its passage. The half that needs no parse (mentions,
marked quotes, polls, hedges, risks, dates, a first status) always works; with ``detente[nlp]`` the parse adds
speakers, indirect quotes, demands, conditionals and venues.
"""

from detente.evidence.extraction.actors import Actor, ActorTable, Own, Term, load_actors
from detente.evidence.extraction.extract import Extraction, extract, extraction
from detente.evidence.extraction.parse import LIMIT, MISSING, MODEL, load_model

__all__ = [
    "LIMIT",
    "MISSING",
    "MODEL",
    "Actor",
    "ActorTable",
    "Extraction",
    "Own",
    "Term",
    "extract",
    "extraction",
    "load_actors",
    "load_model",
]
