"""What `check_case` finds, and that it finds nothing in a case that says everything."""

import pytest

from detente.case.check import check_case
from detente.case.finding import KINDS
from detente.casefile import parse_case, placed

HEAD = """format = 1
[case]
title = "T"
as_of = 2025-01-01
[party.a]
name = "Alpha"
[party.a.option]
x = "X"
y = "Y"
[party.b]
name = "Beta"
[party.b.option]
z = "Z"
"""
WANTS_A = '[[party.a.profile]]\nassumed = "so"\nwants = ["a.x", "a.y"]\n'
WANTS_B = '[[party.b.profile]]\nassumed = "so"\nwants = ["b.z"]\n'
WANTS = WANTS_A + WANTS_B
CLEAN = HEAD + WANTS

TWO = '[[party.b.profile]]\nname = "p"\nassumed = "so"\nweight = {}\nwants = ["b.z"]\n'
GRAPH = """format = 1
[case]
title = "T"
as_of = 2025-01-01
status_quo = "1"
[graph]
states = ["1", "2"]
assumed = "so"
[graph.moves]
a = [["1", "2"]]
b = []
[graph.ranking]
a = [["1"]]
b = [["1"], ["2"]]
"""

FOUND = {
    "wants without a reason": (
        HEAD + WANTS_A.replace('assumed = "so"\n', "") + WANTS_B,
        "unwarranted",
        "party.a.profile[0]",
        14,
    ),
    "one want without a reason": (
        HEAD + WANTS_A.replace('assumed = "so"\n', "").replace('"a.y"', '{ want = "a.y", assumed = "so" }') + WANTS_B,
        "unwarranted",
        "party.a.profile[0].wants[0]",
        15,
    ),
    "a weight without a reason": (
        HEAD + WANTS_A + TWO.format("0.5").replace('assumed = "so"\n', "") + TWO.format("0.5").replace('"p"', '"q"'),
        "unwarranted",
        "party.b.profile[0].weight",
        19,
    ),
    "a ranking without a reason": (
        HEAD + WANTS_A + '[[party.b.profile]]\nranking = [["---"]]\n',
        "unwarranted",
        "party.b.profile[0]",
        17,
    ),
    "a rule without a reason": (CLEAN + '[[impossible]]\nwhen = "a.x and a.y"\n', "unwarranted", "impossible[0]", 20),
    "a driver without a source": (
        HEAD + WANTS_A + TWO.format('"d"') + "[driver.d]\nvalue = 0.4\n",
        "unwarranted",
        "driver.d",
        22,
    ),
    "a shock without a reason": (
        CLEAN + '[[shock]]\noption = "a.x"\nbecomes = "taken"\nrate = "1 per year"\n',
        "unwarranted",
        "shock[0]",
        20,
    ),
    "a calibration to an unknown base rate": (
        CLEAN
        + '[tempo]\nassumed = "so"\n'
        + 'calibrate = { event = "a.x", by = 2025-12-31, to = 0.2, source = "base rate war_durations: 0.2" }\n',
        "outside",
        "tempo.calibrate.source",
        22,
    ),
    "a day where nothing says how fast": (
        CLEAN + '[[question]]\nid = "q"\nask = "probability"\nof = "a.x"\nby = 2025-12-31\n',
        "undated",
        "question[0].by",
        24,
    ),
    "a rate without a reason": (CLEAN + '[tempo]\nmove = "1 per day"\n', "unwarranted", "tempo", 20),
    "a stance without a reason": (
        CLEAN + "[issue.i.stance]\na = { position = 1, salience = 2, capability = 3 }\n",
        "unwarranted",
        "issue.i.stance.a",
        21,
    ),
    "a citation without a ledger": (
        HEAD + WANTS_A.replace('assumed = "so"', 'evidence = ["q-1"]') + WANTS_B,
        "evidence",
        "party.a.profile[0].evidence[0]",
        15,
    ),
    "a want that is always true": (
        CLEAN.replace('["b.z"]', '["b.z", "a.x or not a.x"]'),
        "always",
        "party.b.profile[0].wants[1]",
        19,
    ),
    "an event that is never true": (CLEAN + '[event]\ne = "b.z and not b.z"\n', "never", "event.e", 21),
    "a rule that excludes nothing": (
        CLEAN + '[[impossible]]\nwhen = "false"\nbecause = "?"\n',
        "never",
        "impossible[0]",
        20,
    ),
    "a rule inside another": (
        CLEAN
        + '[[impossible]]\nwhen = "a.x and a.y"\nbecause = "?"\n'
        + '[[impossible]]\nwhen = "a.x and a.y and b.z"\nbecause = "?"\n',
        "never",
        "impossible[1]",
        23,
    ),
    "parties of one name": (CLEAN.replace("Beta", "Alpha"), "twin", "party.b.name", 11),
    "options of one meaning": (CLEAN.replace('y = "Y"', 'y = "X"'), "twin", "party.a.option.y", 9),
    "a want twice": (CLEAN.replace('["b.z"]', '["b.z", "a.x", "b.z"]'), "twin", "party.b.profile[0].wants[2]", 19),
    "a want that decides nothing": (
        CLEAN.replace('["b.z"]', '["b.z", "not b.z"]'),
        "redundant",
        "party.b.profile[0].wants[1]",
        19,
    ),
    "an option that nobody minds": (CLEAN.replace('["a.x", "a.y"]', '["a.x"]'), "unmentioned", "party.a.option.y", 9),
    "a party without profiles": (HEAD + WANTS_A.replace('"a.y"', '"b.z"'), "indifferent", "party.b", 10),
    "nobody wants anything": (HEAD, "indifferent", "party", 5),
    "a party without options": (CLEAN + "[party.c]\n" + WANTS_B.replace("party.b", "party.c"), "idle", "party.c", 20),
    "a party without moves": (GRAPH, "idle", "graph.moves.b", 11),
    "weights that sum to less": (
        HEAD + WANTS_A + TWO.format(0.5) + TWO.format(0.4).replace('"p"', '"q"'),
        "weights",
        "party.b.profile",
        17,
    ),
    "a weight that is cut": (
        HEAD + WANTS_A + TWO.format('"1 + d"') + '[driver.d]\nvalue = 0.4\nassumed = "so"\n',
        "weights",
        "party.b.profile[0].weight",
        20,
    ),
    "a ranking with gaps": (
        HEAD + WANTS_A + '[[party.b.profile]]\nassumed = "so"\nranking = [["YN-"]]\n',
        "unlisted",
        "party.b.profile[0].ranking",
        19,
    ),
    "a ranking of a graph with gaps": (GRAPH, "unlisted", "graph.ranking.a", 13),
    "a driver that moves nothing": (CLEAN + '[driver.d]\nvalue = 1\nassumed = "so"\n', "unused", "driver.d", 20),
    "a driver that is swept and moves nothing": (
        CLEAN
        + '[driver.d]\nvalue = 0.5\nrange = [0, 1]\nassumed = "so"\n'
        + '[[question]]\nid = "q"\nask = "effect"\nof = "b.z"\ndriver = "d"\n',
        "unused",
        "question[0].driver",
        28,
    ),
    "an event that names nothing": (CLEAN + '[event]\ne = "b.z"\n', "unused", "event.e", 21),
    "an unknown pair that is known": (
        HEAD + WANTS_A + 'unknown = [["YY-", "NN-"]]\n' + WANTS_B,
        "implied",
        "party.a.profile[0].unknown[0]",
        17,
    ),
    "states that are not one": (
        CLEAN + '[[indistinguishable]]\nwhen = "b.z"\n',
        "indistinguishable",
        "indistinguishable[0]",
        20,
    ),
}


