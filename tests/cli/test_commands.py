"""What each command prints, with the names and exit statuses that others rely on."""

import re
from pathlib import Path

import pytest

from cli.run import run
from detente.casefile import bundled

ELMIRA = str(bundled("elmira-1991"))
DAM = str(bundled("teyne-dam"))
CASES = bundled("teyne-dam").parent
Capture = pytest.CaptureFixture[str]


def test_stability_has_states_concepts_and_equilibria(capsys: Capture) -> None:
    done = run(capsys, "stability", ELMIRA, "--json", "--concept", "nash", "--concept", "sequential")
    assert done.status == 0
    assert set(done.data["concepts"]) == {"nash", "sequential"}
    assert {"id": "NYNNN", "options": ["uniroyal.delay"]} in done.data["states"]
    nash = done.data["concepts"]["nash"]
    assert set(nash["stable"]) == {"moe", "uniroyal", "local"}
    assert sorted(nash["equilibria"]) == sorted(["NNNYN", "YNNYN", "NYNNY", "YNYNY", "NNNYY", "YNNYY"])


def test_stability_without_a_concept_gives_the_five(capsys: Capture) -> None:
    done = run(capsys, "stability", ELMIRA, "--json")
    assert list(done.data["concepts"]) == [
        "nash",
        "general_metarational",
        "symmetric_metarational",
        "sequential",
        "symmetric_sequential",
    ]


def test_a_concept_is_called_as_it_was_asked(capsys: Capture) -> None:
    assert list(run(capsys, "stability", ELMIRA, "--json", "--concept", "gmr").data["concepts"]) == ["gmr"]


def test_graph_form_uses_labels(capsys: Capture) -> None:
    done = run(capsys, "stability", str(bundled("dvd-four-state")), "--json", "--concept", "sequential")
    assert [state["id"] for state in done.data["states"]] == ["1", "2", "3", "4"]
    assert done.data["concepts"]["sequential"]["equilibria"] == ["2", "3", "4"]


def test_a_verdict_that_cycles_is_never_a_boolean(capsys: Capture) -> None:
    done = run(capsys, "stability", str(bundled("syria-iraq-1975")), "--concept", "non_myopic", "--json")
    assert done.data["concepts"]["non_myopic"]["cycles"] == {"syria": ["NYN", "NYY"], "iraq": ["NNN"]}


def test_explain_gives_the_witness(capsys: Capture) -> None:
    done = run(capsys, "explain", ELMIRA, "NYNNN", "--party", "local", "--json")
    verdict = done.data["verdicts"][0]
    assert (verdict["party"], verdict["stable"]) == ("local", False)
    assert verdict["unsanctioned"][0]["to"] == "NYNNY"
    told = run(capsys, "explain", ELMIRA, "NYNNN", "--party", "local").out
    assert told.startswith("NYNNN: Uniroyal: ")
    assert "would leave" in told
    assert run(capsys, "explain", str(bundled("dvd-four-state")), "1").out.startswith("state ")


def test_ask_gives_estimate_range_draws_and_what_it_rests_on(capsys: Capture) -> None:
    done = run(capsys, "ask", DAM, "--json")
    first = done.data["answers"][0]
    assert 0 <= first["estimate"] <= 1
    assert first["belief_range"][0] <= first["estimate"] <= first["belief_range"][1]
    assert first["exact"] is True
    assert first["mainly_assumed"] is False
    assert first["basis"] in {"structure only", "dated"}
    assert {each["key"] for each in first["rests_on"]} >= {"driver.tired"}
    assert set(first["rules"]) == {"sequential", "nash", "general_metarational", "symmetric_metarational"}


def test_ask_one_question(capsys: Capture) -> None:
    ids = [each["question"] for each in run(capsys, "ask", DAM, "--json").data["answers"]]
    one = run(capsys, "ask", DAM, ids[1], "--json").data["answers"]
    assert [each["question"] for each in one] == [ids[1]]


def test_check_exits_1_on_findings_and_0_without(capsys: Capture, tmp_path: Path) -> None:
    assert run(capsys, "check", ELMIRA).status == 0
    file = tmp_path / "case.toml"
    file.write_text((Path(ELMIRA) / "case.toml").read_text(encoding="utf-8") + '[event]\nidle = "true"\n', "utf-8")
    done = run(capsys, "check", str(file), "--json")
    assert (done.status, {each["key"] for each in done.data["findings"]}) == (1, {"event.idle"})


def test_what_is_meant_is_told_with_its_reason_and_is_no_finding(capsys: Capture, tmp_path: Path) -> None:
    done = run(capsys, "check", str(bundled("uruguay-round-structure-only")))
    assert (done.status, "1 finding, 1 meant." in done.err) == (0, True)
    assert "[indifferent] Meant: nobody's preferences are known to us" in done.out
    data = run(capsys, "check", str(bundled("uruguay-round-structure-only")), "--json").data
    assert (data["findings"], [each["kind"] for each in data["meant"]]) == ([], ["indifferent"])
    file = tmp_path / "case.toml"
    meant = '[[meant]]\nfinding = "never"\nat = "impossible 1"\nbecause = "so"\n'
    file.write_text((Path(ELMIRA) / "case.toml").read_text(encoding="utf-8") + meant, "utf-8")
    done = run(capsys, "check", str(file))
    assert (done.status, "meant 1: nothing of the kind is found there" in done.out) == (1, True)


