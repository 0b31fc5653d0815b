"""What is asked by a noun: *Israel's demand that …*, *a call for …*, *what we need is …*."""

import re
from collections.abc import Iterator, Sequence

from detente.evidence.document import Span
from detente.evidence.extraction.asked import Demand, phrase_span
from detente.evidence.extraction.coordination import parted, things
from detente.evidence.extraction.lexicon import forms, words
from detente.evidence.extraction.parse import Parsed, Token
from detente.evidence.extraction.parties import addressee, in_voice, is_party
from detente.evidence.extraction.reference import Someone
from detente.evidence.extraction.voices import NOBODY, Voices, subject_of

__all__ = ["cleft", "nominal", "owner", "token_at"]

ASKS = forms("terms_asks")
CONDITION_NOUNS = words("terms_condition_nouns")
AIMS = frozenset({"aim", "ambition", "aspiration", "goal", "objective"})
MAKING = words("terms_making")
MEETING = words("terms_meeting")
NEAR, FAR = 5, 10  # tokens from a noun to whose it is, and where the parse joins the two
UPON = frozenset({"proposal", "offer", "demand", "request"})  # on a subject, not for a thing
CLEFT = re.compile(
    r"\b(?:what|all|the (?:first |only |main )?thing(?: that)?)\s+(?P<who>[^.,;:?!]{1,60}?)\s+"
    r"(?:(?:do|does|did|really|urgently|now|most|is|are|has|have)\s+)?"
    r"(?P<verb>needs?|wants?|asks?|asking|asked|demands?|expects?|seeks?|requires?|insists?)\b"
    r"(?:\s+(?:for|on))?(?:\s+(?:of|from)\s+(?P<of>[^.,;:?!]{1,40}?))?(?:\s+(?:now|today|most|first))?\s+(?:is|are|was|were)\s+",
    re.IGNORECASE,
)
TO_DO = re.compile(
    r"\b(?:what|all)\s+(?P<who>[^.,;:?!]{1,40}?)\s+(?:should|must|ha(?:s|ve) to|needs? to|ought to)\s+(?:now\s+)?do"
    r"\s+(?:now\s+)?is\s+(?:to\s+)?",
    re.IGNORECASE,
)
CLEFT_FORMS = {"need": "need", "want": "want", "seek": "want", "expect": "expectation", "require": "need"}
ONLY = frozenset(
    {"central", "chief", "first", "key", "main", "only", "primary", "principal", "second", "sole", "top"}
)
HOLDING = frozenset({"have", "hold", "join", "make", "place", "receive", "take"})
CALLS = frozenset({"appeal", "call", "demand", "plea", "request"})
WOULD = frozenset({"must", "shall", "should", "will", "would"})


def nominal(voices: Voices, parsed: Parsed, earlier: Sequence[Demand]) -> Iterator[Demand]:
    """Demands made by a noun: *the demand that …*, *calls for …*, *a deadline for X to …*."""
    for token in parsed.tokens:
        if token.pos_ in ("NOUN", "PROPN") and (form := ASKS.get(token.lemma_.lower())):
            yield from _of_noun(voices, parsed, token, form, earlier)
            yield from _called_so(voices, parsed, token, form)
        if token.lemma_.lower() in CONDITION_NOUNS and token.dep_ == "nsubj":
            yield from _unmet(voices, parsed, token)
        if token.lemma_.lower() in ("condition", "precondition", "prerequisite"):
            yield from _made_condition(voices, parsed, token)


def _of_noun(voices: Voices, parsed: Parsed, noun: Token, form: str, earlier: Sequence[Demand]) -> Iterator[Demand]:
    asked, doer = _content(noun) if form != "need" or parsed.tokens[-1].text != "?" else (None, None)
    if form == "precondition" and (said := _is_so(noun)) is not None:
        asked, doer = said, None
    if form == "precondition" and asked is not None and asked.dep_ in ("pobj", "pcomp"):
        return  # *a condition for talks*: what it is for is not what is asked
    if (
        asked is None
        or any(t.text == ":" for t in asked.doc[noun.i : asked.i])
        or voices.reading.in_direct(parsed, asked) != voices.reading.in_direct(parsed, noun)
    ):
        return
    to = next((int(c.i) for c in asked.children if c.tag_ == "TO"), -1)
    start = phrase_span(voices, parsed, asked, after=to)
    holder, of = _asker(voices, parsed, noun, earlier)
    target = voices.who(parsed, doer).actor if doer is not None else None
    unowned = form in ("need", "deadline") or (form == "demand" and _is_unowned(noun, asked))
    if form == "threat" and not holder.text and asked.pos_ == "VERB" and (subject := subject_of(asked)) is not None:
        holder = voices.who(parsed, subject)
    if holder.text or holder.actor or unowned:
        yield Demand(
            parsed, start, form, holder, target or of or addressee(voices, parsed, asked, holder.actor), noun
        )


