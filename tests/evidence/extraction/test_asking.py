"""How English and diplomacy ask, refuse, set conditions, threaten and expect, in kinds of texts of every sort."""

import pytest

from detente.evidence.document import Document
from detente.evidence.extraction import extract

ASKED = [
    (
        (
            "The Secretary-General has called for an immediate halt to the shelling of Goma and for the "
            "reopening of its airport."
        ),
        [
            ("demand", "an immediate halt to the shelling of Goma", "GUTERRES"),
            ("demand", "the reopening of its airport", "GUTERRES"),
        ],
    ),
    (
        "Brazil's president reiterated his demand that the gas plant be handed back.",
        [("demand", "the gas plant be handed back", "LULA")],
    ),
    (
        ("The two ministers called on Sudan — whose army holds the bridge and the dam — to let the convoys pass."),
        [("demand", "let the convoys pass", None)],
    ),
    (
        "Norway and Switzerland called on the parties in Sudan to open the road to El Obeid.",
        [("demand", "open the road to El Obeid", None)],
    ),
    (
        (
            "The Prime Minister of Japan expressed his expectation that the detained businessman would be "
            "freed before the visit."
        ),
        [("expectation", "the detained businessman would be freed before the visit", "TAKAICHI")],
    ),
    (
        "Turkey is determined to press for an exchange of all prisoners.",
        [("demand", "an exchange of all prisoners", "TUR")],
    ),
    ("Kenya encouraged dialogue between the two generals.", [("demand", "dialogue between the two generals", "KEN")]),
    (
        "Spain looks forward to the early return of the inspectors.",
        [("expectation", "the early return of the inspectors", "ESP")],
    ),
    ("Peru's government is holding out for a new line at sea.", [("demand", "a new line at sea", "PER")]),
    (
        "Ghana stands ready to send troops, provided that the Security Council agrees.",
        [("if_condition", "the Security Council agrees", "GHA")],
    ),
    ("Chad would accept the map only after the court has ruled.", [("only_if", "the court has ruled", "TCD")]),
    (
        "Poland warned against any attempt to move the border posts.",
        [("demand", "against any attempt to move the border posts", "POL")],
    ),
    ("Estonia reminded Russia of its obligation to protect diplomats.", [("demand", "protect diplomats", "EST")]),
    (
        "Iran vowed to close the strait unless the tankers are released.",
        [("threat", "to close the strait unless the tankers are released", "IRN")],
    ),
    (
        "India wants to see a freeze on the building of the dam.",
        [("want", "a freeze on the building of the dam", "IND")],
    ),
    ("Cuba floated the idea of a joint patrol.", [("proposal", "a joint patrol", "CUB")]),
    (
        "The farmers' union is demanding a price floor for maize and the resignation of the minister.",
        [("demand", "a price floor for maize", None), ("demand", "the resignation of the minister", None)],
    ),
    ("The Free Dockers' Federation wants the port closed at night.", [("want", "the port closed at night", None)]),
    ("Residents of the valley are asking for a bridge.", [("demand", "a bridge", None)]),
    (
        "The employers rejected the strikers' demand that nobody be dismissed.",
        [("demand", "nobody be dismissed", None)],
    ),
    (
        "The opposition is pushing for an early vote and insists that the commission be replaced.",
        [("demand", "an early vote", None), ("demand", "the commission be replaced", None)],
    ),
    ("Mali put pressure on the militias to leave the mine.", [("demand", "leave the mine", "MLI")]),
    ("The Assembly ignored international calls to postpone the vote.", [("demand", "postpone the vote", None)]),
    (
        "“There can be no settlement without the return of the displaced,” Georgia's foreign minister said.",
        [("without", "There can be no settlement without the return of the displaced", "GEO")],
    ),
    ("“It is time for Serbia to choose its side,” Kosovo's envoy said.", [("demand", "choose its side", "XKX")]),
    (
        "“The time has come to lift the blockade,” Qatar's foreign ministry said.",
        [("demand", "lift the blockade", "QAT")],
    ),
    (
        "“It is incumbent on all members to pay their share,” Canada's ambassador said.",
        [("demand", "pay their share", "CAN")],
    ),
    (
        "“It is imperative that the wells be repaired,” Kenya's minister said.",
        [("need", "the wells be repaired", "KEN")],
    ),
    (
        "“Our proposal is that the lake be shared equally,” Malawi's negotiator said.",
        [("proposal", "the lake be shared equally", "MWI")],
    ),
    ("“Our only demand is an end to the raids,” Chad's spokesman said.", [("demand", "an end to the raids", "TCD")]),
    ("“Ethiopia must open its archives,” Sudan's foreign ministry said.", [("demand", "open its archives", "SDN")]),
    (
        "“The prisoners must come home before winter,” Armenia's foreign ministry said.",
        [("demand", "The prisoners must come home before winter", "ARM")],
    ),
    (
        "“We will not allow Rwanda to keep the town,” Burundi's president said.",
        [("threat", "We will not allow Rwanda to keep the town", "NDAYISHIMIYE")],
    ),
    (
        "“Any lifting of the embargo depends on full access to the sites,” Britain's ambassador said.",
        [("precondition", "full access to the sites", "GBR")],
    ),
    ("Canada considers it essential that the observers return.", [("need", "the observers return", "CAN")]),
    ("The panel recommended that the ban be lifted in stages.", [("proposal", "the ban be lifted in stages", None)]),
    ("The government believes that the rebels should leave the towns.", [("proposal", "leave the towns", None)]),
    (
        "Mexico offered to buy the grain on the understanding that the United States would drop the duty.",
        [("only_if", "the United States would drop the duty", "MEX")],
    ),
    (
        "Nigeria would send engineers, were the pipeline to be reopened.",
        [("if_condition", "the pipeline to be reopened", "NGA")],
    ),
    (
        "Moldova would store the gas provided the price stayed below the market.",
        [("if_condition", "the price stayed below the market", "MDA")],
    ),
    ("Subject to a written guarantee, Laos can agree to the map.", [("only_if", "a written guarantee", "LAO")]),
    (
        "Not a single truck will cross until the guards are paid, the hauliers' association said.",
        [("precondition", "the guards are paid", None)],
    ),
    (
        (
            "Steps to rebuild trust could include opening a hotline, exchanging maps and releasing the "
            "fishermen, Vietnam's ministry said."
        ),
        [
            ("proposal", "opening a hotline", "VNM"),
            ("proposal", "exchanging maps", "VNM"),
            ("proposal", "releasing the fishermen", "VNM"),
        ],
    ),
    ("Nigeria was urged by France to release the journalist.", [("demand", "release the journalist", "FRA")]),
    ("The ministry ordered a review of all permits.", [("demand", "a review of all permits", None)]),
    (
        "Egypt said it would expel the ambassador if the attacks went on.",
        [("threat", "it would expel the ambassador if the attacks went on", "EGY")],
    ),
    (
        "Pakistan threatened retaliation against any ship that crosses the line.",
        [("threat", "retaliation against any ship that crosses the line", "PAK")],
    ),
    ("The union threatened to walk out on Monday.", [("threat", "walk out on Monday", None)]),
    ("Uganda would prefer a regional force.", [("want", "a regional force", "UGA")]),
    (
        (
            "Statement from President Carlos Vega of Peru on the strike"
            "\n\nI am calling on Congress to vote on the bill before Friday. The miners must end the blockade. "
            "We ask that the companies publish their accounts. The companies should return to the table."
        ),
        [
            ("demand", "vote on the bill before Friday", "VEGA"),
            ("demand", "end the blockade", "VEGA"),
            ("demand", "the companies publish their accounts", "VEGA"),
            ("proposal", "return to the table", "VEGA"),
        ],
    ),
    (
        (
            "STATEMENT OF THE MINISTRY OF FOREIGN AFFAIRS OF GHANA"
            "\n\nWe have taken note of the incident at sea. Our patience is not endless. Togo must return the "
            "boat. We expect a full report."
        ),
        [("demand", "return the boat", "GHA"), ("expectation", "a full report", "GHA")],
    ),
]
NOT_ASKED = [
    "Kazakhstan found it unacceptable that the pipeline be closed without notice.",
    ("Peace terms of the Council\n\n1. That the guns be withdrawn. 2. x"),
    "The deal requires approval by parliament.",
    "About two million people require help.",
    "The plan seeks to cut emissions by half.",
    "The road needs repair, and the traders know it.",
    "He wants to reiterate his thanks.",
    "The envoy called the press conference a success.",
    "“Let me be clear about one thing,” the minister said.",
    "The two sides agreed to meet again in May.",
    "The storm threatened to flood the harbour.",
    "Demand for copper rose in June.",
    "She asked whether the bridge would open.",
    "The minister was asked about the budget.",
]


def demands(text, model):
    found = extract(Document(text, date="2025-11-10"), model=model)
    return [(item.form, item.exact, item.holder) for item in found if item.kind == "demand"]


@pytest.mark.parametrize(("text", "asked"), ASKED)
def test_what_is_asked(text, asked, model):
    assert demands(text, model) == asked


@pytest.mark.parametrize("text", NOT_ASKED)
def test_what_is_not_asked(text, model):
    assert demands(text, model) == []
