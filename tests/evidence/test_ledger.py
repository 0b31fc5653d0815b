"""The chain of lines: a round trip, and tampering found at its line."""

import json
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.errors import EvidenceError
from detente.evidence.ledger import Entry, Ledger, verify
from evidence.strategies import cite, items

WHEN = "2025-08-07T09:30:00Z"


@st.composite
def ledgers(draw):
    found = draw(st.lists(items(), min_size=1, max_size=5, unique_by=lambda item: item.id))
    ledger = Ledger().appended(*(Entry.propose(item, who="rules 1", when=WHEN) for item in found))
    for item in found:
        if draw(st.booleans()):
            ledger = ledger.appended(
                Entry("accepted", item.id, "ana", WHEN, why=draw(st.none() | st.just("“so” \u2028")))
            )
    if len(found) > 1:
        ledger = ledger.appended(Entry("contradicts", found[0].id, "ana", WHEN, other=found[1].id))
    return ledger


def example():
    found = [cite(), cite("demand"), cite("risk"), cite("venue")]
    ledger = Ledger().appended(*(Entry.propose(item, who="rules 1", when=WHEN) for item in found))
    return ledger.appended(Entry("accepted", found[0].id, "ana", WHEN))


@given(ledgers())
def test_text_is_a_round_trip(ledger):
    again = Ledger.parse(str(ledger))
    assert again == ledger
    assert str(again) == str(ledger)
    assert verify(str(ledger), head=ledger.head) == ()


@given(ledgers())
def test_appending_adds_one_line(ledger):
    entry = Entry.propose(cite("date"), who="ana", when=WHEN)
    if entry.item in ledger.items:
        return
    assert str(ledger.appended(entry)) == str(ledger) + ledger.line(entry) + "\n"


@given(ledgers(), st.data())
def test_any_changed_sign_is_found_at_its_line(ledger, data):
    lines = list(ledger.lines)
    at = data.draw(st.integers(0, len(lines) - 1))
    place = data.draw(st.integers(0, len(lines[at]) - 1))
    sign = data.draw(st.characters(exclude_categories=["Cs"], exclude_characters="\n\r"))
    changed = lines[at][:place] + sign + lines[at][place + 1 :]
    if changed == lines[at]:
        return
    lines[at] = changed
    problems = verify("\n".join(lines))
    assert problems
    assert problems[0].line == at + 1


def resealed(line, **change):
    values = json.loads(line) | change
    values["prev"] = (values.pop("hash"), values.pop("prev"))[1]
    seal = sha256(json.dumps(values, ensure_ascii=False).encode()).hexdigest()
    return json.dumps(values | {"hash": seal}, ensure_ascii=False)


@given(st.integers(0, 3))
def test_a_line_rewritten_with_a_fitting_hash_is_found_too(at):
    lines = list(example().lines)
    lines[at] = resealed(lines[at], who="somebody else")
    assert [problem.line for problem in verify("\n".join(lines))] == [at + 1]


@pytest.mark.parametrize(
    ("change", "line"),
    [
        (lambda lines: lines[1:], 1),
        (lambda lines: [lines[0], *lines[2:]], 1),
        (lambda lines: [lines[0], lines[2], lines[1], *lines[3:]], 1),
        (lambda lines: [*lines[:2], lines[1], *lines[2:]], 2),
        (lambda lines: [*lines[:4], lines[4][:40]], 5),
    ],
)
def test_lines_removed_moved_repeated_or_cut(change, line):
    problems = verify("\n".join(change(list(example().lines))))
    assert problems[0].line == line


def test_rewriting_all_to_the_end_is_found_by_a_noted_head():
    whole = example()
    shorter = "\n".join(whole.lines[:3])
    assert verify(shorter) == ()
    assert "was noted" in verify(shorter, head=whole.head)[0].message


def test_the_message_names_file_and_line():
    lines = list(example().lines)
    lines[2] = lines[2].replace("rules 1", "rules 2")
    with pytest.raises(EvidenceError, match=r"^ledger.jsonl:3: it was changed: its content does not fit its hash$"):
        Ledger.parse("\n".join(lines), name="ledger.jsonl")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("nonsense", "expected one JSON object"),
        ("[1]", "expected one JSON object"),
        ("[" * 100_000, "expected one JSON object"),
        ("{}", "not how a line is written"),
        ('{"prev": 1, "hash": 2}', "not how a line is written"),
        ('{"a": "\\ud800"}', "not how a line is written"),
        (resealed(example().lines[4], extra="x"), 'unknown key "extra"'),
        (resealed(example().lines[4], item="q-0"), 'item "q-0" was never proposed'),
        (resealed(example().lines[4], who=3), "who: expected text, got 3"),
        (resealed(example().lines[0], content={"kind": "quote"}), '"source" is missing'),
        (resealed(example().lines[0], content=3), "content: expected an item"),
    ],
)
def test_faulty_lines(line, said):
    problems = verify("\n".join([*example().lines[:4], line]))
    assert said in problems[-1].message
    assert problems[-1].line == 5


def test_line_ends_of_another_system_and_empty_lines_do_not_matter():
    ledger = example()
    assert Ledger.parse(str(ledger).replace("\n", "\r\n") + "\r\n\n") == ledger
    assert Ledger.parse("") == Ledger()
    assert verify("\n\n" + ledger.lines[1])[0].line == 1
    assert verify("\n\n" + ledger.lines[0][:-9])[0].line == 3


def test_find_by_beginning():
    ledger = example()
    item = cite()
    assert ledger.find(item.id[:6]).content == item
    with pytest.raises(EvidenceError, match="the ledger has none; did you mean"):
        ledger.find(item.id[:-1] + "x")
    twins = [cite(speaker=str(number)) for number in range(30)]
    ledger = ledger.appended(*(Entry.propose(twin, who="r", when=WHEN) for twin in twins))
    with pytest.raises(EvidenceError, match="items begin so"):
        ledger.find("q-")


def test_a_second_run_proposes_nothing_twice():
    ledger = example()
    assert ledger.new([cite(), cite("date"), cite("date")]) == (cite("date"),)


def test_orphans_rest_on_no_known_document():
    ledger = example()
    assert len(ledger.orphans([])) == 4
    assert ledger.orphans([cite().source]) == ()
