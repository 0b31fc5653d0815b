"""A draft as the commented text of a ``case.toml``.

What rests on items that wait for review is marked ``proposed``; what rests on accepted ones cites them as
``evidence``; what no item says begins its reason with PLACEHOLDER. The words of documents stand in comments, made
harmless.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from detente.case.drafting.model import (
    PLACEHOLDER,
    Draft,
    DraftDriver,
    DraftParty,
    DraftProfile,
    DraftQuestion,
    DraftWant,
)
from detente.casefile.toml import header, line, value_text
from detente.evidence.ledger import Item
from detente.evidence.record import Evidence

__all__ = ["MOST_LEFT_OUT", "draft_text"]

LONGEST_QUOTE = 70  # characters of a passage in a comment
MOST_LEFT_OUT = 60  # lines of what the draft does not hold
ACTING = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]+")
PRONOUNS = frozenset({"he", "his", "she", "her", "it", "its", "they", "their", "we", "our"})
STANCES = {
    "denied": " (denied)",
    "reported_by_unnamed": " (told by somebody unnamed)",
    "asked": " (only asked)",
}
SAID = {  # a form or kind of an item, as words between who and what
    "direct": "in quotation",
    "partial": "in quotation",
    "indirect": "as reported",
    "demand": "demanding",
    "only_if": "only if",
    "if_condition": "on condition",
    "if": "if",
    "iff": "exactly if",
    "even_if": "even if",
    "unless": "unless",
    "without": "not without",
    "depending": "what it depends on",
    "precondition": "as a precondition",
    "exchange": "in exchange",
    "package": "in a package",
    "proposal": "proposing",
    "threat": "threatening",
    "deadline": "setting a day",
    "need": "as a need",
    "expectation": "expecting",
    "want": "wanting",
    "question": "a question",
    "economic": "on what could be traded",
}
PARTS = {
    "case": "# ---- A draft. What begins with PLACEHOLDER nobody said: a model needs something there.",
    "party": "# ---- Who can do what. The ids behind an option are those of the items that name it.",
    "event": "# ---- Names for conditions.",
    "rule": "# ---- What cannot be, and what is done in one step.",
    "profile": "# ---- What each may want, the most important first. The order is that of the documents: check it.",
    "driver": "# ---- Numbers that the documents give.",
    "question": "# ---- What is asked.",
    "left": "# ---- Not in the draft: what was read, and why it stands in no line above.",
}


@dataclass(frozen=True, slots=True)
class _Known:
    """What a draft may name: items by id, and the names of actors by theirs."""

    items: Mapping[str, Item]
    names: Mapping[str, str]


def draft_text(
    draft: Draft, items: Mapping[str, Item], *, head: Sequence[str] = (), names: Mapping[str, str] | None = None
) -> str:
    """The text of a ``case.toml``.

    Parameters
    ----------
    items
        The items that it names, by id: their words and their status; proposed where one is missing.
    head
        Lines of comment at its top: who made it, from what, what to do next.
    names
        What actors are called, by id; they are called by it where it is not there.
    """
    called = {party.actor: party.name for party in draft.parties} | dict(names or {})
    return "\n".join(_lines(draft, _Known(items, called), head)) + "\n"


def _lines(draft: Draft, items: _Known, head: Sequence[str]) -> Iterator[str]:
    yield from (_remark(text) for text in head)
    yield from ["", line("format", 1), "", PARTS["case"], "", header("case")]
    yield line("title", _harmless(draft.title))
    yield line("as_of", draft.as_of)
    yield f"{line('status_quo', draft.status_quo)}  # {PLACEHOLDER}what is under way, as far as the options tell"
    yield from _titled("party", [text for party in draft.parties for text in _party(party, items)])
    yield from _titled("event", _events(draft, items))
    yield from _titled("rule", list(_rules(draft)))
    yield from _titled("driver", [text for driver in draft.drivers for text in _driver(driver, items)])
    yield from _titled("profile", [t for p in draft.parties for each in p.profiles for t in _profile(p, each, items)])
    yield from _titled("question", [text for question in draft.questions for text in _question(question, items)])
    yield from _titled("left", _left_out(draft, items))


def _titled(part: str, lines: Sequence[str]) -> Iterator[str]:
    if lines:
        yield from ["", "", PARTS[part]]
        yield from lines


def _party(party: DraftParty, items: _Known) -> Iterator[str]:
    yield from [
        "",
        header("party", party.id),
        line("name", _harmless(party.name)),
        header("party", party.id, "option"),
    ]
    for option in party.options:
        source = _sourced(option.items, items) or f"  # {PLACEHOLDER}no document names an option of its own"
        yield f"{line(option.id, _harmless(option.means))}{source}"


def _events(draft: Draft, items: _Known) -> list[str]:
    found = [f"{line(event.id, event.text)}{_sourced(event.items, items)}" for event in draft.events]
    return ["", header("event"), *found] if found else []


def _rules(draft: Draft) -> Iterator[str]:
    for rule in draft.rules:
        yield from ["", header("impossible", several=True), line("when", rule.when), line("because", rule.because)]
        if rule.joint:
            yield from ["", header("joint", several=True), line("options", rule.joint), line("name", rule.name)]


def _profile(party: DraftParty, profile: DraftProfile, items: _Known) -> Iterator[str]:
    yield from ["", header("party", party.id, "profile", several=True), line("name", profile.name)]
    if profile.weight:
        yield f"{line('weight', profile.weight)}  # a placeholder: see `assumed`"
    if profile.assumed:
        yield line("assumed", profile.assumed)
    if profile.items and profile.assumed:
        yield from (_remark(f"{_status(id, items)}: {_words(id, items)}") for id in profile.items)
    yield "wants = ["
    for want in profile.wants:
        yield f"  {value_text(_want(want, items))},{_quoted(want.items, items)}"
    yield "]"


def _want(want: DraftWant, items: _Known) -> dict[str, Any]:
    reasons = {"assumed": want.assumed} if want.assumed and not want.items else _warrant(want.items, items)
    return {"want": want.text} | reasons


def _warrant(ids: Sequence[str], items: _Known) -> dict[str, list[str]]:
    """What was accepted is cited; what waits for review is proposed."""
    accepted = [id for id in ids if _status(id, items) == "accepted"]
    waiting = [id for id in ids if id not in accepted]
    return ({"evidence": accepted} if accepted else {}) | ({"proposed": waiting} if waiting else {})


def _driver(driver: DraftDriver, items: _Known) -> Iterator[str]:
    yield from ["", header("driver", driver.id)]
    yield from (_remark(f"{_status(id, items)}: {_words(id, items)}") for id in driver.items)
    yield line("means", _harmless(driver.means))
    yield line("value", driver.value)
    yield line("range", [driver.low, driver.high]) + (f"  # {driver.note}" if driver.note else "")
    yield from (line(key, value) for key, value in _warrant(driver.items, items).items())


def _question(question: DraftQuestion, items: _Known) -> Iterator[str]:
    yield from ["", *(_remark(f"{_status(id, items)}: {_words(id, items)}") for id in question.items)]
    if question.note:
        yield _remark(question.note)
    yield from [header("question", several=True), line("id", question.id), line("text", _harmless(question.text))]
    yield line("ask", question.ask)
    for key in ("of", "given", "driver"):
        if value := getattr(question, key):
            yield line(key, value)
    if question.settings:
        yield header("question", "settings")
        yield from (line(key, value) for key, value in question.settings.items())


def _left_out(draft: Draft, items: _Known) -> list[str]:
    whys = dict.fromkeys(left.why for left in draft.left_out)
    lines: list[str] = []
    for why in whys:
        lines += ["#", _remark(f"{why[:1].upper()}{why[1:]}:")]
        for left in draft.left_out:
            if left.why == why:
                lines.append(_remark(f"  {_words(left.what, items)}"))
    more = len(lines) - MOST_LEFT_OUT
    rest = [f"# … and {more} lines more; detente evidence list shows every item"] if more > 0 else []
    return [*lines[:MOST_LEFT_OUT], *rest]


def _sourced(ids: Sequence[str], items: _Known) -> str:
    """A comment that names the items a line comes from, with their status."""
    statuses = dict.fromkeys(_status(id, items) for id in ids)
    parts = [f"{status}: {' '.join(id for id in ids if _status(id, items) == status)}" for status in statuses]
    return f"  # {'; '.join(parts)}" if parts else ""


def _quoted(ids: Sequence[str], items: _Known) -> str:
    """A comment with the words of the first item that a line comes from."""
    known = [id for id in ids if id in items.items]
    return f"  # {_words(known[0], items)}" if known else ""


def _status(id: str, items: _Known) -> str:
    return items.items[id].status if id in items.items else "proposed"


def _words(id: str, items: _Known) -> str:
    """Who says it, how, in which words, and the item's id."""
    content = items.items[id].content if id in items.items else None
    if content is None:
        return id
    voice = _voice(content, items)
    how = SAID.get(content.form or content.kind) or f"a {content.kind}"
    stance = STANCES.get(content.stance, "")
    flat = _harmless(content.exact)
    quote = flat if len(flat) <= LONGEST_QUOTE else flat[:LONGEST_QUOTE].rpartition(" ")[0] + " …"
    lead = f"{voice}, {how}" if voice else how[:1].upper() + how[1:]
    return _harmless(f"{lead}{stance}: “{quote}” ({id})")


def _voice(content: Evidence, items: _Known) -> str:
    """Who says it, by name; nobody where it says nobody."""
    actor = content.holder or content.speaker or content.pollster or content.pollster_inferred or ""
    said = content.speaker_text or ""
    called = said if said and said.lower() not in PRONOUNS else items.names.get(actor, actor)
    return called[:1].upper() + called[1:]


def _remark(text: str) -> str:
    indent = " " * (len(text) - len(text.lstrip(" ")))
    return f"# {indent}{_harmless(text)}".rstrip()


def _harmless(text: str) -> str:
    """Words of a document as a line of a file may hold them: on one line, without signs that act on what shows it."""
    return " ".join(ACTING.sub(" ", text).split())
