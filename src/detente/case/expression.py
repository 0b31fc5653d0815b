"""Weights as expressions over drivers: ``0.7``, ``support``, ``1 - support``, ``0.5 * support + 0.1``.

Only numbers, driver names, ``+ - * /``, parentheses, ``min(a, b)`` and ``max(a, b)``. Nothing is executed: the text
is parsed by a grammar of its own.
"""

import math
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from lark import Lark, Token, Tree, UnexpectedCharacters, UnexpectedInput

from detente.errors import CaseError, UnknownName, did_you_mean

__all__ = ["Expression", "parse_expression"]

MOST_CHARACTERS = 400  # a weight is a line, not a program

NUMBER = re.compile(r"\d+(\.\d+)?([eE][-+]?\d+)?")

GRAMMAR = r"""
?sum: product | sum "+" product -> add | sum "-" product -> subtract
?product: factor | product "*" factor -> multiply | product "/" factor -> divide
?factor: NUMBER -> number | NAME -> name | "-" factor -> negate | "(" sum ")"
    | "min" "(" sum "," sum ")" -> min | "max" "(" sum "," sum ")" -> max
NAME: /[^\W\d]\w*/
NUMBER: /NUMBER_PATTERN/
%import common.WS
%ignore WS
"""

OPERATIONS: dict[str, Callable[..., float]] = {
    "add": lambda a, b: a + b,
    "subtract": lambda a, b: a - b,
    "multiply": lambda a, b: a * b,
    "divide": lambda a, b: a / b if b else math.nan,
    "negate": lambda a: -a,
    "min": min,
    "max": max,
}


@dataclass(frozen=True, slots=True)
class Expression:
    """A number that may depend on drivers.

    Examples
    --------
    >>> weight = parse_expression("1 - support")
    >>> round(weight.value({"support": 0.69}), 2), weight.drivers
    (0.31, ('support',))
    """

    text: str
    tree: "Tree[Token]"

    def __str__(self) -> str:
        return self.text

    @property
    def drivers(self) -> tuple[str, ...]:
        """Ids of the drivers it names, in order, once each."""
        return tuple(dict.fromkeys(str(token) for token in _names(self.tree)))

    def value(self, drivers: Mapping[str, float]) -> float:
        """The number, given the drivers' values; it may be NaN where something is divided by zero.

        Raises
        ------
        UnknownName
            For a driver that is not among them.
        """
        return _value(self.tree, drivers)


@cache
def _parser() -> Lark:
    return Lark(GRAMMAR.replace("NUMBER_PATTERN", NUMBER.pattern), parser="lalr", start="sum")


def parse_expression(text: str | float) -> Expression:
    """The expression a text or number stands for.

    Raises
    ------
    CaseError
        With the column and what was expected; also for numbers that are not finite.
    """
    if isinstance(text, int | float) and not math.isfinite(text):
        raise CaseError(f"expected a finite number, got {text}")
    written = str(text)
    if len(written) > MOST_CHARACTERS:
        raise CaseError(f"the expression has {len(written):,} characters, more than {MOST_CHARACTERS}")
    if NUMBER.fullmatch(written):  # most weights; no grammar has to be built for them
        return Expression(written, Tree("number", [Token("NUMBER", written)]))
    try:
        return Expression(written, _parser().parse(written))
    except UnexpectedInput as error:
        got = (
            repr(written[error.pos_in_stream or 0])
            if isinstance(error, UnexpectedCharacters)
            else "what stands there"
        )
        raise CaseError(
            f'cannot read "{written}" at column {max(error.column, 1)}: got {got}; expected numbers and drivers '
            "joined by + - * / min max and parentheses"
        ) from None


def _names(tree: "Tree[Token]") -> Iterator[Token]:
    for part in tree.children:
        if isinstance(part, Token):
            if tree.data == "name":
                yield part
        else:
            yield from _names(part)


def _value(tree: "Tree[Token]", drivers: Mapping[str, float]) -> float:
    parts: list[Any] = tree.children
    if tree.data == "number":
        return float(parts[0])
    if tree.data == "name":
        if parts[0] not in drivers:
            raise UnknownName(f'unknown driver "{parts[0]}"{did_you_mean(parts[0], drivers)}')
        return drivers[parts[0]]
    return OPERATIONS[tree.data](*(_value(part, drivers) for part in parts))
