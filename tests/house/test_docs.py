"""The documentation says what the code does: links, generated pages, headings, glossary and sources."""

import importlib.util
import re
from functools import cache
from pathlib import Path
from types import ModuleType

import click
import pytest

from house.tree import DOCS, ROOT, SOURCE, identifiers, rooms, tracked, without_code

LINK = re.compile(r"\[[^\]]*\]\(\s*<?([^)\s>]+)")
HEADING = re.compile(r"^#{1,6} +(.+?) *$", re.MULTILINE)
TARGET = re.compile(r"^\(([\w-]+)\)=$", re.MULTILINE)


@cache
def generate() -> ModuleType:
    """docs/generate.py, which is a script and no package."""
    spec = importlib.util.spec_from_file_location("docs_generate", DOCS / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def page(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def headings(name: str) -> list[str]:
    text = re.sub(r"^```.*?^```$", "", page(name), flags=re.MULTILINE | re.DOTALL)
    return HEADING.findall(text)


def slug(heading: str) -> str:
    return re.sub(r"[^\w\- ]", "", heading.replace("`", "").lower()).replace(" ", "-")


# ---- links ------------------------------------------------------------------------------------

PAGES = [path for path in tracked() if path.suffix == ".md" and "cases" not in path.relative_to(ROOT).parts]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_leads_somewhere(path: Path) -> None:
    broken = []
    for link in LINK.findall(without_code(path.read_text(encoding="utf-8"))):
        if re.match(r"[a-z]+:", link):
            continue
        file, _, anchor = link.partition("#")
        target = (path.parent / file).resolve() if file else path
        if not target.exists():
            broken.append(link)
        elif anchor and target.suffix == ".md":
            text = target.read_text(encoding="utf-8")
            if anchor not in {*map(slug, HEADING.findall(text)), *TARGET.findall(text)}:
                broken.append(link)
    assert broken == []


def test_every_page_is_in_a_table_of_contents() -> None:
    listed = set()
    for index in DOCS.rglob("*.md"):
        for block in re.findall(r"^```\{toctree\}\n(.*?)^```$", index.read_text(encoding="utf-8"), re.M | re.S):
            for line in filter(None, map(str.strip, block.splitlines())):
                if not line.startswith(":"):
                    listed |= set(index.parent.glob(f"{line.rstrip('*')}*.md" if "*" in line else f"{line}.md"))
    left_out = {"_build", "changelog.d"}
    pages = {path for path in DOCS.rglob("*.md") if not left_out & set(path.relative_to(DOCS).parts)}
    assert pages - listed == {DOCS / "index.md"}


# ---- what comes from the code -----------------------------------------------------------------


def test_the_generated_pages_are_current() -> None:
    assert generate().stale() == [], "run make reference"


def walk(command: click.Command, context: click.Context) -> list[tuple[str, click.Command]]:
    return [(path, inner.command) for path, inner in generate().commands(command, context)]


def test_every_command_and_setting_has_its_place() -> None:
    from detente.cli import cli

    text = page("reference/commands.md")
    for path, command in walk(cli, generate().context_of(cli, "detente")):
        section = text.partition(f"\n## {path}\n")[2].partition("\n## ")[0]
        assert section, path
        settings = [name for parameter in command.params for name in parameter.opts if name.startswith("--")]
        hidden = {
            name for parameter in command.params if getattr(parameter, "hidden", False) for name in parameter.opts
        }
        assert [name for name in settings if name not in section and name not in hidden] == [], path


def test_every_command_says_what_it_does() -> None:
    from detente.cli import cli

    mute = [path for path, command in walk(cli, generate().context_of(cli, "detente")) if not command.help]
    assert mute == []


def test_every_key_has_its_heading() -> None:
    schema = generate().case_schema()
    known = {path for path, _, _ in generate().keys(schema, schema)}
    assert known
    assert known - set(headings("reference/keys.md")) == set()


def family(name: str) -> str:
    """The name under which the concepts page explains a concept."""
    name = re.sub(r"^limited_move_\d+$", "limited_move_H", name)
    name = re.sub(r"^(strong|weak)_\w+$", r"\1_NAME", name)
    return re.sub(r"^\w+_([abcd])$", r"NAME_\1", name)


def test_every_concept_has_its_heading() -> None:
    from detente.conflict import CONCEPTS

    named = {name for heading in headings("reference/concepts.md") for name in re.findall(r"`(\w+)`", heading)}
    assert set(map(family, CONCEPTS)) == named


def test_every_concept_has_a_source_that_the_page_cites() -> None:
    from detente.conflict import CONCEPTS

    text = page("reference/concepts.md")
    assert {concept.source for concept in CONCEPTS.values() if f"#ref-{concept.source.lower()}" not in text} == set()


def test_every_kind_of_finding_is_explained() -> None:
    from detente.case.finding import KINDS

    assert set(re.findall(r"^\| `(\w+)`", page("how-to/check-a-case.md"), re.MULTILINE)) == set(KINDS)


# ---- glossary ---------------------------------------------------------------------------------


def glossary() -> list[tuple[str, str, str]]:
    """Room, term and code name of each row of the glossary."""
    rows = []
    for section in re.split(r"^## ", page("reference/glossary.md"), flags=re.MULTILINE)[1:]:
        room = re.match(r".*\(`(\w+)`\)", section)
        for term, code, _ in re.findall(r"^\| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", section, re.MULTILINE):
            rows += [(room[1], term, name) for name in re.findall(r"`(\w+)`", code) if room]
    return rows


@pytest.mark.parametrize(("room", "term", "name"), glossary())
def test_each_word_of_the_glossary_is_a_word_of_the_code(room: str, term: str, name: str) -> None:
    assert room in rooms()
    assert name in identifiers(), f"{term}: the code has no {name}"


# ---- sources ----------------------------------------------------------------------------------


def test_every_source_cited_is_in_the_bibliography() -> None:
    known = {key for key, _ in generate().entries(page("references.bib"))}
    cited = {
        (str(path.relative_to(ROOT)), key)
        for path in SOURCE.rglob("*.py")
        for key in re.findall(r"\[([A-Za-z]+\w*\d{2,4}[a-z]?)\]_", path.read_text(encoding="utf-8"))
    }
    assert {(path, key) for path, key in cited if key not in known} == set()


def test_every_source_is_whole() -> None:
    for key, fields in generate().entries(page("references.bib")):
        assert "title" in fields, key
        assert {"journal", "publisher", "institution", "howpublished", "note", "url"} & fields.keys(), key
