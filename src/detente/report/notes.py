"""Numbers for what a page refers to: assumptions and passages, in the order in which it does."""

from dataclasses import dataclass, field
from typing import Any, Literal

from detente.case import Assumed, Case, Cited, Warrant
from detente.case.standing import contradictions_of, unverified
from detente.errors import counted
from detente.report.words import joined

__all__ = ["Notes", "Ref"]


@dataclass(frozen=True, slots=True)
class Ref:
    """A reference: what kind of reason stands behind a number, the note it leads to, and its text.

    `number` is 0 for an outside source, which is named on the spot, and where there is no reason at all.
    """

    kind: Literal["assumed", "evidence", "source", "none"]
    number: int
    text: str


@dataclass(slots=True)
class Notes:
    """The notes of one page, numbered as they are first referred to."""

    case: Case
    assumed: dict[str, int] = field(default_factory=dict)
    cited: dict[str, int] = field(default_factory=dict)
    sources: set[str] = field(default_factory=set)
    unwarranted: int = 0

    def of(self, warrant: Warrant) -> tuple[Ref, ...]:
        """The references that stand behind a number."""
        if isinstance(warrant, Assumed):
            number = self.assumed.setdefault(warrant.why, len(self.assumed) + 1)
            return (Ref("assumed", number, warrant.why),)
        if isinstance(warrant, Cited):
            passages = tuple(self._passage(id) for id in warrant.evidence)
            if warrant.source:
                self.sources.add(warrant.source)
            return passages + ((Ref("source", 0, warrant.source),) if warrant.source else ())
        self.unwarranted += 1
        return (Ref("none", 0, "no warrant"),)

    def _passage(self, id: str) -> Ref:
        number = self.cited.setdefault(id, len(self.cited) + 1)
        item = self.case.ledger.items.get(id)
        return Ref("evidence", number, item.content.exact if item else "not in the ledger")

    def passages(self) -> list[dict[str, Any]]:
        """What was cited, in order, each with the document it stands in."""
        names = {document.digest: name for name, document in self.case.documents.items()}
        found = []
        for id, number in self.cited.items():
            item = self.case.ledger.items.get(id)
            source = names.get(item.content.source, "a document that is not in the case") if item else ""
            found.append(
                {
                    "number": number,
                    "id": id,
                    "item": item,
                    "source": source,
                    "against": [self._called(other) for other in contradictions_of(self.case, item)],
                    "unverified": item is not None and unverified(self.case, item),
                }
            )
        return found

    def _called(self, id: str) -> str:
        """An item as the page calls it."""
        return f"evidence {self.cited[id]}" if id in self.cited else id

    def footing(self) -> str:
        """What the numbers stand on, counted."""
        counts = [
            (len(self.cited), "cited passage"),
            (len(self.sources), "outside source"),
            (len(self.assumed), "stated assumption"),
        ]
        return joined([counted(count, what) for count, what in counts if count]) or "nothing that is named"
