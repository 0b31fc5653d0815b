"""Who can do what, who wants what, and what holds: the Graph Model for Conflict Resolution.

Read `model` (structure), `statement` and `preference` (what is wanted), `graph` (moves), `stability` (the concepts in
the words of the definitions) and `concepts` (all of them by name), in this order.
"""

from detente.conflict.coalesce import Coalesced, Uneven, coalesced, merged
from detente.conflict.concepts import CONCEPTS, DEFAULT_CONCEPTS, Concept, concept, equilibria, stable
from detente.conflict.graph import GraphModel, graph_model
from detente.conflict.inverse import Count, count_rankings, settling
from detente.conflict.model import Conflict, DecisionMaker, GraphForm, Impossible, Joint, Option
from detente.conflict.preference import Preference, prioritize, rank_groups, weigh
from detente.conflict.statement import Statement, expand, parse, truth
from detente.conflict.states import States, enumerate_states

__all__ = [
    "CONCEPTS",
    "DEFAULT_CONCEPTS",
    "Coalesced",
    "Concept",
    "Conflict",
    "Count",
    "DecisionMaker",
    "GraphForm",
    "GraphModel",
    "Impossible",
    "Joint",
    "Option",
    "Preference",
    "Statement",
    "States",
    "Uneven",
    "coalesced",
    "concept",
    "count_rankings",
    "enumerate_states",
    "equilibria",
    "expand",
    "graph_model",
    "merged",
    "parse",
    "prioritize",
    "rank_groups",
    "settling",
    "stable",
    "truth",
    "weigh",
]
