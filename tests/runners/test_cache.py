"""Where compiled code is kept when not beside the source: in a folder of one's own, never in another's."""

import os
from pathlib import Path

import pytest

from detente.runners import cache as room


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The source cannot be written beside, and user's cache and temporary folder are in the test's own folder."""
    monkeypatch.setenv(room.VARIABLE, "")  # put back as it was, whatever is set meanwhile
    monkeypatch.delenv(room.VARIABLE)
    monkeypatch.setattr(room, "_can_write", lambda _: False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    return tmp_path


def chosen() -> Path:
    room.prepare_cache()
    return Path(os.environ[room.VARIABLE])


def test_it_goes_into_the_cache_of_the_user(elsewhere: Path) -> None:
    assert chosen() == elsewhere / "cache" / "detente" / "compiled"
    assert chosen().stat().st_mode & 0o077 == 0


def test_a_cache_that_is_no_folder_is_passed_over(elsewhere: Path) -> None:
    (elsewhere / "cache").write_text("a file")
    assert chosen().parent == elsewhere / "temporary"
    assert chosen().is_dir()


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="no users here")
def test_what_others_could_write_to_is_passed_over(elsewhere: Path) -> None:
    shared = elsewhere / "cache" / "detente" / "compiled"
    shared.mkdir(parents=True)
    shared.chmod(0o777)
    (elsewhere / "temporary" / f"detente-{os.getuid()}").symlink_to(shared)
    found = chosen()
    assert found not in (shared, elsewhere / "temporary" / f"detente-{os.getuid()}")
    assert found.parent == elsewhere / "temporary"
    assert found.stat().st_mode & 0o077 == 0


def test_a_place_that_was_named_is_kept(elsewhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(room.VARIABLE, "named")
    assert chosen() == Path("named")
    assert not (elsewhere / "cache").exists()
