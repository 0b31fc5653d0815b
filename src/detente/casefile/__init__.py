"""The door between a case folder and a `Case`: the only room that knows how a case is written down."""

from detente.casefile.actors import read_actors
from detente.casefile.citing import Citing, cite_accepted
from detente.casefile.documents import Documents, recall, save_document
from detente.casefile.dump import dump_case
from detente.casefile.edit import Edit, edit_case, edited, save_case
from detente.casefile.export import export_json
from detente.casefile.folder import bundled, bundled_names, find_case, new_case
from detente.casefile.gmcr import import_gmcr
from detente.casefile.gmcr_export import export_gmcr
from detente.casefile.ledger import append_to_ledger, read_ledger
from detente.casefile.proposals import Proposed, propose
from detente.casefile.read import parse_case, read_case
from detente.casefile.review import check_folder, placed

__all__ = [
    "Citing",
    "Documents",
    "Edit",
    "Proposed",
    "append_to_ledger",
    "bundled",
    "bundled_names",
    "check_folder",
    "cite_accepted",
    "dump_case",
    "edit_case",
    "edited",
    "export_gmcr",
    "export_json",
    "find_case",
    "import_gmcr",
    "new_case",
    "parse_case",
    "placed",
    "propose",
    "read_actors",
    "read_case",
    "read_ledger",
    "recall",
    "save_case",
    "save_document",
]
