"""Where compiled code is kept when not beside the source: in a folder of one's own, never in another's."""

import os
import subprocess
import sys
from functools import partial
from pathlib import Path
from time import perf_counter, sleep
from types import SimpleNamespace

import numpy as np
import pytest

from detente.analysis import compiled, structure
from detente.analysis.play import RULES
from detente.analysis.solve import Settings, solution_of
from detente.errors import RunnerError
from detente.runners import cache as room
from detente.runners.local import threads
from runners.same import swift_case

LARGE = 2**15 + 1  # states that need wider payoffs


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


def test_a_folder_that_is_not_there_counts_as_what_it_would_be_made_in(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert room._can_write(tmp_path)
    assert room._can_write(tmp_path / "new")
    assert not room._can_write(tmp_path / "none" / "new")
    assert not room._can_write(tmp_path / "file" / "new")
    assert not room._can_write(tmp_path / "file")


def test_a_folder_that_may_not_be_written_to_does_not_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As `os.access` tells it, since to the superuser no folder is closed."""
    asked: list[int] = []
    monkeypatch.setattr(room.os, "access", lambda _, mode: asked.append(mode))
    assert not room._can_write(tmp_path)
    assert not room._private(tmp_path / "own")
    assert asked == [os.W_OK | os.X_OK] * 2


@pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() == 0, reason="to this user no folder is closed")
def test_a_closed_folder_is_passed_over(elsewhere: Path) -> None:
    (elsewhere / "cache").mkdir(mode=0o500)
    assert chosen().parent == elsewhere / "temporary"


def test_without_a_home_it_goes_into_the_temporary_folder(elsewhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.delenv("HOME", raising=False)
    assert chosen().parent == elsewhere / "temporary"


def test_no_place_at_all_is_said(elsewhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (elsewhere / "cache").write_text("a file")
    monkeypatch.setattr("tempfile.tempdir", str(elsewhere / "none"))
    monkeypatch.setattr(room, "_private", lambda _: False)
    with pytest.raises(RunnerError, match=f"no folder to keep compiled code in .*; set {room.VARIABLE} to one"):
        room.prepare_cache()
    assert room.VARIABLE not in os.environ


class Uncompiled:
    """Stands for a compiled function of which there is no compiled form yet."""

    def __init__(self) -> None:
        self.signatures: list[str] = []
        self.py_func, self.stats = chosen, SimpleNamespace(cache_path=None)


def test_that_code_is_compiled_is_said_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where the rule of play leaves some of it unused, as `nash` does."""
    said, function = list[str](), Uncompiled()
    monkeypatch.setattr(compiled, "EVERY", [function])
    monkeypatch.setattr(compiled, "compile_all", lambda _: function.signatures.append("made"))
    with threads(2, announce=lambda: said.append("now")) as runner:
        for rule in RULES:
            solution_of(swift_case(), Settings(rule=rule, draws=900), runner=runner)
    assert said == ["now"]


def test_the_time_of_compiling_is_left_out_of_that_of_an_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    function = Uncompiled()
    monkeypatch.setattr(compiled, "EVERY", [function])
    monkeypatch.setattr(compiled, "compile_all", lambda _: (sleep(0.3), function.signatures.append("made")))
    by_the_wall, by_this_clock = perf_counter(), room.working()
    room.compile_first()
    assert perf_counter() - by_the_wall >= 0.3
    assert room.working() - by_this_clock < 0.3


def test_all_that_is_called_is_compiled_beforehand() -> None:
    room.compile_first()
    compiled.compile_all(np.int16)
    before = [set(each.signatures) for each in compiled.EVERY]
    for rule in RULES:
        solution = solution_of(swift_case(), Settings(rule=rule, draws=900))
        assert solution.compiled
        solution.shares()
        solution.shares(90.0)
    assert [set(each.signatures) for each in compiled.EVERY] == before


def test_code_for_more_states_is_compiled_beforehand_too(monkeypatch: pytest.MonkeyPatch) -> None:
    room.compile_first(states=LARGE)
    compiled.compile_all(np.int32)
    before = [set(each.signatures) for each in compiled.EVERY]
    monkeypatch.setattr(structure, "kind_of", lambda _: np.int32)
    for rule in RULES:
        solution_of(swift_case(), Settings(rule=rule, draws=900))
    assert [set(each.signatures) for each in compiled.EVERY] == before


def test_that_code_for_more_states_is_compiled_is_said_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    said, function = list[str](), Uncompiled()
    made = {np.int16: "(Board, array(int16))", np.int32: "(Board, array(int32))"}
    monkeypatch.setattr(compiled, "EVERY", [function])
    monkeypatch.setattr(compiled, "compile_all", lambda kind: function.signatures.append(made[kind]))
    for states in (LARGE - 1, LARGE, LARGE - 1, LARGE):
        room.compile_first(partial(said.append, "now"), states=states)
    assert said == ["now"] * 2


@pytest.mark.parametrize("states", [1, LARGE])
def test_what_is_kept_is_not_compiled_again(states: int) -> None:
    room.compile_first(states=states)
    asking = f"from detente.runners.cache import compile_first; compile_first(print, states={states})"
    found = subprocess.run([sys.executable, "-c", asking], capture_output=True, text=True, check=True)
    assert (found.stdout, found.stderr) == ("", "")
