"""`detente draft`: a case that checks without an objection, each line with its item, nothing believed."""

import io
import re
import tomllib
from pathlib import Path

import pytest

from cli.letters import CLAIM, DENIAL
from cli.run import run
from detente.case.standing import grounds
from detente.casefile import read_case
from detente.evidence.extraction import load_model

Capture = pytest.CaptureFixture[str]
SHARED = Path(__file__).parents[2] / "../shared/documents"
pytestmark = pytest.mark.skipif(load_model() is None, reason="detente[nlp] is not installed")
needs_shared = pytest.mark.skipif(not SHARED.exists(), reason="needs the shared documents")


def drafted(capsys: Capture, folder: Path, *texts: str, **more: str) -> tuple[str, dict]:
    """A case drafted from these texts, and its tables."""
    files = []
    for number, text in enumerate(texts):
        file = folder / f"page{number}.txt"
        file.write_text(text, encoding="utf-8")
        files.append(str(file))
    case = str(folder / "case")
    words = [word for name, value in more.items() for word in (f"--{name.replace('_', '-')}", value)]
    done = run(capsys, "draft", *files, "-o", case, *words)
    assert done.status == 0, done.err
    return case, tables(case)


def tables(case: str) -> dict:
    return tomllib.loads((Path(case) / "case.toml").read_text(encoding="utf-8"))


def wants(found: dict, party: str) -> list[list[str]]:
    return [[want["want"] for want in profile["wants"]] for profile in found["party"][party]["profile"]]


# ---- an invented dispute ----------------------------------------------------------------------


def test_a_draft_has_no_findings_and_nothing_is_believed(capsys: Capture, tmp_path: Path) -> None:
    case, _ = drafted(capsys, tmp_path, CLAIM, DENIAL)
    done = run(capsys, "check", case, "--json")
    assert (done.status, done.data["findings"]) == (0, [])
    assert set(done.data["rests_on"]) <= {"proposed", "assumed", "contradicted"}
    assert re.search(r"^\d+ placeholders? of a draft to replace", run(capsys, "check", case).err, re.MULTILINE)
    assert run(capsys, "evidence", "verify", case).status == 0
    assert run(capsys, "ask", case, "--json").status == 0


def test_every_id_of_a_draft_is_an_item_that_waits(capsys: Capture, tmp_path: Path) -> None:
    case, _ = drafted(capsys, tmp_path, CLAIM, DENIAL)
    named = set(re.findall(r"\b[a-z]-[0-9a-f]{12}\b", (Path(case) / "case.toml").read_text(encoding="utf-8")))
    items = read_case(case).ledger.items
    assert named
    assert named <= set(items)
    assert {items[id].status for id in named} == {"proposed"}


def test_what_no_item_says_is_called_a_placeholder(capsys: Capture, tmp_path: Path) -> None:
    case, found = drafted(capsys, tmp_path, CLAIM, DENIAL)
    for party in found["party"].values():
        for profile in party["profile"]:
            assert "weight" not in profile or profile["assumed"].startswith("PLACEHOLDER")
            for want in profile["wants"]:
                assert want.get("proposed") or want["assumed"].startswith("PLACEHOLDER")
    for rule in found.get("impossible", []):
        assert rule["because"].startswith("PLACEHOLDER")
    text = (Path(case) / "case.toml").read_text(encoding="utf-8")
    assert re.search(r"^status_quo = .*# PLACEHOLDER: ", text, re.MULTILINE)


def test_a_denied_precondition_gives_two_profiles(capsys: Capture, tmp_path: Path) -> None:
    _, found = drafted(capsys, tmp_path, CLAIM, DENIAL)
    insists, does_not = wants(found, "norway")
    assert "not norway.meet_iceland unless iceland.concede" in insists
    assert "not norway.meet_iceland unless iceland.concede" not in does_not
    assert all("weight" not in profile for profile in found["party"]["norway"]["profile"])


