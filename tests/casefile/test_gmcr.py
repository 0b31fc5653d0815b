"""The incumbent's files: what they become, what becomes them, and what is wrong with wrong ones."""

import json
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.case.preference import known_preference
from detente.casefile import export_gmcr, import_gmcr, parse_case
from detente.casefile.gmcr_export import normal_form
from detente.conflict.statement import parse, truth
from detente.conflict.states import enumerate_states
from detente.errors import CaseError, UnknownName

CASES = sorted((Path(__file__).parents[2] / "cases").glob("*/case.toml"))
DAY = date(2025, 8, 7)

FERRY = {  # a quarrel over a ferry, invented for these tests
    "program": "other",
    "options": [
        {"name": "Raise the fare", "permittedDirection": "both"},
        {"name": "Strike", "permittedDirection": "back"},
        {"name": "Cut the line", "permittedDirection": "fwd"},
    ],
    "decisionMakers": [
        {"name": "Owner", "options": [0, 2], "preferences": [[[1, "N"]], [[0, "Y"], [2, "N"]]]},
        {
            "name": "Crew",
            "options": [1],
            "preferences": [
                {"compound": True, "members": [[[0, "N"]], [[1, "Y"], [2, "N"]]]},
                {"members": [[[1, "N"]]], "If": [[2, "N"]]},
            ],
        },
    ],
    "infeasibles": [[[1, "Y"], [2, "Y"]]],
    "useManualPreferenceVectors": False,
}


def imported(data) -> object:
    return parse_case(import_gmcr(json.dumps(data), "ferry.gmcr", as_of=DAY))


def changed(**changes):
    """The ferry with some values put in by dotted key."""
    data = json.loads(json.dumps(FERRY))
    for key, value in changes.items():
        *way, last = [int(part) if part.isdigit() else part for part in key.split("__")]
        around = data
        for part in way:
            around = around[part]
        around[last] = value
    return data


def test_what_a_file_becomes():
    case = imported(FERRY)
    assert case.title == "ferry"
    assert case.as_of == DAY
    options = [(option.id, option.owners, option.irreversible) for option in case.conflict.options]
    assert options == [
        ("owner.raise_the_fare", ("owner",), None),
        ("owner.cut_the_line", ("owner",), "taken"),
        ("crew.strike", ("crew",), "dropped"),
    ]
    assert [str(rule.when) for rule in case.conflict.impossible] == ["crew.strike and owner.cut_the_line"]
    assert [want.text for want in case.party("owner").profiles[0].wants] == [
        "not crew.strike",
        "owner.raise_the_fare and not owner.cut_the_line",
    ]
    assert [want.text for want in case.party("crew").profiles[0].wants] == [
        "not owner.raise_the_fare or crew.strike and not owner.cut_the_line",
        "not crew.strike if not owner.cut_the_line",
    ]


def test_a_file_of_payoffs_becomes_rankings():
    # the states that can occur, options grouped by owner: (fare, line, strike), fare fastest
    case = imported(
        changed(
            useManualPreferenceVectors=True,
            decisionMakers__0__payoffs=[1, 2, 3, 3, 0, 5],
            decisionMakers__1__preferenceVector=[6, [1, 2], 3, 4, 5],
        )
    )
    assert enumerate_states(case.conflict).codes.tolist() == [0, 1, 2, 3, 4, 5]
    assert case.party("owner").profiles[0].ranking == (("YNY",), ("NYN", "YYN"), ("YNN",), ("NNN",), ("NNY",))
    assert case.party("crew").profiles[0].ranking == (("YNY",), ("NNN", "YNN"), ("NYN",), ("YYN",), ("NNY",))


def test_payoffs_may_be_given_for_impossible_states_too():
    case = imported(
        changed(
            useManualPreferenceVectors=True,
            decisionMakers__0__payoffs=[1, 2, 3, 3, 0, 5, 9, 9],
            decisionMakers__1__payoffs=[0] * 8,
        )
    )
    assert case.party("owner").profiles[0].ranking[0] == ("YNY",)


