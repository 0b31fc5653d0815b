"""From demands, conditions and wishes to what each party wants, as statements.

A condition (*only if*, *unless*, *without*, a precondition, an exchange) binds what the party itself would do to what
others would: ``not ukraine.meet_russia unless ceasefire``. A demand is a want for what is demanded.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from detente.case.drafting.book import Book
from detente.case.drafting.model import LeftOut
from detente.case.drafting.scene import RESERVED, Scene
from detente.case.drafting.steps import ASKED, Clause, Formula, Step, clause_of, formula_of, formulas_of, on_one_line
from detente.evidence.document import Span
from detente.evidence.extraction.lexicon import words
from detente.evidence.ledger import Item
from detente.evidence.record import Evidence

__all__ = ["Aim", "Reader", "aims", "shortened"]

BINDING = ("only_if", "unless", "without", "precondition", "if_condition", "exchange")
IN_RETURN = re.compile(r"\bin (?:exchange|return) for\b", re.IGNORECASE)
UNDOING = re.compile(r"\b(?:not|never|no|cannot|n[’']t|fail\w*|refus\w*)\b", re.IGNORECASE)
WISH = re.compile(
    r"\b(?:want|wish|seek|aim|hope|ready|willing|prepared|open to|propose|call\w* for|support|agree|will|work\w* "
    r"(?:together )?(?:to|towards?)|bring about|desire)\w*",
    re.IGNORECASE,
)
SUPPOSED = re.compile(r"\b(?:if|unless|whether|only|would|could|might)\b|\?", re.IGNORECASE)
WISHED = ("ceasefire", "settle", "meet")  # the acts that a quotation alone makes a want of
PROCESS = ("meet", "settle")  # what a precondition without a consequent is a precondition of
SHORT_QUOTE = 8  # words: a partial quotation this short names an aim
LEAST_WORDS = 2  # words of meaning that a demand needs to become an option of its own
MOST_WORDS = 3  # of them in its id
LONGEST = 90  # characters of its meaning
MODAL = frozenset({"cannot", "must", "should", "shall", "have", "been", "being", "there", "their", "other", "side"})
NO_ACT = re.compile(r"\s*(?:an?|the|its|their|his|her|it|they|no|any|more|against|there|that)\b", re.IGNORECASE)
FINITE = re.compile(r"\b(?:must|should|shall|ought|cannot|be|is|are|was|were|fail|stops?|ends?)\b", re.IGNORECASE)
VAGUE = re.compile(r"\b(?:conditions?|demands?|terms?|position|matters?)\b", re.IGNORECASE)
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Aim:
    """One statement that a party is said to want; `denied` where the item says that it does not."""

    party: str
    text: str
    item: str
    formulas: tuple[Formula, ...]
    denied: bool = False
    binding: bool = False


@dataclass(frozen=True, slots=True)
class Reader:
    """What items are read with: the scene, the names given so far, and the sentences around them."""

    scene: Scene
    book: Book
    sentences: Mapping[str, Sequence[Evidence]]

    def voice(self, content: Evidence) -> str | None:
        """The party whose demand it is: who says it or, where nobody known does, whose act the condition binds."""
        known = self.scene.voice(content)
        if known or content.holder or content.speaker or not content.consequent:
            return known
        bound = clause_of(content, self.scene, content.consequent)
        named = self.scene.named(bound.source, Span(bound.start, bound.start + len(bound.text)))
        return named[0].party if named else None

    def sentences_to(self, content: Evidence, back: int = 2) -> list[Evidence]:
        """The sentence that holds an item and those before it, the nearest first."""
        known = self.sentences.get(content.source, ())
        place = bisect_right(known, content.start, key=lambda each: each.start)
        return list(reversed(known[max(0, place - 1 - back) : place]))


def aims(items: Iterable[Item], reader: Reader) -> tuple[tuple[Aim, ...], tuple[LeftOut, ...]]:
    """What the parties are said to want, in order of the items, and the demands that say nothing a case can hold."""
    found: list[Aim] = []
    left: list[LeftOut] = []
    for item in items:
        if item.content.kind not in ("demand", "quote"):
            continue
        why = _unfit(item.content, reader)
        own = [] if why else list(_aims(item, reader))
        found += own
        if item.content.kind == "demand" and not own:
            left.append(LeftOut(item.id, why or "it names no act that the draft knows"))
    return tuple(found), tuple(left)


def _unfit(content: Evidence, reader: Reader) -> str:
    if content.form == "package":
        return ""
    if reader.voice(content) is None:
        return "nobody who is a party says it"
    return "it is only asked, not said" if content.stance == "asked" else ""


def _aims(item: Item, reader: Reader) -> Iterator[Aim]:
    content, voice = item.content, reader.voice(item.content)
    denied = content.stance == "denied"
    parties = [voice] if voice and content.form != "package" else list(reader.scene.fighters or reader.scene.parties)
    for party in parties:
        for text, formulas, binding in _statements(content, party, reader):
            yield Aim(party, text, item.id, formulas, denied, binding)


Statement = tuple[str, tuple[Formula, ...], bool]


def _statements(content: Evidence, party: str, reader: Reader) -> Iterator[Statement]:
    if content.kind == "quote":
        yield from _wish(content, reader)
    elif content.form == "threat":
        yield from _threat(content, party, reader)
    elif content.form == "package":
        yield from _agreed(content, party, reader)
    elif content.form in BINDING:
        yield from _bound(content, party, reader)
    elif asked := _asked(content, reader):
        yield reader.book.words(asked), (asked,), False


def _asked(content: Evidence, reader: Reader, text: str | None = None) -> Formula | None:
    """What a passage asks for: an act that the table has, else an option made of its own words."""
    return formula_of(clause_of(content, reader.scene, text), reader.scene) or _of_words(content, reader.scene, text)


def _wish(content: Evidence, reader: Reader) -> Iterator[Statement]:
    """What a short quotation names as an aim, or a longer one says is wanted."""
    short = content.form == "partial" and len(content.exact.split()) <= SHORT_QUOTE
    if SUPPOSED.search(content.exact) or not (short or WISH.search(content.exact)):
        return
    said = formula_of(clause_of(content, reader.scene), reader.scene)
    if said and said.name in WISHED and not said.negated:
        yield reader.book.words(said), (said,), False


def _agreed(content: Evidence, party: str, reader: Reader) -> Iterator[Statement]:
    """What the text of an agreement obliges the others to."""
    said = formula_of(clause_of(content, reader.scene), reader.scene)
    others = said if said is None or said.name else said.without(party)
    if others and others.steps:
        yield reader.book.words(others), (others,), False


def _bound(content: Evidence, party: str, reader: Reader) -> Iterator[Statement]:
    asked = _asked(content, reader, content.condition or _behind_exchange(content))
    if asked is None:
        return
    own = _own(content, party, reader)
    own = own if own and not set(own.steps) & set(asked.steps) else None
    book = reader.book
    if content.form == "if_condition" and UNDOING.search(content.consequent or ""):  # "no talks as long as …"
        today = Formula(
            tuple(replace(step, gives=False, now=True) for step in asked.steps), asked.name, asked.negated
        )
        if own:
            yield f"{book.undone(own)} if {book.words(today)}", (own, today), True
        yield book.undone(today), (today,), False
        return
    if own and content.form == "if_condition":
        yield f"{book.words(own)} if {book.words(asked)}", (own, asked), True
    elif own:
        yield f"{book.undone(own)} unless {book.words(asked)}", (own, asked), True
    if own is None or content.form in ("if_condition", "exchange"):
        yield book.words(asked), (asked,), False


def _behind_exchange(content: Evidence) -> str | None:
    """What is asked in an exchange whose passage holds both sides of it."""
    found = IN_RETURN.search(content.exact) if content.form == "exchange" else None
    return content.exact[found.end() :].strip() or None if found else None


def _own(content: Evidence, party: str, reader: Reader) -> Formula | None:
    """What the party itself would do on the condition: as said, or as the sentences before it name it."""
    said = None
    if content.consequent:
        clause = replace(clause_of(content, reader.scene, content.consequent), doer=party)
        said = formula_of(clause, reader.scene)
    elif content.form == "exchange":
        said = _offered(content, party, reader)
    mine = _part_of(party, said)
    return mine or _part_of(party, _process(content, party, reader))


def _part_of(party: str, said: Formula | None) -> Formula | None:
    """A party's part of what is said, done as one does it whatever was negated."""
    own = said.of(party) if said else None
    if own is None or not own.steps:
        return None
    return Formula(tuple(replace(step, done=step.option != "fight") for step in own.steps))