def _called_so(voices: Voices, parsed: Parsed, noun: Token, form: str) -> Iterator[Demand]:
    """*A recount is the union's main demand*: what somebody's demand is said to be."""
    owned = noun.dep_ == "attr" and noun.head.lemma_ in ("be", "remain") and any(c.dep_ == "poss" for c in noun.lefts)
    holder = owner(voices, parsed, noun) if owned else None
    thing = next((c for c in noun.head.children if c.dep_ in ("nsubj", "csubj")), None)
    if holder is not None and thing is not None and thing.pos_ in ("NOUN", "VERB"):
        of = addressee(voices, parsed, thing, holder.actor)
        yield Demand(parsed, phrase_span(voices, parsed, thing), form, holder, of, noun)


def _is_unowned(noun: Token, asked: Token) -> bool:
    """Whether somebody asks who is not told: *calls to …*, *calls for his resignation*; not *demand for copper*."""
    if noun.dep_ == "dobj" and noun.head.lemma_ in HOLDING:
        return False  # *held a call to discuss the truce*
    rejected = noun.dep_ == "dobj" and noun.head.lemma_ in MEETING
    return asked.pos_ in ("VERB", "AUX") or (noun.lemma_ in CALLS and (noun.tag_ == "NNS" or rejected))


def _content(noun: Token) -> tuple[Token | None, Token | None]:
    """What the noun asks, and who shall do it."""
    for child in (*noun.children, *_beside(noun)):
        if child.i > noun.i and child.dep_ in ("acl", "relcl", "ccomp", "advcl", "xcomp") and _asks(child):
            return child, next(
                (c for c in child.children if c.dep_ in ("nsubj", "nsubjpass") and c.lower_ not in ("that", "which")),
                None,
            )
        if child.dep_ == "prep" and child.lower_ in ("for", "on") and child.i > noun.i:
            if child.lower_ == "on" and noun.lemma_.lower() in UPON:
                continue  # *a proposal on the table*
            thing = next((g for g in child.children if g.dep_ in ("pobj", "pcomp")), None)
            infinitive = next(
                (
                    t
                    for t in (*noun.subtree, *(noun.head.children if noun.lemma_ == "pressure" else ()))
                    if thing is not None
                    and t.i > thing.i
                    and t.tag_ == "VB"
                    and _has_to(t)
                    and (t.head in (noun, thing, noun.head) or (noun.lemma_ == "pressure" and t.head.head == thing))
                ),
                None,
            )
            if thing is not None and infinitive is not None:
                return infinitive, thing
            if (
                thing is not None
                and noun.lemma_.lower() != "pressure"
                and thing.pos_ in ("NOUN", "VERB", "ADJ", "PROPN")
                and thing.ent_type_ not in ("DATE", "TIME", "PERSON")
            ):
                return thing, None
    voiced = noun.dep_ == "dobj" and noun.head.lemma_ in MAKING | MEETING
    far = (c for c in noun.head.children if voiced and c.i > noun.i and c.dep_ in ("advcl", "xcomp", "ccomp"))
    return next((c for c in far if _asks(c)), None) or _is_so(noun), None


def _beside(noun: Token) -> list[Token]:
    """*made a plea for his release*: what the parse hung on the verb, though it stands right after the noun."""
    voiced = noun.dep_ == "dobj" and noun.head.lemma_ in MAKING | MEETING
    return [c for c in noun.head.children if voiced and c.dep_ == "prep" and c.i == noun.i + 1]


