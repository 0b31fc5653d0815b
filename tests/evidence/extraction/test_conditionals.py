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
    ("Subject to a vote, Laos will sign.", "only_if", "Subject to a vote"),
    ("Failing an accord, the case goes to court.", "unless", "Failing an accord"),
    ("The pact is renewed save where a party objects.", "unless", "save where a party objects"),
    ("Lima would share the data, were the tower to be rebuilt.", "if", "were the tower to be rebuilt"),
    ("A Party may withdraw provided it gives notice.", "if", "provided it gives notice"),
    ("Not one boat sails until the fee is cut.", "unless", "until the fee is cut"),
    ("The ban will stay until they pay.", "unless", "until they pay"),
    ("Tariffs rise in July absent a deal.", "without", "absent a deal"),
    ("Peace is possible, the envoy said, if they stop.", "if", "if they stop"),
    ("The bill passes if sixty agree; it dies otherwise.", "if", "if sixty agree"),
    ("Peru will not vote while the port is shut.", "if", "while the port is shut"),
    (
        "The ferries can leave, but only after the pumps have been mended.",
        "only_if",
        "only after the pumps have been mended",
    ),
    ("The talks can resume only if the shelling stops, he said.", "only_if", "if the shelling stops"),
    ("In the event of a flood, it will open the gates.", "if", "In the event of a flood"),
    ("Chad refused to sign without guarantees on the fleet.", "without", "without guarantees on the fleet"),
]
NO_CONDITION = [
    "Residents were told to leave the valley.",
    "The mayor danced while the band played.",
    "Once the talks had ended, the envoy flew home.",
    "The minister was once an officer.",
    "The ceasefire held until the army shelled the market.",
    "Peru will respond without hesitation.",
    "Should the ministers meet again?",
    "The company provided food and water to the camp.",
    "The crew stayed until the storm passed.",
    "Few ships, if any, came.",
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
