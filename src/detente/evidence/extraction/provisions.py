"""What a text binds or asks in numbered paragraphs: an agreement's provisions, a resolution's demands.

Both are read without a parse; duties in running text by `pledges`. A provision is a demand of form `package`, which
nobody in particular holds where several are bound; a resolution's operative paragraph (*Demands that …*, *Calls upon
… to …*) is a demand of the body that adopts it.
"""

import re
from collections.abc import Iterator

from detente.evidence.document import Span
from detente.evidence.extraction.pledges import is_agreement, pledges
from detente.evidence.extraction.reading import Reading
from detente.evidence.extraction.sentences import Sentence
from detente.evidence.extraction.status import ATTRIBUTED
from detente.evidence.record import Evidence

__all__ = ["provisions"]

NUMBERED = re.compile(
    r"(?:(?:Article|Section|Point|Annex)\s+)?(?:\d{1,2}|[IVX]{1,5})[.):]\s+|\((?:[A-Za-z]|\d{1,2}|[ivx]{1,4})\)\s+"
)
AGREEMENT = re.compile(
    r"\b(?:agreements?|accords?|ceasefire|cease-fire|truce|memorandum|protocol|treaty|armistice|package "
    r"of measures|"
    r"complex of measures|the parties|the sides|both sides|roadmap|communiqu[ée]|joint (?:statement|"
    r"declaration))\b",
    re.IGNORECASE,
)
BINDING = re.compile(
    r"\b(?:shall|will|must|undertakes?|commits?|agrees?|to be|has to|have to|is to|are to)\b|"
    r"^(?:To [a-z]+|That|Immediate|Full|Complete|"
    r"Withdrawal|Pull|Release|Ensur|Provid|Carry|Begin|Establish|Restor|Disarm|Pardon|Exchang|Cessation|Monitor|"
    r"Effective|Return|Conduct|Reinstat|Guarantee|Refrain|Lift|Opening|Creation)",
    re.IGNORECASE,
)
OPENED = re.compile(r"(?:That|To)\s+(?=[a-z])")
AND_SHALL = re.compile(r",? and (?P<duty>(?:shall|will|must) )")
AND_TO = re.compile(r",? and to (?P<duty>[a-z])")
UNLESS = re.compile(r",? (?:unless|save where|save if|except where|except if|provided that)\b")
LATER = re.compile(r"\b(?:is|are) to be\b|\bundertakes? to\b")
PROPOSED = re.compile(r"\b(?:proposals?|demands?|terms|conditions|plan|reply)\b", re.IGNORECASE)
OPERATIVE = re.compile(
    r"(?:(?:\d{1,2}\.|\([a-z]\))\s+)?(?:(?:Also|Further|Strongly|Again|Once again) )?(?P<verb>Calls? "
    r"(?:upon|on|for)|[Uu]rges?|"
    r"[Dd]emands?|[Rr]equests?|[Ee]ncourages?|[Ii]nsists?|[Ii]nvites?|[Aa]ppeals to|"
    r"[Rr]eiterates its (?:call|demand|request)s?(?: (?:up)?on| for| that)?|[Cc]alls? (?:upon|on|for)) "
)
BODIES = frozenset({"UN", "AU", "EU", "NATO", "ECOWAS", "ARABLEAGUE", "OSCE", "ASEAN", "IGAD"})
OPENING = 2  # paragraphs that may say that proposals follow
FEWEST = 3  # numbered paragraphs that make a text an agreement's


def provisions(reading: Reading) -> Iterator[Evidence]:
    """The provisions of an agreement, or the demands of a resolution."""
    found = list(_in_paragraphs(reading))
    pledged = [] if any(item.holder for item in found) else list(_pledged(reading))
    yield from (item for item in found if not any(item.span.overlaps(pledge.span) for pledge in pledged))
    yield from pledged


def _pledged(reading: Reading) -> Iterator[Evidence]:
    """What the parties of an agreement take upon themselves, whatever the verb."""
    if is_agreement(reading.text, reading.sentences):
        for pledge in pledges(reading.text, reading.sentences, reading.cast):
            acts_for = reading.cast.acts_for(pledge.holder)
            yield Evidence.cite(
                reading.document,
                pledge.span,
                "demand",
                form="package",
                holder=pledge.holder,
                acts_for=acts_for,
                of=pledge.of,
            )


