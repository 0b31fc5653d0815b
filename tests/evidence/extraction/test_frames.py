"""What is asked, frame by frame: verb, noun, adjective or modal, with what it governs."""

import pytest

from detente.evidence.document import Document
from detente.evidence.extraction import extract

ASKED = [
    ("Peru demands a full apology from Chile.", [("a full apology from Chile", "PER")]),
    ("The union is pressing for talks on overtime.", [("talks on overtime", None)]),
    ("Mothers of the missing have clamoured for an open inquiry.", [("an open inquiry", None)]),
    ("An immediate recount was demanded by the opposition.", [("An immediate recount", None)]),
    ("The pay rise demanded by the drivers would cost millions.", [("The pay rise", None)]),
    ("A ceasefire sought by Egypt has yet to begin.", [("A ceasefire sought by Egypt", "EGY")]),
    ("The concessions that Kenya is asking for are modest.", [("The concessions", "KEN")]),
    (
        "The bishops have appealed for calm and for the release of the two priests.",
        [("calm", None), ("the release of the two priests", None)],
    ),
    (
        "Norway called for an end to the blockade, the reopening of the airport and a return to talks.",
        [("an end to the blockade", "NOR"), ("the reopening of the airport", "NOR"), ("a return to talks", "NOR")],
    ),
    ("Calling for a boycott of the vote, the party walked out of the chamber.", [("a boycott of the vote", None)]),
    ("The farmers repeated their call for a price floor.", [("a price floor", None)]),
    ("France, calling for restraint, recalled its envoy.", [("restraint", "FRA")]),
    ("The miners want to be paid for the lost weeks.", [("be paid for the lost weeks", None)]),
    ("The tenants are demanding to meet the landlord.", [("meet the landlord", None)]),
    ("Chile asked Peru to withdraw its patrol boats.", [("withdraw its patrol boats", "CHL")]),
    ("Chile asks that Peru withdraw its patrol boats.", [("Peru withdraw its patrol boats", "CHL")]),
    ("Peru was asked by Chile to withdraw its patrol boats.", [("withdraw its patrol boats", "CHL")]),
    ("Residents have been told by the council to boil their water.", [("boil their water", None)]),
    ("All parties are urged to show restraint.", [("show restraint", None)]),
    (
        "Kenya called on Uganda to reopen the road, free the drivers, and pay for the burnt trucks.",
        [("reopen the road", "KEN"), ("free the drivers", "KEN"), ("pay for the burnt trucks", "KEN")],
    ),
    ("The teachers want the government to cut class sizes.", [("cut class sizes", None)]),
    ("The court ordered the firm to reinstate the workers.", [("reinstate the workers", None)]),
    ("The mayor told the squatters to leave by Friday.", [("leave by Friday", None)]),
    ("The union demanded that the plant stay open.", [("the plant stay open", None)]),
    ("Spain insists that the treaty be renegotiated.", [("the treaty be renegotiated", "ESP")]),
    ("The committee recommended that the dam should be drained.", [("the dam should be drained", None)]),
    ("Pakistan suggested that the line be patrolled jointly.", [("the line be patrolled jointly", "PAK")]),
    ("The clergy demand that women are let in.", [("women are let in", None)]),
    ("Canada hopes that the talks will resume soon.", [("the talks will resume soon", "CAN")]),
    ("Denmark proposed sending observers to the strait.", [("sending observers to the strait", "DNK")]),
    ("The mediator suggested freezing the tariffs for a year.", [("freezing the tariffs for a year", None)]),
    ("Families want the detainees freed.", [("the detainees freed", None)]),
    ("Ghana would like to see the quota raised.", [("the quota raised", "GHA")]),
    ("The exporters would like to see a weaker currency.", [("a weaker currency", None)]),
    ("The opposition's call for early elections was rejected.", [("early elections", None)]),
    ("Calls for the governor's resignation are growing.", [("the governor's resignation", None)]),
    ("There were fresh calls for the navy to withdraw.", [("withdraw", None)]),
    (
        "Their demands include higher wages, shorter hours and the reinstatement of two drivers.",
        [("higher wages", None), ("shorter hours", None), ("the reinstatement of two drivers", None)],
    ),
    ("The union's chief demand is a four-day week.", [("a four-day week", None)]),
    (
        "“Our goal is to bring the hostages home,” said Norway's envoy Kari Lind.",
        [("bring the hostages home", "LIND")],
    ),
    (
        "The strikers made three demands: higher pay, an end to outsourcing and a new canteen.",
        [("higher pay", None), ("an end to outsourcing", None), ("a new canteen", None)],
    ),
    (
        "The generals issued an ultimatum to the president to resign within two days.",
        [("resign within two days", None)],
    ),
    ("The farmers have one demand: water.", [("water", None)]),
    ("The marchers handed over a petition calling for the mine's closure.", [("the mine's closure", None)]),
    ("Protesters carried banners demanding clean water.", [("clean water", None)]),
    ("The widow made a plea for the return of her son's body.", [("the return of her son's body", None)]),
    (
        "It is essential that the wells be reopened, said Mali's foreign minister Abdoulaye Diop.",
        [("the wells be reopened", "DIOP")],
    ),
    ("“The army should leave the village,” said the elder.", [("leave the village", None)]),
    (
        "“Those responsible must be held to account,” Bishop Ade said.",
        [("Those responsible must be held to account", "ADE")],
    ),
    (
        "“Japan must open its market, cut its tariffs and stop dumping chips,” the US trade representative said.",
        [("open its market", "USA"), ("cut its tariffs", "USA"), ("stop dumping chips", "USA")],
    ),
    ("The ministry said the fence had to come down.", [("the fence had to come down", None)]),
    ("He indicated that those responsible must be punished.", [("those responsible must be punished", None)]),
    ("The premier stressed that fishing rights should be respected.", [("fishing rights should be respected", None)]),
    ("“The company ought to pay for the clean-up,” Greenpeace said.", [("pay for the clean-up", None)]),
    (
        "“We need an open road and a fair price,” the growers' leader said.",
        [("an open road", None), ("a fair price", None)],
    ),
    ("“Both sides need to stop shooting,” the UN envoy said.", [("stop shooting", "UN")]),
    ("“They have to release him now,” his lawyer said.", [("release him now", None)]),
    ("“Let our people go,” the crowd chanted.", [("Let our people go", None)]),
    (
        "“Negotiate in good faith and drop the lawsuits,” the union said.",
        [("Negotiate in good faith", None), ("drop the lawsuits", None)],
    ),
    ("“Don't build the wall,” residents shouted.", [("Don't build the wall", None)]),
    (
        "Demonstrators held signs reading “Stop the pipeline” and “Give back our land.”",
        [("Stop the pipeline", None), ("Give back our land", None)],
    ),
    ("“We want justice,” the widow said.", [("justice", None)]),
    ("“We want our land back,” said the chief.", [("our land back", None)]),
    ("“It's time for the firm to come to the table,” the union said.", [("come to the table", None)]),
    ("“There must be no more raids,” the UN envoy said.", [("There must be no more raids", "UN")]),
    (
        "The union refuses to return to work unless the dismissed men are rehired.",
        [("the dismissed men are rehired", None)],
    ),
    ("The rebels will not disarm until their prisoners are freed.", [("their prisoners are freed", None)]),
    ("Chile wants the boats gone before it will talk.", [("the boats gone before it will talk", "CHL")]),
    (
        "“If the firm pays the arrears, we will end the strike,” the union said.",
        [("the firm pays the arrears", None)],
    ),
    (
        "Serbia would sign only if the north was given its own courts.",
        [("the north was given its own courts", "SRB")],
    ),
    ("The pilots threatened to strike over Christmas.", [("strike over Christmas", None)]),
    ("Turkey warned that it would close the strait.", [("it would close the strait", "TUR")]),
    ("The truckers' threat to blockade the port has alarmed traders.", [("blockade the port", None)]),
    ("The rebels vowed to fight on until the governor leaves.", [("fight on until the governor leaves", None)]),
    ("Brazil says it will impose tariffs on steel from May.", [("it will impose tariffs on steel from May", "BRA")]),
    ("Oman invited both sides to meet in Muscat.", [("meet in Muscat", "OMN")]),
    ("The firm rejected the union's demand for a pay rise.", [("a pay rise", None)]),
    ("Calls upon all States to refrain from supplying arms;", [("refrain from supplying arms", None)]),
    (
        "We respectfully request that you withdraw the charges against our colleague.",
        [("you withdraw the charges against our colleague", None)],
    ),
    (
        "We urge you to free him, to drop the case and to return his laptop.",
        [("free him", None), ("drop the case", None), ("return his laptop", None)],
    ),
    (
        "There is an urgent need for clean water in the camps, the Red Cross said.",
        [("clean water in the camps", "ICRC")],
    ),
    ("The envoy underlined the need to protect the wells.", [("protect the wells", None)]),
    ("Bangladesh insisted on a written guarantee.", [("a written guarantee", "BGD")]),
    ("The two presidents stressed the importance of keeping the strait open.", [("keeping the strait open", None)]),
    ("The United States expects Israel to let the trucks through.", [("let the trucks through", "USA")]),
    ("The two unions jointly asked for mediation.", [("mediation", None)]),
    ("The families are fighting for compensation.", [("compensation", None)]),
    ("Washington is pressuring Jakarta to open the bidding.", [("open the bidding", "USA")]),
    ("The rebels gave the governor until noon to leave.", [("leave", None)]),
    ("Thousands marched for cheaper bread.", [("cheaper bread", None)]),
    ("Farmers blocked the motorway to demand cheaper diesel.", [("cheaper diesel", None)]),
    ("Prisoners began a hunger strike to press for better food.", [("better food", None)]),
    ("Morocco said it was ready to reopen the border if the raids ceased.", [("the raids ceased", "MAR")]),
    ("The rebels seek to topple the governor.", [("topple the governor", None)]),
    ("The envoy spoke of his country's desire for a lasting peace.", [("a lasting peace", None)]),
    ("The panel advised the ministry against selling the dam.", [("against selling the dam", None)]),
    ("“The results have to be published,” the observers said.", [("The results have to be published", None)]),
    ("What the tenants want is a rent freeze.", [("a rent freeze", None)]),
    (
        "The tribunal told the firm to cease dumping, repair the bank and pay costs.",
        [("cease dumping", None), ("repair the bank", None), ("pay costs", None)],
    ),
    ("The group is holding out for a better price.", [("a better price", None)]),
    ("The minister cautioned against any unilateral step.", [("against any unilateral step", None)]),
    ("His mother begged the kidnappers to let him go.", [("let him go", None)]),
    (
        "Recognition of the union is a condition for ending the strike, its leader said.",
        [("Recognition of the union", None)],
    ),
    (
        "Kenya's envoy Ann Orr said there could be a truce if Uganda withdraws its boats and opens the lake.",
        [("Uganda withdraws its boats", "ORR"), ("opens the lake", "ORR")],
    ),
    (
        "Peru vetoed a Chilean resolution calling for an immediate truce and withdrawal of all boats from the bay.",
        [("an immediate truce", "CHL"), ("withdrawal of all boats from the bay", "CHL")],
    ),
    (
        "Ann Orr camped outside the mill, demanding a review of the permits and prosecution of its owners.",
        [("a review of the permits", "ORR"), ("prosecution of its owners", "ORR")],
    ),
    (
        "Ann Orr spoke of the need to quickly cut the use of oil and to transition to wind.",
        [("quickly cut the use of oil", None), ("transition to wind", None)],
    ),
    ("The general vowed to continue the fight in the north.", [("continue the fight in the north", None)]),
    (
        "The governor has refused talks and inspection of the mills.",
        [("talks", None), ("inspection of the mills", None)],
    ),
    ("We urge upon both governments the desirability of early talks.", [("early talks", None)]),
    ("He suggested that members might consider a joint patrol.", [("members might consider a joint patrol", None)]),
    ("She ended by suggesting that the court hear the fishermen.", [("the court hear the fishermen", None)]),
    ("The tribunal recommends both firms to share the well.", [("share the well", None)]),
    (
        "“The first step is to open the road,” Mali's foreign minister Abdoulaye Diop said.",
        [("open the road", "DIOP")],
    ),
    ("France thanked Norway for pressuring Peru to free the crew.", [("free the crew", "NOR")]),
    ("It was Mali's duty to free the crew, Ghana's foreign minister said.", [("free the crew", "GHA")]),
    ("“Chile must show the logs or this looks like a hoax,” Peru's minister said.", [("show the logs", "PER")]),
    (
        "“We await an early reply to our letter,” Ghana's foreign minister said.",
        [("an early reply to our letter", "GHA")],
    ),
    ("The guild has made clear that it wants the editor dismissed.", [("the editor dismissed", None)]),
    (
        "The bishops' letter called on the regime to let aid workers in and to stop jailing priests.",
        [("let aid workers in", None), ("stop jailing priests", None)],
    ),
    (
        "Kosovo's prime minister has asked NATO to send more troops to the north.",
        [("send more troops to the north", "XKX")],
    ),
    (
        "A spokesman for the strikers said: “We're not going back until every one of them is reinstated.”",
        [("every one of them is reinstated", None)],
    ),
    (
        "The African Union appealed to the two sides to cease hostilities and return to the table.",
        [("cease hostilities", "AU"), ("return to the table", "AU")],
    ),
    (
        "Students occupied the hall, demanding lower rents and the removal of the dean.",
        [("lower rents", None), ("the removal of the dean", None)],
    ),
    (
        "The EU has made the release of the journalist a condition for resuming aid.",
        [("the release of the journalist", "EU")],
    ),
    ("She said the firm must honour the deal it signed in 2004.", [("honour the deal it signed in 2004", None)]),
    ("The envoy pressed the generals for a date for elections.", [("a date for elections", None)]),
    (
        "Parents are campaigning against plans to close the school and for a new bus route.",
        [("a new bus route", None)],
    ),
    ("Protest leaders have given the president 48 hours to step down.", [("step down", None)]),
    ("The senator said it was time to bring the troops home.", [("bring the troops home", None)]),
    (
        "The unions are calling on workers across the country to stay at home on Thursday.",
        [("stay at home on Thursday", None)],
    ),
    ("A group of 40 professors has petitioned the court to halt the demolition.", [("halt the demolition", None)]),
    (
        "In a letter to the prime minister, the islanders asked for a ferry twice a week, a doctor and a school.",
        [("a ferry twice a week", None), ("a doctor", None), ("a school", None)],
    ),
    (
        "The opposition is boycotting parliament and insists on fresh elections under UN supervision.",
        [("fresh elections under UN supervision", None)],
    ),
    (
        "“What they should do is pull out of the valley,” said Mali's foreign minister Abdoulaye Diop.",
        [("pull out of the valley", "DIOP")],
    ),
    (
        "The company warned that it would shut the plant if workers rejected the offer.",
        [("it would shut the plant if workers rejected the offer", None)],
    ),
    (
        "Greece blocked the accession talks, insisting that its neighbour change its name.",
        [("its neighbour change its name", "GRC")],
    ),
    ("The council voted to ask the government for an inquiry.", [("an inquiry", None)]),
    (
        "Amnesty International urged the authorities to investigate the deaths, and to protect witnesses.",
        [("investigate the deaths", "AMNESTY"), ("protect witnesses", "AMNESTY")],
    ),
    (
        "The tribe is seeking $40 million in damages and the return of 300 acres.",
        [("$40 million in damages", None), ("the return of 300 acres", None)],
    ),
    ("Police ordered the crowd to disperse.", [("disperse", None)]),
    ("The pilots' union has threatened a strike over pensions.", [("a strike over pensions", None)]),
    ("Both leaders agreed on the need for a lasting settlement.", [("a lasting settlement", None)]),
    ("The general said his men would lay down their arms on one condition: an amnesty.", [("an amnesty", None)]),
    (
        "The US has long sought Pakistan's help in tracking the money.",
        [("Pakistan's help in tracking the money", "USA")],
    ),
    ("It is high time that the ban was lifted, the growers argue.", [("the ban was lifted", None)]),
    (
        "The hunger strikers are demanding that the governor meet them in person.",
        [("the governor meet them in person", None)],
    ),
    ("Vietnam protested and asked China to remove the rig.", [("remove the rig", "VNM")]),
    ("Residents, fearing floods, want work on the dam stopped.", [("work on the dam stopped", None)]),
    ("The minister rejected calls for his resignation.", [("his resignation", None)]),
    (
        "The minister dismissed the strikers' demand for a 12 per cent rise as unrealistic.",
        [("a 12 per cent rise", None)],
    ),
    ("Sudan should be given more time, the Arab League argued.", [("Sudan should be given more time", "ARABLEAGUE")]),
    ("Cuba has called the embargo illegal and wants it lifted at once.", [("it lifted at once", "CUB")]),
    (
        "The motion calls on the council to recognise the strike, opposes outsourcing and demands a public ballot.",
        [("recognise the strike", None), ("a public ballot", None)],
    ),
    ("We call on all sides to lay down their arms.", [("lay down their arms", None)]),
    (
        "We strongly urge the authorities to guarantee his safety and to give his lawyers access to the file.",
        [("guarantee his safety", None), ("give his lawyers access to the file", None)],
    ),
    (
        "The signatories ask that the bridge be kept open day and night.",
        [("the bridge be kept open day and night", None)],
    ),
    (
        "It is imperative that aid reach the valley without delay, the ministers said in a joint statement.",
        [("aid reach the valley without delay", None)],
    ),
    (
        "The ministers reaffirmed their support for a two-state solution and called for the resumption of talks.",
        [("the resumption of talks", None)],
    ),
    (
        "They also expressed the hope that the border would reopen before the harvest.",
        [("the border would reopen before the harvest", None)],
    ),
    (
        "The President expects both governments to comply fully with the ruling.",
        [("comply fully with the ruling", None)],
    ),
    (
        "Japan requests that the panel find the measure inconsistent with the agreement.",
        [("the panel find the measure inconsistent with the agreement", "JPN")],
    ),
    ("“You have to understand that we want peace,” Ghana's foreign minister said.", [("peace", "GHA")]),
    (
        "“We won't leave the square before the votes are counted again,” a student said.",
        [("the votes are counted again", None)],
    ),
    ("“If they want peace, they must stop shelling us,” the mayor said.", [("stop shelling us", None)]),
    ("“Stop killing our sons,” read one placard.", [("Stop killing our sons", None)]),
    (
        "The delegation of Chad said that the resolution should include a date for the withdrawal.",
        [("the resolution should include a date for the withdrawal", "TCD")],
    ),
    (
        "The representative of Bolivia proposed that the debate be adjourned until Friday.",
        [("the debate be adjourned until Friday", "BOL")],
    ),
    ("Madrid's position is that the rock must be handed back.", [("the rock must be handed back", "ESP")]),
    (
        "The rebels' main condition, an amnesty for their leaders, was turned down.",
        [("an amnesty for their leaders", None)],
    ),
    ("The key demand of the marchers was the repeal of the fuel tax.", [("the repeal of the fuel tax", None)]),
    ("The villagers are suing the firm for compensation and to have the well cleaned.", [("compensation", None)]),
    ("Norway appealed to the sides for restraint.", [("restraint", "NOR")]),
    ("Poland said it would veto the budget unless the clause was dropped.", [("the clause was dropped", "POL")]),
    ("Talks can resume only after the siege ends, the rebels say.", [("the siege ends", None)]),
    ("Finland will lift its ban once the vessels have been inspected.", [("the vessels have been inspected", "FIN")]),
    ("Laos offered to free the men if the survey was stopped.", [("the survey was stopped", "LAO")]),
    (
        "The workers voted to go on strike unless management drops its plan to cut shifts.",
        [("management drops its plan to cut shifts", None)],
    ),
    ("Sudan threatened Chad with war.", [("Chad with war", "SDN")]),
    ("Demands for an inquiry grew louder on Tuesday.", [("an inquiry", None)]),
    ("An appeal by the Pope for the boys' release went unheeded.", [("the boys' release", "VAT")]),
    ("Under pressure from the unions to raise wages, the ministry gave way.", [("raise wages", None)]),
    ("She pleaded with the gunmen not to hurt the children.", [("not to hurt the children", None)]),
    ("France was urged by aid groups to halt arms sales.", [("halt arms sales", None)]),
    (
        "Brazil has been pressing for years for a permanent seat on the council.",
        [("a permanent seat on the council", "BRA")],
    ),
    ("The clans have agreed to a truce but want guarantees.", [("guarantees", None)]),
    ("Asked what he wanted, the chief said he needed more rifles.", [("more rifles", None)]),
    (
        "The tariff must not exceed four per cent, the exporters insist.",
        [("The tariff must not exceed four per cent", None)],
    ),
    ("The tenants wrote to the mayor to ask for a rent freeze.", [("a rent freeze", None)]),
    ("The sides call upon Ghana to do likewise.", [("do likewise", None)]),
    ("Chad repeated the view that the court should never hear the claim.", [("never hear the claim", "TCD")]),
    ("Peru was under pressure from US Secretary of State John Kerry to sign.", [("sign", "KERRY")]),
    ("The villages have called for a clinic for over a decade.", [("a clinic", None)]),
]
NOT_ASKED = [
    "The firm reinstated the workers after a court ruling.",
    "Kenya reopened the road and freed the drivers.",
    "Chile got Peru to sign the protocol last year.",
    "The ministers held a call to discuss harvests.",
    "The meeting, called for Monday, was held in Oslo.",
    "The engine needs a new filter.",
    "The road needs to dry before it can be used.",
    "The storm seems to want to move north.",
    "Many people like the old bridge.",
    "It must have rained in the night.",
    "The thief must have used a ladder.",
    "The train should arrive at noon.",
    "Demand for copper rose in March.",
    "The ministry ordered twelve new buses from Sweden.",
    "The recipe requires two eggs.",
    "Rain is expected in the north.",
    "Traders expect prices to fall.",
    "The hotel offers a view of the lake.",
    "He proposed to her in June.",
    "The paper published a plan of the harbour.",
    "A reporter asked whether the road was open.",
    "Asked about the fee, the rector declined to comment.",
    "The mayor was invited to dinner.",
    "The cooks hope for sunny weather.",
    "The storm sought out the coast.",
    "The flood pushed the boats to the shore.",
    "The band marched for two hours.",
    "The cat looked for a warm place.",
    "The flood threatened to burst the dam.",
    "Read more about the strike here.",
    "See the table below.",
    "He felt the urge to laugh.",
    "The conditions in the camp include cold, hunger and mud.",
    "The goal of the second half was scored by a boy of nineteen.",
    "The object of the exhibition is a clay jar.",
    "The council voted for the budget in May.",
    "The soldiers fought for three days.",
    "Last year the firm planned the bridge with care.",
    "Peru accepted the aid and thanked the donors.",
    "The novel deserves a wide audience.",
    "The goalkeeper was desperate after the match.",
    "The union refused the prize.",
    "The storm forced the crew to turn back.",
    "The singer vowed to return to the stage.",
    "The data suggest that prices might rise.",
    "The ministers moved that evening to a hotel.",
    "The first step is made of stone.",
    "Forecasters warned that the river would rise.",
    "The strike lasted for over a decade.",
    "People flood in looking for work.",
    "A mill would come last among the things we need to do.",
]


