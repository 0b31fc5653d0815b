"""Who an office, a pronoun or *we* stands for: readouts, communiqués, officials without a name."""

import pytest

from detente.evidence.document import Document
from detente.evidence.extraction import extract


def speakers(text, model, date="2025-08-10"):
    items = extract(Document(text, date=date), model=model)
    return [item.speaker for item in items if item.kind == "quote"]


READOUT = """Presidency of the Republic of Chad
Readout of a telephone call

The President received a call from the Prime Minister of Sudan.

The President stressed that the road must stay open. He warned that a closure would harm traders.

The Prime Minister underlined that no such plan existed. He added that the market would reopen.

The Spokesperson said that the call lasted an hour."""


def test_offices_of_a_readout_are_the_issuer_s_or_whose_they_were_named(model):
    assert speakers(READOUT, model, date=None) == ["TCD", "TCD", "SDN", "SDN", "TCD"]


COMMUNIQUE = """NATIONAL FRONT FOR THE RIVER (NFR)
Communiqué No. 3

The army of Mali shelled two villages on Monday. We say that there was no fighter in them.

We deny the rumour that the Front has asked Algeria for money."""


def test_we_of_a_communique_are_who_issues_it(model):
    assert speakers(COMMUNIQUE, model) == ["NFR", "NFR"]


def test_a_question_in_a_heading_issues_nothing(model):
    text = "What does the Ministry of Defence of Peru want?\n\nThe President said that he would wait."
    assert speakers(text, model, date=None) == [None]


def test_a_joint_text_has_no_single_issuer(model):
    text = "Joint Statement of Norway and Peru\n\nThe Spokesperson said that the talks went well."
    assert speakers(text, model) == [None]


PASSAGES = [
    ("A Kenyan official said the ship had left. The official said the crew was safe.", ["KEN", "KEN"]),
    ("The envoy of Nepal said the pass was shut. He said it would open.", ["NPL", "NPL"]),
    ("Peru’s energy secretary, Ana Pop, opposed the dam. She said it would leak.", ["POP"]),
    ("Besim Orr, the interior minister of Peru, flew home. The minister’s office said he was ill.", ["ORR"]),
    ("The Foreign Secretary, Ambassador Ann Orr, arrived. The Foreign Secretary said that she was glad.", ["ORR"]),
]


PASSAGES += [
    ("The Polisario issued a statement after the meeting in Oran saying the plan is not enough.", ["POLISARIO"]),
    ("Peru's premier met the press to announce that the port would reopen.", ["PER"]),
    ("According to fears voiced by Mali's envoy, the truce may not hold.", ["MLI"]),
    ("Kenya closed the bridge on Monday. Police said that a mine was found.", ["KEN"]),
    ("Chad freed the crew. Chad has denied the raid, and the country's army said that it would stay.", ["TCD"]),
    (
        "Critics say the vote was slow. “It is late. We cannot wait. The time is short,” said Ghana's envoy.",
        [None, "GHA"],
    ),
]


@pytest.mark.parametrize(("text", "who"), PASSAGES)
def test_who_is_meant(text, who, model):
    assert speakers(text, model) == who


def test_without_a_date_an_office_is_not_given_to_who_holds_it_now(model):
    assert speakers("The Secretary-General said that the truce must hold.", model, date=None) == ["UN"]
    assert speakers("The Secretary-General said that the truce must hold.", model) == ["GUTERRES"]


def test_who_only_a_label_names(model):
    text = "MR VANTOMME: We wait.\n\nQUESTION: For whom?\n\nMR VANTOMME: For the council."
    assert speakers(text, model) == ["VANTOMME", "VANTOMME"]


def turns_of(text, model):
    items = extract(Document(text), model=model)
    return [(item.exact.split()[0], item.speaker) for item in items if item.kind == "quote" and item.form == "direct"]


CALL = """Background Press Call on the Lake Talks

MODERATOR: Welcome. We begin.

SENIOR ADMINISTRATION OFFICIAL: Both sides came to Lima.

They will meet again on Monday.

(Laughter.)

Q Thanks. Will Peru host them? I ask because nobody else offered.

SENIOR ADMINISTRATION OFFICIAL: We announced that a road will be built."""


def test_officials_without_a_name_speak_for_the_state_whose_body_their_label_names(model):
    assert turns_of(CALL, model) == [("Welcome.", "USA"), ("Both", "USA"), ("They", "USA"), ("We", "USA")]
    statuses = [i.form for i in extract(Document(CALL), model=model) if i.kind == "status"]
    assert set(statuses) == {"attributed", "question"}


BRIEFING = """Ministry of Foreign Affairs of Kenya
Briefing

Official Spokesperson, Mr Tom Odera: Good morning. The dam stays.

Question (Ann Orr, Lake News): The minister in Kampala, Joan Okello, said that it must go. Why?

Official Spokesperson: We differ.

Deputy Minister: And we have said so.

Question (Lee Pop, Hill Post): Thank you."""


def test_a_title_means_who_was_introduced_with_it_or_else_the_issuer(model):
    assert turns_of(BRIEFING, model) == [("Good", "ODERA"), ("We", "ODERA"), ("And", "KEN")]
    assert "OKELLO" in speakers(BRIEFING, model)


SPEECH = """“We are close to an agreement on the wells.

“Nobody should think that it is done.

“That is for the parties to say,” the envoy of Nepal said."""


def test_a_speech_over_several_paragraphs_is_of_whom_its_end_names(model):
    assert speakers(SPEECH, model) == ["NPL", "NPL", "NPL"]


