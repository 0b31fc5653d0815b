"""From an act that a text names to the options that parties would take: who would do it, to whom.

The roles are those of `acts.toml`. Where a text does not say who would do it, the guess is stated there.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from detente.case.drafting.acts import Act, Done, acts_in
from detente.case.drafting.scene import Named, Scene
from detente.evidence.document import Span
from detente.evidence.record import Evidence

__all__ = ["ASKED", "Clause", "Formula", "Step", "clause_of", "formula_of", "formulas_of", "on_one_line"]

DONE_TO = re.compile(r"\b(?:to|on|against|for|with|from)\s(?:the\s)?(?:\w+\s){0,2}$", re.IGNORECASE)
SUBJECT = re.compile(r"(?:’s|'s)?\s(?:\w+\s){0,4}$")
AGENT = re.compile(r"\bby\s(?:the\s)?$", re.IGNORECASE)
MEETS = re.compile(r"(?:meets?|met|negotiate[sd]?|sits? down with)$", re.IGNORECASE)
EACH_SIDE = re.compile(r"\b(?:both|all|each|the) (?:sides?|parties)\b", re.IGNORECASE)
ASKED = "Do what is asked: "  # before the words of a demand that name no act
LONGEST = 60  # characters of a passage quoted as the meaning of an option


@dataclass(frozen=True, slots=True)
class Step:
    """An option of a party, taken or (where `done` is false) given up or left alone.

    `other` is the party it is done to; `gives` says that it costs the one who does it, `now` that it is done today.
    """

    party: str
    option: str
    means: str
    done: bool = True
    gives: bool = False
    other: str | None = None
    now: bool = False

    @property
    def undone(self) -> "Step":
        """The same option, the other way."""
        return replace(self, done=not self.done)


@dataclass(frozen=True, slots=True)
class Formula:
    """What would be done together; `name` is what the acts are called in common, `negated` that it would not be."""

    steps: tuple[Step, ...]
    name: str = ""
    negated: bool = False

    def of(self, party: str) -> "Formula":
        """The part that one party would do."""
        own = tuple(step for step in self.steps if step.party == party)
        return Formula(own, self.name if own == self.steps else "", self.negated)

    def without(self, party: str) -> "Formula":
        """The part that the others would do."""
        rest = tuple(step for step in self.steps if step.party != party)
        return Formula(rest, self.name if rest == self.steps else "", self.negated)


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of a document that is read for acts.

    Parameters
    ----------
    text, source, start
        Its words, and where they stand.
    voice
        The party that says it.
    of
        The party that it is asked of.
    doer
        The party that does what nobody is named as doing.
    """

    text: str
    source: str
    start: int
    voice: str | None = None
    of: str | None = None
    doer: str | None = None


def clause_of(content: Evidence, scene: Scene, text: str | None = None) -> Clause:
    """The passage of an item, or a part of its sentence such as the condition, as a clause."""
    voice, of = scene.voice(content), scene.party(content.of)
    document = scene.documents.get(content.source)
    if text is None or document is None:
        return Clause(content.exact if text is None else text, content.source, content.start, voice, of)
    near = document.raw.rfind(text, max(0, content.start - 600), content.end)
    place = near if near >= 0 else document.raw.find(text, content.start, content.end + 600)
    return Clause(text, content.source, max(place, 0), voice, of)


def formula_of(clause: Clause, scene: Scene) -> Formula | None:
    """What a clause says would be done, or None where it names no act that the table has."""
    parts = formulas_of(clause, scene)
    if len(parts) < 2:
        return parts[0] if parts else None
    steps = [step.undone if part.negated and len(part.steps) == 1 else step for part in parts for step in part.steps]
    return Formula(_distinct(steps))


def formulas_of(clause: Clause, scene: Scene) -> tuple[Formula, ...]:
    """What each act that a clause names would be, in order of place, one that is named again once."""
    named = scene.named(clause.source, Span(clause.start, clause.start + len(clause.text)))
    parts: list[Formula] = []
    for done in acts_in(clause.text):
        part = _part(done, clause, named, scene)
        if part and not any(set(part.steps) == set(known.steps) for known in parts):
            parts.append(part)
    return tuple(parts)


