"""Every case folder is whole: it says what it is, where its figures come from, and why any of them is wrong."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from published.figures import figures
from published.reading import CASES, Expected, case_data, expected_files

FILES = expected_files()
AUTHORITIES = {"published", "text", "oracle"}
KEYS = set(re.findall(r"^@\w+\{([^,]+),", (CASES.parent / "docs/references.bib").read_text(), re.MULTILINE))


def wrong_figures(table: Any) -> Iterator[Mapping[str, Any]]:
    if isinstance(table, Mapping):
        if "published" in table:
            yield table
        table = list(table.values())
    if isinstance(table, list):
        for inner in table:
            yield from wrong_figures(inner)


@pytest.mark.parametrize("file", FILES, ids=lambda f: f"{f.case}:{f.name}")
def test_a_file_says_where_its_figures_come_from(file: Expected):
    assert file.data["authority"] in AUTHORITIES
    assert file.data["source"] in KEYS | {"oracle"}
    assert file.data["where"]


@pytest.mark.parametrize("file", FILES, ids=lambda f: f"{f.case}:{f.name}")
def test_a_wrong_figure_is_told_with_ours_and_the_reason(file: Expected):
    for figure in wrong_figures(file.data):
        assert figure["disagrees"]
        assert figure["published"] != figure["ours"]
        assert len(figure["why"]) > 20


def test_every_file_is_run():
    run = {(figure.file.case, figure.file.name) for figure in figures()}
    assert run == {(file.case, file.name) for file in FILES}
    assert len({str(figure) for figure in figures()}) == len(figures()), "two figures have one name"


@pytest.mark.parametrize("case", sorted({file.case for file in FILES}))
def test_a_published_case_explains_itself(case: str):
    readme = (CASES / case / "README.md").read_text(encoding="utf-8")
    assert readme.startswith("# ")
    assert "**Licence.**" in readme
    assert "**What is expected.**" in readme
    cited = re.findall(r"\[([A-Z]\w+)\]", (CASES / case / "case.toml").read_text(encoding="utf-8"))
    assert set(cited) <= KEYS


@pytest.mark.parametrize("case", sorted({file.case for file in FILES}))
def test_every_preference_has_a_warrant(case: str):
    data = case_data(case)
    for party in data["party"].values():
        for profile in party.get("profile", ()):
            assert profile.get("source") or profile.get("assumed")
    assert "graph" not in data or data["graph"]["source"]
