"""Claims and their denials are paired, swaps and questions are not; a president outranks an official."""

from datetime import date
from pathlib import Path

import pytest

from detente.evidence.contradiction import authority, oppositions, spoken_for
from detente.evidence.document import Document, Span
from detente.evidence.extraction import extract, load_actors, load_model
from detente.evidence.record import Evidence

TEXT = (
    "Norway will meet Iceland only if Iceland drops its quota. "
    "Norway said it would meet Iceland if Iceland first dropped that quota. "
    "Iceland would meet Norway if Norway dropped its quota. "
    "The harbour is closed."
)
DOCUMENT = Document(TEXT)
TABLE = load_actors()
SHARED = Path(__file__).parents[2] / "../shared/documents"


def mention(start: int, name: str, actor: str) -> Evidence:
    return Evidence.cite(DOCUMENT, Span(start, start + len(name)), "mention", actor=actor, acts_for=actor)


def mentions() -> list[Evidence]:
    return [
        mention(at, name, id)
        for name, id in (("Norway", "NOR"), ("Iceland", "ISL"))
        for at in range(len(TEXT))
        if TEXT.startswith(name, at)
    ]


def claim(words: str, **body: str) -> Evidence:
    start = TEXT.index(words)
    return Evidence.cite(DOCUMENT, Span(start, start + len(words)), "demand", **body)


HELD = claim("Iceland drops its quota", holder="NOR", acts_for="NOR")
DENIED = claim("Iceland first dropped that quota", holder="NOR", acts_for="NOR", stance="denied")
SWAPPED = claim("Norway dropped its quota", holder="NOR", acts_for="NOR", stance="denied")


def pairs(*contents: Evidence) -> list[tuple[str, str]]:
    return [(found.claim, found.denial) for found in oppositions([*mentions(), *contents])]


def test_a_claim_and_its_denial_by_the_same_party_are_opposed() -> None:
    assert pairs(HELD, DENIED) == [(HELD.id, DENIED.id)]
    assert pairs(DENIED, HELD) == [(HELD.id, DENIED.id)]


@pytest.mark.parametrize(
    "other",
    [
        claim("Iceland first dropped that quota", holder="NOR", acts_for="NOR"),
        claim("Iceland first dropped that quota", holder="NOR", acts_for="NOR", stance="asked"),
        claim("Iceland first dropped that quota", holder="ISL", acts_for="ISL", stance="denied"),
        claim("The harbour is closed", holder="NOR", acts_for="NOR", stance="denied"),
        claim("Iceland first dropped that quota", stance="denied"),
    ],
    ids=["asserted twice", "asked", "another party", "another matter", "nobody's"],
)
def test_what_is_no_denial_of_it_is_not(other: Evidence) -> None:
    assert pairs(HELD, other) == []


def test_a_claim_is_not_its_swap() -> None:
    assert (HELD.id, SWAPPED.id) not in pairs(HELD, SWAPPED)


@pytest.mark.parametrize(
    ("body", "rank"),
    [
        ({"holder": "TRUMP"}, 4),
        ({"holder": "USHAKOV"}, 3),
        ({"holder": "USA"}, 2),
        ({"holder": "USA", "stance": "reported_by_unnamed"}, 1),
        ({"speaker_text": "a councillor"}, 1),
        ({}, 0),
    ],
)
def test_who_speaks_with_more_standing(body: dict, rank: int) -> None:
    assert authority(claim("Iceland drops its quota", **body), TABLE) == rank


def test_a_president_out_of_office_is_a_named_person() -> None:
    item = claim("Iceland drops its quota", holder="TRUMP")
    assert authority(item, TABLE, date(2014, 3, 1)) == 3


def test_who_governs_is_judged_on_the_day_of_the_source() -> None:
    said = claim("Iceland drops its quota", holder="TRUMP", acts_for="USA")
    denied = claim("Iceland first dropped that quota", speaker_text="an official", acts_for="USA", stance="denied")
    found = [*mentions(), said, denied]
    (now,), (then,) = oppositions(found), oppositions(found, spoke={said.source: date(2014, 3, 1)}.get)
    assert now.why.startswith("claimed by whoever governs it, by name")
    assert then.why.startswith("claimed by a named person who acts for it")


def test_a_person_speaks_for_the_party_whose_office_it_holds() -> None:
    assert spoken_for(claim("Iceland drops its quota", holder="TRUMP"), TABLE) == "USA"
    assert spoken_for(claim("Iceland drops its quota", holder="Saltmere"), TABLE) == "Saltmere"


@pytest.mark.skipif(not SHARED.exists() or load_model() is None, reason="needs the shared documents and detente[nlp]")
def test_the_precondition_and_its_denial_of_the_same_day() -> None:
    read = [Document((SHARED / name).read_text(), name=name) for name in ("article.txt", "denial.txt")]
    items = {item.id: item for document in read for item in extract(document, model=load_model())}
    found = [o for o in oppositions(items.values()) if items[o.claim].kind == "demand"]
    assert {items[o.claim].source for o in found} == {document.digest for document in read}
    assert {items[o.denial].holder for o in found} == {"TRUMP"}
    assert all("the denial outranks" in o.why for o in found)
