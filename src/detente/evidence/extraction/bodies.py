"""Bodies that the table does not know: institutes, fronts, armies, and those a text gives a short name.

A name ends in a word for a body (*Front*, *Council*, *militia*), or the text defines its short form: *Front for
Renewal (FR)*. A short form of a known name stands for the known actor.
"""

import re
from collections.abc import Iterator, Sequence

from detente.evidence.document import Span
from detente.evidence.extraction.actors import Actor, ActorTable
from detente.evidence.extraction.gazetteer import Mention, find
from detente.evidence.extraction.lexicon import words
from detente.evidence.extraction.people import key_of

__all__ = ["bodies", "short_forms"]

FIGHTERS = (
    "Front|Movement|Brigades?|Army|Forces?|Militia|Guard|Battalion|Column|Fighters|Rebels|Resistance|Insurgency|"
    "Command|Wing"
)
BODY = re.compile(
    r"\b(?:[A-Z][\w’'-]+ (?:and )?){0,4}(?:Institute|Foundation|University|Center|Centre|Observatory|"
    rf"{FIGHTERS}|Party|Coalition|Alliance|Federation|Association|Organi[sz]ation|Agency|Watch|International|"
    r"Council|Commission|Committee|Mission|Authority|Group|Union|League|Congress|Secretariat|Network|Fund|Bureau)"
    r"(?: (?:for|of|on|in|to) (?:the |a )?[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,3}(?: and [A-Z][\w’'-]+)?){0,3}\b"
)
ARMED = re.compile(
    r"\b(?P<name>(?:[Tt]he |(?:[A-Z][\w’'-]+ ))(?:[A-Z][\w’'-]+ ){1,3})"
    r"(?P<kind>militias?|rebels|guerrillas|insurgents|movement|faction)\b"
)
SHORT = re.compile(r"\((?:the )?[“\"‘]?(?P<short>[A-Z][A-Za-z&-]{0,8}[A-Z])[”\"’]?\)")
NO_BODY = re.compile(
    r"\b(?:Memorandum|Agreement|Treaty|Protocol|Accord|Zone|Officer|Plan|Framework|Convention|Act|Law|Resolution|"
    r"Process|Day|Line|Area|Programme|Program|Project|Fund|Corridor|Roadmap|Report|Index|Product|Mechanism)s?\b"
)
MEMBERS = re.compile(
    r"^(?:Fighters|Members|Leaders|Soldiers|Troops|Officials|Envoys|Commanders) (?:of|from) (?:the )?"
)
BEFORE = re.compile(r"[\w’'.-]+|[,;:()“”\"\n]")
VAGUE = words("people_vague")
STATE_BODIES = frozenset(
    re.findall(
        r"\w+",
        "Army Agency Council Commission Committee Mission Authority Group Coalition Forces Force Guard Union "
        "Congress Bureau Secretariat Command",
    )
)
LONGEST = 12  # words of a name that a short form can stand for


def bodies(text: str, table: ActorTable) -> list[tuple[Actor, list[str]]]:
    """Bodies with a name of their own that are not in the table; they act for themselves."""
    found: dict[str, tuple[Actor, list[str]]] = {}
    for match in BODY.finditer(text):
        name = re.sub(r"^(?:(?:The|A|An|In|On|At|But|And|For|By|From|With) )+", "", match.group())
        if _is_body(name, table):
            kind = "group" if re.search(rf"\b(?:{FIGHTERS})\b", name) else "organisation"
            found.setdefault(name, _body(name, kind, [name]))
    for match in ARMED.finditer(text):
        name = re.sub(r"^[Tt]he ", "", match["name"]).strip()
        if not name.endswith(("’s", "'s")) and not find(name, table, Span(0, len(name))):
            called = [f"{name} {match['kind']}"]
            found.setdefault(name, (Actor(key_of(name), called[0], "group", key_of(name)), called))
    return list(found.values())


def _body(name: str, kind: str, called: list[str]) -> tuple[Actor, list[str]]:
    key = key_of("".join(word[0] for word in name.split() if word[0].isupper()))
    return Actor(key, name, kind, key), called


def _is_body(name: str, table: ActorTable) -> bool:
    parts = name.split()
    if len(parts) < 2 or name in table.names or (len(parts) == 2 and parts[0] in VAGUE):
        return False
    inside: Sequence[Mention] = find(name, table, Span(0, len(name)))
    owner = bool(inside) and inside[0].span.start == 0
    return not (owner and any(part in STATE_BODIES for part in parts)) and not (
        inside and table.actors[inside[0].actor].type != "state"
    )


def short_forms(text: str, table: ActorTable) -> list[tuple[Actor, list[str]]]:
    """Actors with the short name that the text gives them in brackets after the long one."""
    return [found for match in SHORT.finditer(text) if (found := _defined(text, match, table))]


def _defined(text: str, match: re.Match[str], table: ActorTable) -> tuple[Actor, list[str]] | None:
    short = match["short"]
    name = _long_name(text[max(0, match.start() - 160) : match.start()], short)
    name = MEMBERS.sub("", name)
    if not name or NO_BODY.search(name):
        return None
    if known := table.names.get(name):
        return table.actors[known[0]], [short]
    inside = find(name, table, Span(0, len(name)))
    if inside and len(inside[0].span) > len(name) / 2 and table.actors[inside[0].actor].type != "state":
        return table.actors[inside[0].actor], [short]
    if short in table.names:
        return None
    kind = "group" if re.search(rf"\b(?:{FIGHTERS})\b", name) else "organisation"
    return Actor(key_of(short), name, kind, key_of(short)), [name, short]


def _long_name(before: str, short: str) -> str:
    """The words before the bracket whose initials the short form gives; else the run of words with capitals."""
    if not before.endswith(" "):
        return ""
    tokens = [found.group() for found in BEFORE.finditer(before)][-LONGEST:]
    return _by_initials(tokens, short) or _by_capitals(tokens)


def _by_initials(tokens: Sequence[str], short: str) -> str:
    letters = [sign for sign in short if sign.isupper()]
    taken: list[str] = []
    for word in reversed(tokens):
        if not word[0].isalpha():
            return ""
        taken.insert(0, word)
        for part in reversed(word.split("-")):
            if part and letters and part[0].isupper() and part[0] == letters[-1]:
                letters.pop()
        if not letters:
            return " ".join(taken) if word[0].isupper() and len(taken) > 1 else ""
        if word[0].isupper() and word[0] not in short:
            return ""
    return ""


def _by_capitals(tokens: Sequence[str]) -> str:
    run = list(_run(tokens))[::-1]
    while run and (run[0][0].islower() or run[0] in ("The", "A", "An", "In", "But", "And")):
        run = run[1:]
    return " ".join(run) if len(run) > 1 and run[-1][0].isupper() else ""


def _run(tokens: Sequence[str]) -> Iterator[str]:
    for word in reversed(tokens):
        if not (word[0].isupper() or word in ("of", "for", "and", "the", "in", "to")):
            return
        yield word
