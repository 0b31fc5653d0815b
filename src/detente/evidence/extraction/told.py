"""Which sentences tell what somebody says, and not what the writer vouches for."""

import re
from bisect import bisect_right

from detente.evidence.document import Span
from detente.evidence.extraction.attribution import Saying
from detente.evidence.extraction.content import TELLING
from detente.evidence.extraction.lexicon import words
from detente.evidence.extraction.parse import LIMIT, Token
from detente.evidence.extraction.quotes import is_idle
from detente.evidence.extraction.reading import Reading
from detente.evidence.extraction.status import ATTRIBUTED
from detente.evidence.extraction.voices import Voices

__all__ = ["told"]

GOES_ON = re.compile(r"(?:These|They|Those) (?:include[sd]?|are|were)\b")
OPERATIVE = re.compile(
    r"(?:\d{1,2}\.\s+)?(?:(?:Also|Further|Strongly|Again) )?(?:Calls|Urges|Demands|Requests|Expresses|"
    r"Welcomes|Condemns|"
    r"Reiterates|Reaffirms|Stresses|Emphasi[sz]es|Underlines|Notes|Recalls|Encourages|Decides|Deplores|Affirms) \w"
)
RAISED = words("told_raised")
QUOTED = 0.3  # the share of a sentence that a quotation must hold to make it the speaker's


def told(voices: Voices, polled: set[Span]) -> set[Span]:
    """The sentences attributed to somebody: by a verb, by a quotation or a turn, or going on from one that is.

    An agreement's parties are nobody's report: there only what is quoted, or found by a survey, is attributed.
    """
    reading = voices.reading
    spoken = polled if reading.binding else _said(voices) | polled
    found: set[Span] = set()
    attributed = False
    for sentence in reading.sentences:
        if not sentence.heading:
            text = sentence.span.of(reading.text)
            goes_on = attributed and GOES_ON.match(text) is not None
            attributed = goes_on or sentence.span in spoken or _by_its_words(reading, sentence.span, text)
            if attributed:
                found.add(sentence.span)
    return found


def _by_its_words(reading: Reading, span: Span, text: str) -> bool:
    """Whether a sentence is attributed by its own words, without a look at its parse."""
    if OPERATIVE.match(text) or _in_quotation(reading, span):
        return True
    unparsed = not reading.parsed or span.end > LIMIT
    return unparsed and ATTRIBUTED.search(text) is not None


def _said(voices: Voices) -> set[Span]:
    """The sentences in which somebody says something, by verb or by a list that goes on from one."""
    parsed = voices.reading.parsed
    return _in_turns(voices) | {p.sentence.span for p in parsed if any(map(_is_outer, voices.said.get(p.number, ())))}


def _in_turns(voices: Voices) -> set[Span]:
    """The sentences of a transcript, each in somebody's turn."""
    spans = [sentence.span for sentence in voices.reading.sentences]
    starts = [span.start for span in spans]
    within: set[Span] = set()
    for turn, _ in voices.turns:
        first = max(bisect_right(starts, turn.words.start) - 1, 0)
        within.update(spans[first : bisect_right(starts, max(turn.words.end - 1, turn.words.start))])
    return within


def _is_outer(saying: Saying) -> bool:
    """Whether this makes its sentence somebody's statement, not a deed the writer tells."""
    if is_idle(saying):
        return False
    if saying.content is not None or saying.verb.lower_ in ("according", "words"):
        return saying.verb.lemma_ != "suggest" or saying.speaker.actor is not None or saying.speaker.unnamed
    return bool(saying.speaker.text) and not saying.own and _tells(saying) and _is_main(saying.verb)


def _is_main(verb: Token) -> bool:
    while verb.dep_ == "conj" and verb.head != verb:
        verb = verb.head
    return bool(verb.dep_ in ("ROOT", "ccomp"))


def _tells(saying: Saying) -> bool:
    lemma = saying.verb.lemma_.lower()
    if any(c.dep_ == "aux" and c.lower_ in ("should", "ought", "must") for c in saying.verb.children):
        return False
    if _is_deed(saying.verb):
        return False
    particles = {c.lower_ for c in saying.verb.children}
    called = bool(particles & {"on", "for", "upon"}) or any(c.dep_ == "oprd" for c in saying.verb.children)
    return lemma in TELLING or (lemma == "call" and called)


def _is_deed(verb: Token) -> bool:
    """Whether a verb of saying is none here: *threatens millions*, *repeats itself*, *denies them food*."""
    lemma, children = verb.lemma_.lower(), list(verb.children)
    if lemma in ("raise", "float"):
        return not any(c.dep_ == "dobj" and c.lower_ in RAISED for c in children)
    if lemma == "rule":
        return not any(c.lower_ == "out" for c in children)
    if lemma == "threaten":
        return not any(c.dep_ in ("xcomp", "ccomp") or c.lower_ == "with" for c in children)
    if lemma in ("reply", "respond", "answer", "comment"):
        return any(c.dep_ == "neg" for c in children)
    return any(c.dep_ == "dative" for c in children if lemma == "deny") or any(c.lower_ == "itself" for c in children)


def _in_quotation(reading: Reading, span: Span) -> bool:
    marks = [m for m in reading.marks_over(span) if m.direct]
    return any(m.span.shared(span) > QUOTED * len(span) for m in marks)
