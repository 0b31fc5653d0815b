"""From the tables to who can do what: parties, options, moves, and what cannot be.

Whatever is wrong is complained about and left out, so that the rest can still be checked.
"""

from collections.abc import Iterable, Sequence

from detente.casefile.complaints import Complaints
from detente.casefile.language import ID_RULE, Language, is_id
from detente.casefile.locate import Key
from detente.casefile.schema import CaseFile, GraphTable
from detente.conflict.model import Conflict, DecisionMaker, GraphForm, Impossible, Irreversible, Joint, Option
from detente.conflict.statement import Statement
from detente.errors import did_you_mean

__all__ = ["all_known", "conflict", "decision_makers", "known", "options", "party_ids", "refuse_twins"]


def known(kind: str, id: str, ids: Iterable[str], key: Key, complaints: Complaints) -> bool:
    """Whether a name is one of those known; if not, that is complained about with the nearest right spelling."""
    several = list(ids)
    if id not in several:
        complaints.add(key, f'unknown {kind} "{id}"{did_you_mean(id, several)}')
    return id in several


def all_known(kind: str, names: Sequence[str], ids: Iterable[str], key: Key, complaints: Complaints) -> bool:
    """Whether every name of the list at a key is known; each that is not is complained about."""
    several = list(ids)
    return len([k for k, id in enumerate(names) if known(kind, id, several, (*key, k), complaints)]) == len(names)


def refuse_twins(kind: str, ids: Sequence[str], key: Key, complaints: Complaints) -> None:
    """Complain about each item of a list that stands there a second time."""
    for place, id in enumerate(ids):
        if id in ids[:place]:
            complaints.add((*key, place), f'the {kind} "{id}" stands twice')


def party_ids(file: CaseFile) -> list[str]:
    """The parties of a case; in graph form those that move, where none are declared."""
    return list(file.party) or list(file.graph.moves if file.graph else ())


def decision_makers(file: CaseFile, complaints: Complaints) -> tuple[DecisionMaker, ...]:
    """The parties, in the order of the file; in graph form those that move, where none are declared."""
    for id in file.party:
        if not is_id(id):
            complaints.add(("party", id), f'"{id}" cannot be the id of a party; {ID_RULE}')
    if file.party:
        return tuple(DecisionMaker(id, table.name or id) for id, table in file.party.items())
    if file.graph and file.graph.moves:
        return tuple(DecisionMaker(id, id) for id in file.graph.moves)
    complaints.add(("party",), "the case has no parties; expected at least one table [party.ID] with its options")
    return ()


def options(file: CaseFile, complaints: Complaints) -> tuple[Option, ...]:
    """All options, in the order of the file, with who controls them and whether they can be undone."""
    fixed = _irreversible(file, complaints)
    found = []
    for party, table in file.party.items():
        for local, option in table.option.items():
            key: Key = ("party", party, "option", local)
            if not is_id(local, local=True):
                complaints.add(key, f'"{local}" cannot be the id of an option; expected letters, digits, _ and -')
            for place, other in enumerate(option.shared_with):
                known("party", other, file.party, (*key, "shared_with", place), complaints)
            refuse_twins("party", [party, *option.shared_with], (*key, "shared_with"), complaints)
            owners = dict.fromkeys((party, *(other for other in option.shared_with if other in file.party)))
            id = f"{party}.{local}"
            found.append(Option(id, tuple(owners), option.means, fixed.get(id)))
    return tuple(found)


def _irreversible(file: CaseFile, complaints: Complaints) -> dict[str, Irreversible]:
    ids = [f"{party}.{local}" for party, table in file.party.items() for local in table.option]
    fixed: dict[str, Irreversible] = {}
    for place, rule in enumerate(file.irreversible):
        key: Key = ("irreversible", place, "option")
        if known("option", rule.option, ids, key, complaints):
            if rule.option in fixed:
                complaints.add(key, f'the option "{rule.option}" has two [[irreversible]] rules; expected one')
            fixed[rule.option] = rule.once
    return fixed


