"""Bodies that the table does not know: institutes, fronts, armies, and those a text gives a short name.

A name ends in a word for a body (*Front*, *Council*, *militia*), or the text defines its short form: *Front for
Renewal (FR)*. A short form of a known name stands for the known actor.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain

from detente.evidence.document import Span
from detente.evidence.extraction.actors import Actor, ActorTable
from detente.evidence.extraction.gazetteer import HEADS, Mention, find
from detente.evidence.extraction.lexicon import words
from detente.evidence.extraction.people import key_of

__all__ = ["bodies", "definitions", "echoes", "short_forms"]

FIGHTERS = (
    "Front|Movement|Brigades?|Army|Forces?|Militia|Guard|Battalion|Column|Fighters|Rebels|Resistance|Insurgency|"
    "Command|Wing"
)
BODY = re.compile(
    r"(?=[A-Z])\b(?:[A-Z][\w’'-]+ (?:and )?){0,4}(?:Institute|Foundation|University|Center|Centre|Observatory|"
    rf"{FIGHTERS}|Party|Coalition|Alliance|Federation|Association|Organi[sz]ation|Agency|Watch|International|"
    r"Council|Commission|Committee|Mission|Authority|Group|Union|League|Congress|Secretariat|Network|Fund|Bureau|"
    r"Chamber|Confederation|Syndicate|Guild|Tribunal|Assembly|Consortium|Parliament)(?! (?:Airport|Airlines|Bank)\b)"
    r"(?:(?: (?:for|of|on|to)|(?<=Mission) in) (?:the |a )?"
    r"[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,3}(?: and [A-Z][\w’'-]+)?){0,3}\b"
)
PAPER = re.compile(
    r"(?=[A-Z])\b(?:(?:(?!The |An? )[A-Z][\w’'-]+ ){1,2}(?:Times|Post|Herald|Tribune|Gazette|Chronicle|Mail|Observer|"
    r"Courier|Journal|Telegraph|Daily|Dispatch)|(?:Times|Voice|Radio) of (?:the )?[A-Z]\w+)\b"
)
TOLD_PAPER = re.compile(
    r"\b(?:newspaper|magazine|weekly|broadcaster|radio station)s? (?P<name>(?:(?:La|Le|El|Il|O|Die|Der|Al) )?"
    r"[A-ZÀ-Þ][\w’'-]+(?: (?:(?:de|do|da|del|di|of|the) )?[A-ZÀ-Þ][\w’'-]+){0,2})"
)
POLLED = re.compile(
    r"\b(?:[Pp]oll|[Ss]urvey|[Ss]tudy)(?: (?:conducted|carried out|published|released))? by (?:the )?"
    r"(?P<by>[A-Z][\w’&-]+(?: [A-Z][\w’&-]+){0,3})"
    r"|\b(?:[Aa]n?|[Tt]he|[Nn]ew|[Rr]ecent|[Ll]atest) (?P<its>[A-Z][\w’&-]+(?: [A-Z][\w’&-]+){0,2}) (?:poll|survey)\b"
)
ODD = r"(?!Ma?c[A-Z]|D[ei][A-Z]|L[ae][A-Z]|Fitz)[A-Z][a-z]*[A-Z][A-Za-z]+|[A-Z][A-Za-z]+-[A-Z]{2,}"
VOICED = re.compile(
    rf"\b(?P<name>{ODD})(?=(?:,[^,.;]{{2,60}},)?(?: also| has| have| had)? (?:said|says|told|reported|reports|denied|"
    rf"denies|announced|warned|claims|claimed|added|stated|insists|insisted)\b)"
    rf"|\b[Aa]ccording to (?:the )?(?P<source>{ODD})\b(?! [A-Z])"
)
SAYS = (
    r"(?:said|says|told|reported|reports|denied|denies|announced|warned|claims|claimed|added|stated|insists|insisted|"
    r"argued|argues|noted|accused|agreed|refused|demanded|wants|declined)"
)
ACRONYM = re.compile(r"(?<![\w.&’'/-])(?<![A-Z]{2} )(?P<name>[A-Z]{3,6})(?![\w&/-]|\.[A-Z]| ?\d| [A-Z]{2})")
ALONE = re.compile(
    r"(?<![\w.’'-])(?P<name>[A-Z][a-zà-ÿ]{3,})"
    rf"(?=(?:,[^,.;]{{2,60}},)? (?:also |has |have |had )?{SAYS}\b"
    r"|(?:[’']s)? (?:officials?|executives?|managers?|management|workers|employees|spokes\w+|negotiators|chief)\b)"
)
LABELLED = re.compile(r"([A-Z]{3,6}): [A-Z]")
NUMERAL = re.compile(r"[IVXLC]+")
COMPANY = re.compile(
    r"\b(?:company|firm|corporation|carrier|website|network|charity|union|agency|retailer|maker|giant)\b"
)
PRECEDED = re.compile(r"(?P<before>[\w.’'-]+,?)(?P<joint>[ -])(?P<name>[A-Z][a-zà-ÿ]{3,})\b")
STATE_OF = re.compile(r"\b(?P<head>Republic|Kingdom|Federation|Emirate) of (?:the )?$")
POLITY = re.compile(
    r"\b(?:Republic|Kingdom|State|Emirate|Federation|Principality|Commonwealth) of (?:the )?"
    r"(?P<name>[A-Z]\w+(?: [A-Z]\w+)?)"
)
ARMED = re.compile(
    r"\b(?P<name>(?:[Tt]he |(?:[A-Z][\w’'-]+ ))(?:[A-Z][\w’'-]+ ){1,3})"
    r"(?P<kind>militias?|rebels|guerrillas|insurgents|movement|faction)\b"
)
SHORT = re.compile(
    r"\((?:the )?[“\"‘]?(?P<short>[A-Z][A-Za-z&-]{0,8}[A-Z])[”\"’]?\)|,? or (?:the )?(?P<or>[A-Z]{3,6})(?=[,.])"
)
DEFINED = re.compile(
    r" ?\((?:hereinafter |hereafter )?(?:referred to as |called )?(?:the )?[“\"‘](?:the )?(?P<short>[A-Z][\w’-]+"
    r"(?: [A-Z][\w’-]+){0,2})[”\"’]\)"
)
NO_BODY = re.compile(
    r"\b(?:Memorandum|Agreement|Treaty|Protocol|Accord|Zone|Officer|Plan|Framework|Convention|Act|Law|Resolution|"
    r"Process|Day|Line|Area|Programme|Program|Project|Fund|Corridor|Roadmap|Report|Index|Product|Mechanism)s?\b"
)
MEMBERS = re.compile(
    r"^(?:Fighters|Members|Leaders|Soldiers|Troops|Officials|Envoys|Commanders) (?:of|from) (?:the )?"
)
BEFORE = re.compile(r"[\w’'.-]+|[,;:()“”\"\n]")
TAIL = re.compile(r" (?:for|of|on|in|to) ")
NO_PART = frozenset({"Into", "Neither", "Each", "Either", "Any", "No", "Both", "Other", "Said"})
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
    count = cache(text.count)
    for match in BODY.finditer(text):
        name = re.sub(r"^(?:(?:The|A|An|In|On|At|But|And|For|By|From|With) )+", "", match.group())
        name = _as_repeated(name, count)
        if _is_body(name, table):
            kind = "group" if re.search(rf"\b(?:{FIGHTERS})\b", name) else "organisation"
            found.setdefault(name, _body(name, kind, [name]))
    told = (_papers(text), _pollsters(text, table), _polities(text, table), _voiced(text, table))
    for name, kind in chain(*told, _alone(text, table), _acronyms(text)):
        if name not in table.names:
            people = [f"{name}n"] if kind == "state" and name.endswith("a") else []
            found.setdefault(name, _body(name, kind, [name, *people]))
    for match in ARMED.finditer(text):
        name = re.sub(r"^[Tt]he ", "", match["name"]).strip()
        if not name.endswith(("’s", "'s")) and not find(name, table, Span(0, len(name))):
            called = [f"{name} {match['kind']}"]
            found.setdefault(name, (Actor(key_of(name), called[0], "group", key_of(name)), called))
    return list(found.values())


def _papers(text: str) -> Iterator[tuple[str, str]]:
    """Newspapers and stations by how such are called: *the Southern Herald*, *the newspaper La Prensa Libre*."""
    for match in TOLD_PAPER.finditer(text):
        if not re.match(r"The |An? |\w+day\b", match["name"]):
            yield match["name"].removesuffix("’s").removesuffix("'s"), "media"
    for match in PAPER.finditer(text):
        yield re.sub(r"^(?:The|A|An) ", "", match.group()), "media"


def _pollsters(text: str, table: ActorTable) -> Iterator[tuple[str, str]]:
    """Who took a poll, in *a poll by Alfa Research* and *an Alfa Research poll*; no *Ukrainian poll*."""
    for match in POLLED.finditer(text):
        name = match["by"] or match["its"]
        first = name.split()[0].lower()
        inside = find(name, table, Span(0, len(name)))
        if first not in words("function_words") | {"may"} and not (inside and inside[0].span.start == 0):
            yield name, "pollster"


def _voiced(text: str, table: ActorTable) -> Iterator[tuple[str, str]]:
    """Bodies with a name of odd capitals that say something, no name shouted: *NaBu said*, *Zeta-PF warned*."""
    for name in dict.fromkeys(match["name"] or match["source"] for match in VOICED.finditer(text)):
        if name not in words("people_no_names") and name.title() not in text and name.title() not in table.surnames:
            yield name, "organisation"


def _alone(text: str, table: ActorTable) -> Iterator[tuple[str, str]]:
    """Names of one word that say something and stand behind no other: *Verino said*, a firm where one is told of."""
    kind = "organisation" if COMPANY.search(text) else "person"
    found = {match["name"] for match in ALONE.finditer(text)} - table.surnames.keys() - words("people_no_names")
    if not found:
        return
    small, inside, behind = set(re.findall(r"\b[a-z]{4,}\b", text)), set(), set()
    for match in PRECEDED.finditer(text):
        before = match["before"]
        if match["joint"] == "-":
            behind.add(match["name"])
        elif before[0].islower():
            inside.add(match["name"])
        elif before.lower() not in words("function_words") and not before.endswith(","):
            behind.add(match["name"])
    for name in sorted((found & inside) - behind):
        if name.lower() not in small | words("function_words") | words("offices") | words("bodies_no_names"):
            yield name, kind


def _acronyms(text: str) -> Iterator[tuple[str, str]]:
    """Bodies that a text names by initials alone, more than once and not in lines of capitals: *WWF*, *the SNP*."""
    times = Counter(match["name"] for match in ACRONYM.finditer(text))
    often = {name for name, number in times.items() if number > 1} - words("bodies_no_acronyms")
    if often:
        present = set(re.findall(r"\w+", text))
        labels = set(LABELLED.findall(text))
        for name in sorted(often - labels):
            if not (NUMERAL.fullmatch(name) or {name.lower(), name.title()} & present):
                yield name, "organisation"


def _polities(text: str, table: ActorTable) -> Iterator[tuple[str, str]]:
    """Republics and kingdoms that no table has."""
    for match in POLITY.finditer(text):
        if not find(match["name"], table, Span(0, len(match["name"]))):
            yield match["name"], "state"


def _as_repeated(name: str, count: Callable[[str], int]) -> str:
    """A long name without the tail that the text drops elsewhere: *Authority of Velm* for *… on Trade*."""
    cuts = [cut.start() for cut in TAIL.finditer(name)][1:]
    return next((name[:cut] for cut in reversed(cuts) if count(name[:cut]) > count(name)), name)


def _body(name: str, kind: str, called: list[str]) -> tuple[Actor, list[str]]:
    initials = "".join(word[0] for word in name.split() if word[0].isupper())
    key = key_of(initials if len(initials) > 1 else name)
    return Actor(key, name, kind, key), called


def _is_body(name: str, table: ActorTable) -> bool:
    parts = name.split()
    if len(parts) < 2 or name in table.names or (len(parts) == 2 and parts[0] in VAGUE):
        return False
    inside: Sequence[Mention] = find(name, table, Span(0, len(name)))
    owner = bool(inside) and inside[0].span.start == 0 and not TAIL.search(name)
    if any(part in NO_PART for part in parts):
        return False
    return not (owner and any(part in STATE_BODIES for part in parts)) and not (
        inside and table.actors[inside[0].actor].type != "state"
    )


def short_forms(text: str, table: ActorTable) -> list[tuple[Actor, list[str]]]:
    """Actors with the short name that the text gives them after the long one, in brackets or as *…, or FLM,*."""
    return [found for match in SHORT.finditer(text) if (found := _defined(text, match, table))]


def definitions(text: str, table: ActorTable) -> list[tuple[Actor, list[str]]]:
    """Actors with the word that an agreement gives for them: *the Authority of Velm (“the Authority”)*."""
    found = []
    for match in DEFINED.finditer(text):
        before = text[max(0, match.start() - 160) : match.start()]
        named = [mention for mention in find(before, table, Span(0, len(before))) if mention.span.end == len(before)]
        if named and match["short"] not in table.names and not NO_BODY.search(match["short"]):
            found.append((table.actors[named[0].actor], [match["short"]]))
    return found


def _defined(text: str, match: re.Match[str], table: ActorTable) -> tuple[Actor, list[str]] | None:
    short, before = match["short"] or match["or"], text[max(0, match.start() - 160) : match.start()]
    name = _long_name(before, short) if match["short"] else _by_initials(_words(before), short)
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
    tokens = _words(before)
    return _by_initials(tokens, short) or _by_capitals(tokens)


def _words(before: str) -> list[str]:
    return [found.group() for found in BEFORE.finditer(before)][-LONGEST:]


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


def echoes(text: str, found: Iterable[Mention], table: ActorTable) -> Mapping[str, str]:
    """The last words of names that stand alone for them in a text: *the Committee* for the only one named in full."""
    meant: dict[str, set[str]] = {}
    for mention in found:
        for head in _heads(text, mention) & HEADS:
            meant.setdefault(head, set()).add(mention.actor)
    return {head: actors.pop() for head, actors in meant.items() if len(actors) == 1 and head not in table.names}


def _heads(text: str, mention: Mention) -> set[str]:
    """The first and last word of a name of several, and what the text says before it: *the Republic of Chad*."""
    name = mention.span.of(text).split()
    before = STATE_OF.search(text, max(0, mention.span.start - 30), mention.span.start)
    return {*((name[0], name[-1]) if len(name) > 1 else ()), *([before["head"]] if before else ())}
