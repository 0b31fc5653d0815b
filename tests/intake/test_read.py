"""The door: files that are there or not, kinds, sizes, and the process apart."""

import os
import subprocess
import sys

import pytest

from detente.errors import FileProblem
from detente.intake import limits, read
from detente.intake.read import kind_of, read_document, read_file
from intake.files import docx_of, paragraph, pdf_of, zip_of

TEXT = "Ferry talks go on\n\nNobody left the room.\n"


def test_a_file_of_text(tmp_path):
    (tmp_path / "note.txt").write_bytes(TEXT.encode())
    document = read_file(tmp_path / "note.txt")
    assert (document.raw, document.name, document.title) == (TEXT, "note.txt", "Ferry talks go on")
    assert read_file(str(tmp_path / "note.txt")) == document


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("nots.txt", 'there is no such file; did you mean "note.txt"'),
        ("sub/x.txt", "there is no such file"),
        (".", "is a folder: expected a document"),
        ("empty.txt", "is empty"),
        ("blank.txt", "is empty"),
        ("\0", "cannot be read"),
        ("x" * 5000, "cannot be read"),
        ("pipe", "is no ordinary file"),
        ("note.txt/x", "cannot be read|no such file"),
    ],
)
def test_files_refused(tmp_path, name, said):
    (tmp_path / "note.txt").write_text(TEXT)
    (tmp_path / "empty.txt").write_text("")
    (tmp_path / "blank.txt").write_text(" \n\n")
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(FileProblem, match=said):
        read_file(tmp_path / name)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_no_permission(tmp_path):
    path = tmp_path / "note.txt"
    path.write_text(TEXT)
    path.chmod(0)
    with pytest.raises(FileProblem, match="you have no permission"):
        read_file(path)


def test_no_permission_as_the_system_says_it(tmp_path, monkeypatch):
    path = tmp_path / "note.txt"
    path.write_text(TEXT)

    def refuse(*_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(type(path), "open", refuse)
    with pytest.raises(FileProblem, match=r"note\.txt: may not be read: you have no permission"):
        read_file(path)


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (TEXT.encode(), "a.txt", "text"),
        (TEXT.encode(), "", "text"),
        (TEXT.encode(), "a.MD", "markdown"),
        (TEXT.encode(), "a.html", "html"),
        (b"<!DOCTYPE html><p>x", "a.txt", "html"),
        (b"\xef\xbb\xbf <?xml version='1.0'?><!-- x --><html>", "-", "text"),
        (b" <?xml version='1.0'?>\n<!-- x --><!-- y --><html>", "-", "html"),
        ("<html>".encode("utf-16"), "-", "text"),
        (b"a <html> b", "-", "text"),
        (pdf_of("x"), "a.txt", "pdf"),
        (docx_of(paragraph("x")), "a", "docx"),
    ],
)
def test_kind_of(data, name, kind):
    assert kind_of(data, name) == kind


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "a.doc", "is an old Word, Excel or Outlook file: save it as DOCX"),
        (b"{\\rtf1 x}", "a.rtf", "is RTF"),
        (zip_of(("xl/workbook.xml", "x")), "a.xlsx", "is an archive and no Word file"),
        (b"\x89PNG\r\n", "a.png", "is a picture: run it through character recognition"),
        (b"\x1f\x8b\x08", "a.gz", "is a gzip archive"),
        (b"\x7fELF", "a", "is a program"),
        (b"not one", "a.pdf", "is called PDF but does not begin as one"),
        (b"not one", "a.docx", "is called DOCX"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related; x=y\n", "a.mht", "is a web archive"),
    ],
)
def test_kinds_refused(data, name, said):
    with pytest.raises(FileProblem, match=said):
        read_document(data, name=name)


def test_a_kind_that_is_said_is_believed():
    assert read_document(b"<html>", name="x", kind="text").raw == "<html>"
    with pytest.raises(FileProblem, match='got "htm"; did you mean "html"'):
        read_document(b"x", name="x", kind="htm")


def test_sizes_refused(monkeypatch):
    monkeypatch.setattr(read, "MOST_TEXT", 1_000_000)
    with pytest.raises(FileProblem, match="is larger than 1 MB"):
        read_document(b"a" * 1_000_001, name="x")


@pytest.mark.parametrize("kind", ["html", "pdf", "docx"])
def test_the_missing_extra_is_named(monkeypatch, kind):
    monkeypatch.setattr(limits, "find_spec", lambda _: None)
    with pytest.raises(FileProblem, match=r"needs the extra “documents”: pip install 'detente\[documents\]'"):
        limits.read_apart(kind, b"x", name="x")


@pytest.mark.parametrize(
    ("data", "name", "raw"),
    [
        (b"<html><body><p>The ferry sails. \xf0\x9f\x9a\xa2</p>", "a.html", "The ferry sails. 🚢\n"),
        (pdf_of("The ferry sails."), "a.pdf", "The ferry sails.\n"),
        (docx_of(paragraph("The ferry sails. 🚢")), "a.docx", "The ferry sails. 🚢\n"),
    ],
)
def test_read_apart(data, name, raw):
    document = read_document(data, name=name)
    assert (document.raw, document.name) == (raw, name)


def test_a_process_that_takes_too_long_is_stopped(monkeypatch):
    monkeypatch.setattr(limits, "WALL_SECONDS", 0.01)
    with pytest.raises(FileProblem, match=r"took over 0\.01 s to read"):
        limits.read_apart("pdf", pdf_of("x"), name="x.pdf")


@pytest.mark.parametrize(
    ("status", "said"), [(-24, "processor time"), (-9, "processor time"), (-11, "broke its parser")]
)
def test_how_it_ended(monkeypatch, status, said):
    ended = subprocess.CompletedProcess([], status, b"", b"")
    monkeypatch.setattr(limits.subprocess, "run", lambda *_, **__: ended)
    with pytest.raises(FileProblem, match=said):
        limits.read_apart("pdf", b"x", name="x.pdf")


def test_the_process_gets_no_secrets(monkeypatch):
    seen = {}

    def run(*_, **settings):
        seen.update(settings["env"])
        return subprocess.CompletedProcess([], 0, b'{"error": "x"}', b"")

    monkeypatch.setenv("SOME_API_KEY", "secret")
    monkeypatch.setattr(limits.subprocess, "run", run)
    with pytest.raises(FileProblem, match="x"):
        limits.read_apart("pdf", b"x", name="x.pdf")
    assert "SOME_API_KEY" not in seen


REACH = """
import sys
from detente.intake import worker
worker.limit_memory_and_time()
sys.addaudithook(worker._refuse_reach)
try:
    {}
except PermissionError as error:
    print("refused")
except MemoryError:
    print("no memory")
"""


@pytest.mark.skipif(sys.platform != "linux", reason="limits as Linux has them")
@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("open('/tmp/detente-test', 'w')", "refused"),
        ("import os; os.system('true')", "refused"),
        ("import socket; socket.create_connection(('127.0.0.1', 9))", "refused"),
        ("import subprocess; subprocess.run(['true'])", "refused"),
        ("x = bytes(3_000_000_000)", "no memory"),
    ],
)
def test_what_the_process_may_not_do(code, said):
    ran = subprocess.run([sys.executable, "-c", REACH.format(code)], capture_output=True, text=True, check=False)
    assert ran.stdout.strip() == said, ran.stderr
