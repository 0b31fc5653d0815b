"""The names that a draft has given so far: options, events, and the items that each comes from."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from detente.case.drafting.model import DraftEvent, DraftOption
from detente.case.drafting.scene import Scene
from detente.case.drafting.steps import ASKED, Formula, Step

__all__ = ["Book"]


@dataclass
class Book:
    """Options and events by their ids, in the order in which they were first named."""

    scene: Scene
    options: dict[tuple[str, str], Step] = field(default_factory=dict)
    sources: dict[str, list[str]] = field(default_factory=dict)
    events: dict[str, tuple[Step, ...]] = field(default_factory=dict)
    said: dict[str, bool] = field(default_factory=dict)

    def enter(self, formula: Formula, item: str = "") -> Formula:
        """Note the options of a formula, and its event where its acts have a name in common."""
        for step in formula.steps:
            self.options.setdefault((step.party, step.option), step)
            self._source(self.id(step), item)
        if formula.name:
            event = self.event(formula)
            self.events.setdefault(event, formula.steps)
            self._source(event, item)
        return formula

    def _source(self, name: str, item: str) -> None:
        known = self.sources.setdefault(name, [])
        if item and item not in known:
            known.append(item)

    def id(self, step: Step) -> str:
        """An option's id in the case."""
        return f"{self.scene.slug(step.party)}.{step.option}"

    def event(self, formula: Formula) -> str:
        """The name of an event: ``ceasefire``, ``settlement``, ``summit``, ``usa_russia_deal``."""
        parties = [step.party for step in formula.steps]
        joined = "_".join(self.scene.slug(party) for party in sorted(parties, key=self.scene.parties.index))
        match formula.name:
            case "ceasefire":
                return "ceasefire"
            case "settle" if all(step.option == "sign" for step in formula.steps):
                return "settlement"
            case "settle":
                return f"{joined}_deal"
            case "meet" if set(parties) == set(self.scene.pair()) and self._says("summit"):
                return "summit"
            case "meet":
                return f"{joined}_meeting"
        return f"all_{formula.name}"

    def _says(self, word: str) -> bool:
        if word not in self.said:
            self.said[word] = any(word in document.raw.casefold() for document in self.scene.documents.values())
        return self.said[word]

    def words(self, formula: Formula) -> str:
        """A formula as a statement."""
        if formula.name:
            event = self.event(formula)
            return f"not {event}" if formula.negated else event
        parts = [self.id(step) if step.done else f"not {self.id(step)}" for step in formula.steps]
        text = " and ".join(parts)
        if formula.negated and len(parts) == 1:
            return self.words(Formula((formula.steps[0].undone,)))
        return f"not ({text})" if formula.negated else text

    def phrase(self, formula: Formula) -> str:
        """A formula as a noun in a sentence: ``a settlement``, ``a meeting of Serbia and Kosovo``."""
        who = " and ".join(dict.fromkeys(self.scene.called(step.party) for step in formula.steps))
        named = {"ceasefire": "a ceasefire", "settle": f"a deal between {who}", "meet": f"a meeting of {who}"}
        if formula.name == "settle" and self.event(formula) == "settlement":
            named["settle"] = "a settlement"
        said = named.get(formula.name) or " and ".join(map(self._act, formula.steps))
        return f"the end of {said}" if formula.negated else said

    def _act(self, step: Step) -> str:
        quoted = step.means.removeprefix(ASKED)
        said = quoted.strip("“”") if quoted != step.means else step.means[:1].lower() + step.means[1:]
        act = f"“{said.partition(' (“')[0]}” by {self.scene.called(step.party)}"
        return act if step.done else f"an end to {act}"

    def undone(self, formula: Formula) -> str:
        """That a formula does not hold, as a statement."""
        return self.words(Formula(formula.steps, formula.name, not formula.negated))

    def of_party(self, party: str) -> tuple[DraftOption, ...]:
        """The options of a party, with the items that name them."""
        return tuple(
            DraftOption(step.option, step.means, self._named(self.id(step)))
            for (owner, _), step in self.options.items()
            if owner == party
        )

    def all_events(self, used: Iterable[str]) -> tuple[DraftEvent, ...]:
        """The events of these names, as statements on options."""
        wanted = set(used)
        return tuple(
            DraftEvent(event, self.words(Formula(steps)), self._named(event))
            for event, steps in self.events.items()
            if event in wanted
        )

    def _named(self, name: str) -> tuple[str, ...]:
        return tuple(self.sources.get(name, ()))
