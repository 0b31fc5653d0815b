"""Reference classes: shipped whole, shown in the documentation, and with intervals that are Wilson's."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from detente.errors import CaseError, UnknownName
from detente.forecast import base_rate, base_rates, outside_view, wilson
from detente.forecast.base_rate import KINDS, named_in

ROOT = Path(__file__).parents[2]
GATHERED = ROOT / "../shared/cases/base_rates.json"


@pytest.mark.skipif(not GATHERED.exists(), reason="the gathered classes are not here")
def test_every_class_that_was_gathered_is_shipped_with_its_figures() -> None:
    for entry in json.loads(GATHERED.read_text(encoding="utf-8"))["entries"]:
        shipped = {figure.value for figure in base_rate(entry["id"]).figures}
        for value in leaves(entry["value"]):
            found = [known for known in shipped if abs(abs(value) - known) < 0.01]
            assert found, (entry["id"], value)


def leaves(value):
    """The numbers of a gathered value; counts and words are left to the eye."""
    if isinstance(value, dict):
        return [leaf for part in value.values() for leaf in leaves(part)]
    if isinstance(value, list):
        return [leaf for part in value for leaf in leaves(part)]
    if isinstance(value, str) and value.replace("/", "").isdecimal():
        count, _, n = value.partition("/")
        return [int(count) / int(n)]
    return [value] if isinstance(value, float) else []


def test_a_class_says_what_it_counts_whose_it_is_and_how_it_misleads() -> None:
    ids = [rate.id for rate in base_rates()]
    assert len(ids) == len(set(ids)) >= 31
    for rate in base_rates():
        assert rate.counts, rate.id
        assert rate.source, rate.id
        assert rate.evidence in ("computed", "read"), rate.id
        assert rate.trap.endswith("."), rate.id
        names = [figure.name for figure in rate.figures]
        assert len(names) == len(set(names)), rate.id
        for figure in rate.figures:
            assert figure.kind in KINDS
            assert figure.kind == "days" or 0 <= figure.value <= 1


def test_the_page_shows_every_class_and_figure() -> None:
    text = (ROOT / "docs/reference/base-rates.md").read_text(encoding="utf-8")
    for rate in base_rates():
        section = text.partition(f"\n## {rate.id}\n")[2].partition("\n## ")[0]
        assert rate.trap in section, rate.id
        assert [figure.name for figure in rate.figures if f"`{figure.name}`" not in section] == []


def test_one_class_in_full() -> None:
    rate = base_rate("war_hazard_conditional")
    assert (rate.figure("day-1260").value, rate.figure("day-1260").n) == (0.222, 9)
    low, high = rate.figure("day-1260").interval
    assert (round(low, 2), round(high, 2)) == (0.06, 0.55)
    assert rate.evidence == "computed"
    assert base_rate("war_duration").figure("all-median").interval is None
    assert base_rate("pad_survival").figure("1-year").interval is None
    assert base_rate("cf_exists").figures[0].interval is None


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("war_durations", 'unknown base rate "war_durations"; did you mean "war_duration"?'),
        ("war_duration.median", 'the base rate "war_duration" has no figure "median"; did you mean "all-median"'),
        ("", 'unknown base rate ""'),
    ],
)
def test_an_unknown_name_is_met_with_the_nearest(text: str, message: str) -> None:
    with pytest.raises(UnknownName) as caught:
        outside_view(text)
    assert str(caught.value).startswith(message)
    assert isinstance(caught.value, CaseError)


def test_an_outside_view_is_a_class_or_one_figure_of_it() -> None:
    whole, one = outside_view("sanctions_hse"), outside_view("sanctions_hse.pape")
    assert [figure.name for figure in whole.figures] == ["hufbauer-schott-elliott", "pape"]
    assert [figure.value for figure in one.figures] == [5 / 115]
    assert outside_view("summit_effect").figures == ()


@pytest.mark.parametrize(
    ("source", "id"),
    [
        ("base rate war_end_from_day1260: 0.13 to 0.20", "war_end_from_day1260"),
        ("Base rate war_duration.all-median.", "war_duration.all-median"),
        ("by analogy, base rate x", "x"),
        ("an opinion poll", None),
        ("base rate", None),
    ],
)
def test_a_source_names_its_class(source: str, id: str | None) -> None:
    assert named_in(source) == id


@given(st.integers(1, 2000), st.data())
def test_the_interval_is_the_one_of_a_well_known_library(n: int, data: st.DataObject) -> None:
    count = data.draw(st.integers(0, n))
    low, high = wilson(count / n, n)
    theirs = binomtest(count, n).proportion_ci(method="wilson")
    assert (low, high) == pytest.approx((theirs.low, theirs.high), abs=1e-9)
    assert 0 <= low <= count / n + 1e-12
    assert count / n - 1e-12 <= high <= 1


def test_published_intervals() -> None:
    """Newcombe 1998, Statistics in Medicine 17, table I: score method without continuity correction."""
    for count, n, low, high in [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ]:
        assert wilson(count / n, n) == pytest.approx((low, high), abs=5e-5)
