"""Who says it: the phrase that names the speaker of a verb or noun of saying, by the parse."""

from detente.evidence.extraction.content import SAYING
from detente.evidence.extraction.lexicon import words
from detente.evidence.extraction.parse import Token

__all__ = ["CLOSING", "CONVINCED", "FINITE", "ISSUED", "is_being", "joined_to", "lets_know", "speaker_token", "whose"]

CONVINCED = words("attribution_convinced")
ISSUED = words("attribution_issued")
CLOSING = ("”", '"', "’", "'", "»")
FINITE = ("VBD", "VBZ", "VBP", "VBN")


def speaker_token(verb: Token) -> Token | None:
    """The head of the phrase that names who says it, through conjunctions, participles and passives."""
    if lets_know(verb):
        return speaker_token(verb.head)
    if verb.lower_ in CONVINCED and (subject := _convinced(verb)) is not None:
        return subject
    for child in sorted(verb.children, key=lambda c: abs(c.i - verb.i)):
        if child.i + 1 < len(child.doc) and "-" in (child.text, child.nbor().text):
            continue  # what the parse cut off a word: *co-president Ann Orr*
        if child.dep_ == "nsubj" and child.lower_ not in ("it", "that", "which", "what"):
            return child if child.lower_ != "who" else _antecedent(verb)
        if child.dep_ == "nsubj" and child.lower_ in ("which", "that"):
            return _antecedent(verb)
        if child.dep_ == "nsubj" and child.lower_ == "it" and verb.dep_ != "relcl":
            return child
    if agent := next((g for c in verb.children if c.dep_ == "agent" for g in c.children if g.dep_ == "pobj"), None):
        return agent
    if passive := next((c for c in verb.children if c.dep_ == "nsubjpass"), None):
        asked = verb.lemma_.lower() in ("ask", "quote", "tell", "inform", "remind") and passive.lower_ != "it"
        return passive if asked and verb.lemma_.lower() == "ask" else None
    if verb.dep_ in ("conj", "xcomp", "advcl", "pcomp") and verb.head != verb:
        return _inherited(verb)
    if verb.dep_ == "acl" and (verb.tag_ == "VBG" or (verb.tag_ in ("VBD", "VBN") and verb.head.dep_ == "ROOT")):
        return _issuer_of(verb.head) or verb.head
    return _inverted(verb) or _lost(verb)


def _inverted(verb: Token) -> Token | None:
    """Who stands after a verb of saying that follows a quotation: *“Why?” asked the envoy*."""
    if verb.i == 0 or verb.nbor(-1).text not in CLOSING or verb.lemma_.lower() not in SAYING:
        return None
    return next((c for c in verb.rights if c.dep_ in ("dobj", "attr", "npadvmod", "dep")), None)


def _lost(verb: Token) -> Token | None:
    """The noun before a verb of saying left without a subject: *in a note to Chad, Mali's envoy said*."""
    if verb.tag_ not in ("VBD", "VBZ", "VBP") or verb.lemma_.lower() not in SAYING:
        return None
    before = next((t for t in reversed(list(verb.sent)) if t.i < verb.i and t.pos_ not in ("ADV", "AUX")), None)
    return before if before is not None and before.pos_ in ("NOUN", "PROPN") else None


def lets_know(token: Token) -> bool:
    """Whether somebody is let know it: *let both sides know that*."""
    return bool(token.lemma_ in ("know", "known") and token.dep_ == "ccomp" and token.head.lemma_ == "let")


def _issuer_of(noun: Token) -> Token | None:
    """Who makes the statement that says it: *released a statement saying*, *a letter from the envoy saying*."""
    if noun.lower_ not in ISSUED:  # *a statement after the talks saying*
        noun = next((a for a in noun.ancestors if a.lower_ in ISSUED and a.dep_ in ("dobj", "pobj")), noun)
    if noun.lower_ not in ISSUED:
        return None
    verb = noun.head if noun.dep_ == "dobj" else noun.head.head if noun.dep_ == "pobj" else noun
    made = speaker_token(verb) if verb != noun and verb.pos_ == "VERB" else None
    return whose(noun) or made


def _convinced(word: Token) -> Token | None:
    """Who is *convinced* or *confident*, which the parse takes for a verb or for what somebody is."""
    aux = (c for c in word.children if c.dep_ in ("aux", "auxpass"))
    verbs = (word, word.head) if word.dep_ in ("acomp", "xcomp") else (word, *aux)
    return next((c for verb in verbs for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")), None)


def _inherited(verb: Token) -> Token | None:
    head = joined_to(verb) if verb.dep_ != "pcomp" else verb.head.head
    told_to = verb.tag_ == "VB" and any(c.tag_ == "TO" for c in verb.children)  # *met the press to announce that*
    if (verb.dep_ == "advcl" and verb.tag_ != "VBG" and not told_to) or head == verb:
        return None
    if head.pos_ not in ("VERB", "AUX"):
        return None
    if verb.tag_ == "VB" and any(c.dep_ == "nsubj" and c.lower_ == "it" for c in head.children):
        return None  # *it is important to note that*
    quoted = next((c for c in head.children if c.dep_ == "nsubjpass"), None)
    return quoted if quoted is not None and head.lemma_ in ("quote", "cite", "report") else speaker_token(head)


def joined_to(verb: Token) -> Token:
    """What a verb is joined to: where it has a tense, one that has (*reiterated that … not be used and sought*)."""
    if (
        verb.dep_ != "conj"
        or verb.tag_ not in ("VBD", "VBZ")
        or any(c.dep_ in ("aux", "auxpass") for c in verb.children)
    ):
        return verb.head
    tensed = [a for a in verb.ancestors if a.tag_ in ("VBD", "VBZ", "VBP")]
    return next((a for a in tensed if a.tag_ == verb.tag_), tensed[0] if tensed else verb.head)


def _antecedent(verb: Token) -> Token | None:
    return verb.head if verb.dep_ == "relcl" else None


def whose(noun: Token) -> Token | None:
    """Who it is that a noun of saying is of: *Lee's claim*, *a report by Lee*, *Lee is of the view*."""
    if noun.dep_ == "pobj" and noun.head.lower_ == "of" and is_being(noun.head.head):
        return speaker_token(noun.head.head)  # *Lee is of the view that*
    for child in noun.children:
        if child.dep_ == "poss" or any(c.dep_ == "case" for c in child.children):
            return child
        if child.lower_ in ("by", "from", "of"):
            return next((c for c in child.children if c.dep_ == "pobj"), None)
        if child.dep_ == "acl" and child.tag_ == "VBN":  # *a view held by the envoy*
            return next((g for c in child.children if c.dep_ == "agent" for g in c.children), None)
    return None


def is_being(verb: Token) -> bool:
    """Whether it is *is* or *was*, not *to be*."""
    return bool(verb.lemma_ == "be" and verb.tag_ in FINITE)
