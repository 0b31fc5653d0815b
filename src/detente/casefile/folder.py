"""Case folders as a whole: a new one from the template, and those that come with Detente."""

from datetime import date
from pathlib import Path

from detente.casefile.documents import DOCUMENTS
from detente.casefile.edit import Edit, edited, save_case
from detente.casefile.source import CASE_FILE
from detente.casefile.write import make_folder
from detente.errors import FileProblem, Problem, UnknownName, did_you_mean

__all__ = ["bundled", "bundled_names", "find_case", "new_case"]

TEMPLATE = Path(__file__).with_name("template.toml")
PACKAGE = Path(__file__).parents[1]
SHIPPED = (PACKAGE / "cases", PACKAGE.parents[1] / "cases")  # in the wheel, in a checkout


def new_case(path: Path | str, title: str, *, as_of: date) -> Path:
    """Make a case folder with a commented template, ready to be edited, and give its file.

    Parameters
    ----------
    title
        The case's name.
    as_of
        The day that it describes: today, where the caller knows it.

    Raises
    ------
    FileProblem
        If there is a case already, a file is in the way, or there is no permission. Nothing is overwritten.
    """
    folder = Path(path)
    file = folder / CASE_FILE
    if file.exists():
        raise FileProblem(Problem("there is a case here already; nothing was written", str(file)))
    template = TEMPLATE.read_text(encoding="utf-8")
    text = edited(template, Edit("set", ("case", "title"), title), Edit("set", ("case", "as_of"), as_of))
    make_folder(folder / DOCUMENTS)
    save_case(file, text)
    return file


def bundled_names() -> tuple[str, ...]:
    """The cases that come with Detente."""
    found = {
        folder.name
        for home in SHIPPED
        if home.is_dir()
        for folder in home.iterdir()
        if (folder / CASE_FILE).is_file()
    }
    return tuple(sorted(found))


def bundled(name: str) -> Path:
    """The folder of a case that comes with Detente.

    Raises
    ------
    UnknownName
        With the nearest name, if there is none of that name.
    """
    for home in SHIPPED:
        if name in bundled_names() and (home / name / CASE_FILE).is_file():
            return home / name
    near = did_you_mean(name, bundled_names()) or f"; expected one of {', '.join(bundled_names())}"
    raise UnknownName(f'no case called "{name}" comes with Detente{near}')


def find_case(text: str) -> Path:
    """The case that is meant: a path that exists, or else the name of a case that comes with Detente."""
    path = Path(text)
    return path if "\0" in text or path.exists() or text not in bundled_names() else bundled(text)
