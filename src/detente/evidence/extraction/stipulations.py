"""Conditions that a party sets, and threats of what follows otherwise: *only if …*, *unless …*, *not until …*."""

import re
from collections.abc import Iterator, Sequence

from detente.evidence.document import Span
from detente.evidence.extraction.asked import Demand, phrase_span, trimmed
from detente.evidence.extraction.clauses import Condition
from detente.evidence.extraction.conditionals import NONE, persists
from detente.evidence.extraction.joined import joined
from detente.evidence.extraction.lexicon import words
from detente.evidence.extraction.parse import Parsed, Token
from detente.evidence.extraction.parties import addressee, is_party
from detente.evidence.extraction.reference import Someone
from detente.evidence.extraction.voices import NOBODY, Voices, subject_of

__all__ = ["WILL", "conditional_demands", "stands_apart"]

ABSTRACT = words("reference_abstract")
HURTS = words("stipulations_hurts")
TALKING = words("stipulations_granted")
HOSTILE = words("terms_hostile")
TERMS = words("stipulations_terms")
FEARED = re.compile(r"\b(?:might|may|could)\b")
AND_THAT = re.compile(r",? and (?:only )?(?:that|if|unless|were) ")
STRICT = ("provided", "providing", "on condition", "on the condition", "on the understanding")
OWN = frozenset({"he", "i", "it", "she", "they", "we"})
GOING = frozenset({"'m", "'re", "'s", "am", "are", "is", "’m", "’re", "’s"})
ENDING = frozenset({"cease", "end", "lift", "stop"})
WILLING = frozenset({"open", "prepared", "ready", "willing"})
OFFERING = frozenset({"agree", "offer", "pledge", "promise"})
THREATENING = frozenset({"threaten", "vow", "swear"})
WILL = frozenset({"ca", "cannot", "wo", "will", "would", "'ll", "’ll", "shall", "could", "may", "might", "can"})


def conditional_demands(voices: Voices, parsed: Parsed, found: Sequence[Condition]) -> Iterator[Demand]:
    """Conditions that somebody sets: *only if*, *unless*, *not without*, and threats of what follows otherwise."""
    for condition in found:
        if condition.form not in ("even_if", "depending") and not _is_until(voices, condition):
            yield from _set_condition(voices, parsed, condition)
    yield from _not_until(voices, parsed)


def _is_until(voices: Voices, condition: Condition) -> bool:
    """Whether it is told by *until*, which `_not_until` reads."""
    return condition.span.of(voices.reading.text).lower().startswith("until ")


def _set_condition(voices: Voices, parsed: Parsed, condition: Condition) -> Iterator[Demand]:
    governor, clause = condition.governor, condition.clause
    if governor is None or not parsed.tokens.start <= governor.i < parsed.tokens.end or parsed.tokens[-1].text == "?":
        return
    speaker = voices.speaker(parsed, clause)
    actor = _acting(voices, parsed, governor)
    if _is_thankful(governor):
        holder = speaker if speaker.text else actor
        yield Demand(parsed, _requested(voices, parsed, condition), "demand", holder, None, clause)
        return
    doer = _acting(voices, parsed, clause) if clause.pos_ in ("VERB", "AUX") else _first_named(voices, condition)
    holder = speaker if speaker.text else actor
    if not (holder.actor or holder.text) or not _is_set(voices, parsed, condition, speaker, actor, doer):
        return
    own = voices.same_party(actor.actor, holder.actor) or (bool(speaker.text) and _is_ours(condition))
    of = doer.actor if not voices.same_party(doer.actor, holder.actor) else None
    form, span = _form(condition, own=own, hostile=_is_hostile(condition))
    said, then = condition.said, condition.consequent
    for part in _parts(voices, parsed, clause, span) if span == said else [span]:
        yield Demand(parsed, part, form, holder, of, clause, condition=said, consequent=then)


