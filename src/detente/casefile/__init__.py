"""The door between a case folder and a `Case`: the only room that knows how a case is written down."""

from detente.casefile.edit import Edit, edit_case, edited, save_case
from detente.casefile.read import parse_case, read_case
from detente.casefile.review import check_folder, placed

__all__ = ["Edit", "check_folder", "edit_case", "edited", "parse_case", "placed", "read_case", "save_case"]
