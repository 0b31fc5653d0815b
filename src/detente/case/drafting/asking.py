"""From the questions that documents ask, and the places they name, to what a case asks."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from detente.case.drafting.aims import Reader
from detente.case.drafting.effects import harm_of
from detente.case.drafting.model import PLACEHOLDER, DraftQuestion, LeftOut
from detente.case.drafting.polls import Poll
from detente.case.drafting.steps import Formula, clause_of, formula_of, formulas_of
from detente.errors import counted
from detente.evidence.extraction.actors import Actor
from detente.evidence.ledger import Item

__all__ = ["MOST_QUESTIONS", "Asked", "asked", "venues"]

LABEL = re.compile(r"^(?:Q(?:uestion)?\s*\d*\s*[:.)]\s*)", re.IGNORECASE)
TO_READERS = re.compile(r"\byou(?:r)?\b", re.IGNORECASE)
OBSTACLES = re.compile(r"\b(?:obstacles?|in the way|blocks?|hinders?|prevents?|stops?)\b", re.IGNORECASE)
EFFECT = re.compile(
    r"^(?:how|in what way)\b.*\b(?:affect|influence|change|shape|bear on|move)\w*\b(.*)", re.IGNORECASE
)
OUTCOME = re.compile(r"^(?:what|how|where)\b.*\b(?:outcomes?|happen|end|lead|go from here)\b", re.IGNORECASE)
WHETHER = re.compile(r"^(?:could|will|would|can|may|might|is|are|does|do|has|have|shall)\b", re.IGNORECASE)
MOST_QUESTIONS = 12  # more are no list that anybody reads
ELSEWHERE = "another place"
EVEN = 50  # the score of every place with every party, before anybody has judged one


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with the options and events that it is about."""

    question: DraftQuestion
    formulas: tuple[Formula, ...] = ()


def asked(
    items: Iterable[Item], reader: Reader, polled: Sequence[Poll], main: Formula | None
) -> tuple[tuple[Asked, ...], tuple[LeftOut, ...]]:
    """The questions of the documents that the draft can put, each once and not too many, and the others."""
    found: list[Asked] = []
    left: list[LeftOut] = []
    for item in items:
        text = LABEL.sub("", " ".join(item.content.exact.split()))
        if item.content.kind != "status" or item.content.form != "question" or not text.endswith("?"):
            continue
        one = None if TO_READERS.search(text) else _question(item, text, reader, polled, main)
        if one is None:
            left.append(LeftOut(item.id, "it asks its readers, or nothing that the draft holds"))
        elif (again := _place_of(one, found)) is not None:
            found[again] = _asked_again(found[again], item.id)
        else:
            number = sum(known.question.id.startswith(one.question.id) for known in found)
            id = one.question.id + (f"-{number + 1}" if number else "")
            found.append(replace(one, question=replace(one.question, id=id)))
    kept = sorted(found, key=lambda each: -len(each.question.items))[:MOST_QUESTIONS]
    most = counted(MOST_QUESTIONS, "question")
    why = f"a draft asks at most {most} of the documents; others come more often or earlier"
    left += [LeftOut(each.question.items[0], why) for each in found if each not in kept]
    return tuple(each for each in found if each in kept), tuple(left)


def _place_of(one: Asked, found: Sequence[Asked]) -> int | None:
    """Where the same question stands already."""
    return next((place for place, known in enumerate(found) if _same(one.question, known.question)), None)


def _asked_again(known: Asked, item: str) -> Asked:
    return replace(known, question=replace(known.question, items=(*known.question.items, item)))


def _same(one: DraftQuestion, other: DraftQuestion) -> bool:
    return (one.ask, one.of, one.given, one.driver) == (other.ask, other.of, other.given, other.driver)


def _question(item: Item, text: str, reader: Reader, polled: Sequence[Poll], main: Formula | None) -> Asked | None:
    words = reader.book.words
    said = formula_of(clause_of(item.content, reader.scene), reader.scene)
    about = said if said and said.name else main
    of = words(about) if about else ""
    known = (about,) if about else ()
    if about and OBSTACLES.search(text):
        return Asked(DraftQuestion("obstacles", text, "obstacles", of, items=(item.id,)), known)
    if about and polled and EFFECT.search(text):
        poll = _moved_by(item, polled, reader)
        question = DraftQuestion(poll.driver.id, text, "effect", of, driver=poll.driver.id, items=(item.id,))
        return Asked(question, known)
    if OUTCOME.search(text):
        return Asked(DraftQuestion("outcome", text, "outcome", items=(item.id,)))
    return _whether(item, text, reader, said) if WHETHER.search(text) else None


def _moved_by(item: Item, polled: Sequence[Poll], reader: Reader) -> Poll:
    """The poll of a party that the question names, else the first."""
    named = [each.party for each in reader.scene.named(item.content.source, item.content.span)]
    return next((poll for poll in polled if poll.party in named), polled[0])


def _whether(item: Item, text: str, reader: Reader, said: Formula | None) -> Asked | None:
    """Whether something will be: its probability; where it is a harm, given what does the harm."""
    words, scene = reader.book.words, reader.scene
    causes = [each for each in formulas_of(clause_of(item.content, scene), scene) if each.name]
    harm = harm_of(item.content, item.content.exact, causes[0], scene) if causes else None
    if harm:
        question = DraftQuestion("harm", text, "probability", words(harm), words(causes[0]), items=(item.id,))
        return Asked(question, (harm, causes[0]))
    if said is None or said.negated:
        return None
    id = reader.book.event(said) if said.name else said.steps[0].option
    return Asked(DraftQuestion(id, text, "probability", words(said), items=(item.id,)), (said,))


def venues(items: Iterable[Item], reader: Reader, parties: Sequence[str]) -> Iterator[Asked]:
    """Where to meet, as a choice among the places named; every score is a placeholder."""
    named = [item for item in items if item.content.kind == "venue" and item.content.stance != "denied"]
    table = reader.scene.table.actors
    places = list(dict.fromkeys(_place(item, table) for item in named))
    meeting = [party for party in reader.scene.pair() if party in parties]
    if not places or not meeting:
        return
    alternatives = [*places, ELSEWHERE]
    scores = {reader.scene.slug(p): {place: {"suits it": EVEN} for place in alternatives} for p in meeting}
    event = named[0].content.event or "meeting"
    note = f"{PLACEHOLDER}every score is {EVEN}, so that all places tie until you judge them; add criteria and vetoes"
    settings = {"alternatives": alternatives, "criteria": {"suits it": 1}, "scores": scores}
    ids = tuple(item.id for item in named)
    yield Asked(
        DraftQuestion(
            "venue", f"Where should the {event} be held?", "choose", items=ids, note=note, settings=settings
        )
    )


def _place(item: Item, actors: Mapping[str, Actor]) -> str:
    known = actors.get(item.content.actor or "")
    return known.name if known else item.content.exact
