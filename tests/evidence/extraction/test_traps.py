"""The traps of reading: each with a sentence written for it."""

from datetime import date

import pytest

from detente.evidence.document import Document, Span
from detente.evidence.extraction import extract
from detente.evidence.extraction.actors import load_actors
from detente.evidence.extraction.gazetteer import find

TABLE = load_actors()


def read(text, model, day="2025-08-10"):
    return extract(Document(text, date=day), model=model)


def of(items, kind, *forms):
    return [item for item in items if item.kind == kind and (not forms or item.form in forms)]


def named(text):
    return [(m.span.of(text), m.actor) for m in find(text, TABLE, Span(0, len(text)))]


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("They asked us to leave; US troops stayed.", [("US", "USA")]),
        ("LEAVE US ALONE, THE CROWD SHOUTED", []),
        ("A note seen by Agence France-Presse says so.", [("Agence France-Presse", "AFP")]),
        ("Michael Jordan coached the boys.", []),
        ("Jordan Harper sells boats.", []),
        ("Jordan closed its border.", [("Jordan", "JOR")]),
        ("A talk in Jordan ended.", [("Jordan", "JOR")]),
        ("He moved to Atlanta, Georgia, last year.", []),
        ("Georgia held elections.", [("Georgia", "GEO")]),
        ("They ate turkey and Turkey dinners.", []),
        ("Turkey vetoed the text.", [("Turkey", "TUR")]),
        ("The US–Russia channel works.", [("US", "USA"), ("Russia", "RUS")]),
        ("An Iran-Oman pipeline.", [("Iran", "IRN"), ("Oman", "OMN")]),
        ("Kyiv and Kiev are one city.", [("Kyiv", "UKR"), ("Kiev", "UKR")]),
        ("Volodymyr Zelensky met Volodymyr Zelenskyy's envoy.", [("Volodymyr Zelensky", "ZELENSKY")] * 1
         + [("Volodymyr Zelenskyy", "ZELENSKY")]),
        ("The Oslo Accords and the Dayton Agreement.", []),
        ("Poles and Ukrainians marched.", [("Poles", "POL_PUBLIC"), ("Ukrainians", "UKR_PUBLIC")]),
        ("A French-speaking region.", []),
        ("Drills in the South China Sea began.", []),
        ("U.S.-led forces left.", [("U.S.", "USA")]),
        ("The Washington Post wrote it.", [("Washington Post", "WAPO")]),
    ],
)  # fmt: skip
def test_names(text, actors):
    assert named(text) == actors


@pytest.mark.parametrize("name", ["Zelensky", "Zelenskyy", "Zelenskiy"])
def test_spellings_of_one_name(name):
    found = of(read(f"{name} left Kyiv by train.", None), "mention")
    assert [item.actor for item in found] == ["ZELENSKY", "UKR"]


@pytest.mark.parametrize(
    ("day", "holder"),
    [("2014-09-05", "POROSHENKO"), ("2012-01-10", "YANUKOVYCH"), ("2025-08-07", "ZELENSKY")],
)
def test_office_holders_by_date(day, holder, model):
    found = of(read("Ukraine’s president said the truce was holding.", model, day), "quote", "indirect")
    assert [item.speaker for item in found] == [holder]


def test_a_former_leader_speaks_for_themselves():
    found = of(read("Barack Obama said little.", None), "mention")
    assert [(item.actor, item.acts_for) for item in found] == [("OBAMA", "OBAMA")]


def test_nested_attribution(model):
    items = read("Hakan Fidan said Moscow had told Ankara that Kyiv must leave the town.", model)
    outer, inner = of(items, "quote", "indirect")
    assert (outer.speaker, inner.speaker) == ("FIDAN", "RUS")
    (demand,) = of(items, "demand")
    assert (demand.holder, demand.of) == ("RUS", "UKR")


def test_a_continued_quote_without_a_cue(model):
    text = "“We have waited long enough,” Vjosa Osmani told reporters.\n\n“Our patience is not endless.”"
    assert [q.speaker for q in of(read(text, model), "quote", "direct")] == ["OSMANI", "OSMANI"]


