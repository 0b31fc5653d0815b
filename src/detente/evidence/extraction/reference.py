"""Whom a phrase or a pronoun stands for: *the premier*, *the group*, *an Israeli official*, *he*, *it*, *we*.

The last fitting subject before it, in its own sentence first; a title with a country is looked up by date.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from detente.evidence.extraction.lexicon import words
from detente.evidence.extraction.mentions import Mention
from detente.evidence.extraction.parse import Parsed, Token
from detente.evidence.extraction.reading import Reading

__all__ = ["BODY_OF", "BOTH", "GROUPS", "OFFICES", "WE", "Someone", "phrase", "resolve", "subtree"]

HE_SHE = {"he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f"}
IT_THEY = words("reference_it_they")
WE = frozenset({"we", "us", "our", "ours", "i", "me", "my", "mine", "myself", "ourselves"})
UNNAMED = words("reference_unnamed")
GROUPS = words("reference_groups")
PEOPLE = words("demands_people")
BODY_OF = words("reference_body_of")
ISSUED = words("reference_issued")
OFFICES = words("offices") | {"secretary-general", "pope", "d’affaires", "d'affaires"}
BOTH = frozenset({"parties", "sides", "two", "both", "others", "communities", "leaders", "ministers", "presidents"})
SOME = frozenset({"some", "several", "many", "most", "few", "others", "none", "one"})
OWN_OFFICE = {"secretary-general": "UN", "secretary of state": "USA", "pope": "VAT"}  # that need no owner named
STATE_BODIES = frozenset(
    {
        "army",
        "government",
        "military",
        "ministry",
        "administration",
        "authorities",
        "authority",
        "regime",
        "junta",
        "kingdom",
    }
)
ORGANS = frozenset({"authorities", "police", "prosecutors"})  # of the state last named, with no article too
TITLE_BACK = 4000  # characters looked back for who bears a title
BACK = 5  # sentences looked back for whom a pronoun means
SKIPPED_TYPES = frozenset({"media", "pollster"})


@dataclass(frozen=True, slots=True)
class Someone:
    """A speaker or holder: the actor where known, the words that name them, and whether they stay unnamed."""

    actor: str | None
    text: str
    unnamed: bool = False


def subtree(token: Token) -> list[Token]:
    """The tokens of a phrase, in order, without those of attached relative clauses after a comma."""
    return sorted(token.subtree, key=lambda t: int(t.i))


def phrase(reading: Reading, parsed: Parsed, token: Token, speaker: str | None = None) -> Someone:
    """Whom a noun phrase, given by its head, stands for; `speaker` is whose words these are, for *we*."""
    text = _plain(token)
    if (low := token.lower_) in WE and token.text != "US":
        return Someone(speaker or reading.issuer, token.text)
    if low in ("they", "them", "their") and (crowd := _crowd(parsed, token)) is not None:
        return _described(reading, parsed, crowd, _plain(crowd))
    if low in HE_SHE or low in IT_THEY:
        return Someone(resolve(reading, parsed, token), token.text)
    head = reading.cast.at(parsed.span(token).start)
    if head is not None and token.pos_ != "ADJ":
        return Someone(head.actor, head.span.of(reading.text))
    return _described(reading, parsed, token, text)


def _crowd(parsed: Parsed, pronoun: Token) -> Token | None:
    """People in the plural named before *they* in its sentence: *freed the rebels if they …*."""
    before = (t for t in reversed(list(parsed.tokens)) if t.i < pronoun.i and t.tag_ == "NNS")
    return next((t for t in before if t.lemma_.lower() in PEOPLE and t.dep_ in ("nsubj", "nsubjpass", "dobj")), None)


def _described(reading: Reading, parsed: Parsed, token: Token, text: str) -> Someone:
    low = token.lemma_.lower() if token.tag_ != "NNP" else token.lower_
    owned = any(t.dep_ == "poss" for t in token.lefts)
    if (token.lower_ in BOTH and not owned) or any(
        t.lower_ in ("either", "neither", "each", "any", "both") for t in token.lefts
    ):
        return Someone(None, text)
    if token.lower_ in SOME:
        return Someone(None, text, unnamed=True)
    named = _name_in_apposition(reading, parsed, token)
    if named is not None:
        return Someone(named.actor, named.span.of(reading.text))
    if low == "office" and (whose := next((c for c in token.children if c.dep_ == "poss"), None)):
        return Someone(phrase(reading, parsed, whose, None).actor, text)
    owner = _owner(reading, parsed, token)
    if owner is None and low in ISSUED and _is_definite(token):
        return Someone(_same_body(reading, parsed, token) or _last_subject(reading, parsed), text)
    if owner is None and token.lower_ in ORGANS:
        return Someone(_same_body(reading, parsed, token) or resolve(reading, parsed, token), text)
    if (
        owner is None
        and (token.lower_ in GROUPS | BODY_OF or (low in GROUPS | BODY_OF and token.tag_ != "NNS"))
        and _is_definite(token)
        and low not in OFFICES
    ):
        return Someone(_same_body(reading, parsed, token) or resolve(reading, parsed, token), text)
    if low in OFFICES:
        return _office(reading, parsed, token, owner, text)
    if low in UNNAMED or token.lower_ in UNNAMED or low in ("one", "another"):
        owner = owner or (_earlier(reading, parsed, token) if _is_definite(token) else None)
        return Someone(owner and reading.cast.acts_for(owner), text, unnamed=True)
    return Someone(owner, text)


def _last_subject(reading: Reading, parsed: Parsed) -> str | None:
    """Whom the sentence before is about, who made what it goes on to quote: *Oslo was glad. The statement said …*."""
    for sentence in reversed(reading.parsed[max(0, parsed.number - 2) : parsed.number]):
        found = _subjects(reading, sentence, _main_first(sentence), deep=True)
        if actor := next((a for a, _ in found if reading.cast.actor(a).type not in SKIPPED_TYPES), None):
            return actor
    return None


def _same_body(reading: Reading, parsed: Parsed, token: Token) -> str | None:
    """Whose army, ministry or side this was when last named with an owner: *Chad's army … the army*."""
    if token.lower_ not in BODY_OF:
        return None
    end = parsed.span(token).start
    earlier = list(re.finditer(rf"\b{re.escape(token.text)}\b", reading.text[max(0, end - TITLE_BACK) : end]))
    for match in reversed(earlier):
        start = max(0, end - TITLE_BACK) + match.start()
        owner = next(iter(reversed(reading.cast.inside(max(0, start - 30), start))), None)
        if owner is not None and re.fullmatch(r"(?:[’']s?)?(?: \w+)? ", reading.text[owner.span.end : start]):
            return reading.cast.acts_for(owner.actor)
    return None


