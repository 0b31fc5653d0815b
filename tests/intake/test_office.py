"""PDF and Word files, read in this process; their limits are tested with the hostile ones."""

import io
import zipfile

import pytest

from detente.errors import FileProblem
from intake.files import docx_of, paragraph, pdf_of, zip_of

pytest.importorskip("pypdf")
pytest.importorskip("docx")

from detente.intake import office
from detente.intake.office import check_archive, read_docx, read_pdf


def test_pages_of_a_pdf():
    document = read_pdf(
        pdf_of("The ferry talks\nwent on.", "", "Nobody left.", title="Ferry talks", author="Ann Orr")
    )
    assert document.raw == "The ferry talks\nwent on.\n\n\n\nNobody left.\n"
    assert (document.title, document.author) == ("Ferry talks", "Ann Orr")
    assert document.date is None
    assert document.notices == ("no text on page 2",)


@pytest.mark.parametrize("title", ["Microsoft Word - draft7", "untitled", "final.docx", "--"])
def test_what_programs_fill_in_is_no_title(title):
    assert read_pdf(pdf_of("The ferry sails.", title=title)).title is None


def test_paragraphs_of_a_word_file():
    tab, line = "<w:r><w:tab/></w:r>", "<w:r><w:br/></w:r>"
    document = read_docx(
        docx_of(paragraph("The ferry", tab, "sails", line, "today. 🚢"), paragraph("Yes."), title="Ferry")
    )
    assert document.raw == "The ferry\tsails\ntoday. 🚢\nYes.\n"
    assert document.title == "Ferry"


def test_tracked_changes():
    change = "<w:ins><w:r><w:t>will</w:t></w:r></w:ins><w:del><w:r><w:delText>will not</w:delText></w:r></w:del>"
    gone = "<w:del>" + paragraph("gone") + "</w:del>"
    document = read_docx(docx_of(paragraph("It ", change, " sail."), gone))
    assert document.raw == "It will sail.\n"
    assert document.notices == ("has tracked changes: insertions are read, deletions are not",)


def test_tables_boxes_and_footnotes():
    table = f"<w:tbl><w:tr><w:tc>{paragraph('North')}</w:tc><w:tc>{paragraph('69')}</w:tc></w:tr></w:tbl>"
    box = f"<w:txbxContent>{paragraph('in a box')}</w:txbxContent>"
    twice = f"<mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    note = f"<w:footnote>{paragraph('A note.')}</w:footnote>"
    document = read_docx(docx_of(table, paragraph("Before ", f"<w:r>{twice}</w:r>", "after"), footnotes=[note]))
    assert document.raw == "North\n69\nBefore after\nin a box\nA note.\n"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"%PDF-1.4 nonsense", "is not a PDF that can be read"),
        (b"", "is not a PDF that can be read"),
        (pdf_of("", ""), r"has no text on its pages \(a scan\?\)"),
        (pdf_of("x").replace(b"/Kids [4 0 R]", b"/Kids [2 0 R]"), "is not a PDF|has no text"),
    ],
)
def test_pdf_refused(data, said):
    with pytest.raises(FileProblem, match=said):
        read_pdf(data)


def test_a_locked_pdf():
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf_of("secret"))))
    writer.encrypt("word", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    with pytest.raises(FileProblem, match="is locked by a password"):
        read_pdf(out.getvalue())


def test_a_pdf_of_too_many_pages(monkeypatch):
    monkeypatch.setattr(office, "MOST_PAGES", 2)
    with pytest.raises(FileProblem, match="has 3 pages: at most 2"):
        read_pdf(pdf_of("a", "b", "c"))


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (zip_of(("word/document.xml", "<w:document/>")), "is not a Word file that can be read"),
        (docx_of("<w:p><w:r>"), "is not a Word file that can be read"),
        (docx_of(paragraph("")), "has no text"),
        (b"PK\x03\x04word/", "is not an archive"),
        (docx_of(paragraph("x"))[:-30], "is not an archive"),
    ],
)
def test_docx_refused(data, said):
    with pytest.raises(FileProblem, match=said):
        read_docx(data)


def link():
    entry = zipfile.ZipInfo("word/link")
    entry.external_attr = 0o120777 << 16
    return entry


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ([(f"word/{number}", "") for number in range(501)], "holds 501 files: at most 500"),
        ([("word/a", "a" * 60_000_000)], "over 50 MB or a hundred times its size"),
        ([("word/a", "a" * 2_000_000)], "over 50 MB or a hundred times its size"),
        ([("/etc/passwd", "a")], "written outside"),
        ([("word/../../a", "a")], "written outside"),
        ([("word\\..\\a", "a")], "written outside"),
        ([("C:/a", "a")], "written outside"),
        ([(link(), "/etc/passwd")], "holds a link"),
    ],
)
def test_archive_refused(files, said):
    with pytest.raises(FileProblem, match=said):
        check_archive(zip_of(*files))


def test_sizes_are_counted_not_believed():
    data = bytearray(zip_of(("word/a", "a" * 60_000_000)))
    at = data.rindex(b"PK\x01\x02")
    data[at + 24 : at + 28] = (10).to_bytes(4, "little")  # the directory says ten bytes
    with pytest.raises(FileProblem):
        check_archive(bytes(data))


def test_an_ordinary_archive_passes():
    check_archive(docx_of(paragraph("The ferry sails.")))
