"""Changes in place: what changes, what does not, and what is refused."""

import tomllib
from datetime import date
from difflib import unified_diff
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.casefile import edit_case, read_case
from detente.casefile.edit import Edit, digest_of, edited, save_case
from detente.errors import CaseError, FileProblem, UnknownName

CASES = sorted((Path(__file__).parents[2] / "cases").glob("*/case.toml"))

TEXTS = {path.parent.name: path.read_text(encoding="utf-8") for path in CASES}

TEXT = """\
# A dispute.
format = 1

[case]
title = "T"          # short
as_of = 2025-01-01
status_quo = ["a.x"] # at the start

# ---- parties

[party.a]
name = "Alpha"
[party.a.option]
x = "X"
y = "Y"              # why

[party.b.option]
z = "Z"

# ---- names

[event]
peace = "not a.x"
war = "a.x"          # the other

# ---- wants

# The first reading.
[[party.a.profile]]
name = "hawk"
weight = 0.5
wants = [
  "war",             # first of all
  # then this:
  { want = "a.y", assumed = "so" },
  "b.z",             # last
]

[[party.a.profile]]
name = "dove"
weight = 0.5
wants = ["peace", "a.y"]

# ---- questions

[[question]]
id = "q"
ask = "outcome"
"""


def changed(*edits: Edit) -> str:
    """The lines that a change takes away (-) and adds (+)."""
    before, after = TEXT.splitlines(), edited(TEXT, *edits).splitlines()
    return "\n".join(
        line for line in unified_diff(before, after, n=0, lineterm="") if line[1:3] not in ("--", "++", "@ ")
    )


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.parent.name)
def test_no_edit_changes_no_byte(path, tmp_path):
    copy = tmp_path / "case.toml"
    copy.write_bytes(path.read_bytes())
    edit_case(copy, [])
    assert copy.read_bytes() == path.read_bytes()


@pytest.mark.parametrize(
    ("edit", "lines"),
    [
        (Edit("set", ("case", "title"), "New"), '-title = "T"          # short\n+title = "New"          # short'),
        (Edit("set", ("case", "as_of"), date(2025, 2, 1)), "-as_of = 2025-01-01\n+as_of = 2025-02-01"),
        (Edit("set", ("party", "b", "name"), "Beta"), '+[party.b]\n+name = "Beta"'),
        (Edit("set", ("party", "a", "option", "w"), "W"), '+w = "W"'),
        (Edit("set", ("event", "new"), "b.z"), '+new = "b.z"'),
        (Edit("set", ("driver", "poll"), {"value": 0.5}), "+\n+[driver.poll]\n+value = 0.5"),
        (Edit("set", ("party", "a", "profile", 1, "weight"), 0.4), "-weight = 0.5\n+weight = 0.4"),
        (Edit("insert", ("party", "a", "profile", 0, "wants", 1), "peace"), '+  "peace",'),
        (Edit("insert", ("party", "a", "profile", 0, "wants", 3), "peace"), '+  "peace",'),
        (
            Edit("insert", ("party", "a", "profile", 1, "wants", 2), "b.z"),
            '-wants = ["peace", "a.y"]\n+wants = ["peace", "a.y", "b.z"]',
        ),
        (Edit("remove", ("party", "a", "profile", 1, "wants", 1)), '-wants = ["peace", "a.y"]\n+wants = ["peace"]'),
        (Edit("remove", ("party", "a", "profile", 1, "wants", 0)), '-wants = ["peace", "a.y"]\n+wants = ["a.y"]'),
        (Edit("remove", ("party", "a", "profile", 0, "wants", 0)), '-  "war",             # first of all'),
        (Edit("remove", ("party", "a", "profile", 0, "wants", 2)), '-  "b.z",             # last'),
        (
            Edit("remove", ("party", "a", "profile", 0, "wants", 1, "assumed")),
            '-  { want = "a.y", assumed = "so" },\n+  { want = "a.y" },',
        ),
        (
            Edit("set", ("party", "a", "profile", 0, "wants", 1, "great"), True),
            '-  { want = "a.y", assumed = "so" },\n+  { want = "a.y", assumed = "so", great = true },',
        ),
        (Edit("remove", ("event", "war")), '-war = "a.x"          # the other'),
        (Edit("remove", ("question", 0)), '-[[question]]\n-id = "q"\n-ask = "outcome"'),
    ],
)
def test_a_change_touches_its_own_lines_alone(edit, lines):
    found = changed(edit)
    assert found == lines or set(found.splitlines()) == set(lines.splitlines())


def test_a_new_key_stands_with_its_kin_and_not_behind_the_next_heading():
    lines = edited(TEXT, Edit("set", ("event", "new"), "b.z")).splitlines()
    assert lines[lines.index('new = "b.z"') - 1].startswith("war = ")


def test_a_new_party_stands_behind_the_parties():
    text = edited(TEXT, Edit("set", ("party", "c"), {"name": "Gamma", "option": {"v": "V"}}))
    assert (
        text.index('z = "Z"') < text.index("[party.c]") < text.index("[party.c.option]") < text.index("# ---- names")
    )


def test_a_new_profile_stands_behind_those_of_its_party():
    text = edited(TEXT, Edit("insert", ("party", "a", "profile", 2), {"name": "owl", "wants": []}))
    assert text.index('name = "dove"') < text.index('name = "owl"') < text.index("# ---- questions")
    text = edited(TEXT, Edit("insert", ("party", "a", "profile", 0), {"name": "owl", "wants": []}))
    assert text.index("# ---- wants") < text.index('name = "owl"') < text.index("# The first reading.")


