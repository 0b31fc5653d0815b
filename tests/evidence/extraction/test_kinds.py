"""Each kind of item on sentences written in the styles of news, readouts, resolutions, agreements and polls."""

import pytest

from detente.evidence.document import Document
from detente.evidence.extraction import MISSING, extract, extraction


def read(text, model):
    return extract(Document(text, date="2025-08-10"), model=model)


def of(items, kind, *forms):
    return [item for item in items if item.kind == kind and (not forms or item.form in forms)]


DEMANDS = [
    ("Kenya urged Uganda to reopen the crossing.", "demand", "KEN", "UGA", "reopen the crossing"),
    ("Peru called on Chile to free the crew.", "demand", "PER", "CHL", "free the crew"),
    ("Oslo demanded that Moscow return the trawler.", "demand", "NOR", "RUS", "Moscow return the trawler"),
    ("Hanoi insists on a return to the 1999 line.", "demand", "VNM", None, "a return to the 1999 line"),
    ("Ghana wants Togo to lower its tariffs.", "want", "GHA", "TGO", "lower its tariffs"),
    ("Algeria is pushing for a vote in the council.", "demand", "DZA", None, "a vote in the council"),
    ("Mali threatened to expel the mission.", "threat", "MLI", None, "expel the mission"),
    ("“Bulgaria must open the bridge,” Ana Pop said.", "demand", "POP", "BGR", "open the bridge"),
    ("Cuba gave Haiti until Friday to pay the debt.", "deadline", "CUB", "HTI", "pay the debt"),
    ("Yerevan will not sign until Baku frees the crew.", "precondition", "ARM", "AZE", "Baku frees the crew"),
    ("Egypt said it would attend only if Sudan came too.", "only_if", "EGY", "SDN", "Sudan came too"),
    ("Japan will not sign unless South Korea apologises.", "unless", "JPN", "KOR", "South Korea apologises"),
    ("Libya rejected Italy's demand to close the camps.", "demand", "ITA", None, "close the camps"),
    ("Chad expects France to leave the base.", "expectation", "TCD", "FRA", "leave the base"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "form", "holder", "addressee", "words"), DEMANDS)
def test_demands(text, form, holder, addressee, words, model):
    found = of(read(text, model), "demand")
    assert (form, holder, words) in [(d.form, d.holder, d.exact) for d in found]
    if addressee is not None:
        assert addressee in {d.of for d in found}


def test_a_threat_holds_its_condition(model):
    (threat,) = of(read("Tehran said it would retaliate if Israel bombed the port.", model), "demand")
    assert (threat.form, threat.holder, threat.of) == ("threat", "IRN", "ISR")
    assert threat.condition == "Israel bombed the port"
    assert threat.consequent == "it would retaliate"


def test_an_exchange_lists_what_is_asked(model):
    text = (
        "Taliban envoys said they would free the crew in exchange for a prisoner swap, "
        "the lifting of a ban and an embassy."
    )
    found = of(read(text, model), "demand", "exchange")
    assert [d.exact for d in found] == ["a prisoner swap", "the lifting of a ban", "an embassy"]
    assert {d.holder for d in found} == {"TALIBAN"}


def test_a_resolution(model):
    text = "The Security Council,\n\n1. Demands that all parties leave the zone;\n\n"
    text += "2. Calls upon Eritrea to admit observers;"
    found = of(read(text, model), "demand")
    assert [(d.holder, d.of, d.exact) for d in found] == [
        ("UNSC", None, "all parties leave the zone"),
        ("UNSC", "ERI", "admit observers"),
    ]


AGREEMENT = """Agreement on the Border

Article 1. The Parties shall withdraw from the river by 4 May 2023.

Article 2. Rwanda shall open two crossings.

Article 3. The Commission shall meet every month.
"""


def test_an_agreement(model):
    found = of(read(AGREEMENT, model), "demand")
    assert {d.form for d in found} == {"package"}
    assert [d.of for d in found] == [None, "RWA", None]
    assert found[1].exact == "Rwanda shall open two crossings"