def test_a_shared_option_and_an_indifferent_party():
    case = imported(changed(decisionMakers__1__options=[1, 0], decisionMakers__1__preferences=[]))
    assert case.conflict.options[0].owners == ("owner", "crew")
    assert case.party("crew").profiles == ()


def test_a_status_quo_that_can_occur_is_chosen():
    case = imported(changed(infeasibles=[[[0, "N"], [1, "N"]]]))
    assert case.status_quo == ("owner.raise_the_fare",)


def test_hundred_statements_are_no_trouble():
    rows = [[[k % 3, "YN"[k % 2]]] for k in range(100)]
    case = imported(changed(decisionMakers__0__preferences=rows))
    assert len(case.party("owner").profiles[0].wants) == 100
    again = parse_case(import_gmcr(export_gmcr(case), "again", as_of=DAY))
    assert _payoffs(again) == _payoffs(case)


def test_names_that_are_no_ids_become_ids():
    data = changed(
        decisionMakers__0__name="3 & more", decisionMakers__1__name="Not", options__2__name="Raise the fare"
    )
    ids = [option.id for option in imported(data).conflict.options]
    assert ids == ["p_3_more.raise_the_fare", "p_3_more.raise_the_fare_2", "p_not.strike"]


def _payoffs(case, profiles=None):
    states = enumerate_states(case.conflict)
    found = {}
    for party in case.parties:
        likeliest = max(party.profiles, key=lambda one: one.weight.value(case.values()), default=None)
        payoff = known_preference(likeliest, states).payoff if likeliest else np.zeros(len(states), dtype=int)
        found[party.name] = np.unique(payoff, return_inverse=True)[1].tolist()
    return states.codes.tolist(), found


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.parent.name)
def test_shipped_cases_go_out_and_come_back(path):
    case = parse_case(path.read_text(encoding="utf-8"))
    if case.conflict.graph:
        with pytest.raises(CaseError, match="graph form"):
            export_gmcr(case, lossy=True)
        return
    if len(case.conflict.options) > 16:
        return  # structure only; a million states, and nothing to compare
    again = parse_case(import_gmcr(export_gmcr(case, lossy=True), "again", as_of=DAY))
    assert [option.irreversible for option in again.conflict.options] == [
        o.irreversible for o in case.conflict.options
    ]
    assert _payoffs(again) == _payoffs(case)


HEAD = """format = 1
[case]
title = "T"
as_of = 2025-01-01
[party.b.option]
z = "Z"
[party.a.option]
x = "X"
y = { means = "Y", shared_with = ["b"] }
"""


def test_shared_options_are_regrouped_and_the_payoffs_with_them():
    case = parse_case(HEAD + '[[party.a.profile]]\nranking = [["YYN"], ["YNN", "NNN"], ["NNY"]]\n')
    again = parse_case(import_gmcr(export_gmcr(case), "again", as_of=DAY))
    assert [option.id for option in again.conflict.options] == ["b.z", "b.y", "a.x"]
    assert again.party("a").profiles[0].ranking == (("YNY",), ("NNN", "YNN"), ("NYN",), ("YYN", "NNY", "NYY", "YYY"))


def test_the_likeliest_profile_or_the_named_one_is_exported():
    text = (
        HEAD
        + '[[party.a.profile]]\nname = "p"\nweight = 0.4\nwants = ["a.x"]\n'
        + '[[party.a.profile]]\nname = "q"\nweight = 0.6\nwants = ["not a.x"]\n'
    )
    case = parse_case(text)
    rows = [json.loads(export_gmcr(case, chosen))["decisionMakers"][1]["preferences"] for chosen in ({}, {"a": "p"})]
    assert rows == [[[[2, "N"]]], [[[2, "Y"]]]]
    with pytest.raises(UnknownName):
        export_gmcr(case, {"a": "r"})
    with pytest.raises(UnknownName):
        export_gmcr(case, {"c": "p"})


