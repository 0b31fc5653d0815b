"""What is asked, by whom: each thing by itself, conditions by their words, and what only looks like a demand."""

import pytest

from detente.evidence.document import Document
from detente.evidence.extraction import extract

ASKED = [
    (
        "Tehran demands the unfreezing of its oil revenue, a written promise that no strike will take place "
        "while talks last, and recognition of its right to enrich.",
        [
            ("demand", "the unfreezing of its oil revenue", "IRN"),
            ("demand", "a written promise that no strike will take place while talks last", "IRN"),
            ("demand", "recognition of its right to enrich", "IRN"),
        ],
    ),
    (
        "Kyiv is asking for air-defence cover over three ports and for inspectors on every ship.",
        [("demand", "air-defence cover over three ports", "UKR"), ("demand", "inspectors on every ship", "UKR")],
    ),
    (
        "“What we need from Sudan is cooperation, fuel and freedom of movement,” Norway's envoy Kari Lind said.",
        [("need", "cooperation", "LIND"), ("need", "fuel", "LIND"), ("need", "freedom of movement", "LIND")],
    ),
    (
        "What Beijing wants from Washington is an end to the export controls and a written guarantee on Taiwan.",
        [("want", "an end to the export controls", "CHN"), ("want", "a written guarantee on Taiwan", "CHN")],
    ),
    (
        "“What we ask of Algeria is what a neighbour owes: an open border for the wounded and a table at "
        "which to sit,” Mali's foreign minister Abdoulaye Diop said.",
        [("demand", "an open border for the wounded", "DIOP"), ("demand", "a table at which to sit", "DIOP")],
    ),
    (
        "Japan urged China to lift the ban on seafood, release the detained executive and resume talks on the"
        " gas field.",
        [
            ("demand", "lift the ban on seafood", "JPN"),
            ("demand", "release the detained executive", "JPN"),
            ("demand", "resume talks on the gas field", "JPN"),
        ],
    ),
    (
        "Moscow says its state bank must be reconnected to international payments and its exports freed from "
        "restrictions.",
        [
            ("need", "its state bank must be reconnected to international payments", "RUS"),
            ("need", "its exports freed from restrictions", "RUS"),
        ],
    ),
    (
        "The foreign ministers urged all parties to exercise restraint, to refrain from unilateral steps and "
        "to return to the table.",
        [
            ("demand", "exercise restraint", None),
            ("demand", "refrain from unilateral steps", None),
            ("demand", "return to the table", None),
        ],
    ),
    (
        "Some Serbs in the north say they simply want the schools to reopen.",
        [("want", "the schools to reopen", "SRB_PUBLIC")],
    ),
    (
        "Seoul wants the sanctions lifted before any summit.",
        [("want", "the sanctions lifted before any summit", "KOR")],
    ),
    ("Ankara wants its F-16s delivered by spring.", [("want", "its F-16s delivered by spring", "TUR")]),
    (
        "The Red Cross has urged families not to negotiate on their own.",
        [("demand", "not to negotiate on their own", "ICRC")],
    ),
    ("Armenia insisted that all prisoners be released.", [("demand", "all prisoners be released", "ARM")]),
    (
        "Ethiopia is seeking access to the port of Assab and a customs union with Eritrea.",
        [("want", "access to the port of Assab", "ETH"), ("want", "a customs union with Eritrea", "ETH")],
    ),
    (
        "“Once the ships are gone, everything else can be discussed,” Somalia's foreign minister Ahmed Fiqi said.",
        [("if_condition", "the ships are gone", "FIQI")],
    ),
    (
        "Moscow has let it be known that it would resume gas shipments if Moldova acknowledged the debt.",
        [("if_condition", "Moldova acknowledged the debt", "RUS")],
    ),
    (
        "“The licences can be simplified at once if Brussels drops the duties,” China's commerce minister "
        "Wang Wentao said.",
        [("if_condition", "Brussels drops the duties", "WANG")],
    ),
    (
        "A Ukrainian official said his government would sign if the strikes on Odesa stopped.",
        [("if_condition", "the strikes on Odesa stopped", "UKR")],
    ),
    (
        "The representative of Yemen said his Government would release all those on the list, on the "
        "condition that the fate of the journalists was clarified and that no fighter returned to the front.",
        [
            ("only_if", "the fate of the journalists was clarified", "YEM"),
            ("only_if", "no fighter returned to the front", "YEM"),
        ],
    ),
    (
        "“Should a single village be bombed again, we shall carry the war to the river,” Mali's president "
        "Assimi Goita said.",
        [("threat", "Should a single village be bombed again, we shall carry the war to the river", "GOITA")],
    ),
    (
        "“Israel will not withdraw from the five points as long as Hezbollah keeps its rockets,” Israel's "
        "defence minister Israel Katz said.",
        [("if_condition", "Hezbollah keeps its rockets", "KATZ")],
    ),
    (
        "Rwanda made the disarmament of the FDLR a condition for lifting its defensive measures.",
        [("precondition", "the disarmament of the FDLR", "RWA")],
    ),
    (
        "Lebanon has tied disarmament to a full Israeli withdrawal.",
        [("precondition", "a full Israeli withdrawal", "LBN")],
    ),
    (
        "Talks can begin only after Azerbaijan withdraws its troops, Armenia's foreign ministry said.",
        [("only_if", "Azerbaijan withdraws its troops", "ARM")],
    ),
    (
        "Hezbollah has ruled out any discussion of its weapons before Israel leaves the south.",
        [("precondition", "Israel leaves the south", "HEZBOLLAH")],
    ),
    (
        "Eritrea refuses to discuss the port until Ethiopia withdraws from Badme.",
        [("precondition", "Ethiopia withdraws from Badme", "ERI")],
    ),
    (
        "“There will be no talks unless the sanctions are lifted first,” Iran's foreign minister Abbas "
        "Araghchi said.",
        [("unless", "the sanctions are lifted first", "ARAGHCHI")],
    ),
    (
        "Serbia has made any recognition conditional on the formation of the Association of Serb Municipalities.",
        [("precondition", "the formation of the Association of Serb Municipalities", "SRB")],
    ),
    (
        "Venezuela would free the Americans in return for the release of Alex Saab.",
        [("exchange", "free the Americans in return for the release of Alex Saab", "VEN")],
    ),
    (
        "Hamas would release ten hostages. In return, Israel would free 200 prisoners and open the Rafah crossing.",
        [("exchange", "free 200 prisoners", "HAMAS"), ("exchange", "open the Rafah crossing", "HAMAS")],
    ),
    (
        "“Serbia must withdraw its forces from the border,” Kosovo's prime minister Albin Kurti said.",
        [("demand", "withdraw its forces from the border", "KURTI")],
    ),
    (
        "It is essential that the parties refrain from escalation, the EU said in a statement.",
        [("need", "the parties refrain from escalation", "EU")],
    ),
    (
        "The Secretary underscored the importance of protecting freedom of navigation, the State Department said.",
        [("need", "protecting freedom of navigation", None)],
    ),
    ("The Council reiterated its call for all foreign forces to leave Libya.", [("demand", "leave Libya", None)]),
    (
        "The President affirmed that Egypt attaches the highest importance to a binding agreement on the dam.",
        [("need", "a binding agreement on the dam", "EGY")],
    ),
    ("Denmark hopes that Iceland will join the accord.", [("expectation", "Iceland will join the accord", "DNK")]),
    ("Sweden looks to Norway to open the bridge.", [("expectation", "open the bridge", "SWE")]),
    (
        "Ghana insisted that the two banks share the loss.",
        [("demand", "the two banks share the loss", "GHA")],
    ),
    (
        "Austria would prefer that the dam be paid for first.",
        [("want", "the dam be paid for first", "AUT")],
    ),
    ("Malta extended an invitation to Cyprus to join the survey.", [("proposal", "join the survey", "MLT")]),
    (
        "Chad expressed the hope that Niger would, as a first step, return the trucks.",
        [("expectation", "Niger would, as a first step, return the trucks", "TCD")],
    ),
    (
        "Spain told Morocco to take back the boats or face a ban.",
        [("demand", "take back the boats", "ESP"), ("threat", "face a ban", "ESP")],
    ),
    (
        "“It is time to drain the lake, count the fish and pay the crews,” Peru's minister Ana Soto said.",
        [
            ("demand", "drain the lake", "SOTO"),
            ("demand", "count the fish", "SOTO"),
            ("demand", "pay the crews", "SOTO"),
        ],
    ),
    ("Kyiv will not negotiate while the bombs fall.", [("if_condition", "the bombs fall", "UKR")]),
    (
        "Yemen says its ships can sail, but only after the crews have been paid.",
        [("only_if", "the crews have been paid", "YEM")],
    ),
    ("Cyprus says the ships have to go.", [("demand", "the ships have to go", "CYP")]),
    ("The release of the pilots was demanded by Egypt.", [("demand", "The release of the pilots", "EGY")]),
    (
        "Nigeria has suggested sending observers to the border.",
        [("proposal", "sending observers to the border", "NGA")],
    ),
    (
        "Pakistan's condition for reopening the airspace is the withdrawal of fighter jets.",
        [("precondition", "the withdrawal of fighter jets", "PAK")],
    ),
    (
        "Ankara's main demand remains the extradition of the cleric.",
        [("demand", "the extradition of the cleric", "TUR")],
    ),
    ("The closure of the mine is Ghana's demand.", [("demand", "The closure of the mine", "GHA")]),
    (
        "“Peru has until Sunday to accept the plan,” Chile's minister Luis Rojas said.",
        [("deadline", "accept the plan", "ROJAS")],
    ),
    (
        "Oman proposed a joint committee to oversee the waters.",
        [("proposal", "a joint committee", "OMN")],
    ),
]

