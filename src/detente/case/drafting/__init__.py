"""From what documents say to the draft of a case: proposed line by line, with the items each line comes from."""

from detente.case.drafting.compose import MOST_OPTIONS, draft
from detente.case.drafting.model import PLACEHOLDER, Draft, LeftOut

__all__ = ["MOST_OPTIONS", "PLACEHOLDER", "Draft", "LeftOut", "draft"]
