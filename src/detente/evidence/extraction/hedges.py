"""Words of reserve: cues that a sentence holds what it says for possible, likely or said by others, not for sure.

*May* is a modal and May a month; *would* is a future told later (*he said he would go*) or follows from *if*; *could
not* tells what failed. The words stand in `data/words.toml`.
"""

import re
from functools import lru_cache

from detente.evidence.extraction.lexicon import caseless, pattern

__all__ = ["hedge_cues"]

FORMS = caseless(
    r"\b(?:appear(?:s|ed)?(?! (?:before|in|on|at|with|alongside|together)\b)|suggest(?:s|"
    r"ed)? (?!that\b)(?:a|an|the)\b|"
    r"(?:is|are|was|were) (?:\w+ )?(?:expected|thought|believed|said|understood|rumou?red|likely|unlikely) to|"
    r"(?:polls?|surveys?|data|evidence|figures|findings|images|signs|estimates|indications) (?:(?:[^.;,]|"
    r",\d){0,60} )?"
    r"suggest(?:s|ed)?|depend(?:s|ed|ing)? (?:\w+ ){0,3}on (?:whether|how|the outcome|the result)|"
    r"on paper(?=,)|remain(?:s|ed)? (?:unclear|uncertain)|"
    r"(?:questions?|issues?|matters?|points?|possibility|options?)\b[^.;,]{0,40} remain(?:s|ed)? open)\b",
)
IDLE = caseless(
    r"\bmost likely (?!to\b|be\b|will\b|would\b)[a-z]+|\b(?:mak(?:e|es|ing)|made|rendered) [^.;,]{1,70}? possible\b|"
    r"\b(?:whatever|however|whoever|wherever|whichever)\b[^.;,]{0,50}\bmay\b|"
    r"\b(?:grateful|obliged) if you\b[^.;,]{0,20}\b(?:would|could)\b|"
    r"\b(?:possibly can|can possibly)\b|"
    r"\b(?:is|are|was|were|pure|mere|idle|not|refus\w+ to|declin\w+ to) "
    r"(?:just |only |purely |pure |mere |entirely )?speculat\w+",
)
MODAL = caseless(r"\b(?:may|might|could|would(?!-be))\b(?:n[’']t\b)?")
MONTH = re.compile(
    r"\bMay\b(?=,? (?:\d|19\d\d|20\d\d)|[,.;:)]|$)"
    r"|(?:\d(?:st|nd|rd|th)?|\b(?:in|since|until|till|by|of|last|next|this|late|early|mid|from|to|and|before|after|"
    r"around|for|every|between|during|through|on))[ -]May\b(?! (?:be|not)\b)"
)
SELF = re.compile(
    r"\b(?:I|we)(?:[ ’'])(?:d|would) (?:also |all |only |simply |really |very much )*"
    r"(?:like|love|prefer|rather|call|say|add|welcome|urge|ask|agree|argue|stress|hope|want|be happy|be glad|"
    r"be grateful|appreciate|remind|note|caution|encourage|submit|suggest|point out|emphasi[sz]e|underline)\b",
    re.IGNORECASE,
)
WISH = re.compile(r" (?:\w+ )?(?:like|prefer|rather)\b")
REFUSED = re.compile(r" not (?:say|comment|confirm|elaborate|give|discuss|be drawn|name|disclose|answer|specify)\b")
FAILED = re.compile(
    r" (?:be no|only)\b| not (?:immediately |be |independently |yet |even |fully |help |bring |longer )*"
    r"(?:confirmed|verified|reached|established|determined|checked|located|authenticated|corroborated|"
    r"found|agree\b|say\b|support\b|accept\b|attend\b|sign\b|endorse\b|"
    r"verify|confirm|comment|reach\b|afford|sleep|account for|remember|recall|but\b)"
)
HELD = re.compile(r" (?:\w+ )?be (?!\w+ed\b)(?:an?|the|[\w-]+)\b")  # what something would be, were it so
IF = re.compile(
    r"(?<!only )(?<!even )(?<!as )(?<!what )(?<!and )\bif\b(?!,? and only if)(?! (?:not|any|so)\b)", re.IGNORECASE
)
ASKING = re.compile(r"\b(?:whether|(?:ask\w*|wonder\w*|know) if)\b[^,;.]*$", re.IGNORECASE)
OPEN = re.compile(
    r"\b(?:clear|unclear|seen|sure|certain|uncertain|doubt\w*|question|known|unknown)\W+whether\b", re.IGNORECASE
)
PURPOSE = re.compile(r"\b(?:so that|in order that|so)\b[^,;.]{0,40}$|\bas (?:\w+ )?as (?:\w+ )?$", re.IGNORECASE)
POLLED = caseless(
    r"\d ?%|per ?cent\b|\b(?:one|two|three|four|five|six|seven|eight|nine|\d) (?:in|out of) (?:ten|three|"
    r"four|five|\d{1,3})\b|\b(?:majority|minority|plurality|thirds?|quarters?|half|respondents|"
    r"voters|polled)\b",
)
PERMITTED = re.compile(
    r"(?:^|[.;] )(?:Article \d+|Section \d+|\(?[a-z0-9]{1,3}[.)]) "
    r"|\b(?:Part(?:y|ies)|Member States?|Contracting \w+|Signator(?:y|ies))(?: \w+){0,2} $"
)
MIGHT = re.compile(
    r"\b(?:military|its|their|his|full|all|economic|naval|the|with|air|industrial|of)(?: the)? $", re.IGNORECASE
)