ACCORD = """Joint Declaration of Kenya and Chad

The Presidents have agreed that all troops will be withdrawn by 25 May. They agreed to open a ferry, and to share it.

Kenya undertakes to return the boats; Chad will admit the fishermen to its port. A commission will be set up in June.
"""


def test_an_agreement_that_says_will(model):
    found = of(read(ACCORD, model), "demand")
    assert [(d.form, d.of, d.holder, d.exact) for d in found] == [
        ("package", None, None, "all troops will be withdrawn by 25 May"),
        ("package", None, None, "open a ferry"),
        ("package", None, None, "share it"),
        ("package", "KEN", "TCD", "return the boats"),
        ("package", "TCD", "KEN", "admit the fishermen to its port"),
        ("package", None, None, "A commission will be set up in June"),
    ]


def test_a_report_of_an_agreement_is_none(model):
    text = "Truce agreement signed\n\nKenya will return the boats, Chad said. Chad agreed to go. Both will meet."
    assert not of(read(text, model), "demand", "package")


POLLS = [
    ("Two thirds of Cypriots support the plan.", 66.7, "Cypriots"),
    ("A survey found that 41 percent of Serbs oppose the deal.", 41.0, "Serbs"),
    ("Nine out of ten Danes back the mission.", 90.0, "Danes"),
    ("Half of Malians trust the envoy.", 50.0, "Malians"),
    ("A majority of Icelanders oppose the base, a poll showed.", None, "Icelanders"),
]


@pytest.mark.parametrize(("text", "value", "people"), POLLS)
def test_polls_need_no_parse(text, value, people):
    (poll,) = of(read(text, None), "poll")
    assert (poll.value, poll.population) == (value, people)
    assert poll.unit == ("percent" if value is not None else None)


@pytest.mark.parametrize(
    "text",
    ["Tariffs rose to 25 percent.", "The army holds 70% of the territory.", "About 300 people said they saw it."],
)
def test_figures_that_are_no_polls(text):
    assert not of(read(text, None), "poll")


def test_a_pollster_named_elsewhere_is_inferred():
    text = "Three in four Finns back the plan.\n\nYouGov asked 1,000 people between 3 March 2025 and 9 March 2025."
    (poll,) = of(read(text, None), "poll")
    assert (poll.pollster, poll.pollster_inferred) == (None, "YOUGOV")


def test_a_poll_in_full():
    text = "The Ipsos poll, conducted from 3 March 2025 to 9 March 2025, found 52% of Poles favour talks, "
    text += "with a margin of error of 2.5 points."
    (poll,) = of(read(text, None), "poll")
    assert (poll.pollster, poll.value, poll.margin) == ("IPSOS", 52.0, 2.5)
    assert poll.fielded == "2025-03-03/2025-03-09"


@pytest.mark.parametrize(
    ("text", "form", "condition", "consequent"),
    [
        ("If rain falls, the parade will end.", "if", "rain falls", "the parade will end"),
        ("The parade will end unless rain stops.", "unless", "rain stops", "The parade will end"),
        ("The deal will stand even if Chad leaves.", "even_if", "Chad leaves", "The deal will stand"),
        ("Without a truce, aid cannot move.", "without", "a truce", "aid cannot move"),
        ("Should the talks fail, sanctions will return.", "if", "the talks fail", "sanctions will return"),
        ("Oman will attend provided that Iran attends.", "if", "Iran attends", "Oman will attend"),
    ],
)
def test_conditionals(text, form, condition, consequent, model):
    (found,) = of(read(text, model), "conditional")
    assert (found.form, found.condition, found.consequent) == (form, condition, consequent)


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("The bridge is open.", "fact"),
        ("The bridge may open.", "hedged"),
        ("If it rains, the bridge will close.", "conditional"),
        ("Will the bridge open?", "question"),
        ("Kenya said the bridge was open.", "attributed"),
        ("According to Kenya, the bridge is open.", "attributed"),
        ("Read the whole text here.", "directive"),
    ],
)
@pytest.mark.parametrize("parsed", [True, False])
def test_status(text, form, parsed, model):
    (found,) = of(read(text, model if parsed else None), "status")
    assert found.form == form


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("Norway would be a possible venue for the summit.", "NOR"),
        ("Qatar offered to host the negotiations.", "QAT"),
        ("The talks will be held in Geneva next week.", None),
    ],
)
def test_venues(text, actor, model):
    (found,) = of(read(text, model), "venue")
    assert found.actor == actor


