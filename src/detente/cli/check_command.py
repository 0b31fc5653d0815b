"""`detente check`: what is wrong, unwarranted or idle in a case, and what its numbers rest on."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from detente.cli.terminal import as_json, case_argument, emit, plain, say, table
from detente.errors import counted

if TYPE_CHECKING:
    from detente.case.finding import Finding
    from detente.case.standing import Ground, Standing

__all__ = ["command"]


@click.command("check")
@case_argument
@click.option("--warrants", is_flag=True, help="List what every number and judgement rests on, the weakest first.")
@as_json
@click.pass_context
def command(ctx: click.Context, case: str, warrants: bool, as_json: bool) -> None:
    """Say what is wrong, unwarranted or idle in a case. Exit status 1 if there is anything.

    What the case says is meant, under [[meant]] with a reason, is told and changes no exit status.

    And count what its numbers and judgements rest on: passages of two sources, of one, contradicted ones, what waits
    for review, what is assumed. That is no finding; --warrants lists them.

    \b
    Examples:
      detente check cases/summit-2025
      detente check cases/summit-2025 --warrants
    """
    from detente.case.standing import grounds, tally
    from detente.casefile import check_folder, find_case

    known, findings = check_folder(find_case(case))
    found = grounds(known)
    open_ = [each for each in findings if not each.meant]
    if as_json:
        rest = [_data(ground) for ground in found]
        told = {"findings": [_row(each) for each in open_], "meant": [_row(each) for each in findings if each.meant]}
        emit({"schema": "detente.check/1", **told, "rests_on": tally(found), "warrants": rest})
    else:
        _print(findings)
        _say_tally(tally(found))
        _say_placeholders(found)
        if warrants:
            _print_grounds(case, found)
    ctx.exit(1 if open_ else 0)


def _print(findings: "Sequence[Finding]") -> None:
    for each in findings:
        place = f"case.toml:{each.line}" if each.line else "case.toml"
        meant = f" Meant: {each.meant}" if each.meant else ""
        click.echo(plain(f"{place}: {each} [{each.kind}]{meant}"))
    known = sum(bool(each.meant) for each in findings)
    said = f"{counted(len(findings), 'finding')}." if findings else "Nothing to object to."
    say(said.replace(".", f", {known:,} meant.") if known else said)


def _row(finding: "Finding") -> dict[str, object]:
    row: dict[str, object] = {
        "kind": finding.kind,
        "key": finding.key,
        "line": finding.line,
        "message": finding.message,
    }
    return row | ({"because": finding.meant} if finding.meant else {})


def _say_tally(counts: "dict[Standing, int]") -> None:
    if counts:
        rest = ", ".join(f"{count} {standing}" for standing, count in counts.items())
        say(f"What its numbers and judgements rest on: {rest}.")


def _say_placeholders(found: "Sequence[Ground]") -> None:
    from detente.case.drafting.model import PLACEHOLDER

    if left := sum(ground.why.startswith(PLACEHOLDER) for ground in found):
        say(f"{counted(left, 'placeholder')} of a draft to replace; --warrants lists them.")


def _print_grounds(case: str, found: "Sequence[Ground]") -> None:
    from detente.case.standing import STANDINGS
    from detente.casefile import find_case
    from detente.casefile.review import told_in

    ranked = sorted(found, key=lambda each: STANDINGS.index(each.standing))
    rows = []
    for ground, key in zip(ranked, told_in(find_case(case), [each.key for each in ranked]), strict=True):
        items = " ".join(ground.evidence) + (f" against {' '.join(ground.against)}" if ground.against else "")
        rows.append([", ".join(ground.standings), key, plain(items or ground.why)])
    table(["rests on", "number or judgement", "items or reason"], rows)


def _data(ground: "Ground") -> dict[str, object]:
    return {
        "key": ground.key,
        "standings": list(ground.standings),
        "evidence": list(ground.evidence),
        "against": list(ground.against),
        "why": ground.why,
    }