@pytest.mark.parametrize(
    ("more", "what"),
    [
        ('[[joint]]\noptions = ["a.x", "b.z"]\n', "joint moves (1)"),
        ('[[indistinguishable]]\nwhen = "a.x"\n', "states that are one to everybody"),
        ('[[party.a.profile]]\nwants = ["a.x"]\nunknown = [["NNN", "YNN"]]\n', "unknown preferences"),
        ('[[party.a.profile]]\nwants = [{ want = "a.x", great = true }]\n', "strength of preference"),
    ],
)
def test_what_such_a_file_cannot_hold_is_refused_unless_asked(more, what):
    case = parse_case(HEAD + more)
    with pytest.raises(CaseError) as caught:
        export_gmcr(case)
    assert what in str(caught.value)
    assert export_gmcr(case, lossy=True)


names = st.sampled_from(["a.x", "a.y", "b.z", "b.w"])
texts = st.recursive(
    st.one_of(names, st.sampled_from(["true", "false"])),
    lambda inner: st.one_of(
        inner.map("not ({})".format),
        st.tuples(inner, st.sampled_from(["and", "or", "if", "iff", "unless"]), inner).map(
            "({0[0]}) {0[1]} ({0[2]})".format
        ),
    ),
    max_leaves=8,
)


@settings(deadline=None)
@given(texts)
def test_the_normal_form_is_true_where_the_statement_is(text):
    statement = parse(text)
    bits = np.arange(16)
    table = {name: bits >> k & 1 == 1 for k, name in enumerate(["a.x", "a.y", "b.z", "b.w"])}
    terms = [
        np.logical_and.reduce([table[id] == taken for id, taken in term] or [bits >= 0])
        for term in normal_form(statement)
    ]
    assert np.array_equal(np.logical_or.reduce([bits < 0, *terms]), np.broadcast_to(truth(statement, table.get), 16))


def test_a_normal_form_too_long_becomes_payoffs():
    options = "".join(f'o{k} = "O"\n' for k in range(16))
    parity = "a.o0"
    for k in range(1, 12):
        parity = f"({parity}) iff a.o{k}"
    case = parse_case(
        'format = 1\n[case]\ntitle = "T"\nas_of = 2025-01-01\n[party.a.option]\n'
        f'{options}[[party.a.profile]]\nwants = ["{parity}"]\n'
    )
    assert json.loads(export_gmcr(case))["useManualPreferenceVectors"] is True


