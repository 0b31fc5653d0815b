"""Documents in a case folder: the bytes as received, what is known of them beside them."""

import pytest

from detente.casefile import Documents, read_case, save_document
from detente.casefile.documents import document_name
from detente.errors import CaseError, FileProblem
from detente.evidence.document import Document, Span
from detente.evidence.source import Source

PAGE = "<nav>Home</nav>\r\n<p>The mayor signed – “at last”.</p>\r\n"
KNOWN = {
    "title": 'A "title"',
    "date": "2025-08",
    "author": "A. Writer",
    "publisher": "The Post",
    "url": "https://example.org/a",
}


def page(**more) -> Document:
    return Document(PAGE, kept=(Span(17, len(PAGE)),), name="page.html", notices=("no date given",), **more)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1252"])
def test_what_is_saved_is_read_again(tmp_path, encoding):
    document = page(**KNOWN)
    path = save_document(tmp_path, PAGE.encode(encoding), document)
    assert path.read_bytes() == PAGE.encode(encoding)
    assert Documents(tmp_path) == {"page.html": document}


def test_a_text_that_is_no_decoding_stands_beside_its_file(tmp_path):
    document = Document("Extracted text.\r\nSecond line.", name="annex.pdf")
    save_document(tmp_path, b"%PDF-1.7 \xff\x00", document)
    assert sorted(path.name for path in (tmp_path / "documents").iterdir()) == [
        "annex.pdf",
        "annex.pdf.text",
        "annex.pdf.toml",
    ]
    assert Documents(tmp_path) == {"annex.pdf": document}


def test_plain_texts_are_documents_without_a_sidecar(tmp_path):
    home = tmp_path / "documents"
    home.mkdir()
    (home / "note.txt").write_bytes(b"\xef\xbb\xbfA note.\r\n")
    (home / "picture.png").write_bytes(b"\x89PNG")
    (home / ".hidden.txt").write_text("x")
    documents = Documents(tmp_path)
    assert list(documents) == ["note.txt"]
    assert documents["note.txt"].raw == "A note.\r\n"
    assert documents["note.txt"].kept == (Span(0, 9),)


def test_texts_are_read_when_they_are_asked_for(tmp_path):
    home = tmp_path / "documents"
    home.mkdir()
    (home / "a.txt").write_text("A")
    (home / "b.txt").write_bytes(b"\xff\xfe\xff")
    (tmp_path / "case.toml").write_text('format=1\ncase={title="T",as_of=2025-01-01}\nparty.a.option.x="X"\n')
    case = read_case(tmp_path)
    assert case.documents["a.txt"].raw == "A"
    with pytest.raises(CaseError, match=r"b\.txt: this is not UTF-8"):
        case.documents["b.txt"]
    with pytest.raises(KeyError, match=r"a\.txt"):
        case.documents["a.text"]


def test_another_document_of_that_name_is_not_replaced(tmp_path):
    path = save_document(tmp_path, PAGE.encode(), page())
    save_document(tmp_path, PAGE.encode(), page())  # the same once more
    with pytest.raises(FileProblem, match="another document has this name"):
        save_document(tmp_path, b"other", Document("other", name="page.html"))
    assert path.read_bytes() == PAGE.encode()
    save_document(tmp_path, b"other", Document("other", name="page.html"), overwrite=True)
    assert Documents(tmp_path)["page.html"].raw == "other"


def test_a_text_changed_since_is_told(tmp_path):
    path = save_document(tmp_path, PAGE.encode(), page())
    path.write_bytes(PAGE.replace("signed", "resigned").encode())
    with pytest.raises(CaseError, match="not the one that was taken in"):
        Documents(tmp_path)["page.html"]


def test_the_source_and_its_grade_are_kept(tmp_path):
    document = page(**KNOWN)
    graded = Source.of(document, type="article-newspaper", accessed="2025-08-07", reliability="B")
    save_document(tmp_path, PAGE.encode(), document, source=graded)
    assert Documents(tmp_path).source("page.html") == graded


def test_an_ungraded_source_is_f(tmp_path):
    save_document(tmp_path, PAGE.encode(), page())
    assert Documents(tmp_path).source("page.html").reliability == "F"


@pytest.mark.parametrize(
    ("sidecar", "fragment"),
    [
        ("titel = 'x'", 'unknown key "titel"; did you mean "title"?'),
        ("kept = [[5, 2]]", "expected 0 ≤ start ≤ end"),
        ("kept = 5", "page.html"),
        ("date = 'last May'", "EDTF"),
        ("encoding = 'klingon'", "KLINGON"),
        ("title = ", "broken TOML"),
        ("text = '../../secret'", "there is no such file"),
    ],
)
def test_a_wrong_sidecar_gets_its_message(tmp_path, sidecar, fragment):
    path = save_document(tmp_path, PAGE.encode(), page())
    path.with_name("page.html.toml").write_text(sidecar)
    with pytest.raises(CaseError, match=r"documents/") as caught:
        Documents(tmp_path)["page.html"]
    assert fragment in str(caught.value)


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("https://example.org/news/7/?a=b#c", "7"),
        ("C:\\temp\\note.txt", "note.txt"),
        ("../../etc/passwd", "passwd"),
        ("..", "document.txt"),
        ("", "document.txt"),
        ("a b/ç d.html", "ç-d.html"),
        ("note.toml", "note.toml.txt"),
        ("x" * 300 + ".pdf", "x" * 96 + ".pdf"),
    ],
)
def test_names_are_safe(name, safe):
    assert document_name(name) == safe
