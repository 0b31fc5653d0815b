"""What of a case nobody has decided on: items that wait, placeholders; nothing once both are gone."""

from case.test_standing import MINISTRY, OTHER, case, evidence
from detente.case.unreviewed import Unreviewed, unreviewed
from detente.casefile import parse_case
from detente.report.unreviewed import unreviewed_line

DRAFT = """format = 1
[case]
title = "T"
as_of = 2025-01-01
[party.a]
name = "Ardania"
[party.a.option]
x = "X"
[[party.a.profile]]
name = "one"
assumed = "PLACEHOLDER: no weights are set"
wants = [{ want = "a.x", assumed = "PLACEHOLDER: it must want something" }]
[[party.a.profile]]
name = "two"
assumed = "PLACEHOLDER: no weights are set"
wants = [{ want = "not a.x", assumed = "seen by everybody" }]
"""


def test_a_case_of_which_all_is_decided_is_no_draft() -> None:
    assert unreviewed(case(evidence(MINISTRY), MINISTRY)) is None
    assert unreviewed(case('assumed = "so it is"')) is None
    assert unreviewed_line(case('assumed = "so it is"')) == ""


def test_items_that_wait_and_items_accepted_are_counted() -> None:
    ids = f'proposed = ["{MINISTRY.id}", "{OTHER.id}"]'
    assert unreviewed(case(ids, MINISTRY, OTHER, status="proposed")) == Unreviewed(2, 0, (), 0)
    assert unreviewed(case(ids, MINISTRY, OTHER)) == Unreviewed(2, 2, (), 0)


def test_the_line_says_what_is_accepted_and_what_is_a_placeholder() -> None:
    waits = case(f'proposed = ["{MINISTRY.id}"]', MINISTRY, status="proposed")
    assert unreviewed_line(waits) == (
        "This is a draft that nobody has reviewed: the one item it rests on is not accepted; no judgement is a "
        "placeholder."
    )
    both = case(f'proposed = ["{MINISTRY.id}", "{OTHER.id}"]', MINISTRY, OTHER, status="proposed")
    assert unreviewed_line(both).startswith(
        "This is a draft that nobody has reviewed: none of the 2 items it rests on is accepted;"
    )
    assert unreviewed(parse_case(DRAFT)) == Unreviewed(0, 0, ("a",), 1)
    assert unreviewed_line(parse_case(DRAFT)) == (
        "This is a draft: it rests on no item of evidence; the weights of what Ardania may want and 1 other "
        "judgement are placeholders."
    )