def _is_so(noun: Token) -> Token | None:
    """What the noun is said to be: *our only demand is a truce*, *its proposal is that they meet*."""
    owned = any(c.dep_ == "poss" for c in noun.lefts)
    named = next((c for c in noun.rights if c.dep_ == "appos" and c.pos_ == "NOUN"), None)
    if named is not None and owned and noun.lemma_.lower() in CONDITION_NOUNS:
        return named  # *its main condition, an amnesty, was turned down*
    owned = owned or any(c.lower_ == "of" for c in noun.rights)
    if noun.dep_ != "nsubj" or noun.head.lemma_ not in ("be", "remain") or not owned:
        return None
    after = [c for c in noun.head.children if c.i > noun.head.i]
    clause = next((c for c in after if c.dep_ in ("ccomp", "xcomp", "advcl", "conj") and _asks(c)), None)
    alone = noun.lemma_.lower() in CONDITION_NOUNS | AIMS or any(c.lower_ in ONLY for c in noun.lefts)
    return clause or next((c for c in after if alone and c.dep_ == "attr" and c.pos_ == "NOUN"), None)


def _has_to(verb: Token) -> bool:
    return any(c.tag_ == "TO" for c in verb.children)


def _asks(clause: Token) -> bool:
    marked = any(c.dep_ == "mark" and c.lower_ in ("that", "for") for c in clause.children)
    return marked or _says_that(clause) or _has_to(clause)


def _says_that(clause: Token) -> bool:
    """Whether a clause after *that* says what is asked, taken for a relative one: *hope that they sign*."""
    first = clause.left_edge
    ahead = clause.tag_ in ("VB", "VBP") or any(c.dep_ == "aux" and c.lower_ in WOULD for c in clause.children)
    subject = any(c.dep_ in ("nsubj", "nsubjpass") and c != first for c in clause.children)
    return clause.dep_ == "relcl" and first.lower_ == "that" and clause.head.i == first.i - 1 and ahead and subject


def _asker(voices: Voices, parsed: Parsed, noun: Token, earlier: Sequence[Demand]) -> tuple[Someone, str | None]:
    """Who asks by this noun, and of whom where the sentence says who meets or rejects it."""
    if (whose := owner(voices, parsed, noun)) is not None:
        return whose, None
    verb = (
        noun.head
        if noun.head.pos_ in ("VERB", "AUX")
        else next((a for a in noun.ancestors if a.pos_ == "VERB"), None)
    )
    subject = subject_of(verb) if verb is not None else None
    if verb is not None and subject is not None and subject != noun:
        who = voices.who(parsed, subject)
        if verb.lemma_ in MEETING:
            return _opponent(voices, who.actor, earlier), who.actor
        able = who.actor is not None or is_party(subject)
        if verb.lemma_ in MAKING and able and (noun.lemma_ != "need" or subject.pos_ != "PRON"):
            return who, None
    return voices.speaker(parsed, noun), None


def owner(voices: Voices, parsed: Parsed, noun: Token) -> Someone | None:
    """Whose a noun is: *Chad's demand*, *a demand by Chad*; None where nobody is told."""
    for child in noun.subtree:
        direct = child.head == noun and child.dep_ in ("poss", "amod", "compound", "nmod")
        by = (
            child.dep_ == "pobj"
            and (
                child.head.lower_ in ("by", "from")
                or (child.head.lower_ == "of" and child.pos_ == "NOUN" and is_party(child))
            )
            and child.i > noun.i
            and child.i - noun.i < (FAR if child.head.head == noun else NEAR)
        )
        if (direct or by) and (found := voices.who(parsed, child)).actor:
            return found
        owning = (direct and child.dep_ == "poss") or (by and child.head.lower_ == "of")
        if owning and child.pos_ in ("NOUN", "PROPN") and is_party(child):
            return voices.who(parsed, child)
        if direct and (mention := voices.reading.cast.at(parsed.span(child).start)):
            return Someone(mention.actor, mention.span.of(voices.reading.text))
    return None


def _opponent(voices: Voices, actor: str | None, earlier: Sequence[Demand]) -> Someone:
    """Who last asked something of this actor."""
    for demand in reversed(earlier[-12:]):
        if demand.holder.actor and voices.same_party(demand.of, actor):
            return Someone(voices.reading.cast.acts_for(demand.holder.actor), demand.holder.text)
    return NOBODY


