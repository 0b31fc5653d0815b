"""Wrong cases: each gets its message, with file, line and key; never a traceback, and nothing is written."""

import re
from pathlib import Path

import pytest

from detente.casefile import parse_case, read_case
from detente.errors import CaseError, FileProblem

HEAD = 'format = 1\n[case]\ntitle = "T"\nas_of = 2025-01-01\n'
PARTY = '[party.a.option]\nx = "X"\ny = "Y"\n[party.b.option]\nz = "Z"\n'  # lines 5 to 9
GOOD = HEAD + PARTY
GRAPH = 'format = 1\n[case]\ntitle = "T"\nas_of = 2025-01-01\nstatus_quo = "1"\n[graph]\nstates = ["1", "2"]\n'


def profile(*lines: str) -> str:
    return GOOD + "[[party.a.profile]]\n" + "\n".join(lines) + "\n"  # the profile's first line is line 11


def ask(kind: str, *lines: str) -> str:
    return GOOD + f'[[question]]\nid = "q"\nask = "{kind}"\n' + "\n".join(lines) + "\n"  # lines from 13


def choice(scores: str) -> str:
    settings = ('alternatives = ["here", "over there"]', "criteria = { cost = 1 }")
    return ask("choose", "[question.settings]", *settings, "[question.settings.scores]", scores)


