"""New cases, and those that come with Detente."""

from datetime import date
from pathlib import Path

import pytest

from detente.casefile import bundled, bundled_names, check_folder, find_case, new_case, read_case
from detente.errors import CaseError, FileProblem, UnknownName


def test_a_new_case_is_right_and_leaves_nothing_to_find(tmp_path):
    file = new_case(tmp_path / "island", 'The "island"\n', as_of=date(2026, 3, 1))
    case, findings = check_folder(file)
    assert (case.title, case.as_of) == ('The "island"\n', date(2026, 3, 1))
    assert findings == ()
    assert sorted(path.name for path in file.parent.iterdir()) == ["case.toml", "documents"]


def test_a_new_case_keeps_the_notes_of_the_template(tmp_path):
    text = new_case(tmp_path / "island", "T", as_of=date(2026, 3, 1)).read_text(encoding="utf-8")
    assert text.count("# ----") > 10
    assert 'title = "T"\n' in text


def test_a_new_case_overwrites_nothing(tmp_path):
    (tmp_path / "case.toml").write_text("mine")
    with pytest.raises(FileProblem, match="there is a case here already; nothing was written"):
        new_case(tmp_path, "T", as_of=date(2026, 3, 1))
    assert (tmp_path / "case.toml").read_text() == "mine"
    assert [path.name for path in tmp_path.iterdir()] == ["case.toml"]


def test_a_file_in_the_way_of_a_new_case(tmp_path):
    (tmp_path / "island").write_text("mine")
    with pytest.raises(FileProblem):
        new_case(tmp_path / "island", "T", as_of=date(2026, 3, 1))
    assert (tmp_path / "island").read_text() == "mine"


def test_a_title_of_nothing_makes_no_case(tmp_path):
    with pytest.raises(CaseError, match="text in quotes, not empty"):
        new_case(tmp_path / "island", "", as_of=date(2026, 3, 1))
    assert not (tmp_path / "island" / "case.toml").exists()


def test_cases_that_come_with_detente():
    assert "elmira-1991" in bundled_names()
    assert read_case(bundled("elmira-1991")).title.startswith("The Elmira")
    with pytest.raises(UnknownName, match='did you mean "elmira-1991"'):
        bundled("elmira-1919")


def test_a_name_is_a_path_first(tmp_path, monkeypatch):
    assert find_case("elmira-1991") == bundled("elmira-1991")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "elmira-1991").mkdir()
    assert find_case("elmira-1991") == Path("elmira-1991")
    assert find_case("nothing") == Path("nothing")
