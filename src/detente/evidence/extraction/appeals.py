"""What is asked by a turn of phrase: *it is time to …*, *warned against …*, *the onus is on*."""

import re
from collections.abc import Iterator

from detente.evidence.extraction.asked import Demand, is_to, negated, phrase_span, to_of
from detente.evidence.extraction.coordination import parted, things
from detente.evidence.extraction.demands import DEEDS
from detente.evidence.extraction.lexicon import words
from detente.evidence.extraction.parse import Parsed, Token
from detente.evidence.extraction.parties import addressee, asker, can_ask, doer, is_party, other
from detente.evidence.extraction.voices import Voices, subject_of

__all__ = ["appeals"]

ADVISING = frozenset({"advise", "caution", "counsel", "warn"})
DUTIES = words("appeals_duties")
DUE = words("appeals_due")  # *it is time*, *the moment has come*
LYING = frozenset({"fall", "lie", "rest", "be"})  # *the burden lies with*
FLOATING = words("appeals_floating")
IDEAS = frozenset({"idea", "possibility", "prospect", "option", "notion"})
STEPS = frozenset({"measure", "move", "step", "gesture"})
WAYS = frozenset({"answer", "path", "priority", "remedy", "solution", "step", "task", "way"})
FOREMOST = frozenset({"best", "essential", "first", "immediate", "next", "only", "sole", "urgent"})
RESTING = frozenset({"depend", "hinge", "rest"})
GRANTED = words("stipulations_terms")
GIVEN = re.compile(r"\b(?:until|by|hours?|days?|weeks?|months?|deadline)\b")
UNTIL = re.compile(r"\b(?:until|till)\b")
COULD = frozenset({"could", "might", "should", "would", "must", "can"})


def appeals(voices: Voices, parsed: Parsed) -> Iterator[Demand]:
    """Demands that no single verb or noun makes."""
    for token in parsed.tokens:
        lemma = token.lemma_.lower()
        if lemma in ADVISING:
            yield from _against(voices, parsed, token)
        if lemma == "remind" or lemma in LYING:
            yield from _duty(voices, parsed, token)
        if lemma in ("give", "have") and token.pos_ in ("VERB", "AUX"):
            yield from _giving_time(voices, parsed, token)
        if lemma in DUE:
            yield from _due(voices, parsed, token)
        if lemma in IDEAS:
            yield from _floated(voices, parsed, token)
        if lemma == "include":
            yield from _steps(voices, parsed, token)
        if lemma in WAYS and token.dep_ == "nsubj":
            yield from _way(voices, parsed, token)
        if lemma in RESTING:
            yield from _rests(voices, parsed, token)


def _against(voices: Voices, parsed: Parsed, verb: Token) -> Iterator[Demand]:
    """*cautioned against any move*, *warned Chad against crossing the river*: that it be left undone."""
    against = next((c for c in verb.children if c.lower_ == "against" and c.i > verb.i), None)
    holder = asker(voices, parsed, verb) if against is not None else None
    if against is None or holder is None or not can_ask(parsed, verb, holder):
        return
    warned = next((c for c in verb.children if c.dep_ in ("dobj", "dative")), None)
    of = other(voices, holder, voices.who(parsed, warned).actor) if warned is not None else None
    yield Demand(parsed, phrase_span(voices, parsed, against), "demand", holder, of, verb)


def _duty(voices: Voices, parsed: Parsed, verb: Token) -> Iterator[Demand]:
    """*reminded Oslo of its duty to act*, *it is incumbent on Oslo to act*, *the onus is on Oslo to act*."""
    noun = next((t for t in verb.subtree if t.lemma_.lower() in DUTIES and abs(t.i - verb.i) < 8), None)
    near = (
        [*noun.children, *verb.children, *(g for c in verb.children for g in c.children)] if noun is not None else []
    )
    clause = next((c for c in near if noun is not None and c.i > noun.i and c.tag_ == "VB" and is_to(c)), None)
    if noun is None or clause is None:
        return
    bearer = next(
        (t for t in verb.subtree if t.dep_ in ("dobj", "pobj", "poss") and t.i < clause.i and is_party(t)), None
    )
    reminds = verb.lemma_ == "remind"
    holder = asker(voices, parsed, verb) if reminds else voices.speaker(parsed, verb)
    if holder.text and (reminds or bearer is not None):
        of = voices.who(parsed, bearer).actor if bearer is not None else None
        span = phrase_span(voices, parsed, clause, after=to_of(clause))
        yield from parted(voices, Demand(parsed, span, "demand", holder, other(voices, holder, of), verb))


def _giving_time(voices: Voices, parsed: Parsed, verb: Token) -> Iterator[Demand]:
    """*gave Iran until Friday to …*, *gave the rebels ten days to …*; *Iran has until Friday to …*, in a voice."""
    given = next((c for c in verb.children if c.dep_ in ("dative", "dobj")), None)
    receiver = given if verb.lemma_ == "give" else subject_of(verb) if verb.lemma_ == "have" else None
    if receiver is None or not (verb.lemma_ == "give" or is_party(receiver)):
        return
    clause = next((t for t in verb.subtree if t.tag_ == "VB" and is_to(t) and t.i > receiver.i), None)
    words = " ".join(t.lower_ for t in parsed.tokens if clause is not None and receiver.i < t.i < clause.i)
    if clause is not None and (GIVEN if verb.lemma_ == "give" else UNTIL).search(words):
        of = voices.who(parsed, receiver).actor
        span = phrase_span(voices, parsed, clause, after=to_of(clause))
        holder = asker(voices, parsed, verb) if verb.lemma_ == "give" else voices.speaker(parsed, verb)
        if verb.lemma_ == "give" or holder.text:
            yield from parted(voices, Demand(parsed, span, "deadline", holder, of, verb))


