"""From polls to drivers: a number with its source, and what the asked want of their government.

A share of a public is no chance that its government gives way. The draft uses it so, as a placeholder, and says so.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from detente.case.drafting.aims import shortened
from detente.case.drafting.book import Book
from detente.case.drafting.model import PLACEHOLDER, DraftDriver, LeftOut
from detente.case.drafting.scene import Scene
from detente.case.drafting.steps import Formula, clause_of, formula_of
from detente.evidence.document import Span
from detente.evidence.ledger import Item
from detente.evidence.record import Evidence

__all__ = ["Poll", "polls"]

CLAUSE = re.compile(r"(?:an?|the|that|this|they|it|he|she|their|its|his|her|there|no|of|for|in)\b", re.IGNORECASE)
ABOUT = 0.1  # to either side of a share without a margin: a guess, and said to be one


@dataclass(frozen=True, slots=True)
class Poll:
    """A driver, the party whose public was asked, and what that public wants where the draft knows such an act."""

    party: str
    driver: DraftDriver
    wants: Formula | None


def polls(items: Sequence[Item], scene: Scene, book: Book) -> tuple[tuple[Poll, ...], tuple[LeftOut, ...]]:
    """The polls that give a share of a party's public, and those that do not."""
    found: list[Poll] = []
    left: list[LeftOut] = []
    asked = [(item, _party(item.content, scene)) for item in items if item.content.kind == "poll"]
    for item, party in asked:
        if party is None or not _is_share(item.content):
            known = any(party == other and _is_share(each.content) for each, other in asked)
            left += [] if party and known else [LeftOut(item.id, "it gives no share of a party's public")]
            continue
        trend = tuple(each.id for each, other in asked if other == party and not _is_share(each.content))
        wants = formula_of(replace(clause_of(item.content, scene), voice=party), scene)
        id = f"{scene.slug(party)}_{_about(book.event(wants)) if wants and wants.name else 'public'}"
        id += f"_{len(found) + 1}" if id in [each.driver.id for each in found] else ""
        found.append(Poll(party, _driver(id, item, trend, scene.names[party]), wants))
    return tuple(found), tuple(left)


def _about(event: str) -> str:
    """What an event is, without the parties to it.

    >>> _about("norway_iceland_deal"), _about("all_take_part"), _about("ceasefire")
    ('deal', 'take_part', 'ceasefire')
    """
    return event.removeprefix("all_") if event.startswith("all_") else event.rpartition("_")[2]


def _party(content: Evidence, scene: Scene) -> str | None:
    named = scene.named(content.source, Span(content.start, content.end))
    return named[0].party if named else None


def _is_share(content: Evidence) -> bool:
    return content.value is not None and content.unit == "percent" and 0 <= content.value <= 100


def _driver(id: str, item: Item, trend: tuple[str, ...], name: str) -> DraftDriver:
    content = item.content
    share = (content.value or 0.0) / 100
    spread = content.margin / 100 if content.margin is not None else ABOUT
    guess = f"{PLACEHOLDER}the range is ten points either way; give a margin or a trend"
    low, high = max(0.0, round(share - spread, 4)), min(1.0, round(share + spread, 4))
    note = guess if content.margin is None else ""
    return DraftDriver(id, _means(content, name), round(share, 4), low, high, (item.id, *trend), note)


def _means(content: Evidence, name: str) -> str:
    """What a poll gives the share of: who was asked, and what they say or do."""
    people = content.population or f"those asked in {name}"
    said = shortened(content.proposition or content.exact).rstrip(" .,;:")
    said = said[:1].lower() + said[1:] if content.proposition else said
    if said.count("“") != said.count("”"):
        said = said.replace("“", "").replace("”", "")
    is_clause = not content.proposition or CLAUSE.match(said)
    return f"share of {people} who say “{said}”" if is_clause else f"share of {people} who {said}"
