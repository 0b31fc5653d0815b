"""What passes over words and sentences at little cost passes over nothing that the plain form of a rule finds."""

from hypothesis import given
from hypothesis import strategies as st

from detente.evidence.extraction.actors import load_actors
from detente.evidence.extraction.gazetteer import WORD, _lookup
from strategies import some

NAMES = (
    "the U.S.",
    "U.S.-led",
    "xU.S.",
    "Chad",
    "chad",
    "al",
    "al-Shabaab",
    "also",
    "Oman's",
    "U.A.E.",
    "5",
    "Élan",
    "a",
)


def spans(found):
    return [match.span() for match in found]


@some
@given(text=st.lists(st.sampled_from([*NAMES, " ", ", ", ".", "-"])).map("".join))
def test_names_are_found_by_the_words_they_begin_with(text):
    names, first = _lookup(load_actors()).names, _lookup(load_actors()).first
    plain = [match for match in WORD.finditer(text) if match.group() in names]
    assert spans(match for match in first.finditer(text) if match.group() in names) == spans(plain)
