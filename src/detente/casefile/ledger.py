"""The ledger file of a case folder: read whole, written only by putting lines behind its own."""

from pathlib import Path

from detente.casefile.source import decode, read_bytes
from detente.casefile.write import make_folder, only_writer, write_file
from detente.errors import CaseError, EvidenceError
from detente.evidence.ledger import Ledger, verify
from detente.evidence.review import Entry

__all__ = ["LEDGER_FILE", "append_to_ledger", "read_ledger"]

LEDGER_FILE = "ledger.jsonl"
MOST_BYTES = 200_000_000  # about 200,000 items


def read_ledger(folder: Path | str) -> Ledger:
    """The ledger of a case folder; an empty one where there is no file.

    Raises
    ------
    FileProblem
        If it cannot be read.
    CaseError
        Naming each line that is no entry or was tampered with.
    """
    return _parsed(*_text(Path(folder)))


def append_to_ledger(folder: Path | str, *entries: Entry) -> Ledger:
    """Put entries behind those of the folder's ledger, all or none, and give the ledger as it then is.

    The lines that stand there are kept byte for byte, and another process that appends waits.

    Raises
    ------
    CaseError
        If the ledger that stands there is broken, or cannot be read or written.
    EvidenceError
        For an entry that is not possible: an unknown item, an act that its status does not allow.
    """
    home = Path(folder)
    make_folder(home)
    with only_writer(home):
        text, name = _text(home)
        before = _parsed(text, name)
        after = before.appended(*entries)
        new = "".join(f"{line}\n" for line in after.lines[len(before.lines) :])
        end = "\n" if text and not text.endswith("\n") else ""
        write_file(home / LEDGER_FILE, text + end + new, overwrite=True)
    return after


def _text(folder: Path) -> tuple[str, str]:
    path = folder / LEDGER_FILE
    if not path.exists():
        return "", str(path)
    return decode(read_bytes(path, most=MOST_BYTES), str(path)), str(path)


def _parsed(text: str, name: str) -> Ledger:
    if not text.strip():
        return Ledger()
    try:
        return Ledger.parse(text, name=name)
    except EvidenceError:
        raise CaseError(verify(text, name=name)) from None
