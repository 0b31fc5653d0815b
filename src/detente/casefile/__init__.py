"""The door between a case folder and a `Case`: the only room that knows how a case is written down."""

from detente.casefile.read import parse_case, read_case

__all__ = ["parse_case", "read_case"]