def _office(reading: Reading, parsed: Parsed, token: Token, owner: str | None, text: str) -> Someone:
    """Who holds the office a phrase names: by the country's table, by an earlier title, or unnamed."""
    some = any(t.lower_ in ("a", "an", "one", "another") for t in token.lefts)
    spokes = token.lower_.startswith("spokes") and not some
    unnamed = (not _is_definite(token) and not spokes) or token.lower_ in UNNAMED
    if not unnamed and (holder := _bearer(reading, parsed, token, owner)):
        return Someone(holder, text)
    if owner is None and not unnamed and token.text[0].islower():
        return Someone(resolve(reading, parsed, token, person=not _ministry(token)), text)
    owner = owner or (_ministry(token) and resolve(reading, parsed, token, person=False)) or None
    owner = owner or (_earlier(reading, parsed, token) if _is_definite(token) else None)
    return Someone(owner and reading.cast.acts_for(owner), text, unnamed=unnamed)


def _bearer(reading: Reading, parsed: Parsed, token: Token, owner: str | None) -> str | None:
    """Who bears a title: its holder, the person so introduced, else its party: last named with it, or the issuer."""
    if holder := _holder(reading, token, owner):
        return holder
    titled = _titled(reading, parsed, token)
    if owner is not None:
        acts_for = reading.cast.acts_for
        return titled if titled and acts_for(titled) == acts_for(owner) else None
    return titled or _earlier(reading, parsed, token) or (reading.issuer if _is_definite(token) else None)


