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
