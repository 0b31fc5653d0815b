"""`detente settle`: what it prints, and what it refuses."""

from pathlib import Path
from typing import Any

import pytest

from cli.run import run
from detente.casefile import bundled
from detente.cli import settle_command

DAM = str(bundled("teyne-dam"))
EUPHRATES = str(bundled("syria-iraq-1975"))
Capture = pytest.CaptureFixture[str]


def test_the_smallest_change_as_data(capsys: Capture) -> None:
    done = run(capsys, "settle", EUPHRATES, "syria.release and not iraq.attack", "--json")
    assert done.status == 0
    data = done.data
    assert data["schema"] == "detente.settle/2"
    assert data["event"] == "syria.release and not iraq.attack"
    assert (data["cost"], data["proved"], data["lower_bound"], data["found"]) == (1, True, 1, 3)
    assert data["changes"][0].items() >= {"kind": "remove", "option": "syria.escalate", "cost": 1}.items()
    assert data["state"] == {"id": "YNN", "options": ["syria.release"]}
    assert [each["changes"][0]["kind"] for each in data["alternatives"]] == ["order", "irreversible"]
    assert data["probability"] == {"before": 0.0, "after": 1.0}
    assert data["path"][-1]["to"] == "YNN"


def test_an_order_change_names_both_statements(capsys: Capture) -> None:
    done = run(capsys, "settle", EUPHRATES, "syria.release", "--json", "--allow", "order")
    change = done.data["changes"][0]
    assert change.items() >= {"kind": "order", "party": "syria", "way": "above", "swaps": 1}.items()
    assert (change["what"], change["beside"]) == ("not iraq.attack", "syria.escalate")


def test_as_data_it_carries_what_every_answer_carries(capsys: Capture) -> None:
    found = run(capsys, "settle", DAM, "raised", "--profile", "saltmere=river", "--json").data
    asked = run(capsys, "ask", DAM, "--json").data["answers"][0]
    carried = ("estimate", "belief_range", "standard_error", "draws", "rules", "rests_on", "confidence", "seconds")
    assert {key for key in asked if key not in found} == {"detail"}
    assert found["digest"] == asked["digest"]
    assert found["settings"] == asked["settings"]
    assert all(found[key] is not None for key in carried)
    assert found["estimate"] == pytest.approx(found["probability"]["before"])


def test_without_some_options_it_gives_no_number_and_says_why(capsys: Capture) -> None:
    words = ("settle", DAM, "raised", "--profile", "saltmere=river", "--absent", "company.fund", "--json")
    data = run(capsys, *words).data
    assert (data["estimate"], data["rules"]) == (None, {})
    assert "leaves options out" in data["confidence_reason"]


@pytest.mark.parametrize("words", [("--rule", "nash"), ("--concept", "nash")])
def test_under_another_rule_it_is_the_answer_under_that_rule(capsys: Capture, words: tuple[str, str]) -> None:
    data = run(capsys, "settle", DAM, "raised", *words, "--json").data
    asked = run(capsys, "settle", DAM, "raised", "--json").data
    assert data["settings"]["rule"] == "nash"
    assert data["estimate"] == pytest.approx(asked["rules"]["nash"])


def test_in_words_it_says_what_stands_behind_it(capsys: Capture) -> None:
    told = run(capsys, "settle", DAM, "raised", "--profile", "saltmere=river").out
    for name in ("Belief range", "Rule spread", "Confidence", "Rests on", "Worked out"):
        assert f"  {name}  " in told


def pressed(monkeypatch: pytest.MonkeyPatch, during: str) -> None:
    """Ctrl-C is pressed once, in the search or while draws are solved."""
    told, asked = getattr(settle_command._Stop, during), []

    def press(self: Any, *args: int) -> Any:
        if not asked:
            asked.append(True)
            self.ask()
        return told(self, *args)

    monkeypatch.setattr(settle_command._Stop, during, press)