def _earlier(reading: Reading, parsed: Parsed, token: Token) -> str | None:
    """The party that a title was last named with: *the envoy of Chad … the envoy*."""
    end = parsed.sentence.span.start
    start = max(0, end - TITLE_BACK)
    title = re.sub(r"^the ", "", _plain(token), flags=re.IGNORECASE)
    for match in reversed(list(re.finditer(rf"\b{re.escape(title)}s?\b", reading.text[start:end], re.IGNORECASE))):
        begins, ends = start + match.start(), start + match.end()
        after = re.match(r" (?:of|for|from) (?:the )?", reading.text[ends : ends + 12])
        mention = reading.cast.at(ends + after.end()) if after else None
        before = next(iter(reversed(reading.cast.inside(max(0, begins - 40), begins))), None)
        if before and re.fullmatch(r"(?:[’']s)?(?: \w+)? ", reading.text[before.span.end : begins]):
            mention = mention or before
        if mention is not None:
            return reading.cast.acts_for(mention.actor)
    return None


def _ministry(token: Token) -> bool:
    return any(c.lemma_.lower() in BODY_OF for c in token.lefts)


def _title(token: Token) -> list[str]:
    """The title a phrase names, longest first: *deputy foreign minister*, *foreign minister*, *minister*."""
    before = [t.lower_ for t in token.lefts if t.dep_ in ("compound", "amod")] + [token.lower_]
    after = [" ".join(t.lower_ for t in c.subtree) for c in token.rights if c.dep_ == "prep" and c.lower_ == "of"]
    long = [" ".join([*before[i:], *after[:1]]) for i in range(len(before))]
    found = [*long, *(" ".join(before[i:]) for i in range(len(before)))]
    return [title.replace("secretary general", "secretary-general") for title in found]


def _holder(reading: Reading, token: Token, owner: str | None) -> str | None:
    """Who holds an office by the table; without a date only somebody whom the text names."""
    titles = _title(token)
    if owner is None and titles[0] == "secretary" and "Secretary of State" in reading.text[:TITLE_BACK]:
        owner, titles = "USA", ["secretary of state"]
    owner = owner or OWN_OFFICE.get(titles[0])
    party = reading.cast.acts_for(owner) if owner else None
    if party is None:
        return None
    held = (reading.cast.table.holder(party, title, reading.cast.day) for title in titles)
    found = next((actor for actor in held if actor), None)
    if reading.cast.day is None and not any(mention.actor == found for mention in reading.cast.mentions):
        return OWN_OFFICE.get(titles[0])
    return found


def _titled(reading: Reading, parsed: Parsed, token: Token) -> str | None:
    """The last person mentioned with this title before their name, or who holds such an office."""
    titles = _title(token)
    earlier = reading.cast.inside(max(0, parsed.sentence.span.start - TITLE_BACK), parsed.span(token).start)
    people = [m for m in reversed(earlier) if reading.cast.actor(m.actor).is_person]
    for mention in people:
        before = reading.text[max(0, mention.span.start - 50) : mention.span.start].lower().rstrip()
        if re.search(rf"(?<!prime )(?<!vice )(?<!deputy )\b{re.escape(titles[0])}(?:, [a-z.]+|,)?$", before):
            return mention.actor
        after = reading.text[mention.span.end : mention.span.end + 60].lower()
        if re.match(rf", (?:(?:the|a|its) )?(?:(?!the |a )[\w’'-]+ ){{0,3}}{re.escape(titles[0])}\b", after):
            return mention.actor
    held = reading.cast.table.held
    offices = set(titles) | ({"prime minister", "premier"} if "premier" in titles else set())
    return next((m.actor for m in people if any(term.office in offices for term in held.get(m.actor, ()))), None)


def _is_definite(token: Token) -> bool:
    first = next((t.lower_ for t in token.lefts if t.dep_ in ("det", "poss")), "")
    return first in ("the", "this", "that", "its", "his", "her", "their") or any(
        t.dep_ == "poss" for t in token.lefts
    )


