"""A case's own actors: read beside the case, before the shipped ones, with every problem told at its line."""

from datetime import date
from pathlib import Path

import pytest

from cli.run import run
from detente.casefile import new_case, read_actors, read_case
from detente.errors import CaseError
from detente.evidence import Document
from detente.evidence.extraction import extract, load_actors

OWN = """\
[NFR]
name = "Northern Front for Renewal"
type = "group"
also = ["Northern Front", "NFR"]

[HARRA]
name = "Amina Harra"
type = "person"
gender = "f"
held = [
  { office = "leader", of = "NFR", from = 2024-03-01 },
]
"""


def table(folder: Path, text: str = OWN):
    (folder / "actors.toml").write_text(text, encoding="utf-8")
    return read_actors(folder)


def test_without_a_file_the_shipped_table_stands(tmp_path: Path) -> None:
    assert read_actors(tmp_path) is load_actors()


def test_own_actors_are_named_and_hold_offices(tmp_path: Path) -> None:
    own = table(tmp_path)
    assert own.holder("NFR", "leader", date(2025, 1, 1)) == "HARRA"
    text = "Amina Harra spoke for the Northern Front. Harra met Kenya’s envoy."
    found = extract(Document(text, date="2025-01-01"), actors=own)
    assert [(i.exact, i.actor, i.acts_for) for i in found if i.kind == "mention"] == [
        ("Amina Harra", "HARRA", "NFR"),
        ("Northern Front", "NFR", "NFR"),
        ("Harra", "HARRA", "NFR"),
        ("Kenya", "KEN", "KEN"),
    ]


def test_an_own_name_goes_before_a_shipped_one(tmp_path: Path) -> None:
    own = table(tmp_path, '[WALCOTT]\nname = "Walcott Port Authority"\ntype = "organisation"\nalso = ["Oslo"]\n')
    assert own.names["Oslo"] == ("WALCOTT",)
    assert load_actors().names["Oslo"] == ("NOR",)


BAD = {
    "no table": ("NFR = 3\n", "actors.toml:1: NFR: expected a table [NFR]"),
    "no name": ('[A]\ntype = "group"\n', "A.name: this key is missing"),
    "an unknown key": ('[A]\nname = "A"\ntype = "group"\nalias = []\n', 'actors.toml:4: A.alias: unknown key'),
    "an unknown type": ('[A]\nname = "A"\ntype = "groop"\n', 'did you mean "group"?'),
    "a name that is no text": ('[A]\nname = 3\ntype = "group"\n', "A.name: expected a text in quotes, got 3"),
    "a name that is a day": ('[A]\nname = 2024-03-01\ntype = "group"\n', "expected a text in quotes, got 2024-03-01"),
    "one further name without a list": (
        '[A]\nname = "A"\ntype = "group"\nalso = "B"\n',
        "actors.toml:4: A.also: expected a list, got the text \"B\"",
    ),
    "an empty further name": ('[A]\nname = "A"\ntype = "group"\nalso = ["-"]\n', "expected a name in quotes"),
    "an unknown party": ('[A]\nname = "A"\ntype = "group"\nacts_for = "RUSS"\n', 'or "RUS"'),
    "a term without a day": (
        '[A]\nname = "A B"\ntype = "person"\nheld = [{ office = "king", of = "KEN" }]\n',
        "A.held 1, from: this key is missing; expected a day such as 2025-08-07",
    ),
    "a term that ends before it begins": (
        '[A]\nname = "A B"\ntype = "person"\n'
        'held = [{ office = "king", of = "KEN", from = 2025-01-02, to = 2024-01-01 }]\n',
        "expected a day after from (2025-01-02), got 2024-01-01",
    ),
    "broken TOML": ("[A\n", "broken TOML"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "message"), BAD.values(), ids=BAD)
def test_what_is_wrong_is_told(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(CaseError) as told:
        table(tmp_path, text)
    assert message in str(told.value)


def test_the_commands_read_them(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    folder = tmp_path / "river"
    new_case(folder, "River", as_of=date(2025, 1, 1))
    table(folder)
    (folder / "documents" / "note.txt").write_text(
        "The Northern Front left.\n\nNFR drummers stayed.\n", encoding="utf-8"
    )
    assert run(capsys, "evidence", "extract", str(folder), "--no-parse").status == 0
    assert {i.content.actor for i in read_case(folder).ledger.items.values() if i.content.kind == "mention"} == {
        "NFR"
    }
    (folder / "actors.toml").write_text("NFR = 3\n", encoding="utf-8")
    done = run(capsys, "evidence", "extract", str(folder))
    assert (done.status, "actors.toml:1" in done.err) == (2, True)