BROKEN = {
    "no JSON": ("{", "ferry.gmcr:1:2: broken JSON"),
    "lists too deep": ("[" * 100_000, "too deep"),
    "a list": ("[]", "expected an object with decisionMakers and options"),
    "nothing in it": ("{}", "options: expected a list with at least one object, got nothing"),
}
WRONG = {
    "an option without a name": (changed(options__0={"name": ""}), "options 1: expected an object with a name"),
    "an option that does not exist": (
        changed(decisionMakers__0__options=[0, 7]),
        'decisionMakers "Owner", options 2: expected the number of an option, 0 to 2, got 7',
    ),
    "a negative option": (changed(decisionMakers__0__options=[-1]), "got -1"),
    "an option that is no number": (changed(decisionMakers__0__options=["0"]), "got '0'"),
    "an option that is true": (changed(decisionMakers__0__options=[True]), "got True"),
    "an option twice": (
        changed(decisionMakers__0__options=[0, 0, 2]),
        'decisionMakers "Owner", options 2: option 0 stands twice',
    ),
    "an option of nobody": (
        changed(decisionMakers__0__options=[0]),
        'options "Cut the line": the option "Cut the line" belongs to no decision maker',
    ),
    "options that are text": (changed(decisionMakers__0__options="02"), "expected a list of option numbers"),
    "a strange direction": (
        changed(options__0__permittedDirection="up"),
        "options \"Raise the fare\", permittedDirection: expected both, fwd or back, got 'up'",
    ),
    "an infeasible of a lost option": (
        changed(infeasibles=[[[1, "Y"], [9, "Y"]]]),
        "infeasibles 1, 2, 1: expected the number of an option",
    ),
    "a mark that is no Y or N": (
        changed(infeasibles=[[[1, "-"]]]),
        'infeasibles 1, 1: expected a pair such as [0, "Y"]',
    ),
    "an empty infeasible": (changed(infeasibles=[[]]), "infeasibles 1: expected a list of pairs"),
    "infeasibles that are text": (changed(infeasibles="none"), "infeasibles: expected a list"),
    "infeasible everything": (changed(infeasibles=[[[0, "Y"]], [[0, "N"]]]), "leave no state at all"),
    "a row that is a number": (
        changed(decisionMakers__0__preferences=[5]),
        'decisionMakers "Owner", preferences 1: expected a list of pairs',
    ),
    "rows that are text": (
        changed(decisionMakers__0__preferences="all"),
        'decisionMakers "Owner", preferences: expected a list of conditions',
    ),
    "a compound without members": (
        changed(decisionMakers__0__preferences=[{"compound": True}]),
        "expected members, a list of conditions",
    ),
    "an If of nothing": (
        changed(decisionMakers__0__preferences=[{"members": [[[0, "Y"]]], "If": []}]),
        ", If: expected a list of pairs",
    ),
    "payoffs too few": (
        changed(useManualPreferenceVectors=True, decisionMakers__0__payoffs=[1, 2]),
        'decisionMakers "Owner", payoffs: expected a list of 6 numbers',
    ),
    "payoffs of text": (
        changed(useManualPreferenceVectors=True, decisionMakers__0__payoffs=[1, 2, 3, 4, 5, "6"]),
        "decisionMakers \"Owner\", payoffs 6: expected a finite number, got '6'",
    ),
    "a payoff that is no number": (
        changed(useManualPreferenceVectors=True, decisionMakers__0__payoffs=[1, 2, 3, 4, 5, float("nan")]),
        "expected a finite number, got nan",
    ),
    "a state that does not exist": (
        changed(useManualPreferenceVectors=True, decisionMakers__0__preferenceVector=[1, 7]),
        'decisionMakers "Owner", preferenceVector: expected numbers of states from 1 to 6, got 7',
    ),
    "a state twice": (
        changed(useManualPreferenceVectors=True, decisionMakers__0__preferenceVector=[1, [2, 1]]),
        "state 1 is ranked twice",
    ),
    "no decision makers": (changed(decisionMakers=[]), "decisionMakers: expected a list with at least one object"),
    "too many options": (
        changed(options=[{"name": f"o{k}"} for k in range(40)], decisionMakers__0__options=list(range(40))),
        "40 options make 2^40",
    ),
}


@pytest.mark.parametrize(
    ("text", "fragment"),
    [*BROKEN.values(), *((json.dumps(data), fragment) for data, fragment in WRONG.values())],
    ids=[*BROKEN, *WRONG],
)
def test_what_is_wrong_gets_its_message(text, fragment):
    with pytest.raises(CaseError) as caught:
        import_gmcr(text, "ferry.gmcr", as_of=DAY)
    assert fragment in str(caught.value)
    assert "ferry.gmcr" in str(caught.value)


def test_all_that_is_wrong_is_told_at_once():
    data = changed(infeasibles=[[[1, "-"]], [[8, "Y"]]], options__0__permittedDirection="both")
    with pytest.raises(CaseError) as caught:
        import_gmcr(json.dumps(data), "ferry.gmcr", as_of=DAY)
    assert len(caught.value.problems) == 2
