"""People that the table does not know, found by how a text introduces them.

*Title Name*, *Name, title of …*, *Name said*. Whom a person acts for is read from the words that introduce them:
*Qatar's chief negotiator* acts for Qatar, an analyst for nobody.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache

from detente.evidence.document import Span
from detente.evidence.extraction.actors import Actor, ActorTable, surname
from detente.evidence.extraction.gazetteer import find
from detente.evidence.extraction.lexicon import alternatives, words

__all__ = ["key_of", "people"]

PART = r"(?:[A-ZÀ-ÞĀ-Ž][\w]*(?:[-’'][A-ZÀ-Þa-z]\w+)*)"
LINK = r"(?:al-|el-|Al |al |bin |ibn |von |van |de |der |da |dos |del |della |[A-Z]\. )"
NAME = rf"(?:{LINK}?{PART}(?: {LINK}{{0,2}}{PART}){{0,3}})"
FULL = rf"(?:{PART}(?: {LINK}{{0,2}}{PART}){{1,3}})"
SAID = r"(?:said|says|told|stated|added|warned|announced|declared|wrote|noted|argued|explained|insisted)"
LABEL = re.compile(
    r"^\**(?P<lead>(?:[A-Z][A-Z.-]+ ){0,4})(?P<name>[A-ZÀ-Þ][A-ZÀ-Þ’'-]{2,})"
    r"(?:, [A-Z][A-Z .’'-]+)?(?: \((?P<of>[^)\n]{2,60})\))?\**: ",
    re.MULTILINE,
)
FULL_LABEL = re.compile(rf"^\**(?P<name>(?P<lead>{PART} ){PART})(?: \((?P<of>[^)\n]{{2,60}})\))?\**: ", re.MULTILINE)
SHORT = frozenset({"MR", "MS", "MRS", "DR", "AMB", "SEN", "REP", "GEN"})
OFFICE = (
    r"(?:(?:vice|deputy|prime|foreign|chief|state)[- ])*(?:president|minister|premier|chancellor|secretary|"
    r"spokes(?:man|woman|person)|advis[eo]r|envoy|ambassador|negotiator|commander|counsellor|commissioner|counselor)"
)
BARE_OFFICE = re.compile(
    rf"\b{OFFICE}(?: of(?: [A-Z][a-z]+){{1,2}})?(?:,? Counsellor|,? Ambassador)?,? $", re.IGNORECASE
)
OFFICE_AFTER = re.compile(rf", (?:the |its |his |her |their )?(?:[A-Za-z-]+ ){{0,2}}{OFFICE}\b", re.IGNORECASE)
ARTICLE = re.compile(r"^(?:al|el|Al|El)[- ](?=\w{4})")
SIGNED = re.compile(r"\b(?:by|from|of) (?:the )?(?:[\w.’'-]+ ){0,6}$")  # who makes a statement, in its heading
SIGNED_NEAR = 60
PLACED = re.compile(r"\b(?:in|at|near) $")  # what follows is a place, whatever a parser takes it for
SCENE = 400  # characters before a name in which the party is looked for that its office belongs to
ROLE_END = 110  # characters after a name in which its role is looked for

NO_SAINT = r"(?<!San )(?<!Saint )(?<!St )(?<!St\. )"  # a town is called after one: *San Juan de Pasto*


@cache
def _introductions() -> tuple[re.Pattern[str], ...]:
    titles = alternatives(words("titles"))
    return (
        re.compile(rf"(?:\b|(?<=[Cc]o-))(?P<title>{titles}),? (?P<name>{NAME})"),
        re.compile(rf"(?P<name>{FULL}), (?=\d\d,|aged? \d\d\b|\d\d-year-old)"),
        re.compile(
            rf"(?=[A-ZÀ-Þ])\b{NO_SAINT}(?P<name>(?:{_given()})(?: (?:{PART}|[A-Z]\.)){{0,2}} (?:{LINK})?{PART})"
        ),
        re.compile(rf"(?P<name>{FULL}), (?=(?:a|an|the|who|[^,.;“”\"\n]{{0,60}}\b(?:{_offices()}))\b)"),
        re.compile(
            rf"\b(?:[Tt]he|[Aa]n?|[Ii]ts|[Hh]is|[Hh]er|[Tt]heir|{SAID}|\w+[’']s?) "
            rf"(?:[\w’'-]+ ){{0,4}}(?:{_offices()})"
            rf"(?: (?:for|of|in|to|from|at) [^.,;:“”\"\n]{{2,60}})?, (?P<name>{FULL})(?=[,.;”]| {SAID}\b)"
        ),
        re.compile(rf"(?P<name>{PART}), (?:the|its|their|a|an) (?:[\w’'-]+ ){{0,3}}(?:{_offices()})\b"),
        re.compile(rf"(?P<name>{FULL}) {SAID}\b"),
        re.compile(rf"\b{SAID} (?P<name>{FULL})"),
        re.compile(rf"\b(?:{_offices()})(?: (?:for|of|in|at|to) [^,.;:()“”\"\n]{{2,50}})?, (?P<name>{FULL})(?=[,.])"),
        re.compile(rf"\b(?:{_offices()})s, (?P<name>{FULL})(?= and {FULL}[,.;])"),
        re.compile(rf"\b(?:{_offices()})s, {FULL} and (?P<name>{FULL})(?=[,.;])"),
        re.compile(rf"^\W*(?:Question|Q|QUESTION)\W+\(?(?P<name>{FULL})(?=[,)])", re.MULTILINE),
    )


@cache
def _offices() -> str:
    return alternatives(words("offices"))


@cache
def _office() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_offices()})\b", re.IGNORECASE)


@cache
def _given() -> str:
    return alternatives(words("people_given_f") | words("people_given_m"))


def people(
    text: str, table: ActorTable, named: Iterable[Span] = (), home: str | None = None
) -> list[tuple[Actor, list[str]]]:
    """Persons introduced by the text and not in the table, with the names it then uses for them.

    `named` are ranges that a parser took for persons; they need no introduction. Whoever issues the text (`home`) is
    served by those whose office is told without a party.
    """
    found: dict[str, tuple[Actor, list[str]]] = {}
    short: set[str] = set()
    ranges = [match.span("name") for pattern in _introductions() for match in pattern.finditer(text)]
    guessed = [(s.start, s.end) for s in named if not PLACED.search(text, max(0, s.start - 6), s.start)]
    counts = Counter(re.findall(r"[^\W\d_]+", text))
    for start, end in sorted({*ranges, *guessed}):
        name = _clean(text[start:end])
        if not name or name in short:
            continue
        if not _is_known(name, table) and not _is_headline(name, text, Span(start, end), counts):
            actor = _person(name, text, Span(start, end), table, home)
            known = found.setdefault(actor.id, (actor, []))
            known[1].extend(n for n in _called(name, actor) if n not in known[1])
            short.update(known[1][1:])
    return [*found.values(), *_labelled(text, table, found)]


def _called(name: str, actor: Actor) -> Iterator[str]:
    """How a text may call a person: in full, by the family name, and by that in capitals, as in a transcript."""
    last = surname(name, actor.acts_for)
    yield from (name, last)
    if (bare := ARTICLE.sub("", last)) != last:  # *al-Musrat*, later *Musrat*
        yield bare
    if len(last) > 4:
        yield last.upper()


def _is_headline(name: str, text: str, span: Span, counts: Mapping[str, int]) -> bool:
    """Whether a name is no more than a run of a headline's capitals: *President Ruto Takes Action*."""
    line = text[text.rfind("\n", 0, span.start) + 1 : (text.find("\n", span.end) + 1 or len(text) + 1) - 1].rstrip()
    if SIGNED.search(text, max(0, span.start - SIGNED_NEAR), span.start):
        return False
    long = [word for word in re.findall(r"[^\W\d_]+", line) if len(word) > 3]
    if len(long) < 5 or line[-1] in ".?!:" or sum(word[0].isupper() for word in long) < 0.8 * len(long):
        return False
    return all(counts.get(word, 0) + counts.get(word.upper(), 0) < 2 for word in name.split()[1:])


