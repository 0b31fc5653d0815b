"""How English and diplomacy ask, refuse, set conditions, threaten and expect, in kinds of texts of every sort."""

import pytest

from detente.evidence.document import Document
from detente.evidence.extraction import extract

ASKED = [
    ("“We propose, first of all, to free the crew,” Chile’s envoy said.", [("proposal", "to free the crew", "CHL")]),
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
        "Turkey is determined to push for an exchange of all prisoners.",
        [("demand", "an exchange of all prisoners", "TUR")],
    ),
    ("Kenya encouraged dialogue between the two generals.", [("demand", "dialogue between the two generals", "KEN")]),
    (
        "Spain looks forward to the early return of the inspectors.",
        [("expectation", "the early return of the inspectors", "ESP")],
    ),
    ("Peru's government is holding out for a new line at sea.", [("demand", "a new line at sea", "PER")]),
    ("Algeria made its return to the talks conditional on an apology.", [("precondition", "an apology", "DZA")]),
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
            ("demand", "the companies publish their accounts", "PER"),
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
    (
        (
            "Agreement on the Lake"
            "\n\nThe Parties shall, at the wish of any one of them, meet within ten days. Malawi undertakes to "
            "remove its nets. Neither Party shall send armed boats. Failing a decision of the Commission, "
            "either Party may go to the court. The Parties agree to share their data."
        ),
        [
            ("package", "meet within ten days", None),
            ("package", "remove its nets", None),
            ("package", "Neither Party shall send armed boats", None),
            ("package", "share their data", None),
        ],
    ),
    (
        "The nurses are calling for safer staffing, better pay and an end to unpaid overtime.",
        [
            ("demand", "safer staffing", None),
            ("demand", "better pay", None),
            ("demand", "an end to unpaid overtime", None),
        ],
    ),
    (
        "The rail union said it would strike on Friday unless managers withdrew the new rota.",
        [("threat", "it would strike on Friday unless managers withdrew the new rota", None)],
    ),
    (
        "Management has refused to reopen the plant until the pickets leave.",
        [("precondition", "the pickets leave", None)],
    ),
    (
        "The Greens have made support for the budget dependent on a cap on rents.",
        [("precondition", "a cap on rents", None)],
    ),
    (
        "The Liberals will enter the coalition only if the tax on fuel is dropped.",
        [("only_if", "the tax on fuel is dropped", None)],
    ),
    (
        "The smaller party's demands include a seat in the cabinet, a ban on fracking and a vote on Europe.",
        [
            ("demand", "a seat in the cabinet", None),
            ("demand", "a ban on fracking", None),
            ("demand", "a vote on Europe", None),
        ],
    ),
    ("The bosses' association rejected the call for a shorter week.", [("demand", "a shorter week", None)]),
    (
        "“We are not going back to work without a written offer,” said Maria Kent, a shop steward.",
        [("without", "We are not going back to work without a written offer", "KENT")],
    ),
    (
        "Tenants want the rent rise reversed and are seeking compensation from the landlord.",
        [("want", "the rent rise reversed", None), ("want", "compensation from the landlord", None)],
    ),
    ("Lawmakers from the coast urged the governor to veto the bill.", [("demand", "veto the bill", None)]),
    ("The mayor asked that the march be put off.", [("demand", "the march be put off", None)]),
    (
        "The company wants workers to accept a pay freeze in return for job guarantees.",
        [("exchange", "accept a pay freeze in return for job guarantees", None)],
    ),
    ("Washington is pressing Kabul to hand over the pilot.", [("demand", "hand over the pilot", "USA")]),
    ("Paris has told Niamey to pull back its troops.", [("demand", "pull back its troops", "FRA")]),
    ("Ottawa has made clear that it expects an apology.", [("expectation", "an apology", "CAN")]),
    (
        "Beijing demanded that Tokyo withdraw the remarks and apologise.",
        [("demand", "Tokyo withdraw the remarks and apologise", "CHN")],
    ),
    ("The court ordered the ministry to publish the maps.", [("demand", "publish the maps", None)]),
    ("Ukraine appealed to its allies for more shells.", [("demand", "more shells", "UKR")]),
    ("Ukraine appealed to its allies to send more shells.", [("demand", "send more shells", "UKR")]),
    ("Colombia has set a deadline of 1 June for the rebels to disarm.", [("deadline", "disarm", "COL")]),
    ("Angola gave the rebels ten days to leave the town.", [("deadline", "leave the town", "AGO")]),
    (
        "Egypt's insistence that the dam be filled slowly has stalled the talks.",
        [("demand", "the dam be filled slowly", "EGY")],
    ),
    ("Sudan's call for an inquiry went unheard.", [("demand", "an inquiry", "SDN")]),
    ("Amid calls for his resignation, the minister left the hall.", [("demand", "his resignation", None)]),
    (
        "The rebels' main condition is the release of their leader.",
        [("precondition", "the release of their leader", None)],
    ),
    ("Yemen rejected a request from Oman to extend the truce.", [("demand", "extend the truce", "OMN")]),
    (
        "Israel ruled out a withdrawal before the hostages are freed.",
        [("precondition", "the hostages are freed", "ISR")],
    ),
    (
        "“If you cross this line, we will respond with force,” North Korea's defence minister said.",
        [("threat", "If you cross this line, we will respond with force", "PRK")],
    ),
    (
        "Iceland will not negotiate as long as the trawlers remain in its waters.",
        [("if_condition", "the trawlers remain in its waters", "ISL")],
    ),
    ("Vietnam insisted on a written apology before talks resume.", [("demand", "a written apology", "VNM")]),
    (
        "The Quartet underlined the need for an immediate ceasefire and called for restraint.",
        [("need", "an immediate ceasefire", None), ("demand", "restraint", None)],
    ),
    (
        (
            "Members of the Council stressed that the perpetrators must be held accountable and urged Haiti to "
            "hold elections without delay."
        ),
        [
            ("demand", "the perpetrators must be held accountable", None),
            ("demand", "hold elections without delay", None),
        ],
    ),
    (
        "The Special Envoy encouraged the parties to build on this step, and appealed for funds.",
        [("demand", "build on this step", None), ("demand", "funds", None)],
    ),
    ("The mission invites both governments to name liaison officers.", [("demand", "name liaison officers", None)]),
    ("Brazil stands ready to mediate, should both sides so wish.", [("if_condition", "both sides so wish", "BRA")]),
    ("Ministers agreed that Zimbabwe should be readmitted.", [("proposal", "Zimbabwe should be readmitted", None)]),
    (
        "It is vital for Europe to keep the pipeline open, Austria's chancellor said.",
        [("need", "keep the pipeline open", "AUT")],
    ),
    ("“There must be no impunity,” Chile's ambassador said.", [("demand", "There must be no impunity", "CHL")]),
    (
        "“No one should be jailed for a poem,” Norway's foreign minister said.",
        [("proposal", "No one should be jailed for a poem", "NOR")],
    ),
    ("“Release them now,” Peru's foreign minister said.", [("demand", "Release them now", "PER")]),
    (
        "“I ask the Assembly to lift the immunity of the deputy,” the prosecutor said.",
        [("demand", "lift the immunity of the deputy", None)],
    ),
    (
        "“We hope Ankara will show restraint,” Greece's spokesman said.",
        [("expectation", "Ankara will show restraint", "GRC")],
    ),
    (
        "“You have to choose between the fleet and the loan,” Egypt's minister told them.",
        [("demand", "choose between the fleet and the loan", "EGY")],
    ),
    ("Why did Chad ask Libya to close the camp?", [("demand", "close the camp", "TCD")]),
    (
        "Brussels should stop paying for fences. It ought to open a legal route instead.",
        [("proposal", "stop paying for fences", None), ("proposal", "open a legal route instead", None)],
    ),
    (
        "End the embargo. Let the doctors in.",
        [("proposal", "End the embargo", None), ("proposal", "Let the doctors in", None)],
    ),
    ("Kenya denied that it had asked Uganda for troops.", [("demand", "troops", "KEN")]),
    (
        "The blockade will remain in place until the port fees are cut, Rwanda's transport minister said.",
        [("precondition", "the port fees are cut", "RWA")],
    ),
    (
        "“The siege stays until they hand over the killers,” said a commander of the militia.",
        [("precondition", "they hand over the killers", None)],
    ),
    (
        "The foreign ministry in Lima summoned the ambassador and demanded an explanation.",
        [("demand", "an explanation", "PER")],
    ),
    (
        "A proposal by Senegal that the border be reopened won support.",
        [("proposal", "the border be reopened", "SEN")],
    ),
    (
        "The two countries agreed that refugees must be allowed to return home.",
        [("demand", "refugees must be allowed to return home", None)],
    ),
    (
        "In a letter to the Council, Lebanon asked that the mandate be extended by six months.",
        [("demand", "the mandate be extended by six months", "LBN")],
    ),
    (
        "Bolivia is ready to sign, its foreign minister said, as long as the text mentions the sea.",
        [("if_condition", "the text mentions the sea", "BOL")],
    ),
    (
        "Hungary has said it will block the loan unless the pipeline is reopened.",
        [("threat", "it will block the loan unless the pipeline is reopened", "HUN")],
    ),
    ("Hungary, which wants the pipeline reopened, has blocked the loan.", [("want", "the pipeline reopened", "HUN")]),
    (
        "The rebels, backed by Rwanda, want a seat in the cabinet and an amnesty for their fighters.",
        [("want", "a seat in the cabinet", None), ("want", "an amnesty for their fighters", None)],
    ),
    ("Kyiv is asking Berlin for longer-range missiles.", [("demand", "longer-range missiles", "UKR")]),
    (
        "The government was under pressure from the unions to raise the minimum wage.",
        [("demand", "raise the minimum wage", None)],
    ),
    (
        "France and Germany want the inspectors back in the country.",
        [("want", "the inspectors back in the country", None)],
    ),
    ("What the miners want is a say in the closure plan.", [("want", "a say in the closure plan", None)]),
    ("All we ask is that the law be applied, said Rosa Diaz, a farmer.", [("demand", "the law be applied", "DIAZ")]),
    (
        "Oslo would recognise the council on one condition: a vote within a year.",
        [("precondition", "a vote within a year", "NOR")],
    ),
    (
        "The army's terms: disarm, leave the town, hand over the mayor.",
        [("demand", "disarm", None), ("demand", "leave the town", None), ("demand", "hand over the mayor", None)],
    ),
    (
        "The party has three demands: lower rents, free buses and a new hospital.",
        [("demand", "lower rents", None), ("demand", "free buses", None), ("demand", "a new hospital", None)],
    ),
    ("He called the closure illegal and asked the court to lift it.", [("demand", "lift it", None)]),
    ("She urged restraint.", [("demand", "restraint", None)]),
    (
        "The Commission recommends that member states suspend exports of arms and review all licences.",
        [("proposal", "member states suspend exports of arms and review all licences", None)],
    ),
    (
        "The High Commissioner reminded all parties that civilians must be protected.",
        [("demand", "civilians must be protected", None)],
    ),
    (
        "The statement called for de-escalation, respect for the truce and the return of the displaced.",
        [
            ("demand", "de-escalation", None),
            ("demand", "respect for the truce", None),
            ("demand", "the return of the displaced", None),
        ],
    ),
    ("Ecuador's president gave Congress a week to approve the tax.", [("deadline", "approve the tax", "NOBOA")]),
    (
        "Talks cannot resume so long as the shelling continues, Armenia's foreign ministry said.",
        [("if_condition", "the shelling continues", "ARM")],
    ),
    (
        "Negotiators for the teachers said they would accept the offer if class sizes were cut.",
        [("if_condition", "class sizes were cut", None)],
    ),
    (
        "The League would join the government on condition that the port is sold.",
        [("only_if", "the port is sold", None)],
    ),
    ("“They need to release my brother,” she said.", [("need", "release my brother", None)]),
    ("“I urge you to reconsider,” Kenya's president told the Council.", [("demand", "reconsider", "RUTO")]),
    (
        "“Russia should withdraw, and it should pay for the damage,” Latvia's foreign minister said.",
        [("proposal", "withdraw", "LVA"), ("proposal", "pay for the damage", "LVA")],
    ),
    (
        "The Ministry requests the Embassy to submit the list by 1 March.",
        [("demand", "submit the list by 1 March", None)],
    ),
    (
        "My Government would be grateful if the commission visited the site.",
        [("demand", "the commission visited the site", None)],
    ),
    ("The Delegation proposes that Article 4 be deleted.", [("proposal", "Article 4 be deleted", None)]),
    (
        "It is proposed that the line be drawn along the river.",
        [("proposal", "the line be drawn along the river", None)],
    ),
    ("The Committee is requested to report within a month.", [("demand", "report within a month", None)]),
    (
        "Both Parties shall refrain from the use of force and shall respect the line.",
        [("package", "refrain from the use of force", None), ("package", "respect the line", None)],
    ),
    (
        "Norway called for “fair and open elections” and “a halt to the arrests” on Tuesday.",
        [("demand", "fair and open elections", "NOR"), ("demand", "a halt to the arrests", "NOR")],
    ),
    (
        "Peru says that all three (the raids, the rockets and the blockade) have to stop.",
        [("demand", "all three (the raids, the rockets and the blockade) have to stop", "PER")],
    ),
    (
        "The villagers asked the council for compensation and a public inquiry.",
        [("demand", "compensation", None), ("demand", "a public inquiry", None)],
    ),
    (
        "Ghana persuaded the two camps to free the crews, open the roads and re-engage in talks.",
        [
            ("demand", "free the crews", "GHA"),
            ("demand", "open the roads", "GHA"),
            ("demand", "re-engage in talks", "GHA"),
        ],
    ),
    ("Peru's efforts to persuade Chile to lift its ban failed.", [("demand", "lift its ban", "PER")]),
    ("The teachers pleaded with the ministry to reopen the schools.", [("demand", "reopen the schools", None)]),
    (
        "The union campaigned for dismissed drivers to be taken back.",
        [("demand", "be taken back", None)],
    ),
    ("The ransom demanded by the gang was not paid.", [("demand", "The ransom", None)]),
    (
        "“The squatters must consider that, if they stay, they will lose everything,” Ghana's envoy said.",
        [("demand", "consider that, if they stay, they will lose everything", "GHA")],
    ),
    (
        "Steps could include naming a team, agreeing to talks and accepting observers, Norway's minister said.",
        [
            ("proposal", "naming a team", "NOR"),
            ("proposal", "agreeing to talks", "NOR"),
            ("proposal", "accepting observers", "NOR"),
        ],
    ),
    (
        "“We are ready to go to war over the island,” Turkey's defence minister said.",
        [("threat", "We are ready to go to war over the island", "TUR")],
    ),
    (
        "Mali said Niger would pay a heavy price for the raid.",
        [("threat", "Niger would pay a heavy price for the raid", "MLI")],
    ),
    (
        "“We will not tolerate raids on our farms,” Nigeria's president said.",
        [("demand", "We will not tolerate raids on our farms", "TINUBU")],
    ),
    (
        "Ethiopia will not allow Egypt to dictate terms, its foreign minister said.",
        [("threat", "Ethiopia will not allow Egypt to dictate terms", "ETH")],
    ),
    ("Peru threatened Chile with sanctions.", [("threat", "Chile with sanctions", "PER")]),
    ("The miners vowed to go on strike.", [("threat", "go on strike", None)]),
    ("The fishermen want to return to the lagoon.", [("want", "return to the lagoon", None)]),
    (
        "Steps could include letting convoys pass; repairing the road; and reopening the bank, Oman's minister said.",
        [
            ("proposal", "letting convoys pass", "OMN"),
            ("proposal", "repairing the road", "OMN"),
            ("proposal", "reopening the bank", "OMN"),
        ],
    ),
    ("Mali's aim is not independence, but to be let back in.", [("want", "be let back in", "MLI")]),
    ("China's bid to get its neighbours to sign the map failed.", [("want", "sign the map", "CHN")]),
    ("Norway seeks new elections in Belarus.", [("want", "new elections in Belarus", "NOR")]),
    (
        "Chad's general said the raids would force his army to respond with force.",
        [("threat", "the raids would force his army to respond with force", "TCD")],
    ),
    (
        "“If they cross the river, our army will regard itself as free to strike back,” Chad's general said.",
        [("threat", "If they cross the river, our army will regard itself as free to strike back", "TCD")],
    ),
    ("Aid groups appealed for $200 million to feed the displaced.", [("demand", "$200 million", None)]),
    ("Pyongyang wants security guarantees first.", [("want", "security guarantees first", "PRK")]),
    (
        "“If they do not leave, we will throw them out,” the commander warned.",
        [("threat", "If they do not leave, we will throw them out", None)],
    ),
    (
        "France is ready to recognise the rebels if they stop fighting.",
        [("if_condition", "they stop fighting", "FRA")],
    ),
    (
        "Hundreds marched through the capital, demanding justice for the victims.",
        [("demand", "justice for the victims", None)],
    ),
    ("The strikers demanded money from the owners.", [("demand", "money from the owners", None)]),
    ("Togo feels the need to act against smugglers.", [("need", "act against smugglers", "TGO")]),
    ("Ghana vowed to hunt the pirates.", [("threat", "hunt the pirates", "GHA")]),
    (
        "The envoy thanked Kenya for urging Uganda to free the crew.",
        [("demand", "free the crew", "KEN")],
    ),
]
NOT_ASKED = [
    "What is the need for Peru to have a navy?",
    "“The villagers do not need to have a permit,” the envoy of Peru said.",
    "Peru's envoy wants to be the next president.",
    "Peru's minister wants to show how strong he is.",
    "Some may ask: what are the steps that lead to a truce?",
    "“It shall never happen,” the envoy of Peru said.",
    "The mediators got the two sides to sit down in one room.",
    "“We will fight corruption,” Kenya's president said.",
    "“The economy will suffer,” Ghana's president said.",
    "“We will not accept this offer,” the union said.",
    "“We shall never forget what the people have had to endure,” the envoy of Peru said.",
    "Those who fought for the country are alive.",
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
    "Under pressure from France, Niger agreed to talks.",
    "Serbia was called on to recognise the border.",
    "Failure to comply will lead to sanctions, the Commission warned.",
    "“Hands off our fish,” the sign read.",
    "The committee will meet on Tuesday to discuss the report.",
    "He hopes to become a doctor.",
    "She needs a visa to travel.",
    "The bank expects growth of two percent.",
    "Analysts expect the currency to fall.",
    "They agreed to set up a working group.",
    "The law requires drivers to wear belts.",
    "The road must have been closed for hours.",
    "People should be able to see the comet tonight.",
    "The weather should improve by Friday.",
    "The talks should last three days.",
    "The farm seeks to employ thirty people.",
    "The flood forced the town to close its schools.",
    "Visitors are asked to wear masks.",
    "You should have called me.",
    "What should Europe do?",
    "Prices need to be seen in context.",
    "The wound needs time to heal.",
    "He was asked to leave the room.",
    "If the election were held today, 43% would vote for the Greens, the survey by Insight found.",
    "Asked whether they would support a deal if it meant giving up the island, 54% said yes.",
    "Sixty percent of Kenyans want the government to negotiate, according to a poll by Infotrak.",
    "Most respondents said they would back a truce if it brought the prisoners home.",
    "A third of those surveyed expect the war to end within a year.",
    "The poll found that 61% of Georgians support accession, while 20% want neutral status.",
    "Prices rose by 4 percent in May after the government cut subsidies.",
    "The army shelled the town on Sunday, killing three people, the mayor said.",
    "The minister arrived in Geneva on Monday for talks with his counterpart.",
    "The two leaders discussed trade, security and migration.",
    "They welcomed the progress made and agreed to stay in touch.",
    "The President thanked the Prime Minister for his hospitality and wished him a speedy recovery.",
    "The Secretary-General is following developments with concern.",
    "The sanctions, imposed in 2014, have cost the country some 3 billion euros.",
    "The troops must have crossed the river at night, analysts said.",
    "The plan would see the border moved by ten kilometres.",
    "The government needs two thirds of the votes to pass the budget.",
    "The strike has forced airlines to cancel hundreds of flights.",
    "The court is expected to rule in June.",
    "The talks are expected to last three days.",
    "He is expected to meet the Emir on Thursday.",
    "The envoy is due to visit Kyiv next week.",
    "Officials hope the deal can be signed by the end of the month.",
    "The company hopes to reopen the mine in spring.",
    "The treaty allows inspectors to visit any site.",
    "The constitution requires a referendum on any change of borders.",
    "The resolution, adopted unanimously, extends the mandate by a year.",
    "Under the agreement, Chad will receive 30 million dollars for its port.",
    "The ceasefire would begin on Friday if it holds, the mediator said.",
    "If history is any guide, the talks will drag on.",
    "Nobody knows whether the general will keep his word.",
    "The general said that he would not resign.",
    "“We will do everything we can,” the minister said.",
    "“We have to be realistic,” the diplomat said.",
    "“I have to say that the talks were difficult,” the envoy said.",
    "“We need to be patient,” she added.",
    "“We must not forget the victims,” the mayor said.",
    "“This should not surprise anyone,” he said.",
    "“The coming days should show who is right,” the analyst said.",
    "“It would be a mistake to trust them,” the general said.",
    "“If they want war, they will get it,” he said.",
    "“If you ask me, the deal is dead,” a diplomat said.",
    "Without water, the crops will fail, farmers say.",
    "The region has been without power since Monday.",
    "The two countries have been at odds since the war.",
    "The offer was rejected by the rebels.",
    "The request was denied.",
    "The proposals were sent to both sides last week.",
    "Both sides accused each other of breaking the truce.",
    "The opposition accused the government of rigging the vote.",
    "The demand for gas has fallen.",
    "The call lasted an hour.",
    "The strike ended after the union accepted the offer.",
    "The bank needs fresh capital.",
    "Refugees need food, water and shelter.",
    "More than half the population needs aid.",
    "The country needs foreign currency to pay for fuel.",
    "The ministry said it needed more time to study the plan.",
    "The report says more research is needed.",
    "The dispute should be seen against the background of the elections.",
    "Should the talks fail, the war will go on.",
    "Observers warned that the truce could collapse.",
    "The airline asked passengers to arrive early.",
    "The museum is looking for volunteers.",
    "Kosovo declared independence from Serbia in 2008.",
    "The EU has spent 2 billion euros on the programme.",
    "The island is claimed by both countries.",
    "China claims the islands as its own.",
    "In 1998 the two countries signed a treaty.",
    "The navy said it would hold exercises in the strait next week.",
    "The airline said it would suspend flights until Friday.",
    "The ministry said it would issue a statement later.",
    "The chancellor said he would travel to Paris.",
    "The Taliban will not allow the flights to resume without a fee, an official said.",
    "The Government of Chad will withdraw its forces within thirty days.",
    "The junta promised elections but has set no date.",
    "The minister ruled out any cut in pensions.",
    "The party refuses to support a budget that raises taxes.",
    "Turkey opposes the membership of Cyprus.",
    "Russia objected to the wording of the text.",
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
