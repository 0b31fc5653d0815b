"""What surveys found, in the styles of pollsters' reports and of newspapers; and shares that are no findings."""

import pytest

from detente.evidence.document import Document
from detente.evidence.extraction import extract

FINDINGS = [
    ("In the survey, just one Maltese voter in five would accept a deal if the port were closed.",
     [(20, "just one Maltese voter in five would accept a deal if the port were closed")]),
    ("The poll found that 45 percent of respondents felt misled, compared to 36 percent who felt well informed.",
     [(45, "45 percent of respondents felt misled"), (36, "36 percent who felt well informed")]),
    ("In a poll, only 36 percent of U.S. respondents thought the talks were going well.",
     [(36, "only 36 percent of U.S. respondents thought the talks were going well")]),
    ("Fifteen percent felt that the danger had grown, the survey found.",
     [(15, "Fifteen percent felt that the danger had grown")]),
    ("The poll asked what they could live with (islanders first, mainlanders second): a ferry, 31% and 68%.",
     [(31, "a ferry, 31% and 68%")]),
    ("A majority of Kenyans favor talks with the rebels, according to a new Gallup poll.",
     [(None, "A majority of Kenyans favor talks with the rebels")]),
    ("About one in five Nigerians (21%) trust the electoral commission, Afrobarometer found.",
     [(21, "About one in five Nigerians (21%) trust the electoral commission")]),
    ("The survey found that 62% of respondents support a ceasefire, while 27% oppose it and 11% are unsure.",
     [(62, "62% of respondents support a ceasefire"), (27, "27% oppose it"), (11, "11% are unsure")]),
    ("The prime minister has a net approval of -12, the YouGov survey shows.", [(-12, "net approval of -12")]),
    ("Asked who was to blame for the deadlock, 48% named the cabinet, 31% the opposition and 9% both.",
     [(48, "48% named the cabinet"), (31, "31% the opposition"), (9, "9% both")]),
    ("Support for the treaty fell to 38 percent from 51 percent a year earlier.",
     [(38, "Support for the treaty fell to 38 percent")]),
    ("Public opinion is split: 44% for a deal, 43% against and 13% undecided, according to a Levada survey.",
     [(44, "44% for a deal"), (43, "43% against"), (13, "13% undecided")]),
    ("Across 18 countries, a median of 53% have an unfavorable view of the pact, Pew Research Center found.",
     [(53, "a median of 53% have an unfavorable view of the pact")]),
    ("Fewer than half of Britons (47%) think the strikes are handled well.",
     [(47, "Fewer than half of Britons (47%) think the strikes are handled well")]),
    ("A plurality, 41%, would accept concessions if they brought peace.",
     [(41, "A plurality, 41%, would accept concessions if they brought peace")]),
    ("The share of Finns who support membership has risen from 24 percent to 76 percent.",
     [(76, "share of Finns who support membership has risen from 24 percent to 76 percent")]),
    ("Trust in the army remains high at 72%, Afrobarometer reports.",
     [(72, "Trust in the army remains high at 72%")]),
    ("By 52% to 39%, voters say the tariffs have hurt them, a Quinnipiac poll found.",
     [(52, "By 52% to 39%, voters say the tariffs have hurt them")]),
    ("More than seven in 10 Taiwanese (71.4%) identify as Taiwanese only.",
     [(71.4, "More than seven in 10 Taiwanese (71.4%) identify as Taiwanese only")]),
    ("Just 9 percent of those surveyed said they had confidence in parliament.",
     [(9, "Just 9 percent of those surveyed said they had confidence in parliament")]),
    ("Respondents were divided over whether to extend the truce, 41 to 41.",
     [(41, "Respondents were divided over whether to extend the truce, 41 to 41")]),
    ("Views of the council: 61% have a favorable opinion, 30% an unfavorable one.",
     [(61, "61% have a favorable opinion"), (30, "30% an unfavorable one")]),
    ("Some 45 percent of Israelis want an end, a poll showed, against 39 percent who want to go on.",
     [(45, "Some 45 percent of Israelis want an end"), (39, "39 percent who want to go on")]),
    ("Three in four respondents want early elections, but only one in four expects them.",
     [(75, "Three in four respondents want early elections"), (25, "only one in four expects them")]),
    ("The poll is of islanders; more than half (56%) of those aged 18–29 would vote for the deal.",
     [(56, "more than half (56%) of those aged 18–29 would vote for the deal")]),
    ("In a poll, voters back the bridge by a margin of 52 to 38 percent.",
     [(52, "back the bridge by a margin of 52 to 38 percent")]),
    ("The survey shows the ferry is backed by 58% of islanders and opposed by two thirds of mainlanders.",
     [(58, "The survey shows the ferry is backed by 58% of islanders"),
      (66.7, "opposed by two thirds of mainlanders")]),
    ("The poll put Stay on 44%, Go on 39%, with 17% undecided.",
     [(44, "The poll put Stay on 44%"), (39, "Go on 39%"), (17, "17% undecided")]),
    ("If the wall is built, then 42% would be less likely to move, with 16% more likely, the survey said.",
     [(42, "42% would be less likely to move"), (16, "16% more likely")]),
    ("The poll was clear: 77% felt that farmers should decide, compared with just 17% that trusted the bank.",
     [(77, "77% felt that farmers should decide"), (17, "just 17% that trusted the bank")]),
    ("In the survey, undecided voters make up 9%.", [(9, "undecided voters make up 9%")]),
    ("The poll has Lee on 52% and Orr on 48%.", [(52, "The poll has Lee on 52%"), (48, "Orr on 48%")]),
]  # fmt: skip
NO_FINDINGS = [
    "Inflation reached 12 percent in May, and 40 percent of exports go to China.",
    "Turnout was 61 percent, and the party took 33 percent of the vote.",
    "The tariff of 25 percent hits half of all shipments.",
    "The majority of the unions have voted to approve the deal.",
    "He is disliked, the YouGov survey shows.",
    "“This public poll shows there is no appetite for it,” she said.",
    "Nearly 98 percent of voters chose the union.",
    "The poll, of 1,000 adults, has a margin of error of 3 percent at the 95% confidence level.",
]