BAD = {
    # ---- TOML
    "not TOML": ("This is a letter.\n", "case.toml:1:", "broken TOML"),
    "an empty file": ("", "format: this key is missing", "case: this key is missing"),
    "a quote not closed": (GOOD + 'name = "a\n', "case.toml:10:", "broken TOML"),
    "a list not closed": (
        GOOD + "[event]\nl = [1,\n",
        "case.toml:11:5: broken TOML: the list that [ opens here is never closed: ] is missing",
    ),
    "a table twice": (GOOD + "[case]\n", "case.toml:10:", "the table [case] stands twice"),
    "a key twice": (GOOD + 'z = "again"\n', "case.toml:10", "the key `z` stands twice"),
    "a statement without quotes": (
        GOOD + "[event]\ne = a.x and a.y\n",
        "case.toml:11:",
        'text stands in quotes: "a.x and a.y"',
    ),
    "no such date": (HEAD.replace("2025-01-01", "2025-13-41") + PARTY, "case.toml:4", "broken TOML"),
    "lists 5,000 deep": (GOOD + "[event]\ne = " + "[" * 5000 + "]" * 5000, "too deep"),
    "a number of 5,000 digits": (GOOD + "[driver.d]\nvalue = " + "9" * 5000, "broken TOML"),
    # ---- keys
    "an unknown key": (
        GOOD + '[party.c]\nnmae = "C"\n',
        'case.toml:11: party.c.nmae: unknown key "nmae"; did you mean "name"?',
    ),
    "an unknown table": (
        "[evnt]\n" + GOOD.replace("format = 1", "") + "",
        'unknown key "evnt"; did you mean "event"',
    ),
    "another format": (GOOD.replace("= 1", "= 2", 1), "case.toml:1: format: expected 1, got 2"),
    "no title": (GOOD.replace('title = "T"\n', ""), "case.toml:2: case.title: this key is missing"),
    "a title that is a number": (
        GOOD.replace('"T"', "7"),
        "case.toml:3: case.title: expected text in quotes, not empty, got 7",
    ),
    "a day in words": (
        GOOD.replace("2025-01-01", '"last May"'),
        "case.toml:4: case.as_of: expected a date such as 2025-08-07",
    ),
    "a day with a time": (
        GOOD.replace("2025-01-01", "2025-01-01T10:00:00"),
        "case.toml:4: case.as_of: expected a date",
    ),
    "an option that is a number": (
        GOOD.replace('"Y"', "5"),
        "case.toml:7: party.a.option.y: expected what the option means",
    ),
    "wants that are text": (
        profile('wants = "a.x"'),
        "case.toml:11: party.a.profile 1, wants: expected a list in [ ]",
    ),
    "a want that is a number": (
        profile('wants = ["a.x",', " 5]"),
        "case.toml:12: party.a.profile 1, wants 2: expected a statement in quotes",
    ),
    "a misspelt kind": (
        GOOD + '[[irreversible]]\noption = "a.x"\nonce = "took"\n',
        'case.toml:12: irreversible 1, once: expected "taken" or "dropped", got the text "took"',
    ),
    # ---- names
    "no parties": (HEAD, "the case has no parties"),
    "an empty party table": (HEAD + "[party]\n", "case.toml:5: party: the case has no parties"),
    "parties without options": (HEAD + "[party.a]\n[party.b]\n", "no party has an option"),
    "a party with a space": (
        HEAD + '[party."the usa".option]\nx = "X"\n',
        'case.toml:5: party."the usa": "the usa" cannot be the id of a party',
    ),
    "an event called not": (GOOD + '[event]\nnot = "a.x"\n', 'case.toml:11: event.not: "not" cannot be a name'),
    "an unknown option": (
        GOOD + '[event]\ne = "a.x and b.zz"\n',
        'case.toml:11:14: event.e: unknown option "b.zz"; did you mean "b.z"?',
    ),
    "an unknown event": (
        profile("wants = [", '  "a.x",', '  "not pease",', "]", "[event]", 'peace = "a.y"'),
        'case.toml:13:8: party.a.profile 1, wants 2: unknown event "pease"; did you mean "peace"?',
    ),
    "an option's name alone": (GOOD + '[event]\ne = "z"\n', 'unknown event "z"; did you mean "b.z"?'),
    "circular events": (
        GOOD + '[event]\np = "q or a.x"\nq = "not r"\nr = "p"\n',
        "case.toml:11: event.p: events go in a circle: p → q → r → p",
    ),
    "an event of itself": (GOOD + '[event]\np = "p"\n', "events go in a circle: p → p"),
    "an unknown owner": (
        GOOD + '[party.c.option]\nt = { means = "T", shared_with = ["d"] }\n',
        'case.toml:11: party.c.option.t.shared_with 1: unknown party "d"',
    ),
    "an irreversible unknown": (
        GOOD + '[[irreversible]]\noption = "a.xx"\nonce = "taken"\n',
        'case.toml:11: irreversible 1, option: unknown option "a.xx"; did you mean "a.x"?',
    ),
    "irreversible both ways": (
        GOOD
        + '[[irreversible]]\noption = "a.x"\nonce = "taken"\n[[irreversible]]\noption = "a.x"\nonce = "dropped"\n',
        "case.toml:14: irreversible 2, option",
        "two [[irreversible]] rules",
    ),
    "a joint move of one": (
        GOOD + '[[joint]]\noptions = ["a.x", "a.y"]\n',
        "case.toml:11: joint 1, options: a joint move needs options of two parties",
    ),
    "a joint move that is lost": (
        GOOD + '[[joint]]\noptions = ["a.x", "b.z"]\n[[irreversible]]\noption = "b.z"\nonce = "dropped"\n',
        'a joint move cannot take "b.z"',
    ),
    # ---- statements
    "an empty statement": (GOOD + '[event]\ne = " "\n', "case.toml:11: event.e: expected text in quotes, not empty"),
    "a statement broken off": (
        GOOD + '[event]\ne = "a.x and"\n',
        "case.toml:11:13: event.e: expected",
        "got the end of the statement",
    ),
    "two conditionals": (profile('wants = ["a.x if a.y unless b.z"]'), "case.toml:11:22", 'got "unless"'),
    "a parenthesis too many": (
        GOOD + '[event]\ne = "(a.x))"\n',
        "case.toml:11:11: event.e: expected the end",
        'got ")"',
    ),
    "a strange character": (GOOD + '[event]\ne = "a.x + a.y"\n', "case.toml:11:10", "got the character '+'"),
    "10,000 characters": (
        GOOD + '[event]\ne = "' + "a.x and " * 1250 + 'a.x"\n',
        "case.toml:11",
        "the statement has 10,003 characters, more than 4,000",
    ),
    "5,000 parentheses": (
        GOOD + "[event]\ne = '" + "(" * 1990 + "a.x" + ")" * 1990 + "'\n",
        "case.toml:11",
        "nested 1,990 deep",
    ),
    "events that double 30 times": (
        GOOD + '[event]\ne0 = "a.x"\n' + "".join(f'e{k + 1} = "e{k} and not e{k}"\n' for k in range(30)),
        "with its events spelt out",
        "parts, more than 20,000",
    ),
    "events 300 deep": (
        GOOD + '[event]\ne0 = "a.x"\n' + "".join(f'e{k + 1} = "not e{k}"\n' for k in range(300)),
        "levels deep, more than 200",
    ),
    # ---- states
    "impossible everything": (
        GOOD + '[[impossible]]\nwhen = "a.x or not a.x"\n',
        "case.toml:10: impossible: these rules leave no state at all",
    ),
    "an impossible status quo": (
        GOOD.replace("[party.a", 'status_quo = ["a.x"]\n[party.a', 1)
        + '[[impossible]]\nwhen = "a.x"\nbecause = "it rains"\n',
        'case.toml:5: case.status_quo: the status quo is impossible: it is excluded by "a.x" (it rains)',
    ),
    "a status quo unknown": (
        GOOD.replace("[party.a", 'status_quo = ["a.x", "b.zzz"]\n[party.a', 1),
        'case.toml:5: case.status_quo 2: unknown option "b.zzz"; did you mean "b.z"?',
    ),
    "too many options": (
        HEAD + "[party.a.option]\n" + "".join(f'o{k} = "O"\n' for k in range(60)),
        "case.toml:5: party: 60 options make 2^60 = 1,152,921,504,606,846,976 combinations",
        "leave out options",
    ),
    # ---- wants
    "two ways to want": (
        profile('wants = ["a.x"]', 'ranking = [["YNN"]]'),
        "case.toml:10: party.a.profile 1: expected one of `wants`, `ranking` and `weights`, got wants and ranking",
    ),
    "no way to want": (profile('name = "p"'), "got none of them"),
    "a pattern too short": (
        profile('ranking = [["YN"]]'),
        "case.toml:11: party.a.profile 1, ranking 1, 1: expected a pattern of 3 marks Y, N or -",
        'got "YN"',
    ),
    "a pattern with an X": (profile('ranking = [["YNX"]]'), 'got "YNX"'),
    "a state ranked twice": (
        profile("ranking = [", '  ["YNN", "NNN"],', '  ["NYN", "YNN"],', "]"),
        'case.toml:13: party.a.profile 1, ranking 2, 2: "YNN" is ranked twice',
    ),
    "a pattern that adds nothing": (
        profile('ranking = [["YNN", "YNY", "YYN", "YYY"], ["Y--"]]'),
        '"Y--" is ranked twice: its states all stand further up',
    ),
    "an impossible state ranked": (
        profile('ranking = [["YYN"]]') + '[[impossible]]\nwhen = "a.x and a.y"\n',
        'the state "YYN" can occur in no way',
    ),
    "a great step at the end": (
        profile('ranking = [["YNN"], ">>"]'),
        'case.toml:11: party.a.profile 1, ranking 2: ">>" stands between two groups',
    ),
    "an unknown pair of one": (
        profile('wants = ["a.x"]', 'unknown = [["YNN"]]'),
        "case.toml:12: party.a.profile 1, unknown 1: expected a pair of texts",
    ),
    "noise in a ranking": (
        profile('ranking = [["YNN"]]', "noise = 0.2"),
        "case.toml:12: party.a.profile 1, noise: noise is about the order of `wants`",
    ),
    "negative noise": (
        profile('wants = ["a.x"]', "noise = -1"),
        "case.toml:12: party.a.profile 1, noise: expected a number from 0 to 1, got -1",
    ),
    "noise that turns the order round": (
        profile('wants = ["a.x"]', "noise = 3"),
        "case.toml:12: party.a.profile 1, noise: expected a number from 0 to 1, got 3",
    ),
    "two profiles of one name": (
        profile('name = "p"', "wants = []", "[[party.a.profile]]", 'name = "p"', "wants = []"),
        'case.toml:14: party.a.profile 2, name: this party has two profiles called "p"',
    ),
    "cited and assumed": (
        profile('wants = [{ want = "a.x", evidence = ["q-1"], assumed = "why" }]'),
        "case.toml:11: party.a.profile 1, wants 1, assumed: this is cited and assumed at once",
    ),
    "an unknown party together": (GOOD + '[[together]]\nprofiles = [["a", "p"], ["c", "p"]]\n', 'unknown party "c"'),
    "an unknown profile together": (
        profile('name = "hawk"', "wants = []")
        + '[[party.b.profile]]\nname = "p"\nwants = []\n[[together]]\nprofiles = [["a", "hawkk"], ["b", "p"]]\n',
        'case.toml:17: together 1, profiles 1: unknown profile of a "hawkk"; did you mean "hawk"?',
    ),
    # ---- numbers
    "a weight that is no number": (
        profile("weight = nan", "wants = []"),
        "case.toml:11: party.a.profile 1, weight: expected a number from 0 to 1",
        "got nan",
    ),
    "an infinite weight": (profile("weight = inf", "wants = []"), "case.toml:11", "got inf"),
    "a negative weight": (
        profile("weight = -0.1", "wants = []"),
        "case.toml:11",
        "expected a number from 0 to 1",
        "got -0.1",
    ),
    "a weight above one": (profile("weight = 70", "wants = []"), "expected a number from 0 to 1", "got 70"),
    "an unknown driver": (
        profile('weight = "1 - suport"', "wants = []", "[driver.support]", "value = 0.5"),
        'case.toml:11: party.a.profile 1, weight: unknown driver "suport"; did you mean "support"?',
    ),
    "a division by nothing": (
        profile('weight = "1 / d"', "wants = []", "[driver.d]", "value = 0"),
        'at today\'s values "1 / d" is nan',
    ),
    "code as a weight": (
        profile("weight = \"__import__('os').getpid()\"", "wants = []"),
        "case.toml:11: party.a.profile 1, weight: cannot read",
    ),
    "weights that are all nothing": (
        profile("weight = 0", "wants = []"),
        "no profile of this party has a weight above 0",
    ),
    "a weight on a statement": (
        profile('weights = { "a.x" = nan }'),
        'case.toml:11: party.a.profile 1, weights."a.x": expected a finite number',
    ),
    "no profile at the end of a driver's range": (
        profile('weight = "d"', "wants = []", "[driver.d]", "value = 0.5", "range = [0, 1]"),
        "case.toml:11: party.a.profile 1, weight: at d = 0 no profile of this party has a weight above 0",
    ),
    "no profile inside a driver's range": (
        profile(
            *('name = "p"', 'weight = "0.4 - d"', "wants = []", "[[party.a.profile]]", 'name = "q"'),
            *('weight = "d - 0.6"', "wants = []", "[driver.d]", "value = 0.1", "range = [0, 1]"),
        ),
        'case.toml:12: party.a.profile "p", weight: at d = 0.4 no profile of this party has a weight above 0',
    ),
    "a weight that is no number at the end of a range": (
        profile('weight = "0.1 / d"', "wants = []", "[driver.d]", "value = 0.5", "range = [0, 1]"),
        'case.toml:11: party.a.profile 1, weight: at d = 0 "0.1 / d" is nan; expected a number',
    ),
    "a driver outside its range": (
        GOOD + "[driver.d]\nvalue = 0.9\nrange = [0.1, 0.8]\n",
        "case.toml:11: driver.d.value: expected a value inside range = [0.1, 0.8], got 0.9",
    ),
    "a range upside down": (
        GOOD + "[driver.d]\nvalue = 0.5\nrange = [0.8, 0.1]\n",
        "case.toml:12: driver.d.range: expected two numbers [low, high], the lower first",
    ),
    "a driver that no percentage shows": (
        GOOD + "[driver.d]\nvalue = 1e308\n",
        "case.toml:11: driver.d.value: expected a number from -1,000,000,000 to 1,000,000,000, got 1e+308",
    ),
    "a driver that is no number": (GOOD + "[driver.d]\nvalue = nan\n", "driver.d.value: expected a number from"),
    "a range without an end": (
        GOOD + "[driver.d]\nvalue = 0\nrange = [-inf, 1]\n",
        "case.toml:12: driver.d.range: expected two numbers [low, high], the lower first",
    ),
    "a driver with a dash": (GOOD + "[driver.a-b]\nvalue = 0.5\n", '"a-b" cannot be the id of a driver'),
    "a position of 140": (
        GOOD + "[issue.i.stance]\na = { position = 140, salience = 1, capability = 1 }\n",
        "case.toml:11: issue.i.stance.a.position: expected a number from 0 to 100, got 140",
    ),
    "a rate in words": (
        GOOD + '[tempo]\nmove = "now and then"\n',
        'case.toml:11: tempo.move: expected a rate such as "1 per 30 days"',
        'got "now and then"',
    ),
    "a calibration in the past": (
        GOOD + '[tempo]\ncalibrate = { event = "a.x", by = 2024-01-01, to = 0.5, source = "s" }\n',
        "case.toml:11: tempo.calibrate.by: expected a day after the case's as_of = 2025-01-01, got 2024-01-01",
    ),
    "an outside view outside its range": (
        GOOD + '[tempo]\ncalibrate = { event = "a.x", by = 2025-06-01, to = 0.5, source = "s", range = [0, 0.4] }\n',
        "case.toml:11: tempo.calibrate.range: expected two chances from 0 to 1 with to = 0.5 between them, "
        "got [0, 0.4]",
    ),
    "a rate of nothing": (
        GOOD + '[tempo]\nmove = "0 per day"\n',
        "case.toml:11: tempo.move: expected a rate such as",
    ),
    "a rate beyond all numbers": (
        GOOD + '[tempo]\nmove = "1e400 per 30 days"\n',
        "case.toml:11: tempo.move: expected a rate from 1 per 1,000,000,000 days to 1,000,000 per day, got",
    ),
    "a rate that no chain is solved at": (
        GOOD + '[tempo]\nagreement = "1e300 per 30 days"\n',
        "case.toml:11: tempo.agreement: expected a rate from 1 per 1,000,000,000 days to 1,000,000 per day, got",
    ),
    "a rate that is next to none": (
        GOOD + '[tempo]\nmove = "1 per 1000000000 years"\n',
        "case.toml:11: tempo.move: expected a rate from",
    ),
    "a shock at no rate": (
        GOOD + '[[shock]]\noption = "a.x"\nbecomes = "taken"\nrate = "1e400 per day"\n',
        "case.toml:13: shock 1, rate: expected a rate from 1 per 1,000,000,000 days",
    ),
    "a rate of one party that agrees": (
        GOOD + '[tempo.agreement_of_size]\n1 = "1 per day"\n',
        'tempo.agreement_of_size.1: expected a number of parties from 2 to 2 that agree together, got "1"',
    ),
    "a group with an unknown party": (
        GOOD + '[[tempo.group]]\nparties = ["a", "c"]\nrate = "1 per day"\n',
        'case.toml:11: tempo.group 1, parties 2: unknown party "c"',
    ),
    "a group of one": (
        GOOD + '[[tempo.group]]\nparties = ["a"]\nrate = "1 per day"\n',
        "case.toml:11: tempo.group 1, parties: a group that agrees is two parties or more",
    ),
    "a group that stands twice": (
        GOOD
        + '[[tempo.group]]\nparties = ["a", "b"]\nrate = "1 per day"\n'
        + '[[tempo.group]]\nparties = ["b", "a"]\nrate = "1 per day"\n',
        "case.toml:14: tempo.group 2, parties: the rate of this group stands twice",
    ),
    # ---- shocks
    "a shock to nothing": (
        GOOD + '[[shock]]\nrate = "1 per year"\n',
        "case.toml:10: shock 1: expected either `option` and what it `becomes`, or `driver` and its new value `to`",
    ),
    "a shock to an option and a driver": (
        GOOD + '[[shock]]\noption = "a.x"\ndriver = "d"\nrate = "1 per year"\n',
        "shock 1: expected either `option`",
    ),
    "a shock without a rate": (
        GOOD + '[[shock]]\noption = "a.x"\nbecomes = "taken"\n',
        "case.toml:10: shock 1, rate: this key is missing",
    ),
    "a shock to an unknown option": (
        GOOD + '[[shock]]\noption = "a.xx"\nbecomes = "taken"\nrate = "1 per year"\n',
        'case.toml:11: shock 1, option: unknown option "a.xx"; did you mean "a.x"?',
    ),
    "an option that becomes nothing": (
        GOOD + '[[shock]]\noption = "a.x"\nrate = "1 per year"\n',
        'shock 1, becomes: this key is missing; expected "taken", "dropped" or "toggled"',
    ),
    "a shock that undoes what cannot be undone": (
        GOOD
        + '[[irreversible]]\noption = "a.x"\nonce = "taken"\n'
        + '[[shock]]\noption = "a.x"\nbecomes = "toggled"\nrate = "1 per year"\n',
        'shock 1, becomes: "a.x" is irreversible once taken; expected becomes = "taken", got "toggled"',
    ),
    "a shock to an unknown driver": (
        GOOD + '[[shock]]\ndriver = "d"\nto = 1\nrate = "1 per year"\n',
        'case.toml:11: shock 1, driver: unknown driver "d"',
    ),
    "a driver that moves nowhere": (
        GOOD + '[driver.d]\nvalue = 0.5\n[[shock]]\ndriver = "d"\nbecomes = "taken"\nrate = "1 per year"\n',
        "shock 1, to: this key is missing; expected the driver's value afterwards",
        "shock 1, becomes: `becomes` belongs to an option; a driver has `to`",
    ),
    "a driver that moves out of its range": (
        GOOD
        + '[driver.d]\nvalue = 0.5\nrange = [0.2, 0.8]\n[[shock]]\ndriver = "d"\nto = 0.9\nrate = "1 per year"\n',
        "case.toml:15: shock 1, to: expected a value inside the driver's range = [0.2, 0.8], got 0.9",
    ),
    "an option with a driver's value": (
        GOOD + '[[shock]]\noption = "a.x"\nto = 1\nbecomes = "taken"\nrate = "1 per year"\n',
        "shock 1, to: `to` belongs to a driver; an option has `becomes`",
    ),
    "a shock in graph form": (
        GRAPH + '[graph.moves]\na = []\n[[shock]]\noption = "a.x"\nrate = "1 per year"\n',
        "shock 1, option: in graph form there are no options, and so no shocks to them",
    ),
    # ---- questions
    "an unknown kind of question": (
        GOOD + '[[question]]\nid = "q"\nask = "obstacle"\n',
        'case.toml:12: question "q", ask: expected "probability"',
        'did you mean "obstacles"?',
    ),
    "a question of nothing": (
        GOOD + '[[question]]\nid = "q"\nask = "probability"\n',
        'case.toml:10: question "q", of: this key is missing; a question that asks "probability" needs it',
    ),
    "two questions of one name": (
        GOOD + '[[question]]\nid = "q"\nask = "outcome"\n' * 2,
        'case.toml:14: question 2, id: two questions are called "q"',
    ),
    "a sweep of a driver that cannot move": (
        ask("effect", 'of = "a.x"', 'driver = "d"', "[driver.d]", "value = 0.5"),
        'case.toml:14: question "q", driver: the driver "d" has no range that it could be swept over',
    ),
    "a weight with a billion digits": (
        profile('weights = { "a.x" = "1e999999999" }'),
        'case.toml:11: party.a.profile 1, weights."a.x": expected a finite number, or a fraction such as "1/3", got',
    ),
    "a concept that nobody plays by": (
        ask("probability", 'of = "a.x"', 'concept = "nahs"'),
        'case.toml:14: question "q", concept: expected "sequential", "nash", "general_metarational" or',
        'got the text "nahs"; did you mean "nash"?',
    ),
    "a forced condition, which `given` shows": (
        ask("probability", 'of = "a.x"', 'if_done = "a.y"'),
        'case.toml:14: question "q", if_done: unknown key "if_done"; known here:',
    ),
    "a condition under which an outcome is asked": (
        ask("outcome", 'given = "a.x"'),
        'case.toml:13: question "q", given: a question that asks "outcome" does not take this key; it takes `by`',
    ),
    "a day by which parties are left out": (
        ask("excluded", 'coalition = ["a", "b"]', "by = 2025-12-31"),
        'case.toml:14: question "q", by: a question that asks "excluded" does not take this key; it takes ',
    ),
    "a driver of a probability": (
        ask("probability", 'of = "a.x"', 'driver = "d"') + "[driver.d]\nvalue = 0.5\n",
        'question "q", driver: a question that asks "probability" does not take this key; it takes `of`, `given`',
    ),
    "a choice with a condition": (ask("choose", 'of = "a.x"'), "it takes nothing but `settings`"),
    "an unknown setting": (
        ask("probability", 'of = "a.x"', "[question.settings]", 'rule = "nash"', "draws = 9", "base_rat = 1"),
        'case.toml:15: question "q", settings.rule: unknown key "rule"; a question that asks "probability" takes',
        'case.toml:16: question "q", settings.draws: unknown key "draws"',
        'case.toml:17: question "q", settings.base_rat: unknown key "base_rat"; did you mean "base_rate"?',
    ),
    "a setting in the place of a key": (
        ask("settle", 'of = "a.x"', 'settings = { concept = "nash" }'),
        'case.toml:14: question "q", settings.concept: unknown key "concept"',
    ),
    "a precondition that is none": (
        ask("credible", 'of = "a.x and b.z"'),
        'case.toml:13: question "q", of: expected a precondition of the form "not X unless Y"',
    ),
    "a precondition of nobody": (
        ask("credible", 'of = "not true unless false"'),
        'case.toml:10: question "q", party: expected whose precondition it is, one of a, b',
    ),
    "a coalition of one": (
        ask("excluded", 'coalition = ["a", "a"]'),
        'case.toml:13: question "q", coalition 2: the party "a" stands twice',
    ),
    "a coalition of all": (
        ask("excluded", 'coalition = ["a", "b"]'),
        'case.toml:13: question "q", coalition: expected two parties or more, but not all of a, b',
    ),
    "a wish with wrong settings": (
        ask("settle", 'of = "a.x"', "[question.settings]", 'allow = ["order",', '"oder"]'),
        'case.toml:15: question "q", settings.allow: expected one of order, guarantee,',
        'got "oder"; did you mean "order"?',
    ),
    "a wish with an unknown profile": (
        ask("settle", 'of = "a.x"', 'settings = { profiles = { a = "hawk" } }'),
        'case.toml:14: question "q", settings.profiles: a has no profile "hawk"',
    ),
    "a choice without alternatives": (
        ask("choose"),
        'case.toml:10: question "q", settings.alternatives: expected a list of two names or more, got None',
    ),
    "a choice with an unknown alternative": (
        choice("a.hree = { cost = 1 }"),
        'case.toml:17: question "q", settings.scores.a: unknown alternative "hree"; did you mean "here"?',
    ),
    "a choice with an unknown criterion": (
        choice("a.here = { cost = 1, csot = 2 }"),
        'case.toml:17: question "q", settings.scores.a.here: unknown criterion "csot"; did you mean "cost"?',
    ),
    "a choice without a score": (
        choice('a.here = { cost = 1 }\na."over there" = {}'),
        'case.toml:18: question "q", settings.scores.a."over there".cost: expected a number from 0 to 100',
    ),
    "a choice with an alternative twice": (
        choice("a.here = { cost = 1 }").replace('"over there"', '"here"'),
        'case.toml:14: question "q", settings.alternatives: the alternative "here" stands twice',
    ),
    "a choice with a misspelt setting": (
        choice("a.here = { cost = 1 }").replace("criteria =", "vetoe = 3\ncriteria ="),
        'case.toml:15: question "q", settings.vetoe: unknown key "vetoe"; did you mean "vetoes"?',
    ),
    "a question about an unknown driver": (
        GOOD + '[[question]]\nid = "q"\nask = "effect"\nof = "a.x"\ndriver = "d"\n',
        'case.toml:14: question "q", driver: unknown driver "d"',
    ),
    "a question by yesterday": (
        GOOD + '[[question]]\nid = "q"\nask = "probability"\nof = "a.x"\nby = 2024-12-31\n',
        'case.toml:14: question "q", by: expected a day after',
    ),
    "an unknown party in a coalition": (
        GOOD + '[[question]]\nid = "q"\nask = "excluded"\ncoalition = ["a",\n "c"]\n',
        'case.toml:14: question "q", coalition 2: unknown party "c"',
    ),
    "a question beside an unknown base rate": (
        GOOD + '[[question]]\nid = "q"\nask = "outcome"\n[question.settings]\nbase_rate = "war_durations"\n',
        'question "q", settings.base_rate: unknown base rate "war_durations"; did you mean "war_duration"?',
    ),
    "a question beside an unknown figure": (
        GOOD + '[[question]]\nid = "q"\nask = "outcome"\n[question.settings]\nbase_rate = "sanctions_hse.papa"\n',
        'the base rate "sanctions_hse" has no figure "papa"; did you mean "pape"?',
    ),
    "a question beside a number": (
        GOOD + '[[question]]\nid = "q"\nask = "outcome"\n[question.settings]\nbase_rate = 0.2\n',
        'question "q", settings.base_rate: expected the id of a base rate in quotes, got 0.2',
    ),
    # ---- graph form
    "a graph with an unknown state": (
        GRAPH + '[graph.moves]\na = [["1", "3"]]\n',
        'case.toml:9: graph.moves.a 1, 2: unknown state "3"',
    ),
    "a move to itself": (GRAPH + '[graph.moves]\na = [["1", "1"]]\n', 'a move from "1" to itself'),
    "a state listed twice": (
        GRAPH.replace('"2"]', '"1"]') + "[graph.moves]\na = []\n",
        'case.toml:7: graph.states 2: the state "1" stands twice',
    ),
    "moves of an unknown party": (
        GRAPH + "[graph.moves]\nchina = []\n[party.chima]\n",
        'case.toml:9: graph.moves.china: unknown party "china"; did you mean "chima"?',
    ),
    "a graph with options": (
        GRAPH + '[graph.moves]\na = []\n[party.a.option]\nx = "X"\n',
        "party.a.option: a case has options or a [graph], not both",
    ),
    "a graph with impossible states": (
        GRAPH + '[graph.moves]\na = []\n[[impossible]]\nwhen = "state.1"\n',
        "impossible: in graph form states and moves are listed",
    ),
    "a ranking of an unknown state": (
        GRAPH + '[graph.moves]\na = []\n[graph.ranking]\na = [["1"], ["two"]]\n',
        'case.toml:11: graph.ranking.a 2, 1: unknown state "two"',
    ),
    "a statement on an unknown state": (
        GRAPH + '[graph.moves]\na = []\n[[party.a.profile]]\nwants = ["not state.3"]\n',
        'case.toml:11:15: party.a.profile 1, wants 1: unknown state "state.3"; did you mean "state.2" or "state.1"?',
    ),
    "a profile and a ranking in a graph": (
        GRAPH + '[graph.moves]\na = []\n[graph.ranking]\na = [["1"]]\n[[party.a.profile]]\nwants = []\n',
        "case.toml:12: party.a.profile: this party has a profile and a ranking in [graph.ranking]",
    ),
    "a graph that starts nowhere": (
        GRAPH.replace('status_quo = "1"\n', "") + "[graph.moves]\na = []\n",
        "case.status_quo: expected one label",
    ),
    "a graph without moves": (GRAPH, "case.toml:6: graph.moves: this key is missing"),
}