def _requested(voices: Voices, parsed: Parsed, condition: Condition) -> Span:
    """What is asked politely, without *you would*."""
    clause, subject = condition.clause, subject_of(condition.clause)
    modal = next((int(c.i) for c in clause.children if c.lower_ in WILL), -1)
    if modal < 0 or subject is None or subject.lower_ != "you":
        return condition.said
    return phrase_span(voices, parsed, clause, after=modal)


def _is_thankful(governor: Token) -> bool:
    """*would be grateful if …*: a polite request."""
    grateful = any(c.dep_ == "acomp" and c.lower_ in ("appreciative", "glad", "grateful") for c in governor.children)
    return (grateful or governor.lemma_ == "appreciate") and any(
        c.lower_ in WILL or c.lower_ == "should" for c in governor.children
    )


def _parts(voices: Voices, parsed: Parsed, clause: Token, span: Span) -> list[Span]:
    """Conditions that are joined by *and that*, *and if*, or as further clauses, each for itself."""
    text = voices.reading.text
    cuts = [span.start]
    for joint in AND_THAT.finditer(text, span.start, span.end):
        cuts += joint.span()
    cuts.append(span.end)
    if len(cuts) == 2:
        return joined(text, parsed, clause, span)
    return [trimmed(text, Span(a, b)) for a, b in zip(cuts[::2], cuts[1::2], strict=True)]


def _first_named(voices: Voices, condition: Condition) -> Someone:
    """Who is named first in a condition whose verb the parse did not see."""
    if condition.form == "without":
        return NOBODY
    named = next(iter(voices.reading.cast.inside(condition.said.start, condition.said.end)), None)
    return Someone(named.actor, named.span.of(voices.reading.text)) if named else NOBODY


def _acting(voices: Voices, parsed: Parsed, verb: Token) -> Someone:
    subject = subject_of(verb)
    inside = subject is not None and parsed.tokens.start <= subject.i < parsed.tokens.end
    if subject is not None and subject.lemma_.lower() in ABSTRACT:
        return NOBODY
    return voices.who(parsed, subject) if subject is not None and inside else NOBODY


def _is_set(  # noqa: PLR0917 - who says, who acts, who would do it
    voices: Voices, parsed: Parsed, condition: Condition, speaker: Someone, actor: Someone, doer: Someone
) -> bool:
    """Whether somebody makes this a condition: a speaker of another's deed, or a party of its own deed."""
    if (
        _is_mused(condition)
        or _is_forced(condition)
        or (speaker.text and stands_apart(voices, speaker) and _is_feared(voices, condition))
    ):
        return False
    if condition.form == "without" and speaker.text and not _is_of_terms(voices, parsed, condition):
        return False
    if condition.form in ("only_if", "unless", "without", "iff") or _is_strict(voices, condition):
        return bool(speaker.text) or actor.actor is not None or _is_somebodys(condition.governor)
    if _is_willing(condition.governor) and actor.actor is not None and not voices.same_party(actor.actor, doer.actor):
        return True
    if speaker.text and not stands_apart(voices, speaker) and _is_granted(condition):
        return True
    if speaker.text and _is_own(condition.governor) and (_is_granted(condition) or _is_ours(condition)):
        return True
    if speaker.text:
        other = doer.actor is not None and not voices.same_party(doer.actor, speaker.actor)
        third = actor.actor is not None and not voices.same_party(actor.actor, speaker.actor)
        return (other and (not third or _is_hostile(condition))) or voices.same_party(actor.actor, speaker.actor)
    others = doer.actor is not None or _is_granted(condition)
    return actor.actor is not None and others and not voices.same_party(actor.actor, doer.actor)


def _is_own(governor: Token) -> bool:
    """Whether whoever speaks acts: *they said they would sign if …*."""
    subject = subject_of(governor)
    return subject is not None and subject.lower_ in OWN


def _is_ours(condition: Condition) -> bool:
    """*If they stay, we will throw them out*: what the speaker's side will do on another's deed."""
    governor: Token = condition.governor
    acting, other = subject_of(governor), subject_of(condition.clause)
    will = any(c.lower_ in ("will", "shall", "’ll", "'ll") for c in governor.children)
    apart = other is not None and other.lower_ not in ("we", "i", "it", "this", "that")
    return will and apart and acting is not None and acting.lower_ == "we"


