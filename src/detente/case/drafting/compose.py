"""From items of a ledger to a draft of a case: parties, options, statements, drivers, questions.

General rules for diplomacy, written for no one text. Everything is proposed; what no item says and a model needs is a
placeholder, and says so; what the rules could not use is listed, with the reason.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from detente.case.drafting.aims import Aim, Reader, aims
from detente.case.drafting.asking import Asked, asked, venues
from detente.case.drafting.book import Book
from detente.case.drafting.effects import effects
from detente.case.drafting.model import (
    PLACEHOLDER,
    Draft,
    DraftParty,
    DraftQuestion,
    DraftRule,
    LeftOut,
)
from detente.case.drafting.polls import Poll, polls
from detente.case.drafting.scene import Scene, scene_of
from detente.case.drafting.steps import Formula, Step
from detente.case.drafting.wanting import FIGHT, PRESS, Wanting, profiles
from detente.evidence.document import Document
from detente.evidence.extraction.actors import ActorTable, load_actors
from detente.evidence.ledger import Item
from detente.evidence.record import Evidence

__all__ = ["MOST_OPTIONS", "draft"]

MOST_OPTIONS = 16  # 65,536 states at most: a draft should be answered in seconds, and read in minutes
MAIN = ("settle", "ceasefire", "meet")  # the events that a case is most likely about, the first that there is
OWN_ACT = "asked by the draft, not by the documents"


@dataclass(frozen=True, slots=True)
class _Plan:
    """What the draft is put together from."""

    reader: Reader
    aims: tuple[Aim, ...]
    effects: tuple[Aim, ...]
    polls: tuple[Poll, ...]
    asked: tuple[Asked, ...]
    main: Formula | None
    items: Mapping[str, Item]


def draft(
    documents: Sequence[Document],
    items: Iterable[Item],
    *,
    title: str,
    as_of: date,
    table: ActorTable | None = None,
) -> Draft:
    """The draft of a case from what a ledger holds of some documents.

    Parameters
    ----------
    documents
        Those that the items rest on.
    items
        What was rejected, retracted or superseded is passed over.
    title, as_of
        The case's name and day.
    table
        The table of actors; the shipped one unless given.
    """
    live = sorted((item for item in items if item.live), key=_place(documents))
    scene = scene_of(documents, live, table or load_actors())
    reader = Reader(scene, Book(scene), _sentences(live))
    found, unread = aims(live, reader)
    supposed = tuple(effects(live, reader))
    kept, supposed, beyond = _limited(found, supposed, reader.book)
    polled, unpolled = polls(live, scene, reader.book)
    main = _main(kept, polled)
    questions, unasked = asked(live, reader, polled, main)
    everything = (*kept, *supposed)
    _enter(reader.book, everything, polled, questions)
    plan = _Plan(reader, kept, supposed, polled, questions, main, {item.id: item for item in live})
    parties = tuple(_parties(plan))
    plan, idle = _moving(plan, parties)
    asks = tuple(_questions(plan, live, [party.actor for party in parties]))
    texts = [want.text for party in parties for profile in party.profiles for want in profile.wants]
    texts += [text for question in asks for text in (question.of, question.given)]
    left = (*_others(scene), *unread, *_unused(live, everything), *beyond, *unpolled, *unasked, *idle)
    return Draft(
        title,
        as_of,
        parties,
        tuple(reader.book.id(step) for step in reader.book.options.values() if step.now),
        reader.book.all_events({name for text in texts for name in re.findall(r"[\w.]+", text)}),
        tuple(_rules(reader.book)),
        tuple(poll.driver for poll in plan.polls),
        asks,
        tuple(left),
    )


def _place(documents: Sequence[Document]) -> Callable[[Item], tuple[int, int, str]]:
    """Where a reader meets an item: document by document, from the top."""
    places = {document.digest: place for place, document in enumerate(documents)}
    return lambda item: (places.get(item.content.source, len(places)), item.content.start, item.id)


def _sentences(items: Iterable[Item]) -> Mapping[str, Sequence[Evidence]]:
    found: dict[str, list[Evidence]] = defaultdict(list)
    for item in items:
        if item.content.kind == "status":
            found[item.content.source].append(item.content)
    return found


def _limited(
    found: Sequence[Aim], supposed: Sequence[Aim], book: Book
) -> tuple[tuple[Aim, ...], tuple[Aim, ...], tuple[LeftOut, ...]]:
    """The aims whose options are among those most often named, and those beyond."""
    counts: Counter[str] = Counter()
    for weight, several in ((2, found), (1, supposed)):
        for aim in several:
            if not aim.denied:
                counts.update(dict.fromkeys(_ids(aim.formulas, book), weight))
    order = list(counts)
    kept = set(sorted(order, key=lambda id: (-counts[id], order.index(id)))[:MOST_OPTIONS])
    fits = [aim for aim in found if _ids(aim.formulas, book) <= kept]
    extra = [aim for aim in supposed if _ids(aim.formulas, book) <= kept]
    why = f"a draft has at most {MOST_OPTIONS} options, and others are named more often"
    beyond = [LeftOut(aim.item, why) for aim in (*found, *supposed) if not _ids(aim.formulas, book) <= kept]
    return tuple(fits), tuple(extra), tuple(dict.fromkeys(beyond))


def _ids(formulas: Iterable[Formula], book: Book) -> set[str]:
    return {book.id(step) for formula in formulas for step in formula.steps}


def _main(kept: Sequence[Aim], polled: Sequence[Poll]) -> Formula | None:
    """What the case is most likely about: a settlement, a ceasefire, a meeting, else the first thing asked."""
    named = [formula for aim in kept if not aim.denied for formula in aim.formulas]
    named += [poll.wants for poll in polled if poll.wants]
    for name in MAIN:
        for formula in named:
            if formula.name == name and not formula.negated:
                return formula
    return named[0] if named else None


def _enter(book: Book, known: Iterable[Aim], polled: Iterable[Poll], questions: Iterable[Asked]) -> None:
    for aim in known:
        for formula in () if aim.denied else aim.formulas:
            book.enter(formula, aim.item)
    for poll in polled:
        if poll.wants:
            book.enter(poll.wants, poll.driver.items[0])
    for each in questions:
        for formula in each.formulas:
            book.enter(formula, each.question.items[0] if each.question.items else "")


def _parties(plan: _Plan) -> Iterator[DraftParty]:
    book, scene = plan.reader.book, plan.reader.scene
    for party in scene.parties:
        own = [aim for aim in plan.aims if aim.party == party]
        supposed = [aim for aim in plan.effects if aim.party == party]
        if not book.of_party(party):
            if not own:
                continue
            book.enter(Formula((Step(party, PRESS, "Press for what it asks"),)))
        polled = [poll for poll in plan.polls if poll.party == party]
        wanting = Wanting(party, own, supposed, polled, plan.items, book, plan.main)
        yield DraftParty(scene.slug(party), scene.names[party], party, book.of_party(party), profiles(wanting))


def _moving(plan: _Plan, parties: Sequence[DraftParty]) -> tuple[_Plan, tuple[LeftOut, ...]]:
    """The plan with the polls that move a weight, and with the questions about these; and what is left out."""
    weights = " ".join(profile.weight for party in parties for profile in party.profiles)
    moving = set(re.findall(r"\w+", weights))
    idle = [poll.driver.items[0] for poll in plan.polls if poll.driver.id not in moving]
    fit = [each for each in plan.asked if not each.question.driver or each.question.driver in moving]
    idle += [each.question.items[0] for each in plan.asked if each not in fit]
    kept = tuple(poll for poll in plan.polls if poll.driver.id in moving)
    left = tuple(LeftOut(id, "it moves no weight: the draft holds nothing that those asked want") for id in idle)
    return replace(plan, polls=kept, asked=tuple(fit)), left


def _rules(book: Book) -> Iterator[DraftRule]:
    """What two do together is done in one step or not at all; who has signed does not fight."""
    for event, steps in book.events.items():
        if len(steps) == 2 and all(step.done for step in steps) and not event.startswith("all_"):
            one, two = (book.id(step) for step in steps)
            because = f"{PLACEHOLDER}it takes both of them"
            yield DraftRule(f"not ({one} iff {two})", because, (one, two), event)
    for party, option in book.options:
        if option == "sign" and (party, FIGHT) in book.options:
            slug = book.scene.slug(party)
            because = f"{PLACEHOLDER}a settlement is taken to begin with a ceasefire"
            yield DraftRule(f"{slug}.sign and {slug}.{FIGHT}", because)


def _questions(plan: _Plan, items: Sequence[Item], parties: Sequence[str]) -> Iterator[DraftQuestion]:
    found = [each.question for each in plan.asked]
    book = plan.reader.book
    yield from found
    of = book.words(plan.main) if plan.main else ""
    if plan.main and not found:
        text = f"What stands in the way of {book.phrase(plan.main)}?"
        yield DraftQuestion("obstacles", text, "obstacles", of, note=OWN_ACT)
        yield DraftQuestion("outcome", "Where is this likely to end?", "outcome", note=OWN_ACT)
    swept = {question.driver for question in found}
    for poll in plan.polls:
        if plan.main and poll.driver.id not in swept:
            text = f"How much does {book.phrase(plan.main)} depend on the {poll.driver.means}?"
            id = f"{poll.driver.id}-effect"
            yield DraftQuestion(id, text, "effect", of, driver=poll.driver.id, items=poll.driver.items, note=OWN_ACT)
    for each in venues(items, plan.reader, parties):
        yield replace(each.question, note=f"{each.question.note}; {OWN_ACT}")


def _unused(items: Iterable[Item], kept: Iterable[Aim]) -> Iterator[LeftOut]:
    """What is said of trade and of consequences, and became no line."""
    used = {aim.item for aim in kept}
    whys = {
        "economic": "it names what could be traded or would follow, and no act that the draft knows",
        "conditional": "it supposes what the draft makes no option of",
    }
    bound = {(item.content.source, item.content.condition) for item in items if item.content.kind == "demand"}
    for item in items:
        content = item.content
        if content.kind in whys and item.id not in used and (content.source, content.condition) not in bound:
            yield LeftOut(item.id, whys[content.kind])


def _others(scene: Scene) -> Iterator[LeftOut]:
    for actor in scene.left_out:
        known = scene.table.actors.get(actor)
        yield LeftOut(
            known.name if known else actor, "it is named in what others say, and says or is asked too little"
        )