def test_without_the_denial_there_is_one(capsys: Capture, tmp_path: Path) -> None:
    _, found = drafted(capsys, tmp_path, CLAIM)
    assert len(wants(found, "norway")) == 1


def test_a_poll_moves_the_weights_of_whom_it_asked(capsys: Capture, tmp_path: Path) -> None:
    _, found = drafted(capsys, tmp_path, CLAIM)
    (id, driver), *_ = found["driver"].items()
    assert (driver["value"], driver["range"]) == (0.6, [0.5, 0.7])
    assert [profile["weight"] for profile in found["party"]["iceland"]["profile"]] == [id, f"1 - {id}"]


def test_the_questions_of_the_text_are_asked(capsys: Capture, tmp_path: Path) -> None:
    _, found = drafted(capsys, tmp_path, CLAIM)
    asked = {question["text"]: question for question in found["question"]}
    assert asked["Will the two countries settle before the season opens?"]["ask"] == "probability"


# ---- what is said of the documents ------------------------------------------------------------


def test_a_document_without_a_date_is_named_with_the_way_to_say_it(capsys: Capture, tmp_path: Path) -> None:
    (tmp_path / "page0.txt").write_text(CLAIM, encoding="utf-8")
    case = str(tmp_path / "case")
    done = run(capsys, "draft", str(tmp_path / "page0.txt"), "-o", case)
    assert f"detente read {case}/documents/page0.txt --into {case} --date" in done.err
    assert "(today)" in done.err


def test_day_publisher_and_grade_are_said_at_once_and_stay(capsys: Capture, tmp_path: Path) -> None:
    said = {"date": "2031-03-04", "publisher": "The Courier", "grade": "B"}
    case, found = drafted(capsys, tmp_path, CLAIM, **said)
    assert found["case"]["as_of"].isoformat() == "2031-03-04"
    again = run(capsys, "draft", str(tmp_path / "page0.txt"), "-o", case, "--force", "--json")
    assert again.data["as_of"] == "2031-03-04"
    kept = tomllib.loads((Path(case) / "documents" / "page0.txt.toml").read_text(encoding="utf-8"))
    assert (kept["date"], kept["publisher"]) == ("2031-03-04", "The Courier")
    assert kept["source"] == {"reliability": "B"}


def test_asked_it_asks_as_reading_does(capsys: Capture, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "page0.txt").write_text(CLAIM, encoding="utf-8")
    monkeypatch.setattr("sys.stdin", io.StringIO("2031-03-33\n2031-03-04\n\n\n"))
    done = run(capsys, "draft", str(tmp_path / "page0.txt"), "-o", str(tmp_path / "case"), "--ask", "--json")
    assert done.data["as_of"] == "2031-03-04"


def test_a_day_is_said_of_one_document(capsys: Capture, tmp_path: Path) -> None:
    done = run(capsys, "draft", "a.txt", "b.txt", "-o", str(tmp_path / "case"), "--date", "2031")
    assert (done.status, "--date is said of one document; got 2" in done.err) == (2, True)


def test_answers_on_a_draft_say_first_that_nobody_reviewed_it(capsys: Capture, tmp_path: Path) -> None:
    case, _ = drafted(capsys, tmp_path, CLAIM, DENIAL)
    first = "This is a draft that nobody has reviewed: none of the "
    assert run(capsys, "ask", case, "--quiet").out.startswith(first)
    assert run(capsys, "settle", case, "iceland.concede").out.startswith(first)
    asked, sought = (
        run(capsys, "ask", case, "--json").data,
        run(capsys, "settle", case, "iceland.concede", "--json").data,
    )
    assert asked["unreviewed"] == sought["unreviewed"]
    assert (asked["unreviewed"]["accepted"], asked["unreviewed"]["weights"]) == (0, ["iceland", "norway"])
    for name in ("page.html", "page.md"):
        run(capsys, "report", case, "-o", str(tmp_path / name))
        page = (tmp_path / name).read_text(encoding="utf-8")
        assert 0 < page.index(first) < page.index("The numbers stand on")
    one = run(capsys, "evidence", "list", case, "--kind", "demand", "--json").data["items"][0]["id"]
    run(capsys, "evidence", "accept", case, one)
    assert run(capsys, "ask", case).out.startswith("This is a draft: 1 of the ")