def test_a_meeting_that_is_over_is_no_venue(model):
    assert not of(read("The ministers met in Oslo last year.", model), "venue")


def test_without_a_model_the_reader_is_told():
    found = extraction(Document("Kenya urged Uganda to pay."))
    assert found.notices == (MISSING,)
    assert not of(found.items, "demand")
    assert [item.actor for item in of(found.items, "mention")] == ["KEN", "UGA"]


def test_only_kept_text_is_read(model):
    from detente.evidence.document import Span

    text = "Menu Kenya\nUganda said it would pay.\nShare with Chad"
    items = extract(Document(text, kept=(Span(11, 37),)), model=model)
    assert [item.actor for item in of(items, "mention")] == ["UGA"]


@pytest.mark.parametrize(
    "text", ["", " \n\n ", "“", "...", "“”", "If", "US", "\u202eabc\u202c", "a" * 5000, "“" * 300]
)
def test_odd_texts_give_no_error(text, model):
    extract(Document(text), model=model)
    extract(Document(text))


LISTS = [
    (
        "Peru urged Chile to share its data, to keep the gates shut, and to accept observers.",
        ["share its data", "keep the gates shut", "accept observers"],
    ),
    (
        "Norway demands the release of the crew, a written apology, and payment for the boat.",
        ["the release of the crew", "a written apology", "payment for the boat"],
    ),
    ("Kenya demanded food and medicine.", ["food and medicine"]),
    ("Should the talks fail, Nepal said, it would go to court.", []),
]


@pytest.mark.parametrize(("text", "wanted"), LISTS)
def test_each_thing_that_is_asked_is_a_demand_of_its_own(text, wanted, model):
    assert [item.exact for item in of(read(text, model), "demand") if item.form != "if_condition"] == wanted


TRANSCRIPT = """COMMISSIONER ORR: Thank you for waiting. We must see the licences lifted.

QUESTION: Did you threaten anybody?

VICE-MINISTER LEE (as interpreted): I have not seen that report.

COMMISSIONER ORR: We might also meet in Oslo."""


def test_each_turn_of_a_transcript_is_the_words_of_who_speaks_it(model):
    found = of(read("Talks of Commissioner Ann Orr and Vice-Minister Kim Lee\n\n" + TRANSCRIPT, model), "quote")
    direct = [(item.speaker_text, item.exact.split(" ")[0]) for item in found if item.form == "direct"]
    assert direct == [("COMMISSIONER ORR", "Thank"), ("VICE-MINISTER LEE", "I"), ("COMMISSIONER ORR", "We")]
    assert all(item.speaker for item in found if item.form == "direct")


REPORT = """Two-thirds want the vote repeated

Sixty-one percent of Peruvians say the vote should be held again, a survey found. Just under half (48%) would trust
the court to run it, while 31% prefer the parliament. Support for the treaty stands at 79 percent.

Interviews were conducted with 1,500 adults. The margin of error is plus or minus 2.5 percentage points."""


def test_a_report_of_a_survey_speaks_of_it_throughout(model):
    assert [item.value for item in of(read(REPORT, model), "poll")] == [61.0, 48.0, 31.0, 79.0]


def test_a_threat_is_a_danger_that_no_other_word_needs_to_tell(model):
    items = read("Mali said it would use force on the river. “We will fly home,” Ghana's envoy said.", model)
    (risk,) = of(items, "risk")
    assert risk.exact == "Mali said it would use force on the river."
    assert risk.cue == "threat"
