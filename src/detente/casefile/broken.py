"""What is wrong with a text that is not TOML: the place, the line itself, and what is likely missing.

The parser of the standard library says where it could not go on. Why it could not is told here from what stands
there: a comma, a quotation mark or a bracket left out, a date that does not exist, signs of a word processor.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from detente.casefile.broken_value import day, value_hint
from detente.errors import Problem

__all__ = ["broken"]

AT = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")
TOKEN = re.compile(
    r'"""(?:[^\\]|\\.)*?"{3,5}(?!")'
    r"|'''.*?'{3,5}(?!')"
    r"""|\"{3}|'{3}"""
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'[^'\n]*'"
    r"""|#[^\n]*|[\[\]{}"']""",
    re.DOTALL,
)
CLOSES = {"]": "[", "}": "{"}
BEGINS = re.compile(r"""[ \t]*(?:\[{1,2}[ \t]*[A-Za-z_][\w."' -]*\]{1,2}[ \t]*(?:\#.*)?$|[A-Za-z_][\w.-]*[ \t]*=)""")
CURLY = "“”„‟‘’‚‛«»"
WIDEST = 72  # characters of the line that are shown

Hint = tuple[str, int] | str | None  # what is wrong, and where if not where the parser stopped


@dataclass(frozen=True, slots=True)
class Break:
    """Where a text stops being TOML.

    Parameters
    ----------
    text
        All of it.
    at
        The character at which the parser stopped; the length of the text at its end.
    said
        The parser's own words.
    """

    text: str
    at: int
    said: str

    @property
    def before(self) -> str:
        """The line up to the break."""
        return self.text[self.text.rfind("\n", 0, self.at) + 1 : self.at]

    @property
    def after(self) -> str:
        """The line from the break on."""
        return self.text[self.at :].partition("\n")[0].rstrip("\r")

    @property
    def line(self) -> str:
        """The whole line."""
        return self.before + self.after

    def opened(self) -> list[tuple[str, int]]:
        """Brackets and quotation marks that are open at the break, the innermost last, each with its place."""
        found: list[tuple[str, int]] = []
        for token in TOKEN.finditer(self.text, 0, self.at):
            mark = token.group()
            if mark in ("[", "{"):
                found.append((mark, token.start()))
            elif mark in CLOSES and found and found[-1][0] == CLOSES[mark]:
                found.pop()
            elif mark in ('"""', "'''"):
                return [*found, (mark, token.start())]
        return found

    def end_before(self) -> int:
        """Where what stands before the break ends, spaces and comments left out."""
        comments = {
            token.end(): token.start() for token in TOKEN.finditer(self.text, 0, self.at) if token[0][0] == "#"
        }
        end = len(self.text[: self.at].rstrip())
        while end in comments:
            end = len(self.text[: comments[end]].rstrip())
        return end

    def line_of(self, place: int) -> int:
        """The number of the line on which a place is."""
        return self.text.count("\n", 0, place) + 1


def broken(text: str, file: str, said: str) -> Problem:
    """What is wrong with a text, given what the parser says of it."""
    found = AT.search(said)
    at = _place(text, int(found[1]), int(found[2])) if found and found[1] else len(text)
    here = Break(text, at, AT.sub("", said))
    hints = (hint for rule in RULES if (hint := rule(here)))
    hint = next(hints, here.said[:1].lower() + here.said[1:])
    message, place = (hint, at) if isinstance(hint, str) else hint
    place = min(place, len(text.rstrip()))
    start = text.rfind("\n", 0, place) + 1
    column = place - start + 1
    shown = _shown(text[start:].partition("\n")[0].rstrip("\r"), column)
    return Problem(f"broken TOML: {message}{shown}", file, here.line_of(place), column)


def _place(text: str, line: int, column: int) -> int:
    start = 0
    for _ in range(line - 1):
        start = text.index("\n", start) + 1
    return min(start + column - 1, len(text))


