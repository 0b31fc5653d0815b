"""`detente evidence`: passages proposed, cited, reviewed, exchanged."""

import click

from detente.cli.evidence_acts import accept, add, cite, edit, link, reject, retract
from detente.cli.evidence_files import export, extract, import_items, reanchor, verify
from detente.cli.evidence_items import list_items, show
from detente.cli.evidence_review import review
from detente.cli.wrong_words import no_command

__all__ = ["command"]


class InOrder(click.Group):
    """A group that lists its commands in the order in which a reviewer needs them."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """The names of the commands, as they were added."""
        return list(self.commands)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """A command by its name, or the nearest spelling."""
        return super().get_command(ctx, cmd_name) or no_command(ctx, cmd_name, self.commands)


@click.group("evidence", cls=InOrder)
def command() -> None:
    """Propose, cite and review passages of a case's documents.

    \b
    Examples:
      detente evidence extract mycase
      detente evidence review mycase
      detente evidence add mycase article.txt "only if the harbour is dredged" --kind demand
      detente evidence list mycase --party usa --contradicted
    """


for each in (extract, review, add, list_items, show, accept, reject, retract, edit, link, cite):
    command.add_command(each)
for each in (verify, reanchor, export, import_items):
    command.add_command(each)
