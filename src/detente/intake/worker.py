"""The process in which pages, PDF and Word files are parsed, so that a hostile one harms nothing but itself.

``python -m detente.intake.worker KIND`` reads the file from standard input and writes one JSON object: the raw text
with what is known of it, or the message of what is wrong. Before it reads, it limits its own memory and processor
time and gives up files, processes and the network.
"""

import json
import sys
from contextlib import redirect_stdout, suppress
from importlib import import_module
from typing import Any

from detente.errors import DetenteError
from detente.evidence.document import Document

__all__ = ["CPU_SECONDS", "MEMORY", "answer", "main"]

MEMORY = 1_000_000_000  # bytes that parsing may take beyond what the interpreter has
CPU_SECONDS = 30
LIBRARIES = {"html": ("trafilatura", "lxml.html"), "pdf": ("pypdf",), "docx": ("docx",)}
READERS = {"html": ("page", "read_page"), "pdf": ("office", "read_pdf"), "docx": ("office", "read_docx")}
REACHING = ("socket.", "subprocess.", "os.system", "os.exec", "os.fork", "os.posix_spawn", "os.remove", "os.rename")


def main() -> None:
    """Answer one request, with everything that libraries print kept out of the answer."""
    kind = sys.argv[1]
    with redirect_stdout(sys.stderr):
        for library in LIBRARIES[kind]:
            import_module(library)
        limit_memory_and_time()
        sys.addaudithook(_refuse_reach)
        said = answer(kind, sys.stdin.buffer.read())
    sys.stdout.buffer.write(json.dumps(said).encode())


def answer(kind: str, data: bytes) -> dict[str, Any]:
    """The document of the bytes as plain values, or what is wrong with them under ``error``."""
    module, name = READERS[kind]
    read = getattr(import_module(f"detente.intake.{module}"), name)
    try:
        document: Document = read(data.decode() if kind == "html" else data)
    except DetenteError as error:
        return {"error": str(error)}
    except MemoryError:
        return {"error": f"needs more than {MEMORY // 1_000_000:,} MB of memory to read"}
    return {"raw": document.raw, **document.as_mapping()}


def limit_memory_and_time() -> None:
    """Take no more memory and processor time than a document may need; nothing where the system cannot say so."""
    with suppress(ImportError, ValueError, OSError):
        import resource  # noqa: PLC0415 - not on every system

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS + 1))
        limit = _memory_now() + MEMORY
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def _memory_now() -> int:
    """Bytes of address space that this process has already."""
    with open("/proc/self/statm", encoding="ascii") as file:  # noqa: PTH123 - one word, before anything is loaded
        return int(file.read().split()[0]) * 4096


def _refuse_reach(event: str, arguments: tuple[Any, ...]) -> None:
    """Refuse what parsing never needs: the network, other processes, and files to write."""
    writes = event == "open" and isinstance(arguments[1], str) and set(arguments[1]) & set("wax+")
    if writes or event.startswith(REACHING):
        raise PermissionError(f"a document may not do this: {event}")


if __name__ == "__main__":
    main()
