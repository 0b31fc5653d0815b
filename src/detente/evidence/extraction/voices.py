"""In whose voice words stand: the speaker of a quotation, of a reported clause, or the writer.

Nested reports belong to the innermost speaker: in *Lee said Orr wants …* the wish is Orr's and the report Lee's.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from detente.evidence.document import Span
from detente.evidence.extraction.attribution import Saying
from detente.evidence.extraction.floor import in_turn
from detente.evidence.extraction.parse import Parsed, Token
from detente.evidence.extraction.quotes import Speeches
from detente.evidence.extraction.reading import Reading
from detente.evidence.extraction.reference import Someone, phrase
from detente.evidence.extraction.sayer import joined_to
from detente.evidence.extraction.turns import Turn
from detente.evidence.record import Stance

__all__ = ["NOBODY", "Voices", "subject_of"]

NOBODY = Someone(None, "")


@dataclass(frozen=True, slots=True)
class Voices:
    """Who speaks where in a document, by its acts of saying, its quotations and the turns of a transcript."""

    reading: Reading
    said: Mapping[int, Sequence[Saying]]
    speeches: Speeches
    turns: Sequence[tuple[Turn, Someone]] = ()
    writer: Someone = NOBODY  # whose voice a statement is in where it quotes nobody

    def speaker(self, parsed: Parsed, token: Token) -> Someone:
        """The innermost speaker whose words hold a token; nobody where a writer speaks who makes no statement."""
        place = parsed.span(token)
        mark = self.reading.mark_at(place.start)
        if mark is not None and mark.span in self.speeches and self.speeches[mark.span][0].text:
            return self.speeches[mark.span][0]
        speaking = in_turn(self.turns, place) or self.writer
        return next((saying.speaker for saying in self._around(parsed, place)), speaking)

    def stance(self, parsed: Parsed, token: Token) -> Stance:
        """How the text holds what stands there: the weightiest of the stances around it."""
        place = parsed.span(token)
        around = [saying.stance for saying in self._around(parsed, place)]
        mark = self.reading.mark_at(place.start)
        if mark is not None and mark.span in self.speeches:
            someone, saying = self.speeches[mark.span]
            around += ["reported_by_unnamed"] if someone.unnamed else [saying.stance] if saying else []
        order: tuple[Stance, ...] = ("denied", "asked", "reported_by_unnamed")
        return next((stance for stance in order if stance in around), "asserted")

    def _around(self, parsed: Parsed, place: Span) -> Iterator[Saying]:
        """The acts of saying that govern a place, innermost first; *according to* governs its sentence."""
        said = self.said.get(parsed.number, ())
        yield from (s for s in reversed(said) if s.content is not None and s.content.covers(place))
        if not any(s.content is not None and s.content.covers(place) for s in said):
            yield from (s for s in said if s.verb.lower_ == "according")

    def who(self, parsed: Parsed, token: Token) -> Someone:
        """Whom a noun phrase stands for, *we* being whoever speaks there."""
        speaker = self.speaker(parsed, token)
        plural = speaker == self.writer and token.lower_ in ("we", "us", "our", "ours")
        actor = self.reading.cast.acts_for(speaker.actor) if plural else speaker.actor
        return phrase(self.reading, parsed, token, actor)

    def same_party(self, one: str | None, other: str | None) -> bool:
        """Whether two actors speak for the same party."""
        acts_for = self.reading.cast.acts_for
        return one is not None and other is not None and acts_for(one) == acts_for(other)


def subject_of(verb: Token) -> Token | None:
    """The subject of a verb, through conjunctions and infinitives."""
    for child in verb.children:
        if child.dep_ in ("nsubj", "nsubjpass", "csubj"):
            if child.lower_ in ("who", "which", "that") and verb.dep_ == "relcl":
                return verb.head
            return child
    if (
        verb.dep_ in ("conj", "xcomp", "advcl", "acomp")
        and verb.head != verb
        and verb.head.pos_ in ("VERB", "AUX", "ADJ")
    ):
        return subject_of(joined_to(verb))
    if verb.dep_ == "pcomp" and verb.tag_ == "VBG":
        return _doing(verb)
    if verb.dep_ == "acl" and verb.tag_ == "VB":  # *Chad's effort to persuade Mali*
        return next((c for c in verb.head.children if c.dep_ == "poss"), None)
    if verb.dep_ == "acl" and (verb.tag_ == "VBG" or (verb.tag_ == "VBD" and verb.head.dep_ in ("ROOT", "nsubj"))):
        return verb.head
    return None


def _doing(verb: Token) -> Token | None:
    """Who does what a gerund after a preposition tells: *thanked Mali for urging …*, *by urging Mali, Chad …*."""
    above = verb.head.head
    if above.pos_ != "VERB":
        return None
    thanked = (c for c in above.children if c.dep_ == "dobj" and verb.head.lower_ in ("for", "from"))
    return next(thanked, None) or subject_of(above)
