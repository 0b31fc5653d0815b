"""What must not matter to the answers of a whole case: names, orders, and what changes nothing."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis.small import text_of
from detente.analysis.holds import MOST_STATES
from detente.analysis.questions import answer
from detente.analysis.session import Session, tempi_of
from detente.analysis.solve import Settings
from detente.case import Case, Party, Profile, Question, Want
from detente.case.expression import parse_expression
from detente.casefile import parse_case
from detente.conflict.model import DecisionMaker, Impossible, Option
from detente.conflict.statement import And, Name, Not, Or, Statement, parse, replaced

whole = settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck))

EXTRA = """
[event]
both = "a.x and b.x"
late = "c.x or not a.y"
[driver.mood]
value = 0.6
range = [0.3, 0.9]
[tempo]
move = "1 per 30 days"
agreement = "1 per 180 days"
agreement_of_size = { 3 = "1 per 300 days" }
group = [{ parties = ["a", "c"], rate = "1 per 60 days" }]
calibrate = { event = "late", by = 2026-01-01, to = 0.4, source = "s" }
[[shock]]
option = "b.y"
becomes = "toggled"
rate = "1 per 2 years"
[[question]]
id = "dated"
ask = "probability"
of = "both"
by = 2025-12-31
[[question]]
id = "given"
ask = "probability"
of = "both or b.y"
given = "late"
[[question]]
id = "outcome"
ask = "outcome"
by = 2025-06-30
[[question]]
id = "end"
ask = "outcome"
[[question]]
id = "obstacles"
ask = "obstacles"
of = "late"
[[question]]
id = "effect"
ask = "effect"
of = "both"
driver = "mood"
[[question]]
id = "matters"
ask = "matters"
of = "late"
[[question]]
id = "credible"
ask = "credible"
of = "not a.x unless b.x"
[[question]]
id = "excluded"
ask = "excluded"
coalition = ["a", "b"]
[[question]]
id = "holds"
ask = "holds"
of = "late"
[[question]]
id = "settle"
ask = "settle"
of = "both"
by = 2025-12-31
[question.settings]
who = ["a"]
profiles = { b = "p0" }
cost = { order = 2, "order.a" = 1, "remove.a" = 3 }
allow = ["order", "remove"]
limit = 1
[[question]]
id = "choose"
ask = "choose"
[question.settings]
alternatives = ["here", "there", "nowhere"]
accepts = { b = 20 }
vetoes = { c = ["nowhere"] }
[question.settings.criteria]
a = { cost = 2, calm = 1 }
b = { cost = 1, calm = 1 }
c = { calm = 1 }
[question.settings.scores]
a = { here = { cost = 70, calm = 10 }, there = { cost = 50, calm = 60 }, nowhere = { cost = 90, calm = 90 } }
b = { here = { cost = 40, calm = 80 }, there = { cost = 60, calm = 30 }, nowhere = { cost = 90, calm = 90 } }
c = { here = { cost = 0, calm = 50 }, there = { cost = 0, calm = 60 }, nowhere = { cost = 0, calm = 90 } }
"""


SWEEP = '[[question]]\nid = "effect"\nask = "effect"\nof = "both"\ndriver = "mood"\n'
UNKNOWN = '["YNNNN", "NYNNN"], ["--YYN", "--NNY"]'


def made(seed: int, noise: bool = False, unknown: str = "") -> Case:
    """A case with everything that the laws are about: parties, options, doubt, shocks, rates, questions."""
    profiles = 1 if noise else 2
    text = text_of(seed, wants=2 if noise else 3, extra=EXTRA, noise=0.3 * noise, profiles=profiles, unknown=unknown)
    return parse_case(text if noise else text.replace("weight = 0.75", 'weight = "mood"', 1))


def essence(case: Case) -> dict[str, float]:
    """What the answers of a case say, under keys that neither names nor orders are part of."""
    session, found = Session(case), {}
    for question in case.questions:
        told = answer(session, question)
        numbers = {} if told.estimate is None else {"estimate": told.estimate} | dict(told.rules)
        if told.belief_range:
            numbers |= {"low": told.belief_range[0], "high": told.belief_range[1]}
        numbers |= DETAILS[question.ask](told.detail, case)
        found |= {f"{question.id} {key}": value for key, value in numbers.items()}
    return {key: float(value) for key, value in found.items() if value is not None and not np.isnan(value)}


def different(one: dict[str, float], other: dict[str, float]) -> dict[str, tuple[float, float]]:
    """What two sets of answers do not say alike."""
    pairs = {key: (one.get(key, np.nan), other.get(key, np.nan)) for key in one | other}
    return {key: pair for key, pair in pairs.items() if not abs(pair[0] - pair[1]) < 1e-6}


def outcome(detail, case: Case) -> dict[str, float]:
    events = sorted(chance for _, chance in detail.events)
    ends = sorted(end.probability for end in detail.ends)
    numbers = {"entropy": detail.entropy, "others": detail.others, "rest": detail.rest}
    return numbers | {f"event {k}": v for k, v in enumerate(events)} | {f"end {k}": v for k, v in enumerate(ends)}


def matters(detail, case: Case) -> dict[str, float]:
    totals = sorted((each.total, each.first, each.learning) for each in detail.matters)
    return {f"{k} {part}": value for k, each in enumerate(totals) for part, value in enumerate(each)}


def holds(detail, case: Case) -> dict[str, float]:
    """Of the states that no other is as likely as: which of several equals is looked into is a matter of order."""
    chances = [each.reached for each in detail.states]
    last = len(chances) if len(chances) < MOST_STATES else MOST_STATES - 1  # one left out may be as likely
    found = {"reached": detail.reached}
    for k, each in enumerate(detail.states[:last]):
        if sum(abs(each.reached - chance) < 1e-6 for chance in chances) == 1:
            leaves = sorted((round(d.tempted, 9), round(d.share, 9), d.levels) for d in each.departures)
            costs = sorted((g.rank, g.length, g.holds) for g in each.guarantees)
            rows = [(each.reached, each.holds, each.agreed), *leaves, *costs]
            found |= {f"{k} {row} {place}": v for row, values in enumerate(rows) for place, v in enumerate(values)}
    return found


def settle(detail, case: Case) -> dict[str, float]:
    costs = {"cost": detail.cost, "bound": detail.bound}
    known = {key: float(value) for key, value in costs.items() if value is not None}
    return known | {"before": detail.before, "found": detail.found}


def choose(detail, case: Case) -> dict[str, float]:
    worth = zip(detail.choice.alternatives, detail.worth, strict=True)
    numbers = {f"{name} {k}": value for name, own in worth for k, value in enumerate(sorted(own))}
    numbers |= {f"{rule} {name}": 1.0 for rule, names in detail.winners for name in names}
    numbers |= {f"pareto {name}": 1.0 for name in detail.pareto} | {f"open {name}": 1.0 for name in detail.unvetoed}
    return numbers | {f"{r.criterion} {k}": v for r in detail.ranges for k, v in enumerate((r.low, r.today, r.high))}


DETAILS = {
    "probability": lambda d, _: {"among": d.among, "if done": d.if_done, "no rest": d.no_rest},
    "outcome": outcome,
    "obstacles": lambda d, _: {"accepted": d.accepted} | {f"block {k}": v for k, v in enumerate(sorted(d.blocks))},
    "effect": lambda d, _: {f"at {v:.3f}": e for v, e in zip(d.values, d.estimates, strict=True)},
    "matters": matters,
    "credible": lambda d, _: {"happens": d.happens, "broken": d.broken} | dict(enumerate(map(float, d.by_rank))),
    "excluded": lambda d, _: {"able": d.vantages[0].able},
    "holds": holds,
    "settle": settle,
    "choose": choose,
}


# ---- orders -----------------------------------------------------------------------------------


@whole
@given(seed=st.integers(0, 2000), noise=st.booleans(), data=st.data())
def test_the_order_of_parties_and_options(seed, noise, data) -> None:
    case = made(seed, noise)
    parties = data.draw(st.permutations(case.parties))
    makers = {maker.id: maker for maker in case.conflict.decision_makers}
    options = tuple(data.draw(st.permutations(case.conflict.options)))
    conflict = replace(case.conflict, decision_makers=tuple(makers[party.id] for party in parties), options=options)
    assert different(essence(replace(case, parties=tuple(parties), conflict=conflict)), essence(case)) == {}


@whole
@given(seed=st.integers(0, 2000), noise=st.booleans(), data=st.data())
def test_the_order_of_options_and_of_what_is_unknown(seed, noise, data) -> None:
    """Options in another order, and with them the patterns; pairs in another order, and their sides."""
    case = made(seed, noise, UNKNOWN)
    turn = data.draw(st.permutations(range(len(case.conflict.options))))
    conflict = replace(case.conflict, options=tuple(case.conflict.options[k] for k in turn))

    def again(pair: tuple[str, str]) -> tuple[str, str]:
        one, other = ("".join(pattern[k] for k in turn) for pattern in pair)
        return (one, other) if data.draw(st.booleans()) else (other, one)

    def mixed(profile: Profile) -> Profile:
        return replace(profile, unknown=tuple(data.draw(st.permutations(list(map(again, profile.unknown))))))

    parties = tuple(replace(party, profiles=tuple(map(mixed, party.profiles))) for party in case.parties)
    assert different(essence(replace(case, parties=parties, conflict=conflict)), essence(case)) == {}


def turned(statement: Statement) -> Statement:
    """The same condition, the parts of each "and" and "or" in reverse."""
    match statement:
        case And(several):
            return And(tuple(turned(part) for part in reversed(several)))
        case Or(several):
            return Or(tuple(turned(part) for part in reversed(several)))
        case Not(part):
            return Not(turned(part))
    return statement


@whole
@given(seed=st.integers(0, 2000), data=st.data())
def test_the_order_of_everything_else(seed, data) -> None:
    """Profiles, events, rules, questions, shocks; and the parts of a condition."""
    case = made(seed)

    def mixed(several):
        return tuple(data.draw(st.permutations(list(several))))

    def shuffled(value):
        """A setting with its tables and lists in another order."""
        if isinstance(value, dict):
            return {key: shuffled(value[key]) for key in mixed(value)}
        return list(mixed(value)) if isinstance(value, list) else value

    def again(profile: Profile) -> Profile:
        return replace(profile, wants=tuple(replace(w, statement=turned(w.statement)) for w in profile.wants))

    parties = tuple(replace(party, profiles=mixed(map(again, party.profiles))) for party in case.parties)
    rules = (*case.conflict.impossible, Impossible(parse("a.x and b.y and not b.x")))
    conflict, other = (replace(case.conflict, impossible=each) for each in (rules, mixed(rules)))
    changed = replace(
        case,
        parties=parties,
        conflict=other,
        events=dict(mixed(case.events.items())),
        questions=tuple(replace(q, settings=shuffled(q.settings)) for q in mixed(case.questions)),
        tempo=replace(case.tempo, groups=mixed(case.tempo.groups)),
    )
    assert different(essence(changed), essence(replace(case, conflict=conflict))) == {}


# ---- names ------------------------------------------------------------------------------------

NAMES = {"a": "zebra", "b": "mid", "c": "aardvark"}


def renamed(case: Case) -> Case:
    """The same case with other names for parties, options and events."""
    ids = {o.id: f"{NAMES[o.owners[0]]}.{'rs'['xy'.index(o.id[-1])]}" for o in case.conflict.options}

    def said(statement: Statement) -> Statement:
        return replaced(statement, lambda name: Name(ids[name.id]))

    def option(each: Option) -> Option:
        return replace(each, id=ids[each.id], owners=tuple(NAMES[owner] for owner in each.owners), means="other")

    def asked(question: Question) -> Question:
        return replace(
            question,
            of=question.of and said(question.of),
            given=question.given and said(question.given),
            of_text="renamed",
            settings={key: parties_in(value) for key, value in question.settings.items()},
        )

    def parties_in(value):
        """A setting with its parties renamed: each stands alone, as a key, or behind a dot."""
        match value:
            case str():
                return ".".join(NAMES.get(part, part) for part in value.split("."))
            case list() | tuple():
                return tuple(map(parties_in, value))
            case dict():
                return {parties_in(key): parties_in(each) for key, each in value.items()}
        return value

    def party(each: Party) -> Party:
        profiles = tuple(
            replace(p, wants=tuple(Want("renamed", said(want.statement)) for want in p.wants)) for p in each.profiles
        )
        return replace(each, id=NAMES[each.id], name="somebody", profiles=profiles)

    conflict = replace(
        case.conflict,
        decision_makers=tuple(DecisionMaker(NAMES[maker.id]) for maker in case.conflict.decision_makers),
        options=tuple(map(option, case.conflict.options)),
        impossible=tuple(Impossible(said(rule.when)) for rule in case.conflict.impossible),
    )
    wish = case.tempo.calibrate
    return replace(
        case,
        title="renamed",
        conflict=conflict,
        parties=tuple(map(party, case.parties)),
        status_quo=tuple(ids[id] for id in case.status_quo),
        events={f"e-{id}": (text, said(meaning)) for id, (text, meaning) in case.events.items()},
        shocks=tuple(replace(shock, option=ids[shock.option]) for shock in case.shocks),
        questions=tuple(map(asked, case.questions)),
        tempo=replace(
            case.tempo,
            groups=tuple(replace(g, parties=tuple(NAMES[id] for id in g.parties)) for g in case.tempo.groups),
            calibrate=replace(wish, statement=said(wish.statement), event="renamed"),
        ),
    )


@whole
@given(seed=st.integers(0, 2000), noise=st.booleans())
def test_names(seed, noise) -> None:
    case = made(seed, noise)
    assert different(essence(renamed(case)), essence(case)) == {}


# ---- what changes nothing ---------------------------------------------------------------------


def plain(case: Case) -> Case:
    """Without a question that has another meaning where there is one more party or option."""
    return replace(case, questions=tuple(q for q in case.questions if q.ask in ("probability", "outcome", "effect")))


@whole
@given(seed=st.integers(0, 2000), noise=st.booleans(), place=st.integers(0, 3))
def test_a_party_without_options(seed, noise, place) -> None:
    case = plain(made(seed, noise))
    wants = tuple(Want(text, parse(text)) for text in ("a.x", "not b.y"))
    profiles = (
        Profile("one", parse_expression(0.3), wants),
        Profile("other", parse_expression(0.7), wants[::-1]),
    )
    makers = list(case.conflict.decision_makers)
    parties = list(case.parties)
    makers.insert(place, DecisionMaker("idle"))
    parties.insert(place, Party("idle", "Idle", profiles))
    wider = replace(case, parties=tuple(parties), conflict=replace(case.conflict, decision_makers=tuple(makers)))
    idle, without = essence(wider), essence(case)
    assert different({key: value for key, value in idle.items() if key in without}, without) == {}


def chances(case: Case, rule: str, minimal: bool) -> list[float]:
    """How likely each option is to be taken, by dates and in the end; of the options a, b and c alone."""
    untuned = replace(case, tempo=replace(case.tempo, calibrate=None))
    session = Session(untuned, Settings(rule=rule, minimal=minimal, tempi=tempi_of(case)))  # type: ignore[arg-type]
    solution, found = session.solution, []
    for id in ("a.x", "a.y", "b.x", "b.y", "c.x"):
        holds = solution.states.taken(id)
        found += [float(solution.weights() @ solution.masses(holds, days)) for days in (20.0, 200.0, None)]
    return found


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    seed=st.integers(0, 2000),
    owner=st.sampled_from("abc"),
    rule=st.sampled_from(["sequential", "nash", "general_metarational", "symmetric_metarational"]),
    minimal=st.booleans(),
    one_way=st.sampled_from([None, "taken"]),
    place=st.integers(0, 5),
)
def test_an_option_that_nobody_mentions(seed, owner, rule, minimal, one_way, place) -> None:
    case = made(seed)
    options = list(case.conflict.options)
    options.insert(place, Option(f"{owner}.idle", (owner,), irreversible=one_way))
    wider = replace(case, conflict=replace(case.conflict, options=tuple(options)))
    assert chances(wider, rule, minimal) == pytest.approx(chances(case, rule, minimal), abs=1e-7)


def test_an_option_that_nobody_mentions_may_matter_where_a_rule_names_it() -> None:
    """Where it makes states impossible it is no longer idle: the law above has that exception, and needs it."""
    for seed in range(40):
        case = made(seed)
        idle = Option("c.idle", ("c",))
        rule = Impossible(parse("a.x and not c.idle"))
        options, rules = (*case.conflict.options, idle), (*case.conflict.impossible, rule)
        wider = replace(case, conflict=replace(case.conflict, options=options, impossible=rules))
        if chances(wider, "sequential", True) != pytest.approx(chances(case, "sequential", True), abs=1e-7):
            return
    raise AssertionError("it never mattered")


# ---- no doubt ---------------------------------------------------------------------------------


@settings(whole, max_examples=2)
@given(seed=st.integers(0, 2000), chance=st.integers(0, 1000), draws=st.integers(1, 50))
def test_with_one_profile_and_no_noise_nothing_is_left_to_chance(seed, chance, draws) -> None:
    case = parse_case(text_of(seed, profiles=1, extra=EXTRA.replace(SWEEP, "")))
    one = Session(case, Settings(tempi=tempi_of(case)))
    other = Session(case, Settings(seed=chance, draws=draws, tempi=tempi_of(case)))
    for question in case.questions:
        told, again = answer(one, question), answer(other, question)
        assert (told.draws, told.exact, told.standard_error) == (int(told.played), True, 0.0)
        assert told.estimate == pytest.approx(again.estimate, nan_ok=True)
        if told.estimate is not None and not np.isnan(told.estimate):
            assert told.belief_range == pytest.approx(again.belief_range)
            assert all(each.key.startswith(("tempo", "shock")) for each in told.rests_on)  # but for how fast it goes
