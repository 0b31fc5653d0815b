"""Words of reserve, of danger and of money: cues that a sentence is hedged, names a risk, or speaks of trade.

A cue is a proposal about its sentence, found without a parse; *may* is a modal and May a month.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

__all__ = ["economic_cues", "hedge_cues", "risk_cues"]

HEDGE = re.compile(
    r"\b(?:may(?! \d)(?!,? (?:19|20)\d\d)|might|could|would(?!-be)|perhaps|maybe|possibly|potentially|"
    r"probably|likely|"
    r"presumably|purportedly|supposedly|reportedly|allegedly|apparently|seemingly|conceivabl[ey]|arguably|"
    r"tentatively?|"
    r"possible|potential|probable|plausible|unlikely|uncertain(?:ty)?|unclear|improbable|hypothetical|"
    r"unconfirmed|"
    r"possibilit(?:y|ies)|likelihood|probability|(?<!last )(?<!second )(?:chances?|odds)|speculat(?:ion|"
    r"ed|es|ive)|"
    r"doubt(?:s|ed|ful)?|appear(?:s|ed)?(?! (?:before|in|on|at|with)\b)|seem(?:s|ed)?|suggest(?:s|ed)? "
    r"(?!that\b)(?:a|an|the)|"
    r"tend(?:s|ed)? to|(?:is|are|was|were) (?:widely )?(?:expected|thought|believed|said|understood|"
    r"reported|set|poised|"
    r"seen as likely|rumou?red) to|proposed (?!by)|remains? to be seen|not (?:yet )?(?:clear|certain|sure)|"
    r"no (?:guarantee|certainty)|depend(?:s|ing|ed)? on|whether(?= (?:it|they|he|she|a|an|the|this|that|"
    r"or|to)\b)|"
    r"(?:is|are) (?:open|up) to question|in theory|on paper|if any|cannot be (?:ruled out|excluded)|rule "
    r"out)\b",
    re.IGNORECASE,
)
MONTH = re.compile(r"\bMay\b")
RISK = re.compile(
    r"\b(?:risk(?:s|ed|ing|y)?|danger(?:s|ous)?|jeopardi[sz]\w*|threat(?:s|en\w*)?|undermin\w+|erod\w+|"
    r"weaken\w*|alienat\w+|"
    r"exacerbat\w+|escalat\w+|destabili[sz]\w+|derail\w*|collaps\w+|fragile|unsustainable|unstable|"
    r"instability|vulnerab\w+|"
    r"fear(?:s|ed)?|warn(?:s|ed|ing|ings)?|setbacks?|obstacles?|stumbling blocks?|betray\w*|retaliat\w+|"
    r"backfir\w+|spoilers?|"
    r"breakdown|deadlock\w*|stalemate|unravel\w*|imperil\w*|endanger\w*|catastroph\w+|spill(?:s|ed)? over|"
    r"spillover|"
    r"fraught|challenges?|reprisals?|spiral\w*|famine|unlikely|renewed (?:fighting|war)|severe (?:tariffs|"
    r"sanctions))\b",
    re.IGNORECASE,
)
ECONOMIC = re.compile(
    r"\b(?:sanctions?|tariffs?|trade|investments?|invest(?:s|ed|ing)?|econom(?:y|ic|ies)|embargo(?:es)?|"
    r"exports?|imports?|"
    r"loans?|reconstruction funds?|frozen assets|(?:oil|gas) (?:price|sales|deals?)|rare earths?|minerals?|"
    r"(?:million|billion|trillion)(?: (?:dollars|euros|pounds))?|\$\d[\d.,]*|€\d[\d.,]*)\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=64)
def hedge_cues(sentence: str) -> list[tuple[int, int]]:
    """Where a sentence speaks with reserve.

    >>> [ "In May the talks may resume."[a:b] for a, b in hedge_cues("In May the talks may resume.")]
    ['may']
    """
    months = {match.start() for match in MONTH.finditer(sentence) if not _opens(sentence, match.start())}
    found = [match for match in HEDGE.finditer(sentence) if match.start() not in months]
    return [match.span() for match in found if not _asked(sentence, match)]


def _opens(sentence: str, start: int) -> bool:
    return (
        sentence[:start].strip("“\"‘'(–- ") == ""
        and re.match(r"May (?:I|he|she|it|they|we|God|the)\b", sentence[start:]) is not None
    )


def _asked(sentence: str, match: re.Match[str]) -> bool:
    return (
        match.group().lower() == "whether"
        and re.search(r"\bask(?:ed|s|ing)?(?: \w+)? $", sentence[: match.start()]) is not None
    )


def risk_cues(sentence: str) -> list[tuple[int, int]]:
    """Where a sentence names a danger, a threat or an obstacle."""
    return _spans(RISK.finditer(sentence))


def economic_cues(sentence: str) -> list[tuple[int, int]]:
    """Where a sentence speaks of sanctions, trade or money."""
    return _spans(ECONOMIC.finditer(sentence))


def _spans(matches: Iterable[re.Match[str]]) -> list[tuple[int, int]]:
    return [match.span() for match in matches]