def _labelled(text: str, table: ActorTable, known: Collection[str]) -> Iterator[tuple[Actor, list[str]]]:
    """Those whom only the labels of a transcript name, twice or with a title, as in *MR ORR (Peru): We wait*."""
    titles = {word.upper() for word in _title_words() | words("function_words") | words("offices")}
    labels = [*LABEL.finditer(text), *FULL_LABEL.finditer(text)]
    times = Counter(match["name"] for match in labels)
    for match in {match["name"]: match for match in reversed(labels) if match["lead"]}.values():
        name, called = match["name"], match["name"].title()
        titled = match["lead"].split()[0].rstrip(".") in SHORT
        if (times[name] > 1 or titled) and not {*name.upper().split()} & titles and not _is_known(called, table):
            key = key_of(surname(called))
            party = _party(match["of"], table) if match["of"] else None
            if key not in known and called not in table.surnames:
                yield Actor(key, called, "person", party or key), [called, name]


@cache
def _title_words() -> frozenset[str]:
    return frozenset(word for title in words("titles") for word in title.split())


def _clean(name: str) -> str:
    parts = re.split(r"[’']s\b", name.strip(" ,.’'"))[0].split()
    titles = _title_words()
    while parts and (parts[0] in titles or parts[0].lower() in words("function_words")):
        parts = parts[1:]
    while parts and (parts[-1].lower() in words("function_words") or parts[-1] in titles):
        parts = parts[:-1]
    return " ".join(parts) if parts and not titles.union(words("people_no_names")).intersection(parts) else ""


