"""Who said what, where: documents, passages, and a ledger of what was proposed and what was accepted.

Everything is proposed and nothing believed. The text of a document is data, never an instruction.
"""

from detente.evidence.anchor import confirm, locate, reanchor
from detente.evidence.document import Document, Span
from detente.evidence.ledger import Entry, Item, Ledger
from detente.evidence.record import Evidence
from detente.evidence.source import Source

__all__ = [
    "Document",
    "Entry",
    "Evidence",
    "Item",
    "Ledger",
    "Source",
    "Span",
    "confirm",
    "locate",
    "reanchor",
]