def _distinct(steps: list[Step]) -> tuple[Step, ...]:
    """Each option once, as it was first named."""
    return tuple({(step.party, step.option): step for step in reversed(steps)}.values())[::-1]


@dataclass(frozen=True, slots=True)
class _Place:
    """An act in its clause, with who is named before and after it."""

    done: Done
    clause: Clause
    before: tuple[Named, ...]
    after: tuple[Named, ...]
    scene: Scene

    @property
    def act(self) -> Act:
        """The act."""
        return self.done.act

    def subject(self) -> str | None:
        """Who is named as doing it: just before it, and nothing is done to them there."""
        for each in reversed(self.before):
            gap = self.clause.text[each.end - self.clause.start : self.done.start]
            lead = self.clause.text[: each.start - self.clause.start]
            if SUBJECT.fullmatch(gap) and not DONE_TO.search(lead):
                return each.party
        return None

    def agent(self) -> str | None:
        """Who is named behind it after *by*."""
        for each in self.after:
            if AGENT.search(self.clause.text[: each.start - self.clause.start]):
                return each.party
        return None

    def target(self) -> str | None:
        """To whom it is done: named behind it, after *to*, *on*, *against*."""
        for each in self.after:
            if DONE_TO.search(self.clause.text[: each.start - self.clause.start]):
                return each.party
        return None


def _part(done: Done, clause: Clause, named: tuple[Named, ...], scene: Scene) -> Formula | None:
    at = clause.start + done.start
    before = tuple(each for each in named if each.start < at)
    place = _Place(done, clause, before, tuple(each for each in named if each.start >= at), scene)
    steps = tuple(_steps(place))
    name = "" if len(steps) < 2 else done.act.name
    if done.negated and len(steps) == 1:
        return Formula((steps[0].undone,))
    return Formula(steps, name, done.negated) if steps else None


def _steps(place: _Place) -> Iterator[Step]:
    match place.act.who:
        case "fighters":
            yield from _ceasefire(place)
        case "pair":
            yield from _meeting(place)
        case "signers":
            yield from _signing(place)
        case "named":
            yield from (_step(place, each.party) for each in place.after or place.before)
        case "maker":
            yield from _by(place, place.subject() or place.clause.voice, place.target() or place.clause.of)
        case "harmed":
            yield from _harm(place)
        case _:
            yield from _conceded(place)


def _step(place: _Place, party: str, other: str | None = None, *, done: bool = True) -> Step:
    scene, act = place.scene, place.act
    option = act.option.format(other=scene.slug(other) if other else "others").replace("_others", "")
    means = act.means.format(other=scene.called(other) if other else "the other side")
    if act.who == "asked":
        means += f" (“{on_one_line(place.clause.text, LONGEST)}”)"
    return Step(party, option, means, done, act.gives, other)


def on_one_line(text: str, longest: int) -> str:
    """A passage on one line, cut at a word where it is too long."""
    flat = " ".join(text.split())
    return flat if len(flat) <= longest else flat[:longest].rpartition(" ")[0] + " …"


def _by(place: _Place, party: str | None, other: str | None) -> Iterator[Step]:
    others = [each for each in (other, place.clause.voice) if each and each != party]
    if party:
        yield _step(place, party, others[0] if others else None)


def _ceasefire(place: _Place) -> Iterator[Step]:
    for party in place.scene.fighters:
        yield replace(_step(place, party, done=False), now=True)


def _meeting(place: _Place) -> Iterator[Step]:
    two = _two(place)
    if len(two) < 2:
        return
    one, other = two
    word = place.clause.text[place.done.start : place.done.end]
    yield _step(place, one, other)
    if not MEETS.search(word):  # "meets" is done by its subject, a meeting by both
        yield _step(place, other, one)


