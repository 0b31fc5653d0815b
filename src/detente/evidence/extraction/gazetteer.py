"""Finding the names of a table in a text: whole words, longest first, and the traps of ambiguous ones.

*US* is a country and *us* is not; *Jordan* may be a first name; *US–Russia* names two; *Agence France-Presse*
names no France. Names are looked up word by word in a dictionary, so that a long text takes linear time.
"""

import csv
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from weakref import WeakKeyDictionary

from detente.evidence.document import Span
from detente.evidence.extraction.actors import ActorTable
from detente.evidence.extraction.lexicon import data, words

__all__ = ["HEADS", "Mention", "find", "towns"]

WORD = re.compile(r"(?:[A-Z]\.){2,}|\w+")
JOINTS = frozenset({" ", "-", "–", "’", "'", ". ", ".", "/", "\u00a0", "\n", ", ", "+"})
NAMES_OF_PEOPLE = words("gazetteer_names_of_people")
SAFE_BEFORE = words("gazetteer_safe_before")
AGREEMENT = re.compile(
    r" (?:Agreements?|agreements?|Accords?|accords?|Protocols?|Memorandum|memorandum|Conventions?|Treaty|"
    r"treaty|"
    r"Declaration|Process|process|Framework|Principles)\b"
)
PAPER = re.compile(r" (?:Times|Post|Herald|Tribune|Airlines|Airways|Bank|Club|Hilton|Review|Journal|Today|Daily)\b")
NOT_AFTER = {  # a name that is no mention where this follows
    "Turkey": re.compile(r" (?:sandwich|dinner|breast|meat|farm|trot|hunt|shoot|leg)s?\b"),
    "Washington": re.compile(
        r" (?:state|State|Irving|Nationals|Monument|Commanders)\b|, (?:Pa|"
        "Pennsylvania)\b"
    ),
    "Georgia": re.compile(
        r"’?'?s? (?:governor|Gov\b|Republican|Democrat|Senate|Legislature|Power|Tech|Peach|runoff)|, USA?\b"
    ),
    "Congo": re.compile(r" (?:River|Basin|basin|river)\b"),
    "Polish": re.compile(r" (?:the|your|up)\b"),
    "Niger": re.compile(r" (?:River|Delta|Basin|State)\b"),
    "India": re.compile(r" (?:ink|rubber)\b"),
    "America": re.compile(r"’?'?s? (?:Cup|First)\b"),
    "China": re.compile(r" (?:Sea|shop|cabinet)\b"),
    "English": re.compile(r""),
    "Islamic Republic": re.compile(r" of (?!Iran)"),
    "Colombo": re.compile(r" family\b"),
    "Republic of Congo": re.compile(r"(?!)"),
}
NOT_BEFORE = {  # a name that is no mention where this precedes
    "Georgia": re.compile(r"(?:Atlanta|Savannah|Athens|Augusta|South), ?$|South $"),
    "Washington": re.compile(r"(?:George|Denzel|Booker T\.) $"),
    "Sudan": re.compile(r"Port $"),
    "Guinea": re.compile(r"(?:New|Papua New) $"),
    "Ireland": re.compile(r"Northern $"),
    "China": re.compile(r"(?:South|East) $"),
    "Mexico": re.compile(r"New $|Gulf of $"),
    "America": re.compile(r"(?:Latin|South|North|Central) $"),
    "American": re.compile(r"(?:Latin|South|North|Central|African) $"),
    "Korea": re.compile(r"(?!)"),
    "Jerusalem": re.compile(r"East $"),
    "Indian": re.compile(r"West $"),
    "Wagner": re.compile(r"(?!)"),
}
SEA = re.compile(r" (?:Sea|Ocean|Strait|Peninsula)\b|\$")
LANGUAGE = re.compile(r"[- ](?:language|speaking|speaker)s?\b|(?:, [A-Z][a-z]+)*,? and English\b")
IN_ENGLISH = re.compile(r"\bEnglish(?:(?:,| and| or)(?: [A-Z]\w+)?)+ $")
HEADS = words("gazetteer_heads")
NAMED_BEFORE = re.compile(r"\b(?!The\b|This\b|That\b|If\b|And\b|But\b)[A-Z]\w+ $")  # a longer name is meant
NAMED_AFTER = re.compile(r" (?:of|for|on) |[ -][A-Z]\w")
SIDES = frozenset({"pro", "anti", "non", "ex"})
ALL_CAPITALS = frozenset({"US", "WHO", "IRA", "AU", "SAF", "AP", "UN", "EAC"})


@dataclass(frozen=True, slots=True, order=True)
class Mention:
    """Words that name an actor."""

    span: Span
    actor: str


@dataclass(frozen=True, slots=True)
class Lookup:
    """The names of a table by their first word, longest first, and the words that may be one."""

    names: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]
    first: re.Pattern[str]


