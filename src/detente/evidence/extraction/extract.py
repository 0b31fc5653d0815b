"""The whole extraction: a document in, proposed items out."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from operator import attrgetter

from detente.evidence.document import Document, Span
from detente.evidence.edtf import day_of
from detente.evidence.extraction.actors import ActorTable, load_actors
from detente.evidence.extraction.appeals import appeals
from detente.evidence.extraction.asked import Demand
from detente.evidence.extraction.attribution import sayings
from detente.evidence.extraction.clauses import Condition
from detente.evidence.extraction.conditionals import conditions
from detente.evidence.extraction.coordination import parted
from detente.evidence.extraction.cues import economic_cues, hedge_cues, risk_cues
from detente.evidence.extraction.dates import dates
from detente.evidence.extraction.demands import ADDRESSING, verbal
from detente.evidence.extraction.floor import heard, in_turn
from detente.evidence.extraction.lists import listed
from detente.evidence.extraction.obligations import obligations
from detente.evidence.extraction.parse import BEYOND, LIMIT, LONGEST, MISSING, TOO_LONG, Model, Parsed
from detente.evidence.extraction.provisions import provisions
from detente.evidence.extraction.quotes import Speeches, indirect, speeches
from detente.evidence.extraction.reading import Reading, read
from detente.evidence.extraction.status import is_hedged, status
from detente.evidence.extraction.stipulations import conditional_demands
from detente.evidence.extraction.surveys import surveys
from detente.evidence.extraction.terms import cleft, nominal
from detente.evidence.extraction.threats import threats
from detente.evidence.extraction.told import told
from detente.evidence.extraction.trades import exchanges, returned, tied
from detente.evidence.extraction.venues import venues
from detente.evidence.extraction.voices import NOBODY, Voices
from detente.evidence.extraction.writers import writer
from detente.evidence.record import Evidence, Kind, Stance

__all__ = ["Extraction", "extract", "extraction"]

WITHIN_PROVISIONS = frozenset({"only_if", "unless", "without", "if_condition", "precondition", "exchange", "threat"})
SAME = 0.6  # of the range of both: a demand inside another may be one of its own, though all its words are shared
PLACE = attrgetter("start", "end", "kind", "id")


@dataclass(frozen=True, slots=True)
class Extraction:
    """What was proposed, and what the reader should know about how."""

    items: tuple[Evidence, ...]
    notices: tuple[str, ...] = ()


def extract(
    document: Document,
    *,
    model: Model | None = None,
    actors: ActorTable | None = None,
    as_of: date | None = None,
) -> tuple[Evidence, ...]:
    """Every item proposed from a document, in order of place.

    Parameters
    ----------
    document
        Only its kept ranges are read.
    model
        What `load_model` gives; without it, only the half that needs no parse.
    actors
        The table of actors; the shipped one unless given.
    as_of
        The day the text speaks from, for offices and relative dates; the document's own date unless given.
    """
    return extraction(document, model=model, actors=actors, as_of=as_of).items


def extraction(
    document: Document,
    *,
    model: Model | None = None,
    actors: ActorTable | None = None,
    as_of: date | None = None,
) -> Extraction:
    """As `extract`, with the notices: what was not read, and why."""
    reading = read(document, table=actors or load_actors(), model=model, day=as_of or day_of(document.date))
    turns = heard(reading)
    said = {
        parsed.number: sayings(reading, parsed, in_turn(turns, parsed.sentence.span)) for parsed in reading.parsed
    }
    voices = Voices(reading, said, speeches(reading, said) if reading.parsed else {}, turns, writer(reading))
    plain = list(_plain(reading))
    polled = _surveyed(reading, [item.span for item in plain if item.kind == "poll"])
    found = [*plain, *_marked(reading, voices.speeches), *_turns(voices), *_statuses(reading, voices, polled)]
    supposed = {each.number: conditions(reading, each) for each in reading.parsed if not each.sentence.heading}
    for parsed in reading.parsed:
        if not parsed.sentence.heading:
            found += _of_sentence(voices, parsed, supposed[parsed.number])
    found += _demands(voices, supposed, [item.span for item in found if item.kind == "demand"], polled)
    found += _endangering(reading, found)
    unique = {item.id: item for item in found}
    return Extraction(tuple(sorted(unique.values(), key=PLACE)), tuple(_notices(reading, model)))


def _notices(reading: Reading, model: Model | None) -> Iterator[str]:
    if model is None:
        yield MISSING
        return
    if number := sum(len(sentence.span) > LONGEST for sentence in reading.sentences):
        yield TOO_LONG.format(number=number)
    if reading.document.kept and reading.document.kept[-1].end > LIMIT:
        yield BEYOND


def _plain(reading: Reading) -> Iterator[Evidence]:
    """What needs no parse: mentions, dates, hedges, risks, money, polls."""
    for mention in reading.cast.mentions:
        party = reading.cast.acts_for(mention.actor)
        yield Evidence.cite(reading.document, mention.span, "mention", actor=mention.actor, acts_for=party)
    for sentence in reading.sentences:
        yield from _dates(reading, sentence.span)
        if not sentence.heading:
            yield from _cued(reading, sentence.span)
    yield from surveys(reading)
    yield from provisions(reading)


def _dates(reading: Reading, span: Span) -> Iterator[Evidence]:
    for dated in dates(reading.text, span.start, span.end, reading.cast.day):
        if dated.spoken and reading.mark_at(dated.start) is not None:
            continue  # the speaker's *today* is not the text's
        yield Evidence.cite(reading.document, Span(dated.start, dated.end), "date", date=dated.value)


def _cued(reading: Reading, span: Span) -> Iterator[Evidence]:
    sentence = span.of(reading.text)
    kinds: tuple[tuple[Kind, Callable[[str], Sequence[tuple[int, int]]]], ...] = (
        ("hedge", hedge_cues if is_hedged(reading.text, span, binding=reading.binding) else lambda _: ()),
        ("risk", risk_cues),
        ("economic", economic_cues),
    )
    for kind, cues in kinds:
        if kind == "risk" and sentence.rstrip('”" ').endswith("?"):
            continue
        if found := list(dict.fromkeys(sentence[a:b].lower() for a, b in cues(sentence))):
            yield Evidence.cite(reading.document, span, kind, cue="; ".join(found))


def _marked(reading: Reading, spoken: Speeches) -> Iterator[Evidence]:
    for mark in reading.marks:
        someone, saying = spoken.get(mark.span, (NOBODY, None))
        if not mark.direct and not someone.text and reading.parsed and len(mark.span.of(reading.text).split()) < 3:
            continue
        yield Evidence.cite(
            reading.document,
            mark.span,
            "quote",
            form="direct" if mark.direct else "partial",
            speaker=someone.actor,
            speaker_text=someone.text or None,
            cue=saying.verb.text if saying else None,
            acts_for=reading.cast.acts_for(someone.actor),
            stance="reported_by_unnamed" if someone.unnamed else saying.stance if saying else "asserted",
        )


def _turns(voices: Voices) -> Iterator[Evidence]:
    """What is said in each turn of a transcript by somebody who answers."""
    reading = voices.reading
    for turn, someone in voices.turns:
        if not turn.asks:
            yield Evidence.cite(
                reading.document,
                turn.words,
                "quote",
                form="direct",
                speaker=someone.actor,
                speaker_text=someone.text,
                acts_for=reading.cast.acts_for(someone.actor),
            )


def _statuses(reading: Reading, voices: Voices, polled: set[Span]) -> Iterator[Evidence]:
    attributed = told(voices, polled)
    for sentence in reading.sentences:
        if not sentence.heading:
            within = sentence.span in attributed
            form = status(reading.text, sentence.span, attributed=within, binding=reading.binding)
            hedged = is_hedged(reading.text, sentence.span, binding=reading.binding)
            yield Evidence.cite(reading.document, sentence.span, "status", form=form, hedged=hedged)


def _surveyed(reading: Reading, found: Sequence[Span]) -> set[Span]:
    """The sentences that tell what a survey found."""
    return {reading.sentence_at(span.start).span for span in found}


def _of_sentence(voices: Voices, parsed: Parsed, supposed: Sequence[Condition]) -> Iterator[Evidence]:
    reading = voices.reading
    said = voices.said.get(parsed.number, ())
    turn = in_turn(voices.turns, parsed.sentence.span) is not None
    yield from indirect(reading, [saying for saying in said if not (turn and saying.own)])
    yield from (_condition(voices, parsed, condition) for condition in supposed)
    yield from venues(reading, parsed)


def _condition(voices: Voices, parsed: Parsed, condition: Condition) -> Evidence:
    reading = voices.reading
    speaker = voices.speaker(parsed, condition.clause)
    return Evidence.cite(
        reading.document,
        condition.span,
        "conditional",
        form=condition.form,
        condition=condition.said.of(reading.text) or None,
        consequent=condition.consequent.of(reading.text) if condition.consequent else None,
        speaker=speaker.actor,
        speaker_text=speaker.text or None,
        stance=voices.stance(parsed, condition.clause),
    )


def _demands(
    voices: Voices, supposed: Mapping[int, Sequence[Condition]], provisions: Sequence[Span], polled: set[Span]
) -> Iterator[Evidence]:
    """What parties ask; what a survey's public thinks is a poll."""
    earlier: list[Demand] = []
    for parsed in voices.reading.parsed:
        if not parsed.sentence.heading and parsed.sentence.span not in polled:
            earlier += _distinct(list(_found(voices, parsed, supposed[parsed.number], earlier)))
    for demand in earlier:
        addressing = demand.at.pos_ == "VERB" and demand.at.lemma_.lower() in ADDRESSING
        within = addressing or demand.form in WITHIN_PROVISIONS
        if within or not any(known.overlaps(demand.span) for known in provisions):
            yield _demand(voices, demand)


