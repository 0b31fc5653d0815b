"""Items are those of a party by its actors' names, ids and people, or by the words that somebody typed."""

import pytest

from detente.case.voices import about, actors_called, party_of
from detente.casefile import parse_case
from detente.evidence.document import Document, Span
from detente.evidence.ledger import Entry, Ledger
from detente.evidence.record import Evidence

TEXT = Document("Trump said that Russia would stop. Saltmere would not. The harbour of Russia is closed.")
CASE = parse_case(
    'format = 1\n[case]\ntitle = "T"\nas_of = 2025-08-07\n'
    '[party.us]\nname = "United States"\n[party.us.option]\nx = "X"\n'
    '[party.saltmere]\nname = "Saltmere"\n[party.saltmere.option]\ny = "Y"\n'
)


def item(words: str, kind: str = "claim", **body: str) -> Evidence:
    start = TEXT.raw.index(words)
    return Evidence.cite(TEXT, Span(start, start + len(words)), kind, **body)


@pytest.mark.parametrize(
    ("body", "party"),
    [
        ({"speaker": "TRUMP"}, "us"),
        ({"holder": "USA"}, "us"),
        ({"acts_for": "USA", "holder": "WITKOFF"}, "us"),
        ({"holder": "Saltmere"}, "saltmere"),
        ({"holder": "SALTMERE"}, "saltmere"),
        ({"speaker": "PUTIN"}, None),
        ({}, None),
    ],
)
def test_whose_claim_it_is(body: dict[str, str], party: str | None) -> None:
    found = party_of(item("Russia would stop", **body), CASE)
    assert (found.id if found else None) == party


def test_names_mean_actors_whatever_their_case() -> None:
    assert "rus" in actors_called("Russia") & actors_called("kremlin") & actors_called("RUS")


def test_an_item_that_names_a_party_is_about_it() -> None:
    contents = [
        item("Russia", "mention", actor="RUS", acts_for="RUS"),
        item("Russia would stop"),
        item("Saltmere would not", holder="Saltmere"),
    ]
    ledger = Ledger().appended(*(Entry.propose(c, who="w", when="2025-08-07T09:30:00Z") for c in contents))
    found = [each.content.exact for each in about(list(ledger.items.values()), actors_called("Russia"))]
    assert found == ["Russia", "Russia would stop"]
