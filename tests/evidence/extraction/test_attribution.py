"""What is reported in the writer's words, and what only looks so."""

import pytest

from detente.evidence.document import Document
from detente.evidence.extraction import extract


def quotes(text, model, *forms):
    items = extract(Document(text, date="2025-08-10"), model=model)
    return [item for item in items if item.kind == "quote" and item.form in forms]


REPORTS = [
    ("Norway made clear that it would not pay.", "NOR", "that it would not pay"),
    ("Peru regretted that the remarks seemed rude.", "PER", "that the remarks seemed rude"),
    ("Fiji objected that the list was old.", "FJI", "that the list was old"),
    ("Qatar did not believe that the complaint was serious.", "QAT", "that the complaint was serious"),
    ("Peru expressed hope that the talks would resume.", "PER", "that the talks would resume"),
    ("According to Kenya, the lorries were stopped twice.", "KEN", "the lorries were stopped twice"),
    ("The lorries were stopped twice, according to Kenya.", "KEN", "The lorries were stopped twice"),
    ("Unless the rain stops, Uganda cautioned, the dam may break.", "UGA", "the dam may break"),
    ("Nepal said it regretted the delay.", "NPL", "it regretted the delay"),
    ("Peru warned the governments of Chad and Mali that boats would be seized.", "PER", "that boats would be seized"),
    ("As Norway’s premier has noted, the pipeline is not for sale.", "NOR", "the pipeline is not for sale"),
    ("Mali is convinced that the truce will hold.", "MLI", "that the truce will hold"),
    ("Chile let both sides know that a house was at their disposal.", "CHL", "that a house was at their disposal"),
    ("Oman considered it vital that the wells be shared.", "OMN", "that the wells be shared"),
    ("Japan noted with concern that both armies had moved.", "JPN", "that both armies had moved"),
    ("Peru was informed by Chile that the ship had left.", "CHL", "that the ship had left"),
    ("The boats would sail, Peru said, until it paid.", "PER", "The boats would sail"),
    ("It was announced that the pass would reopen.", None, "that the pass would reopen"),
    ("The Government’s view is that the pact has lapsed.", None, "that the pact has lapsed"),
    ("It is the view of Fiji that the pact has lapsed.", "FJI", "that the pact has lapsed"),
    ("Japan was of the opinion that the pact had lapsed.", "JPN", "that the pact had lapsed"),
    ("Leaders heard a report by Chad, according to which rivers will fall by a fifth.", "TCD", "rivers will fall"),
    ("Peru published a letter saying that the dam leaked.", "PER", "that the dam leaked"),
    ("In a letter to the Council, Sudan’s envoy alleged that Chad had sent arms.", "SDN", "that Chad had sent arms"),
    ("Several of the ministers of Mali said that the dam leaked.", None, "that the dam leaked"),
    ("Mali said in a note that the dam leaked.", "MLI", "that the dam leaked"),
    ("In the view of Chad, the dam was unsafe.", "TCD", "the dam was unsafe"),
    ("The deal on offer, a diplomat told me over lunch, is “a mousetrap with no cheese”.", None, "The deal on offer"),
    ("The Dutch Ambassador was of opinion that the fair must be held.", "NLD", "that the fair must be held"),
    ("I told him that the fair mattered to Norway.", None, "that the fair"),
    ("It was widely felt that experts ought to meet.", None, "that experts ought to meet"),
    ("Some Danes say they simply want the ferry back.", "DNK_PUBLIC", "they simply want the ferry back"),
]


@pytest.mark.parametrize(("text", "speaker", "words"), REPORTS)
def test_reports(text, speaker, words, model):
    (found,) = quotes(text, model, "indirect")
    assert found.speaker == speaker
    assert words in found.exact


