"""Where talks may be held: places named for what is still to come."""

import pytest

from detente.evidence.document import Document
from detente.evidence.extraction import extract

COMING = [
    ("Peru has offered to host the next round in Arequipa.", ["Arequipa"]),
    ("Norway is willing to host.", ["Norway"]),
    ("The ministers would meet in Tashkent before the summer.", ["Tashkent"]),
    ("Japan has suggested Istanbul for the talks.", ["Istanbul"]),
    ("The venue shall be Lusaka.", ["Lusaka"]),
    ("We remain ready for talks, in Tunis or in Rabat.", ["Tunis", "Rabat"]),
]
NO_VENUE = [
    "The talks were held in Tashkent in 2019.",
    "Kenya has offered the mission new trucks.",
    "The army may attack in Kordofan.",
    "Peru said that its neighbour had hosted refugees.",
]


def places(text, model):
    return [item.exact for item in extract(Document(text), model=model) if item.kind == "venue"]


@pytest.mark.parametrize(("text", "expected"), COMING)
def test_places_named_for_a_meeting(text, expected, model):
    assert places(text, model) == expected


@pytest.mark.parametrize("text", NO_VENUE)
def test_places_of_other_things(text, model):
    assert not places(text, model)
