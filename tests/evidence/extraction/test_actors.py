"""The shipped table of actors and words: consistent, dated, editable."""

from datetime import date

import pytest

from detente.errors import EvidenceError
from detente.evidence.extraction.actors import ActorTable, load_actors, surname
from detente.evidence.extraction.lexicon import data, forms, words
from detente.evidence.record import FORMS

TABLE = load_actors()


def test_every_name_means_a_known_actor():
    assert all(key in TABLE.actors for ids in TABLE.names.values() for key in ids)


def test_every_actor_acts_for_a_known_one():
    assert all(actor.acts_for in TABLE.actors for actor in TABLE.actors.values())


def test_terms_have_a_source_and_an_order():
    assert all(term.source and (term.until is None or term.since <= term.until) for term in TABLE.terms)


def test_one_holder_of_a_presidency_at_a_time():
    ends = [t for t in TABLE.terms if t.office == "president"]
    for one in ends:
        others = [t for t in ends if t.party == one.party and t is not one and t.on(one.since)]
        assert not others, (one, others)


@pytest.mark.parametrize(
    ("party", "office", "day", "holder"),
    [
        ("UKR", "president", date(2014, 9, 5), "POROSHENKO"),
        ("USA", "president", date(2016, 1, 1), "OBAMA"),
        ("USA", "president", date(2018, 1, 1), "TRUMP"),
        ("USA", "president", date(2025, 8, 7), "TRUMP"),
        ("RUS", "leader", date(2010, 1, 1), "MEDVEDEV"),
        ("CHN", "premier", date(2024, 1, 1), "LIQIANG"),
        ("USA", "president", date(1900, 1, 1), None),
    ],
)
def test_holders(party, office, day, holder):
    assert TABLE.holder(party, office, day) == holder


def test_surnames():
    assert [surname("Kim Jong Un", "PRK"), surname("Khalil al-Hayya"), surname("Abiy")] == ["Kim", "al-Hayya", "Abiy"]


def test_a_table_of_one_s_own():
    from detente.evidence.document import Document
    from detente.evidence.extraction import Actor, extract

    own = ActorTable({"KERR": Actor("KERR", "Kerr", "group", "KERR")}, {"Kerr": ("KERR",)})
    assert [i.actor for i in extract(Document("Kerr left."), actors=own) if i.kind == "mention"] == ["KERR"]


@pytest.mark.parametrize(
    "table", ["demands_urging", "demands_asking_for", "demands_that", "demands_to_do", "terms_asks"]
)
def test_tables_of_words_give_known_forms(table):
    assert set(forms(table).values()) <= set(FORMS["demand"])


def test_an_unknown_list_is_named():
    with pytest.raises(EvidenceError, match="no list titels; did you mean"):
        words("titels")


def test_shipped_files_are_read():
    assert data("countries.csv").startswith("id,name")


@pytest.mark.parametrize(
    ("party", "office", "day", "holder"),
    [
        ("CHN", "foreign minister", date(2023, 3, 1), "QINGANG"),
        ("CHN", "foreign minister", date(2023, 9, 1), "WANGYI"),
        ("IRN", "supreme leader", date(2026, 2, 1), "KHAMENEI"),
        ("IRN", "supreme leader", date(2026, 5, 1), "MOJTABA KHAMENEI"),
        ("GBR", "prime minister", date(2026, 8, 1), "BURNHAM"),
        ("VEN", "president", date(2026, 2, 1), "DELCY RODRIGUEZ"),
        ("ISR", "president", date(2025, 1, 1), "HERZOG"),
        ("ISR", "leader", date(2025, 1, 1), "NETANYAHU"),
    ],
)
def test_holders_of_late(party, office, day, holder):
    assert TABLE.holder(party, office, day) == holder


def test_one_holder_of_an_office_at_a_time():
    single = ("prime minister", "foreign minister", "supreme leader", "chancellor", "premier", "secretary-general")
    for one in (term for term in TABLE.terms if term.office in single):
        same = (t for t in TABLE.terms if (t.party, t.office) == (one.party, one.office) and t is not one)
        assert not [t for t in same if t.on(one.since)], one


def test_every_row_says_how_it_was_checked():
    assert {row.rsplit(",", 1)[1] for row in data("holders.csv").splitlines()[1:]} == {"", "F", "L", "N", "W"}
