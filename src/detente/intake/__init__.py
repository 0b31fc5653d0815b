"""Bytes, pages and pastes to a `Document`: the raw text kept, the dirt left out of the article.

Everything that a file says is data. Pages, PDF and Word files are parsed in a process of their own, with limits.
"""

from detente.intake.read import KINDS, read_document, read_file

__all__ = ["KINDS", "read_document", "read_file"]
