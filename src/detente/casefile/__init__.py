"""The door between a case folder and a `Case`: the only room that knows how a case is written down."""

from detente.casefile.read import parse_case, read_case
from detente.casefile.review import check_folder, placed

__all__ = ["check_folder", "parse_case", "placed", "read_case"]
