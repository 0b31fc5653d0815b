"""The terminal: commands, the clock, exit codes.

Exit status 0 done, 1 a finding, 2 the input is wrong, 130 interrupted. Data goes to standard output, messages to
standard error. Each command is a module of this package, loaded when it is called, so that `detente --help` is fast.
"""

import sys
from importlib import import_module

import click
from click.exceptions import NoArgsIsHelpError

from detente import __version__
from detente.cli.terminal import hushable, warn
from detente.cli.wrong_words import no_command, wrong_words
from detente.errors import DetenteError

__all__ = ["cli", "main"]

COMMANDS = {  # name → what the list of commands says, in the order a newcomer needs them
    "demo": "Run the bundled case from its documents to its report.",
    "new": "Write a commented case to start from.",
    "read": "Take documents into a case, or show what is kept of them.",
    "evidence": "Propose, cite and review passages of documents.",
    "draft": "Propose a commented case from documents.",
    "check": "Say what is wrong, unwarranted or idle in a case.",
    "stability": "Say which states hold, for whom, under which concept.",
    "explain": "Show why one state holds or does not.",
    "ask": "Answer the questions of a case.",
    "settle": "Find the smallest changes under which a condition would hold.",
    "report": "Write the report: one page to read, print and send.",
    "import": "Make a case from a file of another tool.",
    "export": "Write a case for another tool.",
}


class Commands(click.Group):
    """A group whose commands are loaded when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """The names of the commands."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """A command by its name, or the nearest spelling."""
        if cmd_name not in COMMANDS:
            no_command(ctx, cmd_name, COMMANDS)
        module = import_module(f"detente.cli.{cmd_name}_command")
        return hushable(module.command)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """The list of commands, without loading them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, message="detente %(version)s")
def cli() -> None:
    """Detente answers questions about a dispute, and shows why.

    \b
    Examples:
      detente demo                          the bundled case, from documents to report
      detente new harbour                   a commented case to start from
      detente stability cases/elmira-1991   which states hold
      detente ask CASE                      the answers to a case's questions
      detente report CASE -o page.html      the report
    """


def main() -> None:
    """Run the command line; every error of Detente is one message and exit status 2."""
    try:
        status = cli(prog_name="detente", standalone_mode=False)  # what `ctx.exit` or the command gave
        sys.exit(status if isinstance(status, int) else 0)
    except click.Abort:
        click.echo("Stopped.", err=True)
        sys.exit(130)
    except NoArgsIsHelpError as error:
        warn(error.format_message())
        sys.exit(2)
    except click.ClickException as error:
        warn(f"detente: {wrong_words(error)}")
        sys.exit(2)
    except DetenteError as error:
        warn(f"detente: {error}")
        sys.exit(2)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
    except KeyboardInterrupt:
        click.echo("Stopped.", err=True)
        sys.exit(130)