@pytest.mark.parametrize(
    "text",
    [
        "It was agreed that the ministers would meet in June.",
        "The two leaders agreed that the road would open.",
        "According to a survey, the bridge is popular.",
        "According to the treaty, the river is open to all.",
        "Chile told the court where the ships were.",
        "Kenya denied what the papers had printed about the port.",
        "It is important to recognise that Brazil and Peru have changed.",
        "The Parties recognise that the border is closed.",
        "Norway says it believes.",
        "Two-thirds of respondents think that the border should stay open.",
        "A narrow majority of voters say they would accept a deal.",
        "Just one in five believes the truce will hold.",
        "Six in ten Danes think the toll is fair.",
        "Peru requested that the data be shared.",
        "Nobody can say that the dam was safe.",
        "If Norway says that the dam is safe, we shall go.",
        "The evidence suggests that trade will grow.",
        "Should Peru be of the opinion that the pact has lapsed, it shall tell Chile.",
        "He did not say when the ships would leave.",
        "A survey found that 40 percent of Danes say they want a vote.",
    ],
)
def test_what_reports_nobody_s_words(text, model):
    assert not quotes(text, model, "indirect")


STRAIGHT = [
    ("'The bridge belongs to everybody,' Mr Orr said.", "direct", "The bridge belongs to everybody,"),
    ("'We can't wait any longer,' said Ann Orr.", "direct", "We can't wait any longer,"),
    ("Serbia dismissed the report as 'fiction'.", "partial", "fiction"),
]


@pytest.mark.parametrize(("text", "form", "words"), STRAIGHT)
def test_single_quotation_marks(text, form, words, model):
    (found,) = quotes(text, model, form)
    assert found.exact == words
    assert found.speaker


@pytest.mark.parametrize(
    "text", ["Kenya's port and the farmers' roads were shut.", "The minister's aide read the rebels' letter."]
)
def test_apostrophes_open_no_quotation(text, model):
    assert not quotes(text, model, "direct", "partial")


BOLD = """**Interviewer:** What do you expect?

**Ann Orr:** Very little. We go because we were asked.

**Interviewer:** And then?

**Ann Orr:** They know our view."""


def test_an_interview_with_names_in_bold(model):
    found = quotes(BOLD, model, "direct")
    assert [item.exact.split()[0] for item in found] == ["Very", "They"]


ASKED = """MR PRICE: The fighting must stop.

Q: When will the envoy travel?

MR PRICE: Soon enough."""


def test_a_question_marked_with_a_letter_is_nobody_s_answer(model):
    assert [item.exact for item in quotes(ASKED, model, "direct")] == ["The fighting must stop.", "Soon enough."]


STATUSES = [
    ("We urge both armies to stop.", "fact"),
    ("I call on Chad to release the crew.", "fact"),
    ("Nobody can say that we slept.", "fact"),
    ("We believe that waiting costs lives.", "fact"),
    ("Asked if she feared a fine, she laughed.", "fact"),
    ("Peru called the charge baseless.", "attributed"),
    ("Mr Hill thinks the tax is unfair.", "attributed"),
    ("Kenya ruled out a vote.", "attributed"),
    ("Kenya raised concerns about the dam.", "attributed"),
    ("Kenya raised taxes on fish.", "fact"),
    ("The drought is threatening the farmers of Mali.", "fact"),
    ("The blockade denies them food.", "fact"),
    ("Peru did not respond to a request for comment.", "fact"),
]


@pytest.mark.parametrize(("text", "form"), STATUSES)
def test_what_is_told_and_what_is_done(text, form, model):
    assert [item.form for item in extract(Document(text), model=model) if item.kind == "status"] == [form]


PACT = """Article 1
The Parties recognise that the lake is shared. Norway shall open the dam. It shall pay for the locks.

Article 2
Peru welcomes the plan and shall open the port. The plan may be changed by mutual agreement.

Article 3
The Parties shall meet in May. This Agreement shall lapse unless renewed."""


def test_what_parties_recognise_and_permit_in_an_agreement_is_nobody_s_report(model):
    items = extract(Document(PACT), model=model)
    assert {item.form for item in items if item.kind == "status"} == {"fact"}
    assert not [item for item in items if item.kind == "hedge"]
