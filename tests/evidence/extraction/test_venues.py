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
    ("The mediators asked the sides to resume talks on Monday, June 3 in Oslo or Vienna.", ["Oslo", "Vienna"]),
    ("They told their deputies to meet in San Juan de Pasto by 4 May.", ["San Juan de Pasto"]),
    ("The minister accepted an invitation to visit Lima in March.", ["Lima"]),
    ("She invited her counterpart to visit Tashkent in the spring.", ["Tashkent"]),
    ("The union would rather see the negotiations moved to Valletta.", ["Valletta"]),
    ("The group will not send its delegation back to Geneva while the shelling goes on.", ["Geneva"]),
    ("Latvia wants the quarrel to be settled at the table, be it in Riga or in Tallinn.", ["Riga", "Tallinn"]),
    ("It does not matter to us whether we meet in Bern or in Rome.", ["Bern", "Rome"]),
    ("The talks could be relocated from Cairo to Amman.", ["Amman"]),
    ("The second round is scheduled for 8 May in Baku.", ["Baku"]),
    ("A follow-up meeting is planned for next week in Jakarta.", ["Jakarta"]),
    ("The parties have agreed on Helsinki as the venue.", ["Helsinki"]),
    ("Helsinki has been chosen to host the summit.", ["Helsinki"]),
    ("Negotiators are due back in Doha on Tuesday.", ["Doha"]),
    ("The foreign ministers are to gather in Windhoek on 3 March.", ["Windhoek"]),
    ("Panama is under consideration as a venue.", ["Panama"]),
    ("The delegations have left for Vienna, where talks will open on Monday.", ["Vienna"]),
    ("The president will travel to Ankara on Friday to meet his counterpart.", ["Ankara"]),
    ("The government is open to talks in Accra.", ["Accra"]),
    ("There will be another meeting in Belgrade.", ["Belgrade"]),
    ("Another session is to follow in Bangkok.", ["Bangkok"]),
    ("The talks will shift to Manama next month.", ["Manama"]),
    ("Neither side objected to Nicosia as a meeting place.", ["Nicosia"]),
    ("We are prepared to come to Podgorica at any time for talks.", ["Podgorica"]),
    ("They want the talks to be held in a neutral country such as Oman.", ["Oman"]),
    ("The sides were considering Zagreb and Ljubljana as sites for the next meeting.", ["Zagreb", "Ljubljana"]),
    ("Talks would take place in either Doha or Muscat.", ["Doha", "Muscat"]),
    ("The president invited both leaders to Cairo.", ["Cairo"]),
    ("The chair urged the parties to reconvene in Buenos Aires before Easter.", ["Buenos Aires"]),
    ("The mediator has summoned both sides to Dakar for talks next week.", ["Dakar"]),
    ("The rebels would come to Lomé only for direct talks.", ["Lomé"]),
    ("The next meeting is set for Kraków on 9 June.", ["Kraków"]),
    ("The envoys will meet again on 12 July in Addis Ababa.", ["Addis Ababa"]),
    ("Their lawyers will continue the discussions in Strasbourg.", ["Strasbourg"]),
    ("The commission shall meet alternately in Asunción and Brasília.", ["Asunción", "Brasília"]),
    ("Prague would be a suitable place for the negotiations.", ["Prague"]),
    ("They agreed that the next round be held in Yaoundé.", ["Yaoundé"]),
    ("Paris is ready to welcome the delegations.", ["Paris"]),
    ("The two sides will sit down in Ottawa next week.", ["Ottawa"]),
    ("A neutral venue, perhaps Vaduz, is being sought for the talks.", ["Vaduz"]),
    ("The mediators hope to bring the parties together in Maputo.", ["Maputo"]),
    ("Further discussions in Ulaanbaatar are planned.", ["Ulaanbaatar"]),
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
    "The president visited Brasília in May.",
    "The minister will visit a factory in Lyon.",
    "The army will send more troops back to Kandahar.",
    "The embassy will be moved to Jerusalem.",
    "The firm will move its headquarters to Dublin.",
    "The ambassador was recalled to Asmara for consultations.",
    "Refugees will return to Homs.",
    "The accord reached at the talks in Doha will be published.",
    "They will meet on Tuesday to discuss the fighting in Goma.",
    "The minister of Peru will meet the envoy of Chile.",
    "Soldiers will not return to Gaza.",
    "The envoy, born in Oran, will chair the talks.",
    "The talks were moved to Rabat in 1994.",
    "Ships will be sent to Odesa to load grain.",
    "The round of talks that failed in Kampala will not be mourned.",
    "The price of gas in Vienna could rise after the talks.",
    "The mission will continue in Mali until the summer.",
    "The trial will open in Paris on Monday.",
    "Eritrea wants to see the border posts moved to Badme.",
    "He would be sent back to Manila to face trial.",
    "Discussions of the war in Yemen will follow.",
    "The strike will be discussed in Warsaw’s press.",
    "The fighting in Darfur will have to end before talks begin.",
]


def places(text, model):
    return [item.exact for item in extract(Document(text), model=model) if item.kind == "venue"]


@pytest.mark.parametrize(("text", "expected"), COMING)
def test_places_named_for_a_meeting(text, expected, model):
    assert places(text, model) == expected


@pytest.mark.parametrize("text", NO_VENUE)
def test_places_of_other_things(text, model):
    assert not places(text, model)


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("Baghdad rejected Ankara as the venue.", "denied"),
        ("The minister ruled out Ankara as a venue.", "denied"),
        ("Neither side objected to Ankara as a meeting place.", "asserted"),
        ("The two sides agreed on Ankara as the venue.", "asserted"),
    ],
)
def test_a_place_turned_down_is_denied(text, stance, model):
    (found,) = [i for i in extract(Document(text), model=model) if i.kind == "venue"]
    assert (found.exact, found.stance) == ("Ankara", stance)
