"""Changes inside a TOML text that leave every other character where it is: comments, order, spacing.

Each function takes the text and gives the changed text. Whether the change means what it should is checked by the
caller (`detente.casefile.edit`), which compares the tables before and after.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from detente.casefile.scan import Key, Range, Scan, scan
from detente.casefile.schema import LISTS
from detente.casefile.toml import header, line, value_text

__all__ = ["inserted", "put", "removed"]


def put(text: str, key: Key, value: Any) -> str:
    """The text in which a key has this value; the key is made where it is missing."""
    found = scan(text)
    if key in found.values:
        start, end = found.values[key]
        return text[:start] + _as_value(key, value) + text[end:]
    if key[:-1] in found.values:
        return _put_inline(text, found, key, value)
    if _is_list(key) and isinstance(value, Sequence):
        text = removed(text, key)
        for place, table in enumerate(value):
            text = _add_block(text, (*key, place), table)
        return text
    if isinstance(value, Mapping) and (_is_table(key) or _is_headed(found, key)):
        return _put_block(text, found, key, value)
    return _put_pair(text, found, key, value)


def removed(text: str, key: Key) -> str:
    """The text without a key, a table, or an item of a list."""
    found = scan(text)
    if key in found.pairs and key[:-1] in found.values:
        return _cut_inline(text, found, key)
    if key in found.values and key not in found.pairs:
        return _cut_item(text, found, key)
    for block in reversed(_blocks(text, found, key)):
        text = _cut_lines(text, block)
    return text


def inserted(text: str, key: Key, value: Any) -> str:
    """The text in whose list an item stands before the place that the key ends with, or at the end."""
    found = scan(text)
    if key[:-1] in found.values:
        return _insert_item(text, found, key, value)
    blocks = _blocks(text, found, key)
    if not blocks:
        return _add_block(text, key, value)
    start = _above(text, blocks[0][0])
    return text[:start] + "\n".join(_block(key, value)) + "\n\n" + text[start:]


def _is_list(key: Key) -> bool:
    """Whether a key is written as tables in double brackets."""
    return (len(key) == 1 and key[0] in LISTS) or (len(key) == 3 and key[0] == "party" and key[2] == "profile")


def _is_table(key: Key) -> bool:
    """Whether a key is written as a table of its own, and not inside braces."""
    match key:
        case (_,) | ("party" | "driver" | "issue", str()):
            return True
        case ("party", str(), "option") | ("issue", str(), "stance") | ("graph", "moves" | "ranking"):
            return True
    return isinstance(key[-1], int) and _is_list(key[:-1])


def _is_headed(found: Scan, key: Key) -> bool:
    """Whether a key stands in the text as tables under headers, whatever it is usually written as."""
    return any(head.key[: len(key)] == key for head in found.headers)


def _as_value(key: Key, value: Any) -> str:
    """A value as it stands behind ``=``, or as an item of a list."""
    name = key[-1]
    return line(name, value)[len(line(name, "")) - 2 :] if isinstance(name, str) else value_text(value)


# ---- tables


def _block(key: Key, value: Mapping[str, Any]) -> Iterator[str]:
    """The lines of a table and of the tables in it."""
    names = [part for part in key if isinstance(part, str)]
    own = {name: item for name, item in value.items() if not _apart((*key, name), item)}
    if own or not value or isinstance(key[-1], int):
        yield header(*names, several=isinstance(key[-1], int))
        yield from (line(name, item) for name, item in own.items())
    first = not own
    for name, item in value.items():
        if name in own:
            continue
        inner: Key = (*key, name)
        for place in [(*inner, k) for k in range(len(item))] if _is_list(inner) else [inner]:
            yield from [] if first else [""]
            first = False
            yield from _block(place, item[int(place[-1])] if _is_list(inner) else item)


def _apart(key: Key, value: Any) -> bool:
    return (isinstance(value, Mapping) and _is_table(key)) or (_is_list(key) and bool(value))


def _blocks(text: str, found: Scan, key: Key) -> list[Range]:
    """The ranges of a key's lines: its pair, or its tables and all that is in them."""
    inside = [(head.start, head.last) for head in found.headers if head.key[: len(key)] == key and head.end]
    inside += [pair for name, pair in found.pairs.items() if name[: len(key)] == key and _free(found, name)]
    merged: list[Range] = []
    for start, end in sorted(inside):
        if not merged or start >= merged[-1][1]:
            merged.append((start, end))
    return [(text.rfind("\n", 0, start) + 1, _line_end(text, end)) for start, end in merged]


def _free(found: Scan, key: Key) -> bool:
    """Whether a pair stands on a line of its own, and not inside braces."""
    return not any(key[:size] in found.values for size in range(1, len(key)))


def _put_block(text: str, found: Scan, key: Key, value: Mapping[str, Any]) -> str:
    """The text with a table in the place of the one that stood there, or with a new one."""
    old = _blocks(text, found, key)
    if not old:
        return _add_block(text, key, value)
    for block in reversed(old[1:]):
        text = _cut_lines(text, block)
    return text[: old[0][0]] + "\n".join(_block(key, value)) + text[old[0][1] :]


def _add_block(text: str, key: Key, value: Mapping[str, Any]) -> str:
    """The text with a new table, behind the tables that are most like it."""
    new = "\n".join(_block(key, value))
    at = _home(text, scan(text), key)
    if at is None:
        rest = text.rstrip("\n")
        return f"{rest}\n\n{new}\n" if rest else f"{new}\n"
    return f"{text[:at]}\n\n{new}{text[at:]}"