def _found(
    voices: Voices, parsed: Parsed, supposed: Sequence[Condition], earlier: Sequence[Demand]
) -> Iterator[Demand]:
    """The demands of one sentence, the surest patterns first."""
    yield from conditional_demands(voices, parsed, supposed)
    yield from listed(voices, parsed)
    yield from cleft(voices, parsed)
    yield from exchanges(voices, parsed)
    yield from tied(voices, parsed)
    yield from appeals(voices, parsed)
    yield from threats(voices, parsed)
    for demand in (
        *returned(voices, parsed),
        *verbal(voices, parsed),
        *obligations(voices, parsed),
        *nominal(voices, parsed, earlier),
    ):
        yield from parted(voices, demand)


def _distinct(found: Sequence[Demand]) -> list[Demand]:
    kept: list[Demand] = []
    for demand in found:
        if not any(_says_the_same(other, demand) for other in kept):
            kept.append(demand)
    return kept


def _says_the_same(known: Demand, new: Demand) -> bool:
    both = known.span.shared(new.span)
    if not both:
        return False
    either = max(known.span.end, new.span.end) - min(known.span.start, new.span.start)
    inside = both == len(new.span) and known.form in WITHIN_PROVISIONS
    return both > SAME * either or inside or (both == len(new.span) and new.form in ("need", "want"))


