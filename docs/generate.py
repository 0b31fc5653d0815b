"""Write the reference pages that come from the code, or with `--check` say which are not current."""

import json
import os
import re
import subprocess
import sys
import tempfile
import textwrap
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import click

DOCS = Path(__file__).parent
README = DOCS.parent / "README.md"
WIDTH = 100  # characters of a help page
NOTE = "<!-- Written by docs/generate.py from {source}; change that, then run `make reference`. -->\n\n"


# ---- commands ---------------------------------------------------------------------------------


def commands(command: click.Command, context: click.Context) -> Iterator[tuple[str, click.Context]]:
    """Each command with its path, a group before its members, hidden ones left out."""
    yield context.command_path, context
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            member = command.get_command(context, name)
            if member is not None and not member.hidden:
                yield from commands(member, context_of(member, name, context))


def context_of(command: click.Command, name: str, parent: click.Context | None = None) -> click.Context:
    settings: dict[str, Any] = {"terminal_width": WIDTH, "max_content_width": WIDTH, "color": False}
    return click.Context(command, info_name=name, parent=parent, **{**command.context_settings, **settings})


def commands_page() -> str:
    """`reference/commands.md`: each command's own help."""
    cli = import_module("detente.cli").cli
    page = "# Commands\n\n" + NOTE.format(source="the commands' own help")
    page += (
        "Each command takes `--help` and `--quiet`. Data go to standard output, messages and progress to standard\n"
    )
    page += "error; with `--quiet` only what is wrong, or less than was asked for, is told there.\n"
    page += "Exit status: 0 done, 1 a finding (`check` found problems), 2 the input is wrong.\n"
    for path, context in commands(cli, context_of(cli, "detente")):
        help_page = "\n".join(line.rstrip() for line in context.get_help().splitlines())
        page += f"\n## {path}\n\n```text\n{help_page}\n```\n"
    return page


# ---- keys of case.toml ------------------------------------------------------------------------


def resolved(node: dict[str, Any], root: dict[str, Any]) -> dict[str, Any]:
    """A schema node with its reference followed; what stands beside the reference stays."""
    while "$ref" in node:
        target = root
        for part in node["$ref"].removeprefix("#/").split("/"):
            target = target[part]
        node = {**target, **{key: value for key, value in node.items() if key != "$ref"}}
    return node


def alternatives(node: dict[str, Any], root: dict[str, Any]) -> list[dict[str, Any]]:
    return [resolved(part, root) for part in node.get("anyOf", node.get("oneOf", [node]))]


def kind(node: dict[str, Any], root: dict[str, Any]) -> str:
    """A node's type in words: ``number or text``, ``list of text``, ``table``."""
    words = {"string": "text", "object": "table", "integer": "whole number", "boolean": "true or false", "null": ""}
    found = []
    for part in alternatives(node, root):
        word = words.get(part.get("type", ""), part.get("type", "anything"))
        if "enum" in part or "const" in part:
            word = " or ".join(f"`{json.dumps(value)}`" for value in part.get("enum", [part.get("const")]))
        if part.get("format") in ("date", "date-time"):
            word = part["format"]
        if part.get("type") == "array":
            inner = kind(resolved(part["items"], root), root) if "items" in part else "anything"
            word = f"list of ({inner})" if " o" in inner else f"list of {inner}"
        found.append(word)
    return " or ".join(dict.fromkeys(filter(None, found)))


def keys(node: dict[str, Any], root: dict[str, Any], path: str = "") -> Iterator[tuple[str, dict[str, Any], bool]]:
    """Each key below a schema node: its dotted path, its node, and whether it must be given."""
    for part in alternatives(node, root):
        for name, child in part.get("properties", {}).items():
            where = f"{path}.{name}" if path else name
            yield where, resolved(child, root), name in part.get("required", [])
            yield from keys(resolved(child, root), root, where)
        if isinstance(part.get("additionalProperties"), dict):
            yield from keys(resolved(part["additionalProperties"], root), root, f"{path}.ID")
        if isinstance(part.get("items"), dict):
            yield from keys(resolved(part["items"], root), root, f"{path}[]")


