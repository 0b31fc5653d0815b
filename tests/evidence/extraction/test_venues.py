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
    ("Talks resume in Doha on Monday.", ["Doha"]),
    ("The next round will be hosted by Oman.", ["Oman"]),
    ("Diplomats are preparing for the Astana round of talks next month.", ["Astana"]),
    ("A summit to be held at The Hague will discuss the reactor.", ["The Hague"]),
    ("The ministers plan to meet on the sidelines of the UN General Assembly in New York.", ["New York"]),
    ("Switzerland offered Geneva as a neutral ground.", ["Geneva"]),
    ("Envoys head to Muscat on Sunday for a fourth round of talks.", ["Muscat"]),
    ("The talks, due to open in Nairobi next week, have been put off.", ["Nairobi"]),
    ("Technical teams are expected in Islamabad on Thursday for negotiations.", ["Islamabad"]),
    ("Consultations shall commence in Lusaka, or at any other seat.", ["Lusaka"]),
    ("It was proposed that the commission convene in Bern or Oslo.", ["Bern", "Oslo"]),
    ("Experts ought to meet. Bishkek and Osh were named as possible venues.", ["Bishkek", "Osh"]),
    ("He is expected to invite the two sides to Brussels next week.", ["Brussels"]),
    ("Istanbul remains the preferred location for the meeting.", ["Istanbul"]),
    ("The Vatican said it was willing to host the negotiations.", ["Vatican"]),
    ("We suggest that it be convened in March, in Dhaka or Kathmandu.", ["Dhaka", "Kathmandu"]),
    ("Seoul proposed Panmunjom as the place for working-level talks.", ["Panmunjom"]),
    ("Hungary has been floated as a possible host of the summit.", ["Hungary"]),
    ("An envoy said that Lima had passed on a letter and that Quito might host a meeting.", ["Quito"]),
]
NO_VENUE = [
    "The talks were held in Tashkent in 2019.",
    "Kenya has offered the mission new trucks.",
    "The army may attack in Kordofan.",
    "Peru said that its neighbour had hosted refugees.",
    "Turkey will host a million refugees.",
    "The minister will give a press conference in Berlin.",
    "The council will meet to discuss the war in Sudan.",
    "Talks collapsed in Geneva last month.",
    "The call follows the two leaders’ meeting in Galway in 2023.",
    "The negotiators did not meet in Tashkent.",
]


def places(text, model):
    return [item.exact for item in extract(Document(text), model=model) if item.kind == "venue"]


@pytest.mark.parametrize(("text", "expected"), COMING)
def test_places_named_for_a_meeting(text, expected, model):
    assert places(text, model) == expected


@pytest.mark.parametrize("text", NO_VENUE)
def test_places_of_other_things(text, model):
    assert not places(text, model)


def test_a_place_turned_down_is_denied(model):
    (found,) = [
        i for i in extract(Document("Baghdad rejected Ankara as the venue."), model=model) if i.kind == "venue"
    ]
    assert (found.exact, found.stance) == ("Ankara", "denied")
