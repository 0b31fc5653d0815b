"""Words of danger and of money: cues that a sentence names a risk, or speaks of trade.

A cue is a proposal about its sentence, found without a parse. The words stand in `data/words.toml`; a risk is also
what *could collapse*, and what follows from *unless* and *without*.
"""

import re
from collections.abc import Iterable
from functools import cache

from detente.evidence.extraction.hedges import hedge_cues
from detente.evidence.extraction.lexicon import alternatives, caseless, pattern, small, words

__all__ = ["economic_cues", "hedge_cues", "risk_cues"]

COULD = caseless(
    r"\b(?:could|may|might|would|threatens? to)\b|\bwill(?= (?:be (?:killed|shot|evicted|destroyed)|die|starve)\b)"
)
LOST = re.compile(
    r" (?:also |well |even |soon |then )*not (?:survive|hold|last|endure|recover|outlive|withstand|cope)\b"
)
BEREFT = re.compile(
    r" (?:also |well |even |soon |then )*leave (?:\S+ ){1,10}?(?:without|vulnerable|exposed|stranded|"
    r"isolated|homeless|hungry|alone|behind)\b"
)
COSTLY = caseless(
    r"\b(?:prices?|costs?|rates?|tolls?|losses|casualties|tensions?|inflation|hunger|numbers?)\b",
    *("price", "cost", "rate", "toll", "losses", "casualties", "tension", "inflation", "hunger", "number"),
)
LACKING = caseless(
    r"(?:^(?:\d{1,2}\. )?|[“\"‘'(] ?|[,;:] )(?:(?:but|and|yet|so|that|saying|warning|"
    r"adding),? )?(?:unless|without|absent|if (?:[^,;]{1,80} )?"
    r"(?:not|n[’']t|no|neither|nobody|keeps?|fails?|refuses?|collapses?|break \w+|again|stalls?)|"
    r"should (?:[^,;]{1,80} )?(?:fail|refuse|collapse|not|again|stay|stall|break|persist|continue|attack|"
    r"be \w+ed))\b[^;]*?, "
    r"(?=[^;]*?\b(?:will|would|could|might|may|[’']ll|we shall|becomes?|"
    r"(?:is|are|stands?) (?:prepared|ready|forced|bound) to|(?:is|are) (?:lost|over|dead|doomed))\b)",
    *("unless", "without", "absent", "if ", "should "),
)
ELSE = caseless(
    r"\b(?:will|would|[’']ll) (?!not\b)[^,;]{2,90},? (?:if|unless) [^,;]{1,60}\b(?:does|do|did|is|are|was|"
    r"were|has|have)(?: not\b|n[’']t\b)"
    r"|\b(?:sanctions?|tariffs?|retaliat\w+|punish\w*|force)\b[^.;]{0,160}\bif (?:[\w’'-]+ ){1,4}"
    r"(?:continues?|persists?|fails?|refuses?)\b"
    r"|\b(?:one|a single|another|any|the next) [^,;]{2,40}(?:,| and)(?: and)? (?:\w+ )?will\b",
    *("if ", "unless ", " will"),
)
DUTY = re.compile(r"\b(?:Part(?:y|ies)|Article|Annex|Agreement|Protocol)\b|(?<!we )(?<!We )\bshall\b")
GOOD = caseless(r"\b(?:end|stop|peace|free|reopen|return home|lift|ease|welcome|sign|join|attend|agree|release)\b")


def risk_cues(sentence: str) -> list[tuple[int, int]]:
    """Where a sentence names a danger, a threat or an obstacle, or what happens unless something is done.

    >>> [text[a:b] for text in ("Prices could climb.", "Unless it rains, aid will stop.") for a, b in risk_cues(text)]
    ['could climb', 'Unless it rains']
    """
    found = _outside("risks", "risks_idioms", sentence)
    found += [_grown(sentence, match) for match in COULD.finditer(sentence) if _is_harm(sentence, match.end())]
    if not found:
        found = [(m.start() + _skip(m.group()), m.end() - 2) for m in LACKING.finditer(sentence)]
        found += [match.span() for match in ELSE.finditer(sentence) if not GOOD.search(match.group())]
        found = [] if found and DUTY.search(sentence) else found
    return sorted(set(found))


def _skip(words_: str) -> int:
    return len(words_) - len(words_.lstrip("“\"‘'(,;: "))


def _grown(sentence: str, match: re.Match[str]) -> tuple[int, int]:
    following = re.compile(r" (?:\w+ly |also |well |even |not )*\w+").match(sentence, match.end())
    return match.start(), following.end() if following else match.end()


@cache
def _harms() -> tuple[re.Pattern[str], ...]:
    lead = r" (?:also |well |even |soon |then |only |yet |\w+ly )*"
    hit, cut, rise, need = (
        alternatives(map(small, words(f"risks_{key}"))) for key in ("harm", "cutting", "rising", "needed")
    )
    return (
        re.compile(rf"{lead}(?:{hit})\b"),
        re.compile(rf"{lead}(?:{cut}) (?:off |down )?(?:\S+ ){{0,3}}(?:{need})\b"),
        re.compile(rf"{lead}(?:{rise})\b"),
    )


def _is_harm(sentence: str, place: int) -> bool:
    """Whether what stands at a place of a sentence, behind *could*, is harm."""
    hit, cut, rise = _harms()
    low = small(sentence)
    return bool(
        hit.match(low, place)
        or cut.match(low, place)
        or LOST.match(low, place)
        or BEREFT.match(sentence, place)
        or (rise.match(low, place) and COSTLY.search(sentence))
    )


def economic_cues(sentence: str) -> list[tuple[int, int]]:
    """Where a sentence speaks of sanctions, trade or money.

    >>> text = "The tricks of the trade earned $5 a barrel; two billion people watched."
    >>> [text[a:b] for a, b in economic_cues(text)]
    ['$5', 'barrel']
    """
    found = _outside("economic", "economic_idioms", sentence)
    return sorted({*found, *(match.span() for match in SUM.finditer(sentence))})


SUM = caseless(
    r"[$€£¥]\d[\d.,]*|\bmillions?(?: of)? (?:u\.?s\.? )?(?:dollars|euros|pounds|roubles|rubles|yuan|"
    r"rupees|tonnes|tons|barrels)\b|"
    r"\b(?:buy|buys|bought|sells?|sold|purchas\w+|sales? of) (?:[\w’'-]+ ){0,6}?(?:wheat|grain|corn|maize|"
    r"rice|coal|gas|"
    r"fertili[sz]ers?|electricity|uranium|gold|cotton|soya|soybeans)\b",
    *("$", "€", "£", "¥", "million", "buy", "bought", "sell", "sold", "purchas", "sale"),
)


def _outside(cues: str, idioms: str, sentence: str) -> list[tuple[int, int]]:
    """The cues of a list that are no part of an idiom of another."""
    found = [match.span() for match in pattern(cues).finditer(sentence)]
    return _apart(found, (match.span() for match in pattern(idioms).finditer(sentence))) if found else []


def _apart(found: Iterable[tuple[int, int]], idle: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    ranges = list(idle)
    return [(a, b) for a, b in found if not any(start <= a < stop for start, stop in ranges)]