@pytest.mark.parametrize(("text", "fragments"), [(text, rest) for text, *rest in BAD.values()], ids=list(BAD))
def test_a_wrong_case_gets_its_message(text, fragments):
    with pytest.raises(CaseError) as caught:
        parse_case(text)
    message = str(caught.value)
    for fragment in fragments:
        assert fragment in message, message
    assert all(problem.file == "case.toml" for problem in caught.value.problems)


def test_there_are_at_least_forty():
    assert len(BAD) >= 40


def test_all_problems_are_told_at_once_in_the_order_of_the_file():
    text = profile(
        'wants = ["a.x",',
        '  "a.q"]',
        "noise = -1",
        "[[party.b.profile]]",
        'wants = ["b.zz"]',
        "[[question]]",
        "id = 5",
        "[[question]]",
        'id = "q"',
        'ask = "outcome"',
        'given = "nope"',
    )
    with pytest.raises(CaseError) as caught:
        parse_case(text)
    assert [(problem.line, problem.key) for problem in caught.value.problems] == [
        (13, "party.a.profile[0].noise"),
        (15, "party.b.profile[0].wants[0]"),
        (16, "question[0].ask"),
        (17, "question[0].id"),
        (21, "question[1].given"),  # an outcome takes no condition
        (21, "question[1].given"),  # and there is no event of this name
    ]


