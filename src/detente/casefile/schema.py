"""The keys of ``case.toml``: what may stand there, and what each means.

These models say what each value may be, one by one; what the values mean together is checked in the modules that
build a case from them. The JSON Schema for editors is made from them (`detente.casefile.jsonschema`).
"""

from typing import Any, ClassVar, Literal, get_origin

from pydantic import BaseModel, ConfigDict, Field, GetJsonSchemaHandler, model_validator
from pydantic_core import CoreSchema

from detente.analysis.play import Rule
from detente.case.finding import Kind
from detente.casefile.values import (
    Day,
    Group,
    Interval,
    Pair,
    Percent,
    PercentInterval,
    Quantity,
    Share,
    Start,
    Text,
    Value,
    Weight,
)

__all__ = [
    "ASKS",
    "CalibrateTable",
    "CaseFile",
    "CaseTable",
    "DriverTable",
    "GraphTable",
    "GroupTable",
    "ImpossibleTable",
    "IndistinguishableTable",
    "IrreversibleTable",
    "IssueTable",
    "JointTable",
    "OptionTable",
    "PartyTable",
    "ProfileTable",
    "QuestionTable",
    "ShockTable",
    "StanceTable",
    "Table",
    "TempoTable",
    "TogetherTable",
    "WantTable",
    "Warranted",
]

Ask = Literal[
    "probability",
    "outcome",
    "obstacles",
    "effect",
    "matters",
    "credible",
    "holds",
    "settle",
    "excluded",
    "choose",
]
ASKS: tuple[str, ...] = Ask.__args__  # type: ignore[attr-defined]


class Table(BaseModel):
    """A table of the file. `short` is the key that a bare text stands for, where a table may be written so."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, defer_build=True)
    expected: ClassVar[str] = "a table"
    short: ClassVar[str] = ""

    @model_validator(mode="before")
    @classmethod
    def _from_short(cls, given: Any) -> Any:
        return {cls.short: given} if cls.short and isinstance(given, str) else given

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        table = handler.resolve_ref_schema(handler(core))
        if not cls.short:
            return table
        text = {"type": "string", "description": f"The same as a table with `{cls.short}` alone."}
        return {"description": table.pop("description", ""), "anyOf": [text, table]}


class Warranted(Table):
    """A table with a number or a judgement, and why it stands."""

    evidence: list[Text] = Field([], description="Ids of items in the case's ledger on which it rests.")
    source: Text = Field("", description="An outside reference on which it rests, where the case has no document.")
    assumed: Text = Field("", description="Why it is assumed, where nothing is cited.")
    proposed: list[Text] = Field(
        [], description="Ids of items that speak for it and wait for review: an assumption until they are accepted."
    )


class CaseTable(Table):
    """The case as a whole: its name, its day, where it starts."""

    title: Text = Field(description="The case's name, as reports show it.")
    as_of: Day = Field(description="The day as of which the case is described; nothing later belongs in it.")
    about: str = Field("", description="What the dispute is about, in a few sentences.")
    status_quo: Start = Field(
        [], description="Ids of the options taken at the start; all others are not. In graph form a state's label."
    )


class OptionTable(Table):
    """A course of action that a party takes or not."""

    expected: ClassVar[str] = 'what the option means, in quotes, or a table { means = "…", shared_with = ["…"] }'
    short: ClassVar[str] = "means"

    means: Text = Field(description="What taking the option means, in words.")
    shared_with: list[Text] = Field([], description="Ids of other parties that control the option too.")


class WantTable(Warranted):
    """A preference statement: what the party wants to hold."""

    expected: ClassVar[str] = 'a statement in quotes, or a table { want = "…", assumed = "…" }'
    short: ClassVar[str] = "want"

    want: Text = Field(description="A condition on options and events, in the statement language.")
    great: bool = Field(False, description="Whether a difference on this statement is a great one.")


class ProfileTable(Warranted):
    """One hypothesis of what a party wants: by `wants`, `ranking` or `weights`."""

    name: Text = Field("", description="The profile's name; may be left out where a party has only one.")
    weight: Weight | None = Field(
        None,
        description="How likely the profile is the true one: a number from 0 to 1, or an expression over drivers "
        'such as "1 - support". Left out by all profiles of a party, they are equally likely.',
    )
    wants: list[WantTable] | None = Field(None, description="Preference statements, the most important first.")
    ranking: list[Group] | None = Field(
        None,
        description="State patterns (Y, N, - for each option) or labels in groups, best first, a group tied; "
        '">>" between two groups: what follows is greatly less preferred. States left out rank last.',
    )
    weights: dict[str, Quantity] | None = Field(
        None, description="A weight for each statement; the state with the larger sum is preferred."
    )
    unknown: list[Pair] = Field(
        [],
        description="Pairs of states, or of sets of states by patterns, of which nobody knows which is preferred: "
        "answers draw each one way or the other.",
    )
    noise: Share = Field(
        0.0,
        description="Dispersion of the Mallows model over the order of `wants`: 0 is the order as written, "
        "1 makes all orders equally likely.",
    )


class PartyTable(Table):
    """A party to the dispute; the table's key is its id."""

    name: Text = Field("", description="The party's name; its id where left out.")
    option: dict[str, OptionTable] = Field({}, description="The party's options: for each id, what taking it means.")
    profile: list[ProfileTable] = Field([], description="Hypotheses of what the party wants.")


