"""The language in which conditions on a conflict are written.

A statement is true or false in each state::

    usa.meet and russia.meet                 both options are taken
    not usa.ease unless ceasefire            "A unless B" is A or B
    usa.meet if russia.talk                  "A if B" is A or not B: true wherever B is false
    deal iff (russia.sign and ukraine.sign)  both or neither

From the tightest to the weakest: ``not``, ``and``, ``or``, and the conditionals ``if``, ``iff``, ``unless``, of which
one statement holds one at a level (use parentheses for more). ``!``, ``&`` and ``|`` are read and written as words.
A name with a dot is an option (``party.option``, or ``state.LABEL`` in graph form), one without a dot an
event.

The semantics are those of option prioritising [FangHipelKilgour1993]_: ``A if B`` is vacuously true where B is
false, which surprises people; `detente check` reports statements that are always true.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, reduce
from typing import Any

import numpy as np
from lark import Lark, Token, Transformer, UnexpectedCharacters, UnexpectedInput, UnexpectedToken
from lark.exceptions import VisitError
from numpy.typing import NDArray

from detente.errors import StatementError, did_you_mean

__all__ = [
    "And",
    "BoolArray",
    "Constant",
    "If",
    "Iff",
    "Name",
    "Not",
    "Or",
    "Statement",
    "Unless",
    "expand",
    "names",
    "parse",
    "truth",
]

BoolArray = NDArray[np.bool_]

MOST_CHARACTERS = 4_000  # two pages: longer statements are better split into events
MOST_NESTING = 100  # parentheses and negations inside one another; people stop reading at four

GRAMMAR = r"""
?statement: either
    | either "if" either     -> conditional
    | either "iff" either    -> biconditional
    | either "unless" either -> unless
?either: both (("or" | "|") both)*
?both: denial (("and" | "&") denial)*
?denial: ("not" | "!") denial -> denial
    | "(" statement ")"
    | "true"  -> true
    | "false" -> false
    | NAME    -> name
NAME: /(?!(?:and|or|not|if|iff|unless|true|false)(?![\w.-]))[^\W\d]\w*(-\w+)*(\.\w+(-\w+)*)?/
%import common.WS
%ignore WS
"""

EXPECTED = {
    "NAME": "an option or event",
    "LPAR": "(",
    "RPAR": ")",
    "BANG": "not",
    "VBAR": "or",
    "AMPERSAND": "and",
    "$END": "the end",
}


@dataclass(frozen=True, slots=True)
class Constant:
    """True or false in every state."""

    value: bool

    def __str__(self) -> str:
        return "true" if self.value else "false"


@dataclass(frozen=True, slots=True)
class Name:
    """An option that is taken, an event that holds; `line` and `column` say where it was written."""

    id: str
    line: int = field(default=1, compare=False)
    column: int = field(default=1, compare=False)

    def __str__(self) -> str:
        return self.id


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not hold."""

    part: "Statement"

    def __str__(self) -> str:
        return f"not {_tight(self.part)}"


@dataclass(frozen=True, slots=True)
class And:
    """Every part holds."""

    parts: tuple["Statement", ...]

    def __str__(self) -> str:
        return " and ".join(map(_tight, self.parts))


@dataclass(frozen=True, slots=True)
class Or:
    """At least one part holds."""

    parts: tuple["Statement", ...]

    def __str__(self) -> str:
        return " or ".join(str(part) if isinstance(part, And) else _tight(part) for part in self.parts)


@dataclass(frozen=True, slots=True)
class If:
    """The conclusion holds wherever the condition does; true where the condition is false."""

    conclusion: "Statement"
    condition: "Statement"

    def __str__(self) -> str:
        return f"{_loose(self.conclusion)} if {_loose(self.condition)}"


@dataclass(frozen=True, slots=True)
class Iff:
    """Both sides hold or neither does."""

    left: "Statement"
    right: "Statement"

    def __str__(self) -> str:
        return f"{_loose(self.left)} iff {_loose(self.right)}"


@dataclass(frozen=True, slots=True)
class Unless:
    """The first holds, or the second releases from it: the same truth as ``or``."""

    duty: "Statement"
    release: "Statement"

    def __str__(self) -> str:
        return f"{_loose(self.duty)} unless {_loose(self.release)}"


Statement = Constant | Name | Not | And | Or | If | Iff | Unless

Conditional = If | Iff | Unless


def _tight(part: Statement) -> str:
    return f"({part})" if isinstance(part, And | Or | Conditional) else str(part)


def _loose(part: Statement) -> str:
    return f"({part})" if isinstance(part, Conditional) else str(part)


class _Build(Transformer[Token, Statement]):
    """From the tree of the grammar to statements."""

    def name(self, found: list[Token]) -> Statement:
        return Name(str(found[0]), line=found[0].line or 1, column=found[0].column or 1)

    def true(self, _: list[Any]) -> Statement:
        return Constant(True)

    def false(self, _: list[Any]) -> Statement:
        return Constant(False)

    def denial(self, parts: list[Statement]) -> Statement:
        return Not(parts[0])

    def both(self, parts: list[Statement]) -> Statement:
        return And(tuple(parts))

    def either(self, parts: list[Statement]) -> Statement:
        return Or(tuple(parts))

    def conditional(self, parts: list[Statement]) -> Statement:
        return If(*parts)

    def biconditional(self, parts: list[Statement]) -> Statement:
        return Iff(*parts)

    def unless(self, parts: list[Statement]) -> Statement:
        return Unless(*parts)


@cache
def _parser() -> Lark:
    return Lark(GRAMMAR, parser="lalr", start="statement", transformer=_Build())


