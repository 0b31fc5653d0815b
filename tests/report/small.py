"""Small cases for what the report says: one with everything in it, one hostile, one graph, one that goes round."""

from detente.analysis.answer import Answer
from detente.analysis.questions import answer
from detente.analysis.session import Session
from detente.case import Case
from detente.casefile import parse_case

MILL = """
format = 1
[case]
title = "A mill on the border"
about = "Two villages and a count."
as_of = 2025-01-01
status_quo = []
[party.east]
name = "East"
[party.east.option]
grind = "Open the mill"
pay = "Pay a toll"
[party.west]
name = "West"
[party.west.option]
water = "Let the water through"
[party.count]
name = "The Count"
[party.count.option]
tax = "Tax the mill"
[event]
runs = "east.grind and west.water"
[driver.rain]
means = "chance of a wet year"
value = 0.6
range = [0.2, 0.9]
source = "the almanac"
[[party.east.profile]]
name = "keen"
weight = "rain"
source = "the almanac"
wants = ["not east.grind unless west.water", "runs", "not east.pay unless west.water"]
[[party.east.profile]]
name = "shy"
weight = "1 - rain"
assumed = "some are shy"
wants = ["not east.grind", "not east.pay"]
[[party.west.profile]]
name = "poor"
assumed = "West is poor"
wants = ["not west.water unless east.pay", "east.pay"]
[[party.count.profile]]
name = "greedy"
assumed = "counts are greedy"
wants = ["count.tax if runs", "not count.tax unless runs"]
[tempo]
move = "1 per 30 days"
agreement = "1 per 90 days"
assumed = "villages are slow"
"""

QUESTIONS = {
    "likely": 'ask = "probability"\nof = "runs"\nby = 2025-12-31',
    "ever": 'ask = "probability"\nof = "runs"',
    "taxed": 'ask = "probability"\nof = "count.tax"\ngiven = "runs"',
    "where": 'ask = "outcome"\nby = 2025-12-31',
    "against": 'ask = "obstacles"\nof = "runs"',
    "rainy": 'ask = "effect"\ndriver = "rain"\nof = "runs"',
    "unknown": 'ask = "matters"\nof = "runs"',
    "toll": 'ask = "credible"\nof = "not west.water unless east.pay"',
    "lasting": 'ask = "holds"\nof = "runs"',
    "secret": 'ask = "excluded"\ncoalition = ["east", "west"]',
    "smallest": 'ask = "settle"\nof = "runs"',
    "place": """ask = "choose"
[question.settings]
alternatives = ["the inn", "the church"]
assumed = "we know both"
criteria = { near = 1, quiet = 1 }
accepts = { east = 30 }
scores.east = { "the inn" = { near = 80, quiet = 40 }, "the church" = { near = 10, quiet = 40 } }
scores.west = { "the inn" = { near = 60, quiet = 20 }, "the church" = { near = 60, quiet = 90 } }""",
}

GRAPH = """
format = 1
[case]
title = "Round and round"
as_of = 2025-01-01
status_quo = ["1"]
[party.a]
name = "A"
[party.b]
name = "B"
[graph]
states = ["1", "2", "3 & <4>"]
[graph.moves]
a = [["1", "2"], ["3 & <4>", "1"]]
b = [["2", "3 & <4>"]]
[graph.ranking]
a = [["2"], ["1"], ["3 & <4>"]]
b = [["3 & <4>"], ["1", "2"]]
"""

HOSTILE = "<script>alert(1)</script>"
EVIL = f"""
format = 1
[case]
title = "{HOSTILE}"
about = "{HOSTILE}"
as_of = 2025-01-01
status_quo = []
[party.a]
name = "{HOSTILE} & co"
[party.a.option]
x = "{HOSTILE} \\" onload=alert(2) | [x](javascript:alert(3))"
[party.b]
name = "b' \\"<b>"
[party.b.option]
y = "{HOSTILE}"
[event]
both = "a.x and b.y"
[[party.a.profile]]
name = "{HOSTILE}"
weight = 0.5
assumed = "{HOSTILE}"
wants = [{{ want = "both", assumed = "{HOSTILE}" }}, "a.x"]
[[party.a.profile]]
name = "other"
weight = 0.5
source = "{HOSTILE}"
wants = ["not a.x"]
[[party.b.profile]]
name = "one"
wants = ["both", "b.y if a.x"]
[[impossible]]
when = "b.y and not a.x"
because = "{HOSTILE}"
[[question]]
id = "q"
text = "{HOSTILE}"
ask = "outcome"
[[question]]
id = "r"
text = "{HOSTILE}"
ask = "obstacles"
of = "both"
"""


def mill(*asked: str) -> Case:
    """The case of the mill with these questions."""
    return parse_case(MILL + "".join(f'\n[[question]]\nid = "{id}"\n{QUESTIONS[id]}\n' for id in asked))


def answered(id: str) -> tuple[Session, Answer]:
    """A session of the mill, and the answer to one of its questions."""
    session = Session(mill(id))
    return session, answer(session, session.case.question(id))