FILES = {
    "UTF-16 with its mark": (GOOD.encode("utf-16"), "case.toml:1: the file is UTF-16; expected UTF-8"),
    "UTF-16 without its mark": (GOOD.encode("utf-16-le"), "case.toml:1: a NUL byte", "UTF-16"),
    "UTF-32": (GOOD.encode("utf-32"), "the file is UTF-32"),
    "a NUL byte": (GOOD.encode() + b'[event]\ne = "a\0"\n', "case.toml:11: a NUL byte"),
    "Latin-1": (GOOD.replace('"Y"', '"Yé"').encode("latin-1"), "case.toml:7: the byte 0xE9 is not UTF-8", "Latin-1"),
    "too large": (b"#" * 5_000_001, "the file has 5,000,001 bytes; at most 5,000,000 are read"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + b"\x07" * 9, "case.toml:1: the byte 0x89 is not UTF-8"),
}


@pytest.mark.parametrize(("data", "fragments"), [(data, rest) for data, *rest in FILES.values()], ids=list(FILES))
def test_a_wrong_file_gets_its_message_and_nothing_is_written(tmp_path, data, fragments):
    (tmp_path / "case.toml").write_bytes(data)
    with pytest.raises(CaseError) as caught:
        read_case(tmp_path)
    for fragment in fragments:
        assert fragment in str(caught.value)
    assert [path.name for path in tmp_path.iterdir()] == ["case.toml"]
    assert (tmp_path / "case.toml").read_bytes() == data


