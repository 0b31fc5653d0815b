"""One demand for each thing asked in one breath: *to share data, to keep the gates shut and to accept observers*.

A list is read by its words, as parsers lose the thread of a long one: from the first thing asked to the end of what
is asked, parted at commas and *and* wherever a thing of the same kind begins. Two nouns are parted where each stands
on its own (*a truce and a swap of prisoners*, not *food and medicine*, nor *the release of doctors and nurses*).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from detente.evidence.document import Span
from detente.evidence.extraction.asked import Demand, trimmed
from detente.evidence.extraction.attribution import Saying
from detente.evidence.extraction.lexicon import words
from detente.evidence.extraction.parse import Parsed, Token
from detente.evidence.extraction.parties import addressee
from detente.evidence.extraction.voices import Voices

__all__ = ["parted", "things"]

Mode = Literal["noun", "verb", "clause"]

BRACKETS = frozenset({"(", ")"})
STOPS = frozenset({";", ":", "–", "—", "--", "(", ")"})
QUOTES = frozenset({'"', "“", "”"})
JOINERS = frozenset({"and", "or"})
JOINTS = [joint.split() for joint in ("; and", ";", ", and", ", or", ", as well as", "as well as", ",", "and", "or")]
DEEDS = words("demands_deeds")
MARKS = words("coordination_marks")
ASIDE = frozenset({"WDT", "WP", "WP$", "VBG", "RB", "PRP", "EX"})  # what an aside opens with
FINITE = frozenset({"MD", "VBZ", "VBP", "VBD"})
MODIFIERS = frozenset({"DT", "PDT", "PRP$", "JJ", "JJR", "JJS", "CD", "VBN", "RB", "POS", "HYPH", "NNP", "$"})
DONE = ("al", "ance", "ing", "ment", "out", "sion", "tion", "ure")  # endings of nouns for what is done
INDEFINITE = frozenset({"a", "an"})
ON_A_DAY = re.compile(r" (?:late |early )?on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?: \w+)?$")
PENALTIES = frozenset({"bear", "face", "forfeit", "lose", "pay", "risk", "suffer"})
FEWEST = 3  # members that make a list of bare nouns


@dataclass(frozen=True, slots=True)
class Thing:
    """A noun phrase that begins at a token: its head, whether it has an article and something of its own."""

    head: Token
    determined: bool
    complement: bool
    clause: bool


def parted(voices: Voices, demand: Demand) -> Iterator[Demand]:
    """The demand, or one for each of its members where it asks for several things."""
    tokens = [t for t in demand.parsed.tokens if demand.span.covers(demand.parsed.span(t))]
    places = {t.i for t in tokens}
    head = next((t for t in tokens if t.head.i not in places or t.head == t), None)
    if head is None:
        yield demand
        return
    mode = _mode(head, places)
    members = list(_members(voices, demand, tokens, mode))
    if len(members) > 1:
        yield from members
        return
    end = min(demand.span.end, members[0].span.end) if members else demand.span.end
    yield replace(demand, span=_finished(voices.reading.text, Span(demand.span.start, end), demand.at, mode))


def things(voices: Voices, parsed: Parsed, first: Token) -> list[Span]:
    """The things named from a token on: one noun phrase, or each of a list of them."""
    tokens = [t for t in parsed.tokens if t.i >= first.i]
    region = _region(voices, parsed, tokens, "noun")
    return list(_spans(voices, parsed, region, _joints(region, "noun")))


def _mode(head: Token, places: set[int]) -> Mode:
    if head.pos_ not in ("VERB", "AUX") or head.tag_ == "VBG":
        return "noun"
    return "clause" if any(c.dep_ in ("nsubj", "nsubjpass") and c.i in places for c in head.children) else "verb"


def _members(voices: Voices, demand: Demand, tokens: Sequence[Token], mode: Mode) -> Iterator[Demand]:
    parsed = demand.parsed
    bound = mode == "clause" and not _is_state(tokens)
    onward = list(tokens) if bound else [t for t in parsed.tokens if t.i >= tokens[0].i]
    region = _region(voices, parsed, onward, mode, at=demand.at)
    joints = _joints(region, mode)
    for number, span in enumerate(_spans(voices, parsed, region, joints)):
        opening = next(t for t in region if parsed.span(t).start >= span.start)
        of = demand.of if mode != "noun" else demand.of or addressee(voices, parsed, opening, demand.holder.actor)
        start = span.start if number else min(demand.span.start, span.start)
        form = "threat" if mode == "verb" and _is_penalty(opening) else demand.form
        whole = _finished(voices.reading.text, Span(start, span.end), demand.at, mode)
        yield replace(demand, span=whole, of=of, form=form)


def _finished(text: str, span: Span, at: Token, mode: Mode) -> Span:
    """A thing asked, without the day on which it was asked, and with the mark that closes a quotation within it."""
    told = ON_A_DAY.search(text, span.start, span.end) if at.tag_ == "VBD" and mode == "noun" else None
    span = trimmed(text, Span(span.start, told.start()) if told else span)
    said = span.of(text)
    opened = said.count("“") > said.count("”") or said.count('"') % 2 == 1
    return Span(span.start, span.end + 1) if opened and text[span.end : span.end + 1] in ("”", '"') else span


def _is_penalty(opening: Token) -> bool:
    """*… or face war*: what is threatened with, not another thing asked."""
    return opening.lemma_ in PENALTIES and opening.i > 0 and opening.nbor(-1).lower_ == "or"


def _spans(
    voices: Voices, parsed: Parsed, region: Sequence[Token], joints: Sequence[tuple[int, int]]
) -> Iterator[Span]:
    """The words between the joints of a region."""
    starts = [0, *(after for _, after in joints)]
    ends = [*(before for before, _ in joints), len(region)]
    for start, end in zip(starts, ends, strict=True):
        if start < end:
            yield trimmed(voices.reading.text, parsed.over(region[start:end]))


def _region(
    voices: Voices, parsed: Parsed, tokens: Sequence[Token], mode: Mode, *, at: Token | None = None
) -> list[Token]:
    """The tokens from the first thing asked to the end of what is asked, by a word that stands at a place."""
    tokens = [t for t in tokens if t.text not in QUOTES] or list(tokens)
    limit = _limit(voices, parsed, tokens[0], at if at is not None else tokens[0])
    aside = _bracketed(tokens)
    for k, token in enumerate(tokens):
        if k and (parsed.span(token).start >= limit or (k not in aside and _ends(tokens, k, mode))):
            return list(tokens[:k])
    return list(tokens)


def _limit(voices: Voices, parsed: Parsed, first: Token, at: Token) -> int:
    """Where the words of whoever speaks at a token end; *what it calls …* among what is asked ends nothing."""
    place = parsed.span(first).start
    mark = voices.reading.mark_at(place)
    mark = mark if voices.reading.mark_at(parsed.span(at).start) == mark else None  # *wants “a truce” and talks*
    said = [s for s in voices.said.get(parsed.number, ()) if not (_is_free(s.verb) or _is_member(s, first))]
    ends = [s.content.end for s in said if s.content is not None and s.content.start <= place < s.content.end]
    ends += [s.content.start for s in said if s.content is not None and s.content.start > place]
    ends += [parsed.span(s.verb.left_edge).start for s in said if parsed.span(s.verb.left_edge).start > place]
    return min([parsed.sentence.span.end, *ends, *([mark.span.end] if mark else [])])


def _is_member(saying: Saying, first: Token) -> bool:
    """*proposed opening the road, agreeing to talks and …*: one of the things proposed."""
    return saying.content is None and saying.verb.tag_ == first.tag_ == "VBG"


def _is_free(verb: Token) -> bool:
    """*what it calls …*, *what they described as …*: a name for a thing."""
    return any(c.lower_ == "what" and c.i < verb.i for c in verb.children) and verb.head != verb


def _ends(tokens: Sequence[Token], k: int, mode: Mode) -> bool:
    """Whether what is asked ends before this token."""
    token, after = tokens[k], tokens[k + 1] if k + 1 < len(tokens) else None
    if token.text == ";" and _is_asked(tokens, k + 1 + (after is not None and after.lower_ in JOINERS), mode):
        return False
    if token.text in STOPS or (mode != "clause" and _marks_another(tokens, token)):
        return True
    if after is None or (token.text != "," and token.lower_ not in (*JOINERS, "but")):
        return False
    if token.lower_ == "but":
        return after.lower_ not in ("not", "only")
    if token.text == ",":
        return _is_aside(tokens, k + 1, mode)
    return _goes_elsewhere(tokens, k + 1, mode)


def _bracketed(tokens: Sequence[Token]) -> set[int]:
    """The places of the tokens within pairs of brackets, the brackets among them: *the Union (AU)*."""
    found: set[int] = set()
    opened = -1
    for k, token in enumerate(tokens):
        opened = k if token.text == "(" else opened
        if token.text == ")" and opened >= 0:
            found.update(range(opened, k + 1))
            opened = -1
    return found


def _marks_another(tokens: Sequence[Token], token: Token) -> bool:
    """Whether a clause begins that belongs to the asking, not to a thing asked: *asked for a truce before …*."""
    return token.dep_ == "mark" and token.lower_ in MARKS and token.head.head.i < tokens[0].i


def _is_aside(tokens: Sequence[Token], k: int, mode: Mode) -> bool:
    """Whether what follows a comma is no member: *, which …*, *, saying …*, *, in a letter*."""
    token = tokens[k]
    apart = token.tag_ == "RB" and k + 1 < len(tokens) and tokens[k + 1].text == ","  # *…, therefore, …*
    apart = apart or any(t.tag_ == "MD" and t.head.i >= token.i for t in tokens[:k])  # *would, as a gesture, …*
    apart = apart or any(t.dep_ == "mark" and t.head.head.i >= token.i for t in tokens[:k])  # *that if …, they will*
    apart = apart or (k > 1 and tokens[k - 2].dep_ == "mark")  # *that, if …*
    thing = _thing(tokens, k)
    if thing is not None and thing.head.dep_ == "npadvmod" and mode == "verb":
        return True  # *…, a week before the vote*
    if apart or token.lower_ in JOINERS or _is_asked(tokens, k, mode) or token.lower_ in ("including", "as"):
        return False
    return token.dep_ == "mark" or token.lower_ in MARKS or token.tag_ in ASIDE or token.tag_ in FINITE


def _goes_elsewhere(tokens: Sequence[Token], k: int, mode: Mode) -> bool:
    """Whether what follows an *and* is another clause: *and warned that …*, *and the talks will …*."""
    token = tokens[k]
    if token.tag_ in FINITE and not (mode == "verb" and token.tag_ == "VBP"):
        return True
    if mode == "verb" and token.dep_ == "mark" and token.lower_ == "that":
        return True  # *… should leave and that …*
    if mode == "verb" and token.tag_ == "VBN" and any(c.dep_ == "dobj" for c in token.children):
        return True
    if mode == "verb" and (_opens_clause(tokens, k) or _is_pronoun_clause(tokens, k)):
        return True
    if mode == "clause" and (_is_gapped(tokens, k) or not any(t.tag_ in (*FINITE, "VBN") for t in tokens[:k])):
        return False  # the clause's own verb is yet to come: *freedom of assembly and speech must …*
    thing = _thing(tokens, k)
    starts = thing.clause if thing is not None else _is_pronoun_clause(tokens, k)
    return mode != "verb" and starts


def _opens_clause(tokens: Sequence[Token], k: int) -> bool:
    """*… and Peru asked …*: a name and a verb with a tense."""
    while k < len(tokens) and tokens[k].pos_ == "PROPN":
        k += 1
    return 0 < k < len(tokens) and tokens[k - 1].pos_ == "PROPN" and tokens[k].tag_ in FINITE


def _is_pronoun_clause(tokens: Sequence[Token], k: int) -> bool:
    """*… and it must …*."""
    return (
        (tokens[k].tag_ in ("PRP", "EX") or tokens[k].lower_ in ("this", "that"))
        and k + 1 < len(tokens)
        and tokens[k + 1].tag_ in FINITE
    )


def _thing(tokens: Sequence[Token], k: int) -> Thing | None:
    """The noun phrase that begins at a token, if one does."""
    start = k
    while k < len(tokens) and _modifies(tokens, k):
        k += 1
    if k >= len(tokens) or tokens[k].pos_ not in ("NOUN", "PROPN"):
        return None
    while k + 1 < len(tokens) and (tokens[k + 1].pos_ in ("NOUN", "PROPN") or tokens[k + 1].tag_ in ("HYPH", "POS")):
        k += 1
    follows = tokens[k + 1] if k + 1 < len(tokens) else None
    first = tokens[start]
    determined = first.tag_ in ("DT", "PDT", "PRP$", "CD") or first.lower_ == "all"
    complement = follows is not None and (
        follows.tag_ in ("IN", "TO", "WDT", "WP", "VBN") or follows.lower_ == "that"
    )
    clause = follows is not None and follows.tag_ in FINITE and follows.dep_ not in ("acl", "relcl")
    return Thing(tokens[k], determined, complement, clause)


def _modifies(tokens: Sequence[Token], k: int) -> bool:
    """Whether a token stands before the noun of its phrase, parts of *one-off* and *co-operative* among them."""
    joined = tokens[k].tag_ == "HYPH" or (k > 0 and tokens[k - 1].tag_ == "HYPH")
    return (joined and tokens[k].pos_ != "NOUN") or (tokens[k].tag_ in MODIFIERS and not _is_noun_end(tokens, k))


def _is_noun_end(tokens: Sequence[Token], k: int) -> bool:
    """Whether a proper noun is the last word of its phrase."""
    return tokens[k].tag_ == "NNP" and (k + 1 == len(tokens) or tokens[k + 1].tag_ not in (*MODIFIERS, "NN", "NNS"))


def _is_asked(tokens: Sequence[Token], k: int, mode: Mode) -> bool:
    """Whether a thing of the kind asked begins at a token."""
    if k >= len(tokens):
        return False
    if mode == "noun" and tokens[0].tag_ == "VBG":
        return tokens[k].lower_.endswith("ing") or (tokens[k].tag_ == "DT" and tokens[k - 1].text == ",")
    if mode == "noun":
        if _repeats(tokens, k):
            k += 1
        thing = _thing(tokens, k)
        return thing is not None and not thing.clause
    if mode == "clause":
        return tokens[k].lower_ == "that" or _is_gapped(tokens, k) or _is_subjunctive(tokens, k)
    while k + 1 < len(tokens) and (tokens[k].tag_ in ("RB", "TO") or "-" in (tokens[k].text, tokens[k + 1].text)):
        k += 1
    return k < len(tokens) and (tokens[k].tag_ == "VB" or _is_bare_verb(tokens[k], tokens[k - 1]))


def _is_bare_verb(token: Token, before: Token) -> bool:
    """*… and free the crew*, *and to transition to …*: a verb that the tagger takes for another word."""
    free = token.tag_ == "JJ" and token.dep_ == "conj" and any(c.dep_ == "dobj" for c in token.children)
    return free or (token.tag_ == "NN" and before.tag_ == "TO")


def _repeats(tokens: Sequence[Token], k: int) -> bool:
    """*… for a truce and for talks*: the word before the first thing, once more."""
    first = tokens[0]
    before = first.nbor(-1).lower_ if first.i > 0 else ""
    return tokens[k].lower_ == before and before in ("for", "on", "upon", "to", "of")


def _is_gapped(tokens: Sequence[Token], k: int) -> bool:
    """*… must be reopened and its exports freed*: a subject and a participle without its own *be*."""
    passive = any(t.dep_ == "auxpass" for t in tokens[:k]) or _is_state(tokens[:k])
    thing = _thing(tokens, k)
    after = next((t for t in tokens[k:] if thing is not None and t.i == thing.head.i + 1), None)
    return passive and after is not None and after.tag_ in ("VBN", "VBD") and after.dep_ in ("acl", "conj", "amod")


def _is_state(tokens: Sequence[Token]) -> bool:
    """*(wants) the base closed*: a subject and a participle, and no verb with a tense."""
    thing = _thing(tokens, 0)
    after = next((t for t in tokens if thing is not None and t.i == thing.head.i + 1), None)
    return after is not None and after.tag_ in ("VBN", "VBD") and any(c.dep_ == "nsubj" for c in after.children)


def _is_subjunctive(tokens: Sequence[Token], k: int) -> bool:
    """*… that Iran leave and Iraq return the crew*: a subject and a bare verb."""
    thing = _thing(tokens, k)
    after = next((t for t in tokens[k:] if thing is not None and t.i == thing.head.i + 1), None)
    return after is not None and after.tag_ == "VB"


def _joints(region: Sequence[Token], mode: Mode) -> list[tuple[int, int]]:
    """Where members part: the place of each joint's first token, and that of the first token after it."""
    found: list[tuple[int, int]] = []
    last, aside = False, _bracketed(region)
    k = 1
    while k < len(region) - 1:
        if region[k].lower_ == "including" or (region[k].lower_ == "such" and region[k + 1].lower_ == "as"):
            break
        after = _after_joint(region, k)
        apart = k not in aside and not (mode == "noun" and _joins_adjectives(region, k))
        if after > k and apart and _is_asked(region, after, mode):
            found.append((k, after + (_repeats(region, after) or region[after].lower_ == "that")))
            last = last or region[after - 1].lower_ in (*JOINERS, "as")
            k = after
        k += 1
    if mode == "noun":
        return _of_nouns(region, found) if last else []
    return found if last or mode == "verb" or len(found) > 1 else []