@lru_cache(maxsize=65536)
def hedge_cues(sentence: str) -> list[tuple[int, int]]:
    """Where a sentence speaks with reserve.

    >>> text = "In May they said they would talk; the talks may fail."
    >>> [text[a:b] for a, b in hedge_cues(text)]
    ['may']
    """
    words = [*pattern("hedges").finditer(sentence), *FORMS.finditer(sentence)]
    idle = [m.span() for m in pattern("hedges_idioms").finditer(sentence)]
    idle += [m.span() for m in IDLE.finditer(sentence)]
    kept = [m.span() for m in words if not any(a <= m.start() < b for a, b in idle)]
    kept = [(a, b) for a, b in kept if not (sentence[a:b].lower() == "not sure" and POLLED.search(sentence))]
    modals = [m.span() for m in MODAL.finditer(sentence) if not any(a <= m.start() < b for a, b in idle)]
    return sorted({*kept, *(span for span in modals if _is_reserve(sentence, *span))})


def _is_reserve(sentence: str, start: int, end: int) -> bool:
    """Whether a modal tells what is possible, not what was promised, permitted, asked or failed."""
    word = sentence[start:end].lower()[:5]
    before, after = sentence[:start], sentence[end:]
    if ASKING.search(before) and not OPEN.search(before):
        return False
    if word.startswith("may"):
        return not _is_month(sentence, start) and not PERMITTED.search(before)
    if word.startswith("might"):
        return MIGHT.search(before) is None
    negated = " not" + after if "n" in sentence[start + 5 : end].lower() else after
    if word == "could":
        return not (FAILED.match(negated) or PURPOSE.search(before))
    return _would(sentence, before, negated)


def _is_month(sentence: str, start: int) -> bool:
    if sentence[start] != "M" or any(found.start() <= start < found.end() for found in MONTH.finditer(sentence)):
        return sentence[start] == "M"
    return sentence[:start].strip("“\"‘'(–- ") != ""


def _would(sentence: str, before: str, after: str) -> bool:
    """Whether *would* follows from a supposition or tells what something would be, not a wish or a future."""
    if WISH.match(after) or REFUSED.match(after) or SELF.search(before[-12:] + "would" + after[:40]):
        return False
    quoted = _is_quoted(before)
    if not quoted and (POLLED.search(sentence) or PURPOSE.search(before)):
        return False
    if not quoted and HELD.match(after):
        return True
    return IF.search(sentence if quoted else re.sub(r"[“\"][^”\"]*[”\"]", "", sentence)) is not None


def _is_quoted(before: str) -> bool:
    return before.count("“") > before.count("”") or before.count('"') % 2 == 1
