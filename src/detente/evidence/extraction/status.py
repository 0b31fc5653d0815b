"""What kind of statement each sentence is: fact, attributed, hedged, conditional, question or directive."""

import re

from detente.evidence.document import Span
from detente.evidence.extraction.cues import hedge_cues
from detente.evidence.extraction.lexicon import caseless
from detente.evidence.extraction.sentences import SPEECH

__all__ = ["ATTRIBUTED", "SHALL", "is_hedged", "status"]

CONDITIONAL = re.compile(
    r"^[“\"(]?(?:[QA]: |(?:But|And|However|Even so|Still|Yet|So),? )?(?:If|Unless|Should|Were|Provided|"
    r"Without|As long as|In the event of|"
    r"Failing (?:a|an|the|such|this|that|agreement))\b(?! (?:not|so|anything|any)\b)"
)
IF = caseless(
    r"(?<!\bas )(?<!\beven )(?<!\bwhat )(?<!\*)(?<!\basked )(?<!\bask )(?<!\bknow )"
    r"\b(?:if|unless)\b(?! (?:not|any|so|by|otherwise|\w+ed)\b)"
    r"|\bonly (?:upon|once)\b",
    *("if", "unless", "only upon", "only once"),
)
LABEL = re.compile(r"^(?:(?:Article|Section|Rule) \d{1,3}[.:]? |\(?[0-9a-z]{1,2}[.)] |[•*–] )+")
SHALL = re.compile(r"\bshall\b")
REPORTED = re.compile(
    r"\b(?:is|are|was|were) reported to\b|\brejected the (?:charge|claim|accusation|allegation|suggestion)s?\b|"
    r"\brenewed (?:a|its|his|her|their) (?:call|appeal|demand)\b|\bbegged\b"
    r"|, (?:he|she|they) (?:cautioned|warned|said),"
    r"|^(?:That|This|The figure) (?:is|was) (?:up|down)\b|^(?:He|She|They) (?:also )?requested\b"
    r"|\bcalled (?:\S+ ){1,6}[“\"]"
)
REPORTS = (
    *("reported to", "rejected", "renewed", "begged", "cautioned", "warned"),
    *("said", "requested", "called", "is", "was"),
)
POLL_TELLS = re.compile(  # a survey, or those asked in it, that tell something
    r"(?<!\b[Nn]o )\b(?:[Pp]olls?|[Ss]urveys?|[Bb]arometer|[Pp]ollsters?|[Rr]espondents)\b[^.;:]{0,90}?"
    r"\b(?:show|reveal|f[io]u?nd|suggest|indicat|point|report|record|put|asked|answer|said|say|saw|see)"
)
DIRECTIVE = re.compile(
    r"^(?:Share|Click|Read|See|Sign|Subscribe|Follow|Join|Please|Learn|Visit|Download|Watch|Leave|Tell us|"
    r"Let us know|Contact)\b"
)
ATTRIBUTED = caseless(
    rf"\b(?:{SPEECH}|says|tells|announces|according to|quoted as saying|claims|claimed|reportedly told|"
    rf"reported that|"
    r"confirmed that|argues|argued|alleged|accused|denied|denies|reiterated|vowed|pledged|promised|welcomed|"
    r"condemned|emphasi[sz]ed|stressed|expressed|acknowledged|called on|urged|thanked|described|dismissed|"
    r"demanded that|"
    r"indicated|suggested that|told reporters|hailed|denounced|praised|insists|insisted|warns|affirmed|"
    r"reaffirmed|"
    r"in a (?:statement|post|speech|letter|tweet)|as reported by|revealed|disclosed|rejected the (?:claim|"
    r"accusation|allegation)s?|"
    r"predicted|estimated|proposed that|threatened|conceded|admitted|agreed that|signal(?:l)?ed that|"
    r"publicly stating)\b"
)


def is_hedged(text: str, span: Span, *, binding: bool = False) -> bool:
    """Whether a sentence speaks with reserve; a question does not, nor what an agreement permits."""
    sentence = span.of(text)
    cues = hedge_cues(sentence)
    reserved = any(sentence[a:b].lower() not in ("may", "would") for a, b in cues) if binding else bool(cues)
    return reserved and not sentence.rstrip('”"’ )').endswith("?")


def status(text: str, span: Span, *, attributed: bool, binding: bool = False) -> str:
    """The status of one sentence; `attributed` where the parse or a quotation says that someone says it.

    In a `binding` text, an agreement, *may* permits.

    >>> [status(s, Span(0, len(s)), attributed=False) for s in ("If it rains, we stay.", "It may rain.", "Is it?")]
    ['conditional', 'hedged', 'question']
    """
    sentence = LABEL.sub("", span.of(text), count=1)
    bare = re.sub(r"[“\"][^“”\"]*[”\"]", "", sentence)
    if sentence.rstrip('”"’ )*').endswith("?") and not (attributed and not bare.rstrip().endswith("?")):
        return "question"
    if CONDITIONAL.match(sentence) and SHALL.search(sentence):
        return "conditional"
    if attributed or _is_reported(sentence):
        return "attributed"
    if DIRECTIVE.match(sentence):
        return "directive"
    if CONDITIONAL.match(sentence):
        return "conditional"
    hedged = is_hedged(sentence, Span(0, len(sentence)), binding=binding)
    return "hedged" if hedged else "conditional" if IF.search(bare) else "fact"


def _is_reported(sentence: str) -> bool:
    if any(sign in sentence for sign in REPORTS) and REPORTED.search(sentence):
        return True
    return POLL_TELLS.search(sentence) is not None