def _name_in_apposition(reading: Reading, parsed: Parsed, token: Token) -> Mention | None:
    later = (t for t in token.subtree if t.dep_ == "appos" and t.i > token.i and t.head.dep_ == "pobj")
    for child in (*token.children, *later):  # *the minister in Lima, Ann Orr*
        mention = reading.cast.at(parsed.span(child).start) if child.dep_ in ("appos", "flat") else None
        if mention is not None and reading.cast.actor(mention.actor).is_person:
            return mention
    return None


def _owner(reading: Reading, parsed: Parsed, token: Token) -> str | None:
    """The actor a phrase belongs to: *Israeli officials*, *Qatar's envoy*, *a spokesman for Hamas*."""
    for child in token.children:
        if child.dep_ == "acl" and child.lower_ in ("identified", "described", "speaking"):
            span = parsed.over(list(child.subtree))
            return next((m.actor for m in reading.cast.inside(span.start, span.end)), None)
        if child.dep_ in ("amod", "compound", "poss", "nmod", "prep") and child.i - token.i < 4:
            tokens = [child] if child.dep_ != "prep" else []
            if child.dep_ == "prep" and child.lower_ in ("of", "for", "from", "to", "in", "with", "at"):
                if token.lower_ == "envoy" and child.lower_ == "for":
                    continue
                tokens = [t for t in child.subtree if t.dep_ in ("pobj", "compound", "poss", "amod", "conj")][:4]
            elif child.dep_ != "prep":
                tokens = [child, *(t for t in child.subtree if t != child)]
            for part in tokens:
                if mention := reading.cast.at(parsed.span(part).start):
                    return mention.actor
                if part.dep_ == "poss" and part.lower_ in WE and token.lemma_.lower() in OFFICES | UNNAMED | BODY_OF:
                    return reading.issuer
                pronoun = part.lower_ in HE_SHE or part.lower_ in IT_THEY
                group = part.dep_ == "poss" and part.lower_ in GROUPS and _is_definite(part)  # *the country's army*
                if part.dep_ in ("poss", "pobj") and (pronoun or group):
                    return resolve(reading, parsed, part, deep=False)
    return None


def _plain(token: Token) -> str:
    first = next((t for t in token.lefts if t.dep_ != "punct"), token)
    return str(token.doc[first.i : token.i + 1].text)


def resolve(
    reading: Reading, parsed: Parsed, token: Token, *, person: bool | None = None, deep: bool = True
) -> str | None:
    """The actor a pronoun or a definite phrase means, or None where nobody fits.

    `deep` lets other phrases be resolved on the way; it ends after one step.
    """
    gender = HE_SHE.get(token.lower_, "")
    wants_person = bool(gender) if person is None else person
    party_only = token.lower_ in IT_THEY | WE | ORGANS or token.lemma_.lower() in GROUPS or token.lower_ in GROUPS
    for actor, stands in _candidates(reading, parsed, token, deep=deep):
        known = reading.cast.actor(actor)
        if known.type in SKIPPED_TYPES:
            continue
        if wants_person and ((known.is_person and (not gender or known.gender in ("", gender))) or stands):
            return actor
        if party_only and not wants_person and not stands and not known.is_person and _group_fits(token, known.type):
            return actor
    return None


def _group_fits(token: Token, kind: str) -> bool:
    word = token.lemma_.lower()
    if word in ("country", "nation", "kingdom", "emirate", "island", "republic"):
        return kind == "state"
    if word in STATE_BODIES or token.lower_ in STATE_BODIES | ORGANS:
        return kind == "state"
    if word in ("group", "movement", "militia", "faction", "rebel", "militant", "insurgent", "islamist", "party"):
        return kind in ("group", "organisation")
    return kind != "territory"