def parse(text: str) -> Statement:
    """The statement that `text` says.

    Raises
    ------
    StatementError
        With line, column and what was expected; or the text is empty, too long or too deeply nested.

    Examples
    --------
    >>> print(parse("! usa.ease unless ceasefire"))
    not usa.ease unless ceasefire
    """
    _refuse_monsters(text)
    try:
        found = _parser().parse(text)
    except UnexpectedInput as error:
        raise _explained(error, text) from None
    except VisitError as error:  # pragma: no cover - the transformer itself cannot fail on what the grammar lets in
        raise StatementError(str(error.orig_exc)) from None
    assert not isinstance(found, Token)  # noqa: S101 - for the type checker
    return found  # type: ignore[return-value]


def _refuse_monsters(text: str) -> None:
    if not text.strip():
        raise StatementError("the statement is empty; expected an option, an event or a condition on them")
    if len(text) > MOST_CHARACTERS:
        raise StatementError(
            f"the statement has {len(text):,} characters, more than {MOST_CHARACTERS:,}; split it into events"
        )
    depth = _nesting(text)
    if depth > MOST_NESTING:
        raise StatementError(
            f"the statement is nested {depth:,} deep, more than {MOST_NESTING}; name its parts as events"
        )


def _nesting(text: str) -> int:
    """Deepest count of parentheses and negations that stand inside one another."""
    depth = deepest = 0
    opened: list[int] = []
    for word in re.findall(r"[()!]|[^\s()!&|]+", text):
        if word == "(":
            opened.append(depth)
        elif word == ")":
            depth = opened.pop() if opened else 0
            continue
        elif word not in ("!", "not"):
            depth = len(opened) and opened[-1] + 1
            continue
        depth += 1
        deepest = max(deepest, depth)
    return deepest


def _explained(error: UnexpectedInput, text: str) -> StatementError:
    place = {"line": max(error.line, 1), "column": max(error.column, 1)}
    if isinstance(error, UnexpectedToken):
        if error.token.type == "$END":
            place = {"line": text.count("\n") + 1, "column": len(text.rpartition("\n")[2]) + 1}
        found = "the end of the statement" if error.token.type == "$END" else f'"{error.token}"'
        return StatementError(f"expected {_expected(error.accepts or error.expected)}, got {found}", **place)
    if isinstance(error, UnexpectedCharacters):
        mark = text[error.pos_in_stream or 0]
        return StatementError(f"expected {_expected(error.allowed)}, got the character {mark!r}", **place)
    return StatementError(f"cannot be read: {error}", **place)  # pragma: no cover - lark has no third kind


def _expected(tokens: "set[str] | frozenset[str] | None") -> str:
    words = sorted({EXPECTED.get(token, token.lower()) for token in tokens or ()} - {"ws"})
    if not words:  # a parenthesis that closes nothing: the parser is done and has nothing more to name
        return "the end"
    return words[0] if len(words) == 1 else ", ".join(words[:-1]) + f" or {words[-1]}"


def parts(statement: Statement) -> tuple[Statement, ...]:
    """What a statement is made of, one level down, in the order written."""
    match statement:
        case Constant() | Name():
            return ()
        case Not(part):
            return (part,)
        case And(several) | Or(several):
            return several
        case If(first, second) | Iff(first, second) | Unless(first, second):
            return first, second


def names(statement: Statement) -> Iterator[Name]:
    """Every name in the order written, repeated as often as it stands there."""
    if isinstance(statement, Name):
        yield statement
    for part in parts(statement):
        yield from names(part)


def replaced(statement: Statement, by: Callable[[Name], Statement]) -> Statement:
    """The statement with each name replaced by what `by` gives for it."""
    match statement:
        case Constant():
            return statement
        case Name():
            return by(statement)
        case Not(part):
            return Not(replaced(part, by))
        case And(several):
            return And(tuple(replaced(part, by) for part in several))
        case Or(several):
            return Or(tuple(replaced(part, by) for part in several))
        case If(first, second) | Iff(first, second) | Unless(first, second):
            return type(statement)(replaced(first, by), replaced(second, by))


def expand(statement: Statement, events: Mapping[str, Statement]) -> Statement:
    """The statement with event names replaced by what they mean, down to options.

    Raises
    ------
    StatementError
        For a name that is no event (with the nearest spelling), or events that go in a circle.
    """
    return _expanded(statement, events, ())


def _expanded(statement: Statement, events: Mapping[str, Statement], within: tuple[str, ...]) -> Statement:
    def meaning(name: Name) -> Statement:
        if "." in name.id:
            return name
        if name.id in within:
            circle = " → ".join((*within[within.index(name.id) :], name.id))
            raise StatementError(f"events go in a circle: {circle}", line=name.line, column=name.column)
        if name.id not in events:
            near = did_you_mean(name.id, events)
            raise StatementError(f'unknown event "{name.id}"{near}', line=name.line, column=name.column)
        return _expanded(events[name.id], events, (*within, name.id))

    return replaced(statement, meaning)


def truth(statement: Statement, table: Callable[[str], BoolArray]) -> BoolArray:
    """Where the statement holds: an array over states.

    Parameters
    ----------
    table
        Gives for an option's id an array over states, true where the option is taken.
    """
    match statement:
        case Constant(value):
            return np.asarray(value, dtype=np.bool_)
        case Name(id):
            return table(id)
        case Not(part):
            return ~truth(part, table)
        case And(several):
            return reduce(np.logical_and, (truth(part, table) for part in several))
        case Or(several):
            return reduce(np.logical_or, (truth(part, table) for part in several))
        case If(conclusion, condition):
            return truth(conclusion, table) | ~truth(condition, table)
        case Iff(left, right):
            return ~(truth(left, table) ^ truth(right, table))
        case Unless(duty, release):
            return truth(duty, table) | truth(release, table)