def _unmet(voices: Voices, parsed: Parsed, noun: Token) -> Iterator[Demand]:
    """Conditions that are spoken of but not listed: *the conditions for a meeting were not there yet*."""
    speaker = voices.speaker(parsed, noun)
    if (
        not speaker.text
        or noun.head.lemma_.lower() in ("include", "comprise", "consist")
        or noun.lemma_.lower() == "demand"
    ):
        return
    if any(c.dep_ in ("acl", "prep", "relcl") for c in noun.children):
        yield Demand(parsed, phrase_span(voices, parsed, noun.head), "precondition", speaker, None, noun)


def _made_condition(voices: Voices, parsed: Parsed, noun: Token) -> Iterator[Demand]:
    """*made a truce a condition for talks*, *a truce is a precondition for talks*, *a truce as a precondition*."""
    verb = noun.head
    thing: Token | None = None
    if noun.dep_ == "attr" and verb.lemma_ == "be":
        thing = next((c for c in verb.children if c.dep_ in ("nsubj", "csubj")), None)
        holder = voices.speaker(parsed, noun)
    elif noun.dep_ in ("oprd", "dobj", "ccomp") and verb.lemma_ in ("make", "consider", "call"):
        thing = next((c for c in noun.children if c.dep_ == "nsubj"), None) or next(
            (c for c in verb.children if c.dep_ == "dobj" and c != noun), None
        )
        holder = voices.who(parsed, subject) if (subject := subject_of(verb)) is not None else NOBODY
    elif noun.dep_ == "pobj" and verb.lower_ == "as" and verb.head.pos_ in ("VERB", "NOUN"):
        governor = (
            verb.head if verb.head.pos_ == "VERB" else next((a for a in verb.ancestors if a.pos_ == "VERB"), None)
        )
        thing = next((c for c in governor.children if c.dep_ == "dobj"), None) if governor is not None else None
        holder = (
            voices.who(parsed, subject)
            if governor is not None and (subject := subject_of(governor)) is not None
            else NOBODY
        )
    if thing is not None and thing.pos_ in ("NOUN", "PROPN", "VERB") and (holder.text or holder.actor):
        span = phrase_span(voices, parsed, thing)
        cut = span.of(voices.reading.text).find(" as a ")
        span = Span(span.start, span.start + cut) if cut > 0 else span
        yield Demand(parsed, span, "precondition", holder, addressee(voices, parsed, thing, holder.actor), noun)


def cleft(voices: Voices, parsed: Parsed) -> Iterator[Demand]:
    """*What we need from them is a truce and fuel*, *all Oslo asks is …*; after a colon where one follows."""
    text, sentence = voices.reading.text, parsed.sentence.span
    yield from _done(voices, parsed)
    match = CLEFT.search(text, sentence.start, sentence.end)
    verb = token_at(parsed, match.start("verb")) if match else None
    subject = token_at(parsed, match.end("who") - 1) if match else None
    if match is None or verb is None or subject is None:
        return
    holder = in_voice(voices, parsed, verb, voices.who(parsed, subject))
    if not (holder.actor or holder.text):
        return
    colon = text.find(": ", match.end(), sentence.end)
    first = token_at(parsed, colon + 2 if colon >= 0 else match.end())
    of = voices.who(parsed, token_at(parsed, match.end("of") - 1)).actor if match["of"] else None
    form = CLEFT_FORMS.get(verb.lemma_.lower(), "demand")
    first = first.nbor(1) if first.lower_ == "that" and first.i + 1 < parsed.tokens.end else first
    for span in things(voices, parsed, first):
        yield Demand(parsed, span, form, holder, of, verb)


def _done(voices: Voices, parsed: Parsed) -> Iterator[Demand]:
    """*What they should do is pull out*, *all Chad must do is to sign*, in somebody's voice."""
    text, sentence = voices.reading.text, parsed.sentence.span
    match = TO_DO.search(text, sentence.start, sentence.end)
    clause = token_at(parsed, match.end()) if match is not None else None
    speaker = voices.speaker(parsed, clause) if clause is not None else NOBODY
    if match is None or clause is None or not speaker.text or clause.pos_ != "VERB":
        return
    of = voices.who(parsed, token_at(parsed, match.end("who") - 1)).actor
    span = phrase_span(voices, parsed, clause, after=int(clause.i) - 1)
    yield from parted(voices, Demand(parsed, span, "demand", speaker, of, clause))


def token_at(parsed: Parsed, position: int) -> Token:
    """The token at a place of the text, or the first after it."""
    return next((t for t in parsed.tokens if parsed.span(t).end > position), parsed.tokens[0])
