"""The form of the code: sizes, names, docstrings, and what nobody does."""

import ast
import statistics
from collections.abc import Iterator

from house.tree import SOURCE, Function, code_lines, functions, modules, room

MOST_LINES_OF_A_MODULE = 400
MOST_LINES_OF_A_FUNCTION = 60
MEDIAN_LINES = 8
NINE_IN_TEN_LINES = 25
MAY_PRINT = {"cli", "workbench"}
NO_NAMES = {"utils", "util", "helpers", "helper", "core", "common", "manager", "misc", "registry"}


def test_no_module_is_too_long() -> None:
    lines = {
        str(path.relative_to(SOURCE)): path.read_text(encoding="utf-8").count("\n") for path in SOURCE.rglob("*.py")
    }
    assert {name: count for name, count in lines.items() if count > MOST_LINES_OF_A_MODULE} == {}


def test_no_function_is_too_long() -> None:
    long = {where: lines for where, node in functions() if (lines := code_lines(node)) > MOST_LINES_OF_A_FUNCTION}
    assert long == {}


def test_most_functions_are_small() -> None:
    sizes = sorted(code_lines(node) for _, node in functions())
    assert statistics.median(sizes) <= MEDIAN_LINES
    assert sizes[int(len(sizes) * 0.9)] <= NINE_IN_TEN_LINES


def public(tree: ast.AST, prefix: str) -> Iterator[tuple[str, ast.ClassDef | Function]]:
    """Classes and functions that have no underscore anywhere on the way to them; nothing inside a function."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.ClassDef | Function) and not node.name.startswith("_"):
            yield f"{prefix}.{node.name}", node
            if isinstance(node, ast.ClassDef):
                yield from public(node, f"{prefix}.{node.name}")


def test_everything_public_says_what_it_means() -> None:
    bare = [module for module, tree in modules().items() if not ast.get_docstring(tree)]
    for module, tree in modules().items():
        bare += [where for where, node in public(tree, module) if not ast.get_docstring(node)]
    assert bare == []


def test_nobody_prints_below_the_terminal() -> None:
    printing = [
        f"{module}:{node.lineno}"
        for module, tree in modules().items()
        if room(module) not in MAY_PRINT
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    ]
    assert printing == []


def passes_on(handler: ast.ExceptHandler) -> bool:
    """Whether a handler only tidies up and lets the error go on."""
    last = handler.body[-1]
    return isinstance(last, ast.Raise) and last.exc is None


def test_nobody_catches_everything() -> None:
    catching = [
        f"{module}:{node.lineno}"
        for module, tree in modules().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or (isinstance(node.type, ast.Name) and node.type.id == "BaseException"))
        and not passes_on(node)
    ]
    assert catching == []


def test_no_module_is_named_after_nothing() -> None:
    assert [module for module in modules() if NO_NAMES & set(module.split("."))] == []


def test_nobody_runs_text() -> None:
    running = [
        f"{module}:{node.lineno} {node.func.id}"
        for module, tree in modules().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"eval", "exec"}
    ]
    assert running == []