def _is_strict(voices: Voices, condition: Condition) -> bool:
    """*Provided that* and the like set a condition whoever acts."""
    return condition.span.of(voices.reading.text).lower().startswith(STRICT)


def _is_somebodys(governor: Token) -> bool:
    """Whether a party acts, known or not: *the Liberals will enter only if …*."""
    subject = subject_of(governor)
    may = any(c.lower_ == "may" for c in governor.children)
    return subject is not None and subject.dep_ == "nsubj" and is_party(subject) and not may


def _is_forced(condition: Condition) -> bool:
    """*Unless it rains, we would have to begin a drawdown*: what nobody wants is no condition that somebody sets."""
    governor: Token = condition.governor
    return any(t.lemma_ == "have" and t.dep_ != "aux" for t in (governor, governor.head)) and any(
        c.lower_ in WILL for c in (*governor.children, *governor.head.children)
    )


def _is_mused(condition: Condition) -> bool:
    """*If I worried about polls, I would not be here*: one's own mind, no condition of another's deed."""
    own = [subject_of(verb) for verb in (condition.governor, condition.clause)]
    who = {subject.lower_ if subject is not None else "" for subject in own}
    meant = who == {"we"} and condition.clause.lemma_ in ("want", "wish")  # *we must sign if we want peace*
    return condition.form == "if" and (who == {"i"} or meant)


def _is_feared(voices: Voices, condition: Condition) -> bool:
    """*Unless the flights begin, the deal might unravel*: what may come to pass, not what somebody holds back."""
    then = condition.consequent.of(voices.reading.text) if condition.consequent else ""
    return condition.form == "unless" and FEARED.search(then) is not None


def _is_of_terms(voices: Voices, parsed: Parsed, condition: Condition) -> bool:
    """Whether what cannot be without something is a deal, or a deed of a party: not *prices could climb*."""
    governor = next((a for a in condition.clause.ancestors if a.pos_ in ("VERB", "AUX")), condition.governor)
    subject = subject_of(governor) if governor is not None else None
    if governor is None:
        return False
    near = [*governor.children, *(g for c in governor.children if c.dep_ == "attr" for g in c.children)]
    if any(c.lower_ in WILL or c.lower_ == "no" for c in near) and any(
        c.dep_ == "neg" or c.lower_ == "no" for c in near
    ):
        return True
    ahead = governor.lemma_ != "be" or any(c.lower_ in WILL for c in near)
    acts = ahead and subject is not None and is_party(subject) and _acting(voices, parsed, governor).actor is not None
    return subject is not None and (subject.lemma_.lower() in TERMS or acts)


def stands_apart(voices: Voices, speaker: Someone) -> bool:
    """Whether a speaker speaks for no party: an analyst, an agency, somebody the table does not know."""
    cast = voices.reading.cast
    party = cast.acts_for(speaker.actor)
    return party is None or cast.actor(party).type not in ("state", "group", "territory")


def _is_granted(condition: Condition) -> bool:
    """Whether what follows is something that would be granted: *everything else can be discussed*."""
    governor: Token = condition.governor
    ahead = any(c.lower_ in WILL for c in governor.children)
    return _is_willing(governor) or (ahead and not _is_hostile(condition) and governor.lemma_.lower() in TALKING)


def _is_willing(governor: Token) -> bool:
    """*ready to sign if …*."""
    offered = governor.dep_ == "xcomp" and governor.head.lemma_ in OFFERING
    return (
        offered
        or governor.head.lower_ in WILLING
        or any(c.dep_ == "acomp" and c.lower_ in WILLING for c in governor.children)
    )


