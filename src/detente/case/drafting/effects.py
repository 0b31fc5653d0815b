"""What the documents suppose would follow: an ally alienated, a party relieved of sanctions.

*If A makes a deal with B, it could weaken C's alliance* makes an option of C (it goes its own way) and a want: C does
so if A and B make the deal. Who gains from relief wants it. None of this is a demand.
"""

from collections.abc import Iterable, Iterator

from detente.case.drafting.acts import acts, acts_in
from detente.case.drafting.aims import Aim, Reader
from detente.case.drafting.scene import Scene
from detente.case.drafting.steps import Formula, Step, clause_of, formula_of, formulas_of
from detente.evidence.ledger import Item
from detente.evidence.record import Evidence

__all__ = ["effects", "harm_of"]

RELIEF = "ease_sanctions"
HARM = "decouple"


def effects(items: Iterable[Item], reader: Reader) -> Iterator[Aim]:
    """What follows for whom, in the order of the items."""
    for item in items:
        if item.content.stance == "denied":
            continue
        if item.content.kind == "conditional" and item.content.condition and item.content.consequent:
            yield from _supposed(item, reader)
        elif item.content.kind == "economic":
            yield from _relieved(item, reader)


def _supposed(item: Item, reader: Reader) -> Iterator[Aim]:
    """A harm that would follow from what two others do together."""
    content, scene, book = item.content, reader.scene, reader.book
    cause = formula_of(clause_of(content, scene, content.condition), scene)
    if cause is None or cause.negated or not cause.name:
        return
    harm = harm_of(content, str(content.consequent), cause, scene)
    if harm is None:
        return
    yield Aim(harm.steps[0].party, f"{book.words(harm)} if {book.words(cause)}", item.id, (harm, cause))
    for party in dict.fromkeys(step.party for step in cause.steps):  # the text supposes that they would do it
        yield Aim(party, book.words(cause), item.id, (cause,))


def harm_of(content: Evidence, text: str, cause: Formula, scene: Scene) -> Formula | None:
    """Who would turn away, where a text says that something weakens or alienates: named, or the only one left."""
    if not any(done.act.name == HARM for done in acts_in(text)):
        return None
    causing = {step.party for step in cause.steps}
    for said in formulas_of(clause_of(content, scene, text), scene):
        if said.steps[0].option == HARM and said.steps[0].party not in causing:
            return Formula(said.steps[:1])
    left = [party for party in scene.outsiders if party not in causing]
    means = next(act.means for act in acts() if act.name == HARM)
    return Formula((Step(left[0], HARM, means, gives=True),)) if len(left) == 1 else None


def _relieved(item: Item, reader: Reader) -> Iterator[Aim]:
    """Who is named as relieved of sanctions wants the relief."""
    for said in formulas_of(clause_of(item.content, reader.scene), reader.scene):
        step = said.steps[0]
        if step.option == RELIEF and step.other:
            yield Aim(step.other, reader.book.words(said), item.id, (said,))