def case_schema() -> dict[str, Any]:
    """The JSON Schema of `case.toml`."""
    schema: dict[str, Any] = import_module("detente.casefile.schema").CaseFile.model_json_schema()
    return schema


def keys_page() -> str:
    """`reference/keys.md`: each key of `case.toml`, from its JSON Schema."""
    schema = case_schema()
    page = "# Keys of case.toml\n\n" + NOTE.format(source="the JSON Schema of a case")
    page += "`ID` stands for a name of your choice, `[]` for each table or value of a list.\n"
    seen: dict[str, str] = {}
    for path, node, required in keys(schema, schema):
        level = "###" if "." in path else "##"
        must = ", must be given" if required else ""
        default = node.get("default")
        otherwise = "" if default in (None, "", [], {}) else f", otherwise `{json.dumps(default)}`"
        text = (
            f"\n{level} {path}\n\n*{kind(node, schema).capitalize()}{must}{otherwise}.* {node.get('description', '')}"
        )
        seen.setdefault(path, text.rstrip() + "\n")
    seen["question[].ask"] += "\n" + taken_table()
    return page + "".join(seen.values())


def taken_table() -> str:
    """What each kind of question needs, what it may have, and what may stand in its settings."""
    questions = import_module("detente.casefile.questions")
    page = "| `ask` | needs | may have | `settings` |\n|---|---|---|---|\n"
    for ask, (needs, may) in questions.TAKEN.items():
        cells = (needs, may, questions.settings_of(ask))
        page += f"| `{ask}` | {' | '.join(', '.join(f'`{name}`' for name in names) for names in cells)} |\n"
    return page


# ---- base rates -------------------------------------------------------------------------------

BASE_RATES = """\
How often such things happened, before anyone modelled anything. A question names a class, or one figure of it, by
`settings = {{ base_rate = "war_duration.since-1946-30-days" }}`; a calibration does so in its source, as in
`source = "base rate war_duration: …"`. The outside view then stands beside the answer. No class fits: read its trap
before you use it.

Kinds of figures:

{kinds}

Intervals are [Wilson's](../references.md#ref-wilson1927), at 95 %, where a figure is a share of a known number of
cases; survival, fitted and relative figures have none here.
"""
FIGURES = {
    "share": "share of the cases",
    "survival": "share still standing after so long, cases without an end yet taken into account (Kaplan–Meier)",
    "fit": "a chance by a curve fitted to the cases",
    "reduction": "by how much a risk is smaller than without it",
    "days": "a median, in days",
}
EVIDENCE = {"computed": "worked out again from the data", "read": "read in what others wrote of it"}


def base_rates_page() -> str:
    """`reference/base-rates.md`: every reference class that is shipped."""
    module = import_module("detente.forecast.base_rate")
    page = "# Base rates\n\n" + NOTE.format(source="src/detente/forecast/data/base_rates.toml")
    page += BASE_RATES.format(kinds="\n".join(f"- *{kind}*: {FIGURES[kind]}" for kind in module.KINDS))
    for rate in module.base_rates():
        page += f"\n## {rate.id}\n\n{rate.counts[:1].upper()}{rate.counts[1:]}.\n\n"
        if rate.figures:
            page += "| figure | value | 95 % interval | cases | kind |\n|---|---|---|---|---|\n"
            page += "".join(map(figure_row, rate.figures)) + "\n"
        page += f"*Source:* {rate.source}; {EVIDENCE[rate.evidence]}.\n\n*Trap:* {rate.trap}\n"
    return page


def figure_row(figure: Any) -> str:
    """One figure of a reference class, as a row."""
    value = f"{figure.value:g} days" if figure.kind == "days" else share(figure.value)
    interval = " to ".join(map(share, figure.interval)) if figure.interval else ""
    return f"| `{figure.name}` | {value} | {interval} | {figure.n or 'not given'} | {figure.kind} |\n"


def share(value: float) -> str:
    return f"{100 * value:.1f}".removesuffix(".0") + " %"


# ---- references -------------------------------------------------------------------------------