def _candidates(reading: Reading, parsed: Parsed, token: Token, *, deep: bool) -> Iterator[tuple[str, bool]]:
    """Actors nearest first, with whether an unnamed person of theirs was named: *the envoy of Chad … he*."""
    position = parsed.span(token).start
    here = [t for t in parsed.tokens if t.i < token.i and t.head != token]
    if token.dep_ == "poss" and token.head.dep_ == "conj":
        yield from ((a, False) for other in here if other.dep_ == "poss" for a in _named_at(reading, parsed, other))
    yield from _subjects(reading, parsed, reversed(here), deep=deep)
    if deep and token.lower_ in IT_THEY:
        yield from ((actor, False) for actor in _common(reading, parsed, reversed(here)))
    others = [(m.actor, False) for m in reversed(reading.cast.inside(parsed.sentence.span.start, position))]
    earlier = list(reversed(reading.parsed[max(0, parsed.number - BACK) : parsed.number]))
    if token.lower_ in HE_SHE and earlier:
        yield from _subjects(reading, earlier[0], _main_first(earlier[0]), deep=deep)
    yield from others
    for sentence in earlier:
        yield from _subjects(reading, sentence, _main_first(sentence), deep=deep)
        span = sentence.sentence.span
        yield from ((m.actor, False) for m in reversed(reading.cast.inside(span.start, span.end)))


def _main_first(parsed: Parsed) -> Iterator[Token]:
    """The tokens of a sentence, its main verb's subject first."""
    return iter(sorted(parsed.tokens, key=lambda t: not (t.dep_ in ("nsubj", "nsubjpass") and t.head.dep_ == "ROOT")))


def _named_at(reading: Reading, parsed: Parsed, token: Token) -> Iterator[str]:
    mention = reading.cast.at(parsed.span(token).start)
    if mention is not None:
        yield mention.actor


def _common(reading: Reading, parsed: Parsed, tokens: Iterator[Token]) -> Iterator[str]:
    """Groups named by a common noun before the pronoun: *the militia … until it leaves*."""
    for token in tokens:
        named = token.pos_ == "NOUN" and token.lower_ in GROUPS and _is_definite(token)
        if named and (actor := resolve(reading, parsed, token, deep=False)):
            yield actor


def _subjects(reading: Reading, parsed: Parsed, tokens: Iterator[Token], *, deep: bool) -> Iterator[tuple[str, bool]]:
    for token in tokens:
        if token.dep_ in ("nsubj", "nsubjpass") and not reading.in_direct(parsed, token):
            if actor := _subject(reading, parsed, token, deep=deep):
                yield actor, _is_somebody(token) and not reading.cast.actor(actor).is_person
            yield from ((owner, False) for owner in _joined(reading, parsed, token))


def _is_somebody(token: Token) -> bool:
    """Whether a subject is one person by office alone: *the Prime Minister*, *a Kenyan official*."""
    return token.pos_ != "PRON" and token.tag_ not in ("NNS", "NNPS") and token.lower_ in OFFICES | UNNAMED


def _subject(reading: Reading, parsed: Parsed, token: Token, *, deep: bool) -> str | None:
    mention = reading.cast.at(parsed.span(token).start)
    if mention is not None:
        return mention.actor if token.pos_ != "ADJ" else None
    if named := _name_in_apposition(reading, parsed, token):
        return named.actor
    if not deep:
        return _body_owner(reading, parsed, token)
    if token.lower_ in OFFICES and _is_definite(token):
        owner = (
            _owner(reading, parsed, token)
            if any(c.dep_ in ("amod", "compound", "poss", "prep") for c in token.children)
            else None
        )
        return _bearer(reading, parsed, token, owner) or owner
    if _is_somebody(token) and (party := _owner(reading, parsed, token)):
        return reading.cast.acts_for(party)
    if token.lower_ in GROUPS and token.lower_ not in BODY_OF and _is_definite(token):
        return resolve(reading, parsed, token, deep=False)
    return _body_owner(reading, parsed, token)


def _joined(reading: Reading, parsed: Parsed, token: Token) -> Iterator[str]:
    """Whose thing the subject is: in *Lee's plan and his wish*, Lee."""
    for child in token.children:
        if child.dep_ == "poss" and (mention := reading.cast.at(parsed.span(child).start)):
            yield mention.actor


def _body_owner(reading: Reading, parsed: Parsed, token: Token) -> str | None:
    if token.lower_ not in BODY_OF:
        return None
    for child in token.children:
        if child.dep_ in ("amod", "compound", "poss") and (mention := reading.cast.at(parsed.span(child).start)):
            return mention.actor
    return None
