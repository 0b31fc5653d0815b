"""What questions ask for: played by their own concept, dated, and refused one by one."""

import json
from pathlib import Path

import pytest

from analysis.small import text_of
from cli.run import run
from detente.analysis.play import RULES
from detente.analysis.questions import answer
from detente.analysis.session import Session
from detente.case import Case, Question
from detente.casefile import parse_case
from detente.conflict.statement import Name
from detente.errors import Unanswered

TEMPO = """
[event]
both = "a.x or b.y"
[tempo]
calibrate = { event = "both", by = 2025-12-31, to = 0.2, source = "s" }
"""
KINDS = {  # but for the outcome, whose likeliest end is another under another rule
    "probability": 'of = "both"\nby = 2025-12-31',
    "obstacles": 'of = "both"',
    "matters": 'of = "both"',
    "credible": 'of = "not a.x unless b.y"\nby = 2025-12-31',
    "holds": 'of = "both"\nby = 2025-12-31',
    "settle": 'of = "a.x"\nby = 2025-12-31\nsettings = { limit = 1 }',
    "excluded": 'coalition = ["a", "b"]',
}


def case_of(seed: int, ask: str, more: str, concept: str = "") -> Case:
    own = f'concept = "{concept}"\n' if concept else ""
    return parse_case(text_of(seed, wants=3, extra=TEMPO + f'[[question]]\nid = "q"\nask = "{ask}"\n{own}{more}\n'))


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("ask", KINDS)
def test_under_its_concept_a_question_has_the_answer_of_that_rule(ask: str, rule: str) -> None:
    plain, own = case_of(7, ask, KINDS[ask]), case_of(7, ask, KINDS[ask], rule)
    before, after = (answer(Session(each), each.questions[0]) for each in (plain, own))
    assert after.settings.rule == rule
    assert after.estimate == pytest.approx(before.rules[rule], nan_ok=True)
    assert dict(after.rules) == pytest.approx(dict(before.rules), nan_ok=True)


def test_a_session_answers_under_other_rules_and_then_under_its_own() -> None:
    case = case_of(7, "probability", KINDS["probability"], "nash")
    session = Session(case)
    plain = Question("p", "probability", of=case.questions[0].of, by=case.questions[0].by)
    told = [answer(session, each) for each in (case.questions[0], plain, case.questions[0])]
    assert [each.settings.rule for each in told] == ["nash", "sequential", "nash"]
    assert [each.calibrated for each in told] == [False, True, False]
    assert told[1].estimate == pytest.approx(0.2)
    assert told[0].estimate == told[2].estimate == pytest.approx(told[1].rules["nash"])


def test_an_answer_is_the_same_whatever_was_asked_before() -> None:
    """Rates are fitted under the session's own rule, as they are and at both ends of what they are fitted to."""
    case = case_of(7, "probability", KINDS["probability"], "general_metarational")
    plain = Question("p", "probability", of=case.questions[0].of, by=case.questions[0].by)
    first, session = answer(Session(case), case.questions[0]), Session(case)
    answer(session, plain)
    assert answer(session, case.questions[0]).rests_on == first.rests_on


def test_a_concept_that_is_no_rule_of_play_is_refused() -> None:
    case = case_of(7, "probability", KINDS["probability"])
    asked = Question("p", "probability", of=Name("a.x"), settings={"concept": "nahs"})
    with pytest.raises(Unanswered, match=r'question "p": concept: expected one of .* did you mean "nash"\?'):
        answer(Session(case), asked)


def test_without_a_tempo_a_day_is_the_long_run_and_is_said_to_be(tmp_path: Path, capsys) -> None:
    asks = '[[question]]\nid = "q"\nask = "probability"\nof = "a.x"\nby = 2025-12-31\n'
    (tmp_path / "case.toml").write_text(text_of(7, extra=asks), encoding="utf-8")
    (told,) = run(capsys, "ask", str(tmp_path), "--json").data["answers"]
    assert (told["by"], told["basis"]) == (None, "structure only")
    assert "undated" in run(capsys, "check", str(tmp_path)).out


@pytest.fixture
def half(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A case one of whose questions fails only when it is answered."""
    from detente.analysis import kinds
    from detente.errors import ModelError

    def fail(*_: object) -> None:
        raise ModelError("nothing can be worked out")

    monkeypatch.setitem(kinds.KINDS, "matters", fail)
    asks = ('id = "one"\nask = "matters"\nof = "a.x"', 'id = "two"\nask = "probability"\nof = "a.x"')
    text = text_of(7, wants=2, extra="".join(f"[[question]]\n{each}\n" for each in asks))
    (tmp_path / "case.toml").write_text(text, encoding="utf-8")
    return tmp_path


def test_a_question_that_fails_leaves_the_others_their_answers(half: Path, capsys) -> None:
    done = run(capsys, "ask", str(half), "--json")
    assert done.status == 2
    assert [each["question"] for each in json.loads(done.out)["answers"]] == ["two"]
    assert done.data["failed"] == ['question "one": nothing can be worked out']
    assert done.err == 'detente: question "one": nothing can be worked out\n'
    done = run(capsys, "ask", str(half))
    assert (done.status, done.out.splitlines()[0]) == (2, "two")


@pytest.mark.parametrize("ending", ["html", "md"])
def test_a_report_says_which_question_has_no_answer(half: Path, capsys, ending: str) -> None:
    page = half / f"page.{ending}"
    done = run(capsys, "report", str(half), "-o", str(page))
    assert (done.status, 'question "one": nothing' in done.err) == (2, True)
    text = page.read_text(encoding="utf-8")
    assert "No answer to" in text
    assert "nothing can be worked out" in text
    assert "two" in text