class ImpossibleTable(Table):
    """States that cannot occur."""

    when: Text = Field(description="The states in which this statement holds cannot occur.")
    because: str = Field("", description="Why they cannot.")


class MeantTable(Table):
    """A finding of a check that is meant."""

    finding: Kind = Field(description="The kind of the finding.")
    at: Text = Field(description="The key that it is about as `check` prints it, or the beginning of that key.")
    because: Text = Field(description="Why it is meant.")


class IrreversibleTable(Table):
    """An option that cannot be undone."""

    option: Text = Field(description="The option's id.")
    once: Literal["taken", "dropped"] = Field(
        description='"taken": once taken, for good; "dropped": once dropped, for good.'
    )
    because: str = Field("", description="Why it is for good.")


class JointTable(Table):
    """A move that several parties make together, as a treaty is signed."""

    options: list[Text] = Field(description="Ids of options of two parties or more, all taken in one step.")
    name: Text = Field("", description="What the move is called.")
    because: str = Field("", description="Why it is made together.")


class IndistinguishableTable(Table):
    """States that are one and the same to everybody."""

    when: Text = Field(description="All states in which this statement holds are one state.")
    because: str = Field("", description="Why nobody tells them apart.")


class DriverTable(Warranted):
    """A sourced number, such as a poll, that moves the weights of profiles."""

    expected: ClassVar[str] = 'a table { value = …, range = [low, high], means = "…" }'

    means: str = Field("", description="What the number measures.")
    value: Value = Field(description="Its value today.")
    range: Interval | None = Field(
        None, description="The lowest and highest value considered; the value alone where left out."
    )


class StanceTable(Warranted):
    """Where an actor stands on an issue."""

    position: Percent = Field(description="The outcome it advocates, from 0 to 100.")
    salience: Percent = Field(description="How much it cares, from 0 to 100.")
    capability: Percent = Field(description="What it can bring to bear, from 0 to 100.")
    accepts: PercentInterval | None = Field(
        None, description="The lowest and highest outcome it would sign, from 0 to 100."
    )


class IssueTable(Warranted):
    """A continuum of outcomes from 0 to 100."""

    means: str = Field("", description="What the issue is.")
    low: str = Field("", description="What 0 means.")
    high: str = Field("", description="What 100 means.")
    status_quo: Percent | None = Field(None, description="Where things stand today, from 0 to 100.")
    stance: dict[str, StanceTable] = Field({}, description="For each actor, where it stands.")


class CalibrateTable(Table):
    """An outside view to which the rate of agreements is fitted."""

    event: Text = Field(description="The event whose chance is known from outside.")
    by: Day = Field(description="The day by which.")
    to: Share = Field(description="Its chance, from 0 to 1.")
    source: Text = Field(description="Where the chance comes from.")
    range: Interval | None = Field(
        None,
        description="The lowest and highest chance by that source; half and double its odds where left out.",
    )


class GroupTable(Warranted):
    """A group of parties that agrees at a rate of its own."""

    parties: list[Text] = Field(description="Ids of the parties: just these, two or more.")
    rate: str = Field(description='How often they agree: "1 per 90 days".')


