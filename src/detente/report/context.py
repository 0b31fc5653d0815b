"""What a report says, before it is set as a page or as a mail: answers, states, inputs, verdicts and notes."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from detente import __version__
from detente.analysis.answer import Answer
from detente.analysis.confidence import mainly_assumed
from detente.analysis.outcome import Outcome, outcome_of
from detente.analysis.play import RULES
from detente.analysis.questions import attempts
from detente.analysis.session import Session
from detente.case import Case
from detente.case.standing import Standing, grounds, tally
from detente.errors import Unanswered
from detente.report.answers import caveats, sentences, table_of, unasked
from detente.report.confidence import reasons_in_words
from detente.report.doubts import span, three_doubts, worked_out
from detente.report.evidence import evidence_of
from detente.report.gist import figure_of, gist
from detente.report.graph import ends_table, ways_of
from detente.report.letters import Letters
from detente.report.matrix import matrices
from detente.report.notes import Notes, Ref
from detente.report.outside import outside_sentences
from detente.report.sceptic import explained, likeliest, sceptic_of, stays_table, why_of
from detente.report.tables import Table
from detente.report.unreviewed import unreviewed_line
from detente.report.wants import inputs_of, parties_of
from detente.report.words import by_date, condition_in_words, joined

__all__ = ["context_of"]

TOGETHER = re.compile(r"not \(([\w.-]+) iff ([\w.-]+)\)")
VISIBLE = 0.005  # a swing that a percentage can show
MOST_EXPLAINED = 4  # the status quo and the likeliest ends, whose stability is told of

MEANS: Mapping[Standing, str] = {
    "unwarranted": "nobody said why it stands",
    "not accepted": "cites an item that is missing, rejected, superseded or not yet reviewed",
    "orphaned": "cites a passage of a text that is not in the case: its document was removed or changed",
    "contradicted": "rests on an accepted passage that another item contradicts",
    "proposed": "drafted from items that wait for review: an assumption until they are accepted",
    "assumed": "a judgement, with its reason",
    "unverified": "rests on accepted passages whose speakers are unnamed, unknown or graded as doubtful",
    "single-source": "rests on accepted passages of one source",
    "reference": "an outside reference, of which the case has no document",
    "cited": "rests on accepted passages of two sources or more",
}


def context_of(session: Session, *, given: Sequence[Answer | Unanswered] | None = None) -> dict[str, Any]:
    """Everything that a report of a case says, for a template.

    Parameters
    ----------
    given
        The answers, or why there is none, where they were looked for already; else all questions are asked.
    """
    case, notes = session.case, Notes(session.case)
    letters = Letters(case, session.structure.states)
    asked = list(attempts(session, case.questions)) if given is None else given
    found = [each for each in asked if isinstance(each, Answer)]
    told_of = next((each for each in found if isinstance(each.detail, Outcome)), None)
    outcome, by = (told_of.detail, by_date(told_of)) if told_of else (outcome_of(session.solution, case), "")
    start = session.structure.start
    letters.of(start)
    ways = ways_of(outcome, case, letters, start)
    told = explained(outcome, start, MOST_EXPLAINED)
    guessed = sum(mainly_assumed(each, case) for each in found)
    context = {
        "letters": letters,
        "unreviewed": unreviewed_line(case),
        "guessed": guessed if 2 * guessed > len(found) else 0,
        "answers": [_answer(each, session, notes, letters) for each in found],
        "unanswered": [each.text or each.id for each in case.questions[len(asked) :]],
        "ways": ways,
        "ends": ends_table(outcome, case, letters, start, by=by),
        "by": by,
        "failed": [str(each) for each in asked if isinstance(each, Unanswered)],
        "unasked": unasked(outcome, case, letters.states) if not case.questions else [],
        "start": letters.words(start),
        "parties": parties_of(session, notes),
        "inputs": inputs_of(session, notes),
        **_holding(session, told, letters),
        "sceptic": sceptic_of(session, letters, told),
    }
    # last, when every state has its letter and every note its number
    ending = {end.states[0]: end.probability for end in outcome.ends}
    return (
        context
        | _ground(session)
        | _notes(notes)
        | {
            "matrices": matrices(letters, start, ending, f"chance{by}" if by else "chance as an end"),
            "lettered": frozenset(letters.given.values()),
        }
    )


def _answer(found: Answer, session: Session, notes: Notes, letters: Letters) -> dict[str, Any]:
    case, states = session.case, session.structure.states
    return {
        "id": found.question.id,
        "text": found.question.text or found.question.id,
        "gist": gist(found, case),
        "caveats": caveats(found, case),
        "lines": sentences(found, case, states),
        "outside": outside_sentences(found),
        "estimate": found.estimate,
        "figure": figure_of(found, case),
        "doubts": three_doubts(found) if found.belief_range else [],
        "confidence": (found.confidence, reasons_in_words(found.reasons)),
        "dated": found.dated,
        "played": found.played,
        "worked_out": worked_out(found),
        "rests_on": _rests_on(found, notes),
        "rules": found.rules,
        "table": table_of(found, case, letters),
        "answer": found,
    }


def _rests_on(found: Answer, notes: Notes) -> list[tuple[str, str, tuple[Ref, ...]]]:
    """The inputs an answer depends on most, with the answer at the ends of their ranges."""
    return [
        (each.name, "" if found.estimate is None else span(each.low, each.high), notes.of(each.warrant))
        for each in found.rests_on
        if found.estimate is None or each.swing >= VISIBLE
    ]


def _holding(session: Session, states: Sequence[int], letters: Letters) -> dict[str, Any]:
    """For the status quo and the likeliest ends: who would stay, and why in the likeliest draw."""
    stays: Table = stays_table(session, states, letters)
    solved, _ = likeliest(session)
    why = [(letters.of(state), letters.words(state), why_of(session, solved, state)) for state in states]
    return {"stays": stays, "why": why}


def _ground(session: Session) -> dict[str, Any]:
    """The case and how its answers were worked out."""
    case = session.case
    return {
        "case": case,
        "events": [(name, condition_in_words(case, text)) for name, (text, _) in case.events.items()],
        "impossible": [(_ruled_out(case, str(rule.when)), rule.because) for rule in case.conflict.impossible],
        "final": _final(session),
        "joints": _joints(session),
        "states": len(session.structure.states),
        "draws": session.solution.ensemble.sampled or len(session.solution.arrays),
        "exact": session.solution.ensemble.exact,
        "settings": session.settings,
        "rules": RULES,
        "digest": session.digest,
        "version": __version__,
    }


def _ruled_out(case: Case, text: str) -> str:
    """What cannot be, in words: of two things that go together, one without the other."""
    pair = TOGETHER.fullmatch(text)
    return (
        f"only one of {' and '.join(condition_in_words(case, each) for each in pair.groups())}"
        if pair
        else (condition_in_words(case, text))
    )


def _final(session: Session) -> list[str]:
    """Options that cannot be undone."""
    verbs = {"taken": "once taken, for good", "dropped": "once dropped, for good"}
    options = [option for option in session.case.conflict.options if option.irreversible]
    return [f"{condition_in_words(session.case, o.id)}: {verbs[str(o.irreversible)]}" for o in options]


def _joints(session: Session) -> list[str]:
    """Moves that are made together."""
    case = session.case
    return [joined([condition_in_words(case, id) for id in joint.options]) for joint in case.conflict.joints]


def _notes(notes: Notes) -> dict[str, Any]:
    documents: Sequence[tuple[str, Any]] = list(notes.case.documents.items())
    return {
        "assumed": [(number, why) for why, number in notes.assumed.items()],
        "passages": notes.passages(),
        "evidence": evidence_of(notes.case, notes.cited),
        "standings": [(name, MEANS[name], count) for name, count in tally(grounds(notes.case)).items()],
        "footing": notes.footing(),
        "unwarranted": notes.unwarranted,
        "documents": documents,
    }