def _lookup(table: ActorTable) -> Lookup:
    """The names of a table, made ready once for it."""
    if table not in _made:
        found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for name in table.names:
            parts = tuple(WORD.findall(name))
            found.setdefault(parts[0], []).append((parts, name))
        names = {first: tuple(sorted(rest, key=lambda pair: -len(pair[0]))) for first, rest in found.items()}
        _made[table] = Lookup(names, _first(names))
    return _made[table]


def _first(names: Iterable[str]) -> re.Pattern[str]:
    """A `WORD` that is not in small letters, which most words of a text are, or one of the names that is."""
    small = "".join(rf"|{re.escape(word)}" for word in names if "a" <= word[0] <= "z")
    return re.compile(rf"(?<!\w)(?:(?:[A-Z]\.){{2,}}|(?:[^\Wa-z]\w*{small})(?!\w))")


_made: WeakKeyDictionary[ActorTable, Lookup] = WeakKeyDictionary()


def find(text: str, table: ActorTable, within: Span) -> list[Mention]:
    """Every mention of a name of the table in a range of the text, in order and apart.

    >>> from detente.evidence.extraction.actors import load_actors
    >>> text = "Tell us what US–Russia talks mean, Agence France-Presse asked Kyiv."
    >>> [(m.span.of(text), m.actor) for m in find(text, load_actors(), Span(0, len(text)))]
    [('US', 'USA'), ('Russia', 'RUS'), ('Agence France-Presse', 'AFP'), ('Kyiv', 'UKR')]
    """
    lookup = _lookup(table)
    found: list[Mention] = []
    done = within.start
    for match in lookup.first.finditer(text, within.start, within.end):
        if match.start() < done or (names := lookup.names.get(match.group())) is None:
            continue
        for parts, name in names:
            end = _end(text, match, parts, within.end)
            if end and _is_meant(text, match.start(), end, name):
                found.append(Mention(Span(match.start(), end), table.names[name][0]))
                done = end
                break
    return found


def _end(text: str, first: re.Match[str], parts: tuple[str, ...], limit: int) -> int | None:
    end = first.end()
    for word in parts[1:]:
        following = WORD.search(text, end, min(limit, end + len(word) + 3))
        if following is None or following.group() != word or text[end : following.start()] not in JOINTS:
            return None
        end = following.end()
    if len(parts) > 1 and end < limit and (text[end].isalnum() or text[end] == "_"):
        return None
    return end


def _is_meant(text: str, start: int, end: int, name: str) -> bool:
    before, after = text[max(0, start - 24) : start], text[end : end + 24]
    if _is_part(before, after, name) or LANGUAGE.match(after) or IN_ENGLISH.search(before):
        return False
    if name in HEADS and (NAMED_BEFORE.search(before) or NAMED_AFTER.match(after)):
        return False
    if (rule := NOT_AFTER.get(name)) and rule.pattern and rule.match(after):
        return False
    if (rule := NOT_BEFORE.get(name)) and rule.search(before):
        return False
    if name in ALL_CAPITALS and _is_shouted(text, start, end):
        return False
    return not (name in NAMES_OF_PEOPLE and _is_person(before, after))


def _is_part(before: str, after: str, name: str) -> bool:
    if AGREEMENT.match(after) and name in towns():
        return True
    if before[-1:] in "-–" and before[:-1].rsplit(" ", maxsplit=1)[-1].lower() in SIDES:
        return True
    return bool(PAPER.match(after) or SEA.match(after))


@lru_cache(maxsize=1)
def towns() -> frozenset[str]:
    """Capitals: a pact may bear a town's name (*the Minsk agreements*) that is no mention of the country."""
    rows = csv.DictReader(data("countries.csv").splitlines())
    return frozenset(town for row in rows for town in row["capitals"].split(";"))


def _is_shouted(text: str, start: int, end: int) -> bool:
    line = text[text.rfind("\n", 0, start) + 1 : (text.find("\n", end) + 1 or len(text) + 1) - 1]
    return len(line) > end - start + 8 and not any(sign.islower() for sign in line[:400])


def _is_person(before: str, after: str) -> bool:
    following = re.match(r" ([A-ZÀ-Þ][a-zà-ÿ]+)", after)
    if following and following.group(1).lower() not in _office_words():
        return True
    previous = re.search(r"([A-ZÀ-Þ][a-zà-ÿ]+) $", before)
    return bool(previous and previous.group(1) not in SAFE_BEFORE and _is_given_name(previous.group(1)))


@lru_cache(maxsize=1)
def _office_words() -> frozenset[str]:
    titles = {word.lower() for title in words("titles") for word in title.split()}
    more = "foreign defence defense interior river valley airport university parliament government and is was has"
    return frozenset(titles | set(more.split()) | words("function_words"))


def _is_given_name(word: str) -> bool:
    return word.lower() not in words("function_words") and word.lower() not in _office_words()