def _offered(content: Evidence, party: str, reader: Reader) -> Formula | None:
    """What is given in an exchange: the words before *in exchange for*, in the passage or its sentence."""
    around = reader.sentences_to(content, back=0)
    for whole, start in [(content.exact, content.start), *((each.exact, each.start) for each in around)]:
        if found := IN_RETURN.search(whole):
            text = whole[: found.start()]
            said = formula_of(Clause(text, content.source, start, party, doer=party), reader.scene)
            return said or _freeing(text, party)
    return None


def _freeing(text: str, party: str) -> Formula | None:
    """Words that name no act but *free them*: what is offered is to release those that are held."""
    held = re.search(r"\bfree\b", text, re.IGNORECASE)
    return Formula((Step(party, "release", "Release those it holds", gives=True),)) if held else None


def _process(content: Evidence, party: str, reader: Reader) -> Formula | None:
    """The talks or the settlement that a precondition is a precondition of, as the nearest words name it."""
    for sentence in reader.sentences_to(content):
        before = sentence.exact[: max(0, content.start - sentence.start)]
        text = before if sentence.start <= content.start < sentence.end else sentence.exact
        named = formulas_of(Clause(text, content.source, sentence.start, party), reader.scene)
        fit = [said for said in named if said.name in PROCESS and said.of(party).steps]
        if fit:
            return fit[-1]
    return None


