"""What a language model answered before, kept beside the case, so that the same question is not sent twice.

``.language-model/HASH.txt`` in the case's folder; the hash is that of prompt, model and text. Delete the folder to
ask again; it is no part of the case.
"""

import re
from collections.abc import Iterator, MutableMapping
from pathlib import Path

from detente.casefile.source import decode, read_bytes
from detente.casefile.write import make_folder, write_file

__all__ = ["FOLDER", "Answers"]

FOLDER = ".language-model"
KEY = re.compile(r"[0-9a-f]{64}")


class Answers(MutableMapping[str, str]):
    """Answers by a hash of what was asked, each in a file of its own."""

    def __init__(self, case: Path | str) -> None:
        self._home = Path(case) / FOLDER

    def _file(self, key: str) -> Path:
        if not KEY.fullmatch(key):
            raise KeyError(key)
        return self._home / f"{key}.txt"

    def __getitem__(self, key: str) -> str:
        file = self._file(key)
        if not file.exists():
            raise KeyError(key)
        return decode(read_bytes(file), str(file))

    def __setitem__(self, key: str, answer: str) -> None:
        make_folder(self._home)
        write_file(self._file(key), answer, overwrite=True)

    def __delitem__(self, key: str) -> None:
        if key not in self:
            raise KeyError(key)
        self._file(key).unlink()

    def __iter__(self) -> Iterator[str]:
        found = self._home.glob("*.txt") if self._home.is_dir() else ()
        return iter(sorted(file.stem for file in found if KEY.fullmatch(file.stem)))

    def __len__(self) -> int:
        return sum(1 for _ in self)