def _in_paragraphs(reading: Reading) -> Iterator[Evidence]:
    """What numbered or operative paragraphs provide or demand, each from its first sentence."""
    firsts = list(_firsts(reading))
    operative = [(s, found) for s in firsts if (found := OPERATIVE.match(reading.text, s.span.start, s.span.end))]
    if operative and (body := _body(reading)):
        for sentence, found in operative:
            yield _asked(reading, sentence, found, body)
        return
    numbered = [(s, found) for s in firsts if (found := NUMBERED.match(reading.text, s.span.start, s.span.end))]
    proposed = any(PROPOSED.search(s.span.of(reading.text)) for s in firsts[:OPENING])
    if len(numbered) >= FEWEST and (proposed or AGREEMENT.search(reading.text)):
        holder = reading.issuer if proposed else None
        for sentence, found in numbered:
            yield from _provided(reading, Span(found.end(), _end(reading.text, sentence.span)), holder)
        numbers, opening = {sentence.paragraph for sentence, _ in numbered}, set(firsts)
        for sentence in reading.sentences:
            if (
                sentence.paragraph in numbers
                and LATER.search(sentence.span.of(reading.text))
                and sentence not in opening
            ):
                yield from _provided(reading, Span(sentence.span.start, _end(reading.text, sentence.span)), holder)


def _provided(reading: Reading, whole: Span, holder: str | None) -> Iterator[Evidence]:
    """What one sentence of a numbered paragraph provides: each duty of it, without *that* or *to* before it."""
    words = whole.of(reading.text)
    if not words or not BINDING.search(words) or ATTRIBUTED.search(words) or words.endswith(":"):
        return
    acts_for, of = reading.cast.acts_for(holder), _bound(reading, whole)
    for span in _duties(reading.text, whole):
        yield Evidence.cite(reading.document, span, "demand", form="package", holder=holder, acts_for=acts_for, of=of)


def _duties(text: str, whole: Span) -> Iterator[Span]:
    """The duties that a sentence joins by *and shall*, *and to*."""
    opening = OPENED.match(text, whole.start, whole.end)
    start = opening.end() if opening else whole.start
    joint = AND_TO if opening and opening.group().lower().startswith("to") else AND_SHALL
    for found in joint.finditer(text, start, whole.end):
        yield Span(start, found.start())
        start = found.start("duty")
    unless = UNLESS.search(text, start, whole.end)
    yield Span(start, unless.start() if unless else whole.end)


def _firsts(reading: Reading) -> Iterator[Sentence]:
    last = -1
    for sentence in reading.sentences:
        if sentence.paragraph != last:
            yield sentence
        last = sentence.paragraph


def _end(text: str, span: Span) -> int:
    return span.start + len(re.sub(r"(?:[ .;:]|; and)+$", "", span.of(text)))


def _bound(reading: Reading, span: Span) -> str | None:
    """Who is bound, where the provision opens with a party: *Armenia shall …*."""
    first = next(iter(reading.cast.inside(span.start, min(span.end, span.start + 40))), None)
    after = reading.text[first.span.end : first.span.end + 20] if first is not None else ""
    binds = re.match(r"\W*(?:shall|will|undertakes|commits|agrees)\b", after)
    return first.actor if first is not None and binds else None


def _body(reading: Reading) -> str | None:
    cast = reading.cast
    named = (m.actor for m in cast.mentions if not cast.actor(m.actor).is_person)
    return next((actor for actor in named if cast.actor(actor).acts_for in BODIES), None)


def _asked(reading: Reading, sentence: Sentence, found: re.Match[str], body: str) -> Evidence:
    end = _end(reading.text, sentence.span)
    to = re.compile(r"\bto (?=[a-z])|\bthat ").search(reading.text, found.end() - 6, end)
    wanted = found["verb"].lower().endswith(("for", "that"))
    span = Span(to.end() if to and not wanted else found.end(), end)
    addressed = reading.cast.inside(found.end(), to.start() if to else end)
    of = addressed[0].actor if addressed and not wanted else None
    acts_for = reading.cast.acts_for(body)
    return Evidence.cite(
        reading.document, span, "demand", form="demand", holder=body, acts_for=acts_for, of=of, cue=found["verb"]
    )