# ---- review and redraft -----------------------------------------------------------------------


def test_a_draft_is_not_written_over_unless_asked_and_then_kept(capsys: Capture, tmp_path: Path) -> None:
    case, _ = drafted(capsys, tmp_path, CLAIM)
    before = (Path(case) / "case.toml").read_text(encoding="utf-8")
    refused = run(capsys, "draft", "-o", case)
    assert refused.status == 2
    assert "--force" in refused.err
    assert run(capsys, "draft", "-o", case, "--force").status == 0
    assert (Path(case) / "case.toml.before").read_text(encoding="utf-8") == before


def test_what_was_accepted_is_cited_and_what_was_rejected_is_left_out(capsys: Capture, tmp_path: Path) -> None:
    case, _ = drafted(capsys, tmp_path, CLAIM)
    demands = run(capsys, "evidence", "list", case, "--kind", "demand", "--json").data["items"]
    waters, survey = (
        next(item["id"] for item in demands if words in item["content"]["exact"]) for words in ("waters", "survey")
    )
    run(capsys, "evidence", "accept", case, waters)
    run(capsys, "evidence", "reject", case, survey)
    assert run(capsys, "evidence", "cite", case).out == "2 lines cite what was accepted.\n"
    assert "single-source" in {ground.standing for ground in grounds(read_case(case))}
    assert run(capsys, "draft", "-o", case, "--force").status == 0
    text = (Path(case) / "case.toml").read_text(encoding="utf-8")
    assert f'evidence = ["{waters}"]' in text
    assert survey not in text
    assert run(capsys, "check", case).status == 0


def test_a_draft_of_accepted_items_alone(capsys: Capture, tmp_path: Path) -> None:
    case, _ = drafted(capsys, tmp_path, CLAIM)
    demands = run(capsys, "evidence", "list", case, "--kind", "demand", "--json").data["items"]
    for words in ("quota", "waters"):
        run(capsys, "evidence", "accept", case, next(i["id"] for i in demands if words in i["content"]["exact"]))
    assert run(capsys, "draft", "-o", case, "--accepted", "--force").status == 0
    found = tables(case)
    assert all("proposed" not in w for p in found["party"].values() for f in p["profile"] for w in f["wants"])
    assert "not norway.meet_iceland unless iceland.concede" in wants(found, "norway")[0]
    assert run(capsys, "check", case).status == 0


# ---- other kinds of text ----------------------------------------------------------------------

TRUCE = """Army sets terms for talks with rebels

Sudan’s army ruled out talks with the Rapid Support Forces unless the paramilitary group withdraws from the cities \
it holds, an army spokesman said on Monday. The RSF called on the army to stop air strikes and demanded that \
Khartoum release all prisoners. The United States urged both sides to accept the text of a ceasefire. “We will \
impose new sanctions on Sudan if the army does not sign,” the US envoy said.
"""
PACT = """Agreement on the border of Armenia and Azerbaijan

1. Immediate and full ceasefire between Armenia and Azerbaijan from 1 May.

2. Withdrawal of all heavy weapons by both sides to a distance of 20 kilometres.

3. Monitoring of the ceasefire by the OSCE, which reports to the parties each month. The OSCE has a mission there.
"""
BARGAIN = """Serbia says it will return to the dialogue only if Kosovo forms the association of municipalities, the \
Serbian president said. Kosovo demands that Serbia recognise its independence. Kosovo will not hold new elections \
without guarantees from the European Union. The European Union calls on Kosovo to hold elections. Can the European \
Union bring Serbia and Kosovo to a deal?
"""


