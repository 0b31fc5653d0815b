"""Reading a case: what the tables become, and that every shipped case can be read."""

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from detente.case import Assumed, Cited
from detente.casefile import parse_case, read_case
from detente.conflict.model import Joint, Option
from detente.conflict.statement import parse

CASES = sorted((Path(__file__).parents[2] / "cases").glob("*/case.toml"))

CASE = """
format = 1
[case]
title = "T"
as_of = 2025-08-07
status_quo = ["a.fight"]
[party.a]
name = "Alpha"
[party.a.option]
fight = "Go on"
talk = { means = "Hold talks", shared_with = ["b"] }
[party.b.option]
leave = "Leave"
[event]
peace = "not a.fight"
quiet = "peace and b.leave"
[[impossible]]
when = "peace & b.leave & a.talk"
because = "nobody is left"
[[irreversible]]
option = "b.leave"
once = "taken"
[[joint]]
options = ["a.fight", "b.leave"]
name = "odd"
[driver.poll]
value = 0.6
range = [0.2, 0.8]
evidence = ["p-1"]
[[party.a.profile]]
name = "hawk"
weight = "1 - poll"
assumed = "a guess"
noise = 0.2
wants = ["!peace", { want = "a.talk if quiet", great = true, evidence = ["q-1"], source = "a paper" }]
[[party.a.profile]]
name = "dove"
weight = 0.25
weights = { "peace" = 0.1, "b.leave" = "-1/3" }
[[party.b.profile]]
ranking = [["NN-"], ">>", "Y--"]
unknown = [["YNN", "YYN"]]
[[together]]
profiles = [["a", "hawk"], ["b", "main"]]
assumed = "they answer each other"
[issue.relief]
status_quo = 29
[issue.relief.stance]
a = { position = 100, salience = 56.7, capability = 0, accepts = [40, 100] }
[tempo]
move = "2 per week"
calibrate = { event = "peace", by = 2025-12-31, to = 0.16, source = "base rate" }
agreement_of_size = { 2 = "1 per 90 days" }
[[tempo.group]]
parties = ["b", "a"]
rate = "1 per week"
assumed = "they have an open line"
[[shock]]
option = "a.fight"
becomes = "dropped"
rate = "1 per 2 years"
means = "an election"
[[question]]
id = "q"
ask = "probability"
of = "peace"
given = "b.leave"
by = "2025-12-31"
[[question]]
id = "e"
ask = "effect"
of = "peace"
driver = "poll"
"""


def test_what_the_tables_become():
    case = parse_case(CASE)
    assert (case.title, case.as_of, case.status_quo) == ("T", date(2025, 8, 7), ("a.fight",))
    assert case.conflict.options == (
        Option("a.fight", ("a",), "Go on"),
        Option("a.talk", ("a", "b"), "Hold talks"),
        Option("b.leave", ("b",), "Leave", "taken"),
    )
    assert case.conflict.joints == (Joint(("a.fight", "b.leave"), "odd"),)
    assert [str(maker) for maker in case.conflict.decision_makers] == ["Alpha", "b"]
    assert case.events["quiet"] == ("peace and b.leave", parse("(not a.fight) and b.leave"))
    assert case.conflict.impossible[0].when == parse("not a.fight and b.leave and a.talk")
    assert case.values() == {"poll": 0.6}


def test_what_profiles_become():
    hawk, dove = parse_case(CASE).party("a").profiles
    assert [want.text for want in hawk.wants] == ["not peace", "a.talk if quiet"]
    assert hawk.wants[1].warrant == Cited(("q-1",), "a paper")
    assert (hawk.wants[1].great, hawk.noise, hawk.warrant) == (True, 0.2, Assumed("a guess"))
    assert hawk.weight.value({"poll": 0.6}) == pytest.approx(0.4)
    assert [(want.text, weight) for want, weight in dove.weights] == [
        ("peace", Fraction(1, 10)),
        ("b.leave", Fraction(-1, 3)),
    ]
    (only,) = parse_case(CASE).party("b").profiles
    assert (only.name, only.ranking, only.great_after) == ("main", (("NN-",), ("Y--",)), (0,))
    assert only.unknown == (("YNN", "YYN"),)
    assert only.weight.value({}) == 1


def test_scales_end_at_the_door():
    case = parse_case(CASE)
    (issue,) = case.issues
    assert issue.status_quo == 0.29
    assert (issue.stances[0].position, issue.stances[0].salience, issue.stances[0].accepts) == (1, 0.567, (0.4, 1))
    assert case.tempo.move == 2 / 7
    assert case.tempo.agreement == 1 / 180
    assert case.tempo.calibrate.to == 0.16
    assert case.tempo.sizes == ((2, 1 / 90),)
    assert [(group.parties, group.rate) for group in case.tempo.groups] == [(("b", "a"), 1 / 7)]
    assert [(s.option, s.becomes, s.rate, s.means) for s in case.shocks] == [
        ("a.fight", "dropped", 1 / 730.5, "an election")
    ]


def test_what_questions_become():
    asked, effect = parse_case(CASE).questions
    assert (asked.of_text, asked.by, asked.settings) == ("peace", date(2025, 12, 31), {})
    assert asked.given == parse("b.leave")
    assert effect.settings == {"driver": "poll"}


def test_graph_form_without_party_tables():
    case = parse_case("""
format = 1
[case]
title = "T"
as_of = 2025-01-01
status_quo = "1"
[event]
end = "state.3"
[graph]
states = ["1", "2", "3"]
assumed = "invented"
[graph.moves]
china = [["1", "2"], ["2", "3"]]
usa = []
[graph.ranking]
china = [["3"], ["1", "2"]]
""")
    assert [maker.id for maker in case.conflict.decision_makers] == ["china", "usa"]
    assert case.conflict.graph.moves == ((("1", "2"), ("2", "3")), ())
    assert case.party("china").profiles[0].ranking == (("3",), ("1", "2"))
    assert case.party("china").profiles[0].warrant == Assumed("invented")
    assert case.party("usa").profiles == ()
    assert case.status_quo == ("1",)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.parent.name)
def test_shipped_cases_can_be_read(path):
    assert read_case(path) == read_case(path.parent)
