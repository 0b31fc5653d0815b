"""What is proposed twice is proposed once, and what a person decided is left alone."""

from detente.casefile import append_to_ledger, propose, read_ledger
from detente.casefile.documents import Documents
from detente.evidence.document import Document, Span
from detente.evidence.record import Evidence
from detente.evidence.review import Entry

TEXT = Document("The envoy said: “We will sign in May.” The mayor would not say when.", name="note.txt")
BARE = Evidence.cite(TEXT, Span(17, 36), "quote", form="direct")
FULL = Evidence.cite(TEXT, Span(17, 36), "quote", form="direct", speaker="ENVOY")
OTHER = Evidence.cite(TEXT, Span(42, 67), "claim")
WHEN = "2025-08-07T09:30:00Z"


def proposed(folder, *contents, who="rules 1", partial=False):
    return propose(folder, contents, who=who, when=WHEN, partial=partial)


def test_each_item_is_proposed_once(tmp_path):
    assert proposed(tmp_path, BARE, OTHER, BARE).new == (BARE.id, OTHER.id)
    before = (tmp_path / "ledger.jsonl").read_bytes()
    assert proposed(tmp_path, OTHER, BARE).known == 2
    assert (tmp_path / "ledger.jsonl").read_bytes() == before


def test_another_version_puts_its_reading_in_the_place_of_the_older(tmp_path):
    proposed(tmp_path, BARE)
    assert proposed(tmp_path, FULL, who="rules 2").superseded == (BARE.id,)
    assert read_ledger(tmp_path).items[BARE.id].superseded_by == (FULL.id,)


def test_two_readings_of_one_run_stand_beside_each_other(tmp_path):
    assert proposed(tmp_path, BARE, FULL).superseded == ()
    assert proposed(tmp_path, BARE, FULL).superseded == ()


def test_another_extractor_supersedes_nothing(tmp_path):
    proposed(tmp_path, BARE)
    assert proposed(tmp_path, FULL, who="model 1").superseded == ()


def test_a_partial_reading_says_nothing_new_of_a_passage(tmp_path):
    proposed(tmp_path, FULL)
    done = proposed(tmp_path, BARE, OTHER, partial=True)
    assert (done.new, done.known) == ((OTHER.id,), 1)


def test_what_a_person_accepted_is_not_superseded(tmp_path):
    proposed(tmp_path, BARE)
    append_to_ledger(tmp_path, Entry("accepted", BARE.id, "a reader", WHEN))
    assert proposed(tmp_path, FULL, who="rules 2").superseded == ()
    assert read_ledger(tmp_path).items[BARE.id].warrants


def test_who_governs_is_judged_on_the_day_of_the_document(tmp_path):
    """Whoever is president today was a private person then."""
    text = "He agrees if Iceland drops its quota. He never asked that Iceland first dropped that quota."
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "note.txt").write_text(text)
    (folder / "note.txt.toml").write_text('date = "2014-08-07"\n')
    note = Documents(tmp_path)["note.txt"]
    aide = {"speaker_text": "an aide", "stance": "denied"}
    claim = Evidence.cite(note, Span(13, 36), "demand", holder="TRUMP", acts_for="USA")
    denial = Evidence.cite(note, Span(58, len(text) - 1), "demand", acts_for="USA", **aide)
    (link,) = proposed(tmp_path, claim, denial).contradictions
    assert link == (denial.id, claim.id)
    (entry,) = [entry for entry in read_ledger(tmp_path).entries if entry.act == "contradicts"]
    assert str(entry.why).startswith("claimed by a named person who acts for it")
