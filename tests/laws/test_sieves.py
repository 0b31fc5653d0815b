"""What passes over words and sentences at little cost passes over nothing that the plain form of a rule finds."""

import re
import sys

from hypothesis import given
from hypothesis import strategies as st

from detente.evidence.extraction import cues, dates, hedges, openings, polls, status, surveys
from detente.evidence.extraction.actors import load_actors
from detente.evidence.extraction.gazetteer import WORD, _lookup
from detente.evidence.extraction.lexicon import Caseless, pattern, small
from strategies import some

RULES = (cues, hedges, polls, status, surveys)
LISTS = ("risks", "risks_idioms", "economic", "economic_idioms", "hedges", "hedges_idioms")
CASELESS = [rule for module in RULES for rule in vars(module).values() if isinstance(rule, Caseless)]
OPENINGS = [opening for opening, _ in (*openings.OPENINGS, *openings.APART)]
SHARES = (polls.FOUND, polls.SIDE, polls.BARE, polls.STANDS, polls.PLAIN)
ASCII = st.characters(codec="ascii")
DATED = re.compile(dates.DATE.pattern.replace(dates.BEGINS, ""))
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


def test_small_letters_stand_where_the_large_ones_stood():
    assert all(len(small(chr(sign))) == 1 for sign in range(sys.maxunicode + 1))


def test_caseless_patterns_are_written_in_small_letters():
    for rule in (*CASELESS, *OPENINGS, *map(pattern, LISTS)):
        bare = re.sub(r"\\[A-Z]|\(\?P<", "", rule.pattern.pattern)
        assert bare == small(bare)


@some
@given(data=st.data())
def test_caseless_is_what_ignoring_case_finds(data):
    rule = data.draw(st.sampled_from([*CASELESS, *OPENINGS, *map(pattern, LISTS)]))
    plain = re.compile(rule.pattern.pattern, re.IGNORECASE)
    text = data.draw(st.from_regex(plain, alphabet=ASCII))
    assert spans(rule.finditer(text)) == spans(plain.finditer(text))
    assert spans([rule.search(text)]) == spans([plain.search(text)])


@some
@given(data=st.data())
def test_every_share_has_what_shares_have(data):
    rule = data.draw(st.sampled_from(SHARES))
    plain = re.compile(rule.pattern.replace(polls.BEGINS, ""), rule.flags)
    text = data.draw(st.from_regex(plain, alphabet=ASCII))
    assert polls.SHARED.search(text)
    assert spans(rule.finditer(text)) == spans(plain.finditer(text))


@some
@given(text=st.from_regex(DATED, alphabet=ASCII))
def test_every_date_begins_with_what_dates_begin_with(text):
    text = re.sub(r"\b[a-z]\w+", lambda word: word.group().lower(), text)  # no *toDay*
    assert spans(dates.DATE.finditer(text)) == spans(DATED.finditer(text))


@some
@given(text=st.lists(st.sampled_from([*NAMES, " ", ", ", ".", "-"])).map("".join))
def test_names_are_found_by_the_words_they_begin_with(text):
    names, first = _lookup(load_actors()).names, _lookup(load_actors()).first
    plain = [match for match in WORD.finditer(text) if match.group() in names]
    assert spans(match for match in first.finditer(text) if match.group() in names) == spans(plain)


@some
@given(text=st.from_regex(DATED, alphabet=ASCII).map(small))
def test_every_date_has_what_dates_have(text):
    assert not DATED.search(text) or dates.DIGIT.search(text) or dates.NAMES.search(text)


@some
@given(text=st.from_regex(status.REPORTED, alphabet=ASCII | st.sampled_from("“")))
def test_every_report_has_what_reports_have(text):
    assert any(sign in text for sign in status.REPORTS)