INTRODUCED = [
    ("“The dam stays,” said the minister for water of Peru, Ann Orr.", ["ORR"]),
    ("“We have nothing to hide,” said Dlamini, the minister of mines of Mali.", ["DLAMINI"]),
    ("Norway published a notice saying it would pay.", ["NOR"]),
    ("The Minister of Norway urged that the strait remain open and announced that Norway would pay.", ["NOR"]),
    ("“Is this a joke?” asked the ambassador of Chad.", ["TCD"]),
    ("In the words of the envoy of Mali, “the talks were dead before they began.”", ["MLI"]),
    ("“Nobody,” according to the envoy of Mali, “wanted this war.”", ["MLI", "MLI"]),
    ("The ministry of health of Kenya issued this statement:\n\n“We regret the delay. We will pay.”", ["KEN"]),
    ("The book, “The Road to Peace,” sold well.", []),
    ("«Wir bleiben hier und gehen nicht,» said the mayor of Lima.", ["PER"]),
]


@pytest.mark.parametrize(("text", "who"), INTRODUCED)
def test_whose_words_they_are(text, who, model):
    assert speakers(text, model) == who


def test_our_ministers_are_those_of_who_issues_the_statement(model):
    text = "Statement by President Ann Orr of Peru on the Strike\n\nMy ministers report that the ports are shut."
    assert speakers(text, model) == ["PER"]


SHOW = """JOHN HILL, HOST: Welcome. Our guest is the envoy of Kenya.

AMB. TOM ODERA: Thank you.

HILL: Is the border open?

ODERA: Not yet. It is for the council.

END 3:02 P.M."""
HALL = """Regular press conference

AFP: Will China come?

Wu Tian: China has always supported talks.

Reuters: Has it sent a letter?

Wu Tian: I know of none.

Wu Tian: That is all."""
VOTE = """MR. BRAGA (Brazil): We vote for the text.

MS. ORR (Norway): We do not.

MR. BRAGA (Brazil): So be it."""
OFFICIALS = """SENIOR STATE DEPARTMENT OFFICIAL ONE: They met.

SENIOR STATE DEPARTMENT OFFICIAL TWO: And they will meet.

SENIOR STATE DEPARTMENT OFFICIAL TWO: Soon."""
HOUSE = """Mr Speaker: Order. I call the minister.

Ms Pop: The pact stays.

Mr Tom Hill (Leeds): Will the price of beef fall?"""
PAGE = """Guide: What you should know

Q: Will there be talks?
A: Perhaps. Nobody knows.

Q: And then?
A: We shall see."""
TALK = """Interview with Ann Orr, the envoy of Peru

Q: How are the talks going?

A: Slowly. Both sides are tired.

Q: Will they sign?

A: I think so."""
HEADED = """Remarks by President Ann Orr of Peru

THE PRESIDENT: The road is open."""


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (SHOW, [("Welcome.", "HILL"), ("Thank", "ODERA"), ("Is", "HILL"), ("Not", "ODERA")]),
        (HALL, [("China", "TIAN"), ("I", "TIAN"), ("That", "TIAN")]),
        (VOTE, [("We", "BRAGA"), ("We", "ORR"), ("So", "BRAGA")]),
        (OFFICIALS, [("They", "USA"), ("And", "USA"), ("Soon.", "USA")]),
        (HOUSE, [("Order.", None), ("The", "POP"), ("Will", "HILL")]),
        (PAGE, []),
        (TALK, [("Slowly.", "ORR"), ("I", "ORR")]),
        (HEADED, [("The", "ORR")]),
    ],
)
def test_who_has_the_turn(text, said, model):
    assert turns_of(text, model) == said


def test_some_spokesman_is_not_the_minister_named_before(model):
    text = "Foreign Secretary Ann Orr of Peru was glad. A spokesman for the firm said that he was not."
    assert speakers(text, model) == [None]


def test_what_a_statement_is_about_does_not_issue_it(model):
    text = "Statement by the Spokesperson on the elections in Chad\n\nWe regret that observers were not admitted."
    assert "TCD" not in speakers(text, model)


def test_what_somebody_did_not_say_is_no_part_of_what_they_said(model):
    text = "Peru's premier said that he supports the vote, but did not say when it will be held."
    (quote,) = [item for item in extract(Document(text), model=model) if item.kind == "quote"]
    assert quote.exact == "that he supports the vote"


STATEMENT = """Statement by NSC Spokesperson Ann Orrin on the Raid against Niger

Chad strongly condemns the raid. We have concluded that the army did it."""


def test_whose_act_a_statement_opens_with_issues_it(model):
    assert speakers(STATEMENT, model, date=None) == ["TCD"]


PARK = """Raoul Embo, country director of the charity, said that the park was unsafe.

‘The army is near. Rebels sleep in the forest. The rangers are few. Nobody comes. Nobody pays.

‘People are hungry. They will come for the trees,’ he said.

“It is late,” said co-president David Doan."""


def test_a_speech_in_single_marks_goes_on_to_who_ends_it(model):
    assert speakers(PARK, model) == ["EMBO", "EMBO", "EMBO", "DOAN"]


def test_a_quotation_of_several_sentences_is_of_whom_its_last_names(model):
    text = "The Front for Peru met on Monday.\n\n“We want a truce. It is no wish. It is the law, so we see good "
    text += "will in this,” Ann Orr said on television.\n\n“It is not possible to talk now.”"
    assert speakers(text, model) == ["ORR", "ORR"]