def _joins_adjectives(region: Sequence[Token], k: int) -> bool:
    """*free and fair elections*: one thing."""
    before = region[k - 1]
    return region[k].lower_ in JOINERS and before.tag_ == "JJ" and before.dep_ == "amod"


def _after_joint(region: Sequence[Token], k: int) -> int:
    """The place after a comma, *and*, *, and* or *as well as*; the same place where there is none."""
    words = [t.lower_ for t in region[k : k + 4]]
    for joint in JOINTS:
        if words[: len(joint)] == joint and k + len(joint) < len(region):
            return k + len(joint)
    return k


def _of_nouns(region: Sequence[Token], joints: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The joints that part things which stand on their own."""
    first = _thing(region, 0)
    bare = first is None or not (first.determined or first.complement)
    commas = [joint for joint in joints if region[joint[0]].text in (",", ";")]
    kept = [joint for joint in joints if bare or _stands_alone(region, joint, first)]
    if bare and len(joints) + 1 < FEWEST:
        return [joint for joint in joints if _parts_bare(region, joint, first)]
    if commas and kept and kept[-1] != joints[-1] and len(kept) + 2 >= FEWEST:
        return [*kept, joints[-1]] if kept[0] == joints[0] else []
    return kept


def _parts_bare(region: Sequence[Token], joint: tuple[int, int], first: Thing | None) -> bool:
    """*a truce* after *talks*, *for* once more, *the release of …*, a deed: *talks and inspection of the mills*."""
    thing = _thing(region, joint[1])
    own = thing is not None and thing.complement and (thing.determined or _are_deeds(first, thing))
    return own or _is_repeated(region, joint) or region[joint[1]].lower_ in INDEFINITE


def _is_repeated(region: Sequence[Token], joint: tuple[int, int]) -> bool:
    """Whether a joint ends with the word that stands before the first thing."""
    return _repeats(region, joint[1] - 1)


def _are_deeds(*things: Thing | None) -> bool:
    """*a ceasefire and withdrawal of the forces*: two deeds, the second with something of its own."""
    return all(t and (t.head.lemma_.lower() in DEEDS or t.head.lower_.endswith(DONE)) for t in things)


def _stands_alone(region: Sequence[Token], joint: tuple[int, int], first: Thing | None) -> bool:
    thing = _thing(region, joint[1])
    if thing is None:
        return False
    if _is_repeated(region, joint):
        return True
    listed = region[joint[0]].text in (",", ";")
    if listed:
        return thing.determined or thing.complement
    alike = region[joint[0] - 1].tag_ == "JJ"  # *the humanitarian and political crisis*
    own = thing.complement and (thing.determined or (region[joint[1]].tag_ == "JJ" and not alike))
    own = own or (thing.complement and _are_deeds(first, thing))
    both = region[joint[1]].lower_ in INDEFINITE and first is not None and not first.complement
    return own or both