def _two(place: _Place) -> tuple[str, ...]:
    """The two that meet: who is named before and after it, else the voice and its usual partner."""
    scene, voice = place.scene, place.clause.voice
    near = [each.party for each in place.before[-1:]]
    far = [each.party for each in place.after if each.party not in near][:1]
    if not far and len(place.before) > 1 and place.before[-2].party not in near:
        near = [place.before[-2].party, *near]
    found = tuple(dict.fromkeys([*near, *far]))
    if len(found) == 2:
        return found
    if voice and found and voice not in found:
        return (voice, found[0])
    partner = scene.partner(found[0] if found else voice or "")
    if partner and (found or voice):
        return (found[0] if found else str(voice), partner)
    return scene.pair() if not voice else ()


def _signing(place: _Place) -> Iterator[Step]:
    """A settlement among those who fight, or a deal of the two that are named and are no such two."""
    scene = place.scene
    two = tuple(dict.fromkeys(each.party for each in (*place.before[-2:], *place.after[:1])))[:2]
    fight = set(scene.fighters)
    if fight and (len(two) < 2 or set(two) <= fight):
        yield from (_step(place, party) for party in scene.fighters)
        return
    if len(two) < 2 and place.clause.voice:
        partner = next((each for each in two if each != place.clause.voice), scene.partner(place.clause.voice))
        two = (place.clause.voice, partner) if partner else ()
    two = two if len(two) == 2 else scene.pair()
    for party, other in zip(two, reversed(two), strict=True):
        means = f"Make a deal with {scene.called(other)}"
        yield Step(party, f"deal_{scene.slug(other)}", means)


def _harm(place: _Place) -> Iterator[Step]:
    """An ally that is harmed may go its own way; those who fight are not meant."""
    for each in place.after:
        if each.party in place.scene.outsiders and each.party != place.subject():
            yield _step(place, each.party)
            return


def _conceded(place: _Place) -> Iterator[Step]:
    """Acts of one side for another: who is named, whom it is asked of, who does it elsewhere, else by role."""
    scene, clause = place.scene, place.clause
    if place.act.who == "asked" and EACH_SIDE.search(clause.text) and len(scene.fighters) > 1:
        yield from (_step(place, party) for party in scene.fighters)
        return
    agent = place.agent() if place.act.who == "outsiders" else None  # "pull-out, monitored by": the nearest act's
    said = agent or place.subject() or clause.doer or clause.of
    other = place.target() or _receiver(place, said)
    if said and said != other:
        yield _step(place, said, other)
        return
    elsewhere = [party for party in scene.doers.get(place.act.name, ()) if party not in (other, clause.voice)]
    hinted = elsewhere[:1] if place.act.who != "asked" else []
    yield from (_step(place, party, other) for party in hinted or _by_role(place, other))


def _receiver(place: _Place, doer: str | None) -> str | None:
    """Whom an act is for that names nobody: the voice that asks, where it is not the doer, else one that fights."""
    scene, voice = place.scene, place.clause.voice
    if voice in scene.parties and voice != doer:
        return voice
    return next((party for party in scene.fighters if party != doer), None)


def _by_role(place: _Place, other: str | None) -> list[str]:
    scene, voice = place.scene, place.clause.voice
    free = [party for party in scene.outsiders if party not in (other, voice)]
    match place.act.who:
        case "asked":
            against = [party for party in scene.fighters if party != voice]
            partner = scene.partner(voice or "")
            return against[:1] or ([partner] if partner else free[:1])
        case "senders":
            return [party for party in free if scene.partner(party) == other][:1] or free[:1]
    if place.act.name == "monitor":
        bodies = [party for party in scene.outsiders if _is_body(party, scene)]
        return bodies[:1] or free[:1]
    return free[:2] if place.act.name == "guarantee" else free[:1]


def _is_body(party: str, scene: Scene) -> bool:
    known = scene.table.actors.get(party)
    return known is not None and known.type == "organisation"