def _shown(line: str, column: int) -> str:
    """The line itself, a mark below the place; only the part around it where the line is long."""
    first = max(0, min(column - WIDEST // 2, len(line) - WIDEST))
    part = line[first : first + WIDEST].replace("\t", " ")
    left, right = "… " * (first > 0), " …" * (first + WIDEST < len(line))
    mark = " " * (len(left) + column - 1 - first) + "^"
    return f"\n    {left}{part}{right}\n    {mark}" if line.strip() else ""


def _twice(here: Break) -> Hint:
    if not here.said.startswith(("Cannot", "Duplicate")):
        return None
    start = len(here.before) - len(here.before.lstrip())
    place = here.at - len(here.before) + start
    header = re.match(r"\[{1,2}\s*(.*?)\s*\]{1,2}", here.line.strip())
    if header:
        return _table_twice(here, header[0], header[1]), place
    if here.said.startswith("Duplicate"):
        return f"{here.said.partition('key ')[2]} stands twice in this table: take one out"
    key = re.match(r"[^=\n]*?(?=\s*=)", here.line.strip())
    first = _earlier(here, rf"{re.escape(key[0])}\s*=", "[") if key else 0
    if key and first:
        return f"the key `{key[0]}` stands twice in this table, first on line {first}: take one out", place
    return "a key stands twice in one table, or a value is used as a table", place


def _table_twice(here: Break, header: str, name: str) -> str:
    first = _earlier(here, r"\[{1,2}\s*" + re.escape(name) + r"\s*\]{1,2}")
    where = f", first on line {first}" if first else ""
    several = bool(first) and here.text.split("\n")[first - 1].strip().startswith("[[")
    if first and several != header.startswith("[["):
        form = f"[[{name}]]" if several else f"[{name}]"
        return f"{form} stands on line {first}: [name] is one table, [[name]] one more of a list; keep to one form"
    return f"the table [{name}] stands twice{where}: put what they say under one heading"


def _earlier(here: Break, pattern: str, stop: str = "") -> int:
    """The nearest line above that begins so; 0 if there is none before a line that begins with `stop`."""
    above = here.text[: here.at].split("\n")[:-1]
    for number in range(len(above), 0, -1):
        line = above[number - 1].strip()
        if re.match(pattern, line):
            return number
        if stop and line.startswith(stop) and not line.endswith(","):
            return 0
    return 0


def _ends(here: Break) -> Hint:
    """The text ends while something is open."""
    if here.text[here.at :].strip():
        return None
    names = {"[": ("list", "]"), "{": ("table", "}")}
    for mark, place in here.opened()[-1:]:
        what, closing = names.get(mark, ("text", mark))
        return f"the {what} that {mark} opens here is never closed: {closing} is missing", place
    quote = here.text.rfind("'", 0, here.at) if here.said.startswith('Expected "\'"') else -1
    return ("the text that ' opens here is never closed: ' is missing", quote) if quote >= 0 else None


def _unseen(here: Break) -> Hint:
    sign = here.text[here.at : here.at + 1]
    if sign == "\r":
        return "the lines end in a way of old (CR alone): save the file with ordinary line ends"
    if sign.isascii() or unicodedata.category(sign) not in ("Cf", "Zs", "Cc", "Co", "Zl", "Zp"):
        return None
    name = unicodedata.name(sign, "no name").lower()
    return f"a sign that nobody sees stands here (U+{ord(sign):04X}, {name}), as word processors write it: delete it"


def _still_open(here: Break) -> Hint:
    """A new line of the file begins while a list or a table in braces is open."""
    opened = [each for each in here.opened() if each[1] < here.at - len(here.before)]
    if not opened or not BEGINS.match(here.line):
        return None
    mark, place = opened[-1]
    if mark == "{":
        return f"a table in {{ }} stands on one line: }} is missing on line {here.line_of(place)}", place
    if mark != "[":
        return None
    end = len(here.text[: here.at - len(here.before)].rstrip())
    return f"the list that [ opens on line {here.line_of(place)} is not closed: ] is missing after this", end


def _curly(here: Break) -> Hint:
    advice = 'curly quotation marks, as word processors write them; TOML takes only straight ones: "…"'
    if here.after[:1] and here.after[:1] in CURLY:
        return advice
    if _newline_in_text(here) and any(sign in CURLY for sign in here.before):
        sign = max(here.before.rfind(each) for each in CURLY)
        return advice, here.at - len(here.before) + sign
    return None


def _newline_in_text(here: Break) -> bool:
    return here.said.startswith(("Illegal character", "Found invalid character", 'Expected "\'"')) and not here.after


def _quote(here: Break) -> Hint:
    if not _newline_in_text(here):
        return None
    mark = "'" if here.said.startswith("Expected") else '"'
    return f"the text is not closed on its line: {mark} is missing", here.end_before()


def _backslash(here: Break) -> Hint:
    if not re.search(r"Unescaped|hex value|Escaped character", here.said):
        return None
    return "a backslash inside \"…\" begins a code, as \\n does: write \\\\ for each, or put the text in '…'"


def _illegal(here: Break) -> Hint:
    if not here.said.startswith(("Illegal character", "Found invalid character")):
        return None
    return f"the character U+{ord(here.text[here.at]):04X} cannot stand here: delete it"


def _brace(here: Break) -> Hint:
    opened = here.opened()
    if not opened or opened[-1][0] != "{":
        return None
    if not here.after.strip() or here.after.lstrip().startswith("#"):
        return "a table in { } stands on one line, } at its end: close it here, or join the lines", here.end_before()
    if here.said.startswith("Unclosed inline table"):
        return "a comma is missing after this: keys of a table in { } are separated by commas", here.end_before()
    if here.after.startswith("}") and here.before.rstrip().endswith(","):
        return "a comma before } is one too many: take it out", here.end_before() - 1
    return None


def _comma(here: Break) -> Hint:
    if not here.said.startswith("Unclosed array"):
        return None
    end = here.end_before()
    if here.text[end - 1] in "\"'" and re.match(r"[^\W\d]", here.text[here.at :]):
        return (
            'the text ends here and the line goes on: a comma is missing, or a " too many (inside a text: \\")',
            end,
        )
    if here.after[:1] in (";", "/", "|", ":"):
        return f"items of a list are separated by commas, not by {here.after[0]}"
    return "a comma is missing after this item", end


def _heading(here: Break) -> Hint:
    line = here.line.strip()
    if here.opened() and not line.startswith("["):
        return None
    name = re.match(r"\[{1,2}([^\]]*)", line)
    if not name or not here.said.startswith(("Expected ']", "Invalid initial character")):
        return None
    wrong = next((part for part in name[1].split(".") if _wants_quotes(part.strip())), "")
    if wrong and "]" in line:
        return _quoted(wrong)
    if here.said.startswith("Invalid initial"):
        return "a name is missing here"
    closing = "]]" if line.startswith("[[") else "]"
    return f"the heading is not closed: {closing} is missing"


def _wants_quotes(name: str) -> bool:
    return bool(name) and name[0] not in "\"'" and not re.fullmatch(r"[A-Za-z0-9_-]+", name)


def _quoted(name: str) -> str:
    return f'a name with spaces or with letters beyond a–z stands in quotes: "{name.strip()}"'


def _equals(here: Break) -> Hint:
    if not here.said.startswith(("Expected '='", "Invalid statement", "Invalid initial character")):
        return None
    if here.after.startswith(("]", "}")):
        return f"this {here.after[0]} closes nothing: take it out"
    if here.after.lstrip().startswith(":"):
        return "a key is set by = and not by :"
    key, equals, _ = here.line.partition("=")
    if here.said.startswith("Invalid initial") and here.after[:1].isascii():
        return "a name is missing here"
    if equals and _wants_quotes(key.strip()) and len(key.split()) <= 3 and re.match(r"[^\W\d]", key.strip()):
        return _quoted(key)
    if re.match(r"[\w.-]*[ \t]*$", here.before.lstrip()) and re.match(r"[\"'\d\[{]|true\b|false\b", here.after):
        return "= is missing between the key and its value"
    return "this is no line of TOML: expected key = value, a [heading], or # before a remark"


def _value(here: Break) -> Hint:
    if here.said.startswith(("Invalid value", "Expected newline", "Invalid date")):
        wrong, start = day(here.line, len(here.before))
        if wrong:
            return wrong, here.at - len(here.before) + start
        return value_hint(here.before, here.after, in_list=bool(here.opened()))
    return None


RULES: tuple[Callable[[Break], Hint], ...] = (
    _twice,
    _ends,
    _unseen,
    _still_open,
    _curly,
    _quote,
    _backslash,
    _illegal,
    _brace,
    _comma,
    _heading,
    _equals,
    _value,
)
