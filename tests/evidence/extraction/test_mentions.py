"""Who is named in a text beyond the shipped names: what the text itself introduces, defines or shortens."""

import pytest

from detente.evidence.document import Document
from detente.evidence.extraction import extract


def named(text, model=None):
    return [(item.exact, item.actor) for item in extract(Document(text), model=model) if item.kind == "mention"]


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("We stand with the Nepali people.", [("Nepali people", "NPL_PUBLIC")]),
        ("The Chinese public was not told.", [("Chinese public", "CHN_PUBLIC")]),
        ("Grain worth US$4 million rotted.", []),
        ("Patrols off the Korean Peninsula went on.", []),
        ("Done in English, Arabic and French at Tunis.", [("Tunis", "TUN")]),
        ("Iran met the P5+1 again.", [("Iran", "IRN"), ("P5+1", "P5PLUS1")]),
        ("A plane stood at Tripoli International Airport.", [("Tripoli", "LBY")]),
        ("A reporter of The Times of Malta asked.", [("Times of Malta", "TM")]),
    ],
)
def test_names_and_what_only_looks_like_one(text, actors):
    assert named(text) == actors


def test_a_word_stands_for_the_only_body_that_ends_in_it():
    text = "The Wadi Border Committee met on Friday. Both armies thanked the Committee. The Joint Committee slept."
    assert [exact for exact, actor in named(text) if actor == "WBC"] == ["Wadi Border Committee", "Committee"]


def test_a_word_that_two_bodies_end_in_stands_for_neither():
    text = "The Wadi Border Committee and the Oil Prices Committee met. The Committee adjourned."
    assert "Committee" not in [exact for exact, _ in named(text)]


def test_an_agreement_says_how_it_calls_its_parties():
    text = (
        "The Republic of Lorvia (“Lorvia”) and the Regional Authority of Tamm (“the Authority”) agree:\n\n"
        "Lorvia shall open the pass. The Authority shall pay the Lorvian guards.\n"
    )
    found = named(text)
    assert [exact for exact, actor in found if actor == "LORVIA"] == ["Lorvia", "Lorvia", "Lorvia", "Lorvian"]
    assert [exact for exact, actor in found if actor == "RAT"] == [
        "Regional Authority of Tamm", "Authority", "Authority",
    ]  # fmt: skip


def test_the_republic_is_the_one_named_so():
    text = "The Republic of Chad regrets the raid. The Republic asks for talks with Niger."
    assert [actor for _, actor in named(text)] == ["TCD", "TCD", "NER"]


def test_a_short_form_after_or():
    text = "The truce binds the Frente Azul del Norte, or FAN, and the army. FAN will keep its guns."
    assert [exact for exact, actor in named(text) if actor == "FAN"][-1] == "FAN"


def test_congress_is_the_american_one_where_the_text_is():
    assert ("Congress", "CONGRESS") in named("The United States will wait until Congress votes.")
    assert ("Congress", "CONGRESS") not in named("In Delhi the Congress Party asked India to wait. Congress won.")


@pytest.mark.parametrize(
    ("text", "exact"),
    [
        ("The ports minister in Lomé, Afi Mensah, wrote back.", "Afi Mensah"),
        ("Question (Leila Haddad, Coast Radio): Will you go?", "Leila Haddad"),
        ("The envoy, Mullah Karim Wardak, left.", "Karim Wardak"),
    ],
)
def test_people_by_how_they_are_introduced(text, exact):
    assert exact in [found for found, _ in named(text)]


def test_a_headline_s_capitals_are_no_name():
    text = "President Ruto Takes Steps Against Cattle Raiders Along Border\n\nWilliam Ruto spoke in Nairobi."
    assert [actor for _, actor in named(text)] == ["RUTO", "RUTO", "KEN"]


def test_a_family_name_comes_first_in_chinese():
    text = "China’s trade envoy Gao Lifeng arrived. “We wait,” Gao said."
    assert [exact for exact, actor in named(text) if actor == "GAO"] == ["Gao Lifeng", "Gao"]


def test_a_namesake_is_somebody_else():
    assert ("Ash Carter", "CARTER") not in named("Secretary Ash Carter, a physicist, came.")
    assert ("Sergey V. Lavrov", "LAVROV") in named("Minister Sergey V. Lavrov came.")


def test_a_label_in_capitals_is_the_person_introduced():
    text = "Press conference by Minister Ines Borrega\n\nMINISTER BORREGA: We agreed on fish."
    assert [exact for exact, actor in named(text) if actor == "BORREGA"] == ["Ines Borrega", "BORREGA"]


def test_a_pollster_is_named_by_its_poll():
    found = named("In a Vega Norte survey most were tired; a poll by Delta Insight agreed. A Ukrainian poll did not.")
    assert [exact for exact, _ in found] == ["Vega Norte", "Delta Insight", "Ukrainian"]


def test_names_without_their_accents():
    found = named("The president, Hugo Chavez, spoke. To his critics Chavez had no answer.")
    assert found == [("Hugo Chavez", "CHAVEZ"), ("Chavez", "CHAVEZ")]


def test_two_of_an_office_are_introduced_at_once():
    text = "They told their foreign ministers, Léa Orimbo and Jon Veltar, to meet. Orimbo agreed."
    assert [exact for exact, _ in named(text)] == ["Léa Orimbo", "Jon Veltar", "Orimbo"]


def test_a_newspaper_is_told_to_be_one():
    text = "The newspaper La Hora Nueva knew it. Another newspaper on Monday did not."
    assert [exact for exact, _ in named(text)] == ["La Hora Nueva"]


def test_initials_that_a_text_uses_more_than_once_name_a_body():
    text = "A report of the RFW said so. Farmers at the RFW agree. HIV and HIV tests; WHO IS THIS. WHO IS THAT."
    assert named(text) == [("RFW", "RFW"), ("RFW", "RFW")]


def test_a_name_of_one_word_that_says_something_is_somebody():
    text = "Workers at Verino walked out. Verino said it was ready. Ann Orr met Verino officials. Orr said so."
    assert {actor for _, actor in named(text)} == {"VERINO", "ORR"}


def test_an_arab_article_and_a_prefix_of_office():
    text = "Karim al-Musrat, a spokesman, left. Then Musrat said no. “Yes,” says co-president David Doan."
    assert {actor for _, actor in named(text)} == {"ALMUSRAT", "DOAN"}