def entries(bibliography: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Key and fields of each entry of a BibTeX file written one entry after the other, as ours is."""
    for entry in re.finditer(r"^@\w+\{(\w+),\n(.*?)^\}", bibliography, re.MULTILINE | re.DOTALL):
        yield entry[1], dict(re.findall(r"(\w+) = \{(.*?)\}(?:,|$)", entry[2].replace("{{", "{").replace("}}", "}")))


def reference(fields: dict[str, str]) -> str:
    """One source as a sentence: authors (year). *Title*. Where, volume(number), pages. Note."""
    authors = fields["author"].replace(" and ", "; ") if "author" in fields else "Unknown author"
    year = f" ({fields['year']})" if "year" in fields else ""
    places = ("journal", "publisher", "institution", "howpublished")
    where = next((fields[place] for place in places if place in fields), "")
    where += f" {fields['volume']}" if "volume" in fields else ""
    where += f"({fields['number']})" if "number" in fields else ""
    where += f", {fields['pages'].replace('--', '–')}" if "pages" in fields else ""
    parts = (f"{authors}{year}", f"*{fields['title']}*", where, fields.get("note", ""), fields.get("url", ""))
    return " ".join(f"{part}." for part in parts if part)


def references_page() -> str:
    """`references.md`: each source, with an anchor for the pages and a label for the docstrings."""
    page = "# References\n\n" + NOTE.format(source="references.bib")
    page += "The labels are those that docstrings and pages cite.\n"
    for key, fields in sorted(entries((DOCS / "references.bib").read_text(encoding="utf-8"))):
        page += f"\n(ref-{key.lower()})=\n```{{eval-rst}}\n.. [{key}] {reference(fields)}\n```\n"
    return page


# ---- the example of the README -----------------------------------------------------------------

EXAMPLE = re.compile(r"(?<=<!-- make demo -->\n```text\n).*?(?=```\n)", re.DOTALL)


def demo() -> str:
    """What `make demo` prints, folded to a page's width, without the time that it took."""
    with tempfile.TemporaryDirectory() as folder:
        program = "from detente.cli import main; main()"
        command = [sys.executable, "-c", program, "demo", "-o", str(Path(folder) / "demo.html")]
        free = {name: value for name, value in os.environ.items() if name != "COLUMNS"}  # lines as long as they are
        done = subprocess.run(command, capture_output=True, text=True, check=True, env=free)  # noqa: S603 - our own
    lines = [re.sub(r"(?<=\d) (?=%)", "\N{NO-BREAK SPACE}", line.rstrip()) for line in done.stdout.splitlines()[:-1]]
    folded = [textwrap.fill(line, 116, subsequent_indent="    " if line.startswith(" ") else "") for line in lines]
    return "\n".join(folded).replace("\N{NO-BREAK SPACE}", " ").strip() + "\n"


def readme() -> str:
    """The README as it should be."""
    example = demo()
    return EXAMPLE.sub(lambda _: example, README.read_text(encoding="utf-8"))


# ---- all --------------------------------------------------------------------------------------

PAGES = {
    "references.md": (references_page, "json"),
    "reference/base-rates.md": (base_rates_page, "detente.forecast.base_rate"),
    "reference/commands.md": (commands_page, "detente.cli"),
    "reference/keys.md": (keys_page, "detente.casefile.schema"),
}


def present(module: str) -> bool:
    try:
        return find_spec(module) is not None
    except ModuleNotFoundError:
        return False


def current() -> dict[Path, str]:
    """Each generated page as it should be."""
    return {DOCS / name: write() for name, (write, source) in PAGES.items() if present(source)}


def stale() -> list[Path]:
    """The generated pages that are not as they should be."""
    return [path for path, text in current().items() if not path.exists() or path.read_text(encoding="utf-8") != text]


def main(arguments: list[str]) -> int:
    if "--check" in arguments:
        for path in stale():
            print(f"{path}: not current; run `make reference`", file=sys.stderr)
        return 1 if stale() else 0
    for path, text in current().items():
        path.write_text(text, encoding="utf-8")
    README.write_text(readme(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