def _due(voices: Voices, parsed: Parsed, noun: Token) -> Iterator[Demand]:
    """*it is time for Oslo to act*, *the time has come to act*, *now is the moment to act*."""
    verb = noun.head if noun.head.pos_ in ("VERB", "AUX") else noun
    is_due = verb.lemma_ == "come" or (verb.lemma_ == "be" and _points_here(noun, verb))
    near = [c for c in [*noun.children, *verb.children] if c.i > noun.i]
    clause = next((c for c in near if (c.tag_ == "VB" and is_to(c)) or _is_told(c)), None)
    speaker = voices.speaker(parsed, noun)
    if is_due and clause is not None and speaker.text and not negated(verb):
        span = phrase_span(voices, parsed, clause, after=to_of(clause))
        of = other(voices, speaker, doer(voices, parsed, clause))
        yield from parted(voices, Demand(parsed, span, "demand", speaker, of, noun))


def _is_told(clause: Token) -> bool:
    """*(it is time) the ban was lifted*, with *that* or without."""
    kind = clause.dep_ in ("acl", "ccomp", "relcl") and clause.tag_ in ("VBD", "VBN", "VB")
    return kind and any(c.dep_ in ("nsubj", "nsubjpass") for c in clause.children)


def _points_here(noun: Token, verb: Token) -> bool:
    return any(c.lower_ in ("it", "now", "this", "today") and c != noun for c in verb.children)


def _floated(voices: Voices, parsed: Parsed, noun: Token) -> Iterator[Demand]:
    """*floated the idea of a joint patrol*: a proposal."""
    verb = noun.head
    thing = next(
        (g for c in noun.children if c.lower_ == "of" for g in c.children if g.dep_ in ("pobj", "pcomp")), None
    )
    if noun.dep_ != "dobj" or verb.lemma_.lower() not in FLOATING or thing is None:
        return
    holder = asker(voices, parsed, verb)
    if can_ask(parsed, verb, holder):
        of = addressee(voices, parsed, thing, holder.actor)
        yield Demand(parsed, phrase_span(voices, parsed, thing), "proposal", holder, of, verb)


def _steps(voices: Voices, parsed: Parsed, verb: Token) -> Iterator[Demand]:
    """*steps could include opening a hotline*, in somebody's voice: each step is proposed."""
    subject, speaker = subject_of(verb), voices.speaker(parsed, verb)
    could = any(c.dep_ == "aux" and c.lower_ in COULD for c in verb.children)
    if subject is None or subject.lemma_.lower() not in STEPS or not could:
        return
    first = next((c for c in verb.children if c.i > verb.i and c.dep_ in ("dobj", "xcomp", "prep")), None)
    for span in things(voices, parsed, first.left_edge) if first is not None else []:
        yield Demand(parsed, span, "proposal", speaker, None, verb)


def _way(voices: Voices, parsed: Parsed, noun: Token) -> Iterator[Demand]:
    """*The first step is to open the road*, *our task is to …*, *the only way out is a vote*, in somebody's voice."""
    verb, speaker = noun.head, voices.speaker(parsed, noun)
    chosen = any(c.lower_ in FOREMOST or c.dep_ == "poss" for c in noun.lefts)
    if verb.lemma_ != "be" or not speaker.text or not chosen:
        return
    clause = next((c for c in verb.children if c.i > verb.i and c.dep_ in ("xcomp", "advcl") and is_to(c)), None)
    thing = next((c for c in verb.children if c.i > verb.i and c.dep_ == "attr" and c.pos_ == "NOUN"), None)
    if clause is not None:
        span = phrase_span(voices, parsed, clause, after=to_of(clause))
    elif thing is not None and thing.lemma_.lower() in DEEDS:
        span = phrase_span(voices, parsed, thing)
    else:
        return
    yield from parted(voices, Demand(parsed, span, "proposal", speaker, None, noun))


def _rests(voices: Voices, parsed: Parsed, verb: Token) -> Iterator[Demand]:
    """*any relief depends on access to the sites*, *a deal hinges on a vote*: a precondition, in somebody's voice."""
    subject, speaker = subject_of(verb), voices.speaker(parsed, verb)
    on = next((c for c in verb.children if c.lower_ in ("on", "upon") and c.i > verb.i), None)
    thing = next((g for g in on.children if g.dep_ in ("pobj", "pcomp")), None) if on is not None else None
    if subject is None or thing is None or not speaker.text or verb.tag_ == "VBG":
        return
    if subject.lemma_.lower() in GRANTED | DEEDS and thing.lemma_.lower() in DEEDS:
        of = addressee(voices, parsed, thing, speaker.actor)
        yield Demand(parsed, phrase_span(voices, parsed, thing), "precondition", speaker, of, verb)
