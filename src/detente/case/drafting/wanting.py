"""What a party may want, in order: what is said of it first, then the placeholders that a model cannot do without.

Where a claim and its denial both stand in the ledger, the party gets a profile for each; where a poll of its public
is known, one that follows the public and one that does not. Which is true is not decided here.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from detente.case.drafting.aims import Aim
from detente.case.drafting.book import Book
from detente.case.drafting.model import PLACEHOLDER, DraftProfile, DraftWant
from detente.case.drafting.polls import Poll
from detente.case.drafting.steps import Formula
from detente.evidence.ledger import Item

__all__ = ["Wanting", "profiles"]

FIGHT = "fight"
PRESS = "press"
WEIGHED = (
    f"{PLACEHOLDER}no weights are set, so that both count alike; nobody has weighed the claim against its denial"
)
FOLLOWS = f"{PLACEHOLDER}the share of the public is taken as the chance that its government follows it"


@dataclass(frozen=True, slots=True)
class Wanting:
    """What is known of what a party wants: its aims, the effects on it, polls of its public, items by id."""

    party: str
    aims: Sequence[Aim]
    effects: Sequence[Aim]
    polls: Sequence[Poll]
    items: Mapping[str, Item]
    book: Book
    main: Formula | None


def profiles(wanting: Wanting) -> tuple[DraftProfile, ...]:
    """The hypotheses of what a party wants: one, or two where claims about it are denied or a poll moves it."""
    wants = _wants(wanting)
    contested, denials = _contested(wanting)
    if contested:
        others = tuple(want for want in wants if want.text not in contested)
        held = tuple(dict.fromkeys(id for want in wants if want.text in contested for id in want.items))
        return (
            DraftProfile("insists", wants, items=held, assumed=WEIGHED),
            DraftProfile("does-not-insist", others or wants, items=denials, assumed=WEIGHED),
        )
    poll = next((poll for poll in wanting.polls if poll.wants), None)
    if poll is None or poll.wants is None:
        return (DraftProfile("main", wants),)
    return _polled(wants, poll, wanting.book)


def _polled(wants: tuple[DraftWant, ...], poll: Poll, book: Book) -> tuple[DraftProfile, ...]:
    """A profile that puts what the public wants before all conditions, and one that keeps the order."""
    text = book.words(poll.wants) if poll.wants else ""
    first = [want for want in wants if _is_defence(want.text)]
    rest = [want for want in wants if want not in first and want.text != text]
    moved = (*first, DraftWant(text, poll.driver.items[:1]), *rest)
    id = poll.driver.id
    return (
        DraftProfile("follows-its-public", moved, id, poll.driver.items, FOLLOWS),
        DraftProfile("keeps-its-order", wants, f"1 - {id}", poll.driver.items, FOLLOWS),
    )


def _is_defence(text: str) -> bool:
    return re.fullmatch(rf"\w+\.{FIGHT} if [\w. ]+", text) is not None


def _contested(wanting: Wanting) -> tuple[frozenset[str], tuple[str, ...]]:
    """The statements whose items are denied by others, and the ids of the denials."""
    texts: set[str] = set()
    denials: list[str] = []
    for aim in wanting.aims:
        against = [id for id in wanting.items[aim.item].contradicts if _denies(wanting.items.get(id))]
        if not aim.denied and against:
            texts.add(aim.text)
            denials += against
    return frozenset(texts), tuple(dict.fromkeys(denials))


def _denies(item: Item | None) -> bool:
    return item is not None and item.content.stance == "denied"


def _wants(wanting: Wanting) -> tuple[DraftWant, ...]:
    said = [aim for aim in wanting.aims if not aim.denied]
    found: dict[str, DraftWant] = {}
    for want in (
        *_defence(wanting),
        *(DraftWant(aim.text, (aim.item,)) for aim in said if aim.binding),
        *(DraftWant(aim.text, (aim.item,)) for aim in said if not aim.binding),
        *(DraftWant(aim.text, (aim.item,)) for aim in wanting.effects),
    ):
        known = found.get(want.text)
        items = tuple(dict.fromkeys([*(known.items if known else ()), *want.items]))
        found[want.text] = DraftWant(want.text, items, want.assumed)
    for want in _placeholders(wanting, set(found)):
        found.setdefault(want.text, want)
    return tuple(found.values())


def _own_bound(aim: Aim) -> Iterator[str]:
    """The party's own options that a statement makes depend on others, where doing them is what it holds back."""
    if aim.text.startswith("not "):
        yield from (step.option for step in aim.formulas[0].steps if step.party == aim.party and step.option != FIGHT)


def _fights(wanting: Wanting, party: str) -> bool:
    return (party, FIGHT) in wanting.book.options


def _defence(wanting: Wanting) -> Iterator[DraftWant]:
    """A party that fights goes on while it is fought."""
    slug = wanting.book.scene.slug
    against = [p for p in wanting.book.scene.fighters if p != wanting.party and _fights(wanting, p)]
    if against and _fights(wanting, wanting.party):
        attacked = " or ".join(f"{slug(party)}.{FIGHT}" for party in against)
        why = f"{PLACEHOLDER}it is taken to defend itself; no document says so"
        yield DraftWant(f"{slug(wanting.party)}.{FIGHT} if {attacked}", assumed=why)


def _placeholders(wanting: Wanting, said: set[str]) -> Iterator[DraftWant]:
    """What must be assumed so that every option costs or brings something, until somebody says what it does."""
    own = [step for (party, _), step in wanting.book.options.items() if party == wanting.party]
    fights = _fights(wanting, wanting.party)
    main = wanting.book.words(wanting.main) if wanting.main else ""
    me = wanting.book.scene.slug(wanting.party)
    if fights and not any(text in said for text in ("ceasefire", main)) and main not in ("", "ceasefire"):
        yield DraftWant(
            f"{me}.{FIGHT} unless {main}", assumed=f"{PLACEHOLDER}no document says what would make it stop"
        )
    elif not said and main:
        yield DraftWant(main, assumed=f"{PLACEHOLDER}no document says what it wants")
    bound = {option for aim in wanting.aims if aim.binding for option in _own_bound(aim)}
    for step in own:
        if step.option in bound:
            why = "who names conditions for it is taken to want it on them"
            yield DraftWant(wanting.book.id(step), assumed=f"{PLACEHOLDER}{why}")
        elif step.option == PRESS:
            wanted = next((text for text in said if " " not in text), main or "true")
            why = f"{PLACEHOLDER}it presses until it has what it asks for"
            yield DraftWant(f"{me}.{PRESS} unless {wanted}", assumed=why)
        elif step.gives:
            why = f"{PLACEHOLDER}doing this is taken to cost the one who does it"
            yield DraftWant(f"not {wanting.book.id(step)}", assumed=why)
    if fights:
        yield DraftWant(f"not {me}.{FIGHT}", assumed=f"{PLACEHOLDER}war is taken to be dear")
