"""Kept answers: found under their hash, and under nothing else."""

import pytest

from detente.casefile.answers import FOLDER, Answers

KEY, OTHER = "a" * 64, "b" * 64


def test_what_is_put_there_is_found_again(tmp_path):
    Answers(tmp_path)[KEY] = "{“yes”}"
    assert dict(Answers(tmp_path)) == {KEY: "{“yes”}"}
    assert (tmp_path / FOLDER / f"{KEY}.txt").exists()


def test_what_is_taken_away_is_gone(tmp_path):
    kept = Answers(tmp_path)
    kept[KEY] = "yes"
    del kept[KEY]
    assert (KEY in kept, len(kept)) == (False, 0)
    with pytest.raises(KeyError):
        del kept[KEY]


@pytest.mark.parametrize("key", ["", "../case", "A" * 64, "a" * 63])
def test_nothing_else_is_a_key(tmp_path, key):
    assert key not in Answers(tmp_path)
    with pytest.raises(KeyError):
        Answers(tmp_path)[key] = "x"


def test_an_empty_folder_has_none(tmp_path):
    assert (list(Answers(tmp_path)), OTHER in Answers(tmp_path)) == ([], False)
