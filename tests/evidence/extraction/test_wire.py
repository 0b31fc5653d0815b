"""Who speaks in stories of news agencies: people the table does not know, second quotations, those who ask."""

import pytest

from detente.evidence.document import Document
from detente.evidence.extraction import extract


def speakers(text, model):
    return [item.speaker for item in extract(Document(text), model=model) if item.kind == "quote"]


NAMED = [
    ("Mines Minister Noh Won-sik said the ban would go. “There is no danger,” Noh said.", ["NOH", "NOH"]),
    ("Lina Dorn, 41, a nurse, wept. “They took the beds,” she said.", ["DORN"]),
    ("Pavel Dorn spoke last. “We came to listen,” he said.", ["DORN"]),
    ("Ada Dorn and Victor Hale met. She said it was over. He said that it was not.", ["DORN", "HALE"]),
    ("President Hugo Chavez flew home. “We won,” said Chavez.", ["CHAVEZ"]),
]


@pytest.mark.parametrize(("text", "who"), NAMED)
def test_people_a_story_names(text, who, model):
    assert speakers(text, model) == who


BODIES = [
    ("The ruling Zeta-PF said the vote would go ahead.", ["ZETAPF"]),
    ("According to TilCoop, forty people work there.", ["TILCOOP"]),
    ("The Electoral Commission said that it was ready. The Commission said it could wait.", ["EC", "EC"]),
    ("John McDorn spoke. McDorn said he would wait.", ["MCDORN"]),
    ("The CEO said that he would wait.", [None]),
]


@pytest.mark.parametrize(("text", "who"), BODIES)
def test_bodies_that_say_something(text, who, model):
    assert speakers(text, model) == who


QUOTED = [
    ("Ivo Dorn bowed. “I have come to listen,” he began.", ["DORN"]),
    ("The Norwegian foreign ministry replied on Monday. “The sea is ours,” the statement read.", ["NOR"]),
    ("Ivo Dorn said the vote would go on.\n\n“Nobody can stop it.”", ["DORN", "DORN"]),
    ("“We will sue,” said Carla Hale. Ivo Dorn laughed. “Over what?”", ["HALE", "DORN"]),
    ("“We will sue,” said Carla Hale.\n\n“We have lawyers.”", ["HALE", "HALE"]),
]


@pytest.mark.parametrize(("text", "who"), QUOTED)
def test_quotations_whose_speaker_stands_beside_them(text, who, model):
    assert speakers(text, model) == who


INTERVIEW = """Wikinews met Ivo Dorn, a tailor.

{asks} What did you see?

{answers} Smoke. Nothing else.

{asks} And then?

{answers} Then I ran."""


@pytest.mark.parametrize("asks", ["Wikinews:", "WN:", "((WN))"])
@pytest.mark.parametrize("answers", ["Ivo Dorn:", "Dorn:", "ID:", "((Dorn))"])
def test_an_interview_is_of_who_answers(asks, answers, model):
    text = INTERVIEW.format(asks=asks, answers=answers)
    found = [item for item in extract(Document(text), model=model) if item.kind == "quote"]
    assert [(item.exact, item.speaker) for item in found] == [
        ("Smoke. Nothing else.", "DORN"),
        ("Then I ran.", "DORN"),
    ]
