"""Cues of reserve, danger and money on sentences with and without them."""

import pytest

from detente.evidence.document import Span
from detente.evidence.extraction.cues import economic_cues, hedge_cues, risk_cues
from detente.evidence.extraction.lexicon import pattern
from detente.evidence.extraction.status import status

HEDGED = [
    "He may resign in May.",
    "The port would be Mali’s first.",
    "The envoy said Chad would leave if paid.",
    "A deal could not survive another winter.",
    "It was unclear whether Peru would come.",
    "The minister appeared to accept.",
    "He did not rule out a truce.",
    "There is a slim chance of peace.",
    "The outcome depends on whether Oman agrees.",
    "Kyiv has signalled it might accept.",
]
SURE = [
    "In the end the valley would be joined with its neighbour.",
    "“A closure would hurt every trader,” she said.",
    "In May the army left.",
    "Norway said it would host the talks.",
    "Norway promised that troops would leave by June.",
    "“We would like to see progress,” she said.",
    "He could not be reached for comment.",
    "They asked whether Peru would come.",
    "They met as soon as possible.",
    "Officials appeared before the court.",
    "He ruled out a truce.",
    "They are at odds over the border.",
    "Each Party may terminate this Agreement.",
    "The military might of Rome faded.",
    "Half of Poles would accept a deal.",
    "The would-be president left.",
    "They did everything they possibly can.",
    "They shot the most likely culprit.",
    "The rains make a harvest possible.",
    "Whatever the outcome may be, we sign.",
    "The report is purely speculative.",
    "We would caution against haste.",
    "The delegation could not support the text.",
    "The gate must remain open.",
    "The plan would give Mali a port.",
    "“It would be a mistake,” she said.",
    "Ankara warned that prices would rise.",
    "They can only conclude that the ferry could only have sunk.",
    "The seat would be filled in June.",
]
RISKY = [
    "The truce could collapse within days.",
    "Unless aid arrives, thousands will starve.",
    "If the talks fail, war will return.",
    "The strike could disrupt oil supplies.",
    "If the army does not withdraw, we will strike.",
    "We will respond if they do not release our men.",
    "The ceasefire is hanging by a thread.",
    "A lockout would devastate the valley.",
    "Thousands could be put out of work.",
    "Farms could be unable to feed their cattle.",
    "The herders are afraid to go home.",
    "Anyone who crosses will be shot.",
    "The firm could face a boycott.",
    "Unless they move, the council is prepared to act.",
    "The order allows sanctions if either army continues to shell the town.",
]
SAFE = [
    "Aid could reach the town by Friday.",
    "Rwanda will not sign unless Uganda leaves.",
    "If it rains, the parade will end.",
    "The deal could end the war.",
    "Insurance risk premiums rose.",
    "The guards are not afraid of rain.",
    "Both sides spoke of de-escalation.",
    "Trucks reached at-risk families.",
    "Unless it has been ratified, this Agreement shall lapse.",
]
MONEY = [
    "The central bank cut rates.",
    "Losses reached two million dollars.",
    "China bought gas and coal.",
    "The bloc lifted duties on cars.",
    "Iran wants relief from sanctions.",
]
NO_MONEY = [
    "The army hit a market in Gao.",
    "They took the West Bank.",
    "Two million people fled.",
    "He paid the price for peace.",
    "The troops traded fire.",
    "Food and medicine arrived.",
]


@pytest.mark.parametrize(
    ("cues", "with_cue", "without"),
    [(hedge_cues, HEDGED, SURE), (risk_cues, RISKY, SAFE), (economic_cues, MONEY, NO_MONEY)],
)
def test_cues(cues, with_cue, without):
    assert [text for text in with_cue if not cues(text)] == []
    assert [text for text in without if cues(text)] == []


def test_a_star_stands_for_any_ending():
    assert pattern("risks").search("a destabilising move") is not None
    assert pattern("risks").search("a stable move") is None


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("3. Should a bridge be closed, we shall open it.", "conditional"),
        ("In the event of a flood, the Party shall pay.", "conditional"),
        ("Ten men are reported to have left.", "attributed"),
        ("No reliable poll has been taken.", "fact"),
        ("A survey ship left the port.", "fact"),
        ("Failing a decision, the Party shall be free to leave.", "conditional"),
        ("Talks shall begin only upon completion of the withdrawal.", "conditional"),
        ("The pact shall lapse unless terminated earlier.", "fact"),
    ],
)
def test_status_of_a_sentence_with_a_label_a_report_or_no_poll(text, form):
    assert status(text, Span(0, len(text)), attributed=False) == form
