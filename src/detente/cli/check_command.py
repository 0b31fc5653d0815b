"""`detente check`: what is wrong, unwarranted or idle in a case."""

import click

from detente.cli.terminal import as_json, case_argument, emit

__all__ = ["command"]


@click.command("check")
@case_argument
@as_json
@click.pass_context
def command(ctx: click.Context, case: str, as_json: bool) -> None:
    """Say what is wrong, unwarranted or idle in a case. Exit status 1 if there is anything.

    \b
    Example:
      detente check cases/summit-2025
    """
    from detente.casefile import check_folder, find_case

    _, findings = check_folder(find_case(case))
    if as_json:
        rows = [{"kind": f.kind, "key": f.key, "line": f.line, "message": f.message} for f in findings]
        emit({"schema": "detente.check/1", "findings": rows})
    else:
        for each in findings:
            place = f"case.toml:{each.line}" if each.line else "case.toml"
            click.echo(f"{place}: {each.key}: {each.message} [{each.kind}]")
        click.echo(
            f"{len(findings)} finding{'s' * (len(findings) != 1)}." if findings else "Nothing to object to.", err=True
        )
    ctx.exit(1 if findings else 0)