@pytest.mark.parametrize(
    ("text", "parties", "some_wants"),
    [
        (TRUCE, {"sudan", "rsf", "usa"}, {"not sudan.meet_rsf unless rsf.withdraw", "sudan.release", "ceasefire"}),
        (PACT, {"armenia", "azerbaijan", "osce"}, {"ceasefire", "all_withdraw"}),
        (BARGAIN, {"serbia", "kosovo", "eu"}, {"serbia.recognise", "kosovo.hold_elections"}),
    ],
    ids=["war", "agreement", "dialogue"],
)
def test_the_rules_are_for_diplomacy_and_no_one_text(
    capsys: Capture, tmp_path: Path, text: str, parties: set[str], some_wants: set[str]
) -> None:
    case, found = drafted(capsys, tmp_path, text)
    assert parties <= set(found["party"])
    assert some_wants <= {want for party in found["party"] for profile in wants(found, party) for want in profile}
    assert run(capsys, "check", case).status == 0
    assert run(capsys, "ask", case, "--json").status == 0


POLLS = """Norway demands that Iceland withdraw its ships. Iceland will not meet Norway unless Norway cuts its quota.

Seven in ten Icelanders believe a settlement with Norway is essential, a poll found. 64 percent of Icelanders want a \
larger fleet. 31 percent of Norwegians like the cold, a survey showed.

Could Norway and Iceland reach a settlement? Will Norway and Iceland reach a settlement?
"""


def test_a_draft_reads_as_somebody_would_write_it(capsys: Capture, tmp_path: Path) -> None:
    _, found = drafted(capsys, tmp_path, PACT)
    assert [question["text"] for question in found["question"]] == [
        "What stands in the way of a ceasefire?",
        "Where is this likely to end?",
    ]


def test_labels_and_comments_of_a_draft_are_words(capsys: Capture, tmp_path: Path) -> None:
    case, found = drafted(capsys, tmp_path, TRUCE)
    means = {option for party in found["party"].values() for option in party["option"].values()}
    assert not [text for text in means if "PLACEHOLDER" in text]
    text = (Path(case) / "case.toml").read_text(encoding="utf-8")
    assert "# RSF, demanding: “stop air strikes” (d-" in text
    assert "if_condition" not in text
    assert "only_if" not in text


def test_a_poll_that_moves_nothing_is_no_driver_and_a_question_asked_twice_is_one(
    capsys: Capture, tmp_path: Path
) -> None:
    case, found = drafted(capsys, tmp_path, POLLS)
    assert {id: driver["means"] for id, driver in found["driver"].items()} == {
        "iceland_deal": "share of Icelanders who say “a settlement with Norway is essential”"
    }
    asked, swept = [question["text"] for question in found["question"]]
    assert asked == "Could Norway and Iceland reach a settlement?"
    assert swept.startswith(
        "How much does a deal between Iceland and Norway depend on the share of Icelanders who say"
    )
    text = (Path(case) / "case.toml").read_text(encoding="utf-8")
    assert re.search(r"^# It moves no weight: .*\n(#   A poll: .*\n){2}", text, re.MULTILINE)


def test_a_draft_asks_no_more_than_anybody_reads(
    monkeypatch: pytest.MonkeyPatch, capsys: Capture, tmp_path: Path
) -> None:
    monkeypatch.setattr("detente.case.drafting.asking.MOST_QUESTIONS", 1)
    more = "What is the likely outcome of the talks between Norway and Iceland?\n"
    case, found = drafted(capsys, tmp_path, POLLS + more)
    assert [question["ask"] for question in found["question"]] == ["probability", "effect"]
    assert "A draft asks at most 1 question of the documents" in (Path(case) / "case.toml").read_text(
        encoding="utf-8"
    )


