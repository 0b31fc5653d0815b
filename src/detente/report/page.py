"""The report: one self-contained HTML page that begins with the answers and ends with the evidence."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources import files
from time import perf_counter
from typing import Any

import numpy as np
from jinja2 import DictLoader, Environment, StrictUndefined, select_autoescape
from markupsafe import Markup

from detente import __version__
from detente.analysis.answer import Answer
from detente.analysis.beliefs import weights_today
from detente.analysis.outcome import Outcome, outcome_of
from detente.analysis.questions import answer
from detente.analysis.session import Session
from detente.case import Assumed, Case, Cited, Profile, Warrant
from detente.conflict.witness import verdict
from detente.errors import CaseError
from detente.report.answers import caveats, doubts, headline, table_of
from detente.report.charts import spec_of, svg_of
from detente.report.graph import ways_of
from detente.report.verdicts import verdict_lines
from detente.report.words import chance, likelihood, percent, state_in_words

__all__ = ["page_of"]

MOST_ENDS_EXPLAINED = 3  # ends whose stability is spelled out; the outcome table has the rest


@dataclass(slots=True)
class Notes:
    """Numbers for what a page refers to, given in the order in which it does."""

    case: Case
    assumed: dict[str, int] = field(default_factory=dict)
    cited: dict[str, int] = field(default_factory=dict)
    unwarranted: int = 0

    def of(self, warrant: Warrant) -> Markup:
        """The references that stand behind a number."""
        if isinstance(warrant, Assumed):
            number = self.assumed.setdefault(warrant.why, len(self.assumed) + 1)
            return Markup('<a class="ref assumed" href="#a{0}" title="{1}">assumed {0}</a>').format(
                number, warrant.why
            )
        if isinstance(warrant, Cited) and warrant.evidence:
            return Markup(" ").join(self._passage(id) for id in warrant.evidence)
        if isinstance(warrant, Cited):
            return Markup('<span class="ref">{}</span>').format(warrant.source)
        self.unwarranted += 1
        return Markup('<span class="ref none">no warrant</span>')

    def _passage(self, id: str) -> Markup:
        number = self.cited.setdefault(id, len(self.cited) + 1)
        item = self.case.ledger.items.get(id)
        quote = item.content.exact if item else "not in the ledger"
        return Markup('<a class="ref" href="#e{0}" title="{1}">evidence {0}</a>').format(number, quote)


def page_of(session: Session, *, on_answer: Callable[[Answer], None] | None = None) -> str:
    """The report of a case as HTML.

    Parameters
    ----------
    on_answer
        Called with each answer as it is found, for a terminal that shows them.
    """
    case, notes = session.case, Notes(session.case)
    found = [_timed(session, question, on_answer) for question in case.questions]
    outcome = next((each.detail for each in found if isinstance(each.detail, Outcome)), None)
    outcome = outcome or outcome_of(session.solution, case)
    states = session.structure.states
    context: dict[str, Any] = {
        "case": case,
        "answers": [_answer(each, session, notes) for each in found],
        "parties": [_party(session, number, notes) for number in range(len(case.parties))],
        "drivers": [(d, notes.of(d.warrant)) for d in case.drivers],
        "ends": [(end, state_in_words(case, states, end.states[0])) for end in outcome.ends],
        "outcome": outcome,
        "ways": ways_of(outcome, case, states, session.structure.start),
        "holding": _holding(session, outcome),
        "start": state_in_words(case, states, session.structure.start),
        "events": case.events,
        "rules": case.conflict.impossible,
        "states": len(states),
        "draws": len(session.solution.solved),
        "exact": session.solution.ensemble.exact,
        "settings": session.settings,
        "digest": session.digest,
        "version": __version__,
        "percent": percent,
        "chance": chance,
        "likelihood": likelihood,
        "style": Markup(_template("report.css")),  # noqa: S704 - our own file
    }
    context |= _notes(case, notes)
    return _environment().get_template("report.html.jinja").render(**context)


def _timed(session: Session, question: Any, on_answer: Callable[[Answer], None] | None) -> Answer:
    started = perf_counter()
    found = answer(session, question)
    found = replace(found, seconds=perf_counter() - started)
    if on_answer:
        on_answer(found)
    return found


def _answer(found: Answer, session: Session, notes: Notes) -> dict[str, Any]:
    case, states = session.case, session.structure.states
    low, high = found.belief_range or (0.0, 0.0)
    return {
        "id": found.question.id,
        "text": found.question.text or found.question.id,
        "lines": headline(found, case, states)[len(caveats(found)) :],
        "caveats": caveats(found),
        "doubts": doubts(found),
        "estimate": found.estimate,
        "low": low,
        "high": high,
        "rests_on": [(each, notes.of(each.warrant)) for each in found.rests_on],
        "rules": found.rules,
        "confidence": found.confidence,
        "table": table_of(found, case, states),
        "chart": _chart(found, case),
        "kind": found.question.ask,
    }


def _chart(found: Answer, case: Case) -> Markup | None:
    spec = spec_of(found, case)
    label = f"Chart: {found.question.text or found.question.id}; the table below says the same."
    return svg_of(spec, name=f"chart-{found.question.id}", label=label) if spec else None


def _party(session: Session, number: int, notes: Notes) -> dict[str, Any]:
    party = session.case.parties[number]
    today = weights_today(session.case)[party.id]
    return {
        "name": party.name,
        "options": [o for o in session.case.conflict.options if party.id in o.owners],
        "profiles": [
            {
                "name": profile.name,
                "weight": weight,
                "from": str(profile.weight) if profile.weight.drivers else "",
                "note": notes.of(profile.warrant),
                "wants": [(text, note) for text, note in _wants(profile, notes)],
                "noise": profile.noise,
            }
            for profile, weight in zip(party.profiles, today, strict=True)
        ],
    }


def _wants(profile: Profile, notes: Notes) -> list[tuple[str, Markup]]:
    if profile.ranking:
        return [(" ~ ".join(group), Markup("")) for group in profile.ranking]
    if profile.weights:
        return [(f"{want.text} ({float(weight):g})", notes.of(want.warrant)) for want, weight in profile.weights]
    own = [want.warrant or profile.warrant for want in profile.wants]
    return [(want.text, notes.of(warrant)) for want, warrant in zip(profile.wants, own, strict=True)]


def _holding(session: Session, outcome: Outcome) -> list[dict[str, Any]]:
    """For the status quo and the likeliest ends: who would stay and who would leave, in the likeliest draw."""
    solution, start = session.solution, session.structure.start
    likeliest = solution.solved[int(np.argmax(solution.weights()))]
    game = likeliest.play.game
    chosen = dict.fromkeys([start, *(end.states[0] for end in outcome.ends[:MOST_ENDS_EXPLAINED])])
    shown = []
    for state in chosen:
        verdicts = [verdict(game, dm, state, session.settings.rule) for dm in game.dms]
        stays = [
            float(solution.weights() @ np.asarray([each.stable[dm, state] for each in solution.solved]))
            for dm in game.dms
        ]
        shown.append(
            {
                "words": state_in_words(session.case, session.structure.states, state),
                "start": state == start,
                "stays": list(zip([party.name for party in session.case.parties], stays, strict=True)),
                "lines": [verdict_lines(game, each) for each in verdicts],
            }
        )
    return shown


def _notes(case: Case, notes: Notes) -> Mapping[str, Any]:
    names = {document.digest: name for name, document in case.documents.items()}
    passages = []
    for id, number in notes.cited.items():
        item = case.ledger.items.get(id)
        source = names.get(item.content.source, "a document that is not in the case") if item else ""
        passages.append({"number": number, "id": id, "item": item, "source": source})
    return {
        "assumed": [(number, why) for why, number in notes.assumed.items()],
        "passages": passages,
        "unwarranted": notes.unwarranted,
        "documents": [(name, document) for name, document in case.documents.items()],
    }


def _template(name: str) -> str:
    return files("detente.report").joinpath("templates", name).read_text(encoding="utf-8")


@cache
def _environment() -> Environment:
    return Environment(
        loader=DictLoader({"report.html.jinja": _template("report.html.jinja")}),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def refuse_other_formats(path: str) -> None:
    """Refuse a file name whose ending says another format.

    Raises
    ------
    CaseError
        Unless it ends in ``.html`` or ``.htm``.
    """
    if not path.lower().endswith((".html", ".htm")):
        raise CaseError(f'--output: expected a file name that ends in .html, got "{path}"')
