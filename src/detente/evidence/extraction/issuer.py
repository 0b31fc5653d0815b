"""Who issues a document: the ministry, presidency or body whose letterhead opens it, or whose spokesman signs it.

In a readout *the President* is the issuer's president and *the Spokesperson* its spokesperson; in a communiqué *we*
are the issuer.
"""

import re
from collections.abc import Sequence

from detente.evidence.extraction.mentions import Cast
from detente.evidence.extraction.sentences import Sentence

__all__ = ["issuer"]

OPENING = 4  # lines without an end mark in which a letterhead stands
OFFICE = re.compile(
    r"\b(?:Presidency|Ministry|Ministries|Office|Embassy|Permanent Mission|Permanent Representation|Government|"
    r"Department|Cabinet|Secretariat|Chancellery|Directorate|Spokes(?:man|woman|person)|Delegation|General Staff|"
    r"Central Committee|Press Service|Royal Court|High Command)\b",
    re.IGNORECASE,
)
RELEASE = re.compile(
    r"\b(?:Communiqu[eé]|Statement|Press Release|Readout|Declaration|Press Note|Media Note|PR No)\b", re.IGNORECASE
)
SIGNED = re.compile(
    r"(?:Statement|Remarks|Readout|Press Release|Communiqu[eé]|Declaration|Address|Speech|Letter|Message)s? "
    r"(?:of|from|by) (?:the )?(?:(?:[A-Z][\w.’'-]+|of|for|the) ){0,8}[A-Z]"
)
TOPIC = re.compile(r"\b(?:on|regarding|concerning|about|following|after)\b")
JOINT = re.compile(r"\b(?:Joint|Memorandum|Agreement|Treaty|Protocol|Accord)\b", re.IGNORECASE)
START = 12  # characters before the party that opens a sentence
ACTS = re.compile(
    r" (?:Government |government )?(?:\w+ly |also |is |joins? |stands? )?(?:condemn|welcom|call|express|reaffirm|"
    r"reiterat|deplor|urg|congratulat|announc|reject|not|join|support|stand|commend|appeal|regret|remain|demand|offer|strong|deep)"
)
ALONE = 0.4  # of a line that a name fills where the line is a letterhead by itself


def issuer(text: str, found: Sequence[Sentence], cast: Cast) -> str | None:
    """The party that issues a document, by its letterhead; None where none is seen or several issue it."""
    opening = found[:OPENING]
    lines = [sentence.span for sentence in opening if sentence.heading or RELEASE.search(sentence.span.of(text)[:60])]
    words = [line.of(text) for line in lines]
    if not lines or lines[0] != opening[0].span or any(JOINT.search(line) for line in words):
        return None
    released = any(RELEASE.search(line) for line in words)
    for line, said in zip(lines, words, strict=True):
        named = [
            mention
            for mention in cast.inside(line.start, line.start + _topic(said))
            if cast.actor(mention.actor).type != "media"
        ]
        if named and (signed := SIGNED.match(said)) and named[0].span.start <= line.start + signed.end():
            party = cast.acts_for(named[0].actor)
            alone = party == named[0].actor and cast.actor(party).is_person
            return (_acting(text, found, cast) if alone else None) or party
        fills = released and sum(len(mention.span) for mention in named) >= ALONE * len(line)
        if named and (fills or (OFFICE.search(said) and not said.rstrip().endswith("?"))):
            parties = {cast.acts_for(mention.actor) for mention in named[:1]}
            return parties.pop()
    return None


def _acting(text: str, found: Sequence[Sentence], cast: Cast) -> str | None:
    """The party whose act the first sentence of a statement is: *Chad strongly condemns the raid*."""
    first = next((sentence.span for sentence in found if not sentence.heading), None)
    named = cast.inside(first.start, first.start + START) if first is not None else ()
    acts = ACTS.match(text, named[0].span.end) if named else None
    return cast.acts_for(named[0].actor) if acts else None


def _topic(line: str) -> int:
    """Where a letterhead begins to tell what its text is about, else its end."""
    found = TOPIC.search(line)
    return found.start() if found else len(line)
