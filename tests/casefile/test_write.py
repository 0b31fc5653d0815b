"""Files are put in place whole, or not at all."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from detente.casefile.write import make_folder, only_writer, write_file
from detente.errors import FileProblem


def test_a_file_is_written_and_nothing_else(tmp_path):
    write_file(tmp_path / "a.txt", "ä\r\n")
    assert (tmp_path / "a.txt").read_bytes() == b"\xc3\xa4\r\n"
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


def test_nothing_is_overwritten_unless_asked(tmp_path):
    write_file(tmp_path / "a", b"1")
    with pytest.raises(FileProblem, match="exists already"):
        write_file(tmp_path / "a", b"2")
    write_file(tmp_path / "a", b"3", overwrite=True)
    assert (tmp_path / "a").read_bytes() == b"3"


@pytest.mark.parametrize("inside", ["", "documents", "documents/new"])
def test_a_file_where_a_folder_is_to_be_is_named(tmp_path, inside):
    file = tmp_path / "note.txt"
    file.write_text("x")
    with pytest.raises(FileProblem, match=r"note\.txt: this is a file; expected a folder"):
        make_folder(file / inside)


def test_permissions_and_links_are_kept(tmp_path):
    file, link = tmp_path / "a", tmp_path / "link"
    file.write_bytes(b"1")
    file.chmod(0o640)
    link.symlink_to(file)
    write_file(link, b"2", overwrite=True)
    assert link.is_symlink()
    assert (file.read_bytes(), file.stat().st_mode & 0o777) == (b"2", 0o640)


def test_a_failure_leaves_the_old_file_and_no_other(tmp_path, monkeypatch):
    (tmp_path / "a").write_bytes(b"old")

    def fail(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(FileProblem, match="cannot be written: No space left on device"):
        write_file(tmp_path / "a", b"new", overwrite=True)
    assert (tmp_path / "a").read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_a_folder_that_is_missing_gets_its_message(tmp_path):
    with pytest.raises(FileProblem, match="cannot be written: No such file or directory"):
        write_file(tmp_path / "no" / "a", b"1")


def test_a_kill_at_any_moment_leaves_a_whole_file(tmp_path):
    """A process that writes two texts in turn is killed again and again; the file is always one of them."""
    file = tmp_path / "a"
    script = (
        "import sys; from pathlib import Path; from detente.casefile.write import write_file\n"
        "while True:\n"
        "    for mark in 'xy': write_file(Path(sys.argv[1]), mark * 300_000, overwrite=True)\n"
    )
    for round_ in range(3):
        process = subprocess.Popen([sys.executable, "-c", script, str(file)], env={"PYTHONPATH": _source()})
        while not file.exists():
            time.sleep(0.01)
        time.sleep(0.02 * round_)
        process.kill()
        process.wait()
        text = file.read_text()
        assert text in ("x" * 300_000, "y" * 300_000)


def _source() -> str:
    return str(Path(__file__).parents[2] / "src")


def test_writers_wait_for_one_another(tmp_path):
    script = (
        "import sys, time; from pathlib import Path; from detente.casefile.write import only_writer\n"
        "with only_writer(Path(sys.argv[1])):\n"
        "    print('in', flush=True); time.sleep(0.3); Path(sys.argv[1], 'done').touch()\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", script, str(tmp_path)], env={"PYTHONPATH": _source()}, stdout=subprocess.PIPE
    )
    with process:
        assert process.stdout.readline() == b"in\n"
        with only_writer(tmp_path):
            assert (tmp_path / "done").exists()