def polls(text):
    return [item for item in extract(Document(text, date="2026-05-01")) if item.kind == "poll"]


@pytest.mark.parametrize(("text", "found"), FINDINGS)
def test_findings(text, found):
    assert [(poll.value, poll.exact) for poll in polls(text)] == found


@pytest.mark.parametrize("text", NO_FINDINGS)
def test_shares_of_other_things(text):
    assert not polls(text)


def test_findings_go_on_over_paragraphs():
    text = "The institute asked 900 Danes; the poll appeared on Monday.\n\nSome 40% want out.\n\nIn Aarhus, 61% do."
    assert [poll.value for poll in polls(text)] == [40, 61]


def test_a_net_rating_is_no_share():
    assert [poll.unit for poll in polls("A poll gives the mayor a net approval of minus 4.")] == ["points"]


def test_who_is_asked_comes_before_or_after():
    text = "The margin of error is plus or minus three points. Among women, 55% back the deal."
    (poll,) = polls(text)
    assert (poll.exact, poll.population, poll.margin) == ("Among women, 55% back the deal", "women", 3)


def test_when_and_by_whom():
    text = "KIIS surveyed 1,030 adults from 2 to 14 May 2025; 43% said that they would accept a frozen line."
    assert [(p.value, p.pollster, p.fielded) for p in polls(text)] == [(43, "KIIS", "2025-05-02/2025-05-14")]


def test_what_it_is_compared_with():
    (poll,) = polls("Two-thirds of Georgians say the vote was fair, up from 54 percent in March.")
    assert (poll.value, poll.comparison) == (66.7, "up from 54 percent in March")


def test_all_of_a_report_is_of_its_survey():
    text = (
        "Poll: islanders tire of the dispute\n\nA survey by Vega Norte finds them weary. The poll is the fourth.\n\n"
        "The figure among men is 29%, among women 41%.\n\nSupport is highest in the north, at 72%.\n\n"
        "In favour: 58 per cent. Against: 30 per cent."
    )
    assert [(p.value, p.exact) for p in polls(text)][-5:] == [
        (29, "The figure among men is 29%"),
        (41, "among women 41%"),
        (72, "Support is highest in the north, at 72%"),
        (58, "In favour: 58 per cent"),
        (30, "Against: 30 per cent"),
    ]