def test_a_case_that_says_everything_has_no_findings():
    assert check_case(parse_case(CLEAN)) == ()


@pytest.mark.parametrize(("text", "kind", "key", "line"), FOUND.values(), ids=list(FOUND))
def test_what_is_found(text, kind, key, line):
    found = placed(check_case(parse_case(text)), text)
    assert (kind, key, line) in [(finding.kind, finding.key, finding.line) for finding in found]


@pytest.mark.parametrize(
    ("weights", "said"),
    [((0.5, 0.4), "sum to 0.9; they are scaled to 0.556, 0.444"), ((1, 1), "sum to 2; they are scaled to 0.5, 0.5")],
)
def test_it_is_said_what_weights_are_scaled_to(weights, said):
    text = HEAD + WANTS_A + TWO.format(weights[0]) + TWO.format(weights[1]).replace('"p"', '"q"')
    assert any(said in finding.message for finding in check_case(parse_case(text)))


def test_every_kind_of_finding_is_tried():
    assert {kind for _, kind, _, _ in FOUND.values()} == set(KINDS)


@pytest.mark.parametrize(
    "use",
    [
        '[[impossible]]\nwhen = "e and a.x"\nbecause = "so"\n',
        '[[question]]\nid = "q"\nask = "probability"\nof = "a.x"\ngiven = "e"\n',
        '[event]\nf = "not e"\n[[question]]\nid = "q"\nask = "holds"\nof = "f"\n',
    ],
)
def test_an_event_is_used_wherever_it_is_named(use):
    event = '[event]\ne = "b.z or a.y"\n' if "[event]" not in use else ""
    text = CLEAN + event + use.replace("[event]\n", '[event]\ne = "b.z or a.y"\n')
    assert not [finding for finding in check_case(parse_case(text)) if finding.kind == "unused"]