NOT_ASKED = [
    "Peru’s envoy said his country was not asking for a refund.",
    "Peru's minister said that Chile should have requested a hearing.",
    "“If I worried about the critics, I would stay at home,” Peru's president Ana Soto said.",
    "“We must make it plain that the lake is ours,” Peru's minister Ana Soto said.",
    "Oslo's foreign minister reaffirmed the importance of the partnership.",
    "Everything that is needed to guard Norway's coast has been bought.",
    "She denied that her government had ever offered to suspend the work.",
    "“Nobody should expect charity,” Russia's agriculture minister Oksana Lut said.",
    "“There is no such proposal on the table,” Egypt's spokesman Tamim Khallaf said.",
    "Without a deal, prices could climb by 15 percent, said Miriam Haas of the Institute.",
    "A majority (54 percent) think the government should talk to Moscow.",
    "Unless the Security Council renews the mandate, we would have to begin a drawdown, UN envoy Hanna "
    "Tetteh warned.",
]


@pytest.mark.parametrize(("text", "asked"), ASKED)
def test_what_is_asked(text, asked, model):
    found = [item for item in extract(Document(text, date="2025-11-10"), model=model) if item.kind == "demand"]
    assert [(item.form, item.exact, item.holder) for item in found] == asked


@pytest.mark.parametrize("text", NOT_ASKED)
def test_what_is_not_asked(text, model):
    assert [item.exact for item in extract(Document(text), model=model) if item.kind == "demand"] == []