def conflict(
    file: CaseFile,
    makers: tuple[DecisionMaker, ...],
    opts: tuple[Option, ...],
    language: Language,
    complaints: Complaints,
) -> Conflict:
    """The structure of the conflict, without the parts that are complained about."""
    graph = _graph(file.graph, makers, complaints) if file.graph else None
    if file.graph:
        _refuse_option_form(file, complaints)
    elif file.party and not opts:
        complaints.add(("party",), "no party has an option; expected a table [party.ID.option], or [graph]")
    return Conflict(
        decision_makers=makers,
        options=() if graph else opts,
        impossible=() if graph else _impossible(file, language, complaints),
        joints=() if graph else _joints(file, opts, complaints),
        indistinguishable=_indistinguishable(file, language, complaints),
        graph=graph,
    )


def _impossible(file: CaseFile, language: Language, complaints: Complaints) -> tuple[Impossible, ...]:
    read = [
        language.statement(rule.when, ("impossible", k, "when"), complaints) for k, rule in enumerate(file.impossible)
    ]
    return tuple(
        Impossible(found[1], rule.because) for rule, found in zip(file.impossible, read, strict=True) if found
    )


def _indistinguishable(file: CaseFile, language: Language, complaints: Complaints) -> tuple[Statement, ...]:
    rules = enumerate(file.indistinguishable)
    read = [language.statement(rule.when, ("indistinguishable", k, "when"), complaints) for k, rule in rules]
    return tuple(found[1] for found in read if found)


def _joints(file: CaseFile, opts: tuple[Option, ...], complaints: Complaints) -> tuple[Joint, ...]:
    owners = {option.id: option.owners for option in opts}
    fixed = {option.id: option.irreversible for option in opts}
    found = []
    for place, rule in enumerate(file.joint):
        key: Key = ("joint", place, "options")
        refuse_twins("option", rule.options, key, complaints)
        if not all_known("option", rule.options, owners, key, complaints):
            continue
        lost = [id for id in rule.options if fixed[id] == "dropped"]
        if len({owner for id in rule.options for owner in owners[id]}) < 2:
            complaints.add(key, "a joint move needs options of two parties at least")
        elif lost:
            complaints.add(key, f'a joint move cannot take "{lost[0]}": it is irreversible once dropped')
        else:
            found.append(Joint(tuple(dict.fromkeys(rule.options)), rule.name))
    return tuple(found)


def _refuse_option_form(file: CaseFile, complaints: Complaints) -> None:
    for id, table in file.party.items():
        if table.option:
            complaints.add(("party", id, "option"), "a case has options or a [graph], not both")
    instead = "in graph form states and moves are listed in [graph]: leave out there what cannot be"
    for kind in ("impossible", "irreversible", "joint"):
        if getattr(file, kind):
            complaints.add((kind,), instead)


def _graph(table: GraphTable, makers: tuple[DecisionMaker, ...], complaints: Complaints) -> GraphForm:
    if not table.states:
        complaints.add(("graph", "states"), "no states; expected at least one label")
    refuse_twins("state", table.states, ("graph", "states"), complaints)
    ids = [maker.id for maker in makers]
    for party in table.moves:
        known("party", party, ids, ("graph", "moves", party), complaints)
    return GraphForm(tuple(dict.fromkeys(table.states)), tuple(_moves(table, party, complaints) for party in ids))


def _moves(table: GraphTable, party: str, complaints: Complaints) -> tuple[tuple[str, str], ...]:
    moves: dict[tuple[str, str], None] = {}
    for place, move in enumerate(table.moves.get(party, [])):
        key: Key = ("graph", "moves", party, place)
        if not all_known("state", move, table.states, key, complaints):
            continue
        if move[0] == move[1]:
            complaints.add(key, f'a move from "{move[0]}" to itself is no move')
        elif move in moves:
            complaints.add(key, f'the move from "{move[0]}" to "{move[1]}" stands twice')
        else:
            moves[move] = None
    return tuple(moves)
