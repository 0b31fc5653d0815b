"""The tree of errors is drawn in `detente.errors`, and the drawing is true."""

import ast
import builtins
import re

from detente import errors
from house.tree import modules

LINE = re.compile(r"^(?P<branch>[\s│├└─]*)(?P<name>[A-Z]\w+)(?:\s+\((?P<builtin>\w+)\))?")


def drawn() -> dict[str, tuple[str | None, str | None]]:
    """Each error of the drawing with its parent and the builtin beside it."""
    tree: dict[str, tuple[str | None, str | None]] = {}
    path: list[tuple[int, str]] = []
    drawing = (errors.__doc__ or "").split("The tree::", 1)[1].split("\n\nEach is", 1)[0]
    for line in filter(str.strip, drawing.splitlines()):
        match = LINE.match(line)
        assert match, line
        depth = len(match["branch"])
        path = [(level, name) for level, name in path if level < depth]
        tree[match["name"]] = (path[-1][1] if path else None, match["builtin"])
        path.append((depth, match["name"]))
    return tree


def built() -> dict[str, tuple[str | None, str | None]]:
    """The same from the classes."""
    tree: dict[str, tuple[str | None, str | None]] = {}
    for name, value in vars(errors).items():
        if isinstance(value, type) and issubclass(value, errors.DetenteError):
            ours = [base.__name__ for base in value.__bases__ if issubclass(base, errors.DetenteError)]
            theirs = [base.__name__ for base in value.__bases__ if hasattr(builtins, base.__name__)]
            tree[name] = (ours[0], theirs[0] if theirs else None) if ours else (None, None)
    return tree


def test_the_drawn_tree_is_the_real_one() -> None:
    assert drawn() == built()


def test_every_error_stands_in_one_module() -> None:
    names = set(built())
    elsewhere = [
        f"{module}.{node.name}"
        for module, tree in modules().items()
        if module != "detente.errors"
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
        and not node.name.startswith("_")  # a signal inside one module
        and any(
            isinstance(base, ast.Name) and (base.id in names or base.id.endswith(("Error", "Exception")))
            for base in node.bases
        )
    ]
    assert elsewhere == []