def test_a_mark_of_utf_8_and_windows_line_ends_are_no_fault(tmp_path):
    (tmp_path / "case.toml").write_bytes(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode())
    assert read_case(tmp_path).title == "T"


def test_lines_are_right_with_windows_line_ends(tmp_path):
    text = (GOOD + '[event]\ne = "a.q"\n').replace("\n", "\r\n")
    (tmp_path / "case.toml").write_bytes(text.encode())
    with pytest.raises(CaseError, match=r"case\.toml:11:6: event\.e: unknown option"):
        read_case(tmp_path)


def _nothing(tmp_path: Path) -> Path:
    (tmp_path / "summit").mkdir()
    return tmp_path / "sumit"


def _file_in_the_way(tmp_path: Path) -> Path:
    (tmp_path / "case").write_text("x")
    return tmp_path / "case" / "case.toml"


def _document(tmp_path: Path) -> Path:
    (tmp_path / "note.txt").write_text("only one word")
    return tmp_path / "note.txt"


def _folder_of_that_name(tmp_path: Path) -> Path:
    (tmp_path / "case.toml").mkdir()
    return tmp_path


def _empty_folder(tmp_path: Path) -> Path:
    return tmp_path


def _name_with_nul(tmp_path: Path) -> Path:
    return tmp_path / "a\0b"


