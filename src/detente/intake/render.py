"""A parsed page to the text that a reader sees of it: one block a line, cells of a table parted by a tab.

What a reader does not see is not there: scripts, styles, templates, form fields, and whatever is hidden by the
page's own markup. Addresses of links and pictures are left out. No markup survives, so nothing of a page can run.
"""

import re
from collections.abc import Iterator
from typing import Any

__all__ = ["drop_unseen", "visible_text"]

UNSEEN = frozenset(
    {
        *("script", "style", "template", "noscript", "head", "title", "meta", "link", "svg", "math", "canvas"),
        *("iframe", "frame", "object", "embed", "applet", "audio", "video", "map", "datalist", "select", "textarea"),
    }
)
HIDING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|(?:opacity|font-size)\s*:\s*0(?:\.0+)?(?![\d.])",
    re.IGNORECASE,
)
BLOCKS = frozenset(
    {
        *("address", "article", "aside", "blockquote", "body", "br", "button", "caption", "center", "dd", "details"),
        *("dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3"),
        *("h4", "h5", "h6", "header", "hgroup", "hr", "html", "label", "legend", "li", "main", "menu", "nav", "ol"),
        *("optgroup", "option", "p", "pre", "search", "section", "summary", "table", "tbody", "tfoot", "thead", "tr"),
        "ul",
    }
)
CELLS = frozenset({"td", "th"})
SPACES = re.compile(r"[ \t\r\n\f\v]+")  # as browsers collapse; a no-break space stays
CELL_END = "\x1d"  # ends a cell while a line is put together; cannot come from a page
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
LATE_SIGNS = {code: bytes([code]).decode("cp1252", "ignore") for code in range(0x80, 0xA0)}  # as browsers read them


def drop_unseen(root: Any) -> Any:
    """The tree without the elements that a reader does not see; what follows them in their parent stays."""
    for element in [each for each in root.iter() if _unseen(each)]:
        if element.getparent() is not None:
            element.drop_tree()
    return root


def visible_text(root: Any) -> str:
    """The text of a tree, block by block, each on a line of its own and a line end behind the last."""
    lines = (_line(line) for line in "".join(_pieces(root)).split("\n"))
    return "".join(f"{line}\n" for line in lines if line)


def _unseen(element: Any) -> bool:
    if not isinstance(element.tag, str):
        return True  # a comment or an instruction
    said = element.attrib
    return (
        element.tag in UNSEEN
        or "hidden" in said
        or (element.tag == "dialog" and "open" not in said)
        or bool(HIDING.search(said.get("style", "")))
    )


def _pieces(root: Any) -> Iterator[str]:
    """Text and line ends in the order of the page, without recursion: pages nest deeper than Python does."""
    waiting: list[Any] = [root]
    while waiting:
        step = waiting.pop()
        if isinstance(step, str):
            yield step
            continue
        edge = "\n" if step.tag in BLOCKS else ""
        yield edge + _text(step.text, step)
        waiting.append(edge + (CELL_END if step.tag in CELLS else ""))
        for child in reversed(step):
            waiting += [_text(child.tail, step), child]


def _text(text: str | None, parent: Any) -> str:
    """Text as it stands in a parent; only preformatted text keeps its line ends."""
    clean = CONTROLS.sub("", text or "").translate(LATE_SIGNS)
    return clean if parent.tag == "pre" else SPACES.sub(" ", clean)


def _line(text: str) -> str:
    cells = (SPACES.sub(" ", cell).strip() for cell in text.split(CELL_END))
    return "\t".join(cells).strip()