def test_a_text_without_parties_is_no_draft_and_nothing_is_lost(capsys: Capture, tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("The toll was raised on Monday.\n\nNobody was asked.\n", encoding="utf-8")
    done = run(capsys, "draft", str(tmp_path / "note.txt"), "-o", str(tmp_path / "case"))
    assert done.status == 2
    assert "no party" in done.err
    assert (tmp_path / "case" / "documents" / "note.txt").exists()
    assert f"detente new {tmp_path / 'case'}" in done.err  # the way out is one: then there is a case to add to
    assert run(capsys, "new", str(tmp_path / "case")).status == 0
    words = [str(tmp_path / "case"), "note.txt", "Nobody was asked."]
    assert run(capsys, "evidence", "add", *words, "--kind", "claim").status == 0


def test_words_of_a_document_cannot_write_into_the_case(capsys: Capture, tmp_path: Path) -> None:
    nasty = (
        'Norway demands that Iceland open its waters\r# x\x1b[2J and \u202edrop "its" [party.evil] quota.\n\n'
        "Iceland demands that Norway withdraw its ships.\n"
    )
    case, found = drafted(capsys, tmp_path, nasty, title='A "title"\n[party.evil]')
    assert set(found["party"]) == {"norway", "iceland"}
    text = (Path(case) / "case.toml").read_text(encoding="utf-8")
    assert not set(text) & {"\x1b", "\u202e", "\r"}
    assert run(capsys, "check", case).status == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--as-of", "yesterday"], "--as-of: expected a day"),
        (["nowhere.txt"], "nowhere.txt"),
        ([], "no document to draft from"),
    ],
)
def test_wrong_words_are_one_message(capsys: Capture, tmp_path: Path, words: list[str], said: str) -> None:
    done = run(capsys, "draft", *words, "-o", str(tmp_path / "case"))
    assert done.status == 2
    assert said in done.err


def test_the_day_is_said_or_that_of_the_latest_document(capsys: Capture, tmp_path: Path) -> None:
    _, found = drafted(capsys, tmp_path, CLAIM, as_of="2031-03-04")
    assert str(found["case"]["as_of"]) == "2031-03-04"


# ---- the text it starts from ------------------------------------------------------------------


@needs_shared
def test_the_draft_of_the_article_and_its_denial(capsys: Capture, tmp_path: Path) -> None:
    case = str(tmp_path / "summit")
    files = [str(SHARED / name) for name in ("article.txt", "denial.txt")]
    assert run(capsys, "draft", *files, "-o", case, "--as-of", "2025-08-07").status == 0
    found = tables(case)
    assert set(found["party"]) == {"usa", "russia", "ukraine", "europe"}
    assert found["event"]["summit"] == "russia.meet_usa and usa.meet_russia"
    precondition = "not usa.meet_russia unless russia.meet_ukraine"
    assert [precondition in profile for profile in wants(found, "usa")] == [True, False]
    for asked in ("ceasefire", "usa.guarantee_ukraine", "all_take_part"):
        assert all(f"not ukraine.meet_russia unless {asked}" in profile for profile in wants(found, "ukraine"))
    assert "ease_sanctions" in found["party"]["usa"]["option"]
    assert "guarantee_ukraine" in found["party"]["usa"]["option"]
    assert found["driver"]["ukraine_settlement"]["value"] == 0.7
    asks = {question["ask"] for question in found["question"]}
    assert asks == {"obstacles", "probability", "outcome", "effect", "choose"}
    venue = next(question for question in found["question"] if question["ask"] == "choose")
    assert "United Arab Emirates" in venue["settings"]["alternatives"]
    done = run(capsys, "check", case, "--json")
    assert (done.status, done.data["findings"]) == (0, [])
    assert done.data["rests_on"]["contradicted"] == 1
    assert run(capsys, "ask", case, "--json").status == 0


@needs_shared
@pytest.mark.parametrize("name", ["article", "denial", "news-gaza", "news-summit", "readout", "agreement"])
def test_every_shared_text_drafts_without_an_objection(capsys: Capture, tmp_path: Path, name: str) -> None:
    case = str(tmp_path / "case")
    assert run(capsys, "draft", str(SHARED / f"{name}.txt"), "-o", case).status == 0
    assert run(capsys, "check", case).status == 0