SCORED = """[[question]]
id = "where"
[question.settings.scores.usa]  # from talks with both
here = 90
[question.settings.scores.russia]
here = 40
there = 60

[[question]]
id = "other"
"""


@pytest.mark.parametrize(
    ("key", "value", "after"),
    [
        (("usa",), {"here": 10}, {"usa": {"here": 10}, "russia": {"here": 40, "there": 60}}),
        ((), {"usa": {"here": 10}}, {"usa": {"here": 10}}),
    ],
)
def test_a_table_written_under_a_header_stays_one(key, value, after):
    new = edited(SCORED, Edit("set", ("question", 0, "settings", "scores", *key), value))
    where, other = tomllib.loads(new)["question"]
    assert where == {"id": "where", "settings": {"scores": after}}
    assert other == {"id": "other"}


def test_a_whole_profile_goes_and_no_comment_around_it():
    text = edited(TEXT, Edit("remove", ("party", "a", "profile", 0)))
    assert 'name = "hawk"' not in text
    assert all(line in text for line in ("# ---- wants", "# ---- questions", 'name = "dove"'))


def test_the_first_of_a_kind_opens_its_table():
    text = edited(TEXT, Edit("insert", ("impossible", 0), {"when": "a.x and b.z", "because": "so"}))
    assert tomllib.loads(text)["impossible"] == [{"when": "a.x and b.z", "because": "so"}]
    text = edited(TEXT, Edit("set", ("tempo", "move"), "1 per day"))
    assert tomllib.loads(text)["tempo"] == {"move": "1 per day"}


@pytest.mark.parametrize(
    "edit",
    [
        Edit("remove", ("event", "peac")),
        Edit("remove", ("question", 4)),
        Edit("insert", ("question", 7), {}),
        Edit("set", ("case", "title", "deeper"), 1),
    ],
)
def test_what_is_not_there_cannot_be_changed(edit):
    with pytest.raises(UnknownName, match="there is no such key"):
        edited(TEXT, edit)


def test_an_edit_that_makes_the_case_wrong_is_not_written(tmp_path):
    file = tmp_path / "case.toml"
    file.write_text(TEXT)
    with pytest.raises(CaseError, match=r'unknown option "b\.zz"'):
        edit_case(file, [Edit("set", ("event", "war"), "b.zz")])
    assert file.read_text() == TEXT
    assert [path.name for path in tmp_path.iterdir()] == ["case.toml"]


def test_an_edit_for_another_text_is_not_written(tmp_path):
    file = tmp_path / "case.toml"
    file.write_text(TEXT)
    edits = [Edit("set", ("case", "title"), "Mine")]
    with pytest.raises(CaseError, match="changed by somebody else"):
        edit_case(file, edits, seen=digest_of("an older text"))
    assert edit_case(file, edits, seen=digest_of(TEXT)).title == "Mine"
    assert read_case(tmp_path).title == "Mine"


def test_a_byte_order_mark_and_line_ends_are_kept(tmp_path):
    data = b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode()
    (tmp_path / "case.toml").write_bytes(data)
    edit_case(tmp_path, [Edit("set", ("case", "title"), "New")])
    assert (tmp_path / "case.toml").read_bytes() == data.replace(b'"T"', b'"New"')


def test_nothing_is_overwritten_unless_asked(tmp_path):
    file = tmp_path / "case.toml"
    file.write_text("mine")
    with pytest.raises(FileProblem, match="exists already"):
        save_case(file, TEXT)
    assert file.read_text() == "mine"
    save_case(file, TEXT, overwrite=True)
    assert file.read_text() == TEXT


def keys_of(value, key=()):
    """Every key of a table and all that is in it."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, item in inside:
        yield (*key, name), item
        yield from keys_of(item, (*key, name))


@settings(deadline=None)
@given(data=st.data())
def test_any_key_of_any_case_can_be_removed_or_set_and_no_comment_is_lost(data):
    text = TEXTS[data.draw(st.sampled_from(sorted(TEXTS)))]
    key, value = data.draw(st.sampled_from(list(keys_of(tomllib.loads(text)))))
    new = data.draw(st.sampled_from([value, "new", 3, [1, "b"]])) if not isinstance(value, dict | list) else value
    act = data.draw(st.sampled_from(["set", "remove"]))
    after = edited(text, Edit(act, key, new))  # which compares the tables itself
    own = {line.strip() for line in text.splitlines() if line.strip().startswith("#")}
    if act == "set" or not isinstance(value, list):
        assert own <= {line.strip() for line in after.splitlines()}


@settings(deadline=None)
@given(data=st.data())
def test_any_list_of_any_case_can_get_an_item(data):
    text = TEXTS[data.draw(st.sampled_from(sorted(TEXTS)))]
    lists = [(key, value) for key, value in keys_of(tomllib.loads(text)) if isinstance(value, list)]
    key, value = data.draw(st.sampled_from(lists))
    place = data.draw(st.integers(0, len(value)))
    new = data.draw(st.sampled_from(value)) if value else "new"
    after = edited(text, Edit("insert", (*key, place), new))
    assert len(after) > len(text)
    assert {line for line in text.splitlines() if line.startswith("#")} <= set(after.splitlines())
