"""What something depends on, in the ways that statements, agreements and reports have of saying it."""

import pytest

from detente.evidence.document import Document
from detente.evidence.extraction import extract

DEPENDS = [
    ("Once the mines are cleared, the two sides will open the road.", "if", "Once the mines are cleared"),
    ("The bridge would only be rebuilt once the guns had left.", "only_if", "once the guns had left"),
    ("The parties shall exchange maps as soon as the monitors arrive.", "if", "as soon as the monitors arrive"),
    ("Tonga would go to the court, should the talks collapse.", "if", "should the talks collapse"),
    ("In the event of an attack, the observers shall withdraw.", "if", "In the event of an attack"),
    ("There will be no summit until the army leaves.", "unless", "until the army leaves"),
    (
        "Chad would sign if, and only if, Sudan closes the camps – a step it has refused.",
        "iff",
        "if, and only if, Sudan closes the camps",
    ),
]
NO_CONDITION = [
    "Once the talks had ended, the envoy flew home.",
    "The minister was once an officer.",
    "The ceasefire held until the army shelled the market.",
    "Peru will respond without hesitation.",
    "Should the ministers meet again?",
]


def conditionals(text, model):
    return [item for item in extract(Document(text), model=model) if item.kind == "conditional"]


@pytest.mark.parametrize(("text", "form", "words"), DEPENDS)
def test_what_it_depends_on(text, form, words, model):
    assert [(item.form, item.exact) for item in conditionals(text, model)] == [(form, words)]


@pytest.mark.parametrize("text", NO_CONDITION)
def test_what_is_no_condition(text, model):
    assert not conditionals(text, model)


def test_each_thing_asked_with_its_subject_is_a_demand(model):
    text = "Kenya demanded that the vessel be released and that the crew be paid."
    found = [item.exact for item in extract(Document(text), model=model) if item.kind == "demand"]
    assert found == ["the vessel be released", "the crew be paid"]
