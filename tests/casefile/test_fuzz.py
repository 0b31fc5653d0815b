"""Whatever a file says, reading it gives a case or a `CaseError` that names the file; nothing else ever comes out."""

import json
from datetime import date
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from detente.casefile import import_gmcr, parse_case
from detente.casefile.dump import dump_case
from detente.errors import CaseError

ROOT = Path(__file__).parents[2]
TEXTS = {path.parent.name: path.read_text(encoding="utf-8") for path in sorted((ROOT / "cases").glob("*/case.toml"))}
SMALL = {name: text for name, text in TEXTS.items() if len(text) < 8_000}

MARKS = (
    "[ ] { } \" ''' = . , # [[ nan inf -1 1e400 true [] {} 2025-02-30 ( ) state.1 party profile wants >> Y - \\u0000"
)
PIECES = st.one_of(st.text(max_size=5), st.sampled_from([*MARKS.split(), "\n", "not ", " if ", " unless "]))


def refusal(read):
    """The error with which a reading ends, or None where it succeeds."""
    try:
        read()
    except CaseError as error:
        return error
    return None


def test_a_case_error_names_the_file():
    for text in ("", "=", "format = 1"):
        error = refusal(lambda text=text: parse_case(text, "here.toml"))
        assert all(problem.file == "here.toml" for problem in error.problems)


@settings(deadline=None)
@given(data=st.data())
def test_a_damaged_case_is_read_or_refused(data):
    text = SMALL[data.draw(st.sampled_from(sorted(SMALL)))]
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(text)))
        end = min(len(text), start + data.draw(st.sampled_from([0, 0, 1, 2, 5, 20, 200])))
        text = text[:start] + data.draw(PIECES) + text[end:]
    error = refusal(lambda: parse_case(text))
    if error is None:
        assert parse_case(dump_case(parse_case(text))) == parse_case(text)
    else:
        assert error.problems
        assert all(problem.message and problem.file == "case.toml" for problem in error.problems)


@settings(deadline=None)
@given(data=st.data())
def test_a_case_with_a_value_of_another_kind_is_read_or_refused(data):
    lines = SMALL[data.draw(st.sampled_from(sorted(SMALL)))].splitlines()
    places = [place for place, line in enumerate(lines) if " = " in line]
    place = data.draw(st.sampled_from(places))
    values = ["1", '"x"', "true", "[]", "{}", "[[]]", "[1]", '[["a"]]', "2025-01-01", "nan", "{ x = 1 }", '""', "-5"]
    lines[place] = lines[place].partition(" = ")[0] + " = " + data.draw(st.sampled_from(values))
    error = refusal(lambda: parse_case("\n".join(lines)))
    assert error is None or error.problems


json_values = st.recursive(
    st.one_of(
        st.none(), st.booleans(), st.integers(-3, 9), st.floats(), st.sampled_from(["Y", "N", "both", "fwd", "x"])
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(
            st.sampled_from(
                ["options", "decisionMakers", "name", "preferences", "infeasibles", "members", "If", "payoffs"]
            ),
            inner,
            max_size=4,
        ),
    ),
    max_leaves=20,
)


@settings(deadline=None)
@given(data=st.data())
def test_any_json_is_imported_or_refused(data):
    maker = st.fixed_dictionaries(
        {"name": st.just("M"), "options": st.lists(st.integers(0, 2), max_size=3)},
        optional={"preferences": json_values, "payoffs": json_values, "preferenceVector": json_values},
    )
    whole = st.fixed_dictionaries(
        {
            "options": st.just([{"name": "A"}, {"name": "B"}]),
            "decisionMakers": st.lists(maker, min_size=1, max_size=2),
        },
        optional={"infeasibles": json_values, "useManualPreferenceVectors": st.booleans()},
    )
    value = data.draw(st.one_of(json_values, whole))
    error = refusal(lambda: parse_case(import_gmcr(json.dumps(value), "f.gmcr", as_of=date(2025, 1, 1))))
    assert error is None or error.problems