@pytest.mark.parametrize("name", sorted(folder.name for folder in CASES.iterdir()))
def test_no_bundled_case_has_a_finding_that_is_not_meant(capsys: Capture, name: str) -> None:
    assert run(capsys, "check", str(CASES / name)).status == 0


def test_what_stands_in_a_list_is_told_by_its_name(capsys: Capture, tmp_path: Path) -> None:
    folder = tmp_path / "harbour"
    run(capsys, "new", str(folder))
    file = folder / "case.toml"
    text = file.read_text(encoding="utf-8")
    file.write_text(f'{text}\n[[question]]\nid = "late"\nask = "outcome"\ntarget = 3\n', encoding="utf-8")
    assert ': question "late", target: unknown key "target"' in run(capsys, "ask", str(folder)).err
    file.write_text(f'{text}\n[[impossible]]\nwhen = "false"\n', encoding="utf-8")
    done = run(capsys, "check", str(folder))
    assert re.search(r"^case.toml:\d+: impossible \d+: this rule excludes nothing", done.out, re.MULTILINE)
    keys = [each["key"] for each in run(capsys, "check", str(folder), "--json").data["findings"]]
    assert any(re.fullmatch(r"impossible\[\d+\]", key) for key in keys)


@pytest.mark.parametrize("group", [[], ["evidence"]])
def test_no_summary_of_a_command_is_cut(capsys: Capture, monkeypatch: pytest.MonkeyPatch, group: list[str]) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    listed = run(capsys, *group, "--help").out.partition("Commands:")[2]
    assert len(listed.splitlines()) > 10
    assert "..." not in listed


def test_a_new_case_checks_and_answers(capsys: Capture, tmp_path: Path) -> None:
    folder = str(tmp_path / "harbour")
    assert run(capsys, "new", folder).status == 0
    assert run(capsys, "check", folder).status == 0
    assert run(capsys, "ask", folder, "--json").data["answers"]
    assert run(capsys, "new", folder).status == 2


def test_export_and_import_keep_the_verdicts(capsys: Capture, tmp_path: Path) -> None:
    file, folder = str(tmp_path / "e.gmcr"), str(tmp_path / "again")
    assert run(capsys, "export", ELMIRA, "--to", "gmcr", "-o", file).status == 0
    assert run(capsys, "import", file, "-o", folder).status == 0
    concepts = [
        run(capsys, "stability", case, "--json", "--concept", "sequential").data["concepts"]["sequential"][
            "equilibria"
        ]
        for case in (ELMIRA, folder)
    ]
    assert concepts[0] == concepts[1]


def test_export_json_is_one_document(capsys: Capture) -> None:
    assert run(capsys, "export", DAM, "--to", "json").data["schema"] == "detente.case/1"


def test_read_and_cite(capsys: Capture, tmp_path: Path) -> None:
    folder, page = tmp_path / "harbour", tmp_path / "page.txt"
    page.write_text(
        "Home » News\n\nThe harbour will open only if the toll is dropped, the mayor said.\n\nLeave a Comment\n"
    )
    run(capsys, "new", str(folder))
    assert run(capsys, "read", str(page), "--into", str(folder)).status == 0
    assert (folder / "documents" / "page.txt").read_text() == page.read_text()
    shown = run(capsys, "read", str(page)).out
    assert "only if the toll" in shown
    assert "Leave a Comment" not in shown
    added = run(
        capsys, "evidence", "add", str(folder), "page.txt", "only if the toll is dropped", "--json", "--accept"
    )
    assert added.status == 0
    assert run(capsys, "evidence", "verify", str(folder)).status == 0
    listed = run(capsys, "evidence", "list", str(folder), "--json").data["items"]
    assert [item["id"] for item in listed] == [added.data["id"]]
    assert listed[0]["status"] == "accepted"


def test_the_report_is_one_page_that_asks_for_nothing(capsys: Capture, tmp_path: Path) -> None:
    page = tmp_path / "dam.html"
    assert run(capsys, "report", DAM, "-o", str(page)).status == 0
    text = page.read_text()
    assert text.startswith("<!doctype html>")
    assert "default-src 'none'" in text
    for outside in ("http://", "https://", "<script", "src="):
        assert outside not in text.replace("http://www.w3.org", "").replace("https://vega.github.io", "")
    assert run(capsys, "report", DAM, "-o", str(page)).status == 2
    assert run(capsys, "report", DAM, "-o", str(page), "--force").status == 0


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_shell_may_complete_commands_and_words(shell: str) -> None:
    from click.shell_completion import get_completion_class

    from detente.cli import cli

    completing = get_completion_class(shell)
    assert completing is not None
    found = completing(cli, {}, "detente", "_DETENTE_COMPLETE")
    assert [each.value for each in found.get_completions([], "sta")] == ["stability"]
    assert [each.value for each in found.get_completions(["ask", "x", "--rule"], "seq")] == ["sequential"]


def test_a_table_that_nobody_looks_at_is_not_wrapped(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    key = 'party.company.profile "builder", wants 1'
    monkeypatch.setenv("COLUMNS", "60")
    assert key not in run(capsys, "check", DAM, "--warrants").out
    monkeypatch.delenv("COLUMNS")
    assert key in run(capsys, "check", DAM, "--warrants").out
