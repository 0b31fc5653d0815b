"""What is wrong with the words of a command, said in one line as every other message of Detente is.

The library that reads the words has a style of its own: several lines, and what was expected in its terms.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NoReturn

import click

from detente.errors import did_you_mean

__all__ = ["no_command", "wrong_words"]

TOO_MANY = re.compile(r"Got unexpected extra arguments? \((.*)\)")  # how click says so
NEEDS_VALUE = re.compile(r"Option '.*' requires (?:an argument|\d+ arguments)\.")


def wrong_words(error: click.ClickException) -> str:
    """What is wrong, what was expected and what was got, on one line."""
    match error:
        case click.MissingParameter(param=click.Parameter() as param):
            return f"{_called(param)} is missing{_expected(error.ctx)}"
        case click.BadParameter(param=click.Parameter() as param):
            return f"{_called(param)}: {error.message}"
        case click.NoSuchOption(option_name=name):
            return f'there is no option "{name}"{_near_option(name, error.ctx)}'
        case click.BadOptionUsage(option_name=name):
            needs = NEEDS_VALUE.fullmatch(error.message)
            return f"{name}: expected {'a value, got none' if needs else 'no value'}"
    extra = TOO_MANY.fullmatch(error.message)
    context = error.ctx if isinstance(error, click.UsageError) else None
    return f'"{extra[1]}" was not expected{_expected(context)}' if extra else error.format_message()


def no_command(context: click.Context, name: str, known: Iterable[str]) -> NoReturn:
    """Refuse a command that there is not, with the nearest spelling.

    Raises
    ------
    UsageError
        Always.
    """
    near = did_you_mean(name, known) or f"; {context.command_path} --help lists them"
    context.fail(f'there is no command "{name}"{near}')


def _form(context: click.Context) -> str:
    """How a command is written: its name, what must be given, and what may follow."""
    return " ".join([context.command_path, *_words(context.command)])


def _words(command: click.Command) -> Iterator[str]:
    if isinstance(command, click.Group):
        yield "COMMAND"
    for param in command.params:
        if isinstance(param, click.Argument):
            yield param.make_metavar(click.Context(command))
        elif param.required:
            yield f"{param.opts[0]} {param.make_metavar(click.Context(command))}"


def _called(param: click.Parameter) -> str:
    """An argument or option as it is written: ``CASE``, ``--seed``."""
    if isinstance(param, click.Argument):
        return param.metavar or str(param.name).upper()
    return next((name for name in param.opts if name.startswith("--")), param.opts[0])


def _expected(context: click.Context | None) -> str:
    return f"; the command is: {_form(context)}" if context else ""


def _near_option(name: str, context: click.Context | None) -> str:
    if context is None:
        return ""
    known = [each for param in context.command.get_params(context) for each in (*param.opts, *param.secondary_opts)]
    near = did_you_mean(name, [each for each in known if each.startswith("--")])
    return near or f"; {context.command_path} --help lists them"