def test_an_interrupt_of_the_search_gives_what_was_shown_until_then(
    capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    pressed(monkeypatch, "searching")
    done = run(capsys, "settle", DAM, "raised", "--profile", "saltmere=river", "--json")
    assert done.status == 130
    assert done.data["probability"]["before"] == pytest.approx(0.58)
    assert "this is what was shown until then" in done.err


def test_an_interrupt_while_draws_are_solved_ends_it(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    pressed(monkeypatch, "drawing")
    done = run(capsys, "settle", DAM, "raised", "--profile", "saltmere=river")
    assert (done.status, done.out) == (130, "")
    assert "before anything could be said" in done.err


def test_limit_and_cost(capsys: Capture) -> None:
    done = run(capsys, "settle", EUPHRATES, "syria.release", "--json", "--limit", "1", "--cost", "order=0.5")
    assert done.data["cost"] == 0.5
    assert done.data["alternatives"] == []


def test_what_holds_already_costs_nothing(capsys: Capture) -> None:
    done = run(capsys, "settle", DAM, "accord", "--json")
    assert (done.data["cost"], done.data["changes"], done.data["proved"]) == (0, [], True)
    assert "as things are" in run(capsys, "settle", DAM, "accord").out


def test_a_profile_can_be_named(capsys: Capture) -> None:
    done = run(capsys, "settle", DAM, "raised", "--profile", "saltmere=river", "--json")
    assert done.data["profiles"]["saltmere"] == "river"
    assert done.data["cost"] == 1
    words = run(capsys, "settle", DAM, "raised", "--profile", "saltmere=river")
    assert "Smallest change, at a cost of 1" in words.out
    assert "Saltmere: river" in words.err


def test_what_is_impossible_is_said(capsys: Capture) -> None:
    done = run(capsys, "settle", DAM, "company.raise and not brackwater.permit", "--json")
    assert done.status == 0
    assert (done.data["possible"], done.data["why"], done.data["cost"]) == (False, "holds nowhere", None)
    assert "no state that can occur" in run(capsys, "settle", DAM, "raised and not raised").out


def test_a_bound_where_the_budget_ends(capsys: Capture) -> None:
    event = "syria.release and not syria.escalate and iraq.attack"
    done = run(capsys, "settle", EUPHRATES, event, "--json", "--budget", "200")
    assert (done.data["cost"], done.data["proved"]) == (None, False)
    assert 0 < done.data["lower_bound"] <= 5
    assert "No change cheaper than" in run(capsys, "settle", EUPHRATES, event, "--budget", "200").out


def test_graph_form(capsys: Capture) -> None:
    done = run(capsys, "settle", str(bundled("dvd-four-state")), "state.1", "--json")
    assert done.data["cost"] == 3
    assert {change["kind"] for change in done.data["changes"]} == {"order"}


def test_a_question_of_the_case_lends_its_settings(capsys: Capture, tmp_path: Path) -> None:
    text = (bundled("syria-iraq-1975") / "case.toml").read_text(encoding="utf-8")
    extra = (
        '\n[[question]]\nid = "how"\nask = "settle"\nof = "syria.release"\nsettings = { cost = { order = 0.25 } }\n'
    )
    (tmp_path / "case.toml").write_text(text + extra, encoding="utf-8")
    assert run(capsys, "settle", str(tmp_path), "syria.release", "--json").data["cost"] == 0.25
    both = run(capsys, "settle", str(tmp_path), "syria.release", "--json", "--cost", "order=3")
    assert both.data["cost"] == 1
    asked = run(capsys, "ask", str(tmp_path), "how", "--json").data["answers"][0]
    assert asked["detail"]["cost"] == 0.25
    assert "Smallest change" in run(capsys, "ask", str(tmp_path), "how").out


WRONG = [
    (["settle", DAM], "EVENT is missing"),
    (["settle", DAM, "raisd"], 'did you mean "raised"'),
    (["settle", DAM, "company.rase"], 'did you mean "company.raise"'),
    (["settle", DAM, "raised and"], "expected"),
    (["settle", DAM, "raised", "--allow", "oder"], "detente: --allow: expected one of"),
    (["settle", DAM, "raised", "--cost", "order"], "KIND=NUMBER"),
    (["settle", DAM, "raised", "--cost", "order=x"], "KIND=NUMBER"),
    (["settle", DAM, "raised", "--cost", "order=-1"], "above 0"),
    (["settle", DAM, "raised", "--who", "compny"], "detente: --who: expected one of"),
    (["settle", DAM, "raised", "--profile", "saltmere=rver"], 'did you mean "river"'),
    (["settle", DAM, "raised", "--rule", "nahs"], "--rule: expected sequential, nash"),
    (["settle", DAM, "raised", "--limit", "0"], "0"),
    (["settle", "nowhere", "raised"], "nowhere"),
]


@pytest.mark.parametrize(("words", "said"), WRONG, ids=[" ".join(words[2:]) for words, _ in WRONG])
def test_wrong_words_give_one_message(capsys: Capture, words: list[str], said: str) -> None:
    done = run(capsys, *words)
    assert done.status == 2
    assert said in done.err
    assert done.out == ""
    assert "Traceback" not in done.err