def _home(text: str, found: Scan, key: Key) -> int | None:
    """The end of the line behind which a new table belongs; None for the end of the text."""
    several = isinstance(key[-1], int)
    near = key[:-1] if several else key
    for size in range(len(near), 0, -1):
        alike = [head for head in found.headers if head.key[:size] == near[:size] and head.end]
        if not several:
            alike = [head for head in alike if not any(isinstance(part, int) for part in head.key)] or alike
        if alike:
            return _line_end(text, alike[-1].last)
    return None


# ---- pairs


def _put_pair(text: str, found: Scan, key: Key, value: Any) -> str:
    new = line(str(key[-1]), value)
    head = next((head for head in found.headers if head.key == key[:-1]), None)
    if head is None:
        return _before_first(text, found, key[:-1], new)
    if not head.end and not head.last:
        return f"{new}\n{text}"
    at = _line_end(text, head.last)
    return f"{text[:at]}\n{new}{text[at:]}"


def _before_first(text: str, found: Scan, table: Key, new: str) -> str:
    """A table that has only tables in it, or does not exist, gets a header of its own."""
    inside = [head for head in found.headers if head.key[: len(table)] == table]
    opened = header(*[part for part in table if isinstance(part, str)])
    if not inside:
        at = _home(text, found, table)
        at = len(text.rstrip("\n")) if at is None else at
        return f"{text[:at]}\n\n{opened}\n{new}{text[at:] or chr(10)}"
    at = _above(text, inside[0].start)
    return f"{text[:at]}{opened}\n{new}\n{text[at:]}"


def _put_inline(text: str, found: Scan, key: Key, value: Any) -> str:
    members = _members(found, key[:-1])
    start, end = found.values[key[:-1]]
    if text[start] != "{":
        raise ValueError(f"{key[:-1]} is no table")
    new = line(str(key[-1]), value).replace("\n", " ")
    if not members:
        return f"{text[:start]}{{ {new} }}{text[end:]}"
    at = members[-1][1]
    return f"{text[:at]}, {new}{text[at:]}"


def _members(found: Scan, table: Key) -> list[Range]:
    """The pairs that stand directly inside a pair of braces, in order."""
    start, end = found.values[table]
    inside = sorted(pair for name, pair in found.pairs.items() if name[: len(table)] == table and name != table)
    direct: list[Range] = []
    for pair in inside:
        if start < pair[0] and pair[1] < end and (not direct or pair[0] >= direct[-1][1]):
            direct.append(pair)
    return direct


def _cut_inline(text: str, found: Scan, key: Key) -> str:
    members = _members(found, key[:-1])
    place = members.index(found.pairs[key])
    start, end = members[place]
    if place + 1 < len(members):
        return text[:start] + text[members[place + 1][0] :]
    return text[: members[place - 1][1] if place else start] + text[end:]


# ---- items of lists


def _items(found: Scan, key: Key) -> list[Range]:
    places = range(sum(1 for name in found.values if name[:-1] == key and isinstance(name[-1], int)))
    return [found.values[(*key, place)] for place in places]


def _insert_item(text: str, found: Scan, key: Key, value: Any) -> str:
    items, place, new = _items(found, key[:-1]), int(key[-1]), value_text(value)
    start, end = found.values[key[:-1]]
    if not items:
        return f"{text[: start + 1]}{new}{text[start + 1 :]}"
    if place < len(items):
        at = items[place][0]
        return f"{text[:at]}{new},{_gap(text, start, at)}{text[at:]}"
    at = items[-1][1]
    if "\n" not in text[at:end]:
        return f"{text[:at]}, {new}{text[at:]}"
    stop = _line_end(text, at)
    ended = "," in text[at:stop].partition("#")[0]
    behind = text[at:stop] if ended else f",{text[at:stop]}"
    return f"{text[:at]}{behind}{_gap(text, start, items[-1][0])}{new}{',' if ended else ''}{text[stop:]}"


def _gap(text: str, start: int, at: int) -> str:
    """What stands between two items: a line of its own, indented as the item at this place is, or a space."""
    begun = text.rfind("\n", start, at)
    return text[begun:at] if begun >= 0 and not text[begun:at].strip() else " "


def _cut_item(text: str, found: Scan, key: Key) -> str:
    items, place = _items(found, key[:-1]), int(key[-1])
    start, end = items[place]
    if place and place + 1 == len(items) and "\n" not in text[items[place - 1][1] : start]:
        return text[: items[place - 1][1]] + text[end:]
    after = end + len(text[end:]) - len(text[end:].lstrip(" \t"))
    after = after + 1 if text[after : after + 1] == "," else end
    stop = _line_end(text, after)
    alone = not text[text.rfind("\n", 0, start) + 1 : start].strip()
    rest = text[after:stop].partition("#")[0].strip()
    if alone and not rest:
        return _cut_lines(text, (start, stop))
    return text[:start] + text[after:].lstrip(" \t") if after > end else text[:start] + text[end:]


# ---- lines


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    end = len(text) if end < 0 else end
    return end - 1 if end > at and text[end - 1] == "\r" else end


def _above(text: str, at: int) -> int:
    """Where the comment directly above a line begins; where there is none, the line itself."""
    start = text.rfind("\n", 0, at) + 1
    while start and text[text.rfind("\n", 0, start - 1) + 1 : start].lstrip().startswith("#"):
        start = text.rfind("\n", 0, start - 1) + 1
    return start


def _cut_lines(text: str, lines: Range) -> str:
    """The text without whole lines; of the empty lines on both sides one remains."""
    start = text.rfind("\n", 0, lines[0]) + 1
    rest = text[_line_end(text, lines[1]) :].removeprefix("\r").removeprefix("\n")
    before = text[:start]
    if rest.startswith(("\n", "\r\n")) and (not before or before.endswith(("\n\n", "\n\r\n"))):
        rest = rest.removeprefix("\r").removeprefix("\n")
    return before + rest