def _demand(voices: Voices, demand: Demand) -> Evidence:
    reading = voices.reading
    return Evidence.cite(
        reading.document,
        demand.span,
        "demand",
        form=demand.form,
        holder=demand.holder.actor,
        speaker_text=demand.holder.text or None,
        acts_for=reading.cast.acts_for(demand.holder.actor),
        of=demand.of,
        condition=_words(reading, demand.condition),
        consequent=_words(reading, demand.consequent),
        stance=_stance(voices, demand),
    )


def _endangering(reading: Reading, found: Sequence[Evidence]) -> Iterator[Evidence]:
    """The sentences in which somebody threatens, where no word has told a danger already."""
    told = {item.start for item in found if item.kind == "risk"}
    for item in found:
        if item.kind == "demand" and item.form == "threat" and not reading.binding:
            span = reading.sentence_at(item.start).span
            if span.start not in told:
                told.add(span.start)
                yield Evidence.cite(reading.document, span, "risk", cue="threat")


def _stance(voices: Voices, demand: Demand) -> Stance:
    found = voices.stance(demand.parsed, demand.at)
    return "reported_by_unnamed" if found == "asserted" and demand.holder.unnamed else found


def _words(reading: Reading, span: Span | None) -> str | None:
    return span.of(reading.text) if span is not None and len(span) else None
