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
    return _parsed(_bytes(Path(folder)), str(Path(folder) / LEDGER_FILE))


def append_to_ledger(folder: Path | str, *entries: Entry, known: Ledger | None = None) -> Ledger:
    """Put entries behind those of the folder's ledger, all or none, and give the ledger as it then is.

    The lines that stand there are kept byte for byte, and another process that appends waits.

    Parameters
    ----------
    known
        The ledger as it was read before: where the file still holds just that, it is not read again.

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
        data = _bytes(home)
        before = known if known is not None and _holds(data, known) else _parsed(data, str(home / LEDGER_FILE))
        after = before.appended(*entries)
        new = "".join(f"{line}\n" for line in after.lines[len(before.lines) :])
        end = b"\n" if data and not data.endswith(b"\n") else b""
        write_file(home / LEDGER_FILE, b"".join((data, end, new.encode())), overwrite=True)
    return after


def _bytes(folder: Path) -> bytes:
    path = folder / LEDGER_FILE
    return read_bytes(path, most=MOST_BYTES) if path.exists() else b""


def _holds(data: bytes, ledger: Ledger) -> bool:
    """Whether a file's bytes are the ledger's lines and nothing else."""
    at = 0
    for line in ledger.lines:
        expected = f"{line}\n".encode()
        if not data.startswith(expected, at):
            return False
        at += len(expected)
    return at == len(data)


def _parsed(data: bytes, name: str) -> Ledger:
    text = decode(data, name)
    if not text.strip():
        return Ledger()
    try:
        return Ledger.parse(text, name=name)
    except EvidenceError:
        raise CaseError(verify(text, name=name)) from None
