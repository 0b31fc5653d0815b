"""What the tests of the house look at: the project's files, and its code as syntax trees."""

import ast
import re
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "detente"
DOCS = ROOT / "docs"
LEFT_OUT = {".venv", ".git", "node_modules", "_build", "__pycache__", "dist", "build"}

Function = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def tracked() -> tuple[Path, ...]:
    """Every file under version control; without git, every file that is not built."""
    listed = subprocess.run(["git", "-C", str(ROOT), "ls-files", "-z"], capture_output=True, text=True, check=False)
    if listed.returncode == 0 and listed.stdout:
        return tuple(path for name in listed.stdout.split("\0") if name and (path := ROOT / name).is_file())
    files = (path for path in ROOT.rglob("*") if path.is_file())
    return tuple(path for path in files if not LEFT_OUT & set(path.relative_to(ROOT).parts))


@cache
def modules() -> dict[str, ast.Module]:
    """Each module of the package by its dotted name."""
    return {dotted(path): ast.parse(path.read_text(encoding="utf-8")) for path in sorted(SOURCE.rglob("*.py"))}


def dotted(path: Path) -> str:
    return ".".join(path.relative_to(SOURCE.parent).with_suffix("").parts).removesuffix(".__init__")


def room(module: str) -> str:
    """The room of a module: `conflict` for ``detente.conflict.graph``."""
    return module.split(".")[1] if "." in module else ""


def rooms() -> set[str]:
    return {room(module) for module in modules()} - {"", "__main__"}


def functions() -> Iterator[tuple[str, Function]]:
    """Each function and method with where it stands."""
    for module, tree in modules().items():
        for node in ast.walk(tree):
            if isinstance(node, Function):
                yield f"{module}:{node.lineno} {node.name}", node


def code_lines(function: Function) -> int:
    """Lines of a function without its docstring."""
    whole = (function.end_lineno or 0) - function.lineno + 1
    first = function.body[0]
    if ast.get_docstring(function) is None:
        return whole
    return whole - ((first.end_lineno or 0) - first.lineno + 1)


def identifiers() -> set[str]:
    """Every name that the package defines: classes, functions, arguments, fields, and words of literal types."""
    found: set[str] = set()
    for tree in modules().values():
        for node in ast.walk(tree):
            match node:
                case ast.ClassDef() | ast.FunctionDef() | ast.AsyncFunctionDef():
                    found.add(node.name)
                case ast.arg():
                    found.add(node.arg)
                case ast.AnnAssign(target=ast.Name(id=name)) | ast.Assign(targets=[ast.Name(id=name)]):
                    found.add(name)
                case _:
                    pass
    return found


def without_code(markdown: str) -> str:
    """Markdown without its fenced blocks and code spans."""
    return re.sub(r"`[^`\n]*`", "", re.sub(r"^```.*?^```$", "", markdown, flags=re.MULTILINE | re.DOTALL))