def test_a_quote_cut_in_two(model):
    items = read("“The door is open,” Cyril Ramaphosa said, “but it will not stay open.”", model)
    assert [(q.form, q.speaker) for q in of(items, "quote", "direct")] == [("direct", "RAMAPHOSA")] * 2


def test_his_stated_desire(model):
    text = "Gustavo Petro’s dislike of Nicolás Maduro and his stated wish to “close the border” alarmed traders."
    (quote,) = of(read(text, model), "quote")
    assert (quote.form, quote.speaker) == ("partial", "PETRO")


def test_the_premier(model):
    text = "Prime Minister Nikol Pashinyan met Ilham Aliyev in Prague. The premier said the talks were useful."
    assert [q.speaker for q in of(read(text, model), "quote", "indirect")] == ["PASHINYAN"]


def test_the_group(model):
    text = "Hezbollah criticised Lebanon’s cabinet on Monday. The group said its weapons were not on the table."
    assert [q.speaker for q in of(read(text, model), "quote", "indirect")] == ["HEZBOLLAH"]


def test_an_army_is_whose_it_was(model):
    text = "Sudan’s army took a bridge. The Rapid Support Forces called on the army to stop shelling the market."
    (demand,) = of(read(text, model), "demand")
    assert (demand.holder, demand.of) == ("RSF", "SDN")


def test_a_list_after_a_colon(model):
    text = "Pakistan named three conditions: a release of water, an end to raids and an apology."
    found = of(read(text, model), "demand")
    assert [(d.exact, d.holder) for d in found] == [
        ("a release of water", "PAK"),
        ("an end to raids", "PAK"),
        ("an apology", "PAK"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The question is not *if* the bridge will open.",
        "Nobody knows if the ferry sails.",
        "Reporters asked if the minister would resign.",
        "He spoke as if the war were over.",
        "Few, if any, returned.",
    ],
)
def test_if_that_is_no_condition(text, model):
    assert not of(read(text, model), "conditional")


def test_months_are_no_modals():
    assert not of(read("In May the delegations met. They parted on May 9.", None), "hedge")


def test_numbers_are_no_dates():
    assert not of(read("Seven in ten islanders voted; 1,914 ballots were void.", None), "date")


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("Qatar denied that it would sign only if Egypt left.", "denied"),
        ("Qatar rejected claims that it would sign only if Egypt left.", "denied"),
        ("Qatar was asked whether it would sign only if Egypt left.", "asked"),
        ("A Qatari official said Doha would sign only if Egypt left.", "reported_by_unnamed"),
        ("Qatar said it would sign only if Egypt left.", "asserted"),
    ],
)
def test_stance_from_the_governing_verb(text, stance, model):
    found = of(read(text, model), "conditional")
    assert [(c.form, c.stance) for c in found] == [("only_if", stance)]


def test_a_law_s_title_is_nobody_s_words(model):
    assert not of(read("Parliament passed the law titled “On the Return of Land” in June.", model), "quote")


def test_eric_is_not_donald():
    found = of(read("Donald Trump stayed home. Eric Trump flew to Doha.", None), "mention")
    assert [(item.exact, item.actor == "TRUMP") for item in found[:2]] == [
        ("Donald Trump", True),
        ("Eric Trump", False),
    ]


def test_positions_are_code_points():
    text = "🚢🚢 Kenya’s “blue fleet” sailed to Oman."
    for item in extract(Document(text)):
        assert text[item.start : item.end] == item.exact


def test_ids_are_the_same_in_every_run(model):
    text = "Norway said it would host talks in Oslo next month if both sides agreed."
    assert [i.id for i in read(text, model)] == [i.id for i in read(text, model)]


def test_as_of_overrides_the_document_s_date():
    items = extract(Document("Talks ended on Tuesday."), as_of=date(2024, 5, 16))
    assert [d.date for d in of(items, "date")] == ["2024-05-14"]
