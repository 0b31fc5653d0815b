"""From a case to answers: beliefs, play, chains, and the questions a case asks, each answer with its doubts."""

from detente.analysis.answer import Answer, Reliance, mainly_assumed
from detente.analysis.beliefs import Draw, Ensemble
from detente.analysis.digest import digest_of
from detente.analysis.play import RULES, Play, Step, Tempi
from detente.analysis.questions import KINDS, Session, answer, answers
from detente.analysis.solve import Settings, Solution, Solved, solution_of
from detente.analysis.structure import Structure, game_of, preference_of, structure_of

__all__ = [
    "KINDS",
    "RULES",
    "Answer",
    "Draw",
    "Ensemble",
    "Play",
    "Reliance",
    "Session",
    "Settings",
    "Solution",
    "Solved",
    "Step",
    "Structure",
    "Tempi",
    "answer",
    "answers",
    "digest_of",
    "game_of",
    "mainly_assumed",
    "preference_of",
    "solution_of",
    "structure_of",
]