@pytest.mark.parametrize(("text", "asked"), ASKED)
def test_what_a_frame_asks(text, asked, model):
    found = [item for item in extract(Document(text), model=model) if item.kind == "demand"]
    assert [(item.exact, item.holder) for item in found] == asked


@pytest.mark.parametrize("text", NOT_ASKED)
def test_what_looks_like_asking(text, model):
    assert [item.exact for item in extract(Document(text), model=model) if item.kind == "demand"] == []


LIST = """At the talks on Monday the Kenyan government:

- called for restraint by all sides, and;

- demanded that the road be reopened;

- said that the freedom of the press and the drivers must be respected.
"""


def test_the_items_of_a_list_are_asked_by_whom_the_words_before_it_name(model):
    found = [item for item in extract(Document(LIST), model=model) if item.kind == "demand"]
    assert [(item.exact, item.holder) for item in found] == [
        ("restraint", "KEN"),
        ("the road be reopened", "KEN"),
        ("the freedom of the press and the drivers must be respected", "KEN"),
    ]


ENUMERATED = """Mali’s envoy Abdoulaye Diop tabled a draft. It said the Council should agree- (A) To end the raids;

(B) To free the crews;

Ghana’s foreign minister urged both firms:

- to keep the wells open;

- to share the meters.
"""


def test_what_a_list_of_infinitives_asks(model):
    found = [item for item in extract(Document(ENUMERATED), model=model) if item.kind == "demand"]
    asked = {item.exact for item in found}
    assert asked >= {"end the raids", "free the crews", "keep the wells open", "share the meters"}