def _is_hostile(condition: Condition) -> bool:
    """Whether what follows hurts: by its verb, or by what it does; the condition's own words do not count."""
    governor: Token = condition.governor
    if governor.lemma_ in ENDING:
        return False  # *the attacks would stop if …*
    own = {int(t.i) for t in condition.clause.subtree} if condition.clause != governor else set()
    near = [governor, *governor.children, *(g for c in governor.children for g in c.children)]
    near += [t for t in governor.subtree if t.dep_ == "xcomp" and t.head.pos_ == "ADJ"]  # *free to strike back*
    words = {t.lemma_.lower() for t in near if int(t.i) not in own or t == governor}
    about = {c.lower_ for c in governor.children if c.dep_ == "prep"} <= {"in", "of", "on", "during", "after"}
    objects = {t.lemma_.lower() for t in near if t.dep_ != "pobj" or not about}
    return bool(words & HOSTILE or objects & words & HURTS)


def _form(condition: Condition, *, own: bool, hostile: bool) -> tuple[str, Span]:
    whole = _whole(condition)
    governor, clause = condition.governor, condition.clause
    refuses = governor is not None and any(c.dep_ == "neg" for c in governor.children)
    negated = any(c.dep_ == "neg" for c in clause.children)
    will = governor is not None and any(c.lower_ in WILL for c in governor.children)
    if condition.form == "without":
        return "without", whole
    if (
        condition.form != "only_if"
        and will
        and hostile
        and not refuses
        and (own or negated or condition.form in ("if", "unless"))
    ):
        return "threat", whole
    if governor is not None and governor.dep_ == "xcomp" and governor.head.lemma_ in THREATENING:
        return "threat", whole
    if own and negated and will and not refuses:
        return "threat", whole
    return {"only_if": "only_if", "iff": "only_if", "unless": "unless"}.get(
        condition.form, "if_condition"
    ), condition.said


def _whole(condition: Condition) -> Span:
    other = condition.consequent or condition.span
    return Span(min(other.start, condition.span.start), max(other.end, condition.span.end))


def _not_until(voices: Voices, parsed: Parsed) -> Iterator[Demand]:
    """*will not disarm until Israel withdraws*: what must come first is a precondition."""
    for token in parsed.tokens:
        if token.lower_ not in ("until", "before", "till") or token.head == token:
            continue
        clause = (
            token.head
            if token.dep_ == "mark"
            else next((c for c in token.children if c.dep_ in ("pobj", "pcomp")), token)
        )
        governor = next((a for a in clause.ancestors if a.pos_ in ("VERB", "AUX") and a.i < token.i), None)
        if governor is None or clause.ent_type_ in ("DATE", "TIME") or not _withholds(token, governor):
            continue
        speaker = voices.speaker(parsed, token)
        holder = speaker if speaker.text else _acting(voices, parsed, governor)
        if holder.actor or holder.text:
            of = (
                _acting(voices, parsed, clause).actor
                if clause.pos_ in ("VERB", "AUX")
                else addressee(voices, parsed, clause, holder.actor)
            )
            span = phrase_span(voices, parsed, clause, after=int(token.i))
            for part in joined(voices.reading.text, parsed, clause, span):
                yield Demand(parsed, part, "precondition", holder, of, token)


def _withholds(token: Token, governor: Token) -> bool:
    """*will not leave until*, *will stay until*: something is held back, or kept up, for what must come first."""
    return _refuses(governor) or (token.lower_ == "until" and persists(governor) and token.sent[-1].text != "?")


def _refuses(governor: Token) -> bool:
    words_in = {c.lower_ for c in governor.children}
    near = [
        *governor.children,
        *(g for c in governor.children for g in (*c.children, *(n for m in c.lefts for n in m.lefts))),
    ]
    negated = any(c.dep_ == "neg" for c in governor.children) or any(t.lower_ in NONE for t in near)
    subject = subject_of(governor)
    if subject is not None and any(t.lower_ in NONE for c in (subject, *subject.lefts) for t in (c, *c.lefts)):
        return True  # *not one truck leaves until …*
    return (
        (negated and bool(words_in & (WILL | {"can", "cannot", "ca", "wo", "could", "must", "should"})))
        or (negated and governor.tag_ == "VBG" and bool(words_in & GOING))  # *we are not going back until …*
        or "refuse" in (governor.lemma_, governor.head.lemma_ if governor.dep_ == "xcomp" else "")
        or (governor.lemma_ == "rule" and "out" in words_in)
    )
