"""What the numbers of a case rest on: two sources, one, a contradiction, somebody unknown, an assumption, nothing."""

from dataclasses import replace
from pathlib import Path

import pytest

from detente.case.standing import STANDINGS, grounds, tally
from detente.casefile import append_to_ledger, parse_case, propose, read_case
from detente.evidence.document import Document, Span
from detente.evidence.extraction import extract, load_model
from detente.evidence.ledger import Entry, Ledger
from detente.evidence.record import Evidence
from detente.evidence.source import Source

WHEN = "2025-08-07T09:30:00Z"
SHARED = Path(__file__).parents[2] / "../shared/documents"
ONE = Document(
    "The fleet will stay in the bay until the talks are over, the ministry said on Monday. It would not say how many "
    "ships there are, who pays for their fuel, or what happens if the talks fail and the envoys go home.",
    name="one.txt",
)
COPY = Document(f"{ONE.raw} It gave no date.", name="copy.txt")
TWO = Document("A second paper reports on its own account that the ships are not leaving.", name="two.txt")
HEAD = """format = 1
[case]
title = "T"
as_of = 2025-01-01
[party.a]
[party.a.option]
x = "X"
[[party.a.profile]]
wants = [{{ want = "a.x", {} }}]
"""


def cite(document: Document, **body: object) -> Evidence:
    return Evidence.cite(document, Span(0, 30), "claim", **body)


def case(reason: str, *items: Evidence, status: str = "accepted", links: tuple[tuple[Evidence, Evidence], ...] = ()):
    ledger = Ledger().appended(*(Entry.propose(item, who="w", when=WHEN) for item in items))
    if status != "proposed":
        ledger = ledger.appended(*(Entry(status, item.id, "w", WHEN) for item in items))
    ledger = ledger.appended(*(Entry("contradicts", a.id, "w", WHEN, other=b.id) for a, b in links))
    documents = {document.name: document for document in (ONE, COPY, TWO)}
    return replace(parse_case(HEAD.format(reason)), documents=documents, ledger=ledger)


def evidence(*items: Evidence) -> str:
    return f"evidence = {[item.id for item in items]}"


MINISTRY, AGAIN, OTHER = cite(ONE, speaker="RUS"), cite(COPY, speaker="RUS"), cite(TWO, speaker="USA")
DENIAL = cite(TWO, speaker="RUS", stance="denied")
UNNAMED = cite(ONE, speaker="RUS", stance="reported_by_unnamed")
NOBODY = cite(ONE, speaker="A. Petrova")
DOUBTED = cite(ONE, speaker="RUS", credibility=5)
VOUCHED = cite(ONE, speaker="A. Petrova", credibility=2)


@pytest.mark.parametrize(
    ("found", "standings"),
    [
        (case(evidence(MINISTRY, OTHER), MINISTRY, OTHER), ("cited",)),
        (case(evidence(MINISTRY), MINISTRY), ("single-source",)),
        (case(evidence(MINISTRY) + ', source = "a yearbook"', MINISTRY), ("cited",)),
        (case('source = "a yearbook"'), ("reference",)),
        (case(evidence(MINISTRY, DENIAL), MINISTRY, DENIAL, links=((DENIAL, MINISTRY),)), ("contradicted", "cited")),
        (case(evidence(UNNAMED), UNNAMED), ("unverified", "single-source")),
        (case(evidence(NOBODY), NOBODY), ("unverified", "single-source")),
        (case(evidence(DOUBTED), DOUBTED), ("unverified", "single-source")),
        (case(evidence(VOUCHED), VOUCHED), ("single-source",)),
        (case(evidence(MINISTRY), MINISTRY, status="proposed"), ("not accepted",)),
        (case(evidence(MINISTRY), MINISTRY, status="rejected"), ("not accepted",)),
        (case('evidence = ["q-1"]'), ("not accepted",)),
        (case('assumed = "so"'), ("assumed",)),
        (case(f'proposed = ["{MINISTRY.id}"]', MINISTRY, status="proposed"), ("proposed",)),
        (case("great = false"), ("unwarranted",)),
    ],
)
def test_what_a_want_rests_on(found, standings) -> None:
    assert [ground.standings for ground in grounds(found)] == [standings]
    assert set(standings) <= set(STANDINGS)