class TempoTable(Warranted):
    """How fast steps come."""

    move: str = Field("1 per 30 days", description='How often a party moves: "1 per 30 days", "2 per year".')
    agreement: str = Field("1 per 180 days", description="How often a coalition agrees, in the same form.")
    agreement_of_size: dict[str, str] = Field(
        {}, description='For each number of parties that agree together, how often: 2 = "1 per 90 days".'
    )
    group: list[GroupTable] = Field([], description="Groups of parties that agree at a rate of their own.")
    calibrate: CalibrateTable | None = Field(
        None, description="An outside view that the agreement rates are fitted to, all by the same factor."
    )


class ShockTable(Warranted):
    """What happens by itself: an option changes, or a driver moves."""

    option: Text = Field("", description="The option that changes, whatever its owner wants.")
    becomes: Literal["taken", "dropped", "toggled"] | None = Field(
        None, description="What the option becomes. Where the new state cannot occur, nothing happens."
    )
    driver: Text = Field("", description="The driver that moves, instead of an option.")
    to: Value | None = Field(None, description="The driver's value afterwards, inside its range.")
    rate: str = Field(description='How often it comes: "1 per 2 years".')
    means: str = Field("", description="What happens, in words.")


class QuestionTable(Table):
    """A question that the case asks and Detente computes."""

    id: Text = Field(description="A short name for the question.")
    ask: Ask = Field(description="The kind of question.")
    text: str = Field("", description="The question in words, as a report shows it.")
    of: Text | None = Field(None, description="The condition asked about, in the statement language.")
    given: Text | None = Field(
        None,
        description="A condition under which the probability is asked: among the ends where it holds, and beside it "
        "if it is brought about from the start and kept.",
    )
    by: Day | None = Field(
        None, description="The day by which; the long run where left out, or where the case has no `tempo`."
    )
    driver: Text | None = Field(None, description="The driver that is swept over its range.")
    coalition: list[Text] = Field([], description="Ids of the parties that act together.")
    party: Text | None = Field(None, description="The party asked about, where not all are.")
    concept: Rule | None = Field(None, description="The rule of play: a stability concept that steps are judged by.")
    settings: dict[str, Any] = Field({}, description="Further settings of this kind of question.")


class TogetherTable(Warranted):
    """Profiles of several parties that are true together or not at all."""

    profiles: list[Pair] = Field(description='Pairs [party, profile], such as ["usa", "dealmaker"].')


class GraphTable(Warranted):
    """Graph form: states and moves listed one by one."""

    states: list[Text] = Field(description="Labels of the states, in order.")
    moves: dict[str, list[Pair]] = Field(description="For each party its moves, as pairs [from, to] of labels.")
    ranking: dict[str, list[Group]] = Field(
        {}, description="For each party the states in groups, best first, a group tied."
    )


class CaseFile(Table):
    """A whole ``case.toml``."""

    format: Literal[1] = Field(description="The version of this format: 1.")
    case: CaseTable = Field(description="What the case is about.")
    party: dict[str, PartyTable] = Field({}, description="The parties, by id, in the order of a state's pattern.")
    event: dict[str, Text] = Field({}, description="Names for conditions, usable in statements and questions.")
    impossible: list[ImpossibleTable] = Field([], description="States that cannot occur.")
    irreversible: list[IrreversibleTable] = Field([], description="Options that cannot be undone.")
    joint: list[JointTable] = Field([], description="Moves that several parties make together.")
    indistinguishable: list[IndistinguishableTable] = Field([], description="States that are one to everybody.")
    driver: dict[str, DriverTable] = Field({}, description="Sourced numbers that move the weights of profiles.")
    issue: dict[str, IssueTable] = Field({}, description="Continuous issues, from 0 to 100.")
    tempo: TempoTable | None = Field(None, description="How fast steps come.")
    shock: list[ShockTable] = Field([], description="What happens by itself, at a stated rate.")
    question: list[QuestionTable] = Field([], description="What the case asks.")
    together: list[TogetherTable] = Field([], description="Profiles that go together.")
    meant: list[MeantTable] = Field([], description="Findings of `detente check` that are meant.")
    graph: GraphTable | None = Field(None, description="States and moves listed one by one, instead of options.")


LISTS = tuple(key for key, field in CaseFile.model_fields.items() if get_origin(field.annotation) is list)  # [[so]]