def _threat(content: Evidence, party: str, reader: Reader) -> Iterator[Statement]:
    """What a party says it will do unless, or if, others do something."""
    if not content.condition:
        return
    clause = replace(clause_of(content, reader.scene, content.consequent or content.exact), doer=party)
    own = _part_of(party, formula_of(clause, reader.scene))
    said = _asked(content, reader, content.condition)
    if own is None or said is None or set(own.steps) & set(said.steps):
        return
    avoided = UNDOING.search(content.condition) is not None
    plain = replace(said, negated=False) if avoided else said
    joint = "unless" if avoided else "if"
    yield f"{reader.book.words(own)} {joint} {reader.book.words(plain)}", (own, plain), True


def _of_words(content: Evidence, scene: Scene, text: str | None) -> Formula | None:
    """A demand whose act the table lacks, as an option of whom it is asked of, in its own words."""
    voice = scene.voice(content)
    doer = scene.party(content.of) or _counterpart(voice, scene)
    clause = clause_of(content, scene, text)
    said = _unnamed(clause, scene)
    idle = words("function_words") | MODAL
    meant = [word for word in WORD.findall(said) if len(word) > 2 and word.lower() not in idle]
    vague = content.form == "expectation" or VAGUE.search(said)
    if doer is None or doer == voice or vague or len(meant) < LEAST_WORDS:
        return None
    plain = ["".join(sign for sign in word.lower() if sign.isascii() and sign.isalnum()) for word in meant]
    slug = "_".join([word for word in plain if word and word not in RESERVED][:MOST_WORDS])
    if not slug:
        return None
    return Formula((Step(doer, slug, _option_of(clause.text), UNDOING.search(said) is None, gives=True),))


def _unnamed(clause: Clause, scene: Scene) -> str:
    """A clause without the names in it."""
    text, at = clause.text, clause.start
    for each in reversed(scene.named(clause.source, Span(at, at + len(text)))):
        text = text[: each.start - at] + " " + text[each.end - at :]
    return text


def _counterpart(voice: str | None, scene: Scene) -> str | None:
    """The only other party there is, or that fights."""
    for known in (scene.fighters, scene.parties):
        others = [party for party in known if party != voice]
        if voice in known and len(others) == 1:
            return others[0]
    return None


def _option_of(text: str) -> str:
    """What is asked, as an option; in quotation marks where its words name no act."""
    said = shortened(text)
    return f"{ASKED}“{text.strip()[:1]}{said[1:]}”" if NO_ACT.match(text) or FINITE.search(text) else said


def shortened(text: str, longest: int = LONGEST) -> str:
    """A passage on one line, cut at a word, with a capital."""
    flat = on_one_line(text, longest)
    return flat[:1].upper() + flat[1:]