def test_a_text_that_is_not_in_the_case_leaves_its_passages_orphaned() -> None:
    cited = case(evidence(MINISTRY, OTHER), MINISTRY, OTHER)
    without = replace(cited, documents={"one.txt": ONE})
    assert grounds(without)[0].standings == ("orphaned", "cited")
    drafted = case(f'proposed = ["{OTHER.id}"]', OTHER, status="proposed")
    assert grounds(replace(drafted, documents={}))[0].standings == ("orphaned", "proposed")


def test_what_contradicts_two_proposals_is_named_once() -> None:
    links = ((DENIAL, MINISTRY), (DENIAL, AGAIN))
    drafted = case(
        f'proposed = ["{MINISTRY.id}", "{AGAIN.id}"]', MINISTRY, AGAIN, DENIAL, status="proposed", links=links
    )
    assert grounds(drafted)[0].against == (DENIAL.id,)


def test_a_copied_story_is_one_source() -> None:
    assert grounds(case(evidence(MINISTRY, AGAIN), MINISTRY, AGAIN))[0].standing == "single-source"


def test_a_rejected_denial_contradicts_nothing() -> None:
    found = case(evidence(MINISTRY), MINISTRY, DENIAL, links=((DENIAL, MINISTRY),))
    assert grounds(found)[0].standing == "contradicted"
    ledger = found.ledger.appended(Entry("retracted", DENIAL.id, "w", WHEN))
    assert grounds(replace(found, ledger=ledger))[0].standing == "single-source"


def test_an_unreliable_source_leaves_it_unverified() -> None:
    found = replace(case(evidence(MINISTRY), MINISTRY), sources={"one.txt": Source.of(ONE, reliability="E")})
    assert grounds(found)[0].standing == "unverified"


def test_a_want_without_a_reason_has_that_of_its_profile() -> None:
    text = HEAD.replace('{{ want = "a.x", {} }}', '"a.x"').replace(
        "[[party.a.profile]]\n", '[[party.a.profile]]\nassumed = "so"\n'
    )
    assert tally(grounds(parse_case(text))) == {"assumed": 1}


@pytest.mark.skipif(not SHARED.exists() or load_model() is None, reason="needs the shared documents and detente[nlp]")
def test_the_precondition_of_the_article_is_contradicted_by_the_denial(tmp_path: Path) -> None:
    read = [Document((SHARED / name).read_text(), name=name) for name in ("article.txt", "denial.txt")]
    items = [item for document in read for item in extract(document, model=load_model())]
    propose(tmp_path, items, who="rules 1", when=WHEN)
    said = next(i for i in items if i.kind == "demand" and i.source == read[0].digest and i.form == "only_if")
    append_to_ledger(tmp_path, Entry("accepted", said.id, "w", WHEN))
    (tmp_path / "documents").mkdir()
    for document in read:
        (tmp_path / "documents" / document.name).write_text(document.raw)
    (tmp_path / "case.toml").write_text(HEAD.format(evidence(said)))
    found = grounds(read_case(tmp_path))[0]
    assert found.standings[:1] == ("contradicted",)
    assert found.against


def test_rates_of_groups_and_of_shocks_are_numbers_that_rest_on_something() -> None:
    text = HEAD.format("great = true") + (
        '[party.b.option]\ny = "Y"\n[tempo]\nassumed = "so"\n[[tempo.group]]\nparties = ["a", "b"]\n'
        'rate = "1 per 9 days"\n[[shock]]\noption = "b.y"\nbecomes = "taken"\nrate = "1 per year"\nsource = "s"\n'
    )
    found = {ground.key: ground.standing for ground in grounds(parse_case(text))}
    assert (found["tempo.group[0]"], found["shock[0]"]) == ("assumed", "reference")
