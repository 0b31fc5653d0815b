"""Texts made to keep the rules busy: each is read to its end, and what is not parsed is said."""

import pytest

from detente.evidence.document import Document
from detente.evidence.extraction import extraction
from detente.evidence.extraction.parse import LONGEST, TOO_LONG

BUSY = {
    "one sentence of many clauses": "Oslo said Peru must withdraw, " * 2_000,
    "one sentence of many conditions": "If Peru " * 4_000 + "withdraws, talks resume.",
    "one sentence of names": "Peru " * 6_000,
    "items parted by semicolons": "Peru must withdraw; " * 2_000,
    "shares without end": "64 percent, " * 4_000,
    "marks that open": "“" * 20_000,
    "marks that open on words": "“a " * 10_000,
    "marks that close at once": "“a” " * 5_000,
    "marks of two kinds": "\"'" * 10_000,
    "brackets": "(" * 40_000,
    "no space": "a" * 200_000,
    "empty lines": " \n" * 50_000,
    "stops": "A. " * 10_000,
}


@pytest.mark.parametrize("name", BUSY)
def test_a_busy_text_is_read_to_its_end(name, model):
    text = BUSY[name]
    found = extraction(Document(text), model=model)
    assert all(item.exact == text[item.start : item.end] for item in found.items)


def test_a_sentence_too_long_to_parse_is_read_without_one(model):
    text = f"Oslo asked Peru to withdraw. Oslo asked Peru to withdraw {'and again ' * (LONGEST // 10)}to leave."
    found = extraction(Document(text), model=model)
    assert [item.exact for item in found.items if item.kind == "demand"] == ["withdraw"]
    assert {item.actor for item in found.items if item.kind == "mention" and item.start > 28} == {"PER", "NOR"}
    assert TOO_LONG.format(number=1) in found.notices