def _is_known(name: str, table: ActorTable) -> bool:
    last = surname(name)
    if name in table.names or any(word.isupper() and len(word) > 3 for word in name.split()):
        return True
    if " " not in name:
        return last in table.surnames or bool(re.fullmatch(r"[\W\d]*\w?", name))
    return any(mention.span.end - mention.span.start > 3 for mention in find(name, table, Span(0, len(name))))


def _person(name: str, text: str, span: Span, table: ActorTable, home: str | None) -> Actor:
    start, end = max(span.start, text.find(name, span.start, span.end)), span.end  # a title may lead the name
    before, after = text[max(0, start - 90) : start], text[end : end + ROLE_END]
    party = _before(before, table) or _after(after, table) or _of(before, after, table)
    gender = "f" if re.search(r"\b(?:Ms\.?|Mrs\.?|spokeswoman|Queen|Princess)\s$", before) else ""
    gender = "m" if re.search(r"\b(?:Mr\.?|spokesman|King|Prince|Sheikh|Sir)\s$", before) else gender
    gender = "f" if re.match(r", [^,]{0,60}\bspokeswoman\b", after) else gender
    gender = gender or _gender(name.split(maxsplit=1)[0])
    past = re.search(r"\b(?:late|former|ex-?|one-time|retired)\s[^.,;]{0,40}$", before) is not None
    if party is None and not past and (BARE_OFFICE.search(before) or OFFICE_AFTER.match(after)):
        party = home or _state_before(text[max(0, start - SCENE) : start], table)
    key = key_of(surname(name, party or ""))
    return Actor(key, name, "person", party or key, gender)


def _gender(given: str) -> str:
    return "f" if given in words("people_given_f") else "m" if given in words("people_given_m") else ""


def key_of(name: str) -> str:
    """An id from a name: its letters and digits, without accents, in capitals."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Z0-9]+", "", plain.upper()) or name.upper()


def _state_before(before: str, table: ActorTable) -> str | None:
    """The party last named before somebody whose office is told without one: *Chad agreed. The minister, …*."""
    named = [m for m in find(before, table, Span(0, len(before))) if table.actors[m.actor].type in ("state", "group")]
    return named[-1].actor if named else None


def _before(before: str, table: ActorTable) -> str | None:
    before = re.sub(r",\s$", " ", before)
    phrase = re.split(r"(?<![A-Z])\.\s|[,;:“”\"()]\s?|\b(?:and|that|told|with|said|by|met|from)\b", before)[-1]
    return _party(phrase, table) if _office().search(phrase) else None


def _after(after: str, table: ActorTable) -> str | None:
    if bracket := re.match(r" \(([A-Z][^()]{2,40})\)", after):  # *Mr. Orr (Norway)*
        return _party(bracket.group(1), table)
    if not (found := re.match(r",? (?:who (?:is|was|serves as|heads|leads) )?([^.;:“”\"()\n]*)", after)):
        return None
    phrase = re.split(rf",? (?:{SAID}|who|has|had|have|is|was|will|met)\b|, (?=and\b)", found.group(1))[0]
    role = _office().search(phrase)
    return _party(phrase, table) if role and after.startswith(",") else None


def _of(before: str, after: str, table: ActorTable) -> str | None:
    """The party that follows a name with a title: *President Orr of Peru*."""
    found = re.match(r" of (?:the )?([A-Z][^.,;:“”\"()\n]*)", after) if BARE_OFFICE.search(before) else None
    first = _party(found.group(1), table) if found else None
    return first if found and first and _party(found.group(1).split()[0], table) in (first, None) else None


def _party(phrase: str, table: ActorTable) -> str | None:
    inside = [m for m in find(phrase, table, Span(0, len(phrase))) if table.actors[m.actor].type != "media"]
    return table.actors[inside[0].actor].acts_for if inside else None