PLACES = {
    "nothing there": (_nothing, 'there is no such file or folder; did you mean "summit"?'),
    "a folder that is a file": (_file_in_the_way, "case is a file, not a folder"),
    "a document": (_document, "this file is no case; expected a folder with case.toml"),
    "a file that is a folder": (_folder_of_that_name, "case.toml is a folder; expected a file"),
    "a folder without a case": (_empty_folder, "this folder has no case.toml, so it is no case"),
    "a path with a NUL": (_name_with_nul, "a NUL character stands in this path"),
}


@pytest.mark.parametrize(("make", "fragment"), PLACES.values(), ids=list(PLACES))
def test_a_wrong_place_gets_its_message(tmp_path, make, fragment):
    with pytest.raises(FileProblem, match=re.escape(fragment)):
        read_case(make(tmp_path))


def test_no_permission_gets_its_message(tmp_path, monkeypatch):
    (tmp_path / "case.toml").write_text(GOOD)

    def refuse(self: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)  # a test may run as root, whom no file refuses
    with pytest.raises(FileProblem, match=r"case\.toml: no permission to read this file"):
        read_case(tmp_path)


def test_a_broken_ledger_is_told_with_its_line(tmp_path):
    (tmp_path / "case.toml").write_text(GOOD)
    (tmp_path / "ledger.jsonl").write_text('{"act": "proposed"}\n')
    with pytest.raises(CaseError, match=r"ledger\.jsonl:1: "):
        read_case(tmp_path)
