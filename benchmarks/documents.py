"""How long a large document takes, and how much memory: ``python benchmarks/documents.py [MEGABYTES]``.

The document is the benchmark's own texts, one after the other until there is enough. Each step runs in a process of
its own, so that its peak of memory is its own: reading alone, and reading with the extraction, without a parse and
with it (which covers the first 200,000 characters; the rest is read without).
"""

import json
import subprocess
import sys
import tempfile
from itertools import cycle
from pathlib import Path

TEXTS = Path(__file__).parent / "accuracy" / "extraction" / "texts"
MEGABYTES = 5
STEPS = {
    "read": "document",
    "read, extraction without a parse": "extract(document)",
    "read, extraction with the parse": "extract(document, model=load_model())",
}
CHILD = """
import json, resource, sys
from time import perf_counter, process_time
from detente.evidence.extraction import extract, load_model
from detente.intake.read import read_file
begun = perf_counter()
document = read_file(sys.argv[1])
found = {step}
peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
items = 0 if found is document else len(found)
print(json.dumps([perf_counter() - begun, process_time(), peak / 1024, items]))
"""


def large_text(size: int) -> str:
    """So many bytes of text or a little more: stories, each under a number of its own."""
    texts, parts, length = [path.read_text(encoding="utf-8") for path in sorted(TEXTS.glob("*.txt"))], [], 0
    for number, text in enumerate(cycle(texts), start=1):
        parts.append(f"Story {number}.\n\n{text}")
        length += len(parts[-1].encode())
        if length >= size:
            return "\n\n".join(parts)
    raise AssertionError("a cycle does not end")


def main() -> None:
    size = int(float(sys.argv[1]) * 1e6) if len(sys.argv) > 1 else MEGABYTES * 10**6
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "large.txt"
        path.write_text(large_text(size), encoding="utf-8")
        print(f"{path.stat().st_size / 1e6:.1f} MB")
        for name, step in STEPS.items():
            done = subprocess.run(
                [sys.executable, "-c", CHILD.format(step=step), str(path)], check=True, capture_output=True, text=True
            )
            wall, cpu, peak, items = json.loads(done.stdout)
            print(f"{name:<36}{wall:>7.1f} s{cpu:>7.1f} s of CPU{peak:>8.0f} MB at most{items:>9,} items")


if __name__ == "__main__":
    main()
